/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "plans_contract.h"
#include "store.h"

/* The event, with those it concerns filled in. */
int participant_emit(struct call *call, const struct subject_of_care *about, const struct plans_participant *now,
                     enum plans_change change, struct plans_editor editor, const struct plans_recorded *recorded);

/* 0 or PROBLEM_PLAN_FULL: there is no room for one that was never in the plan. */
int participant_check_room(struct call *call, const char *case_id, const struct participant *participant);
