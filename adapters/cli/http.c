/* SPDX-License-Identifier: EUPL-1.2 */
#include "http.h"

#include <curl/curl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../gateway/transcode.h" /* of the other end of the same connection */
#include "error.h"
#include "identity.h"

#define REPEAT_MS 10000   /* how long an answer is sought */
#define FIRST_PAUSE_MS 50 /* doubled each time */
#define TIMEOUT_MS 15000L /* of one attempt: longer than the gateway waits for a service */
#define ANSWER_MAXIMUM (16u << 20)

struct http {
    CURL *curl;
    char *url, *token, *organisation;
    char error[CURL_ERROR_SIZE];
};

struct http *http_open(const char *url, const char *token, const char *organisation)
{
    struct http *http = calloc(1, sizeof(*http));
    curl_global_init(CURL_GLOBAL_DEFAULT);
    http->curl = curl_easy_init();
    http->url = strdup(url);
    http->token = token ? strdup(token) : NULL;
    http->organisation = organisation ? strdup(organisation) : NULL;
    return http;
}

void http_close(struct http *http)
{
    curl_easy_cleanup(http->curl);
    curl_global_cleanup();
    free(http->url);
    free(http->token);
    free(http->organisation);
    free(http);
}

void http_set_token(struct http *http, const char *token)
{
    free(http->token);
    http->token = strdup(token);
}

static struct curl_slist *add_header(struct curl_slist *headers, const char *name, const char *value)
{
    struct arena arena = {0};
    headers = curl_slist_append(headers, arena_print(&arena, "%s: %s", name, value));
    arena_free(&arena);
    return headers;
}

