/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What may be done with an import, by whom and when: pure decisions on values, without SQL, clock or bus.
 *
 *     unsigned parties = rules_parties(call->who, &import);
 *     enum imports_state to;
 *     int problem = rules_transition(MOVE_RUN, parties, import.state, &to);
 */
#pragma once

#include "imports_contract.h"

/* Sets: bit (value - 1). */
#define STATE(s) (1u << (IMPORTS_STATE_##s - 1))
#define ROW_KIND(k) (1u << (IMPORTS_ROW_KIND_##k - 1))

#define ENDED_STATES (STATE(COMPLETED) | STATE(FAILED) | STATE(CANCELLED))

static inline bool rules_is_in(enum imports_state state, uint32_t states)
{
    return states & 1u << (state - 1);
}

enum move {
    MOVE_ADD, /* content */
    MOVE_CHECK,
    MOVE_RUN,
    MOVE_CANCEL,
    MOVE_WORK,     /* the worker says what it finds */
    MOVE_COMPLETE, /* its check or run has come to its end */
    MOVE_FAIL,
    MOVE_STOP, /* it has stopped a run that was cancelled */
    MOVE_EXPIRE,
};

/* How somebody stands to an import; one may be several. */
enum party {
    PARTY_OWNER = 1,    /* of its organisation; of one without, an operator */
    PARTY_OPERATOR = 2, /* sees all, and may end what goes wrong */
    PARTY_WORKER = 4,   /* this process */
};

/* Set of enum party; 0: a stranger, for whom the import does not exist. */
unsigned rules_parties(const struct common_principal *who, const char *organisation_id);

/* 0 and the state it leads to; PROBLEM_NOT_AUTHORIZED when none of the parties ever makes this move;
 * PROBLEM_ILLEGAL_TRANSITION when they do, but not from this state. */
int rules_transition(enum move move, unsigned parties, enum imports_state from, enum imports_state *to);

/* How many imports of an organisation may be open at the same time. */
#define RULES_MOST_OPEN 5

/* When an import expires with which nobody has gone on since. */
int64_t rules_expires_ms(int64_t since_ms);
