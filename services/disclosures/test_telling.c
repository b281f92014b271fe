/* SPDX-License-Identifier: EUPL-1.2 */
/* Who is told what of an event; what was told stands in the record, also after a rebuild. */
#include "test_people.h"

#include "disclosures_dispatch.h"
#include "store.h"

static int set_up(void **state)
{
    (void) state;
    return people_set_up("test_telling.db");
}

static void test_who_is_told_what(void **state)
{
    (void) state;
    size_t emitted = test_emitted(test);
    refer(); /* no consent: the municipality and the citizen, who are told the same */
    assert_int_equal(test_emitted(test), emitted + 1);
    const struct disclosures_announced *announced = test_last(test, &disclosures_announced_event);
    assert_int_equal(announced->addressees.count, 2);
    assert_int_equal(announced->contents.count, 1);
    assert_int_equal(entries(&helper), 0);
    assert_string_equal(told_referral(&caseworker)->health_note, "Walks slowly.");
    assert_string_equal(told_referral(&citizen)->note, "Has a dog.");
    assert_int_equal(entries(&somebody), 0);
    assert_int_equal(entries(&stranger), 0);

    give(CONSENT, CATEGORY(REFERRAL) | CATEGORY(NOTES));
    assert_int_equal(entries(&helper), 1); /* of the consent itself */
    refer();
    announced = test_last(test, &disclosures_announced_event);
    assert_int_equal(announced->contents.count, 2);
    assert_int_equal(announced->consents, 1);
    const struct disclosures_content *content;
    const struct disclosures_addressee *told = last_told(HELPERS, &content);
    assert_int_equal(told->basis, COMMON_BASIS_CONSENT);
    assert_string_equal(told->consent_id, CONSENT);
    assert_int_equal(content->categories, CATEGORY(REFERRAL) | CATEGORY(NOTES));
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
    assert_int_equal(test_emitted(test), emitted + 2);
    const struct disclosures_announced *announced = test_last(test, &disclosures_announced_event);
    assert_int_equal(announced->addressees.count, 0);
    assert_int_equal(announced->contents.count, 0);
    test_react_again(test);
    assert_int_equal(test_emitted(test), emitted + 2);
    assert_int_equal(read_feed(&helper, public).events.count, 1);
}

/* Who of the municipality has a case is told to nobody else, not even to the citizen. */
static void test_what_is_for_the_home_municipality(void **state)
{
    (void) state;
    give(CONSENT, CATEGORY(CONTACT));
    size_t emitted = test_emitted(test), to_citizen = entries(&citizen), to_helpers = entries(&helper);
    test_follow(test, &cases_assigned_event,
                &(struct cases_assigned){.case_id = CASE, .citizen_id = CITIZEN_ID, .home_id = HOME, .subject = "bo"});
    assert_int_equal(test_emitted(test), emitted + 1);
    const struct disclosures_announced *announced = test_last(test, &disclosures_announced_event);
    assert_int_equal(announced->addressees.count, 1);
    assert_string_equal(announced->addressees.items[0].recipient_id, HOME);
    assert_int_equal(announced->addressees.items[0].basis, COMMON_BASIS_PUBLIC_TASK);
    assert_int_equal(entries(&citizen), to_citizen);
    assert_int_equal(entries(&helper), to_helpers);
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
    bind_text(&q, "samspil.referrals.requested:" HOME); /* as if it had been announced to the first of three only */
    assert_int_equal(store_run(&q), 0);
    test_react_again(test);
    assert_int_equal(test_emitted(test), emitted + 1);
    const struct disclosures_announced *announced = test_last(test, &disclosures_announced_event);
    assert_int_equal(announced->addressees.count, 2);
    assert_string_equal(announced->addressees.items[0].recipient_id, CITIZEN_ID);
    assert_string_equal(announced->addressees.items[1].recipient_id, HELPERS);
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
    assert_int_equal(test_emitted(test), emitted + 1);

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

    const struct disclosures_content *content;
    last_told(NEW_HELPERS, &content);
    assert_string_equal(content->entry.type, "samspil.referrals.requested");
    assert_int_equal(content->categories, CATEGORY(REFERRAL) | CATEGORY(NOTES));
    struct call call = {.arena = &arena};
    assert_string_equal(
        disclosures.subject(&call, &disclosures_announced_event, test_last(test, &disclosures_announced_event)),
        "samspil.feed.referrals.transferred");

    /* What a later consent permits no longer is withheld from a view as from any event. */
    give_to(NEW_HELPERS, CONSENT_3, CATEGORY(REFERRAL));
    withdraw_from(NEW_HELPERS, CONSENT_2);
    struct disclosures_read_feed_result feed = read_feed(&new_helper, (struct disclosures_read_feed){0});
    requested = data_of(&feed.events.items[1], &referrals_requested_event);
    assert_string_equal(requested->reason, "Company on walks.");
    assert_null(requested->note);
}

