/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Imports: a register's file is uploaded in parts, checked, and run. First the tables: what can be called, and what is
 * applied; then the handlers: those of people, of the worker (worker.c), what is read, and what time brings.
 *
 * People's commands only say what is wanted. The work is the worker's, which asks for the next job and records what
 * becomes of it by commands of its own; so what is done is on record like everything else, and a process that dies goes
 * on where the record ends.
 */
#include "imports.h"

#include "format.h"
#include "identity.h"
#include "rules.h"
#include "store.h"
#include "text_search.h"
#include "worker.h"

#define PAGE_LIMIT 20 /* imports, when the caller names none */
#define ROW_LIMIT 50  /* rows */

/* clang-format off */
static const struct endpoint endpoints[] = {
    /*      procedure                 who may call */
    COMMAND(imports_begin_import,     IMPORTERS),
    COMMAND(imports_add_content,      IMPORTERS),
    COMMAND(imports_check_import,     IMPORTERS),
    COMMAND(imports_run_import,       IMPORTERS),
    COMMAND(imports_cancel_import,    IMPORTERS),
    COMMAND(imports_start_job,        SYSTEM),
    COMMAND(imports_record_progress,  SYSTEM),
    COMMAND(imports_record_rows,      SYSTEM),
    COMMAND(imports_end_job,          SYSTEM),
    QUERY  (imports_get_import,       IMPORTERS),
    QUERY  (imports_list_imports,     IMPORTERS),
    QUERY  (imports_list_rows,        IMPORTERS | SYSTEM),
    QUERY  (imports_next_job,         SYSTEM),
    QUERY  (imports_get_content,      SYSTEM),
    {0},
};
/* clang-format on */

static const struct applied applied[] = {
    APPLY(imports_begun),
    APPLY(imports_content_added),
    APPLY(imports_check_requested),
    APPLY(imports_run_requested),
    APPLY(imports_cancel_requested),
    APPLY(imports_job_started),
    APPLY(imports_progressed),
    APPLY(imports_rows_recorded),
    APPLY(imports_ended),
    {0},
};

static int settle(struct call *call, int64_t *due_ms);

const struct service imports = {
    .contract = &imports_contract,
    .endpoints = endpoints,
    .applied = applied,
    .migrations = imports_migrations,
    .settle = settle,
    .work = worker_run,
};

/* The import, which exists for whoever it concerns, and where the move leads. */
static int begin(struct call *call, const char *import_id, enum move move, struct kept_import *import,
                 enum imports_state *to)
{
    int rc = find_import(call->store, call->arena, import_id, import);
    if (rc)
        return rc;
    unsigned parties = rules_parties(call->who, import->seen.organisation_id);
    return parties ? rules_transition(move, parties, import->seen.state, to) : PROBLEM_NOT_FOUND;
}

/* Fields that events to the organisation begin with. */
#define ABOUT(import) .import_id = (import).seen.import_id, .organisation_id = (import).seen.organisation_id

/*
 * People.
 */
int imports_begin_import(struct call *call, const struct imports_begin_import *in,
                         struct imports_begin_import_result *out)
{
    int64_t open;
    int rc = count_open(call->store, call->who->organisation_id, &open);
    if (rc)
        return rc;
    if (open >= RULES_MOST_OPEN)
        return PROBLEM_TOO_MANY_IMPORTS;
    const char *name = message_enum_text(&imports_register_enum, (int) in->register_);
    const struct imports_begun event = {
        .import_id = call_new_id(call),
        .organisation_id = call->who->organisation_id,
        .register_ = in->register_,
        .file_name = in->file_name,
        .size_bytes = in->size_bytes,
        .source = in->source ? in->source : register_format(name)->system,
    };
    out->import_id = event.import_id;
    return emit_imports_begun(call, &event);
}

