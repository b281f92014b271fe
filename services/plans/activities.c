/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Activities: what is done, by whom. Everybody who sees one may change it; who sees it is the citizen's business and the
 * home municipality's. One that follows a referral is moved by it (react.c) and by nobody else.
 */
#include "activities.h"

#include "access.h"
#include "plans_dispatch.h"

#include <string.h>

/* A change of an activity, from the version that its author saw. */
struct edit {
    struct access access;
    struct plans_activity activity;      /* as it is */
    struct plans_activity_changed event; /* as it becomes */
};

/* What the answer to a change has. */
#define RESULT(edit) (edit).event.activity_id, (edit).event.status, (edit).event.version

static struct sight sight_of(const struct plans_activity_changed *event)
{
    struct plans_activity activity = {.visibility = event->visibility, .responsible = event->responsible};
    return rules_activity_sight(&activity);
}

static void add_text(struct arena *arena, struct text_list *list, const char *text)
{
    const char **items = ARENA_ARRAY(arena, const char *, list->count + 1);
    if (list->count > 0)
        memcpy(items, list->items, list->count * sizeof *items);
    items[list->count++] = text;
    list->items = items;
}

int activity_emit(struct call *call, const struct subject_of_care *about, const struct plans_activity *before,
                  struct plans_activity_changed *event, const char *joining)
{
    const struct sight was = before ? rules_activity_sight(before) : (struct sight){0}, now = sight_of(event);
    int rc = 0;
    if (event->visibility != PLANS_VISIBILITY_PRIVATE) /* what others see names no goal that is kept from them */
        rc = access_goals(call, event->case_id, "", &event->goal_ids);
    if (!rc)
        rc = access_audience(call, about, before ? &was : NULL, &now, &event->participant_ids, &event->former_ids);
    if (!rc && joining && rules_sees(joining, now))
        add_text(call->arena, &event->participant_ids, joining);
    return rc ? rc : emit_plans_activity_changed(call, event);
}

static int finish(struct call *call, struct edit *edit, enum plans_change change)
{
    edit->event.change = change;
    edit->event.editor = edit->access.editor;
    return activity_emit(call, &edit->access.about, edit->event.version > 1 ? &edit->activity : NULL, &edit->event,
                         NULL);
}

static int begin(struct call *call, const char *activity_id, int64_t version, const char *edited_at, struct edit *edit)
{
    struct plans_activity *activity = &edit->activity;
    int rc = find_item(call->store, call->arena, PLANS_ITEM_KIND_ACTIVITY, activity_id, activity);
    if (!rc)
        rc = access_plan(call, activity->case_id, &edit->access);
    if (!rc && !rules_sees(edit->access.viewer, rules_activity_sight(activity)))
        rc = PROBLEM_NOT_FOUND;
    if (!rc)
        rc = check_edited_at(call, edited_at);
    if (rc)
        return rc;
    if (version != activity->version)
        return access_conflict(call, &edit->access, PLANS_ITEM_KIND_ACTIVITY, activity_id, version, activity);
    edit->event = (struct plans_activity_changed){.edited_at = edited_at};
    message_assign(&plans_activity_changed_type, &edit->event, &plans_activity_type, activity);
    edit->event.version = version + 1;
    return 0;
}

static int begin_open(struct call *call, const char *activity_id, int64_t version, const char *edited_at,
                      struct edit *edit)
{
    int rc = begin(call, activity_id, version, edited_at, edit);
    return !rc && edit->access.closed ? PROBLEM_CASE_CLOSED : rc;
}

/* The goals are the plan's, and the caller sees them. */
static int check_goals(struct call *call, const struct access *access, const struct text_list *goals)
{
    for (size_t i = 0; i < goals->count; i++) {
        int rc = find_visible_goal(call->store, access->about.case_id, goals->items[i], access->viewer);
        if (rc)
            return rc < 0 ? rc : fail_field(call, PROBLEM_NOT_FOUND, "goal_ids");
    }
    return 0;
}

static int name_offer(struct call *call, struct plans_activity_changed *event)
{
    event->offer_name = NULL;
    if (!event->offer_id)
        return 0;
    int rc = find_offer_name(call->store, call->arena, event->offer_id, &event->offer_name);
    return rc == PROBLEM_NOT_FOUND ? fail_field(call, PROBLEM_NOT_FOUND, "offer_id") : rc;
}

/* A referral of this case, of which no activity tells yet; another organisation knows only those it performs. */
static int follow_referral(struct call *call, const struct access *access, struct plans_activity_changed *event)
{
    struct referral referral;
    struct plans_activity known;
    if (!event->referral_id)
        return 0;
    int rc = find_referral(call->store, call->arena, event->referral_id, &referral);
    if (rc < 0)
        return rc;
    if (rc || strcmp(referral.case_id, access->about.case_id) != 0 ||
        (access->viewer && strcmp(referral.performer_id, access->viewer) != 0))
        return fail_field(call, PROBLEM_NOT_FOUND, "referral_id");
    rc = check_unused(call, find_activity_of(call->store, call->arena, event->referral_id, &known), "referral_id");
    if (rc)
        return rc;
    event->status = rules_followed(referral.status);
    event->offer_id = referral.offer_id;
    if (!event->responsible) {
        struct plans_responsible *performer = ARENA_ARRAY(call->arena, struct plans_responsible, 1);
        *performer = (struct plans_responsible){PLANS_PARTY_ORGANISATION, referral.performer_id, NULL};
        event->responsible = performer;
    }
    return 0;
}

