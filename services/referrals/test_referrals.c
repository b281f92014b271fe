/* SPDX-License-Identifier: EUPL-1.2 */
/* The service on a real SQLite file: what it answers, what it emits, and that a rebuild gives the same tables. */
#include "test_service.h"

#include "consents_contract.h"
#include "identity.h"
#include "referrals.h"
#include "referrals_dispatch.h"
#include "rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define HOME "01900000-0000-7000-8000-000000000001"
#define NGO "01900000-0000-7000-8000-000000000002"
#define OTHER_NGO "01900000-0000-7000-8000-000000000003"
#define OTHER_HOME "01900000-0000-7000-8000-000000000004"
#define CASE "01900000-0000-7000-8000-000000000010"
#define CITIZEN_ID "01900000-0000-7000-8000-000000000020"
#define OTHER_CASE "01900000-0000-7000-8000-000000000011"
#define OTHER_CITIZEN "01900000-0000-7000-8000-000000000021"
#define OFFER "01900000-0000-7000-8000-000000000030"
#define OTHER_OFFER "01900000-0000-7000-8000-000000000031"
#define HOME_OFFER "01900000-0000-7000-8000-000000000032"
#define REPRESENTATION "01900000-0000-7000-8000-000000000050"
#define UNKNOWN "01900000-0000-7000-8000-0000000000ff"
#define START_MS INT64_C(1795510800000) /* 2026-11-24T09:00:00.000Z */
#define DAY_MS INT64_C(86400000)

static const struct common_principal caseworker = {"cw", CASEWORKER, .organisation_id = HOME};
static const struct common_principal colleague = {"cw2", CASEWORKER, .organisation_id = HOME};
static const struct common_principal foreigner = {"cw3", CASEWORKER, .organisation_id = OTHER_HOME};
static const struct common_principal coordinator = {"co", COORDINATOR, .organisation_id = NGO};
static const struct common_principal other_coordinator = {"co2", COORDINATOR, .organisation_id = OTHER_NGO};
static const struct common_principal home_coordinator = {"co3", COORDINATOR, .organisation_id = HOME};
static const struct common_principal citizen = {"ci", CITIZEN, .citizen_id = CITIZEN_ID};
static const struct common_principal other_citizen = {"ci2", CITIZEN, .citizen_id = OTHER_CITIZEN};
static const struct common_representation representation = {REPRESENTATION, 1u << (COMMON_SCOPE_REFERRAL - 1)};
static const struct common_principal daughter = {"da", CITIZEN, .citizen_id = CITIZEN_ID,
                                                 .representation = &representation};

/*
 * A small world: two cases of a municipality, an offer each of two organisations and of the municipality itself.
 */
static void give_consent(struct test_service *test, const char *consent_id, const char *organisation_id,
                         uint32_t categories)
{
    test_follow(test, &consents_given_event,
                &(struct consents_given){.consent_id = consent_id,
                                         .case_id = CASE,
                                         .citizen_id = CITIZEN_ID,
                                         .home_id = HOME,
                                         .organisation_id = organisation_id,
                                         .purpose = 1,
                                         .categories = categories,
                                         .valid_until = "2027-11-24T09:00:00.000Z",
                                         .text = "Yes.",
                                         .language = "en",
                                         .given_by = 1});
}

static void withdraw_consent(struct test_service *test, const char *consent_id, const char *organisation_id)
{
    test_follow(test, &consents_withdrawn_event,
                &(struct consents_withdrawn){.consent_id = consent_id,
                                             .case_id = CASE,
                                             .citizen_id = CITIZEN_ID,
                                             .home_id = HOME,
                                             .organisation_id = organisation_id,
                                             .purpose = 1,
                                             .categories = CATEGORY(REFERRAL),
                                             .given_by = 1});
}

static void publish_offer(struct test_service *test, const char *offer_id, const char *organisation_id)
{
    test_follow(test, &directory_offer_published_event,
                &(struct directory_offer_published){.offer_id = offer_id,
                                                    .organisation_id = organisation_id,
                                                    .name = "A friend to visit",
                                                    .status = DIRECTORY_OFFER_STATUS_ACTIVE});
}

static void set_capacity(struct test_service *test, const char *offer_id, int64_t maximum, int64_t available)
{
    test_follow(test, &directory_capacity_set_event,
                &(struct directory_capacity_set){.offer_id = offer_id,
                                                 .organisation_id = NGO,
                                                 .has_maximum = maximum >= 0,
                                                 .maximum = maximum,
                                                 .has_available = available >= 0,
                                                 .available = available});
}

#define CONSENT_1 "01900000-0000-7000-8000-000000000041"
#define CONSENT_2 "01900000-0000-7000-8000-000000000042"
#define ALL_NEEDED (CATEGORY(CONTACT) | CATEGORY(REFERRAL) | CATEGORY(NOTES) | CATEGORY(HEALTH) | CATEGORY(PROGRESS))

