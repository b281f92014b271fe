/* SPDX-License-Identifier: EUPL-1.2 */
/* deploy/up and deploy/down: what they promise to whoever types them. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "client.h"

static struct instance *product;

static int set_up(void **state)
{
    (void) state;
    product = instance_start(INSTANCE_DEMO);
    return 0;
}

static int tear_down(void **state)
{
    (void) state;
    instance_stop(product);
    return 0;
}

static size_t count(struct client *who, const char *procedure, json_t *arguments, const char *list)
{
    json_t *answer = client_call(who, 200, procedure, arguments);
    size_t found = json_array_size(json_object_get(answer, list));
    json_decref(answer);
    return found;
}

static void expect_the_demo(void)
{
    struct client *anna = client_new(product, "anna.caseworker@aaby.example", NULL);
    assert_int_equal(
        count(anna, "directory.list_organisations", json_pack("{s:s}", "type", "municipality"), "organisations"), 3);
    assert_int_equal(
        count(anna, "directory.list_organisations", json_pack("{s:s}", "type", "voluntary"), "organisations"), 6);
    assert_int_equal(count(anna, "directory.search_offers", json_object(), "offers"), 10);
    assert_int_equal(count(anna, "cases.list_cases", json_object(), "cases"), 2);
    assert_int_equal(count(anna, "referrals.list_referrals", json_pack("{s:s}", "box", "outbox"), "referrals"), 3);
    assert_int_equal(count(anna, "pilots.search_pilots", json_object(), "pilots"), 2); /* a third is not public */
    client_free(anna);
}

static void the_demo_is_loaded_once(void **state)
{
    (void) state;
    expect_the_demo();
    instance_up(product); /* while it runs */
    expect_the_demo();
    instance_down(product);
    instance_up(product);
    expect_the_demo();
}

static void who_belongs_to_several_says_for_which_one(void **state)
{
    (void) state;
    struct client *maja = client_new(product, "maja.coordinator@volunteers.example", NULL);
    json_t *refused = client_call(maja, 409, "referrals.list_referrals", json_pack("{s:s}", "box", "inbox"));
    assert_string_equal(text_of(refused, "code"), "organisation_required");
    json_decref(refused);
    client_free(maja);
}

static void what_is_killed_comes_back(void **state)
{
    (void) state;
    static const char *const processes[] = {"referrals", "gateway", "nats"};
    for (size_t i = 0; i < sizeof processes / sizeof *processes; i++) {
        pid_t before = instance_process(product, processes[i]);
        instance_kill(product, processes[i], SIGKILL);
        instance_wait_ready(product);
        assert_int_not_equal(instance_process(product, processes[i]), before);
    }
    expect_the_demo();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_demo_is_loaded_once),
        cmocka_unit_test(who_belongs_to_several_says_for_which_one),
        cmocka_unit_test(what_is_killed_comes_back),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
