/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The second binding: POST /call/<procedure> with JSON, GET of it for queries, GET /feed, GET /export; signing in; the app.
 * One request at a time on a connection, as libwebsockets gives them to us.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "bounds.h"
#include "gateway.h"
#include "identity.h"
#include "log.h"
#include "metrics.h"
#include "request.h"
#include "signin.h"
#include "web.h"

static const char page[] =
    "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Samspil</title>\n"
    "<h1>Samspil</h1>\n<p>The platform on which municipalities, voluntary organisations and citizens work on shared "
    "cases.\nThis is its gateway: websockets (WAMP v2) at <code>/ws</code>, calls at <code>POST "
    "/call/&lt;procedure&gt;</code>,\nevents at <code>GET /feed</code>. What can be called is in the API reference, "
    "<code>reference.html</code> of the\ninstallation.</p>\n</html>\n";

static struct metric requests_total = METRIC_COUNTER("samspil_gateway_requests_total", "HTTP requests.", "route");
static const char *const route_names[] = {"none",   "page",     "call",    "feed",   "export",
                                          "signin", "callback", "signout", "session"};

void requests_register_metrics(void)
{
    metrics_register(&requests_total);
}

static void answered(void *closure, const struct answer *answer)
{
    struct request *request = closure;
    struct frame *frame = answer->problem      ? route_problem(answer->problem, request->closes)
                          : request->is_public ? route_public_result(answer->result, request->closes)
                                               : route_result(answer->result, request->closes);
    request->dispatched = NULL;
    request_reply(request, frame, &answer->ground);
}

static void call(struct request *request, struct bytes arguments)
{
    const struct dispatch what = {.procedure = request->procedure,
                                  .who = &request->who,
                                  .arguments = arguments,
                                  .timeout_ms = limits.call_seconds * 1000,
                                  .traceparent = request->traceparent};
    int problem = dispatcher_call(request->connection.gateway->services.dispatcher, &what, answered, request,
                                  &request->dispatched);
    if (problem != 0) {
        request_refuse(request, &problem_table[problem]);
        return;
    }
    lws_set_timeout(request->connection.wsi, NO_PENDING_TIMEOUT, 0); /* the call has its own */
    request->state = REQUEST_CALLING;
    connection_hold(&request->connection);
}

static void call_with_body(struct request *request)
{
    struct buffer arguments = {0};
    const char *command_id =
        request->procedure->kind == PROCEDURE_COMMAND && request->command_id[0] != '\0' ? request->command_id : NULL;
    if (route_arguments((struct bytes){request->body.data, request->body.size}, command_id, &arguments))
        call(request, (struct bytes){arguments.data, arguments.size});
    else
        request_refuse(request, &problem_table[PROBLEM_INVALID_ARGUMENT]);
    buffer_free(&arguments);
}

static void begin_call(struct request *request, const char *procedure)
{
    struct lws *wsi = request->connection.wsi;
    const struct problem_text *refusal = request_check_body(request, route_is_json);
    request->procedure = dispatcher_procedure(request->connection.gateway->services.dispatcher, procedure);
    if (refusal)
        request_refuse_early(request, refusal);
    if (refusal || !request_sign_in(request, request->procedure))
        return;
    request->state = REQUEST_BODY;
    if (!request->procedure)
        request_refuse_early(request, &problem_table[PROBLEM_NO_SUCH_PROCEDURE]);
    else if (!request_other_header(wsi, "idempotency-key:", request->command_id, sizeof(request->command_id)))
        request_refuse_early(request, &problem_table[PROBLEM_INVALID_ARGUMENT]);
    else if (!request_other_header(wsi, "traceparent:", request->traceparent, sizeof(request->traceparent)))
        request->traceparent[0] = '\0';
}

