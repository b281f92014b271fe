/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Writing to a stream and knowing that it is stored.
 *
 *     struct recorder *recorder;
 *     recorder_new(bus, &recorder);
 *     recorder_add(recorder, subject, event_id, expected++, bytes);      // any number, in flight together
 *     rc = recorder_wait(recorder, 5000);                                // 0: all of them are stored
 *
 * Consecutive expected sequences are a chain: each event also expects the id of the one before it, since the sequence
 * alone would let the end of a chain pass where another writer's event has taken the place of its beginning. So it fails
 * as a whole from the first refusal on, the acknowledgement of its last event is that of all before it, and only that
 * one is asked for. When a wait fails, a beginning of what was added may be stored: the stream itself knows.
 * One thread uses a recorder.
 */
#pragma once

#include "bus.h"

struct recorder;

/* Of the id of an event in a chain, its end included. */
enum { RECORD_ID_SIZE = 64 };

int recorder_new(struct bus *bus, struct recorder **recorder);
void recorder_free(struct recorder *recorder);

/* expected: last sequence of the stream before this one, UINT64_MAX for an append without fencing. What is given is
 * copied. */
void recorder_add(struct recorder *recorder, const char *subject, const char *message_id, uint64_t expected,
                  struct bytes data);
/* Whether something that was added since the last wait is not acknowledged yet. Does not wait. */
bool recorder_is_waiting(struct recorder *recorder);
/* Waits for all that were added since the last wait and forgets them. 0, -ESTALE (wrong last sequence), -ENOSPC (the
 * server cannot store the first of a chain), -ETIMEDOUT, -ENOTCONN, -EMSGSIZE, -EPROTO (any other refusal). */
int recorder_wait(struct recorder *recorder, int64_t timeout_ms);
/* The highest sequence that was acknowledged so far, 0 for none. */
uint64_t recorder_last(const struct recorder *recorder);
