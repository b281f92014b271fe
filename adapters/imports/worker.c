/* SPDX-License-Identifier: EUPL-1.2 */
#include "worker.h"

#include <stdio.h>
#include <string.h>

#include "bus_client.h"
#include "job.h"
#include "log.h"
#include "service.h"

#define IDLE_MS 60000 /* the bell rings before, when there is something */
#define PAUSE_MS 2000 /* after a job that could not be brought to its end */
#define ID_SIZE 37

/* What is to be done next, in the arena; NULL when there is nothing or no answer. */
static const struct imports_job *next_job(const struct client *own, struct arena *arena)
{
    const struct imports_next_job in = {0};
    struct imports_next_job_result out = {0};
    const char *field;
    return client_call(own, &imports_next_job_procedure, &in, arena, &out, &field) ? NULL : out.job;
}

/* left: the import that was left for want of an answer, "" for none. Negative when that is so again. */
static int work_on(const struct imports_job *what, const struct client *own, struct bus_client *services, char *left,
                   struct arena *arena)
{
    /* In the name of who asked, and as a process: what a register says comes in by way of its file only. */
    struct common_principal principal = what->principal;
    principal.roles |= SYSTEM;
    bus_client_act_as(services, &principal);
    struct job job = {
        .what = what,
        .own = *own,
        .services = bus_client(services),
        .arena = arena,
        .goes_on = strcmp(left, what->import_id) == 0,
    };
    int rc = job_do(&job);
    snprintf(left, ID_SIZE, "%s", rc < 0 ? what->import_id : "");
    return rc;
}

void worker_run(struct bus *bus, struct mailbox *bell, const atomic_bool *stopping)
{
    const struct common_principal self = {.subject = "imports", .roles = SYSTEM};
    struct bus_client *records = bus_client_open(bus, "records", stopping);
    struct bus_client *services = bus_client_open(bus, "services", stopping);
    struct arena arena = {0};
    char left[ID_SIZE] = "";
    bus_client_act_as(records, &self);
    const struct client own = bus_client(records);
    while (!atomic_load(stopping)) {
        arena_reset(&arena);
        const struct imports_job *what = next_job(&own, &arena);
        int rc = what ? work_on(what, &own, services, left, &arena) : 0;
        if (rc < 0 && !atomic_load(stopping))
            log_warning("an import is tried again", LOG_TEXT("import", what->import_id), LOG_ERROR(rc));
        if (!what || rc < 0)
            mailbox_take(bell, what ? PAUSE_MS : IDLE_MS); /* nothing is ever in it */
    }
    arena_free(&arena);
    bus_client_close(services);
    bus_client_close(records);
}
