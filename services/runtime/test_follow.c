/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "follow.h"
#include "identity.h"
#include "nats_server.h"
#include "record.h"

enum { WAIT_MS = 30000, TICK_MS = 100, TAG = 3 };

static struct nats_server *server;
static struct bus *bus, *writer; /* the follower's connection, and that of the stream's owner */
static struct recorder *recorder;
static struct mailbox *box;
static uint64_t written;

static struct bus *open_bus(const char *name)
{
    struct bus *opened;
    assert_int_equal(0, bus_open(&(struct bus_options){.url = nats_server_url(server),
                                                       .name = name,
                                                       .user = name,
                                                       .password = name,
                                                       .connect_timeout_ms = WAIT_MS},
                                 &opened));
    return opened;
}

static void make_stream(void)
{
    int rc;
    const struct stream_options options = {.name = "THINGS",
                                           .subjects = (const char *const[]){"thing.>", NULL},
                                           .replicas = 1,
                                           .duplicate_window_ms = 120000};
    while ((rc = stream_ensure(writer, &options)) == -ENOTCONN) /* the server is starting */
        continue;
    assert_int_equal(rc, 0);
}

static int begin(void **state)
{
    (void) state;
    server = nats_server_start(NULL);
    bus = open_bus("follower");
    writer = open_bus("writer");
    assert_int_equal(0, recorder_new(writer, &recorder));
    box = mailbox_new(NULL, NULL);
    written = 0;
    return 0;
}

static int finish(void **state)
{
    (void) state;
    recorder_free(recorder);
    bus_close(bus);
    bus_close(writer);
    mailbox_free(box);
    nats_server_stop(server);
    return 0;
}

/* Event n is full of its number; every third goes to thing.odd. */
static void write_events(uint64_t count, size_t size)
{
    uint64_t *data = malloc(size);
    while (count) {
        uint64_t batch = count < 100 ? count : 100;
        for (uint64_t i = 0; i < batch; i++) {
            char id[37];
            uint64_t number = written + 1;
            for (size_t at = 0; at < size / sizeof(number); at++)
                data[at] = number;
            uuid7(time_now_ms(), id);
            recorder_add(recorder, number % 3 ? "thing.even" : "thing.odd", id, written,
                         (struct bytes){(const uint8_t *) data, size});
            written++;
        }
        assert_int_equal(0, recorder_wait(recorder, WAIT_MS));
        count -= batch;
    }
    free(data);
}

/* Takes what is there, in order: each event must be the one after the last. */
struct reading {
    struct follower *follower;
    uint64_t expected, step; /* the next sequence, and how far to the one after */
    uint64_t received;
};

static void receive(struct reading *reading, const struct bus_message *message)
{
    uint64_t sequence, number;
    assert_int_equal(message->tag, TAG);
    if (!follower_receive(reading->follower, message, &sequence))
        return;
    assert_int_equal(sequence, reading->expected);
    for (size_t at = 0; at < message->data.size; at += sizeof(number)) {
        memcpy(&number, message->data.data + at, sizeof(number));
        assert_int_equal(number, sequence);
    }
    assert_int_equal(follower_position(reading->follower), sequence);
    reading->expected += reading->step;
    reading->received++;
}

static void turn(struct reading *reading)
{
    struct bus_message *next;
    for (struct bus_message *message = mailbox_take(box, TICK_MS); message; message = next) {
        next = message->next;
        receive(reading, message);
        bus_release(message);
    }
    follower_tick(reading->follower, time_monotonic_ns());
}

static void read_until(struct reading *reading, uint64_t last)
{
    int64_t deadline = time_monotonic_ns() + WAIT_MS * INT64_C(1000000);
    while (reading->expected <= last) {
        turn(reading);
        assert_true(time_monotonic_ns() < deadline);
    }
}

static void read_until_caught_up(struct reading *reading)
{
    int64_t deadline = time_monotonic_ns() + WAIT_MS * INT64_C(1000000);
    while (!follower_caught_up(reading->follower)) {
        turn(reading);
        assert_true(time_monotonic_ns() < deadline);
    }
}

static struct reading follow_from(uint64_t position)
{
    return (struct reading){
        .follower = follower_new(bus, "THINGS", NULL, position, box, TAG), .expected = position + 1, .step = 1};
}

static void test_from_the_start_and_live(void **state)
{
    (void) state;
    make_stream();
    write_events(100, 304);
    struct reading reading = follow_from(0);
    assert_false(follower_caught_up(reading.follower));
    read_until_caught_up(&reading);
    assert_int_equal(reading.received, 100);
    for (int i = 0; i < 10; i++) {
        write_events(1, 304);
        read_until(&reading, written);
    }
    follower_free(reading.follower);
}

