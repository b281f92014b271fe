/* SPDX-License-Identifier: EUPL-1.2 */
/* Goals, activities and the plan's own fields: whose word counts, who sees what, and what happens when two change the
 * same. */
#define TEST_FILE "test_plans"
#include "test_world.h"

static int set_status(const struct common_principal *who, const char *goal_id, int64_t version,
                      enum plans_goal_status status)
{
    return TRY(who, set_goal_status, .command_id = "c", goal_id, version, status);
}

static int reword(const struct common_principal *who, const char *goal_id, int64_t version, const char *description)
{
    return TRY(who, update_goal, .command_id = "c", goal_id, version, .description = description);
}

static const struct plans_goal_changed *last_goal(void)
{
    return test_last(test, &plans_goal_changed_event);
}

static const struct plans_activity_changed *last_activity(void)
{
    return test_last(test, &plans_activity_changed_event);
}

static void test_own_goals_and_proposals(void **state)
{
    (void) state;
    invite_both();
    const char *own = add_goal(&citizen, "Sleep through the night", 0);
    assert_int_equal(last_goal()->status, PLANS_GOAL_STATUS_ACTIVE);
    assert_int_equal(last_goal()->change, PLANS_CHANGE_ADDED);
    assert_int_equal(last_goal()->editor.kind, PLANS_EDITOR_KIND_CITIZEN);
    assert_null(last_goal()->proposed_by);
    assert_int_equal(last_goal()->participant_ids.count, 2);

    const char *proposal = add_goal(&helper, "Walk with others", 0);
    assert_int_equal(last_goal()->status, PLANS_GOAL_STATUS_PROPOSED);
    assert_string_equal(last_goal()->proposed_by->organisation_id, NGO);
    /* Others neither reword nor decide, whoever proposed it may only reword and take it back. */
    assert_int_equal(reword(&helper, own, 1, "Sleep"), PROBLEM_NOT_THE_CITIZENS_WORD);
    assert_int_equal(set_status(&caseworker, own, 1, PLANS_GOAL_STATUS_COMPLETED), PROBLEM_NOT_THE_CITIZENS_WORD);
    assert_int_equal(reword(&other_helper, proposal, 1, "Run"), PROBLEM_NOT_THE_CITIZENS_WORD);
    assert_int_equal(set_status(&helper, proposal, 1, PLANS_GOAL_STATUS_ACCEPTED), PROBLEM_NOT_THE_CITIZENS_WORD);
    assert_int_equal(reword(&helper, proposal, 1, "Walk with two others"), 0);
    assert_int_equal(set_status(&citizen, proposal, 2, PLANS_GOAL_STATUS_ACCEPTED), 0);
    assert_int_equal(last_goal()->change, PLANS_CHANGE_ACCEPTED);
    /* Accepted, it is the citizen's. */
    assert_int_equal(reword(&helper, proposal, 3, "Run"), PROBLEM_NOT_THE_CITIZENS_WORD);
    assert_int_equal(set_status(&helper, proposal, 3, PLANS_GOAL_STATUS_CANCELLED), PROBLEM_NOT_THE_CITIZENS_WORD);
    assert_int_equal(reword(&relative, proposal, 3, "Walk by the sea"), 0);
    assert_int_equal(last_goal()->editor.kind, PLANS_EDITOR_KIND_REPRESENTATIVE);

    const char *withdrawn = add_goal(&caseworker, "Learn to cook", 0);
    assert_int_equal(set_status(&caseworker, withdrawn, 1, PLANS_GOAL_STATUS_CANCELLED), 0);
}

