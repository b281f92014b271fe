/* SPDX-License-Identifier: EUPL-1.2 */
/* From a challenge over proposals to a pilot of several organisations. */
#include "test_people.h"

static int set_up(void **state)
{
    (void) state;
    return people_set_up("test_challenges.db");
}

#define CHALLENGE(title_, ...) .title = title_, .problem = "Letters lie for weeks.", .language = "en", __VA_ARGS__

static const char *post(const char *title)
{
    struct pilots_post_challenge_result out;
    DO(&tom, pilots_post_challenge, &out, CHALLENGE(title, ));
    return out.challenge_id;
}

static struct pilots_challenge get(const struct common_principal *who, const char *id)
{
    struct pilots_get_challenge_result out;
    GET(who, pilots_get_challenge, &out, .challenge_id = id);
    return out.challenge;
}

/* Titles of what is found, separated by bars. */
static const char *titles(const struct pilots_search_challenges_result *found)
{
    const char *all = "";
    for (size_t i = 0; i < found->challenges.count; i++)
        all = arena_print(&arena, "%s%s%s", all, i ? "|" : "", found->challenges.items[i].title);
    return all;
}
#define SEARCH(...)                                                                                                    \
    (ask_challenges(&(const struct pilots_search_challenges){__VA_ARGS__},                                             \
                    &(struct pilots_search_challenges_result){0}))
static const char *ask_challenges(const struct pilots_search_challenges *in,
                                  struct pilots_search_challenges_result *out)
{
    assert_int_equal(test_run(test, &anybody, &pilots_search_challenges_procedure, in, out), 0);
    return titles(out);
}

static void test_challenge_life(void **state)
{
    (void) state;
    struct pilots_update_challenge_result updated;
    struct pilots_close_challenge_result closed;
    const char *id = post("Letters");
    struct pilots_challenge challenge = get(&anybody, id);
    assert_string_equal(challenge.country, "DK");
    assert_string_equal(challenge.organisation_name, "Town");
    assert_int_equal(challenge.status, PILOTS_CHALLENGE_STATUS_OPEN);

    DO(&tom, pilots_update_challenge, &updated, .challenge_id = id, .expected_version = 1, CHALLENGE("Letters", ));
    assert_false(updated.changed);
    DO(&tom, pilots_update_challenge, &updated, .challenge_id = id, .expected_version = 1,
       CHALLENGE("Post", .success = "A day at most."));
    assert_int_equal(updated.version, 2);
    assert_int_equal(
        CALL(&tom, pilots_update_challenge, &updated, .challenge_id = id, .expected_version = 1, CHALLENGE("Mail", )),
        PROBLEM_VERSION_CONFLICT);
    struct pilots_challenge seen;
    struct message_error error;
    assert_int_equal(
        message_decode(&pilots_challenge_type, test_problem(test)->seen, MESSAGE_STRICT, &arena, &seen, NULL, &error),
        0);
    assert_string_equal(seen.title, "Letters");
    assert_int_equal(
        CALL(&cleo, pilots_update_challenge, &updated, .challenge_id = id, .expected_version = 2, CHALLENGE("Mail", )),
        PROBLEM_NOT_AUTHORIZED);

    assert_int_equal(
        CALL(&cleo, pilots_close_challenge, &closed, .challenge_id = id, .reason = PILOTS_CLOSE_REASON_SOLVED),
        PROBLEM_NOT_AUTHORIZED);
    DO(&tom, pilots_close_challenge, &closed, .challenge_id = id, .reason = PILOTS_CLOSE_REASON_GIVEN_UP);
    assert_int_equal(get(&anybody, id).close_reason, PILOTS_CLOSE_REASON_GIVEN_UP);
    assert_int_equal(
        CALL(&tom, pilots_close_challenge, &closed, .challenge_id = id, .reason = PILOTS_CLOSE_REASON_SOLVED),
        PROBLEM_CHALLENGE_CLOSED);
    assert_int_equal(
        CALL(&tom, pilots_update_challenge, &updated, .challenge_id = id, .expected_version = 2, CHALLENGE("Mail", )),
        PROBLEM_CHALLENGE_CLOSED);
}

