/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Consents: who may see what of a citizen, and until when.
 *
 * A consent is the citizen's: they or who represents them give, refuse and withdraw it, or the home municipality's
 * caseworker records that they did. Here it is only remembered; whoever answers about citizens enforces it (consent.h),
 * and enforcement.c knows when all of them have followed a withdrawal.
 */
#include "consents.h"

#include "consent.h"
#include "consents_dispatch.h"
#include "enforcement.h"
#include "identity.h"
#include "rules.h"
#include "store.h"

#define PAGE 50 /* of a list, when the caller names no limit */

/* clang-format off */
static const struct endpoint endpoints[] = {
    /*      procedure                  who may call */
    COMMAND(consents_request_consent,  CASEWORKER),
    COMMAND(consents_give_consent,     CITIZEN | CASEWORKER),
    COMMAND(consents_refuse_consent,   CITIZEN | CASEWORKER),
    COMMAND(consents_withdraw_consent, CITIZEN | CASEWORKER),
    QUERY  (consents_list_consents,    CITIZEN | CASEWORKER | COORDINATOR),
    QUERY  (consents_get_receipt,      CITIZEN | CASEWORKER), /* receipt.c */
    SIGNAL (consents_report_position,  SYSTEM),               /* enforcement.c */
    {0},
};
/* clang-format on */

static const struct applied applied[] = {
    APPLY(consents_requested),
    APPLY(consents_given),
    APPLY(consents_refused),
    APPLY(consents_withdrawn),
    APPLY(consents_expired),
    APPLY(consents_withdrawal_effective),
    APPLY(cases_opened),
    APPLY(cases_assigned),
    APPLY(cases_inquiry_taken),
    APPLY(cases_closed),
    APPLY(cases_reopened),
    APPLY(cases_representative_added),
    APPLY(directory_organisation_registered),
    APPLY(directory_organisation_updated),
    {0},
};

const struct service consents = {
    .contract = &consents_contract,
    .endpoints = endpoints,
    .applied = applied,
    .migrations = consents_migrations,
    .settle = consents_settle,
};

/* Whether the caller decides about this citizen's consents: the citizen, or the home municipality for them. */
static bool decides(const struct call *call, const char *citizen_id, const char *home_id)
{
    return call_of(call, citizen_id) || call_for(call, home_id);
}

static int check_validity(struct call *call, const char *valid_until)
{
    char latest[TIME_TEXT_SIZE];
    if (!valid_until)
        return 0;
    if (strcmp(valid_until, call->now) <= 0)
        return fail_field(call, PROBLEM_VALIDITY_OVER, "valid_until");
    years_after(call->now, VALIDITY_MAXIMUM_YEARS, latest);
    return strcmp(valid_until, latest) > 0 ? fail_field(call, PROBLEM_INVALID_ARGUMENT, "valid_until") : 0;
}

static enum teller teller_of(const struct call *call)
{
    if (!call_is(call, CITIZEN))
        return TELLER_CASEWORKER;
    return call->who->representation ? TELLER_REPRESENTATIVE : TELLER_CITIZEN;
}

/* Who a representative is stands in what was recorded of them, never in what they say. */
static int check_decision(struct call *call, struct decision *decision)
{
    enum teller teller = teller_of(call);
    const char *fault = decision_fault(decision, teller, call->now_ms);
    if (fault)
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, fault);
    if (teller != TELLER_REPRESENTATIVE)
        return 0;
    int rc = find_representative(call->store, call->arena, call->who->representation->representation_id,
                                 &decision->representative);
    /* Cases has them, or they could not be signed in as such. */
    return rc == PROBLEM_NOT_FOUND ? PROBLEM_NOT_CAUGHT_UP : rc;
}

static int check_move(const struct consents_consent *consent, enum consents_status to)
{
    return consent_may_become(consent->status, to) ? 0 : PROBLEM_ILLEGAL_TRANSITION;
}

