/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Sessions without sockets: messages in, frames out; behind them the real dispatcher and feed on a real bus, on which
 * the test plays the service.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "service.h"

#include <cmocka.h>
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cases_contract.h"
#include "directory_contract.h"
#include "disclosures_contract.h"
#include "identity.h"
#include "nats_server.h"
#include "session.h"
#include "test_tokens.h"
#include "transcode.h"

#define ORGANISATION "01a00000-0000-7000-8000-00000000000a"
#define CITIZEN_ID "01a00000-0000-7000-8000-0000000000c1"
#define SOME_ID "01a00000-0000-7000-8000-0000000000d1"
#define PATIENCE_NS 10000000000
#define HELLO "[1,\"samspil\",{\"roles\":{},\"authmethods\":[\"ticket\"],\"authid\":\"x\"}]"

enum { TAG_ANSWER, TAG_LIVE, TAG_STATE, TAG_SERVICE };

static struct nats_server *server;
static struct bus *bus, *service_bus;
static struct mailbox *box, *service_box;
static struct session_services services;
static struct test_issuer *issuer;
static struct session *session;
static bool is_ready = true;
static _Atomic uint64_t losses;

static struct sent {
    json_t *frames[64];
    struct ground grounds[64];
    uint64_t requests[64];
    size_t count;
    int closed;
} sent;

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

static void capture(void *closure, struct frame *frame, const struct ground *ground, uint64_t request)
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

/* The text of the last frame, without the ids that are random. */
static const char *last(void)
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

static void expect_last(const char *text)
{
    assert_string_equal(last(), text);
}

static void expect_in_last(const char *part)
{
    if (!strstr(last(), part))
        fail_msg("%s is not in %s", part, last());
}

static void receive(const char *json)
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

/* What the service was asked last, and what it answers with. */
static struct asked {
    struct arena arena;
    struct common_call call;
    char subject[128];
    char *arguments;
    size_t count;
    struct common_reply reply;
    const char *result; /* JSON */
    bool is_silent;
} asked;

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

static void take(struct mailbox *from, void (*deal)(struct bus_message *message), int64_t wait_ms)
{
    for (struct bus_message *message = mailbox_take(from, wait_ms), *next; message; message = next) {
        next = message->next;
        deal(message);
    }
}

static void deal_for_service(struct bus_message *message)
{
    serve(message);
    bus_release(message);
}

static void deal_for_gateway(struct bus_message *message)
{
    if (message->tag == TAG_ANSWER) {
        dispatcher_receive(services.dispatcher, message);
        return;
    }
    feed_receive(services.feed, message);
    bus_release(message);
}

/* Until so many frames were sent, or the service was asked so often. */
static void run_until(size_t frames, size_t calls)
{
    int64_t until = time_monotonic_ns() + PATIENCE_NS;
    while (sent.count < frames || asked.count < calls) {
        assert_true(time_monotonic_ns() < until);
        take(service_box, deal_for_service, 2);
        take(box, deal_for_gateway, 2);
        dispatcher_tick(services.dispatcher, time_monotonic_ns());
        feed_tick(services.feed, time_monotonic_ns());
    }
}

static void happen(const struct event_contract *event, const void *data)
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

static void open_session(bool is_json)
{
    const struct session_output output = {capture, note_close, NULL};
    session = session_new(&services, is_json, "192.0.2.1", &output);
}

static void sign_in(const char *subject)
{
    char text[2048];
    char *token = test_token_of(issuer, subject);
    receive(HELLO);
    expect_last("[4,\"ticket\",{}]");
    (void) snprintf(text, sizeof(text), "[5,\"%s\",{}]", token);
    receive(text);
    free(token);
}

