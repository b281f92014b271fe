/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One WAMP session: HELLO, CHALLENGE, AUTHENTICATE, WELCOME (or WELCOME at once for who wants to stay anonymous and call
 * what anybody may); then calls in flight and subscriptions, until it ends.
 * Knows nothing of sockets: messages come in as bytes, and go out through struct session_output.
 *
 *     struct session *session = session_new(&services, true, address, &output);
 *     session_receive(session, message);                 // each websocket message
 *     session_tick(session, now_ms);                     // every 250 ms or so
 *     session_free(session);                             // when the connection is gone
 */
#pragma once

#include "bounds.h"
#include "cookie.h"
#include "dispatcher.h"
#include "feed.h"
#include "principal.h"
#include "token.h"

#define SESSION_REALM "samspil"

struct session;
struct topics;

enum close_code {
    CLOSE_DONE = 1000,
    CLOSE_PROTOCOL = 1002,
    CLOSE_REFUSED = 1008, /* not signed in */
    CLOSE_TOO_BIG = 1009,
    CLOSE_TRY_AGAIN = 1013, /* at once, what waits is dropped: clients reconnect and resume */
};

struct session_output {
    /* The frame is a whole websocket message. request: of the call it answers, 0 for anything else. */
    void (*send)(void *closure, struct frame *frame, const struct ground *ground, uint64_t request);
    /* Ends the connection once everything sent so far has left, except for CLOSE_TRY_AGAIN. The session is freed later,
     * not before this returns. */
    void (*close)(void *closure, enum close_code code);
    void *closure;
};

/* What all sessions share. */
struct session_services {
    struct token_keys *keys;
    struct token_expected expected;
    struct token_issuer provider; /* where people sign in with a browser */
    struct cookie_jar jar;
    struct principals *principals;
    struct dispatcher *dispatcher;
    struct feed *feed;
    struct rate *rate, *address_rate; /* of who signed in; of all others, by address */
    struct topics *topics;
    bool (*ready)(void *closure); /* whether who people are is known well enough to let them in */
    void *closure;
    struct arena arena; /* of the message being dealt with */
    struct buffer input, message, other;
};

/* token_verify, by whichever issuer it is of. */
const char *session_verify(const struct session_services *services, const char *token, size_t length,
                           struct identity *who);

/* Whether who was let in as this may go on: their session has not been ended, and they see no less now than before.
 * now: filled if so. */
bool session_stands(const struct session_services *services, const struct identity *identity,
                    const struct common_principal *before, struct common_principal *now);

/* The frame of a message in the serializer of the connection. */
struct frame *session_frame(struct session_services *services, bool is_json, struct bytes message);

/* address: of the client, as bounds.h has it. */
struct session *session_new(struct session_services *services, bool is_json, const char *address,
                            const struct session_output *output);
/* Who came with a cookie is let in by it, if that is what they ask for. Before the first message. */
void session_came_as(struct session *session, const struct identity *identity);
/* Nothing is sent any more. */
void session_free(struct session *session);

/* One websocket message. */
void session_receive(struct session *session, struct bytes message);
/* Ends it because of what came; the words are for the developer on the other side. */
void session_violation(struct session *session, const char *words);
/* Ends it when its token has expired, or what it was given without one. */
void session_tick(struct session *session, int64_t now_ms);
/* Something about this subject or browser's session has changed: ends it if it may see less now than it did. */
void session_recheck(struct session *session, const char *whose);

bool session_is_established(const struct session *session);
/* Whether calls are in flight. */
bool session_is_calling(const struct session *session);
/* Of an established session, as it was at its last call. */
const struct common_principal *session_who(const struct session *session);
/* The frame that answers a call with a problem, in place of an answer that may not leave. */
struct frame *session_refusal(struct session *session, uint64_t request, enum problem problem);

/* Topics are shared by all sessions of the process, and so are the frames of their events. */
struct topics *topics_new(void);
void topics_free(struct topics *topics);
