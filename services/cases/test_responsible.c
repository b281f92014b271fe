/* SPDX-License-Identifier: EUPL-1.2 */
/* Which caseworker is responsible for a case. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include "cases.h"
#include "running.h"
#include "test_service.h"

#include <cmocka.h>

#define TEST_FILE "test_responsible"
#include "test_case.h"

static const struct common_principal colleague = {"carl", CASEWORKER, MEMBER_OF(TOWN, MUNICIPALITY)};

static void add_member(const char *organisation_id, const char *subject, const char *name, uint32_t roles)
{
    test_follow(test, &directory_member_added_event,
                &(struct directory_member_added){
                    .organisation_id = organisation_id, .subject = subject, .name = name, .roles = roles});
}

static void remove_member(const char *subject)
{
    test_follow(test, &directory_member_removed_event,
                &(struct directory_member_removed){.organisation_id = TOWN, .subject = subject});
}

static int begin(void **state)
{
    int rc = set_up(state);
    add_member(TOWN, "cilla", "Cilla", CASEWORKER | LEADER);
    add_member(TOWN, "carl", NULL, CASEWORKER);
    add_member(TOWN, "lena", "Lena", LEADER);
    add_member(VILLAGE, "nils", "Nils", CASEWORKER);
    return rc;
}

/* The subject, or "" for nobody, as the caller is told. */
static const char *responsible_seen_by(const struct common_principal *who, const char *case_id)
{
    struct cases_get_case_result out;
    assert_int_equal(ASK(who, cases_get_case, &out, .case_id = case_id), 0);
    return out.case_.responsible ? out.case_.responsible->subject : "";
}

static int assign(const struct common_principal *who, const char *subject)
{
    struct cases_assign_case_result out;
    int rc = CALL(who, cases_assign_case, &out, .case_id = opened.case_id, .subject = subject);
    if (!rc)
        assert_string_equal(out.subject, subject);
    return rc;
}

static size_t count_cases(const struct common_principal *who, bool mine)
{
    struct cases_list_cases_result out;
    assert_int_equal(ASK(who, cases_list_cases, &out, .has_mine = true, .mine = mine), 0);
    return out.cases.count;
}

static void test_who_opens_a_case_is_responsible(void **state)
{
    (void) state;
    struct cases_get_case_result out;
    assert_int_equal(ASK(&colleague, cases_get_case, &out, .case_id = opened.case_id), 0);
    assert_string_equal(out.case_.responsible->subject, "cilla");
    assert_string_equal(out.case_.responsible->name, "Cilla");
}

static void test_only_the_municipality_knows(void **state)
{
    (void) state;
    struct cases_list_cases_result list;
    give_consent(CATEGORY(CONTACT));
    assert_string_equal(responsible_seen_by(&coordinator, opened.case_id), "");
    assert_string_equal(responsible_seen_by(&citizen, opened.case_id), "");
    const struct common_principal *others[] = {&coordinator, &citizen};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(ASK(others[i], cases_list_cases, &list, ), 0);
        assert_int_equal(list.cases.count, 1);
        assert_null(list.cases.items[0].responsible);
    }
    assert_int_equal(ASK(&colleague, cases_list_cases, &list, ), 0);
    assert_string_equal(list.cases.items[0].responsible->subject, "cilla");
}

static void test_a_case_is_handed_over_and_taken_over(void **state)
{
    (void) state;
    assert_int_equal(assign(&caseworker, "carl"), 0);
    const struct cases_assigned *event = test_last(test, &cases_assigned_event);
    assert_string_equal(event->subject, "carl");
    assert_string_equal(event->home_id, TOWN);
    assert_string_equal(responsible_seen_by(&caseworker, opened.case_id), "carl");
    assert_int_equal(assign(&caseworker, "carl"), 0); /* it is so already */
    assert_int_equal(assign(&caseworker, "cilla"), 0);
    assert_string_equal(responsible_seen_by(&colleague, opened.case_id), "cilla");
}

static void test_to_whom_a_case_cannot_be_given(void **state)
{
    (void) state;
    const char *const nobody[] = {"lena", "nils", "unknown"}; /* no caseworker, not there, nobody */
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(assign(&caseworker, nobody[i]), PROBLEM_NOT_FOUND);
        assert_string_equal(test_problem(test)->field, "subject");
    }
    give_consent(CATEGORY(CONTACT));
    assert_int_equal(assign(&neighbour, "nils"), PROBLEM_NOT_FOUND);
    assert_int_equal(assign(&coordinator, "carl"), PROBLEM_NOT_AUTHORIZED);
    close_case();
    assert_int_equal(assign(&caseworker, "carl"), PROBLEM_CASE_CLOSED);
}

static void test_nobody_is_responsible_once_they_have_left(void **state)
{
    (void) state;
    remove_member("cilla");
    assert_string_equal(responsible_seen_by(&colleague, opened.case_id), "");
    assert_int_equal(assign(&colleague, "carl"), 0);
    assert_string_equal(responsible_seen_by(&colleague, opened.case_id), "carl");
    add_member(TOWN, "carl", "Carl", LEADER); /* is no caseworker any more */
    assert_string_equal(responsible_seen_by(&colleague, opened.case_id), "");
}

