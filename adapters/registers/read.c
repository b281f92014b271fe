/* SPDX-License-Identifier: EUPL-1.2 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "csv_table.h"
#include "error.h"
#include "file.h"
#include "format.h"
#include "json_lines.h"
#include "row.h"

void register_source_begin(struct register_source *source, const struct register_format *format)
{
    *source = (struct register_source){.format = format};
    source->remarks.arena = &source->arena;
    source->stated = ARENA_ARRAY(&source->arena, bool, format->column_count);
}

void register_source_free(struct register_source *source)
{
    arena_free(&source->arena);
}

const struct register_value *register_value(const struct register_source *source, const struct register_row *row,
                                            const struct register_column *column)
{
    return &row->values[column - source->format->columns];
}

const char *register_row_name(const struct register_row *row)
{
    return row->values[0].text;
}

static struct register_row *new_row(struct register_source *source, struct source_place place)
{
    struct register_row *row = arena_zero(&source->arena, sizeof(*row));
    row->place = place;
    row->values = ARENA_ARRAY(&source->arena, struct register_value, source->format->column_count);
    return row;
}

static void add_row(struct register_source *source, struct register_row *row)
{
    *(source->last ? &source->last->next : &source->first) = row;
    source->last = row;
    source->count++;
}

static void reject(struct register_source *source, struct source_place place, const char *reason)
{
    remark_add(&source->remarks,
               &(struct remark){.kind = REMARK_REJECTED, .table = "record", .place = place, .reason = reason});
}

static int too_many(struct register_source *source, const char *name)
{
    source->fault = arena_print(&source->arena, "%s: more than %d records", name, REGISTER_MOST_RECORDS);
    return -EBADMSG;
}

/* Without blanks at the ends; NULL when nothing is left. */
static const char *trimmed(struct arena *arena, const char *text, size_t size)
{
    while (size > 0 && isspace((unsigned char) *text)) {
        text++;
        size--;
    }
    while (size > 0 && isspace((unsigned char) text[size - 1]))
        size--;
    return size > 0 ? arena_copy(arena, text, size) : NULL;
}

/* JSON. */

