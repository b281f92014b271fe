/* SPDX-License-Identifier: EUPL-1.2 */
/* Challenges, proposals to join in, and the pilot that is made of them. Challenges are for everybody to read; a
 * proposal is known to who made it and who posted the challenge. */
#include "pilots.h"

static int find_seen_challenge(struct call *call, const char *challenge_id, struct pilots_challenge *challenge)
{
    const struct viewer viewer = viewer_of(call);
    return find_challenge(call->store, call->arena, challenge_id, &viewer, challenge);
}

static int find_own_challenge(struct call *call, const char *challenge_id, struct pilots_challenge *challenge)
{
    int rc = find_seen_challenge(call, challenge_id, challenge);
    return rc || call_for(call, challenge->organisation_id) ? rc : PROBLEM_NOT_AUTHORIZED;
}

/* The country that stands in for one that is not named. */
static int complete_country(struct call *call, const char **country)
{
    if (*country)
        return 0;
    int rc = find_organisation_country(call->store, call->arena, call->who->organisation_id, country);
    return rc == PROBLEM_NOT_FOUND ? 0 : rc;
}

int pilots_post_challenge(struct call *call, const struct pilots_post_challenge *in,
                          struct pilots_post_challenge_result *out)
{
    struct pilots_challenge_posted event = {.challenge_id = call_new_id(call)};
    message_assign(&pilots_challenge_posted_type, &event, &pilots_post_challenge_type, in);
    event.organisation_id = call->who->organisation_id;
    *out = (struct pilots_post_challenge_result){event.challenge_id, 1};
    int rc = complete_country(call, &event.country);
    return rc ? rc : emit_pilots_challenge_posted(call, &event);
}

static int fail_challenge_conflict(struct call *call, const struct pilots_challenge *current, int64_t version)
{
    struct pilots_challenge seen = *current;
    int rc = find_challenge_version(call->store, call->arena, version, &seen);
    return rc < 0 ? rc : fail_conflict(call, &pilots_challenge_type, rc ? NULL : &seen, current);
}

int pilots_update_challenge(struct call *call, const struct pilots_update_challenge *in,
                            struct pilots_update_challenge_result *out)
{
    struct pilots_challenge known = {0};
    int rc = find_own_challenge(call, in->challenge_id, &known);
    if (rc)
        return rc;
    if (known.status == PILOTS_CHALLENGE_STATUS_CLOSED)
        return PROBLEM_CHALLENGE_CLOSED;
    if (in->expected_version != known.version)
        return fail_challenge_conflict(call, &known, in->expected_version);

    struct pilots_challenge_updated before = {0}, after = {0};
    message_assign(&pilots_challenge_updated_type, &before, &pilots_challenge_type, &known);
    message_assign(&pilots_challenge_updated_type, &after, &pilots_update_challenge_type, in);
    after.organisation_id = known.organisation_id;
    rc = complete_country(call, &after.country);
    if (rc)
        return rc;
    out->challenge_id = known.challenge_id;
    out->changed = !message_equal(&pilots_challenge_updated_type, &before, &after);
    out->version = known.version + out->changed;
    return out->changed ? emit_pilots_challenge_updated(call, &after) : 0;
}

int pilots_close_challenge(struct call *call, const struct pilots_close_challenge *in,
                           struct pilots_close_challenge_result *out)
{
    struct pilots_challenge known = {0};
    int rc = find_own_challenge(call, in->challenge_id, &known);
    if (rc)
        return rc;
    if (known.status == PILOTS_CHALLENGE_STATUS_CLOSED)
        return PROBLEM_CHALLENGE_CLOSED;
    const struct pilots_challenge_closed event = {known.challenge_id, known.organisation_id, in->reason};
    *out = (struct pilots_close_challenge_result){known.challenge_id, PILOTS_CHALLENGE_STATUS_CLOSED};
    return emit_pilots_challenge_closed(call, &event);
}

int pilots_get_challenge(struct call *call, const struct pilots_get_challenge *in,
                         struct pilots_get_challenge_result *out)
{
    return find_seen_challenge(call, in->challenge_id, &out->challenge);
}

int pilots_search_challenges(struct call *call, const struct pilots_search_challenges *in,
                             struct pilots_search_challenges_result *out)
{
    const struct viewer viewer = viewer_of(call);
    const char *match = in->text ? match_expression(call->arena, in->text) : NULL;
    struct page page = {.place = PAGE_YOUNGEST, .limit = LIMIT(in, PAGE_LIMIT)};
    if (match)
        page.place = (struct text_place) PAGE_RANKED;
    int rc = page_begin(call, in->after, &page);
    if (!rc)
        rc = find_challenges(call->store, call->arena, in, match, &viewer, &page, &out->challenges);
    out->next = page_next(call, &page);
    return rc;
}

/*
 * Proposals.
 */

/* The last day counts whole. */
static bool is_open(const struct pilots_challenge *challenge, const char *now)
{
    return challenge->status == PILOTS_CHALLENGE_STATUS_OPEN &&
           (!challenge->deadline || strncmp(now, challenge->deadline, strlen("2026-01-01")) <= 0);
}

