/* SPDX-License-Identifier: EUPL-1.2 */
/* The record of a pilot, its stages, who takes part in it and who may see it, on a real SQLite file. */
#include "test_people.h"

static int set_up(void **state)
{
    (void) state;
    return people_set_up("test_pilots.db");
}

static void test_a_pilot_is_registered(void **state)
{
    (void) state;
    const char *id = register_record(&tom, (struct pilots_record) RECORD("Letters", ), false);
    struct pilots_get_pilot_result got = get_pilot(&tom, id);
    assert_string_equal(got.pilot.record.name, "Letters");
    assert_string_equal(got.pilot.record.country, "DK"); /* the organisation's */
    assert_string_equal(got.pilot.organisation_name, "Town");
    assert_int_equal(got.pilot.stage, PILOTS_STAGE_IDEA);
    assert_int_equal(got.pilot.version, 1);
    assert_int_equal(got.pilot.organisations.count, 1);
    assert_int_equal(got.moves.count, 1);
    assert_int_equal(got.moves.items[0].to_stage, PILOTS_STAGE_IDEA);
    assert_int_equal(got.moves.items[0].from_stage, 0);
    assert_int_equal(got.completeness.count, 3);

    struct pilots_register_pilot_result out;
    const struct pilots_record record = RECORD("X", );
    assert_int_equal(CALL(&tom, pilots_register_pilot, &out, .record = record, .organisation_id = CITY),
                     PROBLEM_NOT_AUTHORIZED);
    assert_int_equal(CALL(&importer, pilots_register_pilot, &out, .record = record), PROBLEM_INVALID_ARGUMENT);
    assert_int_equal(CALL(&importer, pilots_register_pilot, &out, .record = record, .organisation_id = NOBODY),
                     PROBLEM_NOT_FOUND);
    assert_string_equal(test_problem(test)->field, "organisation_id");
    assert_int_equal(CALL(&tom, pilots_register_pilot, &out, .record = record, .stage = PILOTS_STAGE_PRODUCTION),
                     PROBLEM_INVALID_ARGUMENT);
    assert_string_equal(test_problem(test)->field, "stage");
    assert_int_equal(CALL(&tom, pilots_register_pilot, &out, .record = {.name = "X", .country = "dk"}),
                     PROBLEM_INVALID_ARGUMENT);
    assert_string_equal(test_problem(test)->field, "record.country");
    const struct pilots_assignment theirs = {CITY, PILOTS_RESPONSIBILITY_KIND_LEAD, "Head"};
    assert_int_equal(CALL(&tom, pilots_register_pilot, &out, .record = record, .responsibilities = {&theirs, 1}),
                     PROBLEM_INVALID_ARGUMENT);
    const struct common_source source = {"register", "1"};
    assert_int_equal(CALL(&tom, pilots_register_pilot, &out, .record = record, .source = &source),
                     PROBLEM_NOT_AUTHORIZED);
}

