/* SPDX-License-Identifier: EUPL-1.2 */
/* Messages and courses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include "cases.h"
#include "identity.h"
#include "test_service.h"

#include <cmocka.h>

#define TEST_FILE "test_messages"
#include "test_case.h"

static int send_to(const struct common_principal *who, const char *organisation_id, const char *text)
{
    struct cases_send_message_result out;
    return CALL(who, cases_send_message, &out, .case_id = opened.case_id, .organisation_id = organisation_id,
                .text = text);
}

static int list(const struct common_principal *who, const char *organisation_id, struct cases_list_messages_result *out)
{
    return ASK(who, cases_list_messages, out, .case_id = opened.case_id, .organisation_id = organisation_id);
}

static void test_who_writes_to_whom(void **state)
{
    (void) state;
    const struct common_representation representation = {NOWHERE, 1u << (COMMON_SCOPE_MESSAGES - 1)};
    const struct common_principal rita = {"rita", CITIZEN, .citizen_id = opened.citizen_id,
                                          .representation = &representation};
    static const struct {
        enum cases_sender sender;
        const char *sender_id;
    } expected[] = {
        {CASES_SENDER_CITIZEN, NULL}, {CASES_SENDER_ORGANISATION, TOWN}, {CASES_SENDER_REPRESENTATIVE, NULL}};
    const struct common_principal *writers[] = {&citizen, &caseworker, &rita};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(send_to(writers[i], NULL, "Hello"), 0);
        const struct cases_message_sent *event = test_last(test, &cases_message_sent_event);
        assert_int_equal(event->sender, expected[i].sender);
        assert_true(expected[i].sender_id ? !strcmp(event->sender_id, TOWN) : !event->sender_id);
        assert_null(event->organisation_id);
        assert_string_equal(event->text, "Hello");
    }
    assert_int_equal(send_to(&citizen, TOWN, "Which reads along anyway"), 0);
    assert_null(((const struct cases_message_sent *) test_last(test, &cases_message_sent_event))->organisation_id);

    assert_int_equal(send_to(&coordinator, NULL, "x"), PROBLEM_NOT_FOUND);
    assert_int_equal(send_to(&neighbour, NULL, "x"), PROBLEM_NOT_FOUND);
    give_consent(CATEGORY(CONTACT));
    const struct common_principal *without[] = {&citizen, &caseworker, &coordinator};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(send_to(without[i], i < 2 ? RED_CROSS : NULL, "x"), PROBLEM_CONSENT_MISSING);
        assert_int_equal(test_problem(test)->missing.count, 1);
        assert_string_equal(test_problem(test)->missing.items[0], "notes");
    }
    give_consent(CATEGORY(NOTES));
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(send_to(without[i], RED_CROSS, "Well"), 0);
        const struct cases_message_sent *event = test_last(test, &cases_message_sent_event);
        assert_string_equal(event->organisation_id, RED_CROSS);
    }
    assert_int_equal(send_to(&coordinator, NULL, "Mine too"), 0);
    assert_string_equal(((const struct cases_message_sent *) test_last(test, &cases_message_sent_event))->sender_id,
                        RED_CROSS);
    assert_int_equal(send_to(&coordinator, VILLAGE, "x"), PROBLEM_INVALID_ARGUMENT);
    assert_int_equal(send_to(&coordinator, TOWN, "x"), PROBLEM_INVALID_ARGUMENT);
    test_lease(test, false);
    assert_int_equal(send_to(&coordinator, NULL, "x"), PROBLEM_CONSENT_UNVERIFIABLE);
    assert_int_equal(send_to(&citizen, RED_CROSS, "x"), PROBLEM_CONSENT_UNVERIFIABLE);
    assert_int_equal(send_to(&citizen, NULL, "to the municipality all the same"), 0);
    test_lease(test, true);
    withdraw_consent();
    assert_int_equal(send_to(&coordinator, NULL, "x"), PROBLEM_NOT_FOUND);
    close_case();
    assert_int_equal(send_to(&citizen, NULL, "x"), PROBLEM_CASE_CLOSED);
}

static void test_chosen_ids(void **state)
{
    (void) state;
    static const char id[] = "01890a5d-ac96-774b-bcce-b302099a8070";
    struct cases_send_message_result out;
    for (int i = 0; i < 2; i++)
        assert_int_equal(CALL(&citizen, cases_send_message, &out, .case_id = opened.case_id, .message_id = id,
                              .text = "Written on the train"),
                         i ? PROBLEM_ALREADY_EXISTS : 0);
    assert_string_equal(test_problem(test)->field, "message_id");
}

static void test_who_reads_messages(void **state)
{
    (void) state;
    struct cases_list_messages_result out;
    assert_int_equal(send_to(&citizen, NULL, "Between us"), 0);
    give_consent(CATEGORY(NOTES));
    assert_int_equal(send_to(&citizen, RED_CROSS, "With them"), 0);

    const struct common_principal *all[] = {&citizen, &caseworker};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(list(all[i], NULL, &out), 0);
        assert_int_equal(out.messages.count, 2);
        assert_string_equal(out.messages.items[0].text, "With them");
        assert_string_equal(out.messages.items[1].text, "Between us");
        assert_non_null(out.messages.items[1].at);
        assert_int_equal(test_disclosed(test), i);
        assert_int_equal(list(all[i], RED_CROSS, &out), 0);
        assert_int_equal(out.messages.count, 1);
        assert_int_equal(list(all[i], VILLAGE, &out), 0);
        assert_int_equal(out.messages.count, 0);
    }
    assert_int_equal(list(&coordinator, NULL, &out), 0);
    assert_int_equal(out.messages.count, 1);
    assert_string_equal(out.messages.items[0].text, "With them");
    assert_int_equal(test_disclosed(test), 1);
    assert_int_equal(list(&coordinator, VILLAGE, &out), 0);
    assert_int_equal(out.messages.count, 0);
    assert_int_equal(list(&neighbour, NULL, &out), PROBLEM_NOT_FOUND);

    give_consent(CATEGORY(CONTACT) | CATEGORY(PLAN)); /* instead */
    assert_int_equal(list(&coordinator, NULL, &out), 0);
    assert_int_equal(out.messages.count, 0);
    test_lease(test, false);
    assert_int_equal(list(&coordinator, NULL, &out), PROBLEM_CONSENT_UNVERIFIABLE);
    test_lease(test, true);
    withdraw_consent();
    assert_int_equal(list(&coordinator, NULL, &out), PROBLEM_NOT_FOUND);
}

