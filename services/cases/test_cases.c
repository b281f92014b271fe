/* SPDX-License-Identifier: EUPL-1.2 */
/* The handlers and applies of cases on a real SQLite file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include "cases.h"
#include "identity.h"
#include "test_service.h"

#include <cmocka.h>

#define TEST_FILE "test_cases"
#include "test_case.h"

static const struct common_principal volunteer_caseworker = {"vera", CASEWORKER, MEMBER_OF(RED_CROSS, VOLUNTARY)};

static int get_case(const struct common_principal *who, struct cases_get_case_result *out)
{
    return ASK(who, cases_get_case, out, .case_id = opened.case_id);
}

static void test_only_municipalities_open_cases(void **state)
{
    (void) state;
    struct cases_open_case_result out;
    assert_int_equal(CALL(&volunteer_caseworker, cases_open_case, &out, .citizen_name = "X"), PROBLEM_NOT_AUTHORIZED);
    assert_int_equal(CALL(&coordinator, cases_open_case, &out, .citizen_name = "X"), PROBLEM_NOT_AUTHORIZED);
    const struct cases_opened *event = test_last(test, &cases_opened_event);
    assert_string_equal(event->home_id, TOWN);
    assert_string_equal(event->citizen_name, "Åse Ny");
}

static void test_who_sees_a_case(void **state)
{
    (void) state;
    struct cases_get_case_result out;
    assert_int_equal(get_case(&caseworker, &out), 0);
    assert_string_equal(out.case_.citizen_name, "Åse Ny");
    assert_int_equal(out.case_.status, CASES_CASE_STATUS_OPEN);
    assert_false(out.case_.linked);
    assert_int_equal(test_disclosed(test), 1);
    assert_int_equal(get_case(&citizen, &out), 0);
    assert_string_equal(out.case_.phone, "123");
    assert_int_equal(test_disclosed(test), 0); /* one's own */

    struct common_principal other = {.subject = "olga", .roles = CITIZEN, .citizen_id = NOWHERE};
    const struct common_principal *strangers[] = {&neighbour, &coordinator, &volunteer_caseworker, &other};
    for (size_t i = 0; i < sizeof strangers / sizeof strangers[0]; i++) {
        assert_int_equal(get_case(strangers[i], &out), PROBLEM_NOT_FOUND);
        assert_int_equal(test_disclosed(test), 0);
    }
    assert_int_equal(ASK(&caseworker, cases_get_case, &out, .case_id = NOWHERE), PROBLEM_NOT_FOUND);
}

static void test_consent_decides_what_others_see(void **state)
{
    (void) state;
    struct cases_get_case_result out;
    close_case(); /* so that there is an outcome */
    give_consent(CATEGORY(PROGRESS));
    assert_int_equal(get_case(&coordinator, &out), 0);
    assert_null(out.case_.citizen_name);
    assert_null(out.case_.phone);
    assert_int_equal(out.case_.outcome, CASES_OUTCOME_MOVED);
    assert_int_equal(test_disclosed(test), 1);
    give_consent(CATEGORY(CONTACT));
    assert_int_equal(get_case(&coordinator, &out), 0);
    assert_string_equal(out.case_.citizen_name, "Åse Ny");
    assert_int_equal(out.case_.outcome, CASES_OUTCOME_NONE);
    assert_int_equal(get_case(&neighbour, &out), PROBLEM_NOT_FOUND);

    test_lease(test, false);
    assert_int_equal(get_case(&coordinator, &out), PROBLEM_CONSENT_UNVERIFIABLE);
    assert_int_equal(get_case(&caseworker, &out), 0);
    test_lease(test, true);
    withdraw_consent();
    assert_int_equal(get_case(&coordinator, &out), PROBLEM_NOT_FOUND);
}

