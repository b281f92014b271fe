/* SPDX-License-Identifier: EUPL-1.2 */
/* How a service comes up, answers until it is asked to stop, and stops without leaving anything half done. */
#include "consents_contract.h"
#include "writer.h"

#include <assert.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#define CATCH_UP_WAIT_MS 10000 /* how long a start waits for others' streams */
#define DRAIN_MS 5000
#define TURN_MS 250

/*
 * Coming up.
 */

static struct track *track_add(struct runtime *runtime, const struct contract *contract)
{
    for (size_t i = 0; i < runtime->track_count; i++)
        if (runtime->tracks[i].contract == contract)
            return &runtime->tracks[i];
    assert(runtime->track_count < MAX_STREAMS);
    struct track *track = &runtime->tracks[runtime->track_count++];
    track->stream = contract->stream;
    track->contract = contract;
    track->waiting_end = &track->waiting;
    return track;
}

static const struct contract *contract_of(const struct event_contract *event)
{
    size_t i = 0;
    while (contracts[i] && strcmp(contracts[i]->service, event->service) != 0)
        i++;
    assert(contracts[i]);
    return contracts[i];
}

static void tracks_plan(struct runtime *runtime)
{
    const struct service *service = runtime->service;
    track_add(runtime, service->contract);
    for (const struct applied *row = service->applied; row->event; row++)
        track_add(runtime, contract_of(row->event));
    for (size_t i = 0; service->reacts_to && service->reacts_to[i]; i++)
        track_add(runtime, service->reacts_to[i])->reacts = true;
    for (size_t i = 0; service->other_streams && service->other_streams[i].name; i++)
        for (size_t k = 1; k < runtime->track_count; k++)
            if (strcmp(runtime->tracks[k].stream, service->other_streams[i].name) == 0)
                runtime->tracks[k].kept = true;
    if (service->enforces_consent)
        runtime->consents = track_add(runtime, &consents_contract);
}

int store_prepare(struct runtime *runtime, const char *path)
{
    int rc = store_open(path, false, &runtime->store);
    if (!rc)
        rc = store_migrate(runtime->store, "runtime", runtime_migrations);
    if (!rc)
        rc = store_migrate(runtime->store, runtime->service->contract->service, runtime->service->migrations);
    return rc ? rc : tracks_load(runtime);
}

void runtime_init(struct runtime *runtime, const struct service *service)
{
    *runtime = (struct runtime){.service = service, .stream = service->contract->stream};
    uuid7(time_now_ms(), runtime->instance);
    tracks_plan(runtime);
}

void runtime_close(struct runtime *runtime)
{
    if (runtime->bus)
        bus_close(runtime->bus);
    if (runtime->box)
        mailbox_free(runtime->box);
    if (runtime->store)
        store_close(runtime->store);
    runtime->bus = NULL;
    runtime->box = NULL;
    runtime->store = NULL;
}

int bus_connect(const struct runtime *runtime, int64_t timeout_ms, struct bus **bus)
{
    return bus_open(&(struct bus_options){.url = runtime_settings.nats_url,
                                          .name = runtime->service->contract->service,
                                          .user = runtime_settings.nats_user,
                                          .password = runtime_settings.nats_password,
                                          .connect_timeout_ms = timeout_ms},
                    bus);
}

/*
 * Serving.
 */

static int stream_prepare(struct runtime *runtime)
{
    const struct service *service = runtime->service;
    struct arena arena = {0};
    const char *usual[] = {arena_print(&arena, "samspil.event.%s.>", service->contract->service), NULL};
    struct stream_options options = {
        .name = runtime->stream,
        .subjects = service->stream_subjects ? service->stream_subjects : usual,
        .republish_from = service->republish_from,
        .republish_to = service->republish_to,
        .replicas = (int) runtime_settings.replicas,
        .duplicate_window_ms = 10000,
    };
    int rc = stream_ensure(runtime->bus, &options);
    for (size_t i = 0; !rc && service->other_streams && service->other_streams[i].name; i++) {
        struct stream_options other = service->other_streams[i];
        other.replicas = options.replicas;
        rc = stream_ensure(runtime->bus, &other);
    }
    arena_free(&arena);
    return rc;
}

