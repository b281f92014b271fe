/* SPDX-License-Identifier: EUPL-1.2 */
#include "http.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../gateway/transcode.h" /* of the other end of the same connection */
#include "error.h"
#include "identity.h"

#define REPEAT_MS 10000   /* how long an answer is sought */
#define FIRST_PAUSE_MS 50 /* doubled each time */
#define IN_FLIGHT 64      /* calls at a time, each on its own connection */
#define TIMEOUT_MS 15000L /* of one attempt: longer than the gateway waits for a service */
#define ANSWER_MAXIMUM (16u << 20)

struct exchange;

struct http {
    CURLM *multi;
    struct exchange *exchanges; /* IN_FLIGHT */
    char *url, *token, *organisation;
    bool has_complained; /* of a missing answer: once in a run */
};

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

/* Sets up a request; the headers are the caller's to free. error: of CURL_ERROR_SIZE. */
static struct curl_slist *prepare(const struct http *http, CURL *curl, char *error, const char *path)
{
    struct arena arena = {0};
    struct curl_slist *headers = NULL;
    curl_easy_reset(curl);
    curl_easy_setopt(curl, CURLOPT_URL, arena_print(&arena, "%s%s", http->url, path));
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
    error[0] = '\0';
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

static bool is_worth_repeating(int status)
{
    return status == 0 || status == 429 || status == 503 || status == 504;
}

/* Exchanges: a call until it is answered, or until it is given up. Each has its connection while it lasts. */

struct exchange {
    CURL *curl; /* NULL until it is first used */
    struct curl_slist *headers;
    struct buffer arguments, answer; /* JSON */
    char error[CURL_ERROR_SIZE];
    size_t index; /* of the call */
    enum { EXCHANGE_IDLE, EXCHANGE_SENT, EXCHANGE_WAITING } state;
    int64_t due, end; /* when it is sent again; until when */
    int pause;        /* ms before the next attempt */
};

/* A run of calls. */
struct exchanges {
    size_t count;
    /* Appends the arguments of a call, as JSON. */
    const struct procedure *(*prepare)(void *closure, size_t index, struct buffer *arguments);
    /* Takes an answer; status 0: there was none. True: go on with further calls. */
    bool (*take)(void *closure, size_t index, int status, const struct buffer *answer);
    void *closure;
};

static void begin(struct http *http, struct exchange *exchange, const struct exchanges *run, size_t index)
{
    struct arena arena = {0};
    buffer_clear(&exchange->arguments);
    const struct procedure *procedure = run->prepare(run->closure, index, &exchange->arguments);
    if (!exchange->curl)
        exchange->curl = curl_easy_init();
    exchange->headers = prepare(http, exchange->curl, exchange->error,
                                arena_print(&arena, "/call/samspil.%s.%s", procedure->service, procedure->name));
    exchange->headers = add_header(exchange->headers, "Content-Type", "application/json");
    exchange->headers = curl_slist_append(exchange->headers, "Expect:"); /* no waiting for a 100 Continue */
    curl_easy_setopt(exchange->curl, CURLOPT_HTTPHEADER, exchange->headers);
    curl_easy_setopt(exchange->curl, CURLOPT_POSTFIELDS, exchange->arguments.data);
    curl_easy_setopt(exchange->curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t) exchange->arguments.size);
    curl_easy_setopt(exchange->curl, CURLOPT_TIMEOUT_MS, TIMEOUT_MS);
    curl_easy_setopt(exchange->curl, CURLOPT_WRITEFUNCTION, take_bytes);
    curl_easy_setopt(exchange->curl, CURLOPT_WRITEDATA, &exchange->answer);
    curl_easy_setopt(exchange->curl, CURLOPT_PRIVATE, exchange);
    arena_free(&arena);
    exchange->index = index;
    exchange->pause = FIRST_PAUSE_MS;
    exchange->end = time_monotonic_ns() + REPEAT_MS * INT64_C(1000000);
}

static void attempt(struct http *http, struct exchange *exchange)
{
    buffer_clear(&exchange->answer);
    exchange->state = EXCHANGE_SENT;
    curl_multi_add_handle(http->multi, exchange->curl);
}