static int begin(void **state)
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
    assert_int_equal(token_keys_load(getenv("TEST_JWKS"), &services.keys), 0);
    server = nats_server_start(NULL);
    assert_int_equal(bus_open(&(struct bus_options){.url = nats_server_url(server), .name = "gateway"}, &bus), 0);
    assert_int_equal(bus_open(&(struct bus_options){.url = nats_server_url(server), .name = "service"}, &service_bus),
                     0);
    box = mailbox_new(NULL, NULL);
    service_box = mailbox_new(NULL, NULL);
    assert_int_equal(bus_subscribe(service_bus, "samspil.directory.*", NULL, service_box, TAG_SERVICE, &directory), 0);
    /* An answer on the same connection: the server knows of the subscription. */
    struct bus_message *answer;
    assert_int_equal(bus_request(service_bus, "nobody", (struct bytes){0}, 5000, &answer), -EHOSTUNREACH);
    services.principals = principals_new(NULL, NULL, 100, "operator");
    services.rate = rate_new(&limits.subject);
    services.address_rate = rate_new(&limits.address);
    services.topics = topics_new();
    assert_int_equal(dispatcher_new(bus, box, TAG_ANSWER, passes, NULL, &services.dispatcher), 0);
    assert_int_equal(feed_new(bus, box, TAG_LIVE, TAG_STATE, services.dispatcher, &losses, &services.feed), 0);
    open_session(true);
    happen(&directory_organisation_registered_event,
           &(struct directory_organisation_registered){.organisation_id = ORGANISATION, .name = "A", .type = 1});
    happen(&directory_member_added_event,
           &(struct directory_member_added){.organisation_id = ORGANISATION, .subject = "bo", .roles = COORDINATOR});
    return 0;
}

static int end(void **state)
{
    (void) state;
    if (session)
        session_free(session);
    forget_sent();
    feed_free(services.feed);
    dispatcher_free(services.dispatcher);
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
    mailbox_free(service_box);
    arena_free(&asked.arena);
    nats_server_stop(server);
    return 0;
}

static void begin_again(bool is_json)
{
    session_free(session);
    forget_sent();
    sent.closed = 0;
    open_session(is_json);
}

static void signing_in(void **state)
{
    (void) state;
    sign_in("bo");
    expect_in_last("\"authid\":\"bo\"");
    expect_in_last("\"authrole\":\"coordinator\"");
    expect_in_last("\"authextra\":{\"organisation_id\":\"" ORGANISATION "\"}");
    assert_true(session_is_established(session));
    receive("[6,{},\"wamp.close.normal\"]");
    expect_last("[6,{},\"wamp.close.goodbye_and_out\"]");
    assert_int_equal(sent.closed, CLOSE_DONE);
    receive("[48,1,{},\"samspil.directory.list_organisations\"]"); /* nobody listens any more */
    assert_int_equal(sent.count, 3);
}

static void refused(const char *hello, const char *reason)
{
    begin_again(true);
    receive(hello);
    expect_in_last(reason);
    assert_true(strncmp(last(), "[3,", 3) == 0);
    assert_true(sent.closed != 0);
}

static void not_signing_in(void **state)
{
    (void) state;
    refused("[1,\"other\",{\"authmethods\":[\"ticket\"]}]", "wamp.error.no_such_realm");
    refused("[1,\"samspil\",{}]", "wamp.error.authentication_required");
    refused("[1,\"samspil\",{\"authmethods\":[\"wampcra\"]}]", "wamp.error.no_matching_auth_method");
    refused("[5,\"token\",{}]", "wamp.error.protocol_violation");
    refused("[48,1,{},\"a\"]", "wamp.error.protocol_violation");
    refused("nonsense", "wamp.error.protocol_violation");
    refused("[6,{},\"wamp.close.normal\"]", "wamp.error.protocol_violation");
    is_ready = false;
    refused(HELLO, "samspil.error.unavailable");
    is_ready = true;
    begin_again(true);
    receive(HELLO);
    receive("[5,\"a.b.c\",{}]");
    expect_in_last("wamp.error.authentication_failed");
    begin_again(true);
    receive("[1,\"samspil\",{\"authmethods\":[\"ticket\"],\"authextra\":{\"organisation\":\"" SOME_ID "\"}}]");
    char *token = test_token_of(issuer, "bo"), text[2048];
    (void) snprintf(text, sizeof(text), "[5,\"%s\",{}]", token);
    receive(text);
    expect_in_last("wamp.error.not_authorized");
    free(token);
    begin_again(true);
    sign_in("bo");
    receive(HELLO);
    expect_in_last("wamp.error.protocol_violation");
}

