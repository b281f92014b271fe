/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The main job, end to end against the running product: a caseworker opens a case, the citizen consents, the citizen is
 * referred to an offer of a voluntary organisation, whose coordinator sees it at once, accepts and completes it; everybody
 * sees each step; the citizen reads who was told what, and withdraws.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "client.h"

#define CASEWORKER "anna.caseworker@aaby.example"
#define COORDINATOR "vera.coordinator@visiting.example"
#define CITIZEN_SUBJECT "ida.citizen@home.example"

static struct instance *product;
static struct client *operator_, *caseworker, *coordinator, *citizen;
static char home_id[40], performer_id[40], offer_id[40], case_id[40], citizen_id[40], consent_id[40], referral_id[40];

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

static void register_organisation(const char *name, const char *type, char *id)
{
    keep(client_call(operator_, 200, "directory.register_organisation",
                     json_pack("{s:s, s:s}", "name", name, "type", type)),
         "organisation_id", id);
}

static void add_member(const char *organisation_id, const char *subject, const char *role)
{
    json_decref(client_call(
        operator_, 200, "directory.add_member",
        json_pack("{s:s, s:s, s:[s]}", "organisation_id", organisation_id, "subject", subject, "roles", role)));
}

static int set_up(void **state)
{
    (void) state;
    product = instance_start(0);
    operator_ = client_new(product, "operator", NULL);
    register_organisation("Aaby", "municipality", home_id);
    register_organisation("Visiting Friends", "voluntary", performer_id);
    add_member(home_id, CASEWORKER, "caseworker");
    add_member(performer_id, COORDINATOR, "coordinator");
    caseworker = client_new(product, CASEWORKER, NULL);
    coordinator = client_new(product, COORDINATOR, NULL);
    citizen = client_new(product, CITIZEN_SUBJECT, NULL);
    return 0;
}

static int tear_down(void **state)
{
    (void) state;
    client_free(operator_);
    client_free(caseworker);
    client_free(coordinator);
    client_free(citizen);
    instance_stop(product);
    return 0;
}

static json_t *referral_arguments(void)
{
    return json_pack("{s:s, s:s, s:s, s:s}", "case_id", case_id, "offer_id", offer_id, "reason", "lives alone", "note",
                     "prefers mornings");
}

static void the_coordinator_publishes_an_offer(void **state)
{
    (void) state;
    keep(client_call(coordinator, 200, "directory.publish_offer",
                     json_pack("{s:s, s:[s], s:[s]}", "name", "A visiting friend", "languages", "da", "categories",
                               "loneliness")),
         "offer_id", offer_id);
    json_decref(client_call(coordinator, 200, "directory.set_capacity",
                            json_pack("{s:s, s:i, s:i}", "offer_id", offer_id, "maximum", 1, "available", 1)));
    json_t *found = client_call(caseworker, 200, "directory.search_offers", json_pack("{s:s}", "text", "friend"));
    assert_int_equal(json_array_size(json_object_get(found, "offers")), 1);
    expect_text(json_incref(json_array_get(json_object_get(found, "offers"), 0)), "offer_id", offer_id);
    json_decref(found);
}

static void the_caseworker_opens_a_case_and_the_citizen_signs_in(void **state)
{
    (void) state;
    json_t *opened = client_call(caseworker, 200, "cases.open_case",
                                 json_pack("{s:s, s:s, s:s}", "citizen_name", "Ida Invented", "birth_date",
                                           "1951-03-14", "phone", "+45 00 00 00 01"));
    snprintf(citizen_id, sizeof citizen_id, "%s", text_of(opened, "citizen_id"));
    keep(opened, "case_id", case_id);
    json_t *invited = client_call(caseworker, 200, "cases.invite_citizen", json_pack("{s:s}", "case_id", case_id));
    expect_text(
        client_call(citizen, 200, "cases.accept_invitation", json_pack("{s:s}", "code", text_of(invited, "code"))),
        "citizen_id", citizen_id);
    json_decref(invited);
}

