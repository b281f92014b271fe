/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Plans: what a citizen wants to reach, and who does what. First the tables: what can be called, and what is applied.
 * Then the plan itself; goals, activities, participants, comments and check-ins (words.c) and history have files of their
 * own. Who stands before a plan is settled in access.c, what may be done in rules.c, all SQL is in store*.c.
 *
 * Each command names the version that its author saw and leads to one event with the whole item as it is from then on;
 * so two who change the same never overwrite each other unseen, and two who change different things never meet.
 */
#include "plans.h"

#include "access.h"
#include "plans_dispatch.h"
#include "react.h"

#include <string.h>

/* clang-format off */
static const struct endpoint endpoints[] = {
    /*      procedure                      who may call                           */
    COMMAND(plans_update_plan,             CITIZEN | CASEWORKER | COORDINATOR),
    COMMAND(plans_set_next_action,         CITIZEN | CASEWORKER | COORDINATOR),
    COMMAND(plans_add_goal,                CITIZEN | CASEWORKER | COORDINATOR),
    COMMAND(plans_update_goal,             CITIZEN | CASEWORKER | COORDINATOR),
    COMMAND(plans_set_goal_status,         CITIZEN | CASEWORKER | COORDINATOR),
    COMMAND(plans_assess_goal,             CITIZEN | CASEWORKER | COORDINATOR),
    COMMAND(plans_set_goal_visibility,     CITIZEN | CASEWORKER | COORDINATOR),
    COMMAND(plans_add_activity,            CITIZEN | CASEWORKER | COORDINATOR),
    COMMAND(plans_update_activity,         CITIZEN | CASEWORKER | COORDINATOR),
    COMMAND(plans_set_activity_status,     CITIZEN | CASEWORKER | COORDINATOR),
    COMMAND(plans_set_activity_visibility, CITIZEN | CASEWORKER | COORDINATOR),
    COMMAND(plans_add_comment,             CITIZEN | CASEWORKER | COORDINATOR),
    COMMAND(plans_add_check_in,            CITIZEN),
    COMMAND(plans_invite_participant,      CITIZEN | CASEWORKER),
    COMMAND(plans_remove_participant,      CITIZEN | CASEWORKER | COORDINATOR),
    COMMAND(plans_authorise_participant,   CITIZEN | CASEWORKER),
    QUERY  (plans_get_plan,                CITIZEN | CASEWORKER | COORDINATOR),
    QUERY  (plans_list_plans,              CASEWORKER | COORDINATOR),
    QUERY  (plans_list_comments,           CITIZEN | CASEWORKER | COORDINATOR),
    QUERY  (plans_list_check_ins,          CITIZEN | CASEWORKER | COORDINATOR),
    QUERY  (plans_list_history,            CITIZEN | CASEWORKER | COORDINATOR),
    {0},
};
/* clang-format on */

static const struct applied applied[] = {
    APPLY(plans_plan_changed),
    APPLY(plans_goal_changed),
    APPLY(plans_activity_changed),
    APPLY(plans_goal_hidden),
    APPLY(plans_activity_hidden),
    APPLY(plans_commented),
    APPLY(plans_checked_in),
    APPLY(plans_participant_changed),
    APPLY(cases_opened),
    APPLY(cases_closed),
    APPLY(cases_reopened),
    APPLY(directory_organisation_registered),
    APPLY(directory_offer_published),
    APPLY(directory_offer_updated),
    APPLY(referrals_requested),
    APPLY(referrals_accepted),
    APPLY(referrals_waitlisted),
    APPLY(referrals_rejected),
    APPLY(referrals_started),
    APPLY(referrals_completed),
    APPLY(referrals_failed),
    APPLY(referrals_cancelled),
    APPLY(referrals_transferred),
    {0},
};

const struct service plans = {
    .contract = &plans_contract,
    .endpoints = endpoints,
    .applied = applied,
    .migrations = plans_migrations,
    .enforces_consent = true,
    .reacts_to = plans_reacts_to,
    .react = plans_react,
};

/*
 * Changing the plan's own fields.
 */
struct edit {
    struct access access;
    struct plans_plan plan;          /* as it is */
    struct plans_plan_changed event; /* as it becomes */
};

/* What the answer to a change has. */
#define RESULT(edit) (edit).event.case_id, (edit).event.status, (edit).event.version

static void activate(struct plans_plan *plan, bool taken_on)
{
    if (plan->status == PLANS_PLAN_STATUS_DRAFT && taken_on)
        plan->status = PLANS_PLAN_STATUS_ACTIVE;
}

