/* SPDX-License-Identifier: EUPL-1.2 */
#include "rules.h"

#include "completeness.h"

#include <string.h>

/*
 * The conditions: a condition is fulfilled by what stands in the record (a path, or one of several), by a
 * responsibility that somebody has, or by an entry in the evidence log.
 */
#define RESPONSIBILITY(k) IN_SET(PILOTS_RESPONSIBILITY_KIND_##k)
#define EVIDENCE(k) IN_SET(PILOTS_EVIDENCE_KIND_##k)

struct condition_rule {
    const char *name;
    const char *path;
    uint32_t responsibility, evidence;
};

/* clang-format off */
static const struct condition_rule conditions[CONDITION_COUNT] = {
    [CONDITION_SUMMARY]            = {"summary", .path = "summary"},
    [CONDITION_PURPOSE]            = {"purpose", .path = "purpose"},
    [CONDITION_CONTACT]            = {"contact", .path = "contact_email|contact_url"},
    [CONDITION_LEAD]               = {"lead", .responsibility = RESPONSIBILITY(LEAD)},
    [CONDITION_LEGAL_BASIS]        = {"legal_basis", .path = "legal_basis|legal_basis_links"},
    [CONDITION_RISK]               = {"risk", .path = "risk"},
    [CONDITION_DATA]               = {"data", .path = "data_description|data_sources"},
    [CONDITION_HUMAN_INTERVENTION] = {"human_intervention", .path = "human_intervention"},
    [CONDITION_DECISION_MAKER]     = {"decision_maker", .responsibility = RESPONSIBILITY(DECISION_MAKER)},
    [CONDITION_IMPACT_ASSESSMENT]  = {"impact_assessment", .path = NULL}, /* one that can be read: is_assessed */
    [CONDITION_BASELINE]           = {"baseline", .evidence = EVIDENCE(BASELINE)},
    [CONDITION_EVALUATION]         = {"evaluation", .evidence = EVIDENCE(EVALUATION)},
    [CONDITION_DECISION]           = {"decision", .evidence = EVIDENCE(DECISION)},
};

/*
 * The stages: from where one gets there, and what must exist there. What a stage demands, the later ones demand too, so
 * that no gate can be gone round; and a pilot may always go back, or be stopped.
 */
#define NEEDS(c) (1u << CONDITION_##c)
#define BEFORE_USE (STAGE(IDEA) | STAGE(DESIGN) | STAGE(DEVELOPMENT))
#define IN_USE (STAGE(PILOT) | STAGE(PRODUCTION))
#define FOR_DESIGN (NEEDS(PURPOSE) | NEEDS(LEAD))
#define FOR_DEVELOPMENT (FOR_DESIGN | NEEDS(LEGAL_BASIS) | NEEDS(RISK) | NEEDS(DATA))
#define FOR_PILOT                                                                                                      \
    (FOR_DEVELOPMENT | NEEDS(HUMAN_INTERVENTION) | NEEDS(DECISION_MAKER) | NEEDS(IMPACT_ASSESSMENT) | NEEDS(BASELINE))
#define FOR_PRODUCTION (FOR_PILOT | NEEDS(EVALUATION) | NEEDS(DECISION) | NEEDS(CONTACT))

static const struct stage_rule {
    uint32_t from, needs;
} stages[] = {
    [PILOTS_STAGE_IDEA]        = {BEFORE_USE | STAGE(STOPPED),          0},
    [PILOTS_STAGE_DESIGN]      = {BEFORE_USE | STAGE(STOPPED) | IN_USE, FOR_DESIGN},
    [PILOTS_STAGE_DEVELOPMENT] = {BEFORE_USE | STAGE(STOPPED) | IN_USE, FOR_DEVELOPMENT},
    [PILOTS_STAGE_PILOT]       = {BEFORE_USE | IN_USE,                  FOR_PILOT},
    [PILOTS_STAGE_PRODUCTION]  = {BEFORE_USE | IN_USE,                  FOR_PRODUCTION},
    [PILOTS_STAGE_RETIRED]     = {IN_USE,                               0},
    [PILOTS_STAGE_STOPPED]     = {BEFORE_USE | IN_USE,                  0},
};
/* clang-format on */

