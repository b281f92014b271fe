/* SPDX-License-Identifier: EUPL-1.2 */
/* What a handler is given, and what becomes of what it says: problems, emissions, put-off answers, replies. */
#include "access_contract.h"
#include "running.h"

#include <assert.h>
#include <string.h>

#define TIMEOUT_MS 30000 /* of callers that name none */

struct context *context_of(struct call *call)
{
    return (struct context *) (void *) call; /* call is its first member */
}

void context_begin(struct context *context, struct runtime *runtime, struct store *store, struct arena *arena,
                   const struct common_principal *who, int64_t now_ms)
{
    char *now = arena_alloc(arena, TIME_TEXT_SIZE);
    time_text(now_ms, now);
    *context = (struct context){
        .call = {.store = store, .arena = arena, .who = who, .now_ms = now_ms, .now = now},
        .runtime = runtime,
    };
    context->emissions_end = &context->emissions;
}

const char *call_new_id(struct call *call)
{
    char *id = arena_alloc(call->arena, 37);
    uuid7(call->now_ms, id);
    return id;
}

int fail_field(struct call *call, enum problem problem, const char *field)
{
    struct context *context = context_of(call);
    context->problem.code = problem_table[problem].code;
    context->problem.message = problem_table[problem].message;
    context->problem.field = field;
    return (int) problem;
}

int fail(struct call *call, enum problem problem)
{
    return fail_field(call, problem, NULL);
}

void fail_missing(struct call *call, const char *what)
{
    struct text_list *missing = &context_of(call)->problem.missing;
    const char **items = ARENA_ARRAY(call->arena, const char *, missing->count + 1);
    if (missing->count > 0)
        memcpy(items, missing->items, missing->count * sizeof *items);
    items[missing->count++] = what;
    missing->items = items;
}

int fail_consent(struct call *call, uint32_t missing)
{
    int rc = fail(call, PROBLEM_CONSENT_MISSING);
    for (int category = 1; missing; category++, missing >>= 1)
        if (missing & 1)
            fail_missing(call, message_enum_text(&common_category_enum, category));
    return rc;
}

static struct bytes encoded(struct arena *arena, const struct message_type *type, const void *message)
{
    struct buffer bytes = {0};
    message_encode(type, message, &bytes);
    return arena_take(arena, &bytes);
}

int fail_conflict(struct call *call, const struct message_type *type, const void *seen, const void *current)
{
    struct common_problem *problem = &context_of(call)->problem;
    int rc = fail(call, PROBLEM_VERSION_CONFLICT);
    problem->current = encoded(call->arena, type, current);
    if (seen)
        problem->seen = encoded(call->arena, type, seen);
    return rc;
}

static bool problem_allowed(const struct procedure *procedure, int problem)
{
    if (problem_table[problem].always)
        return true;
    for (size_t i = 0; i < procedure->problem_count; i++)
        if ((int) procedure->problems[i] == problem)
            return true;
    return false;
}

const struct common_problem *context_problem(struct context *context, int problem)
{
    assert(!context->procedure || problem_allowed(context->procedure, problem));
    const char *code = problem_table[problem].code;
    if (!context->problem.code || strcmp(context->problem.code, code) != 0)
        fail(&context->call, (enum problem) problem);
    return &context->problem;
}

int call_emit(struct call *call, const struct event_contract *event, const void *data)
{
    struct context *context = context_of(call);
    const struct service *service = context->runtime->service;
    assert(context->may_emit && event->service == service->contract->service);

    struct emission *emission = arena_zero(call->arena, sizeof *emission);
    emission->event = event;
    emission->subject = service->subject ? service->subject(call, event, data) : NULL;
    if (!emission->subject)
        emission->subject = arena_print(call->arena, "samspil.event.%s.%s.%s", event->service,
                                        message_text_at(data, event->subject), event->name);
    emission->data = encoded(call->arena, event->data, data);

    *context->emissions_end = emission;
    context->emissions_end = &emission->next;
    context->emission_count++;
    return 0;
}

void call_defer(struct call *call, const char *key)
{
    context_of(call)->deferred = arena_copy(call->arena, key, strlen(key));
}

void call_answer(struct call *call, const char *key, const struct procedure *procedure, const void *result)
{
    struct context *context = context_of(call);
    struct deferred_answer *answer = arena_zero(call->arena, sizeof *answer);
    answer->key = arena_copy(call->arena, key, strlen(key));
    struct buffer reply = {0};
    reply_encode(context, context->runtime->tracks[0].position, NULL, encoded(call->arena, procedure->output, result),
                 &reply);
    answer->reply = arena_take(call->arena, &reply);
    answer->next = context->answers;
    context->answers = answer;
}

void reply_encode(const struct context *context, uint64_t position, const struct common_problem *problem,
                  struct bytes result, struct buffer *to)
{
    struct common_position positions[2];
    size_t count = 0;
    if (position > 0)
        positions[count++] = (struct common_position){context->runtime->stream, (int64_t) position};
    if (context->access > 0) /* so that whoever asks next who looked is told of this look */
        positions[count++] = (struct common_position){access_contract.stream, (int64_t) context->access};
    struct common_reply reply = {.problem = problem, .positions = {.items = positions, .count = count}};
    if (context->by_consent && (!problem || problem->current.data)) {
        reply.has_consents = true;
        /* The service that keeps consents follows nobody's: its own position is theirs. */
        reply.consents = (int64_t) (context->runtime->consents ? context->consents : position);
    }
    message_encode(&common_reply_type, &reply, to);
    if (!problem)
        buffer_append(to, result.data, result.size);
}

void reply_problem(enum problem problem, const struct message_error *error, struct buffer *to)
{
    const struct problem_text *text = &problem_table[problem];
    struct common_problem answer = {.code = text->code, .message = text->message};
    if (error) {
        answer.field = error->path;
        answer.message = error->reason;
    }
    struct common_reply reply = {.problem = &answer};
    message_encode(&common_reply_type, &reply, to);
}

void reply_post(struct bus *bus, const struct bus_message *request, struct bytes reply)
{
    if (!request->reply || bus_post(bus, request->reply, NULL, reply) != -EMSGSIZE)
        return;
    struct buffer refusal = {0};
    reply_problem(PROBLEM_ANSWER_TOO_LARGE, NULL, &refusal);
    problem_count(PROBLEM_ANSWER_TOO_LARGE);
    (void) bus_post(bus, request->reply, NULL, (struct bytes){refusal.data, refusal.size});
    buffer_free(&refusal);
}

int call_decode(const struct procedure *procedure, struct bytes message, struct arena *arena, struct common_call *call,
                void *in, struct bytes *arguments, struct message_error *error)
{
    size_t used;
    if (message_decode(&common_call_type, message, MESSAGE_TOLERANT, arena, call, &used, error))
        return PROBLEM_INVALID_ARGUMENT;
    if (!call->has_timeout_ms)
        call->timeout_ms = TIMEOUT_MS;
    if (!procedure_permits(procedure, &call->principal))
        return PROBLEM_NOT_AUTHORIZED;
    *arguments = (struct bytes){message.data + used, message.size - used};
    if (message_decode(procedure->input, *arguments, MESSAGE_STRICT, arena, in, NULL, error))
        return PROBLEM_INVALID_ARGUMENT;
    return 0;
}
