/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A log with several writers (ACCESS), completed by the service that keeps it for them.
 *
 * When the server came back with an older store, what it lost may by now be hidden behind new records at the same
 * sequences. So the events that were kept are compared with the stream by their ids, youngest first, down to one that
 * is still there; those above it are published again, at new sequences, and following starts over behind it. Applying a
 * record twice has no effect: it is known by its id.
 */
#include "running.h"

#define PUBLISHED_TOGETHER 256
#define STORED_WITHIN_MS 5000

/* The youngest event that both have; 0 where they share none of those that are kept. */
static int last_common(struct runtime *runtime, const struct track *track, uint64_t *common)
{
    struct arena arena = {0};
    bool holds = false;
    *common = 0;
    struct query q = store_query(runtime->store, "SELECT sequence, event_id FROM runtime_kept WHERE sequence <= ?"
                                                 " ORDER BY sequence DESC");
    bind_integer(&q, (int64_t) track->position);
    int rc = 0;
    while (!rc && !holds && store_next(&q)) {
        *common = (uint64_t) column_integer(&q);
        rc = stream_holds(runtime->bus, track->stream, *common, column_text(&q, &arena), &holds);
    }
    int ended = store_end(&q);
    arena_free(&arena);
    if (!holds && *common > 0)
        (*common)--; /* below what is kept everything is known safe */
    return rc ? rc : ended;
}

/* Publishes again what is kept from behind a sequence on. */
static int publish_again(struct runtime *runtime, struct recorder *recorder, uint64_t behind)
{
    struct arena arena = {0};
    size_t count = 0;
    int rc = 0;
    struct query q = store_query(runtime->store, "SELECT subject, event_id, body FROM runtime_kept WHERE sequence > ?"
                                                 " ORDER BY sequence");
    bind_integer(&q, (int64_t) behind);
    while (!rc && store_next(&q)) {
        const char *subject = column_text(&q, &arena), *id = column_text(&q, &arena);
        recorder_add(recorder, subject, id, UINT64_MAX, column_bytes(&q, &arena));
        if (++count % PUBLISHED_TOGETHER == 0)
            rc = recorder_wait(recorder, STORED_WITHIN_MS);
    }
    int ended = store_end(&q), waited = recorder_wait(recorder, STORED_WITHIN_MS);
    arena_free(&arena);
    rc = rc ? rc : ended;
    return rc ? rc : waited;
}

/* From now on the log is followed from there. */
static int go_back(struct runtime *runtime, struct track *track, uint64_t position)
{
    int rc = store_begin(runtime->store);
    if (rc)
        return rc;
    struct query q = store_query(runtime->store, "DELETE FROM runtime_kept WHERE sequence > ?");
    bind_integer(&q, (int64_t) position);
    rc = store_run(&q);
    track->position = position;
    rc = tracks_commit(runtime, rc);
    if (!rc)
        track_restart(track);
    return rc;
}

int log_heal(struct runtime *runtime, struct track *track)
{
    uint64_t common;
    struct recorder *recorder;
    if (track->position == 0)
        return 0;
    int rc = last_common(runtime, track, &common);
    if (rc || common == 0 || common >= track->position)
        return rc;
    log_warning("a log lost records and is completed", LOG_TEXT("stream", track->stream), LOG_INTEGER("from", common),
                LOG_INTEGER("until", track->position));
    rc = recorder_new(runtime->bus, &recorder);
    if (rc)
        return rc;
    rc = publish_again(runtime, recorder, common);
    recorder_free(recorder);
    return rc ? rc : go_back(runtime, track, common);
}
