/* SPDX-License-Identifier: EUPL-1.2 */
/* What is read for somebody else, and in another order: the timeline of a case, and representatives. */
#include "test_people.h"

#include "disclosures_dispatch.h"
#include "plans_contract.h"

#define OTHER_CASE "00000000-0000-7000-8000-0000000000c2"
#define UNKNOWN "00000000-0000-7000-8000-0000000000ff"
#define MESSAGE "00000000-0000-7000-8000-0000000000d5"
#define GOAL "00000000-0000-7000-8000-0000000000d6"
#define REPRESENTATION "00000000-0000-7000-8000-0000000000d7"

static const struct common_representation representation = {REPRESENTATION, 1u << (COMMON_SCOPE_CASE - 1)};
static const struct common_principal daughter = {
    .subject = "dora", .roles = CITIZEN, .citizen_id = CITIZEN_ID, .representation = &representation};

static int set_up(void **state)
{
    (void) state;
    const struct cases_opened other = {.case_id = OTHER_CASE, .citizen_id = OTHER_CITIZEN, .home_id = HOME};
    int rc = people_set_up("test_timeline.db");
    test_follow(test, &cases_opened_event, &other);
    return rc;
}

/* With NULL, between the citizen and the home municipality. */
static void write_message(const char *organisation_id, const char *text)
{
    const struct cases_message_sent sent = {.message_id = MESSAGE,
                                            .case_id = CASE,
                                            .citizen_id = CITIZEN_ID,
                                            .home_id = HOME,
                                            .organisation_id = organisation_id,
                                            .sender = CASES_SENDER_CITIZEN,
                                            .text = text};
    test_follow(test, &cases_message_sent_event, &sent);
}

static int ask(const struct common_principal *who, struct disclosures_list_timeline in,
               struct disclosures_list_timeline_result *result)
{
    in.case_id = in.case_id ? in.case_id : CASE;
    return test_run(test, who, &disclosures_list_timeline_procedure, &in, result);
}

static struct disclosures_list_timeline_result timeline(const struct common_principal *who,
                                                        struct disclosures_list_timeline in)
{
    struct disclosures_list_timeline_result result;
    assert_int_equal(ask(who, in, &result), 0);
    return result;
}

static bool tells(const struct disclosures_list_timeline_result *page, const char *text)
{
    for (size_t i = 0; i < page->events.count; i++)
        if (memmem(page->events.items[i].data.data, page->events.items[i].data.size, text, strlen(text)))
            return true;
    return false;
}

static void test_latest_first_page_by_page(void **state)
{
    (void) state;
    static const char *const types[] = {"samspil.cases.message_sent", "samspil.cases.message_sent",
                                        "samspil.cases.message_sent", "samspil.consents.given", "samspil.cases.opened"};
    give(CONSENT, CATEGORY(NOTES));
    for (int i = 0; i < 3; i++)
        write_message(HELPERS, "What a day.");
    struct disclosures_list_timeline in = {.has_limit = true, .limit = 2};
    size_t seen = 0;
    int64_t last = INT64_MAX;
    do {
        struct disclosures_list_timeline_result page = timeline(&caseworker, in);
        assert_true(page.events.count == 2 || !page.next);
        for (size_t i = 0; i < page.events.count; i++) {
            assert_true(seen < 5);
            assert_string_equal(page.events.items[i].type, types[seen++]);
            assert_true(strtoll(page.events.items[i].cursor, NULL, 10) < last);
            last = strtoll(page.events.items[i].cursor, NULL, 10);
        }
        in.after = page.next;
    } while (in.after);
    assert_int_equal(seen, 5);

    struct disclosures_list_timeline_result refused;
    assert_int_equal(ask(&caseworker, (struct disclosures_list_timeline){.after = "5 "}, &refused),
                     PROBLEM_INVALID_ARGUMENT);
    assert_string_equal(test_problem(test)->field, "after");
}

