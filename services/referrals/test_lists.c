/* SPDX-License-Identifier: EUPL-1.2 */
/* Who finds which referrals. */
#include "test_people.h"

static int set_up(void **state)
{
    return people_set_up(state, "test_lists.db");
}

static void test_strangers_find_nothing(void **state)
{
    struct test_service *test = *state;
    const struct common_principal *strangers[] = {&foreigner, &other_coordinator, &home_coordinator, &other_citizen,
                                                  NULL};
    const char *id = sent(test);
    give_consent(test, CONSENT_2, OTHER_NGO, ALL_NEEDED); /* knows the citizen, but not this referral */
    struct referrals_referral referral;
    for (size_t i = 0; strangers[i]; i++) {
        assert_int_equal(get_as(test, strangers[i], id, &referral), PROBLEM_NOT_FOUND);
        assert_null(referral.reason);
        assert_int_equal(test_disclosed(test), 0);
    }
    assert_int_equal(get_as(test, &caseworker, UNKNOWN, &referral), PROBLEM_NOT_FOUND);
    assert_int_equal(accept_as(test, &other_coordinator, id), PROBLEM_NOT_FOUND);
    assert_int_equal(cancel_as(test, &foreigner, id), PROBLEM_NOT_FOUND);
    assert_int_equal(cancel_as(test, &other_citizen, id), PROBLEM_NOT_FOUND);
    assert_int_equal(cancel_as(test, &coordinator, id), PROBLEM_NOT_AUTHORIZED); /* the role may not */
    assert_int_equal(test_emitted(test), 1);
    assert_int_equal(cancel_as(test, &colleague, id), 0);
}

static void test_boxes(void **state)
{
    struct test_service *test = *state;
    const char *first = sent(test), *second = sent(test), *elsewhere = NULL;
    assert_int_equal(send_to(test, HOME_OFFER, false, &elsewhere), 0);
    assert_int_equal(reject(test, first), 0);
    const uint32_t requested = STATUS(REQUESTED), ended = ENDED_STATES;
    const struct {
        const struct common_principal *who;
        enum referrals_box box;
        uint32_t status;
        const char *case_id;
        const char *expected[4];
    } rows[] = {
        {&coordinator, REFERRALS_BOX_INBOX, 0, NULL, {first, second}},
        {&coordinator, REFERRALS_BOX_MINE, requested, NULL, {second}},
        {&coordinator, REFERRALS_BOX_INBOX, ended, CASE, {first}},
        {&coordinator, REFERRALS_BOX_INBOX, 0, OTHER_CASE, {0}},
        {&home_coordinator, REFERRALS_BOX_INBOX, 0, NULL, {elsewhere}},
        {&other_coordinator, REFERRALS_BOX_INBOX, 0, NULL, {0}},
        {&other_coordinator, REFERRALS_BOX_INBOX, 0, CASE, {0}},
        {&caseworker, REFERRALS_BOX_OUTBOX, 0, NULL, {first, second, elsewhere}},
        {&colleague, REFERRALS_BOX_OUTBOX, requested | ended, CASE, {first, second, elsewhere}},
        {&colleague, REFERRALS_BOX_OUTBOX, 0, UNKNOWN, {0}},
        {&foreigner, REFERRALS_BOX_OUTBOX, 0, CASE, {0}},
        {&caseworker, REFERRALS_BOX_MINE, requested, NULL, {second, elsewhere}},
        {&colleague, REFERRALS_BOX_MINE, 0, NULL, {0}},
        {&citizen, REFERRALS_BOX_MINE, 0, NULL, {first, second, elsewhere}},
        {&citizen, REFERRALS_BOX_MINE, 0, OTHER_CASE, {0}},
        {&other_citizen, REFERRALS_BOX_MINE, 0, CASE, {0}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct referrals_list_referrals_result list =
            listed(test, rows[i].who,
                   (struct referrals_list_referrals){
                       .box = rows[i].box, .status = rows[i].status, .case_id = rows[i].case_id});
        size_t count = 0;
        while (rows[i].expected[count])
            count++;
        assert_int_equal(list.referrals.count, count);
        for (size_t k = 0; k < count; k++)
            assert_string_equal(list.referrals.items[k].referral_id, rows[i].expected[k]);
        assert_null(list.next);
    }
    const struct {
        const struct common_principal *who;
        enum referrals_box box;
    } refused[] = {{&citizen, REFERRALS_BOX_INBOX},
                   {&citizen, REFERRALS_BOX_OUTBOX},
                   {&coordinator, REFERRALS_BOX_OUTBOX},
                   {&caseworker, REFERRALS_BOX_INBOX}};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        const struct referrals_list_referrals in = {.box = refused[i].box};
        struct referrals_list_referrals_result out;
        assert_int_equal(test_run(test, refused[i].who, &referrals_list_referrals_procedure, &in, &out),
                         PROBLEM_NOT_AUTHORIZED);
    }
}

