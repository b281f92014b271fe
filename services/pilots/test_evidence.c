/* SPDX-License-Identifier: EUPL-1.2 */
/* The evidence log, indicators and their series; experience, questions, followers, citations and error reports. */
#include "test_people.h"

static const char *pilot; /* Town's, public */

static int set_up(void **state)
{
    (void) state;
    people_set_up("test_evidence.db");
    pilot = register_record(&tom, (struct pilots_record) RECORD("Letters", ), true);
    return 0;
}

#define LOG(out, kind_, ...)                                                                                           \
    CALL(&tom, pilots_log_evidence, (out), .pilot_id = pilot, .kind = PILOTS_EVIDENCE_KIND_##kind_, .title = "Entry",  \
         __VA_ARGS__)

static void test_the_log_is_only_added_to(void **state)
{
    (void) state;
    struct pilots_log_evidence_result first, second, out;
    const struct pilots_attachment report = {.title = "Report", .url = "https://town.example/r.pdf", .sha256 = SHA};
    assert_int_equal(
        LOG(&first, EVALUATION, .outcome = PILOTS_OUTCOME_WORKED, .has_n = true, .n = 900, .attachments = {&report, 1}),
        0);
    assert_int_equal(get_pilot(&anybody, pilot).pilot.outcome, PILOTS_OUTCOME_WORKED);
    assert_int_equal(LOG(&out, BASELINE, .replaces = first.evidence_id), PROBLEM_INVALID_ARGUMENT);
    assert_string_equal(test_problem(test)->field, "kind");
    assert_int_equal(LOG(&out, EVALUATION, .replaces = NOBODY), PROBLEM_NOT_FOUND);
    assert_int_equal(LOG(&second, EVALUATION, .outcome = PILOTS_OUTCOME_PARTLY, .replaces = first.evidence_id), 0);
    assert_int_equal(LOG(&out, EVALUATION, .replaces = first.evidence_id), PROBLEM_ILLEGAL_TRANSITION);
    assert_int_equal(LOG(&out, INCIDENT, ), 0);
    struct pilots_pilot now = get_pilot(&anybody, pilot).pilot;
    assert_int_equal(now.outcome, PILOTS_OUTCOME_PARTLY);
    assert_int_equal(now.evidence_count, 3);
    assert_int_equal(LOG(&out, BASELINE, .outcome = PILOTS_OUTCOME_WORKED), PROBLEM_INVALID_ARGUMENT);
    assert_string_equal(test_problem(test)->field, "outcome");
    assert_int_equal(CALL(&cleo, pilots_log_evidence, &out, .pilot_id = pilot, .kind = PILOTS_EVIDENCE_KIND_INCIDENT,
                          .title = "Theirs"),
                     PROBLEM_NOT_AUTHORIZED);

    struct pilots_list_evidence_result log;
    GET(&anybody, pilots_list_evidence, &log, .pilot_id = pilot, .has_limit = true, .limit = 2);
    assert_int_equal(log.evidence.count, 2);
    assert_int_equal(log.evidence.items[0].kind, PILOTS_EVIDENCE_KIND_INCIDENT);
    assert_string_equal(log.evidence.items[1].replaces, first.evidence_id);
    GET(&anybody, pilots_list_evidence, &log, .pilot_id = pilot, .has_limit = true, .limit = 2, .after = log.next);
    assert_int_equal(log.evidence.count, 1);
    assert_null(log.next);
    assert_string_equal(log.evidence.items[0].replaced_by, second.evidence_id);
    assert_string_equal(log.evidence.items[0].attachments.items[0].sha256, SHA);
    GET(&anybody, pilots_list_evidence, &log, .pilot_id = pilot, .kind = PILOTS_EVIDENCE_KIND_EVALUATION);
    assert_int_equal(log.evidence.count, 2);
}

