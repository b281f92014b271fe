/* SPDX-License-Identifier: EUPL-1.2 */
#include "text_search.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

const char *match_expression(struct arena *arena, const char *text)
{
    static const char blanks[] = " \t\r\n";
    /* At the most: every second byte a word of its own, and each of them a quote, which is doubled. */
    char *expression = arena_alloc(arena, 4 * strlen(text) + 4), *end = expression;
    for (text += strspn(text, blanks); *text; text += strspn(text, blanks)) {
        if (end > expression)
            *end++ = ' ';
        *end++ = '"';
        for (size_t length = strcspn(text, blanks); length > 0; length--, text++) {
            if (*text == '"')
                *end++ = '"';
            *end++ = *text;
        }
        *end++ = '"';
    }
    if (end == expression)
        return NULL;
    *end++ = '*';
    *end = '\0';
    return expression;
}

/* Unicode simple case folding within U+00C0..U+017F; what has no partner there stays. */
static unsigned fold_latin(unsigned c)
{
    if (c >= 0xC0 && c <= 0xDE && c != 0xD7)
        return c + 0x20;
    if (c == 0x178)
        return 0xFF;
    bool upper_is_even = (c >= 0x100 && c <= 0x12F) || (c >= 0x132 && c <= 0x137) || (c >= 0x14A && c <= 0x177);
    bool upper_is_odd = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
    if ((upper_is_even && c % 2 == 0) || (upper_is_odd && c % 2 == 1))
        return c + 1;
    return c;
}

const char *text_folded(struct arena *arena, const char *text)
{
    char *folded = arena_copy(arena, text, strlen(text));
    for (char *at = folded; *at; at++) {
        unsigned char lead = (unsigned char) at[0];
        if (lead >= 'A' && lead <= 'Z') {
            *at = (char) (lead + ('a' - 'A'));
        } else if (lead >= 0xC3 && lead <= 0xC5) { /* two bytes, U+00C0 to U+017F */
            unsigned c = fold_latin((lead & 0x1Fu) << 6 | ((unsigned char) at[1] & 0x3Fu));
            at[0] = (char) (0xC0 | c >> 6);
            at[1] = (char) (0x80 | (c & 0x3F));
            at++;
        }
    }
    return folded;
}

const char *text_place_write(struct arena *arena, const struct text_place *place)
{
    return arena_print(arena, "%.17g|%" PRId64, place->score, place->key);
}

bool text_place_read(const char *cursor, struct text_place *place)
{
    char *end;
    place->score = strtod(cursor, &end);
    if (end == cursor || *end != '|' || !isfinite(place->score))
        return false;
    const char *key = end + 1;
    errno = 0;
    place->key = strtoll(key, &end, 10);
    return end > key && *end == '\0' && errno == 0;
}
