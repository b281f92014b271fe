/* SPDX-License-Identifier: EUPL-1.2 */
#include "rules.h"

#include "identity.h"

#include <string.h>

#define DAY_MS (INT64_C(24) * 60 * 60 * 1000)

unsigned rules_voices(bool speaks_for_citizen, bool proposed_it, enum plans_goal_status status)
{
    return (speaks_for_citizen ? VOICE_CITIZEN : 0) |
           (proposed_it && status == PLANS_GOAL_STATUS_PROPOSED ? VOICE_PROPOSER : 0);
}

/*
 * The life cycles: FHIR Goal, CarePlan and its activities. What is not in these tables cannot happen.
 */
struct goal_move {
    unsigned who;  /* set of enum voice */
    uint32_t from; /* set of enum plans_goal_status */
    enum plans_goal_status to;
    enum plans_change change;
};

#define CITIZEN VOICE_CITIZEN
#define PROPOSER VOICE_PROPOSER
#define TO(s) PLANS_GOAL_STATUS_##s
#define BEGUN (GOAL(PLANNED) | GOAL(ACCEPTED) | GOAL(ACTIVE) | GOAL(ON_HOLD))
#define ENDED (GOAL(COMPLETED) | GOAL(CANCELLED) | GOAL(REJECTED))

/* clang-format off */
static const struct goal_move goal_moves[] = {
    /* who                 from                                                                 to                    called */
    {CITIZEN,              GOAL(PROPOSED) | GOAL(REJECTED),                                     TO(PLANNED),          PLANS_CHANGE_ACCEPTED},
    {CITIZEN,              GOAL(PROPOSED) | GOAL(REJECTED),                                     TO(ACCEPTED),         PLANS_CHANGE_ACCEPTED},
    {CITIZEN,              GOAL(PROPOSED) | GOAL(REJECTED),                                     TO(ACTIVE),           PLANS_CHANGE_ACCEPTED},
    {CITIZEN,              GOAL(PROPOSED),                                                      TO(REJECTED),         PLANS_CHANGE_REJECTED},
    {CITIZEN,              GOAL(ACCEPTED) | GOAL(ACTIVE) | GOAL(ON_HOLD) | GOAL(CANCELLED),     TO(PLANNED),          PLANS_CHANGE_STATUS_CHANGED},
    {CITIZEN,              GOAL(PLANNED),                                                       TO(ACCEPTED),         PLANS_CHANGE_STATUS_CHANGED},
    {CITIZEN,              GOAL(PLANNED) | GOAL(ACCEPTED) | GOAL(ON_HOLD) | GOAL(COMPLETED) | GOAL(CANCELLED),
                                                                                                TO(ACTIVE),           PLANS_CHANGE_STATUS_CHANGED},
    {CITIZEN,              GOAL(PLANNED) | GOAL(ACCEPTED) | GOAL(ACTIVE),                       TO(ON_HOLD),          PLANS_CHANGE_STATUS_CHANGED},
    {CITIZEN,              BEGUN,                                                               TO(COMPLETED),        PLANS_CHANGE_STATUS_CHANGED},
    {CITIZEN,              BEGUN,                                                               TO(CANCELLED),        PLANS_CHANGE_STATUS_CHANGED},
    {CITIZEN | PROPOSER,   GOAL(PROPOSED),                                                      TO(CANCELLED),        PLANS_CHANGE_STATUS_CHANGED},
    {CITIZEN,              BEGUN | ENDED,                                                       TO(ENTERED_IN_ERROR), PLANS_CHANGE_STATUS_CHANGED},
    {CITIZEN | PROPOSER,   GOAL(PROPOSED),                                                      TO(ENTERED_IN_ERROR), PLANS_CHANGE_STATUS_CHANGED},
};
/* clang-format on */

int rules_goal_move(unsigned voices, enum plans_goal_status from, enum plans_goal_status to, enum plans_change *change)
{
    int problem = voices & VOICE_CITIZEN ? PROBLEM_ILLEGAL_TRANSITION : PROBLEM_NOT_THE_CITIZENS_WORD;
    for (size_t i = 0; i < sizeof goal_moves / sizeof *goal_moves; i++) {
        const struct goal_move *row = &goal_moves[i];
        if (row->to == to && (row->who & voices) && (row->from & 1u << (from - 1))) {
            *change = row->change;
            return 0;
        }
    }
    return problem;
}

int rules_goal_assess(enum plans_goal_status status)
{
    return GOALS_TAKEN_ON & 1u << (status - 1) ? 0 : PROBLEM_ILLEGAL_TRANSITION;
}