static int set_up(void **state)
{
    struct test_service *test = test_open(&referrals, "test_referrals.db");
    test_clock(test, START_MS);
    test_follow(test, &cases_opened_event,
                &(struct cases_opened){.case_id = CASE,
                                       .citizen_id = CITIZEN_ID,
                                       .home_id = HOME,
                                       .citizen_name = "Asta",
                                       .phone = "+45 1",
                                       .email = "asta@example.org"});
    test_follow(test, &cases_opened_event,
                &(struct cases_opened){.case_id = OTHER_CASE, .citizen_id = OTHER_CITIZEN, .home_id = HOME});
    publish_offer(test, OFFER, NGO);
    publish_offer(test, OTHER_OFFER, OTHER_NGO);
    publish_offer(test, HOME_OFFER, HOME);
    give_consent(test, CONSENT_1, NGO, ALL_NEEDED);
    *state = test;
    return 0;
}

/* Everything that rows of this service's tables say, for comparing two files. */
static void dump(struct test_service *test, struct buffer *to)
{
    struct arena arena = {0};
    struct query q = store_query(
        test_store(test),
        "SELECT json_array(sequence, referral_id, case_id, citizen_id, home_id, offer_id, performer_id, sender, status,"
        " ended, place, version, requested_at, updated_at, accepted_at, offer_name, priority, reason, note, "
        "health_note,"
        " citizen_name, phone, email, contact_date, expected_wait_days, reason_code, reason_text, outcome, "
        "outcome_text,"
        " replaces, replaced_by, requester) FROM referral"
        " UNION ALL SELECT json_array(offer_id, capacity_sequence, held) FROM place_count"
        " UNION ALL SELECT json_array(offer_id, organisation_id, name, status, withdrawn, capacity_sequence, maximum,"
        " available, paused_until, assessment_required) FROM offer"
        " UNION ALL SELECT json_array(case_id, citizen_id, home_id, closed, citizen_name, phone, email)"
        " FROM citizen_case ORDER BY 1");
    while (store_next(&q)) {
        const char *row = column_text(&q, &arena);
        buffer_append(to, row, strlen(row));
        buffer_append(to, "\n", 1);
    }
    assert_int_equal(store_end(&q), 0);
    buffer_append(to, "", 1);
    arena_free(&arena);
}

/* After each test: a rebuild, with the streams one after another, gives the same tables. */
static int tear_down(void **state)
{
    struct test_service *test = *state, *rebuilt = test_rebuild(test, "test_referrals_rebuilt.db");
    struct buffer is = {0}, again = {0};
    dump(test, &is);
    dump(rebuilt, &again);
    assert_string_equal((const char *) is.data, (const char *) again.data);
    buffer_free(&is);
    buffer_free(&again);
    test_close(rebuilt);
    test_close(test);
    return 0;
}

/*
 * Calls.
 */
static int send_to(struct test_service *test, const char *offer_id, bool accept_waiting_list, const char **referral_id)
{
    const struct referrals_send_referral in = {
        .command_id = "c",
        .case_id = CASE,
        .offer_id = offer_id,
        .reason = "Alone since spring",
        .note = "Has a dog",
        .has_accept_waiting_list = true,
        .accept_waiting_list = accept_waiting_list,
    };
    struct referrals_send_referral_result out;
    int rc = test_run(test, &caseworker, &referrals_send_referral_procedure, &in, &out);
    if (rc == 0 && referral_id)
        *referral_id = out.referral_id;
    return rc;
}

static const char *sent(struct test_service *test)
{
    const char *referral_id = NULL;
    assert_int_equal(send_to(test, OFFER, false, &referral_id), 0);
    return referral_id;
}

static int accept_as(struct test_service *test, const struct common_principal *who, const char *referral_id)
{
    const struct referrals_accept_referral in = {"c", referral_id, "2026-12-01"};
    struct referrals_accept_referral_result out;
    return test_run(test, who, &referrals_accept_referral_procedure, &in, &out);
}

static int waitlist(struct test_service *test, const char *referral_id)
{
    const struct referrals_waitlist_referral in = {"c", referral_id, 30, "Full until spring"};
    struct referrals_waitlist_referral_result out;
    return test_run(test, &coordinator, &referrals_waitlist_referral_procedure, &in, &out);
}

static int reject(struct test_service *test, const char *referral_id)
{
    const struct referrals_reject_referral in = {"c", referral_id, REFERRALS_REASON_CODE_NOT_ELIGIBLE, "Too young"};
    struct referrals_reject_referral_result out;
    return test_run(test, &coordinator, &referrals_reject_referral_procedure, &in, &out);
}

