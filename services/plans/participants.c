/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Participants: organisations come into a plan by an invitation or a referral together with a consent of category plan
 * (react.c does what follows from referrals and consents), and leave when one takes them out or the consent ends.
 */
#include "participants.h"

#include "access.h"
#include "identity.h"
#include "plans_dispatch.h"

#include <string.h>

int participant_emit(struct call *call, const struct subject_of_care *about, const struct plans_participant *now,
                     enum plans_change change, struct plans_editor editor, const struct plans_recorded *recorded)
{
    static const struct sight everybody = {PLANS_VISIBILITY_PARTICIPANTS, NULL};
    struct plans_participant_changed event = {.case_id = about->case_id,
                                              .citizen_id = about->citizen_id,
                                              .home_id = about->home_id,
                                              .change = change,
                                              .editor = editor,
                                              .recorded = recorded};
    message_assign(&plans_participant_changed_type, &event, &plans_participant_type, now);
    struct text_list *to = &event.participant_ids, others = {0};
    int rc = access_audience(call, about, NULL, &everybody, &others, NULL);
    if (rc)
        return rc;
    /* The organisation itself is told; the others what becomes of one that was or is among them. */
    const char **ids = ARENA_ARRAY(call->arena, const char *, others.count + 1);
    bool among = now->status == PLANS_PARTICIPANT_STATUS_JOINED;
    for (size_t i = 0; i < others.count; i++)
        among |= strcmp(others.items[i], now->organisation_id) == 0;
    *to = (struct text_list){ids, 0};
    if (strcmp(now->organisation_id, about->home_id) != 0)
        ids[to->count++] = now->organisation_id;
    for (size_t i = 0; among && i < others.count; i++)
        if (strcmp(others.items[i], now->organisation_id) != 0)
            ids[to->count++] = others.items[i];
    return emit_plans_participant_changed(call, &event);
}

/* Whether there is room for one that never was in the plan. */
int participant_check_room(struct call *call, const char *case_id, const struct participant *participant)
{
    struct participant_list all;
    if (participant->content.status)
        return 0;
    int rc = find_participants(call->store, call->arena, case_id, &all);
    return !rc && all.count >= PARTICIPANTS_MAX ? PROBLEM_PLAN_FULL : rc;
}

static int find_invited(struct call *call, const struct access *access, const char *organisation_id,
                        struct participant *participant)
{
    if (access->viewer) /* only the citizen and the home municipality invite */
        return PROBLEM_NOT_FOUND;
    if (strcmp(organisation_id, access->about.home_id) == 0)
        return fail_field(call, PROBLEM_ALREADY_EXISTS, "organisation_id");
    int rc = find_organisation(call->store, organisation_id);
    if (rc)
        return rc < 0 ? rc : fail_field(call, PROBLEM_NOT_FOUND, "organisation_id");
    rc = find_participant(call->store, call->arena, access->about.case_id, organisation_id, participant);
    if (rc)
        return rc;
    if (participant->content.status && participant->content.status != PLANS_PARTICIPANT_STATUS_LEFT)
        return fail_field(call, PROBLEM_ALREADY_EXISTS, "organisation_id");
    return participant_check_room(call, access->about.case_id, participant);
}

int plans_invite_participant(struct call *call, const struct plans_invite_participant *in,
                             struct plans_invite_participant_result *out)
{
    struct access access;
    struct participant participant;
    struct consent_state consent;
    int rc = access_open_plan(call, in->case_id, &access);
    if (!rc)
        rc = find_invited(call, &access, in->organisation_id, &participant);
    if (!rc)
        rc = consent_check(call, access.about.citizen_id, in->organisation_id, &consent);
    if (rc)
        return rc;
    bool joins = consent.categories & CATEGORY(PLAN);
    const struct plans_participant now = {
        .organisation_id = in->organisation_id,
        .status = joins ? PLANS_PARTICIPANT_STATUS_JOINED : PLANS_PARTICIPANT_STATUS_INVITED,
        .source = PLANS_PARTICIPANT_SOURCE_INVITATION,
    };
    *out = (struct plans_invite_participant_result){now.organisation_id, now.status};
    return participant_emit(call, &access.about, &now, joins ? PLANS_CHANGE_JOINED : PLANS_CHANGE_INVITED,
                            access.editor, NULL);
}

/* Also when the case is closed: who was let in can always be shown out. */
int plans_remove_participant(struct call *call, const struct plans_remove_participant *in,
                             struct plans_remove_participant_result *out)
{
    struct access access;
    struct participant participant;
    int rc = access_plan(call, in->case_id, &access);
    if (!rc)
        rc = find_participant(call->store, call->arena, in->case_id, in->organisation_id, &participant);
    if (rc)
        return rc;
    struct plans_participant *now = &participant.content;
    if ((access.viewer && strcmp(access.viewer, in->organisation_id) != 0) ||
        strcmp(in->organisation_id, access.about.home_id) == 0 ||
        (now->status != PLANS_PARTICIPANT_STATUS_INVITED && now->status != PLANS_PARTICIPANT_STATUS_JOINED))
        return fail_field(call, PROBLEM_NOT_FOUND, "organisation_id");
    now->status = PLANS_PARTICIPANT_STATUS_LEFT;
    now->edits_goals = false;
    *out = (struct plans_remove_participant_result){now->organisation_id, now->status};
    return participant_emit(call, &access.about, now, PLANS_CHANGE_LEFT, access.editor, NULL);
}

/* The citizen's own word, or as a caseworker recorded it. */
static int check_word(struct call *call, const struct access *access, const struct plans_recorded *recorded)
{
    if (call_is(call, CITIZEN))
        return recorded ? fail_field(call, PROBLEM_INVALID_ARGUMENT, "recorded") : 0;
    if (!access->is_home)
        return PROBLEM_NOT_FOUND;
    return recorded && time_has_been(recorded->at, call->now_ms)
               ? 0
               : fail_field(call, PROBLEM_INVALID_ARGUMENT, "recorded");
}

int plans_authorise_participant(struct call *call, const struct plans_authorise_participant *in,
                                struct plans_authorise_participant_result *out)
{
    struct access access;
    struct participant participant;
    int rc = access_open_plan(call, in->case_id, &access);
    if (!rc)
        rc = check_word(call, &access, in->recorded);
    if (!rc)
        rc = find_participant(call->store, call->arena, in->case_id, in->organisation_id, &participant);
    if (rc)
        return rc;
    struct plans_participant *now = &participant.content;
    if (strcmp(in->organisation_id, access.about.home_id) == 0) /* always in the plan */
        now->status = PLANS_PARTICIPANT_STATUS_JOINED;
    if (!now->status)
        return fail_field(call, PROBLEM_NOT_FOUND, "organisation_id");
    if (now->status != PLANS_PARTICIPANT_STATUS_JOINED)
        return PROBLEM_ILLEGAL_TRANSITION;
    now->edits_goals = in->edits_goals;
    *out = (struct plans_authorise_participant_result){now->organisation_id, now->status};
    return participant_emit(call, &access.about, now, PLANS_CHANGE_AUTHORISED, access.editor, in->recorded);
}