static void calls(void **state)
{
    const struct common_position position = {.stream = "DIRECTORY", .sequence = 7};
    (void) state;
    sign_in("bo");
    asked.reply.positions = (struct common_position_list){&position, 1};
    receive("[48,11,{},\"samspil.directory.list_organisations\",[],{\"limit\":3}]");
    run_until(3, 1);
    expect_last("[50,11,{},[],{\"organisations\":[]}]");
    assert_string_equal(asked.subject, "samspil.directory.list_organisations");
    assert_string_equal(asked.arguments, "{\"limit\":3}");
    assert_string_equal(asked.call.principal.subject, "bo");
    assert_int_equal(asked.call.principal.roles, COORDINATOR);
    assert_string_equal(asked.call.principal.organisation_id, ORGANISATION);
    assert_int_equal(asked.call.after.count, 0);
    assert_int_equal(strlen(asked.call.traceparent), 55);

    /* What was told is seen by the next call; arguments as one positional map; a given trace goes on. */
    receive("[48,12,{\"traceparent\":\"00-0123456789abcdef0123456789abcdef-0123456789abcdef-01\",\"timeout\":500},"
            "\"samspil.directory.list_organisations\",[{\"limit\":4}]]");
    run_until(4, 2);
    assert_string_equal(asked.arguments, "{\"limit\":4}");
    assert_int_equal(asked.call.after.count, 1);
    assert_string_equal(asked.call.after.items[0].stream, "DIRECTORY");
    assert_int_equal(asked.call.after.items[0].sequence, 7);
    assert_string_equal(asked.call.traceparent, "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01");
    assert_int_equal(asked.call.timeout_ms, 500);

    /* What an answer rests on goes with it to the gate. */
    asked.reply.has_consents = true;
    asked.reply.consents = 42;
    receive("[48,13,{},\"samspil.directory.list_organisations\"]");
    run_until(5, 3);
    assert_string_equal(asked.arguments, "{}");
    assert_true(sent.grounds[4].by_consent);
    assert_int_equal(sent.grounds[4].consents, 42);
    assert_int_equal(sent.requests[4], 13);
    struct frame *frame = session_refusal(session, 13, PROBLEM_CONSENT_CHANGED);
    capture(NULL, frame, NULL, 0);
    frame_release(frame);
    expect_in_last("[8,48,13,{},\"samspil.error.consent_changed\",[],{\"code\":\"consent_changed\"");
}

static void problems(void **state)
{
    const struct common_problem problem = {.code = "consent_missing", .message = "m", .field = "f"};
    const struct common_problem unknown = {.code = "brand_new", .message = "m"};
    (void) state;
    sign_in("bo");
    asked.reply.problem = &problem;
    receive("[48,1,{},\"samspil.directory.list_organisations\"]");
    run_until(3, 1);
    expect_last("[8,48,1,{},\"samspil.error.consent_missing\",[],{\"code\":\"consent_missing\",\"message\":\"m\","
                "\"field\":\"f\"}]");
    asked.reply.problem = &unknown;
    receive("[48,2,{},\"samspil.directory.list_organisations\"]");
    run_until(4, 2);
    expect_in_last("\"samspil.error.brand_new\"");
    receive("[48,3,{},\"samspil.nothing.here\"]");
    expect_in_last("wamp.error.no_such_procedure");
    receive("[48,4,{},\"samspil.consents.report_position\"]"); /* between processes only */
    expect_in_last("wamp.error.no_such_procedure");
    receive("[48,5,{},\"no uri\"]");
    expect_in_last("wamp.error.invalid_uri");
    receive("[48,6,{},\"samspil.directory.list_organisations\",[1]]");
    expect_in_last("wamp.error.invalid_argument");
    receive("[48,7,{},\"samspil.directory.list_organisations\",[{}],{\"limit\":1}]");
    expect_in_last("wamp.error.invalid_argument");
    receive("[48,8,{},\"samspil.cases.list_cases\"]"); /* nobody there */
    run_until(10, 2);
    expect_in_last("\"samspil.error.unavailable\"");
    asked.is_silent = true;
    receive("[48,9,{\"timeout\":30},\"samspil.directory.list_organisations\"]");
    run_until(11, 3);
    expect_in_last("[8,48,9,{},\"wamp.error.timeout\"");
    assert_int_equal(dispatcher_in_flight(services.dispatcher), 0);
}

