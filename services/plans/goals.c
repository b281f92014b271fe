/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Goals: the citizen's. Helpers propose and assess; what a goal says and what becomes of it is the citizen's word, or
 * that of whom they authorised. Its event has all of the goal, as it is from then on.
 */
#include "access.h"
#include "plans_dispatch.h"

#include <string.h>

/* A change of a goal, from the version that its author saw. */
struct edit {
    struct access access;
    struct plans_goal goal;          /* as it is */
    struct plans_goal_changed event; /* as it becomes */
    unsigned voices;
};

/* What the answer to a change has. */
#define RESULT(edit) (edit).event.goal_id, (edit).event.status, (edit).event.version

static bool proposed_by(const struct plans_goal *goal, const char *organisation_id)
{
    return goal->proposed_by && goal->proposed_by->organisation_id && organisation_id &&
           strcmp(goal->proposed_by->organisation_id, organisation_id) == 0;
}

/* The goal, if the caller sees it. */
static int open_goal(struct call *call, const char *goal_id, struct edit *edit)
{
    struct plans_goal *goal = &edit->goal;
    int rc = find_item(call->store, call->arena, PLANS_ITEM_KIND_GOAL, goal_id, goal);
    if (!rc)
        rc = access_plan(call, goal->case_id, &edit->access);
    if (!rc && !rules_sees(edit->access.viewer, rules_goal_sight(goal)))
        rc = PROBLEM_NOT_FOUND;
    return rc;
}

static int begin(struct call *call, const char *goal_id, int64_t version, const char *edited_at, struct edit *edit)
{
    struct plans_goal *goal = &edit->goal;
    int rc = open_goal(call, goal_id, edit);
    if (!rc)
        rc = check_edited_at(call, edited_at);
    if (rc)
        return rc;
    if (version != goal->version)
        return access_conflict(call, &edit->access, PLANS_ITEM_KIND_GOAL, goal_id, version, goal);
    edit->voices = rules_voices(edit->access.speaks, proposed_by(goal, call->who->organisation_id), goal->status);
    edit->event = (struct plans_goal_changed){.edited_at = edited_at};
    message_assign(&plans_goal_changed_type, &edit->event, &plans_goal_type, goal);
    edit->event.version = version + 1;
    return 0;
}

static int begin_open(struct call *call, const char *goal_id, int64_t version, const char *edited_at, struct edit *edit)
{
    int rc = begin(call, goal_id, version, edited_at, edit);
    return !rc && edit->access.closed ? PROBLEM_CASE_CLOSED : rc;
}

static int finish(struct call *call, struct edit *edit, enum plans_change change)
{
    struct plans_goal_changed *event = &edit->event;
    const struct sight before = rules_goal_sight(&edit->goal), now = {event->visibility, NULL};
    event->change = change;
    event->editor = edit->access.editor;
    int rc = access_audience(call, &edit->access.about, event->version > 1 ? &before : NULL, &now,
                             &event->participant_ids, &event->former_ids);
    return rc ? rc : emit_plans_goal_changed(call, event);
}

/* Nobody adds what they do not see themselves. */
static int check_visibility(struct call *call, enum plans_visibility visibility, const char *viewer)
{
    const struct sight sight = {visibility, NULL};
    return visibility != PLANS_VISIBILITY_RESPONSIBLE && rules_sees(viewer, sight)
               ? 0
               : fail_field(call, PROBLEM_INVALID_ARGUMENT, "visibility");
}

static int check_new(struct call *call, const struct plans_add_goal *in, struct edit *edit)
{
    int64_t count;
    int rc = access_open_plan(call, in->case_id, &edit->access);
    if (!rc)
        rc = check_edited_at(call, in->edited_at);
    if (!rc)
        rc = check_visibility(call, edit->event.visibility, edit->access.viewer);
    if (!rc && in->goal_id)
        rc = check_unused(call, find_item_id(call->store, in->goal_id), "goal_id");
    if (!rc)
        rc = count_items(call->store, PLANS_ITEM_KIND_GOAL, in->case_id, &count);
    return !rc && count >= GOALS_MAX ? PROBLEM_PLAN_FULL : rc;
}

