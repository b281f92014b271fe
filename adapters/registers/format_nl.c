/* SPDX-License-Identifier: EUPL-1.2 */
/* The Dutch Algorithm Register: publication standard 1.0, and the summaries that algoritmes.overheid.nl publishes. */
#include "format.h"

static const struct register_word stages[] = {
    {"In ontwikkeling", "ontwikkeling", PILOTS_STAGE_DEVELOPMENT},
    {"In ontwikkeling", "ontwikkeling", PILOTS_STAGE_IDEA},
    {"In ontwikkeling", "ontwikkeling", PILOTS_STAGE_DESIGN},
    {"In gebruik", "in_gebruik", PILOTS_STAGE_PRODUCTION},
    {"In gebruik", "in_gebruik", PILOTS_STAGE_PILOT},
    {"Buiten gebruik", "buiten_gebruik", PILOTS_STAGE_RETIRED},
    {"Buiten gebruik", "buiten_gebruik", PILOTS_STAGE_STOPPED},
    {0},
};

static const struct register_word themes[] = {
    {"Organisatie en bedrijfsvoering", NULL, PILOTS_DOMAIN_ORGANISATION},
    {"Cultuur en recreatie", NULL, PILOTS_DOMAIN_CULTURE},
    {"Economie", NULL, PILOTS_DOMAIN_ECONOMY},
    {"Overheidsfinanciën", NULL, PILOTS_DOMAIN_FINANCE},
    {"Wonen", NULL, PILOTS_DOMAIN_HOUSING},
    {"Internationaal", NULL, PILOTS_DOMAIN_INTERNATIONAL},
    {"Migratie en integratie", NULL, PILOTS_DOMAIN_MIGRATION},
    {"Natuur en milieu", NULL, PILOTS_DOMAIN_ENVIRONMENT},
    {"Onderwijs en wetenschap", NULL, PILOTS_DOMAIN_EDUCATION},
    {"Openbare orde en veiligheid", NULL, PILOTS_DOMAIN_PUBLIC_ORDER},
    {"Recht", NULL, PILOTS_DOMAIN_LAW},
    {"Ruimte en infrastructuur", NULL, PILOTS_DOMAIN_INFRASTRUCTURE},
    {"Sociale zekerheid", NULL, PILOTS_DOMAIN_SOCIAL_SECURITY},
    {"Verkeer", NULL, PILOTS_DOMAIN_TRAFFIC},
    {"Werk", NULL, PILOTS_DOMAIN_WORK},
    {"Zorg en gezondheid", NULL, PILOTS_DOMAIN_HEALTH},
    {0},
};

static const struct register_word languages[] = {{"nld", "nl", 0}, {0}};

static const struct register_word assessed[] = {
    {"Ja", NULL, CONVERSION_YES}, {"Nee", NULL, CONVERSION_NO}, {"Onbekend", NULL, CONVERSION_UNKNOWN}, {0}};

static const struct register_item_key links[] = {{"title", "title"}, {"link", "url"}, {0}};
static const struct register_item_key sources[] = {{"title", "name"}, {"link", "url"}, {0}};

static const struct register_column columns[] = {
    {"name", "title", &conversion_text, .field = "name", .needed = true},
    {"organization", "organisatie", .conversion = &conversion_organisation, .needed = true},
    {"description_short", NULL, &conversion_text, .field = "summary"},
    {"category", NULL, &conversion_set, .field = "domains", .words = themes},
    {"status", NULL, &conversion_stage, .words = stages, .needed = true},
    {"begin_date", NULL, &conversion_month, .field = "begin_month"},
    {"end_date", NULL, &conversion_month, .field = "end_month"},
    {"contact_email", NULL, .conversion = &conversion_contact},
    {"website", NULL, &conversion_text, .field = "website"},
    {"publication_category", NULL, .conversion = &conversion_category},
    {"url", NULL, &conversion_text, .field = "register_url"},
    {"goal", "doel", &conversion_text, .field = "purpose"},
    {"proportionality", NULL, &conversion_text, .field = "proportionality"},
    {"human_intervention", NULL, &conversion_text, .field = "human_intervention"},
    {"risks", NULL, &conversion_text, .field = "risks"},
    {"lawful_basis", "juridische_basis", &conversion_text, .field = "legal_basis"},
    {"lawful_basis_grouping", NULL, &conversion_items, .field = "legal_basis_links", .items = links},
    {"process_index_url", NULL, &conversion_text, .field = "process_url"},
    {"impacttoetsen_grouping", NULL, &conversion_items, .field = "impact_assessments", .items = links},
    {"impacttoetsen", NULL, &conversion_text, .field = "impact_assessment_notes"},
    {"source_data", NULL, &conversion_text, .field = "data_description"},
    {"source_data_grouping", NULL, &conversion_items, .field = "data_sources", .items = sources},
    {"methods_and_models", NULL, &conversion_text, .field = "methods"},
    {"provider", NULL, &conversion_text, .field = "supplier.name"},
    {"publiccode", NULL, &conversion_text, .field = "source_code_url"},
    {"lang", NULL, &conversion_language, .field = "language", .words = languages},
    {"standard_version", NULL, &conversion_constant, .field = "1.0"},
    {"tags", NULL, &conversion_tags, .field = "tags"},
    {"lars", "id", .conversion = &conversion_assigned},
    {"source_id", NULL, .conversion = &conversion_own},
    {"impactassessment", NULL, &conversion_assessed, .field = "impact_assessed",
     .words = assessed}, /* summaries only */
    {"geregistreerd", NULL, &conversion_day, .field = "recorded_on"},
};

static const struct register_kind kinds[] = {
    {"Gemeente ", NULL, COMMON_ORGANISATION_TYPE_MUNICIPALITY},
    {"Provincie ", NULL, COMMON_ORGANISATION_TYPE_REGION},
    {NULL, NULL, COMMON_ORGANISATION_TYPE_AGENCY},
};

const struct register_format register_nl = {
    .name = "nl",
    .system = "algoritmes.overheid.nl",
    .list = "algoritmes",
    .country = "NL",
    .language = "nl",
    .stage = PILOTS_STAGE_PRODUCTION,
    .measure = PILOTS_REGISTER_NL_1_0,
    .kinds = kinds,
    .columns = columns,
    .column_count = sizeof(columns) / sizeof(*columns),
};