/* What stands behind the ? in the address as arguments of the procedure. */
static bool take_query(struct request *request, struct buffer *arguments)
{
    static char room[LIMIT_HEADER_BYTES];
    struct arena *arena = &request->connection.gateway->services.arena;
    const char *pairs[QUERY_PAIRS + 1];
    size_t count = 0;
    int length = 0;
    arena_reset(arena);
    while (count <= QUERY_PAIRS && (length = lws_hdr_copy_fragment(request->connection.wsi, room, sizeof(room),
                                                                   WSI_TOKEN_HTTP_URI_ARGS, (int) count)) >= 0)
        pairs[count++] = arena_copy(arena, room, (size_t) length);
    return query_arguments(request->procedure->input, pairs, count, arguments);
}

/* A query by GET: nothing is changed, and nothing personal is in addresses, which are logged and remembered. */
static void begin_query(struct request *request, const char *name)
{
    const struct procedure *procedure = dispatcher_procedure(request->connection.gateway->services.dispatcher, name);
    struct buffer arguments = {0};
    request->procedure = procedure;
    if (request->has_unread_body)
        request_refuse_early(request, &problem_table[PROBLEM_INVALID_ARGUMENT]);
    if (request->has_unread_body || !request_sign_in(request, procedure))
        return;
    request->is_public = request->identity.is_anonymous;
    if (!procedure)
        request_refuse(request, &problem_table[PROBLEM_NO_SUCH_PROCEDURE]);
    else if (procedure->kind != PROCEDURE_QUERY)
        request_refuse(request, &refusals[REFUSAL_METHOD_NOT_ALLOWED]);
    else if (procedure->personal)
        request_refuse(request, &refusals[REFUSAL_PERSONAL_BY_GET]);
    else if (!take_query(request, &arguments))
        request_refuse(request, &problem_table[PROBLEM_INVALID_ARGUMENT]);
    else
        call(request, (struct bytes){arguments.data, arguments.size});
    buffer_free(&arguments);
}

/* Not lws_get_urlarg_by_name: that of 4.1 copies within the room from overlapping places, and values come out wrong. */
const char *request_argument(struct lws *wsi, const char *name, char *room, size_t size)
{
    static char pair[LIMIT_ONE_HEADER_BYTES + 1];
    size_t length = strlen(name);
    room[0] = '\0';
    for (int i = 0; lws_hdr_copy_fragment(wsi, pair, sizeof(pair), WSI_TOKEN_HTTP_URI_ARGS, i) >= 0; i++) {
        if (strncmp(pair, name, length) == 0) {
            if (strlen(pair) - length < size)
                memcpy(room, pair + length, strlen(pair) - length + 1);
            return room;
        }
    }
    return room;
}

static void begin_feed(struct request *request)
{
    struct lws *wsi = request->connection.wsi;
    char last[32], after[32], is_public[16];
    if (request->has_unread_body)
        request_refuse_early(request, &problem_table[PROBLEM_INVALID_ARGUMENT]);
    if (request->has_unread_body || !request_sign_in(request, NULL))
        return;
    bool fits = request_other_header(wsi, "last-event-id:", last, sizeof(last));
    const char *from = last[0] != '\0' ? last : request_argument(wsi, "after=", after, sizeof(after));
    if (!fits || strlen(from) >= sizeof(request->stream.after) || !route_cursor_is_valid(from))
        request_refuse(request, &problem_table[PROBLEM_INVALID_ARGUMENT]);
    else
        stream_begin(request, from,
                     strcmp(request_argument(wsi, "public=", is_public, sizeof(is_public)), "true") == 0);
}

static void begin_export(struct request *request, bool is_head)
{
    char format[16];
    if (request->has_unread_body)
        request_refuse_early(request, &problem_table[PROBLEM_INVALID_ARGUMENT]);
    if (request->has_unread_body || !request_sign_in(request, NULL))
        return;
    const char *wanted = request_argument(request->connection.wsi, "format=", format, sizeof(format));
    bool is_html = strcmp(wanted, "html") == 0;
    if (is_html || wanted[0] == '\0' || strcmp(wanted, "json") == 0)
        export_begin(request, is_html, is_head);
    else
        request_refuse(request, &problem_table[PROBLEM_INVALID_ARGUMENT]);
}

