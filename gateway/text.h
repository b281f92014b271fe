/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The words of our own pages, in the languages of the app: texts/<language>.ftl, which texts.py makes tables of. Pure.
 *
 *     enum language language = language_of(cookies, accept_language);
 *     texts[TEXT_TRY_AGAIN][language]
 *     text_named(language, "field", "birth_date")
 */
#pragma once

#include <stddef.h>

#include "texts.h" /* generated: enum language, enum text */

extern const char *const language_tags[LANGUAGES]; /* for lang="" */
extern const char *const texts[TEXTS][LANGUAGES];

struct named_text {
    const char *name;
    const char *words[LANGUAGES];
};

/* In the order of their names. */
extern const struct named_text named_texts[];
extern const size_t named_text_count;

/* What the reader has chosen in the app (its cookie samspil-language), else what their browser prefers of those there
 * are, else English. cookies, accept_language: headers, "" where absent. */
enum language language_of(const char *cookies, const char *accept_language);

/* What something of the contracts is called for people: kind "service", "procedure" (<service>.<name>), "field", or an
 * enum's name for its values. NULL when there are no words for it. */
const char *text_named(enum language language, const char *kind, const char *name);
