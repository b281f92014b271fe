/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The UK Algorithmic Transparency Recording Standard: tiers 1 and 2 of 1.1 with what 2.1 added, and the header fields
 * of the records on GOV.UK. What tier 2 lets occur several times is a list of objects here.
 */
#include "format.h"

static const struct register_word stages[] = {
    {"Idea", NULL, PILOTS_STAGE_IDEA},
    {"Design", NULL, PILOTS_STAGE_DESIGN},
    {"Development", NULL, PILOTS_STAGE_DEVELOPMENT},
    {"Beta/Pilot", "pilot", PILOTS_STAGE_PILOT},
    {"Production", NULL, PILOTS_STAGE_PRODUCTION},
    {"Retired", NULL, PILOTS_STAGE_RETIRED},
    {"Retired", NULL, PILOTS_STAGE_STOPPED},
    {0},
};

static const struct register_item_key sources[] = {
    {"source_data_name", "name"}, {"source_data_description", "description"}, {"source_data_url", "url"}, {0}};

static const struct register_item_key assessments[] = {{"impact_assessment_name", "title"},
                                                       {"impact_assessment_description", "description"},
                                                       {"impact_assessment_date", "date"},
                                                       {"impact_assessment_link", "url"},
                                                       {0}};

static const struct register_item_key risks[] = {
    {"risk_name", "name"}, {"risk_description", "description"}, {"risk_mitigation", "mitigation"}, {0}};

static const struct register_column columns[] = {
    {"name", "tool_name", &conversion_text, .field = "name", .needed = true},
    {"organisation", "publishing_body", .conversion = &conversion_organisation, .needed = true},
    {"description", NULL, &conversion_text, .field = "summary"},
    {"website", NULL, &conversion_text, .field = "website"},
    {"contact_email", NULL, .conversion = &conversion_contact},
    {"team", NULL, &conversion_text, .field = "team"},
    {"senior_responsible_owner", NULL, &conversion_text, .field = "responsible_owner"},
    {"external_supplier", NULL, &conversion_text, .field = "supplier.name"},
    {"external_supplier_identifier", NULL, &conversion_text, .field = "supplier.identifier"},
    {"external_supplier_role", NULL, &conversion_text, .field = "supplier.role"},
    {"procurement_procedure_type", NULL, &conversion_text, .field = "procurement"},
    {"data_access_terms", NULL, &conversion_text, .field = "data_access_terms"},
    {"scope", NULL, &conversion_text, .field = "purpose"},
    {"benefit", NULL, &conversion_text, .field = "benefit"},
    {"alternatives_considered", NULL, &conversion_text, .field = "alternatives"},
    {"model_type", NULL, &conversion_text, .field = "model_type"},
    {"frequency_usage", NULL, &conversion_text, .field = "usage_frequency"},
    {"phase", NULL, &conversion_stage, .words = stages, .needed = true},
    {"maintenance", NULL, &conversion_text, .field = "maintenance"},
    {"system_architecture", NULL, &conversion_text, .field = "architecture"},
    {"process_integration", NULL, &conversion_text, .field = "process_integration"},
    {"provided_information", NULL, &conversion_text, .field = "provided_information"},
    {"human_decisions", NULL, &conversion_text, .field = "human_intervention"},
    {"required_training", NULL, &conversion_text, .field = "required_training"},
    {"appeals_and_review", NULL, &conversion_text, .field = "appeals"},
    {"source_data", NULL, &conversion_items, .field = "data_sources", .items = sources},
    {"source_data_description", NULL, &conversion_text, .field = "data_description"},
    {"data_collection", NULL, &conversion_text, .field = "data_collection"},
    {"data_sharing_agreements", NULL, &conversion_text, .field = "data_sharing"},
    {"data_access_and_storage", NULL, &conversion_text, .field = "data_storage"},
    {"impact_assessments", NULL, &conversion_items, .field = "impact_assessments", .items = assessments},
    {"risks", NULL, &conversion_items, .field = "risk_items", .items = risks},
    {"id", NULL, .conversion = &conversion_identifier},
    {"url", NULL, &conversion_text, .field = "register_url"},
    {"standard_version", NULL, &conversion_constant, .field = "2.1"},
    {"date_completion", "published", &conversion_day, .field = "recorded_on"},
};

static const struct register_kind kinds[] = {
    {NULL, " Council", COMMON_ORGANISATION_TYPE_MUNICIPALITY},
    {"London Borough of ", NULL, COMMON_ORGANISATION_TYPE_MUNICIPALITY},
    {"Welsh Government", NULL, COMMON_ORGANISATION_TYPE_REGION},
    {NULL, NULL, COMMON_ORGANISATION_TYPE_AGENCY},
};

const struct register_format register_uk = {
    .name = "uk",
    .system = "gov.uk/algorithmic-transparency-records",
    .list = "records",
    .country = "GB",
    .language = "en",
    .stage = PILOTS_STAGE_PRODUCTION,
    .measure = PILOTS_REGISTER_UK_ATRS,
    .kinds = kinds,
    .columns = columns,
    .column_count = sizeof(columns) / sizeof(*columns),
};
