/* SPDX-License-Identifier: EUPL-1.2 */
/* A connection that speaks HTTP: what http.c (requests) and stream.c (GET /feed) both know. */
#pragma once

#include "gateway.h"
#include "route.h"

enum request_state {
    REQUEST_IDLE,    /* between two requests */
    REQUEST_BODY,    /* its body is being received */
    REQUEST_CALLING, /* an answer is awaited */
    REQUEST_REPLIED, /* the response waits to be written */
    REQUEST_STREAM,  /* GET /feed */
    REQUEST_DRAINING /* the response was written before the request was read; the rest is thrown away */
};

struct stream {
    struct feed_listener listener; /* first */
    struct outbox held;            /* live entries that came while the backlog was being read */
    uint64_t sent;                 /* cursor of the last entry put */
    char after[21];                /* where the next page begins */
    bool is_open;                  /* listed among the open streams */
    bool has_head, is_live, is_public;
    int64_t beat_ns; /* when something was last put */
};

struct request {
    struct connection connection; /* first */
    enum request_state state;
    int64_t began_ns;
    bool closes; /* the connection ends after the response */
    bool has_unread_body;
    int64_t body_length; /* as announced; -1: not, or not as a number */
    bool is_done;        /* the response stands in the outbox to its end */
    struct identity identity;
    struct common_principal who;
    const struct procedure *procedure;
    struct dispatched *dispatched;
    struct frame *early; /* a refusal that waits for the end of the body */
    struct buffer body;
    char command_id[65], traceparent[56];
    struct stream stream;
};

static inline struct request *request_of(const struct connection *connection)
{
    return (struct request *) connection;
}

/* Puts the whole response; releases the frame. */
void request_reply(struct request *request, struct frame *frame, const struct ground *ground);
void request_refuse(struct request *request, const struct problem_text *text);

/* after: where to begin, valid; "" for the beginning. */
void stream_begin(struct request *request, const char *after, bool is_public);
void stream_turn(struct request *request); /* the outbox is empty */
void stream_tick(struct request *request, int64_t now_ns);
void stream_end(struct request *request);
