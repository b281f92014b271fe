/* SPDX-License-Identifier: EUPL-1.2 */
/* What is read out of files: their forms, the rows that are rejected and why, what belongs together. */
#include "test_fixture.h"

#include <string.h>

static void rejected_rows_are_named_and_stay(void **state)
{
    struct fixture *fixture = *state;
    scratch_put(&fixture->folder, "organizations.csv", ORGANIZATIONS);
    scratch_put(&fixture->folder, "services.csv", THREE_SERVICES);
    assert_int_equal(import(fixture), 0);
    scratch_put(&fixture->folder, "services.csv",
                SERVICES_HEADER "s1,o1,,,,,active,,\n"      /* 2: no name; published before, stays */
                                ",,,,,,,,\n"                /* 3 */
                                ",o1,Uden id,,,,active,,\n" /* 4 */
                                "s2,o1,Lektiehjælp,,,,active,,gratis\n"
                                "s2,o1,Dobbelt,,,,active,,\n"             /* 6 */
                                "s4,o1,For kort\n"                        /* 7 */
                                "s3,o2,Cafe,,,,åben,,\n"                  /* 8: a status that is none; stays */
                                "s5,,Hjemløs,,,,active,,\n"               /* 9 */
                                "s6,o1,\"Over\nto linjer\",,,,lukket,,\n" /* 10 and 11 */
                                "s7,o2,Ny,,,,,,\n");
    assert_int_equal(import(fixture), 0);
    expect_counts(fixture, 1, 0, 1, 0);
    assert_int_equal(fixture->result.remarks[REMARK_REJECTED], 8);
    assert_true(
        reports(fixture, "\"rejected\",\"services.csv\",\"2\",\"\",\"service\",\"s1\",\"name\",\"is missing\""));
    assert_true(reports(fixture, "\"rejected\",\"services.csv\",\"3\",\"\",\"service\",\"\",\"\",\"is empty\""));
    assert_true(reports(fixture, "\"rejected\",\"services.csv\",\"4\",\"\",\"service\",\"\",\"id\",\"is missing\""));
    assert_true(reports(fixture,
                        "\"rejected\",\"services.csv\",\"6\",\"\",\"service\",\"s2\",\"id\",\"occurs a second time\""));
    assert_true(reports(fixture, "\"rejected\",\"services.csv\",\"7\",\"\",\"service\",\"s4\",\"\","
                                 "\"has more or fewer columns than the header\""));
    assert_true(reports(fixture, "\"rejected\",\"services.csv\",\"8\",\"\",\"service\",\"s3\",\"status\","
                                 "\"is none of the values of the contract\""));
    assert_true(reports(
        fixture, "\"rejected\",\"services.csv\",\"9\",\"\",\"service\",\"s5\",\"organization_id\",\"is missing\""));
    assert_true(reports(fixture, "\"rejected\",\"services.csv\",\"10\",\"\",\"service\",\"s6\",\"status\","
                                 "\"is none of the values of the contract\""));
    assert_true(reports(
        fixture,
        "\"default\",\"services.csv\",\"12\",\"\",\"service\",\"s7\",\"status\",\"is blank; taken as active\""));
    assert_null(test_directory_offer(fixture->directory, "s1")->withdrawn_at);
    assert_null(test_directory_offer(fixture->directory, "s3")->withdrawn_at);
}

static void bad_fields_are_dropped(void **state)
{
    struct fixture *fixture = *state;
    char services[20000], text[10002] = "";
    memset(text, 'x', sizeof(text) - 1);
    snprintf(services, sizeof(services), SERVICES_HEADER "s1,o1,Besøgsven,%s,www.example.org,ingen,active,tolv,\n",
             text);
    scratch_put(&fixture->folder, "organizations.csv", "id,name,email\no1,Naboskabet,ikke en adresse\n");
    scratch_put(&fixture->folder, "services.csv", services);
    assert_int_equal(import(fixture), 0);
    expect_counts(fixture, 1, 0, 0, 0);
    assert_int_equal(fixture->result.remarks[REMARK_DROPPED], 5);
    assert_int_equal(fixture->result.remarks[REMARK_REJECTED], 0);
    const struct directory_offer *offer = test_directory_offer(fixture->directory, "s1");
    assert_null(offer->description);
    assert_null(offer->url);
    assert_null(offer->email);
    assert_false(offer->has_minimum_age);
    assert_null(test_directory_organisation(fixture->directory, "o1")->email);
    assert_true(reports(
        fixture,
        "\"dropped\",\"services.csv\",\"2\",\"\",\"service\",\"s1\",\"minimum_age\",\"must be a whole number\""));
    assert_null(strstr(fixture->said, "ingen")); /* values are not repeated */
}

