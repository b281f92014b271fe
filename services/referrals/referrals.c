/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Referrals: the home municipality sends a citizen to an offer of help, or citizens go themselves where nobody needs to
 * assess it first; the organisation that gives it answers, and all of them see each step. First the tables: what can be
 * called, and what is applied. Then the handlers. Who may do what, from which state, is the table in rules.c; what becomes
 * of a referral whose consent ends, react.c; all SQL is in store*.c.
 *
 * A handler finds what it needs, asks the rules, fills its answer and emits one event. It writes nothing: what the event
 * changes, apply_* in store*.c write, now and in every rebuild. It returns 0, or a problem of its contract, or a negative
 * error, and hands on unchanged what the functions that it calls return (error.h).
 */
#include "referrals.h"

#include "consent.h"
#include "place.h"
#include "react.h"
#include "referrals_dispatch.h"
#include "store.h"

#include <inttypes.h>
#include <string.h>

/* clang-format off */
static const struct endpoint endpoints[] = {
    /*      procedure                     who may call                        */
    COMMAND(referrals_send_referral,      CASEWORKER | CITIZEN),
    COMMAND(referrals_accept_referral,    COORDINATOR),
    COMMAND(referrals_waitlist_referral,  COORDINATOR),
    COMMAND(referrals_reject_referral,    COORDINATOR),
    COMMAND(referrals_start_referral,     COORDINATOR),
    COMMAND(referrals_complete_referral,  COORDINATOR),
    COMMAND(referrals_fail_referral,      COORDINATOR),
    COMMAND(referrals_cancel_referral,    CASEWORKER | CITIZEN),
    COMMAND(referrals_transfer_referral,  CASEWORKER),
    QUERY  (referrals_get_referral,       CASEWORKER | COORDINATOR | CITIZEN),
    QUERY  (referrals_list_referrals,     CASEWORKER | COORDINATOR | CITIZEN),
    {0},
};
/* clang-format on */

static const struct applied applied[] = {
    APPLY(referrals_requested),
    APPLY(referrals_accepted),
    APPLY(referrals_waitlisted),
    APPLY(referrals_rejected),
    APPLY(referrals_started),
    APPLY(referrals_completed),
    APPLY(referrals_failed),
    APPLY(referrals_cancelled),
    APPLY(referrals_transferred),
    APPLY(cases_opened),
    APPLY(cases_assigned),
    APPLY(cases_inquiry_taken),
    APPLY(cases_closed),
    APPLY(cases_reopened),
    APPLY(directory_offer_published),
    APPLY(directory_offer_updated),
    APPLY(directory_offer_withdrawn),
    APPLY(directory_capacity_set),
    {0},
};

const struct service referrals = {
    .contract = &referrals_contract,
    .endpoints = endpoints,
    .applied = applied,
    .migrations = referrals_migrations,
    .enforces_consent = true,
    .reacts_to = referrals_reacts_to,
    .react = referrals_react,
};

#define PAGE 50 /* of a list, when the caller names no limit */

static struct subject_of_care subject_of(const struct referrals_referral *referral)
{
    return (struct subject_of_care){referral->case_id, referral->citizen_id, referral->home_id};
}

/*
 * Sending.
 */

/* What is sent by whom, to which offer, and on which conditions. */
struct request {
    enum referrals_requester requester;
    const char *offer_id, *note, *health_note;
    bool accept_waiting_list;
    struct offer offer; /* as check_request finds it */
    bool has_place;     /* one is kept for the referral */
};

static int check_consent(struct call *call, const struct citizen_case *about, const struct request *request)
{
    if (strcmp(request->offer.organisation_id, about->home_id) == 0)
        return 0; /* nothing leaves the municipality */
    struct consent_state consent;
    int rc = consent_check(call, about->citizen_id, request->offer.organisation_id, &consent);
    if (rc)
        return rc;
    uint32_t missing = rules_needed_categories(request->note, request->health_note) & ~consent.categories;
    return missing ? fail_consent(call, missing) : 0;
}

