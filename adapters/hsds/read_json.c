/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * JSON of HSDS 3.0: a record with others nested in it, a page of such records, or the tabular form ("services.csv": […]).
 * All become rows of tables, a nested record with a link to the one around it.
 */
#include <jansson.h>
#include <string.h>

#include "error.h"
#include "json_lines.h"
#include "layout.h"

#define DEPTH_MAXIMUM 16 /* of records within records */

struct reading {
    struct hsds_source *source;
    const char *file;
    struct json_lines lines;
};

/* of: the record; in: the array it stands in, NULL for none, whose line is given for what is no record at all. */
static struct source_place place_of(const struct reading *reading, const json_t *of, const json_t *in,
                                    const char *pointer)
{
    size_t line = json_line(&reading->lines, of);
    return (struct source_place){reading->file, line > 0 ? line : json_line(&reading->lines, in), pointer};
}

static void set_value(struct hsds_source *source, struct hsds_row *row, enum hsds_column column, const json_t *value)
{
    char number[32];
    switch (json_typeof(value)) {
    case JSON_STRING:
        row_set(source, row, column, json_string_value(value), json_string_length(value));
        break;
    case JSON_INTEGER:
        row_set(source, row, column, number,
                (size_t) snprintf(number, sizeof(number), "%" JSON_INTEGER_FORMAT, json_integer_value(value)));
        break;
    case JSON_REAL:
        row_set(source, row, column, number,
                (size_t) snprintf(number, sizeof(number), "%.17g", json_real_value(value)));
        break;
    default: /* no HSDS column that is read holds anything else */
        break;
    }
}

static struct hsds_row *read_record(struct reading *reading, enum hsds_table table, const json_t *record,
                                    struct source_place place, int depth);

/* Reads a nested record and links it with the one around it. */
static void read_nested(struct reading *reading, const struct hsds_nesting *nesting, struct hsds_row *parent,
                        const json_t *record, struct source_place place, int depth)
{
    struct hsds_row *child = read_record(reading, nesting->child, record, place, depth);
    if (child && nesting->child_link != HSDS_NO_COLUMN && !child->values[nesting->child_link])
        child->values[nesting->child_link] = parent->values[HSDS_ID];
    if (child && nesting->parent_link != HSDS_NO_COLUMN && !parent->values[nesting->parent_link])
        parent->values[nesting->parent_link] = child->values[HSDS_ID];
}

static struct hsds_row *read_record(struct reading *reading, enum hsds_table table, const json_t *record,
                                    struct source_place place, int depth)
{
    struct hsds_source *source = reading->source;
    struct hsds_row *row = source_row(source, place);
    if (!json_is_object(record) || depth > DEPTH_MAXIMUM) {
        row_remark(source, REMARK_REJECTED, table, row, NULL,
                   json_is_object(record) ? "is nested too deeply" : "is no JSON object");
        return NULL;
    }
    const char *key;
    json_t *value;
    json_object_foreach((json_t *) record, key, value)
    {
        enum hsds_column column = layout_column(table, key);
        if (column != HSDS_NO_COLUMN)
            set_value(source, row, column, value);
    }
    source_add(source, table, row);
    for (const struct hsds_nesting *nesting = layout_nestings; nesting->key; nesting++) {
        const json_t *nested = nesting->parent == table ? json_object_get(record, nesting->key) : NULL;
        if (!nested)
            continue;
        const char *pointer = arena_print(&source->arena, "%s/%s", place.pointer, nesting->key);
        if (json_is_object(nested))
            read_nested(reading, nesting, row, nested, place_of(reading, nested, NULL, pointer), depth + 1);
        for (size_t i = 0; i < json_array_size(nested); i++) {
            const json_t *item = json_array_get(nested, i);
            read_nested(reading, nesting, row, item,
                        place_of(reading, item, nested, arena_print(&source->arena, "%s/%zu", pointer, i)), depth + 1);
        }
    }
    return row;
}

static enum hsds_table table_of(const json_t *record)
{
    for (const struct hsds_signature *signature = layout_signatures; signature->key; signature++)
        if (json_object_get(record, signature->key))
            return signature->table;
    return HSDS_NO_TABLE;
}

/* What carries no signature is not imported: taxonomies, programs, the description of an API. */
static enum hsds_table read_known(struct reading *reading, const json_t *record, const char *pointer)
{
    enum hsds_table table = table_of(record);
    if (table != HSDS_NO_TABLE)
        read_record(reading, table, record, place_of(reading, record, NULL, pointer), 0);
    return table;
}

/* A page of a list, which may say how many items all its pages have. */
static void read_page(struct reading *reading, const json_t *document, const json_t *contents, const char *pointer)
{
    enum hsds_table table = HSDS_NO_TABLE;
    for (size_t i = 0; i < json_array_size(contents); i++)
        table = read_known(reading, json_array_get(contents, i),
                           arena_print(&reading->source->arena, "%s/%zu", pointer, i));
    if (table != HSDS_SERVICE && table != HSDS_SERVICE_AT_LOCATION)
        return;
    json_int_t announced = json_integer_value(json_object_get(document, "total_items"));
    if (announced > reading->source->announced)
        reading->source->announced = announced;
    reading->source->listed += (int64_t) json_array_size(contents);
}

static bool read_tabular(struct reading *reading, const json_t *document)
{
    bool tabular = false;
    const char *key;
    json_t *rows;
    json_object_foreach((json_t *) document, key, rows)
    {
        size_t length = strlen(key), prefix;
        if (length <= 4 || strcmp(key + length - 4, ".csv") != 0)
            continue;
        tabular = true;
        enum hsds_table table = layout_table(arena_copy(&reading->source->arena, key, length - 4), &prefix);
        for (size_t i = 0; table != HSDS_NO_TABLE && i < json_array_size(rows); i++) {
            const json_t *row = json_array_get(rows, i);
            const char *pointer = arena_print(&reading->source->arena, "/%s/%zu", key, i);
            read_record(reading, table, row, place_of(reading, row, rows, pointer), 0);
        }
    }
    return tabular;
}

int source_read_json(struct hsds_source *source, const char *name, const char *text, size_t size)
{
    json_error_t error;
    json_t *document = json_loadb(text, size, JSON_REJECT_DUPLICATES, &error);
    if (!document)
        return source_fault(source, -EBADMSG, "%s:%d: %s", name, error.line, error.text);
    struct reading reading = {
        source,
        arena_copy(&source->arena, name, strlen(name)),
        json_lines_find(document, text, size, &source->arena),
    };
    json_t *contents = json_object_get(document, "contents");
    if (json_is_array(document))
        read_page(&reading, NULL, document, "");
    else if (contents)
        read_page(&reading, document, contents, "/contents");
    else if (!read_tabular(&reading, document) && read_known(&reading, document, "") != HSDS_NO_TABLE)
        source->partial = true; /* a single record is no directory */
    json_decref(document);
    return 0;
}
