/* SPDX-License-Identifier: EUPL-1.2 */
/* Inquiries: who asks for whom, what is answered, and what follows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include "cases.h"
#include "identity.h"
#include "test_service.h"

#include <cmocka.h>

#define TEST_FILE "test_inquiries"
#include "test_case.h"

#define SIGNAL_OF(s) (1u << (CASES_SIGNAL_##s - 1))
#define WHY(w) (1u << (CASES_WHY_##w - 1))

#define OFFER(n) "01890a5d-ac96-774b-bcce-b30209990" n

#define VISITS OFFER("001")
#define PHONE OFFER("002")
#define MEALS OFFER("003")

#define INQUIRE(who, out, ...) CALL(who, cases_inquire, out, __VA_ARGS__)
#define LONELY .need = "I am lonely, and would like somebody to talk with"

static const struct common_principal other_person = {.subject = "olga", .roles = PERSON};

static void register_organisation(const char *id, enum common_organisation_type type)
{
    test_follow(test, &directory_organisation_registered_event,
                &(struct directory_organisation_registered){.organisation_id = id, .name = "X", .type = type});
}

static const char *const loneliness[] = {"Loneliness"}, *const danish[] = {"da"}, *const arabic[] = {"AR", "da"};

static struct directory_offer_published visits(void)
{
    return (struct directory_offer_published){
        .offer_id = VISITS,
        .organisation_id = RED_CROSS,
        .name = "A visiting friend",
        .description = "A volunteer comes by for coffee.",
        .phone = "1234",
        .status = DIRECTORY_OFFER_STATUS_ACTIVE,
        .categories = {(const char **) loneliness, 1},
        .languages = {(const char **) danish, 1},
    };
}

static void publish(const struct directory_offer_published *offer)
{
    test_follow(test, &directory_offer_published_event, offer);
}

static void set_capacity(const char *offer_id, int64_t available, const char *paused_until)
{
    test_follow(test, &directory_capacity_set_event,
                &(struct directory_capacity_set){.offer_id = offer_id,
                                                 .organisation_id = RED_CROSS,
                                                 .has_available = available >= 0,
                                                 .available = available,
                                                 .paused_until = paused_until});
}

static int set_up_directory(void **state)
{
    set_up(state);
    register_organisation(TOWN, COMMON_ORGANISATION_TYPE_MUNICIPALITY);
    register_organisation(VILLAGE, COMMON_ORGANISATION_TYPE_MUNICIPALITY);
    register_organisation(RED_CROSS, COMMON_ORGANISATION_TYPE_VOLUNTARY);
    struct directory_offer_published offer = visits();
    publish(&offer);
    return 0;
}

/* The opened case's citizen, linked. */
static void link_citizen(void)
{
    struct cases_invite_citizen_result invited;
    struct cases_accept_invitation_result linked;
    assert_int_equal(CALL(&caseworker, cases_invite_citizen, &invited, .case_id = opened.case_id), 0);
    assert_int_equal(CALL(&person, cases_accept_invitation, &linked, .code = invited.code), 0);
}