/* A text, or a number as one; NULL for anything else. */
static const char *json_text(struct arena *arena, const json_t *value)
{
    if (json_is_string(value))
        return trimmed(arena, json_string_value(value), json_string_length(value));
    if (json_is_integer(value))
        return arena_print(arena, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    if (json_is_real(value))
        return arena_print(arena, "%.17g", json_real_value(value));
    return NULL;
}

static void read_item(struct arena *arena, const struct register_column *column, const json_t *value,
                      struct register_item *item)
{
    if (!json_is_object(value))
        item->cells[0] = json_text(arena, value);
    for (size_t i = 0; json_is_object(value) && column->items && column->items[i].key; i++)
        item->cells[i] = json_text(arena, json_object_get(value, column->items[i].key));
}

static void read_value(struct arena *arena, const struct register_column *column, const json_t *json,
                       struct register_value *value)
{
    size_t i;
    const json_t *element;
    if (!json_is_array(json)) {
        value->text = json_text(arena, json);
        return;
    }
    value->items = ARENA_ARRAY(arena, struct register_item, json_array_size(json));
    json_array_foreach(json, i, element)
    {
        read_item(arena, column, element, &value->items[i]);
    }
    value->count = json_array_size(json);
}

static void read_record(struct register_source *source, struct source_place place, const json_t *record)
{
    const char *key;
    json_t *json;
    if (!json_is_object(record)) {
        reject(source, place, "is no JSON object");
        return;
    }
    struct register_row *row = new_row(source, place);
    json_object_foreach((json_t *) record, key, json)
    {
        size_t column = register_column(source->format, key);
        if (column == source->format->column_count)
            continue;
        source->stated[column] = true;
        struct register_value *value = &row->values[column];
        if (!value->text && value->count == 0) /* not yet under its other name */
            read_value(&source->arena, &source->format->columns[column], json, value);
    }
    add_row(source, row);
}

/* Each bracket is an object or a list in memory, many times as large as it is here; those within texts count as well. */
static bool has_too_many_brackets(const char *text, size_t size)
{
    enum { MOST = 40 * REGISTER_MOST_RECORDS };
    size_t count = 0;
    for (size_t i = 0; i < size && count <= MOST; i++)
        count += text[i] == '{' || text[i] == '[';
    return count > MOST;
}

int register_read_json(struct register_source *source, const char *name, const char *text, size_t size)
{
    struct arena *arena = &source->arena;
    json_error_t error;
    if (has_too_many_brackets(text, size))
        return too_many(source, name);
    json_t *document = json_loadb(text, size, JSON_REJECT_DUPLICATES, &error);
    if (!document) {
        source->fault = arena_print(arena, "%s:%d: %s", name, error.line, error.text);
        return -EBADMSG;
    }
    const char *within = json_is_object(document) ? source->format->list : NULL;
    const json_t *list = within ? json_object_get(document, within) : document, *record;
    int rc = 0;
    if (json_array_size(list) > REGISTER_MOST_RECORDS) {
        rc = too_many(source, name);
    } else if (json_is_array(list)) {
        struct json_lines lines = json_lines_find(document, text, size, arena);
        size_t i;
        json_array_foreach(list, i, record)
        {
            size_t line = json_line(&lines, record); /* of the list for what is no object */
            struct source_place place = {.file = name, .line = line > 0 ? line : json_line(&lines, list)};
            place.pointer = arena_print(arena, "%s%s/%zu", within ? "/" : "", within ? within : "", i);
            read_record(source, place, record);
        }
    } else {
        source->fault =
            arena_print(arena, "%s: neither a list of records nor an object with the list \"%s\"", name, within);
        rc = -EBADMSG;
    }
    json_decref(document);
    return rc;
}

/* CSV. */

struct reading {
    struct register_source *source;
    const char *file;
    size_t columns[CSV_TABLE_COLUMNS];
    size_t count; /* rows begun */
    struct register_row *row;
};

static bool take_column(void *closure, size_t index, const char *name)
{
    struct reading *reading = closure;
    const struct register_format *format = reading->source->format;
    size_t column = register_column(format, name);
    reading->columns[index] = column;
    if (column < format->column_count)
        reading->source->stated[column] = true;
    return column < format->column_count;
}

static void begin_row(void *closure, size_t line)
{
    struct reading *reading = closure;
    if (reading->count++ < REGISTER_MOST_RECORDS) /* else the last one is written over: none of them counts */
        reading->row = new_row(reading->source, (struct source_place){.file = reading->file, .line = line});
}

static void take_cell(void *closure, size_t index, const char *text, size_t size)
{
    struct reading *reading = closure;
    struct register_value *value = &reading->row->values[reading->columns[index]];
    if (!value->text)
        value->text = trimmed(&reading->source->arena, text, size);
}

static void end_row(void *closure, const char *fault)
{
    struct reading *reading = closure;
    if (reading->count > REGISTER_MOST_RECORDS)
        return;
    if (fault)
        reject(reading->source, reading->row->place, fault);
    else
        add_row(reading->source, reading->row);
}

int register_read_csv(struct register_source *source, const char *name, const char *text, size_t size)
{
    struct reading reading = {.source = source, .file = name};
    const struct csv_table table = {
        .name = name,
        .column = take_column,
        .begin = begin_row,
        .cell = take_cell,
        .end = end_row,
        .closure = &reading,
    };
    int rc = csv_table_read(&table, text, size, &source->arena, &source->fault);
    return !rc && reading.count > REGISTER_MOST_RECORDS ? too_many(source, name) : rc;
}

/* Reads into a source that has begun. */
static int read_text(struct register_source *source, const char *name, const char *text, size_t size)
{
    name = arena_copy(&source->arena, name, strlen(name));
    int rc = file_has_extension(name, ".csv") ? register_read_csv(source, name, text, size)
                                              : register_read_json(source, name, text, size);
    /* the name is the first column of each register; what has none would look as if all records were withdrawn */
    if (!rc && source->first && !source->stated[0]) {
        source->fault = arena_print(&source->arena, "%s: no record has a column %s or %s: is it of this register?",
                                    name, source->format->columns[0].key, source->format->columns[0].alias);
        rc = -EBADMSG;
    }
    if (!rc && !source->first && source->remarks.counts[REMARK_REJECTED] == 0) {
        source->fault = arena_print(&source->arena, "%s: there is no record in it", name);
        rc = -EBADMSG;
    }
    return rc;
}

int register_read_text(struct register_source *source, const struct register_format *format, const char *name,
                       const char *text, size_t size)
{
    register_source_begin(source, format);
    return read_text(source, name, text, size);
}

int register_read(struct register_source *source, const struct register_format *format, const char *path)
{
    char *text;
    size_t size;
    register_source_begin(source, format);
    int rc = file_read(path, &text, &size, &source->arena, &source->fault);
    if (!rc)
        rc = read_text(source, file_name(path), text, size);
    free(text);
    return rc;
}
