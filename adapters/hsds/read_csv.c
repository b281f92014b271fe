/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A CSV table (RFC 4180; libcsv takes it apart). A row that does not fit the header is rejected; a file that is no CSV
 * from some line on is refused as a whole, since what follows would be missing and so look withdrawn.
 */
#include <csv.h>
#include <string.h>

#include "error.h"
#include "layout.h"

#define COLUMNS_MAXIMUM 512

struct reading {
    struct hsds_source *source;
    enum hsds_table table;
    const char *file;
    enum hsds_column columns[COLUMNS_MAXIMUM];
    size_t column_count; /* of the header; 0 until it is read */
    size_t line;         /* where the parser stands */
    size_t row_line;     /* where the row begins */
    size_t fields;       /* of this row so far */
    struct hsds_row *row;
    bool nul, filled;
};

static size_t count_lines(const char *text, size_t size)
{
    size_t lines = 0;
    for (const char *at = text, *end = text + size; (at = memchr(at, '\n', (size_t) (end - at))); at++)
        lines++;
    return lines;
}

static void take_field(void *field, size_t size, void *closure)
{
    struct reading *reading = closure;
    struct hsds_source *source = reading->source;
    const char *text = field;
    size_t index = reading->fields++;
    if (index == 0) {
        reading->row_line = reading->line;
        reading->nul = reading->filled = false;
        reading->row = source_row(source, (struct hsds_place){.file = reading->file, .line = reading->line});
    }
    reading->line += count_lines(text, size);
    if (index >= COLUMNS_MAXIMUM)
        return;
    if (reading->column_count == 0) {
        reading->columns[index] = layout_column(reading->table, arena_copy(&source->arena, text, size));
        return;
    }
    reading->nul |= memchr(text, '\0', size) != NULL;
    for (size_t i = 0; i < size && !reading->filled; i++)
        reading->filled = text[i] != ' ';
    if (index < reading->column_count && reading->columns[index] != HSDS_NO_COLUMN)
        row_set(source, reading->row, reading->columns[index], text, size);
}

static const char *fault_of_row(const struct reading *reading)
{
    if (reading->fields != reading->column_count)
        return "has more or fewer columns than the header";
    if (reading->nul)
        return "contains a NUL byte";
    if (!reading->filled)
        return "is empty";
    return NULL;
}

static void end_row(int terminator, void *closure)
{
    struct reading *reading = closure;
    if (reading->fields > 0 && reading->column_count == 0) {
        reading->column_count = reading->fields;
    } else if (reading->fields > 0) {
        const char *fault = fault_of_row(reading);
        if (fault)
            row_remark(reading->source, HSDS_REJECTED, reading->table, reading->row, NULL, fault);
        else
            source_add(reading->source, reading->table, reading->row);
    }
    reading->fields = 0;
    /* CR LF reports twice, the second time without fields */
    if (terminator == '\n')
        reading->line++;
}

static bool has_column(const struct reading *reading, enum hsds_column column)
{
    for (size_t i = 0; i < reading->column_count; i++)
        if (reading->columns[i] == column)
            return true;
    return false;
}

int source_read_csv(struct hsds_source *source, enum hsds_table table, const char *name, const char *text, size_t size)
{
    struct reading reading = {
        .source = source, .table = table, .file = arena_copy(&source->arena, name, strlen(name)), .line = 1};
    if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) { /* a byte order mark */
        text += 3;
        size -= 3;
    }
    struct csv_parser parser;
    csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL | CSV_APPEND_NULL);
    int rc = 0;
    if (csv_parse(&parser, text, size, take_field, end_row, &reading) != size ||
        csv_fini(&parser, take_field, end_row, &reading) != 0) {
        size_t line = reading.fields > 0 ? reading.row_line : reading.line;
        rc = csv_error(&parser) == CSV_EPARSE
                 ? source_fault(source, -EBADMSG, "%s:%zu: the row that begins here is no CSV (check its quotes)", name,
                                line)
                 : source_fault(source, -ENOMEM, "%s:%zu: %s", name, line, csv_strerror(csv_error(&parser)));
    } else if (reading.column_count > COLUMNS_MAXIMUM) {
        rc = source_fault(source, -EBADMSG, "%s:1: more than %d columns", name, COLUMNS_MAXIMUM);
    } else if (table == HSDS_SERVICE && (!has_column(&reading, HSDS_ID) || !has_column(&reading, HSDS_NAME))) {
        rc = source_fault(source, -ENOTSUP, "%s:1: no table of HSDS services: no column id or no column name", name);
    }
    csv_free(&parser);
    return rc;
}
