/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * MessagePack to structs, on hostile bytes. The types nest as deep as the contracts do and no deeper, lists are bounded
 * by the contract and by the bytes left, so there is no work and no memory beyond what the message itself is worth.
 *
 * Every read_… returns 0, or 1 once the error has been described. Where it happened is known from the trail: one frame
 * on the C stack for each object, so that a message without fault pays nothing for it.
 */
#include <stdio.h>

#include "cursor.h"
#include "message.h"
#include "message_field.h"
#include "message_text.h"

#define NO_ITEM SIZE_MAX
#define LONGEST_UNKNOWN_NAME 64
#define CUT_SHORT "is cut short or no MessagePack"

struct reader {
    struct cursor cursor;
    enum message_mode mode;
    struct arena *arena;
    struct message_error *error;
};

/* Where in the message the reader is: the field of an object, and the item of its list. */
struct trail {
    const struct trail *outer;
    const char *name;
    size_t name_length;
    size_t item;
};

static void append_path(struct message_error *error, size_t *used, const char *text, size_t length)
{
    static const char ellipsis[] = "…";
    if (*used + length + sizeof(ellipsis) <= sizeof(error->path)) {
        memcpy(error->path + *used, text, length);
        *used += length;
        error->path[*used] = '\0';
    } else if (*used < sizeof(error->path)) {
        memcpy(error->path + *used, ellipsis, sizeof(ellipsis));
        *used = sizeof(error->path);
    }
}

static void write_path(struct message_error *error, size_t *used, const struct trail *trail)
{
    if (!trail)
        return;
    write_path(error, used, trail->outer);
    if (*used > 0)
        append_path(error, used, ".", 1);
    append_path(error, used, trail->name, trail->name_length);
    if (trail->item != NO_ITEM) {
        char index[24];
        append_path(error, used, index, (size_t) snprintf(index, sizeof(index), "[%zu]", trail->item));
    }
}

static int refuse(struct reader *reader, const struct trail *trail, const char *reason)
{
    size_t used = 0;
    reader->error->path[0] = '\0';
    write_path(reader->error, &used, trail);
    reader->error->reason = reason;
    return 1;
}

static int check_bounds(struct reader *reader, const struct trail *trail, double value, double minimum, double maximum,
                        const char *unit)
{
    if (value >= minimum && value <= maximum)
        return 0;
    bool above = value > maximum;
    return refuse(
        reader, trail,
        arena_print(reader->arena, "must be at %s %.16g%s", above ? "most" : "least", above ? maximum : minimum, unit));
}

static int read_text(struct reader *reader, const struct trail *trail, const struct token *token,
                     enum message_format format, double minimum, double maximum, const char **text)
{
    if (token->kind != TOKEN_TEXT)
        return refuse(reader, trail, "must be text");
    size_t characters;
    if (!text_is_valid(token->data, token->count, &characters))
        return refuse(reader, trail, "must be valid UTF-8 without NUL");
    if (check_bounds(reader, trail, (double) characters, minimum, maximum, " characters"))
        return 1;
    const char *reason = text_take(format, (const char *) token->data, token->count, reader->arena, text);
    return reason ? refuse(reader, trail, reason) : 0;
}

static int read_binary(struct reader *reader, const struct trail *trail, const struct token *token,
                       const struct message_field *field, void *out)
{
    if (token->kind != TOKEN_BINARY)
        return refuse(reader, trail, "must be bytes");
    struct bytes bytes = {token->data, token->count};
    field_store(field, out, &bytes, sizeof(bytes));
    return check_bounds(reader, trail, (double) token->count, field->minimum, field->maximum, " bytes");
}

/* The cursor stands behind the first token of the value; start is where that began. */
static int read_raw(struct reader *reader, const struct trail *trail, const struct token *token, const uint8_t *start,
                    const struct message_field *field, void *out)
{
    if (token->kind != TOKEN_MAP)
        return refuse(reader, trail, "must be an object");
    reader->cursor.at = start;
    if (!cursor_skip(&reader->cursor, MESSAGE_DEPTH))
        return refuse(reader, trail, "is cut short, too deep, or no valid MessagePack");
    struct bytes bytes = {start, (size_t) (reader->cursor.at - start)};
    field_store(field, out, &bytes, sizeof(bytes));
    return 0;
}

static int read_integer(struct reader *reader, const struct trail *trail, const struct token *token,
                        const struct message_field *field, void *out)
{
    int64_t value;
    if (token->kind == TOKEN_INTEGER)
        value = token->integer;
    else if (token->kind == TOKEN_NUMBER && token->number >= -0x1p63 && token->number < 0x1p63 &&
             (double) (int64_t) token->number == token->number)
        value = (int64_t) token->number;
    else
        return refuse(reader, trail, token->kind == TOKEN_UNSIGNED ? "must be below 2^63" : "must be an integer");
    field_store(field, out, &value, sizeof(value));
    return check_bounds(reader, trail, (double) value, field->minimum, field->maximum, "");
}

