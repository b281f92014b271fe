/* SPDX-License-Identifier: EUPL-1.2 */
/* The way to the services over a real bus; the service is played by a thread of the test. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "bus_client.h"
#include "error.h"
#include "nats_server.h"
#include "pilots_contract.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define PILOT "01890a5d-ac96-774b-bcce-b302099a8051"

static struct nats_server *server;
static struct bus *bus;
static atomic_bool stopping;
static struct bus_client *client;
static const struct common_principal tom = {.subject = "tom"};

/* The service: refuses each pilot as unavailable once, and knows one of them not at all. */
static struct {
    struct bus *bus;
    struct mailbox *box;
    pthread_t thread;
    atomic_bool is_over;
    size_t received;
    bool was_asked_after; /* the last call had seen the answer before it */
    char subject[32];     /* who called last */
} service;

static void answer(const struct bus_message *message)
{
    struct arena arena = {0};
    struct buffer reply = {0};
    struct common_call call;
    struct pilots_unpublish_pilot in;
    struct message_error error;
    size_t used;
    assert_int_equal(message_decode(&common_call_type, message->data, MESSAGE_TOLERANT, &arena, &call, &used, &error),
                     0);
    const struct bytes arguments = {message->data.data + used, message->data.size - used};
    assert_int_equal(message_decode(&pilots_unpublish_pilot_type, arguments, MESSAGE_STRICT, &arena, &in, NULL, &error),
                     0);
    const char *code = strcmp(in.why, "unknown") == 0 ? "not_found" : service.received % 2 == 0 ? "unavailable" : NULL;
    const struct common_problem problem = {.code = code, .message = "", .field = "pilot_id"};
    const struct common_position position = {"PILOTS", (int64_t) service.received};
    const struct common_reply envelope = {.problem = code ? &problem : NULL, .positions = {&position, 1}};
    const struct pilots_unpublish_pilot_result result = {.pilot_id = in.pilot_id};
    service.was_asked_after = call.after.count == 1 && call.after.items[0].sequence + 1 == (int64_t) service.received;
    snprintf(service.subject, sizeof(service.subject), "%s", call.principal.subject);
    service.received++;
    message_encode(&common_reply_type, &envelope, &reply);
    if (!code)
        message_encode(&pilots_unpublish_pilot_result_type, &result, &reply);
    bus_publish(service.bus, message->reply, NULL, (struct bytes){reply.data, reply.size});
    buffer_free(&reply);
    arena_free(&arena);
}

static void *serve(void *closure)
{
    (void) closure;
    while (!atomic_load(&service.is_over)) {
        struct bus_message *messages = mailbox_take(service.box, -1);
        for (struct bus_message *next; messages; messages = next) {
            next = messages->next;
            answer(messages);
            bus_release(messages);
        }
    }
    return NULL;
}

static int set_up(void **state)
{
    (void) state;
    server = nats_server_start(NULL);
    assert_int_equal(bus_open(&(struct bus_options){.url = nats_server_url(server), .name = "test"}, &bus), 0);
    client = bus_client_open(bus, "services", &stopping);
    bus_client_act_as(client, &tom);
    return 0;
}

static int tear_down(void **state)
{
    (void) state;
    bus_client_close(client);
    bus_close(bus);
    nats_server_stop(server);
    return 0;
}

static void begin_service(void)
{
    struct bus_subscription *subscription;
    service.box = mailbox_new(NULL, NULL);
    assert_int_equal(bus_open(&(struct bus_options){.url = nats_server_url(server), .name = "pilots"}, &service.bus),
                     0);
    assert_int_equal(bus_subscribe(service.bus, "samspil.pilots.unpublish_pilot", NULL, service.box, 0, &subscription),
                     0);
    assert_int_equal(pthread_create(&service.thread, NULL, serve, NULL), 0);
}

static void end_service(void)
{
    atomic_store(&service.is_over, true);
    mailbox_interrupt(service.box);
    pthread_join(service.thread, NULL);
    bus_close(service.bus);
    mailbox_free(service.box);
}

static int call(const char *why, struct arena *arena, struct pilots_unpublish_pilot_result *out, const char **field)
{
    const struct client way = bus_client(client);
    const struct pilots_unpublish_pilot in = {.command_id = "c", .pilot_id = PILOT, .why = why};
    return client_call(&way, &pilots_unpublish_pilot_procedure, &in, arena, out, field);
}

static bool stop_after_two(void *closure, const struct client_call *done)
{
    size_t *count = closure;
    assert_int_equal(done->rc, 0);
    return ++*count < 2;
}

static void test_calls(void **state)
{
    (void) state;
    struct arena arena = {0};
    struct pilots_unpublish_pilot_result out;
    const char *field;
    begin_service();
    assert_int_equal(call("w", &arena, &out, &field), 0); /* the second time */
    assert_string_equal(out.pilot_id, PILOT);
    assert_int_equal(service.received, 2);
    assert_true(service.was_asked_after);
    assert_string_equal(service.subject, "tom");
    assert_int_equal(call("unknown", &arena, &out, &field), PROBLEM_NOT_FOUND);
    assert_string_equal(field, "pilot_id");

    enum { MANY = 40 };
    const struct pilots_unpublish_pilot in = {.command_id = "c", .pilot_id = PILOT, .why = "w"};
    struct client_call calls[MANY];
    struct pilots_unpublish_pilot_result outs[MANY];
    size_t answered = 0, done = 0;
    for (size_t i = 0; i < MANY; i++)
        calls[i] = (struct client_call){.procedure = &pilots_unpublish_pilot_procedure, .in = &in, .out = &outs[i]};
    const struct client way = bus_client(client);
    way.run(way.closure, &(struct client_batch){calls, MANY, &arena, stop_after_two, &answered});
    for (size_t i = 0; i < MANY; i++)
        done += calls[i].rc == 0;
    assert_int_equal(done, answered);
    assert_in_range(done, 2, MANY - 1); /* what was under way came to its end */
    assert_int_equal(calls[MANY - 1].rc, -ECANCELED);
    end_service();
    arena_free(&arena);
}

static void *stop_soon(void *closure)
{
    (void) closure;
    atomic_store(&stopping, true);
    return NULL;
}

/* Nobody is there: it is tried again and again, until the process stops. */
static void test_stops(void **state)
{
    (void) state;
    struct arena arena = {0};
    struct pilots_unpublish_pilot_result out;
    const char *field;
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, stop_soon, NULL), 0);
    assert_int_equal(call("w", &arena, &out, &field), -ENOTCONN);
    pthread_join(thread, NULL);
    atomic_store(&stopping, false);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_calls, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_stops, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
