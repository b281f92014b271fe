/* SPDX-License-Identifier: EUPL-1.2 */
/* Import as a whole, from a file to services in memory, and the real registers where they are at hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "error.h"
#include "test_fixture.h"

static const char *sample(const char *name)
{
    static char path[500];
    snprintf(path, sizeof(path), "%s/%s", getenv("SAMSPIL_SAMPLES"), name);
    return path;
}

static void summaries_of_the_dutch_register(void **state)
{
    struct fixture *fixture = *state;
    struct registers_options options = {.format = register_format("nl"), .path = sample("nl_summary.json")};
    assert_int_equal(import_with(fixture, options), 0);
    expect_counts(fixture, 3, 0, 0, 0);
    assert_int_equal(fixture->result.counts[STEP_REGISTER_ORGANISATION], 2);
    assert_true(reports(fixture, "\"rejected\",\"nl_summary.json\",\"40\",\"/algoritmes/3\",\"record\",\"90000004\","
                                 "\"name\",\"is missing\""));
    assert_true(reports(fixture, "\"rejected\",\"nl_summary.json\",\"47\",\"/algoritmes/4\",\"record\",\"90000005\","
                                 "\"status\",\"is none of the register's words\""));
    assert_true(reports(fixture, "\"rejected\",\"nl_summary.json\",\"3\",\"/algoritmes/5\",\"record\",\"\",\"\","
                                 "\"is no JSON object\""));
    assert_true(reports(fixture, "\"rejected\",\"nl_summary.json\",\"55\",\"/algoritmes/6\",\"record\",\"90000001\","
                                 "\"id\",\"occurs a second time\""));
    assert_true(reports(fixture, "\"rejected\",\"nl_summary.json\",\"62\",\"/algoritmes/7\",\"record\",\"90000006\","
                                 "\"organization\",\"is missing\""));
    assert_true(
        reports(fixture, "\"new\",\"nl_summary.json\",\"4\",\"/algoritmes/0\",\"record\",\"90000001\",\"\",\"\""));
    assert_int_equal(fixture->result.remarks[REMARK_REJECTED], 5);
    assert_int_equal(fixture->result.remarks[REMARK_DROPPED], 1); /* a day that does not exist */

    const struct pilots_pilot *pilot = test_services_pilot(fixture->services, "90000001");
    assert_string_equal(pilot->organisation_name, "Gemeente Veldmeer");
    assert_string_equal(pilot->source->system, "algoritmes.overheid.nl");
    assert_string_equal(pilot->record.name, "Voorspelling wachttijd maatjes");
    assert_string_equal(pilot->record.purpose, "Schat in hoe lang iemand op een maatje wacht.");
    assert_string_equal(pilot->record.legal_basis, "Wmo 2015");
    assert_string_equal(pilot->record.recorded_on, "2026-03-02");
    assert_string_equal(pilot->record.language, "nl");
    assert_string_equal(pilot->record.country, "NL");
    assert_true(pilot->record.has_impact_assessed && pilot->record.impact_assessed);
    assert_true(pilot->published);
    assert_int_equal(pilot->stage, PILOTS_STAGE_PRODUCTION);
    pilot = test_services_pilot(fixture->services, "90000002");
    assert_string_equal(pilot->record.name, "Sorteren van post");
    assert_null(pilot->record.purpose);
    assert_null(pilot->record.recorded_on);
    assert_false(pilot->record.has_impact_assessed);
    assert_int_equal(pilot->stage, PILOTS_STAGE_DEVELOPMENT);
    pilot = test_services_pilot(fixture->services, "90000003");
    assert_true(pilot->record.has_impact_assessed && !pilot->record.impact_assessed);
    assert_int_equal(pilot->stage, PILOTS_STAGE_RETIRED);

    const struct directory_organisation *organisation =
        test_services_organisation(fixture->services, "Gemeente Veldmeer");
    assert_int_equal(organisation->type, COMMON_ORGANISATION_TYPE_MUNICIPALITY);
    assert_string_equal(organisation->country, "NL");
    assert_string_equal(organisation->source->identifier, "Gemeente Veldmeer");
    assert_int_equal(test_services_organisation(fixture->services, "Dienst Zorgkosten")->type,
                     COMMON_ORGANISATION_TYPE_AGENCY);
    expect_no_change_again(fixture, options);
}