/* The bus may come later than this process: tried until it works or the process is asked to stop. */
static int streams_ready(struct runtime *runtime)
{
    for (;;) {
        int rc = stream_prepare(runtime);
        if (!rc)
            rc = catch_up(runtime);
        if ((rc != -ENOTCONN && rc != -ETIMEDOUT && rc != -EPROTO) || atomic_load(&runtime->stopping))
            return rc;
        log_warning("waiting for the bus", LOG_ERROR(rc));
        struct bus_message *none = mailbox_take(runtime->box, 1000);
        assert(!none);
    }
}

static void followers_start(struct runtime *runtime)
{
    for (size_t i = 1; i < runtime->track_count; i++) {
        struct track *track = &runtime->tracks[i];
        track->follower =
            follower_new(runtime->bus, track->stream, NULL, track_done(track), runtime->box, TAG_FOLLOW + (int) i);
    }
}

static bool followed_all(struct runtime *runtime)
{
    for (size_t i = 1; i < runtime->track_count; i++)
        if (!follower_caught_up(runtime->tracks[i].follower) || runtime->tracks[i].waiting)
            return false;
    return true;
}

/* Applies what others have recorded so far; a stream that is not there yet does not hold up the start for ever. */
static int followers_catch_up(struct writer *writer, int64_t wait_ms)
{
    struct runtime *runtime = writer->runtime;
    int64_t until_ns = time_monotonic_ns() + wait_ms * 1000000;
    int rc = 0;
    uint64_t moved = 0;
    while (!rc && !followed_all(runtime) && !atomic_load(&runtime->stopping)) {
        rc = writer_turn(writer, 20);
        if (writer->moved != moved)
            until_ns = time_monotonic_ns() + wait_ms * 1000000;
        moved = writer->moved;
        if (time_monotonic_ns() > until_ns) {
            log_warning("not every stream could be followed to its end yet");
            return 0;
        }
    }
    return rc;
}

static int commands_subscribe(struct runtime *runtime, struct bus_subscription **subscriptions)
{
    const struct contract *contract = runtime->service->contract;
    struct arena arena = {0};
    int rc = 0;
    for (size_t i = 0; !rc && i < contract->procedure_count; i++) {
        const struct procedure *procedure = contract->procedures[i];
        if (procedure->kind == PROCEDURE_QUERY)
            continue;
        const char *subject = arena_print(&arena, "samspil.%s.%s", procedure->service, procedure->name);
        rc = bus_subscribe(runtime->bus, subject, procedure->service, runtime->box, TAG_COMMAND, &subscriptions[i]);
    }
    if (!rc && runtime->consents)
        rc = bus_subscribe(runtime->bus, arena_print(&arena, "%s.lease.*", bus_inbox(runtime->bus)), NULL, runtime->box,
                           TAG_LEASE, &subscriptions[contract->procedure_count]);
    arena_free(&arena);
    return rc;
}

/* What arrived before the subscriptions ended is done and answered. */
static int drain(struct writer *writer)
{
    int64_t until_ns = time_monotonic_ns() + DRAIN_MS * 1000000LL;
    int rc = writer_turn(writer, 0);
    while (!rc && writer->commands && time_monotonic_ns() < until_ns)
        rc = writer_turn(writer, 5);
    return rc;
}

/* Runs on the writer, as all that follows: the tracks are its own. */
static json_t *state_describe(void *closure)
{
    const struct runtime *runtime = closure;
    json_t *positions = json_array();
    for (size_t i = 0; i < runtime->track_count; i++) {
        const struct track *track = &runtime->tracks[i];
        json_array_append_new(positions,
                              json_pack("{s:s, s:I, s:I}", "stream", track->stream, "sequence",
                                        (json_int_t) track->committed, "waiting", (json_int_t) track->waiting_count));
    }
    /* Ready to be announced: a process that cannot vouch for any consent yet would refuse what it is asked first. */
    bool ready = atomic_load(&runtime->ready) && (!runtime->consents || lease_valid(runtime));
    return json_pack("{s:b, s:b, s:o}", "ready", (int) ready, "enforces_consent", runtime->consents != NULL,
                     "positions", positions);
}

static int discovery_start(struct runtime *runtime)
{
    const struct contract *contract = runtime->service->contract;
    struct discovery_identity identity = {
        .name = contract->service,
        .id = runtime->instance,
        .description = contract->title,
        .contract = contract,
        .requests = requests_answered,
        .state = state_describe,
        .closure = runtime,
    };
    return discovery_new(runtime->bus, &identity, runtime->box, TAG_DISCOVERY, &runtime->discovery);
}

