/* SPDX-License-Identifier: EUPL-1.2 */
/* A service as a process: its settings and its verbs. */
#include "running.h"

#include <assert.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>

#define CHECK_CONNECT_MS 3000

struct runtime_settings runtime_settings;

static const struct setting rows[] = {
    SETTING_TEXT("nats_url", runtime_settings.nats_url, "nats://127.0.0.1:4222", "Where the bus is."),
    SETTING_TEXT("nats_user", runtime_settings.nats_user, NULL, "Who this process is on the bus."),
    SETTING_SECRET("nats_password", runtime_settings.nats_password, "Its password."),
    SETTING_TEXT("state", runtime_settings.state, ".", "Directory of the SQLite file."),
    SETTING_TEXT("log_level", runtime_settings.log_level, "info", "Least level logged: debug, info, warning, error."),
    SETTING_INTEGER("readers", runtime_settings.readers, 2, 1, MAX_READERS, "Threads that answer queries."),
    SETTING_INTEGER("batch", runtime_settings.batch, 512, 1, 4096, "Commands in one transaction at the most."),
    SETTING_INTEGER("replicas", runtime_settings.replicas, 1, 1, 5, "Copies of the stream in a cluster."),
    SETTING_INTEGER("healing_seconds", runtime_settings.healing_seconds, 300, 10, 86400,
                    "How long events are kept here too: longer than the bus needs to bring them to its disk."),
    SETTING_INTEGER("metrics_port", runtime_settings.metrics_port, 0, 0, 65535,
                    "Port on 127.0.0.1 for /metrics, /livez, /readyz; 0: none."),
    {0},
};

static const struct setting *const tables[] = {rows, NULL};

/* Every procedure of the contract has its row, of the right kind. */
static void endpoints_check(const struct service *service)
{
    for (size_t i = 0; i < service->contract->procedure_count; i++) {
        const struct endpoint *row = service->endpoints;
        while (row->procedure && row->procedure != service->contract->procedures[i])
            row++;
        assert(row->procedure && "a procedure of the contract has no endpoint");
    }
}

static const char *file_path(struct arena *arena, const struct service *service, const char *suffix)
{
    return arena_print(arena, "%s/%s%s", runtime_settings.state, service->contract->service, suffix);
}

/* One process at a time works on a file. */
static int state_lock(const struct service *service)
{
    struct arena arena = {0};
    const char *path = file_path(&arena, service, ".lock");
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    int rc = 0;
    if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) != 0) {
        rc = -errno;
        log_error("the state directory cannot be used, or another process works on it", LOG_TEXT("path", path),
                  LOG_ERROR(rc));
    }
    arena_free(&arena);
    return rc;
}

/*
 * The verbs. They leave open what they opened; argument is NULL for all but backup.
 */
static int serve(struct runtime *runtime, const char *path, const char *argument)
{
    (void) argument;
    return runtime_serve(runtime, path);
}

static int migrate(struct runtime *runtime, const char *path, const char *argument)
{
    (void) argument;
    return store_prepare(runtime, path);
}

/* A new file from the streams; it takes the place of the old one when it is complete. */
static int rebuild(struct runtime *runtime, const char *path, const char *argument)
{
    (void) argument;
    struct arena arena = {0};
    const char *fresh = file_path(&arena, runtime->service, ".rebuild.db");
    int rc = store_remove(fresh);
    if (!rc)
        rc = store_prepare(runtime, fresh);
    if (!rc)
        rc = bus_connect(runtime, 0, &runtime->bus);
    runtime->box = mailbox_new(NULL, NULL);
    if (!rc)
        rc = runtime_run(runtime, fresh, true);
    runtime_close(runtime);
    if (!rc)
        rc = store_replace(fresh, path);
    if (!rc)
        log_info("rebuilt", LOG_INTEGER("sequence", runtime->tracks[0].position));
    arena_free(&arena);
    return rc;
}

