/* SPDX-License-Identifier: EUPL-1.2 */
/* Asking for consents, deciding, and who sees which. */
#include "test_people.h"

static void test_request(void **state)
{
    (void) state;
    const char *consent_id = request();
    const struct consents_requested *event = test_last(test, &consents_requested_event);
    assert_string_equal(event->consent_id, consent_id);
    assert_string_equal(event->citizen_id, CITIZEN_ID);
    assert_string_equal(event->home_id, HOME);
    assert_int_equal(event->categories, asked.categories);
    assert_string_equal(event->text, asked.text);

    struct consents_request_consent_result result;
    struct consents_request_consent in = asked;
    const struct procedure *procedure = &consents_request_consent_procedure;
    assert_refused(test_run(test, &stranger, procedure, &in, &result), PROBLEM_NOT_FOUND, NULL);
    in.case_id = NOBODY_KNOWS;
    assert_refused(test_run(test, &caseworker, procedure, &in, &result), PROBLEM_NOT_FOUND, NULL);
    in = asked, in.organisation_id = NOBODY_KNOWS;
    assert_refused(test_run(test, &caseworker, procedure, &in, &result), PROBLEM_NOT_FOUND, "organisation_id");
    in = asked, in.organisation_id = HOME;
    assert_refused(test_run(test, &caseworker, procedure, &in, &result), PROBLEM_INVALID_ARGUMENT, "organisation_id");
    in = asked, in.valid_until = before;
    assert_refused(test_run(test, &caseworker, procedure, &in, &result), PROBLEM_VALIDITY_OVER, "valid_until");
    in = asked, in.valid_until = "2099-01-01T00:00:00.000Z";
    assert_refused(test_run(test, &caseworker, procedure, &in, &result), PROBLEM_INVALID_ARGUMENT, "valid_until");

    struct cases_closed closed = {.case_id = CASE, .citizen_id = CITIZEN_ID, .home_id = HOME};
    test_follow(test, &cases_closed_event, &closed);
    assert_refused(test_run(test, &caseworker, procedure, &asked, &result), PROBLEM_CASE_CLOSED, NULL);
    assert_refused(give(&citizen, &(struct consents_give_consent){.consent_id = consent_id}), PROBLEM_CASE_CLOSED,
                   NULL);
    test_follow(test, &cases_reopened_event,
                &(struct cases_reopened){.case_id = CASE, .citizen_id = CITIZEN_ID, .home_id = HOME});
    assert_int_equal(give(&citizen, &(struct consents_give_consent){.consent_id = consent_id}), 0);
}

static void test_give(void **state)
{
    (void) state;
    const char *consent_id = request();
    struct consents_give_consent in = {.command_id = "2", .consent_id = consent_id};
    assert_refused(give(&somebody, &in), PROBLEM_NOT_FOUND, NULL);
    assert_refused(give(&stranger, &in), PROBLEM_NOT_FOUND, NULL);
    assert_refused(give(&caseworker, &in), PROBLEM_INVALID_ARGUMENT, "recorded");
    in.categories = asked.categories;
    assert_refused(give(&citizen, &in), PROBLEM_INVALID_ARGUMENT, "categories");
    in.categories = 0;
    assert_int_equal(give(&citizen, &in), 0);
    assert_refused(give(&citizen, &in), PROBLEM_ILLEGAL_TRANSITION, NULL);

    const struct consents_given *event = test_last(test, &consents_given_event);
    char year_later[TIME_TEXT_SIZE];
    time_text(now_ms, year_later);
    assert_string_equal(event->text, asked.text);
    assert_string_equal(event->organisation_id, HELPERS);
    assert_int_equal(event->given_by, CONSENTS_GIVEN_BY_CITIZEN);
    assert_int_equal(strtol(event->valid_until, NULL, 10), strtol(year_later, NULL, 10) + 1);
    assert_string_equal(event->valid_until + 10, year_later + 10);
}

