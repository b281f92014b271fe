/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Discovery as NATS ADR-32 defines it, so that `nats micro ls` and `samspil status` find every process: answers
 * $SRV.PING, $SRV.INFO and $SRV.STATS, each also with .<name> and .<name>.<id>.
 *
 *     discovery_new(bus, &(struct discovery_identity) {.name = "referrals", …}, box, TAG_DISCOVERY, &discovery);
 *     for each message from the box with that tag: discovery_answer(discovery, message);
 */
#pragma once

#include <jansson.h>

#include "bus.h"
#include "contract.h"

struct discovery;

struct discovery_identity {
    const char *name, *id, *description;
    const struct contract *contract;                        /* its procedures are the endpoints; NULL for none */
    int64_t (*requests)(const struct procedure *procedure); /* answered so far; NULL where there is no contract */
    json_t *(*state)(void *closure);                        /* the "data" of the statistics: positions, ready */
    void *closure;
};

/* The identity is copied; what it points to outlives the discovery. 0, -ENOTCONN. */
int discovery_new(struct bus *bus, const struct discovery_identity *identity, struct mailbox *box, int tag,
                  struct discovery **discovery);
void discovery_free(struct discovery *discovery);
void discovery_answer(struct discovery *discovery, const struct bus_message *message);
