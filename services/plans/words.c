/* SPDX-License-Identifier: EUPL-1.2 */
/* Comments, and what the citizen says about how it goes. Neither is ever changed; both are seen by who sees what they are
 * about. */
#include "access.h"
#include "plans.h"
#include "plans_dispatch.h"

/* Who sees what is commented or checked in: of the whole plan, everybody in it. PROBLEM_NOT_FOUND where the caller does
 * not. */
static int find_topic(struct call *call, const struct access *access, const char *goal_id, const char *activity_id,
                      struct sight *sight)
{
    struct plans_goal goal;
    struct plans_activity activity;
    const char *case_id = access->about.case_id;
    int rc = 0;
    *sight = (struct sight){PLANS_VISIBILITY_PARTICIPANTS, NULL};
    if (goal_id && activity_id)
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "activity_id");
    if (goal_id) {
        rc = find_item(call->store, call->arena, PLANS_ITEM_KIND_GOAL, goal_id, &goal);
        if (!rc && strcmp(goal.case_id, case_id) == 0)
            *sight = rules_goal_sight(&goal);
        else if (!rc)
            rc = PROBLEM_NOT_FOUND;
    } else if (activity_id) {
        rc = find_item(call->store, call->arena, PLANS_ITEM_KIND_ACTIVITY, activity_id, &activity);
        if (!rc && strcmp(activity.case_id, case_id) == 0)
            *sight = rules_activity_sight(&activity);
        else if (!rc)
            rc = PROBLEM_NOT_FOUND;
    }
    if (!rc && !rules_sees(access->viewer, *sight))
        rc = PROBLEM_NOT_FOUND;
    return rc == PROBLEM_NOT_FOUND ? fail_field(call, PROBLEM_NOT_FOUND, goal_id ? "goal_id" : "activity_id") : rc;
}

static int check_commenter(struct call *call, const struct access *access)
{
    return access->categories & CATEGORY(NOTES) ? 0 : fail_consent(call, CATEGORY(NOTES));
}

int plans_add_comment(struct call *call, const struct plans_add_comment *in, struct plans_add_comment_result *out)
{
    struct access access;
    struct sight sight;
    int rc = access_open_plan(call, in->case_id, &access);
    if (!rc)
        rc = check_edited_at(call, in->edited_at);
    if (!rc)
        rc = find_topic(call, &access, in->goal_id, in->activity_id, &sight);
    if (!rc)
        rc = check_commenter(call, &access);
    if (!rc && in->comment_id)
        rc = check_unused(call, find_comment_id(call->store, in->comment_id), "comment_id");
    if (rc)
        return rc;
    struct plans_commented event = {
        .citizen_id = access.about.citizen_id, .home_id = access.about.home_id, .editor = access.editor};
    message_assign(&plans_commented_type, &event, &plans_add_comment_type, in);
    if (!event.comment_id)
        event.comment_id = call_new_id(call);
    rc = access_audience(call, &access.about, NULL, &sight, &event.participant_ids, NULL);
    out->comment_id = event.comment_id;
    return rc ? rc : emit_plans_commented(call, &event);
}

static int find_next_check_in(struct call *call, const struct access *access, const char *at, const char **day)
{
    struct plans_plan plan;
    int rc = find_plan(call->store, call->arena, &access->about, NULL, &plan);
    if (rc || !plan.has_check_in_every_days)
        return rc;
    const char *since;
    rc = find_rhythm(call->store, call->arena, access->about.case_id, NULL, &since);
    if (rc)
        return rc;
    char *next = arena_alloc(call->arena, DATE_SIZE);
    rules_next_check_in(strcmp(at, since) > 0 ? at : since, plan.check_in_every_days, next);
    *day = next;
    return 0;
}

