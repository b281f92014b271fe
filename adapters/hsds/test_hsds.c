/* SPDX-License-Identifier: EUPL-1.2 */
/* The importer as a whole, from files to a directory in memory; real directories of offers where they are at hand. */
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "error.h"
#include "hsds.h"
#include "test_directory.h"

struct fixture {
    char folder[64];
    char *report; /* a file beside the folder */
    struct test_directory *directory;
    struct hsds_result result;
};

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof(*fixture));
    strcpy(fixture->folder, "/tmp/samspil-hsds-XXXXXX");
    assert_non_null(mkdtemp(fixture->folder));
    assert_true(asprintf(&fixture->report, "%s.report.csv", fixture->folder) > 0);
    fixture->directory = calloc(1, sizeof(*fixture->directory));
    *state = fixture;
    return 0;
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void) status;
    (void) kind;
    (void) place;
    return remove(path);
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(nftw(fixture->folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS), 0);
    unlink(fixture->report);
    test_directory_free(fixture->directory);
    free(fixture->report);
    free(fixture);
    return 0;
}

static const char *in_folder(const struct fixture *fixture, const char *name)
{
    static char path[256];
    snprintf(path, sizeof(path), "%s/%s", fixture->folder, name);
    return path;
}

static void put(const struct fixture *fixture, const char *name, const char *text)
{
    FILE *file = fopen(in_folder(fixture, name), "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

/* What is said on stdout by the last import. */
static char said[1 << 17];

static int import_with(struct fixture *fixture, struct hsds_options options)
{
    struct client client = test_directory_client(fixture->directory);
    options.out = fmemopen(said, sizeof(said), "w");
    options.report = fixture->report;
    if (!options.path)
        options.path = fixture->folder;
    if (!options.system)
        options.system = "test";
    int rc = hsds_import(&options, &client, &fixture->result);
    fclose(options.out);
    return rc;
}

static int import(struct fixture *fixture)
{
    return import_with(fixture, (struct hsds_options){0});
}

static void expect_counts(const struct fixture *fixture, size_t published, size_t updated, size_t unchanged,
                          size_t withdrawn)
{
    assert_int_equal(fixture->result.counts[STEP_PUBLISH], published);
    assert_int_equal(fixture->result.counts[STEP_UPDATE], updated);
    assert_int_equal(fixture->result.unchanged, unchanged);
    assert_int_equal(fixture->result.counts[STEP_WITHDRAW], withdrawn);
}

/* Whether the report has this row. */
static bool reports(const struct fixture *fixture, const char *row)
{
    char line[1024];
    bool found = false;
    FILE *file = fopen(fixture->report, "r");
    assert_non_null(file);
    while (fgets(line, sizeof(line), file)) {
        line[strcspn(line, "\r\n")] = '\0';
        found |= strcmp(line, row) == 0;
    }
    fclose(file);
    return found;
}

static void expect_no_change_again(struct fixture *fixture, struct hsds_options options)
{
    size_t commands = fixture->directory->commands, offers = fixture->result.offers;
    assert_int_equal(import_with(fixture, options), 0);
    expect_counts(fixture, 0, 0, offers, 0);
    assert_int_equal(fixture->directory->commands, commands);
}

#define ORGANIZATIONS "id,name,url,email\no1,Naboskabet,https://example.org,hej@example.org\no2,Kaffe & Snak,,\n"
#define SERVICES_HEADER "id,organization_id,name,description,url,email,status,minimum_age,fees\n"
#define THREE_SERVICES                                                                                                 \
    SERVICES_HEADER "s1,o1,Besøgsven,\"En ven, der kommer\nforbi\",https://example.org/ven,,active,65,\n"             \
                    "s2,o1,Lektiehjælp,,,,active,,gratis\n"                                                           \
                    "s3,o2,Cafe,,,,inactive,,\n"

static void publishes_what_is_new(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "organizations.csv", ORGANIZATIONS);
    put(fixture, "services.csv", THREE_SERVICES);
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
    put(fixture, "organizations.csv", ORGANIZATIONS);
    put(fixture, "services.csv", THREE_SERVICES);
    assert_int_equal(import(fixture), 0);

    /* one changes, one goes; so does an organisation's name, whose type and country an operator had set */
    struct directory_organisation *organisation = test_directory_organisation(fixture->directory, "o2");
    organisation->type = COMMON_ORGANISATION_TYPE_MUNICIPALITY;
    organisation->country = "DK";
    put(fixture, "organizations.csv", "id,name,url\no1,Naboskabet,https://example.org\no2,Kaffe og Snak,\n");
    put(fixture, "services.csv", SERVICES_HEADER "s1,o1,Besøgsven,ny,,,active,,\ns3,o2,Cafe,,,,inactive,,\n");
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
    put(fixture, "organizations.csv", ORGANIZATIONS);
    put(fixture, "services.csv", THREE_SERVICES);
    assert_int_equal(import(fixture), 0);
    expect_counts(fixture, 0, 2, 1, 0);
    assert_string_equal(offer->description, "En ven, der kommer\nforbi");
    assert_null(test_directory_offer(fixture->directory, "s2")->withdrawn_at);
    assert_string_equal(organisation->name, "Kaffe & Snak");

    /* and forth again */
    put(fixture, "services.csv", SERVICES_HEADER "s1,o1,Besøgsven,ny,,,active,,\ns3,o2,Cafe,,,,inactive,,\n");
    assert_int_equal(import(fixture), 0);
    expect_counts(fixture, 0, 1, 1, 1);
    assert_string_equal(offer->description, "ny");
    assert_non_null(test_directory_offer(fixture->directory, "s2")->withdrawn_at);
}

static void dry_run_changes_nothing(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "organizations.csv", ORGANIZATIONS);
    put(fixture, "services.csv", THREE_SERVICES);
    assert_int_equal(import_with(fixture, (struct hsds_options){.dry_run = true}), 0);
    expect_counts(fixture, 3, 0, 0, 0);
    assert_int_equal(fixture->directory->commands, 0);
    assert_non_null(strstr(said, "publish   offer        s2  Lektiehjælp\n"));
    assert_non_null(strstr(said, "register  organisation o1  Naboskabet\n"));
}

