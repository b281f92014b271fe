/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The receipt of a consent in the fields of ISO/IEC TS 27560, with the terms of DPV and its GDPR extension. It is made
 * from the record whenever it is asked for, and the same as long as the consent's state is.
 */
#include "consents_dispatch.h"

#include <inttypes.h>
#include <string.h>

#include "consent.h"
#include "identity.h"
#include "service.h"
#include "store.h"

static const char *const states[] = {
    [CONSENTS_STATUS_REQUESTED] = "dpv:ConsentRequested", [CONSENTS_STATUS_GIVEN] = "dpv:ConsentGiven",
    [CONSENTS_STATUS_REFUSED] = "dpv:ConsentRefused",     [CONSENTS_STATUS_WITHDRAWN] = "dpv:ConsentWithdrawn",
    [CONSENTS_STATUS_EXPIRED] = "dpv:ConsentExpired",
};

static const char *const purposes[] = {
    [CONSENTS_PURPOSE_SOCIALWELFAREPROVISION] = "sector-publicservices:SocialWelfareProvision",
    [CONSENTS_PURPOSE_PUBLICSERVICEPROVISION] = "sector-publicservices:PublicServiceProvision",
    [CONSENTS_PURPOSE_SOCIALASSISTANCEMANAGEMENT] = "sector-publicservices:SocialAssistanceManagement",
    [CONSENTS_PURPOSE_SERVICEPROVISION] = "dpv:ServiceProvision",
    [CONSENTS_PURPOSE_IMPROVEPUBLICSERVICES] = "dpv:ImprovePublicServices",
    [CONSENTS_PURPOSE_SCIENTIFICRESEARCH] = "dpv:ScientificResearch",
};

static const char *const recorded_methods[] = {
    [CONSENTS_METHOD_CONVERSATION] = "recorded by a caseworker: conversation",
    [CONSENTS_METHOD_TELEPHONE] = "recorded by a caseworker: telephone",
    [CONSENTS_METHOD_PAPER] = "recorded by a caseworker: paper",
    [CONSENTS_METHOD_DIGITAL] = "recorded by a caseworker: digital",
};

static const char *rights[] = {"eu-gdpr:A7-3", "eu-gdpr:A13", "eu-gdpr:A15", "eu-gdpr:A16",
                               "eu-gdpr:A17",  "eu-gdpr:A18", "eu-gdpr:A20", "eu-gdpr:A77"};

#define HEALTH (1u << (COMMON_CATEGORY_HEALTH - 1))

/* A UUIDv8 (RFC 9562) of the consent and its state. */
static const char *receipt_id(struct arena *arena, const struct consents_consent *consent)
{
    const char *name = arena_print(arena, "%s %s", consent->consent_id, states[consent->status]);
    uint64_t high = fingerprint(name, strlen(name)), low = fingerprint(name, strlen(name) + 1);
    return arena_print(arena, "%08" PRIx64 "-%04" PRIx64 "-8%03" PRIx64 "-%04" PRIx64 "-%012" PRIx64, high >> 32,
                       high >> 16 & 0xffff, high & 0xfff, 0x8000 | (low >> 48 & 0x3fff), low & 0xffffffffffff);
}

static struct consents_pii_list information(struct arena *arena, uint32_t categories)
{
    struct consents_pii *items = ARENA_ARRAY(arena, struct consents_pii, 32);
    size_t count = 0;
    for (uint32_t bit = 0; bit < 32; bit++)
        if (categories & 1u << bit)
            items[count++] = (struct consents_pii){(enum common_category)(bit + 1), (1u << bit) == HEALTH};
    return (struct consents_pii_list){items, count};
}

/* Who brought a step about: the municipality asked, the citizen or who spoke for them decided. */
static const char *decider(const struct consents_consent *consent, enum consents_given_by by)
{
    return by == CONSENTS_GIVEN_BY_CITIZEN          ? consent->citizen_id
           : by == CONSENTS_GIVEN_BY_REPRESENTATIVE ? "representative"
                                                    : consent->home_id;
}

