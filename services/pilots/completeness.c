/* SPDX-License-Identifier: EUPL-1.2 */
#include "completeness.h"

#include "contract.h"
#include "message_field.h"

#include <assert.h>

#define NL PILOTS_REGISTER_NL_1_0
#define UK PILOTS_REGISTER_UK_ATRS
#define EU_A PILOTS_REGISTER_EU_PROVIDER
#define EU_B PILOTS_REGISTER_EU_NOT_HIGH_RISK
#define EU_C PILOTS_REGISTER_EU_DEPLOYER

/* How a register asks. */
enum demand {
    REQUIRED,
    OR_HIGH, /* required, and said by a high risk too */
    OPTIONAL /* may be missing, but not be too long */
};

/* What is always there (organisation, stage) is not asked about. maximum: characters of a text; 0: as many as ours. */
static const struct requirement {
    enum pilots_register register_;
    enum demand demand;
    int64_t maximum;
    const char *path, *term;
} requirements[] = {
    /* clang-format off */
    {NL,   REQUIRED,  100, "name",                                   "name"},
    {NL,   REQUIRED,  350, "summary",                                "description_short"},
    {NL,   REQUIRED,    0, "language",                               "lang"},
    {NL,   REQUIRED,    0, "contact_email|contact_url",              "contact_email"},
    {NL,   OR_HIGH,     0, "impactful",                              "publication_category"},
    {NL,   OPTIONAL, 2500, "purpose",                                "goal"},
    {NL,   OPTIONAL, 2500, "proportionality",                        "proportionality"},
    {NL,   OPTIONAL, 2500, "human_intervention",                     "human_intervention"},
    {NL,   OPTIONAL, 2500, "risks",                                  "risks"},
    {NL,   OPTIONAL, 2500, "legal_basis",                            "lawful_basis"},
    {NL,   OPTIONAL, 2500, "impact_assessment_notes",                "impacttoetsen"},
    {NL,   OPTIONAL, 2500, "data_description",                       "source_data"},
    {UK,   REQUIRED,    0, "summary",                                "description"},
    {UK,   REQUIRED,    0, "contact_email|contact_url",              "contact_email"},
    {UK,   REQUIRED,    0, "supplier.name",                          "external_supplier"},
    {UK,   REQUIRED,    0, "supplier.role",                          "external_supplier_role"},
    {UK,   REQUIRED,    0, "purpose",                                "scope"},
    {UK,   REQUIRED,    0, "benefit",                                "benefit"},
    {UK,   REQUIRED,    0, "model_type",                             "model_type"},
    {UK,   REQUIRED,    0, "human_intervention",                     "human_decisions"},
    {UK,   REQUIRED,    0, "appeals",                                "appeals_and_review"},
    {UK,   REQUIRED,    0, "data_sources",                           "source_data_name"},
    {UK,   REQUIRED,    0, "data_description|data_sources.description","source_data_description"},
    {UK,   REQUIRED,    0, "data_collection",                        "data_collection"},
    {UK,   REQUIRED,    0, "data_sharing",                           "data_sharing_agreements"},
    {UK,   REQUIRED,    0, "data_storage",                           "data_access_and_storage"},
    {UK,   REQUIRED,    0, "impact_assessments",                     "impact_assessment_name"},
    {UK,   REQUIRED,    0, "risk_items",                             "risk_name"},
    {EU_A, REQUIRED,    0, "contact_email|contact_url",              "A 1"},
    {EU_A, REQUIRED,    0, "ai_act.trade_name",                      "A 4"},
    {EU_A, REQUIRED,    0, "purpose",                                "A 5"},
    {EU_A, REQUIRED,    0, "data_description|data_sources",          "A 6"},
    {EU_A, REQUIRED,    0, "methods",                                "A 6"},
    {EU_A, REQUIRED,    0, "ai_act.status",                          "A 7"},
    {EU_A, REQUIRED,    0, "ai_act.member_states",                   "A 10"},
    {EU_A, REQUIRED,    0, "ai_act.declaration_url",                 "A 11"},
    {EU_A, REQUIRED,    0, "ai_act.instructions_url",                "A 12"},
    {EU_B, REQUIRED,    0, "contact_email|contact_url",              "B 1"},
    {EU_B, REQUIRED,    0, "ai_act.trade_name",                      "B 4"},
    {EU_B, REQUIRED,    0, "purpose",                                "B 5"},
    {EU_B, REQUIRED,    0, "ai_act.exemption_condition",             "B 6"},
    {EU_B, REQUIRED,    0, "ai_act.exemption_grounds",               "B 7"},
    {EU_B, REQUIRED,    0, "ai_act.status",                          "B 8"},
    {EU_B, REQUIRED,    0, "ai_act.member_states",                   "B 9"},
    {EU_C, REQUIRED,    0, "contact_email|contact_url",              "C 1"},
    {EU_C, REQUIRED,    0, "ai_act.provider_entry_url",              "C 3"},
    {EU_C, REQUIRED,    0, "ai_act.fundamental_rights_summary",      "C 4"},
    /* clang-format on */
};
#define REQUIREMENTS (sizeof requirements / sizeof *requirements)

