/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "access_contract.h"
#include "cases_contract.h"
#include "consents_contract.h"
#include "directory_contract.h"
#include "disclosures.h"
#include "disclosures_contract.h"
#include "identity.h"
#include "referrals_contract.h"
#include "test_service.h"

#include <cmocka.h>

#define CASE "00000000-0000-7000-8000-0000000000c1"
#define CITIZEN_ID "00000000-0000-7000-8000-0000000000f1"
#define OTHER_CITIZEN "00000000-0000-7000-8000-0000000000f2"
#define HOME "00000000-0000-7000-8000-0000000000a1"
#define OTHER_TOWN "00000000-0000-7000-8000-0000000000a2"
#define HELPERS "00000000-0000-7000-8000-0000000000b1"
#define NEW_HELPERS "00000000-0000-7000-8000-0000000000b2"
#define CONSENT "00000000-0000-7000-8000-0000000000e1"
#define CONSENT_2 "00000000-0000-7000-8000-0000000000e2"
#define CONSENT_3 "00000000-0000-7000-8000-0000000000e3"
#define REFERRAL "00000000-0000-7000-8000-0000000000d1"
#define NEW_REFERRAL "00000000-0000-7000-8000-0000000000d2"
#define OFFER "00000000-0000-7000-8000-0000000000d3"
#define NEW_OFFER "00000000-0000-7000-8000-0000000000d4"
#define CATEGORY(c) (1u << (COMMON_CATEGORY_##c - 1))
#define HOUR_MS (3600 * INT64_C(1000))

static const struct common_principal citizen = {.subject = "citizen", .roles = CITIZEN, .citizen_id = CITIZEN_ID};
static const struct common_principal somebody = {.subject = "else", .roles = CITIZEN, .citizen_id = OTHER_CITIZEN};
static const struct common_principal caseworker = {.subject = "anna", .roles = CASEWORKER, .organisation_id = HOME};
static const struct common_principal stranger = {.subject = "bo", .roles = CASEWORKER, .organisation_id = OTHER_TOWN};
static const struct common_principal helper = {.subject = "cai", .roles = COORDINATOR, .organisation_id = HELPERS};
static const struct common_principal new_helper = {
    .subject = "dea", .roles = COORDINATOR, .organisation_id = NEW_HELPERS};

static struct test_service *test;
static struct arena arena;
static int64_t now_ms;
static char in_an_hour[TIME_TEXT_SIZE];

static int set_up(void **state)
{
    (void) state;
    now_ms = time_now_ms();
    time_text(now_ms + HOUR_MS, in_an_hour);
    test = test_open(&disclosures, "test_disclosures.db");
    test_clock(test, now_ms);
    struct cases_opened opened = {.case_id = CASE, .citizen_id = CITIZEN_ID, .home_id = HOME, .phone = "12345678"};
    test_follow(test, &cases_opened_event, &opened);
    return 0;
}

static int tear_down(void **state)
{
    (void) state;
    test_close(test);
    arena_free(&arena);
    return 0;
}

static void give_to(const char *organisation_id, const char *consent_id, uint32_t categories)
{
    struct consents_given given = {.consent_id = consent_id,
                                   .case_id = CASE,
                                   .citizen_id = CITIZEN_ID,
                                   .home_id = HOME,
                                   .organisation_id = organisation_id,
                                   .purpose = CONSENTS_PURPOSE_SERVICEPROVISION,
                                   .categories = categories,
                                   .valid_until = in_an_hour,
                                   .text = "Yes?",
                                   .language = "en",
                                   .given_by = CONSENTS_GIVEN_BY_CITIZEN};
    test_follow(test, &consents_given_event, &given);
}

static void give(const char *consent_id, uint32_t categories)
{
    give_to(HELPERS, consent_id, categories);
}

