/* SPDX-License-Identifier: EUPL-1.2 */
/* Who is in a plan: by invitation or referral and a consent, in whatever order; and the activity of a referral. */
#define TEST_FILE "test_plan_participants"
#include "test_world.h"

#define THIRD_CONSENT "01900000-0000-7000-8000-000000000042"

static const struct plans_participant_changed *last_participant(void)
{
    return test_last(test, &plans_participant_changed_event);
}

static const struct plans_activity_changed *last_activity(void)
{
    return test_last(test, &plans_activity_changed_event);
}

static enum plans_participant_status status_of(const char *organisation_id)
{
    struct plans_get_plan_result plan = plan_of(&citizen);
    for (size_t i = 0; i < plan.participants.count; i++)
        if (strcmp(plan.participants.items[i].organisation_id, organisation_id) == 0)
            return plan.participants.items[i].status;
    return PLANS_PARTICIPANT_STATUS_NONE;
}

static int look(const struct common_principal *who)
{
    return TRY(who, get_plan, .case_id = CASE);
}

/* Once more, as after a crash: nothing is left to do. */
static void react_again(void)
{
    size_t emitted = test_emitted(test);
    test_react_again(test);
    assert_int_equal(test_emitted(test), emitted);
}

static void refer(void)
{
    REFER(requested, .offer_name = "A friend to visit");
}

static void test_invitation_then_consent(void **state)
{
    (void) state;
    assert_int_equal(invite(&citizen, NGO), 0);
    assert_int_equal(status_of(NGO), PLANS_PARTICIPANT_STATUS_INVITED);
    assert_int_equal(last_participant()->change, PLANS_CHANGE_INVITED);
    assert_int_equal(look(&helper), PROBLEM_NOT_FOUND);
    assert_int_equal(invite(&caseworker, NGO), PROBLEM_ALREADY_EXISTS);
    size_t emitted = test_emitted(test);
    give_consent(OTHER_CONSENT, NGO, CATEGORY(CONTACT) | CATEGORY(REFERRAL)); /* not to see the plan */
    assert_int_equal(test_emitted(test), emitted);
    assert_int_equal(look(&helper), PROBLEM_NOT_FOUND);
    give_consent(CONSENT, NGO, CATEGORY(PLAN));
    assert_int_equal(status_of(NGO), PLANS_PARTICIPANT_STATUS_JOINED);
    assert_int_equal(last_participant()->editor.kind, PLANS_EDITOR_KIND_SYSTEM);
    assert_int_equal(last_participant()->source, PLANS_PARTICIPANT_SOURCE_INVITATION);
    assert_true(names(&last_participant()->participant_ids, NGO));
    assert_int_equal(look(&helper), 0);
    react_again();
}

static void test_consent_then_invitation(void **state)
{
    (void) state;
    struct plans_invite_participant_result out;
    give_consent(CONSENT, NGO, EVERYTHING);
    assert_int_equal(look(&helper), PROBLEM_NOT_FOUND);
    assert_int_equal(RUN(&caseworker, invite_participant, &out, .command_id = "c", CASE, NGO), 0);
    assert_int_equal(out.status, PLANS_PARTICIPANT_STATUS_JOINED);
    assert_int_equal(look(&helper), 0);
    assert_int_equal(invite(&citizen, HOME), PROBLEM_ALREADY_EXISTS);
    assert_int_equal(invite(&citizen, UNKNOWN), PROBLEM_NOT_FOUND);
    assert_int_equal(invite(&foreigner, OTHER_NGO), PROBLEM_NOT_FOUND);
    assert_int_equal(invite(&helper, OTHER_NGO), PROBLEM_NOT_AUTHORIZED);
    test_lease(test, false);
    assert_int_equal(invite(&citizen, OTHER_NGO), PROBLEM_CONSENT_UNVERIFIABLE);
    assert_int_equal(look(&helper), PROBLEM_CONSENT_UNVERIFIABLE);
    assert_int_equal(look(&citizen), 0);
}