static int serve_until_stopped(struct writer *writer, const char *path)
{
    struct runtime *runtime = writer->runtime;
    size_t count = runtime->service->contract->procedure_count + 1;
    struct bus_subscription **subscriptions = calloc(count, sizeof(struct bus_subscription *));
    if (!subscriptions)
        return -ENOMEM;
    int rc = runtime->service->ready ? runtime->service->ready(runtime->store) : 0;
    if (!rc)
        rc = commands_subscribe(runtime, subscriptions);
    if (!rc)
        rc = readers_start(runtime, path);
    if (!rc)
        rc = discovery_start(runtime);
    if (!rc)
        rc = work_start(runtime);
    if (!rc) {
        atomic_store(&runtime->ready, true);
        sd_notify(0, "READY=1");
        log_info("ready", LOG_TEXT("stream", runtime->stream), LOG_INTEGER("sequence", runtime->tracks[0].position));
    }
    while (!rc && !atomic_load(&runtime->stopping))
        rc = writer_turn(writer, TURN_MS);
    atomic_store(&runtime->ready, false);
    atomic_store(&runtime->stopping, true);
    sd_notify(0, "STOPPING=1");
    work_stop(runtime);
    for (size_t i = 0; i < count; i++)
        if (subscriptions[i])
            bus_unsubscribe(subscriptions[i]);
    free(subscriptions);
    if (runtime->discovery)
        discovery_free(runtime->discovery);
    if (!rc)
        rc = drain(writer);
    readers_stop(runtime);
    return rc;
}

int runtime_run(struct runtime *runtime, const char *path, bool rebuilding)
{
    struct writer writer;
    writer_metrics();
    int rc = writer_open(&writer, runtime);
    writer.rebuilding = rebuilding;
    if (!rc)
        rc = streams_ready(runtime);
    if (!rc) {
        followers_start(runtime);
        rc = followers_catch_up(&writer, CATCH_UP_WAIT_MS);
    }
    if (!rc && !rebuilding && !atomic_load(&runtime->stopping))
        rc = serve_until_stopped(&writer, path);
    for (size_t i = 1; i < runtime->track_count; i++)
        if (runtime->tracks[i].follower)
            follower_free(runtime->tracks[i].follower);
    tracks_forget(runtime);
    writer_close(&writer);
    return rc;
}

struct writer_thread {
    struct runtime *runtime;
    const char *path;
    pid_t process;
    int rc;
};

static void *writer_main(void *closure)
{
    struct writer_thread *thread = closure;
    thread->rc = runtime_run(thread->runtime, thread->path, false);
    kill(thread->process, SIGTERM); /* wakes main, which waits for a signal */
    return NULL;
}

static bool is_ready(void *closure)
{
    struct runtime *runtime = closure;
    return atomic_load(&runtime->ready) && bus_connected(runtime->bus);
}

/* Until a signal comes or the writer ends by itself. */
static int writer_run(struct runtime *runtime, const char *path, const sigset_t *stop)
{
    struct writer_thread writer = {.runtime = runtime, .path = path, .process = getpid()};
    pthread_t thread;
    int signal;
    runtime->box = mailbox_new(NULL, NULL);
    int rc = -pthread_create(&thread, NULL, writer_main, &writer);
    if (rc)
        return rc;
    sigwait(stop, &signal);
    atomic_store(&runtime->stopping, true);
    mailbox_interrupt(runtime->box);
    pthread_join(thread, NULL);
    return writer.rc;
}

int runtime_serve(struct runtime *runtime, const char *path)
{
    /* Signals are for the main thread alone, which only waits for one. */
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    sigaddset(&stop, SIGINT);
    pthread_sigmask(SIG_BLOCK, &stop, NULL);

    int rc = store_prepare(runtime, path);
    if (!rc)
        rc = bus_connect(runtime, 0, &runtime->bus);
    if (!rc)
        rc = metrics_listen((int) runtime_settings.metrics_port, is_ready, runtime);
    if (!rc)
        rc = writer_run(runtime, path, &stop);
    metrics_close();
    if (!rc)
        log_info("stopped");
    return rc;
}