static void test_what_is_not_public_exists_for_its_organisations_only(void **state)
{
    (void) state;
    const char *id = register_record(&tom, (struct pilots_record) RECORD("Letters", ), false);
    const struct common_principal *const strangers[] = {&cleo, &anybody};
    struct pilots_get_pilot_result got;
    struct pilots_list_evidence_result log;
    struct pilots_list_indicators_result indicators;
    struct pilots_list_experiences_result notes;
    struct pilots_list_questions_result questions;
    struct pilots_find_similar_result similar;
    struct pilots_report_error_result report;
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(ASK(strangers[i], pilots_get_pilot, &got, .pilot_id = id), PROBLEM_NOT_FOUND);
        assert_int_equal(ASK(strangers[i], pilots_list_evidence, &log, .pilot_id = id), PROBLEM_NOT_FOUND);
        assert_int_equal(ASK(strangers[i], pilots_list_indicators, &indicators, .pilot_id = id), PROBLEM_NOT_FOUND);
        assert_int_equal(ASK(strangers[i], pilots_list_experiences, &notes, .pilot_id = id), PROBLEM_NOT_FOUND);
        assert_int_equal(ASK(strangers[i], pilots_list_questions, &questions, .pilot_id = id), PROBLEM_NOT_FOUND);
        assert_int_equal(ASK(strangers[i], pilots_find_similar, &similar, .pilot_id = id), PROBLEM_NOT_FOUND);
        assert_int_equal(CALL(strangers[i], pilots_report_error, &report, .pilot_id = id, .text = "Wrong."),
                         PROBLEM_NOT_FOUND);
    }
    struct pilots_follow_pilot_result followed;
    struct pilots_update_pilot_result updated;
    assert_int_equal(CALL(&cleo, pilots_follow_pilot, &followed, .pilot_id = id), PROBLEM_NOT_FOUND);
    assert_int_equal(
        CALL(&cleo, pilots_update_pilot, &updated, .pilot_id = id, .expected_version = 1, .record = {.name = "Mine"}),
        PROBLEM_NOT_FOUND);
    GET(&importer, pilots_get_pilot, &got, .pilot_id = id);

    struct pilots_publish_pilot_result published;
    DO(&tom, pilots_publish_pilot, &published, .pilot_id = id);
    const struct pilots_publication_changed *event = test_last(test, &pilots_publication_changed_event);
    assert_true(event->published);
    for (size_t i = 0; i < 2; i++)
        GET(strangers[i], pilots_get_pilot, &got, .pilot_id = id);
    assert_int_equal(
        CALL(&cleo, pilots_update_pilot, &updated, .pilot_id = id, .expected_version = 1, .record = {.name = "Mine"}),
        PROBLEM_NOT_AUTHORIZED);
    size_t before = test_emitted(test);
    DO(&tom, pilots_publish_pilot, &published, .pilot_id = id); /* is so already */
    assert_int_equal(test_emitted(test), before);

    DO(&cleo, pilots_follow_pilot, &followed, .pilot_id = id);
    struct pilots_unpublish_pilot_result unpublished;
    DO(&tom, pilots_unpublish_pilot, &unpublished, .pilot_id = id, .why = "Under revision.");
    event = test_last(test, &pilots_publication_changed_event);
    assert_false(event->published);
    assert_int_equal(event->organisations.count, 1); /* who only follows hears no more */
    assert_int_equal(ASK(&cleo, pilots_get_pilot, &got, .pilot_id = id), PROBLEM_NOT_FOUND);
}

static void test_publication_has_a_gate(void **state)
{
    (void) state;
    struct pilots_publish_pilot_result published;
    struct pilots_register_pilot_result registered;
    const char *id = register_record(&tom, (struct pilots_record){.name = "Bare"}, false);
    assert_int_equal(CALL(&tom, pilots_publish_pilot, &published, .pilot_id = id), PROBLEM_GATE_NOT_MET);
    assert_string_equal(missing(), "summary purpose contact");
    assert_int_equal(CALL(&tom, pilots_register_pilot, &registered, .record = {.name = "Bare", .summary = "S"},
                          .has_published = true, .published = true),
                     PROBLEM_GATE_NOT_MET);
    assert_string_equal(missing(), "purpose contact");
}

static void test_updates_and_conflicts(void **state)
{
    (void) state;
    struct pilots_update_pilot_result out;
    const char *id = register_record(&tom, (struct pilots_record) RECORD("Letters", ), true);
    size_t before = test_emitted(test);
    DO(&tom, pilots_update_pilot, &out, .pilot_id = id, .expected_version = 1, .record = RECORD("Letters", ));
    assert_false(out.changed);
    assert_int_equal(out.version, 1);
    assert_int_equal(test_emitted(test), before);

    DO(&tom, pilots_update_pilot, &out, .pilot_id = id, .expected_version = 1,
       .record = RECORD("Post", .domains = IN_SET(PILOTS_DOMAIN_WORK)));
    assert_true(out.changed);
    assert_int_equal(out.version, 2);
    assert_string_equal(get_pilot(&anybody, id).pilot.record.name, "Post");

    assert_int_equal(
        CALL(&tom, pilots_update_pilot, &out, .pilot_id = id, .expected_version = 1, .record = RECORD("Mail", )),
        PROBLEM_VERSION_CONFLICT);
    struct pilots_pilot seen, current;
    struct message_error error;
    assert_int_equal(
        message_decode(&pilots_pilot_type, test_problem(test)->seen, MESSAGE_STRICT, &arena, &seen, NULL, &error), 0);
    assert_int_equal(
        message_decode(&pilots_pilot_type, test_problem(test)->current, MESSAGE_STRICT, &arena, &current, NULL, &error),
        0);
    assert_string_equal(seen.record.name, "Letters");
    assert_int_equal(seen.version, 1);
    assert_string_equal(current.record.name, "Post");
    assert_int_equal(current.version, 2);
    assert_int_equal(
        CALL(&tom, pilots_update_pilot, &out, .pilot_id = id, .expected_version = 7, .record = RECORD("Mail", )),
        PROBLEM_VERSION_CONFLICT);
    assert_null(test_problem(test)->seen.data); /* nobody has seen that one */

    assert_int_equal(CALL(&tom, pilots_update_pilot, &out, .pilot_id = id, .expected_version = 2,
                          .record = {.name = "Post", .summary = "S", .purpose = "P"}),
                     PROBLEM_GATE_NOT_MET); /* it is public and needs a contact */
    assert_string_equal(missing(), "contact");
    assert_int_equal(CALL(&tom, pilots_update_pilot, &out, .pilot_id = id, .expected_version = 2,
                          .record = RECORD("Post", ), .stage = PILOTS_STAGE_PILOT),
                     PROBLEM_INVALID_ARGUMENT);
}

