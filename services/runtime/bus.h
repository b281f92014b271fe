/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The bus: NATS through libnats, whose socket is served on a thread of ours (the library's own flusher thread would add
 * up to a millisecond to each answer). What arrives goes into a mailbox; the thread that owns the mailbox takes it out.
 * No callback of ours ever runs on a thread of libnats beyond the hand-over.
 *
 *     struct bus *bus;
 *     int rc = bus_open(&(struct bus_options){.url = "nats://127.0.0.1:4222", .user = "referrals", …}, &bus);
 *     struct mailbox *box = mailbox_new(NULL, NULL);
 *     bus_subscribe(bus, "samspil.referrals.*", "referrals", box, TAG_COMMAND, &subscription);
 *     while ((message = mailbox_take(box, 1000))) {           // a list, oldest first
 *         … message->tag, message->subject, message->data …
 *         bus_publish(bus, message->reply, NULL, answer);
 *         next = message->next; bus_release(message);
 *     }
 *
 * The connection is kept up for ever: lost, it is made anew, with the same subscriptions. Publishing while it is down
 * fails with -ENOTCONN instead of piling up.
 * All functions may be called from any thread, except where said.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"

struct bus;
struct bus_subscription;
struct mailbox;

struct bus_message {
    struct bus_message *next;
    int tag; /* of the subscription */
    const char *subject;
    const char *reply; /* NULL when no answer is expected; of a status 100: where its sender wants a sign of life */
    struct bytes data;
    int status;          /* of a NATS status message (100 control, 503 no responders), 0 for an ordinary one */
    uint64_t sequence;   /* in its stream, of what a stream published again (RePublish); in its consumer, of the last
                           * message before a consumer's heartbeat (status 100); 0 otherwise */
    int64_t received_ns; /* CLOCK_MONOTONIC */
};

struct bus_options {
    const char *url, *name;
    const char *user, *password;                    /* NULL: none */
    int64_t connect_timeout_ms;                     /* bus_open gives up after this long; 0: waits for ever */
    void (*changed)(void *closure, bool connected); /* on the bus's thread; may be NULL */
    void *closure;
};

/* Connects. 0, -ENOTCONN (not within the timeout), -EACCES (refused), -EPROTO (no such URL). Strings are copied. */
int bus_open(const struct bus_options *options, struct bus **bus);
bool bus_connected(const struct bus *bus);
/* How often the connection was made anew since bus_open. What was in flight before is lost. */
uint64_t bus_reconnects(const struct bus *bus);
/* Ends subscriptions, sends what is buffered (bounded by a second), closes. Nobody else may use the bus any more. */
void bus_close(struct bus *bus);

/* An inbox subject of this connection, "_INBOX.<user>.<random>"; append ".<something>" and subscribe to it. */
const char *bus_inbox(const struct bus *bus);

/* 0 or -ENOTCONN; -EMSGSIZE when the server would not take that much. The bytes are copied. reply may be NULL. */
int bus_publish(struct bus *bus, const char *subject, const char *reply, struct bytes data);
/* The same, but it leaves with the next bus_flush or bus_publish: for who publishes much at once. One of them must follow
 * before its caller waits for anything; on this connection nobody else's may leave before. */
int bus_post(struct bus *bus, const char *subject, const char *reply, struct bytes data);
void bus_flush(struct bus *bus);
/* bus_post for a stream: with headers Nats-Msg-Id and those of what must stand last in the stream, if anything is said of
 * it: Nats-Expected-Last-Sequence, Nats-Expected-Last-Msg-Id. */
struct bus_record {
    const char *subject, *reply, *message_id;
    uint64_t expected;       /* UINT64_MAX: any */
    const char *expected_id; /* NULL: any */
    struct bytes data;
};
int bus_post_recorded(struct bus *bus, const struct bus_record *record);
/* A request with one answer, awaited on the calling thread. 0, -ENOTCONN, -ETIMEDOUT, -EHOSTUNREACH (nobody listens),
 * -EMSGSIZE. */
int bus_request(struct bus *bus, const char *subject, struct bytes data, int64_t timeout_ms,
                struct bus_message **answer);

/* queue may be NULL (everybody gets everything). Messages carry the tag. While the connection is down, subscribing works
 * and takes effect with it. 0 or -EPROTO (no such subject). */
int bus_subscribe(struct bus *bus, const char *subject, const char *queue, struct mailbox *to, int tag,
                  struct bus_subscription **subscription);
/* No message of it arrives in the mailbox after this returned; those in it stay. Not from a mailbox's wake. */
void bus_unsubscribe(struct bus_subscription *subscription);

void bus_release(struct bus_message *message);

/*
 * A mailbox: any thread puts, one thread takes.
 */
/* wake, if given, is called after the box became non-empty (on the putting thread): for owners that have a loop. */
struct mailbox *mailbox_new(void (*wake)(void *closure), void *closure);
void mailbox_free(struct mailbox *box); /* releases what is left in it */
/* Puts a list, which has at least one message. */
void mailbox_put(struct mailbox *box, struct bus_message *messages);
/* Everything in the box, oldest first; waits up to timeout_ms (0: not at all, -1: for ever) for the first. NULL: none. */
struct bus_message *mailbox_take(struct mailbox *box, int64_t timeout_ms);
/* The same, but waits until so many are there: one wake-up for a batch of answers instead of one for each. */
struct bus_message *mailbox_take_many(struct mailbox *box, size_t least, int64_t timeout_ms);
/* As mailbox_take, but messages with these tags (a set of bits, tags below 64) that come meanwhile are not waited for:
 * they are among those taken when the time is over or another one came. */
struct bus_message *mailbox_take_but(struct mailbox *box, uint64_t dull, int64_t timeout_ms);
/* Makes a waiting mailbox_take return, or the next one if none waits. */
void mailbox_interrupt(struct mailbox *box);

/*
 * Streams (JetStream), on the calling thread.
 */
struct stream_options {
    const char *name;
    const char *const *subjects;               /* ended by NULL */
    const char *republish_from, *republish_to; /* NULL: none */
    int replicas;
    int64_t duplicate_window_ms;
    int64_t max_age_ms; /* after which a message is gone; 0: never */
};
/* Creates it if it is not there, or brings its configuration up to date; file storage, no other limits, deletion and
 * purging denied. 0, -ENOTCONN, -ETIMEDOUT, -EPROTO (the server refused; logged with its words). */
int stream_ensure(struct bus *bus, const struct stream_options *options);
/* First and last sequence (0 and 0 when empty). 0, -ENOENT, -ENOTCONN, -ETIMEDOUT, -EPROTO (logged). */
int stream_state(struct bus *bus, const char *name, uint64_t *first, uint64_t *last);
/* Whether the message at this sequence was published with this id. 0, -ENOTCONN, -ETIMEDOUT, -EPROTO. */
int stream_holds(struct bus *bus, const char *name, uint64_t sequence, const char *message_id, bool *holds);