static void test_from_a_position(void **state)
{
    (void) state;
    make_stream();
    write_events(50, 16);
    struct reading reading = follow_from(40);
    read_until_caught_up(&reading);
    assert_int_equal(reading.received, 10);

    follower_restart(reading.follower, 20);
    assert_false(follower_caught_up(reading.follower));
    reading.expected = 21;
    read_until_caught_up(&reading);
    assert_int_equal(reading.received, 40);
    follower_free(reading.follower);
}

static void test_filter(void **state)
{
    (void) state;
    make_stream();
    write_events(99, 16);
    struct reading reading = {
        .follower = follower_new(bus, "THINGS", "thing.odd.>", 0, box, TAG), .expected = 3, .step = 3};
    read_until_caught_up(&reading); /* nothing has this subject */
    assert_int_equal(reading.received, 0);
    follower_free(reading.follower);
    reading.follower = follower_new(bus, "THINGS", "thing.odd", 0, box, TAG);
    read_until_caught_up(&reading);
    assert_int_equal(reading.received, 33);
    write_events(3, 16);
    read_until(&reading, 102);
    follower_free(reading.follower);
}

static void test_empty_and_missing_stream(void **state)
{
    (void) state;
    struct reading reading = follow_from(0);
    turn(&reading);
    assert_false(follower_caught_up(reading.follower));
    make_stream();
    read_until_caught_up(&reading);
    assert_int_equal(reading.received, 0);
    write_events(5, 16);
    read_until(&reading, 5);
    follower_free(reading.follower);
}

/* More than the server sends without being asked for a sign of life, several times over. */
static void test_flow_control(void **state)
{
    (void) state;
    make_stream();
    write_events(2000, 65536);
    struct reading reading = follow_from(0);
    read_until_caught_up(&reading);
    assert_int_equal(reading.received, 2000);
    follower_free(reading.follower);
}

static void test_many(void **state)
{
    (void) state;
    make_stream();
    write_events(100000, 304);
    struct reading reading = follow_from(0);
    int64_t start = time_monotonic_ns();
    read_until_caught_up(&reading);
    assert_int_equal(reading.received, 100000);
    print_message("%.0f events/s\n", 100000 / ((double) (time_monotonic_ns() - start) / 1e9));
    follower_free(reading.follower);
}

static void kill_while_following(uint64_t count, size_t size, uint64_t step)
{
    make_stream();
    write_events(count, size);
    struct reading reading = follow_from(0);
    for (int round = 1; round <= 5; round++) {
        read_until(&reading, (uint64_t) round * step); /* in the middle of it */
        nats_server_kill(server);
        nats_server_restart(server);
        make_stream(); /* waits until it answers */
        write_events(10, size);
    }
    read_until(&reading, written);
    read_until_caught_up(&reading);
    assert_int_equal(reading.received, written);
    follower_free(reading.follower);
}

static void test_server_killed(void **state)
{
    (void) state;
    kill_while_following(30000, 304, 5000);
}

/* Here half a message is in the socket whenever the server dies. */
static void test_server_killed_in_a_large_message(void **state)
{
    (void) state;
    kill_while_following(300, 524288, 20);
}

static void test_server_stopped_for_a_while(void **state)
{
    (void) state;
    make_stream();
    write_events(10, 304);
    struct reading reading = follow_from(0);
    read_until_caught_up(&reading);
    nats_server_pause(server);
    while (follower_caught_up(reading.follower)) /* the silence makes it start over */
        turn(&reading);
    nats_server_resume(server);
    write_events(10, 304);
    read_until(&reading, 20);
    read_until_caught_up(&reading);
    assert_int_equal(reading.received, 20);
    follower_free(reading.follower);
}

/* The server comes back with an older store; the owner completes it; what is known is not delivered again. */
static void test_older_store(void **state)
{
    (void) state;
    make_stream();
    write_events(80, 304);
    nats_server_shut_down(server);
    nats_server_save_store(server);
    nats_server_restart(server);
    make_stream();
    write_events(20, 304);
    struct reading reading = follow_from(0);
    read_until(&reading, 100);

    nats_server_kill(server);
    nats_server_load_store(server);
    nats_server_restart(server);
    make_stream();
    read_until_caught_up(&reading);
    assert_int_equal(reading.expected, 101);
    written = 80;
    write_events(20, 304); /* completed */
    write_events(5, 304);
    read_until(&reading, 105);
    assert_int_equal(reading.received, 105);
    follower_free(reading.follower);
}