/* Also when the case is closed: how it goes may be said, and seen, afterwards. */
int plans_add_check_in(struct call *call, const struct plans_add_check_in *in, struct plans_add_check_in_result *out)
{
    struct access access;
    struct sight sight;
    int rc = access_plan(call, in->case_id, &access);
    if (!rc && !in->has_score && !in->words)
        rc = fail_field(call, PROBLEM_INVALID_ARGUMENT, "score");
    if (!rc)
        rc = check_edited_at(call, in->edited_at);
    if (!rc)
        rc = find_topic(call, &access, in->goal_id, NULL, &sight);
    if (!rc && in->check_in_id)
        rc = check_unused(call, find_check_in_id(call->store, in->check_in_id), "check_in_id");
    if (rc)
        return rc;
    struct plans_checked_in event = {.citizen_id = access.about.citizen_id,
                                     .home_id = access.about.home_id,
                                     .editor = access.editor,
                                     .at = in->edited_at ? in->edited_at : call->now};
    message_assign(&plans_checked_in_type, &event, &plans_add_check_in_type, in);
    if (!event.check_in_id)
        event.check_in_id = call_new_id(call);
    rc = access_audience(call, &access.about, NULL, &sight, &event.participant_ids, NULL);
    if (!rc)
        rc = find_next_check_in(call, &access, event.at, &out->next_check_in);
    out->check_in_id = event.check_in_id;
    return rc ? rc : emit_plans_checked_in(call, &event);
}

/*
 * Reading.
 */
static int begin_list(struct call *call, const char *case_id, const char *after, struct time_place *place,
                      struct access *access, struct word_filter *filter)
{
    int rc = access_plan(call, case_id, access);
    if (rc)
        return rc;
    if (after && !time_place_read(call->arena, after, place))
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "after");
    filter->case_id = case_id;
    filter->viewer = access->viewer;
    filter->before = after ? place : NULL;
    return 0;
}

int plans_list_comments(struct call *call, const struct plans_list_comments *in, struct plans_list_comments_result *out)
{
    size_t limit = in->has_limit ? (size_t) in->limit : PAGE;
    struct access access;
    struct time_place place;
    struct comment_list list;
    struct word_filter filter = {.item_id = in->goal_id ? in->goal_id : in->activity_id,
                                 .limit = (int64_t) limit + 1}; /* the one more says whether there is a next page */
    int rc = begin_list(call, in->case_id, in->after, &place, &access, &filter);
    if (!rc && in->goal_id && in->activity_id)
        rc = fail_field(call, PROBLEM_INVALID_ARGUMENT, "activity_id");
    if (!rc)
        rc = find_comments(call->store, call->arena, &filter, &list);
    if (rc)
        return rc;
    if (list.count > limit) {
        const struct plans_comment *last = &list.items[limit - 1];
        list.count = limit;
        out->next = time_place_write(call->arena, &(struct time_place){last->at, last->comment_id});
    }
    out->comments = (struct plans_comment_list){list.items, list.count};
    return consent_disclose(call, &access.about, &plans_list_comments_result_type, out);
}

int plans_list_check_ins(struct call *call, const struct plans_list_check_ins *in,
                         struct plans_list_check_ins_result *out)
{
    size_t limit = in->has_limit ? (size_t) in->limit : PAGE;
    struct access access;
    struct time_place place;
    struct check_in_list list;
    struct word_filter filter = {.item_id = in->goal_id, .limit = (int64_t) limit + 1};
    int rc = begin_list(call, in->case_id, in->after, &place, &access, &filter);
    if (!rc)
        rc = find_check_ins(call->store, call->arena, &filter, &list);
    if (rc)
        return rc;
    if (list.count > limit) {
        const struct plans_check_in *last = &list.items[limit - 1];
        list.count = limit;
        out->next = time_place_write(call->arena, &(struct time_place){last->at, last->check_in_id});
    }
    out->check_ins = (struct plans_check_in_list){list.items, list.count};
    return consent_disclose(call, &access.about, &plans_list_check_ins_result_type, out);
}