/* Everything that the stage pilot demands of a record. */
static const struct pilots_impact_assessment assessment = {
    .title = "DPIA",
    .availability = PILOTS_AVAILABILITY_AVAILABLE,
    .url = "https://town.example/dpia.pdf",
    .sha256 = SHA,
};
#define FULL_RECORD                                                                                                    \
    RECORD("Letters", .legal_basis = "The Act.", .risk = PILOTS_RISK_LIMITED, .data_description = "Letters.",          \
           .human_intervention = "A caseworker decides.", .impact_assessments = {&assessment, 1})

static const char *assign(const char *pilot_id, const char *organisation_id, enum pilots_responsibility_kind kind)
{
    struct pilots_assign_responsibility_result out;
    DO(&tom, pilots_assign_responsibility, &out, .pilot_id = pilot_id,
       .responsibility = {organisation_id, kind, "Head of department"});
    return out.responsibility_id;
}

static const char *log_evidence(const char *pilot_id, enum pilots_evidence_kind kind)
{
    struct pilots_log_evidence_result out;
    DO(&tom, pilots_log_evidence, &out, .pilot_id = pilot_id, .kind = kind, .title = "Entry");
    return out.evidence_id;
}

#define MOVE(id, stage_)                                                                                               \
    CALL(&tom, pilots_move_stage, &moved, .pilot_id = (id), .to_stage = PILOTS_STAGE_##stage_, .why = "It is time.",   \
         .decided_by = "The board")

