/* SPDX-License-Identifier: EUPL-1.2 */
#include "dispatcher.h"

#include <errno.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bounds.h"
#include "identity.h"
#include "log.h"
#include "metrics.h"
#include "table.h"
#include "token.h"

#define CALL_PREFIX ".call."
#define MAX_POSITIONS 16
#define HOLD_NS 1000000000 /* how long an answer may wait for may_pass */
#define INDEX_BITS 20
#define MAX_CALLS (1u << INDEX_BITS)

/* A call's number on the bus is its place among the slots and how often the place was used: a late answer to an
 * earlier call of the same place is recognised. */
struct dispatched {
    uint64_t number;
    const struct procedure *procedure; /* NULL: the place is free */
    answered_fn *answered;
    void *closure;
    int64_t sent_ns, deadline_ns;
    struct bus_message *held; /* an answer that may not pass yet */
    uint32_t roles;
    char subject[SUBJECT_SIZE];
    uint32_t next_free;
};

struct callable {
    struct table_link link; /* by URI */
    const struct procedure *procedure;
};

struct dispatcher {
    struct bus *bus;
    struct bus_subscription *answers;
    may_pass_fn *may_pass;
    void *closure;
    char prefix[160]; /* of reply subjects */
    struct table callables;
    struct dispatched **slots;
    uint32_t slot_count, first_free;
    size_t in_flight, held;
    struct common_position positions[MAX_POSITIONS];
    char streams[MAX_POSITIONS][33];
    size_t position_count;
    struct arena arena;
    struct buffer buffer;
};

#define NO_SLOT UINT32_MAX

static struct metric calls_total =
    METRIC_COUNTER("samspil_gateway_calls_total", "Calls answered, by problem or \"done\".", "outcome");
static struct metric call_seconds = METRIC_HISTOGRAM("samspil_gateway_call_seconds", "Time from a call to its answer.");
static struct metric in_flight = METRIC_GAUGE("samspil_gateway_calls_in_flight", "Calls not yet answered.", NULL);

static void add_callables(struct dispatcher *dispatcher)
{
    for (const struct contract *const *contract = contracts; *contract; contract++) {
        for (size_t i = 0; i < (*contract)->procedure_count; i++) {
            const struct procedure *procedure = (*contract)->procedures[i];
            if (procedure->kind == PROCEDURE_SIGNAL)
                continue;
            char uri[128];
            (void) snprintf(uri, sizeof(uri), "samspil.%s.%s", procedure->service, procedure->name);
            TABLE_AT(&dispatcher->callables, uri, struct callable)->procedure = procedure;
        }
    }
}

/* What is stored by now, others may have told of: who calls here may have been told by them. A stream that is not there
 * yet has nothing to tell. */
static int note_stored(struct dispatcher *dispatcher)
{
    for (const struct contract *const *contract = contracts; *contract; contract++) {
        uint64_t first, last;
        int rc = stream_state(dispatcher->bus, (*contract)->stream, &first, &last);
        if (rc < 0 && rc != -ENOENT)
            return rc;
        if (rc == 0)
            dispatcher_note(dispatcher, (*contract)->stream, last);
    }
    return 0;
}

int dispatcher_new(struct bus *bus, struct mailbox *box, int tag, may_pass_fn *may_pass, void *closure,
                   struct dispatcher **made)
{
    struct dispatcher *dispatcher = calloc(1, sizeof(*dispatcher));
    if (!dispatcher)
        abort();
    *dispatcher = (struct dispatcher){.bus = bus, .may_pass = may_pass, .closure = closure, .first_free = NO_SLOT};
    (void) snprintf(dispatcher->prefix, sizeof(dispatcher->prefix), "%s" CALL_PREFIX, bus_inbox(bus));
    char subject[162];
    (void) snprintf(subject, sizeof(subject), "%s*", dispatcher->prefix);
    int rc = note_stored(dispatcher);
    if (rc == 0)
        rc = bus_subscribe(bus, subject, NULL, box, tag, &dispatcher->answers);
    if (rc < 0) {
        free(dispatcher);
        return rc;
    }
    add_callables(dispatcher);
    metrics_register(&calls_total);
    metrics_register(&call_seconds);
    metrics_register(&in_flight);
    *made = dispatcher;
    return 0;
}

void dispatcher_free(struct dispatcher *dispatcher)
{
    bus_unsubscribe(dispatcher->answers);
    for (uint32_t i = 0; i < dispatcher->slot_count; i++) {
        if (dispatcher->slots[i]->held)
            bus_release(dispatcher->slots[i]->held);
        free(dispatcher->slots[i]);
    }
    free(dispatcher->slots);
    table_free_entries(&dispatcher->callables);
    arena_free(&dispatcher->arena);
    buffer_free(&dispatcher->buffer);
    free(dispatcher);
}

