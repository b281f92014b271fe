/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "identity.h"
#include "rules.h"

#include <cmocka.h>

#define ORGANISATION "00000000-0000-7000-8000-0000000000b1"
#define OTHER "00000000-0000-7000-8000-0000000000b2"
#define LAST_GOAL_STATUS PLANS_GOAL_STATUS_REJECTED
#define LAST_ACTIVITY_STATUS PLANS_ACTIVITY_STATUS_ENTERED_IN_ERROR

static int goal_move(unsigned voices, enum plans_goal_status from, enum plans_goal_status to)
{
    enum plans_change change;
    return rules_goal_move(voices, from, to, &change);
}

static void test_goals_are_the_citizens_word(void **state)
{
    (void) state;
    for (int from = 1; from <= (int) LAST_GOAL_STATUS; from++)
        for (int to = 1; to <= (int) LAST_GOAL_STATUS; to++) {
            int citizen = goal_move(VOICE_CITIZEN, (enum plans_goal_status) from, (enum plans_goal_status) to);
            assert_true(citizen == 0 || citizen == PROBLEM_ILLEGAL_TRANSITION);
            assert_int_equal(goal_move(0, (enum plans_goal_status) from, (enum plans_goal_status) to),
                             PROBLEM_NOT_THE_CITIZENS_WORD);
            assert_true(from != to || citizen); /* it moves, or nothing happens */
        }
    assert_int_equal(goal_move(VOICE_CITIZEN, PLANS_GOAL_STATUS_PROPOSED, PLANS_GOAL_STATUS_ACTIVE), 0);
    assert_int_equal(goal_move(VOICE_CITIZEN, PLANS_GOAL_STATUS_PROPOSED, PLANS_GOAL_STATUS_COMPLETED),
                     PROBLEM_ILLEGAL_TRANSITION);
    assert_int_equal(goal_move(VOICE_CITIZEN, PLANS_GOAL_STATUS_ENTERED_IN_ERROR, PLANS_GOAL_STATUS_ACTIVE),
                     PROBLEM_ILLEGAL_TRANSITION);
    assert_int_equal(goal_move(VOICE_CITIZEN, PLANS_GOAL_STATUS_REJECTED, PLANS_GOAL_STATUS_ACCEPTED), 0);
}

static void test_proposals(void **state)
{
    (void) state;
    enum plans_change change;
    assert_int_equal(rules_voices(false, true, PLANS_GOAL_STATUS_PROPOSED), VOICE_PROPOSER);
    assert_int_equal(rules_voices(false, true, PLANS_GOAL_STATUS_ACCEPTED), 0);
    assert_int_equal(rules_voices(true, false, PLANS_GOAL_STATUS_ACCEPTED), VOICE_CITIZEN);
    assert_int_equal(rules_voices(false, false, PLANS_GOAL_STATUS_PROPOSED), 0);
    assert_int_equal(goal_move(VOICE_PROPOSER, PLANS_GOAL_STATUS_PROPOSED, PLANS_GOAL_STATUS_CANCELLED), 0);
    assert_int_equal(goal_move(VOICE_PROPOSER, PLANS_GOAL_STATUS_PROPOSED, PLANS_GOAL_STATUS_ACCEPTED),
                     PROBLEM_NOT_THE_CITIZENS_WORD);
    assert_int_equal(goal_move(VOICE_PROPOSER, PLANS_GOAL_STATUS_PROPOSED, PLANS_GOAL_STATUS_REJECTED),
                     PROBLEM_NOT_THE_CITIZENS_WORD);

    assert_int_equal(rules_goal_move(VOICE_CITIZEN, PLANS_GOAL_STATUS_PROPOSED, PLANS_GOAL_STATUS_ACCEPTED, &change),
                     0);
    assert_int_equal(change, PLANS_CHANGE_ACCEPTED);
    assert_int_equal(rules_goal_move(VOICE_CITIZEN, PLANS_GOAL_STATUS_PROPOSED, PLANS_GOAL_STATUS_REJECTED, &change),
                     0);
    assert_int_equal(change, PLANS_CHANGE_REJECTED);
    assert_int_equal(rules_goal_move(VOICE_CITIZEN, PLANS_GOAL_STATUS_ON_HOLD, PLANS_GOAL_STATUS_ACTIVE, &change), 0);
    assert_int_equal(change, PLANS_CHANGE_STATUS_CHANGED);
}

