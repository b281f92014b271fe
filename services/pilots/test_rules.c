/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include "completeness.h"
#include "rules.h"
#include "service.h"
#include "words.h"

#include <cmocka.h>

#define SHA "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

static struct arena arena;

static int arena_done(void **state)
{
    (void) state;
    arena_free(&arena);
    return 0;
}

#define HOLDS(condition, ...) ((rules_held(&(struct facts){__VA_ARGS__}) & 1u << CONDITION_##condition) != 0)

static void test_conditions(void **state)
{
    (void) state;
    struct pilots_record record = {.name = "A"};
    assert_int_equal(rules_held(&(struct facts){.record = &record}), 0);
    record.purpose = " \n";
    assert_false(HOLDS(PURPOSE, .record = &record));
    record.purpose = "To help";
    assert_true(HOLDS(PURPOSE, .record = &record));

    const struct pilots_link link = {.title = "Act"};
    record.legal_basis_links = (struct pilots_link_list){&link, 1};
    assert_true(HOLDS(LEGAL_BASIS, .record = &record));

    struct pilots_impact_assessment assessment = {.title = "DPIA", .availability = PILOTS_AVAILABILITY_CLAIMED};
    record.impact_assessments = (struct pilots_impact_assessment_list){&assessment, 1};
    assert_false(HOLDS(IMPACT_ASSESSMENT, .record = &record));
    assessment.availability = PILOTS_AVAILABILITY_UNAVAILABLE;
    assert_false(HOLDS(IMPACT_ASSESSMENT, .record = &record));
    assessment.availability = PILOTS_AVAILABILITY_AVAILABLE;
    assert_true(HOLDS(IMPACT_ASSESSMENT, .record = &record));

    assert_true(HOLDS(DECISION_MAKER, .record = &record,
                      .responsibilities = IN_SET(PILOTS_RESPONSIBILITY_KIND_DECISION_MAKER)));
    assert_false(HOLDS(LEAD, .record = &record, .responsibilities = IN_SET(PILOTS_RESPONSIBILITY_KIND_DECISION_MAKER)));
    assert_true(HOLDS(BASELINE, .record = &record, .evidence = IN_SET(PILOTS_EVIDENCE_KIND_BASELINE)));
    assert_false(HOLDS(EVALUATION, .record = &record, .evidence = IN_SET(PILOTS_EVIDENCE_KIND_BASELINE)));
}

static void test_every_gate_asks_what_the_one_before_asked(void **state)
{
    (void) state;
    static const enum pilots_stage order[] = {PILOTS_STAGE_IDEA, PILOTS_STAGE_DESIGN, PILOTS_STAGE_DEVELOPMENT,
                                              PILOTS_STAGE_PILOT, PILOTS_STAGE_PRODUCTION};
    for (size_t i = 1; i < sizeof order / sizeof *order; i++) {
        assert_int_equal(rules_stage_needs(order[i - 1]) & ~rules_stage_needs(order[i]), 0);
        assert_true(rules_stage_needs(order[i - 1]) != rules_stage_needs(order[i]));
        assert_true(rules_may_move(order[i - 1], order[i]));
    }
    const uint32_t citizens = 1u << CONDITION_IMPACT_ASSESSMENT | 1u << CONDITION_DECISION_MAKER;
    assert_int_equal(rules_stage_needs(PILOTS_STAGE_PILOT) & citizens, citizens);
    for (unsigned i = 0; i < CONDITION_COUNT; i++)
        assert_non_null(condition_name((enum condition) i));
}

static void test_moves(void **state)
{
    (void) state;
    assert_true(rules_may_move(PILOTS_STAGE_PRODUCTION, PILOTS_STAGE_PILOT));
    assert_true(rules_may_move(PILOTS_STAGE_IDEA, PILOTS_STAGE_STOPPED));
    assert_true(rules_may_move(PILOTS_STAGE_STOPPED, PILOTS_STAGE_DESIGN));
    assert_true(rules_may_move(PILOTS_STAGE_PRODUCTION, PILOTS_STAGE_RETIRED));
    assert_false(rules_may_move(PILOTS_STAGE_IDEA, PILOTS_STAGE_IDEA));
    assert_false(rules_may_move(PILOTS_STAGE_IDEA, PILOTS_STAGE_RETIRED));
    assert_false(rules_may_move(PILOTS_STAGE_STOPPED, PILOTS_STAGE_PRODUCTION));
    for (enum pilots_stage to = PILOTS_STAGE_IDEA; to <= PILOTS_STAGE_STOPPED; to++)
        assert_false(rules_may_move(PILOTS_STAGE_RETIRED, to));
}

