/* SPDX-License-Identifier: EUPL-1.2 */
/* What was: history, the plan at a time, comments, check-ins and their trend; each as its reader may see it. */
#define TEST_FILE "test_plan_history"
#include "test_world.h"

#define DAY_2 "2026-11-25T09:00:00.000Z"
#define DAY_3 "2026-11-26T09:00:00.000Z"
#define DAY_4 "2026-11-27T09:00:00.000Z"

static struct plans_history_entry_list history(const struct common_principal *who, const char *item_id)
{
    struct plans_list_history_result out;
    assert_int_equal(RUN(who, list_history, &out, .case_id = CASE, .item_id = item_id), 0);
    return out.changes;
}

static size_t comments(const struct common_principal *who)
{
    struct plans_list_comments_result out;
    assert_int_equal(RUN(who, list_comments, &out, .case_id = CASE), 0);
    return out.comments.count;
}

static struct plans_check_in_list check_ins(const struct common_principal *who)
{
    struct plans_list_check_ins_result out;
    assert_int_equal(RUN(who, list_check_ins, &out, .case_id = CASE), 0);
    return out.check_ins;
}

static int check_in(const char *goal_id, int64_t score)
{
    return TRY(&citizen, add_check_in, .command_id = "c", CASE, .goal_id = goal_id, .has_score = true, .score = score);
}

static int show(const char *goal_id, int64_t version, enum plans_visibility visibility)
{
    return TRY(&citizen, set_goal_visibility, .command_id = "c", goal_id, version, visibility);
}

static void test_who_changed_what(void **state)
{
    (void) state;
    invite_both();
    const char *goal = add_goal(&helper, "Walk with others", 0);
    assert_int_equal(TRY(&citizen, set_goal_status, .command_id = "c", goal, 1, PLANS_GOAL_STATUS_ACTIVE), 0);
    test_clock(test, at_ms(DAY_2));
    assert_int_equal(TRY(&relative, update_goal, .command_id = "c", goal, 2, .description = "Walk by the sea",
                         .note = "Slowly", .edited_at = "2026-11-24T20:00:00.000Z"),
                     0);
    struct plans_history_entry_list list = history(&citizen, goal);
    assert_int_equal(list.count, 3);
    assert_int_equal(list.items[0].version, 3);
    assert_int_equal(list.items[0].change, PLANS_CHANGE_REWORDED);
    assert_int_equal(list.items[0].editor.kind, PLANS_EDITOR_KIND_REPRESENTATIVE);
    assert_string_equal(list.items[0].at, DAY_2);
    assert_string_equal(list.items[0].edited_at, "2026-11-24T20:00:00.000Z");
    assert_int_equal(list.items[0].fields.count, 2);
    assert_true(names(&list.items[0].fields, "description"));
    assert_true(names(&list.items[0].fields, "note"));
    assert_string_equal(list.items[0].goal->description, "Walk by the sea");
    assert_string_equal(list.items[0].goal->created_at, NOW);
    assert_string_equal(list.items[0].goal->updated_at, DAY_2);
    assert_int_equal(list.items[1].fields.count, 1);
    assert_string_equal(list.items[1].fields.items[0], "status");
    assert_int_equal(list.items[2].change, PLANS_CHANGE_PROPOSED);
    assert_string_equal(list.items[2].editor.organisation_id, NGO);
    assert_string_equal(list.items[2].goal->description, "Walk with others");
    assert_true(names(&list.items[2].fields, "description"));
    assert_false(names(&list.items[2].fields, "goal_id"));
    assert_int_equal(history(&citizen, UNKNOWN).count, 0);

    /* Of the whole plan: who came in, too. */
    assert_int_equal(TRY(&citizen, update_plan, .command_id = "c", CASE, 0, .title = "My way"), 0);
    list = history(&citizen, NULL);
    assert_int_equal(list.count, 6);
    assert_int_equal(list.items[0].item, PLANS_ITEM_KIND_PLAN);
    assert_null(list.items[0].item_id);
    assert_string_equal(list.items[0].plan->title, "My way");
    assert_int_equal(list.items[5].item, PLANS_ITEM_KIND_PARTICIPANT);
    assert_string_equal(list.items[5].item_id, NGO);
    assert_int_equal(list.items[5].version, 1);
    assert_int_equal(test_disclosed(test), 0); /* their own */
    history(&relative, NULL);
    assert_int_equal(test_disclosed(test), 1); /* whoever represents them is on record */
}