static void organisations_that_are_not_described(void **state)
{
    struct fixture *fixture = *state;
    scratch_put(&fixture->folder, "organizations.csv", "id,name\no1,\n");
    scratch_put(&fixture->folder, "locations.csv",
                "id,organization_id,name\nl1,o2,Biblioteket\nl2,o3,Øst\nl3,o3,Vest\n");
    scratch_put(&fixture->folder, "services.csv",
                SERVICES_HEADER "s1,o1,A,,,,active,,\ns2,o2,B,,,,active,,\ns3,o3,C,,,,active,,\ns4,o3,D,,,,active,,\n");
    assert_int_equal(import(fixture), 0);
    expect_counts(fixture, 3, 0, 0, 0);
    assert_int_equal(fixture->result.remarks[REMARK_REJECTED], 2); /* o1 has no name, and s1 is its offer */
    assert_int_equal(fixture->directory->organisation_count, 2);
    assert_string_equal(test_directory_organisation(fixture->directory, "o2")->name, "Biblioteket");
    assert_string_equal(test_directory_organisation(fixture->directory, "o3")->name, "Organisation o3");
    /* without any service_at_location, the only location of an organisation is where it offers */
    assert_int_equal(test_directory_offer(fixture->directory, "s2")->locations.count, 1);
    assert_int_equal(test_directory_offer(fixture->directory, "s3")->locations.count, 0);
    expect_no_change_again(fixture, (struct hsds_options){0});
}

static void what_belongs_to_a_service(void **state)
{
    struct fixture *fixture = *state;
    scratch_put(&fixture->folder, "organizations.csv", ORGANIZATIONS);
    scratch_put(&fixture->folder, "services.csv",
                SERVICES_HEADER "s1,o1,Besøgsven,,,,active,,\ns2,o1,Cafe,,,,active,,\n");
    scratch_put(&fixture->folder, "locations.csv",
                "id,organization_id,name,description,transportation,latitude,longitude\n"
                "l1,o1,Huset,,Bus 4,55.5,12.25\nl2,o1,Salen,I gården,,91,12\n");
    scratch_put(&fixture->folder, "services_at_location.csv",
                "id,service_id,location_id,description\na1,s1,l1,\na2,s1,l2,\na3,s2,l1,\na4,s2,l9,\n");
    scratch_put(&fixture->folder, "postal_addresses.csv",
                "id,location_id,address_1,postal_code,country\np1,l1,Postboks 1,9999,DK\n");
    scratch_put(&fixture->folder, "physical_addresses.csv",
                "id,location_id,address_1,city,postal_code,country\np2,l1,Gaden 1,Byen,9999,Danmark\n");
    scratch_put(&fixture->folder, "phones.csv",
                "id,location_id,service_id,number,extension,type\nt1,,s1,111,,fax\nt2,,s1,222,3,voice\nt3,l1,,333,,\n");
    scratch_put(&fixture->folder, "languages.csv",
                "id,service_id,location_id,language\ng1,s1,,da\ng2,s1,,se\ng3,s1,,da\ng4,s1,,ikke et sprog\n");
    scratch_put(&fixture->folder, "taxonomy.csv", "id,name\nx1,Ensomhed\nx2,Ældre\n");
    scratch_put(&fixture->folder, "services_taxonomy.csv", "id,service_id,taxonomy_id\nk1,s1,x2\nk2,s1,x1\nk3,s1,x7\n");
    scratch_put(&fixture->folder, "eligibility.csv", "id,service_id,eligibility\ne1,s1,Over 65 år\n");
    scratch_put(&fixture->folder, "holiday_schedules.csv", "id,service_id,closed\nh1,s1,true\n");
    scratch_put(&fixture->folder, "regular_schedules.csv",
                "id,service_id,location_id,service_at_location_id,weekday,opens_at,closes_at\n"
                "r1,s1,,,Monday,9:00,16:00\nr2,s1,,,Tuesday,09:00:00,16:00\nr3,s1,,,Wednesday,,\n"
                "r4,s1,,,Thursday,9:00,12:00\nr5,,l1,,Friday,10:00,11:00\n");
    assert_int_equal(import(fixture), 0);
    expect_counts(fixture, 2, 0, 0, 0);
    const struct directory_offer *offer = test_directory_offer(fixture->directory, "s1");
    assert_string_equal(offer->phone, "222 ext. 3");
    assert_string_equal(offer->eligibility_description, "Over 65 år");
    assert_int_equal(offer->languages.count, 2);
    assert_string_equal(offer->languages.items[1], "se");
    assert_int_equal(offer->categories.count, 2);
    assert_string_equal(offer->categories.items[0], "Ældre");
    assert_int_equal(offer->locations.count, 2);
    const struct directory_location *location = offer->locations.items;
    assert_string_equal(location[0].name, "Huset");
    assert_string_equal(location[0].description, "Bus 4");
    assert_true(location[0].has_latitude && location[0].latitude == 55.5);
    assert_string_equal(location[0].phone, "333");
    assert_string_equal(location[0].address->address_1, "Gaden 1"); /* read before the postal one: by name of file */
    assert_null(location[0].address->country);
    assert_string_equal(location[1].description, "I gården");
    assert_false(location[1].has_latitude);
    assert_null(location[1].address);
    assert_int_equal(offer->schedules.count, 2);
    assert_string_equal(offer->schedules.items[0].byday, "MO,TU");
    assert_string_equal(offer->schedules.items[0].opens_at, "09:00");
    assert_string_equal(offer->schedules.items[1].byday, "TH");
    offer = test_directory_offer(fixture->directory, "s2");
    assert_int_equal(offer->schedules.count, 1); /* its only location's */
    assert_string_equal(offer->schedules.items[0].byday, "FR");
    /* latitude 91, country Danmark, a language, and a4's location */
    assert_int_equal(fixture->result.remarks[REMARK_DROPPED], 4);
    expect_no_change_again(fixture, (struct hsds_options){0});
}

