/* SPDX-License-Identifier: EUPL-1.2 */
/* The words by which a record is found. */
#pragma once

#include "arena.h"
#include "pilots_contract.h"

struct record_words {
    const char *name, *summary, *supplier, *tags; /* NULL where it has none, but for the name */
    const char *body;                             /* whatever else is written in it */
};
struct record_words record_words(struct arena *arena, const struct pilots_record *record);

/* The words of its name, tags, summary and purpose in this order: folded, each once, none of under four letters, at the
 * most as many as are worth counting. */
#define TELLING_WORDS 40
struct text_list record_telling_words(struct arena *arena, const struct pilots_record *record);

/* An FTS5 expression for records that contain at least one of the words. */
const char *match_any(struct arena *arena, const struct text_list *words);