const char *condition_name(enum condition condition)
{
    return conditions[condition].name;
}

/* An assessment that is only said to exist convinces nobody. */
static bool is_assessed(const struct pilots_record *record)
{
    for (size_t i = 0; i < record->impact_assessments.count; i++)
        if (record->impact_assessments.items[i].availability == PILOTS_AVAILABILITY_AVAILABLE)
            return true;
    return false;
}

static bool is_fulfilled(enum condition condition, const struct facts *facts)
{
    const struct condition_rule *rule = &conditions[condition];
    if (condition == CONDITION_IMPACT_ASSESSMENT)
        return is_assessed(facts->record);
    return (rule->path && record_gives(facts->record, rule->path)) ||
           (rule->responsibility & facts->responsibilities) || (rule->evidence & facts->evidence);
}

uint32_t rules_held(const struct facts *facts)
{
    uint32_t held = 0;
    for (unsigned i = 0; i < CONDITION_COUNT; i++)
        if (is_fulfilled((enum condition) i, facts))
            held |= 1u << i;
    return held;
}

uint32_t rules_stage_needs(enum pilots_stage stage)
{
    return stages[stage].needs;
}

uint32_t rules_publication_needs(void)
{
    return NEEDS(SUMMARY) | NEEDS(PURPOSE) | NEEDS(CONTACT);
}

bool rules_may_move(enum pilots_stage from, enum pilots_stage to)
{
    return from != to && (stages[to].from & IN_SET(from));
}

int64_t rules_stale_before_ms(int64_t now_ms)
{
    const int64_t six_months_ms = INT64_C(183) * 86400000;
    return now_ms - six_months_ms;
}

bool rules_is_stale(enum pilots_stage stage, const char *active_at, const char *stale_before)
{
    return (IN_SET(stage) & (BEFORE_USE | IN_USE)) && strcmp(active_at, stale_before) < 0;
}

static bool is_sha256(const char *text)
{
    return strspn(text, "0123456789abcdef") == 64 && text[64] == '\0';
}

static bool is_country(const char *text)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    return strspn(text, letters) == 2 && text[2] == '\0';
}

/* YYYY-MM, or absent. */
static bool is_month(const char *text)
{
    static const char digits[] = "0123456789";
    return !text || (strspn(text, digits) == 4 && text[4] == '-' && strspn(text + 5, digits) == 2 && text[7] == '\0' &&
                     strcmp(text + 5, "01") >= 0 && strcmp(text + 5, "12") <= 0);
}

const char *rules_record_fault(const struct pilots_record *record)
{
    if (record->country && !is_country(record->country))
        return "record.country";
    if (!is_month(record->begin_month))
        return "record.begin_month";
    if (!is_month(record->end_month))
        return "record.end_month";
    for (size_t i = 0; i < record->impact_assessments.count; i++) {
        const struct pilots_impact_assessment *assessment = &record->impact_assessments.items[i];
        if (assessment->availability == PILOTS_AVAILABILITY_AVAILABLE && !assessment->url)
            return "record.impact_assessments.url";
        if (assessment->sha256 && !is_sha256(assessment->sha256))
            return "record.impact_assessments.sha256";
    }
    return NULL;
}

const char *rules_evidence_fault(const struct pilots_log_evidence *entry)
{
    if (entry->period_from && entry->period_to && strcmp(entry->period_from, entry->period_to) > 0)
        return "period_to";
    if (entry->outcome && entry->kind != PILOTS_EVIDENCE_KIND_EVALUATION)
        return "outcome";
    if (entry->decided_by && entry->kind != PILOTS_EVIDENCE_KIND_DECISION)
        return "decided_by";
    for (size_t i = 0; i < entry->attachments.count; i++)
        if (!is_sha256(entry->attachments.items[i].sha256))
            return "attachments.sha256";
    for (size_t i = 0; i < entry->numbers.count; i++) {
        const struct pilots_number *number = &entry->numbers.items[i];
        if ((number->has_low && number->low > number->value) || (number->has_high && number->high < number->value))
            return "numbers.value";
    }
    return NULL;
}