static void test_give_unasked(void **state)
{
    (void) state;
    const struct consents_recorded told = {CONSENTS_METHOD_CONVERSATION, before, "In the kitchen."};
    const struct consents_representative spoken_for = {"Invented Guardian", "guardian"};
    struct consents_give_consent in = {.command_id = "2",
                                       .case_id = CASE,
                                       .organisation_id = HELPERS,
                                       .purpose = CONSENTS_PURPOSE_SERVICEPROVISION,
                                       .categories = CATEGORY(CONTACT),
                                       .text = "Yes?",
                                       .language = "en",
                                       .given_by = CONSENTS_GIVEN_BY_REPRESENTATIVE,
                                       .recorded = &told,
                                       .representative = &spoken_for};
    assert_refused(give(&citizen, &in), PROBLEM_INVALID_ARGUMENT, "given_by");
    assert_refused(give(&stranger, &in), PROBLEM_NOT_FOUND, NULL);
    assert_int_equal(give(&caseworker, &in), 0);

    struct consents_list_consents_result result;
    assert_int_equal(list(&caseworker, &result), 1);
    assert_int_equal(test_disclosed(test), 1);
    const struct consents_consent *consent = &result.consents.items[0];
    assert_int_equal(consent->status, CONSENTS_STATUS_GIVEN);
    assert_string_equal(consent->recorded->note, "In the kitchen.");
    assert_string_equal(consent->representative->name, "Invented Guardian");
    assert_string_equal(consent->requested_at, consent->given_at);

    in.text = NULL;
    assert_refused(give(&caseworker, &in), PROBLEM_INVALID_ARGUMENT, "text");
}

static void add_guardian(void)
{
    const struct cases_representative_added added = {.representation_id = REPRESENTATION,
                                                     .case_id = CASE,
                                                     .citizen_id = CITIZEN_ID,
                                                     .home_id = HOME,
                                                     .name = "Invented Guardian",
                                                     .relation = CASES_RELATION_GUARDIAN,
                                                     .scopes = representation.scopes};
    test_follow(test, &cases_representative_added_event, &added);
}

static void assert_guardian(const struct consents_representative *representative)
{
    assert_string_equal(representative->name, "Invented Guardian");
    assert_string_equal(representative->relation, "guardian");
}

/* Who decides for the citizen is who cases says they are, whatever they say. */
static void test_represented(void **state)
{
    (void) state;
    const struct consents_representative claimed = {"Somebody else", "attorney"};
    const struct consents_recorded told = {CONSENTS_METHOD_CONVERSATION, before, NULL};
    struct consents_give_consent in = {.command_id = "2", .consent_id = request()};
    assert_refused(give(&guardian, &in), PROBLEM_NOT_CAUGHT_UP, NULL);
    add_guardian();
    in.representative = &claimed;
    assert_refused(give(&guardian, &in), PROBLEM_INVALID_ARGUMENT, "representative");
    in.representative = NULL, in.given_by = CONSENTS_GIVEN_BY_CITIZEN;
    assert_refused(give(&guardian, &in), PROBLEM_INVALID_ARGUMENT, "given_by");
    in.given_by = CONSENTS_GIVEN_BY_NONE, in.recorded = &told;
    assert_refused(give(&guardian, &in), PROBLEM_INVALID_ARGUMENT, "recorded");
    in.recorded = NULL;
    assert_int_equal(give(&guardian, &in), 0);
    const struct consents_given *event = test_last(test, &consents_given_event);
    assert_int_equal(event->given_by, CONSENTS_GIVEN_BY_REPRESENTATIVE);
    assert_null(event->recorded);
    assert_guardian(event->representative);

    struct consents_get_receipt_result receipt;
    struct consents_list_consents_result all;
    const struct consents_get_receipt of = {.consent_id = in.consent_id};
    assert_int_equal(test_run(test, &citizen, &consents_get_receipt_procedure, &of, &receipt), 0);
    assert_guardian(receipt.receipt.representative);
    assert_string_equal(receipt.receipt.collection_method, "given by a representative, signed in");
    assert_string_equal(receipt.receipt.events.items[0].entity_id, "representative");
    assert_int_equal(test_disclosed(test), 0);
    assert_int_equal(test_run(test, &guardian, &consents_get_receipt_procedure, &of, &receipt), 0);
    assert_int_equal(test_disclosed(test), 1);
    assert_int_equal(list(&guardian, &all), 1);
    assert_int_equal(test_disclosed(test), 1);
    assert_int_equal(list(&helper, &all), 1);
    assert_int_equal(test_disclosed(test), 1); /* that there is one is something about the citizen */
    assert_null(all.consents.items[0].representative);

    const struct consents_refuse_consent no = {.command_id = "3", .consent_id = request()};
    struct consents_refuse_consent_result refused;
    assert_int_equal(test_run(test, &guardian, &consents_refuse_consent_procedure, &no, &refused), 0);
    assert_guardian(((const struct consents_refused *) test_last(test, &consents_refused_event))->representative);

    struct consents_withdraw_consent_result withdrawn;
    assert_int_equal(withdraw(&guardian, in.consent_id, &withdrawn), 0);
    const struct consents_withdrawn *end = test_last(test, &consents_withdrawn_event);
    assert_int_equal(end->given_by, CONSENTS_GIVEN_BY_REPRESENTATIVE);
    assert_guardian(end->representative);
}

