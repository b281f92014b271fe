/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Feeds, live: what disclosures appended to the feeds and the server published again, to whoever listens on this gateway.
 * One message is for all who are told of an event; it comes here while anybody listens, and goes to those who do.
 *
 *     listener->ready = …; listener->receive = …; listener->lost = …;
 *     feed_listen(feed, organisation_id, listener);
 *
 * A listener is ready when everything that will not reach it live is in the answer to a read_feed made from then on: so
 * who is ready, then reads until caught up, then drops what it has seen by cursor, has everything once.
 *
 * One thread uses it.
 */
#pragma once

#include "bus.h"
#include "outbox.h"

struct feed;
struct dispatcher;
struct recipient;

#define FEED_PUBLIC_ID "public" /* the recipient that is everybody */

struct feed_entry {
    uint64_t cursor;
    const char *recipient_id;
    const char *name; /* "referrals.requested" */
    const char *type; /* "samspil.referrals.requested" */
    struct ground ground;
    struct bytes event;      /* a CloudEvent with its cursor, as MessagePack map */
    struct encoded *encoded; /* frames made of it so far (feed_entry_frame) */
};

struct feed_listener {
    struct feed_listener *next;
    struct recipient *recipient; /* NULL: it does not listen */
    bool told;                   /* of ready */
    /* ready and receive may end the listening of this listener, but of no other; lost of none. */
    void (*ready)(struct feed_listener *listener, bool usable); /* not usable: it does not listen any more */
    void (*receive)(struct feed_listener *listener, struct feed_entry *entry);
    /* The bus was away: entries before the next one may be missing. */
    void (*lost)(struct feed_listener *listener);
};

/* losses: how often the bus was lost so far, counted by another thread. 0, -ENOTCONN. */
int feed_new(struct bus *bus, struct mailbox *box, int live_tag, int state_tag, struct dispatcher *dispatcher,
             const _Atomic uint64_t *losses, struct feed **made);
void feed_free(struct feed *feed); /* after the last listener has gone */

/* recipient_id: of an organisation, of a citizen, or FEED_PUBLIC_ID. May call ready at once. */
void feed_listen(struct feed *feed, const char *recipient_id, struct feed_listener *listener);
/* No effect for one that does not listen. */
void feed_unlisten(struct feed *feed, struct feed_listener *listener);

/* A message with one of the tags. */
void feed_receive(struct feed *feed, const struct bus_message *message);
/* To be called every 250 ms. */
void feed_tick(struct feed *feed, int64_t now_ns);

/* Whether somebody in these roles may be told of it at all. */
bool feed_entry_is_for(const struct feed_entry *entry, uint32_t roles);

/* The frame that make() makes of the entry, made once for each maker and key and shared; the entry's. */
struct frame *feed_entry_frame(struct feed_entry *entry, uint64_t key,
                               struct frame *(*make)(const struct feed_entry *entry, uint64_t key, void *closure),
                               void *closure);
