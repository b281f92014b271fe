/* SPDX-License-Identifier: EUPL-1.2 */
/* Who may send a referral, to which offers. */
#include "test_people.h"

static int set_up(void **state)
{
    return people_set_up(state, "test_requesters.db");
}

static int send_as(struct test_service *test, const struct common_principal *who, const char *offer_id,
                   const char **referral_id)
{
    const struct referrals_send_referral in = {
        .command_id = "c", .case_id = CASE, .offer_id = offer_id, .reason = "I want to get out"};
    struct referrals_send_referral_result out;
    int rc = test_run(test, who, &referrals_send_referral_procedure, &in, &out);
    if (rc == 0)
        *referral_id = out.referral_id;
    return rc;
}

/* Citizens, and who may ask for help for them, go where nobody needs to assess it first. */
static void test_citizens_send_their_own(void **state)
{
    struct test_service *test = *state;
    const char *own = NULL, *for_them = NULL;
    assert_int_equal(send_as(test, &other_citizen, OFFER, &own), PROBLEM_NOT_FOUND);
    assert_string_equal(test_problem(test)->field, "case_id");
    assert_int_equal(send_as(test, &citizen, OTHER_OFFER, &own), PROBLEM_CONSENT_MISSING);
    assert_int_equal(send_as(test, &citizen, OFFER, &own), 0);
    give_consent(test, CONSENT_2, OTHER_NGO, ALL_NEEDED);
    assert_int_equal(send_as(test, &daughter, OTHER_OFFER, &for_them), 0);
    assert_int_equal(got(test, own).requester, REFERRALS_REQUESTER_CITIZEN);
    assert_int_equal(got(test, for_them).requester, REFERRALS_REQUESTER_REPRESENTATIVE);
    assert_string_equal(got(test, own).citizen_name, "Asta");

    const struct referrals_list_referrals unsaid = {.has_limit = false}, outbox = {.box = REFERRALS_BOX_OUTBOX},
                                          mine = {.box = REFERRALS_BOX_MINE};
    assert_int_equal(listed(test, &citizen, unsaid).referrals.count, 2);
    assert_int_equal(test_disclosed(test), 0);
    assert_int_equal(listed(test, &daughter, unsaid).referrals.count, 2);
    assert_int_equal(test_disclosed(test), 1); /* who reads for the citizen is on record */
    assert_int_equal(listed(test, &coordinator, unsaid).referrals.count, 1);
    assert_int_equal(listed(test, &caseworker, outbox).referrals.count, 2);
    assert_int_equal(listed(test, &caseworker, unsaid).referrals.count, 2);

    /* Somebody may be a caseworker by day: what they sent for themselves is not among what they sent at work. */
    const struct common_principal same_person = {citizen.subject, CASEWORKER, .organisation_id = HOME};
    assert_int_equal(listed(test, &same_person, mine).referrals.count, 0);

    assert_int_equal(cancel_as(test, &daughter, own), 0);
    assert_int_equal(cancel_as(test, &citizen, for_them), 0);
}

static void test_assessment_is_the_municipalitys(void **state)
{
    struct test_service *test = *state;
    const char *id = NULL;
    struct directory_offer_updated assessed = {.offer_id = OFFER,
                                               .organisation_id = NGO,
                                               .name = "A friend to visit",
                                               .status = DIRECTORY_OFFER_STATUS_ACTIVE,
                                               .has_assessment_required = true,
                                               .assessment_required = true};
    test_follow(test, &directory_offer_updated_event, &assessed);
    assert_int_equal(send_as(test, &citizen, OFFER, &id), PROBLEM_ASSESSMENT_REQUIRED);
    assert_int_equal(send_as(test, &daughter, OFFER, &id), PROBLEM_ASSESSMENT_REQUIRED);
    assert_int_equal(send_to(test, OFFER, false, &id), 0);
    assert_int_equal(got(test, id).requester, REFERRALS_REQUESTER_MUNICIPALITY);
    assert_int_equal(cancel_as(test, &caseworker, id), 0);
    assessed.assessment_required = false;
    test_follow(test, &directory_offer_updated_event, &assessed);
    assert_int_equal(send_as(test, &citizen, OFFER, &id), 0);

    const struct directory_offer_published published = {.offer_id = UNKNOWN,
                                                        .organisation_id = NGO,
                                                        .name = "Another",
                                                        .status = DIRECTORY_OFFER_STATUS_ACTIVE,
                                                        .has_assessment_required = true,
                                                        .assessment_required = true};
    test_follow(test, &directory_offer_published_event, &published);
    assert_int_equal(send_as(test, &citizen, UNKNOWN, &id), PROBLEM_ASSESSMENT_REQUIRED);
}

static void test_citizens_take_one_place(void **state)
{
    struct test_service *test = *state;
    const char *first = NULL, *id = NULL;
    assert_int_equal(send_as(test, &citizen, OFFER, &first), 0);
    assert_int_equal(send_as(test, &citizen, OFFER, &id), PROBLEM_ALREADY_EXISTS);
    assert_string_equal(test_problem(test)->field, "offer_id");
    assert_int_equal(send_as(test, &daughter, OFFER, &id), PROBLEM_ALREADY_EXISTS);
    assert_int_equal(send_to(test, OFFER, false, &id), 0); /* the municipality has its reasons */
    assert_int_equal(cancel_as(test, &citizen, first), 0);
    assert_int_equal(send_as(test, &citizen, OFFER, &first), PROBLEM_ALREADY_EXISTS);
    assert_int_equal(cancel_as(test, &citizen, id), 0);
    assert_int_equal(send_as(test, &citizen, OFFER, &first), 0);
}

static void test_an_offer_comes_back(void **state)
{
    struct test_service *test = *state;
    const struct directory_offer_updated again = {.offer_id = OFFER,
                                                  .organisation_id = NGO,
                                                  .name = "A friend to visit, again",
                                                  .status = DIRECTORY_OFFER_STATUS_ACTIVE};
    test_follow(test, &directory_offer_withdrawn_event,
                &(struct directory_offer_withdrawn){.offer_id = OFFER, .organisation_id = NGO});
    assert_int_equal(send_to(test, OFFER, false, NULL), PROBLEM_OFFER_WITHDRAWN);
    test_follow(test, &directory_offer_updated_event, &again);
    assert_int_equal(send_to(test, OFFER, false, NULL), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, people_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_citizens_send_their_own),
        TEST(test_assessment_is_the_municipalitys),
        TEST(test_citizens_take_one_place),
        TEST(test_an_offer_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
