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
static inline void dump(struct test_service *of, struct buffer *to)
{
    struct arena arena = {0};
    struct query q = store_query(
        test_store(of),
        "SELECT json_array('change', sequence, case_id, kind, item_id, version, at, visibility, responsible_id,"
        " hex(content)) FROM change"
        " UNION ALL SELECT json_array('item', added, item_id, case_id, kind, added_at, sequence, version, status,"
        " visibility, responsible_id, due_date, referral_id) FROM item"
        " UNION ALL SELECT json_array('plan', case_id, home_id, sequence, version, rhythm, rhythm_since) FROM plan"
        " UNION ALL SELECT json_array('participant', case_id, organisation_id, version, status, source, referral_id,"
        " edits_goals, since, removed) FROM participant"
        " UNION ALL SELECT json_array('comment', comment_id, case_id, at, item_id, visibility, responsible_id,"
        " hex(content)) FROM comment"
        " UNION ALL SELECT json_array('check_in', check_in_id, case_id, at, item_id, visibility, responsible_id, score,"
        " hex(content)) FROM check_in"
        " UNION ALL SELECT json_array('case', case_id, citizen_id, home_id, closed, citizen_name) FROM citizen_case"
        " UNION ALL SELECT json_array('organisation', organisation_id) FROM organisation"
        " UNION ALL SELECT json_array('offer', offer_id, name) FROM offer"
        " UNION ALL SELECT json_array('referral', referral_id, case_id, performer_id, offer_id, status, sequence)"
        " FROM referral ORDER BY 1");
    while (store_next(&q)) {
        const char *row = column_text(&q, &arena);
        buffer_append(to, row, strlen(row));
        buffer_append(to, "\n", 1);
    }
    assert_int_equal(store_end(&q), 0);
    buffer_append(to, "", 1);
    arena_free(&arena);
}

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
    struct test_service *rebuilt = test_rebuild(test, TEST_FILE "_rebuilt.db");
    struct buffer is = {0}, again = {0};
    dump(test, &is);
    dump(rebuilt, &again);
    assert_string_equal((const char *) is.data, (const char *) again.data);
    buffer_free(&is);
    buffer_free(&again);
    test_close(rebuilt);
    test_close(test);
    return 0;
}
