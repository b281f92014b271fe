/* SPDX-License-Identifier: EUPL-1.2 */
/* Signing in, calls and their limits, what a client may not do. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "identity.h"
#include "test_peer.h"
#include "transcode.h"

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
    /* Nothing is said to who shall come back. */
    is_ready = false;
    begin_again(true);
    receive(HELLO);
    assert_int_equal(sent.count, 0);
    assert_int_equal(sent.closed, CLOSE_TRY_AGAIN);
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

#define COOKIE_HELLO "[1,\"samspil\",{\"authmethods\":[\"cookie\"]}]"

static void by_cookie(void **state)
{
    struct identity identity;
    (void) state;
    receive(COOKIE_HELLO); /* it came with none */
    expect_in_last("wamp.error.authentication_required");
    assert_int_equal(sent.closed, CLOSE_REFUSED);

    begin_again(true);
    session_begin(&identity, "bo", time_now_ms(), 60);
    session_came_as(session, &identity);
    receive(COOKIE_HELLO);
    expect_in_last("\"authmethod\":\"cookie\"");
    expect_in_last("\"authid\":\"bo\"");
    receive("[48,1,{},\"samspil.directory.list_organisations\"]");
    run_until(2, 1);
    assert_string_equal(asked.call.principal.organisation_id, ORGANISATION);
    session_recheck(session, "bo");
    assert_int_equal(sent.closed, 0);
    jar_end_session(&services.jar, identity.session, identity.expires_ms);
    session_recheck(session, "bo");
    assert_int_equal(sent.closed, CLOSE_TRY_AGAIN);
    begin_again(true);
    session_came_as(session, &identity); /* signed out between the upgrade and the first message */
    receive(COOKIE_HELLO);
    expect_in_last("wamp.error.authentication_required");

    begin_again(true);
    session_begin(&identity, "bo", time_now_ms(), 60);
    session_came_as(session, &identity);
    receive("[1,\"samspil\",{\"authmethods\":[\"cookie\"],\"authextra\":{\"organisation\":\"" SOME_ID "\"}}]");
    expect_in_last("wamp.error.not_authorized");

    begin_again(true);
    session_came_as(session, &identity);
    receive(HELLO); /* a ticket was asked for */
    expect_last("[4,\"ticket\",{}]");
    jar_free(&services.jar);
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
    receive("[32,8,{},\"samspil.feed\"]");
    expect_in_last("[8,32,8,{},\"samspil.error.rate_limited\"");
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

static void who_does_not_sign_in(void **state)
{
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
    receive("[48,5,{},\"samspil.pilots.search_pilots\"]"); /* nobody there, but it was called */
    run_until(6, 0);
    expect_in_last("[8,48,5,{},\"samspil.error.unavailable\"");
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(signing_in),
        TEST(not_signing_in),
        TEST(by_cookie),
        TEST(calls),
        TEST(problems),
        TEST(cancelling_and_limits),
        TEST(what_clients_may_not_do),
        TEST(who_does_not_sign_in),
        TEST(conflicts_carry_both_versions),
        TEST(tokens_expire),
        TEST(message_pack),
    };
    return cmocka_run_group_tests(tests, issuer_begin, issuer_end);
}