/* Without the category progress, neither what an assessment said nor that it was this field. */
static void test_history_withholds(void **state)
{
    (void) state;
    invite_both();
    const char *goal = add_goal(&citizen, "Walk", 0);
    assert_int_equal(TRY(&helper, assess_goal, .command_id = "c", goal, 1, PLANS_ACHIEVEMENT_IMPROVING), 0);
    assert_int_equal(history(&helper, goal).items[0].goal->achievement, PLANS_ACHIEVEMENT_IMPROVING);
    assert_int_equal(history(&helper, goal).items[0].fields.count, 1);
    assert_int_equal(history(&other_helper, goal).items[0].goal->achievement, PLANS_ACHIEVEMENT_NONE);
    assert_int_equal(history(&other_helper, goal).items[0].fields.count, 0);
    assert_int_equal(test_disclosed(test), 1);
}

/* A version is seen by who sees the goal now and saw that version. */
static void test_history_of_what_was_hidden(void **state)
{
    (void) state;
    invite_both();
    const char *goal = add_goal(&citizen, "Walk", 0);
    assert_int_equal(show(goal, 1, PLANS_VISIBILITY_PRIVATE), 0);
    assert_int_equal(history(&helper, goal).count, 0);
    assert_int_equal(history(&helper, NULL).count, 2); /* the two participants */
    assert_int_equal(TRY(&citizen, update_goal, .command_id = "c", goal, 2, .description = "Quarrel with Bo"), 0);
    assert_int_equal(TRY(&citizen, update_goal, .command_id = "c", goal, 3, .description = "Walk with Bo"), 0);
    assert_int_equal(show(goal, 4, PLANS_VISIBILITY_PARTICIPANTS), 0);
    struct plans_history_entry_list list = history(&helper, goal);
    assert_int_equal(list.count, 2);
    assert_int_equal(list.items[0].version, 5);
    assert_true(list.items[0].fields.count > 1); /* not compared with what they never saw */
    assert_int_equal(list.items[1].version, 1);
    assert_int_equal(history(&citizen, goal).count, 5);
    assert_int_equal(history(&caseworker, goal).count, 5);
}

static void test_history_of_invitations(void **state)
{
    (void) state;
    give_consent(CONSENT, NGO, EVERYTHING);
    assert_int_equal(invite(&citizen, NGO), 0);
    assert_int_equal(invite(&citizen, OTHER_NGO), 0);
    assert_int_equal(TRY(&citizen, remove_participant, .command_id = "c", CASE, OTHER_NGO), 0);
    assert_int_equal(history(&citizen, NULL).count, 3);
    assert_int_equal(history(&helper, NULL).count, 1); /* that another was asked, and was not any more, is not told */
    give_consent(OTHER_CONSENT, OTHER_NGO, CATEGORY(PLAN));
    assert_int_equal(invite(&citizen, OTHER_NGO), 0);
    assert_int_equal(history(&helper, NULL).count, 2);
    assert_int_equal(history(&other_helper, NULL).count, 4);
    assert_int_equal(TRY(&citizen, remove_participant, .command_id = "c", CASE, OTHER_NGO), 0);
    assert_int_equal(history(&helper, NULL).count, 3);
}

static void test_history_pages(void **state)
{
    (void) state;
    struct plans_list_history_result out = {0};
    const char *goal = add_goal(&citizen, "Walk", 0), *after = NULL;
    for (int64_t version = 1; version < 7; version++)
        assert_int_equal(TRY(&citizen, update_goal, .command_id = "c", goal, version, .note = "More"), 0);
    int64_t next_version = 7;
    for (int page = 0; page < 4; page++) {
        assert_int_equal(
            RUN(&citizen, list_history, &out, .case_id = CASE, .after = after, .has_limit = true, .limit = 2), 0);
        for (size_t i = 0; i < out.changes.count; i++)
            assert_int_equal(out.changes.items[i].version, next_version--);
        after = out.next;
        assert_int_equal(after != NULL, page < 3);
    }
    assert_int_equal(next_version, 0);
    assert_int_equal(TRY(&citizen, list_history, .case_id = CASE, .after = "yesterday"), PROBLEM_INVALID_ARGUMENT);
    assert_int_equal(TRY(&citizen, list_comments, .case_id = CASE, .after = "yesterday"), PROBLEM_INVALID_ARGUMENT);
    assert_int_equal(TRY(&citizen, list_check_ins, .case_id = CASE, .after = "1"), PROBLEM_INVALID_ARGUMENT);
}