const struct procedure *dispatcher_procedure(const struct dispatcher *dispatcher, const char *uri)
{
    const struct callable *callable = TABLE_FIND(&dispatcher->callables, uri, struct callable);
    return callable ? callable->procedure : NULL;
}

/* A free place; NULL when there are no more. */
static struct dispatched *take_slot(struct dispatcher *dispatcher)
{
    if (dispatcher->first_free != NO_SLOT) {
        struct dispatched *call = dispatcher->slots[dispatcher->first_free];
        dispatcher->first_free = call->next_free;
        return call;
    }
    if (dispatcher->slot_count == MAX_CALLS)
        return NULL;
    if ((dispatcher->slot_count & (dispatcher->slot_count - 1)) == 0) { /* a power of two: full */
        size_t capacity = dispatcher->slot_count > 0 ? 2 * (size_t) dispatcher->slot_count : 1;
        dispatcher->slots = realloc(dispatcher->slots, capacity * sizeof(struct dispatched *));
    }
    struct dispatched *call = calloc(1, sizeof(*call));
    if (!dispatcher->slots || !call)
        abort();
    call->number = dispatcher->slot_count;
    dispatcher->slots[dispatcher->slot_count++] = call;
    return call;
}

static void free_slot(struct dispatcher *dispatcher, struct dispatched *call)
{
    if (call->held) {
        bus_release(call->held);
        call->held = NULL;
        dispatcher->held--;
    }
    call->procedure = NULL;
    call->next_free = dispatcher->first_free;
    dispatcher->first_free = (uint32_t) (call->number & (MAX_CALLS - 1));
    call->number += MAX_CALLS;
    dispatcher->in_flight--;
    metric_set(metric_with(&in_flight, NULL), (int64_t) dispatcher->in_flight);
}

static bool is_traceparent(const char *text)
{
    static const char shape[] = "xx-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-xxxxxxxxxxxxxxxx-xx";
    if (strlen(text) != sizeof(shape) - 1)
        return false;
    for (size_t i = 0; i < sizeof(shape) - 1; i++) {
        if (shape[i] == '-' ? text[i] != '-' : !strchr("0123456789abcdef", text[i]))
            return false;
    }
    return true;
}

static const char *new_traceparent(struct arena *arena)
{
    unsigned char random[24];
    char hex[2 * sizeof(random) + 1];
    randombytes_buf(random, sizeof(random));
    (void) sodium_bin2hex(hex, sizeof(hex), random, sizeof(random));
    return arena_print(arena, "00-%.32s-%.16s-01", hex, hex + 32);
}

int dispatcher_call(struct dispatcher *dispatcher, const struct dispatch *what, answered_fn *answered, void *closure,
                    struct dispatched **dispatched)
{
    struct dispatched *call = take_slot(dispatcher);
    if (!call)
        return PROBLEM_UNAVAILABLE;
    call->procedure = what->procedure;
    call->answered = answered;
    call->closure = closure;
    call->roles = what->who->roles;
    (void) snprintf(call->subject, sizeof(call->subject), "%s", what->who->subject);
    call->sent_ns = time_monotonic_ns();
    call->deadline_ns = call->sent_ns + what->timeout_ms * 1000000;
    dispatcher->in_flight++;

    arena_reset(&dispatcher->arena);
    buffer_clear(&dispatcher->buffer);
    const struct common_call envelope = {
        .principal = *what->who,
        .after = {dispatcher->positions, dispatcher->position_count},
        .has_timeout_ms = true,
        .timeout_ms = what->timeout_ms,
        .traceparent = what->traceparent && is_traceparent(what->traceparent) ? what->traceparent
                                                                              : new_traceparent(&dispatcher->arena),
    };
    message_encode(&common_call_type, &envelope, &dispatcher->buffer);
    buffer_append(&dispatcher->buffer, what->arguments.data, what->arguments.size);
    const char *subject =
        arena_print(&dispatcher->arena, "samspil.%s.%s", what->procedure->service, what->procedure->name);
    const char *reply = arena_print(&dispatcher->arena, "%s%" PRIu64, dispatcher->prefix, call->number);
    struct bytes message = {dispatcher->buffer.data, dispatcher->buffer.size};
    if (bus_publish(dispatcher->bus, subject, reply, message) < 0) {
        free_slot(dispatcher, call);
        return PROBLEM_UNAVAILABLE;
    }
    metric_set(metric_with(&in_flight, NULL), (int64_t) dispatcher->in_flight);
    *dispatched = call;
    return 0;
}

void dispatcher_forget(struct dispatcher *dispatcher, struct dispatched *call)
{
    free_slot(dispatcher, call);
}

size_t dispatcher_in_flight(const struct dispatcher *dispatcher)
{
    return dispatcher->in_flight;
}