static void test_gates(void **state)
{
    (void) state;
    struct pilots_move_stage_result moved;
    struct pilots_update_pilot_result updated;
    const char *id = register_record(&tom, (struct pilots_record){.name = "Letters"}, false);
    assert_int_equal(MOVE(id, DESIGN), PROBLEM_GATE_NOT_MET);
    assert_string_equal(missing(), "purpose lead");
    assert_int_equal(MOVE(id, RETIRED), PROBLEM_ILLEGAL_TRANSITION);
    assert_int_equal(MOVE(id, PILOT), PROBLEM_GATE_NOT_MET); /* no way round */
    assert_string_equal(missing(), "purpose lead legal_basis risk data human_intervention decision_maker"
                                   " impact_assessment baseline");
    const char *lead = assign(id, TOWN, PILOTS_RESPONSIBILITY_KIND_LEAD);
    DO(&tom, pilots_update_pilot, &updated, .pilot_id = id, .expected_version = 1, .record = FULL_RECORD);
    assert_int_equal(MOVE(id, DESIGN), 0);
    assert_int_equal(MOVE(id, DEVELOPMENT), 0);
    assert_int_equal(MOVE(id, PILOT), PROBLEM_GATE_NOT_MET);
    assert_string_equal(missing(), "decision_maker baseline");

    struct pilots_get_pilot_result got = get_pilot(&tom, id);
    assert_int_equal(got.next_stages.items[2].stage, PILOTS_STAGE_PILOT);
    assert_int_equal(got.next_stages.items[2].missing.count, 2);

    assign(id, TOWN, PILOTS_RESPONSIBILITY_KIND_DECISION_MAKER);
    log_evidence(id, PILOTS_EVIDENCE_KIND_BASELINE);
    assert_int_equal(MOVE(id, PILOT), 0);
    assert_int_equal(MOVE(id, PRODUCTION), PROBLEM_GATE_NOT_MET);
    assert_string_equal(missing(), "evaluation decision");

    /* What the stage demanded stays. */
    struct pilots_record record = FULL_RECORD;
    record.impact_assessments.count = 0;
    assert_int_equal(CALL(&tom, pilots_update_pilot, &updated, .pilot_id = id, .expected_version = 2, .record = record),
                     PROBLEM_GATE_NOT_MET);
    assert_string_equal(missing(), "impact_assessment");
    struct pilots_release_responsibility_result released;
    assert_int_equal(CALL(&tom, pilots_release_responsibility, &released, .pilot_id = id, .responsibility_id = lead),
                     PROBLEM_GATE_NOT_MET);
    assert_string_equal(missing(), "lead");
    assign(id, TOWN, PILOTS_RESPONSIBILITY_KIND_LEAD);
    DO(&tom, pilots_release_responsibility, &released, .pilot_id = id, .responsibility_id = lead);
    assert_int_equal(CALL(&tom, pilots_release_responsibility, &released, .pilot_id = id, .responsibility_id = lead),
                     PROBLEM_NOT_FOUND);

    assert_int_equal(MOVE(id, STOPPED), 0);
    got = get_pilot(&tom, id);
    assert_int_equal(got.moves.count, 5);
    assert_string_equal(got.moves.items[4].why, "It is time.");
    assert_string_equal(got.moves.items[4].decided_by, "The board");
    assert_string_equal(got.moves.items[4].organisation_id, TOWN);
    assert_int_equal(got.moves.items[4].from_stage, PILOTS_STAGE_PILOT);
}

static void test_who_takes_part(void **state)
{
    (void) state;
    struct pilots_add_organisation_result added;
    struct pilots_remove_organisation_result removed;
    struct pilots_move_stage_result moved;
    struct pilots_get_pilot_result got;
    const char *id = register_record(&tom, (struct pilots_record) FULL_RECORD, false);
    assert_int_equal(CALL(&lea, pilots_add_organisation, &added, .pilot_id = id, .participant_id = LAB),
                     PROBLEM_NOT_FOUND);
    assert_int_equal(CALL(&tom, pilots_add_organisation, &added, .pilot_id = id, .participant_id = NOBODY),
                     PROBLEM_NOT_FOUND);
    assert_string_equal(test_problem(test)->field, "participant_id");
    DO(&tom, pilots_add_organisation, &added, .pilot_id = id, .participant_id = LAB);
    const struct pilots_organisation_added *event = test_last(test, &pilots_organisation_added_event);
    assert_int_equal(event->organisations.count, 2);
    assert_string_equal(event->organisations.items[1], LAB);
    assert_false(event->published);
    assert_int_equal(CALL(&tom, pilots_add_organisation, &added, .pilot_id = id, .participant_id = LAB),
                     PROBLEM_ALREADY_EXISTS);

    GET(&lea, pilots_get_pilot, &got, .pilot_id = id);
    assert_string_equal(got.pilot.organisations.items[1].name, "Lab");
    assert_int_equal(CALL(&lea, pilots_move_stage, &moved, .pilot_id = id, .to_stage = PILOTS_STAGE_DESIGN,
                          .why = "I say so.", .decided_by = "Me"),
                     PROBLEM_NOT_AUTHORIZED);
    assert_int_equal(CALL(&lea, pilots_add_organisation, &added, .pilot_id = id, .participant_id = CITY),
                     PROBLEM_NOT_AUTHORIZED);

    assign(id, LAB, PILOTS_RESPONSIBILITY_KIND_LEAD);
    assert_int_equal(MOVE(id, DESIGN), 0);
    assert_int_equal(CALL(&lea, pilots_remove_organisation, &removed, .pilot_id = id, .participant_id = LAB),
                     PROBLEM_GATE_NOT_MET);
    assert_string_equal(missing(), "lead");
    assign(id, TOWN, PILOTS_RESPONSIBILITY_KIND_LEAD);
    assert_int_equal(CALL(&lea, pilots_remove_organisation, &removed, .pilot_id = id, .participant_id = TOWN),
                     PROBLEM_NOT_AUTHORIZED);
    assert_int_equal(CALL(&tom, pilots_remove_organisation, &removed, .pilot_id = id, .participant_id = TOWN),
                     PROBLEM_ILLEGAL_TRANSITION);
    DO(&lea, pilots_remove_organisation, &removed, .pilot_id = id, .participant_id = LAB);
    assert_int_equal(ASK(&lea, pilots_get_pilot, &got, .pilot_id = id), PROBLEM_NOT_FOUND);
    assert_int_equal(get_pilot(&tom, id).pilot.responsibilities.count, 1);
}