static void withdraw_from(const char *organisation_id, const char *consent_id)
{
    const struct consents_recorded recorded = {CONSENTS_METHOD_TELEPHONE, in_an_hour, "Was upset."};
    struct consents_withdrawn withdrawn = {.consent_id = consent_id,
                                           .case_id = CASE,
                                           .citizen_id = CITIZEN_ID,
                                           .home_id = HOME,
                                           .organisation_id = organisation_id,
                                           .purpose = CONSENTS_PURPOSE_SERVICEPROVISION,
                                           .categories = CATEGORY(REFERRAL),
                                           .given_by = CONSENTS_GIVEN_BY_CITIZEN,
                                           .recorded = &recorded};
    test_follow(test, &consents_withdrawn_event, &withdrawn);
}

static void withdraw(const char *consent_id)
{
    withdraw_from(HELPERS, consent_id);
}

static const struct referrals_requested referral = {.referral_id = REFERRAL,
                                                    .case_id = CASE,
                                                    .citizen_id = CITIZEN_ID,
                                                    .home_id = HOME,
                                                    .offer_id = REFERRAL,
                                                    .performer_id = HELPERS,
                                                    .reason = "Company on walks.",
                                                    .note = "Has a dog.",
                                                    .health_note = "Walks slowly."};

static void refer(void)
{
    test_follow(test, &referrals_requested_event, &referral);
}

static struct disclosures_read_feed_result read_feed(const struct common_principal *who,
                                                     struct disclosures_read_feed in)
{
    struct disclosures_read_feed_result result;
    assert_int_equal(test_run(test, who, &disclosures_read_feed_procedure, &in, &result), 0);
    assert_int_equal(test_disclosed(test), 0);
    return result;
}

static size_t entries(const struct common_principal *who)
{
    return read_feed(who, (struct disclosures_read_feed){0}).events.count;
}

/* The youngest entry as a referral. */
static const struct referrals_requested *told_referral(const struct common_principal *who)
{
    struct disclosures_read_feed_result feed = read_feed(who, (struct disclosures_read_feed){0});
    assert_true(feed.events.count > 0);
    const struct common_cloud_event *entry = &feed.events.items[feed.events.count - 1];
    assert_string_equal(entry->type, "samspil.referrals.requested");
    assert_string_equal(entry->source, "/samspil/referrals");
    assert_string_equal(entry->subject, CASE);
    assert_string_equal(entry->cursor, feed.cursor);
    struct referrals_requested *data = arena_alloc(&arena, sizeof *data);
    struct message_error error;
    assert_int_equal(message_decode(&referrals_requested_type, entry->data, MESSAGE_STRICT, &arena, data, NULL, &error),
                     0);
    return data;
}

static struct disclosures_list_disclosures_result list(const struct common_principal *who, const char *case_id)
{
    struct disclosures_list_disclosures in = {.case_id = case_id};
    struct disclosures_list_disclosures_result result;
    assert_int_equal(test_run(test, who, &disclosures_list_disclosures_procedure, &in, &result), 0);
    return result;
}

static void test_who_is_told_what(void **state)
{
    (void) state;
    size_t emitted = test_emitted(test);
    refer(); /* no consent: the municipality and the citizen */
    assert_int_equal(test_emitted(test), emitted + 2);
    assert_int_equal(entries(&helper), 0);
    assert_string_equal(told_referral(&caseworker)->health_note, "Walks slowly.");
    assert_string_equal(told_referral(&citizen)->note, "Has a dog.");
    assert_int_equal(entries(&somebody), 0);
    assert_int_equal(entries(&stranger), 0);

    give(CONSENT, CATEGORY(REFERRAL) | CATEGORY(NOTES));
    assert_int_equal(entries(&helper), 1); /* of the consent itself */
    refer();
    const struct disclosures_told *told = test_last(test, &disclosures_told_event);
    assert_string_equal(told->recipient_id, HELPERS);
    assert_int_equal(told->basis, COMMON_BASIS_CONSENT);
    assert_string_equal(told->consent_id, CONSENT);
    assert_int_equal(told->categories, CATEGORY(REFERRAL) | CATEGORY(NOTES));
    assert_int_equal(told->consents, 1);
    assert_false(told->has_final);
    assert_int_equal(entries(&helper), 2);
    assert_string_equal(told_referral(&helper)->reason, "Company on walks.");
    assert_string_equal(told_referral(&helper)->note, "Has a dog.");
    assert_null(told_referral(&helper)->health_note);
}