static void test_lists_of_cases(void **state)
{
    (void) state;
    struct cases_open_case_result file[4];
    static const char *const consents[4] = {
        "01890a5d-ac96-774b-bcce-b302099a8060", "01890a5d-ac96-774b-bcce-b302099a8061",
        "01890a5d-ac96-774b-bcce-b302099a8062", "01890a5d-ac96-774b-bcce-b302099a8063"};
    struct cases_list_cases_result out = {.next = NULL};
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(CALL(&caseworker, cases_open_case, &file[i], .citizen_name = "X"), 0);
    close_case();

    const char *expected[] = {file[3].case_id, file[2].case_id, file[1].case_id, file[0].case_id, opened.case_id};
    size_t seen = 0;
    do {
        assert_int_equal(ASK(&caseworker, cases_list_cases, &out, .after = out.next, .has_limit = true, .limit = 2), 0);
        for (size_t i = 0; i < out.cases.count; i++)
            assert_string_equal(out.cases.items[i].case_id, expected[seen++]);
    } while (out.next);
    assert_int_equal(seen, 5);
    assert_int_equal(ASK(&caseworker, cases_list_cases, &out, .status = CASES_CASE_STATUS_CLOSED), 0);
    assert_int_equal(out.cases.count, 1);
    assert_int_equal(ASK(&citizen, cases_list_cases, &out, ), 0);
    assert_int_equal(out.cases.count, 1);
    assert_string_equal(out.cases.items[0].case_id, opened.case_id);
    assert_int_equal(ASK(&caseworker, cases_list_cases, &out, .name = "åSE n"), 0);
    assert_int_equal(out.cases.count, 1);
    assert_string_equal(out.cases.items[0].case_id, opened.case_id);
    assert_int_equal(ASK(&caseworker, cases_list_cases, &out, .name = "x", .has_mine = true, .mine = true), 0);
    assert_int_equal(out.cases.count, 4);
    assert_int_equal(ASK(&coordinator, cases_list_cases, &out, .name = "X"), PROBLEM_NOT_AUTHORIZED);
    assert_int_equal(ASK(&citizen, cases_list_cases, &out, .name = "X"), PROBLEM_NOT_AUTHORIZED);

    assert_int_equal(ASK(&coordinator, cases_list_cases, &out, ), 0);
    assert_int_equal(out.cases.count, 0);
    for (size_t i = 0; i < 3; i++)
        give_consent_for(&file[i], consents[i], i == 1 ? CATEGORY(CONTACT) : CATEGORY(PROGRESS));
    give_consent_for(&file[1], consents[3], CATEGORY(PROGRESS)); /* two for one citizen */
    seen = 0;
    do {
        assert_int_equal(ASK(&coordinator, cases_list_cases, &out, .after = out.next, .has_limit = true, .limit = 1),
                         0);
        assert_int_equal(out.cases.count, 1);
        assert_string_equal(out.cases.items[0].case_id, file[2 - seen].case_id);
        assert_true((out.cases.items[0].citizen_name != NULL) == (seen == 1));
        assert_int_equal(test_disclosed(test), 1);
        seen++;
    } while (out.next);
    assert_int_equal(seen, 3);
    assert_int_equal(ASK(&neighbour, cases_list_cases, &out, ), 0);
    assert_int_equal(out.cases.count, 0);
    test_lease(test, false);
    assert_int_equal(ASK(&coordinator, cases_list_cases, &out, ), PROBLEM_CONSENT_UNVERIFIABLE);
}

static int accept(const struct common_principal *who, const char *code, struct cases_accept_invitation_result *out)
{
    return CALL(who, cases_accept_invitation, out, .code = code);
}

static void test_invitation_links_a_sign_in(void **state)
{
    (void) state;
    struct cases_invite_citizen_result first, second;
    struct cases_accept_invitation_result linked;
    struct cases_get_case_result got;
    assert_int_equal(CALL(&caseworker, cases_invite_citizen, &first, .case_id = opened.case_id), 0);
    assert_int_equal(CALL(&caseworker, cases_invite_citizen, &second, .case_id = opened.case_id), 0);
    assert_string_not_equal(first.code, second.code);
    assert_int_equal(accept(&person, first.code, &linked), PROBLEM_INVITATION_INVALID); /* replaced */
    assert_int_equal(accept(&person, "2222-2222-2222", &linked), PROBLEM_INVITATION_INVALID);
    assert_int_equal(accept(&person, "no code at all", &linked), PROBLEM_INVITATION_INVALID);

    char typed[20];
    size_t length = 0;
    for (const char *at = second.code; *at; at++)
        if (*at != '-')
            typed[length++] = (char) (*at >= 'A' ? *at + ('a' - 'A') : *at);
    typed[length] = '\0';
    assert_int_equal(accept(&person, typed, &linked), 0);
    assert_string_equal(linked.case_id, opened.case_id);
    assert_string_equal(linked.citizen_id, opened.citizen_id);
    assert_int_equal(get_case(&caseworker, &got), 0);
    assert_true(got.case_.linked);
    struct common_principal thief = {.subject = "tom", .roles = PERSON};
    assert_int_equal(accept(&thief, second.code, &linked), PROBLEM_INVITATION_INVALID); /* used */
    assert_int_equal(CALL(&caseworker, cases_invite_citizen, &first, .case_id = opened.case_id),
                     PROBLEM_ALREADY_LINKED);

    struct cases_open_case_result other;
    assert_int_equal(CALL(&caseworker, cases_open_case, &other, .citizen_name = "Bo"), 0);
    assert_int_equal(CALL(&caseworker, cases_invite_citizen, &first, .case_id = other.case_id), 0);
    assert_int_equal(accept(&citizen, first.code, &linked), PROBLEM_ALREADY_LINKED);
    assert_int_equal(accept(&thief, first.code, &linked), 0);
}