/* There is room for it, and nothing has its id. */
static int check_place(struct call *call, const struct plans_add_activity *in)
{
    int64_t count;
    int rc = in->activity_id ? check_unused(call, find_item_id(call->store, in->activity_id), "activity_id") : 0;
    if (!rc)
        rc = count_items(call->store, PLANS_ITEM_KIND_ACTIVITY, in->case_id, &count);
    return !rc && count >= ACTIVITIES_MAX ? PROBLEM_PLAN_FULL : rc;
}

static int check_new(struct call *call, const struct plans_add_activity *in, struct edit *edit)
{
    int rc = access_open_plan(call, in->case_id, &edit->access);
    if (!rc)
        rc = check_edited_at(call, in->edited_at);
    if (!rc)
        rc = check_responsible(call, in->responsible, "responsible.organisation_id");
    if (!rc)
        rc = check_goals(call, &edit->access, &in->goal_ids);
    if (!rc)
        rc = check_place(call, in);
    if (!rc)
        rc = follow_referral(call, &edit->access, &edit->event);
    if (!rc)
        rc = name_offer(call, &edit->event);
    /* Nobody adds what they do not see themselves. */
    if (!rc && !rules_sees(edit->access.viewer, sight_of(&edit->event)))
        rc = fail_field(call, PROBLEM_INVALID_ARGUMENT, "visibility");
    return rc;
}

int plans_add_activity(struct call *call, const struct plans_add_activity *in, struct plans_add_activity_result *out)
{
    struct edit edit = {.event.status = PLANS_ACTIVITY_STATUS_NOT_STARTED};
    struct plans_activity_changed *event = &edit.event;
    message_assign(&plans_activity_changed_type, event, &plans_add_activity_type, in);
    if (!event->visibility)
        event->visibility = PLANS_VISIBILITY_PARTICIPANTS;
    int rc = check_new(call, in, &edit);
    if (rc)
        return rc;
    if (!event->activity_id)
        event->activity_id = call_new_id(call);
    event->citizen_id = edit.access.about.citizen_id;
    event->home_id = edit.access.about.home_id;
    event->version = 1;
    *out = (struct plans_add_activity_result){RESULT(edit)};
    return finish(call, &edit, PLANS_CHANGE_ADDED);
}

/* Where only who is responsible sees it, who that is decides who sees it. */
static int check_handed_on(const struct edit *edit)
{
    const char *was = rules_activity_sight(&edit->activity).responsible_id, *is = sight_of(&edit->event).responsible_id;
    if (edit->event.visibility != PLANS_VISIBILITY_RESPONSIBLE || !is || (was && strcmp(was, is) == 0) ||
        edit->access.speaks || edit->access.is_home)
        return 0;
    return PROBLEM_NOT_THE_CITIZENS_WORD;
}

int plans_update_activity(struct call *call, const struct plans_update_activity *in,
                          struct plans_update_activity_result *out)
{
    struct edit edit;
    struct plans_activity_changed *event = &edit.event;
    int rc = begin_open(call, in->activity_id, in->version, in->edited_at, &edit);
    if (!rc)
        rc = check_responsible(call, in->responsible, "responsible.organisation_id");
    if (!rc)
        rc = check_goals(call, &edit.access, &in->goal_ids);
    if (rc)
        return rc;
#define CLEARED(field) (in->clear & 1u << (PLANS_ACTIVITY_CLEAR_##field - 1))
    event->kind = in->kind ? in->kind : event->kind;
    event->description = in->description ? in->description : event->description;
    event->responsible = in->responsible ? in->responsible : CLEARED(RESPONSIBLE) ? NULL : event->responsible;
    event->start_date = in->start_date ? in->start_date : CLEARED(START_DATE) ? NULL : event->start_date;
    event->due_date = in->due_date ? in->due_date : CLEARED(DUE_DATE) ? NULL : event->due_date;
    event->offer_id = in->offer_id ? in->offer_id : CLEARED(OFFER_ID) ? NULL : event->offer_id;
    if (in->goal_ids.count > 0)
        event->goal_ids = in->goal_ids;
    else if (CLEARED(GOAL_IDS))
        event->goal_ids.count = 0;
#undef CLEARED
    rc = check_handed_on(&edit);
    if (!rc)
        rc = name_offer(call, event);
    if (rc)
        return rc;
    *out = (struct plans_update_activity_result){RESULT(edit)};
    return finish(call, &edit, PLANS_CHANGE_REWORDED);
}

int plans_set_activity_status(struct call *call, const struct plans_set_activity_status *in,
                              struct plans_set_activity_status_result *out)
{
    struct edit edit;
    int rc = begin_open(call, in->activity_id, in->version, in->edited_at, &edit);
    if (rc)
        return rc;
    if (edit.activity.referral_id)
        return PROBLEM_FOLLOWS_REFERRAL;
    rc = rules_activity_move(edit.activity.status, in->status);
    if (rc)
        return rc;
    edit.event.status = in->status;
    edit.event.status_reason = in->reason;
    *out = (struct plans_set_activity_status_result){RESULT(edit)};
    return finish(call, &edit, PLANS_CHANGE_STATUS_CHANGED);
}

/* Also when the case is closed: what was shown can always be hidden. */
int plans_set_activity_visibility(struct call *call, const struct plans_set_activity_visibility *in,
                                  struct plans_set_activity_visibility_result *out)
{
    struct edit edit;
    int rc = begin(call, in->activity_id, in->version, in->edited_at, &edit);
    if (rc)
        return rc;
    if (!edit.access.speaks && !edit.access.is_home)
        return PROBLEM_NOT_THE_CITIZENS_WORD;
    edit.event.visibility = in->visibility;
    *out = (struct plans_set_activity_visibility_result){RESULT(edit)};
    return finish(call, &edit, PLANS_CHANGE_VISIBILITY_CHANGED);
}