static void test_public_and_nobody(void **state)
{
    (void) state;
    struct directory_organisation_registered registered = {
        .organisation_id = HELPERS, .name = "Invented Helpers", .type = COMMON_ORGANISATION_TYPE_VOLUNTARY};
    struct directory_member_added added = {.organisation_id = HELPERS, .subject = "cai", .roles = COORDINATOR};
    size_t emitted = test_emitted(test);
    test_follow(test, &directory_organisation_registered_event, &registered);
    assert_int_equal(test_emitted(test), emitted + 1);
    struct disclosures_read_feed public = {.has_public = true, .public = true};
    struct disclosures_read_feed_result feed = read_feed(&helper, public);
    assert_int_equal(feed.events.count, 1);
    assert_string_equal(feed.events.items[0].subject, HELPERS);
    assert_int_equal(read_feed(&somebody, public).events.count, 1);
    assert_int_equal(entries(&helper), 0);

    test_follow(test, &directory_member_added_event, &added);
    const struct disclosures_told *told = test_last(test, &disclosures_told_event);
    assert_int_equal(told->recipient, DISCLOSURES_RECIPIENT_NOBODY);
    assert_null(told->entry);
    assert_int_equal(read_feed(&helper, public).events.count, 1);
}

/* After a crash the last event is answered again: who has been told of it is not told twice, whoever has not, is. */
static void test_answered_once(void **state)
{
    (void) state;
    give(CONSENT, CATEGORY(REFERRAL));
    refer();
    size_t emitted = test_emitted(test);
    test_react_again(test);
    assert_int_equal(test_emitted(test), emitted);

    struct query q = store_query(test_store(test), "UPDATE answered SET recipients = ? WHERE stream = 'REFERRALS'");
    bind_text(&q, "samspil.referrals.requested:" HOME); /* only the first of three was recorded */
    assert_int_equal(store_run(&q), 0);
    test_react_again(test);
    assert_int_equal(test_emitted(test), emitted + 2);
    const struct disclosures_told *told = test_last(test, &disclosures_told_event);
    assert_string_equal(told->recipient_id, HELPERS);
}

static void transfer(const char *old_performer, const char *new_performer)
{
    const struct referrals_status_reason reason = {REFERRALS_REASON_CODE_TRANSFERRED, "They never came."};
    const struct referrals_transferred transferred = {.referral_id = REFERRAL,
                                                      .case_id = CASE,
                                                      .citizen_id = CITIZEN_ID,
                                                      .home_id = HOME,
                                                      .offer_id = OFFER,
                                                      .performer_id = old_performer,
                                                      .status_reason = &reason,
                                                      .replaced_by = NEW_REFERRAL,
                                                      .new_offer_id = NEW_OFFER,
                                                      .new_performer_id = new_performer,
                                                      .offer_name = "Walks",
                                                      .reason = "Company on walks.",
                                                      .note = "Has a dog.",
                                                      .health_note = "Walks slowly."};
    test_follow(test, &referrals_transferred_event, &transferred);
}

/* The data of an entry as that of an event of this type, which it must be. */
static const void *data_of(const struct common_cloud_event *entry, const struct event_contract *contract)
{
    struct message_error error;
    void *data = arena_alloc(&arena, contract->data->size);
    assert_string_equal(entry->type, contract->type);
    assert_int_equal(message_decode(contract->data, entry->data, MESSAGE_STRICT, &arena, data, NULL, &error), 0);
    return data;
}

/* Whether these bytes occur in what was told. */
static bool tells(const struct common_cloud_event *entry, const char *text)
{
    return memmem(entry->data.data, entry->data.size, text, strlen(text)) != NULL;
}

