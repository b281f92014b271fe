/* SPDX-License-Identifier: EUPL-1.2 */
/* What an import does to what is there, and what goes out and comes back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "error.h"
#include "message_field.h"
#include "test_fixture.h"

#define RECORD(id, more)                                                                                               \
    "{\"id\": \"" id "\", \"organisatie\": \"Gemeente Veldmeer\", \"status\": \"in_gebruik\", " more "}"
#define ONE RECORD("1", "\"title\": \"One\", \"doel\": \"First\"")
#define TWO RECORD("2", "\"title\": \"Two\", \"doel\": \"Second\"")
#define THREE RECORD("3", "\"title\": \"Three\", \"doel\": \"Third\"")

static void follows_the_register(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(import_text(fixture, "nl", "[" ONE "," TWO "," THREE "]"), 0);
    expect_counts(fixture, 3, 0, 0, 0);
    assert_int_equal(import_text(fixture, "nl", "[" RECORD("1", "\"title\": \"One!\", \"doel\": null") "," TWO "]"), 0);
    expect_counts(fixture, 0, 1, 1, 1);
    assert_true(reports(fixture, "\"changed\",\"source.json\",\"1\",\"/0\",\"record\",\"1\",\"\",\"name purpose\""));
    assert_true(reports(fixture, "\"unchanged\",\"source.json\",\"1\",\"/1\",\"record\",\"2\",\"\",\"\""));
    assert_true(reports(fixture, "\"withdrawn\",\"\",\"\",\"\",\"record\",\"3\",\"\",\"\""));
    assert_string_equal(test_services_pilot(fixture->services, "1")->record.name, "One!");
    assert_null(test_services_pilot(fixture->services, "1")->record.purpose);
    assert_false(test_services_pilot(fixture->services, "3")->published);

    assert_int_equal(import_text(fixture, "nl", "[" ONE "," TWO "," THREE "]"), 0); /* all is as before */
    expect_counts(fixture, 0, 2, 1, 0);
    assert_true(test_services_pilot(fixture->services, "3")->published);
    assert_int_equal(import_text(fixture, "nl", "[" ONE "," TWO "," RECORD("3", "\"doel\": \"nameless\"") "]"), 0);
    expect_counts(fixture, 0, 0, 2, 0); /* rejected, not gone */
    assert_true(test_services_pilot(fixture->services, "3")->published);
}

static void dry_run_changes_nothing(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(import_text(fixture, "nl", "[" ONE "," TWO "," THREE "]"), 0);
    size_t commands = fixture->services->client.commands;
    scratch_put(&fixture->folder, "source.json",
                "[" RECORD("1", "\"title\": \"One!\"") "," TWO "," RECORD("4", "\"title\": \"Four\"") "]");
    assert_int_equal(import_with(fixture, (struct registers_options){.dry_run = true}), 0);
    expect_counts(fixture, 1, 1, 1, 1);
    assert_int_equal(fixture->services->client.commands, commands);
    assert_non_null(strstr(fixture->said, "register  record       4  Four\n"));
    assert_non_null(strstr(fixture->said, "update    record       1  One! (name purpose)\n"));
    assert_non_null(strstr(fixture->said, "withdraw  record       3  Three\n"));
    assert_non_null(
        strstr(fixture->said, "dry run: 3 records accepted: 1 registered, 1 updated, 1 unchanged; 1 withdrawn"));
}

static void truncated_source_withdraws_nothing(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(import_text(fixture, "nl", "[" ONE "," TWO "," THREE "]"), 0);
    assert_int_equal(import_text(fixture, "nl", "[" ONE "]"), -ECANCELED);
    assert_int_equal(import_text(fixture, "nl", "[" ONE "," TWO), -EBADMSG);
    assert_int_equal(import_text(fixture, "nl", "[]"), -EBADMSG);
    assert_int_equal(import_text(fixture, "nl", "{\"records\": []}"), -EBADMSG);
    assert_int_equal(import_text(fixture, "uk", "{\"records\": [" ONE "]}"), -EBADMSG); /* another register's */
    assert_true(test_services_pilot(fixture->services, "3")->published);
    scratch_put(&fixture->folder, "source.json", "[" ONE "]");
    assert_int_equal(import_with(fixture, (struct registers_options){.force = true}), 0);
    expect_counts(fixture, 0, 0, 1, 2);
}

