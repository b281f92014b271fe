/* SPDX-License-Identifier: EUPL-1.2 */
/* As what those act who signed in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "service.h"

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "cases_contract.h"
#include "directory_contract.h"
#include "identity.h"
#include "principal.h"
#include "token.h"

#define ORGANISATION_A "01a00000-0000-7000-8000-00000000000a"
#define ORGANISATION_B "01a00000-0000-7000-8000-00000000000b"
#define CITIZEN_ID "01a00000-0000-7000-8000-0000000000c1"
#define CASE_ID "01a00000-0000-7000-8000-0000000000d1"
#define OTHER_CITIZEN_ID "01a00000-0000-7000-8000-0000000000c2"
#define REPRESENTATION_ID "01a00000-0000-7000-8000-0000000000e1"
#define OTHER_REPRESENTATION_ID "01a00000-0000-7000-8000-0000000000e2"
#define FAR_FUTURE "2126-01-01T00:00:00.000Z"
#define SCOPE(s) (1u << (COMMON_SCOPE_##s - 1))

static const char *happen(struct principals *principals, const struct event_contract *event, const void *data)
{
    struct buffer bytes = {0};
    const struct common_event head = {
        .id = CASE_ID, .type = event->type, .version = 1, .time = "2026-01-01T00:00:00.000Z"};
    message_encode(&common_event_type, &head, &bytes);
    message_encode(event->data, data, &bytes);
    const char *subject = principals_apply(principals, (struct bytes){bytes.data, bytes.size});
    buffer_free(&bytes);
    return subject;
}

static void add(struct principals *principals, const char *organisation, const char *subject, uint32_t roles)
{
    assert_string_equal(
        happen(principals, &directory_member_added_event,
               &(struct directory_member_added){.organisation_id = organisation, .subject = subject, .roles = roles}),
        subject);
}

static struct principals *some_principals(void)
{
    struct principals *principals = principals_new(NULL, NULL, 0, "operator");
    assert_null(happen(principals, &directory_organisation_registered_event,
                       &(struct directory_organisation_registered){.organisation_id = ORGANISATION_A,
                                                                   .name = "A",
                                                                   .type = COMMON_ORGANISATION_TYPE_MUNICIPALITY}));
    assert_null(happen(principals, &directory_organisation_registered_event,
                       &(struct directory_organisation_registered){.organisation_id = ORGANISATION_B,
                                                                   .name = "B",
                                                                   .type = COMMON_ORGANISATION_TYPE_VOLUNTARY}));
    add(principals, ORGANISATION_A, "anna", CASEWORKER);
    add(principals, ORGANISATION_A, "both", CASEWORKER);
    add(principals, ORGANISATION_B, "both", COORDINATOR | LEADER);
    assert_string_equal(
        happen(principals, &cases_citizen_linked_event,
               &(struct cases_citizen_linked){
                   .case_id = CASE_ID, .citizen_id = CITIZEN_ID, .home_id = ORGANISATION_A, .subject = "carla"}),
        "carla");
    add(principals, ORGANISATION_B, "dora", COORDINATOR);
    happen(principals, &cases_citizen_linked_event,
           &(struct cases_citizen_linked){
               .case_id = CASE_ID, .citizen_id = CITIZEN_ID, .home_id = ORGANISATION_A, .subject = "dora"});
    return principals;
}

static int resolve(const struct principals *principals, const char *subject, const char *acts_as,
                   struct common_principal *who)
{
    static struct identity identity;
    (void) snprintf(identity.subject, sizeof(identity.subject), "%s", subject);
    (void) snprintf(identity.acts_as, sizeof(identity.acts_as), "%s", acts_as);
    return principal_resolve(principals, &identity, who);
}

static void as_what_they_act(void **state)
{
    static const struct {
        const char *subject, *acts_as;
        int problem;
        uint32_t roles;
        const char *organisation, *citizen;
    } rows[] = {
        {"operator", "", 0, OPERATOR, NULL, NULL},
        {"anna", "", 0, CASEWORKER, ORGANISATION_A, NULL},
        {"anna", ORGANISATION_A, 0, CASEWORKER, ORGANISATION_A, NULL},
        {"anna", ORGANISATION_B, PROBLEM_NOT_AUTHORIZED, 0, NULL, NULL},
        {"anna", "citizen", PROBLEM_NOT_AUTHORIZED, 0, NULL, NULL},
        {"both", "", PROBLEM_ORGANISATION_REQUIRED, 0, NULL, NULL},
        {"both", ORGANISATION_B, 0, COORDINATOR | LEADER, ORGANISATION_B, NULL},
        {"carla", "", 0, CITIZEN, NULL, CITIZEN_ID},
        {"carla", "citizen", 0, CITIZEN, NULL, CITIZEN_ID},
        {"dora", "", PROBLEM_ORGANISATION_REQUIRED, 0, NULL, NULL},
        {"dora", ORGANISATION_B, 0, COORDINATOR, ORGANISATION_B, NULL},
        {"dora", "citizen", 0, CITIZEN, NULL, CITIZEN_ID},
        {"eve", "", 0, PERSON, NULL, NULL},
        {"eve", ORGANISATION_A, PROBLEM_NOT_AUTHORIZED, 0, NULL, NULL},
        {"eve", "citizen", PROBLEM_NOT_AUTHORIZED, 0, NULL, NULL},
    };
    struct principals *principals = some_principals();
    (void) state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct common_principal who;
        assert_int_equal(resolve(principals, rows[i].subject, rows[i].acts_as, &who), rows[i].problem);
        if (rows[i].problem != 0)
            continue;
        assert_int_equal(who.roles, rows[i].roles);
        assert_string_equal(who.organisation_id ? who.organisation_id : "-",
                            rows[i].organisation ? rows[i].organisation : "-");
        assert_string_equal(who.citizen_id ? who.citizen_id : "-", rows[i].citizen ? rows[i].citizen : "-");
    }
    principals_free(principals);
}

static void members_come_and_go(void **state)
{
    struct principals *principals = some_principals();
    struct common_principal before, now;
    const struct directory_member_removed gone = {.organisation_id = ORGANISATION_A, .subject = "anna"};
    (void) state;
    assert_int_equal(resolve(principals, "anna", "", &before), 0);
    assert_int_equal(before.organisation_type, COMMON_ORGANISATION_TYPE_MUNICIPALITY);
    add(principals, ORGANISATION_A, "anna", CASEWORKER | LEADER);
    assert_int_equal(resolve(principals, "anna", "", &now), 0);
    assert_false(principal_sees_less(&before, &now));
    assert_true(principal_sees_less(&now, &before));
    assert_string_equal(happen(principals, &directory_member_removed_event, &gone), "anna");
    assert_null(happen(principals, &directory_member_removed_event, &gone));
    assert_int_equal(resolve(principals, "anna", "", &now), 0);
    assert_int_equal(now.roles, PERSON);
    assert_true(principal_sees_less(&before, &now));
    assert_int_equal(resolve(principals, "anna", ORGANISATION_A, &now), PROBLEM_NOT_AUTHORIZED);

    /* Somebody who becomes a citizen or a member loses nothing. */
    assert_int_equal(resolve(principals, "eve", "", &before), 0);
    add(principals, ORGANISATION_B, "eve", COORDINATOR);
    assert_int_equal(resolve(principals, "eve", "", &now), 0);
    assert_false(principal_sees_less(&before, &now));
    principals_free(principals);
}

