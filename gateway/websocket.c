/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * WAMP sessions on websockets: reassembles messages within a bound, and hands them to the session.
 */
#include <stdlib.h>
#include <string.h>

#include "bounds.h"
#include "gateway.h"
#include "identity.h"
#include "metrics.h"
#include "request.h"

struct websocket {
    struct connection connection; /* first */
    struct session *session;
    struct buffer incoming; /* of a message that comes in pieces */
    bool is_json;
    enum close_code closing; /* once the outbox is empty; 0: not */
    bool said_goodbye;
};

static struct metric handshakes_total =
    METRIC_COUNTER("samspil_gateway_handshake_timeouts_total", "Connections that did not sign in in time.", NULL);

static struct websocket *websocket_of(const struct connection *connection)
{
    return (struct websocket *) connection;
}

static struct frame *refuse(struct connection *connection, uint64_t request, enum problem problem)
{
    return session_refusal(websocket_of(connection)->session, request, problem);
}

static const struct common_principal *who(const struct connection *connection)
{
    return session_who(websocket_of(connection)->session);
}

static void tick(struct connection *connection, int64_t now_ns)
{
    struct websocket *websocket = websocket_of(connection);
    session_tick(websocket->session, time_now_ms());
    if (session_is_established(websocket->session) || connection->is_ending ||
        now_ns - connection->opened_ns < limits.handshake_seconds * 1000000000)
        return;
    metric_add(metric_with(&handshakes_total, NULL), 1);
    connection_end(connection, CLOSE_REFUSED);
}

static void recheck(struct connection *connection, const char *subject)
{
    session_recheck(websocket_of(connection)->session, subject);
}

static bool is_answering(const struct connection *connection)
{
    return session_is_calling(websocket_of(connection)->session) || connection->outbox.first;
}

static void free_websocket(struct connection *connection)
{
    struct websocket *websocket = websocket_of(connection);
    session_free(websocket->session);
    buffer_free(&websocket->incoming);
    free(websocket);
}

static const struct connection_kind kind = {"websocket", refuse, who, tick, recheck, is_answering, free_websocket};

static void send_frame(void *closure, struct frame *frame, const struct ground *ground, uint64_t request)
{
    connection_put(closure, frame, ground, request, 0);
}

static void close_session(void *closure, enum close_code code)
{
    struct websocket *websocket = closure;
    if (code == CLOSE_TRY_AGAIN || !websocket->connection.outbox.first)
        connection_end(&websocket->connection, code);
    else
        websocket->closing = code;
}

static void open_websocket(struct lws *wsi, struct gateway *gateway)
{
    struct websocket *websocket = calloc(1, sizeof(*websocket));
    if (!websocket)
        abort();
    const struct session_output output = {send_frame, close_session, websocket};
    struct identity identity;
    char address[ADDRESS_SIZE];
    websocket->is_json = strcmp(lws_get_protocol(wsi)->name, "wamp.2.json") == 0;
    connection_address(gateway, wsi, address);
    websocket->session = session_new(&gateway->services, websocket->is_json, address, &output);
    if (request_is_ours(gateway, wsi) && request_came_as(gateway, wsi, &identity))
        session_came_as(websocket->session, &identity);
    connection_open(&websocket->connection, &kind, gateway, wsi);
}

/* Says goodbye, and leaves it to the client to close, or to connection_tick: to close before its last bytes are read could
 * take the goodbye away from it. (libwebsockets sends none when a callback ends the connection in a write's turn.)
 * Returns what a callback returns. */
static int close_now(struct websocket *websocket, enum close_code code)
{
    uint8_t room[LWS_PRE + 4], *frame = room + LWS_PRE;
    if (websocket->said_goodbye)
        return 0;
    frame[0] = 0x88;
    frame[1] = 2;
    frame[2] = (uint8_t) (code >> 8);
    frame[3] = (uint8_t) code;
    websocket->said_goodbye = true;
    connection_end(&websocket->connection, code);
    return lws_write(websocket->connection.wsi, frame, 4, LWS_WRITE_HTTP) < 0 ? -1 : 0;
}

/* Before somebody has signed in there is nothing long to say. */
static size_t most_bytes(const struct websocket *websocket)
{
    bool is_known = session_is_established(websocket->session) || limits.message_bytes < LIMIT_HEADER_BYTES;
    return is_known ? (size_t) limits.message_bytes : LIMIT_HEADER_BYTES;
}

static int receive(struct websocket *websocket, const uint8_t *data, size_t size)
{
    struct lws *wsi = websocket->connection.wsi;
    size_t announced = websocket->incoming.size + size + lws_remaining_packet_payload(wsi);
    bool is_whole = lws_is_final_fragment(wsi) && lws_remaining_packet_payload(wsi) == 0;
    if (websocket->connection.is_ending || websocket->closing != 0)
        return 0;
    if (announced > most_bytes(websocket)) {
        connection_count_too_big();
        return close_now(websocket, CLOSE_TOO_BIG);
    }
    if (websocket->incoming.size > 0 || !is_whole)
        buffer_append(&websocket->incoming, data, size);
    if (!is_whole)
        return 0;
    struct bytes message = websocket->incoming.size > 0
                               ? (struct bytes){websocket->incoming.data, websocket->incoming.size}
                               : (struct bytes){data, size};
    if (!lws_frame_is_binary(wsi) != websocket->is_json)
        session_violation(websocket->session, "text frames are for JSON, binary ones for MessagePack");
    else
        session_receive(websocket->session, message);
    buffer_free(&websocket->incoming);
    return 0;
}

static int writeable(struct websocket *websocket)
{
    switch (connection_flush(&websocket->connection)) {
    case FLUSH_DONE:
        return websocket->closing != 0 ? close_now(websocket, websocket->closing) : 0;
    case FLUSH_MORE:
        return 0;
    case FLUSH_END:
        break;
    }
    return close_now(websocket, websocket->connection.end_code);
}

void websockets_register_metrics(void)
{
    metrics_register(&handshakes_total);
}

int websocket_callback(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t length)
{
    struct websocket *websocket = lws_get_opaque_user_data(wsi);
    (void) user;
    switch (reason) {
    case LWS_CALLBACK_ESTABLISHED:
        open_websocket(wsi, lws_context_user(lws_get_context(wsi)));
        return 0;
    case LWS_CALLBACK_RECEIVE:
        return receive(websocket, in, length);
    case LWS_CALLBACK_SERVER_WRITEABLE:
        return writeable(websocket);
    case LWS_CALLBACK_WS_PEER_INITIATED_CLOSE:
        return websocket->said_goodbye ? -1 : 0; /* it answers ours: libwebsockets would answer that again */
    case LWS_CALLBACK_CLOSED:
        connection_gone(&websocket->connection);
        return 0;
    default:
        return 0;
    }
}