/* What this text does when one organisation alone is imported, with whatever the listener wants. */
static struct registers_result import_for(struct fixture *fixture, const char *organisation, const char *text,
                                          struct register_listener listener)
{
    struct register_source source;
    struct client client = test_client(&fixture->services->client);
    const char *id = test_services_organisation(fixture->services, organisation)->organisation_id;
    const struct registers_job job = {.organisation_id = id, .force = true};
    struct registers_result result;
    assert_int_equal(register_read_text(&source, register_format("nl"), "source.json", text, strlen(text)), 0);
    assert_int_equal(registers_run(&job, &source, &client, &listener, &result), 0);
    register_source_free(&source);
    return result;
}

#define ELSEWHERE(id)                                                                                                  \
    "{\"id\": \"" id "\", \"title\": \"E\", \"organisatie\": \"Gemeente Elders\", \"status\": \"in_gebruik\"}"

static void one_organisation_imports_its_own(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(import_text(fixture, "nl", "[" ONE "," TWO "," ELSEWHERE("4") "," ELSEWHERE("5") "]"), 0);
    struct registers_result result =
        import_for(fixture, "Gemeente Veldmeer",
                   "[" RECORD("1", "\"title\": \"One!\"") "," THREE "," ELSEWHERE("5") "," ELSEWHERE("6") "]",
                   (struct register_listener){0});
    assert_int_equal(result.counts[STEP_REGISTER], 1);
    assert_int_equal(result.counts[STEP_UPDATE], 1);
    assert_int_equal(result.counts[STEP_WITHDRAW], 1); /* of two, one of which is the other's */
    assert_int_equal(result.counts[STEP_REGISTER_ORGANISATION], 0);
    assert_int_equal(result.remarks[REMARK_FOREIGN], 2);
    assert_false(test_services_pilot(fixture->services, "2")->published);
    assert_true(test_services_pilot(fixture->services, "4")->published);
    assert_null(test_services_pilot(fixture->services, "6"));
}

static bool once(void *closure, size_t done, size_t count)
{
    (void) closure;
    (void) count;
    return done < 1;
}

static bool never(void *closure, const struct register_plan *plan)
{
    (void) closure;
    assert_true(plan->count > 0);
    return false;
}

static void an_import_can_be_stopped(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(import_text(fixture, "nl", "[" ONE "]"), 0);
    struct registers_result result = import_for(fixture, "Gemeente Veldmeer", "[" ONE "," TWO "," THREE "]",
                                                (struct register_listener){.planned = never});
    assert_true(result.stopped);
    assert_int_equal(result.counts[STEP_REGISTER], 0);
    result = import_for(fixture, "Gemeente Veldmeer", "[" ONE "," TWO "," THREE "]",
                        (struct register_listener){.progress = once});
    assert_true(result.stopped);
    assert_int_equal(result.counts[STEP_REGISTER], 1);
    assert_int_equal(result.remarks[REMARK_NEW], 1);
    assert_null(test_services_pilot(fixture->services, "3"));
}