static void test_assessments(void **state)
{
    (void) state;
    assert_int_equal(rules_goal_assess(PLANS_GOAL_STATUS_ACTIVE), 0);
    assert_int_equal(rules_goal_assess(PLANS_GOAL_STATUS_COMPLETED), 0);
    assert_int_equal(rules_goal_assess(PLANS_GOAL_STATUS_PROPOSED), PROBLEM_ILLEGAL_TRANSITION);
    assert_int_equal(rules_goal_assess(PLANS_GOAL_STATUS_REJECTED), PROBLEM_ILLEGAL_TRANSITION);
    assert_int_equal(rules_goal_assess(PLANS_GOAL_STATUS_ENTERED_IN_ERROR), PROBLEM_ILLEGAL_TRANSITION);
}

static void test_activities(void **state)
{
    (void) state;
    for (int status = 1; status <= (int) LAST_ACTIVITY_STATUS; status++) {
        const enum plans_activity_status at = (enum plans_activity_status) status;
        assert_int_equal(rules_activity_move(at, at), PROBLEM_ILLEGAL_TRANSITION);
        assert_int_equal(rules_activity_move(PLANS_ACTIVITY_STATUS_ENTERED_IN_ERROR, at), PROBLEM_ILLEGAL_TRANSITION);
        assert_int_equal(rules_activity_move(at, PLANS_ACTIVITY_STATUS_ENTERED_IN_ERROR),
                         at == PLANS_ACTIVITY_STATUS_ENTERED_IN_ERROR ? PROBLEM_ILLEGAL_TRANSITION : 0);
    }
    assert_int_equal(rules_activity_move(PLANS_ACTIVITY_STATUS_NOT_STARTED, PLANS_ACTIVITY_STATUS_COMPLETED), 0);
    assert_int_equal(rules_activity_move(PLANS_ACTIVITY_STATUS_COMPLETED, PLANS_ACTIVITY_STATUS_IN_PROGRESS), 0);
    assert_int_equal(rules_activity_move(PLANS_ACTIVITY_STATUS_COMPLETED, PLANS_ACTIVITY_STATUS_CANCELLED),
                     PROBLEM_ILLEGAL_TRANSITION);
    assert_int_equal(rules_activity_move(PLANS_ACTIVITY_STATUS_IN_PROGRESS, PLANS_ACTIVITY_STATUS_CANCELLED),
                     PROBLEM_ILLEGAL_TRANSITION); /* stopped, then */
}

static void test_plans(void **state)
{
    (void) state;
    assert_int_equal(rules_plan_move(PLANS_PLAN_STATUS_DRAFT, PLANS_PLAN_STATUS_ACTIVE), 0);
    assert_int_equal(rules_plan_move(PLANS_PLAN_STATUS_ACTIVE, PLANS_PLAN_STATUS_DRAFT), PROBLEM_ILLEGAL_TRANSITION);
    assert_int_equal(rules_plan_move(PLANS_PLAN_STATUS_DRAFT, PLANS_PLAN_STATUS_COMPLETED), PROBLEM_ILLEGAL_TRANSITION);
    assert_int_equal(rules_plan_move(PLANS_PLAN_STATUS_COMPLETED, PLANS_PLAN_STATUS_ACTIVE), 0);
    assert_int_equal(rules_plan_move(PLANS_PLAN_STATUS_ENTERED_IN_ERROR, PLANS_PLAN_STATUS_ACTIVE),
                     PROBLEM_ILLEGAL_TRANSITION);
}

/* Every state of a referral is one of its activity. */
static void test_followed(void **state)
{
    (void) state;
    for (int status = 1; status <= (int) REFERRALS_STATUS_COMPLETED; status++)
        assert_int_not_equal(rules_followed((enum referrals_status) status), PLANS_ACTIVITY_STATUS_NONE);
    assert_int_equal(rules_followed(REFERRALS_STATUS_ACCEPTED), PLANS_ACTIVITY_STATUS_SCHEDULED);
    assert_int_equal(rules_followed(REFERRALS_STATUS_FAILED), PLANS_ACTIVITY_STATUS_STOPPED);
    assert_int_equal(rules_followed(REFERRALS_STATUS_REJECTED), PLANS_ACTIVITY_STATUS_CANCELLED);
}

