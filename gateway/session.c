/* SPDX-License-Identifier: EUPL-1.2 */
/* From HELLO to the end: who is let in, which message may come when. */
#include "session.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "identity.h"
#include "service.h"
#include "session_internal.h"
#include "transcode.h"

#define ANONYMOUS_MS 600000 /* how long a session without a token lasts */

static struct bytes bytes_of(const struct buffer *buffer)
{
    return (struct bytes){buffer->data, buffer->size};
}

const char *session_verify(const struct session_services *services, const char *token, size_t length,
                           struct identity *who)
{
    int64_t now_ms = time_now_ms();
    const char *fault = "tokens of this issuer are not taken";
    if (services->keys)
        fault = token_verify(services->keys, &services->expected, token, length, now_ms, who);
    if (fault && services->provider.keys &&
        !token_verify(services->provider.keys, &services->provider.expected, token, length, now_ms, who))
        return NULL;
    return fault;
}

bool session_stands(const struct session_services *services, const struct identity *identity,
                    const struct common_principal *before, struct common_principal *now)
{
    return !jar_has_ended(&services->jar, identity->session) &&
           principal_resolve(services->principals, identity, now) == 0 && !principal_sees_less(before, now);
}

struct frame *session_frame(struct session_services *services, bool is_json, struct bytes message)
{
    if (!is_json)
        return frame_websocket(true, message);
    buffer_clear(&services->other);
    transcode_to_json(message, &services->other);
    return frame_websocket(false, bytes_of(&services->other));
}

void session_send(struct session *session, const struct ground *ground, uint64_t request)
{
    struct frame *frame = session_frame(session->services, session->is_json, bytes_of(&session->services->message));
    session->output.send(session->output.closure, frame, ground, request);
    frame_release(frame);
}

struct buffer *session_message(struct session *session)
{
    buffer_clear(&session->services->message);
    return &session->services->message;
}

/* Into services->message, through services->other. */
static void write_problem(struct session *session, enum wamp_code answered, uint64_t request, const char *uri,
                          const struct common_problem *problem)
{
    struct buffer *kwargs = &session->services->other;
    buffer_clear(kwargs);
    message_encode(&common_problem_type, problem, kwargs);
    wamp_error(session_message(session), answered, request, uri, bytes_of(kwargs));
}

void session_problem(struct session *session, enum wamp_code answered, uint64_t request,
                     const struct common_problem *problem, const struct ground *ground)
{
    const struct problem_text *text = problem_text_find(problem->code);
    const char *uri = text ? text->wamp : arena_print(&session->services->arena, "samspil.error.%s", problem->code);
    write_problem(session, answered, request, uri, problem);
    session_send(session, ground, request);
}

void session_error(struct session *session, enum wamp_code answered, uint64_t request, const struct problem_text *text)
{
    struct common_problem problem = problem_of(text);
    session_problem(session, answered, request, &problem, NULL);
}

void session_error_uri(struct session *session, enum wamp_code answered, uint64_t request, const char *uri)
{
    wamp_error(session_message(session), answered, request, uri, (struct bytes){0});
    session_send(session, NULL, 0);
}

struct frame *session_refusal(struct session *session, uint64_t request, enum problem problem)
{
    struct common_problem text = problem_of(&problem_table[problem]);
    write_problem(session, WAMP_CALL, request, problem_table[problem].wamp, &text);
    return session_frame(session->services, session->is_json, bytes_of(&session->services->message));
}

void session_end(struct session *session, enum close_code code)
{
    session->state = SESSION_OVER;
    session->output.close(session->output.closure, code);
}

static void abort_session(struct session *session, const char *reason, const char *words, enum close_code code)
{
    wamp_abort(session_message(session), reason, words);
    session_send(session, NULL, 0);
    session_end(session, code);
}

void session_violation(struct session *session, const char *words)
{
    abort_session(session, "wamp.error.protocol_violation", words, CLOSE_PROTOCOL);
}

/*
 * Signing in.
 */

static uint64_t random_id(void)
{
    uint64_t id;
    randombytes_buf(&id, sizeof(id));
    return 1 + id % WAMP_MAX_ID;
}

static const char *roles_text(uint32_t roles, struct arena *arena)
{
    const char *text = "";
    for (; roles != 0; roles &= roles - 1) {
        const char *role = message_enum_text(&common_role_enum, __builtin_ctz(roles) + 1);
        text = arena_print(arena, *text ? "%s,%s" : "%s%s", text, role);
    }
    return text;
}

static const char *auth_method(const struct identity *identity)
{
    return identity->is_anonymous ? ANONYMOUS_SUBJECT : identity->session[0] != '\0' ? "cookie" : "ticket";
}