static void test_a_new_person_gets_offers_and_a_case(void **state)
{
    (void) state;
    struct cases_inquire_result out;
    size_t before = test_emitted(test);
    assert_int_equal(INQUIRE(&person, &out, .by = CASES_INQUIRER_SELF, LONELY, .municipality_id = TOWN,
                             .citizen_name = "Pia Ny", .phone = "22", .language = "da"),
                     0);
    assert_int_equal(out.route, CASES_ROUTE_OFFERS);
    assert_int_equal(out.why, 0);
    assert_int_equal(out.offers.count, 1);
    assert_string_equal(out.offers.items[0].offer_id, VISITS);
    assert_string_equal(out.offers.items[0].phone, "1234");
    assert_true(out.offers.items[0].has_place);
    assert_non_null(out.case_id);
    assert_int_equal(test_emitted(test), before + 1);
    const struct cases_inquired *inquired = test_last(test, &cases_inquired_event);
    assert_true(inquired->opens_case && inquired->links);
    assert_int_equal(inquired->offers.count, 1);
    assert_string_equal(inquired->home_id, TOWN);

    assert_true(test_settle(test) == INT64_MAX);
    assert_int_equal(test_emitted(test), before + 3);
    const struct cases_opened *file = test_last(test, &cases_opened_event);
    assert_string_equal(file->case_id, out.case_id);
    assert_string_equal(file->citizen_name, "Pia Ny");
    assert_string_equal(file->phone, "22");
    const struct cases_citizen_linked *linked = test_last(test, &cases_citizen_linked_event);
    assert_string_equal(linked->case_id, out.case_id);
    assert_string_equal(linked->subject, "pia");
    test_settle(test);
    assert_int_equal(test_emitted(test), before + 3);

    struct cases_get_case_result got;
    assert_int_equal(ASK(&caseworker, cases_get_case, &got, .case_id = out.case_id), 0);
    assert_true(got.case_.linked);
    assert_string_equal(got.case_.citizen_name, "Pia Ny");
}

/* Two at once: the second finds the case of the first, whether or not the others have been told of it. */
static void test_asking_twice_makes_one_case(void **state)
{
    (void) state;
    struct cases_inquire_result first, second;
    struct cases_accept_invitation_result linked;
    struct cases_invite_citizen_result invited;
    assert_int_equal(CALL(&caseworker, cases_invite_citizen, &invited, .case_id = opened.case_id), 0);
    assert_int_equal(
        INQUIRE(&person, &first, .by = CASES_INQUIRER_SELF, LONELY, .municipality_id = TOWN, .citizen_name = "Pia Ny"),
        0);
    assert_int_equal(INQUIRE(&person, &second, .by = CASES_INQUIRER_SELF, LONELY), 0);
    assert_string_equal(second.case_id, first.case_id);
    const struct cases_inquired *inquired = test_last(test, &cases_inquired_event);
    assert_true(!inquired->opens_case && !inquired->links);
    assert_int_equal(CALL(&person, cases_accept_invitation, &linked, .code = invited.code), PROBLEM_ALREADY_LINKED);
    size_t before = test_emitted(test);
    test_settle(test);
    assert_int_equal(test_emitted(test), before + 2);
}

static void test_what_is_more_goes_to_a_caseworker(void **state)
{
    (void) state;
    struct cases_inquire_result out;
    link_citizen();
    assert_int_equal(
        INQUIRE(&citizen, &out, .by = CASES_INQUIRER_SELF, LONELY, .signals = SIGNAL_OF(HEALTH) | SIGNAL_OF(DEBT)), 0);
    assert_int_equal(out.route, CASES_ROUTE_CASEWORKER);
    assert_int_equal(out.why, WHY(HEALTH) | WHY(DEBT));
    assert_int_equal(out.offers.count, 1); /* meanwhile */
    assert_string_equal(out.case_id, opened.case_id);
    assert_int_equal(INQUIRE(&citizen, &out, .by = CASES_INQUIRER_SELF, .need = "Asphalt"), 0);
    assert_int_equal(out.route, CASES_ROUTE_CASEWORKER);
    assert_int_equal(out.why, WHY(NO_MATCHING_OFFER));
    assert_int_equal(out.offers.count, 0);
    const struct cases_inquired *inquired = test_last(test, &cases_inquired_event);
    assert_true(!inquired->opens_case && !inquired->citizen_name);
}