static void forms_of_csv(void **state)
{
    struct fixture *fixture = *state;
    scratch_put(&fixture->folder, "by_organizations.csv", "\xEF\xBB\xBFid,name\r\no1,Naboskabet\r\n");
    scratch_put(
        &fixture->folder, "by_services.csv",
        "\xEF\xBB\xBFid,organization_id,name,status\r\n\r\ns1,o1,\" A \"\"B\"\" \",active\r\ns2,o1,C,defekt\r\n");
    scratch_put(&fixture->folder, "their_services.csv", "Service number,Title\n1,Not HSDS\n");
    assert_int_equal(import(fixture), 0);
    expect_counts(fixture, 1, 0, 0, 0);
    assert_string_equal(test_directory_offer(fixture->directory, "s1")->name, "A \"B\"");
    assert_true(reports(fixture, "\"rejected\",\"by_services.csv\",\"4\",\"\",\"service\",\"s2\",\"status\","
                                 "\"is none of the values of the contract\""));

    char path[256];
    snprintf(path, sizeof(path), "%s", scratch_path(&fixture->folder, "by_services.csv"));
    expect_no_change_again(fixture, (struct hsds_options){.path = path});
    snprintf(path, sizeof(path), "%s", scratch_path(&fixture->folder, "their_services.csv"));
    assert_int_equal(import_with(fixture, (struct hsds_options){.path = path}), -ENOTSUP);
    snprintf(path, sizeof(path), "%s", scratch_path(&fixture->folder, "by_organizations.csv"));
    assert_int_equal(import_with(fixture, (struct hsds_options){.path = path}), -EBADMSG);
    scratch_put(&fixture->folder, "services.csv", SERVICES_HEADER);
    assert_int_equal(import(fixture), -EBADMSG); /* which of the two? */
    scratch_put(&fixture->folder, "services.csv", "Number,Title\n");
    scratch_put(&fixture->folder, "by_services.csv",
                "id,organization_id,name,status\ns1,o1,A,active\ns2,o1,\"never closed,active\ns3,o1,C,active\n");
    assert_int_equal(import(fixture), -EBADMSG); /* what follows would seem to be gone */
    assert_int_equal(import_with(fixture, (struct hsds_options){.path = "/nonexistent"}), -ENOENT);
}

