/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The process: one libuv loop on which libwebsockets serves the clients; messages of the bus come through a mailbox that
 * wakes the loop. Everything here belongs to the loop's thread, except where said.
 */
#pragma once

#include <libwebsockets.h>
#include <stdatomic.h>
#include <uv.h>

#include "connection.h"
#include "enforcement.h"
#include "session.h"

struct discovery;
struct signin;
struct web;

struct gateway_settings {
    const char *host, *nats_url, *nats_user, *nats_password, *jwks, *issuer, *audience, *operator_subject, *web,
        *log_level;
    int64_t port, monitor_port;
    bool share_port, behind_proxy;
};

enum tag { TAG_ANSWER, TAG_LIVE, TAG_FEED_STATE, TAG_PRINCIPALS, TAG_CONSENTS, TAG_LEASE, TAG_SESSIONS, TAG_DISCOVERY };

struct listener {
    struct gateway *gateway;
    struct lws_vhost *vhost;
    uv_poll_t poll;
    int fd;
    bool is_open;
};

struct gateway {
    struct gateway_settings settings;
    uv_loop_t loop;
    uv_async_t wake;
    uv_timer_t tick, drain;
    uv_signal_t terminate, interrupt, reload;
    struct listener clients, monitor;
    struct lws_context *context;

    struct bus *bus;
    struct mailbox *box;
    _Atomic uint64_t losses; /* of the bus; counted on a thread of libnats */
    struct session_services services;
    struct enforcement *enforcement;
    struct discovery *discovery;
    struct signin *signin;
    struct web *web;          /* NULL: there is no app */
    char origin[ORIGIN_SIZE]; /* of public_url, where browsers find us; "": nobody signs in with one */
    char instance[37];

    struct connection *connections;
    int64_t open_sockets, open_streams, open_exports;
    int64_t swept_ns;
    struct buffer output; /* what is about to be written; LWS_PRE bytes are kept free in front */
    int64_t stopping_ns;
    bool was_ready, is_stopping;
};

/* Something about this subject or browser's session has changed: whoever sees less now is cut off. */
void gateway_recheck(struct gateway *gateway, const char *whose);

/* Whether who people are and the bus are well enough known to serve. */
bool gateway_is_ready(const struct gateway *gateway);

extern const struct lws_protocols client_protocols[];  /* http.c, websocket.c */
extern const struct lws_protocols monitor_protocols[]; /* monitor.c */

void websockets_register_metrics(void);
void requests_register_metrics(void);
void streams_register_metrics(void);
void exports_register_metrics(void);
int http_callback(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t length);
int websocket_callback(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t length);

/* How long a header may be that libwebsockets has a name for, which cuts what is longer and reads on: such a request is
 * answered 431. Those it has no name for only share LIMIT_HEADER_BYTES, beyond which it ends the connection. */
const struct lws_token_limits *request_header_limits(void);

/* How many connections the limit of open files allows, raised as far as may be: those wanted, or fewer, which is logged. */
int64_t listener_bound_connections(int64_t wanted);
/* Listens on host:port and hands accepted sockets to the vhost; share: other processes may listen there as well. 0 or
 * a negative errno value. */
int listener_open(struct listener *listener, struct gateway *gateway, struct lws_vhost *vhost, const char *host,
                  int64_t port, bool share);
/* No effect for one that is not open. */
void listener_close(struct listener *listener);
