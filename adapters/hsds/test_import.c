/* SPDX-License-Identifier: EUPL-1.2 */
/* What an import does to the directory: what is new, changed or gone in the source, and when it is interrupted. */
#include "test_fixture.h"

#include <string.h>

static void publishes_what_is_new(void **state)
{
    struct fixture *fixture = *state;
    scratch_put(&fixture->folder, "organizations.csv", ORGANIZATIONS);
    scratch_put(&fixture->folder, "services.csv", THREE_SERVICES);
    assert_int_equal(import(fixture), 0);
    expect_counts(fixture, 3, 0, 0, 0);
    assert_int_equal(fixture->result.counts[STEP_REGISTER], 2);
    assert_int_equal(fixture->result.remarks[REMARK_REJECTED], 0);
    const struct directory_offer *offer = test_directory_offer(fixture->directory, "s1");
    assert_string_equal(offer->name, "Besøgsven");
    assert_string_equal(offer->description, "En ven, der kommer\nforbi");
    assert_string_equal(offer->url, "https://example.org/ven");
    assert_int_equal(offer->status, DIRECTORY_OFFER_STATUS_ACTIVE);
    assert_true(offer->has_minimum_age);
    assert_int_equal(offer->minimum_age, 65);
    assert_null(offer->fees_description);
    assert_string_equal(offer->source->system, "test");
    assert_string_equal(offer->organisation_id, test_directory_organisation(fixture->directory, "o1")->organisation_id);
    assert_string_equal(test_directory_offer(fixture->directory, "s2")->fees_description, "gratis");
    assert_int_equal(test_directory_offer(fixture->directory, "s3")->status, DIRECTORY_OFFER_STATUS_INACTIVE);
    assert_int_equal(test_directory_organisation(fixture->directory, "o2")->type, COMMON_ORGANISATION_TYPE_VOLUNTARY);
    expect_no_change_again(fixture, (struct hsds_options){0});
}

static void follows_the_source(void **state)
{
    struct fixture *fixture = *state;
    scratch_put(&fixture->folder, "organizations.csv", ORGANIZATIONS);
    scratch_put(&fixture->folder, "services.csv", THREE_SERVICES);
    assert_int_equal(import(fixture), 0);

    /* one changes, one goes; so does an organisation's name, whose type and country an operator had set */
    struct directory_organisation *organisation = test_directory_organisation(fixture->directory, "o2");
    organisation->type = COMMON_ORGANISATION_TYPE_MUNICIPALITY;
    organisation->country = "DK";
    scratch_put(&fixture->folder, "organizations.csv",
                "id,name,url\no1,Naboskabet,https://example.org\no2,Kaffe og Snak,\n");
    scratch_put(&fixture->folder, "services.csv",
                SERVICES_HEADER "s1,o1,Besøgsven,ny,,,active,,\ns3,o2,Cafe,,,,inactive,,\n");
    assert_int_equal(import(fixture), 0);
    expect_counts(fixture, 0, 1, 1, 1);
    assert_int_equal(fixture->result.counts[STEP_UPDATE_ORGANISATION], 2);
    assert_string_equal(organisation->name, "Kaffe og Snak");
    assert_int_equal(organisation->type, COMMON_ORGANISATION_TYPE_MUNICIPALITY);
    assert_string_equal(organisation->country, "DK");
    const struct directory_offer *offer = test_directory_offer(fixture->directory, "s1");
    assert_string_equal(offer->description, "ny");
    assert_null(offer->url);
    assert_int_equal(offer->version, 2);
    assert_non_null(test_directory_offer(fixture->directory, "s2")->withdrawn_at);
    expect_no_change_again(fixture, (struct hsds_options){0});

    /* back to the first text: the commands of the first import must not be taken for repeated ones */
    scratch_put(&fixture->folder, "organizations.csv", ORGANIZATIONS);
    scratch_put(&fixture->folder, "services.csv", THREE_SERVICES);
    assert_int_equal(import(fixture), 0);
    expect_counts(fixture, 0, 2, 1, 0);
    assert_string_equal(offer->description, "En ven, der kommer\nforbi");
    assert_null(test_directory_offer(fixture->directory, "s2")->withdrawn_at);
    assert_string_equal(organisation->name, "Kaffe & Snak");

    /* and forth again */
    scratch_put(&fixture->folder, "services.csv",
                SERVICES_HEADER "s1,o1,Besøgsven,ny,,,active,,\ns3,o2,Cafe,,,,inactive,,\n");
    assert_int_equal(import(fixture), 0);
    expect_counts(fixture, 0, 1, 1, 1);
    assert_string_equal(offer->description, "ny");
    assert_non_null(test_directory_offer(fixture->directory, "s2")->withdrawn_at);
}

