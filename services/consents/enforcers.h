/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Who enforces consents, and until when they may. Lives in memory only: whoever holds a lease that this process does
 * not know of got it from an earlier one, and it is over CONSENT_LEASE_MS after the first use.
 *
 *     struct enforcers enforcers = {0};
 *     granted = enforcers_report(&enforcers, instance, position, ended_sequence, now_ms);
 *     wait_ms = enforcers_wait(&enforcers, sequence, now_ms);    // 0: nobody acts on a state before this sequence
 *
 * Times are CLOCK_BOOTTIME in milliseconds. One thread uses it.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define INSTANCE_SIZE (64 * 4 + 1) /* 64 characters */

struct enforcer {
    char instance[INSTANCE_SIZE];
    int64_t position; /* in CONSENTS, that it has said to enforce */
    int64_t lease_until_ms;
};

struct enforcers {
    struct enforcer *items;
    size_t count, capacity;
    int64_t begun_ms; /* first use */
};

/* Notes how far an instance is. Grants it a lease from now on, unless a consent ended that it has not followed to. */
bool enforcers_report(struct enforcers *enforcers, const char *instance, int64_t position, int64_t ended_sequence,
                      int64_t now_ms);
/* In how many milliseconds, at the latest, everybody enforces this position; 0: everybody does. Instances whose lease
 * is over are forgotten: they refuse until they are granted one again. */
int64_t enforcers_wait(struct enforcers *enforcers, int64_t sequence, int64_t now_ms);
void enforcers_free(struct enforcers *enforcers);
