/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Searching by words: from what somebody typed to an FTS5 expression, and where a ranked page ended.
 *
 *     const char *match = match_expression(call->arena, in->text);              // NULL: no words, no search
 *     struct text_place place = TEXT_PLACE_FIRST;
 *     if (in->after && !text_place_read(in->after, &place))
 *         return fail_field(call, PROBLEM_INVALID_ARGUMENT, "after");
 *     … WHERE offer_text MATCH ? AND (bm25(offer_text), rowid) > (?, ?) ORDER BY 1, rowid LIMIT ?
 *     out->next = text_place_write(call->arena, &place);                        // of the page's last row
 */
#pragma once

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

#include "arena.h"

/* An FTS5 expression: every word of text must occur, the last may be the beginning of one. NULL when text has no words.
 * Nothing in text is taken for an operator. */
const char *match_expression(struct arena *arena, const char *text);

/* Text in lower case, for comparison: ASCII and the Latin letters U+00C0 to U+017F (those of the Nordic, Sami and most
 * other European languages). Of the same size as text. */
const char *text_folded(struct arena *arena, const char *text);

/* A row's place among the ranked: lowest score first (FTS5's best), then lowest key. */
struct text_place {
    double score;
    int64_t key;
};
#define TEXT_PLACE_FIRST                                                                                               \
    {                                                                                                                  \
        .score = -INFINITY                                                                                             \
    }

const char *text_place_write(struct arena *arena, const struct text_place *place);
/* Takes apart what text_place_write made. False for anything that is not of its form. */
bool text_place_read(const char *cursor, struct text_place *place);