static void test_challenges_are_found(void **state)
{
    (void) state;
    struct pilots_post_challenge_result out;
    struct pilots_close_challenge_result closed;
    DO(&tom, pilots_post_challenge, &out, CHALLENGE("Queues", .domains = IN_SET(PILOTS_DOMAIN_WORK)));
    DO(&cleo, pilots_post_challenge, &out, CHALLENGE("Ælde letters", .affected = "Queues of people"));
    DO(&tom, pilots_post_challenge, &out, CHALLENGE("Debt", ));
    DO(&tom, pilots_close_challenge, &closed, .challenge_id = out.challenge_id, .reason = PILOTS_CLOSE_REASON_OTHER);
    assert_string_equal(SEARCH(.text = NULL), "Debt|Ælde letters|Queues");
    assert_string_equal(SEARCH(.text = "queu"), "Queues|Ælde letters");
    assert_string_equal(SEARCH(.domain = PILOTS_DOMAIN_WORK), "Queues");
    assert_string_equal(SEARCH(.country = "NL"), "Ælde letters");
    assert_string_equal(SEARCH(.organisation_id = CITY, .text = "letters"), "Ælde letters");
    assert_string_equal(SEARCH(.status = PILOTS_CHALLENGE_STATUS_OPEN), "Ælde letters|Queues");

    struct pilots_search_challenges_result page;
    const char *const texts[] = {NULL, "letters"};
    for (size_t i = 0; i < 2; i++) {
        const char *all = "";
        page.next = NULL;
        do {
            GET(&anybody, pilots_search_challenges, &page, .text = texts[i], .has_limit = true, .limit = 1,
                .after = page.next);
            all = arena_print(&arena, "%s%s%s", all, *all ? "|" : "", titles(&page));
        } while (page.next);
        assert_string_equal(all, SEARCH(.text = texts[i]));
    }
    assert_int_equal(ASK(&anybody, pilots_search_challenges, &page, .after = "x"), PROBLEM_INVALID_ARGUMENT);
}

static const char *propose(const struct common_principal *who, const char *challenge_id)
{
    struct pilots_propose_partnership_result out;
    DO(who, pilots_propose_partnership, &out, .challenge_id = challenge_id, .text = "We help.",
       .kinds = IN_SET(PILOTS_RESPONSIBILITY_KIND_EVALUATION));
    return out.proposal_id;
}

static void test_proposals(void **state)
{
    (void) state;
    struct pilots_propose_partnership_result proposed;
    struct pilots_answer_proposal_result answered;
    struct pilots_withdraw_proposal_result withdrawn;
    struct pilots_list_proposals_result list;
    const char *challenge = post("Letters");
    assert_int_equal(CALL(&tom, pilots_propose_partnership, &proposed, .challenge_id = challenge, .text = "Us"),
                     PROBLEM_INVALID_ARGUMENT);
    const char *first = propose(&lea, challenge), *second = propose(&cleo, challenge);
    const struct pilots_partnership_proposed *event = test_last(test, &pilots_partnership_proposed_event);
    assert_int_equal(event->organisations.count, 2);
    assert_string_equal(event->organisations.items[0], TOWN);
    assert_string_equal(event->organisations.items[1], CITY);
    assert_int_equal(CALL(&lea, pilots_propose_partnership, &proposed, .challenge_id = challenge, .text = "Again"),
                     PROBLEM_ALREADY_EXISTS);

    assert_int_equal(CALL(&cleo, pilots_answer_proposal, &answered, .proposal_id = first, .accept = true),
                     PROBLEM_NOT_FOUND);
    assert_int_equal(CALL(&lea, pilots_answer_proposal, &answered, .proposal_id = first, .accept = true),
                     PROBLEM_NOT_AUTHORIZED);
    assert_int_equal(CALL(&tom, pilots_withdraw_proposal, &withdrawn, .proposal_id = first), PROBLEM_NOT_AUTHORIZED);
    DO(&tom, pilots_answer_proposal, &answered, .proposal_id = first, .accept = false, .text = "Not now.");
    assert_int_equal(answered.status, PILOTS_PROPOSAL_STATUS_DECLINED);
    assert_int_equal(CALL(&lea, pilots_withdraw_proposal, &withdrawn, .proposal_id = first),
                     PROBLEM_ILLEGAL_TRANSITION);
    DO(&cleo, pilots_withdraw_proposal, &withdrawn, .proposal_id = second);
    assert_int_equal(CALL(&tom, pilots_answer_proposal, &answered, .proposal_id = second, .accept = true),
                     PROBLEM_ILLEGAL_TRANSITION);
    propose(&lea, challenge); /* a new one may follow */

    GET(&tom, pilots_list_proposals, &list, .challenge_id = challenge);
    assert_int_equal(list.proposals.count, 3);
    assert_string_equal(list.proposals.items[2].answer, "Not now.");
    assert_string_equal(list.proposals.items[2].organisation_name, "Lab");
    GET(&cleo, pilots_list_proposals, &list, .challenge_id = NULL);
    assert_int_equal(list.proposals.count, 1); /* its own */
    GET(&tom, pilots_list_proposals, &list, .status = PILOTS_PROPOSAL_STATUS_PROPOSED);
    assert_int_equal(list.proposals.count, 1);
}