int pilots_propose_partnership(struct call *call, const struct pilots_propose_partnership *in,
                               struct pilots_propose_partnership_result *out)
{
    struct pilots_challenge challenge = {0};
    const char *own = call->who->organisation_id;
    int rc = find_seen_challenge(call, in->challenge_id, &challenge);
    if (rc)
        return rc;
    if (call_for(call, challenge.organisation_id))
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "challenge_id");
    if (!is_open(&challenge, call->now))
        return PROBLEM_CHALLENGE_CLOSED;
    rc = find_live_proposal(call->store, challenge.challenge_id, own);
    if (rc != PROBLEM_NOT_FOUND)
        return rc ? rc : PROBLEM_ALREADY_EXISTS;

    const char *both[] = {challenge.organisation_id, own};
    const struct pilots_partnership_proposed event = {
        .proposal_id = call_new_id(call),
        .challenge_id = challenge.challenge_id,
        .organisation_id = own,
        .organisations = {both, 2},
        .text = in->text,
        .kinds = in->kinds,
    };
    *out = (struct pilots_propose_partnership_result){event.proposal_id, PILOTS_PROPOSAL_STATUS_PROPOSED};
    return emit_pilots_partnership_proposed(call, &event);
}

/* A proposal that was not answered yet, for one of its two sides; the other must not be the one who calls. */
static int begin_proposal(struct call *call, const char *proposal_id, bool by_owner, struct proposal *proposal)
{
    int rc = find_proposal(call->store, call->arena, proposal_id, proposal);
    if (rc)
        return rc;
    bool is_owner = call_for(call, proposal->owner_id);
    if (!is_owner && !call_for(call, proposal->content.organisation_id))
        return PROBLEM_NOT_FOUND;
    if (is_owner != by_owner)
        return PROBLEM_NOT_AUTHORIZED;
    return proposal->content.status == PILOTS_PROPOSAL_STATUS_PROPOSED ? 0 : PROBLEM_ILLEGAL_TRANSITION;
}

int pilots_withdraw_proposal(struct call *call, const struct pilots_withdraw_proposal *in,
                             struct pilots_withdraw_proposal_result *out)
{
    struct proposal proposal;
    int rc = begin_proposal(call, in->proposal_id, false, &proposal);
    if (rc)
        return rc;
    const char *both[] = {proposal.owner_id, proposal.content.organisation_id};
    const struct pilots_proposal_withdrawn event = {
        in->proposal_id, proposal.content.challenge_id, proposal.content.organisation_id, {both, 2}};
    *out = (struct pilots_withdraw_proposal_result){in->proposal_id, PILOTS_PROPOSAL_STATUS_WITHDRAWN};
    return emit_pilots_proposal_withdrawn(call, &event);
}

int pilots_answer_proposal(struct call *call, const struct pilots_answer_proposal *in,
                           struct pilots_answer_proposal_result *out)
{
    struct proposal proposal;
    int rc = begin_proposal(call, in->proposal_id, true, &proposal);
    if (rc)
        return rc;
    const char *both[] = {proposal.owner_id, proposal.content.organisation_id};
    const struct pilots_proposal_answered event = {
        .proposal_id = in->proposal_id,
        .challenge_id = proposal.content.challenge_id,
        .organisation_id = proposal.content.organisation_id,
        .organisations = {both, 2},
        .status = in->accept ? PILOTS_PROPOSAL_STATUS_ACCEPTED : PILOTS_PROPOSAL_STATUS_DECLINED,
        .text = in->text,
    };
    *out = (struct pilots_answer_proposal_result){in->proposal_id, event.status};
    return emit_pilots_proposal_answered(call, &event);
}

int pilots_list_proposals(struct call *call, const struct pilots_list_proposals *in,
                          struct pilots_list_proposals_result *out)
{
    struct page page = {.place = PAGE_YOUNGEST, .limit = LIMIT(in, PAGE_LIMIT)};
    int rc = page_begin(call, in->after, &page);
    if (!rc)
        rc = find_proposals(call->store, call->arena, in, call->who->organisation_id, &page, &out->proposals);
    out->next = page_next(call, &page);
    return rc;
}

/*
 * The pilot.
 */
/* Of several organisations one must lead. */
static int check_lead(struct call *call, const struct pilots_pilot_registered *event)
{
    struct facts facts = {.record = &event->record};
    for (size_t i = 0; i < event->responsibilities.count; i++)
        facts.responsibilities |= IN_SET(event->responsibilities.items[i].kind);
    const uint32_t lead = 1u << CONDITION_LEAD;
    return rules_held(&facts) & lead ? 0 : fail_gate(call, lead);
}

int pilots_start_pilot(struct call *call, const struct pilots_start_pilot *in, struct pilots_start_pilot_result *out)
{
    struct pilots_challenge challenge = {0};
    struct pilots_pilot_registered event = {.stage = PILOTS_STAGE_IDEA};
    struct text_list partners;
    int rc = find_own_challenge(call, in->challenge_id, &challenge);
    if (!rc)
        rc = find_accepted(call->store, call->arena, in->challenge_id, &event.proposals, &partners);
    if (rc)
        return rc;
    if (partners.count == 0)
        return PROBLEM_ILLEGAL_TRANSITION;
    const char **organisations = ARENA_ARRAY(call->arena, const char *, partners.count + 1);
    organisations[0] = challenge.organisation_id;
    memcpy(organisations + 1, partners.items, partners.count * sizeof *organisations);

    event.organisation_id = challenge.organisation_id;
    event.organisations = (struct text_list){organisations, partners.count + 1};
    event.challenge_id = challenge.challenge_id;
    event.record = (struct pilots_record){
        .name = in->name ? in->name : challenge.title,
        .language = challenge.language,
        .country = challenge.country,
        .domains = challenge.domains,
        .contact_email = challenge.contact_email,
        .purpose = challenge.success,
        .affected = challenge.affected,
    };
    rc = name_responsibilities(call, &in->responsibilities, &event);
    if (!rc)
        rc = check_lead(call, &event);
    if (rc)
        return rc;
    event.pilot_id = call_new_id(call);
    *out = (struct pilots_start_pilot_result){event.pilot_id, 1, event.stage};
    return emit_pilots_pilot_registered(call, &event);
}
