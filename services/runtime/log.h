/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Logs: one JSON object a line on stderr: time, level, service, message, and what is given as fields.
 *
 *     log_info("stream created", LOG_TEXT("stream", name), LOG_INTEGER("sequence", last));
 *     log_error("cannot commit", LOG_ERROR(rc));
 *
 * Never personal data: ids of streams, procedures, problem codes and counts, not arguments, names or subjects of people.
 * Thread-safe; a line is written with one write(2).
 */
#pragma once

#include <stdint.h>

enum log_level { LOG_LEVEL_DEBUG, LOG_LEVEL_INFO, LOG_LEVEL_WARNING, LOG_LEVEL_ERROR };

struct log_field {
    const char *name;
    const char *text; /* NULL: the integer counts */
    int64_t integer;
};

#define LOG_TEXT(n, v) ((struct log_field){.name = (n), .text = (v)})
#define LOG_INTEGER(n, v) ((struct log_field){.name = (n), .integer = (int64_t) (v)})
/* A negative errno value, as its name or text. */
#define LOG_ERROR(rc) ((struct log_field){.name = "error", .text = log_error_text(rc)})
const char *log_error_text(int rc);

/* INFO for a name that is none. */
enum log_level log_level_of(const char *name);
void log_open(const char *service, enum log_level least);
/* The traceparent that lines of this thread carry; NULL for none. Kept by reference until set anew. */
void log_trace(const char *traceparent);
void log_write(enum log_level level, const char *message, const struct log_field *fields);

#define LOG_(level, message, ...)                                                                                      \
    log_write((level), (message), (const struct log_field[]){__VA_ARGS__ __VA_OPT__(, ){0}})
#define log_debug(...) LOG_(LOG_LEVEL_DEBUG, __VA_ARGS__)
#define log_info(...) LOG_(LOG_LEVEL_INFO, __VA_ARGS__)
#define log_warning(...) LOG_(LOG_LEVEL_WARNING, __VA_ARGS__)
#define log_error(...) LOG_(LOG_LEVEL_ERROR, __VA_ARGS__)
