/* SPDX-License-Identifier: EUPL-1.2 */
/* Stages, the organisations that take part, and who answers for what. */
#include "pilots.h"

/* What the stage demands and is not there. The exceptions are about to go: see find_facts. */
static int find_missing(struct call *call, const struct standing *pilot, enum pilots_stage stage,
                        const char *except_responsibility, const char *except_organisation, uint32_t *missing)
{
    struct pilots_record record;
    struct facts facts = {.record = &record};
    int rc = find_record(call->store, call->arena, pilot->key, pilot->version, &record);
    if (!rc)
        rc = find_facts(call->store, pilot->pilot_id, except_responsibility, except_organisation, &facts);
    if (!rc)
        *missing = rules_stage_needs(stage) & ~rules_held(&facts);
    return rc;
}

/* Whether what the stage demands stays when these go. */
static int check_without(struct call *call, const struct standing *pilot, const char *responsibility,
                         const char *organisation)
{
    uint32_t before, after;
    int rc = find_missing(call, pilot, pilot->stage, NULL, NULL, &before);
    if (!rc)
        rc = find_missing(call, pilot, pilot->stage, responsibility, organisation, &after);
    return rc || !(after & ~before) ? rc : fail_gate(call, after & ~before);
}

int pilots_move_stage(struct call *call, const struct pilots_move_stage *in, struct pilots_move_stage_result *out)
{
    struct standing pilot;
    struct text_list audience;
    uint32_t missing = 0;
    int rc = begin_keeping(call, in->pilot_id, &pilot);
    if (rc)
        return rc;
    if (pilot.mirrored ? in->to_stage == pilot.stage : !rules_may_move(pilot.stage, in->to_stage))
        return PROBLEM_ILLEGAL_TRANSITION;
    rc = pilot.mirrored ? 0 : find_missing(call, &pilot, in->to_stage, NULL, NULL, &missing);
    if (!rc && missing)
        rc = fail_gate(call, missing);
    if (!rc)
        rc = find_audience(call->store, call->arena, &pilot, &audience);
    if (rc)
        return rc;
    const struct pilots_stage_moved event = {
        ABOUT(call, &pilot, audience), .from_stage = pilot.stage, .to_stage = in->to_stage, .why = in->why,
        .decided_by = in->decided_by,
    };
    *out = (struct pilots_move_stage_result){pilot.pilot_id, in->to_stage};
    return emit_pilots_stage_moved(call, &event);
}

/* The audience, with one more in it, be it in the place of the last one who only follows. */
static void add_to_audience(struct arena *arena, struct text_list *audience, const char *organisation_id)
{
    const char **items = ARENA_ARRAY(arena, const char *, AUDIENCE_MAX);
    size_t kept = audience->count < AUDIENCE_MAX ? audience->count : AUDIENCE_MAX - 1;
    memcpy(items, audience->items, kept * sizeof *items);
    items[kept] = organisation_id;
    *audience = (struct text_list){items, kept + 1};
}

/* Whether the organisation takes part in the pilot. 0, PROBLEM_NOT_FOUND or negative. */
static int find_participant(struct call *call, const struct standing *pilot, const char *organisation_id)
{
    struct standing theirs;
    int rc = find_standing(call->store, call->arena, pilot->pilot_id, organisation_id, &theirs);
    return rc || theirs.participates ? rc : PROBLEM_NOT_FOUND;
}

int pilots_add_organisation(struct call *call, const struct pilots_add_organisation *in,
                            struct pilots_add_organisation_result *out)
{
    struct standing pilot;
    struct pilots_participant_list participants;
    struct text_list audience;
    const char *country;
    int rc = begin(call, in->pilot_id, PARTY_OWNER, &pilot);
    if (rc)
        return rc;
    rc = find_organisation_country(call->store, call->arena, in->participant_id, &country);
    if (rc)
        return rc == PROBLEM_NOT_FOUND ? fail_field(call, PROBLEM_NOT_FOUND, "participant_id") : rc;
    rc = find_participant(call, &pilot, in->participant_id);
    if (rc != PROBLEM_NOT_FOUND)
        return rc ? rc : PROBLEM_ALREADY_EXISTS;
    rc = find_participants(call->store, call->arena, pilot.pilot_id, &participants);
    if (!rc && participants.count == ORGANISATIONS_MAX)
        rc = PROBLEM_PILOT_FULL;
    if (!rc)
        rc = find_audience(call->store, call->arena, &pilot, &audience);
    if (rc)
        return rc;
    add_to_audience(call->arena, &audience, in->participant_id);
    const struct pilots_organisation_added event = {ABOUT(call, &pilot, audience),
                                                    .participant_id = in->participant_id};
    *out = (struct pilots_add_organisation_result){pilot.pilot_id, in->participant_id};
    return emit_pilots_organisation_added(call, &event);
}