static void truncated_source_withdraws_nothing(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "organizations.csv", ORGANIZATIONS);
    put(fixture, "services.csv", THREE_SERVICES);
    assert_int_equal(import(fixture), 0);
    size_t commands = fixture->directory->commands;
    put(fixture, "services.csv", SERVICES_HEADER "s1,o1,Besøgsven,ændret,,,active,,\n");
    assert_int_equal(import(fixture), -ECANCELED);
    assert_int_equal(fixture->directory->commands, commands);
    assert_int_equal(import_with(fixture, (struct hsds_options){.force = true}), 0);
    expect_counts(fixture, 0, 1, 0, 2);
}

static void rejected_rows_are_named_and_stay(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "organizations.csv", ORGANIZATIONS);
    put(fixture, "services.csv", THREE_SERVICES);
    assert_int_equal(import(fixture), 0);
    put(fixture, "services.csv",
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
    put(fixture, "organizations.csv", "id,name,email\no1,Naboskabet,ikke en adresse\n");
    put(fixture, "services.csv", services);
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
    assert_null(strstr(said, "ingen")); /* values are not repeated */
}

static void organisations_that_are_not_described(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "organizations.csv", "id,name\no1,\n");
    put(fixture, "locations.csv", "id,organization_id,name\nl1,o2,Biblioteket\nl2,o3,Øst\nl3,o3,Vest\n");
    put(fixture, "services.csv",
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
    put(fixture, "organizations.csv", ORGANIZATIONS);
    put(fixture, "services.csv", SERVICES_HEADER "s1,o1,Besøgsven,,,,active,,\ns2,o1,Cafe,,,,active,,\n");
    put(fixture, "locations.csv",
        "id,organization_id,name,description,transportation,latitude,longitude\n"
        "l1,o1,Huset,,Bus 4,55.5,12.25\nl2,o1,Salen,I gården,,91,12\n");
    put(fixture, "services_at_location.csv",
        "id,service_id,location_id,description\na1,s1,l1,\na2,s1,l2,\na3,s2,l1,\na4,s2,l9,\n");
    put(fixture, "postal_addresses.csv", "id,location_id,address_1,postal_code,country\np1,l1,Postboks 1,9999,DK\n");
    put(fixture, "physical_addresses.csv",
        "id,location_id,address_1,city,postal_code,country\np2,l1,Gaden 1,Byen,9999,Danmark\n");
    put(fixture, "phones.csv",
        "id,location_id,service_id,number,extension,type\nt1,,s1,111,,fax\nt2,,s1,222,3,voice\nt3,l1,,333,,\n");
    put(fixture, "languages.csv",
        "id,service_id,location_id,language\ng1,s1,,da\ng2,s1,,se\ng3,s1,,da\ng4,s1,,ikke et sprog\n");
    put(fixture, "taxonomy.csv", "id,name\nx1,Ensomhed\nx2,Ældre\n");
    put(fixture, "services_taxonomy.csv", "id,service_id,taxonomy_id\nk1,s1,x2\nk2,s1,x1\nk3,s1,x7\n");
    put(fixture, "eligibility.csv", "id,service_id,eligibility\ne1,s1,Over 65 år\n");
    put(fixture, "holiday_schedules.csv", "id,service_id,closed\nh1,s1,true\n");
    put(fixture, "regular_schedules.csv",
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

static void interrupted_import_goes_on(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "organizations.csv", ORGANIZATIONS);
    put(fixture, "services.csv", THREE_SERVICES);
    for (size_t silent_after = 1; silent_after <= 4; silent_after++) {
        fixture->directory->silent_after = fixture->directory->commands + 1;
        fixture->directory->loses_answer = silent_after % 2;
        assert_true(import(fixture) < 0);
    }
    fixture->directory->silent_after = 0;
    assert_int_equal(import(fixture), 0);
    assert_int_equal(fixture->directory->organisation_count, 2);
    assert_int_equal(fixture->directory->offer_count, 3);
    assert_int_equal(fixture->directory->changes, 5);
    expect_no_change_again(fixture, (struct hsds_options){0});
}

static void refusals_are_reported(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "organizations.csv", ORGANIZATIONS);
    put(fixture, "services.csv", THREE_SERVICES);
    fixture->directory->refuses = "register_organisation";
    assert_int_equal(import(fixture), 0);
    expect_counts(fixture, 0, 0, 0, 0);
    assert_int_equal(fixture->result.remarks[REMARK_REFUSED], 5);
    assert_true(reports(
        fixture,
        "\"refused\",\"organizations.csv\",\"2\",\"\",\"organization\",\"o1\",\"name\",\"You may not do this.\""));
    fixture->directory->refuses = "search_offers";
    assert_int_equal(import(fixture), PROBLEM_NOT_AUTHORIZED);
}

