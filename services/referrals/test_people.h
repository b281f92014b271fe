/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The people, organisations, cases and offers of the tests, on a real SQLite file, and what they do. Include it instead of
 * <cmocka.h>. Each test ends with a rebuild that must give the same tables.
 */
#pragma once

#include "test_service.h"

#include "consents_contract.h"
#include "identity.h"
#include "referrals.h"
#include "referrals_dispatch.h"
#include "rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define HOME "01900000-0000-7000-8000-000000000001"
#define NGO "01900000-0000-7000-8000-000000000002"
#define OTHER_NGO "01900000-0000-7000-8000-000000000003"
#define OTHER_HOME "01900000-0000-7000-8000-000000000004"
#define CASE "01900000-0000-7000-8000-000000000010"
#define CITIZEN_ID "01900000-0000-7000-8000-000000000020"
#define OTHER_CASE "01900000-0000-7000-8000-000000000011"
#define OTHER_CITIZEN "01900000-0000-7000-8000-000000000021"
#define OFFER "01900000-0000-7000-8000-000000000030"
#define OTHER_OFFER "01900000-0000-7000-8000-000000000031"
#define HOME_OFFER "01900000-0000-7000-8000-000000000032"
#define REPRESENTATION "01900000-0000-7000-8000-000000000050"
#define UNKNOWN "01900000-0000-7000-8000-0000000000ff"
#define START_MS INT64_C(1795510800000) /* 2026-11-24T09:00:00.000Z */
#define DAY_MS INT64_C(86400000)

static const struct common_principal caseworker = {"cw", CASEWORKER, .organisation_id = HOME};
static const struct common_principal colleague = {"cw2", CASEWORKER, .organisation_id = HOME};
static const struct common_principal foreigner = {"cw3", CASEWORKER, .organisation_id = OTHER_HOME};
static const struct common_principal coordinator = {"co", COORDINATOR, .organisation_id = NGO};
static const struct common_principal other_coordinator = {"co2", COORDINATOR, .organisation_id = OTHER_NGO};
static const struct common_principal home_coordinator = {"co3", COORDINATOR, .organisation_id = HOME};
static const struct common_principal citizen = {"ci", CITIZEN, .citizen_id = CITIZEN_ID};
static const struct common_principal other_citizen = {"ci2", CITIZEN, .citizen_id = OTHER_CITIZEN};
static const struct common_representation representation = {REPRESENTATION, 1u << (COMMON_SCOPE_REFERRAL - 1)};
static const struct common_principal daughter = {"da", CITIZEN, .citizen_id = CITIZEN_ID,
                                                 .representation = &representation};

/*
 * A small world: two cases of a municipality, an offer each of two organisations and of the municipality itself.
 */
static inline void give_consent(struct test_service *test, const char *consent_id, const char *organisation_id,
                                uint32_t categories)
{
    test_follow(test, &consents_given_event,
                &(struct consents_given){.consent_id = consent_id,
                                         .case_id = CASE,
                                         .citizen_id = CITIZEN_ID,
                                         .home_id = HOME,
                                         .organisation_id = organisation_id,
                                         .purpose = 1,
                                         .categories = categories,
                                         .valid_until = "2027-11-24T09:00:00.000Z",
                                         .text = "Yes.",
                                         .language = "en",
                                         .given_by = 1});
}

static inline void withdraw_consent(struct test_service *test, const char *consent_id, const char *organisation_id)
{
    test_follow(test, &consents_withdrawn_event,
                &(struct consents_withdrawn){.consent_id = consent_id,
                                             .case_id = CASE,
                                             .citizen_id = CITIZEN_ID,
                                             .home_id = HOME,
                                             .organisation_id = organisation_id,
                                             .purpose = 1,
                                             .categories = CATEGORY(REFERRAL),
                                             .given_by = 1});
}

static inline void publish_offer(struct test_service *test, const char *offer_id, const char *organisation_id)
{
    test_follow(test, &directory_offer_published_event,
                &(struct directory_offer_published){.offer_id = offer_id,
                                                    .organisation_id = organisation_id,
                                                    .name = "A friend to visit",
                                                    .status = DIRECTORY_OFFER_STATUS_ACTIVE});
}

static inline void set_capacity(struct test_service *test, const char *offer_id, int64_t maximum, int64_t available)
{
    test_follow(test, &directory_capacity_set_event,
                &(struct directory_capacity_set){.offer_id = offer_id,
                                                 .organisation_id = NGO,
                                                 .has_maximum = maximum >= 0,
                                                 .maximum = maximum,
                                                 .has_available = available >= 0,
                                                 .available = available});
}

#define CONSENT_1 "01900000-0000-7000-8000-000000000041"
#define CONSENT_2 "01900000-0000-7000-8000-000000000042"
#define ALL_NEEDED (CATEGORY(CONTACT) | CATEGORY(REFERRAL) | CATEGORY(NOTES) | CATEGORY(HEALTH) | CATEGORY(PROGRESS))

