/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A line is made on the stack, so logging allocates nothing. What does not fit is cut at a character and ends in an
 * ellipsis; the line is always whole JSON.
 */
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "identity.h"

#include "log.h"

enum {
    LINE_SIZE = 4096, /* up to this a write to a pipe is not mixed with others' */
    LINE_END = 8,     /* kept free for an ellipsis, the closing quote and brace, the newline */
};

static const char ellipsis[] = "\xe2\x80\xa6";
static const char *const level_names[] = {"debug", "info", "warning", "error"};

static const char *log_service = "samspil";
static enum log_level log_least = LOG_LEVEL_INFO;
static _Thread_local const char *log_traceparent;

struct line {
    size_t used;
    char text[LINE_SIZE];
};

enum log_level log_level_of(const char *name)
{
    for (size_t i = 0; i < sizeof level_names / sizeof *level_names; i++)
        if (strcmp(level_names[i], name) == 0)
            return (enum log_level) i;
    return LOG_LEVEL_INFO;
}

void log_open(const char *service, enum log_level least)
{
    log_service = service;
    log_least = least;
}

void log_trace(const char *traceparent)
{
    log_traceparent = traceparent;
}

const char *log_error_text(int rc)
{
    const char *name = strerrorname_np(-rc);
    return name ? name : "unknown error";
}

static size_t room(const struct line *line)
{
    return line->used < LINE_SIZE - LINE_END ? LINE_SIZE - LINE_END - line->used : 0;
}

static void put(struct line *line, const char *text, size_t size)
{
    memcpy(line->text + line->used, text, size);
    line->used += size;
}

static void put_all(struct line *line, const char *text)
{
    put(line, text, strlen(text));
}

/* The length of the UTF-8 character at text, 0 if it is none. */
static size_t character(const unsigned char *text)
{
    size_t length = *text < 0x80 ? 1 : *text >> 5 == 6 ? 2 : *text >> 4 == 14 ? 3 : *text >> 3 == 30 ? 4 : 0;
    for (size_t i = 1; i < length; i++)
        if (text[i] >> 6 != 2)
            return 0;
    return length;
}

/* A JSON string, or as much of it as fits with its quotes. */
static void put_text(struct line *line, const char *text)
{
    put_all(line, "\"");
    for (const unsigned char *at = (const unsigned char *) text; *at;) {
        char escaped[8];
        const char *piece = (const char *) at;
        size_t length = character(at), size = length;
        if (length == 0) {
            piece = "\xef\xbf\xbd";
            length = 1;
            size = 3;
        } else if (*at < 0x20) {
            static const char digits[] = "0123456789abcdef";
            size = 6;
            memcpy(escaped, (const char[]){'\\', 'u', '0', '0', digits[*at >> 4], digits[*at & 15]}, size);
            piece = escaped;
        } else if (*at == '"' || *at == '\\') {
            size = 2;
            escaped[0] = '\\';
            escaped[1] = (char) *at;
            piece = escaped;
        }
        if (size > room(line)) {
            put(line, ellipsis, sizeof(ellipsis) - 1);
            break;
        }
        put(line, piece, size);
        at += length;
    }
    put_all(line, "\"");
}

static void put_integer(struct line *line, int64_t value)
{
    char digits[20], *at = digits + sizeof(digits);
    uint64_t rest = value < 0 ? 0 - (uint64_t) value : (uint64_t) value;
    do
        *--at = (char) ('0' + rest % 10);
    while (rest /= 10);
    if (value < 0)
        *--at = '-';
    put(line, at, (size_t) (digits + sizeof(digits) - at));
}

/* False when not even the field's name and something of its value fits: the line ends before it. */
static bool put_name(struct line *line, const char *name)
{
    size_t size = strlen(name);
    if (size + 32 > room(line))
        return false;
    put(line, ",\"", 2);
    put(line, name, size);
    put(line, "\":", 2);
    return true;
}

static void put_field(struct line *line, const char *name, const char *text)
{
    if (put_name(line, name))
        put_text(line, text);
}

void log_write(enum log_level level, const char *message, const struct log_field *fields)
{
    if (level < log_least)
        return;
    char now[TIME_TEXT_SIZE];
    time_text(time_now_ms(), now);
    struct line line;
    line.used = 0;
    put_all(&line, "{\"time\":\"");
    put_all(&line, now);
    put_all(&line, "\"");
    put_field(&line, "level", level_names[level]);
    put_field(&line, "service", log_service);
    put_field(&line, "message", message);
    if (log_traceparent)
        put_field(&line, "traceparent", log_traceparent);
    for (const struct log_field *field = fields; field->name; field++) {
        if (field->text)
            put_field(&line, field->name, field->text);
        else if (put_name(&line, field->name))
            put_integer(&line, field->integer);
    }
    put_all(&line, "}\n");
    /* Where stderr is gone there is nobody to tell. */
    if (write(STDERR_FILENO, line.text, line.used) < 0)
        return;
}