static void test_who_may_ask_for_whom(void **state)
{
    (void) state;
    static const struct common_representation representation = {NOWHERE, 1u << (COMMON_SCOPE_REFERRAL - 1)};
    const struct common_principal rita = {"rita", CITIZEN, .citizen_id = opened.citizen_id,
                                          .representation = &representation};
    const struct common_principal volunteer_caseworker = {"vera", CASEWORKER, MEMBER_OF(RED_CROSS, VOLUNTARY)};
    const struct {
        const struct common_principal *who;
        enum cases_inquirer by;
        const char *case_id, *municipality_id, *citizen_name, *field;
        int problem;
    } refused[] = {
        {&person, CASES_INQUIRER_STAFF, NULL, TOWN, "X", "by", PROBLEM_NOT_AUTHORIZED},
        {&coordinator, CASES_INQUIRER_SELF, NULL, TOWN, "X", "by", PROBLEM_NOT_AUTHORIZED},
        {&caseworker, CASES_INQUIRER_RELATIVE, NULL, TOWN, "X", "by", PROBLEM_NOT_AUTHORIZED},
        {&volunteer_caseworker, CASES_INQUIRER_STAFF, NULL, TOWN, "X", "by", PROBLEM_NOT_AUTHORIZED},
        {&rita, CASES_INQUIRER_SELF, NULL, NULL, NULL, "by", PROBLEM_NOT_AUTHORIZED},
        {&person, CASES_INQUIRER_SELF, NULL, NULL, "X", "municipality_id", PROBLEM_INVALID_ARGUMENT},
        {&person, CASES_INQUIRER_SELF, NULL, RED_CROSS, "X", "municipality_id", PROBLEM_NOT_FOUND},
        {&person, CASES_INQUIRER_SELF, NULL, TOWN, NULL, "citizen_name", PROBLEM_INVALID_ARGUMENT},
        {&person, CASES_INQUIRER_RELATIVE, opened.case_id, TOWN, "X", "case_id", PROBLEM_NOT_FOUND},
        {&citizen, CASES_INQUIRER_SELF, NOWHERE, NULL, NULL, "case_id", PROBLEM_NOT_FOUND},
        {&coordinator, CASES_INQUIRER_STAFF, opened.case_id, TOWN, "X", "case_id", PROBLEM_NOT_FOUND},
        {&coordinator, CASES_INQUIRER_STAFF, NULL, NULL, "X", "municipality_id", PROBLEM_INVALID_ARGUMENT},
        {&caseworker, CASES_INQUIRER_STAFF, NULL, VILLAGE, "X", "municipality_id", PROBLEM_INVALID_ARGUMENT},
        {&caseworker, CASES_INQUIRER_STAFF, NULL, NULL, NULL, "citizen_name", PROBLEM_INVALID_ARGUMENT},
        {&neighbour, CASES_INQUIRER_STAFF, opened.case_id, NULL, NULL, NULL, PROBLEM_NOT_FOUND},
    };
    struct cases_inquire_result out;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        assert_int_equal(INQUIRE(refused[i].who, &out, .by = refused[i].by, LONELY, .case_id = refused[i].case_id,
                                 .municipality_id = refused[i].municipality_id,
                                 .citizen_name = refused[i].citizen_name),
                         refused[i].problem);
        if (refused[i].field)
            assert_string_equal(test_problem(test)->field, refused[i].field);
    }
    /* Who has a case of their own needs to say nothing; who represents somebody asks in their case. */
    const struct common_principal *own[] = {&citizen, &rita};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(INQUIRE(own[i], &out, .by = i ? CASES_INQUIRER_RELATIVE : CASES_INQUIRER_SELF, LONELY), 0);
        assert_string_equal(out.case_id, opened.case_id);
    }
    close_case();
    for (size_t i = 0; i < 2; i++) { /* may ask again all the same: somebody opens the case, which no offer does */
        assert_int_equal(INQUIRE(own[i], &out, .by = i ? CASES_INQUIRER_RELATIVE : CASES_INQUIRER_SELF, LONELY), 0);
        assert_string_equal(out.case_id, opened.case_id);
        assert_int_equal(out.route, CASES_ROUTE_CASEWORKER);
        assert_int_equal(out.why, WHY(CASE_CLOSED));
        assert_int_equal(out.offers.count, 0);
    }
    assert_int_equal(INQUIRE(&caseworker, &out, .by = CASES_INQUIRER_STAFF, LONELY, .case_id = opened.case_id),
                     PROBLEM_CASE_CLOSED);
}

