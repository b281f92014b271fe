/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the service remembers: all its SQL. Its apply_* functions are declared by plans_dispatch.h, one for each event;
 * nothing else writes. store.c has plans, participants, comments and check-ins, store_items.c items and their changes,
 * store_followed.c what other services said.
 *
 * find_* return 0, PROBLEM_NOT_FOUND where that is said, or negative. What they find lies in the arena.
 *
 * Where a viewer is asked for, only what this organisation sees is found (see rules_sees); NULL sees everything, and
 * "" what every participant sees.
 */
#pragma once

#include "consent.h"
#include "place.h"
#include "rules.h"
#include "service.h"

/*
 * Items: goals, activities and the plan's own fields, whose id is the case's.
 */

/* struct plans_goal, plans_activity, plans_plan or plans_participant. */
const struct message_type *item_type(enum plans_item_kind kind);

/* Appends a change to the record: what the item is from now on. For the apply functions. */
struct change {
    enum plans_item_kind kind;
    const char *case_id, *item_id;
    int64_t version;
    struct sight sight;
    const void *data; /* of the event */
};
int keep_change(struct store *store, const struct event *event, const struct change *change);
/* Notes that something stands in this plan. */
int keep_plan(struct store *store, const char *case_id, const char *home_id);

/* A goal or an activity as it is now; item is of item_type(kind). A goal's trend is not filled, see find_trend. 0 or
 * PROBLEM_NOT_FOUND. */
int find_item(struct store *store, struct arena *arena, enum plans_item_kind kind, const char *item_id, void *item);
/* 0 or PROBLEM_NOT_FOUND: nothing has this id, of whatever kind. */
int find_item_id(struct store *store, const char *item_id);
/* 0, or PROBLEM_NOT_FOUND where the viewer sees no such goal in this case. */
int find_visible_goal(struct store *store, const char *case_id, const char *goal_id, const char *viewer);
/* An item as it was; PROBLEM_NOT_FOUND where there was no such version, or the viewer did not see it. */
int find_version(struct store *store, struct arena *arena, enum plans_item_kind kind, const char *case_id,
                 const char *item_id, int64_t version, const char *viewer, void *item);

struct item_filter {
    const char *case_id, *viewer;
    const char *as_of; /* NULL: now; what is found was and is visible */
};

struct goal_list {
    struct plans_goal *items;
    size_t count;
};
struct activity_list {
    struct plans_activity *items;
    size_t count;
};

/* In the order in which they were added. */
int find_goals(struct store *store, struct arena *arena, const struct item_filter *filter, struct goal_list *list);
int find_activities(struct store *store, struct arena *arena, const struct item_filter *filter,
                    struct activity_list *list);
/* How many items of a kind a plan has. */
int count_items(struct store *store, enum plans_item_kind kind, const char *case_id, int64_t *count);
/* The activity that follows a referral: 0 or PROBLEM_NOT_FOUND. */
int find_activity_of(struct store *store, struct arena *arena, const char *referral_id,
                     struct plans_activity *activity);

/* A change as the history tells of it. */
struct past {
    struct plans_history_entry entry; /* without fields, goal, activity and plan */
    void *item, *before;              /* of item_type(entry.item); before NULL: none, or the viewer did not see it */
};
struct past_list {
    struct past *items;
    size_t count;
};

struct past_filter {
    const char *case_id, *viewer;
    const char *item_id; /* of a goal or an activity, or NULL */
    int64_t before;      /* sequence */
    int64_t limit;
};

/* The latest first. */
int find_history(struct store *store, struct arena *arena, const struct past_filter *filter, struct past_list *list);

/*
 * Plans.
 */

/* The plan's own fields as they are, or at a time; version 0 and a draft where nothing was said. next_check_in is not
 * filled, and a draft is not looked at for accepted goals: see find_rhythm and find_taken_on. */
int find_plan(struct store *store, struct arena *arena, const struct subject_of_care *about, const char *as_of,
              struct plans_plan *plan);
