/* SPDX-License-Identifier: EUPL-1.2 */
#include "test_service.h"

#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "running.h"

#include <cmocka.h> /* after service.h: its macro fail() is not ours */

#define HISTORY_MAX 4096

/* An event as a stream would hold it. */
struct recorded {
    struct track *track;
    uint64_t sequence;
    struct bytes body;
    const char *subject;
    const struct event_contract *contract;
    struct bytes data;
};

struct test_service {
    struct runtime runtime;
    struct arena arena;
    struct recorded history[HISTORY_MAX];
    size_t history_count, emitted;
    int64_t now_ms;
    struct common_problem problem;
    size_t disclosed;
    const char *path;
};

static int64_t test_now(const struct test_service *test)
{
    return test->now_ms ? test->now_ms : time_now_ms();
}

struct test_service *test_open(const struct service *service, const char *path)
{
    struct test_service *test = calloc(1, sizeof *test);
    assert_non_null(test);
    runtime_init(&test->runtime, service);
    assert_int_equal(store_remove(path), 0);
    assert_int_equal(store_prepare(&test->runtime, path), 0);
    test->path = arena_print(&test->arena, "%s", path);
    test_lease(test, true);
    if (service->ready)
        assert_int_equal(service->ready(test->runtime.store), 0);
    return test;
}

void test_close(struct test_service *test)
{
    store_close(test->runtime.store);
    arena_free(&test->arena);
    free(test);
}

void test_clock(struct test_service *test, int64_t now_ms)
{
    test->now_ms = now_ms;
}

void test_lease(struct test_service *test, bool valid)
{
    atomic_store(&test->runtime.lease.until_ms, valid ? INT64_MAX : 0);
}

static void remember(struct test_service *test, struct track *track, const struct event_contract *contract,
                     const struct pending *pending, struct bytes data)
{
    assert_true(test->history_count < HISTORY_MAX);
    test->history[test->history_count++] =
        (struct recorded){track, pending->sequence, pending->body, pending->subject, contract, data};
}

static void append_all(struct test_service *test, struct context *context, const struct common_answered *done,
                       struct common_origin *origin)
{
    for (struct emission *emission = context->emissions; emission; emission = emission->next) {
        struct pending pending;
        if (origin)
            origin->last = !emission->next;
        assert_int_equal(event_append(context, emission, done, origin, NULL, &pending), 0);
        remember(test, &test->runtime.tracks[0], emission->event, &pending, emission->data);
        test->emitted++;
    }
}

static void commit(struct test_service *test)
{
    assert_int_equal(tracks_save(&test->runtime), 0);
    assert_int_equal(store_commit(test->runtime.store), 0);
    tracks_committed(&test->runtime);
}

static void context_make(struct test_service *test, struct context *context, const struct common_principal *who)
{
    struct runtime *runtime = &test->runtime;
    context_begin(context, runtime, runtime->store, &test->arena, who, test_now(test));
    context->consents = runtime->consents ? runtime->consents->position : 0;
}

int test_run(struct test_service *test, const struct common_principal *who, const struct procedure *procedure,
             const void *in, void *out)
{
    struct runtime *runtime = &test->runtime;
    const struct endpoint *row = runtime->service->endpoints;
    while (row->procedure != procedure)
        row++;
    if ((who->roles & procedure->roles) == 0)
        return PROBLEM_NOT_AUTHORIZED;
    struct context context;
    context_make(test, &context, who);
    context.procedure = procedure;
    context.may_emit = procedure->kind == PROCEDURE_COMMAND;
    memset(out, 0, procedure->output->size);

    assert_int_equal(store_begin(runtime->store), 0);
    int rc = row->handle(&context.call, in, out);
    assert_true(rc >= 0);
    assert_true(context.emission_count <= (rc == 0));
    if (rc > 0)
        test->problem = *context_problem(&context, rc);
    append_all(test, &context, NULL, NULL);
    test->disclosed = 0;
    for (const struct disclosed *item = context.disclosed; item; item = item->next)
        test->disclosed++;
    commit(test);
    return rc;
}

const struct common_problem *test_problem(const struct test_service *test)
{
    return &test->problem;
}

size_t test_disclosed(const struct test_service *test)
{
    return test->disclosed;
}