static void test_lists_of_ones_own(void **state)
{
    (void) state;
    struct cases_open_case_result second;
    struct cases_list_cases_result page;
    assert_int_equal(CALL(&caseworker, cases_open_case, &second, .citizen_name = "B"), 0);
    assert_int_equal(count_cases(&caseworker, true), 2);
    assert_int_equal(count_cases(&colleague, true), 0);
    assert_int_equal(count_cases(&colleague, false), 2);
    assert_int_equal(assign(&colleague, "carl"), 0);
    assert_int_equal(count_cases(&colleague, true), 1);
    assert_int_equal(count_cases(&caseworker, true), 1);
    assert_int_equal(count_cases(&citizen, true), 0);

    assert_int_equal(assign(&caseworker, "cilla"), 0);
    assert_int_equal(
        ASK(&caseworker, cases_list_cases, &page, .has_mine = true, .mine = true, .has_limit = true, .limit = 1), 0);
    assert_string_equal(page.cases.items[0].case_id, second.case_id); /* youngest first */
    assert_int_equal(ASK(&caseworker, cases_list_cases, &page, .has_mine = true, .mine = true, .after = page.next), 0);
    assert_int_equal(page.cases.count, 1);
    assert_string_equal(page.cases.items[0].case_id, opened.case_id);
}

static size_t count_inquiries(const struct common_principal *who, bool mine)
{
    struct cases_list_inquiries_result out;
    assert_int_equal(ASK(who, cases_list_inquiries, &out, .has_mine = true, .mine = mine), 0);
    return out.inquiries.count;
}

static void test_whoever_takes_an_inquiry_is_responsible_for_the_case_it_opened(void **state)
{
    (void) state;
    test_follow(test, &directory_organisation_registered_event,
                &(struct directory_organisation_registered){
                    .organisation_id = TOWN, .name = "Town", .type = COMMON_ORGANISATION_TYPE_MUNICIPALITY});
    struct cases_inquire_result of_new, of_known;
    struct cases_take_inquiry_result taken;
    assert_int_equal(
        CALL(&caseworker, cases_inquire, &of_new, .by = CASES_INQUIRER_STAFF, .need = "Help", .citizen_name = "Ny"), 0);
    test_settle(test);
    assert_string_equal(responsible_seen_by(&caseworker, of_new.case_id), "");
    assert_int_equal(CALL(&citizen, cases_inquire, &of_known, .by = CASES_INQUIRER_SELF, .need = "Company"), 0);
    assert_int_equal(count_inquiries(&caseworker, true), 2); /* one's own, and that of nobody yet */
    assert_int_equal(count_inquiries(&colleague, true), 1);
    assert_int_equal(count_inquiries(&colleague, false), 2);
    assert_int_equal(count_inquiries(&citizen, true), 1);

    assert_int_equal(CALL(&colleague, cases_take_inquiry, &taken, .inquiry_id = of_new.inquiry_id), 0);
    assert_string_equal(responsible_seen_by(&caseworker, of_new.case_id), "carl");
    assert_int_equal(count_inquiries(&caseworker, true), 1);
    assert_int_equal(CALL(&colleague, cases_take_inquiry, &taken, .inquiry_id = of_known.inquiry_id), 0);
    assert_string_equal(responsible_seen_by(&caseworker, opened.case_id), "cilla"); /* stays */
}

/* A file of the release before: what is in its tables is applied anew, so that it is known who opened the cases. */
static void test_an_older_file_forgets_how_far_it_came(void **state)
{
    (void) state;
    const char *path = "test_responsible_older.db";
    const struct migration older[] = {cases_migrations[0], cases_migrations[1], {0}};
    struct store *store;
    assert_int_equal(store_remove(path), 0);
    assert_int_equal(store_open(path, false, &store), 0);
    assert_int_equal(store_migrate(store, "runtime", runtime_migrations), 0);
    assert_int_equal(store_migrate(store, "cases", older), 0);
    const char *const had[] = {
        ("INSERT INTO case_file (case_id, citizen_id, home_id, status, opened_at, content)"
         " VALUES ('a', 'b', 'c', 1, '', x'')"),
        "INSERT INTO runtime_command VALUES (1, 'c', 'p', 1, 1, x'')",
        "INSERT INTO runtime_outgoing VALUES (1, 's', 'e', x'')",
        "INSERT INTO runtime_position VALUES ('CASES', 1, 0), ('CONSENTS', 7, 7), ('DIRECTORY', 9, 0)",
    };
    for (size_t i = 0; i < sizeof had / sizeof *had; i++) {
        struct query q = store_query(store, had[i]);
        assert_int_equal(store_run(&q), 0);
    }
    assert_int_equal(store_migrate(store, "cases", cases_migrations), 0);
    struct query q =
        store_query(store, "SELECT (SELECT count(*) FROM case_file), (SELECT count(*) FROM runtime_command),"
                           " (SELECT count(*) FROM runtime_outgoing), group_concat(stream)"
                           " FROM runtime_position");
    struct arena arena = {0};
    assert_true(store_next(&q));
    assert_int_equal(column_integer(&q), 0);
    assert_int_equal(column_integer(&q), 0);
    assert_int_equal(column_integer(&q), 1);
    assert_string_equal(column_text(&q, &arena), "CONSENTS");
    assert_int_equal(store_end(&q), 0);
    arena_free(&arena);
    store_close(store);
    store_remove(path);
}

#define TEST_BEGUN(f) cmocka_unit_test_setup_teardown(f, begin, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_BEGUN(test_who_opens_a_case_is_responsible),
        TEST_BEGUN(test_only_the_municipality_knows),
        TEST_BEGUN(test_a_case_is_handed_over_and_taken_over),
        TEST_BEGUN(test_to_whom_a_case_cannot_be_given),
        TEST_BEGUN(test_nobody_is_responsible_once_they_have_left),
        TEST_BEGUN(test_lists_of_ones_own),
        TEST_BEGUN(test_whoever_takes_an_inquiry_is_responsible_for_the_case_it_opened),
        cmocka_unit_test(test_an_older_file_forgets_how_far_it_came),
    };
    return cmocka_run_group_tests_name("responsible", tests, NULL, NULL);
}
