/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Who may act as what: organisations and members as directory's stream tells, citizens and who represents them as
 * cases' does. Followed into memory, resolved anew at every call and event, so that a removed member or an ended
 * representation is cut off at once.
 *
 *     struct principals *principals = principals_new(bus, box, TAG_PRINCIPALS, "operator");
 *     for each message with the tag: changed = principals_receive(principals, message);
 *     before anything is decided: while ((changed = principals_expire(principals, now_ms))) …
 *     every 250 ms: principals_tick(principals, now_ns);
 *     rc = principal_resolve(principals, &identity, &who);
 *
 * One person may be a member of organisations, a citizen, and represent others. They act as what they name
 * (identity.acts_as): an organisation's id, "citizen" or their own citizen_id, the citizen_id of whom they represent, or
 * "person", which is nothing of all that. Who names nothing acts for their only organisation, else as a citizen, else
 * for whom alone they represent, else as a person.
 *
 * One thread uses it. What a resolved principal points to lives as long as the principals, except the subject, which is
 * the identity's.
 */
#pragma once

#include <stdbool.h>

#include "bus.h"
#include "contract.h"
#include "dispatcher.h"
#include "token.h"

struct principals;

/* The subject of who has not signed in. */
#define ANONYMOUS_SUBJECT "anonymous"

/* operator_subject: who runs this installation. bus may be NULL (for tests): then nothing is followed. */
struct principals *principals_new(struct bus *bus, struct mailbox *box, int tag, const char *operator_subject);
void principals_free(struct principals *principals);

/* Returns the subject whose standing this message changed, valid until the next call; NULL for none. */
const char *principals_receive(struct principals *principals, const struct bus_message *message);
/* Applies the bytes of one event (envelope and data); as above. */
const char *principals_apply(struct principals *principals, struct bytes event);
void principals_tick(struct principals *principals, int64_t now_ns);
/* Ends a representation whose time is over. Returns the subject whose standing this changed; NULL when there is none
 * more. */
const char *principals_expire(struct principals *principals, int64_t now_ms);
/* Whether the streams have been followed to their ends. */
bool principals_caught_up(const struct principals *principals);

/* 0, PROBLEM_ORGANISATION_REQUIRED (a member of several, or a citizen too, who named none) or PROBLEM_NOT_AUTHORIZED (not what they
 * named). */
int principal_resolve(const struct principals *principals, const struct identity *identity,
                      struct common_principal *who);

/* One of the things a person may act as. */
struct standing {
    const char *acts_as; /* what they name for it (identity.acts_as) */
    struct common_principal who;
    const char *organisation_name; /* NULL: not as a member */
};

/* Visits all a subject may act as; what is visited lives for the visit. */
void principals_each_standing(const struct principals *principals, const char *subject,
                              void (*visit)(const struct standing *standing, void *closure), void *closure);
/* Visits the subjects who are known to be something, in no order, and the operator. */
void principals_each_subject(struct principals *principals, void (*visit)(const char *subject, void *closure),
                             void *closure);

/* NULL where there is no such organisation. */
const char *principals_organisation_name(const struct principals *principals, const char *organisation_id);

/* Whether somebody has lost something of what they were before. */
bool principal_sees_less(const struct common_principal *before, const struct common_principal *now);

/* Whether this answer may be passed on: what changes who somebody is must first have been followed here, so that the
 * next call sees it. */
bool principals_followed(struct principals *principals, const struct passing *passing);