static void test_staleness(void **state)
{
    (void) state;
    const char *before = "2026-05-01T00:00:00.000Z";
    assert_true(rules_is_stale(PILOTS_STAGE_PRODUCTION, "2026-04-30T23:59:59.999Z", before));
    assert_false(rules_is_stale(PILOTS_STAGE_PRODUCTION, before, before));
    assert_false(rules_is_stale(PILOTS_STAGE_RETIRED, "2020-01-01T00:00:00.000Z", before));
    assert_false(rules_is_stale(PILOTS_STAGE_STOPPED, "2020-01-01T00:00:00.000Z", before));
}

static void test_record_faults(void **state)
{
    (void) state;
    struct pilots_impact_assessment assessment = {
        .title = "DPIA", .availability = PILOTS_AVAILABILITY_AVAILABLE, .url = "https://town.example/dpia"};
    struct pilots_record record = {.name = "A",
                                   .country = "DK",
                                   .begin_month = "2026-01",
                                   .end_month = "2026-12",
                                   .impact_assessments = {&assessment, 1}};
    assert_null(rules_record_fault(&record));
    assessment.sha256 = SHA;
    assert_null(rules_record_fault(&record));
    assessment.sha256 = "9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08";
    assert_string_equal(rules_record_fault(&record), "record.impact_assessments.sha256");
    assessment.url = NULL;
    assert_string_equal(rules_record_fault(&record), "record.impact_assessments.url");
    static const char *const months[] = {"2026-13", "2026-00", "2026/01", "26-0101", "2026-1 "};
    for (size_t i = 0; i < sizeof months / sizeof *months; i++) {
        record.end_month = months[i];
        assert_string_equal(rules_record_fault(&record), "record.end_month");
    }
    record.begin_month = "2026-1x";
    assert_string_equal(rules_record_fault(&record), "record.begin_month");
    record.country = "dk";
    assert_string_equal(rules_record_fault(&record), "record.country");
}

static void test_evidence_faults(void **state)
{
    (void) state;
    struct pilots_attachment attachment = {.title = "Report", .sha256 = SHA};
    struct pilots_number number = {.value = 3, .has_low = true, .low = 2, .has_high = true, .high = 4};
    struct pilots_log_evidence entry = {.kind = PILOTS_EVIDENCE_KIND_EVALUATION,
                                        .outcome = PILOTS_OUTCOME_PARTLY,
                                        .period_from = "2026-01-01",
                                        .period_to = "2026-01-01",
                                        .numbers = {&number, 1},
                                        .attachments = {&attachment, 1}};
    assert_null(rules_evidence_fault(&entry));
    number.high = 2.5;
    assert_string_equal(rules_evidence_fault(&entry), "numbers.value");
    attachment.sha256 = "abc";
    assert_string_equal(rules_evidence_fault(&entry), "attachments.sha256");
    entry.decided_by = "Head of department";
    assert_string_equal(rules_evidence_fault(&entry), "decided_by");
    entry.kind = PILOTS_EVIDENCE_KIND_DECISION;
    assert_string_equal(rules_evidence_fault(&entry), "outcome");
    entry.period_from = "2026-01-02";
    assert_string_equal(rules_evidence_fault(&entry), "period_to");
}

/* term:fault for each shortfall, and how many were given. */
static const char *shortfalls(const struct pilots_record *record, enum pilots_register register_)
{
    const struct pilots_completeness_list all = record_completeness(&arena, record);
    for (size_t i = 0; i < all.count; i++) {
        if (all.items[i].register_ != register_)
            continue;
        const char *text = arena_print(&arena, "%d/%d", (int) all.items[i].given, (int) all.items[i].asked);
        for (size_t k = 0; k < all.items[i].shortfalls.count; k++) {
            const struct pilots_shortfall *shortfall = &all.items[i].shortfalls.items[k];
            text = arena_print(&arena, "%s %s%s", text, shortfall->term,
                               shortfall->fault == PILOTS_FAULT_TOO_LONG ? "!" : "");
        }
        return text;
    }
    return NULL;
}

static void test_completeness_dutch(void **state)
{
    (void) state;
    struct pilots_record record = {.name = "A"};
    assert_string_equal(shortfalls(&record, PILOTS_REGISTER_NL_1_0),
                        "1/5 description_short lang contact_email publication_category");
    record.summary = "S";
    record.language = "nl";
    record.contact_url = "https://town.example";
    record.risk = PILOTS_RISK_LIMITED;
    assert_string_equal(shortfalls(&record, PILOTS_REGISTER_NL_1_0), "4/5 publication_category");
    record.risk = PILOTS_RISK_HIGH;
    assert_string_equal(shortfalls(&record, PILOTS_REGISTER_NL_1_0), "5/5");

    enum { MOST = 2 * 350 }; /* bytes of as many characters as are taken */
    char summary[MOST + 3];
    for (size_t i = 0; i < MOST + 2; i += 2)
        memcpy(summary + i, "é", 2);
    summary[MOST] = '\0';
    record.summary = summary;
    assert_string_equal(shortfalls(&record, PILOTS_REGISTER_NL_1_0), "5/5");
    memcpy(summary + MOST, "é", 3);
    assert_string_equal(shortfalls(&record, PILOTS_REGISTER_NL_1_0), "4/5 description_short!");
}

