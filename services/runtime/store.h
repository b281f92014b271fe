/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A small typed layer over SQLite. One statement is bound and read in order, errors stay in it until the end.
 *
 *     struct query q = store_query(store, "UPDATE referral SET status = ?, updated_at = ? WHERE referral_id = ?");
 *     bind_integer(&q, status);
 *     bind_text(&q, event->time);
 *     bind_text(&q, data->referral_id);
 *     return store_run(&q);                                    // 0 or negative
 *
 *     struct query q = store_query(store, "SELECT name, maximum FROM offer WHERE offer_id = ?");
 *     bind_text(&q, offer_id);
 *     if (store_next(&q)) {
 *         offer->name = column_text(&q, arena);
 *         offer->has_maximum = column_optional(&q, &offer->maximum);
 *     }
 *     return store_end(&q);                                    // 0 or negative
 *
 * The SQL must be a string literal (statements are cached by its address). Binding more or fewer values than the
 * statement has, or reading past its columns, is a programming error and ends the process. A query must be ended by
 * store_run or store_end before the same statement is used again.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "message.h"

struct store;
struct sqlite3_stmt;

struct query {
    struct store *store;
    struct sqlite3_stmt *statement;
    int parameter, column; /* the next one, from 1 and from 0 */
    int error;             /* 0 or negative */
};

/* sql is static. The name says what to do if it fails: nothing, the error is kept for store_run / store_end. */
struct query store_query(struct store *store, const char *sql);

void bind_text(struct query *query, const char *value); /* NULL binds NULL; kept until the query ends */
void bind_integer(struct query *query, int64_t value);
void bind_optional(struct query *query, bool has, int64_t value);
void bind_real(struct query *query, double value);
void bind_optional_real(struct query *query, bool has, double value);
void bind_bytes(struct query *query, struct bytes value); /* data NULL binds NULL */
/* A message as MessagePack, for what is kept whole and never searched by column. */
void bind_message(struct query *query, const struct message_type *type, const void *value);

/* Steps a query that changes rows and ends it. Constraint violations are errors too: decide before you write. */
int store_run(struct query *query);
/* Steps to the next row: true, or false at the end or on error. */
bool store_next(struct query *query);
int store_end(struct query *query);
/* store_end of a query that was to find one row, which store_next has told of: 0, PROBLEM_NOT_FOUND or negative. */
int store_end_found(struct query *query, bool found);
/* Rows changed by the last store_run. */
int64_t store_changes(struct store *store);

const char *column_text(struct query *query, struct arena *arena); /* NULL for NULL */
int64_t column_integer(struct query *query);                       /* 0 for NULL */
bool column_optional(struct query *query, int64_t *value);         /* false for NULL */
double column_real(struct query *query);
bool column_optional_real(struct query *query, double *value);
struct bytes column_bytes(struct query *query, struct arena *arena);
/* Fills *value from a column written by bind_message. */
void column_message(struct query *query, const struct message_type *type, struct arena *arena, void *value);

/* One migration: its number is its place in the table, from 1. Append only. */
struct migration {
    const char *name; /* "0001-referrals" */
    const char *sql;
};
