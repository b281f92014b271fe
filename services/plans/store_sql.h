/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files with SQL share. */
#pragma once

#include "plans_contract.h"
#include "store.h"

_Static_assert(PLANS_VISIBILITY_PARTICIPANTS == 1 && PLANS_VISIBILITY_RESPONSIBLE == 2, "numbered below");

/* rules_sees: whether the viewer (a parameter like ?3) sees a row of this table. */
#define SEEN(table, viewer)                                                                                            \
    "(" viewer " IS NULL OR " table ".visibility = 1"                                                                  \
    " OR (" table ".visibility = 2 AND " table ".responsible_id = " viewer "))"
