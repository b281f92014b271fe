/* SPDX-License-Identifier: EUPL-1.2 */
/* Lists: words of a set, tags, and items such as links, which have fields of their own. */
#include <string.h>
#include <strings.h>

#include "cell.h"
#include "conversion.h"
#include "format.h"
#include "message_field.h"

static void drop(struct register_source *source, const struct register_row *row, const struct register_entry *entry,
                 const char *field, const char *reason)
{
    remark_add(&source->remarks, &(struct remark){.kind = REMARK_DROPPED,
                                                  .table = "record",
                                                  .place = row->place,
                                                  .identifier = entry->identifier,
                                                  .field = field,
                                                  .reason = reason});
}

/* The texts of a value: a list of them, or one text with separators. */
static struct text_list texts_of(struct register_source *source, const struct register_value *value,
                                 const char *separators)
{
    struct text_list list = {0};
    size_t most = value->count;
    for (const char *at = value->text; at; at = strpbrk(at + 1, separators))
        most++;
    list.items = ARENA_ARRAY(&source->arena, const char *, most);
    for (size_t i = 0; i < value->count; i++)
        if (value->items[i].cells[0])
            list.items[list.count++] = value->items[i].cells[0];
    for (const char *at = value->text; at && *at;) {
        size_t blanks = strspn(at, " \t\r\n"), length;
        at += blanks;
        length = strcspn(at, separators);
        const char *next = at[length] ? at + length + 1 : at + length;
        while (length > 0 && strchr(" \t\r\n", at[length - 1]))
            length--;
        if (length > 0)
            list.items[list.count++] = arena_copy(&source->arena, at, length);
        at = next;
    }
    return list;
}

/* Words of a set. */

static const char *take_set(struct register_source *source, const struct register_row *row,
                            const struct register_column *column, struct register_entry *entry)
{
    struct text_list said = texts_of(source, register_value(source, row, column), ",;");
    uint32_t set = 0;
    for (size_t i = 0; i < said.count; i++) {
        const struct register_word *word = column->words;
        while (word->word && strcasecmp(word->word, said.items[i]) != 0)
            word++;
        if (word->word)
            set |= 1u << (word->value - 1);
        else
            drop(source, row, entry, column->key, "is none of the register's words");
    }
    field_store(cell_field(&pilots_record_type, column->field), &entry->record, &set, sizeof(set));
    return NULL;
}

static json_t *give_set(const struct register_column *column, const struct register_entry *entry)
{
    uint32_t set;
    field_load(cell_field(&pilots_record_type, column->field), &entry->record, &set, sizeof(set));
    json_t *list = json_array();
    for (const struct register_word *word = column->words; word->word; word++)
        if (set & 1u << (word->value - 1))
            json_array_append_new(list, json_string(word->word));
    return list;
}

const struct conversion conversion_set = {take_set, give_set};

/* Tags: one text, separated by commas. */

static const char *joined(const struct text_list *tags, struct arena *arena)
{
    const char *text = "";
    for (size_t i = 0; i < tags->count; i++)
        text = arena_print(arena, "%s%s%s", text, i > 0 ? ", " : "", tags->items[i]);
    return text;
}

static const char *take_tags(struct register_source *source, const struct register_row *row,
                             const struct register_column *column, struct register_entry *entry)
{
    const struct register_value *value = register_value(source, row, column);
    struct text_list said = texts_of(source, value, ",");
    struct pilots_record record = entry->record;
    if (value->text && strcmp(value->text, joined(&entry->record.tags, &source->arena)) == 0)
        return NULL; /* a tag of ours may contain a comma */
    record.tags = said;
    const char *reason = cell_check(&pilots_record_type, &record, column->field, &source->arena);
    if (!reason)
        entry->record.tags = said;
    return reason;
}

static json_t *give_tags(const struct register_column *column, const struct register_entry *entry)
{
    struct arena arena = {0};
    (void) column;
    json_t *text = entry->record.tags.count > 0 ? json_string(joined(&entry->record.tags, &arena)) : NULL;
    arena_free(&arena);
    return text;
}

