/* SPDX-License-Identifier: EUPL-1.2 */
#include "cell.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "message_field.h"

const struct message_field *cell_field(const struct message_type *type, const char *name)
{
    const struct message_field *field = type->fields;
    while (strcmp(field->name, name) != 0) {
        field++;
        assert(field < type->fields + type->count);
    }
    return field;
}

const char *cell_check(const struct message_type *type, const void *message, const char *name, struct arena *arena)
{
    const struct message_type only = {
        .name = type->name, .size = type->size, .fields = cell_field(type, name), .count = 1};
    struct buffer buffer = {0};
    struct message_error error;
    message_encode(&only, message, &buffer);
    void *decoded = arena_alloc(arena, type->size);
    int rc =
        message_decode(&only, (struct bytes){buffer.data, buffer.size}, MESSAGE_STRICT, arena, decoded, NULL, &error);
    buffer_free(&buffer);
    return rc ? error.reason : NULL;
}

static bool take_integer(const struct message_field *field, void *message, const char *text)
{
    char *end;
    errno = 0;
    int64_t value = strtoll(text, &end, 10);
    if (errno || *end != '\0')
        return false;
    field_store(field, message, &value, sizeof(value));
    field_set_has(field, message, true);
    return true;
}

static bool take_number(const struct message_field *field, void *message, const char *text)
{
    char *end;
    double value = strtod(text, &end);
    if (*end != '\0' || text[strspn(text, "+-0123456789.eE")] != '\0') /* no hexadecimal, no nan */
        return false;
    field_store(field, message, &value, sizeof(value));
    field_set_has(field, message, true);
    return true;
}

static bool take_enum(const struct message_field *field, void *message, const char *text)
{
    int value = message_enum_value(field->values, text);
    field_store(field, message, &value, sizeof(value));
    return value != 0;
}

void cell_clear(const struct message_type *type, void *message, const char *name)
{
    static const char *const no_text;
    const struct message_field *field = cell_field(type, name);
    if (field->kind == MESSAGE_TEXT)
        field_store(field, message, &no_text, sizeof(no_text));
    field_set_has(field, message, false);
}

const char *cell_take(const struct message_type *type, void *message, const char *name, const char *text,
                      struct arena *arena)
{
    const struct message_field *field = cell_field(type, name);
    switch (field->kind) {
    case MESSAGE_TEXT:
        field_store(field, message, &text, sizeof(text));
        break;
    case MESSAGE_INTEGER:
        if (!take_integer(field, message, text))
            return "must be a whole number";
        break;
    case MESSAGE_NUMBER:
        if (!take_number(field, message, text))
            return "must be a number";
        break;
    case MESSAGE_ENUM:
        return take_enum(field, message, text) ? NULL : "is none of the values of the contract";
    default:
        abort(); /* no other kind stands in a cell */
    }
    const char *reason = cell_check(type, message, name, arena);
    if (reason)
        cell_clear(type, message, name);
    return reason;
}
