/* SPDX-License-Identifier: EUPL-1.2 */
/* The directory's handlers and applies on a real SQLite file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include "directory.h"
#include "identity.h"
#include "test_service.h"

#include <cmocka.h>

#define CASE "01890a5d-ac96-774b-bcce-b302099a8051"
#define CITIZEN_ID "01890a5d-ac96-774b-bcce-b302099a8052"
#define HOME "01890a5d-ac96-774b-bcce-b302099a8053"
#define NOBODY "01890a5d-ac96-774b-bcce-b302099a8054"

static const struct common_principal operator_ = {.subject = "operator", .roles = OPERATOR};
static struct test_service *test;
static struct arena arena;
static struct common_principal administrator, coordinator, citizen = {.subject = "citizen", .roles = CITIZEN};
static const char *red_cross, *town;

/* CALL(who, procedure, &out, .field = value, …) */
#define CALL(who, p, out, ...)                                                                                         \
    test_run(test, (who), &p##_procedure, &(const struct p){.command_id = "c", __VA_ARGS__}, (out))
#define ASK(who, p, out, ...) test_run(test, (who), &p##_procedure, &(const struct p){__VA_ARGS__}, (out))

static const char *register_organisation(const char *name, enum common_organisation_type type)
{
    struct directory_register_organisation_result out;
    assert_int_equal(CALL(&operator_, directory_register_organisation, &out, .name = name, .type = type), 0);
    return out.organisation_id;
}

static const char *publish(const char *name)
{
    struct directory_publish_offer_result out;
    assert_int_equal(CALL(&coordinator, directory_publish_offer, &out, .name = name), 0);
    return out.offer_id;
}

static struct directory_offer get_offer(const char *offer_id)
{
    struct directory_get_offer_result out;
    assert_int_equal(ASK(&citizen, directory_get_offer, &out, .offer_id = offer_id), 0);
    return out.offer;
}

#define MEMBER_OF(id, kind) .organisation_id = (id), .organisation_type = COMMON_ORGANISATION_TYPE_##kind

static int set_up(void **state)
{
    (void) state;
    test = test_open(&directory, "test_directory.db");
    red_cross = register_organisation("Red Cross", COMMON_ORGANISATION_TYPE_VOLUNTARY);
    town = register_organisation("Town", COMMON_ORGANISATION_TYPE_MUNICIPALITY);
    administrator = (struct common_principal){"admin", ADMINISTRATOR, MEMBER_OF(red_cross, VOLUNTARY)};
    coordinator = (struct common_principal){"cora", COORDINATOR, MEMBER_OF(red_cross, VOLUNTARY)};
    return 0;
}

static int tear_down(void **state)
{
    (void) state;
    test_close(test);
    arena_free(&arena);
    return 0;
}

static void test_organisations_are_registered_once(void **state)
{
    (void) state;
    struct directory_register_organisation_result first, again;
    const struct common_source source = {"register", "4711"}, other = {"register", "4712"};
    assert_int_equal(CALL(&operator_, directory_register_organisation, &first, .name = "A",
                          .type = COMMON_ORGANISATION_TYPE_AGENCY, .source = &source),
                     0);
    assert_int_equal(CALL(&operator_, directory_register_organisation, &again, .name = "B",
                          .type = COMMON_ORGANISATION_TYPE_AGENCY, .source = &source),
                     PROBLEM_ALREADY_EXISTS);
    assert_int_equal(CALL(&operator_, directory_register_organisation, &again, .name = "B",
                          .type = COMMON_ORGANISATION_TYPE_AGENCY, .source = &other),
                     0);

    struct directory_get_organisation_result got;
    assert_int_equal(ASK(&citizen, directory_get_organisation, &got, .organisation_id = first.organisation_id), 0);
    assert_string_equal(got.organisation.name, "A");
    assert_int_equal(got.organisation.type, COMMON_ORGANISATION_TYPE_AGENCY);
    assert_string_equal(got.organisation.source->identifier, "4711");
    assert_int_equal(ASK(&citizen, directory_get_organisation, &got, .organisation_id = NOBODY), PROBLEM_NOT_FOUND);

    struct directory_update_organisation_result updated;
    assert_int_equal(CALL(&operator_, directory_update_organisation, &updated, .organisation_id = first.organisation_id,
                          .name = "A", .type = COMMON_ORGANISATION_TYPE_AGENCY, .source = &other),
                     PROBLEM_INVALID_ARGUMENT);
    assert_string_equal(test_problem(test)->field, "source");
}

static void test_organisations_are_updated(void **state)
{
    (void) state;
    struct directory_update_organisation_result out;
    struct directory_get_organisation_result got;
    size_t before = test_emitted(test);
    assert_int_equal(CALL(&administrator, directory_update_organisation, &out, .organisation_id = red_cross,
                          .name = "Red Cross", .type = COMMON_ORGANISATION_TYPE_VOLUNTARY),
                     0);
    assert_false(out.changed);
    assert_int_equal(test_emitted(test), before);
    assert_int_equal(CALL(&administrator, directory_update_organisation, &out, .organisation_id = red_cross,
                          .name = "Red Cross", .type = COMMON_ORGANISATION_TYPE_VOLUNTARY, .country = "DK"),
                     0);
    assert_true(out.changed);
    assert_int_equal(ASK(&citizen, directory_get_organisation, &got, .organisation_id = red_cross), 0);
    assert_string_equal(got.organisation.country, "DK");

    assert_int_equal(CALL(&administrator, directory_update_organisation, &out, .organisation_id = town, .name = "Town",
                          .type = COMMON_ORGANISATION_TYPE_MUNICIPALITY),
                     PROBLEM_NOT_AUTHORIZED);
    assert_int_equal(CALL(&administrator, directory_update_organisation, &out, .organisation_id = red_cross,
                          .name = "Red Cross", .type = COMMON_ORGANISATION_TYPE_MUNICIPALITY),
                     PROBLEM_NOT_AUTHORIZED);
    assert_string_equal(test_problem(test)->field, "type");
    assert_int_equal(CALL(&operator_, directory_update_organisation, &out, .organisation_id = NOBODY, .name = "X",
                          .type = COMMON_ORGANISATION_TYPE_AGENCY),
                     PROBLEM_NOT_FOUND);
}

static void test_import_source_stays_when_not_named(void **state)
{
    (void) state;
    const struct common_source source = {"register", "1"};
    struct directory_register_organisation_result registered;
    struct directory_update_organisation_result updated;
    struct directory_get_organisation_result got;
    assert_int_equal(CALL(&operator_, directory_register_organisation, &registered, .name = "A",
                          .type = COMMON_ORGANISATION_TYPE_AGENCY, .source = &source),
                     0);
    assert_int_equal(CALL(&operator_, directory_update_organisation, &updated, .name = "B",
                          .organisation_id = registered.organisation_id, .type = COMMON_ORGANISATION_TYPE_AGENCY),
                     0);
    assert_int_equal(ASK(&citizen, directory_get_organisation, &got, .organisation_id = registered.organisation_id), 0);
    assert_string_equal(got.organisation.name, "B");
    assert_string_equal(got.organisation.source->identifier, "1");
}

static void test_organisations_are_listed_by_name(void **state)
{
    (void) state;
    register_organisation("anchor", COMMON_ORGANISATION_TYPE_VOLUNTARY);
    register_organisation("Zebra | zoo", COMMON_ORGANISATION_TYPE_VOLUNTARY);
    register_organisation("Zebra | zoo", COMMON_ORGANISATION_TYPE_AGENCY);
    static const char *const expected[] = {"anchor", "Red Cross", "Town", "Zebra | zoo", "Zebra | zoo"};
    struct directory_list_organisations_result out = {.next = NULL};
    size_t seen = 0;
    do {
        assert_int_equal(
            ASK(&citizen, directory_list_organisations, &out, .after = out.next, .has_limit = true, .limit = 2), 0);
        for (size_t i = 0; i < out.organisations.count; i++)
            assert_string_equal(out.organisations.items[i].name, expected[seen++]);
    } while (out.next);
    assert_int_equal(seen, 5);

    assert_int_equal(ASK(&citizen, directory_list_organisations, &out, .type = COMMON_ORGANISATION_TYPE_AGENCY), 0);
    assert_int_equal(out.organisations.count, 1);
    assert_int_equal(ASK(&citizen, directory_list_organisations, &out, .source_system = "register"), 0);
    assert_int_equal(out.organisations.count, 0);
    assert_int_equal(ASK(&citizen, directory_list_organisations, &out, .after = "x"), PROBLEM_INVALID_ARGUMENT);
    assert_string_equal(test_problem(test)->field, "after");
}

static void test_members(void **state)
{
    (void) state;
    struct directory_add_member_result added;
    struct directory_remove_member_result removed;
    struct directory_list_members_result listed;
    assert_int_equal(CALL(&administrator, directory_add_member, &added, .organisation_id = red_cross, .subject = "eva",
                          .name = "Eva", .roles = COORDINATOR),
                     0);
    assert_int_equal(CALL(&operator_, directory_add_member, &added, .organisation_id = town, .subject = "eva",
                          .roles = CASEWORKER | LEADER),
                     0);
    assert_int_equal(CALL(&administrator, directory_add_member, &added, .organisation_id = red_cross, .subject = "eva",
                          .name = "Eva", .roles = LEADER),
                     0);
    assert_int_equal(
        CALL(&administrator, directory_add_member, &added, .organisation_id = town, .subject = "eva", .roles = LEADER),
        PROBLEM_NOT_AUTHORIZED);
    assert_int_equal(
        CALL(&operator_, directory_add_member, &added, .organisation_id = NOBODY, .subject = "eva", .roles = LEADER),
        PROBLEM_NOT_FOUND);
    const uint32_t wrong[] = {0, OPERATOR, CITIZEN | COORDINATOR};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(CALL(&operator_, directory_add_member, &added, .organisation_id = town, .subject = "eva",
                              .roles = wrong[i]),
                         PROBLEM_INVALID_ARGUMENT);
        assert_string_equal(test_problem(test)->field, "roles");
    }

    assert_int_equal(ASK(&administrator, directory_list_members, &listed, .organisation_id = red_cross), 0);
    assert_int_equal(listed.members.count, 1);
    assert_string_equal(listed.members.items[0].name, "Eva");
    assert_int_equal(listed.members.items[0].roles, LEADER);
    assert_int_equal(ASK(&administrator, directory_list_members, &listed, .organisation_id = town),
                     PROBLEM_NOT_AUTHORIZED);

    struct common_principal eva = {.subject = "eva", .roles = PERSON};
    struct directory_get_principal_result principal;
    assert_int_equal(ASK(&eva, directory_get_principal, &principal, ), 0);
    assert_string_equal(principal.subject, "eva");
    assert_int_equal(principal.roles, PERSON);
    assert_int_equal(principal.memberships.count, 2);
    assert_string_equal(principal.memberships.items[1].organisation_name, "Town");
    assert_int_equal(principal.memberships.items[1].type, COMMON_ORGANISATION_TYPE_MUNICIPALITY);
    assert_int_equal(principal.memberships.items[1].roles, CASEWORKER | LEADER);

    assert_int_equal(
        CALL(&administrator, directory_remove_member, &removed, .organisation_id = red_cross, .subject = "eva"), 0);
    assert_int_equal(
        CALL(&administrator, directory_remove_member, &removed, .organisation_id = red_cross, .subject = "eva"),
        PROBLEM_NOT_FOUND);
    assert_int_equal(CALL(&administrator, directory_remove_member, &removed, .organisation_id = town, .subject = "eva"),
                     PROBLEM_NOT_AUTHORIZED);
    assert_int_equal(ASK(&eva, directory_get_principal, &principal, ), 0);
    assert_int_equal(principal.memberships.count, 1);
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

/* The names found, in order, joined by commas. */
static const char *names(struct directory_search_offers in)
{
    struct directory_search_offers_result out;
    const char *joined = "";
    assert_int_equal(test_run(test, &citizen, &directory_search_offers_procedure, &in, &out), 0);
    for (size_t i = 0; i < out.offers.count; i++)
        joined = arena_print(&arena, "%s%s%s", joined, i ? "," : "", out.offers.items[i].name);
    return joined;
}
#define SEARCH(...) names((struct directory_search_offers){__VA_ARGS__})

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

/*
 * What referrals do. REFERRAL(requested, id, offer, …) makes that event happen.
 */
#define REFERRAL(kind, id, offer, ...)                                                                                 \
    test_follow(test, &referrals_##kind##_event,                                                                       \
                &(const struct referrals_##kind){.referral_id = (id),                                                  \
                                                 .case_id = CASE,                                                      \
                                                 .citizen_id = CITIZEN_ID,                                             \
                                                 .home_id = HOME,                                                      \
                                                 .offer_id = (offer),                                                  \
                                                 .performer_id = red_cross,                                            \
                                                 __VA_ARGS__})
#define PLACE(k) .has_capacity_sequence = true, .capacity_sequence = (k)

static const char *new_id(void)
{
    static char ids[256][37];
    static size_t next;
    uuid7(time_now_ms(), ids[next % 256]);
    return ids[next++ % 256];
}

static int64_t state_capacity(const char *offer_id, int64_t maximum, int64_t available)
{
    struct directory_set_capacity_result out;
    assert_int_equal(CALL(&coordinator, directory_set_capacity, &out, .offer_id = offer_id, .has_maximum = maximum >= 0,
                          .maximum = maximum, .has_available = available >= 0, .available = available),
                     0);
    return (int64_t) test_emitted(test); /* nothing else writes this stream, so that is its sequence */
}

static int64_t free_places(const char *offer_id)
{
    struct directory_offer offer = get_offer(offer_id);
    assert_true(offer.capacity->has_available);
    return offer.capacity->available;
}

static void test_capacity_is_stated(void **state)
{
    (void) state;
    const char *offer = publish("Meals");
    struct directory_set_capacity_result out;
    assert_int_equal(CALL(&coordinator, directory_set_capacity, &out, .offer_id = offer, .has_maximum = true,
                          .maximum = 3, .has_available = true, .available = 4),
                     PROBLEM_INVALID_ARGUMENT);
    assert_string_equal(test_problem(test)->field, "available");
    assert_int_equal(
        CALL(&coordinator, directory_set_capacity, &out, .offer_id = offer, .has_maximum = true, .maximum = 3), 0);
    assert_true(out.has_available && out.available == 3 && out.maximum == 3);
    assert_int_equal(free_places(offer), 3);

    assert_int_equal(
        CALL(&coordinator, directory_set_capacity, &out, .offer_id = offer, .paused_until = "2999-01-01T00:00:00.000Z"),
        0);
    assert_true(!out.has_available && !out.has_maximum);
    struct directory_offer got = get_offer(offer);
    assert_true(!got.capacity->has_available && !got.capacity->has_maximum);
    assert_string_equal(got.capacity->paused_until, "2999-01-01T00:00:00.000Z");
    assert_string_equal(SEARCH(.has_with_capacity = true, .with_capacity = true), "");
    assert_string_equal(SEARCH(.has_with_capacity = true, .with_capacity = false), "Meals");
    assert_int_equal(
        CALL(&coordinator, directory_set_capacity, &out, .offer_id = offer, .paused_until = "2001-01-01T00:00:00.000Z"),
        0);
    assert_string_equal(SEARCH(.has_with_capacity = true, .with_capacity = true), "Meals");

    struct directory_withdraw_offer_result withdrawn;
    assert_int_equal(CALL(&coordinator, directory_withdraw_offer, &withdrawn, .offer_id = offer), 0);
    assert_int_equal(CALL(&coordinator, directory_set_capacity, &out, .offer_id = offer), PROBLEM_OFFER_WITHDRAWN);
}

static void test_referrals_hold_places(void **state)
{
    (void) state;
    const char *offer = publish("Meals"), *r[] = {new_id(), new_id(), new_id(), new_id()};
    int64_t k = state_capacity(offer, 3, 2);
    REFERRAL(requested, r[0], offer, PLACE(k));
    assert_int_equal(free_places(offer), 1);
    REFERRAL(accepted, r[0], offer, PLACE(k));
    assert_int_equal(free_places(offer), 1);
    REFERRAL(requested, r[1], offer); /* no place yet */
    assert_int_equal(free_places(offer), 1);
    REFERRAL(accepted, r[1], offer, PLACE(k));
    assert_int_equal(free_places(offer), 0);
    assert_string_equal(SEARCH(.text = "meals", .has_with_capacity = true, .with_capacity = true), "");
    REFERRAL(started, r[1], offer);
    assert_int_equal(free_places(offer), 0);
    REFERRAL(completed, r[1], offer);
    assert_int_equal(free_places(offer), 1);
    assert_string_equal(SEARCH(.text = "meals", .has_with_capacity = true, .with_capacity = true), "Meals");
    REFERRAL(completed, r[1], offer); /* nothing is given back twice */
    assert_int_equal(free_places(offer), 1);

    /* A place under an older statement neither lessens the new one nor comes back to it. */
    int64_t later = state_capacity(offer, 3, 2);
    assert_int_equal(free_places(offer), 2);
    REFERRAL(requested, r[2], offer, PLACE(later));
    assert_int_equal(free_places(offer), 1);
    REFERRAL(failed, r[0], offer);
    assert_int_equal(free_places(offer), 1);

    REFERRAL(waitlisted, r[2], offer);
    assert_int_equal(free_places(offer), 2);
    REFERRAL(started, r[2], offer, PLACE(later));
    assert_int_equal(free_places(offer), 1);

    const char *other = publish("Company");
    int64_t there = state_capacity(other, -1, 1);
    REFERRAL(transferred, r[2], offer, .replaced_by = r[3], .new_offer_id = other, .new_performer_id = red_cross,
             PLACE(there));
    assert_int_equal(free_places(offer), 2);
    assert_int_equal(free_places(other), 0);
    REFERRAL(cancelled, r[3], other);
    assert_int_equal(free_places(other), 1);
    struct directory_offer got = get_offer(other);
    assert_false(got.capacity->has_maximum);
}

static void test_maximum_bounds_free_places(void **state)
{
    (void) state;
    const char *offer = publish("Meals"), *r[] = {new_id(), new_id()};
    int64_t k = state_capacity(offer, 2, 2);
    REFERRAL(requested, r[0], offer, PLACE(k));
    REFERRAL(requested, r[1], offer, PLACE(k));
    state_capacity(offer, 3, 3); /* although two are held */
    assert_int_equal(free_places(offer), 1);
    state_capacity(offer, 1, 1);
    assert_int_equal(free_places(offer), 0);
    state_capacity(offer, -1, 5);
    assert_int_equal(free_places(offer), 5);
}

/* Ms of day 0 of these waits. */
#define BEGIN INT64_C(1790000000000)
#define DAY INT64_C(86400000)

static void wait_days(const char *offer, int64_t from, int64_t days)
{
    const char *id = new_id();
    test_clock(test, BEGIN + from * DAY);
    REFERRAL(requested, id, offer);
    test_clock(test, BEGIN + (from + days) * DAY);
    REFERRAL(accepted, id, offer);
    test_clock(test, BEGIN + (from + days + 100) * DAY);
    REFERRAL(started, id, offer);
    REFERRAL(completed, id, offer);
}

static void test_median_wait(void **state)
{
    (void) state;
    const char *offer = publish("Meals");
    wait_days(offer, 0, 3);
    assert_true(get_offer(offer).median_wait_days == 3);
    wait_days(offer, 1, 10);
    assert_true(get_offer(offer).median_wait_days == 6.5);
    wait_days(offer, 2, 1);
    assert_true(get_offer(offer).median_wait_days == 3);

    const char *straight = new_id(), *rejected = new_id();
    const char *other = publish("Company");
    test_clock(test, BEGIN);
    REFERRAL(requested, rejected, other);
    REFERRAL(requested, straight, other);
    test_clock(test, BEGIN + DAY / 2);
    REFERRAL(rejected, rejected, other);
    assert_false(get_offer(other).has_median_wait_days);
    REFERRAL(started, straight, other); /* from the waiting list, never accepted */
    assert_true(get_offer(other).median_wait_days == 0.5);

    for (int i = 0; i < 50; i++)
        wait_days(offer, 1000 + i, 20);
    assert_true(get_offer(offer).median_wait_days == 20);
    struct query q = store_query(test_store(test), "SELECT count(*), max(seconds) FROM wait WHERE offer_id = ?");
    bind_text(&q, offer);
    assert_true(store_next(&q));
    assert_int_equal(column_integer(&q), 50);
    assert_int_equal(column_integer(&q), 20 * DAY / 1000);
    assert_int_equal(store_end(&q), 0);
    q = store_query(test_store(test), "SELECT count(*) FROM waiting");
    assert_true(store_next(&q));
    assert_int_equal(column_integer(&q), 0);
    assert_int_equal(store_end(&q), 0);
}

static const char *const tables[] = {
    "SELECT group_concat(organisation_id || name || updated_at || hex(content), x'0a') FROM organisation",
    "SELECT group_concat(organisation_id || subject || roles, x'0a') FROM member",
    "SELECT group_concat(key || version || updated_at || coalesce(capacity_sequence, ''), x'0a') FROM offer",
    "SELECT group_concat(key || hex(content), x'0a') FROM offer",
    "SELECT group_concat(key || category, x'0a') FROM offer_category",
    "SELECT group_concat(rowid || name || categories, x'0a') FROM offer_text",
    "SELECT group_concat(referral_id || offer_id || capacity_sequence, x'0a') FROM place",
    "SELECT group_concat(offer_id || capacity_sequence || held, x'0a') FROM place_count",
    "SELECT group_concat(referral_id || offer_id || requested_at, x'0a') FROM waiting",
    "SELECT group_concat(offer_id || ended_at || referral_id || seconds, x'0a') FROM wait",
};

static void test_rebuild_gives_the_same(void **state)
{
    (void) state;
    const char *offer = publish("Meals"), *r[] = {new_id(), new_id(), new_id()};
    const char *categories[] = {"Food", "food", "Ældre"};
    struct directory_update_offer_result updated;
    struct directory_add_member_result added;
    int64_t k = state_capacity(offer, 3, 3);
    REFERRAL(requested, r[0], offer, PLACE(k));
    REFERRAL(requested, r[1], offer, PLACE(k));
    REFERRAL(accepted, r[0], offer);
    assert_int_equal(CALL(&coordinator, directory_update_offer, &updated, .offer_id = offer, .name = "Hot meals",
                          .categories = {categories, 3}),
                     0);
    assert_int_equal(
        CALL(&operator_, directory_add_member, &added, .organisation_id = town, .subject = "eva", .roles = LEADER), 0);
    k = state_capacity(offer, 3, 1);
    REFERRAL(requested, r[2], offer, PLACE(k));

    struct test_service *again = test_rebuild(test, "test_directory_again.db");
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        struct query live = store_query(test_store(test), tables[i]),
                     rebuilt = store_query(test_store(again), tables[i]);
        assert_true(store_next(&live) && store_next(&rebuilt));
        const char *expected = column_text(&live, &arena);
        assert_non_null(expected);
        assert_string_equal(column_text(&rebuilt, &arena), expected);
        assert_int_equal(store_end(&live) || store_end(&rebuilt), 0);
    }
    test_close(again);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_organisations_are_registered_once),
        TEST(test_organisations_are_updated),
        TEST(test_import_source_stays_when_not_named),
        TEST(test_organisations_are_listed_by_name),
        TEST(test_members),
        TEST(test_offer_life),
        TEST(test_assessment),
        TEST(test_offers_belong_to_organisations),
        TEST(test_search_by_words),
        TEST(test_importers_find_what_is_withdrawn),
        TEST(test_search_is_paged),
        TEST(test_capacity_is_stated),
        TEST(test_referrals_hold_places),
        TEST(test_maximum_bounds_free_places),
        TEST(test_median_wait),
        TEST(test_rebuild_gives_the_same),
    };
    return cmocka_run_group_tests_name("directory", tests, NULL, NULL);
}