static int start(struct test_service *test, const char *referral_id)
{
    const struct referrals_start_referral in = {"c", referral_id};
    struct referrals_start_referral_result out;
    return test_run(test, &coordinator, &referrals_start_referral_procedure, &in, &out);
}

static int complete(struct test_service *test, const char *referral_id)
{
    const struct referrals_complete_referral in = {"c", referral_id, REFERRALS_OUTCOME_HELPED, "Walks every week"};
    struct referrals_complete_referral_result out;
    return test_run(test, &coordinator, &referrals_complete_referral_procedure, &in, &out);
}

static int fail_it(struct test_service *test, const char *referral_id)
{
    const struct referrals_fail_referral in = {"c", referral_id, REFERRALS_REASON_CODE_NOT_REACHED, NULL};
    struct referrals_fail_referral_result out;
    return test_run(test, &coordinator, &referrals_fail_referral_procedure, &in, &out);
}

static int cancel_as(struct test_service *test, const struct common_principal *who, const char *referral_id)
{
    const struct referrals_cancel_referral in = {.command_id = "c", .referral_id = referral_id};
    struct referrals_cancel_referral_result out;
    return test_run(test, who, &referrals_cancel_referral_procedure, &in, &out);
}

static int transfer(struct test_service *test, const char *referral_id, const char *offer_id,
                    struct referrals_transfer_referral_result *out)
{
    const struct referrals_transfer_referral in = {.command_id = "c", .referral_id = referral_id, .offer_id = offer_id};
    return test_run(test, &caseworker, &referrals_transfer_referral_procedure, &in, out);
}

static int get_as(struct test_service *test, const struct common_principal *who, const char *referral_id,
                  struct referrals_referral *referral)
{
    const struct referrals_get_referral in = {referral_id};
    struct referrals_get_referral_result out;
    int rc = test_run(test, who, &referrals_get_referral_procedure, &in, &out);
    *referral = out.referral;
    return rc;
}

static struct referrals_referral got(struct test_service *test, const char *referral_id)
{
    struct referrals_referral referral;
    assert_int_equal(get_as(test, &caseworker, referral_id, &referral), 0);
    return referral;
}

static struct referrals_list_referrals_result listed(struct test_service *test, const struct common_principal *who,
                                                     struct referrals_list_referrals in)
{
    struct referrals_list_referrals_result out;
    assert_int_equal(test_run(test, who, &referrals_list_referrals_procedure, &in, &out), 0);
    return out;
}

/* Places of an offer that are held, under all statements. */
static int64_t held(struct test_service *test, const char *offer_id)
{
    struct query q = store_query(test_store(test), "SELECT sum(held) FROM place_count WHERE offer_id = ?");
    bind_text(&q, offer_id);
    assert_true(store_next(&q));
    int64_t sum = column_integer(&q);
    assert_int_equal(store_end(&q), 0);
    return sum;
}

/*
 * Tests.
 */
static void test_send(void **state)
{
    struct test_service *test = *state;
    const char *referral_id = sent(test);
    assert_int_equal(test_emitted(test), 1);
    const struct referrals_requested *requested = test_last(test, &referrals_requested_event);
    assert_string_equal(requested->performer_id, NGO);
    assert_string_equal(requested->home_id, HOME);
    assert_string_equal(requested->citizen_name, "Asta");
    assert_string_equal(requested->email, "asta@example.org");
    assert_string_equal(requested->offer_name, "A friend to visit");
    assert_int_equal(requested->priority, REFERRALS_PRIORITY_ROUTINE);
    assert_false(requested->has_capacity_sequence);

    struct referrals_referral referral = got(test, referral_id);
    assert_int_equal(referral.status, REFERRALS_STATUS_REQUESTED);
    assert_int_equal(referral.version, 1);
    assert_string_equal(referral.requested_at, "2026-11-24T09:00:00.000Z");
    assert_string_equal(referral.note, "Has a dog");
}