/* Relatives and coordinators get the answer and no more; the municipality's own staff get the case. */
static void test_asking_for_somebody_else(void **state)
{
    (void) state;
    const struct {
        const struct common_principal *who;
        enum cases_inquirer by;
        const char *municipality_id;
        bool shown;
    } asking[] = {
        {&person, CASES_INQUIRER_RELATIVE, VILLAGE, false}, {&citizen, CASES_INQUIRER_RELATIVE, TOWN, false},
        {&coordinator, CASES_INQUIRER_STAFF, TOWN, false},  {&caseworker, CASES_INQUIRER_STAFF, NULL, true},
        {&caseworker, CASES_INQUIRER_STAFF, TOWN, true},
    };
    for (size_t i = 0; i < sizeof asking / sizeof *asking; i++) {
        struct cases_inquire_result out;
        assert_int_equal(INQUIRE(asking[i].who, &out, .by = asking[i].by, LONELY, .citizen_name = "Mo",
                                 .municipality_id = asking[i].municipality_id, .inquirer_name = "Me",
                                 .inquirer_contact = "12 34"),
                         0);
        assert_int_equal(out.offers.count, 1);
        assert_int_equal(out.case_id != NULL, asking[i].shown);
        const struct cases_inquired *inquired = test_last(test, &cases_inquired_event);
        assert_true(inquired->opens_case && !inquired->links);
        assert_string_equal(inquired->home_id, asking[i].municipality_id ? asking[i].municipality_id : TOWN);
        assert_string_equal(inquired->inquirer_contact, "12 34");
        size_t before = test_emitted(test);
        test_settle(test);
        assert_int_equal(test_emitted(test), before + 1); /* opened, and nobody linked */

        struct cases_get_case_result got;
        int seen = ASK(asking[i].who, cases_get_case, &got, .case_id = inquired->case_id);
        assert_int_equal(seen == 0, asking[i].shown);
    }
}

static void test_too_many_inquiries(void **state)
{
    (void) state;
    struct cases_inquire_result out;
    link_citizen();
    for (int i = 0; i < 7; i++) /* answered ones are not open */
        assert_int_equal(INQUIRE(&citizen, &out, .by = CASES_INQUIRER_SELF, LONELY), 0);
    for (int i = 0; i < 5; i++)
        assert_int_equal(INQUIRE(&citizen, &out, .by = CASES_INQUIRER_SELF, .need = "Asphalt"), 0);
    assert_int_equal(INQUIRE(&citizen, &out, .by = CASES_INQUIRER_SELF, LONELY), PROBLEM_TOO_MANY_INQUIRIES);
    assert_int_equal(
        INQUIRE(&citizen, &out, .by = CASES_INQUIRER_RELATIVE, LONELY, .municipality_id = TOWN, .citizen_name = "X"),
        PROBLEM_TOO_MANY_INQUIRIES);

    const struct cases_inquired *inquired = test_last(test, &cases_inquired_event);
    struct cases_take_inquiry_result taken;
    struct cases_close_inquiry_result closed;
    assert_int_equal(CALL(&caseworker, cases_take_inquiry, &taken, .inquiry_id = inquired->inquiry_id), 0);
    assert_int_equal(INQUIRE(&citizen, &out, .by = CASES_INQUIRER_SELF, LONELY), PROBLEM_TOO_MANY_INQUIRIES);
    assert_int_equal(CALL(&caseworker, cases_close_inquiry, &closed, .inquiry_id = inquired->inquiry_id), 0);
    assert_int_equal(INQUIRE(&citizen, &out, .by = CASES_INQUIRER_SELF, LONELY), 0);

    assert_int_equal(INQUIRE(&citizen, &out, .by = CASES_INQUIRER_RELATIVE, LONELY, .municipality_id = TOWN,
                             .citizen_name = "X", .birth_date = "2999-01-01"),
                     PROBLEM_INVALID_ARGUMENT);
    assert_string_equal(test_problem(test)->field, "birth_date");

    for (int i = 0; i < 7; i++) /* whose work it is */
        assert_int_equal(
            INQUIRE(&caseworker, &out, .by = CASES_INQUIRER_STAFF, .need = "Asphalt", .case_id = opened.case_id), 0);
}