static void test_pages_of_messages(void **state)
{
    (void) state;
    test_clock(test, time_parse("2026-11-24T09:30:00.000Z")); /* all at the same time */
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(send_to(&citizen, NULL, "Hello"), 0);
    struct cases_list_messages_result out = {.next = NULL};
    const char *last_id = "9";
    size_t seen = 0;
    do {
        assert_int_equal(ASK(&caseworker, cases_list_messages, &out, .case_id = opened.case_id, .after = out.next,
                             .has_limit = true, .limit = 2),
                         0);
        for (size_t i = 0; i < out.messages.count; i++, seen++) {
            assert_true(strcmp(out.messages.items[i].message_id, last_id) < 0);
            last_id = out.messages.items[i].message_id;
        }
    } while (out.next);
    assert_int_equal(seen, 5);
    assert_int_equal(ASK(&caseworker, cases_list_messages, &out, .case_id = opened.case_id, .after = "5"),
                     PROBLEM_INVALID_ARGUMENT);
}

static int start(const struct common_principal *who, const char *started_on, struct cases_start_course_result *out)
{
    return CALL(who, cases_start_course, out, .case_id = opened.case_id, .started_on = started_on, .reason = "Asked");
}

static int end(const struct common_principal *who, const char *course_id, const char *ended_on)
{
    struct cases_end_course_result out;
    return CALL(who, cases_end_course, &out, .course_id = course_id, .ended_on = ended_on,
                .outcome = CASES_OUTCOME_VOLUNTEER_SUPPORT);
}

