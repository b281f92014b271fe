/* SPDX-License-Identifier: EUPL-1.2 */
/* Organisations and their members. */
#include "test_people.h"

static int set_up(void **state)
{
    (void) state;
    return people_set_up("test_directory.db");
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

    struct directory_list_colleagues_result colleagues;
    assert_int_equal(ASK(&coordinator, directory_list_colleagues, &colleagues, ), 0);
    assert_int_equal(colleagues.colleagues.count, 1);
    assert_string_equal(colleagues.colleagues.items[0].subject, "eva");
    assert_int_equal(ASK(&citizen, directory_list_colleagues, &colleagues, ), PROBLEM_NOT_AUTHORIZED);

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

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, people_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_organisations_are_registered_once),
        TEST(test_organisations_are_updated),
        TEST(test_import_source_stays_when_not_named),
        TEST(test_organisations_are_listed_by_name),
        TEST(test_members),
    };
    return cmocka_run_group_tests_name("directory", tests, NULL, NULL);
}
