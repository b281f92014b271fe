/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Readers: threads that answer queries, each with its own read-only connection, mailbox and recorder. The server shares
 * the queries out among them (queue group), also over several processes.
 *
 * A batch of queries sees one snapshot. Whatever of a citizen's data it touches is put on record first: the access
 * records of the batch are acknowledged by the stream before any of its answers leaves.
 */
#include "writer.h"

#include <stdlib.h>
#include <string.h>

#define QUERIES_MAX 64
#define RECORDED_WITHIN_MS 3000
#define PARKED_MAX_MS 2000

struct query_work {
    struct bus_message *message;
    struct context *context; /* NULL: refused, and the reply is made */
    const struct common_problem *problem;
    struct bytes result, reply;
};

struct reader {
    struct runtime *runtime;
    pthread_t thread;
    struct mailbox *box;
    struct store *store;
    struct recorder *recorder;
    struct arena arena;
    struct bus_subscription **subscriptions;
    size_t subscription_count;
    struct bus_message *waiting, **waiting_end; /* oldest first */
    struct query_work work[QUERIES_MAX];
    size_t work_count;
    int64_t now_ms;
    uint64_t position, consents;   /* of the snapshot */
    uint64_t visible[MAX_STREAMS]; /* when the snapshot began: what is committed meanwhile is not in it */
    atomic_bool parked;
};

static struct metric queries = METRIC_COUNTER("samspil_queries_total", "Queries answered.", "procedure");

int64_t queries_answered(const struct procedure *procedure)
{
    return metric_value(metric_with(&queries, procedure->name));
}

static int snapshot_position(struct reader *reader, const char *stream, uint64_t *position)
{
    *position = 0;
    struct query q = store_query(reader->store, "SELECT sequence FROM runtime_position WHERE stream = ?");
    bind_text(&q, stream);
    if (store_next(&q))
        *position = (uint64_t) column_integer(&q);
    return store_end(&q);
}

static void query_refuse(struct reader *reader, struct query_work *work, enum problem problem,
                         const struct message_error *error)
{
    struct buffer reply = {0};
    problem_count((int) problem);
    reply_problem(problem, error, &reply);
    work->context = NULL;
    work->reply = arena_take(&reader->arena, &reply);
}

static void query_run(struct reader *reader, struct query_work *work, const struct endpoint *endpoint,
                      const struct common_call *envelope, const void *in)
{
    struct arena *arena = &reader->arena;
    struct context *context = arena_alloc(arena, sizeof *context);
    context_begin(context, reader->runtime, reader->store, arena, &envelope->principal, reader->now_ms);
    context->procedure = endpoint->procedure;
    context->consents = reader->consents;

    void *out = arena_zero(arena, endpoint->procedure->output->size);
    log_trace(envelope->traceparent);
    int rc = endpoint->handle(&context->call, in, out);
    if (rc < 0)
        log_error("a query failed", LOG_TEXT("procedure", endpoint->procedure->name), LOG_ERROR(rc));
    log_trace(NULL);
    if (rc < 0) {
        query_refuse(reader, work, PROBLEM_UNAVAILABLE, NULL);
        return;
    }
    if (!rc && context->disclosed)
        access_record(reader->recorder, context);
    work->context = context;
    if (rc > 0) {
        problem_count(rc);
        work->problem = context_problem(context, rc);
    } else {
        struct buffer result = {0};
        message_encode(endpoint->procedure->output, out, &result);
        work->result = arena_take(arena, &result);
    }
}

/* Answers one query into the batch; false when it has to wait for what its caller has seen. */
static bool query_take(struct reader *reader, struct bus_message *message)
{
    const struct endpoint *endpoint = endpoint_find(reader->runtime->service, message->subject);
    struct common_call envelope;
    struct bytes arguments;
    struct message_error error;
    void *in = arena_alloc(&reader->arena, endpoint->procedure->input->size);
    struct query_work *work = &reader->work[reader->work_count];

    *work = (struct query_work){.message = message};
    int problem = call_decode(endpoint->procedure, message->data, &reader->arena, &envelope, in, &arguments, &error);
    if (problem)
        query_refuse(reader, work, (enum problem) problem, problem == PROBLEM_INVALID_ARGUMENT ? &error : NULL);
    else if (tracks_reached(reader->runtime, &envelope.after, reader->visible))
        query_run(reader, work, endpoint, &envelope, in);
    else if ((time_monotonic_ns() - message->received_ns) / 1000000 <= PARKED_MAX_MS)
        return false;
    else
        query_refuse(reader, work, PROBLEM_NOT_CAUGHT_UP, NULL);
    metric_add(metric_with(&queries, endpoint->procedure->name), 1);
    reader->work_count++;
    return true;
}

static int batch_answer(struct reader *reader)
{
    const char *consents = reader->runtime->consents ? reader->runtime->consents->stream : NULL;
    struct bus_message **link = &reader->waiting;
    reader->work_count = 0;
    reader->now_ms = time_now_ms();
    tracks_visible(reader->runtime, reader->visible);
    int rc = store_begin(reader->store);
    if (!rc)
        rc = snapshot_position(reader, reader->runtime->stream, &reader->position);
    if (!rc && consents)
        rc = snapshot_position(reader, consents, &reader->consents);
    while (!rc && *link && reader->work_count < QUERIES_MAX) {
        struct bus_message *message = *link;
        if (query_take(reader, message))
            *link = message->next;
        else
            link = &message->next;
    }
    while (*link)
        link = &(*link)->next;
    reader->waiting_end = link;
    store_rollback(reader->store); /* ends the snapshot; there is nothing to undo */
    return rc;
}

