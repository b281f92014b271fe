/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "plans_contract.h"
#include "store.h"

/* The event with those it concerns filled in. before: the activity as it was, NULL: there was none. joining: an
 * organisation that comes into the plan by the same reaction, or NULL. */
int activity_emit(struct call *call, const struct subject_of_care *about, const struct plans_activity *before,
                  struct plans_activity_changed *event, const char *joining);