/* In either order. */
static void test_referral_and_consent(void **state)
{
    (void) state;
    give_consent(CONSENT, NGO, EVERYTHING);
    refer();
    assert_int_equal(status_of(NGO), PLANS_PARTICIPANT_STATUS_NONE); /* it is only asked */
    REFER(accepted);
    assert_int_equal(status_of(NGO), PLANS_PARTICIPANT_STATUS_JOINED);
    assert_int_equal(last_participant()->source, PLANS_PARTICIPANT_SOURCE_REFERRAL);
    assert_string_equal(last_participant()->referral_id, REFERRAL_ID);
    assert_true(names(&last_activity()->participant_ids, NGO)); /* though it came in by the same step */
    react_again();
}

/* After a crash between the two answers to one event: the one that was not recorded is given, the other not again. */
static void test_half_answered(void **state)
{
    (void) state;
    give_consent(CONSENT, NGO, EVERYTHING);
    refer();
    REFER(accepted);
    size_t emitted = test_emitted(test);
    struct query q = store_query(test_store(test), "DELETE FROM change WHERE kind = 3");
    assert_int_equal(store_run(&q), 0);
    q = store_query(test_store(test), "DELETE FROM item");
    assert_int_equal(store_run(&q), 0);
    test_react_again(test);
    assert_int_equal(test_emitted(test), emitted + 1);
    assert_true(names(&last_activity()->participant_ids, NGO));
    assert_int_equal(plan_of(&helper).activities.count, 1);
}

static int close_only(void **state)
{
    (void) state;
    test_close(test);
    return 0;
}

static void test_referral_then_consent(void **state)
{
    (void) state;
    give_consent(OTHER_CONSENT, NGO, CATEGORY(CONTACT) | CATEGORY(REFERRAL));
    refer();
    REFER(waitlisted);
    assert_int_equal(status_of(NGO), PLANS_PARTICIPANT_STATUS_NONE);
    assert_int_equal(last_activity()->participant_ids.count, 0);
    react_again();
    give_consent(CONSENT, NGO, CATEGORY(PLAN));
    assert_int_equal(status_of(NGO), PLANS_PARTICIPANT_STATUS_JOINED);
    assert_int_equal(plan_of(&helper).activities.count, 1);
    react_again();
    REFER(completed);
    assert_int_equal(status_of(NGO), PLANS_PARTICIPANT_STATUS_JOINED); /* until somebody says otherwise */
}

static void test_consent_ends(void **state)
{
    (void) state;
    invite_both();
    assert_int_equal(TRY(&citizen, authorise_participant, .command_id = "c", CASE, NGO, true), 0);
    const char *goal = add_goal(&citizen, "Walk", 0);
    assert_int_equal(look(&helper), 0);
    withdraw_consent(CONSENT, NGO);
    assert_int_equal(status_of(NGO), PLANS_PARTICIPANT_STATUS_LEFT);
    assert_int_equal(last_participant()->change, PLANS_CHANGE_LEFT);
    assert_true(names(&last_participant()->participant_ids, OTHER_NGO));
    react_again();
    assert_int_equal(look(&helper), PROBLEM_NOT_FOUND);
    assert_int_equal(TRY(&helper, update_goal, .command_id = "c", goal, 1, .note = "x"), PROBLEM_NOT_FOUND);
    assert_int_equal(TRY(&citizen, update_goal, .command_id = "c", goal, 1, .note = "x"), 0);
    const struct plans_goal_changed *changed = test_last(test, &plans_goal_changed_event);
    assert_int_equal(changed->participant_ids.count, 1);
    assert_string_equal(changed->participant_ids.items[0], OTHER_NGO);
    /* A new consent is none to come back uninvited, and brings back no word. */
    give_consent(CONSENT, NGO, EVERYTHING);
    assert_int_equal(look(&helper), PROBLEM_NOT_FOUND);
    assert_int_equal(invite(&citizen, NGO), 0);
    assert_int_equal(look(&helper), 0);
    assert_int_equal(TRY(&helper, update_goal, .command_id = "c", goal, 2, .note = "y"), PROBLEM_NOT_THE_CITIZENS_WORD);
}

/* One of two consents ends: it stays while the other lets it see the plan. */
static void test_one_of_two_consents(void **state)
{
    (void) state;
    give_consent(CONSENT, NGO, EVERYTHING);
    give_consent(OTHER_CONSENT, NGO, CATEGORY(PLAN));
    assert_int_equal(invite(&citizen, NGO), 0);
    size_t emitted = test_emitted(test);
    withdraw_consent(CONSENT, NGO);
    assert_int_equal(test_emitted(test), emitted);
    assert_int_equal(look(&helper), 0);
    withdraw_consent(OTHER_CONSENT, NGO);
    assert_int_equal(look(&helper), PROBLEM_NOT_FOUND);
}