/* Citizens send one at a time to the same offer: nobody takes all its places. */
static int check_only_one(struct call *call, const struct citizen_case *about, const struct request *request)
{
    bool found;
    if (request->requester == REFERRALS_REQUESTER_MUNICIPALITY)
        return 0;
    int rc = find_open_referral(call->store, about->citizen_id, request->offer_id, &found);
    return rc || !found ? rc : fail_field(call, PROBLEM_ALREADY_EXISTS, "offer_id");
}

/* Whether the request may be sent for the case, and whether a place is kept for it. */
static int check_request(struct call *call, const struct citizen_case *about, struct request *request)
{
    if (about->closed)
        return PROBLEM_CASE_CLOSED;
    int rc = find_offer(call->store, call->arena, request->offer_id, &request->offer);
    if (rc == PROBLEM_NOT_FOUND)
        return fail_field(call, PROBLEM_NOT_FOUND, "offer_id");
    if (!rc)
        rc = rules_offer_takes(&request->offer, request->requester, call->now);
    if (!rc)
        rc = check_consent(call, about, request);
    if (!rc)
        rc = check_only_one(call, about, request);
    if (rc)
        return rc;
    enum room room = rules_room(&request->offer.capacity);
    if (room == ROOM_NONE && !request->accept_waiting_list)
        return PROBLEM_NO_CAPACITY;
    request->has_place = room == ROOM_FREE;
    return 0;
}

int referrals_send_referral(struct call *call, const struct referrals_send_referral *in,
                            struct referrals_send_referral_result *out)
{
    struct citizen_case about;
    int rc = find_case(call->store, call->arena, in->case_id, &about);
    if (rc)
        return rc == PROBLEM_NOT_FOUND ? fail_field(call, PROBLEM_NOT_FOUND, "case_id") : rc;
    struct request request = {
        .requester = rules_requester(call->who, about.citizen_id, about.home_id),
        .offer_id = in->offer_id,
        .note = in->note,
        .health_note = in->health_note,
        .accept_waiting_list = in->accept_waiting_list,
    };
    if (!request.requester)
        return fail_field(call, PROBLEM_NOT_FOUND, "case_id");
    rc = check_request(call, &about, &request);
    if (rc)
        return rc;

    const struct referrals_requested requested = {
        .referral_id = call_new_id(call),
        .case_id = in->case_id,
        .citizen_id = about.citizen_id,
        .home_id = about.home_id,
        .offer_id = in->offer_id,
        .performer_id = request.offer.organisation_id,
        .has_capacity_sequence = request.has_place,
        .capacity_sequence = request.offer.capacity.sequence,
        .offer_name = request.offer.name,
        .requester = request.requester,
        .priority = in->priority ? in->priority : REFERRALS_PRIORITY_ROUTINE,
        .reason = in->reason,
        .note = in->note,
        .health_note = in->health_note,
        .citizen_name = about.citizen_name,
        .phone = about.phone,
        .email = about.email,
    };
    *out = (struct referrals_send_referral_result){
        .referral_id = requested.referral_id,
        .status = REFERRALS_STATUS_REQUESTED,
        .version = 1,
    };
    return emit_referrals_requested(call, &requested);
}

/*
 * Steps: all that is done with a referral after it was sent.
 */
struct step {
    struct referrals_referral referral; /* as it was */
    enum referrals_status to;
    bool takes_place;
    int64_t capacity_sequence; /* of the place it takes */
};

/* What a step's answer begins with. */
#define RESULT(step)                                                                                                   \
    .referral_id = (step).referral.referral_id, .status = (step).to, .version = (step).referral.version + 1

