/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "identity.h"
#include "nats_server.h"
#include "record.h"

enum { WAIT_MS = 10000 };

static struct nats_server *server;
static struct bus *bus;
static struct recorder *recorder;

/* Each test has a server of its own with the empty stream THINGS. */
static int begin(void **state)
{
    (void) state;
    server = nats_server_start(NULL);
    assert_int_equal(
        0,
        bus_open(&(struct bus_options){.url = nats_server_url(server), .name = "test", .connect_timeout_ms = WAIT_MS},
                 &bus));
    assert_int_equal(0, stream_ensure(bus, &(struct stream_options){.name = "THINGS",
                                                                    .subjects = (const char *const[]){"thing.>", NULL},
                                                                    .replicas = 1,
                                                                    .duplicate_window_ms = 120000}));
    assert_int_equal(0, recorder_new(bus, &recorder));
    return 0;
}

static int finish(void **state)
{
    (void) state;
    recorder_free(recorder);
    bus_close(bus);
    nats_server_stop(server);
    return 0;
}

static void add(const char *id, uint64_t expected)
{
    recorder_add(recorder, "thing.1.made", id, expected, (struct bytes){(const uint8_t *) "x", 1});
}

static void add_new(uint64_t expected)
{
    char id[37];
    uuid7(time_now_ms(), id);
    add(id, expected);
}

static uint64_t last_sequence(void)
{
    uint64_t first, last;
    assert_int_equal(0, stream_state(bus, "THINGS", &first, &last));
    return last;
}

static void test_chain(void **state)
{
    (void) state;
    assert_int_equal(0, recorder_wait(recorder, WAIT_MS)); /* nothing was added */
    uint64_t last = 0;
    for (int batch = 0; batch < 20; batch++) {
        for (int i = 0; i < 500; i++)
            add_new(last++);
        assert_int_equal(0, recorder_wait(recorder, WAIT_MS));
    }
    assert_int_equal(last_sequence(), 10000);
}

static void test_wrong_sequence_fails_the_rest(void **state)
{
    (void) state;
    for (uint64_t i = 0; i < 5; i++)
        add_new(i);
    for (uint64_t i = 9; i < 12; i++)
        add_new(i);
    assert_int_equal(-ESTALE, recorder_wait(recorder, WAIT_MS));
    assert_int_equal(last_sequence(), 5);

    add_new(5); /* and the next wait knows nothing of it */
    assert_int_equal(0, recorder_wait(recorder, WAIT_MS));
}

/* Its own end is the only one of a chain that is answered: it must speak for the beginning. */
static void test_chain_on_a_stream_that_went_on(void **state)
{
    (void) state;
    add("somebody else's", UINT64_MAX);
    assert_int_equal(0, recorder_wait(recorder, WAIT_MS));
    for (uint64_t i = 0; i < 40; i++)
        add_new(i);
    assert_int_equal(-ESTALE, recorder_wait(recorder, WAIT_MS));
    assert_int_equal(last_sequence(), 1);
    for (uint64_t i = 1; i < 41; i++)
        add_new(i);
    assert_int_equal(0, recorder_wait(recorder, WAIT_MS));
    assert_int_equal(last_sequence(), 41);
}

static void test_chain_from_nothing(void **state)
{
    (void) state;
    add_new(5);
    assert_int_equal(-ESTALE, recorder_wait(recorder, WAIT_MS));
    add_new(0); /* does not go on with what was refused */
    add_new(1);
    assert_int_equal(0, recorder_wait(recorder, WAIT_MS));
    assert_int_equal(last_sequence(), 2);
}

static void test_duplicate(void **state)
{
    (void) state;
    add("a", 0);
    add("b", 1);
    assert_int_equal(0, recorder_wait(recorder, WAIT_MS));

    /* Again where it stands: stored. Again elsewhere: the stream is not where the caller thinks. */
    add("b", 1);
    assert_int_equal(0, recorder_wait(recorder, WAIT_MS));
    add("b", 2);
    assert_int_equal(-ESTALE, recorder_wait(recorder, WAIT_MS));
    add("a", UINT64_MAX);
    assert_int_equal(0, recorder_wait(recorder, WAIT_MS));
    assert_int_equal(last_sequence(), 2);
}

static void test_no_stream(void **state)
{
    (void) state;
    recorder_add(recorder, "nowhere", "a", UINT64_MAX, (struct bytes){0});
    assert_int_equal(-ENOTCONN, recorder_wait(recorder, WAIT_MS));
}

/* The server is stopped, the wait gives up, and the acknowledgements come during a later wait. */
static void test_late_acknowledgements(void **state)
{
    (void) state;
    nats_server_pause(server);
    for (uint64_t i = 0; i < 3; i++)
        add_new(i);
    assert_int_equal(-ETIMEDOUT, recorder_wait(recorder, 100));
    nats_server_resume(server);
    for (uint64_t i = 3; i < 5; i++)
        add_new(i);
    assert_int_equal(0, recorder_wait(recorder, WAIT_MS));
    assert_int_equal(last_sequence(), 5);
}

static void test_server_killed(void **state)
{
    (void) state;
    for (uint64_t i = 0; i < 1000; i++)
        add_new(i);
    nats_server_kill(server);
    int64_t start = time_monotonic_ns();
    int rc = recorder_wait(recorder, WAIT_MS);
    bool stored = rc == 0;
    assert_true(stored || rc == -ENOTCONN);
    assert_true(time_monotonic_ns() - start < (int64_t) WAIT_MS / 2 * 1000000); /* it does not wait in vain */
    while (bus_connected(bus))                                                  /* until libnats has seen it */
        add_new(UINT64_MAX), (void) recorder_wait(recorder, WAIT_MS);
    add_new(UINT64_MAX);
    assert_int_equal(-ENOTCONN, recorder_wait(recorder, WAIT_MS));

    nats_server_restart(server);
    uint64_t first, last;
    while ((rc = stream_state(bus, "THINGS", &first, &last)) == -ENOTCONN)
        continue;
    assert_int_equal(rc, 0);
    assert_true(!stored || last == 1000);
    add_new(last);
    assert_int_equal(0, recorder_wait(recorder, WAIT_MS));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_chain, begin, finish),
        cmocka_unit_test_setup_teardown(test_wrong_sequence_fails_the_rest, begin, finish),
        cmocka_unit_test_setup_teardown(test_chain_on_a_stream_that_went_on, begin, finish),
        cmocka_unit_test_setup_teardown(test_chain_from_nothing, begin, finish),
        cmocka_unit_test_setup_teardown(test_duplicate, begin, finish),
        cmocka_unit_test_setup_teardown(test_no_stream, begin, finish),
        cmocka_unit_test_setup_teardown(test_late_acknowledgements, begin, finish),
        cmocka_unit_test_setup_teardown(test_server_killed, begin, finish),
    };
    return cmocka_run_group_tests_name("record", tests, NULL, NULL);
}