/* Made only now, since it says by which position its reads are on record. */
static void query_reply(struct reader *reader, struct query_work *work)
{
    struct buffer reply = {0};
    if (work->context->disclosed)
        work->context->access = recorder_last(reader->recorder);
    reply_encode(work->context, reader->position, work->problem, work->result, &reply);
    work->reply = arena_take(&reader->arena, &reply);
}

static void batch_send(struct reader *reader)
{
    int rc = recorder_wait(reader->recorder, RECORDED_WITHIN_MS);
    if (rc)
        log_error("reads cannot be put on record, so they are refused", LOG_ERROR(rc));
    for (size_t i = 0; i < reader->work_count; i++) {
        struct query_work *work = &reader->work[i];
        if (rc && work->context && work->context->disclosed)
            query_refuse(reader, work, PROBLEM_UNAVAILABLE, NULL);
        if (work->context)
            query_reply(reader, work);
        reply_post(reader->runtime->bus, work->message, work->reply);
        bus_release(work->message);
    }
    bus_flush(reader->runtime->bus);
}

static void *reader_main(void *closure)
{
    struct reader *reader = closure;
    struct runtime *runtime = reader->runtime;
    while (!atomic_load(&runtime->stopping) || reader->waiting) {
        if (!atomic_exchange(&reader->parked, reader->waiting != NULL) && reader->waiting)
            mailbox_interrupt(runtime->box); /* the writer may be gathering what they wait for */
        struct bus_message *messages = mailbox_take(reader->box, reader->waiting ? 20 : 1000);
        *reader->waiting_end = messages;
        while (*reader->waiting_end)
            reader->waiting_end = &(*reader->waiting_end)->next;
        if (!reader->waiting)
            continue;
        int rc = batch_answer(reader);
        if (rc)
            log_error("queries cannot be answered", LOG_ERROR(rc));
        batch_send(reader);
        arena_reset(&reader->arena);
    }
    return NULL;
}

void readers_wake(struct runtime *runtime)
{
    for (size_t i = 0; i < runtime->reader_count; i++)
        if (atomic_load(&runtime->readers[i].parked))
            mailbox_interrupt(runtime->readers[i].box);
}

bool readers_parked(const struct runtime *runtime)
{
    for (size_t i = 0; i < runtime->reader_count; i++)
        if (atomic_load(&runtime->readers[i].parked))
            return true;
    return false;
}

static int reader_open(struct reader *reader, struct runtime *runtime, const char *path)
{
    const struct contract *contract = runtime->service->contract;
    reader->runtime = runtime;
    reader->waiting_end = &reader->waiting;
    reader->box = mailbox_new(NULL, NULL);
    reader->subscriptions = calloc(contract->procedure_count, sizeof(struct bus_subscription *));
    if (!reader->subscriptions)
        return -ENOMEM;
    int rc = store_open(path, true, &reader->store);
    if (!rc)
        rc = recorder_new(runtime->bus, &reader->recorder);
    for (size_t i = 0; !rc && i < contract->procedure_count; i++) {
        const struct procedure *procedure = contract->procedures[i];
        if (procedure->kind != PROCEDURE_QUERY)
            continue;
        const char *subject = arena_print(&reader->arena, "samspil.%s.%s", procedure->service, procedure->name);
        rc = bus_subscribe(runtime->bus, subject, procedure->service, reader->box, TAG_COMMAND,
                           &reader->subscriptions[reader->subscription_count]);
        if (!rc)
            reader->subscription_count++;
    }
    arena_reset(&reader->arena);
    return rc;
}

int readers_start(struct runtime *runtime, const char *path)
{
    static bool registered;
    if (!registered) {
        metrics_register(&queries);
        access_metrics();
        registered = true;
    }
    size_t count = (size_t) runtime_settings.readers;
    runtime->readers = calloc(count, sizeof *runtime->readers);
    if (!runtime->readers)
        return -ENOMEM;
    for (size_t i = 0; i < count; i++) {
        struct reader *reader = &runtime->readers[i];
        int rc = reader_open(reader, runtime, path);
        if (!rc)
            rc = -pthread_create(&reader->thread, NULL, reader_main, reader);
        if (rc)
            return rc;
        runtime->reader_count++;
    }
    return 0;
}

void readers_stop(struct runtime *runtime)
{
    for (size_t i = 0; i < runtime->reader_count; i++) {
        struct reader *reader = &runtime->readers[i];
        for (size_t k = 0; k < reader->subscription_count; k++)
            bus_unsubscribe(reader->subscriptions[k]);
        mailbox_interrupt(reader->box);
        pthread_join(reader->thread, NULL);
        recorder_free(reader->recorder);
        mailbox_free(reader->box);
        store_close(reader->store);
        arena_free(&reader->arena);
        free(reader->subscriptions);
    }
    free(runtime->readers);
    runtime->reader_count = 0;
}