static void an_offer_does_not_move(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "organizations.csv", ORGANIZATIONS);
    put(fixture, "services.csv", SERVICES_HEADER "s1,o1,A,,,,active,,\n");
    assert_int_equal(import(fixture), 0);
    put(fixture, "services.csv", SERVICES_HEADER "s1,o2,A,,,,active,,\n");
    assert_int_equal(import(fixture), 0);
    expect_counts(fixture, 0, 0, 0, 0);
    assert_int_equal(fixture->result.remarks[REMARK_REJECTED], 1);
}

static void forms_of_csv(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "by_organizations.csv", "\xEF\xBB\xBFid,name\r\no1,Naboskabet\r\n");
    put(fixture, "by_services.csv",
        "\xEF\xBB\xBFid,organization_id,name,status\r\n\r\ns1,o1,\" A \"\"B\"\" \",active\r\ns2,o1,C,defekt\r\n");
    put(fixture, "their_services.csv", "Service number,Title\n1,Not HSDS\n");
    assert_int_equal(import(fixture), 0);
    expect_counts(fixture, 1, 0, 0, 0);
    assert_string_equal(test_directory_offer(fixture->directory, "s1")->name, "A \"B\"");
    assert_true(reports(fixture, "\"rejected\",\"by_services.csv\",\"4\",\"\",\"service\",\"s2\",\"status\","
                                 "\"is none of the values of the contract\""));

    char path[256];
    snprintf(path, sizeof(path), "%s", in_folder(fixture, "by_services.csv"));
    expect_no_change_again(fixture, (struct hsds_options){.path = path});
    snprintf(path, sizeof(path), "%s", in_folder(fixture, "their_services.csv"));
    assert_int_equal(import_with(fixture, (struct hsds_options){.path = path}), -ENOTSUP);
    snprintf(path, sizeof(path), "%s", in_folder(fixture, "by_organizations.csv"));
    assert_int_equal(import_with(fixture, (struct hsds_options){.path = path}), -EBADMSG);
    put(fixture, "services.csv", SERVICES_HEADER);
    assert_int_equal(import(fixture), -EBADMSG); /* which of the two? */
    put(fixture, "services.csv", "Number,Title\n");
    put(fixture, "by_services.csv",
        "id,organization_id,name,status\ns1,o1,A,active\ns2,o1,\"never closed,active\ns3,o1,C,active\n");
    assert_int_equal(import(fixture), -EBADMSG); /* what follows would seem to be gone */
    assert_int_equal(import_with(fixture, (struct hsds_options){.path = "/nonexistent"}), -ENOENT);
}

