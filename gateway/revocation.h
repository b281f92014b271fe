/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Sessions that were signed out before their time. The cookie jar of every gateway has to know them, also of one that
 * starts later: so they stand in a stream (SESSIONS), which each gateway follows from its beginning, and which forgets
 * what has expired by itself.
 *
 *     int rc = revocations_new(bus, box, TAG_SESSIONS, &jar, most_seconds, &revocations);
 *     for each message with the tag: session = revocations_receive(revocations, message);
 *     every 250 ms: revocations_tick(revocations, now_ns);
 *     to end a session: rc = revocations_tell(revocations, &identity);     // ended when revocations_receive says so
 */
#pragma once

#include "bus.h"
#include "cookie.h"

struct revocations;

/* Makes the stream where it is not there. jar: outlives it; told of each session that has ended. most_seconds: how long
 * a session lasts at the most. 0, or as stream_ensure. */
int revocations_new(struct bus *bus, struct mailbox *box, int tag, struct cookie_jar *jar, int64_t most_seconds,
                    struct revocations **made);
void revocations_free(struct revocations *revocations);

/* Ends the session of who came with a cookie, for all gateways. 0, -ENOTCONN. */
int revocations_tell(struct revocations *revocations, const struct identity *identity);
/* Returns the session that this message ended, valid until the next call; NULL for none. */
const char *revocations_receive(struct revocations *revocations, const struct bus_message *message);
void revocations_tick(struct revocations *revocations, int64_t now_ns);
/* Whether the stream has been followed to its end. */
bool revocations_caught_up(const struct revocations *revocations);
