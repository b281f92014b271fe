/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The writer: the one thread that changes state.
 *
 * A batch is one transaction: followed events, commands, settle. Events go to the stream as they are made, each with the
 * expected last sequence; when all are acknowledged comes COMMIT, and only then does anybody get an answer. If the
 * stream refuses or does not answer, the batch is rolled back, the file catches up with the stream, and the batch runs
 * again: commands whose events had been stored after all are found as remembered and get their first answer.
 *
 * When that fails too, the outcome of the batch is in doubt: its commands are answered `unavailable`, and nothing runs
 * until the file has caught up.
 */
#include "writer.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define FOLLOWED_MAX 512  /* events applied in one batch, besides commands */
#define SETTLE_MAX 64     /* things settled in one batch */
#define GATHER_NS 5000000 /* how long a batch takes in what arrives while it is open */
#define PACE_MS 25        /* between batches of nothing but events that only have to be applied, or of many */
#define REACT_PACE_MS 4   /* the same where something may follow from them, and they are few */
#define FEW 16            /* events of a batch: with more, the next ones come in quick succession too */
#define ATTEMPTS 3
#define PRUNED_LEAST 16
#define STORED_WITHIN_MS 5000

static struct metric batches = METRIC_HISTOGRAM("samspil_batch_seconds", "Time of a batch that recorded events.");
static struct metric recorded = METRIC_COUNTER("samspil_events_total", "Events recorded.", NULL);
static struct metric followed = METRIC_COUNTER("samspil_followed_total", "Events of others applied.", "stream");
static struct metric retried =
    METRIC_COUNTER("samspil_batches_retried_total", "Batches the stream refused at first.", NULL);

/*
 * Recording: from emissions to acknowledged events.
 */

int record_emissions(struct writer *writer, struct context *context, struct common_answered *done,
                     struct common_origin *origin, const char *traceparent)
{
    for (struct emission *emission = context->emissions; emission; emission = emission->next) {
        struct pending pending;
        if (origin)
            origin->last = !emission->next;
        int rc = event_append(context, emission, done, origin, traceparent, &pending);
        if (rc)
            return rc;
        recorder_add(writer->recorder, pending.subject, pending.id, pending.sequence - 1, pending.body);
        writer->recorded++;
    }
    return 0;
}

/*
 * Followed events.
 */

static bool reaction_due(const struct writer *writer, const struct track *track, const struct event *event)
{
    return track->reacts && event->contract && event->sequence > track->reacted && !writer->rebuilding;
}

static int react(struct writer *writer, struct track *track, const struct event *event, const void *data)
{
    struct runtime *runtime = writer->runtime;
    struct context context;
    struct common_principal self = {.subject = runtime->service->contract->service, .roles = SYSTEM};
    context_begin(&context, runtime, runtime->store, &writer->arena, &self, writer->now_ms);
    context.may_emit = true;
    context.consents = runtime->consents ? runtime->consents->position : 0;
    int rc = runtime->service->react(&context.call, event, data);
    if (rc)
        return rc;
    struct common_origin origin = {.stream = track->stream, .sequence = (int64_t) event->sequence};
    rc = record_emissions(writer, &context, NULL, &origin, event->head.traceparent);
    track->reacted = event->sequence;
    return rc;
}

/* Applies the next event of a track, if what its author had seen has been applied. */
static int follow_next(struct writer *writer, struct track *track, bool *progress)
{
    struct runtime *runtime = writer->runtime;
    struct bus_message *message = track->next;
    struct event event;
    struct bytes data;
    void *decoded;

    int rc = event_decode(track, message->data, &writer->arena, &event, &data);
    if (rc)
        return rc;
    if (!tracks_reached(runtime, &event.head.after, NULL))
        return 0;
    event.sequence = message->sequence;
    rc = event_apply(runtime, track, &event, data, message->data, message->subject, &writer->arena, &decoded);
    if (!rc && reaction_due(writer, track, &event))
        rc = react(writer, track, &event, decoded);
    if (rc)
        return rc;
    track->next = message->next;
    metric_add(metric_with(&followed, track->stream), 1);
    writer->moved++;
    *progress = true;
    return 0;
}

static int follow_all(struct writer *writer)
{
    struct runtime *runtime = writer->runtime;
    for (bool progress = true; progress && writer->followed < FOLLOWED_MAX;) {
        progress = false;
        for (size_t i = 1; i < runtime->track_count; i++)
            for (bool more = true; more && runtime->tracks[i].next && writer->followed < FOLLOWED_MAX;) {
                more = false;
                int rc = follow_next(writer, &runtime->tracks[i], &more);
                if (rc)
                    return rc;
                writer->followed += more;
                progress |= more;
            }
    }
    return 0;
}