const struct conversion conversion_tags = {take_tags, give_tags};

/* Items. */

/* The item of ours that has this name (the first of the item's fields) and has not been used. */
static const void *same_item(const struct register_column *column, const struct message_field *list_field,
                             const struct list *had, const char *name, bool *used)
{
    const struct message_field *field = cell_field(list_field->type, column->items[0].field);
    for (size_t i = 0; i < had->count; i++) {
        const void *item = list_object(had, list_field->type, i);
        const char *text = message_text_at(item, field->offset);
        if (!used[i] && text && strcmp(text, name) == 0) {
            used[i] = true;
            return item;
        }
    }
    return NULL;
}

/* An assessment is available where the register links to it; of one without a link it is known that it was made. */
static void settle_assessment(struct pilots_impact_assessment *item, const struct pilots_impact_assessment *had)
{
    const char *before = had && had->url ? had->url : "", *after = item->url ? item->url : "";
    if (!had || strcmp(before, after) != 0)
        item->availability = item->url ? PILOTS_AVAILABILITY_AVAILABLE : PILOTS_AVAILABILITY_CLAIMED;
}

/* Brings an item of ours to what the register says of it. NULL or why not. */
static const char *take_item(struct register_source *source, const struct register_row *row,
                             const struct register_column *column, const struct register_entry *entry,
                             const struct message_type *type, const struct register_item *said, void *item)
{
    for (size_t i = 0; column->items[i].key; i++) {
        const char *field = column->items[i].field, *reason = NULL;
        if (said->cells[i])
            reason = cell_take(type, item, field, said->cells[i], &source->arena);
        else
            cell_clear(type, item, field);
        if (reason && cell_field(type, field)->required)
            return reason;
        if (reason)
            drop(source, row, entry, column->items[i].key, reason);
    }
    return NULL;
}

static const char *take_items(struct register_source *source, const struct register_row *row,
                              const struct register_column *column, struct register_entry *entry)
{
    const struct register_value *value = register_value(source, row, column);
    const struct message_field *field = cell_field(&pilots_record_type, column->field);
    struct list had, list = {arena_zero(&source->arena, field->type->size * value->count), 0};
    if (value->text)
        return "is a text and should be a list";
    field_load(field, &entry->record, &had, sizeof(had));
    bool *used = ARENA_ARRAY(&source->arena, bool, had.count);
    for (size_t i = 0; i < value->count; i++) {
        const char *name = value->items[i].cells[0], *reason = name ? NULL : "has no name";
        void *item = (char *) list.items + list.count * field->type->size;
        const void *before = name ? same_item(column, field, &had, name, used) : NULL;
        memset(item, 0, field->type->size);
        if (before)
            memcpy(item, before, field->type->size);
        if (!reason)
            reason = list.count == (size_t) field->maximum
                         ? "is one more than a record can have"
                         : take_item(source, row, column, entry, field->type, &value->items[i], item);
        if (reason) {
            drop(source, row, entry, column->key, reason);
            continue;
        }
        if (field->type == &pilots_impact_assessment_type)
            settle_assessment(item, before);
        list.count++;
    }
    field_store(field, &entry->record, &list, sizeof(list));
    return NULL;
}

static json_t *give_items(const struct register_column *column, const struct register_entry *entry)
{
    const struct message_field *field = cell_field(&pilots_record_type, column->field);
    struct list had;
    field_load(field, &entry->record, &had, sizeof(had));
    json_t *list = json_array();
    for (size_t i = 0; i < had.count; i++) {
        json_t *item = json_object();
        for (const struct register_item_key *key = column->items; key->key; key++) {
            const char *text =
                message_text_at(list_object(&had, field->type, i), cell_field(field->type, key->field)->offset);
            json_object_set_new(item, key->key, text ? json_string(text) : json_null());
        }
        json_array_append_new(list, item);
    }
    return list;
}

const struct conversion conversion_items = {take_items, give_items};