static const char *represent(struct principals *principals, const char *representation_id, const char *citizen_id,
                             const char *subject, uint32_t scopes, const char *valid_until)
{
    return happen(principals, &cases_representative_linked_event,
                  &(struct cases_representative_linked){.representation_id = representation_id,
                                                        .case_id = CASE_ID,
                                                        .citizen_id = citizen_id,
                                                        .home_id = ORGANISATION_A,
                                                        .subject = subject,
                                                        .scopes = scopes,
                                                        .valid_until = valid_until});
}

static const char *end_representation(struct principals *principals, const char *representation_id)
{
    return happen(principals, &cases_representation_ended_event,
                  &(struct cases_representation_ended){.representation_id = representation_id,
                                                       .case_id = CASE_ID,
                                                       .citizen_id = CITIZEN_ID,
                                                       .home_id = ORGANISATION_A});
}

static void representatives(void **state)
{
    struct principals *principals = some_principals();
    struct common_principal who, before;
    (void) state;
    assert_string_equal(
        represent(principals, REPRESENTATION_ID, CITIZEN_ID, "rolf", SCOPE(CASE) | SCOPE(MESSAGES), FAR_FUTURE),
        "rolf");
    assert_null(represent(principals, REPRESENTATION_ID, CITIZEN_ID, "rolf", SCOPE(CASE), NULL)); /* told twice */

    /* The only thing they are, so it is what they act as. */
    assert_int_equal(resolve(principals, "rolf", "", &who), 0);
    assert_int_equal(who.roles, CITIZEN);
    assert_string_equal(who.citizen_id, CITIZEN_ID);
    assert_string_equal(who.representation->representation_id, REPRESENTATION_ID);
    assert_int_equal(who.representation->scopes, SCOPE(CASE) | SCOPE(MESSAGES));
    assert_int_equal(resolve(principals, "rolf", CITIZEN_ID, &before), 0);
    assert_int_equal(resolve(principals, "rolf", "citizen", &who), PROBLEM_NOT_AUTHORIZED);
    assert_int_equal(resolve(principals, "rolf", "person", &who), 0);
    assert_int_equal(who.roles, PERSON);
    assert_null(who.citizen_id);
    assert_int_equal(resolve(principals, "rolf", OTHER_CITIZEN_ID, &who), PROBLEM_NOT_AUTHORIZED);
    assert_int_equal(resolve(principals, "eve", CITIZEN_ID, &who), PROBLEM_NOT_AUTHORIZED);

    /* Who represents two names one. */
    represent(principals, OTHER_REPRESENTATION_ID, OTHER_CITIZEN_ID, "rolf", SCOPE(PLAN), NULL);
    assert_int_equal(resolve(principals, "rolf", "", &who), 0);
    assert_int_equal(who.roles, PERSON);
    assert_int_equal(resolve(principals, "rolf", OTHER_CITIZEN_ID, &who), 0);
    assert_int_equal(who.representation->scopes, SCOPE(PLAN));

    /* What has ended is over at once; whom it leaves is the default again. */
    assert_string_equal(end_representation(principals, REPRESENTATION_ID), "rolf");
    assert_int_equal(resolve(principals, "rolf", CITIZEN_ID, &who), PROBLEM_NOT_AUTHORIZED);
    assert_int_equal(resolve(principals, "rolf", "", &who), 0);
    assert_string_equal(who.citizen_id, OTHER_CITIZEN_ID);
    assert_true(principal_sees_less(&before, &who));
    assert_string_equal(before.representation->representation_id, REPRESENTATION_ID); /* still there to be compared */
    principals_free(principals);
}

