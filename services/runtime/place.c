/* SPDX-License-Identifier: EUPL-1.2 */
#include "place.h"

#include <string.h>

#include "identity.h"

#define MAX_SEQUENCE INT64_C(9007199254740991)
#define UUID_LENGTH 36

const char *time_place_write(struct arena *arena, const struct time_place *place)
{
    return arena_print(arena, "%s|%s", place->at, place->id);
}

bool time_place_read(struct arena *arena, const char *cursor, struct time_place *place)
{
    enum { TIME = TIME_TEXT_SIZE - 1 };
    if (strlen(cursor) < TIME + 1 + UUID_LENGTH || cursor[TIME] != '|')
        return false;
    place->at = arena_copy(arena, cursor, TIME);
    place->id = cursor + TIME + 1;
    return time_parse(place->at) >= 0;
}

bool sequence_read(const char *cursor, int64_t *sequence)
{
    int64_t value = 0;
    for (const char *digit = cursor; *digit; digit++) {
        if (*digit < '0' || *digit > '9' || value > MAX_SEQUENCE / 10)
            return false;
        value = 10 * value + (*digit - '0');
    }
    *sequence = value;
    return *cursor && value <= MAX_SEQUENCE;
}