static struct common_cloud_event youngest(const struct common_principal *who)
{
    struct disclosures_read_feed_result feed = read_feed(who, (struct disclosures_read_feed){0});
    assert_true(feed.events.count > 0);
    return feed.events.items[feed.events.count - 1];
}

static bool logged(const char *organisation_id, const char *what)
{
    struct disclosures_list_disclosures_result log = list(&citizen, NULL);
    for (size_t i = 0; i < log.disclosures.count; i++)
        if (strcmp(log.disclosures.items[i].organisation_id, organisation_id) == 0 &&
            strcmp(log.disclosures.items[i].what, what) == 0)
            return true;
    return false;
}

/* Each organisation is told of its own referral, and nothing from which it learns of the other. */
static void test_transfer(void **state)
{
    (void) state;
    give(CONSENT, CATEGORY(REFERRAL));
    give_to(NEW_HELPERS, CONSENT_2, CATEGORY(REFERRAL) | CATEGORY(NOTES));
    size_t emitted = test_emitted(test);
    transfer(HELPERS, NEW_HELPERS);
    assert_int_equal(test_emitted(test), emitted + 4);

    struct common_cloud_event entry = youngest(&helper);
    const struct referrals_cancelled *cancelled = data_of(&entry, &referrals_cancelled_event);
    assert_string_equal(cancelled->referral_id, REFERRAL);
    assert_string_equal(cancelled->offer_id, OFFER);
    assert_string_equal(cancelled->performer_id, HELPERS);
    assert_int_equal(cancelled->status_reason->code, REFERRALS_REASON_CODE_TRANSFERRED);
    assert_null(cancelled->status_reason->text); /* notes, which its consent does not permit */
    static const char *const of_the_new[] = {NEW_REFERRAL, NEW_OFFER, NEW_HELPERS, "Walks", "Company", "dog"};
    for (size_t i = 0; i < sizeof of_the_new / sizeof *of_the_new; i++)
        assert_false(tells(&entry, of_the_new[i]));

    entry = youngest(&new_helper);
    const struct referrals_requested *requested = data_of(&entry, &referrals_requested_event);
    assert_string_equal(requested->referral_id, NEW_REFERRAL);
    assert_string_equal(requested->offer_id, NEW_OFFER);
    assert_string_equal(requested->performer_id, NEW_HELPERS);
    assert_string_equal(requested->reason, "Company on walks.");
    assert_string_equal(requested->note, "Has a dog.");
    assert_null(requested->health_note);
    static const char *const of_the_old[] = {REFERRAL, OFFER, HELPERS, "They never came."};
    for (size_t i = 0; i < sizeof of_the_old / sizeof *of_the_old; i++)
        assert_false(tells(&entry, of_the_old[i]));

    /* The municipality and the citizen see what happened; the citizen also, who was told what. */
    const struct common_principal all[] = {caseworker, citizen};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        entry = youngest(&all[i]);
        const struct referrals_transferred *whole = data_of(&entry, &referrals_transferred_event);
        assert_string_equal(whole->new_performer_id, NEW_HELPERS);
        assert_string_equal(whole->status_reason->text, "They never came.");
        assert_string_equal(whole->health_note, "Walks slowly.");
    }
    assert_true(logged(HOME, "samspil.referrals.transferred"));
    assert_true(logged(HELPERS, "samspil.referrals.cancelled"));
    assert_true(logged(NEW_HELPERS, "samspil.referrals.requested"));
    assert_false(logged(HELPERS, "samspil.referrals.transferred"));
    assert_false(logged(NEW_HELPERS, "samspil.referrals.transferred"));

    const struct disclosures_told *told = test_last(test, &disclosures_told_event);
    assert_string_equal(told->type, "samspil.referrals.requested");
    assert_int_equal(told->categories, CATEGORY(REFERRAL) | CATEGORY(NOTES));
    struct call call = {.arena = &arena};
    assert_string_equal(disclosures.subject(&call, &disclosures_told_event, told),
                        "samspil.feed." NEW_HELPERS "." CASE ".referrals.requested");

    /* What a later consent permits no longer is withheld from a view as from any event. */
    give_to(NEW_HELPERS, CONSENT_3, CATEGORY(REFERRAL));
    withdraw_from(NEW_HELPERS, CONSENT_2);
    struct disclosures_read_feed_result feed = read_feed(&new_helper, (struct disclosures_read_feed){0});
    requested = data_of(&feed.events.items[1], &referrals_requested_event);
    assert_string_equal(requested->reason, "Company on walks.");
    assert_null(requested->note);
}