static void test_whom_the_citizen_authorised(void **state)
{
    (void) state;
    invite_both();
    const char *goal = add_goal(&citizen, "Sleep through the night", 0);
    const struct plans_recorded said = {PLANS_METHOD_TELEPHONE, NOW, "By telephone."};
    assert_int_equal(TRY(&citizen, authorise_participant, .command_id = "c", CASE, NGO, true), 0);
    assert_int_equal(reword(&helper, goal, 1, "Sleep seven hours"), 0);
    assert_int_equal(reword(&other_helper, goal, 2, "Sleep"), PROBLEM_NOT_THE_CITIZENS_WORD);
    assert_int_equal(TRY(&citizen, authorise_participant, .command_id = "c", CASE, NGO, false), 0);
    assert_int_equal(reword(&helper, goal, 2, "Sleep eight hours"), PROBLEM_NOT_THE_CITIZENS_WORD);

    /* The home municipality too only when it is, and then it stands among the participants. */
    assert_int_equal(plan_of(&citizen).participants.count, 2);
    assert_int_equal(reword(&caseworker, goal, 2, "Sleep"), PROBLEM_NOT_THE_CITIZENS_WORD);
    assert_int_equal(TRY(&caseworker, authorise_participant, .command_id = "c", CASE, HOME, true),
                     PROBLEM_INVALID_ARGUMENT);
    assert_string_equal(test_problem(test)->field, "recorded");
    assert_int_equal(TRY(&caseworker, authorise_participant, .command_id = "c", CASE, HOME, true, &said), 0);
    assert_int_equal(reword(&caseworker, goal, 2, "Sleep well"), 0);
    assert_int_equal(plan_of(&citizen).participants.count, 3);
    assert_int_equal(last_goal()->participant_ids.count, 2); /* it is told anyway */
    assert_int_equal(TRY(&citizen, authorise_participant, .command_id = "c", CASE, HOME, false, &said),
                     PROBLEM_INVALID_ARGUMENT);
    assert_int_equal(TRY(&helper, authorise_participant, .command_id = "c", CASE, NGO, true, &said),
                     PROBLEM_NOT_AUTHORIZED);
    assert_int_equal(TRY(&citizen, authorise_participant, .command_id = "c", CASE, UNKNOWN, true), PROBLEM_NOT_FOUND);
    assert_int_equal(TRY(&citizen, remove_participant, .command_id = "c", CASE, HOME), PROBLEM_NOT_FOUND);
}

static void test_strangers(void **state)
{
    (void) state;
    const char *goal = add_goal(&citizen, "Sleep through the night", 0);
    const char *activity = add_activity(&citizen, "A walk each morning", 0);
    give_consent(CONSENT, NGO, EVERYTHING); /* but nobody invited it */
    const struct common_principal *const strangers[] = {&stranger, &foreigner, &helper, &other_helper, NULL};
    for (size_t i = 0; strangers[i]; i++) {
        const struct common_principal *who = strangers[i];
        assert_int_equal(TRY(who, get_plan, .case_id = CASE), PROBLEM_NOT_FOUND);
        assert_int_equal(TRY(who, list_history, .case_id = CASE), PROBLEM_NOT_FOUND);
        assert_int_equal(TRY(who, list_comments, .case_id = CASE), PROBLEM_NOT_FOUND);
        assert_int_equal(TRY(who, list_check_ins, .case_id = CASE), PROBLEM_NOT_FOUND);
        assert_int_equal(TRY(who, add_goal, .command_id = "c", CASE, .description = "Mine"), PROBLEM_NOT_FOUND);
        assert_int_equal(TRY(who, update_plan, .command_id = "c", CASE, 7), PROBLEM_NOT_FOUND);
        assert_int_equal(reword(who, goal, 7, "Mine"), PROBLEM_NOT_FOUND);
        assert_int_equal(TRY(who, update_activity, .command_id = "c", activity, 7), PROBLEM_NOT_FOUND);
        assert_int_equal(TRY(who, remove_participant, .command_id = "c", CASE, NGO), PROBLEM_NOT_FOUND);
    }
    assert_int_equal(TRY(&citizen, get_plan, .case_id = UNKNOWN), PROBLEM_NOT_FOUND);
    assert_int_equal(reword(&citizen, UNKNOWN, 1, "Mine"), PROBLEM_NOT_FOUND);
    assert_int_equal(reword(&citizen, activity, 1, "Mine"), PROBLEM_NOT_FOUND); /* it is no goal */
}

static void decode(const struct message_type *type, struct bytes from, void *to)
{
    static struct arena arena;
    struct message_error error;
    assert_non_null(from.data);
    assert_int_equal(message_decode(type, from, MESSAGE_STRICT, &arena, to, NULL, &error), 0);
}