/* The one referral in a caseworker's own box, "" for none. */
static const char *own_box(struct test_service *test, const struct common_principal *who, const char *case_id)
{
    struct referrals_list_referrals_result list =
        listed(test, who, (struct referrals_list_referrals){.box = REFERRALS_BOX_MINE, .case_id = case_id});
    assert_true(list.referrals.count <= 1);
    return list.referrals.count ? list.referrals.items[0].referral_id : "";
}

/* A caseworker's are those of the cases they are responsible for, whoever sent them. */
static void test_the_responsible_caseworker(void **state)
{
    struct test_service *test = *state;
    const struct cases_assigned handed_over = {CASE, CITIZEN_ID, HOME, "cw2"};
    const struct cases_inquiry_taken taken = {UNKNOWN, OTHER_CASE, OTHER_CITIZEN, HOME},
                                     taken_of_first = {UNKNOWN, CASE, CITIZEN_ID, HOME};
    const char *first = sent(test), *other = NULL;
    const struct referrals_send_referral to_home = {"c", OTHER_CASE, HOME_OFFER, .reason = "r"};
    struct referrals_send_referral_result out;
    assert_int_equal(test_run(test, &caseworker, &referrals_send_referral_procedure, &to_home, &out), 0);
    other = out.referral_id;
    assert_string_equal(own_box(test, &caseworker, NULL), first);
    test_follow_by(test, &caseworker, &cases_inquiry_taken_event, &taken); /* nobody was responsible */
    assert_string_equal(own_box(test, &caseworker, OTHER_CASE), other);

    test_follow_by(test, &caseworker, &cases_assigned_event, &handed_over);
    assert_string_equal(own_box(test, &colleague, NULL), first);
    assert_string_equal(own_box(test, &colleague, CASE), first);
    assert_string_equal(own_box(test, &caseworker, CASE), "");
    assert_string_equal(own_box(test, &caseworker, NULL), other);
    test_follow_by(test, &caseworker, &cases_inquiry_taken_event, &taken_of_first);
    assert_string_equal(own_box(test, &colleague, NULL), first);

    struct common_principal elsewhere = colleague; /* the same sign-in in another municipality */
    elsewhere.organisation_id = OTHER_HOME;
    assert_string_equal(own_box(test, &elsewhere, NULL), "");
}

static void expect_in_box(struct test_service *test, const struct common_principal *who, enum referrals_box box,
                          enum referrals_attention attention, const char *const expected[])
{
    struct referrals_list_referrals_result list =
        listed(test, who, (struct referrals_list_referrals){.box = box, .attention = attention});
    size_t count = 0;
    while (expected[count])
        count++;
    assert_int_equal(list.referrals.count, count);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(list.referrals.items[i].referral_id, expected[i]);
}

/* What asks this of the municipality, and of the caseworker who is responsible: referrals in order, then NULL. */
static void expect_attention(struct test_service *test, enum referrals_attention attention,
                             const char *const expected[])
{
    expect_in_box(test, &caseworker, REFERRALS_BOX_OUTBOX, attention, expected);
    expect_in_box(test, &caseworker, REFERRALS_BOX_MINE, attention, expected);
}