/* From one offer to another of the same organisation: it is told of both referrals, each once. */
static void test_transfer_within(void **state)
{
    (void) state;
    give(CONSENT, CATEGORY(REFERRAL));
    size_t emitted = test_emitted(test);
    transfer(HELPERS, HELPERS);
    assert_int_equal(test_emitted(test), emitted + 4);
    struct disclosures_read_feed_result feed = read_feed(&helper, (struct disclosures_read_feed){0});
    assert_int_equal(feed.events.count, 3); /* with the consent */
    assert_string_equal(
        ((const struct referrals_cancelled *) data_of(&feed.events.items[1], &referrals_cancelled_event))->referral_id,
        REFERRAL);
    assert_string_equal(told_referral(&helper)->referral_id, NEW_REFERRAL);
    const char *lost = arena_print(&arena, "%s", feed.events.items[2].id);
    assert_string_not_equal(feed.events.items[1].id, lost);
    assert_string_not_equal(youngest(&citizen).id, lost);
    test_react_again(test);
    assert_int_equal(test_emitted(test), emitted + 4);

    struct query q = store_query(test_store(test), "UPDATE answered SET recipients = replace(recipients, ?, '')"
                                                   " WHERE stream = 'REFERRALS'");
    bind_text(&q, " samspil.referrals.requested:" HELPERS); /* the last was not recorded */
    assert_int_equal(store_run(&q), 0);
    test_react_again(test);
    assert_int_equal(test_emitted(test), emitted + 5);
    const struct disclosures_told *told = test_last(test, &disclosures_told_event);
    assert_string_equal(told->type, "samspil.referrals.requested");
    assert_string_equal(told->entry->id, lost); /* decided again, the same event */
}

/* The organisation hears that the consent is over, as bare ids, and can read nothing else any more. */
static void test_withdrawal(void **state)
{
    (void) state;
    give(CONSENT, CATEGORY(REFERRAL) | CATEGORY(NOTES));
    refer();
    assert_int_equal(entries(&helper), 2);
    withdraw(CONSENT);
    const struct disclosures_told *told = test_last(test, &disclosures_told_event);
    assert_true(told->has_final && told->final);
    assert_string_equal(told->consent_id, CONSENT);
    assert_int_equal(told->categories, 0);
    struct disclosures_read_feed_result feed = read_feed(&helper, (struct disclosures_read_feed){0});
    assert_int_equal(feed.events.count, 1);
    assert_string_equal(feed.events.items[0].type, "samspil.consents.withdrawn");
    struct consents_withdrawn marker;
    struct message_error error;
    assert_int_equal(message_decode(&consents_withdrawn_type, feed.events.items[0].data, MESSAGE_STRICT, &arena,
                                    &marker, NULL, &error),
                     0);
    assert_string_equal(marker.consent_id, CONSENT);
    assert_null(marker.recorded);

    refer();
    assert_int_equal(entries(&helper), 1);
    assert_string_equal(told_referral(&caseworker)->reason, "Company on walks.");

    /* The entries are gone: another consent does not bring them back. */
    give(CONSENT_2, CATEGORY(REFERRAL));
    assert_int_equal(entries(&helper), 2);
}