static int take_place(struct call *call, struct step *step)
{
    struct offer offer;
    int rc = find_offer(call->store, call->arena, step->referral.offer_id, &offer);
    if (rc)
        return rc;
    enum room room = rules_room(&offer.capacity);
    if (room == ROOM_NONE)
        return PROBLEM_NO_CAPACITY;
    step->takes_place = room == ROOM_FREE;
    step->capacity_sequence = offer.capacity.sequence;
    return 0;
}

/* Whether the caller may make this move, and what it leads to. */
static int begin(struct call *call, enum move move, const char *referral_id, struct step *step)
{
    struct referral found;
    int rc = find_referral(call->store, call->arena, referral_id, &found);
    if (rc)
        return rc;
    *step = (struct step){.referral = found.content};
    unsigned parties = rules_parties(call->who, &step->referral);
    if (!parties)
        return PROBLEM_NOT_FOUND;
    struct subject_of_care about = subject_of(&step->referral);
    rc = consent_disclose(call, &about, &referrals_referral_type, NULL);
    if (rc)
        return rc;
    const struct transition *transition;
    rc = rules_transition(move, parties, step->referral.status, &transition);
    if (rc)
        return rc;
    step->to = transition->to;
    return transition->place == PLACE_TAKEN && !found.has_place ? take_place(call, step) : 0;
}

int referrals_accept_referral(struct call *call, const struct referrals_accept_referral *in,
                              struct referrals_accept_referral_result *out)
{
    struct step step;
    int rc = begin(call, MOVE_ACCEPT, in->referral_id, &step);
    if (rc)
        return rc;
    const struct referrals_accepted accepted = {
        ABOUT(&step.referral),
        .has_capacity_sequence = step.takes_place,
        .capacity_sequence = step.capacity_sequence,
        .contact_date = in->contact_date,
    };
    *out = (struct referrals_accept_referral_result){RESULT(step)};
    return emit_referrals_accepted(call, &accepted);
}

int referrals_waitlist_referral(struct call *call, const struct referrals_waitlist_referral *in,
                                struct referrals_waitlist_referral_result *out)
{
    struct step step;
    int rc = begin(call, MOVE_WAITLIST, in->referral_id, &step);
    if (rc)
        return rc;
    const struct referrals_status_reason reason = {REFERRALS_REASON_CODE_NO_CAPACITY, in->text};
    const struct referrals_waitlisted waitlisted = {
        ABOUT(&step.referral),
        .has_expected_wait_days = true,
        .expected_wait_days = in->expected_wait_days,
        .status_reason = &reason,
    };
    *out = (struct referrals_waitlist_referral_result){RESULT(step)};
    return emit_referrals_waitlisted(call, &waitlisted);
}

int referrals_reject_referral(struct call *call, const struct referrals_reject_referral *in,
                              struct referrals_reject_referral_result *out)
{
    struct step step;
    int rc = begin(call, MOVE_REJECT, in->referral_id, &step);
    if (rc)
        return rc;
    const struct referrals_status_reason reason = {in->code, in->text};
    const struct referrals_rejected rejected = {ABOUT(&step.referral), .status_reason = &reason};
    *out = (struct referrals_reject_referral_result){RESULT(step)};
    return emit_referrals_rejected(call, &rejected);
}

int referrals_start_referral(struct call *call, const struct referrals_start_referral *in,
                             struct referrals_start_referral_result *out)
{
    struct step step;
    int rc = begin(call, MOVE_START, in->referral_id, &step);
    if (rc)
        return rc;
    const struct referrals_started started = {
        ABOUT(&step.referral),
        .has_capacity_sequence = step.takes_place,
        .capacity_sequence = step.capacity_sequence,
    };
    *out = (struct referrals_start_referral_result){RESULT(step)};
    return emit_referrals_started(call, &started);
}

int referrals_complete_referral(struct call *call, const struct referrals_complete_referral *in,
                                struct referrals_complete_referral_result *out)
{
    struct step step;
    int rc = begin(call, MOVE_COMPLETE, in->referral_id, &step);
    if (rc)
        return rc;
    const struct referrals_completed completed = {
        ABOUT(&step.referral),
        .outcome = in->outcome,
        .outcome_text = in->text,
    };
    *out = (struct referrals_complete_referral_result){RESULT(step)};
    return emit_referrals_completed(call, &completed);
}