static struct plans_get_plan_result plan_at(const struct common_principal *who, const char *as_of)
{
    struct plans_get_plan_result out;
    assert_int_equal(RUN(who, get_plan, &out, .case_id = CASE, .as_of = as_of), 0);
    return out;
}

static void test_as_of(void **state)
{
    (void) state;
    invite_both();
    assert_int_equal(TRY(&citizen, update_plan, .command_id = "c", CASE, 0, .title = "First"), 0);
    const char *goal = add_goal(&helper, "Walk with others", 0);
    assert_int_equal(check_in(goal, 3), 0);
    test_clock(test, at_ms(DAY_2));
    const char *activity = add_activity(&citizen, "A walk each morning", 0);
    assert_int_equal(TRY(&citizen, set_goal_status, .command_id = "c", goal, 1, PLANS_GOAL_STATUS_ACTIVE), 0);
    test_clock(test, at_ms(DAY_3));
    assert_int_equal(check_in(goal, 5), 0);
    assert_int_equal(TRY(&citizen, update_plan, .command_id = "c", CASE, 1, .title = "Second"), 0);
    assert_int_equal(TRY(&citizen, update_activity, .command_id = "c", activity, 1, .description = "Two walks"), 0);

    struct plans_get_plan_result plan = plan_at(&citizen, "2026-11-23T09:00:00.000Z");
    assert_int_equal(plan.goals.count, 0);
    assert_int_equal(plan.plan.version, 0);
    plan = plan_at(&citizen, "2026-11-24T10:00:00.000Z");
    assert_int_equal(plan.goals.count, 1);
    assert_int_equal(plan.goals.items[0].status, PLANS_GOAL_STATUS_PROPOSED);
    assert_int_equal(plan.goals.items[0].trend->count, 1);
    assert_int_equal(plan.activities.count, 0);
    assert_string_equal(plan.plan.title, "First");
    assert_int_equal(plan.plan.status, PLANS_PLAN_STATUS_DRAFT);
    plan = plan_at(&citizen, DAY_2);
    assert_int_equal(plan.goals.items[0].status, PLANS_GOAL_STATUS_ACTIVE);
    assert_string_equal(plan.activities.items[0].description, "A walk each morning");
    assert_int_equal(plan.plan.status, PLANS_PLAN_STATUS_ACTIVE);
    plan = plan_at(&citizen, DAY_4);
    assert_string_equal(plan.plan.title, "Second");
    assert_string_equal(plan.activities.items[0].description, "Two walks");
    assert_int_equal(plan.goals.items[0].trend->direction, PLANS_TREND_DIRECTION_UP);
    assert_int_equal(plan_at(&other_helper, DAY_4).goals.count, 1);
    assert_null(plan_at(&other_helper, DAY_4).goals.items[0].trend);

    /* Of what is hidden now nothing was; of what is shown now, what was hidden then. */
    assert_int_equal(show(goal, 2, PLANS_VISIBILITY_PRIVATE), 0);
    assert_int_equal(plan_at(&helper, DAY_2).goals.count, 0);
    assert_int_equal(plan_at(&citizen, DAY_2).goals.count, 1);
    test_clock(test, at_ms(DAY_4));
    assert_int_equal(show(goal, 3, PLANS_VISIBILITY_PARTICIPANTS), 0);
    assert_int_equal(plan_at(&helper, DAY_2).goals.count, 1);
    assert_int_equal(plan_at(&helper, DAY_3).goals.count, 0);
    assert_int_equal(plan_at(&helper, DAY_4).goals.count, 1);
}

