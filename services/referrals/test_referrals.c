/* SPDX-License-Identifier: EUPL-1.2 */
/* The life of a referral: sending, answering, ending, transferring; the last place is given once. */
#include "test_people.h"

static int set_up(void **state)
{
    return people_set_up(state, "test_referrals.db");
}

static void test_send(void **state)
{
    struct test_service *test = *state;
    const char *referral_id = sent(test);
    assert_int_equal(test_emitted(test), 1);
    const struct referrals_requested *requested = test_last(test, &referrals_requested_event);
    assert_string_equal(requested->performer_id, NGO);
    assert_string_equal(requested->home_id, HOME);
    assert_string_equal(requested->citizen_name, "Asta");
    assert_string_equal(requested->email, "asta@example.org");
    assert_string_equal(requested->offer_name, "A friend to visit");
    assert_int_equal(requested->priority, REFERRALS_PRIORITY_ROUTINE);
    assert_false(requested->has_capacity_sequence);

    struct referrals_referral referral = got(test, referral_id);
    assert_int_equal(referral.status, REFERRALS_STATUS_REQUESTED);
    assert_int_equal(referral.version, 1);
    assert_string_equal(referral.requested_at, "2026-11-24T09:00:00.000Z");
    assert_string_equal(referral.note, "Has a dog");
}

static void test_send_is_refused(void **state)
{
    struct test_service *test = *state;
    struct referrals_send_referral in = {.command_id = "c", .case_id = CASE, .offer_id = OFFER, .reason = "r"};
    struct referrals_send_referral_result out;
    const struct procedure *send = &referrals_send_referral_procedure;
    assert_int_equal(test_run(test, &foreigner, send, &in, &out), PROBLEM_NOT_FOUND);
    assert_string_equal(test_problem(test)->field, "case_id");
    in.case_id = UNKNOWN;
    assert_int_equal(test_run(test, &caseworker, send, &in, &out), PROBLEM_NOT_FOUND);
    in.case_id = CASE;
    in.offer_id = UNKNOWN;
    assert_int_equal(test_run(test, &caseworker, send, &in, &out), PROBLEM_NOT_FOUND);
    assert_string_equal(test_problem(test)->field, "offer_id");
    in.offer_id = OFFER;

    test_follow(test, &directory_capacity_set_event,
                &(struct directory_capacity_set){
                    .offer_id = OFFER, .organisation_id = NGO, .paused_until = "2026-11-24T09:00:00.001Z"});
    assert_int_equal(test_run(test, &caseworker, send, &in, &out), PROBLEM_OFFER_PAUSED);
    test_clock(test, START_MS + 1);
    assert_int_equal(test_run(test, &caseworker, send, &in, &out), 0);

    const struct directory_offer_updated inactive = {.offer_id = OFFER,
                                                     .organisation_id = NGO,
                                                     .name = "Still a friend",
                                                     .status = DIRECTORY_OFFER_STATUS_TEMPORARILY_CLOSED};
    test_follow(test, &directory_offer_updated_event, &inactive);
    assert_int_equal(test_run(test, &caseworker, send, &in, &out), PROBLEM_OFFER_WITHDRAWN);
    test_follow(test, &directory_offer_withdrawn_event,
                &(struct directory_offer_withdrawn){.offer_id = HOME_OFFER, .organisation_id = HOME});
    in.offer_id = HOME_OFFER;
    assert_int_equal(test_run(test, &caseworker, send, &in, &out), PROBLEM_OFFER_WITHDRAWN);

    test_follow(test, &cases_closed_event,
                &(struct cases_closed){.case_id = CASE, .citizen_id = CITIZEN_ID, .home_id = HOME});
    in.offer_id = OTHER_OFFER;
    assert_int_equal(test_run(test, &caseworker, send, &in, &out), PROBLEM_CASE_CLOSED);
    test_follow(test, &cases_reopened_event,
                &(struct cases_reopened){.case_id = CASE, .citizen_id = CITIZEN_ID, .home_id = HOME});
    assert_int_equal(test_run(test, &caseworker, send, &in, &out), PROBLEM_CONSENT_MISSING);
    assert_int_equal(test_emitted(test), 1);
}

