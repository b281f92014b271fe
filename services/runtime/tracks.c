/* SPDX-License-Identifier: EUPL-1.2 */
/* How far each stream has been applied: in the open transaction, in the file, and as the readers may rely on it. */
#include "running.h"

#include <string.h>

int tracks_load(struct runtime *runtime)
{
    for (size_t i = 0; i < runtime->track_count; i++) {
        struct track *track = &runtime->tracks[i];
        struct query q = store_query(runtime->store, "SELECT sequence, reacted FROM runtime_position WHERE stream = ?");
        bind_text(&q, track->stream);
        if (store_next(&q)) {
            track->position = (uint64_t) column_integer(&q);
            track->reacted = (uint64_t) column_integer(&q);
        }
        int rc = store_end(&q);
        if (rc)
            return rc;
    }
    tracks_committed(runtime);
    return 0;
}

int tracks_save(struct runtime *runtime)
{
    for (size_t i = 0; i < runtime->track_count; i++) {
        struct track *track = &runtime->tracks[i];
        if (track->position == track->committed && track->reacted == track->committed_reacted)
            continue;
        struct query q =
            store_query(runtime->store, "INSERT INTO runtime_position (stream, sequence, reacted) VALUES (?, ?, ?)"
                                        " ON CONFLICT (stream) DO UPDATE SET sequence = excluded.sequence,"
                                        " reacted = excluded.reacted");
        bind_text(&q, track->stream);
        bind_integer(&q, (int64_t) track->position);
        bind_integer(&q, (int64_t) track->reacted);
        int rc = store_run(&q);
        if (rc)
            return rc;
    }
    return 0;
}

int tracks_commit(struct runtime *runtime, int rc)
{
    if (!rc)
        rc = tracks_save(runtime);
    if (!rc)
        rc = store_commit(runtime->store);
    if (rc) {
        store_rollback(runtime->store);
        tracks_rolled_back(runtime);
    } else {
        tracks_committed(runtime);
    }
    return rc;
}

void tracks_committed(struct runtime *runtime)
{
    for (size_t i = 0; i < runtime->track_count; i++) {
        struct track *track = &runtime->tracks[i];
        track->committed = track->position;
        track->committed_reacted = track->reacted;
        atomic_store(&track->visible, track->position);
        while (track->waiting != track->next) {
            struct bus_message *done = track->waiting;
            track->waiting = done->next;
            track->waiting_count--;
            bus_release(done);
        }
        if (!track->waiting)
            track->waiting_end = &track->waiting;
    }
}

void tracks_rolled_back(struct runtime *runtime)
{
    for (size_t i = 0; i < runtime->track_count; i++) {
        struct track *track = &runtime->tracks[i];
        track->position = track->committed;
        track->reacted = track->committed_reacted;
        track->next = track->waiting;
    }
}

void tracks_forget(struct runtime *runtime)
{
    for (size_t i = 0; i < runtime->track_count; i++) {
        struct track *track = &runtime->tracks[i];
        track->next = NULL;
        while (track->waiting) {
            struct bus_message *message = track->waiting;
            track->waiting = message->next;
            bus_release(message);
        }
    }
}

void track_restart(struct track *track)
{
    track->next = NULL;
    while (track->waiting) {
        struct bus_message *message = track->waiting;
        track->waiting = message->next;
        bus_release(message);
    }
    track->waiting_end = &track->waiting;
    track->waiting_count = 0;
    track->overrun = false;
    if (track->follower)
        follower_restart(track->follower, track_done(track));
}

/* Keeps a followed event until it is committed. What would grow without bound is dropped and asked for again. */
void track_receive(struct track *track, struct bus_message *message)
{
    uint64_t sequence;
    if (!follower_receive(track->follower, message, &sequence) || track->overrun) {
        bus_release(message);
        return;
    }
    if (track->waiting_count >= TRACK_WAITING_MAX) {
        track->overrun = true;
        bus_release(message);
        return;
    }
    message->sequence = sequence;
    message->next = NULL;
    *track->waiting_end = message;
    track->waiting_end = &message->next;
    track->waiting_count++;
    if (!track->next)
        track->next = message;
}

void track_tick(struct track *track, int64_t now_ns)
{
    if (track->overrun && !track->waiting) {
        track->overrun = false;
        follower_restart(track->follower, track_done(track));
    }
    follower_tick(track->follower, now_ns);
}

uint64_t track_done(const struct track *track)
{
    return track->reacts && track->reacted < track->position ? track->reacted : track->position;
}

void tracks_visible(struct runtime *runtime, uint64_t *positions)
{
    for (size_t i = 0; i < runtime->track_count; i++)
        positions[i] = atomic_load(&runtime->tracks[i].visible);
}

bool tracks_reached(struct runtime *runtime, const struct common_position_list *after, const uint64_t *positions)
{
    for (size_t k = 0; k < after->count; k++)
        for (size_t i = 0; i < runtime->track_count; i++) {
            struct track *track = &runtime->tracks[i];
            if (strcmp(track->stream, after->items[k].stream) != 0)
                continue;
            uint64_t reached = positions ? positions[i] : track->position;
            if (reached < (uint64_t) after->items[k].sequence)
                return false;
        }
    return true;
}
