/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The gateway as an enforcer of consent (services/runtime/consent.h says what the lease is). What a service disclosed by
 * consent may have waited here, or in a socket's queue, while the citizen withdrew; so each piece is asked about directly
 * before it is written to a socket, and nowhere else:
 *
 *     switch (enforcement_check(enforcement, organisation_id, &outgoing->ground)) {
 *     case VERDICT_PASSES:       write it
 *     case VERDICT_WITHDRAWN:    a feed's entry is left out, an answer becomes PROBLEM_CONSENT_CHANGED
 *     case VERDICT_UNVERIFIABLE: an answer becomes PROBLEM_CONSENT_UNVERIFIABLE, a feed ends (it resumes by its cursor)
 *     }
 *
 * It follows CONSENTS from the end at its start and remembers which consents ended since. Whatever was decided before
 * what it remembers cannot be vouched for. The end of a consent counts as enforced once nothing that was written for
 * the organisation waits in the kernel any more; a connection that holds it up for long is cut.
 *
 * One thread uses it.
 */
#pragma once

#include "bus.h"
#include "outbox.h"

struct enforcement;

enum verdict { VERDICT_PASSES, VERDICT_WITHDRAWN, VERDICT_UNVERIFIABLE };

/* What it needs of the connections. */
struct enforcement_sockets {
    /* Whether something written by consent for this organisation has not yet been taken by its receiver. */
    bool (*unsent)(void *closure, const char *organisation_id);
    /* Ends the connections of which that is so, dropping what waits. */
    void (*cut)(void *closure, const char *organisation_id);
    void *closure;
};

/* Asks the server where CONSENTS ends, on the calling thread. 0, -ENOTCONN, -ETIMEDOUT, -EPROTO. */
int enforcement_new(struct bus *bus, struct mailbox *box, int consents_tag, int lease_tag,
                    const struct enforcement_sockets *sockets, struct enforcement **made);
void enforcement_free(struct enforcement *enforcement);

/* A message with one of the tags. */
void enforcement_receive(struct enforcement *enforcement, const struct bus_message *message);
/* To be called every 250 ms, and every few milliseconds while enforcement_is_draining. */
void enforcement_tick(struct enforcement *enforcement);
bool enforcement_is_draining(const struct enforcement *enforcement);
bool enforcement_has_lease(const struct enforcement *enforcement);

/* organisation_id: of who is told; NULL for somebody who belongs to none. */
enum verdict enforcement_check(const struct enforcement *enforcement, const char *organisation_id,
                               const struct ground *ground);
