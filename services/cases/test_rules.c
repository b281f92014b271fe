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

static void test_inquiry_places(void **state)
{
    (void) state;
    static const char id[] = "01890a5d-ac96-774b-bcce-b302099a8057";
    struct arena arena = {0};
    struct inquiry_place read, place = {.behind = true, .id = id};
    assert_true(inquiry_place_read(inquiry_place_write(&arena, &place), &read));
    assert_true(read.behind);
    assert_string_equal(read.id, id);
    static const char *const malformed[] = {"", "1|", "2|01890a5d-ac96-774b-bcce-b302099a8057",
                                            "1 01890a5d-ac96-774b-bcce-b302099a8057"};
    for (size_t i = 0; i < sizeof malformed / sizeof *malformed; i++)
        assert_false(inquiry_place_read(malformed[i], &read));
    arena_free(&arena);
}

static void test_representation_in_force(void **state)
{
    (void) state;
    static const char now[] = "2026-11-24T09:30:00.000Z";
    static const struct {
        const char *valid_until, *ended_at;
        bool in_force;
    } cases[] = {
        {NULL, NULL, true},
        {"2026-11-24T09:30:00.001Z", NULL, true},
        {now, NULL, false},
        {NULL, "2026-11-24T09:29:59.000Z", false},
        {"2999-01-01T00:00:00.000Z", now, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct cases_representation one = {.valid_until = cases[i].valid_until, .ended_at = cases[i].ended_at};
        assert_int_equal(representation_in_force(&one, now), cases[i].in_force);
    }
}

/* Every signal has the reason of its name, and nothing else has. */
static void test_inquiry_why(void **state)
{
    (void) state;
    assert_int_equal(inquiry_why(0, true, false), 0);
    assert_int_equal(inquiry_why(0, false, false), 1u << (CASES_WHY_NO_MATCHING_OFFER - 1));
    assert_int_equal(inquiry_why(0, false, true), 1u << (CASES_WHY_CASE_CLOSED - 1));
    for (int signal = 1; signal <= (int) cases_signal_enum.count; signal++) {
        uint32_t why = inquiry_why(1u << (signal - 1), true, false);
        int named = message_enum_value(&cases_why_enum, message_enum_text(&cases_signal_enum, signal));
        assert_int_equal(why, 1u << (named - 1));
    }
    assert_int_equal(inquiry_why(UINT32_MAX, false, false) | inquiry_why(0, false, true),
                     (1u << cases_why_enum.count) - 1);
}

static void test_inquiry_moves(void **state)
{
    (void) state;
    static const char *const allowed[] = {"", "...c", "..tc", "...c", "...."}; /* from none, answered, waiting, … */
    for (int from = 0; from <= CASES_INQUIRY_STATUS_CLOSED; from++)
        for (int to = 1; to <= CASES_INQUIRY_STATUS_CLOSED; to++)
            assert_int_equal(inquiry_may_become((enum cases_inquiry_status) from, (enum cases_inquiry_status) to),
                             from > 0 && allowed[from][to - 1] != '.');
}

static void test_need_expression(void **state)
{
    (void) state;
    static const struct {
        const char *need, *expression;
    } cases[] = {
        {"", NULL},
        {"I am so ... to be", NULL},
        {"somebody would help with something", NULL},
        {"walk", "\"walk\"*"},
        {"I feel lonely; I'd like company", "\"lonel\"* OR \"compa\"*"},
        {"Lonely and LONELINESS", "\"lonel\"*"},
        {"Jeg er ensom, og vil gerne ud at gå", "\"ensom\"*"},
        {"ØL på Ærøskøbing-øen", "\"ærøsk\"*"},
        {"name:x NEAR(walking \"dog\"*)", "\"name\"* OR \"near\"* OR \"walki\"*"},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *expression = need_expression(&arena, cases[i].need);
        if (cases[i].expression)
            assert_string_equal(expression, cases[i].expression);
        else
            assert_null(expression);
    }
    char needs[5001]; /* the longest there can be: the words are bounded */
    for (size_t i = 0; i < sizeof needs - 1; i++)
        needs[i] = "abcdefghijklmnopqrstuvwxyz "[i % 5 == 4 ? 26 : i * 7 / 5 % 26];
    needs[sizeof needs - 1] = '\0';
    assert_true(strlen(need_expression(&arena, needs)) < 1000);
    arena_free(&arena);
}

static void test_text_beginning(void **state)
{
    (void) state;
    struct arena arena = {0};
    assert_null(text_beginning(&arena, NULL, 5));
    assert_string_equal(text_beginning(&arena, "", 5), "");
    assert_string_equal(text_beginning(&arena, "hello", 5), "hello");
    assert_string_equal(text_beginning(&arena, "hello you", 5), "hello");
    assert_string_equal(text_beginning(&arena, "åøæ日🙂x", 5), "åøæ日🙂");
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_code_has_60_bits_and_no_lookalikes),
        cmocka_unit_test(test_code_normalise),
        cmocka_unit_test(test_inquiry_places),
        cmocka_unit_test(test_representation_in_force),
        cmocka_unit_test(test_inquiry_why),
        cmocka_unit_test(test_inquiry_moves),
        cmocka_unit_test(test_need_expression),
        cmocka_unit_test(test_text_beginning),
    };
    return cmocka_run_group_tests_name("cases rules", tests, NULL, NULL);
}