/* Whether the citizen has taken on a goal that the viewer sees. */
int find_taken_on(struct store *store, const char *case_id, const char *viewer, bool *taken_on);
/* From when on the days until the next check-in count: the last one that the viewer sees, or when the rhythm was chosen.
 * PROBLEM_NOT_FOUND: there is no rhythm. */
int find_rhythm(struct store *store, struct arena *arena, const char *case_id, const char *viewer, const char **since);

/* Of the plans of this organisation: its citizens', and those in which it has joined and has a consent for. */
struct plan_filter {
    const char *organisation_id, *now;
    const char *before; /* case_id, NULL: from the youngest */
    int64_t limit;
};
struct plan_place {
    struct subject_of_care about;
    const char *citizen_name;
};
struct plan_list {
    struct plan_place *items;
    size_t count;
};
int find_plans(struct store *store, struct arena *arena, const struct plan_filter *filter, struct plan_list *list);
/* Counts goals and activities; today is a date. */
int find_counts(struct store *store, const char *case_id, const char *viewer, const char *today,
                struct plans_plan_summary *summary);

/*
 * Participants.
 */
struct participant {
    struct plans_participant content; /* status NONE: never was one */
    bool removed;                     /* taken out by somebody, not by the end of a consent */
};
int find_participant(struct store *store, struct arena *arena, const char *case_id, const char *organisation_id,
                     struct participant *participant);

struct participant_list {
    struct plans_participant *items;
    size_t count;
};
/* All that were ever named: in order of their id. */
int find_participants(struct store *store, struct arena *arena, const char *case_id, struct participant_list *list);

/*
 * Comments and check-ins: the latest first.
 */
struct word_filter {
    const char *case_id, *viewer;
    const char *item_id;             /* about this goal or activity, or NULL */
    const struct time_place *before; /* or NULL */
    int64_t limit;
};
struct comment_list {
    struct plans_comment *items;
    size_t count;
};
struct check_in_list {
    struct plans_check_in *items;
    size_t count;
};
int find_comments(struct store *store, struct arena *arena, const struct word_filter *filter,
                  struct comment_list *list);
int find_check_ins(struct store *store, struct arena *arena, const struct word_filter *filter,
                   struct check_in_list *list);
/* 0 or PROBLEM_NOT_FOUND. */
int find_comment_id(struct store *store, const char *comment_id);
int find_check_in_id(struct store *store, const char *check_in_id);
/* The trend of a goal by the check-ins that the viewer sees, up to a time (NULL: now); NULL where there is none. */
int find_trend(struct store *store, struct arena *arena, const char *goal_id, const char *viewer, const char *as_of,
               const struct plans_trend **trend);

/*
 * What other services said.
 */
struct citizen_case {
    struct subject_of_care about;
    bool closed;
};
/* 0 or PROBLEM_NOT_FOUND. */
int find_case(struct store *store, struct arena *arena, const char *case_id, struct citizen_case *to);
int find_organisation(struct store *store, const char *organisation_id);
int find_offer_name(struct store *store, struct arena *arena, const char *offer_id, const char **name);

struct referral {
    const char *referral_id, *case_id, *performer_id, *offer_id;
    enum referrals_status status;
};
struct referral_list {
    struct referral *items;
    size_t count;
};
/* 0 or PROBLEM_NOT_FOUND. */
int find_referral(struct store *store, struct arena *arena, const char *referral_id, struct referral *referral);
/* Those of which this event of REFERRALS is the last: none when a later one has been applied. */
int find_referrals_at(struct store *store, struct arena *arena, uint64_t sequence, struct referral_list *list);
/* The referral by which an organisation belongs to a plan; *referral_id NULL: none. */
int find_active_referral(struct store *store, struct arena *arena, const char *case_id, const char *performer_id,
                         const char **referral_id);
/* Whether a consent of the citizen lets the organisation see the plan at this time. It asks what is known, whether or
 * not it is fresh: to come into a plan or to leave it, no lease is needed, for who looks is checked then. */
int find_plan_consent(struct store *store, const char *citizen_id, const char *organisation_id, const char *now,
                      bool *consent);
