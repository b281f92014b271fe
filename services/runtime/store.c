/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Statements are prepared once per store and found again by the address of their SQL. They stay bound to nothing and
 * reset between uses, so no lock and no pointer of a caller outlives a query.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "log.h"
#include "problems.h"
#include "store_internal.h"

/* A programming error: there is no right way to go on. */
static _Noreturn void misused(const char *what, const char *sql)
{
    log_error("store misused", LOG_TEXT("how", what), LOG_TEXT("sql", sql));
    abort();
}

int store_error(int code)
{
    switch (code & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return 0;
    case SQLITE_FULL:
        return -ENOSPC;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return -EUCLEAN;
    case SQLITE_NOMEM:
        return -ENOMEM;
    case SQLITE_CONSTRAINT:
        return -EINVAL;
    default:
        return -EIO;
    }
}

int store_failed(struct store *store, int code, const char *sql)
{
    log_error("database refuses", LOG_TEXT("reason", sqlite3_errstr(code)),
              LOG_INTEGER("code", sqlite3_extended_errcode(store->database)), LOG_TEXT("sql", sql));
    return store_error(code);
}

/*
 * The cache: open addressing, at most half full.
 */
static struct cached *find(struct cached *slots, size_t capacity, const char *sql)
{
    size_t at = ((uintptr_t) sql >> 3) * UINT64_C(0x9e3779b97f4a7c15) >> 32;
    for (;; at++) {
        struct cached *slot = &slots[at & (capacity - 1)];
        if (!slot->sql || slot->sql == sql)
            return slot;
    }
}

static void grow(struct store *store)
{
    size_t capacity = store->capacity ? 2 * store->capacity : 128;
    struct cached *slots = calloc(capacity, sizeof(*slots));
    if (!slots)
        abort();
    for (size_t i = 0; i < store->capacity; i++)
        if (store->statements[i].sql)
            *find(slots, capacity, store->statements[i].sql) = store->statements[i];
    free(store->statements);
    store->statements = slots;
    store->capacity = capacity;
}

static int prepare(struct store *store, const char *sql, sqlite3_stmt **statement)
{
    if (2 * store->count >= store->capacity)
        grow(store);
    struct cached *slot = find(store->statements, store->capacity, sql);
    if (!slot->sql) {
        sqlite3_stmt *made;
        int code = sqlite3_prepare_v3(store->database, sql, -1, SQLITE_PREPARE_PERSISTENT, &made, NULL);
        if (code) {
            /* Names of the schema at most: the SQL is a literal. */
            log_error("cannot prepare", LOG_TEXT("reason", sqlite3_errmsg(store->database)), LOG_TEXT("sql", sql));
            return store_error(code);
        }
        slot->sql = sql;
        slot->statement = made;
        store->count++;
    }
    *statement = slot->statement;
    return 0;
}

struct query store_query(struct store *store, const char *sql)
{
    struct query query = {.store = store, .parameter = 1, .column = 0};
    query.error = prepare(store, sql, &query.statement);
    if (!query.error && sqlite3_stmt_busy(query.statement))
        misused("the same statement is still in use", sql);
    return query;
}

/*
 * Binding. A query with an error goes through the motions and does nothing.
 */
static void bound(struct query *query, int code)
{
    if (code == SQLITE_RANGE)
        misused("more values than parameters", sqlite3_sql(query->statement));
    if (code)
        query->error = store_failed(query->store, code, sqlite3_sql(query->statement));
    query->parameter++;
}

#define BIND(query, call)                                                                                              \
    do {                                                                                                               \
        if (!(query)->error)                                                                                           \
            bound((query), (call));                                                                                    \
    } while (0)

void bind_text(struct query *query, const char *value)
{
    BIND(query, sqlite3_bind_text(query->statement, query->parameter, value, -1, SQLITE_STATIC));
}

void bind_integer(struct query *query, int64_t value)
{
    BIND(query, sqlite3_bind_int64(query->statement, query->parameter, value));
}

static void bind_null(struct query *query)
{
    BIND(query, sqlite3_bind_null(query->statement, query->parameter));
}

void bind_optional(struct query *query, bool has, int64_t value)
{
    if (has)
        bind_integer(query, value);
    else
        bind_null(query);
}

