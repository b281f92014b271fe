/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Following a stream: everything after a position, in order, without gap or double, for ever, whatever dies meanwhile.
 * An ephemeral push consumer with flow control and heartbeats; after silence, a gap or a reconnect it is made anew from
 * the last position. Nothing here waits for the server: requests and their answers go through the owner's mailbox, so
 * the same code serves the writer's loop, a rebuild and the gateway's event loop.
 *
 *     struct follower *follower = follower_new(bus, "CONSENTS", NULL, position, box, TAG_CONSENTS);
 *     for each message from the box with that tag:
 *         if (follower_receive(follower, message, &sequence))     // an event: the next one
 *             apply(message->data, sequence);
 *         bus_release(message);
 *     every 250 ms, when the box was emptied: follower_tick(follower, now_ns);
 *
 * One thread uses a follower. Its user may publish to $JS.API.CONSUMER.CREATE.<stream>.>,
 * $JS.API.CONSUMER.DELETE.<stream>.* and $JS.FC.<stream>.>, and subscribe to its inbox (bus.h).
 */
#pragma once

#include "bus.h"

struct follower;

/* filter: a subject, NULL for the whole stream. position: the last sequence already known, 0 for none. */
struct follower *follower_new(struct bus *bus, const char *stream, const char *filter, uint64_t position,
                              struct mailbox *box, int tag);
void follower_free(struct follower *follower);

/* Whether the message is the next event of the stream; its sequence is then in *sequence. The message stays the caller's. */
bool follower_receive(struct follower *follower, const struct bus_message *message, uint64_t *sequence);
/* Starts over from a position: for an owner that could not use what it received. */
void follower_restart(struct follower *follower, uint64_t position);
/* Makes the consumer anew where there is silence. now_ns is CLOCK_MONOTONIC. */
void follower_tick(struct follower *follower, int64_t now_ns);

uint64_t follower_position(const struct follower *follower);
/* The server has told that nothing more was there, at a moment after the last (re)start. */
bool follower_caught_up(const struct follower *follower);