/* Who looks is checked against the clock; that the plan says so follows when the expiry is said. */
static void test_consent_expires(void **state)
{
    (void) state;
    invite_both();
    test_clock(test, at_ms("2027-11-24T09:00:00.000Z"));
    assert_int_equal(look(&helper), PROBLEM_NOT_FOUND);
    assert_int_equal(TRY(&helper, list_history, .case_id = CASE), PROBLEM_NOT_FOUND);
    assert_int_equal(TRY(&helper, add_goal, .command_id = "c", CASE, .description = "Late"), PROBLEM_NOT_FOUND);
    assert_int_equal(status_of(NGO), PLANS_PARTICIPANT_STATUS_JOINED);
    test_follow(test, &consents_expired_event,
                &(struct consents_expired){.consent_id = CONSENT,
                                           .case_id = CASE,
                                           .citizen_id = CITIZEN_ID,
                                           .home_id = HOME,
                                           .organisation_id = NGO,
                                           .purpose = 1,
                                           .categories = EVERYTHING});
    assert_int_equal(status_of(NGO), PLANS_PARTICIPANT_STATUS_LEFT);
    react_again();
}

static void test_removal(void **state)
{
    (void) state;
    give_consent(CONSENT, NGO, EVERYTHING);
    refer();
    REFER(accepted);
    give_consent(OTHER_CONSENT, OTHER_NGO, EVERYTHING);
    assert_int_equal(invite(&citizen, OTHER_NGO), 0);
    assert_int_equal(TRY(&helper, remove_participant, .command_id = "c", CASE, OTHER_NGO), PROBLEM_NOT_FOUND);
    assert_int_equal(TRY(&citizen, remove_participant, .command_id = "c", CASE, NGO), 0);
    assert_true(names(&last_participant()->participant_ids, NGO)); /* it is told, and the other one */
    assert_true(names(&last_participant()->participant_ids, OTHER_NGO));
    assert_int_equal(look(&helper), PROBLEM_NOT_FOUND);
    assert_int_equal(TRY(&citizen, remove_participant, .command_id = "c", CASE, NGO), PROBLEM_NOT_FOUND);
    assert_int_equal(TRY(&citizen, authorise_participant, .command_id = "c", CASE, NGO, true),
                     PROBLEM_ILLEGAL_TRANSITION);
    /* Whoever was taken out comes back by an invitation only. */
    REFER(started);
    assert_int_equal(look(&helper), PROBLEM_NOT_FOUND);
    give_consent(THIRD_CONSENT, NGO, EVERYTHING);
    assert_int_equal(look(&helper), PROBLEM_NOT_FOUND);
    assert_int_equal(invite(&citizen, NGO), 0);
    assert_int_equal(look(&helper), 0);
    /* It may go by itself, and what ended by a consent goes on with the next, where there is a referral. */
    assert_int_equal(TRY(&other_helper, remove_participant, .command_id = "c", CASE, OTHER_NGO), 0);
    assert_int_equal(look(&other_helper), PROBLEM_NOT_FOUND);
    withdraw_consent(CONSENT, NGO);
    withdraw_consent(THIRD_CONSENT, NGO);
    assert_int_equal(status_of(NGO), PLANS_PARTICIPANT_STATUS_LEFT);
    give_consent(CONSENT, NGO, EVERYTHING);
    assert_int_equal(status_of(NGO), PLANS_PARTICIPANT_STATUS_JOINED);
}

/* Whom else the citizen asked, a participant need not know. */
static void test_who_sees_whom(void **state)
{
    (void) state;
    give_consent(CONSENT, NGO, EVERYTHING);
    assert_int_equal(invite(&citizen, NGO), 0);
    assert_int_equal(invite(&citizen, OTHER_NGO), 0);
    assert_int_equal(last_participant()->participant_ids.count, 1);
    assert_string_equal(last_participant()->participant_ids.items[0], OTHER_NGO);
    assert_int_equal(plan_of(&citizen).participants.count, 2);
    assert_int_equal(plan_of(&helper).participants.count, 1);
    give_consent(OTHER_CONSENT, OTHER_NGO, EVERYTHING);
    assert_int_equal(plan_of(&helper).participants.count, 2);
    assert_int_equal(last_participant()->participant_ids.count, 2);
}