/* By the state it leads to: from which ones. */
static const uint32_t activity_moves[] = {
#define FROM ACTIVITY
    [PLANS_ACTIVITY_STATUS_NOT_STARTED] = FROM(SCHEDULED) | FROM(CANCELLED) | FROM(UNKNOWN),
    [PLANS_ACTIVITY_STATUS_SCHEDULED] = FROM(NOT_STARTED) | FROM(ON_HOLD) | FROM(CANCELLED) | FROM(UNKNOWN),
    [PLANS_ACTIVITY_STATUS_IN_PROGRESS] =
        FROM(NOT_STARTED) | FROM(SCHEDULED) | FROM(ON_HOLD) | FROM(COMPLETED) | FROM(STOPPED) | FROM(UNKNOWN),
    [PLANS_ACTIVITY_STATUS_ON_HOLD] = FROM(NOT_STARTED) | FROM(SCHEDULED) | FROM(IN_PROGRESS) | FROM(UNKNOWN),
    [PLANS_ACTIVITY_STATUS_COMPLETED] =
        FROM(NOT_STARTED) | FROM(SCHEDULED) | FROM(IN_PROGRESS) | FROM(ON_HOLD) | FROM(UNKNOWN),
    [PLANS_ACTIVITY_STATUS_CANCELLED] = FROM(NOT_STARTED) | FROM(SCHEDULED) | FROM(ON_HOLD) | FROM(UNKNOWN),
    [PLANS_ACTIVITY_STATUS_STOPPED] = FROM(IN_PROGRESS) | FROM(ON_HOLD) | FROM(UNKNOWN),
    [PLANS_ACTIVITY_STATUS_UNKNOWN] = FROM(NOT_STARTED) | FROM(SCHEDULED) | FROM(IN_PROGRESS) | FROM(ON_HOLD),
    [PLANS_ACTIVITY_STATUS_ENTERED_IN_ERROR] = ALL_ACTIVITIES & ~FROM(ENTERED_IN_ERROR),
#undef FROM
};

int rules_activity_move(enum plans_activity_status from, enum plans_activity_status to)
{
    return activity_moves[to] & 1u << (from - 1) ? 0 : PROBLEM_ILLEGAL_TRANSITION;
}

static const uint32_t plan_moves[] = {
#define FROM PLAN
    [PLANS_PLAN_STATUS_DRAFT] = 0,
    [PLANS_PLAN_STATUS_ACTIVE] = FROM(DRAFT) | FROM(ON_HOLD) | FROM(REVOKED) | FROM(COMPLETED),
    [PLANS_PLAN_STATUS_ON_HOLD] = FROM(DRAFT) | FROM(ACTIVE),
    [PLANS_PLAN_STATUS_REVOKED] = FROM(DRAFT) | FROM(ACTIVE) | FROM(ON_HOLD),
    [PLANS_PLAN_STATUS_COMPLETED] = FROM(ACTIVE) | FROM(ON_HOLD),
    [PLANS_PLAN_STATUS_ENTERED_IN_ERROR] = FROM(DRAFT) | FROM(ACTIVE) | FROM(ON_HOLD) | FROM(REVOKED) | FROM(COMPLETED),
#undef FROM
};

int rules_plan_move(enum plans_plan_status from, enum plans_plan_status to)
{
    return plan_moves[to] & 1u << (from - 1) ? 0 : PROBLEM_ILLEGAL_TRANSITION;
}

enum plans_activity_status rules_followed(enum referrals_status status)
{
    static const enum plans_activity_status followed[] = {
        [REFERRALS_STATUS_REQUESTED] = PLANS_ACTIVITY_STATUS_NOT_STARTED,
        [REFERRALS_STATUS_ACCEPTED] = PLANS_ACTIVITY_STATUS_SCHEDULED,
        [REFERRALS_STATUS_REJECTED] = PLANS_ACTIVITY_STATUS_CANCELLED,
        [REFERRALS_STATUS_CANCELLED] = PLANS_ACTIVITY_STATUS_CANCELLED,
        [REFERRALS_STATUS_IN_PROGRESS] = PLANS_ACTIVITY_STATUS_IN_PROGRESS,
        [REFERRALS_STATUS_ON_HOLD] = PLANS_ACTIVITY_STATUS_ON_HOLD,
        [REFERRALS_STATUS_FAILED] = PLANS_ACTIVITY_STATUS_STOPPED,
        [REFERRALS_STATUS_COMPLETED] = PLANS_ACTIVITY_STATUS_COMPLETED,
    };
    return followed[status];
}

/*
 * Who sees what.
 */
bool rules_sees(const char *organisation_id, struct sight sight)
{
    if (!organisation_id || sight.visibility == PLANS_VISIBILITY_PARTICIPANTS)
        return true;
    return sight.visibility == PLANS_VISIBILITY_RESPONSIBLE && sight.responsible_id &&
           strcmp(sight.responsible_id, organisation_id) == 0;
}

struct sight rules_goal_sight(const struct plans_goal *goal)
{
    return (struct sight){goal->visibility, NULL};
}

struct sight rules_activity_sight(const struct plans_activity *activity)
{
    return (struct sight){activity->visibility, activity->responsible ? activity->responsible->organisation_id : NULL};
}

bool rules_responsible_is_complete(const struct plans_responsible *responsible)
{
    bool of_organisation = responsible->party == PLANS_PARTY_MEMBER || responsible->party == PLANS_PARTY_ORGANISATION;
    return of_organisation == (responsible->organisation_id != NULL);
}

/*
 * Check-ins.
 */

/* Half a point more or less is steady. */
enum plans_trend_direction rules_trend(const int64_t *scores, size_t count)
{
    const size_t half = count >= TREND_SCORES ? TREND_SCORES / 2 : count / 2;
    int64_t gain = 0;
    if (half == 0)
        return PLANS_TREND_DIRECTION_NONE;
    for (size_t i = 0; i < half; i++)
        gain += scores[i] - scores[half + i];
    if (2 * gain >= (int64_t) half)
        return PLANS_TREND_DIRECTION_UP;
    return 2 * gain <= -(int64_t) half ? PLANS_TREND_DIRECTION_DOWN : PLANS_TREND_DIRECTION_STEADY;
}

void rules_next_check_in(const char *last_at, int64_t every_days, char *to)
{
    char text[TIME_TEXT_SIZE];
    time_text(time_parse(last_at) + every_days * DAY_MS, text);
    memcpy(to, text, DATE_SIZE - 1);
    to[DATE_SIZE - 1] = '\0';
}