static int take(const struct common_principal *who, const char *inquiry_id)
{
    struct cases_take_inquiry_result out;
    return CALL(who, cases_take_inquiry, &out, .inquiry_id = inquiry_id);
}

static int close_inquiry(const struct common_principal *who, const char *inquiry_id)
{
    struct cases_close_inquiry_result out;
    return CALL(who, cases_close_inquiry, &out, .inquiry_id = inquiry_id, .answer = "We met");
}

static void test_life_of_an_inquiry(void **state)
{
    (void) state;
    struct cases_inquire_result waiting, answered;
    struct cases_list_inquiries_result list;
    struct cases_get_inquiry_result got;
    assert_int_equal(INQUIRE(&citizen, &waiting, .by = CASES_INQUIRER_SELF, .need = "Asphalt"), 0);
    assert_int_equal(INQUIRE(&citizen, &answered, .by = CASES_INQUIRER_SELF, LONELY), 0);
    assert_int_equal(take(&neighbour, waiting.inquiry_id), PROBLEM_NOT_FOUND);
    assert_int_equal(take(&caseworker, NOWHERE), PROBLEM_NOT_FOUND);
    assert_int_equal(take(&caseworker, answered.inquiry_id), PROBLEM_ILLEGAL_TRANSITION);
    assert_int_equal(take(&caseworker, waiting.inquiry_id), 0);
    assert_int_equal(take(&caseworker, waiting.inquiry_id), PROBLEM_ILLEGAL_TRANSITION);
    struct common_principal other = {.subject = "olga", .roles = CITIZEN, .citizen_id = NOWHERE};
    assert_int_equal(close_inquiry(&other, waiting.inquiry_id), PROBLEM_NOT_FOUND);
    assert_int_equal(close_inquiry(&caseworker, waiting.inquiry_id), 0);
    assert_int_equal(close_inquiry(&citizen, waiting.inquiry_id), PROBLEM_ILLEGAL_TRANSITION);
    assert_int_equal(close_inquiry(&citizen, answered.inquiry_id), 0);
    assert_int_equal(ASK(&citizen, cases_list_inquiries, &list, .status = 1u << (CASES_INQUIRY_STATUS_CLOSED - 1)), 0);
    assert_int_equal(list.inquiries.count, 2);
    assert_string_equal(list.inquiries.items[0].answer, "We met");
    assert_int_equal(ASK(&caseworker, cases_get_inquiry, &got, .inquiry_id = waiting.inquiry_id), 0);
    assert_string_equal(got.inquiry.answer, "We met");
    assert_int_equal(ASK(&neighbour, cases_get_inquiry, &got, .inquiry_id = waiting.inquiry_id), PROBLEM_NOT_FOUND);
    assert_int_equal(ASK(&other, cases_get_inquiry, &got, .inquiry_id = waiting.inquiry_id), PROBLEM_NOT_FOUND);
}

