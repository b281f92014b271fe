/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Pilots: AI systems on trial, what is known of them and what came of them. First the tables: what can be called, and
 * what is applied; then what all handlers share, and the record of a pilot. The other handlers are in files by subject:
 *
 *     stages.c       stages, who takes part, who answers for what
 *     challenges.c   challenges, proposals, and the pilot that comes of them
 *     evidence.c     the evidence log and the indicators
 *     experience.c   notes, questions, followers, citations
 *     reports.c      errors that the public reports
 *     search.c       how pilots are read and found
 *
 * Nothing in here is about citizens. A pilot that is not published exists for its organisations only.
 */
#include "pilots.h"

#include "completeness.h"
#include "identity.h"

/* clang-format off */
static const struct endpoint endpoints[] = {
    /*      procedure                       who may call */
    COMMAND(pilots_post_challenge,          TEAM),
    COMMAND(pilots_update_challenge,        TEAM),
    COMMAND(pilots_close_challenge,         TEAM),
    COMMAND(pilots_propose_partnership,     TEAM),
    COMMAND(pilots_withdraw_proposal,       TEAM),
    COMMAND(pilots_answer_proposal,         TEAM),
    COMMAND(pilots_start_pilot,             TEAM),
    COMMAND(pilots_register_pilot,          KEEPERS),
    COMMAND(pilots_update_pilot,            KEEPERS),
    COMMAND(pilots_publish_pilot,           KEEPERS),
    COMMAND(pilots_unpublish_pilot,         KEEPERS),
    COMMAND(pilots_move_stage,              KEEPERS),
    COMMAND(pilots_add_organisation,        TEAM),
    COMMAND(pilots_remove_organisation,     TEAM),
    COMMAND(pilots_assign_responsibility,   TEAM),
    COMMAND(pilots_release_responsibility,  TEAM),
    COMMAND(pilots_log_evidence,            TEAM),
    COMMAND(pilots_define_indicator,        TEAM),
    COMMAND(pilots_confirm_record,          TEAM),
    COMMAND(pilots_share_experience,        TEAM),
    COMMAND(pilots_ask_question,            TEAM),
    COMMAND(pilots_answer_question,         TEAM),
    COMMAND(pilots_follow_pilot,            TEAM),
    COMMAND(pilots_unfollow_pilot,          TEAM),
    COMMAND(pilots_cite_pilot,              TEAM),
    COMMAND(pilots_report_error,            EVERYBODY),
    COMMAND(pilots_answer_error,            TEAM),
    QUERY  (pilots_get_challenge,           EVERYBODY),
    QUERY  (pilots_search_challenges,       EVERYBODY),
    QUERY  (pilots_list_proposals,          TEAM),
    QUERY  (pilots_get_pilot,               EVERYBODY),
    QUERY  (pilots_search_pilots,           EVERYBODY),
    QUERY  (pilots_list_records,            EVERYBODY),
    QUERY  (pilots_find_similar,            EVERYBODY),
    QUERY  (pilots_list_evidence,           EVERYBODY),
    QUERY  (pilots_list_indicators,         EVERYBODY),
    QUERY  (pilots_list_experiences,        EVERYBODY),
    QUERY  (pilots_list_questions,          EVERYBODY),
    QUERY  (pilots_get_error_report,        EVERYBODY),
    QUERY  (pilots_list_error_reports,      TEAM),
    {0},
};
/* clang-format on */