static void test_send_is_refused(void **state)
{
    struct test_service *test = *state;
    struct referrals_send_referral in = {.command_id = "c", .case_id = CASE, .offer_id = OFFER, .reason = "r"};
    struct referrals_send_referral_result out;
    const struct procedure *send = &referrals_send_referral_procedure;
    assert_int_equal(test_run(test, &foreigner, send, &in, &out), PROBLEM_NOT_FOUND);
    assert_string_equal(test_problem(test)->field, "case_id");
    in.case_id = UNKNOWN;
    assert_int_equal(test_run(test, &caseworker, send, &in, &out), PROBLEM_NOT_FOUND);
    in.case_id = CASE;
    in.offer_id = UNKNOWN;
    assert_int_equal(test_run(test, &caseworker, send, &in, &out), PROBLEM_NOT_FOUND);
    assert_string_equal(test_problem(test)->field, "offer_id");
    in.offer_id = OFFER;

    test_follow(test, &directory_capacity_set_event,
                &(struct directory_capacity_set){
                    .offer_id = OFFER, .organisation_id = NGO, .paused_until = "2026-11-24T09:00:00.001Z"});
    assert_int_equal(test_run(test, &caseworker, send, &in, &out), PROBLEM_OFFER_PAUSED);
    test_clock(test, START_MS + 1);
    assert_int_equal(test_run(test, &caseworker, send, &in, &out), 0);

    const struct directory_offer_updated inactive = {.offer_id = OFFER,
                                                     .organisation_id = NGO,
                                                     .name = "Still a friend",
                                                     .status = DIRECTORY_OFFER_STATUS_TEMPORARILY_CLOSED};
    test_follow(test, &directory_offer_updated_event, &inactive);
    assert_int_equal(test_run(test, &caseworker, send, &in, &out), PROBLEM_OFFER_WITHDRAWN);
    test_follow(test, &directory_offer_withdrawn_event,
                &(struct directory_offer_withdrawn){.offer_id = HOME_OFFER, .organisation_id = HOME});
    in.offer_id = HOME_OFFER;
    assert_int_equal(test_run(test, &caseworker, send, &in, &out), PROBLEM_OFFER_WITHDRAWN);

    test_follow(test, &cases_closed_event,
                &(struct cases_closed){.case_id = CASE, .citizen_id = CITIZEN_ID, .home_id = HOME});
    in.offer_id = OTHER_OFFER;
    assert_int_equal(test_run(test, &caseworker, send, &in, &out), PROBLEM_CASE_CLOSED);
    assert_int_equal(test_emitted(test), 1);
}

static void test_send_needs_consent(void **state)
{
    struct test_service *test = *state;
    struct referrals_send_referral in = {.command_id = "c", .case_id = CASE, .offer_id = OTHER_OFFER, .reason = "r"};
    struct referrals_send_referral_result out;
    const struct procedure *send = &referrals_send_referral_procedure;
    assert_int_equal(test_run(test, &caseworker, send, &in, &out), PROBLEM_CONSENT_MISSING);
    assert_int_equal(test_problem(test)->missing.count, 2);
    assert_string_equal(test_problem(test)->missing.items[0], "contact");
    assert_string_equal(test_problem(test)->missing.items[1], "referral");

    give_consent(test, CONSENT_2, OTHER_NGO, CATEGORY(CONTACT) | CATEGORY(REFERRAL));
    in.note = "n";
    in.health_note = "h";
    assert_int_equal(test_run(test, &caseworker, send, &in, &out), PROBLEM_CONSENT_MISSING);
    assert_int_equal(test_problem(test)->missing.count, 2);
    assert_string_equal(test_problem(test)->missing.items[0], "notes");
    assert_string_equal(test_problem(test)->missing.items[1], "health");
    in.note = in.health_note = NULL;
    assert_int_equal(test_run(test, &caseworker, send, &in, &out), 0);

    test_lease(test, false);
    assert_int_equal(test_run(test, &caseworker, send, &in, &out), PROBLEM_CONSENT_UNVERIFIABLE);
    in.offer_id = HOME_OFFER; /* stays within the municipality: no consent, no lease */
    assert_int_equal(test_run(test, &caseworker, send, &in, &out), 0);
    test_lease(test, true);
    test_clock(test, START_MS + 400 * DAY_MS); /* the consent's validity is over */
    in.offer_id = OTHER_OFFER;
    assert_int_equal(test_run(test, &caseworker, send, &in, &out), PROBLEM_CONSENT_MISSING);
}

static int send_as(struct test_service *test, const struct common_principal *who, const char *offer_id,
                   const char **referral_id)
{
    const struct referrals_send_referral in = {
        .command_id = "c", .case_id = CASE, .offer_id = offer_id, .reason = "I want to get out"};
    struct referrals_send_referral_result out;
    int rc = test_run(test, who, &referrals_send_referral_procedure, &in, &out);
    if (rc == 0)
        *referral_id = out.referral_id;
    return rc;
}