static void what_the_register_cannot_say_stays(void **state)
{
    struct fixture *fixture = *state;
    static const char source[] =
        "[{\"lars\": \"1\", \"organization\": \"Gemeente Veldmeer\", \"name\": \"One\", \"status\": \"In "
        "ontwikkeling\","
        " \"tags\": \"a, b\", \"publication_category\": \"Hoog-risico AI-systeem\","
        " \"impacttoetsen_grouping\": [{\"title\": \"DPIA\", \"link\": null}, {\"title\": \"IAMA\", \"link\": null}]}]";
    assert_int_equal(import_text(fixture, "nl", source), 0);
    struct pilots_pilot *pilot = test_services_pilot(fixture->services, "1");
    struct pilots_impact_assessment assessments[2];
    memcpy(assessments, pilot->record.impact_assessments.items, sizeof(assessments));
    assessments[0].availability = PILOTS_AVAILABILITY_UNAVAILABLE;
    assessments[0].kind = PILOTS_ASSESSMENT_KIND_DATA_PROTECTION;
    pilot->record.impact_assessments.items = assessments;
    pilot->record.affected = "Everybody";
    pilot->record.has_impactful = pilot->record.impactful = true;
    pilot->record.tags = (struct text_list){(const char *[]){"a, b"}, 1};
    pilot->stage = PILOTS_STAGE_DESIGN;
    assert_int_equal(import_text(fixture, "nl", source), 0);
    expect_counts(fixture, 0, 0, 1, 0);

    /* and where the register says something new, the rest stays */
    assert_int_equal(
        import_text(
            fixture, "nl",
            "[{\"lars\": \"1\", \"organization\": \"Gemeente Veldmeer\", \"name\": \"One\", \"status\": \"In gebruik\","
            " \"publication_category\": \"Overige algoritmes\","
            " \"impacttoetsen_grouping\": [{\"title\": \"DPIA\", \"link\": \"https://example.org/d\"}]}]"),
        0);
    expect_counts(fixture, 0, 1, 0, 0);
    assert_true(reports(fixture, "\"changed\",\"source.json\",\"1\",\"/0\",\"record\",\"1\",\"\","
                                 "\"risk impactful impact_assessments stage\""));
    const struct pilots_record *record = &pilot->record;
    assert_int_equal(pilot->stage, PILOTS_STAGE_PRODUCTION);
    assert_int_equal(record->risk, PILOTS_RISK_NONE);
    assert_true(record->has_impactful && !record->impactful);
    assert_string_equal(record->affected, "Everybody");
    assert_int_equal(record->tags.count, 1);
    assert_int_equal(record->impact_assessments.count, 1);
    assert_int_equal(record->impact_assessments.items[0].kind, PILOTS_ASSESSMENT_KIND_DATA_PROTECTION);
    assert_int_equal(record->impact_assessments.items[0].availability, PILOTS_AVAILABILITY_AVAILABLE);
}

static void organisations_that_are_there(void **state)
{
    struct fixture *fixture = *state;
    test_services_add(fixture->services, "Gemeente Veldmeer")->record.name = "Ours";
    assert_int_equal(import_text(fixture, "nl", "[" ONE "]"), 0);
    assert_int_equal(fixture->result.counts[STEP_REGISTER_ORGANISATION], 0);
    assert_int_equal(fixture->services->organisation_count, 1);
    fixture->services->organisations[0].country = "BE"; /* another one of the same name */
    assert_int_equal(import_text(fixture, "nl", "[" ONE "," TWO "]"), 0);
    assert_int_equal(fixture->services->organisation_count, 2);
    fixture->services->organisations[1].name = "Veldmeer"; /* renamed here */
    assert_int_equal(import_text(fixture, "nl", "[" ONE "," TWO "," THREE "]"), 0);
    assert_int_equal(fixture->services->organisation_count, 2);
}

static void a_record_does_not_move(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(import_text(fixture, "nl", "[" ONE "," TWO "]"), 0);
    assert_int_equal(import_text(fixture, "nl",
                                 "[" ONE ", {\"id\": \"2\", \"organisatie\": \"Gemeente Duinrand\","
                                 " \"status\": \"in_gebruik\", \"title\": \"Two\"}]"),
                     0);
    expect_counts(fixture, 0, 0, 1, 0);
    assert_true(reports(fixture, "\"rejected\",\"source.json\",\"1\",\"/1\",\"record\",\"2\",\"organisation\","
                                 "\"is another one than before; a record does not move\""));
}

