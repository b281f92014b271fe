/* SPDX-License-Identifier: EUPL-1.2 */
#include "source.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "layout.h"

void source_begin(struct hsds_source *source)
{
    *source = (struct hsds_source){0};
    source->remarks.arena = &source->arena;
}

void source_free(struct hsds_source *source)
{
    arena_free(&source->arena);
}

int source_fault(struct hsds_source *source, int error, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof(text), format, arguments);
    va_end(arguments);
    source->fault = arena_copy(&source->arena, text, strlen(text));
    return error;
}

struct hsds_row *source_row(struct hsds_source *source, struct source_place place)
{
    struct hsds_row *row = arena_zero(&source->arena, sizeof(*row));
    row->place = place;
    return row;
}

void source_add(struct hsds_source *source, enum hsds_table table, struct hsds_row *row)
{
    struct hsds_rows *rows = &source->tables[table];
    *(rows->last ? &rows->last->next : &rows->first) = row;
    rows->last = row;
    row->number = rows->count++;
}

void row_set(struct hsds_source *source, struct hsds_row *row, enum hsds_column column, const char *text, size_t size)
{
    while (size > 0 && isspace((unsigned char) *text)) {
        text++;
        size--;
    }
    while (size > 0 && isspace((unsigned char) text[size - 1]))
        size--;
    if (size > 0 && !row->values[column])
        row->values[column] = arena_copy(&source->arena, text, size);
}

void row_remark(struct hsds_source *source, enum remark_kind kind, enum hsds_table table, const struct hsds_row *row,
                const char *field, const char *reason)
{
    remark_add(&source->remarks, &(struct remark){.kind = kind,
                                                  .table = layout_table_name(table),
                                                  .place = row->place,
                                                  .identifier = row->values[HSDS_ID],
                                                  .field = field,
                                                  .reason = reason});
}

/* Finding rows by a value. */

static int compare_entries(const void *a, const void *b)
{
    const struct hsds_entry *left = a, *right = b;
    int order = strcmp(left->value, right->value);
    return order != 0 ? order : (left->row->number > right->row->number) - (left->row->number < right->row->number);
}

struct hsds_index source_index(struct hsds_source *source, enum hsds_table table, enum hsds_column column)
{
    const struct hsds_rows *rows = &source->tables[table];
    struct hsds_index index = {ARENA_ARRAY(&source->arena, struct hsds_entry, rows->count), 0};
    for (struct hsds_row *row = rows->first; row; row = row->next)
        if (!row->set_aside && row->values[column])
            index.entries[index.count++] = (struct hsds_entry){row->values[column], row};
    if (index.count > 0)
        qsort(index.entries, index.count, sizeof(*index.entries), compare_entries);
    return index;
}

const struct hsds_entry *index_find(const struct hsds_index *index, const char *value, size_t *count)
{
    size_t low = 0, high = index->count;
    *count = 0;
    if (!value)
        return NULL;
    while (low < high) { /* the first that is not less */
        size_t middle = low + (high - low) / 2;
        if (strcmp(index->entries[middle].value, value) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    while (low + *count < index->count && strcmp(index->entries[low + *count].value, value) == 0)
        ++*count;
    return &index->entries[low];
}

struct hsds_row *index_row(const struct hsds_index *index, const char *value)
{
    size_t count;
    const struct hsds_entry *entries = index_find(index, value, &count);
    return count > 0 ? entries->row : NULL;
}

/* When all is read. */

static void complete_row(struct hsds_row *row, const struct hsds_row *from)
{
    for (int column = HSDS_ID; column < HSDS_COLUMN_COUNT; column++)
        if (!row->values[column])
            row->values[column] = from->values[column];
}

void source_settle(struct hsds_source *source)
{
    static const enum hsds_table identified[] = {HSDS_ORGANIZATION, HSDS_SERVICE, HSDS_LOCATION,
                                                 HSDS_SERVICE_AT_LOCATION, HSDS_TAXONOMY_TERM};
    for (size_t i = 0; i < sizeof(identified) / sizeof(*identified); i++) {
        struct hsds_index index = source_index(source, identified[i], HSDS_ID);
        struct hsds_row *first = NULL;
        for (size_t k = 0; k < index.count; k++) {
            struct hsds_row *row = index.entries[k].row;
            if (!first || strcmp(first->values[HSDS_ID], row->values[HSDS_ID]) != 0) {
                first = row;
                continue;
            }
            row->set_aside = true;
            if (row->place.pointer)
                complete_row(first, row);
            else
                row_remark(source, REMARK_REJECTED, identified[i], row, "id", "occurs a second time");
        }
    }
    source->partial |= source->announced > source->listed;
}