/* How much of the file has arrived stands in the import that the conflict shows. */
int imports_add_content(struct call *call, const struct imports_add_content *in, struct imports_add_content_result *out)
{
    struct kept_import import = {0};
    enum imports_state to;
    int rc = begin(call, in->import_id, MOVE_ADD, &import, &to);
    if (rc)
        return rc;
    if (in->offset != import.seen.received_bytes)
        return fail_conflict(call, &imports_import_type, NULL, &import.seen);
    *out = (struct imports_add_content_result){in->import_id, in->offset + (int64_t) in->content.size};
    if (out->received_bytes > import.seen.size_bytes)
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "content");
    return emit_imports_content_added(
        call, &(struct imports_content_added){in->import_id, .offset = in->offset, .content = in->content});
}

int imports_check_import(struct call *call, const struct imports_check_import *in,
                         struct imports_check_import_result *out)
{
    struct kept_import import = {0};
    int rc = begin(call, in->import_id, MOVE_CHECK, &import, &out->state);
    if (rc)
        return rc;
    if (import.seen.received_bytes < import.seen.size_bytes)
        return PROBLEM_ILLEGAL_TRANSITION;
    out->import_id = import.seen.import_id;
    return emit_imports_check_requested(call, &(struct imports_check_requested){ABOUT(import)});
}

int imports_run_import(struct call *call, const struct imports_run_import *in, struct imports_run_import_result *out)
{
    struct kept_import import = {0};
    int rc = begin(call, in->import_id, MOVE_RUN, &import, &out->state);
    if (rc)
        return rc;
    if (import.seen.drastic && !in->withdraw_many)
        return PROBLEM_WITHDRAWAL_UNCONFIRMED;
    out->import_id = import.seen.import_id;
    return emit_imports_run_requested(
        call, &(struct imports_run_requested){ABOUT(import), .withdraw_many = in->withdraw_many});
}

int imports_cancel_import(struct call *call, const struct imports_cancel_import *in,
                          struct imports_cancel_import_result *out)
{
    struct kept_import import = {0};
    int rc = begin(call, in->import_id, MOVE_CANCEL, &import, &out->state);
    if (rc)
        return rc;
    out->import_id = import.seen.import_id;
    if (rules_is_in(out->state, ENDED_STATES))
        return emit_imports_ended(
            call, &(struct imports_ended){ABOUT(import), .state = out->state, .drastic = import.seen.drastic});
    if (import.seen.cancelling)
        return 0;
    return emit_imports_cancel_requested(call, &(struct imports_cancel_requested){ABOUT(import)});
}

/*
 * The worker.
 */
int imports_start_job(struct call *call, const struct imports_start_job *in, struct imports_start_job_result *out)
{
    struct kept_import import = {0};
    enum imports_state to;
    int rc = begin(call, in->import_id, MOVE_WORK, &import, &to);
    if (rc)
        return rc;
    *out = (struct imports_start_job_result){in->import_id, import.attempt + 1};
    return emit_imports_job_started(call, &(struct imports_job_started){in->import_id});
}

int imports_record_progress(struct call *call, const struct imports_record_progress *in,
                            struct imports_record_progress_result *out)
{
    struct kept_import import = {0};
    enum imports_state to;
    int rc = begin(call, in->import_id, MOVE_WORK, &import, &to);
    if (rc)
        return rc;
    *out = (struct imports_record_progress_result){in->import_id, !import.seen.cancelling};
    return emit_imports_progressed(call,
                                   &(struct imports_progressed){ABOUT(import), .done = in->done, .count = in->count});
}

int imports_record_rows(struct call *call, const struct imports_record_rows *in, struct imports_record_rows_result *out)
{
    struct kept_import import = {0};
    enum imports_state to;
    int64_t count;
    int rc = begin(call, in->import_id, MOVE_WORK, &import, &to);
    if (!rc)
        rc = count_rows(call->store, &import, &count);
    if (rc)
        return rc;
    if (in->first != 0 && in->first != count)
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "first");
    out->import_id = in->import_id;
    return emit_imports_rows_recorded(
        call, &(struct imports_rows_recorded){in->import_id, .first = in->first, .rows = in->rows});
}

