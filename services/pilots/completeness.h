/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a record gives and what registers ask: the mapping of docs/registers.md as a table, as far as fields are
 * required or bounded. Paths are those of the contract: "supplier.name"; of several separated by '|' one is enough.
 */
#pragma once

#include "arena.h"
#include "pilots_contract.h"

/* Whether the record says something at the path. */
bool record_gives(const struct pilots_record *record, const char *path);

/* For the Dutch and the UK register and the section of annex VIII that the record belongs to. */
struct pilots_completeness_list record_completeness(struct arena *arena, const struct pilots_record *record);
