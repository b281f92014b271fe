/* SPDX-License-Identifier: EUPL-1.2 */
/* What happens to consents by itself: they expire, and a withdrawal becomes effective. */
#include "test_people.h"

#include <time.h>

static void test_expiry(void **state)
{
    (void) state;
    struct consents_list_consents_result result;
    char until[TIME_TEXT_SIZE];
    time_text(now_ms + HOUR_MS, until);
    struct consents_request_consent in = asked;
    struct consents_request_consent_result requested;
    in.valid_until = until;
    assert_int_equal(test_run(test, &caseworker, &consents_request_consent_procedure, &in, &requested), 0);
    assert_int_equal(give(&citizen, &(struct consents_give_consent){.consent_id = requested.consent_id}), 0);
    assert_int_equal(test_settle(test), now_ms + HOUR_MS);
    assert_int_equal(list(&helper, &result), 1);

    test_clock(test, now_ms + HOUR_MS);
    assert_int_equal(list(&helper, &result), 0);
    assert_null(test_last(test, &consents_expired_event));
    assert_int_equal(test_settle(test), INT64_MAX);
    const struct consents_expired *event = test_last(test, &consents_expired_event);
    assert_string_equal(event->consent_id, requested.consent_id);
    assert_int_equal(list(&citizen, &result), 1);
    assert_int_equal(result.consents.items[0].status, CONSENTS_STATUS_EXPIRED);
    struct consents_withdraw_consent_result withdrawn;
    assert_refused(withdraw(&citizen, requested.consent_id, &withdrawn), PROBLEM_ILLEGAL_TRANSITION, NULL);

    /* A requested one whose validity is over cannot be given. */
    test_clock(test, now_ms);
    assert_int_equal(test_run(test, &caseworker, &consents_request_consent_procedure, &in, &requested), 0);
    test_clock(test, now_ms + HOUR_MS);
    assert_refused(give(&citizen, &(struct consents_give_consent){.consent_id = requested.consent_id}),
                   PROBLEM_VALIDITY_OVER, "valid_until");
}

/* Settles as the writer does, until this withdrawal is effective: it is asked for when it wants to be. */
static void wait_until_effective(const char *consent_id)
{
    const struct consents_withdrawal_effective *event = NULL;
    while (!event || strcmp(event->consent_id, consent_id) != 0) {
        now_ms = time_now_ms();
        test_clock(test, now_ms);
        int64_t wait_ms = test_settle(test) - now_ms;
        event = test_last(test, &consents_withdrawal_effective_event);
        assert_true(event || wait_ms <= CONSENT_LEASE_MS);
        if (!event)
            nanosleep(&(struct timespec){wait_ms / 1000, wait_ms % 1000 * 1000000}, NULL);
    }
}

static void test_withdraw(void **state)
{
    (void) state;
    const char *first = given(), *second = given();
    struct consents_withdraw_consent_result result;
    assert_refused(withdraw(&somebody, first, &result), PROBLEM_NOT_FOUND, NULL);
    assert_refused(withdraw(&caseworker, first, &result), PROBLEM_INVALID_ARGUMENT, "recorded");
    assert_refused(withdraw(&citizen, request(), &result), PROBLEM_ILLEGAL_TRANSITION, NULL);
    assert_int_equal(test_emitted(test), 5);

    assert_int_equal(withdraw(&citizen, first, &result), 0); /* the sixth */
    assert_null(result.effective_at);
    report("late", 5, 0, 6);
    report("quick", 6, CONSENT_LEASE_MS, 6);
    assert_int_equal(withdraw(&citizen, first, &result), 0); /* once more: nothing happens, it waits as well */
    assert_null(result.effective_at);
    assert_int_equal(test_emitted(test), 6);
    wait_until_effective(first); /* leases of an earlier process may have been running */
    assert_int_equal(withdraw(&citizen, first, &result), 0);
    assert_string_equal(result.effective_at, ((const struct consents_withdrawal_effective *) test_last(
                                                  test, &consents_withdrawal_effective_event))
                                                 ->effective_at);

    /* Now an enforcer holds up the second until it has followed. */
    report("quick", 7, CONSENT_LEASE_MS, 6);
    assert_int_equal(withdraw(&citizen, second, &result), 0); /* the eighth */
    size_t emitted = test_emitted(test);
    int64_t due_ms = test_settle(test);
    assert_in_range(due_ms - now_ms, 1, CONSENT_LEASE_MS);
    assert_int_equal(test_emitted(test), emitted);
    report("quick", 8, CONSENT_LEASE_MS, 8);
    test_settle(test);
    assert_int_equal(test_emitted(test), emitted + 1);
    assert_int_equal(withdraw(&citizen, second, &result), 0);
    assert_non_null(result.effective_at);
}

static int set_up(void **state)
{
    (void) state;
    return people_set_up("test_enforcement.db");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, people_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_expiry),
        TEST(test_withdraw),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
