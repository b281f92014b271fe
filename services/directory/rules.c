/* SPDX-License-Identifier: EUPL-1.2 */
#include "rules.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "service.h"

bool roles_assignable(uint32_t roles)
{
    return roles != 0 && (roles & ~MEMBER) == 0;
}

const char *cursor_write(struct arena *arena, const char *text, const char *id)
{
    return arena_print(arena, "%s|%s", text, id);
}

bool cursor_read(struct arena *arena, const char *cursor, const char **text, const char **id)
{
    const char *bar = strrchr(cursor, '|');
    if (!bar || bar == cursor || bar[1] == '\0')
        return false;
    *text = arena_copy(arena, cursor, (size_t) (bar - cursor));
    *id = bar + 1;
    return true;
}

const char *offer_place_write(struct arena *arena, bool by_score, const struct offer_place *place)
{
    if (by_score)
        return text_place_write(arena, &place->ranked);
    return cursor_write(arena, place->name, arena_print(arena, "%" PRId64, place->ranked.key));
}

bool offer_place_read(struct arena *arena, const char *cursor, bool by_score, struct offer_place *place)
{
    if (by_score)
        return text_place_read(cursor, &place->ranked);
    const char *id;
    char *end;
    if (!cursor_read(arena, cursor, &place->name, &id))
        return false;
    errno = 0;
    place->ranked.key = strtoll(id, &end, 10);
    return *end == '\0' && errno == 0;
}