static enum http_method method_of(struct lws *wsi)
{
    if (lws_hdr_total_length(wsi, WSI_TOKEN_GET_URI) > 0)
        return HTTP_GET;
    if (lws_hdr_total_length(wsi, WSI_TOKEN_HEAD_URI) > 0)
        return HTTP_HEAD;
    return lws_hdr_total_length(wsi, WSI_TOKEN_POST_URI) > 0 ? HTTP_POST : HTTP_OTHER;
}

/* What there is for people: the app where it is installed, else a page that says what this is. */
static void begin_page(struct request *request, const char *path, bool is_head)
{
    const struct gateway *gateway = request->connection.gateway;
    struct lws *wsi = request->connection.wsi;
    char accept_encoding[256], if_none_match[256], provider[ORIGIN_SIZE];
    struct frame *frame = NULL;
    (void) request_header(wsi, WSI_TOKEN_HTTP_ACCEPT_ENCODING, accept_encoding, sizeof(accept_encoding));
    (void) request_header(wsi, WSI_TOKEN_HTTP_IF_NONE_MATCH, if_none_match, sizeof(if_none_match));
    if (gateway->web)
        frame = web_response(
            gateway->web,
            &(struct web_request){.path = path,
                                  .accept_encoding = accept_encoding,
                                  .if_none_match = if_none_match,
                                  .form_action = signin_form_action(gateway->signin, provider) ? provider : NULL,
                                  .is_head = is_head,
                                  .closes = request->closes});
    else if (strcmp(path, "/") == 0)
        frame = route_frame(&(struct response){.status = 200,
                                               .content_type = "text/html; charset=utf-8",
                                               .closes = request->closes,
                                               .is_head = is_head,
                                               .body = {(const uint8_t *) page, sizeof(page) - 1}});
    if (frame)
        request_reply_early(request, frame);
    else
        request_refuse_early(request, &refusals[REFUSAL_NO_SUCH_PAGE]);
}

static void begin_route(struct request *request, const char *path)
{
    struct lws *wsi = request->connection.wsi;
    enum http_method method = method_of(wsi);
    struct route route = route_of(method, path);
    request->route = route.kind;
    metric_add(metric_with(&requests_total, route_names[route.kind]), 1);
    if (request_is_cut(wsi)) {
        request->closes = true; /* what was cut may have said where the request ends */
        request_refuse_early(request, &refusals[REFUSAL_HEADERS_TOO_LARGE]);
    } else if (route.kind == ROUTE_NONE)
        request_refuse_early(request, &refusals[REFUSAL_NO_SUCH_PAGE]);
    else if (!route.allowed)
        request_refuse_early(request, &refusals[REFUSAL_METHOD_NOT_ALLOWED]);
    else if (route.kind == ROUTE_PAGE)
        begin_page(request, path, method == HTTP_HEAD);
    else if (!gateway_is_ready(request->connection.gateway))
        request_refuse_early(request, &problem_table[PROBLEM_UNAVAILABLE]);
    else if (route.kind == ROUTE_CALL && method == HTTP_GET)
        begin_query(request, route.procedure);
    else if (route.kind == ROUTE_CALL)
        begin_call(request, route.procedure);
    else if (route.kind == ROUTE_EXPORT)
        begin_export(request, method == HTTP_HEAD);
    else if (route.kind == ROUTE_FEED)
        begin_feed(request);
    else
        signin_begin(request);
}

/* Says why not, and leaves it to the caller to end the connection. */
static void refuse_at_once(struct lws *wsi, const struct problem_text *text)
{
    struct common_problem problem = problem_of(text);
    struct frame *frame = route_problem(&problem, true);
    (void) lws_write(wsi, frame->data, frame->size, LWS_WRITE_HTTP_FINAL);
    frame_release(frame);
}