static void records_of_the_dutch_standard(void **state)
{
    struct fixture *fixture = *state;
    struct registers_options options = {.format = register_format("nl"), .path = sample("nl_full.json")};
    assert_int_equal(import_with(fixture, options), 0);
    expect_counts(fixture, 1, 0, 0, 0);
    const struct pilots_pilot *pilot = test_services_pilot(fixture->services, "90000011");
    const struct pilots_record *record = &pilot->record;
    assert_int_equal(record->domains, 1u << (PILOTS_DOMAIN_SOCIAL_SECURITY - 1) | 1u << (PILOTS_DOMAIN_WORK - 1));
    assert_string_equal(record->begin_month, "2025-09");
    assert_null(record->end_month);
    assert_null(record->contact_email);
    assert_string_equal(record->contact_url, "https://veldmeer.example.org/contact");
    assert_null(record->website);
    assert_true(record->has_impactful && record->impactful);
    assert_int_equal(record->risk, PILOTS_RISK_NONE);
    assert_int_equal(record->legal_basis_links.count, 1);
    assert_int_equal(record->impact_assessments.count, 2);
    assert_int_equal(record->impact_assessments.items[0].availability, PILOTS_AVAILABILITY_AVAILABLE);
    assert_int_equal(record->impact_assessments.items[1].availability, PILOTS_AVAILABILITY_CLAIMED);
    assert_string_equal(record->data_sources.items[0].name, "Aanvragen");
    assert_string_equal(record->supplier->name, "Softwarehuis Duin");
    assert_string_equal(record->language, "nl");
    assert_int_equal(record->tags.count, 2);
    assert_string_equal(record->tags.items[1], "taalmodel");
    assert_false(record->has_impact_assessed); /* the standard does not say */
    assert_true(reports(fixture, "\"dropped\",\"nl_full.json\",\"2\",\"/0\",\"record\",\"90000011\",\"category\","
                                 "\"is none of the register's words\""));
    assert_true(reports(fixture, "\"dropped\",\"nl_full.json\",\"2\",\"/0\",\"record\",\"90000011\","
                                 "\"lawful_basis_grouping\",\"has no name\""));
    assert_int_equal(fixture->result.remarks[REMARK_DROPPED], 3); /* and the website */
    expect_no_change_again(fixture, options);
}

static void headers_of_the_uk_register(void **state)
{
    struct fixture *fixture = *state;
    struct registers_options options = {.format = register_format("uk"), .path = sample("uk_header.csv")};
    assert_int_equal(import_with(fixture, options), 0);
    expect_counts(fixture, 2, 0, 0, 0);
    const struct pilots_pilot *pilot =
        test_services_pilot(fixture->services, "https://www.example.org/records/moorland-council-ask-moorland");
    assert_string_equal(pilot->record.name, "Ask Moorland");
    assert_string_equal(pilot->record.recorded_on, "2025-06-26");
    assert_string_equal(pilot->record.language, "en");
    assert_int_equal(pilot->stage, PILOTS_STAGE_PRODUCTION);
    assert_int_equal(test_services_organisation(fixture->services, "Moorland Council")->type,
                     COMMON_ORGANISATION_TYPE_MUNICIPALITY);
    assert_int_equal(fixture->result.remarks[REMARK_DEFAULTED], 2); /* the stage */
    assert_true(reports(fixture, "\"rejected\",\"uk_header.csv\",\"4\",\"\",\"record\","
                                 "\"https://www.example.org/records/nobodys-tool\",\"organisation\",\"is missing\""));
    assert_true(reports(fixture, "\"rejected\",\"uk_header.csv\",\"5\",\"\",\"record\",\"\",\"id\",\"is missing\""));
    expect_no_change_again(fixture, options);
}

