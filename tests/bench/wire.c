/* SPDX-License-Identifier: EUPL-1.2 */
#include "wire.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "cursor.h"

#define READ_SIZE 65536

enum { HELLO = 1, WELCOME = 2, CHALLENGE = 4, AUTHENTICATE = 5, SUBSCRIBE = 32, CALL = 48 };
enum { FRAME_BINARY = 2, FRAME_CLOSE = 8, FRAME_PING = 9, FRAME_PONG = 10 };

void die(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("bench_load: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(1);
}

/*
 * Writing MessagePack: the few forms that are needed.
 */
static void put_byte(struct buffer *to, uint8_t byte)
{
    buffer_append(to, &byte, 1);
}

static void put_natural(struct buffer *to, uint64_t value)
{
    uint8_t bytes[9] = {0xcf};
    for (size_t i = 0; i < 8; i++)
        bytes[1 + i] = (uint8_t) (value >> (56 - 8 * i));
    buffer_append(to, bytes, sizeof bytes);
}

static void put_text(struct buffer *to, const char *text)
{
    size_t size = strlen(text);
    put_byte(to, 0xda);
    put_byte(to, (uint8_t) (size >> 8));
    put_byte(to, (uint8_t) size);
    buffer_append(to, text, size);
}

static void put_array(struct buffer *to, unsigned count)
{
    put_byte(to, (uint8_t) (0x90 | count));
}

static void put_map(struct buffer *to, unsigned count)
{
    put_byte(to, (uint8_t) (0x80 | count));
}

/*
 * Frames. A client's are masked; with a mask of zeros that costs nothing.
 */
static void put_frame(struct wire *wire, uint8_t kind)
{
    uint64_t size = wire->message.size;
    unsigned length_bytes = size < 126 ? 0 : size <= UINT16_MAX ? 2 : 8;
    uint8_t header[14] = {(uint8_t) (0x80 | kind)};
    header[1] = (uint8_t) (0x80 | (length_bytes == 0 ? size : length_bytes == 2 ? 126 : 127));
    for (unsigned i = 0; i < length_bytes; i++)
        header[2 + i] = (uint8_t) (size >> (8 * (length_bytes - 1 - i)));
    buffer_append(&wire->out, header, 2 + length_bytes + 4);
    buffer_append(&wire->out, wire->message.data, size);
    buffer_clear(&wire->message);
}

void wire_flush(struct wire *wire)
{
    size_t sent = 0;
    while (sent < wire->out.size) {
        ssize_t n = send(wire->fd, wire->out.data + sent, wire->out.size - sent, MSG_NOSIGNAL);
        if (n > 0)
            sent += (size_t) n;
        else if (n < 0 && errno == EAGAIN)
            poll(&(struct pollfd){.fd = wire->fd, .events = POLLOUT}, 1, -1);
        else
            die("the gateway is gone: %m");
    }
    buffer_clear(&wire->out);
}

/* The frame at the start of these bytes: its size in all, 0 while it is not complete. */
static size_t frame_take(const uint8_t *bytes, size_t size, uint8_t *kind, struct bytes *payload)
{
    if (size < 2)
        return 0;
    unsigned length_bytes = bytes[1] < 126 ? 0 : bytes[1] == 126 ? 2 : 8;
    size_t header = 2 + length_bytes;
    if (size < header)
        return 0;
    uint64_t length = length_bytes ? 0 : bytes[1];
    for (unsigned i = 0; i < length_bytes; i++)
        length = length << 8 | bytes[2 + i];
    if (size - header < length)
        return 0;
    if ((bytes[0] & 0x80) == 0)
        die("a message in pieces"); /* what is asked for here is small */
    *kind = bytes[0] & 0x0f;
    *payload = (struct bytes){bytes + header, length};
    return header + length;
}

/*
 * Messages.
 */
static uint64_t take_natural(struct cursor *cursor)
{
    struct token token;
    if (!cursor_next(cursor, &token) || token.kind != TOKEN_INTEGER || token.integer < 0)
        die("the gateway sent no WAMP");
    return (uint64_t) token.integer;
}

static struct bytes take_text(struct cursor *cursor)
{
    struct token token;
    if (!cursor_next(cursor, &token) || token.kind != TOKEN_TEXT)
        die("the gateway sent no WAMP");
    return (struct bytes){token.data, token.count};
}

static struct bytes take_any(struct cursor *cursor)
{
    const uint8_t *start = cursor->at;
    if (!cursor_skip(cursor, MESSAGE_DEPTH))
        die("the gateway sent no MessagePack");
    return (struct bytes){start, (size_t) (cursor->at - start)};
}

static struct wire_message take_message(struct bytes payload)
{
    struct cursor cursor = {payload.data, payload.data + payload.size};
    struct token token;
    if (!cursor_next(&cursor, &token) || token.kind != TOKEN_ARRAY)
        die("the gateway sent no WAMP");
    struct wire_message message = {.code = (int) take_natural(&cursor)};
    /* What stands before args and kwargs: ids and details, and in some a URI. */
    static const struct {
        int code;
        size_t id, uri, args;
    } forms[] = {{WIRE_RESULT, 1, 0, 3}, {WIRE_EVENT, 1, 0, 4}, {WIRE_ERROR, 2, 4, 5}, {WIRE_ABORT, 0, 2, 3}};
    size_t form = 0;
    while (form < sizeof forms / sizeof *forms && forms[form].code != message.code)
        form++;
    if (form == sizeof forms / sizeof *forms)
        return message;
    for (size_t place = 1; place < token.count; place++) {
        if (place == forms[form].id) {
            message.id = take_natural(&cursor);
            continue;
        }
        if (place == forms[form].uri) {
            message.uri = take_text(&cursor);
            continue;
        }
        struct bytes value = take_any(&cursor);
        if (place == forms[form].args + 1)
            message.kwargs = value;
    }
    return message;
}

static bool fill(struct wire *wire)
{
    uint8_t bytes[READ_SIZE];
    ssize_t n = recv(wire->fd, bytes, sizeof bytes, 0);
    if (n < 0 && errno == EAGAIN)
        return false;
    if (n <= 0)
        die("the gateway closed the connection");
    buffer_append(&wire->in, bytes, (size_t) n);
    return (size_t) n == sizeof bytes;
}

static void deliver(struct wire *wire, wire_received *received, void *closure)
{
    size_t used = 0, size;
    uint8_t kind;
    struct bytes payload;
    while ((size = frame_take(wire->in.data + used, wire->in.size - used, &kind, &payload)) > 0) {
        used += size;
        if (kind == FRAME_CLOSE)
            die("the gateway closed the connection with %d",
                payload.size >= 2 ? payload.data[0] << 8 | payload.data[1] : 0);
        if (kind == FRAME_PING) {
            buffer_append(&wire->message, payload.data, payload.size);
            put_frame(wire, FRAME_PONG);
            wire_flush(wire);
        } else if (kind == FRAME_BINARY) {
            struct wire_message message = take_message(payload);
            received(closure, wire, &message);
        }
    }
    memmove(wire->in.data, wire->in.data + used, wire->in.size - used);
    wire->in.size -= used;
}

void wire_read(struct wire *wire, wire_received *received, void *closure)
{
    bool more = true;
    while (more) {
        more = fill(wire);
        deliver(wire, received, closure);
    }
}

void wire_call(struct wire *wire, const struct procedure *procedure, uint64_t request, const void *in)
{
    char uri[128];
    snprintf(uri, sizeof uri, "samspil.%s.%s", procedure->service, procedure->name);
    put_array(&wire->message, 6);
    put_byte(&wire->message, CALL);
    put_natural(&wire->message, request);
    put_map(&wire->message, 0);
    put_text(&wire->message, uri);
    put_array(&wire->message, 0);
    message_encode(procedure->input, in, &wire->message);
    put_frame(wire, FRAME_BINARY);
}

void wire_subscribe(struct wire *wire, uint64_t request, const char *prefix)
{
    put_array(&wire->message, 4);
    put_byte(&wire->message, SUBSCRIBE);
    put_natural(&wire->message, request);
    put_map(&wire->message, 1);
    put_text(&wire->message, "match");
    put_text(&wire->message, "prefix");
    put_text(&wire->message, prefix);
    put_frame(wire, FRAME_BINARY);
}

/*
 * Signing in, on the blocking socket.
 */
static void upgrade(struct wire *wire, int port)
{
    char request[512];
    int size = snprintf(request, sizeof request,
                        "GET /ws HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n"
                        "Sec-WebSocket-Protocol: wamp.2.msgpack\r\n\r\n",
                        port);
    buffer_append(&wire->out, request, (size_t) size);
    wire_flush(wire);
    const char *end;
    do {
        fill(wire);
        end = memmem(wire->in.data, wire->in.size, "\r\n\r\n", 4);
    } while (!end);
    if (memcmp(wire->in.data, "HTTP/1.1 101", 12) != 0)
        die("no websocket: %.*s", (int) strcspn((const char *) wire->in.data, "\r"), (const char *) wire->in.data);
    size_t used = (size_t) (end + 4 - (const char *) wire->in.data);
    memmove(wire->in.data, wire->in.data + used, wire->in.size - used);
    wire->in.size -= used;
}

static void expect(void *closure, struct wire *wire, const struct wire_message *message)
{
    (void) wire;
    int *code = closure;
    if (message->code == WIRE_ABORT)
        die("not let in: %.*s", (int) message->uri.size, (const char *) message->uri.data);
    *code = message->code;
}

static void wait_for(struct wire *wire, int code)
{
    int came = 0;
    do {
        fill(wire);
        deliver(wire, expect, &came);
    } while (came != code);
}

void wire_open(struct wire *wire, int port, const char *token)
{
    *wire = (struct wire){.fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    struct sockaddr_in address = {
        .sin_family = AF_INET,
        .sin_port = htons((uint16_t) port),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
    };
    int on = 1;
    if (wire->fd < 0 || connect(wire->fd, (struct sockaddr *) &address, sizeof address) < 0 ||
        setsockopt(wire->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) < 0)
        die("no connection to port %d: %m", port);
    upgrade(wire, port);

    put_array(&wire->message, 3);
    put_byte(&wire->message, HELLO);
    put_text(&wire->message, "samspil");
    put_map(&wire->message, 2);
    put_text(&wire->message, "authmethods");
    put_array(&wire->message, 1);
    put_text(&wire->message, "ticket");
    put_text(&wire->message, "roles");
    put_map(&wire->message, 2);
    put_text(&wire->message, "caller");
    put_map(&wire->message, 0);
    put_text(&wire->message, "subscriber");
    put_map(&wire->message, 0);
    put_frame(wire, FRAME_BINARY);
    wire_flush(wire);
    wait_for(wire, CHALLENGE);

    put_array(&wire->message, 3);
    put_byte(&wire->message, AUTHENTICATE);
    put_text(&wire->message, token);
    put_map(&wire->message, 0);
    put_frame(wire, FRAME_BINARY);
    wire_flush(wire);
    wait_for(wire, WELCOME);
    if (fcntl(wire->fd, F_SETFL, O_NONBLOCK) < 0)
        die("%m");
}

void wire_close(struct wire *wire)
{
    close(wire->fd);
    buffer_free(&wire->in);
    buffer_free(&wire->out);
    buffer_free(&wire->message);
}
