/* SPDX-License-Identifier: EUPL-1.2 */
#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <msgpack/pack.h>

#include "cursor.h"

static void die(const char *path, const char *what)
{
    fprintf(stderr, "%s: %s\n", path, what);
    exit(EXIT_FAILURE);
}

static int append(void *buffer, const char *data, size_t size)
{
    buffer_append(buffer, data, size);
    return 0;
}

static void pack_text(msgpack_packer *packer, const char *text, size_t length)
{
    msgpack_pack_str(packer, length);
    msgpack_pack_str_body(packer, text, length);
}

static void pack(msgpack_packer *packer, json_t *json)
{
    const char *key;
    json_t *value;
    size_t i;
    switch (json_typeof(json)) {
    case JSON_OBJECT:
        msgpack_pack_map(packer, json_object_size(json));
        json_object_foreach(json, key, value)
        {
            pack_text(packer, key, strlen(key));
            pack(packer, value);
        }
        break;
    case JSON_ARRAY:
        msgpack_pack_array(packer, json_array_size(json));
        json_array_foreach(json, i, value) pack(packer, value);
        break;
    case JSON_STRING:
        pack_text(packer, json_string_value(json), json_string_length(json));
        break;
    case JSON_INTEGER:
        msgpack_pack_int64(packer, json_integer_value(json));
        break;
    case JSON_REAL:
        msgpack_pack_double(packer, json_real_value(json));
        break;
    case JSON_TRUE:
        msgpack_pack_true(packer);
        break;
    case JSON_FALSE:
        msgpack_pack_false(packer);
        break;
    case JSON_NULL:
        msgpack_pack_nil(packer);
        break;
    }
}

static void unhex(const char *path, const char *hex, struct buffer *to)
{
    static const char digits[] = "0123456789abcdef";
    if (strlen(hex) % 2 != 0 || strspn(hex, digits) != strlen(hex))
        die(path, "hex is not pairs of lower case digits");
    for (; *hex; hex += 2) {
        uint8_t byte = (uint8_t) ((strchr(digits, hex[0]) - digits) << 4 | (strchr(digits, hex[1]) - digits));
        buffer_append(to, &byte, 1);
    }
}

static struct known_type type_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    char name[128];
    if (snprintf(name, sizeof(name), "%s", slash ? slash + 1 : path) >= (int) sizeof(name))
        die(path, "has too long a name");
    char *dot = strchr(name, '.');
    dot = dot ? strchr(dot + 1, '.') : NULL;
    if (!dot)
        die(path, "is not called <service>.<message>.<what>.json");
    *dot = '\0';
    struct known_type known = known_type(name);
    if (!known.type)
        die(path, "there is no such message");
    return known;
}

struct fixture fixture_load(const char *path)
{
    struct fixture fixture = {.known = type_of(path)};
    json_error_t error;
    fixture.file = json_load_file(path, 0, &error);
    if (!fixture.file)
        die(path, error.text);
    json_t *message = json_object_get(fixture.file, "message");
    const char *hex = json_string_value(json_object_get(fixture.file, "hex"));
    if (message) {
        msgpack_packer packer;
        msgpack_packer_init(&packer, &fixture.bytes, append);
        pack(&packer, message);
    } else if (hex) {
        unhex(path, hex, &fixture.bytes);
    } else {
        die(path, "needs a message or hex");
    }
    return fixture;
}

void fixture_free(struct fixture *fixture)
{
    json_decref(fixture->file);
    buffer_free(&fixture->bytes);
}

static json_t *unpack(struct cursor *cursor)
{
    struct token token;
    if (!cursor_next(cursor, &token))
        die("message", "is cut short");
    json_t *json = NULL;
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
        return json_real(token.number);
    case TOKEN_TEXT:
    case TOKEN_BINARY:
        return json_stringn((const char *) token.data, token.count);
    case TOKEN_ARRAY:
        json = json_array();
        for (size_t i = 0; i < token.count; i++)
            json_array_append_new(json, unpack(cursor));
        break;
    case TOKEN_MAP:
        json = json_object();
        for (size_t i = 0; i < token.count; i++) {
            json_t *key = unpack(cursor);
            json_object_set_new(json, json_string_value(key), unpack(cursor));
            json_decref(key);
        }
        break;
    }
    return json;
}

json_t *fixture_json(struct bytes bytes)
{
    struct cursor cursor = cursor_over(bytes);
    return unpack(&cursor);
}