static inline int people_set_up(void **state, const char *path)
{
    struct test_service *test = test_open(&referrals, path);
    test_clock(test, START_MS);
    test_follow_by(test, &caseworker, &cases_opened_event,
                   &(struct cases_opened){.case_id = CASE,
                                          .citizen_id = CITIZEN_ID,
                                          .home_id = HOME,
                                          .citizen_name = "Asta",
                                          .phone = "+45 1",
                                          .email = "asta@example.org"});
    test_follow(test, &cases_opened_event,
                &(struct cases_opened){.case_id = OTHER_CASE, .citizen_id = OTHER_CITIZEN, .home_id = HOME});
    publish_offer(test, OFFER, NGO);
    publish_offer(test, OTHER_OFFER, OTHER_NGO);
    publish_offer(test, HOME_OFFER, HOME);
    give_consent(test, CONSENT_1, NGO, ALL_NEEDED);
    *state = test;
    return 0;
}

static inline int people_tear_down(void **state)
{
    test_close_as_rebuilt(*state);
    return 0;
}

static inline int send_to(struct test_service *test, const char *offer_id, bool accept_waiting_list,
                          const char **referral_id)
{
    const struct referrals_send_referral in = {
        .command_id = "c",
        .case_id = CASE,
        .offer_id = offer_id,
        .reason = "Alone since spring",
        .note = "Has a dog",
        .has_accept_waiting_list = true,
        .accept_waiting_list = accept_waiting_list,
    };
    struct referrals_send_referral_result out;
    int rc = test_run(test, &caseworker, &referrals_send_referral_procedure, &in, &out);
    if (rc == 0 && referral_id)
        *referral_id = out.referral_id;
    return rc;
}

static inline const char *sent(struct test_service *test)
{
    const char *referral_id = NULL;
    assert_int_equal(send_to(test, OFFER, false, &referral_id), 0);
    return referral_id;
}

static inline int accept_as(struct test_service *test, const struct common_principal *who, const char *referral_id)
{
    const struct referrals_accept_referral in = {"c", referral_id, "2026-12-01"};
    struct referrals_accept_referral_result out;
    return test_run(test, who, &referrals_accept_referral_procedure, &in, &out);
}

static inline int waitlist(struct test_service *test, const char *referral_id)
{
    const struct referrals_waitlist_referral in = {"c", referral_id, 30, "Full until spring"};
    struct referrals_waitlist_referral_result out;
    return test_run(test, &coordinator, &referrals_waitlist_referral_procedure, &in, &out);
}

static inline int reject(struct test_service *test, const char *referral_id)
{
    const struct referrals_reject_referral in = {"c", referral_id, REFERRALS_REASON_CODE_NOT_ELIGIBLE, "Too young"};
    struct referrals_reject_referral_result out;
    return test_run(test, &coordinator, &referrals_reject_referral_procedure, &in, &out);
}

static inline int start(struct test_service *test, const char *referral_id)
{
    const struct referrals_start_referral in = {"c", referral_id};
    struct referrals_start_referral_result out;
    return test_run(test, &coordinator, &referrals_start_referral_procedure, &in, &out);
}

static inline int complete(struct test_service *test, const char *referral_id)
{
    const struct referrals_complete_referral in = {"c", referral_id, REFERRALS_OUTCOME_HELPED, "Walks every week"};
    struct referrals_complete_referral_result out;
    return test_run(test, &coordinator, &referrals_complete_referral_procedure, &in, &out);
}

static inline int fail_it(struct test_service *test, const char *referral_id)
{
    const struct referrals_fail_referral in = {"c", referral_id, REFERRALS_REASON_CODE_NOT_REACHED, NULL};
    struct referrals_fail_referral_result out;
    return test_run(test, &coordinator, &referrals_fail_referral_procedure, &in, &out);
}

static inline int cancel_as(struct test_service *test, const struct common_principal *who, const char *referral_id)
{
    const struct referrals_cancel_referral in = {.command_id = "c", .referral_id = referral_id};
    struct referrals_cancel_referral_result out;
    return test_run(test, who, &referrals_cancel_referral_procedure, &in, &out);
}

static inline int transfer(struct test_service *test, const char *referral_id, const char *offer_id,
                           struct referrals_transfer_referral_result *out)
{
    const struct referrals_transfer_referral in = {.command_id = "c", .referral_id = referral_id, .offer_id = offer_id};
    return test_run(test, &caseworker, &referrals_transfer_referral_procedure, &in, out);
}

static inline int get_as(struct test_service *test, const struct common_principal *who, const char *referral_id,
                         struct referrals_referral *referral)
{
    const struct referrals_get_referral in = {referral_id};
    struct referrals_get_referral_result out;
    int rc = test_run(test, who, &referrals_get_referral_procedure, &in, &out);
    *referral = out.referral;
    return rc;
}

static inline struct referrals_referral got(struct test_service *test, const char *referral_id)
{
    struct referrals_referral referral;
    assert_int_equal(get_as(test, &caseworker, referral_id, &referral), 0);
    return referral;
}

static inline struct referrals_list_referrals_result
listed(struct test_service *test, const struct common_principal *who, struct referrals_list_referrals in)
{
    struct referrals_list_referrals_result out;
    assert_int_equal(test_run(test, who, &referrals_list_referrals_procedure, &in, &out), 0);
    return out;
}

/* Places of an offer that are held, under all statements. */
static inline int64_t held(struct test_service *test, const char *offer_id)
{
    struct query q = store_query(test_store(test), "SELECT sum(held) FROM place_count WHERE offer_id = ?");
    bind_text(&q, offer_id);
    assert_true(store_next(&q));
    int64_t sum = column_integer(&q);
    assert_int_equal(store_end(&q), 0);
    return sum;
}
