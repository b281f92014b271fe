/* SPDX-License-Identifier: EUPL-1.2 */
#include "layout.h"

#include <string.h>

/* Tables that are not imported stand here too, so that "holiday_schedules" is not taken for "schedules" with a prefix. */
static const struct {
    const char *name;
    enum hsds_table table;
} tables[] = {
    {"organizations", HSDS_ORGANIZATION},
    {"services", HSDS_SERVICE},
    {"locations", HSDS_LOCATION},
    {"service_at_location", HSDS_SERVICE_AT_LOCATION},
    {"service_at_locations", HSDS_SERVICE_AT_LOCATION},
    {"services_at_location", HSDS_SERVICE_AT_LOCATION}, /* 1.1 */
    {"addresses", HSDS_ADDRESS},
    {"physical_addresses", HSDS_ADDRESS}, /* 1.1 */
    {"postal_addresses", HSDS_ADDRESS},   /* 1.1 */
    {"phones", HSDS_PHONE},
    {"schedules", HSDS_SCHEDULE},
    {"regular_schedules", HSDS_SCHEDULE}, /* 1.1 */
    {"languages", HSDS_LANGUAGE},
    {"attributes", HSDS_ATTRIBUTE},
    {"service_attributes", HSDS_ATTRIBUTE}, /* 2.0 */
    {"services_taxonomy", HSDS_ATTRIBUTE},  /* 1.1 */
    {"taxonomy_terms", HSDS_TAXONOMY_TERM},
    {"taxonomy", HSDS_TAXONOMY_TERM},   /* 1.1 */
    {"eligibility", HSDS_ELIGIBILITY},  /* 1.1 */
    {"eligibilitys", HSDS_ELIGIBILITY}, /* 1.1, as its template spells it */
    {"holiday_schedules", HSDS_NO_TABLE},
    {"accessibility_for_disabilities", HSDS_NO_TABLE},
    {"organization_identifiers", HSDS_NO_TABLE},
    {"payments_accepted", HSDS_NO_TABLE},
    {"service_areas", HSDS_NO_TABLE},
};

static const char *const table_names[HSDS_TABLE_COUNT] = {
    [HSDS_NO_TABLE] = "record",
    [HSDS_ORGANIZATION] = "organization",
    [HSDS_SERVICE] = "service",
    [HSDS_LOCATION] = "location",
    [HSDS_SERVICE_AT_LOCATION] = "service_at_location",
    [HSDS_ADDRESS] = "address",
    [HSDS_PHONE] = "phone",
    [HSDS_SCHEDULE] = "schedule",
    [HSDS_LANGUAGE] = "language",
    [HSDS_ATTRIBUTE] = "attribute",
    [HSDS_TAXONOMY_TERM] = "taxonomy_term",
    [HSDS_ELIGIBILITY] = "eligibility",
};

static const char *const column_names[HSDS_COLUMN_COUNT] = {
    [HSDS_ID] = "id",
    [HSDS_ORGANIZATION_ID] = "organization_id",
    [HSDS_SERVICE_ID] = "service_id",
    [HSDS_LOCATION_ID] = "location_id",
    [HSDS_SERVICE_AT_LOCATION_ID] = "service_at_location_id",
    [HSDS_LINK_ID] = "link_id",
    [HSDS_TAXONOMY_TERM_ID] = "taxonomy_term_id",
    [HSDS_NAME] = "name",
    [HSDS_ALTERNATE_NAME] = "alternate_name",
    [HSDS_DESCRIPTION] = "description",
    [HSDS_URL] = "url",
    [HSDS_EMAIL] = "email",
    [HSDS_STATUS] = "status",
    [HSDS_APPLICATION_PROCESS] = "application_process",
    [HSDS_FEES_DESCRIPTION] = "fees_description",
    [HSDS_FEES] = "fees",
    [HSDS_ELIGIBILITY_DESCRIPTION] = "eligibility_description",
    [HSDS_MINIMUM_AGE] = "minimum_age",
    [HSDS_MAXIMUM_AGE] = "maximum_age",
    [HSDS_TRANSPORTATION] = "transportation",
    [HSDS_LATITUDE] = "latitude",
    [HSDS_LONGITUDE] = "longitude",
    [HSDS_ADDRESS_TYPE] = "address_type",
    [HSDS_ADDRESS_1] = "address_1",
    [HSDS_ADDRESS_2] = "address_2",
    [HSDS_CITY] = "city",
    [HSDS_REGION] = "region",
    [HSDS_STATE_PROVINCE] = "state_province",
    [HSDS_POSTAL_CODE] = "postal_code",
    [HSDS_COUNTRY] = "country",
    [HSDS_NUMBER] = "number",
    [HSDS_EXTENSION] = "extension",
    [HSDS_TYPE] = "type",
    [HSDS_VALID_FROM] = "valid_from",
    [HSDS_VALID_TO] = "valid_to",
    [HSDS_OPENS_AT] = "opens_at",
    [HSDS_CLOSES_AT] = "closes_at",
    [HSDS_BYDAY] = "byday",
    [HSDS_CODE] = "code",
};