static const struct applied applied[] = {
    APPLY(pilots_challenge_posted),
    APPLY(pilots_challenge_updated),
    APPLY(pilots_challenge_closed),
    APPLY(pilots_partnership_proposed),
    APPLY(pilots_proposal_withdrawn),
    APPLY(pilots_proposal_answered),
    APPLY(pilots_pilot_registered),
    APPLY(pilots_pilot_updated),
    APPLY(pilots_publication_changed),
    APPLY(pilots_organisation_added),
    APPLY(pilots_organisation_removed),
    APPLY(pilots_responsibility_assigned),
    APPLY(pilots_responsibility_released),
    APPLY(pilots_stage_moved),
    APPLY(pilots_evidence_logged),
    APPLY(pilots_indicator_defined),
    APPLY(pilots_record_confirmed),
    APPLY(pilots_experience_shared),
    APPLY(pilots_question_asked),
    APPLY(pilots_question_answered),
    APPLY(pilots_pilot_followed),
    APPLY(pilots_pilot_unfollowed),
    APPLY(pilots_pilot_cited),
    APPLY(pilots_error_reported),
    APPLY(pilots_error_answered),
    /* for names and countries */
    APPLY(directory_organisation_registered),
    APPLY(directory_organisation_updated),
    {0},
};

const struct service pilots = {
    .contract = &pilots_contract,
    .endpoints = endpoints,
    .applied = applied,
    .migrations = pilots_migrations,
};

/*
 * What handlers share.
 */
struct viewer viewer_of(struct call *call)
{
    char *stale_before = arena_alloc(call->arena, TIME_TEXT_SIZE);
    time_text(rules_stale_before_ms(call->now_ms), stale_before);
    return (struct viewer){call->who->organisation_id, call_is(call, OPERATOR), stale_before};
}

static unsigned parties_of(const struct call *call, const struct standing *pilot)
{
    unsigned parties = 0;
    if (call_for(call, pilot->organisation_id))
        parties |= PARTY_OWNER;
    if (pilot->participates)
        parties |= PARTY_PARTICIPANT;
    if (call_is(call, OPERATOR))
        parties |= PARTY_OPERATOR;
    if (parties || pilot->published)
        parties |= PARTY_READER;
    return parties;
}

int begin(struct call *call, const char *pilot_id, unsigned parties, struct standing *pilot)
{
    int rc = find_standing(call->store, call->arena, pilot_id, call->who->organisation_id, pilot);
    if (rc)
        return rc;
    unsigned is = parties_of(call, pilot);
    if (!is)
        return PROBLEM_NOT_FOUND;
    return is & parties ? 0 : PROBLEM_NOT_AUTHORIZED;
}

int begin_keeping(struct call *call, const char *pilot_id, struct standing *pilot)
{
    int rc = begin(call, pilot_id, PARTY_OWNER | PARTY_OPERATOR, pilot);
    return rc || !pilot->mirrored || call_is(call, IMPORTERS) ? rc : PROBLEM_NOT_AUTHORIZED;
}

int fail_gate(struct call *call, uint32_t missing)
{
    int rc = fail(call, PROBLEM_GATE_NOT_MET);
    for (unsigned i = 0; i < CONDITION_COUNT; i++)
        if (missing & 1u << i)
            fail_missing(call, condition_name((enum condition) i));
    return rc;
}

/* PROBLEM_VERSION_CONFLICT with the pilot at the version that the caller named, and as it is. */
static int fail_pilot_conflict(struct call *call, const struct standing *pilot, int64_t version)
{
    const struct viewer viewer = viewer_of(call);
    struct pilots_pilot current = {0};
    int rc = find_pilot(call->store, call->arena, pilot->pilot_id, &viewer, &current);
    if (rc)
        return rc;
    struct pilots_pilot seen = current;
    seen.version = version;
    rc = find_record(call->store, call->arena, pilot->key, version, &seen.record);
    return rc < 0 ? rc : fail_conflict(call, &pilots_pilot_type, rc ? NULL : &seen, &current);
}

int page_begin(struct call *call, const char *after, struct page *page)
{
    if (after && !text_place_read(after, &page->place))
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "after");
    return 0;
}

const char *page_next(struct call *call, const struct page *page)
{
    return page->more ? text_place_write(call->arena, &page->place) : NULL;
}

/*
 * The record.
 */