static void test_life_of_a_referral(void **state)
{
    struct test_service *test = *state;
    const char *id = sent(test);
    test_clock(test, START_MS + DAY_MS);
    assert_int_equal(waitlist(test, id), 0);
    struct referrals_referral referral = got(test, id);
    assert_int_equal(referral.status, REFERRALS_STATUS_ON_HOLD);
    assert_int_equal(referral.expected_wait_days, 30);
    assert_int_equal(referral.status_reason->code, REFERRALS_REASON_CODE_NO_CAPACITY);
    assert_string_equal(referral.status_reason->text, "Full until spring");

    test_clock(test, START_MS + 3 * DAY_MS);
    assert_int_equal(accept_as(test, &coordinator, id), 0);
    referral = got(test, id);
    assert_int_equal(referral.status, REFERRALS_STATUS_ACCEPTED);
    assert_string_equal(referral.contact_date, "2026-12-01");
    assert_null(referral.status_reason);
    assert_false(referral.has_expected_wait_days);
    assert_int_equal(referral.version, 3);

    test_clock(test, START_MS + 9 * DAY_MS);
    assert_int_equal(start(test, id), 0);
    assert_int_equal(got(test, id).status, REFERRALS_STATUS_IN_PROGRESS);
    assert_int_equal(complete(test, id), 0);
    referral = got(test, id);
    assert_int_equal(referral.status, REFERRALS_STATUS_COMPLETED);
    assert_int_equal(referral.outcome, REFERRALS_OUTCOME_HELPED);
    assert_string_equal(referral.outcome_text, "Walks every week");
    assert_string_equal(referral.contact_date, "2026-12-01");
    assert_int_equal(referral.waited_days, 3);
    assert_int_equal(referral.version, 5);
    assert_string_equal(referral.updated_at, "2026-12-03T09:00:00.000Z");

    size_t emitted = test_emitted(test);
    assert_int_equal(start(test, id), PROBLEM_ILLEGAL_TRANSITION);
    assert_int_equal(cancel_as(test, &citizen, id), PROBLEM_ILLEGAL_TRANSITION);
    assert_int_equal(test_emitted(test), emitted);
}

static void test_other_ends(void **state)
{
    struct test_service *test = *state;
    const char *rejected = sent(test), *failed = sent(test), *cancelled = sent(test);
    assert_int_equal(reject(test, rejected), 0);
    assert_string_equal(got(test, rejected).status_reason->text, "Too young");
    assert_int_equal(fail_it(test, failed), PROBLEM_ILLEGAL_TRANSITION);
    assert_int_equal(accept_as(test, &coordinator, failed), 0);
    assert_int_equal(fail_it(test, failed), 0);
    assert_int_equal(got(test, failed).status, REFERRALS_STATUS_FAILED);
    assert_int_equal(cancel_as(test, &citizen, cancelled), 0);
    assert_int_equal(got(test, cancelled).status_reason->code, REFERRALS_REASON_CODE_OTHER);
}

static void test_waiting_again_forgets_the_acceptance(void **state)
{
    struct test_service *test = *state;
    const char *id = sent(test);
    assert_int_equal(accept_as(test, &coordinator, id), 0);
    assert_int_equal(waitlist(test, id), 0);
    test_clock(test, START_MS + 8 * DAY_MS);
    assert_int_equal(waitlist(test, id), 0); /* says how long by now */
    struct referrals_referral referral = got(test, id);
    assert_null(referral.contact_date);
    assert_int_equal(referral.waited_days, 8);
    assert_int_equal(referral.version, 4);
}

