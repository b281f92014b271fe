/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * GET /feed: listens, reads the backlog page by page, then goes on live from what came meanwhile, dropping what has been
 * sent. The response begins with the first page, so that a refusal of read_feed can still be one of HTTP.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bounds.h"
#include "disclosures_contract.h"
#include "identity.h"
#include "log.h"
#include "metrics.h"
#include "request.h"

#define BEAT_NS 15000000000

static struct metric streams_now = METRIC_GAUGE("samspil_gateway_streams", "Open GET /feed streams.", NULL);

void streams_register_metrics(void)
{
    metrics_register(&streams_now);
}

static struct request *request_at(struct feed_listener *listener)
{
    struct stream *stream = (struct stream *) listener;
    return (struct request *) ((char *) stream - offsetof(struct request, stream));
}

static struct gateway *gateway_of(struct request *request)
{
    return request->connection.gateway;
}

static void count_streams(struct gateway *gateway, int64_t by)
{
    gateway->open_streams += by;
    metric_set(metric_with(&streams_now, NULL), gateway->open_streams);
}

static void put(struct request *request, struct frame *frame, const struct ground *ground, uint64_t cursor)
{
    request->stream.beat_ns = time_monotonic_ns();
    if (cursor > request->stream.sent)
        request->stream.sent = cursor;
    connection_put(&request->connection, frame, ground, 0, cursor);
}

static struct frame *frame_of(struct buffer *text)
{
    struct frame *frame = frame_copy((struct bytes){text->data, text->size});
    buffer_free(text);
    return frame;
}

static struct frame *make_event(const struct feed_entry *entry, uint64_t key, void *closure)
{
    struct buffer text = {0};
    char cursor[24];
    (void) key;
    (void) closure;
    (void) snprintf(cursor, sizeof(cursor), "%" PRIu64, entry->cursor);
    route_stream_event(cursor, entry->type, entry->event, &text);
    return frame_of(&text);
}

static void receive(struct feed_listener *listener, struct feed_entry *entry)
{
    struct request *request = request_at(listener);
    struct stream *stream = &request->stream;
    if (request->connection.is_ending || entry->cursor <= stream->sent || !feed_entry_is_for(entry, request->who.roles))
        return;
    struct frame *frame = feed_entry_frame(entry, 0, make_event, NULL);
    if (stream->is_live)
        put(request, frame, &entry->ground, entry->cursor);
    else if (stream->held.bytes + frame->size > (size_t) limits.queue_bytes)
        connection_end(&request->connection, CLOSE_TRY_AGAIN);
    else
        outbox_put(&stream->held, frame, &entry->ground, 0, entry->cursor);
}

static void go_live(struct request *request)
{
    struct stream *stream = &request->stream;
    stream->is_live = true;
    for (struct outgoing *held; (held = outbox_take(&stream->held)); outgoing_free(held)) {
        if (held->cursor > stream->sent)
            put(request, held->frame, &held->ground, held->cursor);
    }
}

/*
 * A page is one piece of output, the first one together with the head: its entries rest on the same ground, and the
 * bound on what may wait is for what comes unasked. Else a page larger than that would end each attempt to get past it.
 * False when there is nothing to send of it.
 */
static bool put_page(struct request *request, const struct disclosures_read_feed_result *page,
                     const struct ground *ground)
{
    struct buffer text = {0}, map = {0};
    if (!request->stream.has_head) {
        request->stream.has_head = true;
        (void) lws_http_headers_detach(request->connection.wsi);
        lws_set_timeout(request->connection.wsi, NO_PENDING_TIMEOUT, 0);
        route_stream_head(&text);
    }
    for (size_t i = 0; i < page->events.count; i++) {
        const struct common_cloud_event *event = &page->events.items[i];
        if (!event->cursor)
            continue;
        buffer_clear(&map);
        message_encode(&common_cloud_event_type, event, &map);
        route_stream_event(event->cursor, event->type, (struct bytes){map.data, map.size}, &text);
    }
    buffer_free(&map);
    if (text.size == 0)
        return false;
    struct frame *frame = frame_of(&text);
    put(request, frame, ground, strtoull(page->cursor, NULL, 10));
    frame_release(frame);
    return true;
}

static void read_page(struct request *request);

static void fail(struct request *request, const struct common_problem *problem)
{
    if (request->stream.has_head)
        connection_end(&request->connection, CLOSE_TRY_AGAIN);
    else
        request_reply(request, route_problem(problem, true), NULL);
}

