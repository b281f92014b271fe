/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "message.h"
#include "transcode.h"

static struct buffer packed, text;

static bool from_json(const char *json)
{
    buffer_clear(&packed);
    return transcode_from_json((struct bytes){(const uint8_t *) json, strlen(json)}, &packed);
}

static void expect_json(const void *bytes, size_t size, const char *json)
{
    buffer_clear(&text);
    assert_int_equal(message_scan((struct bytes){bytes, size}), size);
    transcode_to_json((struct bytes){bytes, size}, &text);
    buffer_append(&text, "", 1);
    assert_string_equal((const char *) text.data, json);
}

static void there_and_back(void **state)
{
    static const char *const texts[] = {
        "{}",
        "[]",
        "null",
        "true",
        "0",
        "-1",
        "9223372036854775807",
        "-9223372036854775808",
        "1.5",
        "2.4",
        "-0.1",
        "55.676098",
        "{\"a\":[1,2,{\"b\":\"\303\246\302\243\"}],\"c\":null}",
        "\"\\u0000AQID\"",
        "[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]",
    };
    (void) state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        assert_true(from_json(texts[i]));
        expect_json(packed.data, packed.size, texts[i]);
    }
}

static void integers_stay_integers(void **state)
{
    (void) state;
    assert_true(from_json("[7,7.0]"));
    assert_int_equal(packed.data[1], 7);
    assert_int_equal(packed.data[2], 0xcb);
}

static void what_is_not_valid(void **state)
{
    static const char *const texts[] = {
        "",
        "{",
        "[1",
        "[1]x",
        "{\"a\":1,\"a\":2}",
        "9223372036854775808",
        "\"\\u0000!\"",
        "\"a\\u0000b\"",
        "\"\xff\"",
        "\"\\ud800\"",
        "{1:2}",
        "[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]",
        "NaN",
        "1e999",
    };
    (void) state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        if (from_json(texts[i]))
            fail_msg("accepted: %s", texts[i]);
        assert_int_equal(packed.size, 0);
    }
}

static void work_is_bounded(void **state)
{
    size_t size = (size_t) 3 * (TRANSCODE_VALUES + 2);
    char *many = malloc(size + 1);
    (void) state;
    assert_non_null(many);
    many[0] = '[';
    for (size_t i = 1; i + 2 < size; i += 3)
        memcpy(many + i, "{},", 3);
    many[size - 1] = ']';
    many[size] = '\0';
    assert_false(from_json(many));
    free(many);
}

static void what_json_cannot_say(void **state)
{
    static const uint8_t extension[] = {0xd4, 0x00, 0x01};
    static const uint8_t huge[] = {0xcf, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff};
    static const uint8_t nan[] = {0xcb, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0};
    (void) state;
    expect_json(extension, sizeof(extension), "null");
    expect_json(huge, sizeof(huge), "1.8446744073709552e19");
    expect_json(nan, sizeof(nan), "null");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_and_back),       cmocka_unit_test(integers_stay_integers),
        cmocka_unit_test(what_is_not_valid),    cmocka_unit_test(work_is_bounded),
        cmocka_unit_test(what_json_cannot_say),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    buffer_free(&packed);
    buffer_free(&text);
    return failed;
}
