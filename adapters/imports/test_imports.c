/* SPDX-License-Identifier: EUPL-1.2 */
/* Imports on a real SQLite file; the worker's part is played here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include "identity.h"
#include "imports.h"
#include "imports_contract.h"
#include "test_service.h"

#include <cmocka.h>

#define TOWN "01890a5d-ac96-774b-bcce-b302099a8051"
#define CITY "01890a5d-ac96-774b-bcce-b302099a8052"
#define DAY INT64_C(86400000)

static const struct common_principal tom = {.subject = "tom", .roles = PROJECT, .organisation_id = TOWN};
static const struct common_principal cleo = {.subject = "cleo", .roles = LEADER, .organisation_id = CITY};
static const struct common_principal chief = {.subject = "operator", .roles = OPERATOR};
static const struct common_principal worker = {.subject = "imports", .roles = SYSTEM};

static struct test_service *test;

#define CALL(who, p, out, ...)                                                                                         \
    test_run(test, (who), &p##_procedure, &(const struct p){.command_id = "c", __VA_ARGS__}, (out))
#define ASK(who, p, out, ...) test_run(test, (who), &p##_procedure, &(const struct p){__VA_ARGS__}, (out))
#define DO(who, p, out, ...) assert_int_equal(CALL(who, p, out, __VA_ARGS__), 0)
#define GET(who, p, out, ...) assert_int_equal(ASK(who, p, out, __VA_ARGS__), 0)

static int set_up(void **state)
{
    (void) state;
    test = test_open(&imports, "test_imports.db");
    return 0;
}

static int tear_down(void **state)
{
    (void) state;
    test_close(test);
    return 0;
}

static const char *begin_import(const struct common_principal *who, const char *content)
{
    struct imports_begin_import_result begun;
    struct imports_add_content_result added;
    size_t size = strlen(content);
    DO(who, imports_begin_import, &begun, .register_ = IMPORTS_REGISTER_UK, .file_name = "a.json",
       .size_bytes = (int64_t) size);
    DO(who, imports_add_content, &added, .import_id = begun.import_id, .content = {(const uint8_t *) content, size});
    return begun.import_id;
}

static struct imports_import look(const char *import_id)
{
    struct imports_get_import_result out;
    GET(&chief, imports_get_import, &out, .import_id = import_id);
    return out.import;
}

static const struct imports_job *next_job(void)
{
    struct imports_next_job_result out;
    GET(&worker, imports_next_job, &out);
    return out.job;
}

/* Checked by the worker, with a row and these counts. */
static const char *checked_import(const struct common_principal *who, const struct imports_counts *counts, bool drastic)
{
    const char *id = begin_import(who, "[]");
    struct imports_check_import_result check;
    struct imports_start_job_result job;
    struct imports_record_rows_result recorded;
    struct imports_end_job_result end;
    const struct imports_row row = {.kind = IMPORTS_ROW_KIND_REGISTERED, .about = IMPORTS_SUBJECT_KIND_RECORD};
    DO(who, imports_check_import, &check, .import_id = id);
    DO(&worker, imports_start_job, &job, .import_id = id);
    DO(&worker, imports_record_rows, &recorded, .import_id = id, .rows = {&row, 1});
    DO(&worker, imports_end_job, &end, .import_id = id, .counts = counts, .has_drastic = true, .drastic = drastic);
    assert_int_equal(end.state, IMPORTS_STATE_CHECKED);
    return id;
}

static void test_content_comes_in_order(void **state)
{
    (void) state;
    struct imports_begin_import_result begun;
    struct imports_add_content_result added;
    struct imports_check_import_result check;
    const uint8_t bytes[] = "[{}]";
    DO(&tom, imports_begin_import, &begun, .register_ = IMPORTS_REGISTER_NL, .file_name = "a.json", .size_bytes = 4);
    DO(&tom, imports_add_content, &added, .import_id = begun.import_id, .content = {bytes, 2});
    assert_int_equal(added.received_bytes, 2);
    assert_int_equal(CALL(&tom, imports_add_content, &added, .import_id = begun.import_id, .content = {bytes, 2}),
                     PROBLEM_VERSION_CONFLICT);
    assert_non_null(test_problem(test)->current.data);
    assert_int_equal(CALL(&tom, imports_check_import, &check, .import_id = begun.import_id),
                     PROBLEM_ILLEGAL_TRANSITION);
    assert_int_equal(
        CALL(&tom, imports_add_content, &added, .import_id = begun.import_id, .offset = 2, .content = {bytes, 3}),
        PROBLEM_INVALID_ARGUMENT);
    DO(&tom, imports_add_content, &added, .import_id = begun.import_id, .offset = 2, .content = {bytes + 2, 2});
    assert_null(next_job());
    DO(&tom, imports_check_import, &check, .import_id = begun.import_id);

    const struct imports_job *job = next_job();
    assert_string_equal(job->import_id, begun.import_id);
    assert_string_equal(job->organisation_id, TOWN);
    assert_string_equal(job->principal.subject, "tom");
    assert_int_equal(job->state, IMPORTS_STATE_CHECKING);
    assert_string_equal(job->source, "algoritmes.overheid.nl");
    struct imports_get_content_result content;
    GET(&worker, imports_get_content, &content, .import_id = begun.import_id, .offset = 2);
    assert_int_equal(content.content.size, 2);
    assert_memory_equal(content.content.data, "}]", 2);
    assert_int_equal(ASK(&worker, imports_get_content, &content, .import_id = begun.import_id, .offset = 1),
                     PROBLEM_NOT_FOUND);
}