static void test_one_course_at_a_time(void **state)
{
    (void) state;
    struct cases_start_course_result course;
    struct cases_list_courses_result out;
    test_clock(test, time_parse("2026-11-24T23:30:00.000Z"));
    assert_int_equal(start(&neighbour, NULL, &course), PROBLEM_NOT_FOUND);
    assert_int_equal(start(&caseworker, "2026-11-26", &course), PROBLEM_INVALID_ARGUMENT);
    assert_string_equal(test_problem(test)->field, "started_on");
    assert_int_equal(start(&caseworker, "2026-11-25", &course), 0); /* that day has begun in the town */
    assert_int_equal(start(&caseworker, NULL, &course), PROBLEM_ALREADY_EXISTS);
    const struct cases_course_started *started = test_last(test, &cases_course_started_event);
    const char *id = started->course_id;

    assert_int_equal(end(&neighbour, id, NULL), PROBLEM_NOT_FOUND);
    assert_int_equal(end(&caseworker, id, "2026-11-24"), PROBLEM_INVALID_ARGUMENT);
    assert_string_equal(test_problem(test)->field, "ended_on");
    assert_int_equal(end(&caseworker, id, "2026-11-26"), PROBLEM_INVALID_ARGUMENT);
    assert_int_equal(end(&caseworker, id, NULL), 0);
    const struct cases_course_ended *ended = test_last(test, &cases_course_ended_event);
    assert_string_equal(ended->ended_on, "2026-11-25"); /* no earlier than it began */
    assert_int_equal(end(&caseworker, id, NULL), PROBLEM_ILLEGAL_TRANSITION);

    assert_int_equal(start(&caseworker, "2026-11-24", &course), PROBLEM_INVALID_ARGUMENT); /* they would overlap */
    assert_int_equal(start(&caseworker, NULL, &course), 0);
    started = test_last(test, &cases_course_started_event);
    assert_string_equal(started->started_on, "2026-11-25");
    assert_int_equal(ASK(&citizen, cases_list_courses, &out, .case_id = opened.case_id), 0);
    assert_int_equal(out.courses.count, 2);
    assert_string_equal(out.courses.items[0].course_id, course.course_id);
    assert_null(out.courses.items[0].ended_on);
    assert_int_equal(out.courses.items[1].outcome, CASES_OUTCOME_VOLUNTEER_SUPPORT);
    assert_string_equal(out.courses.items[1].reason, "Asked");
    assert_int_equal(ASK(&neighbour, cases_list_courses, &out, .case_id = opened.case_id), PROBLEM_NOT_FOUND);
}

static void test_course_ends_with_the_case(void **state)
{
    (void) state;
    struct cases_start_course_result course;
    struct cases_list_courses_result out;
    test_clock(test, time_parse("2026-11-24T09:30:00.000Z"));
    assert_int_equal(start(&caseworker, "2026-10-01", &course), 0);
    assert_int_equal(end(&caseworker, course.course_id, "2026-10-31"), 0);
    assert_int_equal(start(&caseworker, "2026-11-01", &course), 0);
    close_case();
    assert_int_equal(start(&caseworker, NULL, &course), PROBLEM_CASE_CLOSED);
    assert_int_equal(ASK(&caseworker, cases_list_courses, &out, .case_id = opened.case_id), 0);
    assert_int_equal(out.courses.count, 2);
    assert_string_equal(out.courses.items[0].ended_on, "2026-11-24");
    assert_int_equal(out.courses.items[0].outcome, CASES_OUTCOME_MOVED);
    assert_string_equal(out.courses.items[1].ended_on, "2026-10-31");
    assert_int_equal(out.courses.items[1].outcome, CASES_OUTCOME_VOLUNTEER_SUPPORT);
    assert_int_equal(end(&caseworker, out.courses.items[0].course_id, NULL), PROBLEM_ILLEGAL_TRANSITION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_who_writes_to_whom), TEST(test_chosen_ids),           TEST(test_who_reads_messages),
        TEST(test_pages_of_messages),  TEST(test_one_course_at_a_time), TEST(test_course_ends_with_the_case),
    };
    return cmocka_run_group_tests_name("messages and courses", tests, NULL, NULL);
}
