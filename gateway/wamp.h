/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * WAMP v2 messages: https://wamp-proto.org. One message is one array; here it is always MessagePack, JSON having been
 * transcoded before. Pure: bytes in, bytes out.
 *
 *     struct wamp_message message;
 *     const char *fault = wamp_parse(bytes, &arena, &message);
 *     if (fault) … ABORT wamp.error.protocol_violation, with the fault in words
 *     if (message.code == WAMP_CALL) … message.request, message.uri, message.args, message.kwargs
 *
 *     wamp_result(&buffer, request, kwargs);
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"

enum wamp_code {
    WAMP_HELLO = 1,
    WAMP_WELCOME = 2,
    WAMP_ABORT = 3,
    WAMP_CHALLENGE = 4,
    WAMP_AUTHENTICATE = 5,
    WAMP_GOODBYE = 6,
    WAMP_ERROR = 8,
    WAMP_PUBLISH = 16,
    WAMP_PUBLISHED = 17,
    WAMP_SUBSCRIBE = 32,
    WAMP_SUBSCRIBED = 33,
    WAMP_UNSUBSCRIBE = 34,
    WAMP_UNSUBSCRIBED = 35,
    WAMP_EVENT = 36,
    WAMP_EVENT_RECEIVED = 337,
    WAMP_CALL = 48,
    WAMP_CANCEL = 49,
    WAMP_RESULT = 50,
    WAMP_REGISTER = 64,
    WAMP_REGISTERED = 65,
    WAMP_UNREGISTER = 66,
    WAMP_UNREGISTERED = 67,
    WAMP_INVOCATION = 68,
    WAMP_INTERRUPT = 69,
    WAMP_YIELD = 70,
};

#define WAMP_MAX_ID (UINT64_C(1) << 53)
#define WAMP_MAX_URI 255

struct wamp_message {
    enum wamp_code code;
    enum wamp_code answered; /* ERROR: to which kind of request */
    uint64_t request;        /* the first id: of the request; of the session in WELCOME, the subscription in EVENT */
    uint64_t other;          /* the second id, 0 when there is none */
    const char *uri;         /* realm, reason, procedure, topic, error; the method or signature in 4 and 5; else NULL */
    struct bytes options;    /* the map of details, options or extra; data NULL when there is none */
    struct bytes args;       /* array (or binary, see enc_algo), data NULL when there is none */
    struct bytes kwargs;     /* map, data NULL when there is none */
};

/* What is not as the standard has it, in static words; NULL when everything is. The message points into the bytes and
 * the arena. */
const char *wamp_parse(struct bytes from, struct arena *arena, struct wamp_message *message);

/* Entries of a map such as message.options. What is absent, nil or an extension (clients send "undefined" so) gives
 * NULL, -1 and a NULL run; wamp_parse has checked the types of the options it knows. */
const char *wamp_option_text(struct bytes map, const char *name, struct arena *arena);
int64_t wamp_option_natural(struct bytes map, const char *name);
bool wamp_option_true(struct bytes map, const char *name);
struct bytes wamp_option(struct bytes map, const char *name);
/* Whether the list option holds this text. */
bool wamp_option_lists(struct bytes map, const char *name, const char *text);

/* Elements of a list or entries of a map; 0 when there is none, 1 for anything else. */
size_t wamp_count(struct bytes value);
/* The map that is the only element of a list; data NULL when it is not so. */
struct bytes wamp_only_map(struct bytes list);

/* Whether a URI may be called that (WAMP's loose rule). Patterns may have empty components. */
bool wamp_uri_is_valid(const char *uri, bool pattern);

enum wamp_match { WAMP_MATCH_EXACT, WAMP_MATCH_PREFIX, WAMP_MATCH_WILDCARD };

enum wamp_match wamp_match_of(const struct wamp_message *subscribe, struct arena *arena);
/* Whether a topic is among those a pattern means. A prefix is one of the text, an empty component of a wildcard any. */
bool wamp_matches(enum wamp_match match, const char *pattern, const char *topic);

/*
 * What is sent; each appends one whole message. kwargs: one map, data NULL for none.
 */
struct wamp_welcome {
    uint64_t session;
    const char *realm, *authid, *authrole, *authmethod, *authprovider;
    const char *organisation_id, *citizen_id, *representation_id; /* into authextra; NULL for none */
};

void wamp_welcome(struct buffer *to, const struct wamp_welcome *welcome);
void wamp_abort(struct buffer *to, const char *reason, const char *message);
void wamp_challenge(struct buffer *to);
void wamp_goodbye(struct buffer *to);
void wamp_result(struct buffer *to, uint64_t request, struct bytes kwargs);
void wamp_error(struct buffer *to, enum wamp_code answered, uint64_t request, const char *uri, struct bytes kwargs);
void wamp_subscribed(struct buffer *to, uint64_t request, uint64_t subscription);
void wamp_unsubscribed(struct buffer *to, uint64_t request);
/* topic: NULL when the subscription names it exactly. */
void wamp_event(struct buffer *to, uint64_t subscription, uint64_t publication, const char *topic, struct bytes kwargs);
