/* SPDX-License-Identifier: EUPL-1.2 */
/* Messages, requests and streams of peers that stay connected. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "identity.h"
#include "test_peers.h"

static void test_publish(void **state)
{
    (void) state;
    struct bus *a = open_bus(), *b = open_bus();
    struct mailbox *box = mailbox_new(NULL, NULL);
    struct bus_subscription *subscription;
    assert_int_equal(0, bus_subscribe(b, "greet.*", NULL, box, 7, &subscription));
    /* An answer to a request on the same connection comes after its subscription is known. */
    struct bus_message *answer;
    assert_int_equal(-EHOSTUNREACH, bus_request(b, "nobody.listens", text(""), WAIT_MS, &answer));

    assert_int_equal(0, bus_publish(a, "greet.anna", "answer.here", text("hello")));
    struct bus_message *message = take_one(box);
    assert_int_equal(message->tag, 7);
    assert_string_equal(message->subject, "greet.anna");
    assert_string_equal(message->reply, "answer.here");
    assert_int_equal(message->status, 0);
    assert_says(message, "hello");
    bus_release(message);

    assert_int_equal(0, bus_publish(a, "greet.bo", NULL, text("")));
    message = take_one(box);
    assert_null(message->reply);
    assert_int_equal(message->data.size, 0);
    bus_release(message);

    bus_unsubscribe(subscription);
    bus_close(a);
    bus_close(b);
    mailbox_free(box);
}

/* What is posted leaves together, in its order, and at the latest before its caller waits for anything. */
static void test_post(void **state)
{
    (void) state;
    enum { POSTS = 300 }; /* more than libnats' messages that are destroyed at once */
    struct bus *a = open_bus(), *b = open_bus();
    struct mailbox *box = mailbox_new(NULL, NULL);
    struct bus_subscription *subscription;
    struct bus_message *message;
    assert_int_equal(0, bus_subscribe(b, "posted.*", NULL, box, 0, &subscription));
    assert_int_equal(-EHOSTUNREACH, bus_request(b, "nobody.listens", text(""), WAIT_MS, &message));
    for (int i = 0; i < POSTS; i++) {
        char subject[32];
        snprintf(subject, sizeof subject, "posted.%d", i);
        struct bus_record record = {
            .subject = subject, .message_id = subject, .expected = UINT64_MAX, .data = text("post")};
        assert_int_equal(0, i % 2 ? bus_post(a, subject, NULL, text("post")) : bus_post_recorded(a, &record));
    }
    bus_flush(a);
    bus_flush(a); /* of nothing */
    for (int i = 0; i < POSTS;) {
        message = mailbox_take(box, WAIT_MS);
        assert_non_null(message);
        for (struct bus_message *next; message; message = next, i++) {
            next = message->next;
            assert_int_equal(strtol(strchr(message->subject, '.') + 1, NULL, 10), i);
            bus_release(message);
        }
    }

    assert_int_equal(0, bus_post(a, "posted.0", NULL, text("before the question")));
    assert_int_equal(-EHOSTUNREACH, bus_request(a, "nobody.listens", text(""), WAIT_MS, &message));
    bus_release(take_one(box));
    assert_int_equal(0, bus_post(a, "posted.1", NULL, text("before the end")));
    bus_close(a);
    bus_release(take_one(box));
    bus_close(b);
    mailbox_free(box);
}

static void test_no_responders_is_a_status(void **state)
{
    (void) state;
    struct bus *bus = open_bus();
    struct mailbox *box = mailbox_new(NULL, NULL);
    struct bus_subscription *subscription;
    char inbox[128];
    snprintf(inbox, sizeof(inbox), "%s.mine", bus_inbox(bus));
    assert_int_equal(0, bus_subscribe(bus, inbox, NULL, box, 1, &subscription));
    assert_int_equal(0, bus_publish(bus, "nobody.listens", inbox, text("anybody?")));
    struct bus_message *message = take_one(box);
    assert_int_equal(message->status, 503);
    bus_release(message);
    bus_close(bus); /* ends the subscription too */
    mailbox_free(box);
}

/* A process that answers until it is told to end. */
struct echo {
    struct bus *bus;
    struct mailbox *box;
    pthread_t thread;
};

static void *answer_all(void *closure)
{
    struct echo *echo = closure;
    for (bool going = true; going;) {
        struct bus_message *message = mailbox_take(echo->box, -1), *next;
        for (; message; message = next) {
            next = message->next;
            if (message->reply)
                bus_publish(echo->bus, message->reply, NULL, message->data);
            else
                going = false;
            bus_release(message);
        }
    }
    return NULL;
}