static void test_an_import_is_its_organisations(void **state)
{
    (void) state;
    const char *ours = begin_import(&tom, "[]"), *operators = begin_import(&chief, "[]");
    struct imports_get_import_result got;
    struct imports_list_imports_result list;
    struct imports_cancel_import_result cancelled;
    assert_int_equal(ASK(&cleo, imports_get_import, &got, .import_id = ours), PROBLEM_NOT_FOUND);
    assert_int_equal(ASK(&tom, imports_get_import, &got, .import_id = operators), PROBLEM_NOT_FOUND);
    assert_int_equal(CALL(&cleo, imports_cancel_import, &cancelled, .import_id = ours), PROBLEM_NOT_FOUND);
    GET(&tom, imports_list_imports, &list);
    assert_int_equal(list.imports.count, 1);
    assert_null(list.next);
    GET(&chief, imports_list_imports, &list, .has_limit = true, .limit = 1);
    assert_int_equal(list.imports.count, 1);
    assert_string_equal(list.imports.items[0].import_id, operators);
    GET(&chief, imports_list_imports, &list, .after = list.next);
    assert_string_equal(list.imports.items[0].import_id, ours);
    DO(&chief, imports_cancel_import, &cancelled, .import_id = ours);
    assert_int_equal(cancelled.state, IMPORTS_STATE_CANCELLED);
    struct imports_get_content_result content;
    assert_int_equal(ASK(&worker, imports_get_content, &content, .import_id = ours), PROBLEM_NOT_FOUND);
}

static void test_a_run(void **state)
{
    (void) state;
    const struct imports_counts found = {.accepted = 3, .registered = 3}, done = {.accepted = 3, .registered = 2};
    struct imports_run_import_result run;
    struct imports_start_job_result job;
    struct imports_record_progress_result progress;
    struct imports_record_rows_result recorded;
    struct imports_end_job_result end;
    struct imports_list_rows_result rows;
    const char *id = checked_import(&tom, &found, true);
    assert_int_equal(CALL(&tom, imports_run_import, &run, .import_id = id), PROBLEM_WITHDRAWAL_UNCONFIRMED);
    DO(&tom, imports_run_import, &run, .import_id = id, .has_withdraw_many = true, .withdraw_many = true);
    DO(&worker, imports_start_job, &job, .import_id = id);
    DO(&worker, imports_record_progress, &progress, .import_id = id, .done = 1, .count = 3);
    assert_true(progress.go_on);
    DO(&worker, imports_start_job, &job, .import_id = id); /* it died meanwhile */
    assert_int_equal(job.attempt, 2);
    const struct imports_job *again = next_job();
    assert_true(again->withdraw_many);
    assert_int_equal(again->count, 3);
    assert_int_equal(again->checked->registered, 3);

    const struct imports_row row = {.kind = IMPORTS_ROW_KIND_REFUSED, .about = IMPORTS_SUBJECT_KIND_RECORD};
    DO(&worker, imports_record_rows, &recorded, .import_id = id, .rows = {&row, 1});
    assert_int_equal(CALL(&worker, imports_record_rows, &recorded, .import_id = id, .first = 2, .rows = {&row, 1}),
                     PROBLEM_INVALID_ARGUMENT);
    DO(&worker, imports_record_rows, &recorded, .import_id = id, .first = 1, .rows = {&row, 1});
    GET(&tom, imports_list_rows, &rows, .import_id = id); /* as yet those of the check */
    assert_int_equal(rows.rows.items[0].kind, IMPORTS_ROW_KIND_REGISTERED);
    DO(&worker, imports_end_job, &end, .import_id = id, .counts = &done);
    assert_int_equal(end.state, IMPORTS_STATE_COMPLETED);
    GET(&tom, imports_list_rows, &rows, .import_id = id, .has_limit = true, .limit = 1);
    assert_int_equal(rows.rows.items[0].kind, IMPORTS_ROW_KIND_REFUSED);
    GET(&tom, imports_list_rows, &rows, .import_id = id, .after = rows.next);
    assert_int_equal(rows.rows.count, 1);
    assert_null(rows.next);
    GET(&tom, imports_list_rows, &rows, .import_id = id, .kinds = 1u << (IMPORTS_ROW_KIND_REGISTERED - 1));
    assert_int_equal(rows.rows.count, 0);
    assert_int_equal(look(id).counts->registered, 2);
    assert_null(next_job());

    char kept_id[37];
    memcpy(kept_id, id, sizeof kept_id);
    struct test_service *rebuilt = test_rebuild(test, "test_imports_rebuilt.db");
    test_close(test);
    test = rebuilt;
    id = kept_id;
    assert_int_equal(look(id).state, IMPORTS_STATE_COMPLETED);
    assert_int_equal(look(id).counts->registered, 2);
}

