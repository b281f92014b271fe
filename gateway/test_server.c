/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The process, from outside: what well-behaved clients and hostile ones get from a real gateway on real sockets.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bus.h"
#include "common_contract.h"
#include "message.h"
#include "nats_server.h"
#include "test_gateway.h"

static const char *program;
static char jwks[] = "/tmp/samspil-jwks-XXXXXX";
static struct nats_server *server;
static struct bus *bus;
static struct mailbox *box;

static void make_stream(const char *name, const char *subject)
{
    const char *const subjects[] = {subject, NULL};
    const struct stream_options options = {
        .name = name, .subjects = subjects, .replicas = 1, .duplicate_window_ms = 1000};
    assert_int_equal(stream_ensure(bus, &options), 0);
}

/* One event, stored when this returns. */
static void record(const char *subject)
{
    struct bus_message *stored;
    assert_int_equal(bus_request(bus, subject, (struct bytes){(const uint8_t *) "x", 1}, 5000, &stored), 0);
    bus_release(stored);
}

/* What the processes that are started from here begin with. */
static void lower_file_limit(void)
{
    struct rlimit files;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &files), 0);
    files.rlim_cur = 64;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &files), 0);
}

static int begin(void **state)
{
    (void) state;
    lower_file_limit();
    server = nats_server_start(NULL);
    assert_int_equal(bus_open(&(struct bus_options){.url = nats_server_url(server), .name = "test"}, &bus), 0);
    box = mailbox_new(NULL, NULL);
    make_stream("REFERRALS", "samspil.event.referrals.>");
    record("samspil.event.referrals.x.requested");
    gateway_start(program, jwks, nats_server_url(server));
    return 0;
}

static int end(void **state)
{
    (void) state;
    bus_close(bus);
    mailbox_free(box);
    nats_server_stop(server);
    return 0;
}

static const char close_try_again[] = {(char) 0x88, 2, 0x03, (char) 0xf5, 0};

