/* SPDX-License-Identifier: EUPL-1.2 */
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "bus.h"

struct mailbox {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    struct bus_message *first, **end;
    size_t count, wanted; /* its taker sleeps until so many are there */
    uint64_t dull;        /* and does not count those with these tags */
    bool interrupted;
    void (*wake)(void *closure);
    void *closure;
};

void bus_release(struct bus_message *message)
{
    free(message);
}

struct mailbox *mailbox_new(void (*wake)(void *closure), void *closure)
{
    struct mailbox *box = calloc(1, sizeof(*box));
    if (!box)
        abort();
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&box->lock, NULL);
    pthread_cond_init(&box->filled, &monotonic);
    pthread_condattr_destroy(&monotonic);
    box->end = &box->first;
    box->wake = wake;
    box->closure = closure;
    return box;
}

void mailbox_free(struct mailbox *box)
{
    if (!box)
        return;
    for (struct bus_message *message = box->first, *next; message; message = next) {
        next = message->next;
        bus_release(message);
    }
    pthread_cond_destroy(&box->filled);
    pthread_mutex_destroy(&box->lock);
    free(box);
}

void mailbox_put(struct mailbox *box, struct bus_message *messages)
{
    struct bus_message *last = messages;
    size_t more = 0;
    pthread_mutex_lock(&box->lock);
    for (struct bus_message *message = messages; message; message = message->next) {
        more += !(box->dull && box->dull >> message->tag & 1);
        last = message;
    }
    bool was_empty = !box->first;
    bool was_short = box->count < box->wanted;
    *box->end = messages;
    box->end = &last->next;
    box->count += more;
    if (was_short && box->count >= box->wanted)
        pthread_cond_signal(&box->filled);
    pthread_mutex_unlock(&box->lock);

    if (was_empty && box->wake)
        box->wake(box->closure);
}

static struct timespec deadline_in(int64_t timeout_ms)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    at.tv_sec += timeout_ms / 1000;
    at.tv_nsec += timeout_ms % 1000 * 1000000;
    if (at.tv_nsec >= 1000000000) {
        at.tv_sec++;
        at.tv_nsec -= 1000000000;
    }
    return at;
}

static struct bus_message *take(struct mailbox *box, size_t least, uint64_t dull, int64_t timeout_ms)
{
    pthread_mutex_lock(&box->lock);
    if (box->count < least && timeout_ms != 0) {
        struct timespec deadline = deadline_in(timeout_ms < 0 ? 0 : timeout_ms);
        int rc = 0;
        box->wanted = least;
        box->dull = dull;
        while (box->count < least && !box->interrupted && rc == 0)
            rc = timeout_ms < 0 ? pthread_cond_wait(&box->filled, &box->lock)
                                : pthread_cond_timedwait(&box->filled, &box->lock, &deadline);
    }
    struct bus_message *messages = box->first;
    box->first = NULL;
    box->end = &box->first;
    box->count = 0;
    box->wanted = 0; /* nobody sleeps */
    box->dull = 0;
    box->interrupted = false;
    pthread_mutex_unlock(&box->lock);
    return messages;
}

struct bus_message *mailbox_take(struct mailbox *box, int64_t timeout_ms)
{
    return take(box, 1, 0, timeout_ms);
}

struct bus_message *mailbox_take_many(struct mailbox *box, size_t least, int64_t timeout_ms)
{
    return take(box, least, 0, timeout_ms);
}

struct bus_message *mailbox_take_but(struct mailbox *box, uint64_t dull, int64_t timeout_ms)
{
    return take(box, 1, dull, timeout_ms);
}

void mailbox_interrupt(struct mailbox *box)
{
    pthread_mutex_lock(&box->lock);
    box->interrupted = true;
    pthread_cond_signal(&box->filled);
    pthread_mutex_unlock(&box->lock);
    if (box->wake)
        box->wake(box->closure);
}
