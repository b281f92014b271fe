/* SPDX-License-Identifier: EUPL-1.2 */
/* The writer with a real stream: a service of one command, whose events can be such that the table refuses them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "cases_contract.h"
#include "nats_server.h"
#include "writer.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h> /* after service.h: its macro fail() is not ours */

enum { WAIT_MS = 10000 };

static int open_case(struct call *call, const void *input, void *output)
{
    const struct cases_open_case *in = input;
    struct cases_open_case_result *out = output;
    const struct cases_opened opened = {
        .case_id = call_new_id(call),
        .citizen_id = call_new_id(call),
        .home_id = call->who->organisation_id,
        .citizen_name = in->citizen_name,
    };
    *out = (struct cases_open_case_result){.case_id = opened.case_id, .citizen_id = opened.citizen_id};
    return call_emit(call, &cases_opened_event, &opened);
}

static int apply_opened(struct store *store, const struct event *event, const void *data)
{
    const struct cases_opened *opened = data;
    (void) event;
    struct query q = store_query(store, "INSERT INTO known (name) VALUES (?)");
    bind_text(&q, opened->citizen_name);
    return store_run(&q);
}

static const struct endpoint endpoints[] = {{&cases_open_case_procedure, open_case, CASEWORKER}, {0}};
static const struct applied applied[] = {{&cases_opened_event, apply_opened}, {0}};
static const struct migration migrations[] = {{"0001-known", "CREATE TABLE known (name TEXT NOT NULL UNIQUE) STRICT"},
                                              {0}};
static const struct service service = {
    .contract = &cases_contract, .endpoints = endpoints, .applied = applied, .migrations = migrations};

static struct nats_server *server;
static struct runtime runtime;
static struct writer writer;
static struct bus *caller;
static struct mailbox *answers;
static char folder[] = "/tmp/samspil-writer-XXXXXX";
static char path[sizeof folder + 16];

static struct bus *open_bus(void)
{
    struct bus *bus;
    assert_int_equal(
        0,
        bus_open(&(struct bus_options){.url = nats_server_url(server), .name = "test", .connect_timeout_ms = WAIT_MS},
                 &bus));
    return bus;
}

static void make_stream(void)
{
    assert_int_equal(0, stream_ensure(runtime.bus, &(struct stream_options){
                                                       .name = runtime.stream,
                                                       .subjects = (const char *const[]){"samspil.event.cases.>", NULL},
                                                       .replicas = 1,
                                                       .duplicate_window_ms = 120000,
                                                   }));
}

static int begin(void **state)
{
    (void) state;
    static struct bus_subscription *commands, *replies;
    char reply[128];
    server = nats_server_start(NULL);
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/cases.db", folder);
    runtime_settings.batch = 512;
    runtime_settings.healing_seconds = 300;
    runtime_init(&runtime, &service);
    assert_int_equal(0, store_prepare(&runtime, path));
    runtime.bus = open_bus();
    runtime.box = mailbox_new(NULL, NULL);
    assert_int_equal(0, writer_open(&writer, &runtime));
    make_stream();
    assert_int_equal(
        0, bus_subscribe(runtime.bus, "samspil.cases.open_case", "cases", runtime.box, TAG_COMMAND, &commands));
    struct bus_message *nobody;
    assert_int_equal(-EHOSTUNREACH, bus_request(runtime.bus, "nobody", (struct bytes){0}, WAIT_MS, &nobody));
    caller = open_bus();
    answers = mailbox_new(NULL, NULL);
    snprintf(reply, sizeof reply, "%s.answer.*", bus_inbox(caller));
    assert_int_equal(0, bus_subscribe(caller, reply, NULL, answers, 0, &replies));
    return 0;
}

static int finish(void **state)
{
    (void) state;
    bus_close(caller);
    mailbox_free(answers);
    writer_close(&writer);
    bus_close(runtime.bus);
    mailbox_free(runtime.box);
    store_close(runtime.store);
    store_remove(path);
    rmdir(folder);
    nats_server_stop(server);
    return 0;
}

static void call(int number, const char *command_id, const char *name)
{
    struct common_call envelope = {.principal = {.subject = "anna",
                                                 .organisation_id = "0192f000-0000-7000-8000-000000000001",
                                                 .roles = CASEWORKER}};
    struct cases_open_case in = {.command_id = command_id, .citizen_name = name};
    struct buffer message = {0};
    char reply[128];
    message_encode(&common_call_type, &envelope, &message);
    message_encode(&cases_open_case_type, &in, &message);
    snprintf(reply, sizeof reply, "%s.answer.%d", bus_inbox(caller), number);
    assert_int_equal(0,
                     bus_publish(caller, "samspil.cases.open_case", reply, (struct bytes){message.data, message.size}));
    buffer_free(&message);
}

