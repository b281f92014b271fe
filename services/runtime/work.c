/* SPDX-License-Identifier: EUPL-1.2 */
/* The thread of a service that has long work to do: beside the writer, and known to it only by the bell. */
#include "running.h"

#include <errno.h>
#include <stdlib.h>

#define CONNECT_MS 10000

struct work_thread {
    const struct runtime *runtime;
    struct bus *bus;
    struct mailbox *bell;
    pthread_t thread;
};

static void *work_main(void *closure)
{
    const struct work_thread *work = closure;
    work->runtime->service->work(work->bus, work->bell, &work->runtime->stopping);
    return NULL;
}

int work_start(struct runtime *runtime)
{
    if (!runtime->service->work)
        return 0;
    struct work_thread *work = calloc(1, sizeof *work);
    if (!work)
        return -ENOMEM;
    work->runtime = runtime;
    work->bell = mailbox_new(NULL, NULL);
    int rc = bus_connect(runtime, CONNECT_MS, &work->bus);
    if (!rc) {
        rc = -pthread_create(&work->thread, NULL, work_main, work);
        if (rc)
            bus_close(work->bus);
    }
    if (rc) {
        mailbox_free(work->bell);
        free(work);
        return rc;
    }
    runtime->work = work;
    return 0;
}

void work_ring(const struct runtime *runtime)
{
    if (runtime->work)
        mailbox_interrupt(runtime->work->bell);
}

void work_stop(struct runtime *runtime)
{
    struct work_thread *work = runtime->work;
    if (!work)
        return;
    mailbox_interrupt(work->bell);
    pthread_join(work->thread, NULL);
    bus_close(work->bus);
    mailbox_free(work->bell);
    free(work);
    runtime->work = NULL;
}
