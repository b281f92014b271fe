/* SPDX-License-Identifier: EUPL-1.2 */
#include "access.h"

#include <string.h>

#include "identity.h"

#define EVERYTHING UINT32_MAX

/* An organisation other than the home municipality: it has joined, and a consent lets it see the plan at this moment. */
static int access_as_participant(struct call *call, struct access *access)
{
    struct participant participant;
    struct consent_state consent;
    const char *organisation_id = call->who->organisation_id;
    if (!organisation_id)
        return PROBLEM_NOT_FOUND;
    int rc = find_participant(call->store, call->arena, access->about.case_id, organisation_id, &participant);
    if (!rc && participant.content.status != PLANS_PARTICIPANT_STATUS_JOINED)
        rc = PROBLEM_NOT_FOUND;
    if (!rc)
        rc = consent_check(call, access->about.citizen_id, organisation_id, &consent);
    if (!rc && !(consent.categories & CATEGORY(PLAN)))
        rc = PROBLEM_NOT_FOUND;
    if (rc)
        return rc;
    access->viewer = organisation_id;
    access->categories = consent.categories;
    access->speaks = participant.content.edits_goals;
    return 0;
}

static int access_as_home(struct call *call, struct access *access)
{
    struct participant home;
    int rc = find_participant(call->store, call->arena, access->about.case_id, access->about.home_id, &home);
    access->is_home = true;
    access->speaks = home.content.edits_goals;
    return rc;
}

int access_plan(struct call *call, const char *case_id, struct access *access)
{
    struct citizen_case found;
    int rc = find_case(call->store, call->arena, case_id, &found);
    if (rc)
        return rc;
    *access = (struct access){
        .about = found.about,
        .closed = found.closed,
        .categories = EVERYTHING,
        .editor = {PLANS_EDITOR_KIND_ORGANISATION, call->who->organisation_id},
    };
    if (call_of(call, found.about.citizen_id)) {
        access->speaks = true;
        access->editor = (struct plans_editor){
            call->who->representation ? PLANS_EDITOR_KIND_REPRESENTATIVE : PLANS_EDITOR_KIND_CITIZEN, NULL};
        return 0;
    }
    if (call_is(call, CITIZEN)) /* of another citizen */
        return PROBLEM_NOT_FOUND;
    return call_for(call, found.about.home_id) ? access_as_home(call, access) : access_as_participant(call, access);
}

int access_open_plan(struct call *call, const char *case_id, struct access *access)
{
    int rc = access_plan(call, case_id, access);
    return !rc && access->closed ? PROBLEM_CASE_CLOSED : rc;
}

int check_edited_at(struct call *call, const char *edited_at)
{
    return !edited_at || time_has_been(edited_at, call->now_ms)
               ? 0
               : fail_field(call, PROBLEM_INVALID_ARGUMENT, "edited_at");
}

int check_responsible(struct call *call, const struct plans_responsible *responsible, const char *field)
{
    return !responsible || rules_responsible_is_complete(responsible)
               ? 0
               : fail_field(call, PROBLEM_INVALID_ARGUMENT, field);
}

int check_unused(struct call *call, int found, const char *field)
{
    if (found == PROBLEM_NOT_FOUND)
        return 0;
    return found ? found : fail_field(call, PROBLEM_ALREADY_EXISTS, field);
}

int access_goals(struct call *call, const char *case_id, const char *viewer, struct text_list *goal_ids)
{
    const char **kept = ARENA_ARRAY(call->arena, const char *, goal_ids->count);
    size_t count = 0;
    for (size_t i = 0; i < goal_ids->count; i++) {
        int rc = find_visible_goal(call->store, case_id, goal_ids->items[i], viewer);
        if (rc < 0)
            return rc;
        if (!rc)
            kept[count++] = goal_ids->items[i];
    }
    *goal_ids = (struct text_list){kept, count};
    return 0;
}

int access_trim(struct call *call, const struct access *access, enum plans_item_kind kind, void *item)
{
    if (!access->viewer)
        return 0;
    message_withhold(item_type(kind), item, access->categories);
    if (kind != PLANS_ITEM_KIND_ACTIVITY)
        return 0;
    struct plans_activity *activity = item;
    return access_goals(call, activity->case_id, access->viewer, &activity->goal_ids);
}

int access_conflict(struct call *call, const struct access *access, enum plans_item_kind kind, const char *item_id,
                    int64_t seen_version, void *current)
{
    const struct message_type *type = item_type(kind);
    void *seen = arena_zero(call->arena, type->size);
    int known = find_version(call->store, call->arena, kind, access->about.case_id, item_id, seen_version,
                             access->viewer, seen);
    if (known < 0)
        return known;
    int rc = access_trim(call, access, kind, current);
    if (!rc)
        rc = consent_disclose(call, &access->about, type, current);
    if (!rc && !known)
        rc = access_trim(call, access, kind, seen);
    if (!rc && !known)
        rc = consent_disclose(call, &access->about, type, seen);
    return rc ? rc : fail_conflict(call, type, known ? NULL : seen, current);
}

int access_audience(struct call *call, const struct subject_of_care *about, const struct sight *before,
                    const struct sight *now, struct text_list *participant_ids, struct text_list *former_ids)
{
    struct participant_list all;
    int rc = find_participants(call->store, call->arena, about->case_id, &all);
    if (rc)
        return rc;
    const char **seeing = ARENA_ARRAY(call->arena, const char *, all.count);
    const char **former = ARENA_ARRAY(call->arena, const char *, all.count);
    *participant_ids = (struct text_list){seeing, 0};
    if (former_ids)
        *former_ids = (struct text_list){former, 0};
    for (size_t i = 0; i < all.count; i++) {
        const struct plans_participant *participant = &all.items[i];
        if (participant->status != PLANS_PARTICIPANT_STATUS_JOINED ||
            strcmp(participant->organisation_id, about->home_id) == 0)
            continue;
        if (now && rules_sees(participant->organisation_id, *now))
            seeing[participant_ids->count++] = participant->organisation_id;
        else if (former_ids && before && rules_sees(participant->organisation_id, *before))
            former[former_ids->count++] = participant->organisation_id;
    }
    return 0;
}