static struct track *track_of(struct test_service *test, const struct event_contract *event)
{
    for (size_t i = 1; i < test->runtime.track_count; i++)
        if (strcmp(test->runtime.tracks[i].contract->service, event->service) == 0)
            return &test->runtime.tracks[i];
    fail_msg("this service does not follow %s", event->service);
    return NULL;
}

static void *apply_recorded(struct runtime *runtime, struct track *track, struct bytes body, uint64_t sequence,
                            const char *subject, struct arena *arena, struct event *event)
{
    struct bytes data;
    void *decoded;
    assert_int_equal(event_decode(track, body, arena, event, &data), 0);
    event->sequence = sequence;
    assert_int_equal(event_apply(runtime, track, event, data, body, subject, arena, &decoded), 0);
    return decoded;
}

/* What the service answers to an event of another stream. */
static void react(struct test_service *test, struct track *track, const struct event *event, const void *data)
{
    struct common_principal self = {.subject = "self", .roles = SYSTEM};
    struct common_origin origin = {.stream = track->stream, .sequence = (int64_t) event->sequence};
    struct context context;
    context_make(test, &context, &self);
    context.may_emit = true;
    assert_int_equal(test->runtime.service->react(&context.call, event, data), 0);
    append_all(test, &context, NULL, &origin);
    track->reacted = event->sequence;
}

void test_follow(struct test_service *test, const struct event_contract *contract, const void *data)
{
    test_follow_by(test, &(struct common_principal){.subject = "somebody", .roles = SYSTEM}, contract, data);
}

void test_follow_by(struct test_service *test, const struct common_principal *who,
                    const struct event_contract *contract, const void *data)
{
    struct track *track = track_of(test, contract);
    char now[TIME_TEXT_SIZE];
    time_text(test_now(test), now);

    struct pending pending = {.subject = "samspil.event", .sequence = track->position + 1};
    uuid7(test_now(test), pending.id);
    struct common_event head = {
        .id = pending.id, .type = contract->type, .version = contract->version, .time = now, .actor = who};
    struct buffer body = {0}, bytes = {0};
    message_encode(&common_event_type, &head, &body);
    message_encode(contract->data, data, &body);
    message_encode(contract->data, data, &bytes);
    pending.body = arena_take(&test->arena, &body);
    remember(test, track, contract, &pending, arena_take(&test->arena, &bytes));

    struct event event;
    assert_int_equal(store_begin(test->runtime.store), 0);
    void *decoded =
        apply_recorded(&test->runtime, track, pending.body, pending.sequence, pending.subject, &test->arena, &event);
    if (track->reacts)
        react(test, track, &event, decoded);
    commit(test);
}

void test_react_again(struct test_service *test)
{
    size_t last = test->history_count - 1;
    while (!test->history[last].track->reacts)
        last--;
    const struct recorded *recorded = &test->history[last];
    struct message_error error;
    struct event event;
    struct bytes data;
    void *decoded = arena_alloc(&test->arena, recorded->contract->data->size);
    assert_int_equal(event_decode(recorded->track, recorded->body, &test->arena, &event, &data), 0);
    assert_int_equal(
        message_decode(recorded->contract->data, data, MESSAGE_TOLERANT, &test->arena, decoded, NULL, &error), 0);
    event.sequence = recorded->sequence;
    assert_int_equal(store_begin(test->runtime.store), 0);
    react(test, recorded->track, &event, decoded);
    commit(test);
}

int64_t test_settle(struct test_service *test)
{
    struct common_principal self = {.subject = "self", .roles = SYSTEM};
    int64_t due_ms = INT64_MAX;
    int rc = 1;
    while (rc > 0) {
        struct context context;
        context_make(test, &context, &self);
        context.may_emit = true;
        assert_int_equal(store_begin(test->runtime.store), 0);
        rc = test->runtime.service->settle(&context.call, &due_ms);
        assert_true(rc >= 0);
        append_all(test, &context, NULL, NULL);
        commit(test);
    }
    return due_ms;
}

size_t test_emitted(const struct test_service *test)
{
    return test->emitted;
}