/*
 * Settling.
 */

static int settle(struct writer *writer)
{
    struct runtime *runtime = writer->runtime;
    if (!runtime->service->settle || writer->rebuilding)
        return 0;
    for (int i = 0; i < SETTLE_MAX; i++) {
        struct context context;
        struct common_principal self = {.subject = runtime->service->contract->service, .roles = SYSTEM};
        context_begin(&context, runtime, runtime->store, &writer->arena, &self, writer->now_ms);
        context.may_emit = true;
        writer->due_ms = INT64_MAX;
        int rc = runtime->service->settle(&context.call, &writer->due_ms);
        if (rc < 0)
            return rc;
        assert(context.emission_count <= 1);
        int recording = record_emissions(writer, &context, NULL, NULL, NULL);
        if (recording)
            return recording;
        writer->moved += context.emission_count;
        while (context.answers) {
            struct deferred_answer *answer = context.answers;
            context.answers = answer->next;
            answer->next = writer->answers;
            writer->answers = answer;
        }
        if (rc == 0)
            return 0;
    }
    writer->due_ms = writer->now_ms; /* there may be more */
    return 0;
}

/*
 * The batch.
 */

static void sort_messages(struct writer *writer, struct bus_message *messages)
{
    struct runtime *runtime = writer->runtime;
    while (messages) {
        struct bus_message *message = messages;
        messages = message->next;
        message->next = NULL;
        if (message->tag >= TAG_FOLLOW) {
            track_receive(&runtime->tracks[message->tag - TAG_FOLLOW], message);
        } else if (message->tag == TAG_COMMAND) {
            *writer->commands_end = message;
            writer->commands_end = &message->next;
        } else {
            if (message->tag == TAG_LEASE)
                lease_answered(runtime, message);
            else
                discovery_answer(runtime->discovery, message);
            bus_release(message);
        }
    }
}

/* What has arrived: events of others first, since commands may rest on them. */
static int take_arrived(struct writer *writer)
{
    int rc = follow_all(writer);
    struct bus_message **link = &writer->commands;
    while (!rc && *link && writer->work_count < writer->batch_size) {
        struct bus_message *message = *link, *next = message->next;
        bool taken;
        rc = command_take(writer, message, &taken);
        if (rc)
            break;
        if (!taken)
            link = &message->next;
        else if (!(*link = next))
            writer->commands_end = link;
    }
    return rc;
}

/* Waits until all events made so far are stored. */
static int events_stored(struct writer *writer)
{
    int rc = recorder_wait(writer->recorder, STORED_WITHIN_MS);
    return rc == -ENOSPC ? -EDQUOT : rc; /* the bus has no room, not this file */
}

static bool has_room(const struct writer *writer)
{
    return writer->work_count < writer->batch_size && writer->followed < FOLLOWED_MAX;
}

/* While the stream stores the first events, what else arrives joins the batch, so that one COMMIT serves more of it. */
static int batch_fill(struct writer *writer)
{
    int64_t until_ns = time_monotonic_ns() + GATHER_NS;
    writer->now_ms = time_now_ms();
    writer->work_count = writer->followed = writer->recorded = 0;
    writer->answers = NULL;
    int rc = take_arrived(writer);
    while (!rc && writer->recorded > 0 && has_room(writer) && time_monotonic_ns() < until_ns) {
        struct bus_message *more = mailbox_take(writer->runtime->box, 0);
        if (more) {
            sort_messages(writer, more);
            rc = take_arrived(writer);
        } else if (recorder_is_waiting(writer->recorder)) {
            rc = events_stored(writer);
        } else {
            break;
        }
    }
    return rc ? rc : settle(writer);
}

/* Twice what the batch brings: so it gets less after a rush, and no batch pays for more than itself. */
static int prune(struct writer *writer)
{
    struct runtime *runtime = writer->runtime;
    size_t most = 2 * (writer->recorded + writer->followed) + PRUNED_LEAST;
    int rc = kept_prune(runtime->store, &writer->kept, runtime->tracks[0].position, most,
                        "DELETE FROM runtime_outgoing WHERE sequence <= min(?1,"
                        " (SELECT coalesce(min(sequence), 0) FROM runtime_outgoing) + ?2)");
    for (size_t i = 1; !rc && i < runtime->track_count; i++)
        if (runtime->tracks[i].kept)
            rc = kept_prune(runtime->store, &writer->kept_log, runtime->tracks[i].position, most,
                            "DELETE FROM runtime_kept WHERE sequence <= min(?1,"
                            " (SELECT coalesce(min(sequence), 0) FROM runtime_kept) + ?2)");
    return rc;
}