static void test_indicators_have_series(void **state)
{
    (void) state;
    struct pilots_define_indicator_result defined, again;
    struct pilots_log_evidence_result march, out;
    struct pilots_list_indicators_result list;
    DO(&tom, pilots_define_indicator, &defined, .pilot_id = pilot, .name = "Wait", .unit = "days", .has_target = true,
       .target = 1, .direction = PILOTS_DIRECTION_LOWER);
    struct pilots_number wait = {.name = "Wait", .value = 14, .unit = "days", .indicator_id = defined.indicator_id};
    const struct pilots_number wrong = {.name = "W", .unit = "weeks", .indicator_id = defined.indicator_id};
    const struct pilots_number unknown = {.name = "W", .unit = "days", .indicator_id = NOBODY};
    assert_int_equal(LOG(&out, BASELINE, .numbers = {&wrong, 1}), PROBLEM_INVALID_ARGUMENT);
    assert_string_equal(test_problem(test)->field, "numbers.unit");
    assert_int_equal(LOG(&out, BASELINE, .numbers = {&unknown, 1}), PROBLEM_NOT_FOUND);

    wait.value = 5;
    assert_int_equal(LOG(&march, MEASUREMENT, .period_to = "2026-03-31", .numbers = {&wait, 1}), 0);
    wait.value = 14;
    assert_int_equal(LOG(&out, BASELINE, .period_to = "2025-12-31", .numbers = {&wait, 1}, .has_n = true, .n = 900), 0);
    wait.value = 6;
    wait.has_low = true;
    wait.low = 5.5;
    assert_int_equal(
        LOG(&out, MEASUREMENT, .period_to = "2026-03-31", .numbers = {&wait, 1}, .replaces = march.evidence_id), 0);
    GET(&anybody, pilots_list_indicators, &list, .pilot_id = pilot);
    assert_int_equal(list.indicators.count, 1);
    const struct pilots_point_list *series = &list.indicators.items[0].series;
    assert_int_equal(series->count, 2); /* by date, without what was corrected */
    assert_string_equal(series->items[0].date, "2025-12-31");
    assert_int_equal(series->items[0].kind, PILOTS_EVIDENCE_KIND_BASELINE);
    assert_int_equal(series->items[0].n, 900);
    assert_true(series->items[1].value == 6 && series->items[1].low == 5.5 && !series->items[1].has_high);
    assert_string_equal(series->items[1].evidence_id, out.evidence_id);

    assert_int_equal(CALL(&tom, pilots_define_indicator, &again, .pilot_id = pilot, .name = "Wait", .unit = "hours",
                          .indicator_id = defined.indicator_id),
                     PROBLEM_ILLEGAL_TRANSITION);
    DO(&tom, pilots_define_indicator, &again, .pilot_id = pilot, .name = "Waiting time", .unit = "days",
       .indicator_id = defined.indicator_id);
    GET(&anybody, pilots_list_indicators, &list, .pilot_id = pilot);
    assert_int_equal(list.indicators.count, 1);
    assert_string_equal(list.indicators.items[0].name, "Waiting time");
    assert_int_equal(list.indicators.items[0].series.count, 2);
    for (int i = 1; i <= 20; i++)
        assert_int_equal(
            CALL(&tom, pilots_define_indicator, &again, .pilot_id = pilot, .name = "More", .unit = "people"),
            i < 20 ? 0 : PROBLEM_PILOT_FULL);
}

static void test_experience_is_asked_about(void **state)
{
    (void) state;
    struct pilots_share_experience_result shared;
    struct pilots_ask_question_result asked;
    struct pilots_answer_question_result answered;
    struct pilots_list_experiences_result notes;
    struct pilots_list_questions_result questions;
    assert_int_equal(
        CALL(&cleo, pilots_share_experience, &shared, .pilot_id = pilot, .language = "nl", .again = PILOTS_AGAIN_YES),
        PROBLEM_NOT_AUTHORIZED);
    DO(&tom, pilots_share_experience, &shared, .pilot_id = pilot, .language = "da", .worked = "Sorteringen.",
       .did_not = "Håndskrift.", .again = PILOTS_AGAIN_WITH_CHANGES);
    assert_int_equal(CALL(&cleo, pilots_ask_question, &asked, .pilot_id = pilot, .experience_id = NOBODY,
                          .language = "nl", .text = "Waarom?"),
                     PROBLEM_NOT_FOUND);
    DO(&cleo, pilots_ask_question, &asked, .pilot_id = pilot, .experience_id = shared.experience_id, .language = "nl",
       .text = "Waarom?");
    DO(&tom, pilots_answer_question, &answered, .question_id = asked.question_id, .language = "da",
       .text = "Scanneren.");
    DO(&lea, pilots_answer_question, &answered, .question_id = asked.question_id, .language = "en",
       .text = "Same here.");
    DO(&lea, pilots_ask_question, &asked, .pilot_id = pilot, .language = "en", .text = "Which scanner?");
    assert_int_equal(
        CALL(&lea, pilots_answer_question, &answered, .question_id = NOBODY, .language = "en", .text = "What?"),
        PROBLEM_NOT_FOUND);

    GET(&anybody, pilots_list_experiences, &notes, .pilot_id = pilot);
    assert_int_equal(notes.experiences.count, 1);
    assert_string_equal(notes.experiences.items[0].organisation_name, "Town");
    assert_string_equal(notes.experiences.items[0].did_not, "Håndskrift.");
    GET(&anybody, pilots_list_questions, &questions, .pilot_id = pilot);
    assert_int_equal(questions.questions.count, 2);
    assert_string_equal(questions.questions.items[0].text, "Which scanner?");
    assert_int_equal(questions.questions.items[1].answers.count, 2);
    assert_string_equal(questions.questions.items[1].answers.items[1].organisation_name, "Lab");
    GET(&anybody, pilots_list_questions, &questions, .pilot_id = pilot, .experience_id = shared.experience_id);
    assert_int_equal(questions.questions.count, 1);
}