/* With another consent in force, what that one permits can still be read. */
static void test_one_of_two(void **state)
{
    (void) state;
    give(CONSENT, CATEGORY(REFERRAL) | CATEGORY(NOTES));
    give(CONSENT_2, CATEGORY(REFERRAL));
    refer();
    const struct disclosures_told *told = test_last(test, &disclosures_told_event);
    assert_string_equal(told->consent_id, CONSENT_2);
    assert_string_equal(told_referral(&helper)->note, "Has a dog.");
    withdraw(CONSENT);
    told = test_last(test, &disclosures_told_event);
    assert_true(told->has_final && !told->final);
    struct disclosures_read_feed_result feed = read_feed(&helper, (struct disclosures_read_feed){0});
    assert_int_equal(feed.events.count, 4);
    struct referrals_requested left;
    struct message_error error;
    assert_int_equal(message_decode(&referrals_requested_type, feed.events.items[2].data, MESSAGE_STRICT, &arena, &left,
                                    NULL, &error),
                     0);
    assert_string_equal(left.reason, "Company on walks.");
    assert_null(left.note);

    /* The marker says bare ids whatever else is permitted. */
    give(CONSENT_3, CATEGORY(NOTES));
    withdraw(CONSENT_2);
    told = test_last(test, &disclosures_told_event);
    assert_string_equal(told->consent_id, CONSENT_2);
    assert_int_equal(told->categories, 0);
    assert_false(told->final);
    withdraw(CONSENT_3);
    assert_int_equal(entries(&helper), 3); /* the markers */
}

/* Consents end on time also where nobody has said so yet, and nothing is vouched for without a lease. */
static void test_checked_when_read(void **state)
{
    (void) state;
    give(CONSENT, CATEGORY(REFERRAL));
    refer();
    struct disclosures_read_feed in = {0};
    struct disclosures_read_feed_result result;
    test_lease(test, false);
    assert_int_equal(test_run(test, &helper, &disclosures_read_feed_procedure, &in, &result),
                     PROBLEM_CONSENT_UNVERIFIABLE);
    assert_int_equal(entries(&caseworker), 3); /* needs no consent */
    assert_int_equal(entries(&citizen), 3);
    test_lease(test, true);
    assert_int_equal(entries(&helper), 2);
    test_clock(test, now_ms + HOUR_MS);
    result = read_feed(&helper, in);
    assert_int_equal(result.events.count, 0);
    assert_false(result.more);
    in.after = result.cursor; /* past what was withheld */
    assert_string_not_equal(result.cursor, "0");
    assert_string_equal(read_feed(&helper, in).cursor, result.cursor);
    refer();
    assert_string_equal(read_feed(&helper, in).cursor, result.cursor); /* not even told */
}

static void test_pages_and_places(void **state)
{
    (void) state;
    give(CONSENT, CATEGORY(REFERRAL));
    for (int i = 0; i < 4; i++)
        refer();
    struct disclosures_read_feed in = {.has_limit = true, .limit = 2};
    struct disclosures_read_feed_result result = read_feed(&helper, in);
    assert_int_equal(result.events.count, 2);
    assert_true(result.more);

    struct disclosures_commit_feed commit = {.command_id = "1", .name = "reader", .cursor = result.cursor};
    struct disclosures_commit_feed_result committed;
    assert_int_equal(test_run(test, &helper, &disclosures_commit_feed_procedure, &commit, &committed), 0);
    in.after = result.cursor;
    result = read_feed(&helper, in);
    assert_int_equal(result.events.count, 2);
    assert_true(result.more);
    const char *third = result.events.items[0].cursor;
    in.after = result.cursor;
    result = read_feed(&helper, in);
    assert_int_equal(result.events.count, 1);
    assert_false(result.more);

    in = (struct disclosures_read_feed){.name = "reader"};
    assert_string_equal(read_feed(&helper, in).events.items[0].cursor, third);
    assert_int_equal(read_feed(&caseworker, in).events.count, entries(&caseworker)); /* not their place */
    in.after = "0";
    assert_int_equal(read_feed(&helper, in).events.count, 5);

    in.after = "12 ";
    assert_int_equal(test_run(test, &helper, &disclosures_read_feed_procedure, &in, &result), PROBLEM_INVALID_ARGUMENT);
    assert_string_equal(test_problem(test)->field, "after");
    commit.cursor = "first";
    assert_int_equal(test_run(test, &helper, &disclosures_commit_feed_procedure, &commit, &committed),
                     PROBLEM_INVALID_ARGUMENT);
}

