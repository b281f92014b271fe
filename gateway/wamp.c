/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Two tables say what a message looks like: its elements, and the types of the options that are known. Strange but
 * harmless things that clients in use send are let through: ids as floating point numbers, extensions and nil as values
 * of options, request ids in any order.
 */
#include "wamp.h"

#include <string.h>

#include "cursor.h"
#include "message.h"

enum element { END, ID, CODE, TEXT, URI, DICT, ARGS, KWARGS, OPTIONAL_DICT };

#define MAX_ELEMENTS 7 /* behind the code, END included */

static const struct shape {
    enum wamp_code code;
    enum element elements[MAX_ELEMENTS];
} shapes[] = {
    {WAMP_HELLO, {URI, DICT}},
    {WAMP_WELCOME, {ID, DICT}},
    {WAMP_ABORT, {DICT, URI, ARGS, KWARGS}},
    {WAMP_CHALLENGE, {TEXT, DICT}},
    {WAMP_AUTHENTICATE, {TEXT, DICT}},
    {WAMP_GOODBYE, {DICT, URI, ARGS, KWARGS}},
    {WAMP_ERROR, {CODE, ID, DICT, URI, ARGS, KWARGS}},
    {WAMP_PUBLISH, {ID, DICT, URI, ARGS, KWARGS}},
    {WAMP_PUBLISHED, {ID, ID}},
    {WAMP_SUBSCRIBE, {ID, DICT, URI}},
    {WAMP_SUBSCRIBED, {ID, ID}},
    {WAMP_UNSUBSCRIBE, {ID, ID, OPTIONAL_DICT}},
    {WAMP_UNSUBSCRIBED, {ID, OPTIONAL_DICT}},
    {WAMP_EVENT, {ID, ID, DICT, ARGS, KWARGS}},
    {WAMP_EVENT_RECEIVED, {ID}},
    {WAMP_CALL, {ID, DICT, URI, ARGS, KWARGS}},
    {WAMP_CANCEL, {ID, DICT}},
    {WAMP_RESULT, {ID, DICT, ARGS, KWARGS}},
    {WAMP_REGISTER, {ID, DICT, URI}},
    {WAMP_REGISTERED, {ID, ID}},
    {WAMP_UNREGISTER, {ID, ID, OPTIONAL_DICT}},
    {WAMP_UNREGISTERED, {ID, OPTIONAL_DICT}},
    {WAMP_INVOCATION, {ID, ID, DICT, ARGS, KWARGS}},
    {WAMP_INTERRUPT, {ID, DICT}},
    {WAMP_YIELD, {ID, DICT, ARGS, KWARGS}},
};

/* Which option stands where is not told apart: a name means the same wherever it is known. */
enum option_kind { IS_BOOLEAN, IS_TEXT, IS_NATURAL, IS_MAP, IS_IDS, IS_TEXTS, IS_MAPS, IS_WORD };