static void forms_of_json(void **state)
{
    struct fixture *fixture = *state;
    char path[256];
    snprintf(path, sizeof(path), "%s", in_folder(fixture, "offers.json"));
    put(fixture, "offers.json",
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
        reports(fixture, "\"rejected\",\"offers.json\",\"\",\"/contents/2\",\"service\",\"\",\"id\",\"is missing\""));
    const struct directory_offer *offer = test_directory_offer(fixture->directory, "s2");
    assert_string_equal(offer->phone, "112 ext. 3");
    assert_int_equal(offer->minimum_age, 12);
    assert_int_equal(offer->schedules.count, 1);
    assert_true(offer->locations.items[0].latitude == 55.5);

    /* a page of several, or one record, is not all there is: nothing is withdrawn */
    put(fixture, "offers.json",
        "{\"total_items\": 2, \"contents\": ["
        "{\"id\": \"s1\", \"name\": \"A\", \"status\": \"active\", \"organization\": {\"id\": \"o1\", \"name\": "
        "\"N\"}}]}");
    assert_int_equal(import_with(fixture, (struct hsds_options){.path = path, .force = true}), 0);
    expect_counts(fixture, 0, 0, 1, 0);
    put(fixture, "offers.json",
        "{\"id\": \"s1\", \"name\": \"A\", \"status\": \"active\", \"organization_id\": \"o1\"}");
    assert_int_equal(import_with(fixture, (struct hsds_options){.path = path, .force = true}), 0);
    assert_int_equal(fixture->result.counts[STEP_WITHDRAW], 0);
    /* a whole list is */
    put(fixture, "offers.json",
        "[{\"id\": \"s1\", \"name\": \"A\", \"status\": \"active\", \"organization\": {\"id\": \"o1\", \"name\": "
        "\"N\"}}]");
    assert_int_equal(import_with(fixture, (struct hsds_options){.path = path, .force = true}), 0);
    assert_int_equal(fixture->result.counts[STEP_WITHDRAW], 1);

    put(fixture, "offers.json", "{\"id\": ");
    assert_int_equal(import_with(fixture, (struct hsds_options){.path = path}), -EBADMSG);
    put(fixture, "offers.json", "{\"swagger\": \"2.0\"}");
    assert_int_equal(import_with(fixture, (struct hsds_options){.path = path}), -EBADMSG);
}

/* Real directories. */

static const char *real_data(const char *name)
{
    static char path[4096];
    const char *folder = getenv("SAMSPIL_REAL_DATA");
    snprintf(path, sizeof(path), "%s/%s", folder ? folder : "../shared/data", name);
    if (access(path, R_OK) == 0)
        return path;
    print_message("skipped: %s is not there\n", path);
    skip();
    return NULL;
}

static void real_directory_of_legal_aid(void **state)
{
    struct fixture *fixture = *state;
    struct hsds_options options = {.path = real_data("hsds-legalaid")};
    assert_int_equal(import_with(fixture, options), 0);
    /* 430 rows: 429 services, and one that has only an organization_id */
    assert_int_equal(fixture->result.offers, 429);
    expect_counts(fixture, 429, 0, 0, 0);
    assert_int_equal(fixture->result.remarks[REMARK_REJECTED], 1);
    assert_true(reports(
        fixture, "\"rejected\",\"ilao_hsds11_services.csv\",\"651\",\"\",\"service\",\"\",\"id\",\"is missing\""));
    assert_int_equal(fixture->result.remarks[REMARK_REFUSED], 0);
    assert_int_equal(fixture->result.remarks[REMARK_DROPPED], 0);
    /* 429 blank statuses; 125 organisations that are not in the file; 102 services whose location is inferred */
    assert_int_equal(fixture->result.remarks[REMARK_DEFAULTED], 429 + 125 + 102);
    assert_int_equal(fixture->directory->organisation_count, 33 + 125);
    const struct directory_offer *offer = test_directory_offer(fixture->directory, "132741");
    assert_string_equal(offer->name, "North Lawndale legal clinic");
    expect_no_change_again(fixture, options);
}

