/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Calls on the bus. What asked (a websocket, a request) is none of its business, and how the answer leaves neither.
 *
 *     const struct dispatch what = {procedure, &who, arguments, 10000, traceparent};
 *     int problem = dispatcher_call(dispatcher, &what, answered, closure, &call);
 *
 * The arguments pass through as they came. Every answer says how far the streams were that it rests on, and every call
 * says how far that was in all answers before it: what anybody has been told through this gateway, the next call sees,
 * whoever makes it. So it does with what was stored when the dispatcher was made: a client that comes back after the end
 * of a gateway asks the next one for no older state than it has seen.
 *
 * One thread uses it.
 */
#pragma once

#include "bus.h"
#include "contract.h"
#include "outbox.h"

struct dispatcher;
struct dispatched;

struct dispatch {
    const struct procedure *procedure;
    const struct common_principal *who;
    struct bytes arguments; /* one MessagePack map */
    int64_t timeout_ms;
    const char *traceparent; /* of the caller; NULL, or none that can be: a new one is made */
};

struct answer {
    const struct common_problem *problem; /* NULL: done */
    struct bytes result;                  /* one MessagePack map, when done */
    struct ground ground;
};

/* Called once, never from within dispatcher_call. The answer is gone when it returns. */
typedef void answered_fn(void *closure, const struct answer *answer);

/* An answer about to be passed on. */
struct passing {
    const struct procedure *procedure;
    const char *subject; /* who called, and as what */
    uint32_t roles;
    const struct common_position_list *positions; /* on which it rests */
    struct bytes result;
};

/* Whether an answer that is no problem may be passed on already. */
typedef bool may_pass_fn(void *closure, const struct passing *passing);

/* Waits for the bus to say how far the streams are. 0, -ENOTCONN, -ETIMEDOUT, -EPROTO. */
int dispatcher_new(struct bus *bus, struct mailbox *box, int tag, may_pass_fn *may_pass, void *closure,
                   struct dispatcher **made);
void dispatcher_free(struct dispatcher *dispatcher); /* nobody is answered any more */

/* By its name on the bus, "samspil.<service>.<verb_noun>"; NULL for none that people may call. */
const struct procedure *dispatcher_procedure(const struct dispatcher *dispatcher, const char *uri);

/* 0, or PROBLEM_UNAVAILABLE: then nobody will be answered. */
int dispatcher_call(struct dispatcher *dispatcher, const struct dispatch *what, answered_fn *answered, void *closure,
                    struct dispatched **dispatched);
/* The caller wants no answer any more. */
void dispatcher_forget(struct dispatcher *dispatcher, struct dispatched *call);
size_t dispatcher_in_flight(const struct dispatcher *dispatcher);

/* A message with the tag. Takes it over. */
void dispatcher_receive(struct dispatcher *dispatcher, struct bus_message *message);
/* Asks again about answers that had to wait (may_pass). */
void dispatcher_resume(struct dispatcher *dispatcher);
/* Ends calls whose time is over; to be called every 50 ms or so. */
void dispatcher_tick(struct dispatcher *dispatcher, int64_t now_ns);

/* A position that somebody has been told outside of an answer. */
void dispatcher_note(struct dispatcher *dispatcher, const char *stream, uint64_t sequence);