#define EXPECT(attention, ...)                                                                                         \
    expect_attention(test, REFERRALS_ATTENTION_##attention, (const char *const[]){__VA_ARGS__})

static void test_what_asks_for_attention(void **state)
{
    struct test_service *test = *state;
    const char *first = sent(test), *second = sent(test), *third = sent(test);
    struct referrals_referral referral;
    EXPECT(WAITING, first, second, third, NULL);
    EXPECT(OVERDUE, NULL);
    assert_int_equal(get_as(test, &coordinator, first, &referral), 0);
    assert_string_equal(referral.due, "2026-12-01");

    assert_int_equal(waitlist(test, second), 0);
    test_clock(test, START_MS + 7 * DAY_MS);
    EXPECT(OVERDUE, NULL);
    test_clock(test, START_MS + 8 * DAY_MS); /* the day is over; who is on a waiting list has been answered */
    EXPECT(OVERDUE, first, third, NULL);
    EXPECT(WAITING, second, NULL);
    assert_int_equal(accept_as(test, &coordinator, third), 0);
    assert_int_equal(get_as(test, &coordinator, third, &referral), 0);
    assert_string_equal(referral.due, referral.contact_date);

    assert_int_equal(reject(test, first), 0); /* others were asked after it */
    EXPECT(UNHELPED, NULL);
    assert_int_equal(fail_it(test, third), 0);
    EXPECT(UNHELPED, third, NULL);
    assert_int_equal(get_as(test, &coordinator, third, &referral), 0);
    assert_null(referral.due);
    const char *fourth = sent(test);
    EXPECT(UNHELPED, NULL);
    assert_int_equal(reject(test, fourth), 0);
    EXPECT(UNHELPED, fourth, NULL);
    const char *const none[] = {NULL};
    expect_in_box(test, &foreigner, REFERRALS_BOX_OUTBOX, REFERRALS_ATTENTION_UNHELPED, none);
    expect_in_box(test, &colleague, REFERRALS_BOX_MINE, REFERRALS_ATTENTION_UNHELPED, none);
    const struct cases_closed closed = {.case_id = CASE, .citizen_id = CITIZEN_ID, .home_id = HOME};
    test_follow(test, &cases_closed_event, &closed);
    EXPECT(UNHELPED, NULL);

    const struct referrals_list_referrals in = {.attention = REFERRALS_ATTENTION_WAITING};
    struct referrals_list_referrals_result out;
    assert_int_equal(test_run(test, &coordinator, &referrals_list_referrals_procedure, &in, &out),
                     PROBLEM_NOT_AUTHORIZED);
    assert_string_equal(test_problem(test)->field, "attention");
}

static void test_pages(void **state)
{
    struct test_service *test = *state;
    const char *ids[7];
    for (size_t i = 0; i < 7; i++)
        ids[i] = sent(test);
    assert_int_equal(reject(test, ids[2]), 0); /* open and ended ones come in one order */
    struct referrals_list_referrals in = {.box = REFERRALS_BOX_INBOX, .has_limit = true, .limit = 3};
    struct referrals_list_referrals_result page = listed(test, &coordinator, in);
    for (size_t i = 0; i < 7; i++) {
        if (i > 0 && i % 3 == 0) {
            assert_int_equal(page.referrals.count, 3);
            assert_non_null(page.next);
            in.after = page.next;
            page = listed(test, &coordinator, in);
        }
        assert_string_equal(page.referrals.items[i % 3].referral_id, ids[i]);
    }
    assert_int_equal(page.referrals.count, 1);
    assert_null(page.next);
    assert_int_equal(test_disclosed(test), 1); /* one case */

    /* What no consent covers takes no room on a page: the first consent is over, a second citizen's is not. */
    const struct consents_given other = {
        .consent_id = CONSENT_2,
        .case_id = OTHER_CASE,
        .citizen_id = OTHER_CITIZEN,
        .home_id = HOME,
        .organisation_id = NGO,
        .purpose = 1,
        .categories = ALL_NEEDED,
        .valid_until = "2029-11-24T09:00:00.000Z",
        .text = "Yes.",
        .language = "en",
        .given_by = 1,
    };
    test_follow(test, &consents_given_event, &other);
    const struct referrals_send_referral last = {"c", OTHER_CASE, OFFER, .reason = "r"};
    struct referrals_send_referral_result out;
    assert_int_equal(test_run(test, &caseworker, &referrals_send_referral_procedure, &last, &out), 0);
    test_clock(test, START_MS + 400 * DAY_MS);
    in.after = NULL;
    page = listed(test, &coordinator, in);
    assert_int_equal(page.referrals.count, 1);
    assert_string_equal(page.referrals.items[0].referral_id, out.referral_id);
    assert_null(page.next);

    const char *malformed[] = {"", "x", "1x", " 1", "-1", "99999999999999999999", "1|2"};
    for (size_t i = 0; i < sizeof malformed / sizeof *malformed; i++) {
        in.after = malformed[i];
        assert_int_equal(test_run(test, &coordinator, &referrals_list_referrals_procedure, &in, &page),
                         PROBLEM_INVALID_ARGUMENT);
        assert_string_equal(test_problem(test)->field, "after");
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, people_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_strangers_find_nothing),  TEST(test_boxes), TEST(test_the_responsible_caseworker),
        TEST(test_what_asks_for_attention), TEST(test_pages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
