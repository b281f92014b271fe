/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Where a page of a list ended, as a cursor that the caller gives back unread. text_search.h has that of ranked lists.
 *
 *     struct time_place place;
 *     if (in->after && !time_place_read(call->arena, in->after, &place))
 *         return fail_field(call, PROBLEM_INVALID_ARGUMENT, "after");
 *     … WHERE (at, id) < (?, ?) ORDER BY at DESC, id DESC LIMIT ?
 *     out->next = time_place_write(call->arena, &place);                        // of the page's last row
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"

/* In what is ordered by time: the time, and the id, a UUID or one with something behind it. */
struct time_place {
    const char *at, *id;
};
const char *time_place_write(struct arena *arena, const struct time_place *place);
/* Takes apart what time_place_write made. False for anything that is not of its form. */
bool time_place_read(struct arena *arena, const char *cursor, struct time_place *place);

/* In what is ordered by its position in a stream: decimal digits, up to what a JSON number carries (2^53 - 1). */
bool sequence_read(const char *cursor, int64_t *sequence);
