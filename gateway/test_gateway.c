/* SPDX-License-Identifier: EUPL-1.2 */
#include "test_gateway.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "free_port.h"

#define PATIENCE_MS 15000

struct test_issuer *issuer;
pid_t process;
int monitor_port;
char answer[1 << 18];
static int port;
static size_t answer_size;

/*
 * A client.
 */

static int connect_to(int to)
{
    const struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t) to), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    answer_size = 0;
    if (connect(fd, (const struct sockaddr *) &address, sizeof(address)) == 0)
        return fd;
    close(fd);
    return -1;
}

int connected(void)
{
    int fd = connect_to(port);
    assert_true(fd >= 0);
    return fd;
}

/* False when the other side has ended it. */
bool say_bytes(int fd, const void *bytes, size_t size)
{
    return send(fd, bytes, size, MSG_NOSIGNAL) == (ssize_t) size;
}

bool say(int fd, const char *text)
{
    return say_bytes(fd, text, strlen(text));
}

/* Reads on until the text has come, or the end of the connection; returns whether it has come. */
bool hear(int fd, const char *text)
{
    for (;;) {
        answer[answer_size] = '\0';
        if (text && memmem(answer, answer_size, text, strlen(text)))
            return true;
        struct pollfd poller = {.fd = fd, .events = POLLIN};
        assert_int_equal(poll(&poller, 1, PATIENCE_MS), 1);
        ssize_t got = recv(fd, answer + answer_size, sizeof(answer) - 1 - answer_size, 0);
        if (got <= 0)
            return false;
        answer_size += (size_t) got;
    }
}

void hear_end(int fd)
{
    assert_false(hear(fd, NULL));
    close(fd);
}

void expect(int fd, const char *text)
{
    if (!hear(fd, text))
        fail_msg("\"%s\" is not in \"%s\"", text, answer);
    answer_size = 0;
}

char *authorized(const char *subject, const char *rest)
{
    static char text[4096];
    char *token = test_token_of(issuer, subject);
    (void) snprintf(text, sizeof(text), "Authorization: Bearer %s\r\n%s", token, rest);
    free(token);
    return text;
}

bool answers(int to, const char *path, const char *text)
{
    char request[256];
    int fd = connect_to(to);
    if (fd < 0)
        return false;
    (void) snprintf(request, sizeof(request), "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", path);
    bool is_so = say(fd, request) && hear(fd, text);
    close(fd);
    return is_so;
}

void wait_for(int to, const char *path, const char *text)
{
    for (int i = 0; i < PATIENCE_MS / 20 && !answers(to, path, text); i++)
        (void) poll(NULL, 0, 20); /* it tells only who asks */
    assert_true(answers(to, path, text));
}

/* One masked frame of a client, with a mask that changes nothing. */
bool say_frame(int fd, uint8_t head, const void *payload, size_t size)
{
    uint8_t frame[4096] = {head, 0x80 | (uint8_t) size};
    size_t before = 6;
    if (size >= 126) {
        frame[1] = 0xfe;
        frame[2] = (uint8_t) (size >> 8);
        frame[3] = (uint8_t) size;
        before = 8;
    }
    memcpy(frame + before, payload, size);
    return say_bytes(fd, frame, size + before);
}

bool say_text(int fd, const char *text)
{
    return say_frame(fd, 0x81, text, strlen(text));
}

/* headers: more of them, each with its line end. */
int websocket_with(const char *protocol, const char *headers)
{
    char request[512];
    int fd = connected();
    (void) snprintf(request, sizeof(request),
                    "GET /ws HTTP/1.1\r\n%sHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                    "Sec-WebSocket-Protocol: %s\r\n\r\n",
                    headers, protocol);
    assert_true(say(fd, request));
    return fd;
}

int websocket(const char *protocol)
{
    return websocket_with(protocol, "");
}

int json_websocket(void)
{
    int fd = websocket("other, wamp.2.json, wamp.2.msgpack");
    expect(fd, "wamp.2.json\r\n\r\n");
    return fd;
}

void sign_in(int fd)
{
    char text[2048];
    char *token = test_token_of(issuer, "operator");
    assert_true(say_text(fd, "[1,\"samspil\",{\"authmethods\":[\"ticket\"]}]"));
    expect(fd, "[4,\"ticket\",{}]");
    (void) snprintf(text, sizeof(text), "[5,\"%s\",{}]", token);
    assert_true(say_text(fd, text));
    expect(fd, "\"authrole\":\"operator\"");
    free(token);
}

/*
 * The process.
 */

void gateway_start(const char *program, const char *jwks, const char *nats_url)
{
    char port_text[16], monitor_text[16];
    port = free_port();
    monitor_port = free_port();
    (void) snprintf(port_text, sizeof(port_text), "%d", port);
    (void) snprintf(monitor_text, sizeof(monitor_text), "%d", monitor_port);
    const char *arguments[] = {program,
                               "--port",
                               port_text,
                               "--jwks",
                               jwks,
                               "--monitor-port",
                               monitor_text,
                               "--nats-url",
                               nats_url,
                               "--issuer",
                               TEST_ISSUER,
                               "--handshake-seconds",
                               "1",
                               "--max-message-bytes",
                               "32768",
                               "--ping-seconds",
                               "1",
                               "--behind-proxy",
                               "--anonymous-rate",
                               "1",
                               "--anonymous-burst",
                               "2",
                               "--max-connections",
                               "20",
                               NULL};
    assert_int_equal(posix_spawn(&process, program, NULL, NULL, (char **) arguments, environ), 0);
    wait_for(monitor_port, "/livez", "alive");
}