static void test_transfer(void **state)
{
    struct test_service *test = *state;
    set_capacity(test, OFFER, 1, 1);
    const char *old_id = sent(test);
    struct referrals_transfer_referral_result out;
    assert_int_equal(transfer(test, old_id, OFFER, &out), PROBLEM_INVALID_ARGUMENT); /* it is there already */
    assert_string_equal(test_problem(test)->field, "offer_id");
    assert_int_equal(transfer(test, old_id, OTHER_OFFER, &out), PROBLEM_CONSENT_MISSING);
    assert_int_equal(test_problem(test)->missing.count, 3); /* the old one has a note */
    give_consent(test, CONSENT_2, OTHER_NGO, ALL_NEEDED);
    set_capacity(test, OTHER_OFFER, 0, 0);
    assert_int_equal(transfer(test, old_id, OTHER_OFFER, &out), PROBLEM_NO_CAPACITY);
    set_capacity(test, OTHER_OFFER, 1, 1);
    assert_int_equal(transfer(test, old_id, OTHER_OFFER, &out), 0);
    assert_string_equal(out.referral_id, old_id);

    struct referrals_referral old = got(test, old_id), new = got(test, out.replaced_by);
    assert_int_equal(old.status, REFERRALS_STATUS_CANCELLED);
    assert_int_equal(old.status_reason->code, REFERRALS_REASON_CODE_TRANSFERRED);
    assert_string_equal(old.replaced_by, new.referral_id);
    assert_int_equal(new.status, REFERRALS_STATUS_REQUESTED);
    assert_string_equal(new.replaces, old_id);
    assert_string_equal(new.performer_id, OTHER_NGO);
    assert_string_equal(new.note, "Has a dog");
    assert_string_equal(new.citizen_name, "Asta");
    assert_int_equal(held(test, OFFER), 0);
    assert_int_equal(held(test, OTHER_OFFER), 1);
    assert_int_equal(transfer(test, old_id, OTHER_OFFER, &out), PROBLEM_ILLEGAL_TRANSITION);
    assert_int_equal(accept_as(test, &other_coordinator, new.referral_id), 0);

    /* The citizen sees both ends of it; each performer only its own referral. */
    struct referrals_referral seen;
    assert_int_equal(get_as(test, &citizen, old_id, &seen), 0);
    assert_string_equal(seen.replaced_by, new.referral_id);
    assert_int_equal(get_as(test, &citizen, new.referral_id, &seen), 0);
    assert_string_equal(seen.replaces, old_id);
    const struct {
        const struct common_principal *who;
        const char *own, *others;
    } performers[] = {{&coordinator, old_id, new.referral_id}, {&other_coordinator, new.referral_id, old_id}};
    for (size_t i = 0; i < sizeof performers / sizeof *performers; i++) {
        assert_int_equal(get_as(test, performers[i].who, performers[i].own, &seen), 0);
        assert_null(seen.replaces);
        assert_null(seen.replaced_by);
        assert_int_equal(get_as(test, performers[i].who, performers[i].others, &seen), PROBLEM_NOT_FOUND);
        const struct referrals_list_referrals inbox = {.box = REFERRALS_BOX_INBOX};
        const struct referrals_list_referrals_result list = listed(test, performers[i].who, inbox);
        assert_int_equal(list.referrals.count, 1);
        assert_string_equal(list.referrals.items[0].referral_id, performers[i].own);
        assert_null(list.referrals.items[0].replaces);
        assert_null(list.referrals.items[0].replaced_by);
    }
}