/* Who saw an older version gets both, each as they may see it. */
static void test_conflicts(void **state)
{
    (void) state;
    invite_both();
    struct plans_goal seen, current;
    const char *goal = add_goal(&helper, "Walk with others", 0);
    assert_int_equal(
        TRY(&citizen, set_goal_status, .command_id = "c", goal, 1, PLANS_GOAL_STATUS_ACTIVE, .reason = "Yes!"), 0);
    assert_int_equal(TRY(&citizen, assess_goal, .command_id = "c", goal, 2, PLANS_ACHIEVEMENT_IMPROVING), 0);
    size_t emitted = test_emitted(test);
    assert_int_equal(reword(&helper, goal, 1, "Walk with two others"), PROBLEM_VERSION_CONFLICT);
    assert_int_equal(test_emitted(test), emitted);
    decode(&plans_goal_type, test_problem(test)->seen, &seen);
    decode(&plans_goal_type, test_problem(test)->current, &current);
    assert_int_equal(seen.version, 1);
    assert_int_equal(seen.status, PLANS_GOAL_STATUS_PROPOSED);
    assert_int_equal(current.version, 3);
    assert_string_equal(current.status_reason, "Yes!");
    assert_int_equal(current.achievement, PLANS_ACHIEVEMENT_IMPROVING);
    assert_string_equal(current.created_at, NOW);

    /* What is withheld in a reading is in a conflict. */
    assert_int_equal(TRY(&other_helper, assess_goal, .command_id = "c", goal, 1, PLANS_ACHIEVEMENT_ACHIEVED),
                     PROBLEM_VERSION_CONFLICT);
    decode(&plans_goal_type, test_problem(test)->current, &current);
    assert_string_equal(current.description, "Walk with others");
    assert_int_equal(current.achievement, PLANS_ACHIEVEMENT_NONE);

    /* A version that there never was. */
    assert_int_equal(reword(&citizen, goal, 9, "Walk"), PROBLEM_VERSION_CONFLICT);
    assert_null(test_problem(test)->seen.data);

    /* Edits of different items never conflict. */
    const char *activity = add_activity(&helper, "A walk each morning", 0);
    assert_int_equal(TRY(&other_helper, update_activity, .command_id = "c", activity, 1, .due_date = "2026-12-24"), 0);
    assert_int_equal(reword(&citizen, goal, 3, "Walk with Bo"), 0);
    assert_int_equal(TRY(&citizen, update_plan, .command_id = "c", CASE, 0, .title = "My way"), 0);
    assert_int_equal(TRY(&helper, set_activity_status, .command_id = "c", activity, 1, PLANS_ACTIVITY_STATUS_SCHEDULED),
                     PROBLEM_VERSION_CONFLICT);
    assert_int_equal(TRY(&helper, set_next_action, .command_id = "c", CASE, 0), PROBLEM_VERSION_CONFLICT);
    struct plans_plan plan;
    decode(&plans_plan_type, test_problem(test)->current, &plan);
    assert_string_equal(plan.title, "My way");
    assert_null(test_problem(test)->seen.data); /* nothing was ever said at version 0 */
}

/* The version that was private, when somebody sees the goal now, is none they saw. */
static void test_conflict_with_what_was_hidden(void **state)
{
    (void) state;
    invite_both();
    const char *goal = add_goal(&citizen, "Speak with my brother again", PLANS_VISIBILITY_PRIVATE);
    assert_int_equal(TRY(&citizen, set_goal_visibility, .command_id = "c", goal, 1, PLANS_VISIBILITY_PARTICIPANTS), 0);
    assert_int_equal(TRY(&helper, assess_goal, .command_id = "c", goal, 1, PLANS_ACHIEVEMENT_IMPROVING),
                     PROBLEM_VERSION_CONFLICT);
    assert_null(test_problem(test)->seen.data);
    assert_non_null(test_problem(test)->current.data);
    assert_int_equal(TRY(&caseworker, assess_goal, .command_id = "c", goal, 1, PLANS_ACHIEVEMENT_IMPROVING),
                     PROBLEM_VERSION_CONFLICT);
    assert_non_null(test_problem(test)->seen.data);
}

