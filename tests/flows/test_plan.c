/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A shared plan, end to end against the running product: a citizen, the municipality and two organisations work on it at
 * once. One organisation comes in by an invitation, the other by a referral, whose activity follows it; each sees live
 * what it may see; two who change the same meet; a goal is hidden; and a withdrawn consent cuts off within its answer.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "client.h"

#define CASEWORKER "anna.caseworker@aaby.example"
#define VISITOR "vera.coordinator@visiting.example"
#define WALKER "walid.coordinator@walking.example"
#define CITIZEN_SUBJECT "ida.citizen@home.example"

enum { CITIZEN, TOWN, VISITING, WALKING, EVERYBODY };

static struct instance *product;
static struct client *operator_, *people[EVERYBODY];
static struct feed *feeds[EVERYBODY];
static char town_id[40], visiting_id[40], walking_id[40], offer_id[40], case_id[40], visiting_consent_id[40],
    referral_id[40], goal_id[40], private_goal_id[40], activity_id[40], followed_id[40];

/* Keeps the text at a field of an answer and releases the answer. */
static void keep(json_t *answer, const char *field, char *to)
{
    snprintf(to, 40, "%s", text_of(answer, field));
    json_decref(answer);
}

static void expect_text(json_t *answer, const char *field, const char *expected)
{
    assert_string_equal(text_of(answer, field), expected);
    json_decref(answer);
}

static void register_organisation(const char *name, const char *type, const char *member, const char *role, char *id)
{
    keep(client_call(operator_, 200, "directory.register_organisation",
                     json_pack("{s:s, s:s}", "name", name, "type", type)),
         "organisation_id", id);
    json_decref(client_call(operator_, 200, "directory.add_member",
                            json_pack("{s:s, s:s, s:[s]}", "organisation_id", id, "subject", member, "roles", role)));
}

static void open_case(void)
{
    json_t *opened =
        client_call(people[TOWN], 200, "cases.open_case", json_pack("{s:s}", "citizen_name", "Ida Invented"));
    keep(opened, "case_id", case_id);
    json_t *invited = client_call(people[TOWN], 200, "cases.invite_citizen", json_pack("{s:s}", "case_id", case_id));
    json_decref(client_call(people[CITIZEN], 200, "cases.accept_invitation",
                            json_pack("{s:s}", "code", text_of(invited, "code"))));
    json_decref(invited);
}

static int set_up(void **state)
{
    (void) state;
    product = instance_start(0);
    operator_ = client_new(product, "operator", NULL);
    register_organisation("Aaby", "municipality", CASEWORKER, "caseworker", town_id);
    register_organisation("Visiting Friends", "voluntary", VISITOR, "coordinator", visiting_id);
    register_organisation("Walking Club", "voluntary", WALKER, "coordinator", walking_id);
    people[CITIZEN] = client_new(product, CITIZEN_SUBJECT, NULL);
    people[TOWN] = client_new(product, CASEWORKER, NULL);
    people[VISITING] = client_new(product, VISITOR, NULL);
    people[WALKING] = client_new(product, WALKER, NULL);
    keep(client_call(people[VISITING], 200, "directory.publish_offer", json_pack("{s:s}", "name", "A visiting friend")),
         "offer_id", offer_id);
    open_case();
    for (int who = 0; who < EVERYBODY; who++)
        feeds[who] = feed_open(people[who], NULL);
    return 0;
}

static int tear_down(void **state)
{
    (void) state;
    for (int who = 0; who < EVERYBODY; who++) {
        if (feeds[who])
            feed_close(feeds[who]);
        client_free(people[who]);
    }
    client_free(operator_);
    instance_stop(product);
    return 0;
}