static const struct option {
    const char *name;
    enum option_kind kind;
    const char *words; /* IS_WORD: those it may be, each followed by a blank */
    const char *fault;
} options[] = {
    {"acknowledge", IS_BOOLEAN, NULL, "acknowledge must be true or false"},
    {"exclude_me", IS_BOOLEAN, NULL, "exclude_me must be true or false"},
    {"retain", IS_BOOLEAN, NULL, "retain must be true or false"},
    {"retained", IS_BOOLEAN, NULL, "retained must be true or false"},
    {"get_retained", IS_BOOLEAN, NULL, "get_retained must be true or false"},
    {"x_acknowledged_delivery", IS_BOOLEAN, NULL, "x_acknowledged_delivery must be true or false"},
    {"receive_progress", IS_BOOLEAN, NULL, "receive_progress must be true or false"},
    {"disclose_me", IS_BOOLEAN, NULL, "disclose_me must be true or false"},
    {"exclude", IS_IDS, NULL, "exclude must be a list of ids"},
    {"eligible", IS_IDS, NULL, "eligible must be a list of ids"},
    {"exclude_authid", IS_TEXTS, NULL, "exclude_authid must be a list of texts"},
    {"exclude_authrole", IS_TEXTS, NULL, "exclude_authrole must be a list of texts"},
    {"eligible_authid", IS_TEXTS, NULL, "eligible_authid must be a list of texts"},
    {"eligible_authrole", IS_TEXTS, NULL, "eligible_authrole must be a list of texts"},
    {"forward_for", IS_MAPS, NULL, "forward_for must be a list of maps"},
    {"publisher", IS_NATURAL, NULL, "publisher must be an id"},
    {"publisher_authid", IS_TEXT, NULL, "publisher_authid must be a text"},
    {"publisher_authrole", IS_TEXT, NULL, "publisher_authrole must be a text"},
    {"topic", IS_TEXT, NULL, "topic must be a text"},
    {"transaction_hash", IS_TEXT, NULL, "transaction_hash must be a text"},
    {"match", IS_WORD, "exact prefix wildcard ", "match must be exact, prefix or wildcard"},
    {"mode", IS_WORD, "skip kill killnowait ", "mode must be skip, kill or killnowait"},
    {"enc_algo", IS_WORD, "cryptobox mqtt xbr ", "enc_algo must be cryptobox, mqtt or xbr"},
    {"timeout", IS_NATURAL, NULL, "timeout must be a natural number"},
    {"authmethods", IS_TEXTS, NULL, "authmethods must be a list of texts"},
    {"authid", IS_TEXT, NULL, "authid must be a text"},
    {"authextra", IS_MAP, NULL, "authextra must be a map"},
};

/* Reads a natural number however the client put it. */
static bool natural_of(const struct token *token, uint64_t *value)
{
    if (token->kind == TOKEN_INTEGER && token->integer >= 0) {
        *value = (uint64_t) token->integer;
        return true;
    }
    if (token->kind == TOKEN_NUMBER && token->number >= 0 && token->number <= (double) WAMP_MAX_ID &&
        token->number == (double) (uint64_t) token->number) {
        *value = (uint64_t) token->number;
        return true;
    }
    return false;
}

static bool is_id(const struct token *token)
{
    uint64_t value;
    return natural_of(token, &value) && value >= 1 && value <= WAMP_MAX_ID;
}

static bool is_text(const struct token *token)
{
    return token->kind == TOKEN_TEXT;
}

static bool is_map(const struct token *token)
{
    return token->kind == TOKEN_MAP;
}

static bool is_list_of(struct cursor cursor, const struct token *list, bool (*is)(const struct token *token))
{
    for (size_t i = 0; i < list->count; i++) {
        struct cursor item = cursor;
        struct token token;
        if (!cursor_next(&item, &token) || !is(&token) || !cursor_skip(&cursor, INT16_MAX))
            return false;
    }
    return true;
}

static bool is_word_of(const struct token *token, const char *words)
{
    for (const char *word = words, *blank; (blank = strchr(word, ' ')); word = blank + 1) {
        size_t length = (size_t) (blank - word);
        if (token->count == length && memcmp(token->data, word, length) == 0)
            return true;
    }
    return false;
}

static bool option_is_valid(const struct option *option, struct bytes value)
{
    struct cursor cursor = cursor_over(value);
    struct token token;
    uint64_t number;
    (void) cursor_next(&cursor, &token);
    switch (option->kind) {
    case IS_BOOLEAN:
        return token.kind == TOKEN_BOOLEAN;
    case IS_TEXT:
        return token.kind == TOKEN_TEXT;
    case IS_NATURAL:
        return natural_of(&token, &number);
    case IS_MAP:
        return token.kind == TOKEN_MAP;
    case IS_IDS:
        return token.kind == TOKEN_ARRAY && is_list_of(cursor, &token, is_id);
    case IS_TEXTS:
        return token.kind == TOKEN_ARRAY && is_list_of(cursor, &token, is_text);
    case IS_MAPS:
        return token.kind == TOKEN_ARRAY && is_list_of(cursor, &token, is_map);
    case IS_WORD:
        return token.kind == TOKEN_TEXT && is_word_of(&token, option->words);
    }
    return false;
}

/* The bytes of one value; the whole message has been scanned, so it is there. */
static struct bytes take_value(struct cursor *cursor)
{
    const uint8_t *from = cursor->at;
    (void) cursor_skip(cursor, INT16_MAX);
    return (struct bytes){from, (size_t) (cursor->at - from)};
}