static void who_is_more_than_a_representative(void **state)
{
    struct principals *principals = some_principals();
    struct common_principal who;
    (void) state;
    represent(principals, REPRESENTATION_ID, OTHER_CITIZEN_ID, "anna", SCOPE(CASE), NULL);
    represent(principals, OTHER_REPRESENTATION_ID, OTHER_CITIZEN_ID, "carla", SCOPE(CASE), NULL);
    assert_int_equal(resolve(principals, "anna", "", &who), 0);
    assert_int_equal(who.roles, CASEWORKER);
    assert_null(who.representation);
    assert_int_equal(resolve(principals, "anna", OTHER_CITIZEN_ID, &who), 0);
    assert_int_equal(who.roles, CITIZEN);
    assert_null(who.organisation_id);
    assert_int_equal(resolve(principals, "carla", "", &who), 0);
    assert_string_equal(who.citizen_id, CITIZEN_ID);
    assert_null(who.representation);
    assert_int_equal(resolve(principals, "carla", CITIZEN_ID, &who), 0);
    assert_null(who.representation);
    assert_int_equal(resolve(principals, "carla", OTHER_CITIZEN_ID, &who), 0);
    assert_non_null(who.representation);
    principals_free(principals);
}

/* The end is followed apart from the link, and may come first. */
static void an_end_that_comes_before_the_link(void **state)
{
    struct principals *principals = some_principals();
    struct common_principal who;
    (void) state;
    assert_null(end_representation(principals, REPRESENTATION_ID));
    represent(principals, REPRESENTATION_ID, CITIZEN_ID, "rolf", SCOPE(CASE), NULL);
    assert_int_equal(resolve(principals, "rolf", "", &who), 0);
    assert_int_equal(who.roles, PERSON);
    assert_int_equal(resolve(principals, "rolf", CITIZEN_ID, &who), PROBLEM_NOT_AUTHORIZED);
    principals_free(principals);
}

static void representations_end_by_the_clock(void **state)
{
    struct principals *principals = some_principals();
    struct common_principal who;
    int64_t end_ms = time_parse(FAR_FUTURE);
    (void) state;
    represent(principals, REPRESENTATION_ID, CITIZEN_ID, "rolf", SCOPE(CASE), FAR_FUTURE);
    represent(principals, OTHER_REPRESENTATION_ID, OTHER_CITIZEN_ID, "rita", SCOPE(CASE), FAR_FUTURE);
    assert_null(principals_expire(principals, end_ms - 1));
    const char *first = principals_expire(principals, end_ms), *second = principals_expire(principals, end_ms);
    assert_true(strcmp(first, "rolf") == 0 || strcmp(first, "rita") == 0);
    assert_string_equal(second, strcmp(first, "rolf") == 0 ? "rita" : "rolf");
    assert_null(principals_expire(principals, end_ms));
    assert_int_equal(resolve(principals, "rolf", CITIZEN_ID, &who), PROBLEM_NOT_AUTHORIZED);

    /* One that is over already when it is told of is none, expired or not. */
    represent(principals, CASE_ID, CITIZEN_ID, "ralf", SCOPE(CASE), "2020-01-01T00:00:00.000Z");
    assert_int_equal(resolve(principals, "ralf", CITIZEN_ID, &who), PROBLEM_NOT_AUTHORIZED);
    assert_string_equal(principals_expire(principals, time_now_ms()), "ralf");
    principals_free(principals);
}