static void give_consent(json_t *categories, const char *organisation_id, char *consent_id)
{
    json_t *requested = client_call(people[TOWN], 200, "consents.request_consent",
                                    json_pack("{s:s, s:s, s:s, s:o, s:s, s:s}", "case_id", case_id, "organisation_id",
                                              organisation_id, "purpose", "SocialWelfareProvision", "categories",
                                              categories, "text", "I agree.", "language", "en"));
    keep(requested, "consent_id", consent_id);
    json_decref(
        client_call(people[CITIZEN], 200, "consents.give_consent", json_pack("{s:s}", "consent_id", consent_id)));
}

static json_t *plan_of(int who)
{
    return client_call(people[who], 200, "plans.get_plan", json_pack("{s:s}", "case_id", case_id));
}

/* The item with this id in what an answer has at a field; NULL: it is not there. Borrowed. */
static const json_t *item_of(const json_t *answer, const char *field, const char *id_field, const char *id)
{
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(answer, field), i, item)
    {
        if (strcmp(text_of(item, id_field), id) == 0)
            return item;
    }
    return NULL;
}

static bool sees_goal(int who, const char *id)
{
    json_t *plan = plan_of(who);
    bool seen = item_of(plan, "goals", "goal_id", id) != NULL;
    json_decref(plan);
    return seen;
}

/* Waits until somebody is told of a version of an item. The event's data. */
static json_t *told(int who, const char *type, const char *id_field, const char *id, int version)
{
    for (;;) {
        json_t *event = feed_expect(feeds[who], type);
        json_t *data = json_incref(json_object_get(event, "data"));
        json_decref(event);
        const char *found = json_string_value(json_object_get(data, id_field));
        if (found && strcmp(found, id) == 0 && json_integer_value(json_object_get(data, "version")) == version)
            return data;
        json_decref(data);
    }
}

static void the_citizen_sets_goals(void **state)
{
    (void) state;
    json_t *added =
        client_call(people[CITIZEN], 200, "plans.add_goal",
                    json_pack("{s:s, s:s}", "case_id", case_id, "description", "To walk to the harbour again"));
    assert_string_equal(text_of(added, "status"), "active");
    keep(added, "goal_id", goal_id);
    keep(client_call(people[CITIZEN], 200, "plans.add_goal",
                     json_pack("{s:s, s:s, s:s}", "case_id", case_id, "description", "To speak with my brother again",
                               "visibility", "private")),
         "goal_id", private_goal_id);
    json_decref(told(TOWN, "samspil.plans.goal_changed", "goal_id", private_goal_id, 1));
    json_decref(client_call(people[WALKING], 404, "plans.get_plan", json_pack("{s:s}", "case_id", case_id)));
}

static void one_organisation_comes_in_by_an_invitation(void **state)
{
    (void) state;
    char consent_id[40];
    expect_text(client_call(people[CITIZEN], 200, "plans.invite_participant",
                            json_pack("{s:s, s:s}", "case_id", case_id, "organisation_id", walking_id)),
                "status", "invited");
    json_decref(client_call(people[WALKING], 404, "plans.get_plan", json_pack("{s:s}", "case_id", case_id)));
    give_consent(json_pack("[s]", "plan"), walking_id, consent_id);
    json_t *event = feed_expect(feeds[WALKING], "samspil.plans.participant_changed");
    assert_string_equal(text_of(json_object_get(event, "data"), "status"), "joined");
    json_decref(event);
    assert_true(sees_goal(WALKING, goal_id));
    assert_false(sees_goal(WALKING, private_goal_id));
}

