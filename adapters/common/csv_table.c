/* SPDX-License-Identifier: EUPL-1.2 */
#include "csv_table.h"

#include <csv.h>
#include <string.h>

#include "error.h"

struct reading {
    const struct csv_table *table;
    struct arena *arena;
    bool wanted[CSV_TABLE_COLUMNS];
    size_t column_count; /* of the header; 0 until it is read */
    size_t line;         /* where the parser stands */
    size_t row_line;     /* where the row begins */
    size_t fields;       /* of this row so far */
    bool nul, filled;
    bool is_cut; /* the text ends in the middle of a row */
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
    const struct csv_table *table = reading->table;
    const char *text = field;
    size_t index = reading->fields++;
    if (index == 0) {
        reading->row_line = reading->line;
        reading->nul = reading->filled = false;
        if (reading->column_count > 0)
            table->begin(table->closure, reading->line);
    }
    reading->line += count_lines(text, size);
    if (index >= CSV_TABLE_COLUMNS)
        return;
    if (reading->column_count == 0) {
        reading->wanted[index] = table->column(table->closure, index, arena_copy(reading->arena, text, size));
        return;
    }
    reading->nul |= memchr(text, '\0', size) != NULL;
    for (size_t i = 0; i < size && !reading->filled; i++)
        reading->filled = text[i] != ' ';
    if (index < reading->column_count && reading->wanted[index])
        table->cell(table->closure, index, text, size);
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
    reading->is_cut = terminator < 0 && reading->fields > 0 && reading->fields < reading->column_count;
    if (reading->fields > 0 && reading->column_count == 0)
        reading->column_count = reading->fields;
    else if (reading->fields > 0)
        reading->table->end(reading->table->closure, fault_of_row(reading));
    reading->fields = 0;
    /* CR LF reports twice, the second time without fields */
    if (terminator == '\n')
        reading->line++;
}

int csv_table_read(const struct csv_table *table, const char *text, size_t size, struct arena *arena,
                   const char **fault)
{
    struct reading reading = {.table = table, .arena = arena, .line = 1};
    if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) { /* a byte order mark */
        text += 3;
        size -= 3;
    }
    if (size >= 2 && (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0)) {
        *fault = arena_print(arena, "%s: is UTF-16, and must be UTF-8", table->name);
        return -EBADMSG;
    }
    struct csv_parser parser;
    csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL | CSV_APPEND_NULL);
    int rc = 0;
    if (csv_parse(&parser, text, size, take_field, end_row, &reading) != size ||
        csv_fini(&parser, take_field, end_row, &reading) != 0) {
        bool malformed = csv_error(&parser) == CSV_EPARSE;
        rc = malformed ? -EBADMSG : -ENOMEM;
        *fault = arena_print(arena, "%s:%zu: %s", table->name, reading.fields > 0 ? reading.row_line : reading.line,
                             malformed ? "the row that begins here is no CSV (check its quotes)"
                                       : csv_strerror(csv_error(&parser)));
    } else if (reading.is_cut) {
        rc = -EBADMSG;
        *fault = arena_print(arena, "%s:%zu: the file ends in the middle of this row", table->name, reading.row_line);
    } else if (reading.column_count > CSV_TABLE_COLUMNS) {
        rc = -EBADMSG;
        *fault = arena_print(arena, "%s:1: more than %d columns", table->name, CSV_TABLE_COLUMNS);
    }
    csv_free(&parser);
    return rc;
}