static void without_consent_nothing_is_sent(void **state)
{
    (void) state;
    json_t *refused = client_call(caseworker, 409, "referrals.send_referral", referral_arguments());
    assert_int_equal(json_array_size(json_object_get(refused, "missing")), 3); /* referral, contact, notes */
    expect_text(refused, "code", "consent_missing");
}

static void the_citizen_consents(void **state)
{
    (void) state;
    json_t *requested =
        client_call(caseworker, 200, "consents.request_consent",
                    json_pack("{s:s, s:s, s:s, s:[s, s, s], s:s, s:s}", "case_id", case_id, "organisation_id",
                              performer_id, "purpose", "SocialWelfareProvision", "categories", "contact", "referral",
                              "notes", "text", "I agree.", "language", "en"));
    keep(requested, "consent_id", consent_id);
    expect_text(client_call(citizen, 200, "consents.give_consent", json_pack("{s:s}", "consent_id", consent_id)),
                "status", "given");
}

/* One step of the life cycle, and what each of those who follow it live is told of it. */
static void step(struct client *who, const char *procedure, json_t *arguments, const char *status, const char *event,
                 struct feed *const *feeds)
{
    json_t *answer = client_call(who, 200, procedure, arguments);
    if (!referral_id[0])
        snprintf(referral_id, sizeof referral_id, "%s", text_of(answer, "referral_id"));
    expect_text(answer, "status", status);
    for (; *feeds; feeds++) {
        json_t *told = feed_expect(*feeds, event);
        assert_true(strtoull(text_of(told, "cursor"), NULL, 10) > 0);
        assert_string_equal(text_of(json_object_get(told, "data"), "referral_id"), referral_id);
        json_decref(told);
    }
}

static void all_see_each_step(void **state)
{
    (void) state;
    struct feed *feeds[] = {feed_open(coordinator, NULL), feed_open(caseworker, NULL), feed_open(citizen, NULL), NULL};
    step(caseworker, "referrals.send_referral", referral_arguments(), "requested", "samspil.referrals.requested",
         feeds);
    step(coordinator, "referrals.accept_referral",
         json_pack("{s:s, s:s}", "referral_id", referral_id, "contact_date", "2030-01-15"), "accepted",
         "samspil.referrals.accepted", feeds);
    step(coordinator, "referrals.start_referral", json_pack("{s:s}", "referral_id", referral_id), "in-progress",
         "samspil.referrals.started", feeds);

    json_t *full = client_call(caseworker, 409, "referrals.send_referral", referral_arguments());
    expect_text(full, "code", "no_capacity");

    step(coordinator, "referrals.complete_referral",
         json_pack("{s:s, s:s}", "referral_id", referral_id, "outcome", "helped"), "completed",
         "samspil.referrals.completed", feeds);
    for (struct feed **feed = feeds; *feed; feed++)
        feed_close(*feed);

    json_t *again =
        client_call(coordinator, 409, "referrals.start_referral", json_pack("{s:s}", "referral_id", referral_id));
    expect_text(again, "code", "illegal_transition");
}

static void what_was_consented_to_is_seen(void **state)
{
    (void) state;
    json_t *answer =
        client_call(coordinator, 200, "referrals.get_referral", json_pack("{s:s}", "referral_id", referral_id));
    const json_t *referral = json_object_get(answer, "referral");
    assert_string_equal(text_of(referral, "citizen_name"), "Ida Invented");
    assert_string_equal(text_of(referral, "note"), "prefers mornings");
    assert_string_equal(text_of(referral, "contact_date"), "2030-01-15");
    json_decref(answer);
}

static bool was_disclosed(const json_t *list, const char *kind, const char *what)
{
    size_t i;
    json_t *item;
    json_array_foreach(list, i, item)
    {
        const char *organisation = json_string_value(json_object_get(item, "organisation_id"));
        if (organisation && strcmp(organisation, performer_id) == 0 && strcmp(text_of(item, "kind"), kind) == 0 &&
            strcmp(text_of(item, "what"), what) == 0) {
            assert_string_equal(text_of(item, "basis"), "consent");
            assert_string_equal(text_of(item, "consent_id"), consent_id);
            return true;
        }
    }
    return false;
}