/* Of a case that one has no part in one learns no more than of one that is not there. */
static void test_strangers(void **state)
{
    (void) state;
    struct disclosures_list_timeline_result page;
    const struct common_principal *strangers[] = {&stranger, &helper, &somebody, NULL};
    for (size_t i = 0; strangers[i]; i++)
        assert_int_equal(ask(strangers[i], (struct disclosures_list_timeline){0}, &page), PROBLEM_NOT_FOUND);
    assert_int_equal(ask(&caseworker, (struct disclosures_list_timeline){.case_id = UNKNOWN}, &page),
                     PROBLEM_NOT_FOUND);
    assert_int_equal(timeline(&citizen, (struct disclosures_list_timeline){0}).events.count, 1);
    assert_int_equal(ask(&citizen, (struct disclosures_list_timeline){.case_id = OTHER_CASE}, &page),
                     PROBLEM_NOT_FOUND);
    give(CONSENT, CATEGORY(NOTES));
    assert_int_equal(timeline(&helper, (struct disclosures_list_timeline){0}).events.count, 1);
    test_lease(test, false);
    assert_int_equal(ask(&helper, (struct disclosures_list_timeline){0}, &page), PROBLEM_CONSENT_UNVERIFIABLE);
    assert_int_equal(timeline(&caseworker, (struct disclosures_list_timeline){0}).events.count, 2);
}

/* What is between the citizen and the municipality is in their timelines only. */
static void test_what_is_private(void **state)
{
    (void) state;
    give(CONSENT, CATEGORY(NOTES) | CATEGORY(CONTACT) | CATEGORY(PROGRESS));
    write_message(NULL, "Between us.");
    write_message(HELPERS, "For all of you.");
    const struct common_principal *let_in[] = {&citizen, &caseworker, NULL};
    for (size_t i = 0; let_in[i]; i++) {
        struct disclosures_list_timeline_result page = timeline(let_in[i], (struct disclosures_list_timeline){0});
        assert_int_equal(page.events.count, 4);
        assert_true(tells(&page, "Between us.") && tells(&page, "For all of you."));
    }
    struct disclosures_list_timeline_result page = timeline(&helper, (struct disclosures_list_timeline){0});
    assert_int_equal(page.events.count, 2);
    assert_true(!tells(&page, "Between us.") && tells(&page, "For all of you."));
}

static void change_goal(int64_t version, const char *words, enum plans_visibility visibility)
{
    static const char *const helpers[] = {HELPERS};
    const struct text_list them = {(const char **) helpers, 1}, nobody = {NULL, 0};
    bool is_private = visibility == PLANS_VISIBILITY_PRIVATE;
    const struct plans_goal_changed changed = {.goal_id = GOAL,
                                               .case_id = CASE,
                                               .citizen_id = CITIZEN_ID,
                                               .home_id = HOME,
                                               .status = PLANS_GOAL_STATUS_ACTIVE,
                                               .description = words,
                                               .visibility = visibility,
                                               .version = version,
                                               .participant_ids = is_private ? nobody : them,
                                               .former_ids = is_private ? them : nobody,
                                               .change = PLANS_CHANGE_REWORDED,
                                               .editor = {.kind = PLANS_EDITOR_KIND_CITIZEN}};
    test_follow(test, &plans_goal_changed_event, &changed);
}

static void comment(const char *goal_id, const char *text)
{
    static const char *const helpers[] = {HELPERS};
    const struct plans_commented commented = {.comment_id = MESSAGE,
                                              .case_id = CASE,
                                              .citizen_id = CITIZEN_ID,
                                              .home_id = HOME,
                                              .goal_id = goal_id,
                                              .text = text,
                                              .editor = {.kind = PLANS_EDITOR_KIND_CITIZEN},
                                              .participant_ids = {(const char **) helpers, 1}};
    test_follow(test, &plans_commented_event, &commented);
}