/* The place is free before the caller is told, so that it may call again at once. */
static void finish(struct dispatcher *dispatcher, struct dispatched *call, const struct answer *answer)
{
    answered_fn *answered = call->answered;
    void *closure = call->closure;
    metric_add(metric_with(&calls_total, answer->problem ? answer->problem->code : "done"), 1);
    metric_observe(metric_with(&call_seconds, NULL), (double) (time_monotonic_ns() - call->sent_ns) / 1e9);
    call->held = NULL; /* the message is the caller's of this function */
    free_slot(dispatcher, call);
    answered(closure, answer);
}

static void finish_with(struct dispatcher *dispatcher, struct dispatched *call, enum problem problem)
{
    struct common_problem text = problem_of(&problem_table[problem]);
    finish(dispatcher, call, &(struct answer){.problem = &text});
}

void dispatcher_note(struct dispatcher *dispatcher, const char *stream, uint64_t sequence)
{
    size_t i = 0;
    while (i < dispatcher->position_count && strcmp(dispatcher->streams[i], stream) != 0)
        i++;
    if (i == MAX_POSITIONS)
        return; /* more streams than there are contracts: no service of ours */
    if (i == dispatcher->position_count) {
        (void) snprintf(dispatcher->streams[i], sizeof(dispatcher->streams[i]), "%s", stream);
        dispatcher->positions[i] = (struct common_position){.stream = dispatcher->streams[i]};
        dispatcher->position_count++;
    }
    if ((int64_t) sequence > dispatcher->positions[i].sequence)
        dispatcher->positions[i].sequence = (int64_t) sequence;
}

/* Decodes an answer and passes it on, or holds it back. Returns whether it is done with. */
static bool pass_on(struct dispatcher *dispatcher, struct dispatched *call, const struct bus_message *message,
                    bool may_wait)
{
    struct common_reply reply;
    struct message_error error;
    size_t used;
    arena_reset(&dispatcher->arena);
    if (message->status != 0) {
        finish_with(dispatcher, call, PROBLEM_UNAVAILABLE);
        return true;
    }
    if (message_decode(&common_reply_type, message->data, MESSAGE_TOLERANT, &dispatcher->arena, &reply, &used,
                       &error) != 0) {
        log_error("reply cannot be read", LOG_TEXT("procedure", call->procedure->name), LOG_TEXT("path", error.path));
        finish_with(dispatcher, call, PROBLEM_UNAVAILABLE);
        return true;
    }
    struct bytes result = {message->data.data + used, message->data.size - used};
    if (!reply.problem && (result.size == 0 || message_scan(result) != result.size)) {
        log_error("result cannot be read", LOG_TEXT("procedure", call->procedure->name));
        finish_with(dispatcher, call, PROBLEM_UNAVAILABLE);
        return true;
    }
    const struct passing passing = {call->procedure, call->subject, call->roles, &reply.positions, result};
    if (may_wait && !reply.problem && !dispatcher->may_pass(dispatcher->closure, &passing))
        return false;
    for (size_t i = 0; i < reply.positions.count; i++)
        dispatcher_note(dispatcher, reply.positions.items[i].stream, (uint64_t) reply.positions.items[i].sequence);
    finish(dispatcher, call,
           &(struct answer){.problem = reply.problem,
                            .result = result,
                            .ground = {.by_consent = reply.has_consents, .consents = (uint64_t) reply.consents}});
    return true;
}

void dispatcher_receive(struct dispatcher *dispatcher, struct bus_message *message)
{
    uint64_t number = strtoull(message->subject + strlen(dispatcher->prefix), NULL, 10);
    uint32_t index = (uint32_t) (number & (MAX_CALLS - 1));
    struct dispatched *call = index < dispatcher->slot_count ? dispatcher->slots[index] : NULL;
    bool expected = call && call->procedure && call->number == number && !call->held;
    if (expected && !pass_on(dispatcher, call, message, true)) {
        call->held = message;
        call->deadline_ns = time_monotonic_ns() + HOLD_NS;
        dispatcher->held++;
        return;
    }
    bus_release(message);
}

static void release_held(struct dispatcher *dispatcher, struct dispatched *call, bool may_wait)
{
    struct bus_message *message = call->held;
    if (!pass_on(dispatcher, call, message, may_wait))
        return;
    dispatcher->held--;
    bus_release(message);
}

void dispatcher_resume(struct dispatcher *dispatcher)
{
    for (uint32_t i = 0; i < dispatcher->slot_count && dispatcher->held > 0; i++) {
        if (dispatcher->slots[i]->held)
            release_held(dispatcher, dispatcher->slots[i], true);
    }
}

void dispatcher_tick(struct dispatcher *dispatcher, int64_t now_ns)
{
    for (uint32_t i = 0; i < dispatcher->slot_count && dispatcher->in_flight > 0; i++) {
        struct dispatched *call = dispatcher->slots[i];
        if (!call->procedure || call->deadline_ns > now_ns)
            continue;
        if (call->held)
            release_held(dispatcher, call, false);
        else
            finish_with(dispatcher, call, PROBLEM_TIMEOUT);
    }
}