static void the_citizen_reads_who_was_told_what(void **state)
{
    (void) state;
    json_t *answer = client_call(citizen, 200, "disclosures.list_disclosures", json_pack("{s:i}", "limit", 200));
    const json_t *list = json_object_get(answer, "disclosures");
    assert_true(was_disclosed(list, "told", "samspil.referrals.requested"));
    assert_true(was_disclosed(list, "told", "samspil.referrals.completed"));
    assert_true(was_disclosed(list, "read", "samspil.referrals.get_referral"));
    json_decref(answer);
}

/* Whether anything in an answer names the citizen. */
static bool names_the_citizen(json_t *answer)
{
    char *text = json_dumps(answer, JSON_ENCODE_ANY);
    bool named = strstr(text, citizen_id) || strstr(text, case_id) || strstr(text, "Ida");
    free(text);
    json_decref(answer);
    return named;
}

static void after_the_withdrawal_nothing_is_seen(void **state)
{
    (void) state;
    struct feed *feed = feed_open(coordinator, NULL);
    json_decref(feed_expect(feed, "samspil.referrals.completed"));
    json_t *withdrawn =
        client_call(citizen, 200, "consents.withdraw_consent", json_pack("{s:s}", "consent_id", consent_id));
    assert_true(strlen(text_of(withdrawn, "effective_at")) > 0);
    expect_text(withdrawn, "status", "withdrawn");

    json_t *answer =
        client_call(coordinator, 404, "referrals.get_referral", json_pack("{s:s}", "referral_id", referral_id));
    expect_text(answer, "code", "not_found");
    json_decref(client_call(coordinator, 404, "cases.get_case", json_pack("{s:s}", "case_id", case_id)));
    assert_false(names_the_citizen(
        client_call(coordinator, 200, "referrals.list_referrals", json_pack("{s:s}", "box", "inbox"))));
    assert_false(names_the_citizen(client_call(coordinator, 200, "cases.list_cases", json_object())));

    /* The last word is that it ended. */
    json_decref(feed_expect(feed, "samspil.consents.withdrawn"));
    feed_close(feed);
    json_t *page = client_call(coordinator, 200, "disclosures.read_feed", json_pack("{s:i}", "limit", 200));
    size_t i;
    json_t *event;
    json_array_foreach(json_object_get(page, "events"), i, event)
        assert_null(strstr(text_of(event, "type"), "samspil.referrals."));
    json_decref(page);

    /* The home municipality works on. */
    json_decref(client_call(caseworker, 200, "referrals.get_referral", json_pack("{s:s}", "referral_id", referral_id)));
}

static void all_is_there_after_a_restart(void **state)
{
    (void) state;
    instance_down(product);
    instance_up(product);
    json_t *answer =
        client_call(caseworker, 200, "referrals.get_referral", json_pack("{s:s}", "referral_id", referral_id));
    const json_t *referral = json_object_get(answer, "referral");
    assert_string_equal(text_of(referral, "status"), "completed");
    assert_string_equal(text_of(referral, "outcome"), "helped");
    json_decref(answer);
    json_decref(
        client_call(coordinator, 404, "referrals.get_referral", json_pack("{s:s}", "referral_id", referral_id)));
}

int main(void)
{
    /* Each builds on those before. */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_coordinator_publishes_an_offer),
        cmocka_unit_test(the_caseworker_opens_a_case_and_the_citizen_signs_in),
        cmocka_unit_test(without_consent_nothing_is_sent),
        cmocka_unit_test(the_citizen_consents),
        cmocka_unit_test(all_see_each_step),
        cmocka_unit_test(what_was_consented_to_is_seen),
        cmocka_unit_test(the_citizen_reads_who_was_told_what),
        cmocka_unit_test(after_the_withdrawal_nothing_is_seen),
        cmocka_unit_test(all_is_there_after_a_restart),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
