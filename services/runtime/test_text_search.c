/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include "text_search.h"

#include <cmocka.h>

static struct arena arena;

static int arena_done(void **state)
{
    (void) state;
    arena_free(&arena);
    return 0;
}

static void test_match_expression(void **state)
{
    (void) state;
    static const struct {
        const char *text, *expression;
    } cases[] = {
        {"", NULL},
        {" \t\n ", NULL},
        {"visit", "\"visit\"*"},
        {"  visiting   friend ", "\"visiting\" \"friend\"*"},
        {"a b c", "\"a\" \"b\" \"c\"*"},
        {"\"", "\"\"\"\"*"},
        {"\" \" \"", "\"\"\"\" \"\"\"\" \"\"\"\"*"},
        {"a OR b*", "\"a\" \"OR\" \"b*\"*"},
        {"name:x NEAR(y)", "\"name:x\" \"NEAR(y)\"*"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *expression = match_expression(&arena, cases[i].text);
        if (cases[i].expression)
            assert_string_equal(expression, cases[i].expression);
        else
            assert_null(expression);
    }
}

static void test_text_folded(void **state)
{
    (void) state;
    assert_string_equal(text_folded(&arena, "Food AND Shelter 42"), "food and shelter 42");
    assert_string_equal(text_folded(&arena, "ÆLDRE Ørsted ÅBEN ÖVRIGA ÞÓR"), "ældre ørsted åben övriga þór");
    assert_string_equal(text_folded(&arena, "ĐÁHKU ČŊŠŦŽ Ÿ ĲĿŁ"), "đáhku čŋšŧž ÿ ĳŀł");
    /* no letters, no partners, not Latin, four bytes */
    assert_string_equal(text_folded(&arena, "÷× ß ı ĸ ſ Ж 日本 🙂"), "÷× ß ı ĸ ſ Ж 日本 🙂");
}

static void test_places(void **state)
{
    (void) state;
    const struct text_place place = {.score = -1.0 / 3, .key = INT64_MAX};
    struct text_place read;
    assert_true(text_place_read(text_place_write(&arena, &place), &read));
    assert_true(read.score == place.score && read.key == place.key);
    static const char *const malformed[] = {"",      "|",       "7",    "x|7", "|7",
                                            "nan|7", "1e999|7", "1|7x", "1|",  "1|99999999999999999999"};
    for (size_t i = 0; i < sizeof malformed / sizeof malformed[0]; i++)
        assert_false(text_place_read(malformed[i], &read));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_match_expression),
        cmocka_unit_test(test_text_folded),
        cmocka_unit_test(test_places),
    };
    return cmocka_run_group_tests_name("text search", tests, NULL, arena_done);
}