/* Returns what a callback returns. */
static int begin(struct request *request, const char *path)
{
    request->began_ns = time_monotonic_ns();
    request_measure_body(request);
    if (request_is_read_ahead(request)) {
        refuse_at_once(request->connection.wsi, &problem_table[PROBLEM_UNAVAILABLE]);
        return -1;
    }
    begin_route(request, path);
    request_invite_body(request);
    return 0;
}

/* Everything of one request, so that the next one begins afresh. */
static void forget_request(struct request *request)
{
    struct connection *connection = &request->connection;
    stream_end(request);
    export_end(request);
    signin_forget(request);
    if (request->dispatched)
        dispatcher_forget(connection->gateway->services.dispatcher, request->dispatched);
    if (request->early)
        frame_release(request->early);
    buffer_free(&request->body);
    memset((char *) request + sizeof(request->connection), 0, sizeof(*request) - sizeof(request->connection));
}

static struct frame *refuse(struct connection *connection, uint64_t number, enum problem problem)
{
    struct common_problem text = problem_of(&problem_table[problem]);
    (void) number;
    return route_problem(&text, request_of(connection)->closes);
}

static const struct common_principal *who(const struct connection *connection)
{
    const struct request *request = request_of(connection);
    return request->identity.subject[0] != '\0' ? &request->who : NULL;
}

static void tick(struct connection *connection, int64_t now_ns)
{
    struct request *request = request_of(connection);
    bool is_reading = request->has_unread_body;
    if (request->state == REQUEST_STREAM)
        stream_tick(request, now_ns);
    else if (request->state == REQUEST_EXPORT)
        export_tick(request);
    else if (request->state == REQUEST_SIGN_OUT)
        signout_wait(request, now_ns);
    else if (is_reading && now_ns - request->began_ns > limits.handshake_seconds * 1000000000)
        connection_end(connection, CLOSE_REFUSED);
}

/* What goes on ends; a question that is being answered is refused. A command has perhaps been done: its answer stands. */
static void cut_off(struct request *request)
{
    if (request->state == REQUEST_STREAM || request->state == REQUEST_EXPORT) {
        connection_end(&request->connection, CLOSE_TRY_AGAIN);
    } else if (request->state == REQUEST_CALLING && request->procedure->kind == PROCEDURE_QUERY) {
        dispatcher_forget(request->connection.gateway->services.dispatcher, request->dispatched);
        request->dispatched = NULL;
        request_refuse(request, &problem_table[PROBLEM_NOT_AUTHORIZED]);
    }
}

static void recheck(struct connection *connection, const char *whose)
{
    struct request *request = request_of(connection);
    struct common_principal now;
    if (!identity_is(&request->identity, whose))
        return;
    if (request->state == REQUEST_SIGN_OUT)
        signout_recheck(request);
    else if (!session_stands(&connection->gateway->services, &request->identity, &request->who, &now))
        cut_off(request);
}

static bool is_answering(const struct connection *connection)
{
    enum request_state state = request_of(connection)->state;
    return state == REQUEST_BODY || state == REQUEST_CALLING || state == REQUEST_REPLIED || state == REQUEST_SIGN_IN ||
           state == REQUEST_SIGN_OUT;
}

static void free_request(struct connection *connection)
{
    struct request *request = request_of(connection);
    forget_request(request);
    free(request);
}

static const struct connection_kind kind = {"http", refuse, who, tick, recheck, is_answering, free_request};

static struct request *request_at(struct lws *wsi)
{
    struct request *request = lws_get_opaque_user_data(wsi);
    if (request)
        return request;
    request = calloc(1, sizeof(*request));
    if (!request)
        abort();
    connection_open(&request->connection, &kind, lws_context_user(lws_get_context(wsi)), wsi);
    return request;
}

static int receive_body(struct request *request, const void *data, size_t size)
{
    if (request->state == REQUEST_BODY && !request->early && size > 0)
        buffer_append(&request->body, data, size);
    return 0;
}