static void test_comments(void **state)
{
    (void) state;
    invite_both();
    const char *goal = add_goal(&citizen, "Walk", 0), *hidden = add_goal(&citizen, "Secret", PLANS_VISIBILITY_PRIVATE);
    const char *activity = add_activity(&citizen, "A walk each morning", 0);
    struct plans_list_comments_result out;
    assert_int_equal(TRY(&helper, add_comment, .command_id = "c", CASE, .goal_id = goal, .text = "Well done"), 0);
    assert_int_equal(TRY(&other_helper, add_comment, .command_id = "c", CASE, .text = "Hello"),
                     PROBLEM_CONSENT_MISSING);
    assert_int_equal(test_problem(test)->missing.count, 1);
    assert_string_equal(test_problem(test)->missing.items[0], "notes");
    assert_int_equal(TRY(&caseworker, add_comment, .command_id = "c", CASE, .goal_id = hidden, .text = "A secret"), 0);
    const struct plans_commented *commented = test_last(test, &plans_commented_event);
    assert_int_equal(commented->participant_ids.count, 0);
    assert_int_equal(TRY(&citizen, add_comment, .command_id = "c", CASE, UNKNOWN, .activity_id = activity,
                         .text = "In the train", .edited_at = "2026-11-23T18:00:00.000Z"),
                     0);
    assert_int_equal(TRY(&citizen, add_comment, .command_id = "c", CASE, UNKNOWN, .text = "Again"),
                     PROBLEM_ALREADY_EXISTS);
    assert_int_equal(
        TRY(&citizen, add_comment, .command_id = "c", CASE, .goal_id = goal, .activity_id = activity, .text = "Both"),
        PROBLEM_INVALID_ARGUMENT);
    assert_int_equal(TRY(&stranger, add_comment, .command_id = "c", OTHER_CASE, .goal_id = goal, .text = "x"),
                     PROBLEM_NOT_FOUND);

    assert_int_equal(RUN(&citizen, list_comments, &out, .case_id = CASE), 0);
    assert_int_equal(out.comments.count, 3);
    assert_string_equal(out.comments.items[2].text, "In the train"); /* the latest first, by when they were written */
    assert_string_equal(out.comments.items[2].at, "2026-11-23T18:00:00.000Z");
    assert_int_equal(RUN(&helper, list_comments, &out, .case_id = CASE), 0);
    assert_int_equal(out.comments.count, 2);
    assert_string_equal(out.comments.items[0].editor.organisation_id, NGO);
    assert_int_equal(RUN(&other_helper, list_comments, &out, .case_id = CASE), 0);
    assert_null(out.comments.items[0].text); /* category notes */
    assert_int_equal(RUN(&citizen, list_comments, &out, .case_id = CASE, .goal_id = hidden), 0);
    assert_int_equal(out.comments.count, 1);
    assert_int_equal(RUN(&helper, list_comments, &out, .case_id = CASE, .goal_id = hidden), 0);
    assert_int_equal(out.comments.count, 0);

    /* What was said in private stays so, and what was said openly goes with what it is about. */
    assert_int_equal(show(hidden, 1, PLANS_VISIBILITY_PARTICIPANTS), 0);
    assert_int_equal(comments(&helper), 2);
    assert_int_equal(show(goal, 1, PLANS_VISIBILITY_PRIVATE), 0);
    assert_int_equal(comments(&helper), 1);
    assert_int_equal(comments(&citizen), 3);
}

static void test_comment_pages(void **state)
{
    (void) state;
    struct plans_list_comments_result out = {0};
    size_t found = 0;
    for (int i = 0; i < 5; i++)
        assert_int_equal(TRY(&citizen, add_comment, .command_id = "c", CASE, .text = "At the same moment"), 0);
    do {
        assert_int_equal(
            RUN(&citizen, list_comments, &out, .case_id = CASE, .after = out.next, .has_limit = true, .limit = 2), 0);
        found += out.comments.count;
    } while (out.next);
    assert_int_equal(found, 5);
}