static void test_a_pilot_holds_32_organisations(void **state)
{
    (void) state;
    struct pilots_add_organisation_result added;
    const char *id = register_record(&tom, (struct pilots_record) FULL_RECORD, false), *other = NULL;
    for (int i = 0; i < 32; i++) {
        other = arena_print(&arena, "01890a5d-ac96-774b-bcce-b302099a%04x", 0x9000 + i);
        organisation_registered(other, "Other", NULL, COMMON_ORGANISATION_TYPE_AGENCY);
        assert_int_equal(CALL(&tom, pilots_add_organisation, &added, .pilot_id = id, .participant_id = other),
                         i < 31 ? 0 : PROBLEM_PILOT_FULL);
    }
}

static void test_mirrors_of_another_register(void **state)
{
    (void) state;
    struct pilots_register_pilot_result out;
    struct pilots_update_pilot_result updated;
    struct pilots_move_stage_result moved;
    const struct common_source source = {"nl", "11136893"}, other = {"nl", "2"};
    DO(&importer, pilots_register_pilot, &out, .organisation_id = CITY, .record = {.name = "Matching"},
       .source = &source, .stage = PILOTS_STAGE_PRODUCTION, .has_published = true, .published = true);
    const char *id = out.pilot_id;
    assert_int_equal(CALL(&importer, pilots_register_pilot, &out, .organisation_id = CITY, .record = {.name = "Again"},
                          .source = &source),
                     PROBLEM_ALREADY_EXISTS);
    DO(&importer, pilots_register_pilot, &out, .organisation_id = CITY, .record = {.name = "Other"}, .source = &other);

    struct pilots_get_pilot_result got = get_pilot(&anybody, id);
    assert_int_equal(got.pilot.stage, PILOTS_STAGE_PRODUCTION);
    assert_string_equal(got.pilot.source->identifier, "11136893");
    assert_string_equal(got.pilot.record.country, "NL");
    assert_null(got.moves.items[0].why);

    /* Who imports says what the register says; the organisation itself does not. */
    assert_int_equal(
        CALL(&cleo, pilots_update_pilot, &updated, .pilot_id = id, .expected_version = 1, .record = {.name = "Mine"}),
        PROBLEM_NOT_AUTHORIZED);
    assert_int_equal(CALL(&cleo, pilots_move_stage, &moved, .pilot_id = id, .to_stage = PILOTS_STAGE_RETIRED,
                          .why = "W", .decided_by = "D"),
                     PROBLEM_NOT_AUTHORIZED);
    DO(&importer, pilots_update_pilot, &updated, .pilot_id = id, .expected_version = 1, .record = {.name = "Matching"},
       .stage = PILOTS_STAGE_RETIRED, .has_published = true, .published = false);
    assert_true(updated.changed);
    got = get_pilot(&cleo, id);
    assert_int_equal(got.pilot.stage, PILOTS_STAGE_RETIRED);
    assert_false(got.pilot.published);
    assert_int_equal(got.moves.count, 2);
    assert_int_equal(got.moves.items[1].from_stage, PILOTS_STAGE_PRODUCTION);
    DO(&importer, pilots_update_pilot, &updated, .pilot_id = id, .expected_version = 2, .record = {.name = "Matching"},
       .stage = PILOTS_STAGE_RETIRED);
    assert_false(updated.changed);
    DO(&importer, pilots_move_stage, &moved, .pilot_id = id, .to_stage = PILOTS_STAGE_IDEA, .why = "W",
       .decided_by = "D");
}

