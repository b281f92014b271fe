/* SPDX-License-Identifier: EUPL-1.2 */
/* In which language somebody is answered, and what things are called in it. That none lacks texts.py checks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "text.h"

static void the_language_of_the_reader(void **state)
{
    static const struct {
        const char *cookies, *accept_language;
        enum language language;
    } readers[] = {
        {"", "", LANGUAGE_EN},
        {"", "da", LANGUAGE_DA},
        {"", "DA-dk,en;q=0.5", LANGUAGE_DA},
        {"", "fi, sv;q=0.4, nl;q=0.8", LANGUAGE_NL},
        {"", "nn-NO, da;q=0.9", LANGUAGE_NB},
        {"", "no", LANGUAGE_NB},
        {"", "fi-FI,*;q=0.1", LANGUAGE_EN},
        {"", "sv;q=0, nl;q=0.1", LANGUAGE_NL},
        {"", "sv ; q = 1", LANGUAGE_EN},
        {"", "danish", LANGUAGE_EN},
        {"", ";,,;q=", LANGUAGE_EN},
        {"samspil-language=sv", "da", LANGUAGE_SV},
        {"a=1; samspil-language=nl; b=2", "", LANGUAGE_NL},
        {"samspil-language=fi", "da", LANGUAGE_DA},
        {"samspil-language=far too long", "da", LANGUAGE_DA},
    };
    (void) state;
    for (size_t i = 0; i < sizeof(readers) / sizeof(readers[0]); i++) {
        enum language language = language_of(readers[i].cookies, readers[i].accept_language);
        if (language != readers[i].language)
            fail_msg("\"%s\", \"%s\": %d", readers[i].cookies, readers[i].accept_language, (int) language);
    }
}

static void what_things_are_called(void **state)
{
    (void) state;
    assert_string_equal(language_tags[LANGUAGE_NB], "nb");
    assert_string_equal(texts[TEXT_TRY_AGAIN][LANGUAGE_SV], "Försök igen");
    assert_string_equal(text_named(LANGUAGE_DA, "field", "birth_date"), "Fødselsdato");
    assert_string_equal(text_named(LANGUAGE_NL, "procedure", "plans.get_plan"), "Uw plan met doelen en activiteiten");
    assert_string_equal(text_named(LANGUAGE_EN, "plans.plan_status", "entered-in-error"), "entered in error");
    assert_string_equal(text_named(LANGUAGE_SV, "common.role", "caseworker"), "handläggare"); /* the app's word */
    assert_null(text_named(LANGUAGE_EN, "field", "no_such_field"));
    assert_null(text_named(LANGUAGE_EN, "field",
                           "a name that is longer than any name in the contracts may ever be, "
                           "and that comes from a service of a later version or a bad one"));
    for (size_t i = 1; i < named_text_count; i++) /* else they would not be found */
        assert_true(strcmp(named_texts[i - 1].name, named_texts[i].name) < 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_language_of_the_reader),
        cmocka_unit_test(what_things_are_called),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