static void expect_example_offer(const struct test_directory *directory)
{
    assert_int_equal(directory->offer_count, 1);
    const struct directory_offer *offer = &directory->offers[0];
    assert_string_equal(offer->source->identifier, "ac148810-d857-441c-9679-408f346de14b");
    assert_string_equal(offer->name, "Community Counselling");
    assert_string_equal(offer->alternate_name, "MyCity Counselling Services");
    assert_string_equal(offer->url, "http://example.com/counselling");
    assert_string_equal(offer->email, "email@example.com");
    assert_int_equal(offer->status, DIRECTORY_OFFER_STATUS_ACTIVE);
    assert_int_equal(offer->minimum_age, 12);
    assert_int_equal(offer->maximum_age, 100);
    assert_non_null(strstr(offer->fees_description, "£50 per hour"));
    assert_int_equal(directory->organisation_count, 1);
    assert_string_equal(directory->organisations[0].name, "Example Organization Inc.");
}

static void examples_of_hsds_3(void **state)
{
    static const struct {
        const char *path;
        bool is_full; /* with what belongs to the service */
    } examples[] = {
        {"hsds-3.0/csv", true},
        {"hsds-3.0/csv/services.csv", true},
        {"hsds-3.0/json", true},
        {"hsds-3.0/json/tabular.json", true},
        {"hsds-3.0/json/service_full.json", true},
        {"hsds-3.0/json/service_at_location_full.json", true},
        {"hsds-3.0/json/organization_full.json", true},
        {"hsds-3.0/json/service_list.json", false},
        {"hsds-3.0/json/service_at_location_list.json", false},
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++) {
        struct hsds_options options = {.path = real_data(examples[i].path)};
        print_message("%s\n", examples[i].path);
        test_directory_free(fixture->directory);
        fixture->directory = calloc(1, sizeof(*fixture->directory));
        assert_int_equal(import_with(fixture, options), 0);
        expect_counts(fixture, 1, 0, 0, 0);
        assert_int_equal(fixture->result.remarks[REMARK_REJECTED], 0);
        expect_example_offer(fixture->directory);
        const struct directory_offer *offer = &fixture->directory->offers[0];
        if (examples[i].is_full) {
            assert_string_equal(offer->phone, "+44 1234 234567 ext. 100");
            assert_int_equal(offer->languages.count, 1);
            assert_string_equal(offer->languages.items[0], "ur");
            assert_int_equal(offer->schedules.count, 1);
            assert_string_equal(offer->schedules.items[0].byday, "TH,FR");
            assert_string_equal(offer->schedules.items[0].opens_at, "10:00");
            assert_int_equal(offer->locations.count, 1);
            assert_string_equal(offer->locations.items[0].address->postal_code, "ABC 1234");
            /* the examples put a location at latitude 100 */
            assert_false(offer->locations.items[0].has_latitude);
            assert_int_equal(fixture->result.remarks[REMARK_DROPPED], 1);
        }
        expect_no_change_again(fixture, options);
    }
    struct hsds_options options = {.path = real_data("hsds-3.0/json/organization_list.json")};
    assert_int_equal(import_with(fixture, options), -EBADMSG); /* no service in it */
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(publishes_what_is_new),
        TEST(follows_the_source),
        TEST(dry_run_changes_nothing),
        TEST(truncated_source_withdraws_nothing),
        TEST(rejected_rows_are_named_and_stay),
        TEST(bad_fields_are_dropped),
        TEST(organisations_that_are_not_described),
        TEST(what_belongs_to_a_service),
        TEST(interrupted_import_goes_on),
        TEST(refusals_are_reported),
        TEST(an_offer_does_not_move),
        TEST(forms_of_csv),
        TEST(forms_of_json),
        TEST(real_directory_of_legal_aid),
        TEST(examples_of_hsds_3),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