static void test_sight(void **state)
{
    (void) state;
    const struct sight all = {PLANS_VISIBILITY_PARTICIPANTS, NULL},
                       responsible = {PLANS_VISIBILITY_RESPONSIBLE, ORGANISATION},
                       nobody = {PLANS_VISIBILITY_RESPONSIBLE, NULL},
                       private = {PLANS_VISIBILITY_PRIVATE, ORGANISATION};
    assert_true(rules_sees(OTHER, all));
    assert_true(rules_sees(ORGANISATION, responsible));
    assert_false(rules_sees(OTHER, responsible));
    assert_false(rules_sees(ORGANISATION, nobody));
    assert_false(rules_sees(ORGANISATION, private));
    assert_true(rules_sees(NULL, private));
    assert_true(rules_sees(NULL, nobody));
    assert_true(rules_sees("", all));
    assert_false(rules_sees("", responsible));
}

static void test_responsible(void **state)
{
    (void) state;
    const struct plans_responsible citizen = {PLANS_PARTY_CITIZEN, NULL, NULL},
                                   citizens = {PLANS_PARTY_CITIZEN, ORGANISATION, NULL},
                                   member = {PLANS_PARTY_MEMBER, ORGANISATION, "Bo"},
                                   nobodys = {PLANS_PARTY_MEMBER, NULL, "Bo"};
    assert_true(rules_responsible_is_complete(&citizen));
    assert_false(rules_responsible_is_complete(&citizens));
    assert_true(rules_responsible_is_complete(&member));
    assert_false(rules_responsible_is_complete(&nobodys));
}

static enum plans_trend_direction trend(size_t count, const int64_t *scores)
{
    return rules_trend(scores, count);
}
#define TREND(...) trend(sizeof((int64_t[]){__VA_ARGS__}) / sizeof(int64_t), (int64_t[]){__VA_ARGS__})

/* The youngest first. */
static void test_trend(void **state)
{
    (void) state;
    assert_int_equal(trend(0, NULL), PLANS_TREND_DIRECTION_NONE);
    assert_int_equal(TREND(7), PLANS_TREND_DIRECTION_NONE);
    assert_int_equal(TREND(7, 6), PLANS_TREND_DIRECTION_UP);
    assert_int_equal(TREND(6, 7), PLANS_TREND_DIRECTION_DOWN);
    assert_int_equal(TREND(6, 6), PLANS_TREND_DIRECTION_STEADY);
    assert_int_equal(TREND(5, 5, 5, 5, 5, 4), PLANS_TREND_DIRECTION_STEADY); /* a third of a point */
    assert_int_equal(TREND(6, 5, 5, 5, 5, 4), PLANS_TREND_DIRECTION_UP);
    assert_int_equal(TREND(4, 5, 5, 5, 5, 6), PLANS_TREND_DIRECTION_DOWN);
    assert_int_equal(TREND(9, 9, 1), PLANS_TREND_DIRECTION_STEADY); /* of three, the last against the one before */
}

static const char *next_after(const char *last_at, int64_t every_days)
{
    static char day[DATE_SIZE];
    rules_next_check_in(last_at, every_days, day);
    return day;
}

static void test_next_check_in(void **state)
{
    (void) state;
    assert_string_equal(next_after("2026-11-24T23:59:59.999Z", 7), "2026-12-01");
    assert_string_equal(next_after("2026-12-31T00:00:00.000Z", 1), "2027-01-01");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_goals_are_the_citizens_word),
        cmocka_unit_test(test_proposals),
        cmocka_unit_test(test_assessments),
        cmocka_unit_test(test_activities),
        cmocka_unit_test(test_plans),
        cmocka_unit_test(test_followed),
        cmocka_unit_test(test_sight),
        cmocka_unit_test(test_responsible),
        cmocka_unit_test(test_trend),
        cmocka_unit_test(test_next_check_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