/* A page is bounded in bytes as well: with all of it, no answer could pass the bus. */
static void test_pages_of_long_entries(void **state)
{
    (void) state;
    enum { LONG = 40 };
    static char words[5001];
    struct referrals_requested long_one = referral;
    memset(words, 'x', sizeof words - 1);
    long_one.reason = long_one.note = long_one.health_note = words;
    for (int i = 0; i < LONG; i++)
        test_follow(test, &referrals_requested_event, &long_one);
    struct disclosures_read_feed in = {.has_limit = true, .limit = 200};
    size_t read = 0, pages = 0;
    for (struct disclosures_read_feed_result page = {.more = true}; page.more; in.after = page.cursor, pages++) {
        page = read_feed(&caseworker, in);
        assert_in_range(page.events.count, 1, 20);
        read += page.events.count;
    }
    assert_int_equal(read, 1 + LONG); /* with the case */
    assert_in_range(pages, 3, 4);

    struct disclosures_list_timeline backwards = {.case_id = CASE, .has_limit = true, .limit = 200};
    struct disclosures_list_timeline_result timeline = {0};
    for (read = 0; read == 0 || timeline.next; backwards.after = timeline.next) {
        assert_int_equal(test_run(test, &caseworker, &disclosures_list_timeline_procedure, &backwards, &timeline), 0);
        assert_in_range(timeline.events.count, 1, 20);
        read += timeline.events.count;
    }
    assert_int_equal(read, 1 + LONG);
}

static void test_log(void **state)
{
    (void) state;
    give(CONSENT, CATEGORY(REFERRAL));
    test_clock(test, now_ms + 1);
    refer();
    test_clock(test, now_ms + 2);
    const struct access_item seen = {.case_id = CASE,
                                     .citizen_id = CITIZEN_ID,
                                     .home_id = HOME,
                                     .categories = CATEGORY(REFERRAL),
                                     .basis = COMMON_BASIS_CONSENT,
                                     .consent_id = CONSENT};
    struct access_read read = {.service = "referrals", .procedure = "get_referral", .items = {&seen, 1}};
    test_follow(test, &access_read_event, &read);

    /* The case, the consent and the referral told to the municipality, the last two to the helpers; one read. */
    struct disclosures_list_disclosures_result log = list(&citizen, NULL);
    assert_int_equal(log.disclosures.count, 6);
    assert_int_equal(log.disclosures.items[0].kind, DISCLOSURES_KIND_READ);
    assert_string_equal(log.disclosures.items[0].what, "samspil.referrals.get_referral");
    assert_int_equal(log.disclosures.items[0].categories, CATEGORY(REFERRAL));
    size_t told_helpers = 0;
    for (size_t i = 1; i < log.disclosures.count; i++) {
        const struct disclosures_disclosure *told = &log.disclosures.items[i];
        assert_int_equal(told->kind, DISCLOSURES_KIND_TOLD);
        assert_true(strcmp(told->at, log.disclosures.items[i - 1].at) <= 0);
        if (strcmp(told->organisation_id, HELPERS) != 0)
            continue;
        told_helpers++;
        assert_int_equal(told->basis, COMMON_BASIS_CONSENT);
        assert_string_equal(told->consent_id, CONSENT);
    }
    assert_int_equal(told_helpers, 2);
    assert_int_equal(list(&citizen, CASE).disclosures.count, 6);
    assert_int_equal(list(&somebody, NULL).disclosures.count, 0);

    /* Page by page, the same. */
    struct disclosures_list_disclosures in = {.has_limit = true, .limit = 4};
    struct disclosures_list_disclosures_result page;
    const struct procedure *procedure = &disclosures_list_disclosures_procedure;
    assert_int_equal(test_run(test, &citizen, procedure, &in, &page), 0);
    assert_int_equal(page.disclosures.count, 4);
    in.after = page.next;
    assert_int_equal(test_run(test, &citizen, procedure, &in, &page), 0);
    assert_int_equal(page.disclosures.count, 2);
    assert_null(page.next);
    assert_true(message_equal(&disclosures_disclosure_type, &page.disclosures.items[1], &log.disclosures.items[5]));
    in.after = "yesterday";
    assert_int_equal(test_run(test, &citizen, procedure, &in, &page), PROBLEM_INVALID_ARGUMENT);

    /* The home municipality for a case, on record; nobody else. */
    assert_int_equal(list(&caseworker, CASE).disclosures.count, 6);
    assert_int_equal(test_disclosed(test), 1);
    in = (struct disclosures_list_disclosures){0};
    assert_int_equal(test_run(test, &caseworker, procedure, &in, &page), PROBLEM_INVALID_ARGUMENT);
    assert_string_equal(test_problem(test)->field, "case_id");
    in.case_id = CASE;
    give_to(OTHER_TOWN, CONSENT_2, CATEGORY(REFERRAL)); /* a consent does not let anybody see this */
    assert_int_equal(test_run(test, &stranger, procedure, &in, &page), PROBLEM_NOT_FOUND);
    assert_int_equal(test_run(test, &somebody, procedure, &in, &page), PROBLEM_NOT_FOUND);
}

