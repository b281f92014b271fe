/* SPDX-License-Identifier: EUPL-1.2 */
/* From a row of a register to a record of ours: which one it is, and then what it says. What cannot be taken is
 * remarked. */
#pragma once

#include "conversion.h"

/* Fills identifier and organisation. False when the row is rejected. */
bool entry_identify(struct register_source *source, const struct register_row *row, struct register_entry *entry);

/* Fills the rest on top of what is there of it (NULL: nothing): what the source does not state stays. The record points
 * into the entry, which must stay where it is. False when the row is rejected. */
bool entry_fill(struct register_source *source, const struct register_row *row, const struct pilots_pilot *present,
                struct register_entry *entry);
