/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A service is a table of endpoints, a table of what it applies, and its migrations. Everything else is here.
 *
 *     static const struct endpoint endpoints[] = {
 *         //      procedure                    who may call
 *         COMMAND(referrals_send_referral,     CASEWORKER),
 *         COMMAND(referrals_accept_referral,   COORDINATOR),
 *         QUERY  (referrals_get_referral,      CASEWORKER | COORDINATOR | CITIZEN),
 *         {0}
 *     };
 *     static const struct applied applied[] = {
 *         APPLY(referrals_requested),          // own events
 *         APPLY(consents_given),               // followed ones
 *         {0}
 *     };
 *     const struct service referrals = {
 *         .contract = &referrals_contract, .endpoints = endpoints, .applied = applied,
 *         .migrations = referrals_migrations, .enforces_consent = true,
 *     };
 *     int main(int argc, char **argv) { return service_main(&referrals, argc, argv); }
 *
 * How it runs (what always holds: docs/architecture.md):
 *
 *   writer    one thread. BEGIN, followed events and commands as they arrive, publishes their events each with the
 *             expected last sequence, waits until the stream acknowledged all, COMMIT, replies to all.
 *   readers   threads with a read-only connection each; a batch of queries sees one snapshot; their access records are
 *             acknowledged before the replies leave.
 *   bus       libnats on a loop of its own; only moves messages.
 *
 * A command handler decides and emits; it never writes tables. apply_* writes tables and does nothing else: it reads no
 * clock, no random number and no table that another stream's events fill, so that any interleaving of streams, live or
 * in a rebuild, gives the same tables. A command emits at most one event: half a command cannot be recorded.
 */
#pragma once

#include <stdatomic.h>
#include <string.h>

#include "bus.h"
#include "contract.h"
#include "error.h"
#include "store.h"

struct endpoint {
    const struct procedure *procedure;
    handler_fn *handle;
    uint32_t roles; /* repeated from the contract for the reader, checked by the compiler */
};

struct applied {
    const struct event_contract *event;
    apply_fn *apply;
};

#define ROLE(r) (1u << (COMMON_ROLE_##r - 1))
#define CASEWORKER ROLE(CASEWORKER)
#define COORDINATOR ROLE(COORDINATOR)
#define LEADER ROLE(LEADER)
#define PROJECT ROLE(PROJECT)
#define INTEGRATOR ROLE(INTEGRATOR)
#define ADMINISTRATOR ROLE(ADMINISTRATOR)
#define CITIZEN ROLE(CITIZEN)
#define PERSON ROLE(PERSON)
#define OPERATOR ROLE(OPERATOR)
#define SYSTEM ROLE(SYSTEM)
#define ANONYMOUS ROLE(ANONYMOUS)
/* Every member of an organisation, whatever the role. */
#define MEMBER (CASEWORKER | COORDINATOR | LEADER | PROJECT | INTEGRATOR | ADMINISTRATOR)

/* Roles whose work is with citizens: in the others a feed tells only of what is about no citizen. */
#define WITH_CITIZENS (CASEWORKER | COORDINATOR | INTEGRATOR | CITIZEN)