int pilots_remove_organisation(struct call *call, const struct pilots_remove_organisation *in,
                               struct pilots_remove_organisation_result *out)
{
    struct standing pilot;
    struct text_list audience;
    int rc = begin(call, in->pilot_id, call_for(call, in->participant_id) ? PARTY_PARTICIPANT : PARTY_OWNER, &pilot);
    if (rc)
        return rc;
    rc = find_participant(call, &pilot, in->participant_id);
    if (rc)
        return rc == PROBLEM_NOT_FOUND ? fail_field(call, PROBLEM_NOT_FOUND, "participant_id") : rc;
    if (strcmp(in->participant_id, pilot.organisation_id) == 0)
        return PROBLEM_ILLEGAL_TRANSITION;
    rc = check_without(call, &pilot, NULL, in->participant_id);
    if (!rc)
        rc = find_audience(call->store, call->arena, &pilot, &audience);
    if (rc)
        return rc;
    const struct pilots_organisation_removed event = {ABOUT(call, &pilot, audience),
                                                      .participant_id = in->participant_id};
    *out = (struct pilots_remove_organisation_result){pilot.pilot_id, in->participant_id};
    return emit_pilots_organisation_removed(call, &event);
}

int pilots_assign_responsibility(struct call *call, const struct pilots_assign_responsibility *in,
                                 struct pilots_assign_responsibility_result *out)
{
    struct standing pilot;
    struct pilots_responsibility_list others;
    struct text_list audience;
    int rc = begin(call, in->pilot_id, PARTY_OWNER, &pilot);
    if (rc)
        return rc;
    rc = find_participant(call, &pilot, in->responsibility.organisation_id);
    if (rc)
        return rc == PROBLEM_NOT_FOUND ? fail_field(call, PROBLEM_NOT_FOUND, "responsibility.organisation_id") : rc;
    rc = find_responsibilities(call->store, call->arena, pilot.pilot_id, &others);
    if (!rc && others.count == RESPONSIBILITIES_MAX)
        rc = PROBLEM_PILOT_FULL;
    if (!rc)
        rc = find_audience(call->store, call->arena, &pilot, &audience);
    if (rc)
        return rc;
    struct pilots_responsibility_assigned event = {ABOUT(call, &pilot, audience)};
    message_assign(&pilots_responsibility_type, &event.responsibility, &pilots_assignment_type, &in->responsibility);
    event.responsibility.responsibility_id = call_new_id(call);
    *out = (struct pilots_assign_responsibility_result){pilot.pilot_id, event.responsibility.responsibility_id};
    return emit_pilots_responsibility_assigned(call, &event);
}

int pilots_release_responsibility(struct call *call, const struct pilots_release_responsibility *in,
                                  struct pilots_release_responsibility_result *out)
{
    struct standing pilot;
    struct pilots_responsibility_list held;
    struct text_list audience;
    int rc = begin(call, in->pilot_id, PARTY_OWNER, &pilot);
    if (!rc)
        rc = find_responsibilities(call->store, call->arena, pilot.pilot_id, &held);
    if (rc)
        return rc;
    size_t i = 0;
    while (i < held.count && strcmp(held.items[i].responsibility_id, in->responsibility_id) != 0)
        i++;
    if (i == held.count)
        return fail_field(call, PROBLEM_NOT_FOUND, "responsibility_id");
    rc = check_without(call, &pilot, in->responsibility_id, NULL);
    if (!rc)
        rc = find_audience(call->store, call->arena, &pilot, &audience);
    if (rc)
        return rc;
    const struct pilots_responsibility_released event = {ABOUT(call, &pilot, audience),
                                                         .responsibility_id = in->responsibility_id};
    *out = (struct pilots_release_responsibility_result){pilot.pilot_id, in->responsibility_id};
    return emit_pilots_responsibility_released(call, &event);
}