static void cancelling_and_limits(void **state)
{
    (void) state;
    sign_in("bo");
    asked.is_silent = true;
    for (int i = 1; i <= 4; i++) {
        char text[128];
        (void) snprintf(text, sizeof(text), "[48,%d,{},\"samspil.directory.list_organisations\"]", i);
        receive(text);
    }
    receive("[48,5,{},\"samspil.directory.list_organisations\"]");
    expect_in_last("[8,48,5,{},\"samspil.error.too_many_calls\"");
    receive("[49,2,{\"mode\":\"kill\"}]");
    expect_in_last("[8,48,2,{},\"wamp.error.canceled\"");
    assert_int_equal(dispatcher_in_flight(services.dispatcher), 3);
    size_t before = sent.count;
    receive("[49,2,{}]");
    receive("[49,999,{}]");
    assert_int_equal(sent.count, before);
    limits.subject.rate = 1;
    limits.subject.burst = 1;
    receive("[49,1,{}]");
    receive("[48,6,{},\"samspil.directory.list_organisations\"]");
    receive("[48,7,{},\"samspil.directory.list_organisations\"]");
    expect_in_last("[8,48,7,{},\"samspil.error.rate_limited\",[],{\"code\":\"rate_limited\"");
    expect_in_last("\"retry_after_ms\":");
    session_free(session);
    session = NULL;
    assert_int_equal(dispatcher_in_flight(services.dispatcher), 0);
}

static void what_clients_may_not_do(void **state)
{
    (void) state;
    sign_in("bo");
    receive("[16,1,{},\"samspil.feed\"]");
    assert_int_equal(sent.count, 2);
    receive("[16,2,{\"acknowledge\":true},\"samspil.feed\"]");
    expect_in_last("[8,16,2,{},\"wamp.error.not_authorized\"");
    receive("[64,3,{},\"samspil.a.b\"]");
    expect_in_last("[8,64,3,{},\"wamp.error.not_authorized\"");
    receive("[66,4,9]");
    expect_last("[8,66,4,{},\"wamp.error.no_such_registration\"]");
    receive("[34,5,9]");
    expect_last("[8,34,5,{},\"wamp.error.no_such_subscription\"]");
    receive("[32,6,{},\"samspil.other\"]");
    expect_in_last("[8,32,6,{},\"wamp.error.not_authorized\"");
    receive("[32,7,{\"match\":\"prefix\"},\"samspil.\"]");
    expect_in_last("[8,32,7,{},\"wamp.error.not_authorized\"");
    receive("[32,8,{\"match\":\"wildcard\"},\"samspil..referrals.requested\"]");
    expect_in_last("[8,32,8,{},\"wamp.error.not_authorized\"");
    receive("[33,1,2]");
    expect_in_last("wamp.error.protocol_violation");
    assert_int_equal(sent.closed, CLOSE_PROTOCOL);
}

/* As disclosures and the stream's republishing do it; the sequence has no header here, so it is 0. */
static void tell(const char *recipient_id, const char *name, enum common_basis basis)
{
    struct buffer bytes = {0};
    char subject[160], type[80];
    static const uint8_t data[] = {0x80};
    (void) snprintf(type, sizeof(type), "samspil.%s", name);
    const struct common_cloud_event entry = {.specversion = "1.0",
                                             .id = SOME_ID,
                                             .source = "/samspil/x",
                                             .type = type,
                                             .subject = "s",
                                             .time = "2026-01-01T00:00:00.000Z",
                                             .datacontenttype = "application/json",
                                             .data = {data, sizeof(data)}};
    const struct disclosures_told told = {.recipient = DISCLOSURES_RECIPIENT_ORGANISATION,
                                          .type = type,
                                          .stream = "REFERRALS",
                                          .sequence = 1,
                                          .citizen_id = CITIZEN_ID,
                                          .basis = basis,
                                          .consents = 5,
                                          .entry = &entry};
    message_encode(
        &common_event_type,
        &(struct common_event){
            .id = SOME_ID, .type = "samspil.disclosures.told", .version = 1, .time = "2026-01-01T00:00:00.000Z"},
        &bytes);
    message_encode(&disclosures_told_type, &told, &bytes);
    (void) snprintf(subject, sizeof(subject), "samspil.live.%s.%s.%s", recipient_id, SOME_ID, name);
    assert_int_equal(bus_publish(service_bus, subject, NULL, (struct bytes){bytes.data, bytes.size}), 0);
    buffer_free(&bytes);
}

