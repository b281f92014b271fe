/* SPDX-License-Identifier: EUPL-1.2 */
/* A CSV table of HSDS: rows as they stand, with the columns that are read. */
#include <string.h>

#include "csv_table.h"
#include "error.h"
#include "layout.h"

struct reading {
    struct hsds_source *source;
    enum hsds_table table;
    const char *file;
    enum hsds_column columns[CSV_TABLE_COLUMNS];
    bool found[HSDS_COLUMN_COUNT];
    struct hsds_row *row;
};

static bool take_column(void *closure, size_t index, const char *name)
{
    struct reading *reading = closure;
    enum hsds_column column = layout_column(reading->table, name);
    reading->columns[index] = column;
    reading->found[column] = true;
    return column != HSDS_NO_COLUMN;
}

static void begin_row(void *closure, size_t line)
{
    struct reading *reading = closure;
    reading->row = source_row(reading->source, (struct source_place){.file = reading->file, .line = line});
}

static void take_cell(void *closure, size_t index, const char *text, size_t size)
{
    struct reading *reading = closure;
    row_set(reading->source, reading->row, reading->columns[index], text, size);
}

static void end_row(void *closure, const char *fault)
{
    struct reading *reading = closure;
    if (fault)
        row_remark(reading->source, REMARK_REJECTED, reading->table, reading->row, NULL, fault);
    else
        source_add(reading->source, reading->table, reading->row);
}

int source_read_csv(struct hsds_source *source, enum hsds_table table, const char *name, const char *text, size_t size)
{
    struct reading reading = {.source = source, .table = table, .file = arena_copy(&source->arena, name, strlen(name))};
    const struct csv_table csv = {
        .name = name,
        .column = take_column,
        .begin = begin_row,
        .cell = take_cell,
        .end = end_row,
        .closure = &reading,
    };
    int rc = csv_table_read(&csv, text, size, &source->arena, &source->fault);
    if (!rc && table == HSDS_SERVICE && (!reading.found[HSDS_ID] || !reading.found[HSDS_NAME]))
        rc = source_fault(source, -ENOTSUP, "%s:1: no table of HSDS services: no column id or no column name", name);
    return rc;
}