static void test_private_goals(void **state)
{
    (void) state;
    invite_both();
    const char *goal = add_goal(&citizen, "Speak with my brother again", PLANS_VISIBILITY_PRIVATE);
    assert_int_equal(last_goal()->participant_ids.count, 0);
    assert_int_equal(last_goal()->former_ids.count, 0);
    const char *shared = add_goal(&citizen, "Walk", 0);
    assert_int_equal(plan_of(&citizen).goals.count, 2);
    assert_int_equal(plan_of(&caseworker).goals.count, 2);
    assert_int_equal(plan_of(&helper).goals.count, 1);
    assert_string_equal(plan_of(&helper).goals.items[0].goal_id, shared);
    assert_int_equal(reword(&helper, goal, 1, "Mine"), PROBLEM_NOT_FOUND);
    assert_int_equal(reword(&helper, goal, 7, "Mine"), PROBLEM_NOT_FOUND);
    assert_int_equal(TRY(&helper, add_comment, .command_id = "c", CASE, .goal_id = goal, .text = "Good luck"),
                     PROBLEM_NOT_FOUND);

    /* Hiding: those who saw it are named, so that they are told; they cannot show it again. */
    assert_int_equal(TRY(&helper, set_goal_visibility, .command_id = "c", shared, 1, PLANS_VISIBILITY_PRIVATE),
                     PROBLEM_NOT_THE_CITIZENS_WORD);
    assert_int_equal(TRY(&caseworker, set_goal_visibility, .command_id = "c", shared, 1, PLANS_VISIBILITY_PRIVATE), 0);
    assert_int_equal(last_goal()->participant_ids.count, 0);
    assert_int_equal(last_goal()->former_ids.count, 2);
    assert_int_equal(plan_of(&helper).goals.count, 0);
    assert_int_equal(plan_of(&helper).plan.status, PLANS_PLAN_STATUS_DRAFT); /* as if there were none */
    assert_int_equal(plan_of(&citizen).plan.status, PLANS_PLAN_STATUS_ACTIVE);
    assert_int_equal(TRY(&citizen, set_goal_visibility, .command_id = "c", shared, 2, PLANS_VISIBILITY_RESPONSIBLE),
                     PROBLEM_INVALID_ARGUMENT);
    assert_int_equal(TRY(&helper, add_goal, .command_id = "c", CASE, .description = "Secret",
                         .visibility = PLANS_VISIBILITY_PRIVATE),
                     PROBLEM_INVALID_ARGUMENT);
    assert_int_equal(set_status(&citizen, shared, 2, PLANS_GOAL_STATUS_COMPLETED), 0);
    assert_int_equal(last_goal()->participant_ids.count, 0);
    assert_int_equal(last_goal()->former_ids.count, 0); /* they were told once */
}

static void test_activities_of_the_responsible(void **state)
{
    (void) state;
    invite_both();
    const struct plans_responsible ngo = {PLANS_PARTY_ORGANISATION, NGO, NULL},
                                   other = {PLANS_PARTY_MEMBER, OTHER_NGO, "Dea"},
                                   nobody = {PLANS_PARTY_ORGANISATION, NULL, NULL};
    struct plans_add_activity_result out;
    assert_int_equal(RUN(&caseworker, add_activity, &out, .command_id = "c", CASE, .kind = PLANS_ACTIVITY_KIND_TRAINING,
                         .description = "Course", .responsible = &ngo, .visibility = PLANS_VISIBILITY_RESPONSIBLE),
                     0);
    assert_int_equal(last_activity()->participant_ids.count, 1);
    assert_string_equal(last_activity()->participant_ids.items[0], NGO);
    assert_int_equal(plan_of(&helper).activities.count, 1);
    assert_int_equal(plan_of(&other_helper).activities.count, 0);
    assert_int_equal(
        TRY(&other_helper, set_activity_status, .command_id = "c", out.activity_id, 1, PLANS_ACTIVITY_STATUS_SCHEDULED),
        PROBLEM_NOT_FOUND);
    /* Who is responsible moves it, and does not say who else sees it. */
    assert_int_equal(
        TRY(&helper, set_activity_status, .command_id = "c", out.activity_id, 1, PLANS_ACTIVITY_STATUS_SCHEDULED), 0);
    assert_int_equal(
        TRY(&helper, set_activity_visibility, .command_id = "c", out.activity_id, 2, PLANS_VISIBILITY_PARTICIPANTS),
        PROBLEM_NOT_THE_CITIZENS_WORD);
    assert_int_equal(TRY(&helper, update_activity, .command_id = "c", out.activity_id, 2, .responsible = &other),
                     PROBLEM_NOT_THE_CITIZENS_WORD);
    assert_int_equal(TRY(&citizen, update_activity, .command_id = "c", out.activity_id, 2, .responsible = &nobody),
                     PROBLEM_INVALID_ARGUMENT);
    assert_int_equal(TRY(&citizen, update_activity, .command_id = "c", out.activity_id, 2, .responsible = &other), 0);
    assert_string_equal(last_activity()->participant_ids.items[0], OTHER_NGO);
    assert_int_equal(last_activity()->former_ids.count, 1);
    assert_string_equal(last_activity()->former_ids.items[0], NGO);
    assert_int_equal(plan_of(&helper).activities.count, 0);
    assert_int_equal(
        TRY(&citizen, set_activity_visibility, .command_id = "c", out.activity_id, 3, PLANS_VISIBILITY_PRIVATE), 0);
    assert_int_equal(plan_of(&other_helper).activities.count, 0);
    /* Nobody adds what they do not see. */
    assert_int_equal(TRY(&helper, add_activity, .command_id = "c", CASE, .kind = PLANS_ACTIVITY_KIND_TRAINING,
                         .description = "Course", .responsible = &other, .visibility = PLANS_VISIBILITY_RESPONSIBLE),
                     PROBLEM_INVALID_ARGUMENT);
}

