/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What follows from referrals and consents: organisations join and leave, and an activity does what its referral does.
 *
 * Each step compares what should be with what the tables say and emits the difference, so the same event again, or one
 * that a later one has overtaken, changes nothing. What happens in a plan by itself bears nobody's name: `system`.
 */
#include "react.h"

#include "activities.h"
#include "participants.h"
#include "plans_dispatch.h"

#include <string.h>

static const struct plans_editor self = {PLANS_EDITOR_KIND_SYSTEM, NULL};

/* What an organisation should be in a plan, by its invitation, referrals and consents; *change NONE: as it is. */
static int find_due(struct call *call, const struct subject_of_care *about, struct participant *participant,
                    enum plans_change *change)
{
    struct plans_participant *now = &participant->content;
    const char *referral_id;
    bool consent;
    *change = PLANS_CHANGE_NONE;
    int rc = find_plan_consent(call->store, about->citizen_id, now->organisation_id, call->now, &consent);
    if (rc)
        return rc;
    if (now->status == PLANS_PARTICIPANT_STATUS_JOINED) {
        if (!consent)
            *change = PLANS_CHANGE_LEFT;
        return 0;
    }
    if (!consent)
        return 0;
    if (now->status == PLANS_PARTICIPANT_STATUS_INVITED) {
        *change = PLANS_CHANGE_JOINED;
        return 0;
    }
    if (participant->removed)
        return 0;
    rc = find_active_referral(call->store, call->arena, about->case_id, now->organisation_id, &referral_id);
    if (!rc && referral_id) {
        *change = PLANS_CHANGE_JOINED;
        now->source = PLANS_PARTICIPANT_SOURCE_REFERRAL;
        now->referral_id = referral_id;
    }
    return rc;
}

/* *joins: whether it comes into the plan by this. */
static int update_participant(struct call *call, const struct subject_of_care *about, const char *organisation_id,
                              bool *joins)
{
    struct participant participant;
    enum plans_change change;
    *joins = false;
    if (strcmp(organisation_id, about->home_id) == 0)
        return 0;
    int rc = find_participant(call->store, call->arena, about->case_id, organisation_id, &participant);
    if (!rc)
        rc = find_due(call, about, &participant, &change);
    if (rc || !change)
        return rc;
    rc = participant_check_room(call, about->case_id, &participant);
    if (rc)
        return rc < 0 ? rc : 0; /* a full plan: it stays outside until it is invited */
    struct plans_participant *now = &participant.content;
    *joins = change == PLANS_CHANGE_JOINED;
    now->status = *joins ? PLANS_PARTICIPANT_STATUS_JOINED : PLANS_PARTICIPANT_STATUS_LEFT;
    now->edits_goals = false; /* a word that was given ends with the consent, and is not there before it */
    return participant_emit(call, about, now, change, self, NULL);
}

/* An activity for a referral that was taken on. */
static int add_activity(struct call *call, const struct subject_of_care *about, const struct referral *referral,
                        const char *joining)
{
    const struct plans_responsible performer = {PLANS_PARTY_ORGANISATION, referral->performer_id, NULL};
    struct plans_activity_changed event = {
        .activity_id = call_new_id(call),
        .case_id = about->case_id,
        .citizen_id = about->citizen_id,
        .home_id = about->home_id,
        .kind = PLANS_ACTIVITY_KIND_VOLUNTEER_OFFER,
        .status = rules_followed(referral->status),
        .responsible = &performer,
        .referral_id = referral->referral_id,
        .offer_id = referral->offer_id,
        .visibility = PLANS_VISIBILITY_RESPONSIBLE,
        .version = 1,
        .change = PLANS_CHANGE_ADDED,
        .editor = self,
    };
    int64_t count;
    int rc = find_offer_name(call->store, call->arena, referral->offer_id, &event.offer_name);
    if (!rc)
        rc = count_items(call->store, PLANS_ITEM_KIND_ACTIVITY, about->case_id, &count);
    if (rc || count >= ACTIVITIES_MAX)
        return rc < 0 ? rc : 0;
    event.description = event.offer_name;
    return activity_emit(call, about, NULL, &event, joining);
}

static int move_activity(struct call *call, const struct subject_of_care *about, const struct plans_activity *activity,
                         enum plans_activity_status to, const char *joining)
{
    struct plans_activity_changed event = {.change = PLANS_CHANGE_FOLLOWED_REFERRAL, .editor = self};
    if (activity->status == to)
        return 0;
    message_assign(&plans_activity_changed_type, &event, &plans_activity_type, activity);
    event.status = to;
    event.status_reason = NULL;
    event.version = activity->version + 1;
    return activity_emit(call, about, activity, &event, joining);
}

static int follow_referral(struct call *call, const struct referral *referral)
{
    struct citizen_case found;
    struct plans_activity activity;
    bool joins;
    if (referral->status == REFERRALS_STATUS_REQUESTED)
        return 0; /* nothing rests on it before it is taken on */
    int rc = find_case(call->store, call->arena, referral->case_id, &found);
    if (!rc)
        rc = update_participant(call, &found.about, referral->performer_id, &joins);
    if (rc)
        return rc;
    const char *joining = joins ? referral->performer_id : NULL;
    rc = find_activity_of(call->store, call->arena, referral->referral_id, &activity);
    if (!rc)
        return move_activity(call, &found.about, &activity, rules_followed(referral->status), joining);
    if (rc < 0 || !(REFERRALS_ACTIVE & 1u << (referral->status - 1)))
        return rc < 0 ? rc : 0;
    return add_activity(call, &found.about, referral, joining);
}

/* Each event about a consent that was given says whose it is and for whom. */
static int follow_consent(struct call *call, const struct event_contract *event, const void *data)
{
    struct consents_expired consent = {0};
    message_assign(&consents_expired_type, &consent, event->data, data);
    const struct subject_of_care about = {consent.case_id, consent.citizen_id, consent.home_id};
    bool joins;
    return update_participant(call, &about, consent.organisation_id, &joins);
}

int plans_react(struct call *call, const struct event *event, const void *data)
{
    struct referral_list referrals;
    if (event->contract == &consents_given_event || event->contract == &consents_withdrawn_event ||
        event->contract == &consents_expired_event)
        return follow_consent(call, event->contract, data);
    if (strcmp(event->contract->service, referrals_contract.service) != 0)
        return 0;
    int rc = find_referrals_at(call->store, call->arena, event->sequence, &referrals);
    for (size_t i = 0; !rc && i < referrals.count; i++)
        rc = follow_referral(call, &referrals.items[i]);
    return rc;
}
