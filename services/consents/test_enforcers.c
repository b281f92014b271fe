/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "consent.h"
#include "enforcers.h"

#include <cmocka.h>

#define BEGUN 1000
#define LATER (BEGUN + CONSENT_LEASE_MS) /* when leases of an earlier process are over */

static void test_earlier_leases(void **state)
{
    (void) state;
    struct enforcers enforcers = {0};
    assert_int_equal(enforcers_wait(&enforcers, 7, BEGUN), CONSENT_LEASE_MS);
    assert_int_equal(enforcers_wait(&enforcers, 7, LATER - 1), 1);
    assert_int_equal(enforcers_wait(&enforcers, 7, LATER), 0);
    enforcers_free(&enforcers);
}

static void test_all_must_follow(void **state)
{
    (void) state;
    struct enforcers enforcers = {.begun_ms = BEGUN};
    assert_true(enforcers_report(&enforcers, "a", 6, 5, LATER));
    assert_true(enforcers_report(&enforcers, "b", 5, 5, LATER + 100));
    assert_int_equal(enforcers_wait(&enforcers, 5, LATER + 100), 0);
    /* Consent 7 ends. a follows at once, b is slow. */
    assert_int_equal(enforcers_wait(&enforcers, 7, LATER + 200), CONSENT_LEASE_MS - 100);
    assert_true(enforcers_report(&enforcers, "a", 7, 7, LATER + 300));
    assert_int_equal(enforcers_wait(&enforcers, 7, LATER + 300), CONSENT_LEASE_MS - 200);
    assert_true(enforcers_report(&enforcers, "b", 8, 7, LATER + 400));
    assert_int_equal(enforcers_wait(&enforcers, 7, LATER + 400), 0);
    enforcers_free(&enforcers);
}

/* Who reports without following gets no new lease, and holds nobody up for longer than the old one. */
static void test_late_enforcer(void **state)
{
    (void) state;
    struct enforcers enforcers = {.begun_ms = BEGUN};
    assert_true(enforcers_report(&enforcers, "a", 5, 5, LATER));
    for (int64_t ms = 0; ms < CONSENT_LEASE_MS; ms += CONSENT_REPORT_MS) {
        assert_false(enforcers_report(&enforcers, "a", 6, 7, LATER + ms));
        assert_int_equal(enforcers_wait(&enforcers, 7, LATER + ms), CONSENT_LEASE_MS - ms);
    }
    assert_int_equal(enforcers_wait(&enforcers, 7, LATER + CONSENT_LEASE_MS), 0);
    assert_false(enforcers_report(&enforcers, "a", 6, 7, LATER + CONSENT_LEASE_MS));
    assert_int_equal(enforcers_wait(&enforcers, 7, LATER + CONSENT_LEASE_MS), 0);
    assert_true(enforcers_report(&enforcers, "a", 7, 7, LATER + CONSENT_LEASE_MS));
    enforcers_free(&enforcers);
}

static void test_many(void **state)
{
    (void) state;
    struct enforcers enforcers = {.begun_ms = BEGUN};
    char instance[16];
    for (int i = 0; i < 100; i++) {
        snprintf(instance, sizeof instance, "%d", i);
        assert_true(enforcers_report(&enforcers, instance, i, 0, LATER));
    }
    assert_int_equal(enforcers.count, 100);
    assert_int_equal(enforcers_wait(&enforcers, 0, LATER), 0);
    assert_int_equal(enforcers_wait(&enforcers, 99, LATER), CONSENT_LEASE_MS);
    /* What has stopped is forgotten. */
    assert_true(enforcers_report(&enforcers, "0", 99, 0, LATER + CONSENT_LEASE_MS));
    assert_int_equal(enforcers.count, 1);
    enforcers_free(&enforcers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_earlier_leases),
        cmocka_unit_test(test_all_must_follow),
        cmocka_unit_test(test_late_enforcer),
        cmocka_unit_test(test_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