static void test_activity_follows(void **state)
{
    (void) state;
    give_consent(CONSENT, NGO, EVERYTHING);
    give_consent(OTHER_CONSENT, OTHER_NGO, EVERYTHING);
    assert_int_equal(invite(&citizen, OTHER_NGO), 0);
    refer();
    assert_int_equal(plan_of(&citizen).activities.count, 0);
    REFER(waitlisted);
    const struct plans_activity_changed *added = last_activity();
    assert_int_equal(added->status, PLANS_ACTIVITY_STATUS_ON_HOLD);
    assert_int_equal(added->change, PLANS_CHANGE_ADDED);
    assert_int_equal(added->kind, PLANS_ACTIVITY_KIND_VOLUNTEER_OFFER);
    assert_int_equal(added->visibility, PLANS_VISIBILITY_RESPONSIBLE);
    assert_string_equal(added->description, "A friend to visit");
    assert_string_equal(added->offer_name, "A friend to visit");
    assert_string_equal(added->responsible->organisation_id, NGO);
    assert_int_equal(added->participant_ids.count, 1);
    assert_int_equal(plan_of(&helper).activities.count, 1);
    assert_int_equal(plan_of(&other_helper).activities.count, 0);
    react_again();

    assert_int_equal(
        TRY(&helper, set_activity_status, .command_id = "c", added->activity_id, 1, PLANS_ACTIVITY_STATUS_COMPLETED),
        PROBLEM_FOLLOWS_REFERRAL);
    assert_int_equal(
        TRY(&helper, update_activity, .command_id = "c", added->activity_id, 1, .description = "Cai visits Ida"), 0);
    REFER(accepted);
    assert_int_equal(last_activity()->status, PLANS_ACTIVITY_STATUS_SCHEDULED);
    assert_int_equal(last_activity()->change, PLANS_CHANGE_FOLLOWED_REFERRAL);
    assert_int_equal(last_activity()->version, 3);
    assert_string_equal(last_activity()->description, "Cai visits Ida");
    REFER(started);
    assert_int_equal(last_activity()->status, PLANS_ACTIVITY_STATUS_IN_PROGRESS);
    react_again();
    REFER(completed);
    assert_int_equal(last_activity()->status, PLANS_ACTIVITY_STATUS_COMPLETED);
    react_again();
    assert_int_equal(plan_of(&citizen).activities.count, 1);
}

static void test_ends_of_a_referral(void **state)
{
    (void) state;
    refer();
    REFER(rejected);
    assert_int_equal(plan_of(&citizen).activities.count, 0); /* nothing came of it */
    REFER(accepted);
    REFER(failed);
    assert_int_equal(last_activity()->status, PLANS_ACTIVITY_STATUS_STOPPED);
    react_again();
}

static void test_transfer(void **state)
{
    (void) state;
    refer();
    REFER(accepted);
    REFER(transferred, .replaced_by = NEW_REFERRAL, .new_offer_id = OTHER_OFFER, .new_performer_id = OTHER_NGO,
          .offer_name = "Walks");
    assert_int_equal(last_activity()->status, PLANS_ACTIVITY_STATUS_CANCELLED);
    assert_int_equal(plan_of(&citizen).activities.count, 1);
    react_again();
    test_follow(test, &referrals_accepted_event,
                &(struct referrals_accepted){.referral_id = NEW_REFERRAL,
                                             .case_id = CASE,
                                             .citizen_id = CITIZEN_ID,
                                             .home_id = HOME,
                                             .offer_id = OTHER_OFFER,
                                             .performer_id = OTHER_NGO});
    assert_int_equal(plan_of(&citizen).activities.count, 2);
    assert_string_equal(last_activity()->offer_name, "Walks");
}