static void test_completeness_british(void **state)
{
    (void) state;
    const struct pilots_supplier supplier = {.name = "Lab"};
    const struct pilots_data_source source = {.name = "Letters", .description = "What people write."};
    struct pilots_record record = {
        .name = "A",
        .summary = "S",
        .contact_email = "a@town.example",
        .purpose = "P",
        .benefit = "B",
        .model_type = "rules",
        .human_intervention = "All of it.",
        .appeals = "By letter.",
        .data_collection = "C",
        .data_sharing = "N",
        .data_storage = "S",
        .supplier = &supplier,
        .data_sources = {&source, 1},
    };
    assert_string_equal(shortfalls(&record, PILOTS_REGISTER_UK_ATRS),
                        "13/16 external_supplier_role impact_assessment_name risk_name");
}

static void test_section_of_annex_viii(void **state)
{
    (void) state;
    struct pilots_ai_act act = {.role = PILOTS_AI_ACT_ROLE_DEPLOYER};
    struct pilots_record record = {.name = "A", .risk = PILOTS_RISK_HIGH, .contact_email = "a@town.example"};
    assert_string_equal(shortfalls(&record, PILOTS_REGISTER_EU_DEPLOYER), "1/3 C 3 C 4");
    record.ai_act = &act;
    assert_non_null(shortfalls(&record, PILOTS_REGISTER_EU_DEPLOYER));
    act.role = PILOTS_AI_ACT_ROLE_PROVIDER;
    assert_null(shortfalls(&record, PILOTS_REGISTER_EU_DEPLOYER));
    assert_string_equal(shortfalls(&record, PILOTS_REGISTER_EU_PROVIDER), "1/9 A 4 A 5 A 6 A 6 A 7 A 10 A 11 A 12");
    record.risk = PILOTS_RISK_MINIMAL;
    assert_string_equal(shortfalls(&record, PILOTS_REGISTER_EU_NOT_HIGH_RISK), "1/7 B 4 B 5 B 6 B 7 B 8 B 9");
}

static void test_words(void **state)
{
    (void) state;
    const char *tags[] = {"letters", "sorting"};
    const struct pilots_supplier supplier = {.name = "Lab & Co", .role = "Runs it."};
    const struct pilots_risk_item risk = {.name = "Bias", .mitigation = "A second look."};
    const struct pilots_record record = {
        .name = "Letters, sorted",
        .summary = "Sorts LETTERS of Ældre.",
        .purpose = "Letters find their way.",
        .country = "DK",
        .contact_email = "a@town.example",
        .begin_month = "2026-01",
        .tags = {tags, 2},
        .supplier = &supplier,
        .risk_items = {&risk, 1},
    };
    const struct record_words words = record_words(&arena, &record);
    assert_string_equal(words.name, "Letters, sorted");
    assert_string_equal(words.summary, "Sorts LETTERS of Ældre.");
    assert_string_equal(words.supplier, "Lab & Co");
    assert_string_equal(words.tags, "letters sorting");
    assert_string_equal(words.body, "Letters find their way. Bias A second look. Lab & Co Runs it.");

    const struct text_list telling = record_telling_words(&arena, &record);
    assert_string_equal(match_any(&arena, &telling),
                        "\"letters\" OR \"sorted\" OR \"sorting\" OR \"sorts\" OR \"ældre\""
                        " OR \"find\" OR \"their\"");
    const struct pilots_record bare = {.name = "A"};
    assert_null(record_words(&arena, &bare).body);
    assert_int_equal(record_telling_words(&arena, &bare).count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_conditions),
        cmocka_unit_test(test_every_gate_asks_what_the_one_before_asked),
        cmocka_unit_test(test_moves),
        cmocka_unit_test(test_staleness),
        cmocka_unit_test(test_record_faults),
        cmocka_unit_test(test_evidence_faults),
        cmocka_unit_test(test_completeness_dutch),
        cmocka_unit_test(test_completeness_british),
        cmocka_unit_test(test_section_of_annex_viii),
        cmocka_unit_test(test_words),
    };
    return cmocka_run_group_tests_name("pilots rules", tests, NULL, arena_done);
}