static int read_number(struct reader *reader, const struct trail *trail, const struct token *token,
                       const struct message_field *field, void *out)
{
    double value;
    if (token->kind == TOKEN_NUMBER)
        value = token->number;
    else if (token->kind == TOKEN_INTEGER)
        value = (double) token->integer;
    else if (token->kind == TOKEN_UNSIGNED)
        value = (double) token->natural;
    else
        return refuse(reader, trail, "must be a number");
    field_store(field, out, &value, sizeof(value));
    return check_bounds(reader, trail, value, field->minimum, field->maximum, "");
}

static int read_boolean(struct reader *reader, const struct trail *trail, const struct token *token,
                        const struct message_field *field, void *out)
{
    if (token->kind != TOKEN_BOOLEAN)
        return refuse(reader, trail, "must be true or false");
    field_store(field, out, &token->boolean, sizeof(token->boolean));
    return 0;
}

static const char *one_of(struct arena *arena, const struct message_enum *values)
{
    const char *text = arena_print(arena, "must be one of %s", values->names[0]);
    for (size_t i = 1; i < values->count; i++)
        text = arena_print(arena, "%s, %s", text, values->names[i]);
    return text;
}

static int read_enum(struct reader *reader, const struct trail *trail, const struct token *token,
                     const struct message_enum *values, int *value)
{
    for (size_t i = 0; token->kind == TOKEN_TEXT && i < values->count; i++) {
        if (strlen(values->names[i]) == token->count && memcmp(values->names[i], token->data, token->count) == 0) {
            *value = (int) i + 1;
            return 0;
        }
    }
    return refuse(reader, trail, one_of(reader->arena, values));
}

/* The head of an array whose number of items is within the bounds of its field. */
static int check_array(struct reader *reader, const struct trail *trail, const struct token *token,
                       const struct message_field *field)
{
    if (token->kind != TOKEN_ARRAY)
        return refuse(reader, trail, "must be a list");
    return check_bounds(reader, trail, (double) token->count, field->minimum, field->maximum, " items");
}

static int read_set(struct reader *reader, struct trail *trail, const struct token *token,
                    const struct message_field *field, void *out)
{
    if (check_array(reader, trail, token, field))
        return 1;
    uint32_t set = 0;
    for (trail->item = 0; trail->item < token->count; trail->item++) {
        struct token item;
        int value;
        if (!cursor_next(&reader->cursor, &item))
            return refuse(reader, trail, CUT_SHORT);
        if (read_enum(reader, trail, &item, field->values, &value))
            return 1;
        if (set & 1u << (value - 1))
            return refuse(reader, trail, "stands twice in the list");
        set |= 1u << (value - 1);
    }
    trail->item = NO_ITEM;
    field_store(field, out, &set, sizeof(set));
    return 0;
}

static int read_texts(struct reader *reader, struct trail *trail, const struct token *token,
                      const struct message_field *field, void *out)
{
    if (check_array(reader, trail, token, field))
        return 1;
    struct text_list list = {ARENA_ARRAY(reader->arena, const char *, token->count), token->count};
    for (trail->item = 0; trail->item < token->count; trail->item++) {
        struct token item;
        if (!cursor_next(&reader->cursor, &item))
            return refuse(reader, trail, CUT_SHORT);
        if (read_text(reader, trail, &item, field->format, field->item_minimum, field->item_maximum,
                      &list.items[trail->item]))
            return 1;
    }
    trail->item = NO_ITEM;
    field_store(field, out, &list, sizeof(list));
    return 0;
}

static int read_object(struct reader *reader, const struct trail *outer, const struct token *token,
                       const struct message_type *type, void *out);

static int read_optional_object(struct reader *reader, const struct trail *trail, const struct token *token,
                                const struct message_field *field, void *out)
{
    void *object = arena_alloc(reader->arena, field->type->size);
    field_store(field, out, &object, sizeof(object));
    return read_object(reader, trail, token, field->type, object);
}

static int read_objects(struct reader *reader, struct trail *trail, const struct token *token,
                        const struct message_field *field, void *out)
{
    if (check_array(reader, trail, token, field))
        return 1;
    struct list list = {arena_alloc(reader->arena, token->count * field->type->size), token->count};
    for (trail->item = 0; trail->item < token->count; trail->item++) {
        struct token item;
        if (!cursor_next(&reader->cursor, &item))
            return refuse(reader, trail, CUT_SHORT);
        if (read_object(reader, trail, &item, field->type, (char *) list.items + trail->item * field->type->size))
            return 1;
    }
    trail->item = NO_ITEM;
    field_store(field, out, &list, sizeof(list));
    return 0;
}

