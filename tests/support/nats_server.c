/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The server tells its port, and that it is ready, by a file (--ports_file_dir); inotify tells when it is there, a pidfd
 * when the server has ended instead.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <ftw.h>
#include <jansson.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "nats_server.h"

enum { START_MS = 20000, MOST_ARGUMENTS = 32 };

struct nats_server {
    pid_t process; /* 0: down */
    int port;      /* 0: not known yet */
    char url[64];
    const char *const *arguments;
    char *folder, *store, *saved, *ports, *log;
};

static char *path_in(const char *folder, const char *name)
{
    char *path;
    if (asprintf(&path, "%s/%s", folder, name) < 0)
        abort();
    return path;
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void) status, (void) type, (void) walk;
    return remove(path);
}

static void remove_tree(const char *path)
{
    nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

static void copy_tree(const char *from, const char *to)
{
    pid_t process = fork();
    if (process == 0) {
        execlp("cp", "cp", "-a", from, to, (char *) NULL);
        _exit(127);
    }
    int status = -1;
    waitpid(process, &status, 0);
    if (status != 0)
        fail_msg("cannot copy %s", from);
}

/* Everything is made before the fork: threads of the test may hold locks that the child would wait for. */
static pid_t spawn(const struct nats_server *server)
{
    char port[16];
    snprintf(port, sizeof(port), "%d", server->port ? server->port : -1);
    const char *arguments[MOST_ARGUMENTS] = {
        "nats-server", "-a",        "127.0.0.1",        "-p",          port, "-js", "-sd", server->store,
        "-l",          server->log, "--ports_file_dir", server->ports,
    };
    size_t count = 12;
    for (const char *const *more = server->arguments; more && *more && count < MOST_ARGUMENTS - 1; more++)
        arguments[count++] = *more;

    pid_t parent = getpid(), process = fork();
    if (process == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() == parent)
            execvp("nats-server", (char *const *) (uintptr_t) arguments);
        _exit(127);
    }
    return process;
}

static void read_port(struct nats_server *server, const char *file)
{
    json_t *ports = json_load_file(file, 0, NULL);
    const char *url = json_string_value(json_array_get(json_object_get(ports, "nats"), 0));
    const char *port = url ? strrchr(url, ':') : NULL;
    if (port)
        server->port = (int) strtol(port + 1, NULL, 10);
    else
        fail_msg("nats-server did not say its port");
    snprintf(server->url, sizeof(server->url), "nats://127.0.0.1:%d", server->port);
    json_decref(ports);
}

/* Reads what inotify has to tell; it is enough that it did. */
static void drain(int watch)
{
    char events[4096];
    if (read(watch, events, sizeof(events)) < 0)
        fail_msg("cannot read inotify");
}

static void wait_until_ready(struct nats_server *server, int watch)
{
    char name[64];
    snprintf(name, sizeof(name), "nats-server_%d.ports", (int) server->process);
    char *file = path_in(server->ports, name);
    int ended = (int) syscall(SYS_pidfd_open, server->process, 0);
    struct stat status;
    while (stat(file, &status) || status.st_size == 0) {
        struct pollfd on[] = {{.fd = watch, .events = POLLIN}, {.fd = ended, .events = POLLIN}};
        if (poll(on, 2, START_MS) == 0 || on[1].revents)
            fail_msg("nats-server does not start, see %s", server->log);
        drain(watch);
    }
    read_port(server, file);
    close(ended);
    free(file);
}

static void start(struct nats_server *server)
{
    int watch = inotify_init1(IN_CLOEXEC);
    if (watch < 0 || inotify_add_watch(watch, server->ports, IN_CLOSE_WRITE | IN_MOVED_TO) < 0)
        fail_msg("cannot watch %s", server->ports);
    server->process = spawn(server);
    wait_until_ready(server, watch);
    close(watch);
}

static void end(struct nats_server *server, int signal_number)
{
    if (!server->process)
        return;
    kill(server->process, signal_number);
    kill(server->process, SIGCONT); /* a test that failed may have left it paused */
    waitpid(server->process, NULL, 0);
    server->process = 0;
}

struct nats_server *nats_server_start(const char *const *arguments)
{
    struct nats_server *server = calloc(1, sizeof(*server));
    if (!server)
        abort();
    const char *temporary = getenv("TMPDIR");
    server->folder = path_in(temporary ? temporary : "/tmp", "samspil-nats-XXXXXX");
    if (!mkdtemp(server->folder))
        fail_msg("cannot make %s", server->folder);
    server->store = path_in(server->folder, "store");
    server->saved = path_in(server->folder, "saved");
    server->ports = path_in(server->folder, "ports");
    server->log = path_in(server->folder, "log");
    server->arguments = arguments;
    mkdir(server->ports, 0700);
    start(server);
    return server;
}

void nats_server_stop(struct nats_server *server)
{
    end(server, SIGTERM);
    remove_tree(server->folder);
    free(server->folder);
    free(server->store);
    free(server->saved);
    free(server->ports);
    free(server->log);
    free(server);
}

void nats_server_shut_down(struct nats_server *server)
{
    end(server, SIGTERM);
}

void nats_server_kill(struct nats_server *server)
{
    end(server, SIGKILL);
}

void nats_server_restart(struct nats_server *server)
{
    assert_int_equal(server->process, 0);
    start(server);
}

void nats_server_pause(struct nats_server *server)
{
    kill(server->process, SIGSTOP);
    waitpid(server->process, NULL, WUNTRACED);
}

void nats_server_resume(struct nats_server *server)
{
    kill(server->process, SIGCONT);
}

static void replace_tree(const struct nats_server *server, const char *from, const char *to)
{
    assert_int_equal(server->process, 0);
    remove_tree(to);
    copy_tree(from, to);
}

void nats_server_save_store(struct nats_server *server)
{
    replace_tree(server, server->store, server->saved);
}

void nats_server_load_store(struct nats_server *server)
{
    replace_tree(server, server->saved, server->store);
}

const char *nats_server_url(const struct nats_server *server)
{
    return server->url;
}