int imports_end_job(struct call *call, const struct imports_end_job *in, struct imports_end_job_result *out)
{
    struct kept_import import = {0};
    enum move done = in->fault ? MOVE_FAIL : in->stopped ? MOVE_STOP : MOVE_COMPLETE;
    int rc = begin(call, in->import_id, done, &import, &out->state);
    if (rc)
        return rc;
    out->import_id = in->import_id;
    return emit_imports_ended(call, &(struct imports_ended){
                                        ABOUT(import),
                                        .state = out->state,
                                        .counts = in->counts,
                                        .drastic = in->drastic,
                                        .fault = in->fault,
                                        .detail = in->detail,
                                    });
}

/*
 * What is read.
 */
static int page_begin(struct call *call, const char *after, int64_t first, struct page *page)
{
    struct text_place place = {.key = first};
    if (after && !text_place_read(after, &place))
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "after");
    page->key = place.key;
    return 0;
}

static const char *page_next(struct call *call, const struct page *page)
{
    return page->more ? text_place_write(call->arena, &(struct text_place){.key = page->key}) : NULL;
}

/* The import, for whoever may see it. */
static int read_import(struct call *call, const char *import_id, struct kept_import *import)
{
    int rc = find_import(call->store, call->arena, import_id, import);
    return rc || rules_parties(call->who, import->seen.organisation_id) ? rc : PROBLEM_NOT_FOUND;
}

int imports_get_import(struct call *call, const struct imports_get_import *in, struct imports_get_import_result *out)
{
    struct kept_import import = {0};
    int rc = read_import(call, in->import_id, &import);
    out->import = import.seen;
    return rc;
}

int imports_list_imports(struct call *call, const struct imports_list_imports *in,
                         struct imports_list_imports_result *out)
{
    struct page page = {.limit = in->has_limit ? in->limit : PAGE_LIMIT};
    int rc = page_begin(call, in->after, INT64_MAX, &page);
    if (!rc)
        rc = find_imports(call->store, call->arena, call->who->organisation_id, call_is(call, OPERATOR), &page,
                          &out->imports);
    out->next = page_next(call, &page);
    return rc;
}

int imports_list_rows(struct call *call, const struct imports_list_rows *in, struct imports_list_rows_result *out)
{
    struct kept_import import = {0};
    struct page page = {.limit = in->has_limit ? in->limit : ROW_LIMIT};
    int rc = page_begin(call, in->after, -1, &page);
    if (!rc)
        rc = read_import(call, in->import_id, &import);
    if (!rc)
        rc = find_rows(call->store, call->arena, &import, in->kinds, &page, &out->rows);
    out->next = page_next(call, &page);
    return rc;
}

int imports_next_job(struct call *call, const struct imports_next_job *in, struct imports_next_job_result *out)
{
    struct imports_job *job = ARENA_ARRAY(call->arena, struct imports_job, 1);
    (void) in;
    int rc = find_job(call->store, call->arena, job);
    out->job = rc ? NULL : job;
    return rc == PROBLEM_NOT_FOUND ? 0 : rc;
}

int imports_get_content(struct call *call, const struct imports_get_content *in, struct imports_get_content_result *out)
{
    struct kept_import import = {0};
    int rc = find_import(call->store, call->arena, in->import_id, &import);
    return rc ? rc : find_content(call->store, call->arena, import.key, in->offset, &out->content);
}

/*
 * An import with which nobody goes on.
 */
static int settle(struct call *call, int64_t *due_ms)
{
    struct kept_import import = {0};
    *due_ms = INT64_MAX;
    int rc = find_longest_resting(call->store, call->arena, &import);
    if (rc)
        return rc == PROBLEM_NOT_FOUND ? 0 : rc;
    int64_t expires_ms = rules_expires_ms(time_parse(import.seen.updated_at));
    if (expires_ms > call->now_ms) {
        *due_ms = expires_ms;
        return 0;
    }
    struct imports_ended event = {ABOUT(import), .drastic = import.seen.drastic, .fault = IMPORTS_FAULT_EXPIRED};
    rc = rules_transition(MOVE_EXPIRE, PARTY_WORKER, import.seen.state, &event.state);
    if (!rc)
        rc = emit_imports_ended(call, &event);
    return rc ? rc : 1;
}
