/* SPDX-License-Identifier: EUPL-1.2 */
/* Who acts for the citizen, and who takes part. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include "cases.h"
#include "identity.h"
#include "test_service.h"

#include <cmocka.h>

#define TEST_FILE "test_representation"
#include "test_case.h"

#define SCOPE(s) (1u << (COMMON_SCOPE_##s - 1))

static const struct common_principal rita = {.subject = "rita", .roles = PERSON};

static const char *add(const struct common_principal *who, const char *valid_until)
{
    struct cases_add_representative_result out;
    assert_int_equal(CALL(who, cases_add_representative, &out, .case_id = opened.case_id, .name = "Rita Ny",
                          .relation = CASES_RELATION_RELATIVE, .scopes = SCOPE(CASE) | SCOPE(MESSAGES),
                          .ground = "Her word", .valid_until = valid_until),
                     0);
    return out.representation_id;
}

static int invite(const struct common_principal *who, const char *representation_id,
                  struct cases_invite_representative_result *out)
{
    return CALL(who, cases_invite_representative, out, .representation_id = representation_id);
}

static int accept(const struct common_principal *who, const char *code, struct cases_accept_invitation_result *out)
{
    return CALL(who, cases_accept_invitation, out, .code = code);
}

static void link_rita(const char *representation_id)
{
    struct cases_invite_representative_result invited;
    struct cases_accept_invitation_result linked;
    assert_int_equal(invite(&citizen, representation_id, &invited), 0);
    assert_int_equal(accept(&rita, invited.code, &linked), 0);
    assert_string_equal(linked.representation_id, representation_id);
    assert_string_equal(linked.citizen_id, opened.citizen_id);
}

static int end(const struct common_principal *who, const char *representation_id)
{
    struct cases_end_representation_result out;
    return CALL(who, cases_end_representation, &out, .representation_id = representation_id);
}

static size_t count_own(const struct common_principal *who, struct cases_list_own_representations_result *out)
{
    assert_int_equal(ASK(who, cases_list_own_representations, out, ), 0);
    return out->representations.count;
}

static void test_who_adds_representatives(void **state)
{
    (void) state;
    const struct common_principal *strangers[] = {
        &neighbour, &(struct common_principal){.subject = "olga", .roles = CITIZEN, .citizen_id = NOWHERE}};
    struct cases_add_representative_result out;
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(CALL(strangers[i], cases_add_representative, &out, .case_id = opened.case_id, .name = "R",
                              .relation = CASES_RELATION_FRIEND, .scopes = SCOPE(CASE), .ground = "x"),
                         PROBLEM_NOT_FOUND);

    add(&citizen, NULL);
    const struct cases_representative_added *event = test_last(test, &cases_representative_added_event);
    assert_string_equal(event->case_id, opened.case_id);
    assert_string_equal(event->home_id, TOWN);
    assert_string_equal(event->name, "Rita Ny");
    assert_int_equal(event->scopes, SCOPE(CASE) | SCOPE(MESSAGES));
    add(&caseworker, "2999-01-01T00:00:00.000Z");

    static const struct {
        const struct common_principal *who;
        uint32_t scopes;
        const char *ground, *valid_until, *field;
        int problem;
    } refused[] = {
        {&caseworker, SCOPE(CASE), NULL, NULL, "ground", PROBLEM_INVALID_ARGUMENT},
        {&citizen, 0, NULL, NULL, "scopes", PROBLEM_INVALID_ARGUMENT},
        {&citizen, SCOPE(CASE), NULL, "2020-01-01T00:00:00.000Z", "valid_until", PROBLEM_VALIDITY_OVER},
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        assert_int_equal(CALL(refused[i].who, cases_add_representative, &out, .case_id = opened.case_id, .name = "R",
                              .relation = CASES_RELATION_FRIEND, .scopes = refused[i].scopes,
                              .ground = refused[i].ground, .valid_until = refused[i].valid_until),
                         refused[i].problem);
        assert_string_equal(test_problem(test)->field, refused[i].field);
    }
    close_case();
    assert_int_equal(CALL(&citizen, cases_add_representative, &out, .case_id = opened.case_id, .name = "R",
                          .relation = CASES_RELATION_FRIEND, .scopes = SCOPE(CASE)),
                     PROBLEM_CASE_CLOSED);
}

static void test_code_links_the_representative(void **state)
{
    (void) state;
    const char *id = add(&citizen, NULL);
    struct cases_invite_representative_result first, second;
    struct cases_accept_invitation_result linked;
    assert_int_equal(invite(&neighbour, id, &first), PROBLEM_NOT_FOUND);
    assert_int_equal(invite(&caseworker, NOWHERE, &first), PROBLEM_NOT_FOUND);
    assert_int_equal(invite(&citizen, id, &first), 0);
    assert_int_equal(invite(&caseworker, id, &second), 0);
    assert_int_equal(accept(&rita, first.code, &linked), PROBLEM_INVITATION_INVALID); /* replaced */
    /* Members accept too: being somebody's daughter does not depend on where one works. */
    assert_int_equal(accept(&coordinator, second.code, &linked), 0);
    assert_string_equal(linked.representation_id, id);
    const struct cases_representative_linked *event = test_last(test, &cases_representative_linked_event);
    assert_string_equal(event->subject, "cora");
    assert_int_equal(event->scopes, SCOPE(CASE) | SCOPE(MESSAGES));

    assert_int_equal(accept(&rita, second.code, &linked), PROBLEM_INVITATION_INVALID); /* once */
    assert_int_equal(invite(&citizen, id, &first), PROBLEM_ALREADY_LINKED);
    const char *again = add(&citizen, NULL);
    assert_int_equal(invite(&citizen, again, &first), 0);
    assert_int_equal(accept(&coordinator, first.code, &linked), PROBLEM_ALREADY_LINKED); /* the same citizen twice */
    assert_int_equal(accept(&rita, first.code, &linked), 0);
}