/* By way of a register's file a team mirrors what is of its organisation, and touches no other's mirror. */
static void test_a_team_mirrors_its_own(void **state)
{
    (void) state;
    struct pilots_register_pilot_result out;
    struct pilots_update_pilot_result updated;
    struct pilots_unpublish_pilot_result hidden;
    const struct common_principal by_file = {.subject = "tom", .roles = PROJECT | SYSTEM, .organisation_id = TOWN};
    const struct common_source ours = {"nl", "1"}, theirs = {"nl", "2"};
    DO(&by_file, pilots_register_pilot, &out, .organisation_id = TOWN, .record = {.name = "Ours"}, .source = &ours,
       .stage = PILOTS_STAGE_PRODUCTION, .has_published = true, .published = true);
    DO(&by_file, pilots_update_pilot, &updated, .pilot_id = out.pilot_id, .expected_version = 1,
       .record = {.name = "Ours still"});
    assert_int_equal(CALL(&tom, pilots_update_pilot, &updated, .pilot_id = out.pilot_id, .expected_version = 2,
                          .record = {.name = "By hand"}),
                     PROBLEM_NOT_AUTHORIZED);
    assert_int_equal(CALL(&by_file, pilots_register_pilot, &out, .organisation_id = CITY, .record = {.name = "Theirs"},
                          .source = &theirs),
                     PROBLEM_NOT_AUTHORIZED);
    DO(&importer, pilots_register_pilot, &out, .organisation_id = CITY, .record = {.name = "Theirs"}, .source = &theirs,
       .has_published = true, .published = true);
    assert_int_equal(CALL(&by_file, pilots_update_pilot, &updated, .pilot_id = out.pilot_id, .expected_version = 1,
                          .record = {.name = "Taken"}),
                     PROBLEM_NOT_AUTHORIZED);
    assert_int_equal(CALL(&by_file, pilots_unpublish_pilot, &hidden, .pilot_id = out.pilot_id, .why = "W"),
                     PROBLEM_NOT_AUTHORIZED);
    assert_int_equal(CALL(&by_file, pilots_register_pilot, &out, .organisation_id = TOWN, .record = {.name = "Taken"},
                          .source = &theirs),
                     PROBLEM_ALREADY_EXISTS);
}

#define DAY INT64_C(86400000)

static void test_stale_records(void **state)
{
    (void) state;
    struct pilots_confirm_record_result confirmed;
    struct pilots_move_stage_result moved;
    int64_t now = INT64_C(1790000000000);
    test_clock(test, now);
    const char *id = register_record(&tom, (struct pilots_record) FULL_RECORD, true);
    test_clock(test, now + 183 * DAY);
    assert_false(get_pilot(&anybody, id).pilot.stale);
    test_clock(test, now + 184 * DAY);
    assert_true(get_pilot(&anybody, id).pilot.stale);

    assert_int_equal(CALL(&tom, pilots_confirm_record, &confirmed, .pilot_id = id, .version = 2),
                     PROBLEM_VERSION_CONFLICT);
    assert_int_equal(CALL(&cleo, pilots_confirm_record, &confirmed, .pilot_id = id, .version = 1),
                     PROBLEM_NOT_AUTHORIZED);
    DO(&tom, pilots_confirm_record, &confirmed, .pilot_id = id, .version = 1);
    struct pilots_pilot pilot = get_pilot(&anybody, id).pilot;
    assert_false(pilot.stale);
    assert_string_equal(pilot.confirmed_at, confirmed.confirmed_at);
    test_clock(test, now + 400 * DAY);
    assert_true(get_pilot(&anybody, id).pilot.stale);
    log_evidence(id, PILOTS_EVIDENCE_KIND_MEASUREMENT);
    assert_false(get_pilot(&anybody, id).pilot.stale);
    test_clock(test, now + 800 * DAY);
    assert_true(get_pilot(&anybody, id).pilot.stale);
    assert_int_equal(MOVE(id, STOPPED), 0);
    assert_false(get_pilot(&anybody, id).pilot.stale); /* it does not go on */
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, people_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_pilot_is_registered),
        TEST(test_what_is_not_public_exists_for_its_organisations_only),
        TEST(test_publication_has_a_gate),
        TEST(test_updates_and_conflicts),
        TEST(test_gates),
        TEST(test_who_takes_part),
        TEST(test_a_pilot_holds_32_organisations),
        TEST(test_mirrors_of_another_register),
        TEST(test_a_team_mirrors_its_own),
        TEST(test_stale_records),
    };
    return cmocka_run_group_tests_name("pilots", tests, NULL, NULL);
}