static void welcome(struct session *session)
{
    struct session_services *services = session->services;
    const struct wamp_welcome details = {
        .session = random_id(),
        .realm = SESSION_REALM,
        .authid = session->identity.subject,
        .authmethod = auth_method(&session->identity),
        .authrole = roles_text(session->who.roles, &services->arena),
        .authprovider = services->expected.issuer,
        .organisation_id = session->who.organisation_id,
        .citizen_id = session->who.citizen_id,
        .representation_id = session->who.representation ? session->who.representation->representation_id : NULL,
    };
    wamp_welcome(session_message(session), &details);
    session_send(session, NULL, 0);
    session->state = SESSION_ESTABLISHED;
}

/* What the client wants to act as stands in authextra, under either name. */
static const char *acts_as_of(const struct wamp_message *hello, struct arena *arena)
{
    struct bytes extra = wamp_option(hello->options, "authextra");
    const char *organisation = wamp_option_text(extra, "organisation", arena);
    return organisation ? organisation : wamp_option_text(extra, "citizen", arena);
}

static void challenge(struct session *session)
{
    wamp_challenge(session_message(session));
    session_send(session, NULL, 0);
    session->state = SESSION_CHALLENGED;
}

/* Each costs a call: there is nothing else to tell one anonymous client from another. */
static void let_in_anonymous(struct session *session)
{
    struct session_services *services = session->services;
    int64_t retry_ms;
    if (!rate_take(services->address_rate, session->address, time_monotonic_ns(), &retry_ms)) {
        abort_session(session, refusals[REFUSAL_ADDRESS_RATE_LIMITED].wamp,
                      refusals[REFUSAL_ADDRESS_RATE_LIMITED].message, CLOSE_REFUSED);
        return;
    }
    session->identity = (struct identity){
        .subject = ANONYMOUS_SUBJECT, .is_anonymous = true, .expires_ms = time_now_ms() + ANONYMOUS_MS};
    (void) principal_resolve(services->principals, &session->identity, &session->who);
    welcome(session);
}

/* acts_as: "" when they named nothing. */
static void let_in(struct session *session, const struct identity *identity, const char *acts_as)
{
    session->identity = *identity;
    if (acts_as[0] != '\0')
        (void) snprintf(session->identity.acts_as, sizeof(session->identity.acts_as), "%s", acts_as);
    int problem = principal_resolve(session->services->principals, &session->identity, &session->who);
    if (problem != 0)
        abort_session(session, problem_table[problem].wamp, problem_table[problem].message, CLOSE_REFUSED);
    else
        welcome(session);
}

/* It came with a cookie whose session has not been ended meanwhile. */
static bool has_cookie(const struct session *session)
{
    return session->by_cookie.subject[0] != '\0' && !jar_has_ended(&session->services->jar, session->by_cookie.session);
}

/* They name no way to sign in, or only the cookie that they came without. */
static bool lacks_sign_in(const struct session *session, const struct wamp_message *hello)
{
    struct bytes methods = wamp_option(hello->options, "authmethods");
    return !methods.data || (!has_cookie(session) && wamp_count(methods) == 1 &&
                             wamp_option_lists(hello->options, "authmethods", "cookie"));
}

static void receive_hello(struct session *session, const struct wamp_message *hello)
{
    struct session_services *services = session->services;
    const char *acts_as = acts_as_of(hello, &services->arena);
    if (!services->ready(services->closure)) {
        session_end(session, CLOSE_TRY_AGAIN); /* after an ABORT clients do not come back by themselves */
    } else if (strcmp(hello->uri, SESSION_REALM) != 0) {
        abort_session(session, "wamp.error.no_such_realm", "The realm is " SESSION_REALM ".", CLOSE_REFUSED);
    } else if (lacks_sign_in(session, hello)) {
        abort_session(session, refusals[REFUSAL_AUTHENTICATION_REQUIRED].wamp,
                      refusals[REFUSAL_AUTHENTICATION_REQUIRED].message, CLOSE_REFUSED);
    } else if (acts_as && strlen(acts_as) >= sizeof(session->identity.acts_as)) {
        abort_session(session, "wamp.error.authorization_failed", "There is no such organisation.", CLOSE_REFUSED);
    } else if (has_cookie(session) && wamp_option_lists(hello->options, "authmethods", "cookie")) {
        let_in(session, &session->by_cookie, acts_as ? acts_as : "");
    } else if (wamp_option_lists(hello->options, "authmethods", "ticket")) {
        if (acts_as)
            memcpy(session->identity.acts_as, acts_as, strlen(acts_as) + 1);
        challenge(session);
    } else if (wamp_option_lists(hello->options, "authmethods", ANONYMOUS_SUBJECT)) {
        let_in_anonymous(session);
    } else {
        abort_session(session, "wamp.error.no_matching_auth_method", "Sign in with a ticket, or stay anonymous.",
                      CLOSE_REFUSED);
    }
}

