/* SPDX-License-Identifier: EUPL-1.2 */
#include "message.h"

#include <assert.h>

#include "cursor.h"
#include "message_field.h"

bool field_is_present(const struct message_field *field, const void *message)
{
    if (field->required)
        return true;
    switch (field->kind) {
    case MESSAGE_INTEGER:
    case MESSAGE_NUMBER:
    case MESSAGE_BOOLEAN: {
        bool has;
        memcpy(&has, (const char *) message + field->has_offset, sizeof(has));
        return has;
    }
    case MESSAGE_ENUM:
    case MESSAGE_SET: {
        uint32_t value;
        field_load(field, message, &value, sizeof(value));
        return value != 0;
    }
    case MESSAGE_OBJECTS:
    case MESSAGE_TEXTS: {
        struct list list;
        field_load(field, message, &list, sizeof(list));
        return list.count > 0;
    }
    case MESSAGE_TEXT:
    case MESSAGE_OBJECT:
    case MESSAGE_BINARY:
    case MESSAGE_RAW: { /* struct bytes begins with its pointer */
        const void *pointer;
        field_load(field, message, &pointer, sizeof(pointer));
        return pointer != NULL;
    }
    }
    return false;
}

static const uint8_t field_sizes[] = {
    [MESSAGE_TEXT] = sizeof(const char *),
    [MESSAGE_BINARY] = sizeof(struct bytes),
    [MESSAGE_RAW] = sizeof(struct bytes),
    [MESSAGE_INTEGER] = sizeof(int64_t),
    [MESSAGE_NUMBER] = sizeof(double),
    [MESSAGE_BOOLEAN] = sizeof(bool),
    [MESSAGE_ENUM] = sizeof(int),
    [MESSAGE_SET] = sizeof(uint32_t),
    [MESSAGE_OBJECT] = sizeof(const void *),
    [MESSAGE_OBJECTS] = sizeof(struct list),
    [MESSAGE_TEXTS] = sizeof(struct text_list),
};

static void clear_field(const struct message_field *field, void *message)
{
    memset((char *) message + field->offset, 0, field_sizes[field->kind]);
    field_set_has(field, message, false);
}

void message_assign(const struct message_type *to_type, void *to, const struct message_type *from_type,
                    const void *from)
{
    for (const struct message_field *field = to_type->fields; field < to_type->fields + to_type->count; field++) {
        const struct message_field *same = from_type->fields;
        while (same < from_type->fields + from_type->count && strcmp(same->name, field->name) != 0)
            same++;
        if (same == from_type->fields + from_type->count)
            continue;
        assert(same->kind == field->kind && same->type == field->type && same->values == field->values);
        if (field->kind == MESSAGE_OBJECT && (field->required || same->required)) {
            assert(field->required == same->required);
            memcpy((char *) to + field->offset, (const char *) from + same->offset, field->type->size);
        } else {
            memcpy((char *) to + field->offset, (const char *) from + same->offset, field_sizes[field->kind]);
            field_set_has(field, to, field_is_present(same, from));
        }
    }
}

bool message_equal(const struct message_type *type, const void *a, const void *b)
{
    struct buffer first = {0}, second = {0};
    message_encode(type, a, &first);
    message_encode(type, b, &second);
    bool equal = first.size == second.size && memcmp(first.data, second.data, first.size) == 0;
    buffer_free(&first);
    buffer_free(&second);
    return equal;
}

void message_withhold(const struct message_type *type, void *message, uint32_t permitted)
{
    for (const struct message_field *field = type->fields; field < type->fields + type->count; field++) {
        if (!field_is_present(field, message))
            continue;
        if (field->category & ~permitted) {
            clear_field(field, message);
        } else if (field->kind == MESSAGE_OBJECT) {
            message_withhold(field->type, (void *) field_object(field, message), permitted);
        } else if (field->kind == MESSAGE_OBJECTS) {
            struct list list;
            field_load(field, message, &list, sizeof(list));
            for (size_t i = 0; i < list.count; i++)
                message_withhold(field->type, (void *) list_object(&list, field->type, i), permitted);
        }
    }
}

uint32_t message_categories(const struct message_type *type, const void *message)
{
    uint32_t categories = 0;
    for (const struct message_field *field = type->fields; field < type->fields + type->count; field++) {
        if (!field_is_present(field, message))
            continue;
        categories |= field->category;
        if (field->kind == MESSAGE_OBJECT) {
            categories |= message_categories(field->type, field_object(field, message));
        } else if (field->kind == MESSAGE_OBJECTS) {
            struct list list;
            field_load(field, message, &list, sizeof(list));
            for (size_t i = 0; i < list.count; i++)
                categories |= message_categories(field->type, list_object(&list, field->type, i));
        }
    }
    return categories;
}

size_t message_scan(struct bytes from)
{
    struct cursor cursor = cursor_over(from);
    return cursor_skip(&cursor, MESSAGE_DEPTH) ? from.size - cursor_left(&cursor) : 0;
}

const char *message_enum_text(const struct message_enum *values, int value)
{
    return value >= 1 && (size_t) value <= values->count ? values->names[value - 1] : NULL;
}

int message_enum_value(const struct message_enum *values, const char *text)
{
    for (size_t i = 0; i < values->count; i++) {
        if (strcmp(values->names[i], text) == 0)
            return (int) i + 1;
    }
    return 0;
}
