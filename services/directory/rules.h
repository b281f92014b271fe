/* SPDX-License-Identifier: EUPL-1.2 */
/* Decisions of the directory that need neither tables nor the bus. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "text_search.h"

/* Whether these roles (set of enum common_role) can be given to a member: at least one, and none that is not an
 * organisation's to give. */
bool roles_assignable(uint32_t roles);

/* Where a page ended: the sort key of its last row, a text and an id. */
const char *cursor_write(struct arena *arena, const char *text, const char *id);
/* Takes apart what cursor_write made. False for anything that is not of its form. */
bool cursor_read(struct arena *arena, const char *cursor, const char **text, const char **id);

/* The same for offers, which are sorted by score (lowest first) when they were found by words, else by name. */
struct offer_place {
    const char *name;
    struct text_place ranked; /* by name only its key counts */
};
const char *offer_place_write(struct arena *arena, bool by_score, const struct offer_place *place);
bool offer_place_read(struct arena *arena, const char *cursor, bool by_score, struct offer_place *place);
