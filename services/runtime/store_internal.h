/* SPDX-License-Identifier: EUPL-1.2 */
/* What store.c (queries) and database.c (the file, transactions, migrations) share. */
#pragma once

#include <sqlite3.h>

#include "database.h"

struct cached {
    const char *sql; /* its address is the key; NULL: free */
    sqlite3_stmt *statement;
};

struct store {
    sqlite3 *database;
    bool read_only;
    struct cached *statements;
    size_t count, capacity;
    struct buffer encoded; /* of bind_message */
};

/* A result code of SQLite as it is in database.h. */
int store_error(int code);
/* The same of a failure, which it logs. sql is static or what it names. */
int store_failed(struct store *store, int code, const char *sql);
