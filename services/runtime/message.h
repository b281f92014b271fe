/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Messages: C structs on one side, MessagePack maps on the other, and between them tables that schemas/generate.py
 * writes from schemas/<service>.json. Nobody else takes a message apart.
 *
 *     struct message_error error;
 *     struct referrals_send_referral in;
 *     if (message_decode(&referrals_send_referral_type, bytes, MESSAGE_STRICT, &arena, &in, &error) > 0)
 *         ... error.path is "note" or "locations[2].name", error.reason says what was expected
 *     message_encode(&referrals_referral_type, &referral, &buffer);
 *
 * How a schema's types look in C:
 *
 *     string (any format)             const char *name;           NUL-terminated UTF-8, NULL when absent
 *     string, contentEncoding binary  struct bytes name;          MessagePack bin; data NULL when absent
 *     object without properties       struct bytes name;          one MessagePack map as it came, checked for form
 *     integer                         int64_t name;               optional: preceded by bool has_name
 *     number                          double name;                optional: preceded by bool has_name
 *     boolean                         bool name;                  optional: preceded by bool has_name
 *     enum                            enum <service>_<def> name;  0 (.._NONE) when absent
 *     array of enum, uniqueItems      uint32_t name;              a set: bit (value - 1); 0 when absent
 *     $ref to an object, required     struct <service>_<def> name;
 *     $ref to an object, optional     const struct <service>_<def> *name;   NULL when absent
 *     array of $ref to an object      struct { const struct <service>_<def> *items; size_t count; } name;
 *     array of string                 struct text_list name;
 *
 * Everything a decoded struct points to lies in the arena or in the decoded bytes (struct bytes only).
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"

struct text_list {
    const char **items;
    size_t count;
};

enum message_kind {
    MESSAGE_TEXT,
    MESSAGE_BINARY,
    MESSAGE_RAW,
    MESSAGE_INTEGER,
    MESSAGE_NUMBER,
    MESSAGE_BOOLEAN,
    MESSAGE_ENUM,
    MESSAGE_SET,
    MESSAGE_OBJECT,
    MESSAGE_OBJECTS, /* array of objects */
    MESSAGE_TEXTS,   /* array of strings */
};

enum message_format {
    FORMAT_NONE,
    FORMAT_UUID, /* 36 characters, lower case hexadecimal */
    FORMAT_DATE_TIME, /* RFC 3339 in UTC ("Z"); decoded to exactly YYYY-MM-DDTHH:MM:SS.mmmZ so that text order is time order */
    FORMAT_DATE,     /* YYYY-MM-DD, a day that exists */
    FORMAT_EMAIL,    /* something@something, no spaces or controls */
    FORMAT_URI,      /* scheme:rest; http, https, mailto or tel */
    FORMAT_LANGUAGE, /* BCP 47: letters, digits and hyphens */
    FORMAT_NAME,     /* [a-z][a-z0-9_]* */
};

/* The values of an enum: names[value - 1]. */
struct message_enum {
    const char *name;
    size_t count;
    const char *const *names;
};

struct message_field {
    const char *name;
    uint8_t name_length;
    enum message_kind kind;
    enum message_format format;
    bool required;
    uint32_t category; /* the category bits of this field (enum common_category); 0: not personal */
    uint16_t offset;
    uint16_t has_offset;               /* of bool has_<name>; UINT16_MAX where there is none */
    double minimum, maximum;           /* integer, number: value; text: characters; binary: bytes; arrays: items */
    double item_minimum, item_maximum; /* MESSAGE_TEXTS: characters of an item; the format is the items' too */
    const struct message_enum *values; /* MESSAGE_ENUM, MESSAGE_SET */
    const struct message_type *type;   /* MESSAGE_OBJECT, MESSAGE_OBJECTS */
};

struct message_type {
    const char *name; /* "referrals.send_referral" */
    size_t size;      /* of the struct */
    const struct message_field *fields;
    size_t count;
};

enum message_mode {
    MESSAGE_STRICT,  /* commands and queries: an unknown field is an error */
    MESSAGE_TOLERANT /* events and replies: unknown fields are passed over */
};

struct message_error {
    char path[128];     /* of the offending field, cut with an ellipsis when deeper; "" for the message itself */
    const char *reason; /* "is required", "must be at most 500 characters"… never a value; static or in the arena */
};

/* How deep arrays and maps may stand in each other. Contracts nest less deep than that by enough for all envelopes. */
#define MESSAGE_DEPTH 16

/*
 * Decodes one MessagePack map and fills *out (type->size bytes, cleared first). *used, where given, gets the number of
 * bytes read, so that a header and a body can stand behind each other; without it, bytes left over are an error.
 * Bounded work whatever the bytes announce: counts are checked against the bytes left, depth against MESSAGE_DEPTH.
 * A value that is nil or an extension counts as absent; an integral floating point number is taken for an integer.
 * Returns 0, or 1 with *error filled.
 */
int message_decode(const struct message_type *type, struct bytes from, enum message_mode mode, struct arena *arena,
                   void *out, size_t *used, struct message_error *error);

/* Appends the struct as one MessagePack map; absent fields are left out. Cannot fail. */
void message_encode(const struct message_type *type, const void *from, struct buffer *to);

/* Gives *to the values of the fields that both types have by name, present or not; its other fields stay. What fields
 * point to is shared. Fields of one name must be of one type (and a required object required in both): asserted. */
void message_assign(const struct message_type *to_type, void *to, const struct message_type *from_type,
                    const void *from);

/* Whether both say the same. */
bool message_equal(const struct message_type *type, const void *a, const void *b);

/* Clears every field whose category is not within permitted (a set of enum common_category). The generator makes sure
 * that a field with a category is optional. Deep: nested objects and lists (which must lie in writable memory). */
void message_withhold(const struct message_type *type, void *message, uint32_t permitted);

/* The categories of the fields that are present. */
uint32_t message_categories(const struct message_type *type, const void *message);

/* The form of one MessagePack value at the start of from: complete, depth at most MESSAGE_DEPTH, counts within the bytes, valid
 * UTF-8, maps keyed by strings. Returns its size in bytes, or 0 when it is no such value. */
size_t message_scan(struct bytes from);

const char *message_enum_text(const struct message_enum *values, int value); /* NULL outside */
int message_enum_value(const struct message_enum *values, const char *text); /* 0 when unknown */
