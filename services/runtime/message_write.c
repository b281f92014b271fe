/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Structs to MessagePack. What is written here is written by us: a required field that is missing, or an enum value
 * that does not exist, is a bug of the handler that filled the struct, and ends the process.
 */
#include <assert.h>

#include <msgpack/pack.h>

#include "message.h"
#include "message_field.h"

static int append(void *buffer, const char *data, size_t size)
{
    buffer_append(buffer, data, size);
    return 0;
}

static void write_text(msgpack_packer *packer, const char *text)
{
    assert(text);
    size_t length = strlen(text);
    (void) msgpack_pack_str(packer, length);
    (void) msgpack_pack_str_body(packer, text, length);
}

static void write_enum(msgpack_packer *packer, const struct message_enum *values, int value)
{
    write_text(packer, message_enum_text(values, value));
}

static void write_set(msgpack_packer *packer, const struct message_enum *values, uint32_t set)
{
    (void) msgpack_pack_array(packer, (size_t) __builtin_popcount(set));
    for (; set != 0; set &= set - 1)
        write_enum(packer, values, __builtin_ctz(set) + 1);
}

static void write_object(msgpack_packer *packer, struct buffer *to, const struct message_type *type, const void *from);

static void write_list(msgpack_packer *packer, struct buffer *to, const struct message_field *field, const void *from)
{
    struct list list;
    field_load(field, from, &list, sizeof(list));
    (void) msgpack_pack_array(packer, list.count);
    for (size_t i = 0; i < list.count; i++) {
        if (field->kind == MESSAGE_TEXTS)
            write_text(packer, ((const char **) list.items)[i]);
        else
            write_object(packer, to, field->type, list_object(&list, field->type, i));
    }
}

static void write_bytes(msgpack_packer *packer, struct buffer *to, const struct message_field *field, const void *from)
{
    struct bytes bytes;
    field_load(field, from, &bytes, sizeof(bytes));
    assert(bytes.data);
    if (field->kind == MESSAGE_RAW) {
        buffer_append(to, bytes.data, bytes.size);
        return;
    }
    (void) msgpack_pack_bin(packer, bytes.size);
    (void) msgpack_pack_bin_body(packer, bytes.data, bytes.size);
}

static void write_field(msgpack_packer *packer, struct buffer *to, const struct message_field *field, const void *from)
{
    union {
        const char *text;
        int64_t integer;
        double number;
        bool boolean;
        int value;
        uint32_t set;
    } member;
    switch (field->kind) {
    case MESSAGE_TEXT:
        field_load(field, from, &member.text, sizeof(member.text));
        write_text(packer, member.text);
        break;
    case MESSAGE_INTEGER:
        field_load(field, from, &member.integer, sizeof(member.integer));
        (void) msgpack_pack_int64(packer, member.integer);
        break;
    case MESSAGE_NUMBER:
        field_load(field, from, &member.number, sizeof(member.number));
        (void) msgpack_pack_double(packer, member.number);
        break;
    case MESSAGE_BOOLEAN:
        field_load(field, from, &member.boolean, sizeof(member.boolean));
        (void) (member.boolean ? msgpack_pack_true(packer) : msgpack_pack_false(packer));
        break;
    case MESSAGE_ENUM:
        field_load(field, from, &member.value, sizeof(member.value));
        write_enum(packer, field->values, member.value);
        break;
    case MESSAGE_SET:
        field_load(field, from, &member.set, sizeof(member.set));
        write_set(packer, field->values, member.set);
        break;
    case MESSAGE_OBJECT:
        write_object(packer, to, field->type, field_object(field, from));
        break;
    case MESSAGE_OBJECTS:
    case MESSAGE_TEXTS:
        write_list(packer, to, field, from);
        break;
    case MESSAGE_BINARY:
    case MESSAGE_RAW:
        write_bytes(packer, to, field, from);
        break;
    }
}

static void write_object(msgpack_packer *packer, struct buffer *to, const struct message_type *type, const void *from)
{
    size_t present = 0;
    for (size_t i = 0; i < type->count; i++)
        present += field_is_present(&type->fields[i], from);
    (void) msgpack_pack_map(packer, present);
    for (size_t i = 0; i < type->count; i++) {
        const struct message_field *field = &type->fields[i];
        if (!field_is_present(field, from))
            continue;
        (void) msgpack_pack_str(packer, field->name_length);
        (void) msgpack_pack_str_body(packer, field->name, field->name_length);
        write_field(packer, to, field, from);
    }
}

void message_encode(const struct message_type *type, const void *from, struct buffer *to)
{
    msgpack_packer packer;
    msgpack_packer_init(&packer, to, append);
    write_object(&packer, to, type, from);
}
