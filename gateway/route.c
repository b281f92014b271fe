/* SPDX-License-Identifier: EUPL-1.2 */
#include "route.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "bounds.h"
#include "cursor.h"
#include "packer.h"
#include "transcode.h"
#include "wamp.h"

#define CALL_PATH "/call/"

/* Methods as bits. */
#define GET (1U << HTTP_GET)
#define HEAD (1U << HTTP_HEAD)
#define POST (1U << HTTP_POST)

static const struct {
    const char *path;
    enum route_kind kind;
    unsigned methods;
} routes[] = {
    {"/feed", ROUTE_FEED, GET},
    {"/export", ROUTE_EXPORT, GET | HEAD},
    {"/signin", ROUTE_SIGN_IN, GET | POST},
    {"/signin/callback", ROUTE_SIGNED_IN, GET},
    {"/signout", ROUTE_SIGN_OUT, POST},
    {"/session", ROUTE_SESSION, GET | POST},
    {"/", ROUTE_PAGE, GET | HEAD},
};

struct route route_of(enum http_method method, const char *path)
{
    if (strncmp(path, CALL_PATH, sizeof(CALL_PATH) - 1) == 0)
        return (struct route){ROUTE_CALL, method == HTTP_GET || method == HTTP_POST, path + sizeof(CALL_PATH) - 1};
    for (size_t i = 0; i < sizeof(routes) / sizeof(routes[0]); i++) {
        if (strcmp(path, routes[i].path) == 0)
            return (struct route){routes[i].kind, (routes[i].methods & 1U << method) != 0, NULL};
    }
    if (method == HTTP_GET || method == HTTP_HEAD)
        return (struct route){ROUTE_PAGE, true, NULL};
    return (struct route){0};
}

const char *route_bearer(const char *authorization)
{
    static const char scheme[] = "bearer ";
    if (strncasecmp(authorization, scheme, sizeof(scheme) - 1) != 0)
        return NULL;
    const char *token = authorization + sizeof(scheme) - 1;
    token += strspn(token, " ");
    return *token != '\0' ? token : NULL;
}

/* Whatever parameters follow. */
static bool is_type(const char *content_type, const char *type)
{
    size_t length = strlen(type);
    if (strncasecmp(content_type, type, length) != 0)
        return false;
    content_type += length;
    content_type += strspn(content_type, " \t");
    return *content_type == '\0' || *content_type == ';';
}

bool route_is_json(const char *content_type)
{
    return is_type(content_type, "application/json");
}

bool route_is_form(const char *content_type)
{
    return is_type(content_type, "application/x-www-form-urlencoded");
}

int64_t route_natural(const char *text)
{
    int64_t number = 0;
    if (*text == '\0')
        return -1;
    for (; *text; text++) {
        if (!isdigit((unsigned char) *text))
            return -1;
        number = 10 * number + (*text - '0');
        if (number > (int64_t) WAMP_MAX_ID)
            return -1;
    }
    return number;
}

bool route_cursor_is_valid(const char *cursor)
{
    return *cursor == '\0' || route_natural(cursor) >= 0;
}

/* Printable ASCII: a header may hold any bytes. */
static bool is_plain(const char *text)
{
    while (*text >= ' ' && *text <= '~')
        text++;
    return *text == '\0';
}

bool route_arguments(struct bytes body, const char *command_id, struct buffer *to)
{
    static const uint8_t nothing[] = "{}";
    struct buffer map = {0};
    struct token head;
    if (body.size == 0)
        body = (struct bytes){nothing, sizeof(nothing) - 1};
    bool valid = (!command_id || is_plain(command_id)) && transcode_from_json(body, &map);
    struct cursor cursor = cursor_over((struct bytes){map.data, map.size});
    valid = valid && cursor_next(&cursor, &head) && head.kind == TOKEN_MAP;
    if (valid) {
        bool adds = command_id && !wamp_option((struct bytes){map.data, map.size}, "command_id").data;
        msgpack_packer packer = packer_to(to);
        (void) msgpack_pack_map(&packer, head.count + adds);
        buffer_append(to, cursor.at, (size_t) (cursor.end - cursor.at));
        if (adds) {
            pack_text(&packer, "command_id");
            pack_text(&packer, command_id);
        }
    }
    buffer_free(&map);
    return valid;
}