static void test_activities(void **state)
{
    (void) state;
    invite_both();
    struct plans_add_activity_result out;
    const char *goal = add_goal(&citizen, "Walk", 0);
    const char *hidden = add_goal(&citizen, "Secret", PLANS_VISIBILITY_PRIVATE);
    const char *both[] = {goal, hidden}, *shared[] = {goal}, *unknown[] = {UNKNOWN};
    assert_int_equal(RUN(&citizen, add_activity, &out, .command_id = "c", CASE,
                         .kind = PLANS_ACTIVITY_KIND_VOLUNTEER_OFFER, .description = "Walks", .goal_ids = {both, 2},
                         .offer_id = OTHER_OFFER, .due_date = "2026-11-20"),
                     0);
    assert_int_equal(out.status, PLANS_ACTIVITY_STATUS_NOT_STARTED);
    assert_string_equal(last_activity()->offer_name, "Walks");
    assert_int_equal(last_activity()->goal_ids.count,
                     1); /* others see this activity, and nothing of the private goal */
    assert_false(names(&last_activity()->goal_ids, hidden));
    assert_int_equal(TRY(&helper, update_activity, .command_id = "c", out.activity_id, 1, .goal_ids = {both, 2}),
                     PROBLEM_NOT_FOUND);
    assert_int_equal(TRY(&citizen, update_activity, .command_id = "c", out.activity_id, 1, .goal_ids = {unknown, 1}),
                     PROBLEM_NOT_FOUND);
    assert_int_equal(TRY(&citizen, update_activity, .command_id = "c", out.activity_id, 1, .offer_id = UNKNOWN),
                     PROBLEM_NOT_FOUND);
    assert_int_equal(
        TRY(&citizen, add_activity, .command_id = "c", CASE, .kind = 1, .description = "x", .referral_id = UNKNOWN),
        PROBLEM_NOT_FOUND);

    const uint32_t clear = 1u << (PLANS_ACTIVITY_CLEAR_OFFER_ID - 1) | 1u << (PLANS_ACTIVITY_CLEAR_DUE_DATE - 1) |
                           1u << (PLANS_ACTIVITY_CLEAR_GOAL_IDS - 1);
    assert_int_equal(TRY(&helper, update_activity, .command_id = "c", out.activity_id, 1, .clear = clear,
                         .start_date = "2026-12-01"),
                     0);
    assert_null(last_activity()->offer_name);
    assert_null(last_activity()->due_date);
    assert_int_equal(last_activity()->goal_ids.count, 0);
    assert_string_equal(last_activity()->start_date, "2026-12-01");
    assert_string_equal(last_activity()->description, "Walks");

    assert_int_equal(TRY(&helper, set_activity_status, .command_id = "c", out.activity_id, 2,
                         PLANS_ACTIVITY_STATUS_COMPLETED, .reason = "Done"),
                     0);
    assert_int_equal(
        TRY(&helper, set_activity_status, .command_id = "c", out.activity_id, 3, PLANS_ACTIVITY_STATUS_SCHEDULED),
        PROBLEM_ILLEGAL_TRANSITION);
    assert_int_equal(
        TRY(&helper, set_activity_status, .command_id = "c", out.activity_id, 3, PLANS_ACTIVITY_STATUS_IN_PROGRESS), 0);
    assert_null(last_activity()->status_reason);

    /* A goal that is hidden later disappears from the activities that others see. */
    assert_int_equal(TRY(&citizen, update_activity, .command_id = "c", out.activity_id, 4, .goal_ids = {shared, 1}), 0);
    assert_int_equal(TRY(&citizen, set_goal_visibility, .command_id = "c", goal, 1, PLANS_VISIBILITY_PRIVATE), 0);
    assert_int_equal(plan_of(&helper).activities.items[0].goal_ids.count, 0);
    assert_int_equal(plan_of(&citizen).activities.items[0].goal_ids.count, 1);
}

