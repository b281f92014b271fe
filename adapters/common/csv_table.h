/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A CSV table with a header (RFC 4180; libcsv takes it apart). A file that is no CSV from some line on is refused as a
 * whole, since what follows would be missing and so look withdrawn.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"

#define CSV_TABLE_COLUMNS 512 /* at most */

struct csv_table {
    const char *name; /* for faults */
    /* Whether the column of this name is wanted: only the cells of such ones are told. */
    bool (*column)(void *closure, size_t index, const char *name);
    void (*begin)(void *closure, size_t line);
    void (*cell)(void *closure, size_t index, const char *text, size_t size);
    /* fault: why the row cannot be taken (it does not fit the header, is empty or contains a NUL byte), or NULL. */
    void (*end)(void *closure, const char *fault);
    void *closure;
};

/* 0, or negative (-EBADMSG when it is malformed) with *fault saying why, in the arena. */
int csv_table_read(const struct csv_table *table, const char *text, size_t size, struct arena *arena,
                   const char **fault);