/* <p>_ROLES and <p>_KIND are generated macros of the contract. */
#define ENDPOINT_(p, who, kind)                                                                                        \
    {                                                                                                                  \
        &p##_procedure, p##_dispatch,                                                                                  \
            (who) + 0 * sizeof(struct {                                                                                \
                        _Static_assert((who) == p##_ROLES, "roles differ from the contract of " #p);                   \
                        _Static_assert(p##_KIND == PROCEDURE_##kind, #p " is no " #kind " in its contract");           \
                        int unused;                                                                                    \
                    })                                                                                                 \
    }
#define COMMAND(p, who) ENDPOINT_(p, who, COMMAND)
#define QUERY(p, who) ENDPOINT_(p, who, QUERY)
#define SIGNAL(p, who) ENDPOINT_(p, who, SIGNAL)
#define APPLY(e)                                                                                                       \
    {                                                                                                                  \
        &e##_event, apply_##e##_dispatch                                                                               \
    }

struct service {
    const struct contract *contract;
    const struct endpoint *endpoints;   /* ended by {0}; has every procedure of the contract */
    const struct applied *applied;      /* ended by {0}; has every own event and whatever is followed */
    const struct migration *migrations; /* ended by {0} */
    bool enforces_consent;              /* follows CONSENTS through consent.h and holds a lease */

    /* Where the stream is more than samspil.event.<service>.>: NULL-ended list of its subjects, and what the server
     * publishes again after storing it (JetStream RePublish), or NULL. */
    const char *const *stream_subjects;
    const char *republish_from, *republish_to;
    /* Further streams that this service creates, though others write them; ended by {0}, or NULL. */
    const struct stream_options *other_streams;
    /* The subject of an own event where it is not samspil.event.<service>.<subject field>.<event>; returns text in the
     * call's arena, or NULL for the usual one. May be NULL. */
    const char *(*subject)(struct call *call, const struct event_contract *event, const void *data);

    /* <service>_reacts_to (generated): services whose events react() gets, ended by NULL. May be NULL. */
    const struct contract *const *reacts_to;
    /* Answers an event of another stream with events of its own (0 or negative). Called on the writer after the
     * event was applied, once for each followed event in order; after a crash perhaps again for the last one, so it
     * must find out from its tables what it has already emitted. May emit several events; the runtime marks the last. */
    int (*react)(struct call *call, const struct event *event, const void *data);

    /* Called on the writer after each batch and when *due_ms (since the epoch) has come; may emit one event as a
     * command of its own. Sets *due_ms to when it wants to be called again (INT64_MAX: only after batches). Returns 1
     * when it emitted and wants to be called again at once, 0 when it has nothing more to do, or negative. */
    int (*settle)(struct call *call, int64_t *due_ms);

    /* Work that takes long. Called once, on a thread of its own with a connection of its own to the bus, while the
     * service serves; returns soon after *stopping. It reads and records by calling services, its own included, as any
     * process does. The bell is rung (mailbox_interrupt) after each batch and at the end. May be NULL. */
    void (*work)(struct bus *bus, struct mailbox *bell, const atomic_bool *stopping);

    /* Called once on the writer before the first message, when everything recorded has been applied (0 or negative).
     * May be NULL. */
    int (*ready)(struct store *store);
};

/* Runs the service: verbs serve (default), check, migrate, rebuild, backup PATH, help. Returns the exit status. */
int service_main(const struct service *service, int argc, char **argv);

/*
 * The call: what a handler is given.
 */
struct call {
    struct store *store; /* the writer's connection, or a reader's snapshot */
    struct arena *arena; /* lives until the reply is sent */
    const struct common_principal *who;
    int64_t now_ms;  /* milliseconds since the epoch, the same for a whole batch */
    const char *now; /* the same as RFC 3339 text with milliseconds */
};

/* A new UUIDv7 in the call's arena; ascending within the process. */
const char *call_new_id(struct call *call);

/* A handler refuses by returning a problem of its contract; where there is more to say than that, by these, which return
 * it: return fail_field(call, PROBLEM_NOT_FOUND, "offer_id"). The field is a path of the input or NULL. */
int fail(struct call *call, enum problem problem);
int fail_field(struct call *call, enum problem problem, const char *field);
/* Adds to the problem what is missing. */
void fail_missing(struct call *call, const char *what);
/* PROBLEM_CONSENT_MISSING with the names of what is missing (set of enum common_category). */
int fail_consent(struct call *call, uint32_t missing);
/* return fail_conflict(call, &plans_goal_type, &seen, &current): PROBLEM_VERSION_CONFLICT with both versions, from which
 * what the caller may not see has been taken (consent_disclose). seen may be NULL. */
int fail_conflict(struct call *call, const struct message_type *type, const void *seen, const void *current);

/* Whether the caller has one of these roles. */
static inline bool call_is(const struct call *call, uint32_t roles)
{
    return (call->who->roles & roles) != 0;
}

/* Whether the caller acts for this organisation. */
static inline bool call_for(const struct call *call, const char *organisation_id)
{
    return call->who->organisation_id && strcmp(call->who->organisation_id, organisation_id) == 0;
}

/* Whether the caller is this citizen. */
static inline bool call_of(const struct call *call, const char *citizen_id)
{
    return call_is(call, CITIZEN) && call->who->citizen_id && strcmp(call->who->citizen_id, citizen_id) == 0;
}

/* Puts off the answer to this command (or to the repeat of one) until call_answer is called with the same key from
 * settle; its own result is dropped then in favour of that one. For what must have taken effect elsewhere first. */
void call_defer(struct call *call, const char *key);
/* From settle: answers everybody who waits for key with this result. No effect when nobody does. */
void call_answer(struct call *call, const char *key, const struct procedure *procedure, const void *result);