/* After an attempt: whether the call has come to its end. */
static bool has_ended(struct http *http, struct exchange *exchange, CURLcode result, int *status)
{
    long code = 0;
    if (result == CURLE_OK)
        curl_easy_getinfo(exchange->curl, CURLINFO_RESPONSE_CODE, &code);
    *status = (int) code;
    curl_multi_remove_handle(http->multi, exchange->curl);
    exchange->due = time_monotonic_ns() + exchange->pause * INT64_C(1000000);
    exchange->pause *= 2;
    if (is_worth_repeating(*status) && exchange->due < exchange->end) {
        exchange->state = EXCHANGE_WAITING;
        return false;
    }
    if (*status == 0 && !http->has_complained)
        fprintf(stderr, "%s: no answer: %s\n", http->url,
                exchange->error[0] ? exchange->error : curl_easy_strerror(result));
    http->has_complained |= *status == 0;
    curl_slist_free_all(exchange->headers);
    exchange->state = EXCHANGE_IDLE;
    return true;
}

/* Starts what can be started and sends again what is due. Returns how many calls are under way. */
static size_t fill(struct http *http, const struct exchanges *run, size_t *next, int64_t *wait_ns)
{
    size_t under_way = 0;
    int64_t now = time_monotonic_ns();
    *wait_ns = INT64_C(1000000000);
    for (size_t i = 0; i < IN_FLIGHT; i++) {
        struct exchange *exchange = &http->exchanges[i];
        if (exchange->state == EXCHANGE_IDLE && *next < run->count) {
            begin(http, exchange, run, (*next)++);
            attempt(http, exchange);
        } else if (exchange->state == EXCHANGE_WAITING && exchange->due <= now) {
            attempt(http, exchange);
        }
        if (exchange->state == EXCHANGE_WAITING && exchange->due - now < *wait_ns)
            *wait_ns = exchange->due - now;
        under_way += exchange->state != EXCHANGE_IDLE;
    }
    return under_way;
}

static void run_exchanges(struct http *http, const struct exchanges *run)
{
    size_t next = 0;
    int64_t wait_ns;
    http->has_complained = false;
    while (fill(http, run, &next, &wait_ns) > 0) {
        int running, left;
        curl_multi_perform(http->multi, &running);
        bool moved = false;
        for (CURLMsg *message; (message = curl_multi_info_read(http->multi, &left));) {
            struct exchange *exchange;
            int status;
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **) &exchange);
            moved = true;
            if (has_ended(http, exchange, message->data.result, &status) &&
                !run->take(run->closure, exchange->index, status, &exchange->answer))
                next = run->count;
        }
        if (!moved)
            curl_multi_poll(http->multi, NULL, 0, (int) (wait_ns / 1000000) + 1, NULL);
    }
}

struct http *http_open(const char *url, const char *token, const char *organisation)
{
    struct http *http = calloc(1, sizeof(*http));
    curl_global_init(CURL_GLOBAL_DEFAULT);
    http->multi = curl_multi_init();
    http->exchanges = calloc(IN_FLIGHT, sizeof(*http->exchanges));
    http->url = strdup(url);
    http->token = token ? strdup(token) : NULL;
    http->organisation = organisation ? strdup(organisation) : NULL;
    return http;
}

void http_close(struct http *http)
{
    for (size_t i = 0; i < IN_FLIGHT; i++) {
        curl_easy_cleanup(http->exchanges[i].curl);
        buffer_free(&http->exchanges[i].arguments);
        buffer_free(&http->exchanges[i].answer);
    }
    curl_multi_cleanup(http->multi);
    curl_global_cleanup();
    free(http->exchanges);
    free(http->url);
    free(http->token);
    free(http->organisation);
    free(http);
}

/* JSON. */

struct text_call {
    const struct procedure *procedure;
    const char *arguments;
    struct buffer *answer;
    int status;
};

static const struct procedure *prepare_text(void *closure, size_t index, struct buffer *arguments)
{
    const struct text_call *call = closure;
    (void) index;
    buffer_append(arguments, call->arguments, strlen(call->arguments));
    return call->procedure;
}