/* Whether file and stream are sound and agree; changes nothing. */
static int check(struct runtime *runtime, const char *path, const char *argument)
{
    (void) argument;
    uint64_t first, last;
    int rc = store_open(path, true, &runtime->store);
    if (!rc)
        rc = store_check(runtime->store);
    if (!rc)
        rc = tracks_load(runtime);
    if (!rc)
        rc = bus_connect(runtime, CHECK_CONNECT_MS, &runtime->bus);
    if (!rc)
        rc = stream_state(runtime->bus, runtime->stream, &first, &last);
    if (!rc)
        printf("%s: file sound; applied %llu of %llu in %s\n", runtime->service->contract->service,
               (unsigned long long) runtime->tracks[0].position, (unsigned long long) last, runtime->stream);
    return rc;
}

static int backup(struct runtime *runtime, const char *path, const char *to)
{
    int rc = store_open(path, true, &runtime->store);
    return rc ? rc : store_backup(runtime->store, to);
}

static const struct verb {
    const char *name, *argument, *help;
    bool alone; /* works on the file as the only process */
    int (*run)(struct runtime *runtime, const char *path, const char *argument);
} verbs[] = {
    {"serve", NULL, "answer calls until asked to stop (the default)", true, serve},
    {"check", NULL, "whether the file is sound and agrees with the stream; changes nothing", false, check},
    {"migrate", NULL, "bring the file to this version", true, migrate},
    {"rebuild", NULL, "make the file anew from the streams", true, rebuild},
    {"backup", "PATH", "a consistent copy of the file", false, backup},
    {0},
};

static int verb_run(const struct verb *verb, const struct service *service, const char *argument)
{
    struct runtime runtime;
    struct arena arena = {0};
    runtime_init(&runtime, service);
    int rc = verb->alone ? state_lock(service) : 0;
    if (!rc)
        rc = verb->run(&runtime, file_path(&arena, service, ".db"), argument);
    runtime_close(&runtime);
    arena_free(&arena);
    if (rc)
        log_error("ended", LOG_TEXT("verb", verb->name), LOG_ERROR(rc));
    return rc;
}

static void usage(const struct service *service, FILE *to)
{
    enum { COLUMN = 15 };
    fprintf(to, "samspil-%s [FLAGS] [VERB]: %s\n\n", service->contract->service, service->contract->title);
    for (const struct verb *verb = verbs; verb->name; verb++) {
        int at = fprintf(to, "  %s %s", verb->name, verb->argument ? verb->argument : "");
        fprintf(to, "%*s%s\n", COLUMN - at, "", verb->help);
    }
    fprintf(to, "  %-*sthis\n\n", COLUMN - 2, "help");
    settings_print(tables, to);
}

/* words: the verb and its argument, ended by NULL. */
static int words_run(const struct service *service, char **words)
{
    const char *name = words[0] ? words[0] : "serve", *argument = words[0] ? words[1] : NULL;
    const struct verb *verb = verbs;
    while (verb->name && strcmp(verb->name, name) != 0)
        verb++;
    /* Flags stand before the verb: one behind it would be passed over. */
    bool fits = verb->name && !argument == !verb->argument && !(argument && words[2]);
    if (fits)
        return verb_run(verb, service, argument);
    bool help = strcmp(name, "help") == 0 && !argument;
    usage(service, help ? stdout : stderr);
    return help ? 0 : -EINVAL;
}

int service_main(const struct service *service, int argc, char **argv)
{
    int rest;
    umask(077); /* what is written here is for this user alone */
    if (settings_load(service->contract->service, tables, argc, argv, &rest))
        return EXIT_FAILURE;
    log_open(service->contract->service, log_level_of(runtime_settings.log_level));
    endpoints_check(service);
    int rc = words_run(service, argv + rest);
    settings_free();
    return rc ? EXIT_FAILURE : EXIT_SUCCESS;
}