/* The other one by a referral, whose activity only those see who have to do with it. */
static void the_other_comes_in_by_a_referral(void **state)
{
    (void) state;
    give_consent(json_pack("[s, s, s, s, s]", "contact", "referral", "plan", "notes", "progress"), visiting_id,
                 visiting_consent_id);
    keep(client_call(people[TOWN], 200, "referrals.send_referral",
                     json_pack("{s:s, s:s, s:s}", "case_id", case_id, "offer_id", offer_id, "reason", "lives alone")),
         "referral_id", referral_id);
    json_decref(client_call(people[VISITING], 200, "referrals.accept_referral",
                            json_pack("{s:s, s:s}", "referral_id", referral_id, "contact_date", "2030-01-15")));
    json_t *event = feed_expect(feeds[VISITING], "samspil.plans.participant_changed");
    assert_string_equal(text_of(json_object_get(event, "data"), "source"), "referral");
    json_decref(event);
    event = feed_expect(feeds[VISITING], "samspil.plans.activity_changed");
    const json_t *activity = json_object_get(event, "data");
    assert_string_equal(text_of(activity, "status"), "scheduled");
    assert_string_equal(text_of(activity, "offer_name"), "A visiting friend");
    assert_string_equal(text_of(activity, "referral_id"), referral_id);
    snprintf(followed_id, sizeof followed_id, "%s", text_of(activity, "activity_id"));
    json_decref(event);
    json_decref(told(CITIZEN, "samspil.plans.activity_changed", "activity_id", followed_id, 1));
    json_t *plan = plan_of(WALKING);
    assert_null(item_of(plan, "activities", "activity_id", followed_id));
    assert_int_equal(json_array_size(json_object_get(plan, "participants")), 2);
    json_decref(plan);
}

static void all_see_what_each_changes(void **state)
{
    (void) state;
    json_t *added = client_call(people[VISITING], 200, "plans.add_activity",
                                json_pack("{s:s, s:s, s:s, s:[s]}", "case_id", case_id, "kind", "network",
                                          "description", "A walk on Tuesdays", "goal_ids", goal_id));
    keep(added, "activity_id", activity_id);
    for (int who = 0; who < EVERYBODY; who++) {
        json_t *data = told(who, "samspil.plans.activity_changed", "activity_id", activity_id, 1);
        assert_string_equal(text_of(data, "description"), "A walk on Tuesdays");
        json_decref(data);
    }
    json_decref(client_call(people[WALKING], 200, "plans.update_activity",
                            json_pack("{s:s, s:i, s:s}", "activity_id", activity_id, "version", 1, "description",
                                      "A walk on Tuesdays and Fridays")));
    for (int who = 0; who < EVERYBODY; who++)
        json_decref(told(who, "samspil.plans.activity_changed", "activity_id", activity_id, 2));
    json_decref(client_call(people[CITIZEN], 200, "plans.set_next_action",
                            json_pack("{s:s, s:i, s:{s:s}}", "case_id", case_id, "version", 0, "next_action", "text",
                                      "Anna rings on Monday")));
    for (int who = 0; who < EVERYBODY; who++)
        json_decref(told(who, "samspil.plans.plan_changed", "case_id", case_id, 1));
}

/* Whether the citizen's record of who looked has this procedure. */
static bool was_looked_at(const char *procedure)
{
    json_t *answer =
        client_call(people[CITIZEN], 200, "disclosures.list_disclosures", json_pack("{s:i}", "limit", 200));
    size_t i;
    const json_t *item;
    bool found = false;
    json_array_foreach(json_object_get(answer, "disclosures"), i, item) found |=
        strcmp(text_of(item, "kind"), "read") == 0 && strcmp(text_of(item, "what"), procedure) == 0;
    json_decref(answer);
    return found;
}