/* Citizens, and who may ask for help for them, go where nobody needs to assess it first. */
static void test_citizens_send_their_own(void **state)
{
    struct test_service *test = *state;
    const char *own = NULL, *for_them = NULL;
    assert_int_equal(send_as(test, &other_citizen, OFFER, &own), PROBLEM_NOT_FOUND);
    assert_string_equal(test_problem(test)->field, "case_id");
    assert_int_equal(send_as(test, &citizen, OTHER_OFFER, &own), PROBLEM_CONSENT_MISSING);
    assert_int_equal(send_as(test, &citizen, OFFER, &own), 0);
    assert_int_equal(send_as(test, &daughter, OFFER, &for_them), 0);
    assert_int_equal(got(test, own).requester, REFERRALS_REQUESTER_CITIZEN);
    assert_int_equal(got(test, for_them).requester, REFERRALS_REQUESTER_REPRESENTATIVE);
    assert_string_equal(got(test, own).citizen_name, "Asta");

    const struct referrals_list_referrals unsaid = {.has_limit = false}, outbox = {.box = REFERRALS_BOX_OUTBOX},
                                          mine = {.box = REFERRALS_BOX_MINE};
    assert_int_equal(listed(test, &citizen, unsaid).referrals.count, 2);
    assert_int_equal(test_disclosed(test), 0);
    assert_int_equal(listed(test, &daughter, unsaid).referrals.count, 2);
    assert_int_equal(test_disclosed(test), 1); /* who reads for the citizen is on record */
    assert_int_equal(listed(test, &coordinator, unsaid).referrals.count, 2);
    assert_int_equal(listed(test, &caseworker, outbox).referrals.count, 2);
    struct referrals_list_referrals_result refused;
    assert_int_equal(test_run(test, &caseworker, &referrals_list_referrals_procedure, &unsaid, &refused),
                     PROBLEM_NOT_AUTHORIZED);

    /* Somebody may be a caseworker by day: what they sent for themselves is not among what they sent at work. */
    const struct common_principal same_person = {citizen.subject, CASEWORKER, .organisation_id = HOME};
    assert_int_equal(listed(test, &same_person, mine).referrals.count, 0);

    assert_int_equal(cancel_as(test, &daughter, own), 0);
    assert_int_equal(cancel_as(test, &citizen, for_them), 0);
}

static void test_assessment_is_the_municipalitys(void **state)
{
    struct test_service *test = *state;
    const char *id = NULL;
    struct directory_offer_updated assessed = {.offer_id = OFFER,
                                               .organisation_id = NGO,
                                               .name = "A friend to visit",
                                               .status = DIRECTORY_OFFER_STATUS_ACTIVE,
                                               .has_assessment_required = true,
                                               .assessment_required = true};
    test_follow(test, &directory_offer_updated_event, &assessed);
    assert_int_equal(send_as(test, &citizen, OFFER, &id), PROBLEM_ASSESSMENT_REQUIRED);
    assert_int_equal(send_as(test, &daughter, OFFER, &id), PROBLEM_ASSESSMENT_REQUIRED);
    assert_int_equal(send_to(test, OFFER, false, &id), 0);
    assert_int_equal(got(test, id).requester, REFERRALS_REQUESTER_MUNICIPALITY);
    assessed.assessment_required = false;
    test_follow(test, &directory_offer_updated_event, &assessed);
    assert_int_equal(send_as(test, &citizen, OFFER, &id), 0);

    const struct directory_offer_published published = {.offer_id = UNKNOWN,
                                                        .organisation_id = NGO,
                                                        .name = "Another",
                                                        .status = DIRECTORY_OFFER_STATUS_ACTIVE,
                                                        .has_assessment_required = true,
                                                        .assessment_required = true};
    test_follow(test, &directory_offer_published_event, &published);
    assert_int_equal(send_as(test, &citizen, UNKNOWN, &id), PROBLEM_ASSESSMENT_REQUIRED);
}

static void test_an_offer_comes_back(void **state)
{
    struct test_service *test = *state;
    const struct directory_offer_updated again = {.offer_id = OFFER,
                                                  .organisation_id = NGO,
                                                  .name = "A friend to visit, again",
                                                  .status = DIRECTORY_OFFER_STATUS_ACTIVE};
    test_follow(test, &directory_offer_withdrawn_event,
                &(struct directory_offer_withdrawn){.offer_id = OFFER, .organisation_id = NGO});
    assert_int_equal(send_to(test, OFFER, false, NULL), PROBLEM_OFFER_WITHDRAWN);
    test_follow(test, &directory_offer_updated_event, &again);
    assert_int_equal(send_to(test, OFFER, false, NULL), 0);
}