int referrals_fail_referral(struct call *call, const struct referrals_fail_referral *in,
                            struct referrals_fail_referral_result *out)
{
    struct step step;
    int rc = begin(call, MOVE_FAIL, in->referral_id, &step);
    if (rc)
        return rc;
    const struct referrals_status_reason reason = {in->code, in->text};
    const struct referrals_failed failed = {ABOUT(&step.referral), .status_reason = &reason};
    *out = (struct referrals_fail_referral_result){RESULT(step)};
    return emit_referrals_failed(call, &failed);
}

int referrals_cancel_referral(struct call *call, const struct referrals_cancel_referral *in,
                              struct referrals_cancel_referral_result *out)
{
    struct step step;
    int rc = begin(call, MOVE_CANCEL, in->referral_id, &step);
    if (rc)
        return rc;
    const struct referrals_status_reason reason = {in->code ? in->code : REFERRALS_REASON_CODE_OTHER, in->text};
    const struct referrals_cancelled cancelled = {ABOUT(&step.referral), .status_reason = &reason};
    *out = (struct referrals_cancel_referral_result){RESULT(step)};
    return emit_referrals_cancelled(call, &cancelled);
}

/* One event says both, so that the citizen is never without a referral nor with two. */
int referrals_transfer_referral(struct call *call, const struct referrals_transfer_referral *in,
                                struct referrals_transfer_referral_result *out)
{
    struct step step;
    int rc = begin(call, MOVE_TRANSFER, in->referral_id, &step);
    if (rc)
        return rc;
    const struct referrals_referral *old = &step.referral;
    if (strcmp(in->offer_id, old->offer_id) == 0) /* to which it would only lose its place in the queue */
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "offer_id");
    struct citizen_case about;
    rc = find_case(call->store, call->arena, old->case_id, &about);
    if (rc)
        return rc;
    struct request request = {
        .requester = REFERRALS_REQUESTER_MUNICIPALITY,
        .offer_id = in->offer_id,
        .note = old->note,
        .health_note = old->health_note,
        .accept_waiting_list = in->accept_waiting_list,
    };
    rc = check_request(call, &about, &request);
    if (rc)
        return rc;

    const struct referrals_status_reason reason = {REFERRALS_REASON_CODE_TRANSFERRED, in->text};
    const struct referrals_transferred transferred = {
        ABOUT(old),
        .status_reason = &reason,
        .replaced_by = call_new_id(call),
        .new_offer_id = in->offer_id,
        .new_performer_id = request.offer.organisation_id,
        .has_capacity_sequence = request.has_place,
        .capacity_sequence = request.offer.capacity.sequence,
        .offer_name = request.offer.name,
        .priority = old->priority,
        .reason = old->reason,
        .note = old->note,
        .health_note = old->health_note,
        .citizen_name = about.citizen_name,
        .phone = about.phone,
        .email = about.email,
    };
    *out = (struct referrals_transfer_referral_result){
        .referral_id = old->referral_id,
        .replaced_by = transferred.replaced_by,
        .status = REFERRALS_STATUS_REQUESTED,
        .version = old->version + 1,
    };
    return emit_referrals_transferred(call, &transferred);
}

/*
 * Reading.
 */

/* Takes from a referral what the caller may not see, and records that they saw the rest. */
static int disclose(struct call *call, struct referral *found)
{
    struct subject_of_care about = subject_of(&found->content);
    /* After a transfer, neither performer learns of the other's referral. */
    if (!call_for(call, about.home_id) && !call_of(call, about.citizen_id))
        found->content.replaces = found->content.replaced_by = NULL;
    found->content.waited_days = rules_waited_days(&found->content, found->accepted_at, call->now_ms);
    return consent_disclose(call, &about, &referrals_referral_type, &found->content);
}

