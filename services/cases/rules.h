/* SPDX-License-Identifier: EUPL-1.2 */
/* Decisions of cases that need neither tables nor the bus. */
#pragma once

#include "cases_contract.h"
#include "place.h"

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

/* Where a page of inquiries ended: whether its last one was behind those that wait, and its id. */
struct inquiry_place {
    bool behind;
    const char *id;
};
const char *inquiry_place_write(struct arena *arena, const struct inquiry_place *place);
bool inquiry_place_read(const char *cursor, struct inquiry_place *place);

/* Whether somebody may act by it now. */
bool representation_in_force(const struct cases_representation *representation, const char *now);

/*
 * Inquiries.
 */

/* Whose case the inquiry of somebody is about. */
enum concern_of {
    NOBODYS,          /* they may not ask like that */
    THEIR_OWN,        /* the citizen's; of somebody who has none a new one, to which they are linked */
    OF_MUNICIPALITY,  /* one of the caseworker's municipality, or a new one there */
    OF_SOMEBODY_ELSE, /* a new one, of which they see no more than the answer */
};
enum concern_of inquiry_concerns(const struct common_principal *who, enum cases_inquirer by);

/* Why the inquiry goes to a caseworker (set of enum cases_why); 0: the offers are an answer. While the case is closed
 * none can be. */
uint32_t inquiry_why(uint32_t signals, bool has_offers, bool case_closed);

bool inquiry_may_become(enum cases_inquiry_status from, enum cases_inquiry_status to);

/* An FTS5 expression for a need in somebody's own words: any of its words that say something, by their beginnings, so
 * that "lonely" finds "loneliness". NULL when there are none. */
const char *need_expression(struct arena *arena, const char *need);

/* At most so many characters from the beginning of text; NULL of NULL. */
const char *text_beginning(struct arena *arena, const char *text, size_t characters);

/*
 * Courses.
 */

/* The day of a time, "2026-11-24". */
const char *day_of(struct arena *arena, const char *time);
