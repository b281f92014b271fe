/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What may be done with a pilot, and what must exist before: pure decisions on values, without SQL, clock or bus.
 *
 *     const struct facts facts = {record, responsibilities, evidence};
 *     uint32_t held = rules_held(&facts);
 *     if (!rules_may_move(from, to)) …                    // no such move
 *     uint32_t missing = rules_stage_needs(to) & ~held;   // a gate: what must exist and does not
 */
#pragma once

#include "pilots_contract.h"

/* Sets, as the contracts have them: bit (value - 1). */
#define IN_SET(value) (1u << ((value) -1))
#define STAGE(s) IN_SET(PILOTS_STAGE_##s)

/* How many there are at the most; lists hold all of them (schemas/pilots.json: maxItems). */
#define ORGANISATIONS_MAX 32    /* that take part in a pilot */
#define RESPONSIBILITIES_MAX 64 /* of a pilot */
#define INDICATORS_MAX 20       /* of a pilot */
#define ANSWERS_MAX 50          /* to a question */
#define AUDIENCE_MAX 64         /* organisations that hear of an event */

/* How somebody stands to a pilot; one may be several. */
enum party {
    PARTY_OWNER = 1,       /* of the organisation whose record it is */
    PARTY_PARTICIPANT = 2, /* of an organisation that takes part, the owner's included */
    PARTY_OPERATOR = 4,    /* works for every organisation */
    PARTY_READER = 8,      /* may read it */
};

/* What a gate may ask for; its name is what gate_not_met calls it. */
enum condition {
    CONDITION_SUMMARY,
    CONDITION_PURPOSE,
    CONDITION_CONTACT,
    CONDITION_LEAD,
    CONDITION_LEGAL_BASIS,
    CONDITION_RISK,
    CONDITION_DATA,
    CONDITION_HUMAN_INTERVENTION,
    CONDITION_DECISION_MAKER,
    CONDITION_IMPACT_ASSESSMENT,
    CONDITION_BASELINE,
    CONDITION_EVALUATION,
    CONDITION_DECISION,
    CONDITION_COUNT,
};
const char *condition_name(enum condition condition);

/* What is known of a pilot that conditions look at. */
struct facts {
    const struct pilots_record *record;
    uint32_t responsibilities; /* set of enum pilots_responsibility_kind: those that somebody has */
    uint32_t evidence;         /* set of enum pilots_evidence_kind: those of entries that were not corrected away */
};

/* Set of enum condition (1u << condition): what is fulfilled. */
uint32_t rules_held(const struct facts *facts);
/* Set of enum condition: what being at this stage demands, and what being public does. */
uint32_t rules_stage_needs(enum pilots_stage stage);
uint32_t rules_publication_needs(void);
bool rules_may_move(enum pilots_stage from, enum pilots_stage to);

/* Before this time, activity counts no more: a pilot that goes on is stale. */
int64_t rules_stale_before_ms(int64_t now_ms);
bool rules_is_stale(enum pilots_stage stage, const char *active_at, const char *stale_before);

/* What the contract cannot say of a record or an entry: NULL when it is well-formed, else the path of the field. */
const char *rules_record_fault(const struct pilots_record *record);
const char *rules_evidence_fault(const struct pilots_log_evidence *entry);