static void interrupted_import_goes_on(void **state)
{
    struct fixture *fixture = *state;
    struct test_client *client = &fixture->services->client;
    client->silent_after = 3; /* the organisation, two records */
    client->loses_answer = true;
    assert_int_equal(import_text(fixture, "nl", "[" ONE "," TWO "," THREE "]"), -ETIMEDOUT);
    assert_int_equal(fixture->result.counts[STEP_REGISTER], 1);
    client->silent_after = 0;
    assert_int_equal(import_with(fixture, (struct registers_options){0}), 0);
    expect_counts(fixture, 1, 0, 2, 0);
    assert_int_equal(fixture->services->pilot_count, 3);
}

static void refusals_are_reported(void **state)
{
    struct fixture *fixture = *state;
    fixture->services->client.refuses = "register_pilot";
    assert_int_equal(import_text(fixture, "nl", "[" ONE "]"), 0);
    assert_int_equal(fixture->result.remarks[REMARK_REFUSED], 1);
    assert_true(reports(fixture,
                        "\"refused\",\"source.json\",\"1\",\"/0\",\"record\",\"1\",\"name\",\"You may not do this.\""));
    fixture->services->client.refuses = "list_records";
    assert_int_equal(import_text(fixture, "nl", "[" ONE "]"), PROBLEM_NOT_AUTHORIZED);
    fixture->services->client.refuses = "register_organisation";
    assert_int_equal(import_text(fixture, "nl",
                                 "[{\"id\": \"2\", \"organisatie\": \"Elders\", \"status\": \"in_gebruik\","
                                 " \"title\": \"Two\"}]"),
                     0);
    assert_int_equal(fixture->result.remarks[REMARK_REFUSED], 2); /* the organisation and its record */
}

static const struct pilots_link links[] = {{"Law, article 3", "https://law.example.org/3"}, {"Law, article 4", NULL}};
static const struct pilots_data_source data_sources[] = {{"Requests", "Two years", "https://example.org/data"},
                                                         {"Visits", NULL, NULL}};
static const struct pilots_risk_item risk_items[] = {{"Old data", "Habits change", "Retrained"}, {"None", NULL, NULL}};
static const struct pilots_impact_assessment assessments[] = {
    {.kind = PILOTS_ASSESSMENT_KIND_DATA_PROTECTION,
     .title = "DPIA",
     .availability = PILOTS_AVAILABILITY_AVAILABLE,
     .url = "https://example.org/dpia",
     .sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
     .date = "2026-01-31",
     .description = "Privacy"},
    {.title = "DPIA", .availability = PILOTS_AVAILABILITY_UNAVAILABLE}, /* twice the same title */
};
static const struct pilots_supplier supplier = {
    .name = "Harbour Software", .identifier = "0123", .role = "Built it", .email = "hi@example.org"};

static void set_text(struct pilots_record *record, const struct message_field *field, const char *text)
{
    field_store(field, record, &text, sizeof(text));
}

/* A record with something in every field that a register knows, and in some that none does. */
static void fill_record(struct pilots_record *record)
{
    static const char *tags[] = {"triage", "care, at home"};
    for (size_t i = 0; i < pilots_record_type.count; i++) { /* every text says which it is */
        const struct message_field *field = &pilots_record_type.fields[i];
        if (field->kind == MESSAGE_TEXT && field->format == FORMAT_NONE && field->maximum > 7)
            set_text(record, field, field->name);
        else if (field->format == FORMAT_URI)
            set_text(record, field, "https://example.org/page");
    }
    record->language = "nl";
    record->country = "NL";
    record->begin_month = "2025-09";
    record->recorded_on = "2026-02-28";
    record->contact_email = "ai@example.org";
    record->domains = 1u << (PILOTS_DOMAIN_HEALTH - 1) | 1u << (PILOTS_DOMAIN_HOUSING - 1);
    record->tags = (struct text_list){tags, 2};
    record->risk = PILOTS_RISK_LIMITED;
    record->has_impactful = record->impactful = true;
    record->legal_basis_links.items = links;
    record->data_sources.items = data_sources;
    record->risk_items.items = risk_items;
    record->impact_assessments.items = assessments;
    record->legal_basis_links.count = record->data_sources.count = record->risk_items.count =
        record->impact_assessments.count = 2;
    record->supplier = &supplier;
}