/* Somebody wrote the activity before the referral was answered. */
static void test_activity_of_a_referral_by_hand(void **state)
{
    (void) state;
    struct plans_add_activity_result out;
    refer();
    assert_int_equal(RUN(&caseworker, add_activity, &out, .command_id = "c", CASE, .kind = 1,
                         .description = "Somebody visits", .referral_id = REFERRAL_ID),
                     0);
    assert_int_equal(out.status, PLANS_ACTIVITY_STATUS_NOT_STARTED);
    assert_string_equal(last_activity()->responsible->organisation_id, NGO);
    assert_string_equal(last_activity()->offer_id, OFFER);
    assert_int_equal(
        TRY(&citizen, add_activity, .command_id = "c", CASE, .kind = 1, .description = "x", .referral_id = REFERRAL_ID),
        PROBLEM_ALREADY_EXISTS);
    REFER(accepted);
    assert_int_equal(plan_of(&citizen).activities.count, 1);
    assert_int_equal(last_activity()->status, PLANS_ACTIVITY_STATUS_SCHEDULED);
    assert_string_equal(last_activity()->description, "Somebody visits");
    /* Another organisation knows nothing of it. */
    give_consent(OTHER_CONSENT, OTHER_NGO, EVERYTHING);
    assert_int_equal(invite(&citizen, OTHER_NGO), 0);
    assert_int_equal(TRY(&other_helper, add_activity, .command_id = "c", CASE, .kind = 1, .description = "x",
                         .referral_id = REFERRAL_ID),
                     PROBLEM_NOT_FOUND);
    assert_int_equal(TRY(&stranger, add_activity, .command_id = "c", OTHER_CASE, .kind = 1, .description = "x",
                         .referral_id = REFERRAL_ID),
                     PROBLEM_NOT_FOUND);
}

/* The municipality's own offer is its business without any consent. */
static void test_home_performs(void **state)
{
    (void) state;
    const struct referrals_requested requested = {.referral_id = REFERRAL_ID,
                                                  .case_id = CASE,
                                                  .citizen_id = CITIZEN_ID,
                                                  .home_id = HOME,
                                                  .offer_id = OFFER,
                                                  .performer_id = HOME};
    const struct referrals_accepted accepted = {.referral_id = REFERRAL_ID,
                                                .case_id = CASE,
                                                .citizen_id = CITIZEN_ID,
                                                .home_id = HOME,
                                                .offer_id = OFFER,
                                                .performer_id = HOME};
    test_follow(test, &referrals_requested_event, &requested);
    test_follow(test, &referrals_accepted_event, &accepted);
    assert_int_equal(plan_of(&citizen).participants.count, 0);
    assert_int_equal(plan_of(&caseworker).activities.count, 1);
    react_again();
}

/* A plan that has had its number of organisations takes no further one in. */
static void test_full(void **state)
{
    (void) state;
    char ids[PARTICIPANTS_MAX][37];
    for (int i = 0; i < PARTICIPANTS_MAX; i++) {
        snprintf(ids[i], sizeof ids[i], "01900000-0000-7000-8000-00000000f%03x", (unsigned) i & 0xfff);
        test_follow(test, &directory_organisation_registered_event,
                    &(struct directory_organisation_registered){
                        .organisation_id = ids[i], .name = "One of many", .type = COMMON_ORGANISATION_TYPE_VOLUNTARY});
        assert_int_equal(invite(&citizen, ids[i]), 0);
    }
    assert_int_equal(invite(&citizen, NGO), PROBLEM_PLAN_FULL);
    give_consent(CONSENT, NGO, EVERYTHING);
    refer();
    REFER(accepted);
    assert_int_equal(status_of(NGO), PLANS_PARTICIPANT_STATUS_NONE);
    assert_int_equal(plan_of(&citizen).activities.count, 1);
    assert_int_equal(TRY(&citizen, remove_participant, .command_id = "c", CASE, ids[0]), 0);
    assert_int_equal(invite(&citizen, ids[0]), 0); /* it was in before */
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_invitation_then_consent),
        TEST(test_consent_then_invitation),
        TEST(test_referral_and_consent),
        cmocka_unit_test_setup_teardown(test_half_answered, set_up, close_only),
        TEST(test_referral_then_consent),
        TEST(test_consent_ends),
        TEST(test_one_of_two_consents),
        TEST(test_consent_expires),
        TEST(test_removal),
        TEST(test_who_sees_whom),
        TEST(test_activity_follows),
        TEST(test_ends_of_a_referral),
        TEST(test_transfer),
        TEST(test_activity_of_a_referral_by_hand),
        TEST(test_home_performs),
        TEST(test_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