static struct consents_receipt_event_list history(struct arena *arena, const struct consents_consent *consent)
{
    const struct {
        enum consents_status status;
        const char *at, *until, *by;
    } steps[] = {
        {CONSENTS_STATUS_REQUESTED, consent->requested_at, consent->given_at, consent->home_id},
        {CONSENTS_STATUS_GIVEN, consent->given_at, consent->valid_until, decider(consent, consent->given_by)},
        {consent->status, consent->ended_at, NULL, decider(consent, consent->ended_by)},
    };
    struct consents_receipt_event *items = ARENA_ARRAY(arena, struct consents_receipt_event, 3);
    size_t count = 0;
    for (size_t i = 0; i < 3; i++) {
        bool unasked = steps[i].status == CONSENTS_STATUS_REQUESTED && consent->given_at &&
                       strcmp(consent->given_at, consent->requested_at) == 0;
        if (steps[i].at && !unasked)
            items[count++] = (struct consents_receipt_event){
                .event_time = steps[i].at,
                .event_type = "explicit consent",
                .event_state = states[steps[i].status],
                .entity_id = steps[i].by,
                .validity_duration = arena_print(arena, "%s/%s", steps[i].at, steps[i].until ? steps[i].until : ".."),
            };
    }
    return (struct consents_receipt_event_list){items, count};
}

static const char *collection_method(const struct consents_consent *consent)
{
    if (consent->recorded)
        return recorded_methods[consent->recorded->method];
    return consent->representative ? "given by a representative, signed in" : "given by the citizen, signed in";
}

static struct consents_party party(const struct organisation *organisation, const char *role)
{
    const char *contact = organisation->email ? organisation->email : organisation->url;
    return (struct consents_party){
        .party_id = organisation->organisation_id,
        .party_name = organisation->name,
        .party_address = organisation->country ? organisation->country : "not registered",
        .party_contact = contact ? contact : "not registered",
        .party_type = message_enum_text(&common_organisation_type_enum, (int) organisation->type),
        .party_role = role,
    };
}

static void fill_receipt(struct arena *arena, const struct consents_consent *consent, const struct organisation *home,
                         const struct organisation *recipient, struct consents_receipt *out)
{
    struct consents_party *controllers = ARENA_ARRAY(arena, struct consents_party, 2);
    controllers[0] = party(home, "dpv:DataController");
    controllers[1] = party(recipient, "dpv:DataController");
    struct consents_party *third_party = ARENA_ARRAY(arena, struct consents_party, 1);
    *third_party = party(recipient, "dpv:Recipient");
    *out = (struct consents_receipt){
        .schema_version = "ISO/IEC TS 27560:2023",
        .record_id = consent->consent_id,
        .receipt_id = receipt_id(arena, consent),
        .pii_principal_id = consent->citizen_id,
        .privacy_notice = consent->text,
        .language = consent->language,
        .purpose = purposes[consent->purpose],
        .lawful_basis = consent->categories & HEALTH ? "eu-gdpr:A6-1-a eu-gdpr:A9-2-a" : "eu-gdpr:A6-1-a",
        .pii_information = information(arena, consent->categories),
        .pii_controllers = {controllers, 2},
        .recipient_third_parties = {third_party, 1},
        .storage_locations = arena_print(arena, "the Samspil installation that %s uses", home->name),
        .retention_period = "disclosed until the consent ends; the record as long as the case is kept",
        .jurisdiction = home->country ? home->country : "EU",
        .withdrawal_method = "samspil.consents.withdraw_consent, signed in; or through the home municipality",
        .collection_method = collection_method(consent),
        .representative = consent->representative,
        .privacy_rights = {rights, sizeof rights / sizeof *rights},
        .events = history(arena, consent),
    };
}

int consents_get_receipt(struct call *call, const struct consents_get_receipt *in,
                         struct consents_get_receipt_result *out)
{
    struct consents_consent consent;
    struct organisation home, recipient;
    int rc = find_consent(call->store, call->arena, in->consent_id, &consent);
    if (rc)
        return rc;
    struct subject_of_care about = {consent.case_id, consent.citizen_id, consent.home_id};
    rc = consent_disclose(call, &about, &consents_consent_type, &consent);
    if (!rc)
        rc = find_organisation(call->store, call->arena, consent.home_id, &home);
    if (!rc)
        rc = find_organisation(call->store, call->arena, consent.organisation_id, &recipient);
    if (!rc)
        fill_receipt(call->arena, &consent, &home, &recipient, &out->receipt);
    return rc;
}
