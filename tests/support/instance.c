/* SPDX-License-Identifier: EUPL-1.2 */
#include "instance.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "scratch.h"

/* Each test process has a range of its own, below the ports of outgoing connections. */
enum { FIRST_PORT = 12000, RANGE = 16, RANGES = 500 };

struct instance {
    char state[PATH_MAX], url[64];
    const char *build, *source;
    int port, flags;
    int kills;      /* SIGKILLs sent since it was last started */
    pid_t guardian; /* waits until the other end of guard is closed, however that happens */
    int guard;
};

static const char *needed_environment(const char *name)
{
    const char *value = getenv(name);
    if (!value)
        fail_msg("%s is not set: tests of the whole product are run by meson", name);
    return value;
}

struct path {
    char text[2 * PATH_MAX];
};

static struct path path_of(const char *format, ...) __attribute__((format(printf, 1, 2)));
static struct path path_of(const char *format, ...)
{
    struct path path;
    va_list values;
    va_start(values, format);
    int length = vsnprintf(path.text, sizeof path.text, format, values);
    va_end(values);
    assert_in_range(length, 1, sizeof path.text - 1);
    return path;
}

char *run_command(const char *const *arguments)
{
    char *said;
    int status = command_run(arguments, COMMAND_OUTPUT, &said);
    if (status != 0)
        fail_msg("%s ended with status %d and said: %s", arguments[0], status, said);
    return said;
}

/* In a session of its own, so that whoever ends the test's process group does not end it too. */
static void guard(struct instance *instance)
{
    int ends[2];
    assert_return_code(pipe2(ends, O_CLOEXEC), errno);
    instance->guardian = fork();
    assert_return_code(instance->guardian, errno);
    if (instance->guardian == 0) {
        close(ends[1]);
        setsid();
        char byte;
        while (read(ends[0], &byte, 1) < 0 && errno == EINTR)
            ;
        execl("/bin/sh", "sh", "-c", "\"$0/deploy/down\" --state \"$1\" >/dev/null 2>&1; rm -rf \"$1\"",
              instance->source, instance->state, (char *) NULL);
        _exit(127);
    }
    close(ends[0]);
    instance->guard = ends[1];
}

static int port_is_free(int port)
{
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t) port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));
    int rc = bind(listener, (const struct sockaddr *) &address, sizeof address);
    close(listener);
    return rc == 0;
}

static int choose_ports(void)
{
    for (int i = 0; i < RANGES; i++) {
        int first = FIRST_PORT + (int) ((getpid() + i) % RANGES) * RANGE, used = 0;
        for (int port = first; port < first + RANGE; port++)
            used += !port_is_free(port);
        if (!used)
            return first;
    }
    fail_msg("no free range of ports");
    return -1;
}

struct instance *instance_start(int flags)
{
    struct instance *instance = calloc(1, sizeof *instance);
    assert_non_null(instance);
    instance->build = needed_environment("SAMSPIL_BUILD");
    instance->source = needed_environment("SAMSPIL_SOURCE");
    instance->flags = flags;
    instance->port = choose_ports();
    const char *folder = getenv("TMPDIR");
    snprintf(instance->state, sizeof instance->state, "%s/samspil-test-XXXXXX", folder ? folder : "/tmp");
    assert_non_null(mkdtemp(instance->state));
    snprintf(instance->url, sizeof instance->url, "http://127.0.0.1:%d", instance->port);
    guard(instance);
    instance_up(instance);
    return instance;
}

void instance_up(struct instance *instance)
{
    char port[16], last_line[96];
    snprintf(port, sizeof port, "%d", instance->port);
    snprintf(last_line, sizeof last_line, "\nready %s\n", instance->url);
    char *said = RUN(path_of("%s/deploy/up", instance->source).text, "--state", instance->state, "--port", port,
                     "--no-install", "--build", instance->build, instance->flags & INSTANCE_DEMO ? NULL : "--no-demo");
    size_t length = strlen(said), expected = strlen(last_line);
    if (length < expected || strcmp(said + length - expected, last_line) != 0)
        fail_msg("deploy/up ended without saying \"ready %s\", but: %s", instance->url, said);
    free(said);
    instance->kills = 0;
}

/* The supervisor keeps how each of its processes ended, one line each. */
static void check_ends(struct instance *instance, const char *process)
{
    char *ends = RUN("s6-svdt", path_of("%s/run/service/%s", instance->state, process).text), *rest = ends;
    for (char *line; (line = strsep(&rest, "\n")) && *line;) {
        const char *how = strchr(line, ' ');
        if (how && strcmp(how, " signal SIGKILL") == 0 && instance->kills > 0) {
            instance->kills--;
        } else if (how && strcmp(how, " signal SIGKILL") == 0 && strcmp(process, "nats") == 0) {
            puts("nats-server did not end when it was told to, and was killed"); /* as 2.9 does now and then */
        } else if (!how || strcmp(how, " exitcode 0") != 0) {
            char *words = RUN("tail", "-n", "60", path_of("%s/log/%s/current", instance->state, process).text);
            fputs(words, stderr); /* more than fail_msg has room for */
            fail_msg("%s ended with%s; its log ends as above", process, how ? how : line);
        }
    }
    free(ends);
}

void instance_down(struct instance *instance)
{
    free(RUN(path_of("%s/deploy/down", instance->source).text, "--state", instance->state));
    DIR *folder = opendir(path_of("%s/run/service", instance->state).text);
    assert_non_null(folder);
    for (const struct dirent *entry; (entry = readdir(folder));)
        if (entry->d_name[0] != '.')
            check_ends(instance, entry->d_name);
    closedir(folder);
}

void instance_stop(struct instance *instance)
{
    instance_down(instance);
    close(instance->guard);
    waitpid(instance->guardian, NULL, 0);
    free(instance);
}

pid_t instance_process(const struct instance *instance, const char *process)
{
    char *pid = RUN("s6-svstat", "-o", "pid", path_of("%s/run/service/%s", instance->state, process).text);
    pid_t found = (pid_t) strtol(pid, NULL, 10);
    free(pid);
    return found;
}

void instance_kill(struct instance *instance, const char *process, int signal)
{
    pid_t pid = instance_process(instance, process);
    if (pid <= 0)
        fail_msg("%s does not run", process);
    instance->kills += signal == SIGKILL;
    assert_return_code(kill(pid, signal), errno);
}

static char *samspil(const struct instance *instance, const char *verb, const char *option, const char *value)
{
    return RUN(path_of("%s/bin/samspil", instance->state).text, verb, "--state", instance->state, option, value);
}

void instance_wait_ready(const struct instance *instance)
{
    free(samspil(instance, "wait-ready", "--timeout", "60"));
}

char *instance_token(const struct instance *instance, const char *subject)
{
    char *token = samspil(instance, "token", "--as", subject);
    token[strcspn(token, "\n")] = '\0';
    return token;
}

const char *instance_url(const struct instance *instance)
{
    return instance->url;
}

const char *instance_state(const struct instance *instance)
{
    return instance->state;
}