static bool take_text(void *closure, size_t index, int status, const struct buffer *answer)
{
    struct text_call *call = closure;
    (void) index;
    call->status = status;
    buffer_append(call->answer, answer->data, answer->size);
    return true;
}

int http_call(struct http *http, const struct procedure *procedure, const char *arguments, struct buffer *answer,
              int *status)
{
    struct text_call call = {procedure, arguments, answer, 0};
    run_exchanges(http, &(struct exchanges){1, prepare_text, take_text, &call});
    *status = call.status;
    return call.status == 0 ? -ENOTCONN : 0;
}

/* Structs. */

/* The problem that was answered; negative for one that only the gateway has, after saying it. */
static int problem_code(const struct http *http, const struct common_problem *problem)
{
    enum problem known = client_problem(problem->code);
    if (known)
        return (int) known;
    fprintf(stderr, "%s: %s: %s\n", http->url, problem->code, problem->message);
    return -EACCES;
}

struct typed_calls {
    struct http *http;
    const struct client_batch *batch;
    struct buffer message; /* between the forms */
};

static const struct procedure *prepare_typed(void *closure, size_t index, struct buffer *arguments)
{
    struct typed_calls *typed = closure;
    const struct client_call *call = &typed->batch->calls[index];
    buffer_clear(&typed->message);
    message_encode(call->procedure->input, call->in, &typed->message);
    transcode_to_json((struct bytes){typed->message.data, typed->message.size}, arguments);
    return call->procedure;
}

/* What the answer says: 0, a problem, or -EPROTO. */
static int read_answer(struct typed_calls *typed, struct client_call *call, int status, const struct buffer *json)
{
    struct message_error error;
    struct common_problem problem;
    struct arena *arena = typed->batch->arena;
    buffer_clear(&typed->message);
    if (!transcode_from_json((struct bytes){json->data, json->size}, &typed->message))
        return -EPROTO;
    struct bytes answer = {typed->message.data, typed->message.size};
    if (status == 200)
        return message_decode(call->procedure->output, answer, MESSAGE_TOLERANT, arena, call->out, NULL, &error)
                   ? -EPROTO
                   : 0;
    if (message_decode(&common_problem_type, answer, MESSAGE_TOLERANT, arena, &problem, NULL, &error))
        return -EPROTO;
    call->field = problem.field;
    if (!is_worth_repeating(status))
        return problem_code(typed->http, &problem);
    if (!typed->http->has_complained) /* and it was repeated long enough */
        fprintf(stderr, "%s: %s\n", typed->http->url, problem.message);
    typed->http->has_complained = true;
    return -ENOTCONN;
}

static bool take_typed(void *closure, size_t index, int status, const struct buffer *json)
{
    struct typed_calls *typed = closure;
    struct client_call *call = &typed->batch->calls[index];
    call->rc = status == 0 ? -ENOTCONN : read_answer(typed, call, status, json);
    if (call->rc == -EPROTO)
        fprintf(stderr, "%s: the answer to %s (status %d) is not as its contract says\n", typed->http->url,
                call->procedure->name, status);
    bool goes_on = !typed->batch->answered || typed->batch->answered(typed->batch->closure, call);
    return goes_on && call->rc >= 0;
}

static void run_typed(void *closure, const struct client_batch *batch)
{
    struct typed_calls typed = {.http = closure, .batch = batch};
    for (size_t i = 0; i < batch->count; i++) {
        batch->calls[i].rc = -ECANCELED;
        batch->calls[i].field = NULL;
    }
    run_exchanges(closure, &(struct exchanges){batch->count, prepare_typed, take_typed, &typed});
    buffer_free(&typed.message);
}

struct client http_client(struct http *http)
{
    return (struct client){run_typed, http};
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
    char error[CURL_ERROR_SIZE];
    CURL *curl = curl_easy_init();
    struct lines lines = {.take = take, .closure = closure};
    struct curl_slist *list = prepare(http, curl, error, path);
    for (; *headers; headers++)
        list = curl_slist_append(list, *headers);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_lines);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &lines);
    curl_easy_setopt(curl, CURLOPT_TCP_KEEPALIVE, 1L);
    long status = 0;
    curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_cleanup(curl);
    curl_slist_free_all(list);
    buffer_free(&lines.line);
    return (int) status;
}