void bind_real(struct query *query, double value)
{
    BIND(query, sqlite3_bind_double(query->statement, query->parameter, value));
}

void bind_optional_real(struct query *query, bool has, double value)
{
    if (has)
        bind_real(query, value);
    else
        bind_null(query);
}

void bind_bytes(struct query *query, struct bytes value)
{
    BIND(query, sqlite3_bind_blob64(query->statement, query->parameter, value.data, value.size, SQLITE_STATIC));
}

void bind_message(struct query *query, const struct message_type *type, const void *value)
{
    struct buffer *encoded = &query->store->encoded;
    buffer_clear(encoded);
    message_encode(type, value, encoded);
    BIND(query,
         sqlite3_bind_blob64(query->statement, query->parameter, encoded->data, encoded->size, SQLITE_TRANSIENT));
}

/*
 * Stepping.
 */
bool store_next(struct query *query)
{
    if (query->error)
        return false;
    if (query->parameter != sqlite3_bind_parameter_count(query->statement) + 1)
        misused("fewer values than parameters", sqlite3_sql(query->statement));
    int code = sqlite3_step(query->statement);
    query->column = 0;
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        query->error = store_failed(query->store, code, sqlite3_sql(query->statement));
    return false;
}

int store_end(struct query *query)
{
    if (query->statement) {
        sqlite3_reset(query->statement); /* returns the error of the step again */
        sqlite3_clear_bindings(query->statement);
        query->statement = NULL;
    }
    return query->error;
}

int store_end_found(struct query *query, bool found)
{
    int rc = store_end(query);
    return rc || found ? rc : PROBLEM_NOT_FOUND;
}

int store_run(struct query *query)
{
    if (store_next(query))
        misused("rows of a query that is run", sqlite3_sql(query->statement));
    return store_end(query);
}

int64_t store_changes(struct store *store)
{
    return sqlite3_changes64(store->database);
}

/*
 * Columns.
 */
static int next_column(struct query *query)
{
    if (query->column >= sqlite3_data_count(query->statement))
        misused("read past the columns", sqlite3_sql(query->statement));
    return query->column++;
}

const char *column_text(struct query *query, struct arena *arena)
{
    int column = next_column(query);
    const unsigned char *text = sqlite3_column_text(query->statement, column);
    return text ? arena_copy(arena, text, (size_t) sqlite3_column_bytes(query->statement, column)) : NULL;
}

int64_t column_integer(struct query *query)
{
    return sqlite3_column_int64(query->statement, next_column(query));
}

bool column_optional(struct query *query, int64_t *value)
{
    int column = next_column(query);
    *value = sqlite3_column_int64(query->statement, column);
    return sqlite3_column_type(query->statement, column) != SQLITE_NULL;
}

double column_real(struct query *query)
{
    return sqlite3_column_double(query->statement, next_column(query));
}

bool column_optional_real(struct query *query, double *value)
{
    int column = next_column(query);
    *value = sqlite3_column_double(query->statement, column);
    return sqlite3_column_type(query->statement, column) != SQLITE_NULL;
}

struct bytes column_bytes(struct query *query, struct arena *arena)
{
    int column = next_column(query);
    if (sqlite3_column_type(query->statement, column) == SQLITE_NULL)
        return (struct bytes){0};
    const void *data = sqlite3_column_blob(query->statement, column); /* NULL when empty */
    size_t size = (size_t) sqlite3_column_bytes(query->statement, column);
    return (struct bytes){(const uint8_t *) arena_copy(arena, data ? data : "", size), size};
}

void column_message(struct query *query, const struct message_type *type, struct arena *arena, void *value)
{
    struct bytes encoded = column_bytes(query, arena); /* in the arena: fields may point into it */
    memset(value, 0, type->size);
    struct message_error error;
    if (encoded.data && message_decode(type, encoded, MESSAGE_TOLERANT, arena, value, NULL, &error)) {
        log_error("stored message is damaged", LOG_TEXT("type", type->name), LOG_TEXT("field", error.path),
                  LOG_TEXT("reason", error.reason));
        query->error = -EUCLEAN;
    }
}
