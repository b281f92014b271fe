/* SPDX-License-Identifier: EUPL-1.2 */
/* Offers: their life, whose they are, and how they are found. */
#include "test_people.h"

static int set_up(void **state)
{
    (void) state;
    return people_set_up("test_offers.db");
}

static void test_offer_life(void **state)
{
    (void) state;
    const char *categories[] = {"Food", "Ældre"};
    const struct directory_location place = {.name = "Hall", .has_latitude = true, .latitude = 55.5};
    struct directory_publish_offer_result published;
    struct directory_update_offer_result updated;
    struct directory_withdraw_offer_result withdrawn;
    assert_int_equal(CALL(&coordinator, directory_publish_offer, &published, .name = "Meals",
                          .categories = {categories, 2}, .locations = {&place, 1}, .has_minimum_age = true,
                          .minimum_age = 0),
                     0);
    const char *id = published.offer_id;
    struct directory_offer offer = get_offer(id);
    assert_string_equal(offer.name, "Meals");
    assert_string_equal(offer.organisation_id, red_cross);
    assert_int_equal(offer.status, DIRECTORY_OFFER_STATUS_ACTIVE);
    assert_int_equal(offer.version, 1);
    assert_string_equal(offer.categories.items[1], "Ældre");
    assert_true(offer.locations.items[0].latitude == 55.5);
    assert_true(offer.has_minimum_age && !offer.has_maximum_age);
    assert_null(offer.capacity);
    assert_false(offer.has_median_wait_days);

    assert_int_equal(CALL(&coordinator, directory_update_offer, &updated, .offer_id = id, .name = "Meals",
                          .categories = {categories, 2}, .locations = {&place, 1}, .has_minimum_age = true),
                     0);
    assert_true(!updated.changed && updated.version == 1);
    assert_int_equal(CALL(&coordinator, directory_update_offer, &updated, .offer_id = id, .name = "Hot meals",
                          .has_expected_version = true, .expected_version = 1),
                     0);
    assert_true(updated.changed && updated.version == 2);
    assert_int_equal(CALL(&coordinator, directory_update_offer, &updated, .offer_id = id, .name = "Late",
                          .has_expected_version = true, .expected_version = 1),
                     PROBLEM_ILLEGAL_TRANSITION);
    assert_int_equal(CALL(&coordinator, directory_withdraw_offer, &withdrawn, .offer_id = id), 0);
    assert_int_equal(withdrawn.version, 3);
    assert_int_equal(CALL(&coordinator, directory_withdraw_offer, &withdrawn, .offer_id = id), PROBLEM_OFFER_WITHDRAWN);
    assert_non_null(get_offer(id).withdrawn_at);
    assert_int_equal(CALL(&coordinator, directory_update_offer, &updated, .offer_id = id, .name = "Hot meals"), 0);
    assert_true(updated.changed && updated.version == 4);
    offer = get_offer(id);
    assert_null(offer.withdrawn_at);
    assert_int_equal(offer.version, 4);
    assert_int_equal(offer.categories.count, 0);
}

static void test_offers_belong_to_organisations(void **state)
{
    (void) state;
    struct common_principal stranger = {"sten", COORDINATOR, MEMBER_OF(town, MUNICIPALITY)};
    struct directory_publish_offer_result published;
    struct directory_update_offer_result updated;
    struct directory_withdraw_offer_result withdrawn;
    struct directory_set_capacity_result capacity;
    const char *id = publish("Meals");
    assert_int_equal(CALL(&stranger, directory_publish_offer, &published, .name = "X", .organisation_id = red_cross),
                     PROBLEM_NOT_AUTHORIZED);
    assert_int_equal(CALL(&stranger, directory_update_offer, &updated, .offer_id = id, .name = "X"),
                     PROBLEM_NOT_AUTHORIZED);
    assert_int_equal(CALL(&stranger, directory_withdraw_offer, &withdrawn, .offer_id = id), PROBLEM_NOT_AUTHORIZED);
    assert_int_equal(CALL(&stranger, directory_set_capacity, &capacity, .offer_id = id), PROBLEM_NOT_AUTHORIZED);
    assert_int_equal(CALL(&stranger, directory_update_offer, &updated, .offer_id = NOBODY, .name = "X"),
                     PROBLEM_NOT_FOUND);

    assert_int_equal(CALL(&operator_, directory_publish_offer, &published, .name = "X"), PROBLEM_INVALID_ARGUMENT);
    assert_string_equal(test_problem(test)->field, "organisation_id");
    assert_int_equal(CALL(&operator_, directory_publish_offer, &published, .name = "X", .organisation_id = NOBODY),
                     PROBLEM_NOT_FOUND);
    const struct common_source source = {"hsds", "1"}, other = {"hsds", "2"};
    assert_int_equal(
        CALL(&operator_, directory_publish_offer, &published, .name = "X", .organisation_id = town, .source = &source),
        0);
    assert_int_equal(
        CALL(&operator_, directory_publish_offer, &published, .name = "Y", .organisation_id = town, .source = &source),
        PROBLEM_ALREADY_EXISTS);
    assert_int_equal(
        CALL(&operator_, directory_publish_offer, &published, .name = "Y", .organisation_id = town, .source = &other),
        0);
    assert_int_equal(CALL(&stranger, directory_update_offer, &updated, .offer_id = published.offer_id, .name = "Z"), 0);
    assert_string_equal(get_offer(published.offer_id).source->identifier, "2");
    assert_int_equal(CALL(&stranger, directory_update_offer, &updated, .offer_id = published.offer_id, .name = "Z",
                          .source = &source),
                     PROBLEM_INVALID_ARGUMENT);
    assert_string_equal(test_problem(test)->field, "source");
}

