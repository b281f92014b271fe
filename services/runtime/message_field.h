/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How a field lies in its struct. Members are read and written as bytes at an offset, since their types are only known
 * to the tables.
 */
#pragma once

#include <string.h>

#include "message.h"

/* What message.h's lists have in common: struct { T *items; size_t count; }. */
struct list {
    void *items;
    size_t count;
};

static inline void field_load(const struct message_field *field, const void *message, void *value, size_t size)
{
    memcpy(value, (const char *) message + field->offset, size);
}

static inline void field_store(const struct message_field *field, void *message, const void *value, size_t size)
{
    memcpy((char *) message + field->offset, value, size);
}

static inline void field_set_has(const struct message_field *field, void *message, bool has)
{
    if (field->has_offset != UINT16_MAX)
        memcpy((char *) message + field->has_offset, &has, sizeof(has));
}

/* The object of a present MESSAGE_OBJECT: inside of the struct when it is required, else behind a pointer. */
static inline const void *field_object(const struct message_field *field, const void *message)
{
    if (field->required)
        return (const char *) message + field->offset;
    const void *object;
    field_load(field, message, &object, sizeof(object));
    return object;
}

static inline const void *list_object(const struct list *list, const struct message_type *type, size_t index)
{
    return (const char *) list->items + index * type->size;
}

/* Whether there is something to be said of this field. What is required is there, be it an empty list. */
bool field_is_present(const struct message_field *field, const void *message);