/* Who saw an older version gets both, which is put on record as any look is, and nobody's change is lost. */
static void two_who_change_the_same_meet(void **state)
{
    (void) state;
    json_t *refused =
        client_call(people[VISITING], 409, "plans.update_activity",
                    json_pack("{s:s, s:i, s:s}", "activity_id", activity_id, "version", 1, "due_date", "2030-05-01"));
    assert_string_equal(text_of(refused, "code"), "version_conflict");
    assert_string_equal(text_of(json_object_get(refused, "seen"), "description"), "A walk on Tuesdays");
    const json_t *current = json_object_get(refused, "current");
    assert_string_equal(text_of(current, "description"), "A walk on Tuesdays and Fridays");
    const json_int_t version = json_integer_value(json_object_get(current, "version"));
    json_decref(refused);
    for (int tries = 0; !was_looked_at("samspil.plans.update_activity"); tries++) {
        assert_true(tries < 200);
        usleep(50000); /* the record is made before the answer, and followed by disclosures after it */
    }
    json_decref(client_call(
        people[VISITING], 200, "plans.update_activity",
        json_pack("{s:s, s:I, s:s}", "activity_id", activity_id, "version", version, "due_date", "2030-05-01")));
    json_t *plan = plan_of(CITIZEN);
    const json_t *activity = item_of(plan, "activities", "activity_id", activity_id);
    assert_string_equal(text_of(activity, "description"), "A walk on Tuesdays and Fridays");
    assert_string_equal(text_of(activity, "due_date"), "2030-05-01");
    json_decref(plan);
    json_t *history = client_call(people[CITIZEN], 200, "plans.list_history",
                                  json_pack("{s:s, s:s}", "case_id", case_id, "item_id", activity_id));
    const json_t *changes = json_object_get(history, "changes");
    assert_int_equal(json_array_size(changes), 3);
    assert_string_equal(text_of(json_object_get(json_array_get(changes, 1), "editor"), "organisation_id"), walking_id);
    json_decref(history);
}

static void a_goal_is_the_citizens_word(void **state)
{
    (void) state;
    char proposed_id[40];
    expect_text(client_call(people[WALKING], 403, "plans.update_goal",
                            json_pack("{s:s, s:i, s:s}", "goal_id", goal_id, "version", 1, "description", "To run")),
                "code", "not_the_citizens_word");
    keep(client_call(people[WALKING], 200, "plans.add_goal",
                     json_pack("{s:s, s:s}", "case_id", case_id, "description", "To join the Sunday walk")),
         "goal_id", proposed_id);
    expect_text(told(CITIZEN, "samspil.plans.goal_changed", "goal_id", proposed_id, 1), "status", "proposed");
    expect_text(client_call(people[CITIZEN], 200, "plans.set_goal_status",
                            json_pack("{s:s, s:i, s:s}", "goal_id", proposed_id, "version", 1, "status", "accepted")),
                "status", "accepted");
    expect_text(told(WALKING, "samspil.plans.goal_changed", "goal_id", proposed_id, 2), "change", "accepted");
}

/* Those from whom a goal is hidden learn that, and nothing of what it is from then on. */
static void a_goal_is_hidden(void **state)
{
    (void) state;
    json_decref(client_call(people[CITIZEN], 200, "plans.set_goal_visibility",
                            json_pack("{s:s, s:i, s:s}", "goal_id", goal_id, "version", 1, "visibility", "private")));
    for (int who = VISITING; who <= WALKING; who++) {
        json_t *hidden = told(who, "samspil.plans.goal_hidden", "goal_id", goal_id, 2);
        assert_null(json_object_get(hidden, "description"));
        assert_null(json_object_get(hidden, "status"));
        json_decref(hidden);
        assert_false(sees_goal(who, goal_id));
        json_t *plan = plan_of(who);
        const json_t *activity = item_of(plan, "activities", "activity_id", activity_id);
        assert_int_equal(json_array_size(json_object_get(activity, "goal_ids")), 0);
        json_decref(plan);
    }
    json_decref(told(TOWN, "samspil.plans.goal_changed", "goal_id", goal_id, 2));
    json_decref(client_call(people[CITIZEN], 200, "plans.add_check_in",
                            json_pack("{s:s, s:s, s:i}", "case_id", case_id, "goal_id", goal_id, "score", 7)));
    json_t *list = client_call(people[VISITING], 200, "plans.list_check_ins", json_pack("{s:s}", "case_id", case_id));
    assert_int_equal(json_array_size(json_object_get(list, "check_ins")), 0);
    json_decref(list);
}