static void feeds(void **state)
{
    (void) state;
    sign_in("bo");
    receive("[32,1,{},\"samspil.feed\"]");
    run_until(3, 0);
    expect_last("[33,1,1]");
    receive("[32,2,{},\"samspil.feed\"]");
    expect_last("[33,2,1]");
    tell(ORGANISATION, "referrals.requested", COMMON_BASIS_CONSENT);
    run_until(5, 0);
    expect_in_last("[36,1,0,{},[],{\"specversion\":\"1.0\"");
    expect_in_last("\"cursor\":\"0\"");
    assert_true(sent.grounds[4].by_consent);
    assert_int_equal(sent.grounds[4].consents, 5);
    assert_string_equal(sent.grounds[4].citizen_id, CITIZEN_ID);
    /* The last word about a citizen needs no consent any more. */
    tell(ORGANISATION, "consents.withdrawn", COMMON_BASIS_CONSENT);
    run_until(6, 0);
    assert_false(sent.grounds[5].by_consent);

    receive("[34,3,1]");
    expect_last("[35,3]");
    receive("[32,4,{\"match\":\"prefix\"},\"samspil.feed.referrals.\"]");
    run_until(8, 0);
    receive("[32,5,{\"match\":\"wildcard\"},\"samspil.feed..requested\"]");
    expect_last("[33,5,3]");
    tell(SOME_ID, "referrals.requested", COMMON_BASIS_CONSENT); /* somebody else's */
    tell(ORGANISATION, "cases.opened", COMMON_BASIS_PUBLIC_TASK);
    tell(ORGANISATION, "referrals.requested", COMMON_BASIS_PUBLIC_TASK);
    run_until(11, 0);
    expect_in_last("[36,2,0,{\"topic\":\"samspil.feed.referrals.requested\"}");
    assert_int_equal(json_integer_value(json_array_get(sent.frames[9], 1)), 3);

    receive("[32,6,{\"match\":\"prefix\"},\"samspil.public\"]");
    run_until(12, 0);
    tell(FEED_PUBLIC_ID, "directory.offer_published", COMMON_BASIS_NONE);
    run_until(13, 0);
    expect_in_last("\"topic\":\"samspil.public.directory.offer_published\"");
    receive("[32,7,{},\"samspil.feed.a.b\"]");
    expect_in_last("[33,7,");
    receive("[32,8,{},\"samspil.feed.a.c\"]");
    expect_in_last("samspil.error.too_many_subscriptions");
    losses++;
    feed_tick(services.feed, time_monotonic_ns());
    assert_int_equal(sent.closed, CLOSE_TRY_AGAIN);
}

static void a_topic_asked_for_twice_while_it_waits(void **state)
{
    (void) state;
    sign_in("bo");
    receive("[32,1,{},\"samspil.feed\"]");
    receive("[32,2,{},\"samspil.feed\"]");
    assert_int_equal(sent.count, 2); /* neither is answered before the feed is live */
    run_until(4, 0);
    assert_int_equal(json_integer_value(json_array_get(sent.frames[2], 2)), 1);
    assert_int_equal(json_integer_value(json_array_get(sent.frames[3], 2)), 1);
    tell(ORGANISATION, "referrals.requested", COMMON_BASIS_PUBLIC_TASK);
    run_until(5, 0);
    assert_int_equal(sent.count, 5); /* one subscription, one event */
}

static void feeds_are_for_whom_they_are_for(void **state)
{
    (void) state;
    sign_in("somebody");
    receive("[32,1,{},\"samspil.feed\"]");
    expect_in_last("[8,32,1,{},\"wamp.error.not_authorized\"");
    receive("[32,2,{},\"samspil.public\"]");
    run_until(4, 0);
    expect_in_last("[33,2,");
    /* Whoever becomes a citizen may, without signing in again. */
    happen(&cases_citizen_linked_event,
           &(struct cases_citizen_linked){
               .case_id = SOME_ID, .citizen_id = CITIZEN_ID, .home_id = ORGANISATION, .subject = "somebody"});
    receive("[32,3,{},\"samspil.feed\"]");
    run_until(5, 0);
    tell(CITIZEN_ID, "cases.opened", COMMON_BASIS_OWN_DATA);
    run_until(6, 0);
    expect_in_last("[36,");
}

static void who_may_see_less_is_let_go(void **state)
{
    const struct directory_member_removed gone = {.organisation_id = ORGANISATION, .subject = "bo"};
    (void) state;
    sign_in("bo");
    happen(&directory_member_removed_event,
           &(struct directory_member_removed){.organisation_id = ORGANISATION, .subject = "other"});
    assert_int_equal(sent.closed, 0);
    happen(&directory_member_removed_event, &gone);
    assert_int_equal(sent.closed, CLOSE_TRY_AGAIN);
}

