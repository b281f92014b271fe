/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * jansson makes about 200 bytes of each value of two characters, so the text is measured before it is parsed.
 */
#include "transcode.h"

#include <assert.h>
#include <jansson.h>
#include <math.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cursor.h"
#include "packer.h"

/* Whether depth and number of values are within bounds. Every value but the first of its array or object stands behind
 * a comma, every first one behind a bracket or brace. */
static bool is_bounded(struct bytes text)
{
    size_t depth = 0, values = 0;
    bool in_string = false;
    for (size_t i = 0; i < text.size; i++) {
        uint8_t c = text.data[i];
        if (in_string) {
            if (c == '\\')
                i++;
            else if (c == '"')
                in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '[' || c == '{') {
            values++;
            if (++depth > TRANSCODE_DEPTH)
                return false;
        } else if (c == ']' || c == '}') {
            depth -= depth > 0;
        } else if (c == ',') {
            values++;
        }
    }
    return values <= TRANSCODE_VALUES;
}

static int append_json(const char *data, size_t size, void *buffer)
{
    buffer_append(buffer, data, size);
    return 0;
}

static bool pack_base64(msgpack_packer *packer, const char *text, size_t size)
{
    size_t capacity = size / 4 * 3 + 3, used;
    unsigned char *data = malloc(capacity);
    if (!data)
        abort();
    bool valid = sodium_base642bin(data, capacity, text, size, NULL, &used, NULL, sodium_base64_VARIANT_ORIGINAL) == 0;
    if (valid) {
        (void) msgpack_pack_bin(packer, used);
        (void) msgpack_pack_bin_body(packer, data, used);
    }
    free(data);
    return valid;
}

static bool pack_string(msgpack_packer *packer, const char *text, size_t size)
{
    if (size > 0 && text[0] == '\0')
        return pack_base64(packer, text + 1, size - 1);
    if (memchr(text, '\0', size))
        return false;
    pack_text_of(packer, text, size);
    return true;
}

static bool pack_value(msgpack_packer *packer, const json_t *value);

static bool pack_object(msgpack_packer *packer, const json_t *object)
{
    (void) msgpack_pack_map(packer, json_object_size(object));
    for (void *at = json_object_iter((json_t *) object); at; at = json_object_iter_next((json_t *) object, at)) {
        const char *key = json_object_iter_key(at);
        if (!pack_string(packer, key, strlen(key)) || !pack_value(packer, json_object_iter_value(at)))
            return false;
    }
    return true;
}

static bool pack_array(msgpack_packer *packer, const json_t *array)
{
    size_t count = json_array_size(array);
    (void) msgpack_pack_array(packer, count);
    for (size_t i = 0; i < count; i++) {
        if (!pack_value(packer, json_array_get(array, i)))
            return false;
    }
    return true;
}

static bool pack_value(msgpack_packer *packer, const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return pack_object(packer, value);
    case JSON_ARRAY:
        return pack_array(packer, value);
    case JSON_STRING:
        return pack_string(packer, json_string_value(value), json_string_length(value));
    case JSON_INTEGER:
        return msgpack_pack_int64(packer, json_integer_value(value)) == 0;
    case JSON_REAL:
        return msgpack_pack_double(packer, json_real_value(value)) == 0;
    case JSON_TRUE:
        return msgpack_pack_true(packer) == 0;
    case JSON_FALSE:
        return msgpack_pack_false(packer) == 0;
    case JSON_NULL:
        return msgpack_pack_nil(packer) == 0;
    }
    return false;
}

bool transcode_from_json(struct bytes text, struct buffer *to)
{
    if (!is_bounded(text))
        return false;
    json_t *value = json_loadb((const char *) text.data, text.size,
                               JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL | JSON_DECODE_ANY, NULL);
    if (!value)
        return false;
    size_t before = to->size;
    msgpack_packer packer = packer_to(to);
    bool valid = pack_value(&packer, value);
    json_decref(value);
    if (!valid)
        to->size = before;
    return valid;
}

static json_t *json_of_binary(const struct token *token)
{
    size_t capacity = sodium_base64_encoded_len(token->count, sodium_base64_VARIANT_ORIGINAL) + 1;
    char *text = malloc(capacity);
    if (!text)
        abort();
    text[0] = '\0';
    (void) sodium_bin2base64(text + 1, capacity - 1, token->data, token->count, sodium_base64_VARIANT_ORIGINAL);
    json_t *value = json_stringn_nocheck(text, 1 + strlen(text + 1));
    free(text);
    return value;
}

static json_t *json_of_number(double number)
{
    return isfinite(number) ? json_real(number) : json_null();
}

static json_t *json_of(struct cursor *cursor);

static json_t *json_of_map(struct cursor *cursor, size_t count)
{
    json_t *object = json_object();
    for (size_t i = 0; i < count; i++) {
        struct token key;
        bool valid = cursor_next(cursor, &key) && key.kind == TOKEN_TEXT;
        assert(valid);
        char *name = strndup((const char *) key.data, key.count);
        if (!name)
            abort();
        (void) json_object_set_new_nocheck(object, name, json_of(cursor));
        free(name);
    }
    return object;
}

static json_t *json_of_array(struct cursor *cursor, size_t count)
{
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++)
        (void) json_array_append_new(array, json_of(cursor));
    return array;
}

static json_t *json_of(struct cursor *cursor)
{
    struct token token;
    bool valid = cursor_next(cursor, &token);
    assert(valid);
    switch (token.kind) {
    case TOKEN_NIL:
    case TOKEN_EXTENSION:
        return json_null();
    case TOKEN_BOOLEAN:
        return json_boolean(token.boolean);
    case TOKEN_INTEGER:
        return json_integer(token.integer);
    case TOKEN_UNSIGNED:
        return json_real((double) token.natural);
    case TOKEN_NUMBER:
        return json_of_number(token.number);
    case TOKEN_TEXT:
        return json_stringn_nocheck((const char *) token.data, token.count);
    case TOKEN_BINARY:
        return json_of_binary(&token);
    case TOKEN_ARRAY:
        return json_of_array(cursor, token.count);
    case TOKEN_MAP:
        return json_of_map(cursor, token.count);
    }
    abort();
}

static bool is_said_by_15_digits(const json_t *json)
{
    char text[32];
    size_t i;
    const json_t *item;
    switch (json_typeof(json)) {
    case JSON_REAL:
        (void) snprintf(text, sizeof(text), "%.15g", json_real_value(json));
        return strtod(text, NULL) == json_real_value(json);
    case JSON_ARRAY:
        json_array_foreach(json, i, item)
        {
            if (!is_said_by_15_digits(item))
                return false;
        }
        return true;
    case JSON_OBJECT:
        for (void *at = json_object_iter((json_t *) (uintptr_t) json); at;
             at = json_object_iter_next((json_t *) (uintptr_t) json, at)) {
            if (!is_said_by_15_digits(json_object_iter_value(at)))
                return false;
        }
        return true;
    default:
        return true;
    }
}

/* What fifteen digits say comes out as it went in, 2.4 and not the double next to it; what needs more has seventeen. */
static size_t digits_of(const json_t *json)
{
    return is_said_by_15_digits(json) ? JSON_REAL_PRECISION(15) : JSON_REAL_PRECISION(17);
}

void transcode_to_json(struct bytes value, struct buffer *to)
{
    struct cursor cursor = cursor_over(value);
    json_t *json = json_of(&cursor);
    if (!json)
        abort();
    (void) json_dump_callback(json, append_json, to, JSON_COMPACT | JSON_ENCODE_ANY | digits_of(json));
    json_decref(json);
}