static void echo_start(struct echo *echo)
{
    echo->bus = open_bus();
    echo->box = mailbox_new(NULL, NULL);
    struct bus_subscription *subscription;
    struct bus_message *answer;
    assert_int_equal(0, bus_subscribe(echo->bus, "echo", "echoes", echo->box, 0, &subscription));
    assert_int_equal(-EHOSTUNREACH, bus_request(echo->bus, "nobody.listens", text(""), WAIT_MS, &answer));
    assert_int_equal(0, pthread_create(&echo->thread, NULL, answer_all, echo));
}

static void echo_stop(struct echo *echo)
{
    assert_int_equal(0, bus_publish(echo->bus, "echo", NULL, text("end")));
    pthread_join(echo->thread, NULL);
    bus_close(echo->bus);
    mailbox_free(echo->box);
}

static void test_request(void **state)
{
    (void) state;
    struct echo echo;
    echo_start(&echo);
    struct bus *bus = open_bus();
    struct bus_message *answer;
    assert_int_equal(0, bus_request(bus, "echo", text("there and back"), WAIT_MS, &answer));
    assert_says(answer, "there and back");
    bus_release(answer);

    /* Somebody listens and does not answer. */
    struct mailbox *box = mailbox_new(NULL, NULL);
    struct bus_subscription *subscription;
    assert_int_equal(0, bus_subscribe(bus, "silence", NULL, box, 0, &subscription));
    assert_int_equal(-ETIMEDOUT, bus_request(bus, "silence", text(""), 20, &answer));

    size_t much = 2 << 20; /* the server takes 1 MiB */
    uint8_t *data = calloc(1, much);
    assert_int_equal(-EMSGSIZE, bus_publish(bus, "silence", NULL, (struct bytes){data, much}));
    free(data);

    bus_close(bus);
    echo_stop(&echo);
    mailbox_free(box);
}

/* Round trips between two connections at 1 and 64 in flight; the figures are for whoever reads the log. */
static void measure(struct bus *bus, struct mailbox *box, const char *inbox, int in_flight, int total)
{
    uint8_t payload[300] = {0};
    struct bytes data = {payload, sizeof(payload)};
    int64_t start = time_monotonic_ns();
    int sent = 0, received = 0;
    for (; sent < in_flight; sent++)
        assert_int_equal(0, bus_publish(bus, "echo", inbox, data));
    while (received < total) {
        struct bus_message *message = mailbox_take(box, WAIT_MS), *next;
        assert_non_null(message);
        for (; message; message = next, received++) {
            next = message->next;
            assert_int_equal(message->data.size, sizeof(payload));
            bus_release(message);
            if (sent < total) {
                assert_int_equal(0, bus_publish(bus, "echo", inbox, data));
                sent++;
            }
        }
    }
    double seconds = (double) (time_monotonic_ns() - start) / 1e9;
    print_message("%d in flight: %.0f round trips/s, %.0f us each\n", in_flight, total / seconds,
                  seconds / total * in_flight * 1e6);
}

static void test_round_trips(void **state)
{
    (void) state;
    struct echo echo;
    echo_start(&echo);
    struct bus *bus = open_bus();
    struct mailbox *box = mailbox_new(NULL, NULL);
    struct bus_subscription *subscription;
    char inbox[128];
    snprintf(inbox, sizeof(inbox), "%s.answers", bus_inbox(bus));
    assert_int_equal(0, bus_subscribe(bus, inbox, NULL, box, 0, &subscription));
    measure(bus, box, inbox, 1, 2000);
    measure(bus, box, inbox, 64, 50000);
    bus_close(bus);
    echo_stop(&echo);
    mailbox_free(box);
}

static void test_queue_shares(void **state)
{
    (void) state;
    enum { COUNT = 1000 };
    struct bus *a = open_bus(), *b = open_bus();
    struct mailbox *box = mailbox_new(NULL, NULL);
    struct bus_subscription *first, *second;
    assert_int_equal(0, bus_subscribe(a, "work", "workers", box, 1, &first));
    assert_int_equal(0, bus_subscribe(a, "work", "workers", box, 2, &second));
    struct bus_message *answer;
    assert_int_equal(-EHOSTUNREACH, bus_request(a, "nobody.listens", text(""), WAIT_MS, &answer));
    for (int i = 0; i < COUNT; i++)
        assert_int_equal(0, bus_publish(b, "work", NULL, text("x")));
    int by_tag[3] = {0};
    while (by_tag[1] + by_tag[2] < COUNT) {
        struct bus_message *message = mailbox_take(box, WAIT_MS), *next;
        assert_non_null(message);
        for (; message; message = next) {
            next = message->next;
            by_tag[message->tag]++;
            bus_release(message);
        }
    }
    assert_int_equal(by_tag[1] + by_tag[2], COUNT);
    assert_true(by_tag[1] > 0 && by_tag[2] > 0);
    bus_close(a);
    bus_close(b);
    mailbox_free(box);
}

