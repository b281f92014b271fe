/* SPDX-License-Identifier: EUPL-1.2 */
/* Decisions of cases that need neither tables nor the bus. */
#pragma once

#include <stdbool.h>

#include "arena.h"

/*
 * One-time codes: twelve characters of an alphabet in which no two look alike, 60 bits, shown in three groups.
 */
#define CODE_SIZE sizeof "XXXX-XXXX-XXXX"
#define CODE_LETTERS 12

/* The code of twelve random numbers (their lowest five bits count). to holds CODE_SIZE bytes. */
void code_from(const unsigned char numbers[CODE_LETTERS], char *to);
/* The code as it is shown of what somebody typed: small letters, blanks and hyphens do not matter. What cannot be a code
 * becomes "", which no invitation has. */
void code_normalise(const char *typed, char *to);

/* Where a page of contacts ended: the time and id of its last one. */
struct contact_place {
    const char *at, *contact_id;
};
const char *contact_place_write(struct arena *arena, const struct contact_place *place);
/* False for anything that is not of its form. */
bool contact_place_read(struct arena *arena, const char *cursor, struct contact_place *place);