/* Goals that only some see make nothing of a plan that all see. */
static int find_shared_plan(struct call *call, const struct subject_of_care *about, struct plans_plan *plan)
{
    bool taken_on;
    int rc = find_plan(call->store, call->arena, about, NULL, plan);
    if (!rc)
        rc = find_taken_on(call->store, about->case_id, "", &taken_on);
    if (!rc)
        activate(plan, taken_on);
    return rc;
}

static int begin(struct call *call, const char *case_id, int64_t version, const char *edited_at, struct edit *edit)
{
    int rc = access_plan(call, case_id, &edit->access);
    if (!rc)
        rc = check_edited_at(call, edited_at);
    if (!rc)
        rc = find_shared_plan(call, &edit->access.about, &edit->plan);
    if (rc)
        return rc;
    if (version != edit->plan.version)
        return access_conflict(call, &edit->access, PLANS_ITEM_KIND_PLAN, case_id, version, &edit->plan);
    edit->event = (struct plans_plan_changed){.edited_at = edited_at};
    message_assign(&plans_plan_changed_type, &edit->event, &plans_plan_type, &edit->plan);
    edit->event.version = version + 1;
    return 0;
}

static int finish(struct call *call, struct edit *edit, enum plans_change change)
{
    static const struct sight everybody = {PLANS_VISIBILITY_PARTICIPANTS, NULL};
    edit->event.change = change;
    edit->event.editor = edit->access.editor;
    int rc = access_audience(call, &edit->access.about, NULL, &everybody, &edit->event.participant_ids, NULL);
    return rc ? rc : emit_plans_plan_changed(call, &edit->event);
}

int plans_update_plan(struct call *call, const struct plans_update_plan *in, struct plans_update_plan_result *out)
{
    struct edit edit;
    struct plans_plan_changed *event = &edit.event;
    int rc = begin(call, in->case_id, in->version, in->edited_at, &edit);
    if (!rc && !edit.access.speaks)
        rc = PROBLEM_NOT_THE_CITIZENS_WORD;
    if (!rc && in->status)
        rc = rules_plan_move(edit.plan.status, in->status);
    if (rc)
        return rc;
#define CLEARED(field) (in->clear & 1u << (PLANS_PLAN_CLEAR_##field - 1))
    event->status = in->status ? in->status : event->status;
    event->title = in->title ? in->title : CLEARED(TITLE) ? NULL : event->title;
    event->next_action = CLEARED(NEXT_ACTION) ? NULL : event->next_action;
    if (in->has_check_in_every_days || CLEARED(CHECK_IN_EVERY_DAYS)) {
        event->has_check_in_every_days = in->has_check_in_every_days;
        event->check_in_every_days = in->check_in_every_days;
    }
#undef CLEARED
    *out = (struct plans_update_plan_result){RESULT(edit)};
    return finish(call, &edit, in->status ? PLANS_CHANGE_STATUS_CHANGED : PLANS_CHANGE_REWORDED);
}

int plans_set_next_action(struct call *call, const struct plans_set_next_action *in,
                          struct plans_set_next_action_result *out)
{
    struct edit edit;
    int rc = begin(call, in->case_id, in->version, in->edited_at, &edit);
    if (!rc && in->next_action)
        rc = check_responsible(call, in->next_action->responsible, "next_action.responsible.organisation_id");
    if (!rc && edit.access.closed)
        rc = PROBLEM_CASE_CLOSED;
    if (rc)
        return rc;
    edit.event.next_action = in->next_action;
    *out = (struct plans_set_next_action_result){RESULT(edit)};
    return finish(call, &edit, PLANS_CHANGE_PLANNED);
}

/*
 * Reading.
 */
static int find_goals_with_trend(struct call *call, const struct item_filter *filter, struct goal_list *list)
{
    int rc = find_goals(call->store, call->arena, filter, list);
    for (size_t i = 0; !rc && i < list->count; i++)
        rc = find_trend(call->store, call->arena, list->items[i].goal_id, filter->viewer, filter->as_of,
                        &list->items[i].trend);
    return rc;
}

static int find_visible_activities(struct call *call, const struct item_filter *filter, struct activity_list *list)
{
    int rc = find_activities(call->store, call->arena, filter, list);
    for (size_t i = 0; !rc && filter->viewer && i < list->count; i++)
        rc = access_goals(call, filter->case_id, filter->viewer, &list->items[i].goal_ids);
    return rc;
}