struct bytes wamp_option(struct bytes map, const char *name)
{
    struct cursor cursor = cursor_over(map);
    struct token head, key;
    if (!map.data || !cursor_next(&cursor, &head) || head.kind != TOKEN_MAP)
        return (struct bytes){0};
    for (size_t i = 0; i < head.count; i++) {
        (void) cursor_next(&cursor, &key);
        struct bytes value = take_value(&cursor);
        if (key.count != strlen(name) || memcmp(key.data, name, key.count) != 0)
            continue;
        struct cursor at = cursor_over(value);
        struct token token;
        (void) cursor_next(&at, &token);
        if (token.kind != TOKEN_NIL && token.kind != TOKEN_EXTENSION)
            return value;
    }
    return (struct bytes){0};
}

static bool option_token(struct bytes map, const char *name, struct token *token)
{
    struct bytes value = wamp_option(map, name);
    struct cursor cursor = cursor_over(value);
    return value.data && cursor_next(&cursor, token);
}

const char *wamp_option_text(struct bytes map, const char *name, struct arena *arena)
{
    struct token token;
    if (!option_token(map, name, &token) || token.kind != TOKEN_TEXT)
        return NULL;
    return arena_copy(arena, token.data, token.count);
}

int64_t wamp_option_natural(struct bytes map, const char *name)
{
    struct token token;
    uint64_t value;
    return option_token(map, name, &token) && natural_of(&token, &value) ? (int64_t) value : -1;
}

bool wamp_option_true(struct bytes map, const char *name)
{
    struct token token;
    return option_token(map, name, &token) && token.kind == TOKEN_BOOLEAN && token.boolean;
}

bool wamp_option_lists(struct bytes map, const char *name, const char *text)
{
    struct bytes value = wamp_option(map, name);
    struct cursor cursor = cursor_over(value);
    struct token list, item;
    if (!value.data || !cursor_next(&cursor, &list) || list.kind != TOKEN_ARRAY)
        return false;
    for (size_t i = 0; i < list.count && cursor_next(&cursor, &item) && item.kind == TOKEN_TEXT; i++) {
        if (item.count == strlen(text) && memcmp(item.data, text, item.count) == 0)
            return true;
    }
    return false;
}

static const char *check_options(struct bytes map)
{
    for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
        struct bytes value = wamp_option(map, options[i].name);
        if (value.data && !option_is_valid(&options[i], value))
            return options[i].fault;
    }
    return NULL;
}

static const char *take_text(const struct token *token, struct arena *arena, size_t most, const char **text)
{
    if (token->kind != TOKEN_TEXT || token->count > most)
        return "a text of bounded length is due";
    *text = arena_copy(arena, token->data, token->count);
    return NULL;
}

static const char *take_id(const struct token *token, struct wamp_message *message)
{
    uint64_t id;
    if (!is_id(token) || !natural_of(token, &id))
        return "an id from 1 to 2^53 is due";
    *(message->request == 0 ? &message->request : &message->other) = id;
    return NULL;
}

static const char *take_code(const struct token *token, struct wamp_message *message)
{
    if (token->kind != TOKEN_INTEGER || token->integer < WAMP_HELLO || token->integer > WAMP_EVENT_RECEIVED)
        return "the code of a request is due";
    message->answered = (enum wamp_code) token->integer;
    return NULL;
}

static const char *take_args(const struct token *token, struct bytes value, struct wamp_message *message)
{
    bool is_opaque = token->kind == TOKEN_BINARY || token->kind == TOKEN_TEXT;
    if (token->kind != TOKEN_ARRAY && !(is_opaque && wamp_option(message->options, "enc_algo").data))
        return "the arguments must be a list";
    message->args = value;
    return NULL;
}