static void test_nobody_is_born_tomorrow(void **state)
{
    (void) state;
    struct cases_open_case_result out;
    assert_int_equal(CALL(&caseworker, cases_open_case, &out, .citizen_name = "Bo", .birth_date = "1932-02-29"), 0);
    assert_int_equal(CALL(&caseworker, cases_open_case, &out, .citizen_name = "Bo", .birth_date = "2999-01-01"),
                     PROBLEM_INVALID_ARGUMENT);
    assert_string_equal(test_problem(test)->field, "birth_date");
}

static void test_invitations_end(void **state)
{
    (void) state;
    const int64_t now_ms = INT64_C(1790000000000), day_ms = INT64_C(86400000);
    struct cases_invite_citizen_result invited;
    struct cases_accept_invitation_result linked;
    test_clock(test, now_ms);
    assert_int_equal(CALL(&caseworker, cases_invite_citizen, &invited, .case_id = opened.case_id), 0);
    assert_true(time_parse(invited.expires_at) == now_ms + 14 * day_ms);
    assert_int_equal(CALL(&caseworker, cases_invite_citizen, &invited, .case_id = opened.case_id,
                          .has_valid_days = true, .valid_days = 2),
                     0);
    test_clock(test, now_ms + 2 * day_ms);
    assert_int_equal(accept(&person, invited.code, &linked), PROBLEM_INVITATION_INVALID);
    test_clock(test, now_ms + 2 * day_ms - 1);
    assert_int_equal(accept(&person, invited.code, &linked), 0);
}

static void test_only_the_home_municipality_leads(void **state)
{
    (void) state;
    struct cases_invite_citizen_result invited;
    struct cases_close_case_result closed;
    give_consent(CATEGORY(CONTACT));
    const struct common_principal *others[] = {&neighbour, &volunteer_caseworker};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(CALL(others[i], cases_invite_citizen, &invited, .case_id = opened.case_id), PROBLEM_NOT_FOUND);
        assert_int_equal(
            CALL(others[i], cases_close_case, &closed, .case_id = opened.case_id, .outcome = CASES_OUTCOME_MOVED),
            PROBLEM_NOT_FOUND);
    }
    close_case();
    assert_int_equal(
        CALL(&caseworker, cases_close_case, &closed, .case_id = opened.case_id, .outcome = CASES_OUTCOME_MOVED),
        PROBLEM_CASE_CLOSED);
    assert_int_equal(CALL(&caseworker, cases_invite_citizen, &invited, .case_id = opened.case_id), PROBLEM_CASE_CLOSED);
    struct cases_get_case_result got;
    assert_int_equal(get_case(&caseworker, &got), 0);
    assert_int_equal(got.case_.status, CASES_CASE_STATUS_CLOSED);
    assert_non_null(got.case_.closed_at);
}

static void test_a_case_is_opened_again(void **state)
{
    (void) state;
    struct cases_reopen_case_result out;
    struct cases_invite_citizen_result invited;
    struct cases_get_case_result got;
    assert_int_equal(CALL(&caseworker, cases_reopen_case, &out, .case_id = opened.case_id), PROBLEM_ILLEGAL_TRANSITION);
    close_case();
    assert_int_equal(CALL(&neighbour, cases_reopen_case, &out, .case_id = opened.case_id), PROBLEM_NOT_FOUND);
    assert_int_equal(CALL(&caseworker, cases_reopen_case, &out, .case_id = opened.case_id), 0);
    assert_int_equal(out.status, CASES_CASE_STATUS_OPEN);
    assert_int_equal(get_case(&caseworker, &got), 0);
    assert_int_equal(got.case_.status, CASES_CASE_STATUS_OPEN);
    assert_null(got.case_.closed_at);
    assert_int_equal(got.case_.outcome, CASES_OUTCOME_NONE);
    assert_int_equal(CALL(&caseworker, cases_invite_citizen, &invited, .case_id = opened.case_id), 0);
    close_case();
}

static int log_contact(const struct common_principal *who, const char *at, const char *note)
{
    struct cases_log_contact_result out;
    return CALL(who, cases_log_contact, &out, .case_id = opened.case_id, .channel = CASES_CHANNEL_VIDEO, .minutes = 30,
                .at = at, .note = note);
}

