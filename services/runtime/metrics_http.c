/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * As much HTTP/1.1 as a scraper and a probe need, on one thread: GET, one request a connection, a bounded number of
 * connections with a bounded request and a bounded time each. Whatever else comes is closed.
 */
#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "error.h"
#include "identity.h"
#include "metrics.h"

enum { CLIENTS = 16, REQUEST_SIZE = 4096, CLIENT_MS = 5000 };

struct client {
    int fd; /* -1: free */
    int64_t deadline_ns;
    char request[REQUEST_SIZE];
    size_t received;
    struct buffer answer;
    size_t sent;
};

static struct {
    pthread_t thread;
    bool running;
    int listener, stop;
    bool (*ready)(void *closure);
    void *closure;
    struct client clients[CLIENTS];
} http;

static void hang_up(struct client *client)
{
    close(client->fd);
    client->fd = -1;
    buffer_free(&client->answer);
}

static void answer_with(struct client *client, const char *status, const char *type, struct bytes body)
{
    char head[256];
    int size = snprintf(head, sizeof(head),
                        "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n", status,
                        type, body.size);
    buffer_append(&client->answer, head, (size_t) size);
    buffer_append(&client->answer, body.data, body.size);
}

static void answer_line(struct client *client, const char *status, const char *line)
{
    answer_with(client, status, "text/plain", (struct bytes){(const uint8_t *) line, strlen(line)});
}

static bool asks_for(const struct client *client, const char *path)
{
    size_t length = strlen(path);
    return strncmp(client->request + 4, path, length) == 0 && strchr(" ?", client->request[4 + length]);
}

static void answer(struct client *client)
{
    if (strncmp(client->request, "GET ", 4) != 0) {
        answer_line(client, "405 Method Not Allowed", "only GET\n");
    } else if (asks_for(client, "/metrics")) {
        struct buffer text = {0};
        metrics_render(&text);
        answer_with(client, "200 OK", "text/plain; version=0.0.4", (struct bytes){text.data, text.size});
        buffer_free(&text);
    } else if (asks_for(client, "/livez")) {
        answer_line(client, "200 OK", "alive\n");
    } else if (asks_for(client, "/readyz")) {
        bool ready = http.ready(http.closure);
        answer_line(client, ready ? "200 OK" : "503 Service Unavailable", ready ? "ready\n" : "not ready\n");
    } else {
        answer_line(client, "404 Not Found", "not here\n");
    }
}

static void receive(struct client *client)
{
    ssize_t size = recv(client->fd, client->request + client->received, REQUEST_SIZE - 1 - client->received, 0);
    if (size <= 0) {
        hang_up(client);
        return;
    }
    client->received += (size_t) size;
    client->request[client->received] = '\0';
    if (strstr(client->request, "\r\n\r\n"))
        answer(client);
    else if (client->received == REQUEST_SIZE - 1)
        answer_line(client, "431 Request Header Fields Too Large", "too large\n");
}

static void send_on(struct client *client)
{
    ssize_t size =
        send(client->fd, client->answer.data + client->sent, client->answer.size - client->sent, MSG_NOSIGNAL);
    if (size > 0)
        client->sent += (size_t) size;
    if (size < 0 || client->sent == client->answer.size)
        hang_up(client);
}

static void accept_client(void)
{
    int fd = accept4(http.listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0)
        return;
    for (size_t i = 0; i < CLIENTS; i++) {
        if (http.clients[i].fd < 0) {
            http.clients[i] =
                (struct client){.fd = fd, .deadline_ns = time_monotonic_ns() + CLIENT_MS * INT64_C(1000000)};
            return;
        }
    }
    close(fd);
}

/* Milliseconds until the first deadline, -1 without clients; hangs up on who is past it. */
static int next_deadline(void)
{
    int64_t now = time_monotonic_ns(), least = -1;
    for (size_t i = 0; i < CLIENTS; i++) {
        struct client *client = &http.clients[i];
        if (client->fd < 0)
            continue;
        if (client->deadline_ns <= now)
            hang_up(client);
        else if (least < 0 || client->deadline_ns - now < least)
            least = client->deadline_ns - now;
    }
    return least < 0 ? -1 : (int) (least / 1000000) + 1;
}

static void *serve(void *closure)
{
    (void) closure;
    struct pollfd on[CLIENTS + 2] = {{.fd = http.stop, .events = POLLIN}, {.fd = http.listener, .events = POLLIN}};
    for (;;) {
        int timeout = next_deadline();
        for (size_t i = 0; i < CLIENTS; i++) /* poll passes over those that are -1 */
            on[i + 2] =
                (struct pollfd){.fd = http.clients[i].fd, .events = http.clients[i].answer.size ? POLLOUT : POLLIN};
        if (poll(on, CLIENTS + 2, timeout) < 0)
            continue; /* a signal */
        if (on[0].revents)
            break;
        for (size_t i = 0; i < CLIENTS; i++) {
            struct client *client = &http.clients[i];
            if (!on[i + 2].revents)
                continue;
            if (client->answer.size)
                send_on(client);
            else
                receive(client);
        }
        if (on[1].revents)
            accept_client();
    }
    for (size_t i = 0; i < CLIENTS; i++)
        if (http.clients[i].fd >= 0)
            hang_up(&http.clients[i]);
    return NULL;
}

static int listen_on(int port)
{
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t) port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    http.listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (http.listener < 0)
        return -errno;
    setsockopt(http.listener, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));
    if (bind(http.listener, (struct sockaddr *) &address, sizeof(address)) || listen(http.listener, CLIENTS)) {
        int rc = -errno;
        close(http.listener);
        return rc;
    }
    return 0;
}

int metrics_listen(int port, bool (*ready)(void *closure), void *closure)
{
    if (port == 0)
        return 0;
    int rc = listen_on(port);
    if (rc)
        return rc;
    http.ready = ready;
    http.closure = closure;
    for (size_t i = 0; i < CLIENTS; i++)
        http.clients[i].fd = -1;
    http.stop = eventfd(0, EFD_CLOEXEC);
    if (http.stop < 0 || pthread_create(&http.thread, NULL, serve, NULL))
        abort();
    http.running = true;
    return 0;
}

void metrics_close(void)
{
    if (!http.running)
        return;
    eventfd_write(http.stop, 1);
    pthread_join(http.thread, NULL);
    close(http.stop);
    close(http.listener);
    http.running = false;
}