const void *test_last(const struct test_service *test, const struct event_contract *event)
{
    for (size_t i = test->history_count; i-- > 0;) {
        const struct recorded *recorded = &test->history[i];
        if (recorded->contract != event)
            continue;
        struct message_error error;
        struct arena *arena = (struct arena *) &test->arena;
        void *data = arena_alloc(arena, event->data->size);
        assert_int_equal(message_decode(event->data, recorded->data, MESSAGE_TOLERANT, arena, data, NULL, &error), 0);
        return data;
    }
    return NULL;
}

struct store *test_store(struct test_service *test)
{
    return test->runtime.store;
}

struct test_service *test_rebuild(struct test_service *test, const char *path)
{
    struct test_service *fresh = test_open(test->runtime.service, path);
    struct runtime *runtime = &fresh->runtime;
    fresh->now_ms = test->now_ms;
    assert_int_equal(store_begin(runtime->store), 0);
    for (size_t i = 0; i < runtime->track_count; i++)
        for (size_t k = 0; k < test->history_count; k++) {
            const struct recorded *recorded = &test->history[k];
            struct event event;
            if (strcmp(recorded->track->stream, runtime->tracks[i].stream) == 0)
                apply_recorded(runtime, &runtime->tracks[i], recorded->body, recorded->sequence, recorded->subject,
                               &fresh->arena, &event);
        }
    commit(fresh);
    return fresh;
}

/* The tables of a service; the virtual ones are FTS5's. */
#define TABLES                                                                                                         \
    "SELECT name, iif(type = 'virtual', 'rowid, *', '*'), type = 'virtual' FROM pragma_table_list"                     \
    " WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT GLOB 'runtime_*' AND name NOT GLOB "         \
    "'sqlite_*'"

/* How many rows one of two attached databases has and the other has not. */
static int64_t difference(sqlite3 *db, const char *table, const char *columns, const char *one, const char *other)
{
    sqlite3_stmt *count;
    char *text = sqlite3_mprintf("SELECT count(*) FROM (SELECT %s FROM %s.\"%w\" EXCEPT SELECT %s FROM %s.\"%w\")",
                                 columns, one, table, columns, other, table);
    assert_int_equal(sqlite3_prepare_v2(db, text, -1, &count, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(count), SQLITE_ROW);
    int64_t rows = sqlite3_column_int64(count, 0);
    sqlite3_finalize(count);
    sqlite3_free(text);
    return rows;
}

/* Whether a rebuilt index has the words of its rows. */
static void check_index(sqlite3 *db, const char *table)
{
    char *check = sqlite3_mprintf("INSERT INTO rebuilt.\"%w\" (\"%w\") VALUES ('integrity-check')", table, table);
    assert_int_equal(sqlite3_exec(db, check, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_free(check);
}

static void assert_same_tables(const char *live, const char *rebuilt)
{
    sqlite3 *db;
    sqlite3_stmt *tables;
    assert_int_equal(sqlite3_open_v2(live, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    char *attach = sqlite3_mprintf("ATTACH %Q AS rebuilt", rebuilt);
    assert_int_equal(sqlite3_exec(db, attach, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_free(attach);
    assert_int_equal(sqlite3_prepare_v2(db, TABLES, -1, &tables, NULL), SQLITE_OK);
    bool any = false;
    while (sqlite3_step(tables) == SQLITE_ROW) {
        const char *table = (const char *) sqlite3_column_text(tables, 0);
        const char *columns = (const char *) sqlite3_column_text(tables, 1);
        int64_t lost = difference(db, table, columns, "main", "rebuilt");
        int64_t invented = difference(db, table, columns, "rebuilt", "main");
        if (lost || invented)
            fail_msg("a rebuild of %s lost %lld rows of %s and invented %lld: see %s", live, (long long) lost, table,
                     (long long) invented, rebuilt);
        if (sqlite3_column_int(tables, 2))
            check_index(db, table);
        any = true;
    }
    assert_true(any);
    sqlite3_finalize(tables);
    sqlite3_close(db);
}

void test_close_as_rebuilt(struct test_service *test)
{
    const char *path = arena_print(&test->arena, "%s.rebuilt", test->path);
    struct test_service *rebuilt = test_rebuild(test, path);
    assert_same_tables(test->path, path);
    test_close(rebuilt);
    test_close(test);
}