int plans_add_goal(struct call *call, const struct plans_add_goal *in, struct plans_add_goal_result *out)
{
    struct edit edit = {0};
    struct plans_goal_changed *event = &edit.event;
    message_assign(&plans_goal_changed_type, event, &plans_add_goal_type, in);
    if (!event->visibility)
        event->visibility = PLANS_VISIBILITY_PARTICIPANTS;
    int rc = check_new(call, in, &edit);
    if (rc)
        return rc;
    bool own = call_is(call, CITIZEN);
    if (!event->goal_id)
        event->goal_id = call_new_id(call);
    event->citizen_id = edit.access.about.citizen_id;
    event->home_id = edit.access.about.home_id;
    event->status = own ? PLANS_GOAL_STATUS_ACTIVE : PLANS_GOAL_STATUS_PROPOSED;
    event->proposed_by = own ? NULL : &edit.access.editor;
    event->version = 1;
    *out = (struct plans_add_goal_result){RESULT(edit)};
    return finish(call, &edit, own ? PLANS_CHANGE_ADDED : PLANS_CHANGE_PROPOSED);
}

int plans_update_goal(struct call *call, const struct plans_update_goal *in, struct plans_update_goal_result *out)
{
    struct edit edit;
    int rc = begin_open(call, in->goal_id, in->version, in->edited_at, &edit);
    if (rc)
        return rc;
    if (!edit.voices)
        return PROBLEM_NOT_THE_CITIZENS_WORD;
#define CLEARED(field) (in->clear & 1u << (PLANS_GOAL_CLEAR_##field - 1))
    struct plans_goal_changed *event = &edit.event;
    event->description = in->description ? in->description : event->description;
    event->note = in->note ? in->note : CLEARED(NOTE) ? NULL : event->note;
    event->start_date = in->start_date ? in->start_date : CLEARED(START_DATE) ? NULL : event->start_date;
    event->due_date = in->due_date ? in->due_date : CLEARED(DUE_DATE) ? NULL : event->due_date;
#undef CLEARED
    *out = (struct plans_update_goal_result){RESULT(edit)};
    return finish(call, &edit, PLANS_CHANGE_REWORDED);
}

int plans_set_goal_status(struct call *call, const struct plans_set_goal_status *in,
                          struct plans_set_goal_status_result *out)
{
    struct edit edit;
    enum plans_change change;
    int rc = begin_open(call, in->goal_id, in->version, in->edited_at, &edit);
    if (!rc)
        rc = rules_goal_move(edit.voices, edit.goal.status, in->status, &change);
    if (rc)
        return rc;
    edit.event.status = in->status;
    edit.event.status_reason = in->reason;
    *out = (struct plans_set_goal_status_result){RESULT(edit)};
    return finish(call, &edit, change);
}

int plans_assess_goal(struct call *call, const struct plans_assess_goal *in, struct plans_assess_goal_result *out)
{
    struct edit edit;
    int rc = begin_open(call, in->goal_id, in->version, in->edited_at, &edit);
    if (!rc)
        rc = rules_goal_assess(edit.goal.status);
    if (rc)
        return rc;
    edit.event.achievement = in->achievement;
    *out = (struct plans_assess_goal_result){RESULT(edit)};
    return finish(call, &edit, PLANS_CHANGE_ASSESSED);
}

/* Also when the case is closed: what was shown can always be hidden. */
int plans_set_goal_visibility(struct call *call, const struct plans_set_goal_visibility *in,
                              struct plans_set_goal_visibility_result *out)
{
    struct edit edit;
    int rc = begin(call, in->goal_id, in->version, in->edited_at, &edit);
    if (rc)
        return rc;
    if (!edit.access.speaks && !edit.access.is_home)
        return PROBLEM_NOT_THE_CITIZENS_WORD;
    rc = check_visibility(call, in->visibility, NULL);
    if (rc)
        return rc;
    edit.event.visibility = in->visibility;
    *out = (struct plans_set_goal_visibility_result){RESULT(edit)};
    return finish(call, &edit, PLANS_CHANGE_VISIBILITY_CHANGED);
}