static void test_followers_are_named(void **state)
{
    (void) state;
    struct pilots_follow_pilot_result followed;
    struct pilots_unfollow_pilot_result unfollowed;
    struct pilots_log_evidence_result out;
    struct pilots_search_pilots_result found;
    DO(&cleo, pilots_follow_pilot, &followed, .pilot_id = pilot);
    assert_int_equal(CALL(&cleo, pilots_follow_pilot, &followed, .pilot_id = pilot), PROBLEM_ALREADY_EXISTS);
    assert_int_equal(LOG(&out, INCIDENT, ), 0);
    const struct pilots_evidence_logged *event = test_last(test, &pilots_evidence_logged_event);
    assert_true(event->published);
    assert_int_equal(event->organisations.count, 2);
    assert_string_equal(event->organisations.items[1], CITY);
    assert_true(get_pilot(&cleo, pilot).pilot.followed);
    assert_false(get_pilot(&anybody, pilot).pilot.followed);
    assert_int_equal(get_pilot(&anybody, pilot).pilot.follower_count, 1);
    GET(&cleo, pilots_search_pilots, &found, .has_followed = true, .followed = true);
    assert_int_equal(found.pilots.count, 1);
    GET(&lea, pilots_search_pilots, &found, .has_followed = true, .followed = true);
    assert_int_equal(found.pilots.count, 0);
    DO(&cleo, pilots_unfollow_pilot, &unfollowed, .pilot_id = pilot);
    assert_int_equal(CALL(&cleo, pilots_unfollow_pilot, &unfollowed, .pilot_id = pilot), PROBLEM_NOT_FOUND);
    assert_int_equal(LOG(&out, INCIDENT, ), 0);
    event = test_last(test, &pilots_evidence_logged_event);
    assert_int_equal(event->organisations.count, 1);
}

static void test_many_followers_do_not_crowd_out_who_takes_part(void **state)
{
    (void) state;
    struct pilots_follow_pilot_result followed;
    struct pilots_log_evidence_result out;
    struct pilots_add_organisation_result added;
    struct common_principal follower = cleo;
    for (int i = 0; i < 70; i++) {
        follower.organisation_id = arena_print(&arena, "01890a5d-ac96-774b-bcce-b302099a%04x", 0x9000 + i);
        DO(&follower, pilots_follow_pilot, &followed, .pilot_id = pilot);
    }
    DO(&tom, pilots_add_organisation, &added, .pilot_id = pilot, .participant_id = LAB);
    const struct pilots_organisation_added *event = test_last(test, &pilots_organisation_added_event);
    assert_int_equal(event->organisations.count, 64);
    assert_string_equal(event->organisations.items[63], LAB);
    assert_int_equal(LOG(&out, INCIDENT, ), 0);
    const struct pilots_evidence_logged *logged = test_last(test, &pilots_evidence_logged_event);
    assert_int_equal(logged->organisations.count, 64);
    assert_string_equal(logged->organisations.items[1], LAB);
}

