/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of the bus share: bus.c, bus_loop.c, bus_nats.c, stream.c. */
#pragma once

#include <nats/nats.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

struct bus;

/* The connection for the time between the two, NULL while there is none; then bus_leave is not called. */
natsConnection *bus_enter(struct bus *bus);
void bus_leave(struct bus *bus);

/* libnats is opened with the first bus and closed with the last, so that nothing of it is left behind. */
void bus_library_enter(void);
void bus_library_leave(void);

/* A copy: the message stays the caller's. */
struct bus_message *bus_message_new(natsMsg *from, int tag);

/*
 * Messages of libnats that are done with. It destroys them on a thread of its own, which each of them wakes if it sleeps:
 * so it gets them by the hundred.
 */
enum { BUS_SPENT_MAX = 128, BUS_SPENT_BYTES_MAX = 1024 * 1024 };

struct bus_spent {
    pthread_mutex_t lock;
    natsMsg *messages[BUS_SPENT_MAX];
    size_t count, bytes;
};

void bus_spent_open(struct bus_spent *spent);
void bus_spent_close(struct bus_spent *spent);
/* Takes the message over. From any thread. */
void bus_spent_add(struct bus_spent *spent, natsMsg *message);

/* -ENOTCONN, -ETIMEDOUT, -EHOSTUNREACH, -EACCES, -EMSGSIZE, -ENOMEM; -EPROTO for what has no meaning of its own. */
int bus_error(natsStatus status);

/*
 * An event loop for the socket of one connection at a time: it is attached within natsConnection_Connect and detached
 * when libnats closes it, for whatever reason. Connecting, waiting and serving are its owner's thread's.
 */
struct bus_loop {
    int epoll, wake, socket;
    pthread_mutex_t lock;
    bool reading, writing; /* what the socket is watched for; guarded by the lock */
    atomic_bool attached;
};

void bus_loop_open(struct bus_loop *loop);
void bus_loop_close(struct bus_loop *loop);
/* The connection that is made with these options lives on this loop. */
void bus_loop_use(struct bus_loop *loop, natsOptions *options);
/* What this thread makes libnats write from now on (true) it sends itself: the loop is not woken for it. */
void bus_loop_keep_out(bool out);
/* The loop sends what is left, once the socket takes it. */
void bus_loop_send_rest(struct bus_loop *loop);
/* Makes a waiting bus_loop_wait return, or the next one. From any thread. */
void bus_loop_wake(struct bus_loop *loop);

struct bus_loop_events {
    bool readable, writable;
};
/* Waits up to timeout_ms (-1: for ever) for the socket, a wake or the detachment. */
struct bus_loop_events bus_loop_wait(struct bus_loop *loop, int timeout_ms);
