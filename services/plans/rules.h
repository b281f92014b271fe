/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What may be done with a plan, on whose word, and who sees it: pure decisions on values, without SQL, clock or bus.
 *
 *     unsigned voices = rules_voices(speaks, proposer, goal.status);
 *     enum plans_change change;
 *     int problem = rules_goal_move(voices, goal.status, PLANS_GOAL_STATUS_ACCEPTED, &change);
 *     if (problem) …            // it may not be done
 */
#pragma once

#include "plans_contract.h"
#include "referrals_contract.h"

/* Sets, as the contracts have them: bit (value - 1). */
#define GOAL(s) (1u << (PLANS_GOAL_STATUS_##s - 1))
#define ACTIVITY(s) (1u << (PLANS_ACTIVITY_STATUS_##s - 1))
#define PLAN(s) (1u << (PLANS_PLAN_STATUS_##s - 1))
#define REFERRAL(s) (1u << (REFERRALS_STATUS_##s - 1))
#define CATEGORY(c) (1u << (COMMON_CATEGORY_##c - 1))

/* Goals that the citizen has taken on; those of them that are worked on. */
#define GOALS_TAKEN_ON (GOAL(PLANNED) | GOAL(ACCEPTED) | GOAL(ACTIVE) | GOAL(ON_HOLD) | GOAL(COMPLETED))
#define GOALS_WORKED_ON (GOAL(PLANNED) | GOAL(ACCEPTED) | GOAL(ACTIVE) | GOAL(ON_HOLD))
#define ACTIVITIES_ENDED (ACTIVITY(COMPLETED) | ACTIVITY(CANCELLED) | ACTIVITY(STOPPED) | ACTIVITY(ENTERED_IN_ERROR))
#define ALL_ACTIVITIES ((1u << PLANS_ACTIVITY_STATUS_ENTERED_IN_ERROR) - 1)
/* By such a referral its performer belongs to the plan. */
#define REFERRALS_ACTIVE (REFERRAL(ACCEPTED) | REFERRAL(ON_HOLD) | REFERRAL(IN_PROGRESS))

/* How many a plan holds; get_plan answers with all of them. */
#define GOALS_MAX 100
#define ACTIVITIES_MAX 300
#define PARTICIPANTS_MAX 64

/* On whose word a goal changes. */
enum voice {
    VOICE_CITIZEN = 1,  /* the citizen, who represents them, or whom they authorised */
    VOICE_PROPOSER = 2, /* who proposed it, as long as it is a proposal */
};

/* Set of enum voice. */
unsigned rules_voices(bool speaks_for_citizen, bool proposed_it, enum plans_goal_status status);

/* 0 and what the move is called; PROBLEM_NOT_THE_CITIZENS_WORD when none of the voices ever decides this;
 * PROBLEM_ILLEGAL_TRANSITION when they do, but not from this state. */
int rules_goal_move(unsigned voices, enum plans_goal_status from, enum plans_goal_status to, enum plans_change *change);
/* 0 or PROBLEM_ILLEGAL_TRANSITION. */
int rules_goal_assess(enum plans_goal_status status);
int rules_activity_move(enum plans_activity_status from, enum plans_activity_status to);
int rules_plan_move(enum plans_plan_status from, enum plans_plan_status to);

/* The state of the activity that follows a referral. */
enum plans_activity_status rules_followed(enum referrals_status status);

/* Who sees something of this visibility. */
struct sight {
    enum plans_visibility visibility;
    const char *responsible_id; /* the organisation that is responsible for it, NULL: none */
};

/* Whether this organisation does, which is in the plan; NULL: the citizen or the home municipality. */
bool rules_sees(const char *organisation_id, struct sight sight);

struct sight rules_goal_sight(const struct plans_goal *goal);
struct sight rules_activity_sight(const struct plans_activity *activity);

/* Whether a member or an organisation is named as its party says. */
bool rules_responsible_is_complete(const struct plans_responsible *responsible);

/* The last scores of a goal's check-ins, the youngest first: no more are needed for a trend. */
#define TREND_SCORES 6
enum plans_trend_direction rules_trend(const int64_t *scores, size_t count);

/* The day when the next check-in is due; to holds DATE_SIZE bytes. */
#define DATE_SIZE sizeof "2026-11-24"
void rules_next_check_in(const char *last_at, int64_t every_days, char *to);
