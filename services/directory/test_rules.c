/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include "rules.h"
#include "service.h"

#include <cmocka.h>

static struct arena arena;

static int arena_done(void **state)
{
    (void) state;
    arena_free(&arena);
    return 0;
}

static void test_roles(void **state)
{
    (void) state;
    assert_true(roles_assignable(CASEWORKER));
    assert_true(roles_assignable(MEMBER));
    assert_false(roles_assignable(0));
    const uint32_t never[] = {CITIZEN, PERSON, OPERATOR, SYSTEM};
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++) {
        assert_false(roles_assignable(never[i]));
        assert_false(roles_assignable(never[i] | COORDINATOR));
    }
}

static void test_cursors(void **state)
{
    (void) state;
    const char *text, *id;
    assert_true(cursor_read(&arena, cursor_write(&arena, "A | B", "7"), &text, &id));
    assert_string_equal(text, "A | B");
    assert_string_equal(id, "7");
    static const char *const malformed[] = {"", "|", "a", "a|", "|7"};
    for (size_t i = 0; i < sizeof malformed / sizeof malformed[0]; i++)
        assert_false(cursor_read(&arena, malformed[i], &text, &id));
}

static void test_offer_places(void **state)
{
    (void) state;
    struct offer_place read, by_name = {.name = "Meals|hot", .ranked.key = 12},
                             by_score = {.ranked = {.score = -1.0 / 3, .key = INT64_MAX}};
    assert_true(offer_place_read(&arena, offer_place_write(&arena, false, &by_name), false, &read));
    assert_string_equal(read.name, "Meals|hot");
    assert_true(read.ranked.key == 12);
    assert_true(offer_place_read(&arena, offer_place_write(&arena, true, &by_score), true, &read));
    assert_true(read.ranked.score == -1.0 / 3 && read.ranked.key == INT64_MAX);
    static const char *const malformed[] = {"a|b", "a|7x", "a|99999999999999999999", "7", "|"};
    for (size_t i = 0; i < sizeof malformed / sizeof malformed[0]; i++)
        assert_false(offer_place_read(&arena, malformed[i], false, &read));
    assert_false(offer_place_read(&arena, "x|7", true, &read));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_roles),
        cmocka_unit_test(test_cursors),
        cmocka_unit_test(test_offer_places),
    };
    return cmocka_run_group_tests_name("directory rules", tests, NULL, arena_done);
}