static void forms_of_json(void **state)
{
    struct fixture *fixture = *state;
    char path[256];
    snprintf(path, sizeof(path), "%s", scratch_path(&fixture->folder, "offers.json"));
    scratch_put(
        &fixture->folder, "offers.json",
        "{\"total_items\": 2, \"contents\": ["
        "{\"id\": \"s1\", \"name\": \"A\", \"status\": \"active\", \"organization\": {\"id\": \"o1\", \"name\": "
        "\"N\"}},"
        "{\"id\": \"s2\", \"name\": \"B\", \"status\": \"active\", \"minimum_age\": 12, \"organization\": {\"id\": "
        "\"o1\", \"name\": \"N\"},"
        " \"phones\": [{\"number\": 112, \"extension\": 3}], \"service_at_locations\": [{\"id\": \"a1\", \"location\":"
        " {\"id\": \"l1\", \"name\": \"Huset\", \"latitude\": 55.5}, \"schedules\": [{\"opens_at\": \"9:00\"}]}]},"
        "{\"id\": \"\", \"name\": \"C\", \"status\": \"active\"}, 17]}");
    assert_int_equal(import_with(fixture, (struct hsds_options){.path = path}), 0);
    expect_counts(fixture, 2, 0, 0, 0);
    assert_int_equal(fixture->directory->organisation_count, 1);
    assert_int_equal(fixture->result.remarks[REMARK_REJECTED], 1);
    assert_true(
        reports(fixture, "\"rejected\",\"offers.json\",\"1\",\"/contents/2\",\"service\",\"\",\"id\",\"is missing\""));
    const struct directory_offer *offer = test_directory_offer(fixture->directory, "s2");
    assert_string_equal(offer->phone, "112 ext. 3");
    assert_int_equal(offer->minimum_age, 12);
    assert_int_equal(offer->schedules.count, 1);
    assert_true(offer->locations.items[0].latitude == 55.5);

    /* a page of several, or one record, is not all there is: nothing is withdrawn */
    scratch_put(
        &fixture->folder, "offers.json",
        "{\"total_items\": 2, \"contents\": ["
        "{\"id\": \"s1\", \"name\": \"A\", \"status\": \"active\", \"organization\": {\"id\": \"o1\", \"name\": "
        "\"N\"}}]}");
    assert_int_equal(import_with(fixture, (struct hsds_options){.path = path, .force = true}), 0);
    expect_counts(fixture, 0, 0, 1, 0);
    scratch_put(&fixture->folder, "offers.json",
                "{\"id\": \"s1\", \"name\": \"A\", \"status\": \"active\", \"organization_id\": \"o1\"}");
    assert_int_equal(import_with(fixture, (struct hsds_options){.path = path, .force = true}), 0);
    assert_int_equal(fixture->result.counts[STEP_WITHDRAW], 0);
    /* a whole list is */
    scratch_put(
        &fixture->folder, "offers.json",
        "[{\"id\": \"s1\", \"name\": \"A\", \"status\": \"active\", \"organization\": {\"id\": \"o1\", \"name\": "
        "\"N\"}}]");
    assert_int_equal(import_with(fixture, (struct hsds_options){.path = path, .force = true}), 0);
    assert_int_equal(fixture->result.counts[STEP_WITHDRAW], 1);

    scratch_put(&fixture->folder, "offers.json", "{\"id\": ");
    assert_int_equal(import_with(fixture, (struct hsds_options){.path = path}), -EBADMSG);
    scratch_put(&fixture->folder, "offers.json", "{\"swagger\": \"2.0\"}");
    assert_int_equal(import_with(fixture, (struct hsds_options){.path = path}), -EBADMSG);
}

/* Brackets and line ends in texts are none of the document's. */
static void lines_of_json(void **state)
{
    struct fixture *fixture = *state;
    scratch_put(&fixture->folder, "offers.json",
                "{\"contents\": [\n"
                "  {\"id\": \"s1\", \"name\": \"[\\\"{\\n\", \"status\": \"active\", \"organization_id\": \"o1\"},\n"
                "\n"
                "  {\"id\": \"s2\",\n"
                "   \"name\": \"\", \"status\": \"active\", \"organization_id\": \"o1\"},\n"
                "  {\"id\": \"s3\", \"name\": \"C\", \"organization_id\": \"o1\",\n"
                "   \"schedules\": [\n"
                "     17], \"phones\": [\n"
                "     {\"number\": \"1\"},\n"
                "     {}]}]}\n");
    char path[256];
    snprintf(path, sizeof(path), "%s", scratch_path(&fixture->folder, "offers.json"));
    assert_int_equal(import_with(fixture, (struct hsds_options){.path = path}), 0);
    assert_true(reports(fixture, "\"rejected\",\"offers.json\",\"4\",\"/contents/1\",\"service\",\"s2\",\"name\","
                                 "\"is missing\""));
    assert_true(reports(fixture, "\"default\",\"offers.json\",\"6\",\"/contents/2\",\"service\",\"s3\",\"status\","
                                 "\"is blank; taken as active\""));
    /* what is no record has the line of the list it stands in */
    assert_true(reports(fixture, "\"rejected\",\"offers.json\",\"7\",\"/contents/2/schedules/0\",\"schedule\",\"\","
                                 "\"\",\"is no JSON object\""));
    assert_non_null(strstr(fixture->said, "offers.json:4#/contents/1: service s2: name: is missing\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(rejected_rows_are_named_and_stay),
        TEST(bad_fields_are_dropped),
        TEST(organisations_that_are_not_described),
        TEST(what_belongs_to_a_service),
        TEST(forms_of_csv),
        TEST(forms_of_json),
        TEST(lines_of_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
