/* SPDX-License-Identifier: EUPL-1.2 */
#include "revocation.h"

#include <stdlib.h>

#include "common_contract.h"
#include "contract.h"
#include "follow.h"
#include "identity.h"
#include "log.h"
#include "sessions_contract.h"

#define DUPLICATE_WINDOW_MS 10000

struct revocations {
    struct bus *bus;
    struct cookie_jar *jar;
    struct follower *follower;
    struct arena arena;
    struct buffer buffer;
};

int revocations_new(struct bus *bus, struct mailbox *box, int tag, struct cookie_jar *jar, int64_t most_seconds,
                    struct revocations **made)
{
    static const char *const subjects[] = {"samspil.event.sessions.>", NULL};
    const struct stream_options options = {.name = sessions_contract.stream,
                                           .subjects = subjects,
                                           .replicas = 1,
                                           .duplicate_window_ms = DUPLICATE_WINDOW_MS,
                                           .max_age_ms = most_seconds * 1000};
    int rc = stream_ensure(bus, &options);
    if (rc < 0)
        return rc;
    struct revocations *revocations = calloc(1, sizeof(*revocations));
    if (!revocations)
        abort();
    revocations->bus = bus;
    revocations->jar = jar;
    revocations->follower = follower_new(bus, sessions_contract.stream, NULL, 0, box, tag);
    *made = revocations;
    return 0;
}

void revocations_free(struct revocations *revocations)
{
    follower_free(revocations->follower);
    arena_free(&revocations->arena);
    buffer_free(&revocations->buffer);
    free(revocations);
}

int revocations_tell(struct revocations *revocations, const struct identity *identity)
{
    char id[37], now[TIME_TEXT_SIZE], expires_at[TIME_TEXT_SIZE];
    int64_t now_ms = time_now_ms();
    uuid7(now_ms, id);
    time_text(now_ms, now);
    time_text(identity->expires_ms, expires_at);
    const struct common_event head = {
        .id = id, .type = sessions_ended_event.type, .version = sessions_ended_event.version, .time = now};
    const struct sessions_ended ended = {.session_id = identity->session, .expires_at = expires_at};
    buffer_clear(&revocations->buffer);
    message_encode(&common_event_type, &head, &revocations->buffer);
    message_encode(sessions_ended_event.data, &ended, &revocations->buffer);
    arena_reset(&revocations->arena);
    int rc = bus_post_recorded(
        revocations->bus,
        &(struct bus_record){
            .subject = arena_print(&revocations->arena, "samspil.event.sessions.%s.ended", identity->session),
            .message_id = id,
            .expected = UINT64_MAX,
            .data = {revocations->buffer.data, revocations->buffer.size},
        });
    bus_flush(revocations->bus);
    return rc;
}

const char *revocations_receive(struct revocations *revocations, const struct bus_message *message)
{
    struct common_event head;
    struct sessions_ended ended;
    struct message_error error;
    struct arena *arena = &revocations->arena;
    size_t used;
    uint64_t sequence;
    if (!follower_receive(revocations->follower, message, &sequence))
        return NULL;
    arena_reset(arena);
    if (message_decode(&common_event_type, message->data, MESSAGE_TOLERANT, arena, &head, &used, &error) != 0 ||
        message_decode(sessions_ended_event.data, (struct bytes){message->data.data + used, message->data.size - used},
                       MESSAGE_TOLERANT, arena, &ended, NULL, &error) != 0) {
        log_error("event cannot be read", LOG_TEXT("path", error.path), LOG_TEXT("reason", error.reason));
        return NULL;
    }
    jar_end_session(revocations->jar, ended.session_id, time_parse(ended.expires_at));
    return ended.session_id;
}

void revocations_tick(struct revocations *revocations, int64_t now_ns)
{
    follower_tick(revocations->follower, now_ns);
}

bool revocations_caught_up(const struct revocations *revocations)
{
    return follower_caught_up(revocations->follower);
}