static void test_citations(void **state)
{
    (void) state;
    struct pilots_cite_pilot_result cited;
    const char *ours = register_record(&cleo, (struct pilots_record) RECORD("Brieven", ), false);
    assert_int_equal(CALL(&cleo, pilots_cite_pilot, &cited, .pilot_id = ours, .citing_id = ours),
                     PROBLEM_INVALID_ARGUMENT);
    assert_int_equal(CALL(&cleo, pilots_cite_pilot, &cited, .pilot_id = ours, .citing_id = pilot),
                     PROBLEM_NOT_AUTHORIZED);
    assert_string_equal(test_problem(test)->field, "citing_id");
    DO(&cleo, pilots_cite_pilot, &cited, .pilot_id = pilot, .citing_id = ours, .text = "The sorting.");
    assert_int_equal(CALL(&cleo, pilots_cite_pilot, &cited, .pilot_id = pilot, .citing_id = ours),
                     PROBLEM_ALREADY_EXISTS);
    const struct pilots_pilot_cited *event = test_last(test, &pilots_pilot_cited_event);
    assert_false(event->published); /* ours is not public */
    assert_int_equal(event->organisations.count, 2);

    assert_int_equal(get_pilot(&cleo, ours).cites.count, 1);
    assert_int_equal(get_pilot(&cleo, pilot).cited_by.count, 1);
    struct pilots_get_pilot_result got = get_pilot(&anybody, pilot);
    assert_int_equal(got.cited_by.count, 0);
    assert_int_equal(got.pilot.citation_count, 0);
    struct pilots_publish_pilot_result published;
    DO(&cleo, pilots_publish_pilot, &published, .pilot_id = ours);
    got = get_pilot(&anybody, pilot);
    assert_int_equal(got.pilot.citation_count, 1);
    assert_string_equal(got.cited_by.items[0].name, "Brieven");
    assert_string_equal(got.cited_by.items[0].text, "The sorting.");
}

static void test_anybody_reports_errors(void **state)
{
    (void) state;
    struct pilots_report_error_result reported;
    struct pilots_answer_error_result answered;
    struct pilots_get_error_report_result got;
    struct pilots_list_error_reports_result list;
    DO(&anybody, pilots_report_error, &reported, .pilot_id = pilot, .text = "There is no such address.",
       .field = "contact_email");
    const struct pilots_error_reported *event = test_last(test, &pilots_error_reported_event);
    assert_int_equal(event->organisations.count, 1);
    GET(&tom, pilots_list_error_reports, &list, .status = PILOTS_REPORT_STATUS_OPEN);
    assert_int_equal(list.reports.count, 1);
    assert_string_equal(list.reports.items[0].field, "contact_email");
    GET(&cleo, pilots_list_error_reports, &list, .pilot_id = pilot);
    assert_int_equal(list.reports.count, 0);

    assert_int_equal(CALL(&cleo, pilots_answer_error, &answered, .report_id = reported.report_id, .corrected = true,
                          .text = "Done."),
                     PROBLEM_NOT_AUTHORIZED);
    DO(&tom, pilots_answer_error, &answered, .report_id = reported.report_id, .corrected = true, .text = "Done.");
    assert_int_equal(
        CALL(&tom, pilots_answer_error, &answered, .report_id = reported.report_id, .corrected = false, .text = "No."),
        PROBLEM_ILLEGAL_TRANSITION);
    GET(&anybody, pilots_get_error_report, &got, .report_id = reported.report_id);
    assert_int_equal(got.report.status, PILOTS_REPORT_STATUS_CORRECTED);
    assert_string_equal(got.report.answer, "Done.");

    for (int i = 0; i <= 100; i++)
        assert_int_equal(CALL(&anybody, pilots_report_error, &reported, .pilot_id = pilot, .text = "Flood."),
                         i < 100 ? 0 : PROBLEM_TOO_MANY_REPORTS);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, people_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_the_log_is_only_added_to),
        TEST(test_indicators_have_series),
        TEST(test_experience_is_asked_about),
        TEST(test_followers_are_named),
        TEST(test_many_followers_do_not_crowd_out_who_takes_part),
        TEST(test_citations),
        TEST(test_anybody_reports_errors),
    };
    return cmocka_run_group_tests_name("evidence", tests, NULL, NULL);
}
