/* SPDX-License-Identifier: EUPL-1.2 */
/* A connection that speaks HTTP: what http.c (requests) and stream.c (GET /feed) both know. */
#pragma once

#include "document.h"
#include "gateway.h"
#include "query.h"
#include "route.h"

enum request_state {
    REQUEST_IDLE,     /* between two requests */
    REQUEST_BODY,     /* its body is being received */
    REQUEST_CALLING,  /* an answer is awaited */
    REQUEST_REPLIED,  /* the response waits to be written */
    REQUEST_STREAM,   /* GET /feed */
    REQUEST_EXPORT,   /* GET /export */
    REQUEST_SIGN_IN,  /* the provider is asked who this is */
    REQUEST_SIGN_OUT, /* its session is about to have ended */
    REQUEST_DRAINING  /* the response was written before the request was read; the rest is thrown away */
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

struct export
{
    struct document document;
    const struct procedure *procedure; /* which is being read, or is next */
    char case_id[37];
    char *after;   /* where its next page begins; NULL: at the beginning */
    int64_t bytes; /* written so far */
    bool is_open;  /* counted among the open exports */
    bool has_head;
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
    bool is_public; /* anybody may know the answer */
    struct stream stream;
    struct export export;
    enum route_kind route;
    struct fetch *question;         /* whether the provider is there */
    struct exchange *exchange;      /* with it (provider.h) */
    struct sign_in_attempt attempt; /* which the provider has answered */
    char *leaves_to;                /* where who signs out goes */
    enum language language;         /* of the pages it is answered with */
};

static inline struct request *request_of(const struct connection *connection)
{
    return (struct request *) connection;
}

/* Copies a header, or "" when there is none. False when it is too long. */
bool request_header(struct lws *wsi, enum lws_token_indexes token, char *to, size_t size);
/* The same of a header that libwebsockets has no name for; name in lower case with its colon. */
bool request_other_header(struct lws *wsi, const char *name, char *to, size_t size);
/* Whether libwebsockets has cut something that may be read (request_header_limits). */
bool request_is_cut(struct lws *wsi);

/* Puts the whole response; releases the frame. */
void request_reply(struct request *request, struct frame *frame, const struct ground *ground);
void request_refuse(struct request *request, const struct problem_text *text);
/* The same before the request has been read: now, or after the rest of it when that is to be waited for. */
void request_reply_early(struct request *request, struct frame *frame);
void request_refuse_early(struct request *request, const struct problem_text *text);

/* Fills what is known of the body before it comes: has_unread_body, body_length, closes. */
void request_measure_body(struct request *request);
/* Whether the body may stand behind an earlier request, where it must not be waited for: the connection has to end. */
bool request_is_read_ahead(const struct request *request);
/* Asks for the body that the client holds back (Expect), if it is wanted. */
void request_invite_body(struct request *request);
/* Why the body cannot be taken; NULL when it can. is_type: whether it is of a type that is expected (route.h). */
const struct problem_text *request_check_body(struct request *request, bool (*is_type)(const char *content_type));
/* The first parameter of this name in the query, in the room; "" where it is absent or does not fit. name ends with "=". */
const char *request_argument(struct lws *wsi, const char *name, char *room, size_t size);

/* In which language its reader is answered; while its headers are there. */
enum language request_language(struct lws *wsi);

/* Whether it comes from our own pages (origin_is_ours). */
bool request_is_ours(const struct gateway *gateway, struct lws *wsi);
/* Whose session its cookie is; false for none. */
bool request_came_as(const struct gateway *gateway, struct lws *wsi, struct identity *identity);

/* Who asks, by token or cookie; or nobody, where the contract lets anybody call. procedure: which is called, NULL for
 * none. False when it was refused. */
bool request_identify(struct request *request, const struct procedure *procedure);
/* One call more, of who that is or of the address. False when it was refused. */
bool request_count(struct request *request);
/* Who asks, and as what. procedure: which is called, NULL for none. False when it was refused. */
bool request_sign_in(struct request *request, const struct procedure *procedure);

/* What signin.c answers: /signin, /signin/callback, /signout and /session, at the beginning and when the body has come. */
void signin_begin(struct request *request);
void signin_body(struct request *request);
void signin_forget(struct request *request);
/* A session has ended, or nothing has happened for some time: while one is signed out (REQUEST_SIGN_OUT). */
void signout_recheck(struct request *request);
void signout_wait(struct request *request, int64_t now_ns);

/* Whether the client has closed its side, while nothing is read from it (connection_hold). */
bool request_is_abandoned(const struct request *request);

/* after: where to begin, valid; "" for the beginning. */
void stream_begin(struct request *request, const char *after, bool is_public);
void stream_turn(struct request *request); /* the outbox is empty */
void stream_tick(struct request *request, int64_t now_ns);
void stream_end(struct request *request);

/* is_head: only what would be answered with. */
void export_begin(struct request *request, bool is_html, bool is_head);
void export_turn(struct request *request); /* the outbox is empty */
void export_tick(struct request *request);
void export_end(struct request *request);