static void test_life_of_a_referral(void **state)
{
    struct test_service *test = *state;
    const char *id = sent(test);
    test_clock(test, START_MS + DAY_MS);
    assert_int_equal(waitlist(test, id), 0);
    struct referrals_referral referral = got(test, id);
    assert_int_equal(referral.status, REFERRALS_STATUS_ON_HOLD);
    assert_int_equal(referral.expected_wait_days, 30);
    assert_int_equal(referral.status_reason->code, REFERRALS_REASON_CODE_NO_CAPACITY);
    assert_string_equal(referral.status_reason->text, "Full until spring");

    test_clock(test, START_MS + 3 * DAY_MS);
    assert_int_equal(accept_as(test, &coordinator, id), 0);
    referral = got(test, id);
    assert_int_equal(referral.status, REFERRALS_STATUS_ACCEPTED);
    assert_string_equal(referral.contact_date, "2026-12-01");
    assert_null(referral.status_reason);
    assert_false(referral.has_expected_wait_days);
    assert_int_equal(referral.version, 3);

    test_clock(test, START_MS + 9 * DAY_MS);
    assert_int_equal(start(test, id), 0);
    assert_int_equal(got(test, id).status, REFERRALS_STATUS_IN_PROGRESS);
    assert_int_equal(complete(test, id), 0);
    referral = got(test, id);
    assert_int_equal(referral.status, REFERRALS_STATUS_COMPLETED);
    assert_int_equal(referral.outcome, REFERRALS_OUTCOME_HELPED);
    assert_string_equal(referral.outcome_text, "Walks every week");
    assert_string_equal(referral.contact_date, "2026-12-01");
    assert_int_equal(referral.waited_days, 3);
    assert_int_equal(referral.version, 5);
    assert_string_equal(referral.updated_at, "2026-12-03T09:00:00.000Z");

    size_t emitted = test_emitted(test);
    assert_int_equal(start(test, id), PROBLEM_ILLEGAL_TRANSITION);
    assert_int_equal(cancel_as(test, &citizen, id), PROBLEM_ILLEGAL_TRANSITION);
    assert_int_equal(test_emitted(test), emitted);
}

static void test_other_ends(void **state)
{
    struct test_service *test = *state;
    const char *rejected = sent(test), *failed = sent(test), *cancelled = sent(test);
    assert_int_equal(reject(test, rejected), 0);
    assert_string_equal(got(test, rejected).status_reason->text, "Too young");
    assert_int_equal(fail_it(test, failed), PROBLEM_ILLEGAL_TRANSITION);
    assert_int_equal(accept_as(test, &coordinator, failed), 0);
    assert_int_equal(fail_it(test, failed), 0);
    assert_int_equal(got(test, failed).status, REFERRALS_STATUS_FAILED);
    assert_int_equal(cancel_as(test, &citizen, cancelled), 0);
    assert_int_equal(got(test, cancelled).status_reason->code, REFERRALS_REASON_CODE_OTHER);
}

