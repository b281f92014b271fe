/* SPDX-License-Identifier: EUPL-1.2 */
#include "rules.h"

#include <ctype.h>
#include <string.h>

#include "identity.h"

static const char alphabet[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
_Static_assert(sizeof alphabet - 1 == 32, "five bits a letter");

/* Puts a letter at its place among the groups. */
static void code_put(char *code, size_t index, char letter)
{
    code[index + index / 4] = letter;
}

static void code_blank(char *code)
{
    memset(code, '-', CODE_SIZE - 1);
    code[CODE_SIZE - 1] = '\0';
}

void code_from(const unsigned char numbers[CODE_LETTERS], char *to)
{
    code_blank(to);
    for (size_t i = 0; i < CODE_LETTERS; i++)
        code_put(to, i, alphabet[numbers[i] % 32]);
}

void code_normalise(const char *typed, char *to)
{
    size_t count = 0;
    bool legal = true;
    code_blank(to);
    for (; *typed; typed++) {
        char letter = (char) toupper((unsigned char) *typed);
        if (letter == '-' || letter == ' ')
            continue;
        legal = legal && count < CODE_LETTERS && strchr(alphabet, letter);
        if (legal)
            code_put(to, count++, letter);
    }
    if (!legal || count < CODE_LETTERS)
        to[0] = '\0';
}

const char *contact_place_write(struct arena *arena, const struct contact_place *place)
{
    return arena_print(arena, "%s|%s", place->at, place->contact_id);
}

bool contact_place_read(struct arena *arena, const char *cursor, struct contact_place *place)
{
    enum { TIME = TIME_TEXT_SIZE - 1, ID = 36 };
    if (strlen(cursor) != TIME + 1 + ID || cursor[TIME] != '|')
        return false;
    place->at = arena_copy(arena, cursor, TIME);
    place->contact_id = cursor + TIME + 1;
    return time_parse(place->at) >= 0;
}