static const char *take_element(enum element element, struct cursor *cursor, struct arena *arena,
                                struct wamp_message *message)
{
    struct cursor inner = *cursor;
    struct token token;
    (void) cursor_next(&inner, &token);
    struct bytes value = take_value(cursor);
    switch (element) {
    case ID:
        return take_id(&token, message);
    case CODE:
        return take_code(&token, message);
    case TEXT:
        return take_text(&token, arena, SIZE_MAX, &message->uri);
    case URI:
        return take_text(&token, arena, WAMP_MAX_URI, &message->uri);
    case DICT:
    case OPTIONAL_DICT:
        message->options = value;
        return token.kind == TOKEN_MAP ? check_options(value) : "details and options must be a map";
    case ARGS:
        return take_args(&token, value, message);
    case KWARGS:
        message->kwargs = value;
        return token.kind == TOKEN_MAP ? NULL : "the keyword arguments must be a map";
    case END:
        break;
    }
    return "the message has too many elements";
}

static const struct shape *shape_of(const struct token *code)
{
    for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
        if (code->kind == TOKEN_INTEGER && code->integer == (int64_t) shapes[i].code)
            return &shapes[i];
    }
    return NULL;
}

const char *wamp_parse(struct bytes from, struct arena *arena, struct wamp_message *message)
{
    *message = (struct wamp_message){0};
    if (from.size == 0 || message_scan(from) != from.size)
        return "the bytes are no message of this serializer, or nested too deep";
    struct cursor cursor = cursor_over(from);
    struct token array, code;
    (void) cursor_next(&cursor, &array);
    if (array.kind != TOKEN_ARRAY || array.count == 0 || !cursor_next(&cursor, &code))
        return "a message is a list that begins with its code";
    const struct shape *shape = shape_of(&code);
    if (!shape)
        return "no message has this code";
    message->code = shape->code;

    const enum element *element = shape->elements;
    for (size_t i = 1; i < array.count; i++) {
        const char *fault = take_element(*element, &cursor, arena, message);
        if (fault)
            return fault;
        element += *element != END;
    }
    return *element < ARGS ? (*element == END ? NULL : "the message has too few elements") : NULL;
}

size_t wamp_count(struct bytes value)
{
    struct cursor cursor = cursor_over(value);
    struct token token;
    if (!value.data || !cursor_next(&cursor, &token))
        return 0;
    return token.kind == TOKEN_ARRAY || token.kind == TOKEN_MAP ? token.count : 1;
}

struct bytes wamp_only_map(struct bytes list)
{
    struct cursor cursor = cursor_over(list);
    struct token head, item;
    if (!cursor_next(&cursor, &head) || head.kind != TOKEN_ARRAY || head.count != 1)
        return (struct bytes){0};
    struct bytes only = take_value(&cursor);
    struct cursor inner = cursor_over(only);
    bool is_one = cursor_next(&inner, &item) && item.kind == TOKEN_MAP;
    return is_one ? only : (struct bytes){0};
}

bool wamp_uri_is_valid(const char *uri, bool pattern)
{
    size_t component = 0;
    for (const char *at = uri; *at; at++) {
        unsigned char c = (unsigned char) *at;
        if (c <= ' ' || c == '#' || c == 0x7f || (c == '.' && component == 0 && !pattern))
            return false;
        component = c == '.' ? 0 : component + 1;
    }
    return pattern || component > 0;
}

enum wamp_match wamp_match_of(const struct wamp_message *subscribe, struct arena *arena)
{
    const char *match = wamp_option_text(subscribe->options, "match", arena);
    if (match && strcmp(match, "prefix") == 0)
        return WAMP_MATCH_PREFIX;
    return match && strcmp(match, "wildcard") == 0 ? WAMP_MATCH_WILDCARD : WAMP_MATCH_EXACT;
}

static bool matches_wildcard(const char *pattern, const char *topic)
{
    for (;;) {
        size_t want = strcspn(pattern, "."), have = strcspn(topic, ".");
        if (want > 0 && (want != have || memcmp(pattern, topic, want) != 0))
            return false;
        pattern += want;
        topic += have;
        if (*pattern == '\0' || *topic == '\0')
            return *pattern == *topic;
        pattern++;
        topic++;
    }
}

bool wamp_matches(enum wamp_match match, const char *pattern, const char *topic)
{
    switch (match) {
    case WAMP_MATCH_EXACT:
        return strcmp(pattern, topic) == 0;
    case WAMP_MATCH_PREFIX:
        return strncmp(pattern, topic, strlen(pattern)) == 0;
    case WAMP_MATCH_WILDCARD:
        return matches_wildcard(pattern, topic);
    }
    return false;
}