/* Sets up a request; the headers are the caller's to free. */
static struct curl_slist *prepare(struct http *http, const char *path)
{
    struct arena arena = {0};
    struct curl_slist *headers = NULL;
    curl_easy_reset(http->curl);
    curl_easy_setopt(http->curl, CURLOPT_URL, arena_print(&arena, "%s%s", http->url, path));
    curl_easy_setopt(http->curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(http->curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(http->curl, CURLOPT_ERRORBUFFER, http->error);
    http->error[0] = '\0';
    if (http->token)
        headers = add_header(headers, "Authorization", arena_print(&arena, "Bearer %s", http->token));
    if (http->organisation)
        headers = add_header(headers, "Samspil-Organisation", http->organisation);
    arena_free(&arena);
    return headers;
}

static size_t take_bytes(char *data, size_t size, size_t count, void *closure)
{
    struct buffer *answer = closure;
    if (answer->size + size * count > ANSWER_MAXIMUM)
        return 0;
    buffer_append(answer, data, size * count);
    return size * count;
}

/* Once. The HTTP status, or 0 when there was no answer. */
static int post(struct http *http, const struct procedure *procedure, const char *arguments, struct buffer *answer)
{
    struct arena arena = {0};
    struct curl_slist *headers =
        prepare(http, arena_print(&arena, "/call/samspil.%s.%s", procedure->service, procedure->name));
    headers = add_header(headers, "Content-Type", "application/json");
    headers = curl_slist_append(headers, "Expect:"); /* no waiting for a 100 Continue */
    curl_easy_setopt(http->curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(http->curl, CURLOPT_POSTFIELDS, arguments);
    curl_easy_setopt(http->curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t) strlen(arguments));
    curl_easy_setopt(http->curl, CURLOPT_TIMEOUT_MS, TIMEOUT_MS);
    curl_easy_setopt(http->curl, CURLOPT_WRITEFUNCTION, take_bytes);
    curl_easy_setopt(http->curl, CURLOPT_WRITEDATA, answer);
    long status = 0;
    if (curl_easy_perform(http->curl) == CURLE_OK)
        curl_easy_getinfo(http->curl, CURLINFO_RESPONSE_CODE, &status);
    curl_slist_free_all(headers);
    arena_free(&arena);
    return (int) status;
}

static bool is_worth_repeating(int status)
{
    return status == 0 || status == 429 || status == 503 || status == 504;
}

int http_call(struct http *http, const struct procedure *procedure, const char *arguments, struct buffer *answer,
              int *status)
{
    size_t before = answer->size;
    int64_t end = time_monotonic_ns() + REPEAT_MS * INT64_C(1000000);
    for (int pause = FIRST_PAUSE_MS;; pause *= 2) {
        answer->size = before;
        *status = post(http, procedure, arguments, answer);
        if (!is_worth_repeating(*status) || time_monotonic_ns() + pause * INT64_C(1000000) >= end)
            break;
        poll(NULL, 0, pause);
    }
    if (*status != 0)
        return 0;
    fprintf(stderr, "%s: no answer: %s\n", http->url, http->error);
    return -ENOTCONN;
}

/* Structs. */

/* The problem that was answered; negative for one that only the gateway has, after saying it. */
static int problem_code(const struct http *http, const struct common_problem *problem)
{
    for (int i = PROBLEM_NONE + 1; i < PROBLEM_COUNT; i++)
        if (strcmp(problem_table[i].code, problem->code) == 0)
            return i;
    fprintf(stderr, "%s: %s: %s\n", http->url, problem->code, problem->message);
    return -EACCES;
}

static int call_typed(void *closure, const struct procedure *procedure, const void *in, struct arena *arena, void *out,
                      const char **field)
{
    struct http *http = closure;
    struct buffer message = {0}, text = {0};
    struct message_error error;
    struct common_problem problem;
    int status;
    *field = NULL;
    message_encode(procedure->input, in, &message);
    transcode_to_json((struct bytes){message.data, message.size}, &text);
    buffer_append(&text, "", 1);
    buffer_clear(&message);
    int rc = http_call(http, procedure, (const char *) text.data, &message, &status);
    buffer_clear(&text);
    if (!rc && !transcode_from_json((struct bytes){message.data, message.size}, &text))
        rc = -EPROTO;
    struct bytes answer = {text.data, text.size};
    if (!rc && status == 200) {
        rc = message_decode(procedure->output, answer, MESSAGE_TOLERANT, arena, out, NULL, &error) ? -EPROTO : 0;
    } else if (!rc) {
        rc = message_decode(&common_problem_type, answer, MESSAGE_TOLERANT, arena, &problem, NULL, &error)
                 ? -EPROTO
                 : problem_code(http, &problem);
        *field = rc > 0 ? problem.field : NULL;
    }
    if (rc == -EPROTO)
        fprintf(stderr, "%s: the answer to %s (status %d) is not as its contract says\n", http->url, procedure->name,
                status);
    buffer_free(&message);
    buffer_free(&text);
    return rc;
}

struct directory_client http_directory_client(struct http *http)
{
    return (struct directory_client){call_typed, http};
}

/* Lines. */

struct lines {
    bool (*take)(void *closure, const char *line);
    void *closure;
    struct buffer line; /* begun */
};

static size_t take_lines(char *data, size_t size, size_t count, void *closure)
{
    struct lines *lines = closure;
    size_t left = size * count;
    for (char *end; left > 0 && (end = memchr(data, '\n', left)); left -= (size_t) (end + 1 - data), data = end + 1) {
        buffer_append(&lines->line, data, (size_t) (end - data));
        if (lines->line.size > 0 && lines->line.data[lines->line.size - 1] == '\r')
            lines->line.size--;
        buffer_append(&lines->line, "", 1);
        bool more = lines->take(lines->closure, (const char *) lines->line.data);
        buffer_clear(&lines->line);
        if (!more)
            return 0;
    }
    if (lines->line.size + left > ANSWER_MAXIMUM)
        return 0;
    buffer_append(&lines->line, data, left);
    return size * count;
}

int http_lines(struct http *http, const char *path, const char *const *headers,
               bool (*take)(void *closure, const char *line), void *closure)
{
    struct lines lines = {.take = take, .closure = closure};
    struct curl_slist *list = prepare(http, path);
    for (; *headers; headers++)
        list = curl_slist_append(list, *headers);
    curl_easy_setopt(http->curl, CURLOPT_HTTPHEADER, list);
    curl_easy_setopt(http->curl, CURLOPT_WRITEFUNCTION, take_lines);
    curl_easy_setopt(http->curl, CURLOPT_WRITEDATA, &lines);
    curl_easy_setopt(http->curl, CURLOPT_TCP_KEEPALIVE, 1L);
    long status = 0;
    curl_easy_perform(http->curl);
    curl_easy_getinfo(http->curl, CURLINFO_RESPONSE_CODE, &status);
    curl_slist_free_all(list);
    buffer_free(&lines.line);
    return (int) status;
}