static void test_nobody_represents_themself(void **state)
{
    (void) state;
    struct cases_invite_citizen_result code;
    struct cases_invite_representative_result invited;
    struct cases_accept_invitation_result linked;
    assert_int_equal(CALL(&caseworker, cases_invite_citizen, &code, .case_id = opened.case_id), 0);
    assert_int_equal(accept(&person, code.code, &linked), 0);
    assert_null(linked.representation_id);
    assert_int_equal(invite(&caseworker, add(&caseworker, NULL), &invited), 0);
    assert_int_equal(accept(&citizen, invited.code, &linked), PROBLEM_ALREADY_LINKED);

    /* but who has a case of their own may represent another */
    struct cases_open_case_result other;
    struct cases_add_representative_result added;
    assert_int_equal(CALL(&caseworker, cases_open_case, &other, .citizen_name = "Bo"), 0);
    assert_int_equal(CALL(&caseworker, cases_add_representative, &added, .case_id = other.case_id, .name = "Åse",
                          .relation = CASES_RELATION_GUARDIAN, .scopes = SCOPE(CASE), .ground = "Court"),
                     0);
    assert_int_equal(invite(&caseworker, added.representation_id, &invited), 0);
    assert_int_equal(accept(&citizen, invited.code, &linked), 0);
    assert_string_equal(linked.citizen_id, other.citizen_id);
}

