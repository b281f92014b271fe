/* SPDX-License-Identifier: EUPL-1.2 */
/* Real directories of offers, and the examples of HSDS 3.0, where they are at hand. */
#include "test_fixture.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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
        fixture->directory = test_directory_new();
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
    const struct CMUnitTest tests[] = {
        TEST(real_directory_of_legal_aid),
        TEST(examples_of_hsds_3),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
