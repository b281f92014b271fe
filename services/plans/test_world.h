/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * For the tests beside this service: a citizen of a municipality, another one, two organisations with an offer each, and
 * the commands in the shortest form. After each test the tables are compared with those of a rebuild. Include before
 * <cmocka.h>.
 */
#pragma once

#include "test_service.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "identity.h"
#include "plans.h"
#include "plans_dispatch.h"
#include "rules.h"

#include <cmocka.h>

#define HOME "01900000-0000-7000-8000-000000000001"
#define NGO "01900000-0000-7000-8000-000000000002"
#define OTHER_NGO "01900000-0000-7000-8000-000000000003"
#define OTHER_HOME "01900000-0000-7000-8000-000000000004"
#define CASE "01900000-0000-7000-8000-000000000010"
#define OTHER_CASE "01900000-0000-7000-8000-000000000011"
#define CITIZEN_ID "01900000-0000-7000-8000-000000000020"
#define OTHER_CITIZEN "01900000-0000-7000-8000-000000000021"
#define OFFER "01900000-0000-7000-8000-000000000030"
#define OTHER_OFFER "01900000-0000-7000-8000-000000000031"
#define CONSENT "01900000-0000-7000-8000-000000000040"
#define OTHER_CONSENT "01900000-0000-7000-8000-000000000041"
#define REFERRAL_ID "01900000-0000-7000-8000-000000000050"
#define NEW_REFERRAL "01900000-0000-7000-8000-000000000051"
#define UNKNOWN "01900000-0000-7000-8000-0000000000ff"
#define NOW "2026-11-24T09:00:00.000Z"
#define DAY_MS INT64_C(86400000)
#define EVERYTHING                                                                                                     \
    (CATEGORY(CONTACT) | CATEGORY(REFERRAL) | CATEGORY(PLAN) | CATEGORY(NOTES) | CATEGORY(PROGRESS) | CATEGORY(HEALTH))

static const struct common_representation represents = {"01900000-0000-7000-8000-000000000060", 0};
static const struct common_principal citizen = {"ida", CITIZEN, .citizen_id = CITIZEN_ID};
static const struct common_principal relative = {"per", CITIZEN, .citizen_id = CITIZEN_ID,
                                                 .representation = &represents};
static const struct common_principal stranger = {"bo", CITIZEN, .citizen_id = OTHER_CITIZEN};
static const struct common_principal caseworker = {"anna", CASEWORKER, .organisation_id = HOME};
static const struct common_principal foreigner = {"eva", CASEWORKER, .organisation_id = OTHER_HOME};
static const struct common_principal helper = {"cai", COORDINATOR, .organisation_id = NGO};
static const struct common_principal other_helper = {"dea", COORDINATOR, .organisation_id = OTHER_NGO};

static struct test_service *test;

/* Runs plans.<name> and gives its result to *out. */
#define RUN(who, name, out, ...)                                                                                       \
    test_run(test, (who), &plans_##name##_procedure, &(const struct plans_##name){__VA_ARGS__}, (out))
/* The same where only the problem matters. */
#define TRY(who, name, ...)                                                                                            \
    test_run(test, (who), &plans_##name##_procedure, &(const struct plans_##name){__VA_ARGS__},                        \
             &(struct plans_##name##_result){0})

static inline int64_t at_ms(const char *time)
{
    return time_parse(time);
}

/*
 * What other services say.
 */
static inline void open_case(const char *case_id, const char *citizen_id)
{
    test_follow(
        test, &cases_opened_event,
        &(struct cases_opened){.case_id = case_id, .citizen_id = citizen_id, .home_id = HOME, .citizen_name = "Ida"});
}

static inline void give_consent(const char *consent_id, const char *organisation_id, uint32_t categories)
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

static inline void withdraw_consent(const char *consent_id, const char *organisation_id)
{
    test_follow(test, &consents_withdrawn_event,
                &(struct consents_withdrawn){.consent_id = consent_id,
                                             .case_id = CASE,
                                             .citizen_id = CITIZEN_ID,
                                             .home_id = HOME,
                                             .organisation_id = organisation_id,
                                             .purpose = 1,
                                             .categories = EVERYTHING,
                                             .given_by = 1});
}

static inline void publish_offer(const char *offer_id, const char *organisation_id, const char *name)
{
    test_follow(test, &directory_organisation_registered_event,
                &(struct directory_organisation_registered){
                    .organisation_id = organisation_id, .name = name, .type = COMMON_ORGANISATION_TYPE_VOLUNTARY});
    test_follow(test, &directory_offer_published_event,
                &(struct directory_offer_published){.offer_id = offer_id,
                                                    .organisation_id = organisation_id,
                                                    .name = name,
                                                    .status = DIRECTORY_OFFER_STATUS_ACTIVE});
}

/* The fields that every event about the referral to NGO's offer begins with. */
#define ABOUT_REFERRAL                                                                                                 \
    .referral_id = REFERRAL_ID, .case_id = CASE, .citizen_id = CITIZEN_ID, .home_id = HOME, .offer_id = OFFER,         \
    .performer_id = NGO
#define REFER(name, ...)                                                                                               \
    test_follow(test, &referrals_##name##_event, &(struct referrals_##name){ABOUT_REFERRAL, __VA_ARGS__})

/*
 * The plan.
 */
static inline const char *add_goal(const struct common_principal *who, const char *description,
                                   enum plans_visibility visibility)
{
    struct plans_add_goal_result out;
    assert_int_equal(
        RUN(who, add_goal, &out, .command_id = "c", CASE, .description = description, .visibility = visibility), 0);
    return out.goal_id;
}

static inline const char *add_activity(const struct common_principal *who, const char *description,
                                       enum plans_visibility visibility)
{
    struct plans_add_activity_result out;
    assert_int_equal(RUN(who, add_activity, &out, .command_id = "c", CASE, .kind = PLANS_ACTIVITY_KIND_SELF_CARE,
                         .description = description, .visibility = visibility),
                     0);
    return out.activity_id;
}

static inline struct plans_get_plan_result plan_of(const struct common_principal *who)
{
    struct plans_get_plan_result out;
    assert_int_equal(RUN(who, get_plan, &out, .case_id = CASE), 0);
    return out;
}

static inline int invite(const struct common_principal *who, const char *organisation_id)
{
    return TRY(who, invite_participant, .command_id = "c", CASE, organisation_id);
}

/* NGO and the other one are in the plan, the latter without progress and notes. */
static inline void invite_both(void)
{
    give_consent(CONSENT, NGO, EVERYTHING);
    give_consent(OTHER_CONSENT, OTHER_NGO, CATEGORY(PLAN));
    assert_int_equal(invite(&citizen, NGO), 0);
    assert_int_equal(invite(&caseworker, OTHER_NGO), 0);
}

static inline bool names(const struct text_list *list, const char *text)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i], text) == 0)
            return true;
    return false;
}

/*
 * Before and after each test.
 */
static inline int set_up(void **state)
{
    (void) state;
    test = test_open(&plans, TEST_FILE ".db");
    test_clock(test, at_ms(NOW));
    open_case(CASE, CITIZEN_ID);
    open_case(OTHER_CASE, OTHER_CITIZEN);
    publish_offer(OFFER, NGO, "A friend to visit");
    publish_offer(OTHER_OFFER, OTHER_NGO, "Walks");
    return 0;
}

static inline int tear_down(void **state)
{
    (void) state;
    test_close_as_rebuilt(test);
    return 0;
}