static void test_lists_of_inquiries(void **state)
{
    (void) state;
    struct cases_inquire_result made[5], theirs;
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(INQUIRE(&citizen, &made[i], .by = CASES_INQUIRER_SELF,
                                 .need = i % 2 ? "Asphalt" : "I am lonely", .signals = 0),
                         0);
    assert_int_equal(INQUIRE(&other_person, &theirs, .by = CASES_INQUIRER_SELF, LONELY, .municipality_id = VILLAGE,
                             .citizen_name = "Olga"),
                     0);
    test_settle(test);

    const char *expected[] = {made[1].inquiry_id, made[3].inquiry_id, made[0].inquiry_id, made[2].inquiry_id,
                              made[4].inquiry_id};
    const struct common_principal *readers[] = {&caseworker, &citizen};
    for (size_t reader = 0; reader < 2; reader++)
        for (size_t by_case = 0; by_case < 2; by_case++) {
            struct cases_list_inquiries_result out = {.next = NULL};
            size_t seen = 0;
            do {
                assert_int_equal(ASK(readers[reader], cases_list_inquiries, &out, .after = out.next,
                                     .case_id = by_case ? opened.case_id : NULL, .has_limit = true, .limit = 2),
                                 0);
                for (size_t i = 0; i < out.inquiries.count; i++)
                    assert_string_equal(out.inquiries.items[i].inquiry_id, expected[seen++]);
                assert_int_equal(test_disclosed(test), reader == 0);
            } while (out.next);
            assert_int_equal(seen, 5);
        }
    struct cases_list_inquiries_result out;
    assert_int_equal(ASK(&caseworker, cases_list_inquiries, &out, .status = 1u << (CASES_INQUIRY_STATUS_ANSWERED - 1)),
                     0);
    assert_int_equal(out.inquiries.count, 3);
    assert_string_equal(out.inquiries.items[0].need, "I am lonely");
    assert_int_equal(out.inquiries.items[0].offers.count, 1);
    assert_int_equal(ASK(&neighbour, cases_list_inquiries, &out, ), 0);
    assert_int_equal(out.inquiries.count, 1);
    assert_int_equal(ASK(&neighbour, cases_list_inquiries, &out, .case_id = opened.case_id), PROBLEM_NOT_FOUND);
    static const char *const malformed[] = {"", "0|x", "2|01890a5d-ac96-774b-bcce-b302099a8051"};
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(ASK(&caseworker, cases_list_inquiries, &out, .after = malformed[i]), PROBLEM_INVALID_ARGUMENT);
}

/* The offers that a need finds, by their ids. */
static size_t find(const struct cases_inquire *in, const char **ids)
{
    struct cases_inquire_result out;
    assert_int_equal(test_run(test, &caseworker, &cases_inquire_procedure, in, &out), 0);
    for (size_t i = 0; i < out.offers.count; i++)
        ids[i] = out.offers.items[i].offer_id;
    return out.offers.count;
}

#define FIND(ids, ...)                                                                                                 \
    find(                                                                                                              \
        &(struct cases_inquire){                                                                                       \
            .command_id = "c", .by = CASES_INQUIRER_STAFF, .case_id = opened.case_id, __VA_ARGS__},                    \
        ids)