static void test_search_by_words(void **state)
{
    (void) state;
    const char *aeldre[] = {"Ældre", "Food"}, *danish[] = {"da-DK", "en"};
    struct directory_publish_offer_result out;
    assert_int_equal(CALL(&coordinator, directory_publish_offer, &out, .name = "Visiting friends",
                          .description = "Company for lonely people", .categories = {aeldre, 2},
                          .languages = {danish, 2}),
                     0);
    const char *visiting_id = out.offer_id;
    assert_int_equal(
        CALL(&coordinator, directory_publish_offer, &out, .name = "Café", .description = "Visiting hours from nine"),
        0);
    assert_int_equal(CALL(&coordinator, directory_publish_offer, &out, .name = "Hidden visiting",
                          .status = DIRECTORY_OFFER_STATUS_INACTIVE),
                     0);
    const char *withdrawn_id = publish("Withdrawn visiting");
    struct directory_withdraw_offer_result withdrawn;
    assert_int_equal(CALL(&coordinator, directory_withdraw_offer, &withdrawn, .offer_id = withdrawn_id), 0);

    assert_string_equal(SEARCH(.text = ""), "Café,Visiting friends");
    assert_string_equal(SEARCH(.text = "visiting"), "Visiting friends,Café");
    assert_string_equal(SEARCH(.text = "VISITING hou"), "Café");
    assert_string_equal(SEARCH(.text = "hou visiting"), "");
    assert_string_equal(SEARCH(.text = "cafe"), "Café");
    assert_string_equal(SEARCH(.text = "food"), "Visiting friends");
    assert_string_equal(SEARCH(.text = "visiting -"), "Visiting friends,Café");
    static const char *const hostile[] = {"\"", "name:visiting", "visiting OR", "NEAR(visiting", "* \" ) (", "'; DROP"};
    for (size_t i = 0; i < sizeof hostile / sizeof hostile[0]; i++)
        assert_string_equal(SEARCH(.text = hostile[i]), "");

    assert_string_equal(SEARCH(.category = "ÆLDRE"), "Visiting friends");
    assert_string_equal(SEARCH(.category = "Æl"), "");
    assert_string_equal(SEARCH(.language = "DA"), "Visiting friends");
    assert_string_equal(SEARCH(.language = "da-dk"), "Visiting friends");
    assert_string_equal(SEARCH(.language = "d"), "");
    assert_string_equal(SEARCH(.text = "visiting", .language = "en"), "Visiting friends");
    assert_string_equal(SEARCH(.organisation_id = town), "");
    assert_string_equal(SEARCH(.organisation_id = red_cross, .text = "lonely"), "Visiting friends");

    struct directory_update_offer_result updated;
    assert_int_equal(
        CALL(&coordinator, directory_update_offer, &updated, .offer_id = withdrawn_id, .name = "Back again"), 0);
    assert_string_equal(SEARCH(.text = "back"), "Back again");
    assert_string_equal(SEARCH(.text = "withdrawn"), "");
    assert_string_equal(SEARCH(.category = "food", .language = "en"), "Visiting friends");
    assert_int_equal(CALL(&coordinator, directory_update_offer, &updated, .offer_id = visiting_id, .name = "Visits"),
                     0);
    assert_string_equal(SEARCH(.category = "food"), "");
    assert_string_equal(SEARCH(.language = "en"), "");
}

