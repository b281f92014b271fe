/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "place.h"

#include <cmocka.h>

#define ID "01890a5d-ac96-774b-bcce-b302099a8057"

static void test_time_places(void **state)
{
    (void) state;
    static const char *const ids[] = {ID, ID ".001"};
    static const char *const malformed[] = {
        "",
        "|",
        "yesterday|1",
        "2026-11-24|1",
        "2026-11-24T09:30:00.000Z",
        "2026-11-24T09:30:00.000Z|01890a5d",
        "2026-13-24T09:30:00.000Z|" ID,
        "2026-11-24T09:30:00.000Z " ID,
    };
    struct arena arena = {0};
    struct time_place read;
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        const struct time_place place = {.at = "2026-11-24T09:30:00.000Z", .id = ids[i]};
        assert_true(time_place_read(&arena, time_place_write(&arena, &place), &read));
        assert_string_equal(read.at, place.at);
        assert_string_equal(read.id, place.id);
    }
    for (size_t i = 0; i < sizeof malformed / sizeof *malformed; i++)
        assert_false(time_place_read(&arena, malformed[i], &read));
    arena_free(&arena);
}

static void test_sequences(void **state)
{
    (void) state;
    static const char *const malformed[] = {
        "", "-1", "+1", " 1", "1 ", "0x10", "9007199254740992", "99999999999999999999", "a",
    };
    int64_t sequence;
    assert_true(sequence_read("0", &sequence));
    assert_int_equal(sequence, 0);
    assert_true(sequence_read("9007199254740991", &sequence));
    assert_int_equal(sequence, INT64_C(9007199254740991));
    for (size_t i = 0; i < sizeof malformed / sizeof *malformed; i++)
        assert_false(sequence_read(malformed[i], &sequence));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_time_places),
        cmocka_unit_test(test_sequences),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