static void test_which_offers_are_named(void **state)
{
    (void) state;
    const char *ids[10] = {NULL};
    assert_int_equal(FIND(ids, LONELY), 1);
    struct directory_offer_published offer = visits();
    static const struct {
        enum directory_offer_status status;
        bool assessment_required;
        size_t count;
    } published[] = {
        {DIRECTORY_OFFER_STATUS_ACTIVE, true, 0},
        {DIRECTORY_OFFER_STATUS_INACTIVE, false, 0},
        {DIRECTORY_OFFER_STATUS_ACTIVE, false, 1},
    };
    for (size_t i = 0; i < sizeof published / sizeof *published; i++) {
        struct directory_offer_updated changed = {0};
        message_assign(&directory_offer_updated_type, &changed, &directory_offer_published_type, &offer);
        changed.status = published[i].status;
        changed.has_assessment_required = true;
        changed.assessment_required = published[i].assessment_required;
        test_follow(test, &directory_offer_updated_event, &changed);
        assert_int_equal(FIND(ids, LONELY), published[i].count);
    }
    set_capacity(VISITS, 3, "2999-01-01T00:00:00.000Z");
    assert_int_equal(FIND(ids, LONELY), 0);
    set_capacity(VISITS, 3, "2020-01-01T00:00:00.000Z");
    assert_int_equal(FIND(ids, LONELY), 1);
    test_follow(test, &directory_offer_withdrawn_event,
                &(struct directory_offer_withdrawn){.offer_id = VISITS, .organisation_id = RED_CROSS});
    assert_int_equal(FIND(ids, LONELY), 0);

    /* by category and language */
    offer.offer_id = PHONE;
    offer.languages = (struct text_list){(const char **) arabic, 2};
    publish(&offer);
    offer.offer_id = MEALS;
    offer.name = "Dinner in company";
    offer.languages = (struct text_list){0};
    publish(&offer);
    assert_int_equal(FIND(ids, LONELY, .language = "ar"), 2);
    assert_int_equal(FIND(ids, LONELY, .language = "ar-EG"), 1); /* the one that says nothing of languages */
    assert_string_equal(ids[0], MEALS);
    assert_int_equal(FIND(ids, .need = "Asphalt", .category = "LONELINESS"), 2);
    assert_int_equal(FIND(ids, LONELY, .category = "debt"), 0);
    assert_int_equal(FIND(ids, .need = "?!"), 0);
    assert_int_equal(FIND(ids, .need = "dinner", .category = "loneliness"), 2);
    assert_string_equal(ids[0], MEALS);
}

static void test_best_offers_come_first(void **state)
{
    (void) state;
    const char *ids[10] = {NULL};
    struct directory_offer_published offer = visits();
    offer.offer_id = PHONE;
    publish(&offer);
    set_capacity(VISITS, 0, NULL);
    assert_int_equal(FIND(ids, LONELY), 2); /* as good as each other, but there is a place */
    assert_string_equal(ids[0], PHONE);
    struct cases_inquire_result out;
    assert_int_equal(INQUIRE(&caseworker, &out, .by = CASES_INQUIRER_STAFF, LONELY, .case_id = opened.case_id), 0);
    assert_true(out.offers.items[0].has_place && !out.offers.items[1].has_place);
    set_capacity(PHONE, 0, NULL);
    set_capacity(VISITS, -1, NULL); /* without a limit */
    assert_int_equal(FIND(ids, LONELY), 2);
    assert_string_equal(ids[0], VISITS);

    offer.offer_id = MEALS;
    offer.organisation_id = TOWN; /* the municipality's own */
    publish(&offer);
    assert_int_equal(FIND(ids, LONELY), 3);
    assert_string_equal(ids[0], MEALS);
    for (int i = 0; i < 12; i++) {
        char id[] = OFFER("1xx");
        id[sizeof id - 3] = (char) ('a' + i % 6);
        id[sizeof id - 2] = (char) ('0' + i / 6);
        offer.offer_id = id;
        publish(&offer);
    }
    assert_int_equal(FIND(ids, LONELY), 10);
}

int main(void)
{
#define DIRECTORY_TEST(f) cmocka_unit_test_setup_teardown(f, set_up_directory, tear_down)
    const struct CMUnitTest tests[] = {
        DIRECTORY_TEST(test_a_new_person_gets_offers_and_a_case),
        DIRECTORY_TEST(test_asking_twice_makes_one_case),
        DIRECTORY_TEST(test_what_is_more_goes_to_a_caseworker),
        DIRECTORY_TEST(test_who_may_ask_for_whom),
        DIRECTORY_TEST(test_asking_for_somebody_else),
        DIRECTORY_TEST(test_too_many_inquiries),
        DIRECTORY_TEST(test_life_of_an_inquiry),
        DIRECTORY_TEST(test_lists_of_inquiries),
        DIRECTORY_TEST(test_which_offers_are_named),
        DIRECTORY_TEST(test_best_offers_come_first),
    };
    return cmocka_run_group_tests_name("inquiries", tests, NULL, NULL);
}