static void test_offline(void **state)
{
    (void) state;
    struct plans_add_goal_result out;
    assert_int_equal(RUN(&citizen, add_goal, &out, .command_id = "c", CASE, .goal_id = UNKNOWN,
                         .description = "Written in the train", .edited_at = "2026-11-23T18:00:00.000Z"),
                     0);
    assert_string_equal(out.goal_id, UNKNOWN);
    assert_string_equal(last_goal()->edited_at, "2026-11-23T18:00:00.000Z");
    assert_int_equal(TRY(&citizen, add_goal, .command_id = "c", CASE, .goal_id = UNKNOWN, .description = "Again"),
                     PROBLEM_ALREADY_EXISTS);
    assert_int_equal(
        TRY(&stranger, add_goal, .command_id = "c", OTHER_CASE, .goal_id = UNKNOWN, .description = "Elsewhere"),
        PROBLEM_ALREADY_EXISTS);
    assert_int_equal(
        TRY(&citizen, add_activity, .command_id = "c", CASE, .activity_id = UNKNOWN, .kind = 1, .description = "Again"),
        PROBLEM_ALREADY_EXISTS);
    assert_int_equal(TRY(&citizen, update_goal, .command_id = "c", UNKNOWN, 1, .edited_at = "2026-11-24T09:05:00.000Z"),
                     0);
    assert_int_equal(TRY(&citizen, update_goal, .command_id = "c", UNKNOWN, 2, .edited_at = "2026-11-24T09:06:00.000Z"),
                     PROBLEM_INVALID_ARGUMENT);
    assert_string_equal(test_problem(test)->field, "edited_at");
    /* The same rule holds for what was written before somebody else changed it. */
    assert_int_equal(TRY(&citizen, update_goal, .command_id = "c", UNKNOWN, 1, .edited_at = "2026-11-23T18:00:00.000Z"),
                     PROBLEM_VERSION_CONFLICT);
    /* An id that something else has already is none of a goal. */
    assert_int_equal(TRY(&citizen, add_goal, .command_id = "c", CASE, .goal_id = CASE, .description = "Strange"), 0);
    assert_int_equal(TRY(&citizen, add_goal, .command_id = "c", CASE, .goal_id = NGO, .description = "Stranger"), 0);
    assert_int_equal(TRY(&citizen, update_plan, .command_id = "c", CASE, 0, .title = "Still apart"), 0);
    assert_int_equal(invite(&citizen, NGO), 0);
}

static void test_clearing(void **state)
{
    (void) state;
    const char *goal = add_goal(&citizen, "Walk", 0);
    assert_int_equal(TRY(&citizen, update_goal, .command_id = "c", goal, 1, .note = "Slowly", .due_date = "2026-12-24"),
                     0);
    assert_int_equal(TRY(&citizen, update_goal, .command_id = "c", goal, 2, .clear = 1u << (PLANS_GOAL_CLEAR_NOTE - 1)),
                     0);
    assert_null(last_goal()->note);
    assert_string_equal(last_goal()->due_date, "2026-12-24");
    assert_string_equal(last_goal()->description, "Walk");
}