/* The same under another name, in one table. */
static const struct {
    enum hsds_table table;
    const char *name;
    enum hsds_column column;
} aliases[] = {
    {HSDS_ORGANIZATION, "website", HSDS_URL},
    {HSDS_SCHEDULE, "weekday", HSDS_BYDAY},                          /* 1.1 */
    {HSDS_LANGUAGE, "language", HSDS_CODE},                          /* 1.1 */
    {HSDS_ATTRIBUTE, "service_id", HSDS_LINK_ID},                    /* 1.1, 2.0 */
    {HSDS_ATTRIBUTE, "taxonomy_id", HSDS_TAXONOMY_TERM_ID},          /* 1.1 */
    {HSDS_ELIGIBILITY, "eligibility", HSDS_ELIGIBILITY_DESCRIPTION}, /* 1.1 */
};

const struct hsds_nesting layout_nestings[] = {
    {HSDS_SERVICE, "organization", HSDS_ORGANIZATION, .parent_link = HSDS_ORGANIZATION_ID},
    {HSDS_SERVICE, "service_at_locations", HSDS_SERVICE_AT_LOCATION, .child_link = HSDS_SERVICE_ID},
    {HSDS_SERVICE, "phones", HSDS_PHONE, .child_link = HSDS_SERVICE_ID},
    {HSDS_SERVICE, "schedules", HSDS_SCHEDULE, .child_link = HSDS_SERVICE_ID},
    {HSDS_SERVICE, "languages", HSDS_LANGUAGE, .child_link = HSDS_SERVICE_ID},
    {HSDS_SERVICE, "attributes", HSDS_ATTRIBUTE, .child_link = HSDS_LINK_ID},
    {HSDS_SERVICE_AT_LOCATION, "service", HSDS_SERVICE, .parent_link = HSDS_SERVICE_ID},
    {HSDS_SERVICE_AT_LOCATION, "location", HSDS_LOCATION, .parent_link = HSDS_LOCATION_ID},
    {HSDS_SERVICE_AT_LOCATION, "schedules", HSDS_SCHEDULE, .child_link = HSDS_SERVICE_AT_LOCATION_ID},
    {HSDS_LOCATION, "addresses", HSDS_ADDRESS, .child_link = HSDS_LOCATION_ID},
    {HSDS_LOCATION, "phones", HSDS_PHONE, .child_link = HSDS_LOCATION_ID},
    {HSDS_LOCATION, "schedules", HSDS_SCHEDULE, .child_link = HSDS_LOCATION_ID},
    {HSDS_ORGANIZATION, "services", HSDS_SERVICE, .child_link = HSDS_ORGANIZATION_ID},
    {HSDS_ORGANIZATION, "locations", HSDS_LOCATION, .child_link = HSDS_ORGANIZATION_ID},
    {HSDS_ATTRIBUTE, "taxonomy_term", HSDS_TAXONOMY_TERM, .parent_link = HSDS_TAXONOMY_TERM_ID},
    {0},
};

const struct hsds_signature layout_signatures[] = {
    {"location_type", HSDS_LOCATION},
    {"taxonomy", HSDS_TAXONOMY_TERM},
    {"service", HSDS_SERVICE_AT_LOCATION},
    {"status", HSDS_SERVICE},
    {"organization", HSDS_SERVICE},
    {"organization_id", HSDS_SERVICE},
    {"service_at_locations", HSDS_SERVICE},
    {"website", HSDS_ORGANIZATION},
    {"legal_status", HSDS_ORGANIZATION},
    {"year_incorporated", HSDS_ORGANIZATION},
    {"organization_identifiers", HSDS_ORGANIZATION},
    {"locations", HSDS_ORGANIZATION},
    {"services", HSDS_ORGANIZATION},
    {0},
};

enum hsds_table layout_table(const char *stem, size_t *prefix)
{
    size_t length = strlen(stem), longest = 0;
    enum hsds_table found = HSDS_NO_TABLE;
    *prefix = 0;
    for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++) {
        size_t named = strlen(tables[i].name);
        if (named > length || named <= longest || strcmp(stem + length - named, tables[i].name) != 0)
            continue;
        if (named < length && !strchr("_-.", stem[length - named - 1]))
            continue;
        longest = named;
        found = tables[i].table;
        *prefix = length - named;
    }
    return found;
}

enum hsds_column layout_column(enum hsds_table table, const char *name)
{
    for (size_t i = 0; i < sizeof(aliases) / sizeof(*aliases); i++)
        if (aliases[i].table == table && strcmp(aliases[i].name, name) == 0)
            return aliases[i].column;
    for (int column = HSDS_ID; column < HSDS_COLUMN_COUNT; column++)
        if (strcmp(column_names[column], name) == 0)
            return (enum hsds_column) column;
    return HSDS_NO_COLUMN;
}

const char *layout_table_name(enum hsds_table table)
{
    return table_names[table];
}

const char *layout_column_name(enum hsds_column column)
{
    return column_names[column];
}
