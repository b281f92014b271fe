/* SPDX-License-Identifier: EUPL-1.2 */
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cookie.h"

#define LANGUAGE_COOKIE "samspil-language"
#define NAME_SIZE 128

/* By the first part of its tag; Norwegian goes by three. LANGUAGES for none that there is. */
static enum language find_language(const char *tag, size_t length)
{
    static const char *const norwegian[] = {"no", "nn"};
    enum language language = LANGUAGE_EN;
    for (size_t i = 0; i < sizeof(norwegian) / sizeof(norwegian[0]); i++) {
        if (length == 2 && strncasecmp(tag, norwegian[i], length) == 0)
            return LANGUAGE_NB;
    }
    while (language < LANGUAGES &&
           (strlen(language_tags[language]) != length || strncasecmp(tag, language_tags[language], length) != 0))
        language++;
    return language;
}

/* Of one range of Accept-Language, its weight: 1 where it names none. */
static double weight_of(const char *range, size_t length)
{
    const char *parameter = memchr(range, ';', length);
    if (!parameter)
        return 1;
    parameter += 1 + strspn(parameter + 1, " \t");
    return strncasecmp(parameter, "q=", 2) == 0 ? strtod(parameter + 2, NULL) : 0;
}

enum language language_of(const char *cookies, const char *accept_language)
{
    char chosen[8];
    enum language best = LANGUAGES;
    double best_weight = 0;
    if (cookie_find(cookies, LANGUAGE_COOKIE, chosen, sizeof(chosen)))
        best = find_language(chosen, strlen(chosen));
    if (best != LANGUAGES)
        return best;
    for (const char *range = accept_language; *range != '\0'; range += strcspn(range, ",")) {
        range += strspn(range, ", \t");
        enum language language = find_language(range, strcspn(range, "-;, \t"));
        double weight = weight_of(range, strcspn(range, ","));
        if (language != LANGUAGES && weight > best_weight) {
            best = language;
            best_weight = weight;
        }
    }
    return best == LANGUAGES ? LANGUAGE_EN : best;
}

static int compare(const void *name, const void *text)
{
    return strcmp(name, ((const struct named_text *) text)->name);
}

const char *text_named(enum language language, const char *kind, const char *name)
{
    char full[NAME_SIZE];
    (void) snprintf(full, sizeof(full), "%s-%s", kind, name);
    const struct named_text *found = bsearch(full, named_texts, named_text_count, sizeof(named_texts[0]), compare);
    return found ? found->words[language] : NULL;
}
