/* SPDX-License-Identifier: EUPL-1.2 */
/* What session.c (from HELLO to the end), session_call.c and subscription.c (topics) know of each other. */
#pragma once

#include "session.h"
#include "wamp.h"

struct topic;

struct subscription {
    struct subscription *next;
    struct topic *topic;
    uint64_t request; /* not yet answered; 0: it is */
};

/* One for the own feed, one for the public one. */
struct listening {
    struct feed_listener listener; /* first: the listener is the listening */
    struct session *session;
    struct subscription *subscriptions;
};

struct session_call {
    struct session_call *next, **place;
    struct session *session;
    struct dispatched *dispatched;
    uint64_t request;
};

enum session_state { SESSION_NEW, SESSION_CHALLENGED, SESSION_ESTABLISHED, SESSION_OVER };

struct session {
    struct session_services *services;
    struct session_output output;
    enum session_state state;
    bool is_json;
    char address[ADDRESS_SIZE];
    struct identity by_cookie; /* subject "": it came with none */
    struct identity identity;
    struct common_principal who;
    struct session_call *calls;
    size_t call_count, subscription_count;
    struct listening own, everybody;
};

/* services->message, emptied to be written. */
struct buffer *session_message(struct session *session);
/* Sends it. */
void session_send(struct session *session, const struct ground *ground, uint64_t request);
/* problem may be one of a service that this gateway does not know. */
void session_problem(struct session *session, enum wamp_code answered, uint64_t request,
                     const struct common_problem *problem, const struct ground *ground);
void session_error(struct session *session, enum wamp_code answered, uint64_t request, const struct problem_text *text);
void session_error_uri(struct session *session, enum wamp_code answered, uint64_t request, const char *uri);
void session_end(struct session *session, enum close_code code);

/* One call or subscription more. False when it was refused. */
bool session_count(struct session *session, enum wamp_code asked, uint64_t request);

void session_call(struct session *session, const struct wamp_message *message);
void session_cancel(struct session *session, const struct wamp_message *message);
void calls_end(struct session *session);

void subscriptions_begin(struct session *session);
void subscriptions_end(struct session *session);
void subscription_add(struct session *session, const struct wamp_message *message);
void subscription_remove(struct session *session, const struct wamp_message *message);
