/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The gate: connection_flush asks for each piece of output, directly before it is given to the kernel, whether it may
 * still leave. What has been written and not yet been taken by the receiver is found by asking the kernel.
 */
#include "connection.h"

#include <linux/sockios.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "bounds.h"
#include "gateway.h"
#include "identity.h"
#include "metrics.h"

#define WRITE_AT_ONCE 65536
#define END_WITHIN_NS 2000000000

static struct metric open_now = METRIC_GAUGE("samspil_gateway_connections", "Open, by what they speak.", "kind");
static struct metric slow_total =
    METRIC_COUNTER("samspil_gateway_slow_total", "Connections ended because they took too little.", "kind");
static struct metric withheld_total =
    METRIC_COUNTER("samspil_gateway_withheld_total",
                   "What did not leave because a consent had ended or could not be verified.", "verdict");
static struct metric sent_bytes = METRIC_COUNTER("samspil_gateway_sent_bytes_total", "Written to clients.", NULL);

static struct metric too_big_total =
    METRIC_COUNTER("samspil_gateway_too_big_total", "Messages and bodies beyond max_message_bytes.", NULL);

void connection_count_too_big(void)
{
    metric_add(metric_with(&too_big_total, NULL), 1);
}

void connections_register_metrics(void)
{
    metrics_register(&too_big_total);
    metrics_register(&open_now);
    metrics_register(&slow_total);
    metrics_register(&withheld_total);
    metrics_register(&sent_bytes);
}

void connection_open(struct connection *connection, const struct connection_kind *kind, struct gateway *gateway,
                     struct lws *wsi)
{
    int64_t now_ns = time_monotonic_ns();
    *connection = (struct connection){.kind = kind,
                                      .gateway = gateway,
                                      .wsi = wsi,
                                      .opened_ns = now_ns,
                                      .moved_ns = now_ns,
                                      .next = gateway->connections,
                                      .place = &gateway->connections};
    if (connection->next)
        connection->next->place = &connection->next;
    gateway->connections = connection;
    lws_set_opaque_user_data(wsi, connection);
    metric_add(metric_with(&open_now, kind->name), 1);
}

void connection_gone(struct connection *connection)
{
    *connection->place = connection->next;
    if (connection->next)
        connection->next->place = connection->place;
    outbox_clear(&connection->outbox);
    lws_set_opaque_user_data(connection->wsi, NULL);
    metric_add(metric_with(&open_now, connection->kind->name), -1);
    connection->kind->free(connection);
}

void connection_address(const struct gateway *gateway, struct lws *wsi, char address[static ADDRESS_SIZE])
{
    char peer[ADDRESS_SIZE], forwarded[256] = "";
    (void) lws_get_peer_simple(wsi, peer, sizeof(peer));
    if (gateway->settings.behind_proxy)
        (void) lws_hdr_copy(wsi, forwarded, sizeof(forwarded), WSI_TOKEN_X_FORWARDED_FOR);
    address_key(peer, forwarded, address);
}

void connection_hold(struct connection *connection)
{
    connection->is_held = true;
    (void) lws_rx_flow_control(connection->wsi, 0);
}

static void ask_for_turn(struct connection *connection)
{
    if (connection->wants_turn)
        return;
    connection->wants_turn = true;
    if (connection->is_held)
        (void) lws_rx_flow_control(connection->wsi, 1);
    connection->is_held = false;
    (void) lws_callback_on_writable(connection->wsi);
}

void connection_end(struct connection *connection, enum close_code code)
{
    if (connection->is_ending)
        return;
    connection->is_ending = true;
    connection->end_code = code;
    connection->ended_ns = time_monotonic_ns();
    outbox_clear(&connection->outbox);
    ask_for_turn(connection);
}

/* Ends it at once, so that the kernel drops what it has not sent either. The connection is gone after this; never to be
 * called from within its own callbacks. */
