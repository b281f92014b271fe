/* SPDX-License-Identifier: EUPL-1.2 */
#include "cursor.h"

#include <string.h>

#include "message_text.h"

/* The lead bytes 0xc0 to 0xdf: what they begin, and how many bytes of number or count stand behind them. */
enum lead {
    LEAD_INVALID,
    LEAD_NIL,
    LEAD_FALSE,
    LEAD_TRUE,
    LEAD_UNSIGNED,
    LEAD_SIGNED,
    LEAD_FLOAT,
    LEAD_TEXT,
    LEAD_BINARY,
    LEAD_EXTENSION,
    LEAD_FIXED_EXTENSION,
    LEAD_ARRAY,
    LEAD_MAP,
};

static const struct {
    uint8_t lead, width;
} leads[32] = {
    {LEAD_NIL, 0},
    {LEAD_INVALID, 0},
    {LEAD_FALSE, 0},
    {LEAD_TRUE, 0},
    {LEAD_BINARY, 1},
    {LEAD_BINARY, 2},
    {LEAD_BINARY, 4},
    {LEAD_EXTENSION, 1},
    {LEAD_EXTENSION, 2},
    {LEAD_EXTENSION, 4},
    {LEAD_FLOAT, 4},
    {LEAD_FLOAT, 8},
    {LEAD_UNSIGNED, 1},
    {LEAD_UNSIGNED, 2},
    {LEAD_UNSIGNED, 4},
    {LEAD_UNSIGNED, 8},
    {LEAD_SIGNED, 1},
    {LEAD_SIGNED, 2},
    {LEAD_SIGNED, 4},
    {LEAD_SIGNED, 8},
    {LEAD_FIXED_EXTENSION, 0},
    {LEAD_FIXED_EXTENSION, 0},
    {LEAD_FIXED_EXTENSION, 0},
    {LEAD_FIXED_EXTENSION, 0},
    {LEAD_FIXED_EXTENSION, 0},
    {LEAD_TEXT, 1},
    {LEAD_TEXT, 2},
    {LEAD_TEXT, 4},
    {LEAD_ARRAY, 2},
    {LEAD_ARRAY, 4},
    {LEAD_MAP, 2},
    {LEAD_MAP, 4},
};

static bool take_integer(struct token *token, int64_t value)
{
    token->kind = TOKEN_INTEGER;
    token->integer = value;
    return true;
}

/* Text, binary, extension: skips what stands before the data (an extension's type). */
static bool take_run(struct cursor *cursor, struct token *token, enum token_kind kind, size_t before, uint64_t count)
{
    if (cursor_left(cursor) < before || cursor_left(cursor) - before < count)
        return false;
    token->kind = kind;
    token->count = (size_t) count;
    token->data = cursor->at + before;
    cursor->at += before + token->count;
    return true;
}

/* Each element takes at least one byte. */
static bool take_elements(const struct cursor *cursor, struct token *token, enum token_kind kind, uint64_t count)
{
    if (cursor_left(cursor) / (kind == TOKEN_MAP ? 2 : 1) < count)
        return false;
    token->kind = kind;
    token->count = (size_t) count;
    return true;
}

static bool take_number(struct token *token, uint64_t bits, size_t width)
{
    token->kind = TOKEN_NUMBER;
    if (width == 4) {
        uint32_t half = (uint32_t) bits;
        float number;
        memcpy(&number, &half, sizeof(number));
        token->number = number;
    } else {
        memcpy(&token->number, &bits, sizeof(bits));
    }
    return true;
}

static bool take_unsigned(struct token *token, uint64_t value)
{
    if (value <= INT64_MAX)
        return take_integer(token, (int64_t) value);
    token->kind = TOKEN_UNSIGNED;
    token->natural = value;
    return true;
}

static int64_t extend_sign(uint64_t value, size_t width)
{
    switch (width) {
    case 1:
        return (int8_t) value;
    case 2:
        return (int16_t) value;
    case 4:
        return (int32_t) value;
    default:
        return (int64_t) value;
    }
}

static bool take_lead(struct cursor *cursor, struct token *token, uint8_t byte)
{
    size_t width = leads[byte - 0xc0].width;
    if (cursor_left(cursor) < width)
        return false;
    uint64_t value = 0;
    for (size_t i = 0; i < width; i++)
        value = value << 8 | *cursor->at++;

    switch ((enum lead) leads[byte - 0xc0].lead) {
    case LEAD_NIL:
        token->kind = TOKEN_NIL;
        return true;
    case LEAD_FALSE:
    case LEAD_TRUE:
        token->kind = TOKEN_BOOLEAN;
        token->boolean = byte == 0xc3;
        return true;
    case LEAD_UNSIGNED:
        return take_unsigned(token, value);
    case LEAD_SIGNED:
        return take_integer(token, extend_sign(value, width));
    case LEAD_FLOAT:
        return take_number(token, value, width);
    case LEAD_TEXT:
        return take_run(cursor, token, TOKEN_TEXT, 0, value);
    case LEAD_BINARY:
        return take_run(cursor, token, TOKEN_BINARY, 0, value);
    case LEAD_EXTENSION:
        return take_run(cursor, token, TOKEN_EXTENSION, 1, value);
    case LEAD_FIXED_EXTENSION:
        return take_run(cursor, token, TOKEN_EXTENSION, 1, (uint64_t) 1 << (byte - 0xd4));
    case LEAD_ARRAY:
        return take_elements(cursor, token, TOKEN_ARRAY, value);
    case LEAD_MAP:
        return take_elements(cursor, token, TOKEN_MAP, value);
    case LEAD_INVALID:
        break;
    }
    return false;
}

struct cursor cursor_over(struct bytes bytes)
{
    static const uint8_t nothing[1]; /* no bytes may come as NULL, which nothing may be added to */
    return bytes.size ? (struct cursor){bytes.data, bytes.data + bytes.size} : (struct cursor){nothing, nothing};
}

bool cursor_next(struct cursor *cursor, struct token *token)
{
    if (cursor->at == cursor->end)
        return false;
    uint8_t byte = *cursor->at++;
    if (byte < 0x80)
        return take_integer(token, byte);
    if (byte < 0x90)
        return take_elements(cursor, token, TOKEN_MAP, byte & 0x0f);
    if (byte < 0xa0)
        return take_elements(cursor, token, TOKEN_ARRAY, byte & 0x0f);
    if (byte < 0xc0)
        return take_run(cursor, token, TOKEN_TEXT, 0, byte & 0x1f);
    if (byte < 0xe0)
        return take_lead(cursor, token, byte);
    return take_integer(token, (int64_t) byte - 0x100);
}

bool cursor_skip(struct cursor *cursor, int depth)
{
    struct token token;
    if (!cursor_next(cursor, &token))
        return false;
    if (token.kind == TOKEN_TEXT)
        return text_is_valid(token.data, token.count, NULL);
    if (token.kind != TOKEN_ARRAY && token.kind != TOKEN_MAP)
        return true;
    if (depth == 0)
        return false;
    for (size_t i = 0; i < token.count; i++) {
        if (token.kind == TOKEN_MAP) {
            struct token key;
            if (!cursor_next(cursor, &key) || key.kind != TOKEN_TEXT || !text_is_valid(key.data, key.count, NULL))
                return false;
        }
        if (!cursor_skip(cursor, depth - 1))
            return false;
    }
    return true;
}