static void test_refuse(void **state)
{
    (void) state;
    struct consents_refuse_consent in = {.command_id = "2", .consent_id = request()};
    struct consents_refuse_consent_result result;
    const struct procedure *procedure = &consents_refuse_consent_procedure;
    assert_refused(test_run(test, &somebody, procedure, &in, &result), PROBLEM_NOT_FOUND, NULL);
    assert_int_equal(test_run(test, &citizen, procedure, &in, &result), 0);
    assert_int_equal(result.status, CONSENTS_STATUS_REFUSED);
    assert_refused(test_run(test, &citizen, procedure, &in, &result), PROBLEM_ILLEGAL_TRANSITION, NULL);
    assert_refused(give(&citizen, &(struct consents_give_consent){.consent_id = in.consent_id}),
                   PROBLEM_ILLEGAL_TRANSITION, NULL);
}

/* Who sees which consents, and what of them. */
static size_t count_own(const struct common_principal *who, const char *case_id)
{
    struct consents_list_consents in = {.has_mine = true, .mine = true, .case_id = case_id};
    struct consents_list_consents_result result;
    assert_int_equal(test_run(test, who, &consents_list_consents_procedure, &in, &result), 0);
    return result.consents.count;
}

static void test_list_of_the_responsible_caseworker(void **state)
{
    (void) state;
    const struct common_principal colleague = {.subject = "cilla", .roles = CASEWORKER, .organisation_id = HOME};
    const struct cases_inquiry_taken taken = {NOBODY_KNOWS, CASE, CITIZEN_ID, HOME};
    const struct cases_assigned assigned = {CASE, CITIZEN_ID, HOME, "cilla"};
    request();
    assert_int_equal(count_own(&caseworker, NULL), 0); /* nobody is responsible */
    test_follow_by(test, &caseworker, &cases_inquiry_taken_event, &taken);
    assert_int_equal(count_own(&caseworker, NULL), 1);
    assert_int_equal(count_own(&caseworker, CASE), 1);
    assert_int_equal(count_own(&caseworker, NOBODY_KNOWS), 0);
    test_follow_by(test, &caseworker, &cases_assigned_event, &assigned);
    assert_int_equal(count_own(&caseworker, NULL), 0);
    assert_int_equal(count_own(&colleague, NULL), 1);
    assert_int_equal(count_own(&citizen, NULL), 0);
    const struct common_principal elsewhere = {.subject = "cilla", .roles = CASEWORKER, .organisation_id = OTHER_TOWN};
    assert_int_equal(count_own(&elsewhere, NULL), 0);
}

static void test_list(void **state)
{
    (void) state;
    struct consents_list_consents_result result;
    const char *first = request(), *second = given();
    assert_int_equal(list(&citizen, &result), 2);
    assert_int_equal(test_disclosed(test), 0);
    assert_string_equal(result.consents.items[0].consent_id, second); /* youngest first */
    assert_string_equal(result.consents.items[1].consent_id, first);
    assert_int_equal(list(&caseworker, &result), 2);
    assert_int_equal(test_disclosed(test), 1); /* one case */
    assert_int_equal(list(&somebody, &result), 0);
    assert_int_equal(list(&stranger, &result), 0);
    assert_int_equal(list(&helper, &result), 1);
    assert_string_equal(result.consents.items[0].consent_id, second);
    assert_null(result.consents.items[0].text);

    struct consents_list_consents in = {.has_limit = true, .limit = 1};
    const struct procedure *procedure = &consents_list_consents_procedure;
    assert_int_equal(test_run(test, &citizen, procedure, &in, &result), 0);
    assert_string_equal(result.next, second);
    in.after = result.next;
    assert_int_equal(test_run(test, &citizen, procedure, &in, &result), 0);
    assert_int_equal(result.consents.count, 1);
    assert_string_equal(result.consents.items[0].consent_id, first);
    assert_null(result.next);

    in = (struct consents_list_consents){.case_id = CASE, .status = CONSENTS_STATUS_GIVEN};
    assert_int_equal(test_run(test, &caseworker, procedure, &in, &result), 0);
    assert_int_equal(result.consents.count, 1);
    assert_int_equal(test_run(test, &helper, procedure, &in, &result), 0);
    assert_int_equal(result.consents.count, 1);
    assert_int_equal(test_run(test, &stranger, procedure, &in, &result), 0);
    assert_int_equal(result.consents.count, 0);
    in = (struct consents_list_consents){.organisation_id = OTHER_TOWN};
    assert_int_equal(test_run(test, &caseworker, procedure, &in, &result), 0);
    assert_int_equal(result.consents.count, 0);

    /* No longer in force a moment after its end, whether or not that has been recorded. */
    struct consents_withdraw_consent_result withdrawn;
    assert_int_equal(withdraw(&citizen, second, &withdrawn), 0);
    assert_int_equal(list(&helper, &result), 0);
}