/* Runs the writer until so many calls are answered; codes gets what each was refused with, "" for none. */
static void answer(int count, char codes[][32])
{
    while (count > 0) {
        assert_int_equal(0, writer_turn(&writer, 20));
        for (struct bus_message *message = mailbox_take(answers, 20), *next; message; message = next, count--) {
            struct arena arena = {0};
            struct common_reply reply;
            struct message_error error;
            size_t used;
            next = message->next;
            assert_int_equal(
                0, message_decode(&common_reply_type, message->data, MESSAGE_TOLERANT, &arena, &reply, &used, &error));
            snprintf(codes[strtol(strrchr(message->subject, '.') + 1, NULL, 10)], 32, "%s",
                     reply.problem ? reply.problem->code : "");
            arena_free(&arena);
            bus_release(message);
        }
    }
}

static uint64_t stored(void)
{
    uint64_t first, last;
    assert_int_equal(0, stream_state(runtime.bus, runtime.stream, &first, &last));
    return last;
}

static int64_t known(void)
{
    struct query q = store_query(runtime.store, "SELECT count(*) FROM known");
    assert_true(store_next(&q));
    int64_t count = column_integer(&q);
    assert_int_equal(0, store_end(&q));
    return count;
}

/* A command whose event cannot be applied is refused alone, wherever in the batch it stands. */
static void test_unfit_command(void **state)
{
    (void) state;
    static const char *const names[] = {"Anna", "Anna", "Bo", "Carl", "Bo", "Dora", "Dora"};
    static const bool fits[] = {true, false, true, true, false, true, false};
    enum { COUNT = sizeof names / sizeof *names };
    char codes[COUNT][32], ids[COUNT][37];
    for (int i = 0; i < COUNT; i++) {
        uuid7(time_now_ms(), ids[i]);
        call(i, ids[i], names[i]);
    }
    answer(COUNT, codes);
    for (int i = 0; i < COUNT; i++)
        assert_string_equal(codes[i], fits[i] ? "" : "unavailable");
    assert_int_equal(stored(), 4);
    assert_int_equal(known(), 4);
    assert_int_equal(runtime.tracks[0].committed, 4);

    /* A repeat is answered as at first, and nothing happens again. */
    for (int i = 0; i < COUNT; i++)
        call(i, ids[i], names[i]);
    answer(COUNT, codes);
    for (int i = 0; i < COUNT; i++)
        assert_string_equal(codes[i], fits[i] ? "" : "unavailable");
    assert_int_equal(stored(), 4);
}

/* More than a batch holds, while the stream already stores the first of them. */
static void test_many(void **state)
{
    (void) state;
    enum { COUNT = 2000 };
    static char codes[COUNT][32];
    uint64_t before = stored();
    for (int i = 0; i < COUNT; i++) {
        char id[37], name[32];
        uuid7(time_now_ms(), id);
        snprintf(name, sizeof name, "Number %d", i);
        call(i, id, name);
    }
    answer(COUNT, codes);
    for (int i = 0; i < COUNT; i++)
        assert_string_equal(codes[i], "");
    assert_int_equal(stored(), before + COUNT);
    assert_int_equal(known(), (int64_t) before + COUNT);
}

/* A migration emptied the tables and forgot the position: all is applied anew, also what the stream has lost meanwhile. */
static void test_applied_anew(void **state)
{
    (void) state;
    static const char *const migration[] = {"DELETE FROM known", "DELETE FROM runtime_command",
                                            "DELETE FROM runtime_position"};
    int64_t knew = known();
    uint64_t had = stored();
    for (int lost = 0; lost < 2; lost++) {
        for (size_t i = 0; i < sizeof migration / sizeof *migration; i++) {
            struct query q = store_query(runtime.store, migration[i]);
            assert_int_equal(0, store_run(&q));
        }
        runtime.tracks[0].position = runtime.tracks[0].committed = 0;
        if (lost) {
            struct bus_message *reply;
            assert_int_equal(
                0, bus_request(runtime.bus, "$JS.API.STREAM.DELETE.CASES", (struct bytes){0}, WAIT_MS, &reply));
            bus_release(reply);
            make_stream();
        }
        assert_int_equal(0, catch_up(&runtime));
        assert_int_equal(known(), knew);
        assert_int_equal(stored(), had);
        assert_int_equal(runtime.tracks[0].committed, had);
    }
}

/* The server takes no message of that size: whoever waits for it is told. */
static void test_too_large_an_answer(void **state)
{
    (void) state;
    enum { SIZE = 2 << 20 };
    char codes[1][32];
    char reply[128];
    uint8_t *large = calloc(1, SIZE);
    snprintf(reply, sizeof reply, "%s.answer.0", bus_inbox(caller));
    reply_post(runtime.bus, &(struct bus_message){.reply = reply}, (struct bytes){large, SIZE});
    bus_flush(runtime.bus);
    answer(1, codes);
    assert_string_equal(codes[0], "answer_too_large");
    free(large);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_unfit_command),
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_applied_anew),
        cmocka_unit_test(test_too_large_an_answer),
    };
    return cmocka_run_group_tests_name("writer", tests, begin, finish);
}