static void test_codes_expire(void **state)
{
    (void) state;
    const int64_t now_ms = time_parse("2026-11-24T09:30:00.000Z");
    test_clock(test, now_ms);
    const char *id = add(&citizen, "2027-01-01T00:00:00.000Z");
    struct cases_invite_representative_result invited;
    struct cases_accept_invitation_result linked;
    assert_int_equal(CALL(&citizen, cases_invite_representative, &invited, .representation_id = id,
                          .has_valid_days = true, .valid_days = 1),
                     0);
    assert_string_equal(invited.expires_at, "2026-11-25T09:30:00.000Z");
    test_clock(test, now_ms + DAY_MS);
    assert_int_equal(accept(&rita, invited.code, &linked), PROBLEM_INVITATION_INVALID);
    assert_int_equal(CALL(&citizen, cases_invite_representative, &invited, .representation_id = id,
                          .has_valid_days = true, .valid_days = 90),
                     0);
    test_clock(test, time_parse("2027-01-01T00:00:00.000Z")); /* the code would be valid, the representation is not */
    assert_int_equal(accept(&rita, invited.code, &linked), PROBLEM_INVITATION_INVALID);
    assert_int_equal(invite(&citizen, id, &invited), PROBLEM_ILLEGAL_TRANSITION);
    assert_int_equal(end(&citizen, id), PROBLEM_ILLEGAL_TRANSITION);
}

static void test_who_ends_representations(void **state)
{
    (void) state;
    const char *id = add(&citizen, NULL);
    link_rita(id);
    const struct common_representation only_messages = {id, SCOPE(MESSAGES)}, of_another = {NOWHERE, SCOPE(CASE)};
    const struct common_principal other_representative = {"otto", CITIZEN, .citizen_id = opened.citizen_id,
                                                          .representation = &of_another};
    const struct common_principal *strangers[] = {&neighbour, &person, &other_representative};
    for (size_t i = 0; i < sizeof strangers / sizeof strangers[0]; i++)
        assert_int_equal(end(strangers[i], id), PROBLEM_NOT_FOUND);

    const struct common_principal as_representative = {"rita", CITIZEN, .citizen_id = opened.citizen_id,
                                                       .representation = &only_messages};
    assert_int_equal(end(&as_representative, id), 0);
    const struct cases_representation_ended *event = test_last(test, &cases_representation_ended_event);
    assert_string_equal(event->representation_id, id);
    assert_false(event->expired);
    assert_int_equal(end(&as_representative, id), PROBLEM_ILLEGAL_TRANSITION);

    const struct common_principal *others[] = {&citizen, &caseworker, &rita};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        id = add(&citizen, NULL);
        link_rita(id);
        assert_int_equal(end(others[i], id), 0);
    }
}

static void test_expiry_is_exactly_on_time(void **state)
{
    (void) state;
    const int64_t now_ms = time_parse("2026-11-24T09:30:00.000Z"), first_ms = time_parse("2026-12-01T00:00:00.000Z"),
                  second_ms = time_parse("2026-12-24T18:00:00.000Z");
    test_clock(test, now_ms);
    struct cases_list_own_representations_result own;
    const char *second = add(&citizen, "2026-12-24T18:00:00.000Z"), *first = add(&citizen, "2026-12-01T00:00:00.000Z");
    add(&citizen, NULL); /* no end */
    link_rita(first);
    assert_int_equal(count_own(&rita, &own), 1);
    size_t before = test_emitted(test);
    assert_true(test_settle(test) == first_ms);
    test_clock(test, first_ms - 1);
    assert_true(test_settle(test) == first_ms);
    assert_int_equal(count_own(&rita, &own), 1);
    assert_int_equal(test_emitted(test), before);

    test_clock(test, first_ms);
    assert_int_equal(count_own(&rita, &own), 0); /* before anybody has said so */
    assert_true(test_settle(test) == second_ms);
    const struct cases_representation_ended *event = test_last(test, &cases_representation_ended_event);
    assert_string_equal(event->representation_id, first);
    assert_true(event->expired);
    test_clock(test, second_ms + 1000);
    assert_true(test_settle(test) == INT64_MAX);
    event = test_last(test, &cases_representation_ended_event);
    assert_string_equal(event->representation_id, second);
    assert_int_equal(test_emitted(test), before + 2);
}