static void represent(const char *subject, uint32_t scopes)
{
    happen(&cases_representative_linked_event, &(struct cases_representative_linked){.representation_id = SOME_ID,
                                                                                     .case_id = SOME_ID,
                                                                                     .citizen_id = CITIZEN_ID,
                                                                                     .home_id = ORGANISATION,
                                                                                     .subject = subject,
                                                                                     .scopes = scopes});
}

static void representatives(void **state)
{
    const struct cases_representation_ended over = {
        .representation_id = SOME_ID, .case_id = SOME_ID, .citizen_id = CITIZEN_ID, .home_id = ORGANISATION};
    char text[2048];
    (void) state;
    represent("bo", 1u << (COMMON_SCOPE_CASE - 1));
    receive("[1,\"samspil\",{\"authmethods\":[\"ticket\"],\"authextra\":{\"citizen\":\"" CITIZEN_ID "\"}}]");
    char *token = test_token_of(issuer, "bo");
    (void) snprintf(text, sizeof(text), "[5,\"%s\",{}]", token);
    receive(text);
    free(token);
    expect_in_last("\"authrole\":\"citizen\"");
    expect_in_last("\"authextra\":{\"citizen_id\":\"" CITIZEN_ID "\",\"representation_id\":\"" SOME_ID "\"}");
    receive("[48,1,{},\"samspil.directory.list_organisations\"]");
    run_until(3, 1);
    assert_string_equal(asked.call.principal.citizen_id, CITIZEN_ID);
    assert_string_equal(asked.call.principal.representation->representation_id, SOME_ID);
    assert_int_equal(asked.call.principal.representation->scopes, 1u << (COMMON_SCOPE_CASE - 1));
    receive("[32,1,{},\"samspil.feed\"]");
    run_until(4, 1);
    tell(CITIZEN_ID, "cases.opened", COMMON_BASIS_OWN_DATA);
    run_until(5, 1);
    expect_in_last("[36,");
    happen(&cases_representation_ended_event, &over);
    assert_int_equal(sent.closed, CLOSE_TRY_AGAIN);
}

static void a_feed_is_for_who_may_see_the_case(void **state)
{
    (void) state;
    represent("somebody", 1u << (COMMON_SCOPE_PLAN - 1));
    sign_in("somebody");
    expect_in_last("\"authrole\":\"citizen\"");
    receive("[32,1,{},\"samspil.feed\"]");
    expect_in_last("[8,32,1,{},\"wamp.error.not_authorized\"");
}

/* Of all contracts; NULL while there is none. */
static const char *open_to_anybody(void)
{
    static char uri[128];
    for (const struct contract *const *contract = contracts; *contract; contract++) {
        for (size_t i = 0; i < (*contract)->procedure_count; i++) {
            const struct procedure *procedure = (*contract)->procedures[i];
            if ((procedure->roles & ANONYMOUS) == 0)
                continue;
            (void) snprintf(uri, sizeof(uri), "samspil.%s.%s", procedure->service, procedure->name);
            return uri;
        }
    }
    return NULL;
}

static void who_does_not_sign_in(void **state)
{
    char text[256];
    (void) state;
    limits.address = (struct rate_limit){.rate = 1, .burst = 5};
    receive("[1,\"samspil\",{\"authmethods\":[\"anonymous\"]}]");
    expect_in_last("\"authid\":\"anonymous\"");
    expect_in_last("\"authrole\":\"anonymous\"");
    expect_in_last("\"authmethod\":\"anonymous\"");
    receive("[48,1,{},\"samspil.directory.list_organisations\"]");
    expect_in_last("[8,48,1,{},\"wamp.error.authentication_required\"");
    receive("[48,2,{},\"samspil.nothing.here\"]");
    expect_in_last("[8,48,2,{},\"wamp.error.authentication_required\"");
    receive("[32,3,{},\"samspil.feed\"]");
    expect_in_last("[8,32,3,{},\"wamp.error.not_authorized\"");
    receive("[32,4,{},\"samspil.public\"]");
    expect_in_last("[8,32,4,{},\"wamp.error.not_authorized\"");
    if (open_to_anybody()) {
        (void) snprintf(text, sizeof(text), "[48,5,{},\"%s\"]", open_to_anybody());
        receive(text);
        run_until(6, 0); /* whatever it answers, it was called */
        expect_in_last("[8,48,5,{},\"samspil.error.unavailable\"");
    } else {
        receive("[48,5,{},\"samspil.nothing.here\"]");
    }
    receive("[48,6,{},\"samspil.nothing.here\"]");
    receive("[48,7,{},\"samspil.nothing.here\"]");
    expect_in_last("[8,48,7,{},\"samspil.error.address_rate_limited\"");
    expect_in_last("\"retry_after_ms\":");
    begin_again(true);
    receive("[1,\"samspil\",{\"authmethods\":[\"anonymous\"]}]");
    expect_in_last("[3,");
    expect_in_last("samspil.error.address_rate_limited");

    limits.address.rate = 0;
    begin_again(true);
    receive("[1,\"samspil\",{\"authmethods\":[\"anonymous\"]}]");
    session_tick(session, time_now_ms());
    assert_int_equal(sent.closed, 0);
    session_tick(session, time_now_ms() + 3600000);
    assert_int_equal(sent.closed, CLOSE_TRY_AGAIN);
    begin_again(true);
    receive("[1,\"samspil\",{\"authmethods\":[\"anonymous\",\"ticket\"]}]");
    expect_last("[4,\"ticket\",{}]"); /* who could sign in does */
}

