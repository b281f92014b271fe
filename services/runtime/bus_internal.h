/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of the bus share: bus.c, bus_loop.c, bus_nats.c, stream.c. */
#pragma once

#include <nats/nats.h>
#include <stdatomic.h>
#include <stdbool.h>

struct bus;

/* The connection for the time between the two, NULL while there is none; then bus_leave is not called. */
natsConnection *bus_enter(struct bus *bus);
void bus_leave(struct bus *bus);

/* libnats is opened with the first bus and closed with the last, so that nothing of it is left behind. */
void bus_library_enter(void);
void bus_library_leave(void);

/* Takes the message over. */
struct bus_message *bus_message_new(natsMsg *from, int tag);

/* -ENOTCONN, -ETIMEDOUT, -EHOSTUNREACH, -EACCES, -EMSGSIZE, -ENOMEM; -EPROTO for what has no meaning of its own. */
int bus_error(natsStatus status);

/*
 * An event loop for the socket of one connection at a time: it is attached within natsConnection_Connect and detached
 * when libnats closes it, for whatever reason. Connecting, waiting and serving are its owner's thread's.
 */
struct bus_loop {
    int epoll, wake, socket;
    bool reading, writing; /* guarded by the connection's own lock */
    atomic_bool attached;
};

void bus_loop_open(struct bus_loop *loop);
void bus_loop_close(struct bus_loop *loop);
/* The connection that is made with these options lives on this loop. */
void bus_loop_use(struct bus_loop *loop, natsOptions *options);
/* Makes a waiting bus_loop_wait return, or the next one. From any thread. */
void bus_loop_wake(struct bus_loop *loop);

struct bus_loop_events {
    bool readable, writable;
};
/* Waits up to timeout_ms (-1: for ever) for the socket, a wake or the detachment. */
struct bus_loop_events bus_loop_wait(struct bus_loop *loop, int timeout_ms);