static void what_went_out_comes_back(void **state)
{
    static const char *const formats[] = {"nl", "uk"};
    static const enum pilots_stage stages[] = {PILOTS_STAGE_IDEA,       PILOTS_STAGE_DESIGN,  PILOTS_STAGE_DEVELOPMENT,
                                               PILOTS_STAGE_PILOT,      PILOTS_STAGE_RETIRED, PILOTS_STAGE_STOPPED,
                                               PILOTS_STAGE_PRODUCTION, PILOTS_STAGE_PILOT};
    struct fixture *fixture = *state;
    size_t most = sizeof(stages) / sizeof(*stages);
    for (size_t i = 0; i < most; i++) {
        struct pilots_pilot *pilot = test_services_add(fixture->services, i % 2 ? "Gemeente Veldmeer" : "Duin & Co");
        pilot->stage = stages[i];
        pilot->record.name = "Nearly nothing";
        pilot->record.language = "nl";
        if (i < most - 1)
            fill_record(&pilot->record);
    }
    fixture->services->organisations[0].country = "DK"; /* of neither register */
    for (size_t i = 0; i < 2; i++)
        expect_round_trip(fixture, formats[i]);
    assert_int_equal(fixture->services->organisation_count, 2);
    /* a register does not move the stage of what is ours */
    assert_int_equal(export_as(fixture, "uk"), 0);
    assert_non_null(strstr(fixture->said, "lacks, 1 ×: record scope: is missing"));
    assert_true(fixture->result.remarks[REMARK_LACKS] == 1);
    fixture->services->pilots[0].stage = PILOTS_STAGE_RETIRED;
    fixture->services->pilots[1].record.benefit = "Another";
    assert_int_equal(
        import_with(fixture, (struct registers_options){.format = register_format("uk"), .path = fixture->exported}),
        0);
    expect_counts(fixture, 0, 1, most - 1, 0);
    assert_int_equal(fixture->result.remarks[REMARK_DROPPED], 1);
    assert_int_equal(fixture->services->pilots[0].stage, PILOTS_STAGE_RETIRED);
    assert_string_equal(fixture->services->pilots[1].record.benefit, "benefit");
    assert_string_equal(fixture->services->pilots[1].record.supplier->email, "hi@example.org");
}

static void only_what_is_public_goes_out(void **state)
{
    struct fixture *fixture = *state;
    test_services_add(fixture->services, "Gemeente Veldmeer")->record.name = "Public";
    struct pilots_pilot *pilot = test_services_add(fixture->services, "Gemeente Veldmeer");
    pilot->record.name = "Not public";
    pilot->published = false;
    assert_int_equal(export_as(fixture, "nl"), 0);
    assert_int_equal(fixture->result.records, 1);
    fixture->services->client.refuses = "search_pilots";
    assert_int_equal(export_as(fixture, "nl"), PROBLEM_NOT_AUTHORIZED);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(follows_the_register),
        TEST(dry_run_changes_nothing),
        TEST(truncated_source_withdraws_nothing),
        TEST(one_organisation_imports_its_own),
        TEST(an_import_can_be_stopped),
        TEST(what_the_register_cannot_say_stays),
        TEST(organisations_that_are_there),
        TEST(a_record_does_not_move),
        TEST(interrupted_import_goes_on),
        TEST(refusals_are_reported),
        TEST(what_went_out_comes_back),
        TEST(only_what_is_public_goes_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