static void test_who_logs_contacts(void **state)
{
    (void) state;
    assert_int_equal(log_contact(&caseworker, NULL, NULL), 0);
    const struct cases_contact_logged *event = test_last(test, &cases_contact_logged_event);
    assert_string_equal(event->organisation_id, TOWN);
    assert_true(event->has_minutes && event->minutes == 30 && event->has_face_to_face && !event->face_to_face);
    assert_non_null(event->at);
    assert_int_equal(log_contact(&caseworker, "2999-01-01T00:00:00.000Z", NULL), PROBLEM_INVALID_ARGUMENT);
    assert_string_equal(test_problem(test)->field, "at");
    assert_int_equal(log_contact(&coordinator, NULL, NULL), PROBLEM_NOT_FOUND);
    assert_int_equal(log_contact(&neighbour, NULL, NULL), PROBLEM_NOT_FOUND);
    give_consent(CATEGORY(REFERRAL));
    assert_int_equal(log_contact(&coordinator, NULL, NULL), 0);
    event = test_last(test, &cases_contact_logged_event);
    assert_string_equal(event->organisation_id, RED_CROSS);
    test_lease(test, false);
    assert_int_equal(log_contact(&coordinator, NULL, NULL), PROBLEM_CONSENT_UNVERIFIABLE);
    test_lease(test, true);
    close_case();
    assert_int_equal(log_contact(&caseworker, NULL, NULL), PROBLEM_CASE_CLOSED);
    assert_int_equal(log_contact(&coordinator, NULL, NULL), PROBLEM_CASE_CLOSED);
    withdraw_consent();
    assert_int_equal(log_contact(&coordinator, NULL, NULL), PROBLEM_NOT_FOUND);
}

static void test_lists_of_contacts(void **state)
{
    (void) state;
    static const char *const times[] = {"2026-03-01T10:00:00.000Z", "2026-05-01T10:00:00.000Z",
                                        "2026-05-01T10:00:00.000Z", "2026-01-01T10:00:00.000Z"};
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(log_contact(&caseworker, times[i], "Well"), 0);

    struct cases_list_contacts_result out = {.next = NULL};
    const char *last = "9", *last_id = "9";
    size_t seen = 0;
    do {
        assert_int_equal(ASK(&citizen, cases_list_contacts, &out, .case_id = opened.case_id, .after = out.next,
                             .has_limit = true, .limit = 1),
                         0);
        assert_int_equal(out.contacts.count, 1);
        const struct cases_contact *contact = &out.contacts.items[0];
        int order = strcmp(contact->at, last);
        assert_true(order < 0 || (order == 0 && strcmp(contact->contact_id, last_id) < 0));
        assert_string_equal(contact->note, "Well");
        last = contact->at;
        last_id = contact->contact_id;
        seen++;
    } while (out.next);
    assert_int_equal(seen, 4);

    assert_int_equal(ASK(&coordinator, cases_list_contacts, &out, .case_id = opened.case_id), PROBLEM_NOT_FOUND);
    give_consent(CATEGORY(PROGRESS));
    assert_int_equal(ASK(&coordinator, cases_list_contacts, &out, .case_id = opened.case_id), 0);
    assert_int_equal(out.contacts.count, 0); /* those four are not its own */
    assert_int_equal(log_contact(&coordinator, NULL, "Met"), 0);
    assert_int_equal(ASK(&coordinator, cases_list_contacts, &out, .case_id = opened.case_id), 0);
    assert_int_equal(out.contacts.count, 1);
    assert_int_equal(out.contacts.items[0].minutes, 30);
    assert_null(out.contacts.items[0].note);
    assert_int_equal(test_disclosed(test), 1);
    assert_int_equal(ASK(&caseworker, cases_list_contacts, &out, .case_id = opened.case_id, .after = "x"),
                     PROBLEM_INVALID_ARGUMENT);
    assert_string_equal(test_problem(test)->field, "after");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_only_municipalities_open_cases),
        TEST(test_who_sees_a_case),
        TEST(test_consent_decides_what_others_see),
        TEST(test_lists_of_cases),
        TEST(test_invitation_links_a_sign_in),
        TEST(test_nobody_is_born_tomorrow),
        TEST(test_invitations_end),
        TEST(test_only_the_home_municipality_leads),
        TEST(test_a_case_is_opened_again),
        TEST(test_who_logs_contacts),
        TEST(test_lists_of_contacts),
    };
    return cmocka_run_group_tests_name("cases", tests, NULL, NULL);
}