static int find_open_case(struct call *call, const char *case_id, struct citizen_case *about)
{
    int rc = find_case(call->store, call->arena, case_id, about);
    if (rc)
        return rc;
    if (!decides(call, about->citizen_id, about->home_id))
        return PROBLEM_NOT_FOUND;
    return about->closed ? PROBLEM_CASE_CLOSED : 0;
}

/* Whose case a new consent is about, if the caller may make one for this organisation. */
static int find_parties(struct call *call, const char *case_id, const char *organisation_id, struct citizen_case *about)
{
    struct organisation recipient;
    int rc = find_open_case(call, case_id, about);
    if (rc)
        return rc;
    if (strcmp(organisation_id, about->home_id) == 0) /* sees the citizen as its public task */
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "organisation_id");
    rc = find_organisation(call->store, call->arena, organisation_id, &recipient);
    return rc == PROBLEM_NOT_FOUND ? fail_field(call, PROBLEM_NOT_FOUND, "organisation_id") : rc;
}

static int find_own(struct call *call, const char *consent_id, struct consents_consent *consent)
{
    int rc = find_consent(call->store, call->arena, consent_id, consent);
    return !rc && !decides(call, consent->citizen_id, consent->home_id) ? PROBLEM_NOT_FOUND : rc;
}

int consents_request_consent(struct call *call, const struct consents_request_consent *in,
                             struct consents_request_consent_result *out)
{
    struct citizen_case about;
    int rc = find_parties(call, in->case_id, in->organisation_id, &about);
    if (!rc)
        rc = check_validity(call, in->valid_until);
    if (rc)
        return rc;

    struct consents_requested requested = {
        .consent_id = call_new_id(call), .citizen_id = about.citizen_id, .home_id = about.home_id};
    message_assign(&consents_requested_type, &requested, &consents_request_consent_type, in);
    out->consent_id = requested.consent_id;
    out->status = CONSENTS_STATUS_REQUESTED;
    return emit_consents_requested(call, &requested);
}

/* The terms that were asked for. */
static int give_requested(struct call *call, const char *consent_id, struct consents_given *given)
{
    struct consents_consent consent;
    struct citizen_case about;
    int rc = find_own(call, consent_id, &consent);
    if (!rc)
        rc = check_move(&consent, CONSENTS_STATUS_GIVEN);
    if (!rc)
        rc = find_open_case(call, consent.case_id, &about);
    if (rc)
        return rc;
    message_assign(&consents_given_type, given, &consents_consent_type, &consent);
    return 0;
}

/* The terms that the command says. */
static int give_unasked(struct call *call, const struct consents_give_consent *in, struct consents_given *given)
{
    struct citizen_case about;
    int rc = find_parties(call, in->case_id, in->organisation_id, &about);
    if (rc)
        return rc;
    message_assign(&consents_given_type, given, &consents_give_consent_type, in);
    given->consent_id = call_new_id(call);
    given->citizen_id = about.citizen_id;
    given->home_id = about.home_id;
    return 0;
}

int consents_give_consent(struct call *call, const struct consents_give_consent *in,
                          struct consents_give_consent_result *out)
{
    const char *fault = terms_fault(in);
    if (fault)
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, fault);

    struct consents_given given = {0};
    struct decision decision = {in->given_by, in->recorded, in->representative};
    int rc = in->consent_id ? give_requested(call, in->consent_id, &given) : give_unasked(call, in, &given);
    if (!rc)
        rc = check_decision(call, &decision);
    if (!rc)
        rc = check_validity(call, given.valid_until);
    if (rc)
        return rc;

    char year_after[TIME_TEXT_SIZE];
    years_after(call->now, VALIDITY_DEFAULT_YEARS, year_after);
    if (!given.valid_until)
        given.valid_until = arena_copy(call->arena, year_after, sizeof year_after - 1);
    given.given_by = decision.given_by;
    given.recorded = decision.recorded;
    given.representative = decision.representative;
    out->consent_id = given.consent_id;
    out->status = CONSENTS_STATUS_GIVEN;
    out->valid_until = given.valid_until;
    return emit_consents_given(call, &given);
}

