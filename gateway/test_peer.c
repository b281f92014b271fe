/* SPDX-License-Identifier: EUPL-1.2 */
#include "test_peer.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cases_contract.h"
#include "directory_contract.h"
#include "identity.h"
#include "nats_server.h"
#include "transcode.h"

#define PATIENCE_NS 10000000000
#define TICK_MS 10 /* as the gateway's timer: calls time out by it */

enum { TAG_ANSWER, TAG_LIVE, TAG_STATE, TAG_SERVICE };

struct test_issuer *issuer;
struct session_services services;
struct session *session;
struct bus *service_bus;
bool is_ready = true;
_Atomic uint64_t losses;
struct sent sent;
struct asked asked;

static char jwks[] = "/tmp/samspil-jwks-XXXXXX";
static struct nats_server *server;
static struct bus *bus;
static struct mailbox *box;

static json_t *json_of_frame(const struct frame *frame)
{
    size_t head = frame->data[1] < 126 ? 2 : frame->data[1] == 126 ? 4 : 10;
    struct bytes payload = {frame->data + head, frame->size - head};
    struct buffer text = {0};
    if (frame->data[0] == 0x82)
        transcode_to_json(payload, &text);
    else
        buffer_append(&text, payload.data, payload.size);
    json_t *json = json_loadb((const char *) text.data, text.size, 0, NULL);
    assert_non_null(json);
    buffer_free(&text);
    return json;
}

void capture(void *closure, struct frame *frame, const struct ground *ground, uint64_t request)
{
    (void) closure;
    assert_true(sent.count < 64);
    sent.frames[sent.count] = json_of_frame(frame);
    sent.grounds[sent.count] = ground ? *ground : (struct ground){0};
    sent.requests[sent.count++] = request;
}

static void note_close(void *closure, enum close_code code)
{
    (void) closure;
    assert_int_equal(sent.closed, 0);
    sent.closed = (int) code;
}

static void forget_sent(void)
{
    for (size_t i = 0; i < sent.count; i++)
        json_decref(sent.frames[i]);
    sent.count = 0;
}

const char *last(void)
{
    static char text[4096];
    assert_true(sent.count > 0);
    json_t *frame = sent.frames[sent.count - 1];
    if (json_integer_value(json_array_get(frame, 0)) == 36)
        json_array_set_new(frame, 2, json_integer(0));
    char *dumped = json_dumps(frame, JSON_COMPACT);
    (void) snprintf(text, sizeof(text), "%s", dumped);
    free(dumped);
    return text;
}

void expect_last(const char *text)
{
    assert_string_equal(last(), text);
}

void expect_in_last(const char *part)
{
    if (!strstr(last(), part))
        fail_msg("%s is not in %s", part, last());
}

void receive(const char *json)
{
    session_receive(session, (struct bytes){(const uint8_t *) json, strlen(json)});
}

static bool ready(void *closure)
{
    (void) closure;
    return is_ready;
}

static bool passes(void *closure, const struct passing *passing)
{
    (void) closure;
    (void) passing;
    return true;
}

static void serve(const struct bus_message *message)
{
    struct message_error error;
    struct buffer text = {0}, reply = {0};
    size_t used;
    arena_reset(&asked.arena);
    assert_int_equal(
        message_decode(&common_call_type, message->data, MESSAGE_STRICT, &asked.arena, &asked.call, &used, &error), 0);
    transcode_to_json((struct bytes){message->data.data + used, message->data.size - used}, &text);
    asked.arguments = arena_copy(&asked.arena, text.data, text.size);
    (void) snprintf(asked.subject, sizeof(asked.subject), "%s", message->subject);
    asked.count++;
    message_encode(&common_reply_type, &asked.reply, &reply);
    if (!asked.reply.problem)
        assert_true(transcode_from_json((struct bytes){(const uint8_t *) asked.result, strlen(asked.result)}, &reply));
    if (!asked.is_silent)
        assert_int_equal(bus_publish(service_bus, message->reply, NULL, (struct bytes){reply.data, reply.size}), 0);
    buffer_free(&text);
    buffer_free(&reply);
}

static void deal(struct bus_message *message)
{
    if (message->tag == TAG_ANSWER) {
        dispatcher_receive(services.dispatcher, message);
        return;
    }
    if (message->tag == TAG_SERVICE)
        serve(message);
    else
        feed_receive(services.feed, message);
    bus_release(message);
}

void run_until(size_t frames, size_t calls)
{
    int64_t until = time_monotonic_ns() + PATIENCE_NS;
    while (sent.count < frames || asked.count < calls) {
        assert_true(time_monotonic_ns() < until);
        for (struct bus_message *message = mailbox_take(box, TICK_MS), *next; message; message = next) {
            next = message->next;
            deal(message);
        }
        dispatcher_tick(services.dispatcher, time_monotonic_ns());
        feed_tick(services.feed, time_monotonic_ns());
    }
}