static void test_receipt(void **state)
{
    (void) state;
    struct consents_get_receipt in = {.consent_id = given()};
    struct consents_get_receipt_result result, again;
    const struct procedure *procedure = &consents_get_receipt_procedure;
    assert_refused(test_run(test, &somebody, procedure, &in, &result), PROBLEM_NOT_FOUND, NULL);
    assert_refused(test_run(test, &stranger, procedure, &in, &result), PROBLEM_NOT_FOUND, NULL);
    assert_int_equal(test_run(test, &caseworker, procedure, &in, &again), 0);
    assert_int_equal(test_disclosed(test), 1);
    assert_int_equal(test_run(test, &citizen, procedure, &in, &result), 0);
    assert_true(message_equal(&consents_receipt_type, &result.receipt, &again.receipt));

    const struct consents_receipt *receipt = &result.receipt;
    assert_string_equal(receipt->privacy_notice, asked.text);
    assert_string_equal(receipt->purpose, "sector-publicservices:SocialWelfareProvision");
    assert_string_equal(receipt->lawful_basis, "eu-gdpr:A6-1-a eu-gdpr:A9-2-a");
    assert_int_equal(receipt->pii_information.count, 3);
    assert_int_equal(receipt->pii_information.items[2].pii_type, COMMON_CATEGORY_HEALTH);
    assert_true(receipt->pii_information.items[2].special_pii_category);
    assert_false(receipt->pii_information.items[0].special_pii_category);
    assert_string_equal(receipt->pii_controllers.items[0].party_name, "Invented Town");
    assert_string_equal(receipt->recipient_third_parties.items[0].party_name, "Invented Helpers");
    assert_int_equal(receipt->events.count, 1); /* given in the same millisecond as requested */
    assert_string_equal(receipt->events.items[0].event_state, "dpv:ConsentGiven");
    assert_string_equal(receipt->events.items[0].entity_id, CITIZEN_ID);

    /* It is a message of the contract in every respect: a strict reader takes it. */
    struct buffer bytes = {0};
    struct arena arena = {0};
    struct message_error error;
    struct consents_get_receipt_result decoded;
    message_encode(&consents_get_receipt_result_type, &result, &bytes);
    assert_int_equal(message_decode(&consents_get_receipt_result_type, (struct bytes){bytes.data, bytes.size},
                                    MESSAGE_STRICT, &arena, &decoded, NULL, &error),
                     0);
    buffer_free(&bytes);
    arena_free(&arena);

    /* Another state, another receipt. */
    struct consents_withdraw_consent_result withdrawn;
    assert_int_equal(withdraw(&citizen, in.consent_id, &withdrawn), 0);
    assert_int_equal(test_run(test, &citizen, procedure, &in, &again), 0);
    assert_string_not_equal(again.receipt.receipt_id, receipt->receipt_id);
    assert_string_equal(again.receipt.events.items[1].event_state, "dpv:ConsentWithdrawn");
}

static void test_same_after_rebuild(void **state)
{
    (void) state;
    struct consents_list_consents_result before_rebuild, after_rebuild;
    struct consents_withdraw_consent_result withdrawn;
    add_guardian();
    request();
    assert_int_equal(withdraw(&citizen, given(), &withdrawn), 0);
    given();
    assert_int_equal(list(&caseworker, &before_rebuild), 3);
    struct test_service *live = test;
    test = test_rebuild(live, "test_consents_rebuilt.db");
    list(&caseworker, &after_rebuild);
    assert_true(message_equal(&consents_list_consents_result_type, &before_rebuild, &after_rebuild));
    report("a", 6, CONSENT_LEASE_MS, 4); /* the end's position is known as well */
    assert_int_equal(give(&guardian, &(struct consents_give_consent){.consent_id = request()}), 0);
    test_close(test);
    test = live;
}

static int set_up(void **state)
{
    (void) state;
    return people_set_up("test_consents.db");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, people_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_request),
        TEST(test_give),
        TEST(test_give_unasked),
        TEST(test_represented),
        TEST(test_refuse),
        TEST(test_list),
        TEST(test_list_of_the_responsible_caseworker),
        TEST(test_receipt),
        TEST(test_same_after_rebuild),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