/* A goal that is made private takes with it what was said of it, but not what was said of other things. */
static void test_hidden_later(void **state)
{
    (void) state;
    give(CONSENT, CATEGORY(PLAN) | CATEGORY(NOTES));
    change_goal(1, "Dance again", PLANS_VISIBILITY_PARTICIPANTS);
    comment(GOAL, "Oh yes");
    comment(NULL, "Nice plan");
    struct disclosures_list_timeline_result page = timeline(&helper, (struct disclosures_list_timeline){0});
    assert_true(tells(&page, "Dance again") && tells(&page, "Oh yes") && tells(&page, "Nice plan"));
    assert_int_equal(page.events.count, 4);

    change_goal(2, "Dance with Otto", PLANS_VISIBILITY_PRIVATE);
    page = timeline(&helper, (struct disclosures_list_timeline){0});
    assert_int_equal(page.events.count, 3);
    assert_string_equal(page.events.items[0].type, "samspil.plans.goal_hidden");
    assert_true(!tells(&page, "Dance") && !tells(&page, "Oh yes") && tells(&page, "Nice plan"));
    struct disclosures_read_feed all = {.has_limit = false};
    struct disclosures_read_feed_result feed;
    assert_int_equal(test_run(test, &helper, &disclosures_read_feed_procedure, &all, &feed), 0);
    assert_int_equal(feed.events.count, 3);
    page = timeline(&citizen, (struct disclosures_list_timeline){0});
    assert_true(tells(&page, "Dance again") && tells(&page, "Dance with Otto") && tells(&page, "Oh yes"));

    change_goal(3, "Dance in May", PLANS_VISIBILITY_PARTICIPANTS);
    page = timeline(&helper, (struct disclosures_list_timeline){0});
    assert_true(tells(&page, "Dance in May") && !tells(&page, "Dance again") && !tells(&page, "Otto"));
}

static void test_consent_gone(void **state)
{
    (void) state;
    struct disclosures_list_timeline_result page;
    give(CONSENT, CATEGORY(NOTES));
    give(CONSENT_2, CATEGORY(CONTACT));
    write_message(HELPERS, "I like it.");
    page = timeline(&helper, (struct disclosures_list_timeline){0});
    assert_int_equal(page.events.count, 3);
    assert_true(tells(&page, "I like it."));

    /* What needs the category that is over has gone, the end of the consent is there. */
    withdraw(CONSENT);
    page = timeline(&helper, (struct disclosures_list_timeline){0});
    assert_int_equal(page.events.count, 3);
    assert_string_equal(page.events.items[0].type, "samspil.consents.withdrawn");
    assert_false(tells(&page, "I like it."));
    test_clock(test, now_ms + HOUR_MS); /* and by itself, before anybody says so */
    assert_int_equal(ask(&helper, (struct disclosures_list_timeline){0}, &page), PROBLEM_NOT_FOUND);
    page = timeline(&citizen, (struct disclosures_list_timeline){0});
    assert_int_equal(page.events.count, 5);
    assert_true(tells(&page, "I like it."));
}