void happen(const struct event_contract *event, const void *data)
{
    struct buffer bytes = {0};
    message_encode(
        &common_event_type,
        &(struct common_event){.id = SOME_ID, .type = event->type, .version = 1, .time = "2026-01-01T00:00:00.000Z"},
        &bytes);
    message_encode(event->data, data, &bytes);
    const char *subject = principals_apply(services.principals, (struct bytes){bytes.data, bytes.size});
    if (subject)
        session_recheck(session, subject);
    buffer_free(&bytes);
}

static void open_gateway(void)
{
    assert_int_equal(dispatcher_new(bus, box, TAG_ANSWER, passes, NULL, &services.dispatcher), 0);
    assert_int_equal(feed_new(bus, box, TAG_LIVE, TAG_STATE, services.dispatcher, &losses, &services.feed), 0);
}

static void close_gateway(void)
{
    if (session)
        session_free(session);
    feed_free(services.feed);
    dispatcher_free(services.dispatcher);
}

static void open_session(bool is_json)
{
    const struct session_output output = {capture, note_close, NULL};
    session = session_new(&services, is_json, "192.0.2.1", &output);
}

void sign_in(const char *subject)
{
    char text[2048];
    char *token = test_token_of(issuer, subject);
    receive(HELLO);
    expect_last("[4,\"ticket\",{}]");
    (void) snprintf(text, sizeof(text), "[5,\"%s\",{}]", token);
    receive(text);
    free(token);
}

int issuer_begin(void **state)
{
    int fd = mkstemp(jwks);
    (void) state;
    assert_true(fd >= 0);
    close(fd);
    issuer = test_issuer_new(jwks);
    return 0;
}

int issuer_end(void **state)
{
    (void) state;
    test_issuer_free(issuer);
    return remove(jwks);
}

int begin(void **state)
{
    struct bus_subscription *directory;
    (void) state;
    sent = (struct sent){0};
    asked = (struct asked){.result = "{\"organisations\":[]}"};
    limits.subject.rate = 0;
    limits.calls = 4;
    limits.subscriptions = 4;
    limits.call_seconds = 10;
    services = (struct session_services){.expected = {TEST_ISSUER, TEST_AUDIENCE}, .ready = ready};
    assert_int_equal(token_keys_load(jwks, &services.keys), 0);
    server = nats_server_start(NULL);
    assert_int_equal(bus_open(&(struct bus_options){.url = nats_server_url(server), .name = "gateway"}, &bus), 0);
    assert_int_equal(bus_open(&(struct bus_options){.url = nats_server_url(server), .name = "service"}, &service_bus),
                     0);
    box = mailbox_new(NULL, NULL);
    assert_int_equal(bus_subscribe(service_bus, "samspil.directory.*", NULL, box, TAG_SERVICE, &directory), 0);
    /* An answer on the same connection: the server knows of the subscription. */
    struct bus_message *answer;
    assert_int_equal(bus_request(service_bus, "nobody", (struct bytes){0}, 5000, &answer), -EHOSTUNREACH);
    services.principals = principals_new(NULL, NULL, 100, "operator");
    services.rate = rate_new(&limits.subject);
    services.address_rate = rate_new(&limits.address);
    services.topics = topics_new();
    open_gateway();
    open_session(true);
    happen(&directory_organisation_registered_event,
           &(struct directory_organisation_registered){.organisation_id = ORGANISATION, .name = "A", .type = 1});
    happen(&directory_member_added_event,
           &(struct directory_member_added){.organisation_id = ORGANISATION, .subject = "bo", .roles = COORDINATOR});
    return 0;
}

int end(void **state)
{
    (void) state;
    close_gateway();
    forget_sent();
    principals_free(services.principals);
    rate_free(services.rate);
    rate_free(services.address_rate);
    topics_free(services.topics);
    token_keys_free(services.keys);
    arena_free(&services.arena);
    buffer_free(&services.input);
    buffer_free(&services.message);
    buffer_free(&services.other);
    bus_close(bus);
    bus_close(service_bus);
    mailbox_free(box);
    arena_free(&asked.arena);
    nats_server_stop(server);
    return 0;
}

static void forget_session(void)
{
    forget_sent();
    sent.closed = 0;
}

void begin_again(bool is_json)
{
    session_free(session);
    forget_session();
    open_session(is_json);
}

void begin_elsewhere(void)
{
    close_gateway();
    forget_session();
    open_gateway();
    open_session(true);
}
