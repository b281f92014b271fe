/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * In place of libnats' adapter for libuv, for two reasons. That one hands each change of interest to the loop's thread
 * (an allocation and a wake-up for each burst of publishing), where epoll lets any thread change it, and who publishes
 * much can send it without the loop. And libuv stops to
 * watch a socket that reports an error, after which the adapter reads once: where there was still data to read, nobody
 * notices the error until pings go unanswered. Level-triggered epoll reports it until it was read.
 */
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "bus_internal.h"

void bus_loop_open(struct bus_loop *loop)
{
    *loop = (struct bus_loop){.epoll = epoll_create1(EPOLL_CLOEXEC), .wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
    pthread_mutex_init(&loop->lock, NULL);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = loop->wake};
    if (loop->epoll < 0 || loop->wake < 0 || epoll_ctl(loop->epoll, EPOLL_CTL_ADD, loop->wake, &event))
        abort();
}

void bus_loop_close(struct bus_loop *loop)
{
    pthread_mutex_destroy(&loop->lock);
    close(loop->epoll);
    close(loop->wake);
}

void bus_loop_wake(struct bus_loop *loop)
{
    eventfd_write(loop->wake, 1);
}

static _Thread_local bool kept_out;

void bus_loop_keep_out(bool out)
{
    kept_out = out;
}

/* With no interest left the socket is taken out, because libnats closes it next. Under the lock. */
static natsStatus watch(struct bus_loop *loop, bool reading, bool writing)
{
    bool was_in = loop->reading || loop->writing, is_in = reading || writing;
    if (reading == loop->reading && writing == loop->writing)
        return NATS_OK;
    loop->reading = reading;
    loop->writing = writing;
    struct epoll_event event = {.events = (reading ? EPOLLIN : 0) | (writing ? EPOLLOUT : 0), .data.fd = loop->socket};
    int operation = !was_in ? EPOLL_CTL_ADD : is_in ? EPOLL_CTL_MOD : EPOLL_CTL_DEL;
    return epoll_ctl(loop->epoll, operation, loop->socket, &event) ? NATS_SYS_ERROR : NATS_OK;
}

static natsStatus on_attach(void **attached, void *closure, natsConnection *connection, natsSock socket)
{
    (void) connection;
    struct bus_loop *loop = closure;
    pthread_mutex_lock(&loop->lock);
    *attached = loop;
    loop->socket = socket;
    loop->reading = loop->writing = false;
    loop->attached = true;
    natsStatus s = watch(loop, true, false);
    pthread_mutex_unlock(&loop->lock);
    return s;
}

static natsStatus on_read(void *closure, bool add)
{
    struct bus_loop *loop = closure;
    pthread_mutex_lock(&loop->lock);
    natsStatus s = watch(loop, add, loop->writing);
    pthread_mutex_unlock(&loop->lock);
    return s;
}

static natsStatus on_write(void *closure, bool add)
{
    struct bus_loop *loop = closure;
    if (add && kept_out)
        return NATS_OK;
    pthread_mutex_lock(&loop->lock);
    natsStatus s = watch(loop, loop->reading, add);
    pthread_mutex_unlock(&loop->lock);
    return s;
}

static natsStatus on_detach(void *closure)
{
    struct bus_loop *loop = closure;
    pthread_mutex_lock(&loop->lock);
    loop->attached = false;
    pthread_mutex_unlock(&loop->lock);
    bus_loop_wake(loop);
    return NATS_OK;
}

void bus_loop_send_rest(struct bus_loop *loop)
{
    pthread_mutex_lock(&loop->lock);
    if (loop->attached && loop->reading)
        (void) watch(loop, true, true); /* fails for a socket that is being closed only */
    pthread_mutex_unlock(&loop->lock);
}

void bus_loop_use(struct bus_loop *loop, natsOptions *options)
{
    natsOptions_SetEventLoop(options, loop, on_attach, on_read, on_write, on_detach);
    natsOptions_SetSendAsap(options, true); /* as soon as the loop comes to it, instead of a flusher's millisecond */
}

struct bus_loop_events bus_loop_wait(struct bus_loop *loop, int timeout_ms)
{
    struct bus_loop_events found = {0};
    struct epoll_event events[2];
    int count = epoll_wait(loop->epoll, events, 2, timeout_ms);
    for (int i = 0; i < count; i++) {
        if (events[i].data.fd == loop->wake) {
            eventfd_t times;
            eventfd_read(loop->wake, &times);
        } else {
            found.readable |= (events[i].events & (EPOLLIN | EPOLLERR | EPOLLHUP)) != 0;
            found.writable |= (events[i].events & EPOLLOUT) != 0;
        }
    }
    return found;
}
