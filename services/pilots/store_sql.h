/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files with SQL share. */
#pragma once

#include "store.h"

/* Whether who asks may see a pilot; its parameters ?1 and ?2 are bound by bind_viewer. */
#define VISIBLE                                                                                                        \
    "(pilot.published OR ?2 OR EXISTS (SELECT 1 FROM participant AS mine"                                              \
    "  WHERE mine.organisation_id = ?1 AND mine.pilot_id = pilot.pilot_id))"

static inline void bind_viewer(struct query *q, const struct viewer *viewer)
{
    bind_text(q, viewer->organisation_id);
    bind_integer(q, viewer->everything);
}