static void test_importers_find_what_is_withdrawn(void **state)
{
    (void) state;
    const struct common_source one = {"hsds", "1"}, two = {"hsds", "2"}, three = {"other", "1"};
    struct directory_publish_offer_result out;
    struct directory_withdraw_offer_result withdrawn;
    assert_int_equal(CALL(&coordinator, directory_publish_offer, &out, .name = "C", .source = &three), 0);
    assert_int_equal(CALL(&coordinator, directory_publish_offer, &out, .name = "B", .source = &two,
                          .status = DIRECTORY_OFFER_STATUS_DEFUNCT),
                     0);
    assert_int_equal(CALL(&coordinator, directory_publish_offer, &out, .name = "A", .source = &one), 0);
    assert_int_equal(CALL(&coordinator, directory_withdraw_offer, &withdrawn, .offer_id = out.offer_id), 0);
    assert_string_equal(SEARCH(.source_system = "hsds"), "A,B");
    assert_string_equal(SEARCH(.text = ""), "C");
}

static void test_search_is_paged(void **state)
{
    (void) state;
    for (int i = 0; i < 25; i++) { /* with equal names and equal scores */
        struct directory_publish_offer_result out;
        assert_int_equal(CALL(&coordinator, directory_publish_offer, &out, .name = i % 2 ? "Swimming" : "swimming",
                              .description = i % 3 ? "pool" : "pool and swimming and more than that"),
                         0);
    }
    for (int by_score = 0; by_score < 2; by_score++) {
        struct directory_search_offers_result out = {.next = NULL};
        const char *seen[25];
        size_t count = 0;
        do {
            assert_int_equal(ASK(&citizen, directory_search_offers, &out, .text = by_score ? "swimming" : NULL,
                                 .after = out.next, .has_limit = true, .limit = 4),
                             0);
            for (size_t i = 0; i < out.offers.count; i++) {
                for (size_t k = 0; k < count; k++)
                    assert_string_not_equal(seen[k], out.offers.items[i].offer_id);
                seen[count++] = out.offers.items[i].offer_id;
            }
        } while (out.next);
        assert_int_equal(count, 25);
    }
    struct directory_search_offers_result out;
    assert_int_equal(ASK(&citizen, directory_search_offers, &out, .text = "swimming", .after = "Swimming|4"),
                     PROBLEM_INVALID_ARGUMENT);
    assert_string_equal(test_problem(test)->field, "after");
}

/* It is said once, and stays until it is said otherwise: an importer that knows nothing of it does not open the offer. */
static void test_assessment(void **state)
{
    (void) state;
    struct directory_publish_offer_result published;
    struct directory_update_offer_result updated;
    struct directory_search_offers_result found;
    assert_int_equal(CALL(&coordinator, directory_publish_offer, &published, .name = "Meals",
                          .has_assessment_required = true, .assessment_required = true),
                     0);
    const char *id = published.offer_id;
    assert_true(get_offer(id).assessment_required);
    assert_int_equal(ASK(&citizen, directory_search_offers, &found, .text = "meals"), 0);
    assert_true(found.offers.items[0].assessment_required);

    assert_int_equal(CALL(&coordinator, directory_update_offer, &updated, .offer_id = id, .name = "Meals"), 0);
    assert_false(updated.changed);
    assert_int_equal(CALL(&coordinator, directory_update_offer, &updated, .offer_id = id, .name = "Hot meals"), 0);
    assert_true(get_offer(id).assessment_required);
    const struct directory_offer_updated *event = test_last(test, &directory_offer_updated_event);
    assert_true(event->has_assessment_required && event->assessment_required);
    assert_int_equal(CALL(&coordinator, directory_update_offer, &updated, .offer_id = id, .name = "Hot meals",
                          .has_assessment_required = true),
                     0);
    assert_true(updated.changed);
    assert_false(get_offer(id).assessment_required);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, people_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_offer_life),
        TEST(test_assessment),
        TEST(test_offers_belong_to_organisations),
        TEST(test_search_by_words),
        TEST(test_importers_find_what_is_withdrawn),
        TEST(test_search_is_paged),
    };
    return cmocka_run_group_tests_name("offers", tests, NULL, NULL);
}