static void dry_run_changes_nothing(void **state)
{
    struct fixture *fixture = *state;
    scratch_put(&fixture->folder, "organizations.csv", ORGANIZATIONS);
    scratch_put(&fixture->folder, "services.csv", THREE_SERVICES);
    assert_int_equal(import_with(fixture, (struct hsds_options){.dry_run = true}), 0);
    expect_counts(fixture, 3, 0, 0, 0);
    assert_int_equal(fixture->directory->client.commands, 0);
    assert_non_null(strstr(fixture->said, "publish   offer        s2  Lektiehjælp\n"));
    assert_non_null(strstr(fixture->said, "register  organisation o1  Naboskabet\n"));
}

static void truncated_source_withdraws_nothing(void **state)
{
    struct fixture *fixture = *state;
    scratch_put(&fixture->folder, "organizations.csv", ORGANIZATIONS);
    scratch_put(&fixture->folder, "services.csv", THREE_SERVICES);
    assert_int_equal(import(fixture), 0);
    size_t commands = fixture->directory->client.commands;
    scratch_put(&fixture->folder, "services.csv", SERVICES_HEADER "s1,o1,Besøgsven,ændret,,,active,,\n");
    assert_int_equal(import(fixture), -ECANCELED);
    assert_int_equal(fixture->directory->client.commands, commands);
    assert_int_equal(import_with(fixture, (struct hsds_options){.force = true}), 0);
    expect_counts(fixture, 0, 1, 0, 2);
}

static void interrupted_import_goes_on(void **state)
{
    struct fixture *fixture = *state;
    scratch_put(&fixture->folder, "organizations.csv", ORGANIZATIONS);
    scratch_put(&fixture->folder, "services.csv", THREE_SERVICES);
    for (size_t silent_after = 1; silent_after <= 4; silent_after++) {
        fixture->directory->client.silent_after = fixture->directory->client.commands + 1;
        fixture->directory->client.loses_answer = silent_after % 2;
        assert_true(import(fixture) < 0);
    }
    fixture->directory->client.silent_after = 0;
    assert_int_equal(import(fixture), 0);
    assert_int_equal(fixture->directory->organisation_count, 2);
    assert_int_equal(fixture->directory->offer_count, 3);
    assert_int_equal(fixture->directory->changes, 5);
    expect_no_change_again(fixture, (struct hsds_options){0});
}

static void refusals_are_reported(void **state)
{
    struct fixture *fixture = *state;
    scratch_put(&fixture->folder, "organizations.csv", ORGANIZATIONS);
    scratch_put(&fixture->folder, "services.csv", THREE_SERVICES);
    fixture->directory->client.refuses = "register_organisation";
    assert_int_equal(import(fixture), 0);
    expect_counts(fixture, 0, 0, 0, 0);
    assert_int_equal(fixture->result.remarks[REMARK_REFUSED], 5);
    assert_true(reports(
        fixture,
        "\"refused\",\"organizations.csv\",\"2\",\"\",\"organization\",\"o1\",\"name\",\"You may not do this.\""));
    fixture->directory->client.refuses = "search_offers";
    assert_int_equal(import(fixture), PROBLEM_NOT_AUTHORIZED);
}

static void an_offer_does_not_move(void **state)
{
    struct fixture *fixture = *state;
    scratch_put(&fixture->folder, "organizations.csv", ORGANIZATIONS);
    scratch_put(&fixture->folder, "services.csv", SERVICES_HEADER "s1,o1,A,,,,active,,\n");
    assert_int_equal(import(fixture), 0);
    scratch_put(&fixture->folder, "services.csv", SERVICES_HEADER "s1,o2,A,,,,active,,\n");
    assert_int_equal(import(fixture), 0);
    expect_counts(fixture, 0, 0, 0, 0);
    assert_int_equal(fixture->result.remarks[REMARK_REJECTED], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(publishes_what_is_new),      TEST(follows_the_source),
        TEST(dry_run_changes_nothing),    TEST(truncated_source_withdraws_nothing),
        TEST(interrupted_import_goes_on), TEST(refusals_are_reported),
        TEST(an_offer_does_not_move),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