static void test_the_last_place(void **state)
{
    struct test_service *test = *state;
    set_capacity(test, OFFER, 2, -1);
    const char *first = sent(test), *second = sent(test), *waiting = NULL;
    assert_int_equal(send_to(test, OFFER, false, NULL), PROBLEM_NO_CAPACITY);
    assert_int_equal(send_to(test, OFFER, true, &waiting), 0);
    assert_int_equal(held(test, OFFER), 2);
    assert_int_equal(accept_as(test, &coordinator, waiting), PROBLEM_NO_CAPACITY);
    assert_int_equal(accept_as(test, &coordinator, first), 0); /* kept since it was sent */
    assert_int_equal(held(test, OFFER), 2);

    assert_int_equal(waitlist(test, second), 0); /* gives its place back */
    assert_int_equal(held(test, OFFER), 1);
    assert_int_equal(accept_as(test, &coordinator, waiting), 0);
    assert_int_equal(held(test, OFFER), 2);
    assert_int_equal(accept_as(test, &coordinator, second), PROBLEM_NO_CAPACITY);
    assert_int_equal(start(test, second), PROBLEM_NO_CAPACITY);
    assert_int_equal(start(test, first), 0);
    assert_int_equal(complete(test, first), 0);
    assert_int_equal(start(test, second), 0);
    assert_int_equal(held(test, OFFER), 2);
    assert_int_equal(cancel_as(test, &caseworker, second), 0);
    assert_int_equal(cancel_as(test, &citizen, waiting), 0);
    assert_int_equal(held(test, OFFER), 0);
}

static void test_places_of_several_statements(void **state)
{
    struct test_service *test = *state;
    const char *first;
    set_capacity(test, OFFER, 3, 1);
    first = sent(test);
    assert_int_equal(send_to(test, OFFER, false, NULL), PROBLEM_NO_CAPACITY);
    set_capacity(test, OFFER, 3, 2);
    sent(test);
    sent(test);
    assert_int_equal(held(test, OFFER), 3);
    set_capacity(test, OFFER, 3, 3); /* says more is free than can be */
    assert_int_equal(send_to(test, OFFER, false, NULL), PROBLEM_NO_CAPACITY);
    assert_int_equal(reject(test, first), 0);
    sent(test);
    assert_int_equal(held(test, OFFER), 3);
    assert_int_equal(send_to(test, OFFER, false, NULL), PROBLEM_NO_CAPACITY);
    set_capacity(test, OFFER, -1, -1); /* not limited any more */
    sent(test);
    assert_int_equal(held(test, OFFER), 3);
}

static void test_a_maximum_counts_what_was_there_before(void **state)
{
    struct test_service *test = *state;
    const char *accepted = sent(test), *started = sent(test), *waiting = sent(test), *requested = sent(test);
    assert_int_equal(held(test, OFFER), 0);
    assert_int_equal(accept_as(test, &coordinator, accepted), 0);
    assert_int_equal(waitlist(test, started), 0);
    assert_int_equal(start(test, started), 0);
    assert_int_equal(waitlist(test, waiting), 0);
    assert_int_equal(held(test, OFFER), 2);
    assert_int_equal(start(test, accepted), 0); /* holds one already */
    assert_int_equal(held(test, OFFER), 2);

    set_capacity(test, OFFER, 2, -1);
    assert_int_equal(send_to(test, OFFER, false, NULL), PROBLEM_NO_CAPACITY);
    assert_int_equal(accept_as(test, &coordinator, requested), PROBLEM_NO_CAPACITY);
    assert_int_equal(complete(test, accepted), 0);
    assert_int_equal(held(test, OFFER), 1);
    assert_int_equal(accept_as(test, &coordinator, requested), 0);
    assert_int_equal(held(test, OFFER), 2);
    assert_int_equal(accept_as(test, &coordinator, waiting), PROBLEM_NO_CAPACITY);
    set_capacity(test, OFFER, -1, 1); /* without a maximum, what is said to be free is */
    assert_int_equal(accept_as(test, &coordinator, waiting), 0);
    assert_int_equal(fail_it(test, started), 0);
    assert_int_equal(waitlist(test, requested), 0);
    assert_int_equal(cancel_as(test, &citizen, waiting), 0);
    assert_int_equal(held(test, OFFER), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, people_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_send),
        TEST(test_send_is_refused),
        TEST(test_life_of_a_referral),
        TEST(test_other_ends),
        TEST(test_waiting_again_forgets_the_acceptance),
        TEST(test_transfer),
        TEST(test_the_last_place),
        TEST(test_places_of_several_statements),
        TEST(test_a_maximum_counts_what_was_there_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