static void test_a_run_is_cancelled(void **state)
{
    (void) state;
    const struct imports_counts counts = {.registered = 1};
    struct imports_run_import_result run;
    struct imports_cancel_import_result cancelled;
    struct imports_record_progress_result progress;
    struct imports_end_job_result end;
    const char *id = checked_import(&tom, &counts, false);
    DO(&tom, imports_run_import, &run, .import_id = id);
    DO(&tom, imports_cancel_import, &cancelled, .import_id = id);
    assert_int_equal(cancelled.state, IMPORTS_STATE_RUNNING);
    assert_true(look(id).cancelling);
    size_t emitted = test_emitted(test);
    DO(&tom, imports_cancel_import, &cancelled, .import_id = id);
    assert_int_equal(test_emitted(test), emitted);
    DO(&worker, imports_record_progress, &progress, .import_id = id, .done = 1, .count = 3);
    assert_false(progress.go_on);
    DO(&worker, imports_end_job, &end, .import_id = id, .has_stopped = true, .stopped = true, .counts = &counts);
    assert_int_equal(end.state, IMPORTS_STATE_CANCELLED);
    assert_int_equal(CALL(&worker, imports_record_progress, &progress, .import_id = id), PROBLEM_ILLEGAL_TRANSITION);
}

static void test_few_are_open_at_a_time(void **state)
{
    (void) state;
    struct imports_begin_import_result begun;
    for (int i = 0; i < 5; i++)
        begin_import(&tom, "[]");
    assert_int_equal(CALL(&tom, imports_begin_import, &begun, .register_ = IMPORTS_REGISTER_UK, .file_name = "a.json",
                          .size_bytes = 1),
                     PROBLEM_TOO_MANY_IMPORTS);
    begin_import(&cleo, "[]");
    begin_import(&chief, "[]");
}

static void test_what_rests_expires(void **state)
{
    (void) state;
    int64_t now_ms = time_parse("2026-11-24T09:30:00.000Z");
    test_clock(test, now_ms);
    const struct imports_counts counts = {.registered = 1};
    struct imports_check_import_result check;
    const char *uploaded = begin_import(&tom, "[]"), *at_work = begin_import(&tom, "[]");
    DO(&tom, imports_check_import, &check, .import_id = at_work);
    test_clock(test, now_ms + 1000);
    const char *checked = checked_import(&tom, &counts, false);
    assert_int_equal(test_settle(test), now_ms + DAY);
    test_clock(test, now_ms + DAY);
    assert_int_equal(test_settle(test), now_ms + 1000 + DAY);
    assert_int_equal(look(uploaded).state, IMPORTS_STATE_CANCELLED);
    assert_int_equal(look(uploaded).fault, IMPORTS_FAULT_EXPIRED);
    test_clock(test, now_ms + 1000 + DAY);
    assert_true(test_settle(test) == INT64_MAX);
    assert_int_equal(look(checked).state, IMPORTS_STATE_CANCELLED);
    assert_int_equal(look(at_work).state, IMPORTS_STATE_CHECKING);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_content_comes_in_order), TEST(test_an_import_is_its_organisations), TEST(test_a_run),
        TEST(test_a_run_is_cancelled),     TEST(test_few_are_open_at_a_time),         TEST(test_what_rests_expires),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
