/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The own stream and the SQLite file, brought to the same point.
 *
 * The stream is ahead: the process died between the acknowledgement and COMMIT, or the file is new (rebuild): the
 * events are applied. The file is ahead: the server lost its tail (power cut before its fsync, an older store brought
 * back): what the file still keeps in runtime_outgoing is published again, to the same sequences. Both: a migration has
 * emptied the tables and forgotten the position, so that all events are applied anew.
 */
#include "writer.h"

#include <string.h>

#define HEAL_BATCH 256
#define STORED_WITHIN_MS 5000

static int heal(struct runtime *runtime, struct recorder *recorder, uint64_t last, uint64_t until)
{
    struct track *own = &runtime->tracks[0];
    struct arena arena = {0};
    int rc = 0;
    log_warning("the stream lost its tail and is completed", LOG_TEXT("stream", own->stream),
                LOG_INTEGER("sequence", last), LOG_INTEGER("until", until));
    while (!rc && last < until) {
        size_t count = 0;
        struct query q = store_query(runtime->store, "SELECT sequence, subject, event_id, body FROM runtime_outgoing"
                                                     " WHERE sequence > ? ORDER BY sequence LIMIT ?");
        bind_integer(&q, (int64_t) last);
        bind_integer(&q, HEAL_BATCH);
        while (!rc && store_next(&q)) {
            uint64_t sequence = (uint64_t) column_integer(&q);
            const char *subject = column_text(&q, &arena), *id = column_text(&q, &arena);
            if (sequence != last + 1)
                rc = -ENODATA;
            else
                recorder_add(recorder, subject, id, last, column_bytes(&q, &arena));
            last++;
            count++;
        }
        int ended = store_end(&q);
        rc = rc ? rc : ended;
        if (!rc && count == 0)
            rc = -ENODATA;
        int waited = recorder_wait(recorder, STORED_WITHIN_MS);
        rc = rc ? rc : waited;
        arena_reset(&arena);
    }
    arena_free(&arena);
    if (rc == -ENODATA)
        log_error("the stream lost more than is kept here: bring back a backup of it, or rebuild from what it has",
                  LOG_TEXT("stream", own->stream), LOG_INTEGER("missing", last + 1));
    return rc;
}

static int apply_message(struct runtime *runtime, const struct bus_message *message, uint64_t sequence,
                         struct arena *arena)
{
    struct track *own = &runtime->tracks[0];
    struct event event;
    struct bytes data;
    int rc = event_decode(own, message->data, arena, &event, &data);
    if (rc)
        return rc;
    event.sequence = sequence;
    return event_apply(runtime, own, &event, data, message->data, message->subject, arena, NULL);
}

/* Applies one mailbox full of own events in one transaction. */
static int apply_some(struct runtime *runtime, struct follower *follower, struct bus_message *messages,
                      struct arena *arena)
{
    int rc = store_begin(runtime->store);
    while (messages) {
        struct bus_message *message = messages;
        uint64_t sequence;
        messages = message->next;
        if (follower_receive(follower, message, &sequence) && !rc)
            rc = apply_message(runtime, message, sequence, arena);
        bus_release(message);
        arena_reset(arena);
    }
    return tracks_commit(runtime, rc);
}

static int follow_own(struct runtime *runtime, uint64_t last)
{
    struct track *own = &runtime->tracks[0];
    struct mailbox *box = mailbox_new(NULL, NULL);
    struct follower *follower = follower_new(runtime->bus, own->stream, NULL, own->position, box, TAG_FOLLOW);
    struct arena arena = {0};
    int64_t heard_ns = time_monotonic_ns();
    int rc = 0;

    log_info("catching up", LOG_TEXT("stream", own->stream), LOG_INTEGER("from", own->position),
             LOG_INTEGER("to", last));
    while (!rc && own->position < last && !atomic_load(&runtime->stopping)) {
        uint64_t before = own->position;
        rc = apply_some(runtime, follower, mailbox_take(box, 250), &arena);
        int64_t now_ns = time_monotonic_ns();
        follower_tick(follower, now_ns);
        if (own->position > before)
            heard_ns = now_ns;
        else if (now_ns - heard_ns > 10 * 1000000000LL)
            rc = -ETIMEDOUT;
    }
    follower_free(follower);
    mailbox_free(box);
    arena_free(&arena);
    return rc;
}

/* The last own event that is known here to be recorded. */
static int find_recorded(struct runtime *runtime, uint64_t *recorded)
{
    struct query q = store_query(runtime->store, "SELECT coalesce(max(sequence), 0) FROM runtime_outgoing");
    uint64_t kept = store_next(&q) ? (uint64_t) column_integer(&q) : 0, applied = runtime->tracks[0].position;
    *recorded = kept > applied ? kept : applied;
    return store_end(&q);
}

int catch_up(struct runtime *runtime)
{
    struct track *own = &runtime->tracks[0];
    uint64_t first, last, recorded;
    int rc = stream_state(runtime->bus, own->stream, &first, &last);
    if (!rc)
        rc = find_recorded(runtime, &recorded);
    if (rc)
        return rc;
    if (last < recorded) {
        struct recorder *recorder;
        rc = recorder_new(runtime->bus, &recorder);
        if (rc)
            return rc;
        rc = heal(runtime, recorder, last, recorded);
        recorder_free(recorder);
        last = recorded;
    }
    if (!rc && last > own->position)
        rc = follow_own(runtime, last);
    for (size_t i = 1; !rc && i < runtime->track_count; i++)
        if (runtime->tracks[i].kept)
            rc = log_heal(runtime, &runtime->tracks[i]);
    return rc;
}

/*
 * Kept events. nats-server 2.9 fsyncs a stream within two minutes; what is older than healing_seconds is safe there.
 */
int kept_prune(struct store *store, struct kept *kept, uint64_t position, size_t most, const char *sql)
{
    int64_t now_ms = time_boottime_ms();
    int64_t apart_ms = runtime_settings.healing_seconds * 1000 / (KEPT_MARKS - 2);
    const struct kept_mark *youngest = &kept->marks[(kept->first + kept->count + KEPT_MARKS - 1) % KEPT_MARKS];
    if (kept->count < KEPT_MARKS && (kept->count == 0 || now_ms - youngest->at_ms >= apart_ms))
        kept->marks[(kept->first + kept->count++) % KEPT_MARKS] = (struct kept_mark){now_ms, position};
    while (kept->count > 0 && now_ms - kept->marks[kept->first].at_ms > runtime_settings.healing_seconds * 1000) {
        kept->safe = kept->marks[kept->first].sequence;
        kept->first = (kept->first + 1) % KEPT_MARKS;
        kept->count--;
    }
    if (kept->pruned >= kept->safe)
        return 0;
    struct query q = store_query(store, sql);
    bind_integer(&q, (int64_t) kept->safe);
    bind_integer(&q, (int64_t) most);
    int rc = store_run(&q);
    if (!rc && store_changes(store) == 0)
        kept->pruned = kept->safe;
    return rc;
}