static void test_check_ins(void **state)
{
    (void) state;
    invite_both();
    struct plans_add_check_in_result out;
    const char *goal = add_goal(&citizen, "Walk", 0), *hidden = add_goal(&citizen, "Secret", PLANS_VISIBILITY_PRIVATE);
    assert_int_equal(TRY(&caseworker, add_check_in, .command_id = "c", CASE, .has_score = true, .score = 3),
                     PROBLEM_NOT_AUTHORIZED);
    assert_int_equal(TRY(&citizen, add_check_in, .command_id = "c", CASE), PROBLEM_INVALID_ARGUMENT);
    assert_int_equal(TRY(&citizen, add_check_in, .command_id = "c", CASE, .goal_id = UNKNOWN, .words = "x"),
                     PROBLEM_NOT_FOUND);
    assert_int_equal(TRY(&stranger, add_check_in, .command_id = "c", CASE, .words = "x"), PROBLEM_NOT_FOUND);
    assert_int_equal(TRY(&citizen, update_plan, .command_id = "c", CASE, 0, .has_check_in_every_days = true,
                         .check_in_every_days = 7),
                     0);
    test_clock(test, at_ms(DAY_2));
    assert_int_equal(check_in(goal, 3), 0);
    test_clock(test, at_ms(DAY_3));
    assert_int_equal(RUN(&relative, add_check_in, &out, .command_id = "c", CASE, .goal_id = goal, .has_score = true,
                         .score = 6, .words = "Better", .edited_at = "2026-11-25T18:00:00.000Z"),
                     0);
    assert_string_equal(out.next_check_in, "2026-12-02");
    assert_int_equal(check_in(hidden, 1), 0);
    const struct plans_checked_in *checked_in = test_last(test, &plans_checked_in_event);
    assert_int_equal(checked_in->participant_ids.count, 0);

    struct plans_get_plan_result plan = plan_of(&helper);
    assert_int_equal(plan.goals.items[0].trend->count, 2);
    assert_int_equal(plan.goals.items[0].trend->last_score, 6);
    assert_string_equal(plan.goals.items[0].trend->last_at, "2026-11-25T18:00:00.000Z");
    assert_int_equal(plan.goals.items[0].trend->direction, PLANS_TREND_DIRECTION_UP);
    assert_string_equal(plan.plan.next_check_in, "2026-12-02"); /* nothing betrays the one that is private */
    assert_string_equal(plan_of(&citizen).plan.next_check_in, "2026-12-03");
    assert_int_equal(plan_of(&citizen).goals.items[1].trend->count, 1);
    assert_int_equal(check_ins(&citizen).count, 3);
    assert_int_equal(check_ins(&helper).count, 2);
    assert_string_equal(check_ins(&helper).items[0].words, "Better");
    assert_int_equal(check_ins(&helper).items[0].editor.kind, PLANS_EDITOR_KIND_REPRESENTATIVE);
    assert_false(check_ins(&other_helper).items[0].has_score); /* category progress */
    assert_null(check_ins(&other_helper).items[0].words);

    /* Shown now, the goal has no score for those who did not see it then. */
    assert_int_equal(show(hidden, 1, PLANS_VISIBILITY_PARTICIPANTS), 0);
    assert_null(plan_of(&helper).goals.items[1].trend);
    assert_int_equal(check_ins(&helper).count, 2);
    assert_int_equal(plan_of(&citizen).goals.items[1].trend->count, 1);
    /* The rhythm that is chosen anew counts from then. */
    test_clock(test, at_ms(DAY_4));
    assert_int_equal(TRY(&citizen, update_plan, .command_id = "c", CASE, 1, .has_check_in_every_days = true,
                         .check_in_every_days = 1),
                     0);
    assert_string_equal(plan_of(&citizen).plan.next_check_in, "2026-11-28");
    assert_int_equal(TRY(&citizen, update_plan, .command_id = "c", CASE, 2,
                         .clear = 1u << (PLANS_PLAN_CLEAR_CHECK_IN_EVERY_DAYS - 1)),
                     0);
    assert_null(plan_of(&citizen).plan.next_check_in);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_who_changed_what),
        TEST(test_history_withholds),
        TEST(test_history_of_what_was_hidden),
        TEST(test_history_of_invitations),
        TEST(test_history_pages),
        TEST(test_as_of),
        TEST(test_comments),
        TEST(test_comment_pages),
        TEST(test_check_ins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
