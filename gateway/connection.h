/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One client's connection, whatever it speaks: what waits to be sent on it, the gate through which that leaves, and how
 * it ends. struct websocket and struct request begin with it.
 *
 *     connection_put(connection, frame, &ground, request, cursor);     // asks for the socket's turn
 *     …
 *     when lws says the socket is writeable: connection_flush(connection)
 */
#pragma once

#include <libwebsockets.h>

#include "enforcement.h"
#include "session.h"

struct gateway;
struct connection;

struct connection_kind {
    const char *name; /* in metrics */
    /* The frame to send in place of an answer that may not leave. */
    struct frame *(*refuse)(struct connection *connection, uint64_t request, enum problem problem);
    /* Who is told here; NULL while nobody is known. */
    const struct common_principal *(*who)(const struct connection *connection);
    void (*tick)(struct connection *connection, int64_t now_ns);
    void (*recheck)(struct connection *connection, const char *whose);
    /* Whether an answer is awaited here, or waits to be sent. */
    bool (*is_answering)(const struct connection *connection);
    void (*free)(struct connection *connection);
};

struct connection {
    struct connection *next, **place;
    const struct connection_kind *kind;
    struct gateway *gateway;
    struct lws *wsi;
    struct outbox outbox;
    int64_t opened_ns, moved_ns; /* moved: when the socket last took something, or had nothing to take */
    bool wants_turn;             /* asked lws for the socket's turn */
    bool is_held;                /* see connection_hold */
    bool is_ending;              /* nothing is put any more; it ends when the socket's turn comes */
    enum close_code end_code;
    int64_t ended_ns;
    /* For which organisation something by consent was written since the kernel was last seen to hold nothing; "" for
     * none, "*" for several. */
    char told_for[37];
};

/* Enters it into the gateway's list. */
void connection_open(struct connection *connection, const struct connection_kind *kind, struct gateway *gateway,
                     struct lws *wsi);
/* The socket is gone: leaves the list and frees it. */
void connection_gone(struct connection *connection);

/* Under what the client's calls are counted while it has not signed in (bounds.h); while the headers of its request are
 * there. */
void connection_address(const struct gateway *gateway, struct lws *wsi, char address[static ADDRESS_SIZE]);

/* Queues a frame. A connection that takes too little is ended. */
void connection_put(struct connection *connection, struct frame *frame, const struct ground *ground, uint64_t request,
                    uint64_t cursor);

/* Reads nothing more until something is put: libwebsockets takes no input while a request is being answered, but is
 * woken by it again and again. (And while it reads nothing it gives no turn to write either, hence the end of it.) */
void connection_hold(struct connection *connection);

enum flush { FLUSH_DONE, FLUSH_MORE, FLUSH_END };

/* Writes what may leave. END: close it now, with end_code. For lws' writeable callback. */
enum flush connection_flush(struct connection *connection);
/* Ends it when the socket's turn comes, dropping what waits: a websocket with a close frame of this code. */
void connection_end(struct connection *connection, enum close_code code);
/* Ends it if it takes nothing; to be called every 250 ms. The connection may be gone after this. */
void connection_tick(struct connection *connection, int64_t now_ns);

/* enforcement_sockets over the connections of a gateway, the closure. */
bool connections_unsent(void *closure, const char *organisation_id);
void connections_cut(void *closure, const char *organisation_id);

/* Counts a message or body beyond limits.message_bytes. */
void connection_count_too_big(void);
void connections_register_metrics(void);