static void test_lists_of_representations(void **state)
{
    (void) state;
    const char *ended = add(&citizen, NULL), *id = add(&citizen, NULL);
    link_rita(id);
    assert_int_equal(end(&citizen, ended), 0);

    struct cases_list_representations_result out;
    const struct common_principal *readers[] = {&citizen, &caseworker};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(ASK(readers[i], cases_list_representations, &out, .case_id = opened.case_id), 0);
        assert_int_equal(out.representations.count, 2);
        const struct cases_representation *items = out.representations.items;
        assert_string_equal(items[0].representation_id, id);
        assert_true(items[0].linked && !items[0].ended_at);
        assert_string_equal(items[0].ground, "Her word");
        assert_string_equal(items[1].representation_id, ended);
        assert_true(!items[1].linked && items[1].ended_at);
        assert_int_equal(test_disclosed(test), readers[i] == &caseworker);
    }
    give_consent(CATEGORY(CONTACT) | CATEGORY(NOTES)); /* not theirs to see, whatever they may see else */
    struct common_principal guest = neighbour;
    guest.organisation_id = RED_CROSS;
    assert_int_equal(ASK(&guest, cases_list_representations, &out, .case_id = opened.case_id), PROBLEM_NOT_FOUND);

    struct cases_list_own_representations_result own;
    assert_int_equal(count_own(&person, &own), 0);
    assert_int_equal(count_own(&rita, &own), 1);
    const struct cases_own_representation *item = &own.representations.items[0];
    assert_string_equal(item->representation_id, id);
    assert_string_equal(item->citizen_id, opened.citizen_id);
    assert_string_equal(item->citizen_name, "Åse Ny");
    assert_int_equal(item->scopes, SCOPE(CASE) | SCOPE(MESSAGES));
    assert_int_equal(test_disclosed(test), 1); /* the name is the citizen's */
}

static void test_participants(void **state)
{
    (void) state;
    struct cases_list_participants_result out;
    link_rita(add(&citizen, "2998-01-01T00:00:00.000Z"));
    assert_int_equal(end(&citizen, add(&citizen, NULL)), 0);
    give_consent(CATEGORY(NOTES));
    give_consent_for(&opened, "01890a5d-ac96-774b-bcce-b302099a8060", CATEGORY(PLAN));
    assert_int_equal(ASK(&citizen, cases_list_participants, &out, .case_id = opened.case_id), 0);
    const struct cases_participant *items = out.participants.items;
    assert_int_equal(out.participants.count, 4);
    assert_int_equal(items[0].kind, CASES_PARTICIPANT_KIND_HOME_MUNICIPALITY);
    assert_string_equal(items[0].organisation_id, TOWN);
    assert_int_equal(items[1].kind, CASES_PARTICIPANT_KIND_CITIZEN);
    assert_true(items[1].has_linked && !items[1].linked);
    assert_int_equal(items[2].kind, CASES_PARTICIPANT_KIND_REPRESENTATIVE);
    assert_string_equal(items[2].name, "Rita Ny");
    assert_string_equal(items[2].valid_until, "2998-01-01T00:00:00.000Z");
    assert_int_equal(items[3].kind, CASES_PARTICIPANT_KIND_ORGANISATION);
    assert_string_equal(items[3].organisation_id, RED_CROSS);
    assert_int_equal(items[3].categories, CATEGORY(NOTES) | CATEGORY(PLAN));
    assert_string_equal(items[3].valid_until, "2999-01-01T00:00:00.000Z");

    withdraw_consent();
    assert_int_equal(ASK(&caseworker, cases_list_participants, &out, .case_id = opened.case_id), 0);
    assert_int_equal(out.participants.items[3].categories, CATEGORY(PLAN));
    assert_int_equal(ASK(&neighbour, cases_list_participants, &out, .case_id = opened.case_id), PROBLEM_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_who_adds_representatives),   TEST(test_code_links_the_representative),
        TEST(test_nobody_represents_themself), TEST(test_codes_expire),
        TEST(test_who_ends_representations),   TEST(test_expiry_is_exactly_on_time),
        TEST(test_lists_of_representations),   TEST(test_participants),
    };
    return cmocka_run_group_tests_name("representation", tests, NULL, NULL);
}