/* Whoever reads for the citizen sees what the citizen does, and is in the list of those who looked. */
static void test_representatives_are_on_record(void **state)
{
    (void) state;
    give(CONSENT, CATEGORY(NOTES));
    write_message(NULL, "Between us.");
    struct disclosures_list_timeline_result own = timeline(&citizen, (struct disclosures_list_timeline){0});
    assert_int_equal(test_disclosed(test), 0);
    struct disclosures_list_timeline_result seen = timeline(&daughter, (struct disclosures_list_timeline){0});
    assert_int_equal(test_disclosed(test), 1);
    assert_true(message_equal(&disclosures_list_timeline_result_type, &own, &seen));

    struct disclosures_read_feed feed = {.has_limit = false};
    struct disclosures_read_feed_result read;
    assert_int_equal(test_run(test, &citizen, &disclosures_read_feed_procedure, &feed, &read), 0);
    assert_int_equal(test_disclosed(test), 0);
    assert_int_equal(test_run(test, &daughter, &disclosures_read_feed_procedure, &feed, &read), 0);
    assert_int_equal(read.events.count, 3);
    assert_int_equal(test_disclosed(test), 1);
    const struct directory_organisation_registered registered = {
        .organisation_id = HELPERS, .name = "Invented Helpers", .type = COMMON_ORGANISATION_TYPE_VOLUNTARY};
    test_follow(test, &directory_organisation_registered_event, &registered);
    feed = (struct disclosures_read_feed){.has_public = true, .public = true};
    assert_int_equal(test_run(test, &daughter, &disclosures_read_feed_procedure, &feed, &read), 0);
    assert_int_equal(read.events.count, 1);
    assert_int_equal(test_disclosed(test), 0); /* about nobody */

    const char *cases[] = {NULL, CASE};
    for (size_t i = 0; i < 2; i++) {
        const struct disclosures_list_disclosures in = {.case_id = cases[i]};
        struct disclosures_list_disclosures_result log;
        assert_int_equal(test_run(test, &citizen, &disclosures_list_disclosures_procedure, &in, &log), 0);
        assert_int_equal(test_disclosed(test), 0);
        assert_int_equal(test_run(test, &daughter, &disclosures_list_disclosures_procedure, &in, &log), 0);
        assert_int_equal(test_disclosed(test), 1);
    }
}

/* Whoever looks one citizen up is in that list, though each entry was told before; who reads their feed is not. */
static void test_lookers_are_on_record(void **state)
{
    (void) state;
    give(CONSENT, CATEGORY(NOTES));
    write_message(HELPERS, "What a day.");
    const struct common_principal *lookers[] = {&caseworker, &helper};
    for (size_t i = 0; i < 2; i++) {
        const struct disclosures_read_feed feed = {.has_limit = false};
        struct disclosures_read_feed_result read;
        assert_true(timeline(lookers[i], (struct disclosures_list_timeline){0}).events.count > 0);
        assert_int_equal(test_disclosed(test), 1);
        assert_int_equal(test_run(test, lookers[i], &disclosures_read_feed_procedure, &feed, &read), 0);
        assert_int_equal(test_disclosed(test), 0);
    }
}

static void test_record_names_the_representation(void **state)
{
    (void) state;
    const struct access_item item = {.case_id = CASE,
                                     .citizen_id = CITIZEN_ID,
                                     .home_id = HOME,
                                     .categories = CATEGORY(NOTES),
                                     .basis = COMMON_BASIS_OWN_DATA};
    const struct access_read read = {.service = "disclosures", .procedure = "list_timeline", .items = {&item, 1}};
    const struct event event = {.head = {.id = UNKNOWN, .time = in_an_hour, .actor = &daughter}};
    assert_int_equal(apply_access_read(test_store(test), &event, &read), 0);
    const struct disclosures_list_disclosures in = {.has_limit = true, .limit = 1};
    struct disclosures_list_disclosures_result log;
    assert_int_equal(test_run(test, &citizen, &disclosures_list_disclosures_procedure, &in, &log), 0);
    const struct disclosures_disclosure *seen = &log.disclosures.items[0];
    assert_string_equal(seen->what, "samspil.disclosures.list_timeline");
    assert_string_equal(seen->representation_id, REPRESENTATION);
    assert_null(seen->organisation_id);
    assert_int_equal(seen->basis, COMMON_BASIS_OWN_DATA);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, people_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_latest_first_page_by_page),
        TEST(test_strangers),
        TEST(test_what_is_private),
        TEST(test_hidden_later),
        TEST(test_consent_gone),
        TEST(test_representatives_are_on_record),
        TEST(test_lookers_are_on_record),
        cmocka_unit_test_setup_teardown(test_record_names_the_representation, set_up, people_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