static void test_deadline(void **state)
{
    (void) state;
    struct pilots_post_challenge_result out;
    struct pilots_propose_partnership_result proposed;
    DO(&tom, pilots_post_challenge, &out, CHALLENGE("Letters", .deadline = "2026-06-30"));
    test_clock(test, time_parse("2026-06-30T23:59:59.999Z"));
    propose(&lea, out.challenge_id);
    test_clock(test, time_parse("2026-07-01T00:00:00.000Z"));
    assert_int_equal(CALL(&cleo, pilots_propose_partnership, &proposed, .challenge_id = out.challenge_id, .text = "We"),
                     PROBLEM_CHALLENGE_CLOSED);
}

static void test_a_challenge_becomes_a_pilot(void **state)
{
    (void) state;
    struct pilots_answer_proposal_result answered;
    struct pilots_start_pilot_result started;
    struct pilots_list_proposals_result list;
    const char *challenge = post("Letters");
    const struct pilots_assignment lead = {TOWN, PILOTS_RESPONSIBILITY_KIND_LEAD, "Head of citizen service"},
                                   check = {LAB, PILOTS_RESPONSIBILITY_KIND_EVALUATION, "Chief scientist"},
                                   stranger = {CITY, PILOTS_RESPONSIBILITY_KIND_LEAD, "Somebody"};
    const struct pilots_assignment both[] = {lead, check}, wrong[] = {lead, stranger};
    assert_int_equal(CALL(&tom, pilots_start_pilot, &started, .challenge_id = challenge, .responsibilities = {both, 2}),
                     PROBLEM_ILLEGAL_TRANSITION);
    const char *accepted = propose(&lea, challenge);
    propose(&cleo, challenge);
    DO(&tom, pilots_answer_proposal, &answered, .proposal_id = accepted, .accept = true);
    assert_int_equal(CALL(&lea, pilots_start_pilot, &started, .challenge_id = challenge, .responsibilities = {both, 2}),
                     PROBLEM_NOT_AUTHORIZED);
    assert_int_equal(
        CALL(&tom, pilots_start_pilot, &started, .challenge_id = challenge, .responsibilities = {wrong, 2}),
        PROBLEM_INVALID_ARGUMENT);
    assert_int_equal(
        CALL(&tom, pilots_start_pilot, &started, .challenge_id = challenge, .responsibilities = {&check, 1}),
        PROBLEM_GATE_NOT_MET);
    assert_string_equal(missing(), "lead");
    DO(&tom, pilots_start_pilot, &started, .challenge_id = challenge, .responsibilities = {both, 2});

    struct pilots_pilot pilot = get_pilot(&lea, started.pilot_id).pilot;
    assert_string_equal(pilot.record.name, "Letters");
    assert_string_equal(pilot.challenge_id, challenge);
    assert_false(pilot.published);
    assert_int_equal(pilot.organisations.count, 2);
    assert_string_equal(pilot.organisations.items[0].organisation_id, TOWN);
    assert_string_equal(pilot.organisations.items[1].organisation_id, LAB);
    assert_int_equal(pilot.responsibilities.count, 2);
    assert_string_equal(pilot.responsibilities.items[1].holder, "Chief scientist");
    const struct pilots_pilot_registered *event = test_last(test, &pilots_pilot_registered_event);
    assert_int_equal(event->organisations.count, 2);

    GET(&lea, pilots_list_proposals, &list, .challenge_id = challenge);
    assert_string_equal(list.proposals.items[0].pilot_id, started.pilot_id);
    assert_int_equal(get(&anybody, challenge).pilots.count, 0); /* not public */
    assert_int_equal(get(&lea, challenge).pilots.count, 1);
    assert_int_equal(CALL(&tom, pilots_start_pilot, &started, .challenge_id = challenge, .responsibilities = {both, 2}),
                     PROBLEM_ILLEGAL_TRANSITION); /* a proposal becomes one pilot */
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, people_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_challenge_life), TEST(test_challenges_are_found),        TEST(test_proposals),
        TEST(test_deadline),       TEST(test_a_challenge_becomes_a_pilot),
    };
    return cmocka_run_group_tests_name("challenges", tests, NULL, NULL);
}
