/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * From the rows of a source to the organisations and offers of our contract. What a value must be says the contract
 * alone: each one is put through its strict decoder.
 *
 *   organisation   name, alternate_name, description, url (3.0: website), email; type: voluntary when it is registered
 *   offer          name, alternate_name, description, url, email, status, eligibility_description (1.1: eligibility.csv),
 *                  minimum_age, maximum_age, application_process, fees_description (1.1: fees)
 *   phone          the service's first number that is for talking (type voice, cell or none), with its extension
 *   languages      code of the service's languages (1.1: language)
 *   categories     names of the taxonomy terms among the service's attributes (1.1: services_taxonomy.csv)
 *   locations      of service_at_location: name, description (else transportation), latitude, longitude, first address
 *                  that is not postal (else the first), first number
 *   schedules      of the service, else of its service_at_location, else of its location when there is only one;
 *                  weekdays as in RFC 5545, times as HH:MM; days without times are left out
 *
 * Staff contacts are not imported: they are personal data nobody asked for. Nor are programs, funding, accreditations,
 * required documents, service areas, accessibility, cost options and metadata: the contract has no place for them.
 *
 * A row is rejected when it is empty, has no id, no name or no organization_id, an id that occurred before, a name or a
 * status that the contract does not know, or when its organization was rejected. A field that is not as the contract
 * says is dropped with a remark and the row imported without it; text is never cut. Taken for granted, with a remark:
 *
 *   status blank                         active
 *   organization_id of no organization   an organisation of that identifier is registered under the name of its only
 *                                        location, or else as "Organisation <identifier>"
 *   no service_at_location at all (1.1)  the organisation's location, when it has only one
 */
#pragma once

#include "directory_contract.h"
#include "source.h"

struct hsds_organisation {
    struct source_place place;
    struct directory_organisation_updated text; /* without organisation_id */
};

struct hsds_offer {
    struct source_place place;
    const char *organisation;            /* its identifier in the source */
    struct directory_offer_updated text; /* without offer_id and organisation_id */
};

struct hsds_listing {
    struct hsds_organisation *organisations;
    size_t organisation_count;
    struct hsds_offer *offers;
    size_t offer_count;
    struct hsds_index services; /* all by id, with the rejected ones: those are not gone */
};

/* Fills the listing (in the source's arena) and adds remarks to the source. system: the name of the source. */
void source_map(struct hsds_source *source, const char *system, struct hsds_listing *listing);
