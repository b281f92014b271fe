/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Reading MessagePack that nobody vouches for: one token after another, never past the end, nothing allocated.
 *
 *     struct cursor cursor = cursor_over(bytes);
 *     struct token token;
 *     if (!cursor_next(&cursor, &token) || token.kind != TOKEN_MAP) ...
 *     for (size_t i = 0; i < token.count; i++) ...       // token.count pairs follow
 *
 * What a token announces is there: the bytes of a text are within the run, and a count of elements is at most the
 * number of bytes left, so that a loop over it is bounded by the message.
 */
#pragma once

#include "arena.h"

#include <stdbool.h>

enum token_kind {
    TOKEN_NIL,
    TOKEN_BOOLEAN,
    TOKEN_INTEGER,
    TOKEN_UNSIGNED, /* above INT64_MAX */
    TOKEN_NUMBER,   /* floating point */
    TOKEN_TEXT,     /* not yet known to be UTF-8 */
    TOKEN_BINARY,
    TOKEN_EXTENSION,
    TOKEN_ARRAY,
    TOKEN_MAP,
};

struct token {
    enum token_kind kind;
    size_t count;        /* bytes of text, binary and extension; elements of an array, pairs of a map */
    const uint8_t *data; /* of text, binary and extension; the cursor stands behind them */
    union {
        bool boolean;
        int64_t integer;
        uint64_t natural; /* TOKEN_UNSIGNED */
        double number;
    };
};

struct cursor {
    const uint8_t *at, *end;
};

/* From the first of the bytes, which stay where they are. */
struct cursor cursor_over(struct bytes bytes);

/* Bytes not yet read. */
static inline size_t cursor_left(const struct cursor *cursor)
{
    return (size_t) (cursor->end - cursor->at);
}

/* The next token; the elements of arrays and maps are tokens of their own. False when the bytes are no MessagePack or
 * end too early. */
bool cursor_next(struct cursor *cursor, struct token *token);

/* Passes over one whole value: maps keyed by text, all text valid (see text_is_valid), arrays and maps at most depth
 * deep. False when it is not so. */
bool cursor_skip(struct cursor *cursor, int depth);