/* An organisation sees who works with it, and itself; whom else the citizen asked, it need not know. */
static int find_visible_participants(struct call *call, const struct item_filter *filter, struct participant_list *list)
{
    struct participant_list all;
    int rc = find_participants(call->store, call->arena, filter->case_id, &all);
    *list = (struct participant_list){all.items, 0};
    for (size_t i = 0; !rc && i < all.count; i++)
        if (!filter->viewer || all.items[i].status == PLANS_PARTICIPANT_STATUS_JOINED ||
            strcmp(all.items[i].organisation_id, filter->viewer) == 0)
            list->items[list->count++] = all.items[i];
    return rc;
}

/* When the next check-in is due, by those that the viewer sees. */
static int fill_next_check_in(struct call *call, const char *viewer, struct plans_plan *plan)
{
    const char *since;
    if (!plan->has_check_in_every_days)
        return 0;
    int rc = find_rhythm(call->store, call->arena, plan->case_id, viewer, &since);
    if (rc)
        return rc;
    char *day = arena_alloc(call->arena, DATE_SIZE);
    rules_next_check_in(since, plan->check_in_every_days, day);
    plan->next_check_in = day;
    return 0;
}

static bool any_taken_on(const struct goal_list *goals)
{
    for (size_t i = 0; i < goals->count; i++)
        if (GOALS_TAKEN_ON & 1u << (goals->items[i].status - 1))
            return true;
    return false;
}

int plans_get_plan(struct call *call, const struct plans_get_plan *in, struct plans_get_plan_result *out)
{
    struct access access;
    int rc = access_plan(call, in->case_id, &access);
    if (rc)
        return rc;
    const struct item_filter filter = {in->case_id, access.viewer, in->as_of};
    struct goal_list goals;
    struct activity_list activities;
    struct participant_list participants;
    rc = find_plan(call->store, call->arena, &access.about, in->as_of, &out->plan);
    if (!rc && !in->as_of)
        rc = fill_next_check_in(call, access.viewer, &out->plan);
    if (!rc)
        rc = find_goals_with_trend(call, &filter, &goals);
    if (!rc)
        rc = find_visible_activities(call, &filter, &activities);
    if (!rc)
        rc = find_visible_participants(call, &filter, &participants);
    if (rc)
        return rc;
    activate(&out->plan, any_taken_on(&goals));
    out->goals = (struct plans_goal_list){goals.items, goals.count};
    out->activities = (struct plans_activity_list){activities.items, activities.count};
    out->participants = (struct plans_participant_list){participants.items, participants.count};
    return consent_disclose(call, &access.about, &plans_get_plan_result_type, out);
}

static int summarise(struct call *call, const struct plan_place *place, struct plans_plan_summary *summary)
{
    const char *viewer = call_for(call, place->about.home_id) ? NULL : call->who->organisation_id;
    const char *today = arena_copy(call->arena, call->now, DATE_SIZE - 1);
    bool taken_on;
    int rc = find_plan(call->store, call->arena, &place->about, NULL, &summary->plan);
    if (!rc)
        rc = find_taken_on(call->store, place->about.case_id, viewer, &taken_on);
    if (!rc)
        rc = fill_next_check_in(call, viewer, &summary->plan);
    if (!rc)
        rc = find_counts(call->store, place->about.case_id, viewer, today, summary);
    if (rc)
        return rc;
    activate(&summary->plan, taken_on);
    summary->citizen_name = place->citizen_name;
    return consent_disclose(call, &place->about, &plans_plan_summary_type, summary);
}

int plans_list_plans(struct call *call, const struct plans_list_plans *in, struct plans_list_plans_result *out)
{
    size_t limit = in->has_limit ? (size_t) in->limit : PAGE;
    const struct plan_filter filter = {
        .organisation_id = call->who->organisation_id,
        .now = call->now,
        .before = in->after,
        .limit = (int64_t) limit + 1, /* the one more says whether there is a next page */
    };
    struct plan_list list;
    int rc = find_plans(call->store, call->arena, &filter, &list);
    if (rc)
        return rc;
    if (list.count > limit) {
        list.count = limit;
        out->next = list.items[limit - 1].about.case_id;
    }
    struct plans_plan_summary *summaries = ARENA_ARRAY(call->arena, struct plans_plan_summary, list.count);
    for (size_t i = 0; i < list.count; i++) {
        struct plans_plan_summary *summary = &summaries[out->plans.count];
        rc = summarise(call, &list.items[i], summary);
        if (!rc)
            out->plans.count++;
        else if (rc == PROBLEM_NOT_FOUND) /* the consent ended meanwhile */
            *summary = (struct plans_plan_summary){0};
        else
            return rc;
    }
    out->plans.items = summaries;
    return 0;
}
