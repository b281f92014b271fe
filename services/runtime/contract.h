/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What schemas/generate.py writes about each service, as data: which procedures and events there are and what each is
 * made of. For a service `referrals` it writes
 *
 *     referrals_contract.h/.c   enums, structs, message types, procedures, events: for whoever needs the words
 *     referrals_dispatch.h/.c   for the service itself: the prototypes it must define, typed, and the adapters between
 *                               them and the runtime's tables. A missing or mistyped handler does not build.
 *
 *     handler   int referrals_send_referral(struct call *call, const struct referrals_send_referral *in,
 *                                           struct referrals_send_referral_result *out);
 *     apply     int apply_referrals_requested(struct store *store, const struct event *event,
 *                                             const struct referrals_requested *data);
 *               for each own event and each followed one (apply_consents_given in referrals)
 *     emit      int emit_referrals_requested(struct call *call, const struct referrals_requested *data);
 */
#pragma once

#include <stdint.h>
#include <string.h>

#include "common_contract.h" /* generated: struct common_event, enum common_role, … */
#include "message.h"
#include "problems.h" /* generated: enum problem { PROBLEM_NONE, PROBLEM_INVALID_ARGUMENT, … }, problem_table[] */

struct call;
struct store;

enum procedure_kind { PROCEDURE_COMMAND, PROCEDURE_QUERY, PROCEDURE_SIGNAL };

#define NO_OFFSET UINT16_MAX

struct procedure {
    const char *service, *name;
    int version;
    enum procedure_kind kind;
    uint32_t roles;          /* set of enum common_role */
    enum common_scope scope; /* what a representative must have been given to call it */
    bool personal;           /* a query whose answer is about citizens */
    bool exported;           /* a query whose answer belongs to what citizens download about themselves */
    const struct message_type *input, *output;
    uint16_t command_id;          /* offset in the input of a command, else NO_OFFSET */
    const enum problem *problems; /* those of its own, without the always possible ones */
    size_t problem_count;
};

/* Whether its contract lets this principal call it. A representative does for the citizen what they were given to do,
 * and for the rest what anybody may who has signed in. */
static inline bool procedure_permits(const struct procedure *procedure, const struct common_principal *who)
{
    if ((who->roles & procedure->roles) == 0)
        return false;
    if (!who->representation || (procedure->roles & 1u << (COMMON_ROLE_PERSON - 1)))
        return true;
    return procedure->scope && (who->representation->scopes & 1u << (procedure->scope - 1));
}

enum event_feed { FEED_NONE, FEED_CONCERNED, FEED_HOME, FEED_PUBLIC };

/* A field that names organisations. */
struct concern {
    uint16_t offset;
    bool list; /* a struct text_list instead of a text */
};

struct event_contract {
    const char *service, *name;
    const char *type; /* "samspil.referrals.requested" */
    int version;
    enum event_feed feed;
    const struct message_type *data;
    uint16_t subject;                      /* offset of the field that is the subject's third token */
    uint16_t case_id, citizen_id, home_id; /* offsets, or NO_OFFSET */
    const struct concern *concerns;        /* the organisations that it concerns */
    size_t concern_count;
    uint16_t public_if;         /* offset of the boolean that makes it public, or NO_OFFSET */
    enum common_category needs; /* without which an organisation is told nothing of it */
};

struct contract {
    const char *service, *stream, *title;
    const struct procedure *const *procedures;
    size_t procedure_count;
    const struct event_contract *const *events;
    size_t event_count;
};

/* Every service's contract, ended by NULL (generated). */
extern const struct contract *const contracts[];

/* An event that is applied. */
struct event {
    const struct event_contract *contract;
    const char *stream;
    uint64_t sequence; /* in the stream */
    struct common_event head;
};

/* Who did what the event says, for this organisation; NULL: nobody of it. */
static inline const char *event_actor_of(const struct event *event, const char *organisation_id)
{
    const struct common_principal *actor = event->head.actor;
    bool of_it = actor && actor->organisation_id && strcmp(actor->organisation_id, organisation_id) == 0;
    return of_it ? actor->subject : NULL;
}

/* Text at an offset of a message; NULL for NO_OFFSET. */
static inline const char *message_text_at(const void *message, uint16_t offset)
{
    return offset == NO_OFFSET ? NULL : *(const char *const *) (const void *) ((const char *) message + offset);
}

/* problems.h: code, message, HTTP status and WAMP URI of each problem */
struct problem_text {
    const char *code, *message, *wamp;
    int status;
    bool always;
};
extern const struct problem_text problem_table[]; /* by enum problem */

typedef int handler_fn(struct call *call, const void *in, void *out);
typedef int apply_fn(struct store *store, const struct event *event, const void *data);

/* The one way an event comes into the record; use the typed emit_<service>_<event>. 0 or negative. */
int call_emit(struct call *call, const struct event_contract *event, const void *data);