static void test_same_after_rebuild(void **state)
{
    (void) state;
    give(CONSENT, CATEGORY(REFERRAL));
    refer();
    give(CONSENT_2, CATEGORY(NOTES));
    refer();
    withdraw(CONSENT);
    give_to(NEW_HELPERS, CONSENT_3, CATEGORY(REFERRAL));
    transfer(HELPERS, NEW_HELPERS);
    const struct access_item seen = {
        .case_id = CASE, .citizen_id = CITIZEN_ID, .home_id = HOME, .basis = COMMON_BASIS_PUBLIC_TASK};
    struct access_read read = {.service = "cases", .procedure = "get_case", .items = {&seen, 1}};
    test_follow(test, &access_read_event, &read);
    refer();

    struct disclosures_read_feed_result helpers = read_feed(&helper, (struct disclosures_read_feed){0});
    struct disclosures_read_feed_result citizens = read_feed(&citizen, (struct disclosures_read_feed){0});
    struct disclosures_list_disclosures_result log = list(&citizen, NULL);
    struct test_service *live = test;
    test = test_rebuild(live, "test_disclosures_rebuilt.db");
    struct disclosures_read_feed_result helpers_again = read_feed(&helper, (struct disclosures_read_feed){0});
    struct disclosures_read_feed_result citizens_again = read_feed(&citizen, (struct disclosures_read_feed){0});
    struct disclosures_list_disclosures_result log_again = list(&citizen, NULL);
    assert_true(helpers.events.count > 0);
    assert_true(message_equal(&disclosures_read_feed_result_type, &helpers, &helpers_again));
    assert_true(message_equal(&disclosures_read_feed_result_type, &citizens, &citizens_again));
    assert_true(message_equal(&disclosures_list_disclosures_result_type, &log, &log_again));
    test_close(live);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_who_is_told_what),
        TEST(test_public_and_nobody),
        TEST(test_answered_once),
        TEST(test_withdrawal),
        TEST(test_transfer),
        TEST(test_transfer_within),
        TEST(test_one_of_two),
        TEST(test_checked_when_read),
        TEST(test_pages_and_places),
        TEST(test_pages_of_long_entries),
        TEST(test_log),
        TEST(test_same_after_rebuild),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