static void receive_authenticate(struct session *session, const struct wamp_message *authenticate)
{
    struct identity identity;
    const char *fault = session_verify(session->services, authenticate->uri, strlen(authenticate->uri), &identity);
    if (fault)
        abort_session(session, "wamp.error.authentication_failed", fault, CLOSE_REFUSED);
    else
        let_in(session, &identity, arena_print(&session->services->arena, "%s", session->identity.acts_as));
}

/*
 * What there is no more of than a refusal.
 */

static void receive_publish(struct session *session, const struct wamp_message *message)
{
    if (wamp_option_true(message->options, "acknowledge"))
        session_error(session, WAMP_PUBLISH, message->request, &problem_table[PROBLEM_NOT_AUTHORIZED]);
}

static void receive_register(struct session *session, const struct wamp_message *message)
{
    session_error(session, WAMP_REGISTER, message->request, &problem_table[PROBLEM_NOT_AUTHORIZED]);
}

static void receive_unregister(struct session *session, const struct wamp_message *message)
{
    session_error_uri(session, WAMP_UNREGISTER, message->request, "wamp.error.no_such_registration");
}

static void receive_goodbye(struct session *session, const struct wamp_message *message)
{
    (void) message;
    wamp_goodbye(session_message(session));
    session_send(session, NULL, 0);
    session_end(session, CLOSE_DONE);
}

static void receive_abort(struct session *session, const struct wamp_message *message)
{
    (void) message;
    session_end(session, CLOSE_DONE);
}

/* Which message may come in which state. */
static const struct {
    enum wamp_code code;
    enum session_state state;
    void (*receive)(struct session *session, const struct wamp_message *message);
} expected[] = {
    {WAMP_CALL, SESSION_ESTABLISHED, session_call},
    {WAMP_CANCEL, SESSION_ESTABLISHED, session_cancel},
    {WAMP_SUBSCRIBE, SESSION_ESTABLISHED, subscription_add},
    {WAMP_UNSUBSCRIBE, SESSION_ESTABLISHED, subscription_remove},
    {WAMP_PUBLISH, SESSION_ESTABLISHED, receive_publish},
    {WAMP_REGISTER, SESSION_ESTABLISHED, receive_register},
    {WAMP_UNREGISTER, SESSION_ESTABLISHED, receive_unregister},
    {WAMP_GOODBYE, SESSION_ESTABLISHED, receive_goodbye},
    {WAMP_HELLO, SESSION_NEW, receive_hello},
    {WAMP_AUTHENTICATE, SESSION_CHALLENGED, receive_authenticate},
    {WAMP_ABORT, SESSION_CHALLENGED, receive_abort},
    {WAMP_ABORT, SESSION_ESTABLISHED, receive_abort},
};

void session_receive(struct session *session, struct bytes message)
{
    struct session_services *services = session->services;
    struct wamp_message parsed;
    if (session->state == SESSION_OVER)
        return;
    arena_reset(&services->arena);
    if (session->is_json) {
        buffer_clear(&services->input);
        if (!transcode_from_json(message, &services->input)) {
            session_violation(session, "the text is no JSON, nested too deep, or has too many values");
            return;
        }
        message = bytes_of(&services->input);
    }
    const char *fault = wamp_parse(message, &services->arena, &parsed);
    if (fault) {
        session_violation(session, fault);
        return;
    }
    size_t i = 0, count = sizeof(expected) / sizeof(expected[0]);
    while (i < count && (expected[i].code != parsed.code || expected[i].state != session->state))
        i++;
    if (i < count)
        expected[i].receive(session, &parsed);
    else
        session_violation(session, "this message is not due now");
}

struct session *session_new(struct session_services *services, bool is_json, const char *address,
                            const struct session_output *output)
{
    struct session *session = calloc(1, sizeof(*session));
    if (!session)
        abort();
    session->services = services;
    session->output = *output;
    session->is_json = is_json;
    (void) snprintf(session->address, sizeof(session->address), "%s", address);
    subscriptions_begin(session);
    return session;
}

void session_came_as(struct session *session, const struct identity *identity)
{
    session->by_cookie = *identity;
}

void session_free(struct session *session)
{
    subscriptions_end(session);
    calls_end(session);
    free(session);
}

void session_tick(struct session *session, int64_t now_ms)
{
    if (session->state == SESSION_ESTABLISHED && now_ms >= session->identity.expires_ms)
        session_end(session, CLOSE_TRY_AGAIN);
}

void session_recheck(struct session *session, const char *whose)
{
    struct common_principal now;
    if (session->state != SESSION_ESTABLISHED || !identity_is(&session->identity, whose))
        return;
    if (session_stands(session->services, &session->identity, &session->who, &now))
        session->who = now;
    else
        session_end(session, CLOSE_TRY_AGAIN);
}

bool session_is_established(const struct session *session)
{
    return session->state == SESSION_ESTABLISHED;
}

bool session_is_calling(const struct session *session)
{
    return session->calls;
}

const struct common_principal *session_who(const struct session *session)
{
    return &session->who;
}