/* From one offer to another of the same organisation: it is told of both referrals, each once and with its cursor. */
static void test_transfer_within(void **state)
{
    (void) state;
    give(CONSENT, CATEGORY(REFERRAL));
    size_t emitted = test_emitted(test);
    transfer(HELPERS, HELPERS);
    assert_int_equal(test_emitted(test), emitted + 2);
    struct disclosures_read_feed_result feed = read_feed(&helper, (struct disclosures_read_feed){0});
    assert_int_equal(feed.events.count, 3); /* with the consent */
    assert_string_equal(
        ((const struct referrals_cancelled *) data_of(&feed.events.items[1], &referrals_cancelled_event))->referral_id,
        REFERRAL);
    assert_string_equal(told_referral(&helper)->referral_id, NEW_REFERRAL);
    const char *lost = arena_print(&arena, "%s", feed.events.items[2].id);
    assert_string_not_equal(feed.events.items[1].id, lost);
    assert_string_not_equal(youngest(&citizen).id, lost);
    assert_string_not_equal(feed.events.items[1].cursor, feed.events.items[2].cursor);
    test_react_again(test);
    assert_int_equal(test_emitted(test), emitted + 2);

    struct query q = store_query(test_store(test), "UPDATE answered SET recipients = replace(recipients, ?, '')"
                                                   " WHERE stream = 'REFERRALS'");
    bind_text(&q, " samspil.referrals.requested:" HELPERS); /* the last was not recorded */
    assert_int_equal(store_run(&q), 0);
    test_react_again(test);
    assert_int_equal(test_emitted(test), emitted + 3);
    const struct disclosures_content *content;
    last_told(HELPERS, &content);
    assert_string_equal(content->entry.type, "samspil.referrals.requested");
    assert_string_equal(content->entry.id, lost); /* decided again, the same event */
}

static int64_t stored_contents(void)
{
    struct query q = store_query(test_store(test), "SELECT count(*) FROM content");
    int64_t count = store_next(&q) ? column_integer(&q) : -1;
    assert_int_equal(store_end(&q), 0);
    return count;
}

/* What nobody can read any more is not kept; what others were told alike is. */
static void test_kept_while_read(void **state)
{
    (void) state;
    give(CONSENT, CATEGORY(REFERRAL));
    int64_t before = stored_contents();
    refer(); /* the municipality and the citizen are told more than the helpers */
    assert_int_equal(stored_contents(), before + 2);
    withdraw(CONSENT); /* told to two, and as bare ids to the helpers, who lose the referral and the consent */
    assert_int_equal(stored_contents(), before + 1 + 2);
    assert_int_equal(entries(&caseworker), 4);
}

/* Streams of the first installations have one event for each recipient. */
static void test_told_to_one(void **state)
{
    (void) state;
    give(CONSENT, CATEGORY(REFERRAL));
    refer();
    const struct disclosures_content *content;
    last_told(HELPERS, &content);
    const struct disclosures_told told = {.recipient_id = NEW_HELPERS,
                                          .recipient = DISCLOSURES_RECIPIENT_ORGANISATION,
                                          .stream = "REFERRALS",
                                          .sequence = 7,
                                          .type = content->entry.type,
                                          .case_id = CASE,
                                          .citizen_id = CITIZEN_ID,
                                          .home_id = HOME,
                                          .basis = COMMON_BASIS_CONSENT,
                                          .consent_id = CONSENT_2,
                                          .categories = content->categories,
                                          .entry = &content->entry};
    const struct event event = {
        .contract = &disclosures_told_event, .sequence = 700, .head = {.id = CONSENT_3, .time = in_an_hour}};
    assert_int_equal(apply_disclosures_told(test_store(test), &event, &told), 0);
    const char *answered;
    assert_int_equal(find_answered(test_store(test), &arena, "REFERRALS", 7, &answered), 0);
    assert_string_equal(answered, "samspil.referrals.requested:" NEW_HELPERS);
    assert_true(logged(NEW_HELPERS, "samspil.referrals.requested"));
    give_to(NEW_HELPERS, CONSENT_2, CATEGORY(REFERRAL));
    struct disclosures_read_feed_result feed = read_feed(&new_helper, (struct disclosures_read_feed){.after = "699"});
    assert_int_equal(feed.events.count, 1);
    assert_string_equal(feed.events.items[0].cursor, "700");
    assert_string_equal(feed.events.items[0].id, content->entry.id);
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
    test = test_rebuild(live, "test_telling_rebuilt.db");
    struct disclosures_read_feed_result helpers_again = read_feed(&helper, (struct disclosures_read_feed){0});
    struct disclosures_read_feed_result citizens_again = read_feed(&citizen, (struct disclosures_read_feed){0});
    struct disclosures_list_disclosures_result log_again = list(&citizen, NULL);
    assert_true(helpers.events.count > 0);
    assert_true(message_equal(&disclosures_read_feed_result_type, &helpers, &helpers_again));
    assert_true(message_equal(&disclosures_read_feed_result_type, &citizens, &citizens_again));
    assert_true(message_equal(&disclosures_list_disclosures_result_type, &log, &log_again));
    test_close(test);
    test = live;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, people_tear_down)
#define TEST_ALONE(name) cmocka_unit_test_setup_teardown(name, set_up, people_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_who_is_told_what),    TEST(test_public_and_nobody), TEST(test_what_is_for_the_home_municipality),
        TEST_ALONE(test_answered_once), TEST(test_transfer),          TEST_ALONE(test_transfer_within),
        TEST(test_kept_while_read),     TEST_ALONE(test_told_to_one), TEST(test_same_after_rebuild),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
