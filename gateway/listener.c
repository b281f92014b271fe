/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Listening sockets of our own, handed to libwebsockets once accepted: its own ones cannot be shared between processes
 * (4.1 sets SO_REUSEPORT only when it runs several threads), nor bounded in number. Without a bound below that of the
 * process' open files, who waits to be accepted in vain would wake the loop again and again.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bounds.h"
#include "gateway.h"
#include "log.h"
#include "metrics.h"

#define BACKLOG 1024
#define ACCEPT_AT_ONCE 64
#define SEND_BUFFER 262144 /* what may be in the kernel of a connection and cannot be taken back */

static struct metric refused_total =
    METRIC_COUNTER("samspil_gateway_refused_connections_total", "Connections beyond max_connections.", NULL);

#define OTHER_FILES 256 /* which the process has open beside its clients' connections, at the most */

int64_t listener_bound_connections(int64_t wanted)
{
    struct rlimit files;
    rlim_t needed = (rlim_t) wanted + OTHER_FILES;
    if (getrlimit(RLIMIT_NOFILE, &files) < 0 || files.rlim_cur >= needed)
        return wanted;
    files.rlim_cur = files.rlim_max < needed ? files.rlim_max : needed;
    (void) setrlimit(RLIMIT_NOFILE, &files); /* up to rlim_max it may be raised by anybody */
    if (files.rlim_cur == needed)
        return wanted;
    int64_t possible = files.rlim_cur > OTHER_FILES ? (int64_t) files.rlim_cur - OTHER_FILES : 1;
    log_warning("fewer connections than max_connections: the limit of open files is too low",
                LOG_INTEGER("connections", possible));
    return possible;
}

static void accept_one(struct listener *listener, int fd)
{
    struct gateway *gateway = listener->gateway;
    const int on = 1, send_buffer = SEND_BUFFER;
    if (gateway->open_sockets >= limits.connections || gateway->is_stopping) {
        metric_add(metric_with(&refused_total, NULL), 1);
        (void) close(fd);
        return;
    }
    (void) setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    (void) setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &send_buffer, sizeof(send_buffer));
    (void) lws_adopt_socket_vhost(listener->vhost, fd); /* closes it when it cannot */
}

static void on_readable(uv_poll_t *poll, int status, int events)
{
    struct listener *listener = poll->data;
    (void) status;
    (void) events;
    for (int i = 0; i < ACCEPT_AT_ONCE; i++) {
        int fd = accept4(listener->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0)
            return; /* nobody waits any more */
        accept_one(listener, fd);
    }
}

static int bind_socket(int fd, const char *host, int64_t port, bool share)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t) port)};
    const int on = 1;
    if (inet_pton(AF_INET, host, &address.sin_addr) != 1)
        return -EINVAL;
    if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) < 0 ||
        (share && setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof(on)) < 0) ||
        bind(fd, (const struct sockaddr *) &address, sizeof(address)) < 0 || listen(fd, BACKLOG) < 0)
        return -errno;
    return 0;
}

int listener_open(struct listener *listener, struct gateway *gateway, struct lws_vhost *vhost, const char *host,
                  int64_t port, bool share)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -errno;
    int rc = bind_socket(fd, host, port, share);
    if (rc < 0) {
        (void) close(fd);
        return rc;
    }
    *listener = (struct listener){.gateway = gateway, .vhost = vhost, .fd = fd, .is_open = true};
    metrics_register(&refused_total);
    listener->poll.data = listener;
    rc = uv_poll_init_socket(&gateway->loop, &listener->poll, fd);
    return rc < 0 ? rc : uv_poll_start(&listener->poll, UV_READABLE, on_readable);
}

static void on_closed(uv_handle_t *handle)
{
    struct listener *listener = handle->data;
    (void) close(listener->fd);
}

void listener_close(struct listener *listener)
{
    if (listener->is_open)
        uv_close((uv_handle_t *) &listener->poll, on_closed);
    listener->is_open = false;
}