static int batch_commit(struct writer *writer)
{
    struct runtime *runtime = writer->runtime;
    int rc = events_stored(writer);
    if (!rc)
        rc = prune(writer);
    if (!rc)
        rc = tracks_save(runtime);
    return rc ? rc : store_commit(runtime->store);
}

static void batch_undo(struct writer *writer)
{
    /* What is still in flight must not be taken for a later batch's; how it went, the stream will tell. */
    (void) recorder_wait(writer->recorder, STORED_WITHIN_MS);
    store_rollback(writer->runtime->store);
    tracks_rolled_back(writer->runtime);
}

/* The commands of a batch that was undone wait again, in their order. */
static void batch_put_back(struct writer *writer)
{
    while (writer->work_count > 0) {
        struct bus_message *message = writer->work[--writer->work_count].message;
        if (!writer->commands)
            writer->commands_end = &message->next;
        message->next = writer->commands;
        writer->commands = message;
    }
}

/* One command whose event cannot be applied is refused alone: the others run again without it. */
static void refuse_unfit(struct writer *writer)
{
    struct work work = {.message = writer->unfit};
    struct bus_message **link = &writer->commands;
    writer->unfit = NULL;
    while (*link != work.message)
        link = &(*link)->next;
    if (!(*link = work.message->next))
        writer->commands_end = link;
    log_error("a command cannot be applied", LOG_TEXT("procedure", strrchr(work.message->subject, '.') + 1));
    work_refuse(&work, PROBLEM_UNAVAILABLE, NULL, &writer->arena);
    reply_post(writer->runtime->bus, work.message, work.reply);
    bus_release(work.message);
}

static void batch_reply(struct writer *writer)
{
    struct bus *bus = writer->runtime->bus;
    for (size_t i = 0; i < writer->work_count; i++) {
        struct work *work = &writer->work[i];
        if (work->deferred)
            waiting_add(&writer->waiting, work->deferred, work->message->reply);
        else if (!work->abandoned)
            reply_post(bus, work->message, work->reply);
        bus_release(work->message);
    }
    writer->work_count = 0;
    /* Last: what a command of this batch put off may have been settled in it too. */
    for (struct deferred_answer *answer = writer->answers; answer; answer = answer->next)
        waiting_answer(&writer->waiting, bus, answer->key, answer->reply);
    bus_flush(bus);
}

static void batch_refuse(struct writer *writer)
{
    for (size_t i = 0; i < writer->work_count; i++) {
        writer->work[i].deferred = NULL;
        work_refuse(&writer->work[i], PROBLEM_UNAVAILABLE, NULL, &writer->arena);
    }
    writer->answers = NULL;
}

/* Whether the stream is to blame: then the batch may run again once the file has caught up with it. */
static bool stream_failed(int rc)
{
    return rc == -ESTALE || rc == -ETIMEDOUT || rc == -ENOTCONN || rc == -EPROTO || rc == -EDQUOT;
}

static int batch_run(struct writer *writer)
{
    struct runtime *runtime = writer->runtime;
    int64_t began_ns = time_monotonic_ns();
    int rc = 0;
    for (int attempt = 0; attempt < ATTEMPTS;) {
        batch_put_back(writer);
        arena_reset(&writer->arena);
        rc = store_begin(runtime->store);
        if (!rc)
            rc = batch_fill(writer);
        if (!rc)
            rc = batch_commit(writer);
        if (!rc)
            break;
        batch_undo(writer);
        if (writer->unfit) {
            refuse_unfit(writer);
            rc = -ESTALE; /* the stream may have the events of those before it */
        } else if (stream_failed(rc)) {
            log_warning("a batch was not recorded", LOG_ERROR(rc), LOG_INTEGER("attempt", ++attempt));
            metric_add(metric_with(&retried, NULL), 1);
        } else {
            break;
        }
        int behind = catch_up(runtime);
        writer->in_doubt = behind != 0;
        if (behind)
            break;
    }
    if (!rc) {
        tracks_committed(runtime);
        writer->committed_ms = time_boottime_ms();
        readers_wake(runtime);
        work_ring(runtime);
        metric_add(metric_with(&recorded, NULL), (int64_t) writer->recorded);
        if (writer->recorded > 0)
            metric_observe(metric_with(&batches, NULL), (double) (time_monotonic_ns() - began_ns) / 1e9);
    } else {
        batch_refuse(writer);
    }
    batch_reply(writer);
    return stream_failed(rc) ? 0 : rc;
}

/*
 * The loop.
 */