/* Paths name fields of the contract. */
static const struct message_field *field_find(const struct message_type *type, const char *name, size_t length)
{
    for (size_t i = 0;; i++) {
        assert(i < type->count);
        const struct message_field *field = &type->fields[i];
        if (field->name_length == length && memcmp(field->name, name, length) == 0)
            return field;
    }
}

/* Blank text says nothing. */
static bool is_given(const struct message_field *field, const void *holder)
{
    if (!field_is_present(field, holder))
        return false;
    if (field->kind != MESSAGE_TEXT)
        return true;
    const char *text = message_text_at(holder, field->offset);
    return text[strspn(text, " \t\r\n")] != '\0';
}

/* The first value at the path (which ends with '|' or NUL): what holds it, and its field; NULL when there is none. Of a
 * list, the first item is looked into. */
static const struct message_field *value_find(const char *path, const struct message_type **type, const void **holder)
{
    for (;;) {
        size_t length = strcspn(path, ".|");
        const struct message_field *field = field_find(*type, path, length);
        if (!is_given(field, *holder))
            return NULL;
        if (path[length] != '.')
            return field;
        if (field->kind == MESSAGE_OBJECTS) {
            struct list list;
            field_load(field, *holder, &list, sizeof list);
            *holder = list.items;
        } else {
            *holder = field_object(field, *holder);
        }
        *type = field->type;
        path += length + 1;
    }
}

static const struct message_field *record_find(const struct pilots_record *record, const char *path,
                                               const void **holder)
{
    for (;;) {
        const struct message_type *type = &pilots_record_type;
        *holder = record;
        const struct message_field *field = value_find(path, &type, holder);
        const char *bar = strchr(path, '|');
        if (field || !bar)
            return field;
        path = bar + 1;
    }
}

bool record_gives(const struct pilots_record *record, const char *path)
{
    const void *holder;
    return record_find(record, path, &holder) != NULL;
}

static int64_t characters(const char *text)
{
    int64_t count = 0;
    for (; *text; text++)
        count += (*text & 0xC0) != 0x80; /* not the inside of a character */
    return count;
}

/* PILOTS_FAULT_NONE when the requirement is met. */
static enum pilots_fault fault_of(const struct requirement *row, const struct pilots_record *record)
{
    const void *holder;
    const struct message_field *field = record_find(record, row->path, &holder);
    if (!field)
        return row->demand == OPTIONAL || (row->demand == OR_HIGH && record->risk == PILOTS_RISK_HIGH)
                   ? PILOTS_FAULT_NONE
                   : PILOTS_FAULT_MISSING;
    if (row->maximum && characters(message_text_at(holder, field->offset)) > row->maximum)
        return PILOTS_FAULT_TOO_LONG;
    return PILOTS_FAULT_NONE;
}

static struct pilots_completeness measure(struct arena *arena, enum pilots_register register_,
                                          const struct pilots_record *record)
{
    struct pilots_shortfall *shortfalls = ARENA_ARRAY(arena, struct pilots_shortfall, REQUIREMENTS);
    struct pilots_completeness result = {.register_ = register_, .shortfalls.items = shortfalls};
    for (size_t i = 0; i < REQUIREMENTS; i++) {
        const struct requirement *row = &requirements[i];
        if (row->register_ != register_)
            continue;
        enum pilots_fault fault = fault_of(row, record);
        result.asked += row->demand != OPTIONAL || fault;
        result.given += row->demand != OPTIONAL && !fault;
        if (fault)
            shortfalls[result.shortfalls.count++] = (struct pilots_shortfall){
                .field = row->path,
                .term = row->term,
                .fault = fault,
                .has_maximum = fault == PILOTS_FAULT_TOO_LONG,
                .maximum = row->maximum,
            };
    }
    return result;
}

static enum pilots_register section_of(const struct pilots_record *record)
{
    if (!record->ai_act || record->ai_act->role != PILOTS_AI_ACT_ROLE_PROVIDER)
        return EU_C;
    return record->risk == PILOTS_RISK_HIGH ? EU_A : EU_B;
}

struct pilots_completeness_list record_completeness(struct arena *arena, const struct pilots_record *record)
{
    const enum pilots_register registers[] = {NL, UK, section_of(record)};
    enum { COUNT = sizeof registers / sizeof *registers };
    struct pilots_completeness *list = ARENA_ARRAY(arena, struct pilots_completeness, COUNT);
    for (size_t i = 0; i < COUNT; i++)
        list[i] = measure(arena, registers[i], record);
    return (struct pilots_completeness_list){list, COUNT};
}
