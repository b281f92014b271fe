/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "identity.h"

static void assert_uuid(const char *id, char version)
{
    assert_int_equal(strlen(id), 36);
    assert_int_equal(strspn(id, "0123456789abcdef-"), 36);
    assert_true(id[8] == '-' && id[13] == '-' && id[18] == '-' && id[23] == '-');
    assert_int_equal(id[14], version);
    assert_non_null(strchr("89ab", id[19]));
}

static void test_uuid7_ascends(void **state)
{
    (void) state;
    /* A clock that stands still for more than the counter holds, goes on, and goes back. */
    static const struct {
        int64_t now;
        int count;
    } phases[] = {{1700000000000, 200000}, {1700000001000, 10}, {1600000000000, 10}, {1700000001001, 10}};
    char last[37] = "", id[37];
    for (size_t phase = 0; phase < sizeof(phases) / sizeof(*phases); phase++) {
        for (int i = 0; i < phases[phase].count; i++) {
            uuid7(phases[phase].now, id);
            assert_uuid(id, '7');
            assert_true(strcmp(last, id) < 0);
            memcpy(last, id, sizeof(id));
        }
    }
    uuid7(1800000000000, id);
    assert_memory_equal(id, "01a3185c-5000", 13); /* the milliseconds, in hexadecimal */
}

enum { THREADS = 4, EACH = 20000 };
static char made[THREADS][EACH][37];

static void *make_ids(void *closure)
{
    char(*ids)[37] = closure;
    for (int i = 0; i < EACH; i++)
        uuid7(1900000000000, ids[i]);
    return NULL;
}

static int compare(const void *a, const void *b)
{
    return strcmp(a, b);
}

static void test_uuid7_of_many_threads(void **state)
{
    (void) state;
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(0, pthread_create(&threads[i], NULL, make_ids, made[i]));
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    char(*all)[37] = made[0];
    qsort(all, (size_t) THREADS * EACH, sizeof(*all), compare);
    for (int i = 1; i < THREADS * EACH; i++) /* not even the 18 digits before the random ones are the same */
        assert_true(memcmp(all[i - 1], all[i], 21) < 0);
}

static void test_uuid8_is_of_both_texts(void **state)
{
    (void) state;
    static const char of[] = "01a3185c-5000-7000-8000-000000000001";
    char id[37], other[37];
    uuid8(of, "samspil.referrals.cancelled", id);
    assert_uuid(id, '8');
    assert_string_equal(id, "15107215-ebd3-8d75-9b47-f80198e005f7"); /* kept in streams: it must stay what it is */
    uuid8(of, "samspil.referrals.requested", other);
    assert_string_not_equal(id, other);
    uuid8("01a3185c-5000-7000-8000-000000000002", "samspil.referrals.cancelled", other);
    assert_string_not_equal(id, other);
    uuid8("ab", "c", id);
    uuid8("a", "bc", other);
    assert_string_not_equal(id, other);
}

static void test_times(void **state)
{
    (void) state;
    static const struct {
        int64_t ms;
        const char *text;
    } times[] = {
        {0, "1970-01-01T00:00:00.000Z"},
        {1, "1970-01-01T00:00:00.001Z"},
        {951782400000, "2000-02-29T00:00:00.000Z"},
        {1795685399999, "2026-11-26T09:29:59.999Z"},
        {253402300799999, "9999-12-31T23:59:59.999Z"},
    };
    char text[TIME_TEXT_SIZE];
    for (size_t i = 0; i < sizeof(times) / sizeof(*times); i++) {
        time_text(times[i].ms, text);
        assert_string_equal(text, times[i].text);
        assert_int_equal(time_parse(text), times[i].ms);
    }
    time_text(-1, text);
    assert_string_equal(text, "1969-12-31T23:59:59.999Z");
    time_text(INT64_MAX, text);
    assert_string_equal(text, "9999-12-31T23:59:59.999Z");
}

static void test_what_has_been(void **state)
{
    (void) state;
    const int64_t now_ms = time_parse("2026-11-24T09:00:00.000Z");
    assert_true(time_has_been("0000-01-01T00:00:00.000Z", now_ms));
    assert_true(time_has_been("2026-11-24T09:05:00.000Z", now_ms)); /* by a clock that is ahead of ours */
    assert_false(time_has_been("2026-11-24T09:05:00.001Z", now_ms));
}

static void test_what_is_no_time(void **state)
{
    (void) state;
    static const char *const texts[] = {"",
                                        "2026",
                                        "2026-11-24T09:30:00Z",
                                        "2026-11-24T09:30:00.000",
                                        "2026-11-24T09:30:00.000Z ",
                                        "2026-11-24 09:30:00.000Z",
                                        "2026-02-29T00:00:00.000Z",
                                        "2026-13-01T00:00:00.000Z",
                                        "2026-00-01T00:00:00.000Z",
                                        "2026-11-24T24:00:00.000Z",
                                        "2026-11-24T23:60:00.000Z",
                                        "2026-11-24T23:59:60.000Z",
                                        "+026-11-24T09:30:00.000Z",
                                        "2026-11-24T09:30:00.000z",
                                        "2026-11-24T09:30:00,000Z",
                                        "2026-1x-24T09:30:00.000Z"};
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
        assert_int_equal(time_parse(texts[i]), -1);
}

static void test_clocks(void **state)
{
    (void) state;
    int64_t monotonic = time_monotonic_ns(), boot = time_boottime_ms();
    assert_true(time_monotonic_ns() >= monotonic);
    assert_true(time_boottime_ms() >= boot);
    assert_true(boot >= monotonic / 1000000);
    assert_true(time_now_ms() > 1700000000000);
}

static void test_fingerprint(void **state)
{
    (void) state;
    assert_true(fingerprint("abcd", 3) == fingerprint("abce", 3));
    assert_true(fingerprint("abc", 3) != fingerprint("abd", 3));
    assert_true(fingerprint("", 0) != fingerprint("\0", 1));
    /* Kept in files (migrations): it must stay what it is. */
    assert_true(fingerprint("samspil", 7) == UINT64_C(0x69f07338753ebbfa));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_uuid7_ascends),
        cmocka_unit_test(test_uuid7_of_many_threads),
        cmocka_unit_test(test_uuid8_is_of_both_texts),
        cmocka_unit_test(test_times),
        cmocka_unit_test(test_what_has_been),
        cmocka_unit_test(test_what_is_no_time),
        cmocka_unit_test(test_clocks),
        cmocka_unit_test(test_fingerprint),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests_name("identity", tests, NULL, NULL);
}