static void test_start_beyond_the_end(void **state)
{
    (void) state;
    make_stream();
    write_events(10, 304);
    struct reading reading = follow_from(20);
    read_until_caught_up(&reading);
    write_events(15, 304);
    read_until(&reading, 25);
    assert_int_equal(reading.received, 5);
    follower_free(reading.follower);
}

/* Messages of an older consumer that are still in the mailbox are not taken for the new one's. */
static void test_old_messages_are_dropped(void **state)
{
    (void) state;
    make_stream();
    write_events(50, 304);
    struct reading reading = follow_from(0);
    struct bus_message *old = NULL, **end = &old;
    for (int count = 0; count < 51;) { /* the answer and the events */
        *end = mailbox_take(box, WAIT_MS);
        assert_non_null(*end);
        for (; *end; end = &(*end)->next)
            count++;
    }
    follower_restart(reading.follower, 0);
    mailbox_put(box, old);
    read_until_caught_up(&reading);
    assert_int_equal(reading.received, 50);
    follower_free(reading.follower);
}

/* Takes messages out until an event was among them, which is lost; all else is received. */
static void lose_event(struct reading *reading)
{
    for (bool lost = false; !lost;) {
        struct bus_message *message = mailbox_take(box, WAIT_MS), *next;
        assert_non_null(message);
        for (; message; message = next) {
            next = message->next;
            if (message->status)
                receive(reading, message);
            else
                lost = true;
            bus_release(message);
        }
    }
}

/* An event that went missing on the way is asked for again: known by the next one, or by a heartbeat. */
static void test_gap(void **state)
{
    (void) state;
    make_stream();
    write_events(50, 304);
    struct reading reading = follow_from(0);
    read_until_caught_up(&reading);
    write_events(1, 304);
    lose_event(&reading);
    write_events(3, 304);
    read_until(&reading, 54);
    write_events(1, 304);
    lose_event(&reading);
    read_until(&reading, 55);
    assert_int_equal(reading.received, 55);
    follower_free(reading.follower);
}

/* What follow.h and bus.h say a user needs is enough. */
static void test_least_permissions(void **state)
{
    (void) state;
    static const char config[] = "authorization { users = ["
                                 "  {user: owner, password: owner},"
                                 "  {user: reader, password: reader, permissions: {"
                                 "    publish: [\"$JS.API.CONSUMER.CREATE.THINGS.>\", "
                                 "\"$JS.API.CONSUMER.DELETE.THINGS.*\", \"$JS.FC.THINGS.>\"],"
                                 "    subscribe: \"_INBOX.reader.>\"}}"
                                 "]}";
    char path[] = "/tmp/samspil-follow-XXXXXX";
    int fd = mkstemp(path);
    assert_int_equal(write(fd, config, sizeof(config) - 1), sizeof(config) - 1);
    close(fd);
    const char *const arguments[] = {"-c", path, NULL};
    server = nats_server_start(arguments);
    box = mailbox_new(NULL, NULL);
    bus = open_bus("reader");
    writer = open_bus("owner");
    assert_int_equal(0, recorder_new(writer, &recorder));
    written = 0;

    make_stream();
    write_events(500, 65536); /* enough for flow control */
    struct reading reading = follow_from(0);
    read_until_caught_up(&reading);
    follower_restart(reading.follower, 490);
    reading.expected = 491;
    read_until_caught_up(&reading);
    assert_int_equal(reading.received, 510);
    follower_free(reading.follower);
    finish(NULL);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_from_the_start_and_live, begin, finish),
        cmocka_unit_test_setup_teardown(test_from_a_position, begin, finish),
        cmocka_unit_test_setup_teardown(test_filter, begin, finish),
        cmocka_unit_test_setup_teardown(test_empty_and_missing_stream, begin, finish),
        cmocka_unit_test_setup_teardown(test_flow_control, begin, finish),
        cmocka_unit_test_setup_teardown(test_many, begin, finish),
        cmocka_unit_test_setup_teardown(test_server_killed, begin, finish),
        cmocka_unit_test_setup_teardown(test_server_killed_in_a_large_message, begin, finish),
        cmocka_unit_test_setup_teardown(test_server_stopped_for_a_while, begin, finish),
        cmocka_unit_test_setup_teardown(test_older_store, begin, finish),
        cmocka_unit_test_setup_teardown(test_start_beyond_the_end, begin, finish),
        cmocka_unit_test_setup_teardown(test_old_messages_are_dropped, begin, finish),
        cmocka_unit_test_setup_teardown(test_gap, begin, finish),
        cmocka_unit_test(test_least_permissions),
    };
    return cmocka_run_group_tests_name("follow", tests, NULL, NULL);
}