static void cut_off(struct connection *connection)
{
    const struct linger at_once = {.l_onoff = 1, .l_linger = 0};
    (void) setsockopt(lws_get_socket_fd(connection->wsi), SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
    lws_set_timeout(connection->wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_SYNC);
}

void connection_put(struct connection *connection, struct frame *frame, const struct ground *ground, uint64_t request,
                    uint64_t cursor)
{
    struct outbox *outbox = &connection->outbox;
    if (connection->is_ending)
        return;
    if (!outbox->first)
        connection->moved_ns = time_monotonic_ns();
    else if (outbox->bytes + frame->size > (size_t) limits.queue_bytes) {
        metric_add(metric_with(&slow_total, connection->kind->name), 1);
        connection_end(connection, CLOSE_TRY_AGAIN);
        return;
    }
    outbox_put(outbox, frame, ground, request, cursor);
    ask_for_turn(connection);
}

void connection_tick(struct connection *connection, int64_t now_ns)
{
    if (!connection->outbox.first && !lws_partial_buffered(connection->wsi))
        connection->moved_ns = now_ns;
    if (connection->is_ending ? now_ns - connection->ended_ns < END_WITHIN_NS
                              : now_ns - connection->moved_ns < limits.stall_seconds * 1000000000)
        return;
    if (!connection->is_ending)
        metric_add(metric_with(&slow_total, connection->kind->name), 1);
    cut_off(connection);
}

static void append(struct connection *connection, const struct frame *frame)
{
    buffer_append(&connection->gateway->output, frame->data, frame->size);
}

static void note_told(struct connection *connection, const char *organisation_id)
{
    bool is_another = connection->told_for[0] != '\0' && strcmp(connection->told_for, organisation_id) != 0;
    (void) snprintf(connection->told_for, sizeof(connection->told_for), "%s", is_another ? "*" : organisation_id);
}

/* Appends one piece of output, or what takes its place. False when the connection must end instead. */
static bool pass_gate(struct connection *connection, const struct outgoing *outgoing)
{
    const struct common_principal *who = connection->kind->who(connection);
    const char *organisation_id = who ? who->organisation_id : NULL;
    enum verdict verdict = enforcement_check(connection->gateway->enforcement, organisation_id, &outgoing->ground);
    if (verdict == VERDICT_PASSES) {
        if (outgoing->ground.by_consent && organisation_id)
            note_told(connection, organisation_id);
        append(connection, outgoing->frame);
        return true;
    }
    metric_add(metric_with(&withheld_total, verdict == VERDICT_WITHDRAWN ? "withdrawn" : "unverifiable"), 1);
    if (outgoing->request != 0) {
        struct frame *refusal = connection->kind->refuse(connection, outgoing->request,
                                                         verdict == VERDICT_WITHDRAWN ? PROBLEM_CONSENT_CHANGED
                                                                                      : PROBLEM_CONSENT_UNVERIFIABLE);
        append(connection, refusal);
        frame_release(refusal);
        return true;
    }
    /* Another consent may still permit this entry: only the feed itself can tell. The client comes back to its cursor. */
    return false;
}

enum flush connection_flush(struct connection *connection)
{
    static const uint8_t before[LWS_PRE];
    struct buffer *output = &connection->gateway->output;
    bool goes_on = true;
    connection->wants_turn = false;
    buffer_clear(output);
    buffer_append(output, before, sizeof(before));
    while (goes_on && output->size < WRITE_AT_ONCE && connection->outbox.first) {
        struct outgoing *outgoing = outbox_take(&connection->outbox);
        goes_on = pass_gate(connection, outgoing);
        outgoing_free(outgoing);
    }
    size_t size = output->size - LWS_PRE;
    connection->moved_ns = time_monotonic_ns();
    /* Frames carry their headers already: LWS_WRITE_HTTP passes bytes on as they are, on websockets too. */
    if (size > 0 && lws_write(connection->wsi, output->data + LWS_PRE, size, LWS_WRITE_HTTP) < 0)
        return FLUSH_END;
    metric_add(metric_with(&sent_bytes, NULL), (int64_t) size);
    if (!goes_on)
        connection->end_code = CLOSE_TRY_AGAIN;
    if (!goes_on || connection->is_ending)
        return FLUSH_END;
    if (!connection->outbox.first)
        return FLUSH_DONE;
    ask_for_turn(connection);
    return FLUSH_MORE;
}

/* Whether bytes wait in the kernel, or in libwebsockets for the kernel. */
static bool is_unsent(struct connection *connection)
{
    int waiting = 0;
    if (ioctl(lws_get_socket_fd(connection->wsi), SIOCOUTQ, &waiting) < 0)
        return false; /* the socket is gone, and what it held with it */
    return waiting > 0 || lws_partial_buffered(connection->wsi);
}

static bool is_told_for(const struct connection *connection, const char *organisation_id)
{
    return strcmp(connection->told_for, organisation_id) == 0 || strcmp(connection->told_for, "*") == 0;
}

bool connections_unsent(void *closure, const char *organisation_id)
{
    struct gateway *gateway = closure;
    bool unsent = false;
    for (struct connection *connection = gateway->connections; connection; connection = connection->next) {
        if (!is_told_for(connection, organisation_id))
            continue;
        if (is_unsent(connection))
            unsent = true;
        else
            connection->told_for[0] = '\0';
    }
    return unsent;
}

void connections_cut(void *closure, const char *organisation_id)
{
    struct gateway *gateway = closure;
    for (struct connection *connection = gateway->connections, *next; connection; connection = next) {
        next = connection->next;
        if (is_told_for(connection, organisation_id) && is_unsent(connection))
            cut_off(connection);
    }
}