static void not_ready_before_it_knows_who_is_who(void **state)
{
    (void) state;
    assert_true(answers(monitor_port, "/readyz", "503"));
    int fd = connected();
    say(fd, "POST /call/samspil.directory.list_organisations HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
    expect(fd, "{\"code\":\"unavailable\"");
    close(fd);
    fd = json_websocket();
    assert_true(say_text(fd, "[1,\"samspil\",{\"authmethods\":[\"ticket\"]}]"));
    expect(fd, close_try_again);
    close(fd);
    make_stream("DIRECTORY", "samspil.event.directory.>");
    make_stream("CASES", "samspil.event.cases.>");
    make_stream("CONSENTS", "samspil.event.consents.>");
    wait_for(monitor_port, "/readyz", "200");
}

static void pages(void **state)
{
    int fd = connected();
    (void) state;
    say(fd, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    expect(fd, "</html>");
    say(fd, "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n");
    expect(fd, "{\"code\":\"no_such_page\"");
    say(fd, "DELETE /feed HTTP/1.1\r\nHost: x\r\n\r\n");
    expect(fd, "{\"code\":\"method_not_allowed\"");
    say(fd, "GET /feed HTTP/1.1\r\nHost: x\r\n\r\n");
    expect(fd, "www-authenticate: Bearer");
    close(fd);
    assert_true(answers(monitor_port, "/metrics", "samspil_gateway_requests_total{route=\"page\"} 2"));
}

#define CALL "POST /call/samspil.directory.list_organisations HTTP/1.1\r\nHost: x\r\n"

static void requests(void **state)
{
    int fd = connected();
    char twice[8192];
    (void) state;
    say(fd, CALL "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
    expect(fd, "401 Unauthorized");
    say(fd, CALL "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}");
    expect(fd, "415 Unsupported");
    say(fd, CALL);
    say(fd, authorized("operator", "Content-Type: application/json\r\nContent-Length: 3\r\n\r\n{1}"));
    expect(fd, "400 Bad Request");
    say(fd, CALL);
    say(fd, authorized("operator", "Content-Length: 0\r\n\r\n"));
    expect(fd, "503 Service Unavailable"); /* nobody answers on this bus */
    say(fd, "POST /call/samspil.nothing HTTP/1.1\r\nHost: x\r\n");
    say(fd, authorized("operator", "Content-Length: 0\r\n\r\n"));
    expect(fd, "no_such_procedure");
    /* Two at once. */
    (void) snprintf(twice, sizeof(twice), CALL "%s" CALL "Content-Length: 0\r\n\r\n",
                    authorized("operator", "Content-Length: 0\r\n\r\n"));
    say(fd, twice);
    expect(fd, "401 Unauthorized");
    close(fd);

    fd = connected();
    say(fd, CALL "Content-Length: 99999999\r\n\r\n{");
    expect(fd, "413 Content Too Large");
    close(fd);
    fd = connected();
    say(fd, CALL "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
    expect(fd, "411 Length Required");
    close(fd);
    fd = connected();
    say(fd, CALL "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}");
    expect(fd, "411 Length Required");
    hear_end(fd);
    fd = connected();
    say(fd, CALL "Content-Length: -5\r\n\r\n");
    expect(fd, "411 Length Required");
    close(fd);
}

#define HOLDS_BACK "Expect: 100-continue\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n"

static void bodies_that_are_held_back(void **state)
{
    int fd = connected();
    (void) state;
    for (int i = 0; i < 2; i++) {
        say(fd, CALL);
        say(fd, authorized("operator", HOLDS_BACK));
        expect(fd, "HTTP/1.1 100 Continue\r\n\r\n");
        say(fd, "{}");
        expect(fd, "\"unavailable\""); /* nobody answers on this bus */
    }
    say(fd, CALL HOLDS_BACK);
    expect(fd, "401 Unauthorized");
    hear_end(fd);
}

/* A request with a body behind another request: the one is answered, the other refused, whatever comes together. */
static void bodies_that_come_too_early(void **state)
{
    static const char body[] = "POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";
    static const char *const first[] = {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", body, CALL "Content-Length: 0\r\n\r\n"};
    static const char *const firsts[] = {"200 OK", "404 Not Found", "401 Unauthorized"};
    char together[1024];
    (void) state;
    for (size_t i = 0; i < sizeof(first) / sizeof(first[0]); i++) {
        int fd = connected();
        (void) snprintf(together, sizeof(together), "%s%s", first[i], body);
        say(fd, together);
        assert_true(hear(fd, firsts[i]));
        expect(fd, "\"unavailable\"");
        hear_end(fd);
    }
    assert_true(answers(monitor_port, "/livez", "alive"));
}

static void expect_answer(int fd, const char *line, const char *subject, const char *text)
{
    say(fd, line);
    say(fd, subject ? authorized(subject, "Host: x\r\n\r\n") : "Host: x\r\n\r\n");
    expect(fd, text);
}

static void queries_by_get(void **state)
{
    int fd = connected();
    (void) state;
    expect_answer(fd, "GET /call/samspil.directory.search_offers?text=a HTTP/1.1\r\n", NULL, "401 Unauthorized");
    expect_answer(fd, "GET /call/samspil.nothing HTTP/1.1\r\n", "operator", "no_such_procedure");
    expect_answer(fd, "GET /call/samspil.directory.add_member?a=b HTTP/1.1\r\n", "operator", "method_not_allowed");
    expect_answer(fd, "GET /call/samspil.cases.list_cases HTTP/1.1\r\n", "operator", "personal_by_get");
    expect_answer(fd, "GET /call/samspil.directory.search_offers?text=%c3%28 HTTP/1.1\r\n", "operator",
                  "invalid_argument");
    expect_answer(fd, "GET /call/samspil.directory.search_offers?text=a&limit=1 HTTP/1.1\r\n", "operator",
                  "503 Service Unavailable"); /* nobody answers on this bus */
    say(fd, "GET /call/samspil.directory.search_offers HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
    expect(fd, "invalid_argument");
    close(fd);
}

static void what_anybody_may_call(void **state)
{
    int fd = connected();
    (void) state;
    expect_answer(fd, "GET /call/samspil.pilots.search_pilots?limit=1 HTTP/1.1\r\n", NULL, "\"unavailable\"");
    expect_answer(fd, "POST /call/samspil.pilots.search_pilots HTTP/1.1\r\nContent-Length: 0\r\n", NULL,
                  "\"unavailable\"");
    /* A token that is none does not make somebody anonymous. */
    expect_answer(fd, "GET /call/samspil.pilots.search_pilots HTTP/1.1\r\nAuthorization: Bearer x\r\n", NULL,
                  "401 Unauthorized");
    close(fd);
}

static void exports_are_for_citizens(void **state)
{
    static const char *const lines[] = {"GET /export HTTP/1.1\r\n", "GET /export?format=html HTTP/1.1\r\n"};
    (void) state;
    for (size_t i = 0; i < 2; i++) {
        int fd = connected();
        expect_answer(fd, lines[i], NULL, "401 Unauthorized");
        expect_answer(fd, lines[i], "operator", "not_authorized");
        hear_end(fd);
    }
    int fd = connected();
    expect_answer(fd, "HEAD /export HTTP/1.1\r\n", "operator", "403 Forbidden");
    hear_end(fd);
    fd = connected();
    expect_answer(fd, "GET /export?format=pdf HTTP/1.1\r\n", "operator", "invalid_argument");
    expect_answer(fd, "POST /export HTTP/1.1\r\nContent-Length: 0\r\n", "operator", "method_not_allowed");
    close(fd);
    fd = connected();
    say(fd, "GET /export HTTP/1.1\r\nHost: x\r\nSamspil-Organisation: citizen\r\nSamspil-Citizen: citizen\r\n");
    say(fd, authorized("operator", "\r\n"));
    expect(fd, "400 Bad Request");
    close(fd);
}

static void what_takes_too_long(void **state)
{
    (void) state;
    int silent = connected();
    int slow_head = connected();
    say(slow_head, "GET / HTTP/1.1\r\nHo");
    int slow_body = connected();
    say(slow_body, CALL "Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{");
    int unsigned_in = json_websocket();
    int half = json_websocket();
    say_text(half, "[1,\"samspil\",{\"authmethods\":[\"ticket\"]}]");
    int unread = connected();
    say(unread, CALL "Content-Length: 99999999\r\n\r\n{");
    hear_end(silent);
    hear_end(slow_head);
    hear_end(slow_body);
    hear_end(unsigned_in);
    hear_end(half);
    while (say(unread, "x")) /* a drip keeps nothing open */
        (void) poll(NULL, 0, 20);
    close(unread);
}

/* One after another, each a hundred times what is kept of any. */
static void huge_headers(void **state)
{
    static const struct {
        const char *before, *after, *answer; /* NULL: the connection ends */
    } requests[] = {
        {"GET / HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ", "\r\n\r\n", "headers_too_large"},
        {CALL "Content-Type: ", "\r\nContent-Length: 2\r\n\r\n{}", "headers_too_large"},
        {CALL "Content-Length: 2", "\r\n\r\n{}", "headers_too_large"},
        {"GET /feed?after=", "&after=1 HTTP/1.1\r\nHost: x\r\n\r\n", "headers_too_large"},
        {"GET /", " HTTP/1.1\r\nHost: x\r\n\r\n", "headers_too_large"},
        {"GET / HTTP/1.1\r\nHost: x\r\nCookie: a=", "\r\n\r\n", "</html>"}, /* not ours, and not read */
        {"GET / HTTP/1.1\r\nHost: x\r\nX-Huge: ", "", NULL},
        {"GET / HTTP/1.1\r\nHost: x\r\n", "", NULL}, /* a name without an end */
    };
    static char huge[1600001];
    (void) state;
    memset(huge, '1', sizeof(huge) - 1);
    for (size_t i = 0; i < sizeof(requests) / sizeof(*requests); i++) {
        int fd = connected();
        say(fd, requests[i].before);
        (void) say(fd, huge); /* it may be refused before its end */
        (void) say(fd, requests[i].after);
        if (requests[i].answer)
            expect(fd, requests[i].answer);
        else
            hear_end(fd);
        close(fd);
    }
    assert_true(answers(monitor_port, "/livez", "alive"));
}

static void hostile_requests(void **state)
{
    (void) state;
    int fd = connected();
    say(fd, "CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n");
    hear_end(fd);
    fd = connected();
    say(fd, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    expect(fd, "</html>");
    say(fd, "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: nonsense\r\n\r\n");
    hear_end(fd);
    fd = connected();
    say(fd, "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
            "HTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n");
    expect(fd, "HTTP/1.1 200 OK");
    close(fd);
    fd = connected();
    say(fd, "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 not http at all\r\n\r\n");
    hear_end(fd);
    assert_true(answers(monitor_port, "/livez", "alive"));
}

static void websockets(void **state)
{
    int fd = json_websocket();
    (void) state;
    /* In pieces. */
    assert_true(say_frame(fd, 0x01, "[1,\"sams", 8));
    assert_true(say_frame(fd, 0x89, "ping", 4));
    assert_true(say_frame(fd, 0x80, "pil\",{\"authmethods\":[\"ticket\"]}]", 32));
    expect(fd, "[4,\"ticket\",{}]");
    close(fd);
    fd = json_websocket();
    sign_in(fd);
    assert_true(say_text(fd, "[48,1,{},\"samspil.directory.list_organisations\"]"));
    expect(fd, "[8,48,1,{},\"samspil.error.unavailable\"");
    assert_true(say_text(fd, "[6,{},\"wamp.close.normal\"]"));
    assert_true(hear(fd, "goodbye_and_out"));
    close(fd);
}

/* Who answers stays, who does not is cut off. */
static void pings(void **state)
{
    static const char ping[] = {(char) 0x89, 0};
    int fd = json_websocket();
    (void) state;
    sign_in(fd);
    for (int i = 0; i < 6; i++) {
        expect(fd, ping);
        assert_true(say_frame(fd, 0x8a, "", 0));
    }
    hear_end(fd);
}

static bool is_let_in_anonymously(const char *address)
{
    char header[64];
    (void) snprintf(header, sizeof(header), "X-Forwarded-For: 203.0.113.9, %s\r\n", address);
    int fd = websocket_with("wamp.2.json", header);
    expect(fd, "wamp.2.json\r\n\r\n");
    assert_true(say_text(fd, "[1,\"samspil\",{\"authmethods\":[\"anonymous\"]}]"));
    assert_true(hear(fd, "}"));
    bool is_in = strstr(answer, "[2,");
    assert_true(is_in || hear(fd, "samspil.error.address_rate_limited"));
    close(fd);
    return is_in;
}

/* Counted by the address that the proxy in front says, not by what the client says in front of that. */
static void who_does_not_sign_in_is_counted_by_address(void **state)
{
    int let_in = 0;
    (void) state;
    while (let_in < 1000 && is_let_in_anonymously("192.0.2.1"))
        let_in++;
    assert_in_range(let_in, 2, 999);
    assert_true(is_let_in_anonymously("192.0.2.2"));
}

static void refused_websocket(const char *protocol)
{
    int fd = websocket(protocol);
    assert_true(hear(fd, "400 Bad Request"));
    hear_end(fd);
}

static void hostile_websockets(void **state)
{
    static const uint8_t huge[] = {0x81, 0xff, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 'x'}; /* 2^40 bytes */
    static const uint8_t long_one[] = {0x81, 0xfe, 0x50, 0, 0, 0, 0, 0, 'x'};            /* 20,480 bytes */
    static const uint8_t long_rest[0x5000 - 1];
    static const uint8_t close_too_big[] = {0x88, 2, 0x03, 0xf1, 0};
    (void) state;
    refused_websocket("other");
    refused_websocket("");
    int fd = json_websocket();
    say_bytes(fd, huge, sizeof(huge));
    expect(fd, (const char *) close_too_big);
    close(fd);
    fd = json_websocket();
    say_bytes(fd, long_one, sizeof(long_one)); /* from who has not signed in */
    expect(fd, (const char *) close_too_big);
    close(fd);
    fd = json_websocket();
    sign_in(fd);
    say_bytes(fd, long_one, sizeof(long_one));
    say_bytes(fd, long_rest, sizeof(long_rest));
    expect(fd, "wamp.error.protocol_violation");
    hear_end(fd);
    fd = json_websocket();
    say_text(fd, "nonsense");
    expect(fd, "wamp.error.protocol_violation");
    hear_end(fd);
    fd = json_websocket();
    say_frame(fd, 0x82, "[1]", 3); /* binary where text is spoken */
    expect(fd, "wamp.error.protocol_violation");
    hear_end(fd);
    fd = json_websocket();
    say_frame(fd, 0x81, "\"\xc3\x28\"", 4); /* no UTF-8 */
    hear_end(fd);
    fd = json_websocket();
    say_bytes(fd, "\x81\x03[1]", 5); /* not masked */
    hear_end(fd);
    assert_true(answers(monitor_port, "/livez", "alive"));
}

static void connections_are_bounded(void **state)
{
    struct rlimit files;
    int fds[25], open = 0;
    (void) state;
    assert_int_equal(prlimit(process, RLIMIT_NOFILE, NULL, &files), 0);
    assert_true(files.rlim_cur > 64 + 20); /* it has seen to it that there are enough for all of them */
    for (int i = 0; i < 25; i++) {
        fds[i] = connected();
        say(fds[i], "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        open += hear(fds[i], "</html>");
    }
    assert_int_equal(open, 20);
    for (int i = 0; i < 25; i++)
        close(fds[i]);
    wait_for(monitor_port, "/metrics", "samspil_gateway_connections{kind=\"http\"} 0");
}

/* What waits to be answered by the service that the test plays; asked after everything that was stored before the gateway
 * began. */
static struct bus_message *next_question(void)
{
    struct bus_message *question = mailbox_take(box, 15000);
    struct arena arena = {0};
    struct common_call call;
    struct message_error error;
    size_t used;
    assert_non_null(question);
    assert_null(question->next);
    assert_int_equal(message_decode(&common_call_type, question->data, MESSAGE_TOLERANT, &arena, &call, &used, &error),
                     0);
    size_t i = 0;
    while (i < call.after.count && strcmp(call.after.items[i].stream, "REFERRALS") != 0)
        i++;
    assert_true(i < call.after.count);
    assert_int_equal(call.after.items[i].sequence, 1);
    arena_free(&arena);
    return question;
}

static void reply_to(struct bus_message *question)
{
    static const uint8_t empty_map[] = {0x80};
    struct buffer reply = {0};
    message_encode(&common_reply_type, &(struct common_reply){0}, &reply);
    buffer_append(&reply, empty_map, sizeof(empty_map));
    assert_int_equal(bus_publish(bus, question->reply, NULL, (struct bytes){reply.data, reply.size}), 0);
    buffer_free(&reply);
    bus_release(question);
}

/* The questions come to the test from when this returns. */
static void serve_directory(void)
{
    struct bus_subscription *service;
    struct bus_message *none;
    assert_int_equal(bus_subscribe(bus, "samspil.directory.list_organisations", NULL, box, 0, &service), 0);
    /* An answer on the same connection: the server knows of the subscription. */
    assert_int_equal(bus_request(bus, "nobody", (struct bytes){0}, 5000, &none), -EHOSTUNREACH);
}

/* Who waits for nothing is told to come back at once, who has asked something when it is answered. */
static void stops_so_that_clients_come_back(void **state)
{
    int idle = json_websocket(), status;
    (void) state;
    sign_in(idle);
    int calling = json_websocket();
    sign_in(calling);
    serve_directory();
    assert_true(say_text(calling, "[48,7,{},\"samspil.directory.list_organisations\"]"));
    struct bus_message *by_wamp = next_question();
    int posting = connected();
    say(posting, CALL);
    say(posting, authorized("operator", "Content-Length: 0\r\n\r\n"));
    struct bus_message *by_http = next_question();
    assert_int_equal(kill(process, SIGTERM), 0);
    expect(idle, close_try_again);
    close(idle);
    assert_true(say_text(calling, "[48,8,{},\"samspil.directory.list_organisations\"]"));
    expect(calling, "[8,48,8,{},\"samspil.error.unavailable\"");
    reply_to(by_wamp);
    assert_true(hear(calling, "[50,7,{},[],{}]"));
    expect(calling, close_try_again);
    close(calling);
    reply_to(by_http);
    expect(posting, "200 OK");
    hear_end(posting);
    assert_int_equal(waitpid(process, &status, 0), process);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(not_ready_before_it_knows_who_is_who),
        cmocka_unit_test(pages),
        cmocka_unit_test(requests),
        cmocka_unit_test(bodies_that_are_held_back),
        cmocka_unit_test(bodies_that_come_too_early),
        cmocka_unit_test(queries_by_get),
        cmocka_unit_test(what_anybody_may_call),
        cmocka_unit_test(exports_are_for_citizens),
        cmocka_unit_test(what_takes_too_long),
        cmocka_unit_test(huge_headers),
        cmocka_unit_test(hostile_requests),
        cmocka_unit_test(websockets),
        cmocka_unit_test(pings),
        cmocka_unit_test(who_does_not_sign_in_is_counted_by_address),
        cmocka_unit_test(hostile_websockets),
        cmocka_unit_test(connections_are_bounded),
        cmocka_unit_test(stops_so_that_clients_come_back),
    };
    if (argc != 2 || mkstemp(jwks) < 0)
        return EXIT_FAILURE;
    program = argv[1];
    issuer = test_issuer_new(jwks);
    int failed = cmocka_run_group_tests(tests, begin, end);
    test_issuer_free(issuer);
    (void) remove(jwks);
    return failed;
}