/* Both versions go along, as long as the consent holds by which they were told. */
static void conflicts_carry_both_versions(void **state)
{
    static const uint8_t seen[] = {0x81, 0xa1, 't', 0xa1, 'a'}, now[] = {0x81, 0xa1, 't', 0xa1, 'b'};
    const struct common_problem conflict = {
        .code = "version_conflict", .message = "m", .seen = {seen, sizeof(seen)}, .current = {now, sizeof(now)}};
    (void) state;
    sign_in("bo");
    asked.reply = (struct common_reply){.problem = &conflict, .has_consents = true, .consents = 42};
    receive("[48,1,{},\"samspil.directory.list_organisations\"]");
    run_until(3, 1);
    expect_in_last("[8,48,1,{},\"samspil.error.version_conflict\"");
    expect_in_last("\"seen\":{\"t\":\"a\"},\"current\":{\"t\":\"b\"}");
    assert_true(sent.grounds[2].by_consent);
    assert_int_equal(sent.grounds[2].consents, 42);
    assert_int_equal(sent.requests[2], 1);
}

static void tokens_expire(void **state)
{
    (void) state;
    sign_in("bo");
    session_tick(session, time_now_ms());
    assert_int_equal(sent.closed, 0);
    session_tick(session, time_now_ms() + 3600000 + TOKEN_LEEWAY_MS + 2000);
    assert_int_equal(sent.closed, CLOSE_TRY_AGAIN);
}

static void message_pack(void **state)
{
    static const char *const texts[] = {HELLO, "[48,11,{},\"samspil.directory.list_organisations\"]"};
    struct buffer bytes = {0};
    char text[2048];
    char *token = test_token_of(issuer, "bo");
    (void) state;
    begin_again(false);
    (void) snprintf(text, sizeof(text), "[5,\"%s\",{}]", token);
    const char *const all[] = {texts[0], text, texts[1]};
    for (size_t i = 0; i < 3; i++) {
        buffer_clear(&bytes);
        assert_true(transcode_from_json((struct bytes){(const uint8_t *) all[i], strlen(all[i])}, &bytes));
        session_receive(session, (struct bytes){bytes.data, bytes.size});
    }
    run_until(3, 1);
    expect_last("[50,11,{},[],{\"organisations\":[]}]");
    receive(texts[1]); /* JSON where MessagePack is spoken */
    expect_in_last("wamp.error.protocol_violation");
    buffer_free(&bytes);
    free(token);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(signing_in),
        TEST(not_signing_in),
        TEST(calls),
        TEST(problems),
        TEST(feeds),
        TEST(a_topic_asked_for_twice_while_it_waits),
        TEST(cancelling_and_limits),
        TEST(feeds_are_for_whom_they_are_for),
        TEST(what_clients_may_not_do),
        TEST(who_may_see_less_is_let_go),
        TEST(representatives),
        TEST(a_feed_is_for_who_may_see_the_case),
        TEST(who_does_not_sign_in),
        TEST(conflicts_carry_both_versions),
        TEST(tokens_expire),
        TEST(message_pack),
    };
    char path[] = "/tmp/samspil-jwks-XXXXXX";
    if (mkstemp(path) < 0)
        return EXIT_FAILURE;
    (void) setenv("TEST_JWKS", path, 1);
    issuer = test_issuer_new(path);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    test_issuer_free(issuer);
    (void) remove(path);
    return failed;
}
