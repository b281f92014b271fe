/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Writing to a stream and knowing that it is stored.
 *
 *     struct recorder *recorder;
 *     recorder_new(bus, &recorder);
 *     recorder_add(recorder, subject, event_id, expected++, bytes);      // any number, in flight together
 *     rc = recorder_wait(recorder, 5000, &acknowledged);                 // 0: all of them are stored
 *
 * A chain of expected sequences fails as a whole from the first refusal on: acknowledged tells how many, from the first,
 * are stored for certain. After -ETIMEDOUT more may be: the stream itself knows.
 * One thread uses a recorder.
 */
#pragma once

#include "bus.h"

struct recorder;

int recorder_new(struct bus *bus, struct recorder **recorder);
void recorder_free(struct recorder *recorder);

/* expected: last sequence of the stream before this one, UINT64_MAX for an append without fencing. 0 or -ENOTCONN. */
int recorder_add(struct recorder *recorder, const char *subject, const char *message_id, uint64_t expected,
                 struct bytes data);
/* How many of those added since the last wait are not answered yet. Does not wait. */
size_t recorder_unanswered(struct recorder *recorder);
/* Waits for all that were added since the last wait and forgets them. 0, -ESTALE (wrong last sequence), -ENOSPC (the
 * server cannot store), -ETIMEDOUT, -ENOTCONN, -EPROTO (any other refusal). */
int recorder_wait(struct recorder *recorder, int64_t timeout_ms, size_t *acknowledged);
/* The highest sequence that was acknowledged so far, 0 for none. */
uint64_t recorder_last(const struct recorder *recorder);
