/* SPDX-License-Identifier: EUPL-1.2 */
/* Ids and times. Random numbers are libsodium's: the process has called sodium_init (bus_open does). */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* A UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, then a counter that ascends within the process, then random bits.
 * Thread-safe. to holds 37 bytes. */
void uuid7(int64_t now_ms, char *to);

/* A UUIDv8 (RFC 9562) for what this name says of the thing with this id: from the same two always the same, a hash of
 * theirs. to holds 37 bytes. */
void uuid8(const char *id, const char *name, char *to);

#define TIME_TEXT_SIZE 25  /* "2026-11-24T09:30:00.000Z" and NUL */
int64_t time_now_ms(void); /* since the epoch */
int64_t time_monotonic_ns(void);
int64_t time_boottime_ms(void); /* goes on while the machine or the process is stopped: for leases */
/* to holds TIME_TEXT_SIZE bytes. */
void time_text(int64_t ms, char *to);
/* Of the exact form above; -1 for anything else. */
int64_t time_parse(const char *text);
/* Whether something can have been then, by the clock of who says so: these differ by some minutes. Of that form too. */
bool time_has_been(const char *text, int64_t now_ms);

/* 64-bit SipHash of bytes under a fixed key: equality of messages within one installation, no secret. */
uint64_t fingerprint(const void *data, uint64_t size);