int consents_refuse_consent(struct call *call, const struct consents_refuse_consent *in,
                            struct consents_refuse_consent_result *out)
{
    struct consents_consent consent;
    struct decision decision = {in->given_by, in->recorded, in->representative};
    int rc = find_own(call, in->consent_id, &consent);
    if (!rc)
        rc = check_decision(call, &decision);
    if (!rc)
        rc = check_move(&consent, CONSENTS_STATUS_REFUSED);
    if (rc)
        return rc;

    struct consents_refused refused = {0};
    message_assign(&consents_refused_type, &refused, &consents_consent_type, &consent);
    refused.given_by = decision.given_by;
    refused.recorded = decision.recorded;
    refused.representative = decision.representative;
    out->consent_id = consent.consent_id;
    out->status = CONSENTS_STATUS_REFUSED;
    return emit_consents_refused(call, &refused);
}

/* The answer waits until nobody acts on the consent any more (enforcement.c). Withdrawing again waits for the same. */
int consents_withdraw_consent(struct call *call, const struct consents_withdraw_consent *in,
                              struct consents_withdraw_consent_result *out)
{
    struct consents_consent consent;
    struct decision decision = {in->given_by, in->recorded, in->representative};
    int rc = find_own(call, in->consent_id, &consent);
    if (!rc)
        rc = check_decision(call, &decision);
    if (rc)
        return rc;

    out->consent_id = consent.consent_id;
    out->status = CONSENTS_STATUS_WITHDRAWN;
    out->effective_at = consent.effective_at;
    if (!consent.effective_at)
        call_defer(call, consent.consent_id);
    if (consent.status == CONSENTS_STATUS_WITHDRAWN)
        return 0;
    rc = check_move(&consent, CONSENTS_STATUS_WITHDRAWN);
    if (rc)
        return rc;

    struct consents_withdrawn withdrawn = {0};
    message_assign(&consents_withdrawn_type, &withdrawn, &consents_consent_type, &consent);
    withdrawn.given_by = decision.given_by;
    withdrawn.recorded = decision.recorded;
    withdrawn.representative = decision.representative;
    return emit_consents_withdrawn(call, &withdrawn);
}

/* A recipient sees that there is a consent and what it permits, not how it came about. */
static int show(struct call *call, struct consents_consent *consent)
{
    struct subject_of_care about = {consent->case_id, consent->citizen_id, consent->home_id};
    if (decides(call, consent->citizen_id, consent->home_id))
        return consent_disclose(call, &about, &consents_consent_type, consent);
    message_withhold(&consents_consent_type, consent, 0);
    consent->text = NULL;
    consent_shown(call, &about, consent->consent_id, &consents_consent_type, consent);
    return 0;
}

int consents_list_consents(struct call *call, const struct consents_list_consents *in,
                           struct consents_list_consents_result *out)
{
    const struct consents_reader reader = {
        .citizen_id = call_is(call, CITIZEN) ? call->who->citizen_id : NULL,
        .home_id = call_is(call, CASEWORKER) ? call->who->organisation_id : NULL,
        .recipient_id = call->who->organisation_id,
        .responsible = in->mine ? call->who->subject : NULL,
        .now = call->now,
    };
    size_t limit = in->has_limit ? (size_t) in->limit : PAGE, found;
    struct consents_consent *items = ARENA_ARRAY(call->arena, struct consents_consent, limit + 1);
    int rc = find_consents(call->store, call->arena, in, &reader, (int64_t) limit + 1, items, &found);
    if (found > limit) {
        found = limit;
        out->next = items[limit - 1].consent_id;
    }
    for (size_t i = 0; !rc && i < found; i++)
        rc = show(call, &items[i]);
    out->consents = (struct consents_consent_list){items, found};
    return rc;
}
