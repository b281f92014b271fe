/* SPDX-License-Identifier: EUPL-1.2 */
#include "query.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "packer.h"

static bool pack_integer(msgpack_packer *packer, const char *value)
{
    char *end;
    errno = 0;
    long long number = strtoll(value, &end, 10);
    if (value[strspn(value, "-0123456789")] != '\0' || *end != '\0' || errno != 0)
        return false;
    return msgpack_pack_int64(packer, number) == 0;
}

static bool pack_number(msgpack_packer *packer, const char *value)
{
    char *end;
    errno = 0;
    double number = strtod(value, &end);
    if (value[strspn(value, "+-.eE0123456789")] != '\0' || *end != '\0' || errno != 0)
        return false;
    return msgpack_pack_double(packer, number) == 0;
}

static bool pack_boolean(msgpack_packer *packer, const char *value)
{
    if (strcmp(value, "true") == 0)
        return msgpack_pack_true(packer) == 0;
    return strcmp(value, "false") == 0 && msgpack_pack_false(packer) == 0;
}

static void pack_value(msgpack_packer *packer, enum message_kind kind, const char *value)
{
    if ((kind == MESSAGE_INTEGER && pack_integer(packer, value)) ||
        (kind == MESSAGE_NUMBER && pack_number(packer, value)) ||
        (kind == MESSAGE_BOOLEAN && pack_boolean(packer, value)))
        return;
    pack_text(packer, value);
}

/* A pair taken apart; value is NULL where there is none. */
struct argument {
    const char *name, *value;
    size_t length; /* of the name */
};

static struct argument argument_of(const char *pair)
{
    struct argument argument = {.name = pair, .length = strcspn(pair, "=")};
    if (pair[argument.length] == '=' && pair[argument.length + 1] != '\0')
        argument.value = pair + argument.length + 1;
    return argument;
}

static bool is_same(const struct argument *a, const struct argument *b)
{
    return a->value && b->value && a->length == b->length && memcmp(a->name, b->name, a->length) == 0;
}

/* MESSAGE_TEXT for a name that the contract does not know. */
static enum message_kind kind_of(const struct message_type *type, const struct argument *argument)
{
    for (size_t i = 0; i < type->count; i++) {
        if (type->fields[i].name_length == argument->length &&
            memcmp(type->fields[i].name, argument->name, argument->length) == 0)
            return type->fields[i].kind;
    }
    return MESSAGE_TEXT;
}

/* All values of this name, of which the first pair of that name is given. */
static void pack_list(msgpack_packer *packer, const struct argument *arguments, size_t first, size_t count)
{
    size_t length = 0;
    for (size_t i = first; i < count; i++)
        length += is_same(&arguments[first], &arguments[i]);
    (void) msgpack_pack_array(packer, length);
    for (size_t i = first; i < count; i++) {
        if (is_same(&arguments[first], &arguments[i]))
            pack_value(packer, MESSAGE_TEXT, arguments[i].value);
    }
}

bool query_arguments(const struct message_type *type, const char *const *pairs, size_t count, struct buffer *to)
{
    struct argument arguments[QUERY_PAIRS];
    bool leads[QUERY_PAIRS] = {false}; /* it stands for its name: the first of a list, any other with a value */
    size_t entries = 0, before = to->size;
    if (count > QUERY_PAIRS)
        return false;
    for (size_t i = 0; i < count; i++) {
        arguments[i] = argument_of(pairs[i]);
        enum message_kind kind = kind_of(type, &arguments[i]);
        bool is_list = kind == MESSAGE_SET || kind == MESSAGE_TEXTS;
        leads[i] = arguments[i].value;
        for (size_t earlier = 0; is_list && earlier < i; earlier++)
            leads[i] &= !is_same(&arguments[earlier], &arguments[i]);
        entries += leads[i];
    }
    msgpack_packer packer = packer_to(to);
    (void) msgpack_pack_map(&packer, entries);
    for (size_t i = 0; i < count; i++) {
        enum message_kind kind = kind_of(type, &arguments[i]);
        if (!leads[i])
            continue;
        pack_text_of(&packer, arguments[i].name, arguments[i].length);
        if (kind == MESSAGE_SET || kind == MESSAGE_TEXTS)
            pack_list(&packer, arguments, i, count);
        else
            pack_value(&packer, kind, arguments[i].value);
    }
    if (message_scan((struct bytes){to->data + before, to->size - before}) == to->size - before)
        return true;
    to->size = before;
    return false;
}