int referrals_get_referral(struct call *call, const struct referrals_get_referral *in,
                           struct referrals_get_referral_result *out)
{
    struct referral found;
    int rc = find_referral(call->store, call->arena, in->referral_id, &found);
    if (rc)
        return rc;
    if (!rules_parties(call->who, &found.content))
        return PROBLEM_NOT_FOUND;
    rc = disclose(call, &found);
    if (!rc)
        out->referral = found.content;
    return rc;
}

/* Whose referrals a box has. */
static int filter_box(struct call *call, enum referrals_box box, struct referral_filter *filter)
{
    const struct common_principal *who = call->who;
    if (!box)
        box = call_is(call, CITIZEN)       ? REFERRALS_BOX_MINE
              : call_is(call, COORDINATOR) ? REFERRALS_BOX_INBOX
                                           : REFERRALS_BOX_OUTBOX;
    if (box == REFERRALS_BOX_MINE && call_is(call, CITIZEN)) {
        filter->citizen_id = who->citizen_id;
    } else if (box == REFERRALS_BOX_MINE && call_is(call, CASEWORKER)) {
        filter->responsible = who->subject;
        filter->home_id = who->organisation_id;
    } else if (box == REFERRALS_BOX_OUTBOX && call_is(call, CASEWORKER)) {
        filter->home_id = who->organisation_id;
    } else if (box != REFERRALS_BOX_OUTBOX && call_is(call, COORDINATOR)) {
        filter->performer_id = who->organisation_id;
        filter->consent_of = who->organisation_id;
    } else {
        return fail_field(call, PROBLEM_NOT_AUTHORIZED, "box");
    }
    return 0;
}

static int filter_list(struct call *call, const struct referrals_list_referrals *in, struct referral_filter *filter)
{
    *filter = (struct referral_filter){
        .case_id = in->case_id,
        .statuses = (in->status ? in->status : ALL_STATES) & rules_asking(in->attention),
        .attention = in->attention,
        .now = call->now,
        .limit = (in->has_limit ? in->limit : PAGE) + 1, /* the one more says whether there is a next page */
    };
    if (in->after && !sequence_read(in->after, &filter->after))
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "after");
    int rc = filter_box(call, in->box, filter);
    if (!rc && in->attention && !filter->home_id)
        rc = fail_field(call, PROBLEM_NOT_AUTHORIZED, "attention"); /* the municipality's own affair */
    if (rc || !in->case_id)
        return rc;
    /* Whoever asks about a case asks about one citizen: the shortest way to their few referrals. */
    struct citizen_case about;
    rc = find_case(call->store, call->arena, in->case_id, &about);
    if (rc == PROBLEM_NOT_FOUND)
        filter->statuses = 0; /* it has none */
    else if (!filter->citizen_id)
        filter->citizen_id = about.citizen_id;
    return rc < 0 ? rc : 0;
}

int referrals_list_referrals(struct call *call, const struct referrals_list_referrals *in,
                             struct referrals_list_referrals_result *out)
{
    struct referral_filter filter;
    struct referral_list list;
    int rc = filter_list(call, in, &filter);
    if (!rc)
        rc = find_referrals(call->store, call->arena, &filter, &list);
    if (rc)
        return rc;
    if (list.count == (size_t) filter.limit) {
        list.count--;
        out->next = arena_print(call->arena, "%" PRId64, list.items[list.count - 1].sequence);
    }

    struct referrals_referral *shown = ARENA_ARRAY(call->arena, struct referrals_referral, list.count);
    for (size_t i = 0; i < list.count; i++) {
        rc = disclose(call, &list.items[i]);
        if (rc == PROBLEM_NOT_FOUND)
            continue;
        if (rc)
            return rc;
        shown[out->referrals.count++] = list.items[i].content;
    }
    out->referrals.items = shown;
    return 0;
}