static const char *status_words(int status)
{
    static const struct {
        int status;
        const char *words;
    } known[] = {
        {200, "OK"},
        {303, "See Other"},
        {304, "Not Modified"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {409, "Conflict"},
        {411, "Length Required"},
        {413, "Content Too Large"},
        {415, "Unsupported Media Type"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {503, "Service Unavailable"},
        {504, "Gateway Timeout"},
    };
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (known[i].status == status)
            return known[i].words;
    }
    return "Problem";
}

#define NOT_KEPT "cache-control: no-store\r\n"
#define KEPT_A_MINUTE "cache-control: public, max-age=60\r\nvary: authorization, cookie\r\n"

static void add(struct buffer *to, const char *text)
{
    buffer_append(to, text, strlen(text));
}

struct frame *route_frame(const struct response *response)
{
    struct buffer text = {0};
    char line[128];
    (void) snprintf(line, sizeof(line), "HTTP/1.1 %d %s\r\n", response->status, status_words(response->status));
    add(&text, line);
    if (response->content_type) {
        add(&text, "content-type: ");
        add(&text, response->content_type);
        add(&text, "\r\n");
    }
    if (response->status != 304) {
        (void) snprintf(line, sizeof(line), "content-length: %zu\r\n", response->body.size);
        add(&text, line);
    }
    add(&text, "x-content-type-options: nosniff\r\n");
    add(&text, response->caching ? response->caching : NOT_KEPT);
    add(&text, response->headers ? response->headers : "");
    add(&text, response->closes ? "connection: close\r\n\r\n" : "\r\n");
    if (!response->is_head && response->body.size > 0)
        buffer_append(&text, response->body.data, response->body.size);
    struct frame *frame = frame_copy((struct bytes){text.data, text.size});
    buffer_free(&text);
    return frame;
}

struct frame *route_response(int status, const char *content_type, const char *headers, bool closes, struct bytes body)
{
    return route_frame(&(struct response){
        .status = status, .content_type = content_type, .headers = headers, .closes = closes, .body = body});
}

static struct frame *result_response(struct bytes result, const char *caching, bool closes)
{
    struct buffer json = {0};
    transcode_to_json(result, &json);
    struct frame *frame = route_frame(&(struct response){.status = 200,
                                                         .content_type = "application/json",
                                                         .caching = caching,
                                                         .closes = closes,
                                                         .body = {json.data, json.size}});
    buffer_free(&json);
    return frame;
}

struct frame *route_result(struct bytes result, bool closes)
{
    return result_response(result, NULL, closes);
}

struct frame *route_public_result(struct bytes result, bool closes)
{
    return result_response(result, KEPT_A_MINUTE, closes);
}

static void problem_headers(const struct common_problem *problem, int status, char *headers, size_t size)
{
    headers[0] = '\0';
    if (problem->has_retry_after_ms)
        (void) snprintf(headers, size, "retry-after: %lld\r\n", (long long) (problem->retry_after_ms + 999) / 1000);
    else if (status == 401)
        (void) snprintf(headers, size, "www-authenticate: Bearer realm=\"samspil\"\r\n");
}

struct frame *route_problem(const struct common_problem *problem, bool closes)
{
    const struct problem_text *text = problem_text_find(problem->code);
    int status = text ? text->status : 500;
    char headers[64];
    struct buffer map = {0}, json = {0};
    message_encode(&common_problem_type, problem, &map);
    transcode_to_json((struct bytes){map.data, map.size}, &json);
    problem_headers(problem, status, headers, sizeof(headers));
    struct frame *frame =
        route_response(status, "application/json", headers, closes, (struct bytes){json.data, json.size});
    buffer_free(&map);
    buffer_free(&json);
    return frame;
}

void route_stream_head(struct buffer *to)
{
    static const char head[] = "HTTP/1.1 200 OK\r\n"
                               "content-type: text/event-stream\r\n"
                               "cache-control: no-store\r\n"
                               "x-content-type-options: nosniff\r\n"
                               "connection: close\r\n"
                               "\r\n";
    buffer_append(to, head, sizeof(head) - 1);
}

struct frame *route_chunked_head(const char *content_type, const char *headers)
{
    char head[1024];
    int length = snprintf(head, sizeof(head),
                          "HTTP/1.1 200 OK\r\n"
                          "content-type: %s\r\n"
                          "transfer-encoding: chunked\r\n"
                          "x-content-type-options: nosniff\r\n" NOT_KEPT "%s"
                          "connection: close\r\n"
                          "\r\n",
                          content_type, headers);
    return frame_copy((struct bytes){(const uint8_t *) head, (size_t) length});
}

struct frame *route_chunk(struct bytes piece)
{
    char head[24];
    size_t before = (size_t) snprintf(head, sizeof(head), "%zx\r\n", piece.size);
    struct frame *frame = frame_new(before + piece.size + 2);
    memcpy(frame->data, head, before);
    if (piece.size > 0)
        memcpy(frame->data + before, piece.data, piece.size);
    memcpy(frame->data + before + piece.size, "\r\n", 2);
    return frame;
}

void route_stream_event(const char *cursor, const char *type, struct bytes event, struct buffer *to)
{
    const char *const parts[] = {"id: ", cursor, "\nevent: ", type, "\ndata: "};
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
        buffer_append(to, parts[i], strlen(parts[i]));
    transcode_to_json(event, to);
    buffer_append(to, "\n\n", 2);
}