static void records_of_the_uk_standard(void **state)
{
    struct fixture *fixture = *state;
    struct registers_options options = {.format = register_format("uk"), .path = sample("uk_full.json")};
    assert_int_equal(import_with(fixture, options), 0);
    expect_counts(fixture, 1, 0, 0, 0);
    const struct pilots_pilot *pilot = test_services_pilot(fixture->services, "agency-7");
    const struct pilots_record *record = &pilot->record;
    assert_int_equal(pilot->stage, PILOTS_STAGE_PILOT);
    assert_string_equal(record->supplier->identifier, "01234567");
    assert_string_equal(record->supplier->role, "Built and maintains it.");
    assert_string_equal(record->purpose, "Requests for help at home.");
    assert_string_equal(record->human_intervention, "Staff decide.");
    assert_string_equal(record->data_sources.items[1].url, "https://care.example.org/visits");
    assert_string_equal(record->data_description, "Requests and what came of them.");
    assert_string_equal(record->impact_assessments.items[0].date, "2025-05-01");
    assert_string_equal(record->risk_items.items[0].mitigation, "Retrained twice a year.");
    assert_int_equal(fixture->result.remarks[REMARK_DROPPED] + fixture->result.remarks[REMARK_DEFAULTED], 0);
    expect_no_change_again(fixture, options);
}

/* What the real data is: ../shared/data, where it is present. */

static const char *real_data(const char *name)
{
    static char path[500];
    snprintf(path, sizeof(path), "%s/%s", getenv("SAMSPIL_REAL_DATA"), name);
    if (access(path, R_OK) != 0) {
        print_message("%s is not there: skipped\n", path);
        skip();
    }
    return path;
}

static void real_dutch_register(void **state)
{
    struct fixture *fixture = *state;
    struct registers_options options = {.format = register_format("nl"),
                                        .path = real_data("nl-register/algoritmes.json")};
    assert_int_equal(import_with(fixture, options), 0);
    expect_counts(fixture, 1530, 0, 0, 0);
    assert_int_equal(fixture->result.counts[STEP_REGISTER_ORGANISATION], 336);
    assert_int_equal(fixture->result.remarks[REMARK_REJECTED], 0);
    assert_int_equal(fixture->result.remarks[REMARK_DROPPED], 0);
    assert_int_equal(fixture->result.remarks[REMARK_DEFAULTED], 0);
    expect_no_change_again(fixture, options);
    expect_round_trip(fixture, "nl");
}

static void real_uk_register(void **state)
{
    struct fixture *fixture = *state;
    struct registers_options options = {.format = register_format("uk"),
                                        .path = real_data("uk-atrs/atrs_records.json")};
    assert_int_equal(import_with(fixture, options), 0);
    expect_counts(fixture, 130, 0, 0, 0);
    assert_int_equal(fixture->result.remarks[REMARK_REJECTED], 6); /* without an organisation */
    assert_int_equal(fixture->result.remarks[REMARK_DROPPED], 0);
    assert_int_equal(fixture->result.remarks[REMARK_DEFAULTED], 130); /* the stage */
    expect_no_change_again(fixture, options);
    options.path = real_data("uk-atrs/atrs_records.csv"); /* the same with fewer columns */
    expect_no_change_again(fixture, options);
    expect_round_trip(fixture, "uk");
}

static void no_register_is_that_large(void **state)
{
    (void) state;
    struct buffer text = {0};
    struct register_source source;
    buffer_append(&text, "name,organization\n", 18);
    for (int i = 0; i <= REGISTER_MOST_RECORDS; i++)
        buffer_append(&text, "a,b\n", 4);
    assert_int_equal(register_read_text(&source, &register_nl, "a.csv", (const char *) text.data, text.size), -EBADMSG);
    assert_string_equal(source.fault, "a.csv: more than 50000 records");
    register_source_free(&source);
    for (const char *record = "[],"; record; record = *record == '[' ? "0," : NULL) {
        buffer_clear(&text);
        buffer_append(&text, "[", 1);
        for (int i = 0; i <= 40 * REGISTER_MOST_RECORDS; i++)
            buffer_append(&text, record, strlen(record));
        buffer_append(&text, "0]", 2);
        assert_int_equal(register_read_text(&source, &register_nl, "a.json", (const char *) text.data, text.size),
                         -EBADMSG);
        assert_string_equal(source.fault, "a.json: more than 50000 records");
        register_source_free(&source);
    }
    buffer_free(&text);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(summaries_of_the_dutch_register), TEST(records_of_the_dutch_standard), TEST(headers_of_the_uk_register),
        TEST(records_of_the_uk_standard),      TEST(real_dutch_register),           TEST(real_uk_register),
        TEST(no_register_is_that_large),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