static void test_waiting_again_forgets_the_acceptance(void **state)
{
    struct test_service *test = *state;
    const char *id = sent(test);
    assert_int_equal(accept_as(test, &coordinator, id), 0);
    assert_int_equal(waitlist(test, id), 0);
    test_clock(test, START_MS + 8 * DAY_MS);
    struct referrals_referral referral = got(test, id);
    assert_null(referral.contact_date);
    assert_int_equal(referral.waited_days, 8);
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

static void test_reading_is_limited_by_consent(void **state)
{
    struct test_service *test = *state;
    const char *id = sent(test);
    struct referrals_referral referral;
    assert_int_equal(get_as(test, &coordinator, id, &referral), 0);
    assert_int_equal(test_disclosed(test), 1);
    assert_string_equal(referral.note, "Has a dog");
    assert_int_equal(get_as(test, &citizen, id, &referral), 0);
    assert_int_equal(test_disclosed(test), 0); /* their own */

    /* A narrower consent: less is seen, the referral stays. */
    give_consent(test, CONSENT_2, NGO, CATEGORY(REFERRAL));
    withdraw_consent(test, CONSENT_1, NGO);
    assert_int_equal(get_as(test, &coordinator, id, &referral), 0);
    assert_string_equal(referral.reason, "Alone since spring");
    assert_null(referral.note);
    assert_null(referral.citizen_name);
    assert_null(referral.email);
    assert_int_equal(test_emitted(test), 1);
    test_lease(test, false);
    assert_int_equal(get_as(test, &coordinator, id, &referral), PROBLEM_CONSENT_UNVERIFIABLE);
    assert_int_equal(accept_as(test, &coordinator, id), PROBLEM_CONSENT_UNVERIFIABLE);
    assert_int_equal(get_as(test, &caseworker, id, &referral), 0);
}

static void test_withdrawal_ends_what_is_open(void **state)
{
    struct test_service *test = *state;
    const char *open[60] = {0}, *done = sent(test), *home = NULL;
    assert_int_equal(accept_as(test, &coordinator, done), 0);
    assert_int_equal(complete(test, done), 0);
    set_capacity(test, OFFER, 1, 1);
    for (size_t i = 0; i < 60; i++) /* more than a page */
        assert_int_equal(send_to(test, OFFER, true, &open[i]), 0);
    assert_int_equal(held(test, OFFER), 1);
    assert_int_equal(send_to(test, HOME_OFFER, true, &home), 0);

    test_lease(test, false); /* an end needs no lease */
    withdraw_consent(test, CONSENT_1, NGO);
    for (size_t i = 0; i < 60; i++) {
        struct referrals_referral referral = got(test, open[i]);
        assert_int_equal(referral.status, REFERRALS_STATUS_CANCELLED);
        assert_int_equal(referral.status_reason->code, REFERRALS_REASON_CODE_CONSENT_ENDED);
    }
    assert_int_equal(got(test, done).status, REFERRALS_STATUS_COMPLETED);
    assert_int_equal(got(test, home).status, REFERRALS_STATUS_REQUESTED);
    assert_int_equal(held(test, OFFER), 0);

    size_t emitted = test_emitted(test);
    withdraw_consent(test, CONSENT_1, NGO); /* once more, as after a crash */
    assert_int_equal(test_emitted(test), emitted);
    test_lease(test, true);
    struct referrals_referral referral;
    assert_int_equal(get_as(test, &coordinator, open[0], &referral), PROBLEM_NOT_FOUND);
    assert_int_equal(get_as(test, &coordinator, done, &referral), PROBLEM_NOT_FOUND);
    assert_int_equal(
        listed(test, &coordinator, (struct referrals_list_referrals){.box = REFERRALS_BOX_INBOX}).referrals.count, 0);
}

static void test_expiry_ends_what_is_open(void **state)
{
    struct test_service *test = *state;
    const char *id = sent(test);
    test_clock(test, START_MS + 400 * DAY_MS);
    test_follow(test, &consents_expired_event,
                &(struct consents_expired){.consent_id = CONSENT_1,
                                           .case_id = CASE,
                                           .citizen_id = CITIZEN_ID,
                                           .home_id = HOME,
                                           .organisation_id = NGO,
                                           .purpose = 1,
                                           .categories = ALL_NEEDED});
    assert_int_equal(got(test, id).status, REFERRALS_STATUS_CANCELLED);
}

static void test_the_last_place(void **state)
{
    struct test_service *test = *state;
    set_capacity(test, OFFER, 2, -1);
    const char *first = sent(test), *second = sent(test), *waiting = NULL;
    assert_int_equal(send_to(test, OFFER, false, NULL), PROBLEM_NO_CAPACITY);
    assert_int_equal(send_to(test, OFFER, true, &waiting), 0);
    assert_int_equal(held(test, OFFER), 2);
    assert_int_equal(accept_as(test, &coordinator, waiting), PROBLEM_NO_CAPACITY);
    assert_int_equal(accept_as(test, &coordinator, first), 0); /* kept since it was sent */
    assert_int_equal(held(test, OFFER), 2);

    assert_int_equal(waitlist(test, second), 0); /* gives its place back */
    assert_int_equal(held(test, OFFER), 1);
    assert_int_equal(accept_as(test, &coordinator, waiting), 0);
    assert_int_equal(held(test, OFFER), 2);
    assert_int_equal(accept_as(test, &coordinator, second), PROBLEM_NO_CAPACITY);
    assert_int_equal(start(test, second), PROBLEM_NO_CAPACITY);
    assert_int_equal(start(test, first), 0);
    assert_int_equal(complete(test, first), 0);
    assert_int_equal(start(test, second), 0);
    assert_int_equal(held(test, OFFER), 2);
    assert_int_equal(cancel_as(test, &caseworker, second), 0);
    assert_int_equal(cancel_as(test, &citizen, waiting), 0);
    assert_int_equal(held(test, OFFER), 0);
}

static void test_places_of_several_statements(void **state)
{
    struct test_service *test = *state;
    const char *before = sent(test), *first;
    assert_int_equal(accept_as(test, &coordinator, before), 0); /* while nothing was limited */
    set_capacity(test, OFFER, 3, 1);
    assert_int_equal(start(test, before), 0); /* was counted by whoever stated it */
    assert_int_equal(held(test, OFFER), 0);
    first = sent(test);
    assert_int_equal(send_to(test, OFFER, false, NULL), PROBLEM_NO_CAPACITY);
    set_capacity(test, OFFER, 3, 2);
    sent(test);
    sent(test);
    assert_int_equal(held(test, OFFER), 3);
    set_capacity(test, OFFER, 3, 3); /* says more is free than can be */
    assert_int_equal(send_to(test, OFFER, false, NULL), PROBLEM_NO_CAPACITY);
    assert_int_equal(reject(test, first), 0);
    sent(test);
    assert_int_equal(held(test, OFFER), 3);
    assert_int_equal(send_to(test, OFFER, false, NULL), PROBLEM_NO_CAPACITY);
    set_capacity(test, OFFER, -1, -1); /* not limited any more */
    sent(test);
    assert_int_equal(held(test, OFFER), 3);
}

/* The end of a consent that it never needed ends nothing. */
static void test_the_municipality_needs_no_consent(void **state)
{
    struct test_service *test = *state;
    const char *id = NULL;
    assert_int_equal(send_to(test, HOME_OFFER, false, &id), 0);
    give_consent(test, CONSENT_2, HOME, ALL_NEEDED);
    withdraw_consent(test, CONSENT_2, HOME);
    assert_int_equal(got(test, id).status, REFERRALS_STATUS_REQUESTED);
    assert_int_equal(accept_as(test, &home_coordinator, id), 0);
}

static void test_transfer(void **state)
{
    struct test_service *test = *state;
    set_capacity(test, OFFER, 1, 1);
    const char *old_id = sent(test);
    struct referrals_transfer_referral_result out;
    assert_int_equal(transfer(test, old_id, OTHER_OFFER, &out), PROBLEM_CONSENT_MISSING);
    assert_int_equal(test_problem(test)->missing.count, 3); /* the old one has a note */
    give_consent(test, CONSENT_2, OTHER_NGO, ALL_NEEDED);
    set_capacity(test, OTHER_OFFER, 0, 0);
    assert_int_equal(transfer(test, old_id, OTHER_OFFER, &out), PROBLEM_NO_CAPACITY);
    set_capacity(test, OTHER_OFFER, 1, 1);
    assert_int_equal(transfer(test, old_id, OTHER_OFFER, &out), 0);
    assert_string_equal(out.referral_id, old_id);

    struct referrals_referral old = got(test, old_id), new = got(test, out.replaced_by);
    assert_int_equal(old.status, REFERRALS_STATUS_CANCELLED);
    assert_int_equal(old.status_reason->code, REFERRALS_REASON_CODE_TRANSFERRED);
    assert_string_equal(old.replaced_by, new.referral_id);
    assert_int_equal(new.status, REFERRALS_STATUS_REQUESTED);
    assert_string_equal(new.replaces, old_id);
    assert_string_equal(new.performer_id, OTHER_NGO);
    assert_string_equal(new.note, "Has a dog");
    assert_string_equal(new.citizen_name, "Asta");
    assert_int_equal(held(test, OFFER), 0);
    assert_int_equal(held(test, OTHER_OFFER), 1);
    assert_int_equal(transfer(test, old_id, OTHER_OFFER, &out), PROBLEM_ILLEGAL_TRANSITION);
    assert_int_equal(accept_as(test, &other_coordinator, new.referral_id), 0);

    /* The citizen sees both ends of it; each performer only its own referral. */
    struct referrals_referral seen;
    assert_int_equal(get_as(test, &citizen, old_id, &seen), 0);
    assert_string_equal(seen.replaced_by, new.referral_id);
    assert_int_equal(get_as(test, &citizen, new.referral_id, &seen), 0);
    assert_string_equal(seen.replaces, old_id);
    const struct {
        const struct common_principal *who;
        const char *own, *others;
    } performers[] = {{&coordinator, old_id, new.referral_id}, {&other_coordinator, new.referral_id, old_id}};
    for (size_t i = 0; i < sizeof performers / sizeof *performers; i++) {
        assert_int_equal(get_as(test, performers[i].who, performers[i].own, &seen), 0);
        assert_null(seen.replaces);
        assert_null(seen.replaced_by);
        assert_int_equal(get_as(test, performers[i].who, performers[i].others, &seen), PROBLEM_NOT_FOUND);
        const struct referrals_list_referrals inbox = {.box = REFERRALS_BOX_INBOX};
        const struct referrals_list_referrals_result list = listed(test, performers[i].who, inbox);
        assert_int_equal(list.referrals.count, 1);
        assert_string_equal(list.referrals.items[0].referral_id, performers[i].own);
        assert_null(list.referrals.items[0].replaces);
        assert_null(list.referrals.items[0].replaced_by);
    }
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

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_send),
        TEST(test_send_is_refused),
        TEST(test_send_needs_consent),
        TEST(test_citizens_send_their_own),
        TEST(test_assessment_is_the_municipalitys),
        TEST(test_an_offer_comes_back),
        TEST(test_life_of_a_referral),
        TEST(test_other_ends),
        TEST(test_waiting_again_forgets_the_acceptance),
        TEST(test_strangers_find_nothing),
        TEST(test_reading_is_limited_by_consent),
        TEST(test_withdrawal_ends_what_is_open),
        TEST(test_expiry_ends_what_is_open),
        TEST(test_the_last_place),
        TEST(test_places_of_several_statements),
        TEST(test_the_municipality_needs_no_consent),
        TEST(test_transfer),
        TEST(test_boxes),
        TEST(test_pages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