static void test_closed_case(void **state)
{
    (void) state;
    const char *goal = add_goal(&citizen, "Walk", 0), *activity = add_activity(&citizen, "A walk each morning", 0);
    test_follow(test, &cases_closed_event,
                &(struct cases_closed){.case_id = CASE, .citizen_id = CITIZEN_ID, .home_id = HOME});
    assert_int_equal(TRY(&citizen, add_goal, .command_id = "c", CASE, .description = "More"), PROBLEM_CASE_CLOSED);
    assert_int_equal(TRY(&citizen, add_activity, .command_id = "c", CASE, .kind = 1, .description = "More"),
                     PROBLEM_CASE_CLOSED);
    assert_int_equal(reword(&citizen, goal, 1, "Run"), PROBLEM_CASE_CLOSED);
    assert_int_equal(TRY(&citizen, update_activity, .command_id = "c", activity, 1), PROBLEM_CASE_CLOSED);
    assert_int_equal(TRY(&citizen, set_next_action, .command_id = "c", CASE, 0), PROBLEM_CASE_CLOSED);
    assert_int_equal(TRY(&citizen, add_comment, .command_id = "c", CASE, .text = "Bye"), PROBLEM_CASE_CLOSED);
    assert_int_equal(invite(&citizen, NGO), PROBLEM_CASE_CLOSED);
    /* Hiding, and reading, go on. */
    assert_int_equal(TRY(&citizen, set_goal_visibility, .command_id = "c", goal, 1, PLANS_VISIBILITY_PRIVATE), 0);
    assert_int_equal(TRY(&citizen, set_activity_visibility, .command_id = "c", activity, 1, PLANS_VISIBILITY_PRIVATE),
                     0);
    assert_int_equal(plan_of(&citizen).goals.count, 1);
    test_follow(test, &cases_reopened_event,
                &(struct cases_reopened){.case_id = CASE, .citizen_id = CITIZEN_ID, .home_id = HOME});
    assert_int_equal(reword(&citizen, goal, 2, "Run"), 0);
}

static void test_the_plan_itself(void **state)
{
    (void) state;
    invite_both();
    struct plans_update_plan_result out;
    assert_int_equal(plan_of(&citizen).plan.version, 0);
    assert_int_equal(plan_of(&citizen).plan.status, PLANS_PLAN_STATUS_DRAFT);
    assert_int_equal(TRY(&helper, update_plan, .command_id = "c", CASE, 0, .title = "Theirs"),
                     PROBLEM_NOT_THE_CITIZENS_WORD);
    assert_int_equal(TRY(&caseworker, update_plan, .command_id = "c", CASE, 0, .title = "Ours"),
                     PROBLEM_NOT_THE_CITIZENS_WORD);
    const struct plans_next_action next = {"Anna rings on Monday", "2026-11-30", NULL};
    assert_int_equal(TRY(&other_helper, set_next_action, .command_id = "c", CASE, 0, &next), 0);
    assert_string_equal(plan_of(&helper).plan.next_action->text, "Anna rings on Monday");
    add_goal(&citizen, "Walk", 0);
    assert_int_equal(RUN(&citizen, update_plan, &out, .command_id = "c", CASE, 1, .title = "My way",
                         .has_check_in_every_days = true, .check_in_every_days = 7),
                     0);
    assert_int_equal(out.status, PLANS_PLAN_STATUS_ACTIVE); /* the first goal was accepted */
    assert_int_equal(out.version, 2);
    const struct plans_plan_changed *changed = test_last(test, &plans_plan_changed_event);
    assert_string_equal(changed->next_action->text, "Anna rings on Monday");
    assert_int_equal(changed->participant_ids.count, 2);
    assert_string_equal(plan_of(&helper).plan.next_check_in, "2026-12-01");
    assert_null(plan_of(&other_helper).plan.next_check_in); /* category progress */
    assert_string_equal(plan_of(&other_helper).plan.title, "My way");
    assert_int_equal(TRY(&citizen, update_plan, .command_id = "c", CASE, 2, .status = PLANS_PLAN_STATUS_DRAFT),
                     PROBLEM_ILLEGAL_TRANSITION);
    assert_int_equal(TRY(&citizen, update_plan, .command_id = "c", CASE, 2, .status = PLANS_PLAN_STATUS_COMPLETED,
                         .clear = 1u << (PLANS_PLAN_CLEAR_NEXT_ACTION - 1)),
                     0);
    assert_int_equal(plan_of(&helper).plan.status, PLANS_PLAN_STATUS_COMPLETED);
    assert_null(plan_of(&helper).plan.next_action);
}