static bool followed(struct principals *principals, const struct procedure *procedure, uint32_t roles,
                     const void *result)
{
    static const struct common_position position = {"CASES", 7};
    const struct common_position_list positions = {&position, 1};
    struct buffer bytes = {0};
    message_encode(procedure->output, result, &bytes);
    const struct passing passing = {procedure, "rolf", roles, &positions, {bytes.data, bytes.size}};
    bool is_followed = principals_followed(principals, &passing);
    buffer_free(&bytes);
    return is_followed;
}

/* Answers wait until what they say of somebody's standing is known here. */
static void answers_that_change_who_somebody_is(void **state)
{
    const struct cases_accept_invitation_result as_representative = {
        .case_id = CASE_ID, .citizen_id = CITIZEN_ID, .representation_id = REPRESENTATION_ID};
    const struct cases_accept_invitation_result as_citizen = {.case_id = CASE_ID, .citizen_id = OTHER_CITIZEN_ID};
    const struct cases_end_representation_result over = {.representation_id = REPRESENTATION_ID,
                                                         .ended_at = "2026-01-01T00:00:00.000Z"};
    const struct cases_inquire_result for_oneself = {
        .inquiry_id = CASE_ID, .route = CASES_ROUTE_OFFERS, .case_id = CASE_ID};
    const struct cases_inquire_result for_another = {.inquiry_id = CASE_ID, .route = CASES_ROUTE_OFFERS};
    const struct cases_close_case_result closed = {.case_id = CASE_ID, .status = CASES_CASE_STATUS_CLOSED};
    const struct procedure *accept = &cases_accept_invitation_procedure, *inquire = &cases_inquire_procedure,
                           *end = &cases_end_representation_procedure;
    struct principals *principals = some_principals();
    (void) state;
    assert_false(followed(principals, accept, PERSON, &as_representative));
    assert_false(followed(principals, end, CITIZEN, &over));
    represent(principals, REPRESENTATION_ID, CITIZEN_ID, "rolf", SCOPE(CASE), NULL);
    assert_true(followed(principals, accept, PERSON, &as_representative));
    assert_false(followed(principals, end, CITIZEN, &over));
    end_representation(principals, REPRESENTATION_ID);
    assert_true(followed(principals, end, CITIZEN, &over));

    assert_false(followed(principals, accept, PERSON, &as_citizen));
    assert_false(followed(principals, inquire, PERSON, &for_oneself));
    assert_true(followed(principals, inquire, PERSON, &for_another));
    assert_true(followed(principals, inquire, CASEWORKER, &for_oneself));
    happen(principals, &cases_citizen_linked_event,
           &(struct cases_citizen_linked){
               .case_id = CASE_ID, .citizen_id = OTHER_CITIZEN_ID, .home_id = ORGANISATION_A, .subject = "rolf"});
    assert_true(followed(principals, accept, PERSON, &as_citizen));
    assert_true(followed(principals, inquire, PERSON, &for_oneself));
    assert_true(followed(principals, &cases_close_case_procedure, CASEWORKER, &closed));
    principals_free(principals);
}

static void who_has_not_signed_in(void **state)
{
    const struct identity nobody = {.subject = ANONYMOUS_SUBJECT, .is_anonymous = true};
    const struct identity somebody = {.subject = ANONYMOUS_SUBJECT};
    struct principals *principals = some_principals();
    struct common_principal who;
    (void) state;
    add(principals, ORGANISATION_A, ANONYMOUS_SUBJECT, CASEWORKER); /* whoever has a token with that name */
    assert_int_equal(principal_resolve(principals, &nobody, &who), 0);
    assert_int_equal(who.roles, ANONYMOUS);
    assert_null(who.organisation_id);
    assert_int_equal(principal_resolve(principals, &somebody, &who), 0);
    assert_int_equal(who.roles, CASEWORKER);
    principals_free(principals);
}

static void events_that_cannot_be_read(void **state)
{
    struct principals *principals = some_principals();
    static const uint8_t bytes[] = {0x81, 0xa1, 'a'};
    (void) state;
    assert_null(principals_apply(principals, (struct bytes){bytes, sizeof(bytes)}));
    assert_null(principals_apply(principals, (struct bytes){bytes, 0}));
    principals_free(principals);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_what_they_act),
        cmocka_unit_test(members_come_and_go),
        cmocka_unit_test(representatives),
        cmocka_unit_test(who_is_more_than_a_representative),
        cmocka_unit_test(an_end_that_comes_before_the_link),
        cmocka_unit_test(representations_end_by_the_clock),
        cmocka_unit_test(answers_that_change_who_somebody_is),
        cmocka_unit_test(who_has_not_signed_in),
        cmocka_unit_test(events_that_cannot_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