/* The record as it is kept: with a country. */
static int complete_record(struct call *call, const char *organisation_id, const struct pilots_record *given,
                           struct pilots_record *record)
{
    const char *fault = rules_record_fault(given);
    if (fault)
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, fault);
    const char *country;
    int rc = find_organisation_country(call->store, call->arena, organisation_id, &country);
    if (rc)
        return rc == PROBLEM_NOT_FOUND ? fail_field(call, PROBLEM_NOT_FOUND, "organisation_id") : rc;
    *record = *given;
    if (!record->country)
        record->country = country;
    return 0;
}

bool takes_part(const struct text_list *organisations, const char *organisation_id)
{
    for (size_t i = 0; i < organisations->count; i++)
        if (strcmp(organisations->items[i], organisation_id) == 0)
            return true;
    return false;
}

int name_responsibilities(struct call *call, const struct pilots_assignment_list *given,
                          struct pilots_pilot_registered *event)
{
    struct pilots_responsibility *items = ARENA_ARRAY(call->arena, struct pilots_responsibility, given->count);
    for (size_t i = 0; i < given->count; i++) {
        if (!takes_part(&event->organisations, given->items[i].organisation_id))
            return fail_field(call, PROBLEM_INVALID_ARGUMENT, "responsibilities.organisation_id");
        message_assign(&pilots_responsibility_type, &items[i], &pilots_assignment_type, &given->items[i]);
        items[i].responsibility_id = call_new_id(call);
    }
    event->responsibilities = (struct pilots_responsibility_list){items, given->count};
    return 0;
}

/* Only another register may say at once how far a pilot is. */
static int check_origin(struct call *call, const struct pilots_register_pilot *in)
{
    if (!in->source)
        return in->stage > PILOTS_STAGE_IDEA ? fail_field(call, PROBLEM_INVALID_ARGUMENT, "stage") : 0;
    if (!call_is(call, IMPORTERS))
        return fail_field(call, PROBLEM_NOT_AUTHORIZED, "source");
    return check_source(call->store, in->source);
}

int pilots_register_pilot(struct call *call, const struct pilots_register_pilot *in,
                          struct pilots_register_pilot_result *out)
{
    const char *organisation_id = in->organisation_id ? in->organisation_id : call->who->organisation_id;
    if (!organisation_id)
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "organisation_id");
    if (!call_is(call, OPERATOR) && !call_for(call, organisation_id))
        return PROBLEM_NOT_AUTHORIZED;
    struct pilots_pilot_registered event = {
        .organisation_id = organisation_id,
        .organisations = {&organisation_id, 1},
        .published = in->published,
        .stage = in->stage ? in->stage : PILOTS_STAGE_IDEA,
        .source = in->source,
    };
    int rc = complete_record(call, organisation_id, &in->record, &event.record);
    if (!rc)
        rc = name_responsibilities(call, &in->responsibilities, &event);
    if (!rc)
        rc = check_origin(call, in);
    if (rc)
        return rc;
    uint32_t missing = rules_publication_needs() & ~rules_held(&(struct facts){.record = &event.record});
    if (event.published && !event.source && missing)
        return fail_gate(call, missing);

    event.pilot_id = call_new_id(call);
    *out = (struct pilots_register_pilot_result){event.pilot_id, 1, event.stage};
    return emit_pilots_pilot_registered(call, &event);
}

/* What a pilot's stage and publication demand and it has not got. */
static uint32_t missing_of(const struct facts *facts, enum pilots_stage stage, bool published)
{
    uint32_t needs = rules_stage_needs(stage) | (published ? rules_publication_needs() : 0);
    return needs & ~rules_held(facts);
}

/* Whether after the update something would be missing that was not missing before. */
static int check_still_there(struct call *call, const struct standing *before, const struct pilots_record *known,
                             const struct pilots_pilot_updated *after)
{
    struct facts facts = {.record = known};
    int rc = before->mirrored ? 0 : find_facts(call->store, before->pilot_id, NULL, NULL, &facts);
    if (rc || before->mirrored)
        return rc;
    uint32_t missing = missing_of(&facts, before->stage, before->published);
    facts.record = &after->record;
    uint32_t lost = missing_of(&facts, after->stage, after->published) & ~missing;
    return lost ? fail_gate(call, lost) : 0;
}

