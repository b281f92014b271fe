/* SPDX-License-Identifier: EUPL-1.2 */
/* Feeds and the log as they are read: what a consent no longer permits, page by page. */
#include "test_people.h"

#include "pilots_contract.h"

static int set_up(void **state)
{
    (void) state;
    return people_set_up("test_reading.db");
}

/* The organisation hears that the consent is over, as bare ids, and can read nothing else any more. */
static void test_withdrawal(void **state)
{
    (void) state;
    give(CONSENT, CATEGORY(REFERRAL) | CATEGORY(NOTES));
    refer();
    assert_int_equal(entries(&helper), 2);
    withdraw(CONSENT);
    const struct disclosures_content *content;
    const struct disclosures_addressee *told = last_told(HELPERS, &content);
    assert_true(told->has_final && told->final);
    assert_string_equal(told->consent_id, CONSENT);
    assert_int_equal(content->categories, 0);
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
    const struct disclosures_content *content;
    const struct disclosures_addressee *told = last_told(HELPERS, &content);
    assert_string_equal(told->consent_id, CONSENT_2);
    assert_string_equal(told_referral(&helper)->note, "Has a dog.");
    withdraw(CONSENT);
    told = last_told(HELPERS, &content);
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
    told = last_told(HELPERS, &content);
    assert_string_equal(told->consent_id, CONSENT_2);
    assert_int_equal(content->categories, 0);
    assert_false(told->final);
    withdraw(CONSENT_3);
    assert_int_equal(entries(&helper), 3); /* the markers */
}

/* Who does not work with citizens hears only of what is about none. */
static void test_project_teams(void **state)
{
    (void) state;
    const struct common_principal team = {"petra", PROJECT, .organisation_id = helper.organisation_id};
    give(CONSENT, CATEGORY(REFERRAL));
    refer();
    const struct pilots_pilot_registered registered = {
        .pilot_id = CONSENT_2,
        .organisation_id = helper.organisation_id,
        .record = {.name = "A pilot"},
        .stage = PILOTS_STAGE_IDEA,
        .organisations = {.items = (const char *[]){helper.organisation_id}, .count = 1},
    };
    test_follow(test, &pilots_pilot_registered_event, &registered);
    assert_int_equal(entries(&helper), 3);
    struct disclosures_read_feed_result feed = read_feed(&team, (struct disclosures_read_feed){0});
    assert_int_equal(feed.events.count, 1);
    assert_string_equal(feed.events.items[0].type, "samspil.pilots.pilot_registered");

    /* What everybody may know of, those whom it names hear of in their own feed too. */
    struct pilots_pilot_registered published = registered;
    published.published = true;
    test_follow(test, &pilots_pilot_registered_event, &published);
    assert_int_equal(read_feed(&team, (struct disclosures_read_feed){0}).events.count, 2);
    const struct disclosures_read_feed public = {.has_public = true, .public = true};
    assert_int_equal(read_feed(&somebody, public).events.count, 1);
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

/* Backwards, with the reader's own place beside it; nobody else's, and nothing that a consent no longer permits. */
static void test_news(void **state)
{
    (void) state;
    give(CONSENT, CATEGORY(REFERRAL));
    for (int i = 0; i < 4; i++)
        refer();
    struct disclosures_list_news in = {.name = "cai_news", .has_limit = true, .limit = 3};
    struct disclosures_list_news_result news = {0};
    assert_int_equal(test_run(test, &helper, &disclosures_list_news_procedure, &in, &news), 0);
    assert_int_equal(news.events.count, 3);
    assert_null(news.seen);
    const char *latest = news.events.items[0].cursor;
    assert_true(strtoll(latest, NULL, 10) > strtoll(news.events.items[1].cursor, NULL, 10));

    struct disclosures_commit_feed commit = {.command_id = "1", .name = "cai_news", .cursor = latest};
    struct disclosures_commit_feed_result committed;
    assert_int_equal(test_run(test, &helper, &disclosures_commit_feed_procedure, &commit, &committed), 0);
    in.after = news.next;
    assert_int_equal(test_run(test, &helper, &disclosures_list_news_procedure, &in, &news), 0);
    assert_int_equal(news.events.count, 2);
    assert_string_equal(news.events.items[1].type, "samspil.consents.given");
    assert_null(news.next);
    assert_string_equal(news.seen, latest);
    assert_int_equal(test_run(test, &caseworker, &disclosures_list_news_procedure, &in, &news), 0);
    assert_null(news.seen);

    withdraw(CONSENT);
    in.after = NULL;
    assert_int_equal(test_run(test, &helper, &disclosures_list_news_procedure, &in, &news), 0);
    assert_int_equal(news.events.count, 1);
    assert_string_equal(news.events.items[0].type, "samspil.consents.withdrawn");
    in.after = "1 ";
    assert_int_equal(test_run(test, &helper, &disclosures_list_news_procedure, &in, &news), PROBLEM_INVALID_ARGUMENT);
    assert_string_equal(test_problem(test)->field, "after");
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

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, people_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_withdrawal),
        TEST(test_one_of_two),
        TEST(test_project_teams),
        TEST(test_checked_when_read),
        TEST(test_pages_and_places),
        TEST(test_news),
        TEST(test_pages_of_long_entries),
        TEST(test_log),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
