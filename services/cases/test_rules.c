/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include "rules.h"

#include <cmocka.h>

static void test_code_has_60_bits_and_no_lookalikes(void **state)
{
    (void) state;
    char code[CODE_SIZE];
    bool seen[128] = {false};
    for (unsigned char n = 0; n < 32; n++) {
        unsigned char numbers[CODE_LETTERS];
        memset(numbers, n, sizeof numbers);
        code_from(numbers, code);
        assert_int_equal(strlen(code), 14);
        assert_true(code[4] == '-' && code[9] == '-');
        for (size_t i = 0; i < 14; i++)
            assert_true(i == 4 || i == 9 || code[i] == code[0]);
        assert_false(seen[(unsigned char) code[0]]);
        seen[(unsigned char) code[0]] = true;
    }
    for (const char *alike = "0O1Il"; *alike; alike++)
        assert_false(seen[(unsigned char) *alike]);
    char other[CODE_SIZE];
    code_from((const unsigned char[]){0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, code);
    assert_string_equal(code, "2345-6789-ABCD");
    code_from((const unsigned char[]){32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43}, other);
    assert_string_equal(code, other);
}

static void test_code_normalise(void **state)
{
    (void) state;
    static const struct {
        const char *typed, *code;
    } cases[] = {
        {"2345-6789-ABCD", "2345-6789-ABCD"},
        {"2345 6789 abcd", "2345-6789-ABCD"},
        {"23456789aBcD", "2345-6789-ABCD"},
        {"  2-3-4-5-6-7-8-9-a-b-c-d ", "2345-6789-ABCD"},
        {"", ""},
        {"2345-6789-ABC", ""},
        {"2345-6789-ABCDE", ""},
        {"2345-6789-ABC0", ""},
        {"2345-6789-ABCÅ", ""},
        {"2345_6789_ABCD", ""},
        {"----------------------------------------", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char code[CODE_SIZE];
        code_normalise(cases[i].typed, code);
        assert_string_equal(code, cases[i].code);
    }
}

static void test_contact_places(void **state)
{
    (void) state;
    struct arena arena = {0};
    struct contact_place read,
        place = {.at = "2026-11-24T09:30:00.000Z", .contact_id = "01890a5d-ac96-774b-bcce-b302099a8057"};
    const char *cursor = contact_place_write(&arena, &place);
    assert_true(contact_place_read(&arena, cursor, &read));
    assert_string_equal(read.at, place.at);
    assert_string_equal(read.contact_id, place.contact_id);
    static const char *const malformed[] = {
        "",
        "2026-11-24T09:30:00.000Z",
        "2026-11-24T09:30:00.000Z|01890a5d",
        "2026-13-24T09:30:00.000Z|01890a5d-ac96-774b-bcce-b302099a8057",
        "2026-11-24T09:30:00.000Z 01890a5d-ac96-774b-bcce-b302099a8057",
    };
    for (size_t i = 0; i < sizeof malformed / sizeof malformed[0]; i++)
        assert_false(contact_place_read(&arena, malformed[i], &read));
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_code_has_60_bits_and_no_lookalikes),
        cmocka_unit_test(test_code_normalise),
        cmocka_unit_test(test_contact_places),
    };
    return cmocka_run_group_tests_name("cases rules", tests, NULL, NULL);
}