static int read_field(struct reader *reader, struct trail *trail, const struct token *token, const uint8_t *start,
                      const struct message_field *field, void *out)
{
    switch (field->kind) {
    case MESSAGE_TEXT: {
        const char *text = NULL;
        int rc = read_text(reader, trail, token, field->format, field->minimum, field->maximum, &text);
        field_store(field, out, &text, sizeof(text));
        return rc;
    }
    case MESSAGE_ENUM: {
        int value = 0;
        int rc = read_enum(reader, trail, token, field->values, &value);
        field_store(field, out, &value, sizeof(value));
        return rc;
    }
    case MESSAGE_OBJECT:
        if (field->required)
            return read_object(reader, trail, token, field->type, (char *) out + field->offset);
        return read_optional_object(reader, trail, token, field, out);
    case MESSAGE_BINARY:
        return read_binary(reader, trail, token, field, out);
    case MESSAGE_RAW:
        return read_raw(reader, trail, token, start, field, out);
    case MESSAGE_INTEGER:
        return read_integer(reader, trail, token, field, out);
    case MESSAGE_NUMBER:
        return read_number(reader, trail, token, field, out);
    case MESSAGE_BOOLEAN:
        return read_boolean(reader, trail, token, field, out);
    case MESSAGE_SET:
        return read_set(reader, trail, token, field, out);
    case MESSAGE_OBJECTS:
        return read_objects(reader, trail, token, field, out);
    case MESSAGE_TEXTS:
        return read_texts(reader, trail, token, field, out);
    }
    return 0;
}

/* The index of the field called so, or the count of fields. Senders mostly keep the order of the contract: the one
 * expected next is tried first. */
static size_t find_field(const struct message_type *type, size_t expected, const struct token *name)
{
    for (size_t tried = 0, i = expected; tried < type->count; tried++, i++) {
        if (i >= type->count)
            i = 0;
        if (type->fields[i].name_length == name->count && memcmp(type->fields[i].name, name->data, name->count) == 0)
            return i;
    }
    return type->count;
}

static int pass_unknown(struct reader *reader, struct trail *trail, const struct token *name)
{
    /* The sender's own word is repeated only if it can be a name, not whatever was put in its place. */
    const char *ignored;
    if (name->count > LONGEST_UNKNOWN_NAME ||
        text_take(FORMAT_NAME, (const char *) name->data, name->count, reader->arena, &ignored) != NULL) {
        trail->name = "?";
        trail->name_length = 1;
    }
    if (reader->mode == MESSAGE_STRICT)
        return refuse(reader, trail, "is not a field of this message");
    return cursor_skip(&reader->cursor, MESSAGE_DEPTH) ? 0 : refuse(reader, trail, CUT_SHORT);
}

static int check_required(struct reader *reader, struct trail *trail, const struct message_type *type, uint64_t present)
{
    for (size_t i = 0; i < type->count; i++) {
        if (type->fields[i].required && !(present & (uint64_t) 1 << i)) {
            trail->name = type->fields[i].name;
            trail->name_length = type->fields[i].name_length;
            return refuse(reader, trail, "is required");
        }
    }
    return 0;
}

static int read_object(struct reader *reader, const struct trail *outer, const struct token *token,
                       const struct message_type *type, void *out)
{
    memset(out, 0, type->size);
    if (token->kind != TOKEN_MAP)
        return refuse(reader, outer, "must be an object");
    uint64_t seen = 0, present = 0; /* by index of the field; the generator allows 64 */
    size_t expected = 0;
    struct trail trail = {outer, NULL, 0, NO_ITEM};
    for (size_t pair = 0; pair < token->count; pair++) {
        struct token name, value;
        if (!cursor_next(&reader->cursor, &name))
            return refuse(reader, outer, CUT_SHORT);
        if (name.kind != TOKEN_TEXT)
            return refuse(reader, outer, "must have names of fields as its keys");
        trail.name = (const char *) name.data;
        trail.name_length = name.count;
        size_t index = find_field(type, expected, &name);
        if (index == type->count) {
            if (pass_unknown(reader, &trail, &name))
                return 1;
            continue;
        }
        expected = index + 1;
        if (seen & (uint64_t) 1 << index)
            return refuse(reader, &trail, "stands twice in the same object");
        seen |= (uint64_t) 1 << index;
        const uint8_t *start = reader->cursor.at;
        if (!cursor_next(&reader->cursor, &value))
            return refuse(reader, &trail, CUT_SHORT);
        if (value.kind == TOKEN_NIL || value.kind == TOKEN_EXTENSION)
            continue;
        if (read_field(reader, &trail, &value, start, &type->fields[index], out))
            return 1;
        field_set_has(&type->fields[index], out, true);
        present |= (uint64_t) 1 << index;
    }
    return check_required(reader, &trail, type, present);
}

int message_decode(const struct message_type *type, struct bytes from, enum message_mode mode, struct arena *arena,
                   void *out, size_t *used, struct message_error *error)
{
    struct reader reader = {cursor_over(from), mode, arena, error};
    struct token token;
    memset(out, 0, type->size);
    if (!cursor_next(&reader.cursor, &token))
        return refuse(&reader, NULL, CUT_SHORT);
    if (read_object(&reader, NULL, &token, type, out))
        return 1;
    if (used)
        *used = from.size - cursor_left(&reader.cursor);
    else if (cursor_left(&reader.cursor) > 0)
        return refuse(&reader, NULL, "is followed by something else");
    return 0;
}