static void test_nothing_arrives_after_unsubscribe(void **state)
{
    (void) state;
    struct bus *a = open_bus(), *b = open_bus();
    struct mailbox *box = mailbox_new(NULL, NULL);
    for (int round = 0; round < 50; round++) {
        struct bus_subscription *subscription;
        struct bus_message *answer, *next;
        assert_int_equal(0, bus_subscribe(a, "flood", NULL, box, 0, &subscription));
        assert_int_equal(-EHOSTUNREACH, bus_request(a, "nobody.listens", text(""), WAIT_MS, &answer));
        for (int i = 0; i < 200; i++)
            assert_int_equal(0, bus_publish(b, "flood", NULL, text("x")));
        bus_unsubscribe(subscription);
        for (struct bus_message *message = mailbox_take(box, 0); message; message = next) {
            next = message->next;
            bus_release(message);
        }
        assert_int_equal(-EHOSTUNREACH, bus_request(b, "nobody.listens", text(""), WAIT_MS, &answer));
        assert_int_equal(-EHOSTUNREACH, bus_request(a, "nobody.listens", text(""), WAIT_MS, &answer));
        assert_null(mailbox_take(box, 0));
    }
    bus_close(a);
    bus_close(b);
    mailbox_free(box);
}

static void test_refused(void **state)
{
    (void) state;
    static const char *const credentials[] = {"--user", "anna", "--pass", "right", NULL};
    struct nats_server *guarded = nats_server_start(credentials);
    struct bus_options options = {.url = nats_server_url(guarded),
                                  .name = "test",
                                  .user = "anna",
                                  .password = "wrong",
                                  .connect_timeout_ms = WAIT_MS};
    struct bus *bus;
    assert_int_equal(-EACCES, bus_open(&options, &bus));
    options.password = "right";
    assert_int_equal(0, bus_open(&options, &bus));
    assert_int_equal(0, strncmp(bus_inbox(bus), "_INBOX.anna.", 12));
    bus_close(bus);
    options.url = "nats://127.0.0.1:none";
    assert_int_equal(-EPROTO, bus_open(&options, &bus));
    nats_server_shut_down(guarded);
    options.url = nats_server_url(guarded);
    options.connect_timeout_ms = 50;
    assert_int_equal(-ENOTCONN, bus_open(&options, &bus));
    nats_server_stop(guarded);
}

static void test_streams(void **state)
{
    (void) state;
    struct bus *bus = open_bus();
    struct stream_options options = {
        .name = "THINGS",
        .subjects = (const char *const[]){"thing.>", NULL},
        .republish_from = "thing.>",
        .republish_to = "live.thing.>",
        .replicas = 1,
        .duplicate_window_ms = 60000,
    };
    uint64_t first, last;
    assert_int_equal(-ENOENT, stream_state(bus, "THINGS", &first, &last));
    assert_int_equal(0, stream_ensure(bus, &options));
    assert_int_equal(0, stream_ensure(bus, &options));
    assert_int_equal(0, stream_state(bus, "THINGS", &first, &last));
    assert_int_equal(first, 0);
    assert_int_equal(last, 0);

    /* What it stored is published again with its sequence. */
    struct mailbox *box = mailbox_new(NULL, NULL);
    struct bus_subscription *subscription;
    assert_int_equal(0, bus_subscribe(bus, "live.>", NULL, box, 0, &subscription));
    for (uint64_t i = 1; i <= 3; i++) {
        struct bus_message *answer;
        assert_int_equal(0, bus_request(bus, "thing.1.made", text("x"), WAIT_MS, &answer));
        bus_release(answer);
        struct bus_message *message = take_one(box);
        assert_string_equal(message->subject, "live.thing.1.made");
        assert_int_equal(message->sequence, i);
        bus_release(message);
    }
    assert_int_equal(0, stream_state(bus, "THINGS", &first, &last));
    assert_int_equal(first, 1);
    assert_int_equal(last, 3);

    /* A changed configuration is taken over, one that cannot be is refused. */
    options.duplicate_window_ms = 30000;
    options.subjects = (const char *const[]){"thing.>", "more.>", NULL};
    assert_int_equal(0, stream_ensure(bus, &options));
    struct stream_options clash = options;
    clash.name = "OTHERS";
    assert_int_equal(-EPROTO, stream_ensure(bus, &clash));
    bus_close(bus);
    mailbox_free(box);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_publish),
        cmocka_unit_test(test_post),
        cmocka_unit_test(test_no_responders_is_a_status),
        cmocka_unit_test(test_request),
        cmocka_unit_test(test_round_trips),
        cmocka_unit_test(test_queue_shares),
        cmocka_unit_test(test_nothing_arrives_after_unsubscribe),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_streams),
    };
    return cmocka_run_group_tests_name("bus", tests, start_server, stop_server);
}
