/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Who may act as what: organisations and members as directory's stream tells, citizens as cases' does. Followed into
 * memory, resolved anew at every call and event, so that a removed member is cut off at once.
 *
 *     struct principals *principals = principals_new(bus, box, TAG_DIRECTORY, TAG_CASES, "operator");
 *     for each message with one of the tags: changed = principals_receive(principals, message);
 *     every 250 ms: principals_tick(principals, now_ns);
 *     rc = principal_resolve(principals, &identity, &who);
 *
 * One thread uses it. What a resolved principal points to lives as long as the principals, except the subject, which is
 * the identity's.
 */
#pragma once

#include <stdbool.h>

#include "bus.h"
#include "contract.h"
#include "token.h"

struct principals;

/* operator_subject: who runs this installation. bus may be NULL (for tests): then nothing is followed. */
struct principals *principals_new(struct bus *bus, struct mailbox *box, int directory_tag, int cases_tag,
                                  const char *operator_subject);
void principals_free(struct principals *principals);

/* Returns the subject whose standing this message changed, valid until the next call; NULL for none. */
const char *principals_receive(struct principals *principals, const struct bus_message *message);
/* Applies the bytes of one event (envelope and data); as above. */
const char *principals_apply(struct principals *principals, struct bytes event);
void principals_tick(struct principals *principals, int64_t now_ns);
/* Whether both streams have been followed to their ends. */
bool principals_caught_up(const struct principals *principals);

/* 0, PROBLEM_ORGANISATION_REQUIRED (a member of several, who named none) or PROBLEM_NOT_AUTHORIZED (not what they named). */
int principal_resolve(const struct principals *principals, const struct identity *identity,
                      struct common_principal *who);

/* Whether somebody has lost something of what they were before. */
bool principal_sees_less(const struct common_principal *before, const struct common_principal *now);

/* Whether the answer to this procedure, which rests on these positions, may be passed on: one that changes who somebody
 * is must first have been followed here, so that the next call sees it. */
bool principals_followed(const struct principals *principals, const struct procedure *procedure,
                         const struct common_position_list *positions);
