/* SPDX-License-Identifier: EUPL-1.2 */
/* What a consent permits, and what its end does to referrals. */
#include "test_people.h"

static int set_up(void **state)
{
    return people_set_up(state, "test_consent.db");
}

static void test_send_needs_consent(void **state)
{
    struct test_service *test = *state;
    struct referrals_send_referral in = {.command_id = "c", .case_id = CASE, .offer_id = OTHER_OFFER, .reason = "r"};
    struct referrals_send_referral_result out;
    const struct procedure *send = &referrals_send_referral_procedure;
    assert_int_equal(test_run(test, &caseworker, send, &in, &out), PROBLEM_CONSENT_MISSING);
    assert_int_equal(test_problem(test)->missing.count, 2);
    assert_string_equal(test_problem(test)->missing.items[0], "contact");
    assert_string_equal(test_problem(test)->missing.items[1], "referral");

    give_consent(test, CONSENT_2, OTHER_NGO, CATEGORY(CONTACT) | CATEGORY(REFERRAL));
    in.note = "n";
    in.health_note = "h";
    assert_int_equal(test_run(test, &caseworker, send, &in, &out), PROBLEM_CONSENT_MISSING);
    assert_int_equal(test_problem(test)->missing.count, 2);
    assert_string_equal(test_problem(test)->missing.items[0], "notes");
    assert_string_equal(test_problem(test)->missing.items[1], "health");
    in.note = in.health_note = NULL;
    assert_int_equal(test_run(test, &caseworker, send, &in, &out), 0);

    test_lease(test, false);
    assert_int_equal(test_run(test, &caseworker, send, &in, &out), PROBLEM_CONSENT_UNVERIFIABLE);
    in.offer_id = HOME_OFFER; /* stays within the municipality: no consent, no lease */
    assert_int_equal(test_run(test, &caseworker, send, &in, &out), 0);
    test_lease(test, true);
    test_clock(test, START_MS + 400 * DAY_MS); /* the consent's validity is over */
    in.offer_id = OTHER_OFFER;
    assert_int_equal(test_run(test, &caseworker, send, &in, &out), PROBLEM_CONSENT_MISSING);
}

static void test_reading_is_limited_by_consent(void **state)
{
    struct test_service *test = *state;
    const char *id = sent(test);
    struct referrals_referral referral;
    assert_int_equal(get_as(test, &coordinator, id, &referral), 0);
    assert_int_equal(test_disclosed(test), 1);
    assert_string_equal(referral.note, "Has a dog");
    assert_int_equal(get_as(test, &citizen, id, &referral), 0);
    assert_int_equal(test_disclosed(test), 0); /* their own */

    /* A narrower consent: less is seen, the referral stays. */
    give_consent(test, CONSENT_2, NGO, CATEGORY(REFERRAL));
    withdraw_consent(test, CONSENT_1, NGO);
    assert_int_equal(get_as(test, &coordinator, id, &referral), 0);
    assert_string_equal(referral.reason, "Alone since spring");
    assert_null(referral.note);
    assert_null(referral.citizen_name);
    assert_null(referral.email);
    assert_int_equal(test_emitted(test), 1);
    test_lease(test, false);
    assert_int_equal(get_as(test, &coordinator, id, &referral), PROBLEM_CONSENT_UNVERIFIABLE);
    assert_int_equal(accept_as(test, &coordinator, id), PROBLEM_CONSENT_UNVERIFIABLE);
    assert_int_equal(get_as(test, &caseworker, id, &referral), 0);
}

static void test_withdrawal_ends_what_is_open(void **state)
{
    struct test_service *test = *state;
    const char *open[60] = {0}, *done = sent(test), *home = NULL;
    assert_int_equal(accept_as(test, &coordinator, done), 0);
    assert_int_equal(complete(test, done), 0);
    set_capacity(test, OFFER, 1, 1);
    for (size_t i = 0; i < 60; i++) /* more than a page */
        assert_int_equal(send_to(test, OFFER, true, &open[i]), 0);
    assert_int_equal(held(test, OFFER), 1);
    assert_int_equal(send_to(test, HOME_OFFER, true, &home), 0);

    test_lease(test, false); /* an end needs no lease */
    withdraw_consent(test, CONSENT_1, NGO);
    for (size_t i = 0; i < 60; i++) {
        struct referrals_referral referral = got(test, open[i]);
        assert_int_equal(referral.status, REFERRALS_STATUS_CANCELLED);
        assert_int_equal(referral.status_reason->code, REFERRALS_REASON_CODE_CONSENT_ENDED);
    }
    assert_int_equal(got(test, done).status, REFERRALS_STATUS_COMPLETED);
    assert_int_equal(got(test, home).status, REFERRALS_STATUS_REQUESTED);
    assert_int_equal(held(test, OFFER), 0);

    size_t emitted = test_emitted(test);
    withdraw_consent(test, CONSENT_1, NGO); /* once more, as after a crash */
    assert_int_equal(test_emitted(test), emitted);
    test_lease(test, true);
    struct referrals_referral referral;
    assert_int_equal(get_as(test, &coordinator, open[0], &referral), PROBLEM_NOT_FOUND);
    assert_int_equal(get_as(test, &coordinator, done, &referral), PROBLEM_NOT_FOUND);
    assert_int_equal(
        listed(test, &coordinator, (struct referrals_list_referrals){.box = REFERRALS_BOX_INBOX}).referrals.count, 0);
}

static void test_expiry_ends_what_is_open(void **state)
{
    struct test_service *test = *state;
    const char *id = sent(test);
    test_clock(test, START_MS + 400 * DAY_MS);
    test_follow(test, &consents_expired_event,
                &(struct consents_expired){.consent_id = CONSENT_1,
                                           .case_id = CASE,
                                           .citizen_id = CITIZEN_ID,
                                           .home_id = HOME,
                                           .organisation_id = NGO,
                                           .purpose = 1,
                                           .categories = ALL_NEEDED});
    assert_int_equal(got(test, id).status, REFERRALS_STATUS_CANCELLED);
}

/* The end of a consent that it never needed ends nothing. */
static void test_the_municipality_needs_no_consent(void **state)
{
    struct test_service *test = *state;
    const char *id = NULL;
    assert_int_equal(send_to(test, HOME_OFFER, false, &id), 0);
    give_consent(test, CONSENT_2, HOME, ALL_NEEDED);
    withdraw_consent(test, CONSENT_2, HOME);
    assert_int_equal(got(test, id).status, REFERRALS_STATUS_REQUESTED);
    assert_int_equal(accept_as(test, &home_coordinator, id), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, people_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_send_needs_consent),
        TEST(test_reading_is_limited_by_consent),
        TEST(test_withdrawal_ends_what_is_open),
        TEST(test_expiry_ends_what_is_open),
        TEST(test_the_municipality_needs_no_consent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
