/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What of HTTP is ours to understand: paths, the headers that matter, bodies; and the answers. Pure: no sockets.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "contract.h"
#include "outbox.h"

enum route_kind {
    ROUTE_NONE,
    ROUTE_PAGE,      /* GET and HEAD of anything else: the app */
    ROUTE_CALL,      /* POST /call/<procedure>, and GET of a query (query.h) */
    ROUTE_FEED,      /* GET /feed?after=<cursor>&public=true */
    ROUTE_EXPORT,    /* GET /export?format=html, and HEAD */
    ROUTE_SIGN_IN,   /* GET /signin?return=<path>, and POST where people sign in here */
    ROUTE_SIGNED_IN, /* GET /signin/callback: from the provider */
    ROUTE_SIGN_OUT,  /* POST /signout */
    ROUTE_SESSION,   /* GET and POST /session */
};

enum http_method { HTTP_GET, HTTP_HEAD, HTTP_POST, HTTP_OTHER };

struct route {
    enum route_kind kind;
    bool allowed;          /* the method is one for it */
    const char *procedure; /* ROUTE_CALL: what stands behind /call/, in the path */
};

struct route route_of(enum http_method method, const char *path);

/* The token of "Bearer <token>"; NULL when it is no such header. */
const char *route_bearer(const char *authorization);
/* Whether the body is JSON (application/json, whatever parameters follow). */
bool route_is_json(const char *content_type);
/* A natural number up to 2^53 and nothing else; -1 otherwise. */
int64_t route_natural(const char *text);
/* A cursor of a feed, as it is given back to read_feed; false when it can be none. "" is one: the beginning. */
bool route_cursor_is_valid(const char *cursor);

/* Appends the arguments as one MessagePack map. body: JSON text, or empty for none. command_id: what goes in under that
 * name if nothing else does; NULL for none. False when the body is no JSON object,
 * or the id not printable ASCII. */
bool route_arguments(struct bytes body, const char *command_id, struct buffer *to);

/* Whether the body is a form (application/x-www-form-urlencoded). */
bool route_is_form(const char *content_type);

/*
 * Answers: whole responses with their headers.
 */
struct response {
    int status;
    const char *content_type; /* NULL: no body */
    const char *caching;      /* header lines; NULL: not to be kept by caches */
    const char *headers;      /* more header lines; NULL: none */
    bool closes;              /* the connection ends after it */
    bool is_head;             /* only what would be answered with */
    struct bytes body;
};

struct frame *route_frame(const struct response *response);
/* Not to be kept by caches. headers: more of them, each with its line end, or "". closes: the connection ends after it. */
struct frame *route_response(int status, const char *content_type, const char *headers, bool closes, struct bytes body);
struct frame *route_result(struct bytes result, bool closes);
/* The same of what anybody may know, so that caches may keep it for a minute. */
struct frame *route_public_result(struct bytes result, bool closes);
struct frame *route_problem(const struct common_problem *problem, bool closes);
/* The head of a body in chunks, after which the connection ends. headers: as above. */
struct frame *route_chunked_head(const char *content_type, const char *headers);
/* One chunk of it; an empty one is the end of the body. */
struct frame *route_chunk(struct bytes piece);
/* Appends the head of an event stream, which goes on until the connection ends. */
void route_stream_head(struct buffer *to);
/* Appends one event of it: event is a CloudEvent as MessagePack map. */
void route_stream_event(const char *cursor, const char *type, struct bytes event, struct buffer *to);