int pilots_update_pilot(struct call *call, const struct pilots_update_pilot *in, struct pilots_update_pilot_result *out)
{
    struct standing pilot;
    struct pilots_record known;
    int rc = begin_keeping(call, in->pilot_id, &pilot);
    if (rc)
        return rc;
    if (in->expected_version != pilot.version)
        return fail_pilot_conflict(call, &pilot, in->expected_version);
    if (in->stage && !pilot.mirrored)
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "stage");
    struct pilots_pilot_updated event = {
        .pilot_id = pilot.pilot_id,
        .organisation_id = acting_for(call, &pilot),
        .published = in->has_published ? in->published : pilot.published,
        .stage = in->stage ? in->stage : pilot.stage,
    };
    rc = complete_record(call, pilot.organisation_id, &in->record, &event.record);
    if (!rc)
        rc = find_record(call->store, call->arena, pilot.key, pilot.version, &known);
    if (!rc)
        rc = check_still_there(call, &pilot, &known, &event);
    if (rc)
        return rc;

    out->pilot_id = pilot.pilot_id;
    out->changed = event.published != pilot.published || event.stage != pilot.stage ||
                   !message_equal(&pilots_record_type, &known, &event.record);
    out->version = pilot.version + out->changed;
    pilot.published = event.published;
    rc = find_audience(call->store, call->arena, &pilot, &event.organisations);
    return rc || !out->changed ? rc : emit_pilots_pilot_updated(call, &event);
}

static int change_publication(struct call *call, struct standing *pilot, bool published, const char *why)
{
    if (pilot->published == published)
        return 0;
    struct text_list audience;
    pilot->published = published;
    int rc = find_audience(call->store, call->arena, pilot, &audience);
    const struct pilots_publication_changed event = {ABOUT(call, pilot, audience), .why = why};
    return rc ? rc : emit_pilots_publication_changed(call, &event);
}

int pilots_publish_pilot(struct call *call, const struct pilots_publish_pilot *in,
                         struct pilots_publish_pilot_result *out)
{
    struct standing pilot;
    struct pilots_record record;
    int rc = begin_keeping(call, in->pilot_id, &pilot);
    if (!rc)
        rc = find_record(call->store, call->arena, pilot.key, pilot.version, &record);
    if (rc)
        return rc;
    uint32_t missing = rules_publication_needs() & ~rules_held(&(struct facts){.record = &record});
    if (missing && !pilot.mirrored)
        return fail_gate(call, missing);
    *out = (struct pilots_publish_pilot_result){pilot.pilot_id, true};
    return change_publication(call, &pilot, true, NULL);
}

int pilots_unpublish_pilot(struct call *call, const struct pilots_unpublish_pilot *in,
                           struct pilots_unpublish_pilot_result *out)
{
    struct standing pilot;
    int rc = begin_keeping(call, in->pilot_id, &pilot);
    if (rc)
        return rc;
    *out = (struct pilots_unpublish_pilot_result){pilot.pilot_id, false};
    return change_publication(call, &pilot, false, in->why);
}

int pilots_confirm_record(struct call *call, const struct pilots_confirm_record *in,
                          struct pilots_confirm_record_result *out)
{
    struct standing pilot;
    struct text_list audience;
    int rc = begin(call, in->pilot_id, PARTY_PARTICIPANT, &pilot);
    if (rc)
        return rc;
    if (in->version != pilot.version)
        return fail_pilot_conflict(call, &pilot, in->version);
    rc = find_audience(call->store, call->arena, &pilot, &audience);
    const struct pilots_record_confirmed event = {ABOUT(call, &pilot, audience), .version = in->version};
    *out = (struct pilots_confirm_record_result){pilot.pilot_id, call->now};
    return rc ? rc : emit_pilots_record_confirmed(call, &event);
}
