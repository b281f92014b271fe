/* SPDX-License-Identifier: EUPL-1.2 */
/* Calls of a session: from CALL to RESULT, ERROR or CANCEL. */
#include <stdlib.h>

#include "identity.h"
#include "service.h"
#include "session_internal.h"

static void free_call(struct session_call *call)
{
    *call->place = call->next;
    if (call->next)
        call->next->place = call->place;
    call->session->call_count--;
    free(call);
}

static void answered(void *closure, const struct answer *answer)
{
    struct session_call *call = closure;
    struct session *session = call->session;
    uint64_t request = call->request;
    free_call(call);
    arena_reset(&session->services->arena);
    if (answer->problem) {
        session_problem(session, WAMP_CALL, request, answer->problem, &answer->ground);
        return;
    }
    wamp_result(session_message(session), request, answer->result);
    session_send(session, &answer->ground, request);
}

/* The arguments are the keyword arguments, or the one map among the positional ones. False when they are neither. */
static bool find_arguments(const struct wamp_message *message, struct bytes *arguments)
{
    static const uint8_t empty_map[] = {0x80};
    if (wamp_count(message->kwargs) > 0) {
        *arguments = message->kwargs;
        return wamp_count(message->args) == 0;
    }
    *arguments = (struct bytes){empty_map, sizeof(empty_map)};
    if (wamp_count(message->args) > 0)
        *arguments = wamp_only_map(message->args);
    return arguments->data;
}

static void call_procedure(struct session *session, const struct wamp_message *message,
                           const struct procedure *procedure, struct bytes arguments)
{
    struct session_services *services = session->services;
    int64_t longest_ms = limits.call_seconds * 1000;
    int64_t timeout_ms = wamp_option_natural(message->options, "timeout");
    const struct dispatch what = {
        .procedure = procedure,
        .who = &session->who,
        .arguments = arguments,
        .timeout_ms = timeout_ms > 0 && timeout_ms < longest_ms ? timeout_ms : longest_ms,
        .traceparent = wamp_option_text(message->options, "traceparent", &services->arena),
    };
    struct session_call *call = calloc(1, sizeof(*call));
    if (!call)
        abort();
    call->session = session;
    call->request = message->request;
    int problem = dispatcher_call(services->dispatcher, &what, answered, call, &call->dispatched);
    if (problem != 0) {
        free(call);
        session_error(session, WAMP_CALL, message->request, &problem_table[problem]);
        return;
    }
    call->next = session->calls;
    call->place = &session->calls;
    if (call->next)
        call->next->place = &call->next;
    session->calls = call;
    session->call_count++;
}

bool session_count(struct session *session, enum wamp_code asked, uint64_t request)
{
    struct session_services *services = session->services;
    bool is_anonymous = session->identity.is_anonymous;
    int64_t retry_ms;
    if (rate_take(is_anonymous ? services->address_rate : services->rate,
                  is_anonymous ? session->address : session->identity.subject, time_monotonic_ns(), &retry_ms))
        return true;
    struct common_problem problem =
        problem_until(&refusals[is_anonymous ? REFUSAL_ADDRESS_RATE_LIMITED : REFUSAL_RATE_LIMITED], retry_ms);
    session_problem(session, asked, request, &problem, NULL);
    return false;
}

void session_call(struct session *session, const struct wamp_message *message)
{
    struct session_services *services = session->services;
    struct bytes arguments;
    const struct procedure *procedure = dispatcher_procedure(services->dispatcher, message->uri);
    const struct problem_text *refusal = NULL;
    if (!session_count(session, WAMP_CALL, message->request))
        return;
    int standing = principal_resolve(services->principals, &session->identity, &session->who);
    if (!services->ready(services->closure))
        refusal = &problem_table[PROBLEM_UNAVAILABLE];
    else if (session->call_count >= (size_t) limits.calls)
        refusal = &refusals[REFUSAL_TOO_MANY_CALLS];
    else if (!wamp_uri_is_valid(message->uri, false))
        refusal = &refusals[REFUSAL_INVALID_URI];
    else if (session->identity.is_anonymous && (!procedure || (procedure->roles & ANONYMOUS) == 0))
        refusal = &refusals[REFUSAL_AUTHENTICATION_REQUIRED];
    else if (!procedure)
        refusal = &problem_table[PROBLEM_NO_SUCH_PROCEDURE];
    else if (standing != 0)
        refusal = &problem_table[standing];
    else if (!find_arguments(message, &arguments))
        refusal = &problem_table[PROBLEM_INVALID_ARGUMENT];
    if (refusal)
        session_error(session, WAMP_CALL, message->request, refusal);
    else
        call_procedure(session, message, procedure, arguments);
}

void session_cancel(struct session *session, const struct wamp_message *message)
{
    struct session_call *call = session->calls;
    while (call && call->request != message->request)
        call = call->next;
    if (!call)
        return; /* it was answered meanwhile */
    dispatcher_forget(session->services->dispatcher, call->dispatched);
    free_call(call);
    session_error(session, WAMP_CALL, message->request, &refusals[REFUSAL_CANCELED]);
}

void calls_end(struct session *session)
{
    for (struct session_call *call = session->calls, *next; call; call = next) {
        next = call->next;
        dispatcher_forget(session->services->dispatcher, call->dispatched);
        free_call(call);
    }
}
