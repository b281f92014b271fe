/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Commands and signals, one by one, as the writer's batch takes them. Whatever a command is, it gets a reply; only what
 * dooms the whole batch is returned to the writer.
 */
#include "writer.h"

#include <assert.h>
#include <string.h>

#define PARKED_MAX_MS 2000 /* how long a command waits for what its caller has seen */

static struct metric answered = METRIC_COUNTER("samspil_commands_total", "Commands and signals answered.", "procedure");
static struct metric problems = METRIC_COUNTER("samspil_problems_total", "Calls answered with a problem.", "code");

const struct endpoint *endpoint_find(const struct service *service, const char *subject)
{
    const char *name = strrchr(subject, '.') + 1;
    for (const struct endpoint *row = service->endpoints; row->procedure; row++)
        if (strcmp(row->procedure->name, name) == 0)
            return row;
    return NULL;
}

int64_t requests_answered(const struct procedure *procedure)
{
    return procedure->kind == PROCEDURE_QUERY ? queries_answered(procedure)
                                              : metric_value(metric_with(&answered, procedure->name));
}

void problem_count(int problem)
{
    metric_add(metric_with(&problems, problem_table[problem].code), 1);
}

void commands_metrics(void)
{
    metrics_register(&answered);
    metrics_register(&problems);
}

static void work_reply(struct work *work, const struct context *context, const struct common_problem *problem,
                       struct bytes result, struct arena *arena)
{
    struct buffer reply = {0};
    reply_encode(context, context->runtime->tracks[0].position, problem, result, &reply);
    work->reply = arena_take(arena, &reply);
}

void work_refuse(struct work *work, enum problem problem, const struct message_error *error, struct arena *arena)
{
    struct buffer reply = {0};
    problem_count((int) problem);
    reply_problem(problem, error, &reply);
    work->reply = arena_take(arena, &reply);
}

/* Whether the command has happened before: then the reply is made, unless its answer was put off. */
static int command_repeated(struct work *work, struct context *context, const char *command_id, struct bytes arguments,
                            bool *repeated)
{
    struct remembered found;
    *repeated = false;
    int rc = command_find(context->call.store, context->call.arena, context->call.who->subject, command_id, &found);
    if (rc || !found.procedure)
        return rc;
    if (strcmp(found.procedure, context->procedure->name) != 0 ||
        found.fingerprint != (int64_t) fingerprint(arguments.data, arguments.size)) {
        work_refuse(work, PROBLEM_COMMAND_ID_REUSED, NULL, context->call.arena);
        *repeated = true;
    } else if (found.result.data) {
        work_reply(work, context, NULL, found.result, context->call.arena);
        *repeated = true;
    }
    return 0;
}

/* Runs the handler and records what it emits. 0, a problem, or negative. */
static int command_handle(struct writer *writer, struct work *work, struct context *context, const void *in,
                          const char *command_id, struct bytes arguments, const char *traceparent)
{
    const struct procedure *procedure = context->procedure;
    struct arena *arena = context->call.arena;
    void *out = arena_zero(arena, procedure->output->size);

    int rc = work->endpoint->handle(&context->call, in, out);
    assert(rc <= 0 || context->emission_count == 0); /* a refused command has not happened */
    assert(context->emission_count <= 1);            /* half a command cannot be recorded */
    if (rc)
        return rc;

    struct common_answered done = {
        .command_id = command_id,
        .procedure = procedure->name,
        .fingerprint = (int64_t) fingerprint(arguments.data, arguments.size),
    };
    work->deferred = context->deferred;
    if (!work->deferred) {
        struct buffer result = {0};
        message_encode(procedure->output, out, &result);
        done.result = arena_take(arena, &result);
    }
    rc = record_emissions(writer, context, &done, NULL, traceparent);
    if (!rc && !work->deferred)
        work_reply(work, context, NULL, done.result, arena);
    return rc;
}

/* Whatever it is, it gets a reply; only what dooms the whole batch is returned. */
static int command_run(struct writer *writer, struct work *work, struct common_call *envelope, const void *in,
                       struct bytes arguments)
{
    struct runtime *runtime = writer->runtime;
    const struct procedure *procedure = work->endpoint->procedure;
    struct context context;
    context_begin(&context, runtime, runtime->store, &writer->arena, &envelope->principal, writer->now_ms);
    context.procedure = procedure;
    context.may_emit = procedure->kind == PROCEDURE_COMMAND;
    context.consents = runtime->consents ? runtime->consents->position : 0;

    const char *command_id = message_text_at(in, procedure->command_id);
    if (command_id) {
        bool repeated;
        int rc = command_repeated(work, &context, command_id, arguments, &repeated);
        if (rc || repeated)
            return rc;
    }
    uint64_t position = runtime->tracks[0].position;
    log_trace(envelope->traceparent);
    int rc = command_handle(writer, work, &context, in, command_id, arguments, envelope->traceparent);
    log_trace(NULL);
    if (rc >= 0 && context.disclosed)
        access_record(writer->recorder, &context);
    if (rc > 0) {
        problem_count(rc);
        work_reply(work, &context, context_problem(&context, rc), (struct bytes){0}, &writer->arena);
    }
    /* Its event breaks a constraint of the tables, and is not on its way yet. */
    if (rc == -EINVAL && runtime->tracks[0].position == position)
        writer->unfit = work->message;
    return rc < 0 ? rc : 0;
}

/* Whether the command is to be run now: not one that has to wait for what its caller has seen. */
int command_take(struct writer *writer, struct bus_message *message, bool *taken)
{
    struct runtime *runtime = writer->runtime;
    const struct endpoint *endpoint = endpoint_find(runtime->service, message->subject);
    const struct procedure *procedure = endpoint->procedure;
    struct work *work = &writer->work[writer->work_count];
    struct common_call envelope;
    struct bytes arguments;
    struct message_error error;
    void *in = arena_alloc(&writer->arena, procedure->input->size);

    *work = (struct work){.message = message, .endpoint = endpoint};
    *taken = true;
    int problem = call_decode(procedure, message->data, &writer->arena, &envelope, in, &arguments, &error);
    int64_t age_ms = (time_monotonic_ns() - message->received_ns) / 1000000;
    if (problem) {
        work_refuse(work, (enum problem) problem, problem == PROBLEM_INVALID_ARGUMENT ? &error : NULL, &writer->arena);
    } else if (age_ms > envelope.timeout_ms) {
        work->abandoned = true; /* the caller has gone */
    } else if (!tracks_reached(runtime, &envelope.after, NULL)) {
        if (age_ms <= PARKED_MAX_MS) {
            *taken = false;
            return 0;
        }
        work_refuse(work, PROBLEM_NOT_CAUGHT_UP, NULL, &writer->arena);
    } else {
        int rc = command_run(writer, work, &envelope, in, arguments);
        if (rc)
            return rc;
    }
    metric_add(metric_with(&answered, procedure->name), 1);
    writer->work_count++;
    writer->moved++;
    return 0;
}