static int end_body(struct request *request)
{
    struct frame *early = request->early;
    if (!request->has_unread_body)
        return 0; /* what the client sends behind its request brings us here again */
    request->early = NULL;
    request->has_unread_body = false;
    if (early)
        request_reply(request, early, NULL);
    else if (request->state == REQUEST_BODY && request->route == ROUTE_CALL)
        call_with_body(request);
    else if (request->state == REQUEST_BODY)
        signin_body(request);
    return 0;
}

/* After the response: the next request, or the end. */
static int finish(struct request *request, struct lws *wsi)
{
    bool closes = request->closes || request->connection.gateway->is_stopping;
    if (request->has_unread_body) {
        /* Closing now could take the response away from a client that is still sending. */
        request->state = REQUEST_DRAINING;
        (void) shutdown(lws_get_socket_fd(wsi), SHUT_WR);
        return 0;
    }
    forget_request(request);
    return closes || lws_http_transaction_completed(wsi) ? -1 : 0;
}

static int writeable(struct request *request, struct lws *wsi)
{
    switch (connection_flush(&request->connection)) {
    case FLUSH_DONE:
        if (request->is_done && request->state == REQUEST_REPLIED)
            return finish(request, wsi);
        if (request->state == REQUEST_STREAM)
            stream_turn(request);
        else if (request->state == REQUEST_EXPORT)
            export_turn(request);
        return 0;
    case FLUSH_MORE:
        return 0;
    case FLUSH_END:
        break;
    }
    return -1;
}

/* An upgrade: to a websocket at /ws with one of our sub-protocols, or the answer why not. 0: yes, 1: answered, -1: end. */
static int confirm_upgrade(struct lws *wsi, char *to)
{
    char path[8], protocols[128], version[4];
    if (lws_hdr_total_length(wsi, WSI_TOKEN_UPGRADE) <= 0)
        return -1; /* libwebsockets has answered an unknown protocol already, and `to` is gone with the headers */
    if (strcasecmp(to, "h2c") == 0) {
        to[0] = '-'; /* what it does not know it goes on with as HTTP/1.1, as RFC 9110 has it */
        return 0;
    }
    if (request_header(wsi, WSI_TOKEN_GET_URI, path, sizeof(path)) && strcmp(path, "/ws") == 0 &&
        request_header(wsi, WSI_TOKEN_VERSION, version, sizeof(version)) && strcmp(version, "13") == 0 &&
        request_header(wsi, WSI_TOKEN_PROTOCOL, protocols, sizeof(protocols)) &&
        (strstr(protocols, "wamp.2.json") || strstr(protocols, "wamp.2.msgpack")))
        return 0;
    refuse_at_once(wsi, &refusals[REFUSAL_NO_SUBPROTOCOL]);
    return -1;
}

int http_callback(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t length)
{
    struct gateway *gateway = lws_context_user(lws_get_context(wsi));
    struct request *request = lws_get_opaque_user_data(wsi);
    (void) user;
    switch (reason) {
    case LWS_CALLBACK_WSI_CREATE:
        gateway->open_sockets++;
        return 0;
    case LWS_CALLBACK_WSI_DESTROY:
        gateway->open_sockets--;
        return 0;
    case LWS_CALLBACK_HTTP_CONFIRM_UPGRADE:
        return confirm_upgrade(wsi, in);
    case LWS_CALLBACK_HTTP:
        return begin(request_at(wsi), in);
    case LWS_CALLBACK_HTTP_BODY:
        return receive_body(request, in, length);
    case LWS_CALLBACK_HTTP_BODY_COMPLETION:
        return end_body(request);
    case LWS_CALLBACK_HTTP_WRITEABLE:
        return request ? writeable(request, wsi) : 0;
    case LWS_CALLBACK_CLOSED_HTTP:
        if (request)
            connection_gone(&request->connection);
        return 0;
    case LWS_CALLBACK_RAW_ADOPT: /* CONNECT turns the connection into one without a protocol: not here */
        return -1;
    default:
        return 0;
    }
}