/* How long after a batch the next is begun for nothing but events of this track: not at all when somebody waits for
 * them, or they are so many that waiting gathers no more. */
static int64_t pace_ms_of(const struct writer *writer, const struct track *track)
{
    const struct runtime *runtime = writer->runtime;
    if (track == runtime->consents || track->waiting_count >= FOLLOWED_MAX || readers_parked(runtime))
        return 0;
    return track->reacts && writer->followed <= FEW ? REACT_PACE_MS : PACE_MS;
}

/* In how many milliseconds there is something to do, INT64_MAX for nothing. Events that come in quick succession are
 * applied together; the first after a pause is applied at once. */
static int64_t due_in_ms(const struct writer *writer)
{
    const struct runtime *runtime = writer->runtime;
    int64_t now_ms = time_now_ms(), in_ms = INT64_MAX;
    if (writer->commands || writer->due_ms <= now_ms)
        return 0;
    if (writer->due_ms != INT64_MAX)
        in_ms = writer->due_ms - now_ms;
    for (size_t i = 1; i < runtime->track_count; i++) {
        const struct track *track = &runtime->tracks[i];
        if (!track->next)
            continue;
        int64_t pace_ms = writer->committed_ms + pace_ms_of(writer, track) - time_boottime_ms();
        if (pace_ms <= 0)
            return 0;
        if (pace_ms < in_ms)
            in_ms = pace_ms;
    }
    return in_ms;
}

/* While events wait to be applied together, more of their kind need not wake the writer. */
static uint64_t dull_tags(const struct writer *writer)
{
    const struct runtime *runtime = writer->runtime;
    uint64_t tags = 0;
    bool gathering = false;
    for (size_t i = 1; i < runtime->track_count; i++) {
        gathering |= runtime->tracks[i].next != NULL;
        if (&runtime->tracks[i] != runtime->consents)
            tags |= UINT64_C(1) << (TAG_FOLLOW + i);
    }
    return gathering && !readers_parked(runtime) ? tags : 0;
}

int writer_turn(struct writer *writer, int64_t wait_ms)
{
    struct runtime *runtime = writer->runtime;
    int64_t due_ms = due_in_ms(writer);
    if (due_ms < wait_ms)
        wait_ms = due_ms;
    sort_messages(writer, writer->stalled ? mailbox_take(runtime->box, 5)
                                          : mailbox_take_but(runtime->box, dull_tags(writer), wait_ms));
    int64_t now_ns = time_monotonic_ns();
    for (size_t i = 1; i < runtime->track_count; i++)
        track_tick(&runtime->tracks[i], now_ns);
    int rc = 0;
    uint64_t reconnects = bus_reconnects(runtime->bus);
    if (reconnects != writer->reconnects)
        writer->in_doubt = true; /* the server may have come back with an older store */
    if (writer->in_doubt) {
        rc = catch_up(runtime);
        if (!rc)
            writer->reconnects = reconnects;
        writer->in_doubt = rc != 0;
        if (rc)
            return stream_failed(rc) || rc == -ENOENT ? 0 : rc;
        log_info("caught up with the stream", LOG_TEXT("stream", runtime->stream));
    }
    writer->stalled = false;
    while (!rc && !writer->stalled && !writer->in_doubt && due_in_ms(writer) == 0) {
        uint64_t before = writer->moved;
        rc = batch_run(writer);
        lease_tick(runtime);
        /* Nothing moved: what is there waits for events that are still on their way. */
        writer->stalled = writer->moved == before;
        struct bus_message *more = mailbox_take(runtime->box, 0);
        if (more)
            writer->stalled = false;
        sort_messages(writer, more);
    }
    lease_tick(runtime);
    return rc;
}

void writer_metrics(void)
{
    metrics_register(&batches);
    commands_metrics();
    metrics_register(&recorded);
    metrics_register(&followed);
    metrics_register(&retried);
}

int writer_open(struct writer *writer, struct runtime *runtime)
{
    *writer = (struct writer){.runtime = runtime, .batch_size = (size_t) runtime_settings.batch};
    writer->commands_end = &writer->commands;
    writer->due_ms = runtime->service->settle ? 0 : INT64_MAX;
    writer->work = calloc(writer->batch_size, sizeof *writer->work);
    return writer->work ? recorder_new(runtime->bus, &writer->recorder) : -ENOMEM;
}

void writer_close(struct writer *writer)
{
    while (writer->commands) {
        struct bus_message *message = writer->commands;
        writer->commands = message->next;
        bus_release(message);
    }
    waiting_free(&writer->waiting);
    if (writer->recorder)
        recorder_free(writer->recorder);
    arena_free(&writer->arena);
    free(writer->work);
}