static void receive_page(void *closure, const struct answer *answer)
{
    struct request *request = closure;
    struct stream *stream = &request->stream;
    struct arena *arena = &gateway_of(request)->services.arena;
    struct disclosures_read_feed_result result;
    struct message_error error;
    request->dispatched = NULL;
    if (answer->problem) {
        fail(request, answer->problem);
        return;
    }
    arena_reset(arena);
    if (message_decode(&disclosures_read_feed_result_type, answer->result, MESSAGE_TOLERANT, arena, &result, NULL,
                       &error) != 0) {
        struct common_problem problem = problem_of(&problem_table[PROBLEM_UNAVAILABLE]);
        log_error("page of a feed cannot be read", LOG_TEXT("path", error.path));
        fail(request, &problem);
        return;
    }
    bool has_output = put_page(request, &result, &answer->ground);
    (void) snprintf(stream->after, sizeof(stream->after), "%s", result.cursor);
    uint64_t read = strtoull(result.cursor, NULL, 10);
    if (read > stream->sent)
        stream->sent = read;
    if (!result.more)
        go_live(request);
    else if (!has_output)
        read_page(request); /* else stream_turn does, when it is sent */
}

static void read_page(struct request *request)
{
    struct stream *stream = &request->stream;
    struct buffer arguments = {0};
    const struct disclosures_read_feed in = {.after = stream->after[0] != '\0' ? stream->after : NULL,
                                             .has_public = stream->is_public,
                                             .public = stream->is_public,
                                             .has_limit = true,
                                             .limit = LIMIT_PAGE};
    message_encode(&disclosures_read_feed_type, &in, &arguments);
    const struct dispatch what = {.procedure = &disclosures_read_feed_procedure,
                                  .who = &request->who,
                                  .arguments = {arguments.data, arguments.size},
                                  .timeout_ms = limits.call_seconds * 1000};
    int problem =
        dispatcher_call(gateway_of(request)->services.dispatcher, &what, receive_page, request, &request->dispatched);
    buffer_free(&arguments);
    if (problem != 0) {
        struct common_problem text = problem_of(&problem_table[problem]);
        fail(request, &text);
    }
}

static void ready(struct feed_listener *listener, bool usable)
{
    struct request *request = request_at(listener);
    struct common_problem unavailable = problem_of(&problem_table[PROBLEM_UNAVAILABLE]);
    if (usable)
        read_page(request);
    else
        fail(request, &unavailable);
}

static void lost(struct feed_listener *listener)
{
    connection_end(&request_at(listener)->connection, CLOSE_TRY_AGAIN);
}

void stream_begin(struct request *request, const char *after, bool is_public)
{
    struct gateway *gateway = gateway_of(request);
    struct stream *stream = &request->stream;
    const char *own = request->who.organisation_id ? request->who.organisation_id : request->who.citizen_id;
    const char *recipient_id = is_public ? FEED_PUBLIC_ID : own;
    if (!recipient_id || (!is_public && !procedure_permits(&disclosures_read_feed_procedure, &request->who))) {
        request_refuse(request, &problem_table[PROBLEM_NOT_AUTHORIZED]);
        return;
    }
    if (gateway->open_streams >= limits.streams) {
        request_refuse(request, &refusals[REFUSAL_TOO_MANY_STREAMS]);
        return;
    }
    request->state = REQUEST_STREAM;
    request->closes = true;
    stream->is_open = true;
    stream->is_public = is_public;
    stream->sent = strtoull(after, NULL, 10);
    stream->beat_ns = time_monotonic_ns();
    (void) snprintf(stream->after, sizeof(stream->after), "%s", after);
    stream->listener = (struct feed_listener){.ready = ready, .receive = receive, .lost = lost};
    count_streams(gateway, 1);
    feed_listen(gateway->services.feed, recipient_id, &stream->listener);
    if (!request->connection.outbox.first)
        connection_hold(&request->connection);
}

void stream_turn(struct request *request)
{
    if (request->stream.has_head && !request->stream.is_live && !request->dispatched)
        read_page(request);
    if (!request->connection.outbox.first)
        connection_hold(&request->connection);
}

void stream_tick(struct request *request, int64_t now_ns)
{
    static const char beat[] = ":\n\n";
    if (request_is_abandoned(request) || time_now_ms() >= request->identity.expires_ms)
        connection_end(&request->connection, CLOSE_TRY_AGAIN);
    if (!request->stream.has_head || now_ns - request->stream.beat_ns < BEAT_NS)
        return;
    struct frame *frame = frame_copy((struct bytes){(const uint8_t *) beat, sizeof(beat) - 1});
    put(request, frame, NULL, 0);
    frame_release(frame);
}

void stream_end(struct request *request)
{
    struct stream *stream = &request->stream;
    if (!stream->is_open)
        return;
    stream->is_open = false;
    feed_unlisten(gateway_of(request)->services.feed, &stream->listener);
    outbox_clear(&stream->held);
    count_streams(gateway_of(request), -1);
}
