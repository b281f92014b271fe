/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Events: from a handler's emit to the bytes that the stream keeps, and from those bytes to the tables.
 *
 * An event is applied from its encoded bytes also when it has just been made, so the tables never hold anything that a
 * rebuild would not find in the stream.
 */
#include "running.h"

#include <assert.h>
#include <string.h>

static const struct event_contract *event_find(const struct contract *contract, const char *type)
{
    for (size_t i = 0; i < contract->event_count; i++)
        if (strcmp(contract->events[i]->type, type) == 0)
            return contract->events[i];
    return NULL;
}

static apply_fn *apply_find(const struct service *service, const struct event_contract *event)
{
    for (const struct applied *row = service->applied; row->event; row++)
        if (row->event == event)
            return row->apply;
    return NULL;
}

int event_decode(const struct track *track, struct bytes body, struct arena *arena, struct event *event,
                 struct bytes *data)
{
    struct message_error error;
    size_t used;
    *event = (struct event){.stream = track->stream};
    if (message_decode(&common_event_type, body, MESSAGE_TOLERANT, arena, &event->head, &used, &error))
        return -EBADMSG;
    event->contract = event_find(track->contract, event->head.type);
    *data = (struct bytes){body.data + used, body.size - used};
    return 0;
}

static int64_t caller_of(const char *subject)
{
    return (int64_t) fingerprint(subject, strlen(subject));
}

static int command_remember(struct store *store, const struct event *event)
{
    const struct common_answered *answered = event->head.answered;
    struct query q = store_query(store, "INSERT INTO runtime_command (caller, command_id, procedure, fingerprint,"
                                        " sequence, result) VALUES (?, ?, ?, ?, ?, ?)");
    bind_integer(&q, caller_of(event->head.actor->subject));
    bind_text(&q, answered->command_id);
    bind_text(&q, answered->procedure);
    bind_integer(&q, answered->fingerprint);
    bind_integer(&q, (int64_t) event->sequence);
    bind_bytes(&q, answered->result);
    return store_run(&q);
}

int command_find(struct store *store, struct arena *arena, const char *subject, const char *command_id,
                 struct remembered *found)
{
    *found = (struct remembered){0};
    struct query q = store_query(store, "SELECT procedure, fingerprint, sequence, result FROM runtime_command"
                                        " WHERE caller = ? AND command_id = ?");
    bind_integer(&q, caller_of(subject));
    bind_text(&q, command_id);
    if (store_next(&q)) {
        found->procedure = column_text(&q, arena);
        found->fingerprint = column_integer(&q);
        found->sequence = (uint64_t) column_integer(&q);
        found->result = column_bytes(&q, arena);
    }
    return store_end(&q);
}

/* What is applied anew (see catch_up.c) may still be kept. */
#define KEEP(table)                                                                                                    \
    "INSERT INTO " table " (sequence, subject, event_id, body) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"

/* sql: KEEP of a table. */
static int keep(struct store *store, const char *sql, const struct event *event, const char *subject, struct bytes body)
{
    struct query q = store_query(store, sql);
    bind_integer(&q, (int64_t) event->sequence);
    bind_text(&q, subject);
    bind_text(&q, event->head.id);
    bind_bytes(&q, body);
    return store_run(&q);
}

/* What an own event says about reactions: its author had followed other streams so far, and had reacted to all of that;
 * of the event it answers itself only when it is the last answer. */
static void reactions_noted(struct runtime *runtime, const struct common_event *head)
{
    for (size_t i = 0; i < runtime->track_count; i++) {
        struct track *track = &runtime->tracks[i];
        for (size_t k = 0; k < head->after.count; k++)
            if (strcmp(head->after.items[k].stream, track->stream) == 0 &&
                (uint64_t) head->after.items[k].sequence > track->reacted)
                track->reacted = (uint64_t) head->after.items[k].sequence;
        if (head->origin && head->origin->last && strcmp(head->origin->stream, track->stream) == 0 &&
            (uint64_t) head->origin->sequence > track->reacted)
            track->reacted = (uint64_t) head->origin->sequence;
    }
}

int event_apply(struct runtime *runtime, struct track *track, struct event *event, struct bytes data, struct bytes body,
                const char *subject, struct arena *arena, void **decoded)
{
    struct store *store = runtime->store;
    bool own = track == &runtime->tracks[0];
    bool applied = event->sequence <= track->position;
    int rc = 0;

    if (decoded)
        *decoded = NULL;
    if (event->contract) {
        struct message_error error;
        void *message = arena_alloc(arena, event->contract->data->size);
        if (message_decode(event->contract->data, data, MESSAGE_TOLERANT, arena, message, NULL, &error))
            return -EBADMSG;
        apply_fn *apply = applied ? NULL : apply_find(runtime->service, event->contract);
        if (apply)
            rc = apply(store, event, message);
        if (!rc && !applied && track == runtime->consents)
            rc = consent_apply(runtime, event, message);
        if (decoded)
            *decoded = message;
    }
    if (!rc && !applied && track->kept)
        rc = keep(store, KEEP("runtime_kept"), event, subject, body);
    if (!rc && own) {
        reactions_noted(runtime, &event->head);
        if (event->head.answered && event->head.actor)
            rc = command_remember(store, event);
        if (!rc)
            rc = keep(store, KEEP("runtime_outgoing"), event, subject, body);
    }
    if (!rc && !applied)
        track->position = event->sequence;
    return rc;
}

int event_append(struct context *context, const struct emission *emission, const struct common_answered *answered,
                 const struct common_origin *origin, const char *traceparent, struct pending *pending)
{
    struct runtime *runtime = context->runtime;
    struct arena *arena = context->call.arena;
    struct track *own = &runtime->tracks[0];

    struct common_position *after = ARENA_ARRAY(arena, struct common_position, runtime->track_count);
    size_t count = 0;
    for (size_t i = 1; i < runtime->track_count; i++) {
        const struct track *track = &runtime->tracks[i];
        uint64_t sequence = track_done(track); /* the event that is being answered is not yet behind us */
        if (sequence > 0)
            after[count++] = (struct common_position){.stream = track->stream, .sequence = (int64_t) sequence};
    }

    *pending = (struct pending){.subject = emission->subject, .sequence = own->position + 1};
    uuid7(context->call.now_ms, pending->id);
    struct common_event head = {
        .id = pending->id,
        .type = emission->event->type,
        .version = emission->event->version,
        .time = context->call.now,
        .actor = context->call.who,
        .after = {.items = after, .count = count},
        .answered = answered,
        .origin = origin,
        .traceparent = traceparent,
    };
    struct buffer body = {0};
    message_encode(&common_event_type, &head, &body);
    buffer_append(&body, emission->data.data, emission->data.size);
    pending->body = arena_take(arena, &body);

    struct event event = {
        .contract = emission->event, .stream = own->stream, .sequence = pending->sequence, .head = head};
    return event_apply(runtime, own, &event, emission->data, pending->body, pending->subject, arena, NULL);
}