static void test_limits(void **state)
{
    (void) state;
    for (int i = 0; i < GOALS_MAX; i++)
        add_goal(&citizen, "One of many", 0);
    assert_int_equal(TRY(&citizen, add_goal, .command_id = "c", CASE, .description = "One too many"),
                     PROBLEM_PLAN_FULL);
    assert_int_equal(plan_of(&citizen).goals.count, GOALS_MAX);
    for (int i = 0; i < ACTIVITIES_MAX; i++)
        add_activity(&citizen, "One of many", 0);
    assert_int_equal(TRY(&citizen, add_activity, .command_id = "c", CASE, .kind = 1, .description = "x"),
                     PROBLEM_PLAN_FULL);
    assert_int_equal(plan_of(&citizen).activities.count, ACTIVITIES_MAX);
    REFER(requested, .offer_name = "A friend to visit");
    REFER(accepted); /* no room for its activity: the plan stays as it is */
    assert_int_equal(plan_of(&citizen).activities.count, ACTIVITIES_MAX);
}

static void test_list_plans(void **state)
{
    (void) state;
    struct plans_list_plans_result out;
    assert_int_equal(RUN(&caseworker, list_plans, &out, .after = NULL), 0);
    assert_int_equal(out.plans.count, 0); /* nothing stands in any */
    invite_both();
    add_goal(&citizen, "Walk", 0);
    add_goal(&citizen, "Secret", PLANS_VISIBILITY_PRIVATE);
    add_goal(&helper, "Sing", 0);
    assert_int_equal(
        TRY(&citizen, add_activity, .command_id = "c", CASE, .kind = 1, .description = "x", .due_date = "2026-11-23"),
        0);
    assert_int_equal(TRY(&citizen, add_activity, .command_id = "c", CASE, .kind = 1, .description = "x",
                         .due_date = "2026-11-24", .visibility = PLANS_VISIBILITY_PRIVATE),
                     0);
    assert_int_equal(TRY(&stranger, add_goal, .command_id = "c", OTHER_CASE, .description = "Swim"), 0);

    assert_int_equal(RUN(&caseworker, list_plans, &out, .after = NULL), 0);
    assert_int_equal(out.plans.count, 2);
    assert_string_equal(out.plans.items[0].plan.case_id, OTHER_CASE); /* the youngest first */
    assert_int_equal(out.plans.items[1].goals, 2);
    assert_int_equal(out.plans.items[1].proposed, 1);
    assert_int_equal(out.plans.items[1].activities, 2);
    assert_int_equal(out.plans.items[1].overdue, 1);
    assert_string_equal(out.plans.items[1].citizen_name, "Ida");
    assert_int_equal(test_disclosed(test), 2);

    assert_int_equal(RUN(&caseworker, list_plans, &out, .after = NULL, true, 1), 0);
    assert_int_equal(out.plans.count, 1);
    assert_string_equal(out.next, OTHER_CASE);
    assert_int_equal(RUN(&caseworker, list_plans, &out, .after = out.next, true, 1), 0);
    assert_string_equal(out.plans.items[0].plan.case_id, CASE);
    assert_null(out.next);

    assert_int_equal(RUN(&helper, list_plans, &out, .after = NULL), 0);
    assert_int_equal(out.plans.count, 1);
    assert_int_equal(out.plans.items[0].goals, 1); /* what is private does not count */
    assert_int_equal(out.plans.items[0].activities, 1);
    assert_string_equal(out.plans.items[0].citizen_name, "Ida");
    assert_int_equal(RUN(&other_helper, list_plans, &out, .after = NULL), 0);
    assert_null(out.plans.items[0].citizen_name); /* category contact */
    assert_int_equal(RUN(&foreigner, list_plans, &out, .after = NULL), 0);
    assert_int_equal(out.plans.count, 0);
    withdraw_consent(CONSENT, NGO);
    assert_int_equal(RUN(&helper, list_plans, &out, .after = NULL), 0);
    assert_int_equal(out.plans.count, 0);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_own_goals_and_proposals),
        TEST(test_whom_the_citizen_authorised),
        TEST(test_strangers),
        TEST(test_conflicts),
        TEST(test_conflict_with_what_was_hidden),
        TEST(test_private_goals),
        TEST(test_activities_of_the_responsible),
        TEST(test_activities),
        TEST(test_offline),
        TEST(test_clearing),
        TEST(test_closed_case),
        TEST(test_the_plan_itself),
        TEST(test_limits),
        TEST(test_list_plans),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