static void the_activity_follows_its_referral(void **state)
{
    (void) state;
    expect_text(
        client_call(people[TOWN], 409, "plans.set_activity_status",
                    json_pack("{s:s, s:i, s:s}", "activity_id", followed_id, "version", 1, "status", "in-progress")),
        "code", "follows_referral");
    json_decref(
        client_call(people[VISITING], 200, "referrals.start_referral", json_pack("{s:s}", "referral_id", referral_id)));
    expect_text(told(CITIZEN, "samspil.plans.activity_changed", "activity_id", followed_id, 2), "status",
                "in-progress");
    json_decref(client_call(people[VISITING], 200, "referrals.complete_referral",
                            json_pack("{s:s, s:s}", "referral_id", referral_id, "outcome", "helped")));
    expect_text(told(VISITING, "samspil.plans.activity_changed", "activity_id", followed_id, 3), "status", "completed");
}

static void after_the_withdrawal_nothing_is_seen(void **state)
{
    (void) state;
    json_t *withdrawn = client_call(people[CITIZEN], 200, "consents.withdraw_consent",
                                    json_pack("{s:s}", "consent_id", visiting_consent_id));
    assert_true(strlen(text_of(withdrawn, "effective_at")) > 0);
    json_decref(withdrawn);
    static const char *const queries[] = {"plans.get_plan", "plans.list_history", "plans.list_comments",
                                          "plans.list_check_ins"};
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
        json_decref(client_call(people[VISITING], 404, queries[i], json_pack("{s:s}", "case_id", case_id)));
    json_decref(client_call(people[VISITING], 404, "plans.update_activity",
                            json_pack("{s:s, s:i}", "activity_id", activity_id, "version", 3)));
    json_t *list = client_call(people[VISITING], 200, "plans.list_plans", json_object());
    assert_int_equal(json_array_size(json_object_get(list, "plans")), 0);
    json_decref(list);
    json_t *page = client_call(people[VISITING], 200, "disclosures.read_feed", json_pack("{s:i}", "limit", 200));
    size_t i;
    json_t *event;
    json_array_foreach(json_object_get(page, "events"), i, event)
        assert_null(strstr(text_of(event, "type"), "samspil.plans."));
    json_decref(page);

    /* The others see that it left, and go on. */
    json_t *data;
    do {
        event = feed_expect(feeds[WALKING], "samspil.plans.participant_changed");
        data = json_object_get(event, "data");
        const bool left = strcmp(text_of(data, "status"), "left") == 0;
        if (left)
            assert_string_equal(text_of(data, "organisation_id"), visiting_id);
        json_decref(event);
        if (left)
            break;
    } while (true);
    json_decref(
        client_call(people[WALKING], 200, "plans.set_activity_status",
                    json_pack("{s:s, s:i, s:s}", "activity_id", activity_id, "version", 3, "status", "in-progress")));
    json_decref(told(CITIZEN, "samspil.plans.activity_changed", "activity_id", activity_id, 4));
}

static void all_is_there_after_a_restart(void **state)
{
    (void) state;
    json_t *before = plan_of(CITIZEN);
    for (int who = 0; who < EVERYBODY; who++) {
        feed_close(feeds[who]);
        feeds[who] = NULL;
    }
    instance_down(product);
    instance_up(product);
    json_t *after = plan_of(CITIZEN);
    assert_true(json_equal(before, after));
    json_decref(before);
    json_decref(after);
    json_decref(client_call(people[VISITING], 404, "plans.get_plan", json_pack("{s:s}", "case_id", case_id)));
}

int main(void)
{
    /* Each builds on those before. */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_citizen_sets_goals),
        cmocka_unit_test(one_organisation_comes_in_by_an_invitation),
        cmocka_unit_test(the_other_comes_in_by_a_referral),
        cmocka_unit_test(all_see_what_each_changes),
        cmocka_unit_test(two_who_change_the_same_meet),
        cmocka_unit_test(a_goal_is_the_citizens_word),
        cmocka_unit_test(a_goal_is_hidden),
        cmocka_unit_test(the_activity_follows_its_referral),
        cmocka_unit_test(after_the_withdrawal_nothing_is_seen),
        cmocka_unit_test(all_is_there_after_a_restart),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
