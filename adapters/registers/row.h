/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A register's document as it was written: a row of texts and lists for each record. Nothing is judged here but the
 * form.
 *
 *     struct register_source source;
 *     if (register_read(&source, &register_nl, "algoritmes.json"))
 *         fprintf(stderr, "%s\n", source.fault);
 *     register_source_free(&source);
 *
 * JSON: a list of records, or an object with the list the register publishes. CSV: a table with a header; it has no
 * place for lists of objects. A column that no record of the source has is not stated: what an import finds there
 * stays. A column that is stated and blank is emptied.
 */
#pragma once

#include <stdbool.h>

#include "remark.h"

struct register_format;
struct register_column;

#define REGISTER_ITEM_CELLS 4

struct register_item {
    const char *cells[REGISTER_ITEM_CELLS]; /* by the column's items; of a list of texts the first */
};

/* Without blanks at the ends. Absent: neither. */
struct register_value {
    const char *text;
    struct register_item *items;
    size_t count;
};

struct register_row {
    struct register_row *next; /* in the order of the source */
    struct source_place place;
    struct register_value *values; /* by column */
};

struct register_source {
    struct arena arena;
    const struct register_format *format;
    struct register_row *first, *last;
    size_t count;
    bool *stated; /* by column */
    struct remarks remarks;
    const char *fault; /* why it could not be read */
};

/* What a row has in a column. */
const struct register_value *register_value(const struct register_source *source, const struct register_row *row,
                                            const struct register_column *column);

/* What it is called, as it was written: the first column of each register. NULL when it does not say. */
const char *register_row_name(const struct register_row *row);

void register_source_begin(struct register_source *source, const struct register_format *format);
/* A file: .csv, or else JSON. 0, or negative with source->fault saying why. Frees with register_source_free. */
int register_read(struct register_source *source, const struct register_format *format, const char *path);
void register_source_free(struct register_source *source);

/* The same of a text that is called name. */
int register_read_text(struct register_source *source, const struct register_format *format, const char *name,
                       const char *text, size_t size);

/* No register has more; a larger document would take more memory than it is worth. */
#define REGISTER_MOST_RECORDS 50000

/* Its parts. name: how it is called in places; must outlive the source. */
int register_read_json(struct register_source *source, const char *name, const char *text, size_t size);
int register_read_csv(struct register_source *source, const char *name, const char *text, size_t size);
