/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The bare limit: what a command costs on this machine with the same libraries and nothing of the product's own in
 * between. A request over NATS; what has arrived is one batch: a row for each in one SQLite transaction, an event for
 * each with its expected sequence (or, for comparison, one for the whole batch) stored by the stream, COMMIT, answers.
 *
 *     bench_bare URL DIRECTORY IN_FLIGHT SECONDS command|batch      → a JSON object on stdout
 *
 * Two processes: this one asks, its child answers.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bus.h"
#include "database.h"
#include "identity.h"
#include "log.h"
#include "record.h"
#include "samples.h"

#define SUBJECT "bench.command"
#define BATCH 512        /* as the product */
#define COMMAND_SIZE 420 /* bytes of a send_referral with its envelope */
#define EVENT_SIZE 1100  /* and of its event */
#define WARM_UP_NS 500000000
#define ACKNOWLEDGED_WITHIN_MS 10000

static void must(const char *what, int rc)
{
    if (rc) {
        log_error(what, LOG_ERROR(rc));
        exit(1);
    }
}

static struct bus *open_bus(const char *url, const char *name)
{
    struct bus *bus;
    must("cannot reach the bus",
         bus_open(&(struct bus_options){.url = url, .name = name, .connect_timeout_ms = 5000}, &bus));
    return bus;
}

/*
 * The answering side.
 */
static const struct migration migrations[] = {
    {"0001-bench", "CREATE TABLE command (sequence INTEGER PRIMARY KEY, command_id TEXT NOT NULL UNIQUE,"
                   " body BLOB NOT NULL) STRICT"},
    {0},
};

struct server {
    struct bus *bus;
    struct store *store;
    struct recorder *recorder;
    uint64_t sequence;
    bool event_per_command;
    uint8_t event[EVENT_SIZE];
};

static void record_event(struct server *server, uint64_t *expected)
{
    char id[37];
    uuid7(time_now_ms(), id);
    recorder_add(server->recorder, "bench.event.case.requested", id, (*expected)++,
                 (struct bytes){server->event, sizeof server->event});
}

static void answer_batch(struct server *server, struct bus_message *batch, uint64_t *expected)
{
    must("cannot begin", store_begin(server->store));
    for (struct bus_message *message = batch; message; message = message->next) {
        char id[37];
        uuid7(time_now_ms(), id);
        struct query q =
            store_query(server->store, "INSERT INTO command (sequence, command_id, body) VALUES (?, ?, ?)");
        bind_integer(&q, (int64_t) ++server->sequence);
        bind_text(&q, id);
        bind_bytes(&q, message->data);
        must("cannot insert", store_run(&q));
        if (server->event_per_command)
            record_event(server, expected);
    }
    if (!server->event_per_command)
        record_event(server, expected);
    must("not stored", recorder_wait(server->recorder, ACKNOWLEDGED_WITHIN_MS));
    must("cannot commit", store_commit(server->store));
    while (batch) {
        struct bus_message *message = batch;
        batch = message->next;
        must("cannot answer", bus_post(server->bus, message->reply, NULL, (struct bytes){server->event, 60}));
        bus_release(message);
    }
    bus_flush(server->bus);
}

/* Takes the first of a list, at most BATCH, off it. */
static struct bus_message *split(struct bus_message **list)
{
    struct bus_message *batch = *list, *last = batch;
    for (int i = 1; i < BATCH && last->next; i++)
        last = last->next;
    *list = last->next;
    last->next = NULL;
    return batch;
}

static void serve(const char *url, const char *directory, bool event_per_command, int ready)
{
    struct server server = {.bus = open_bus(url, "bench-server"), .event_per_command = event_per_command};
    memset(server.event, 'e', sizeof server.event);
    char path[4096];
    snprintf(path, sizeof path, "%s/bare.db", directory);
    must("cannot remove", store_remove(path));
    must("cannot open", store_open(path, false, &server.store));
    must("cannot migrate", store_migrate(server.store, "bench", migrations));
    must("no recorder", recorder_new(server.bus, &server.recorder));
    const char *subjects[] = {"bench.event.>", NULL};
    must("no stream",
         stream_ensure(server.bus,
                       &(struct stream_options){
                           .name = "BENCH", .subjects = subjects, .replicas = 1, .duplicate_window_ms = 120000}));
    uint64_t first, expected;
    must("no stream", stream_state(server.bus, "BENCH", &first, &expected));
    struct mailbox *box = mailbox_new(NULL, NULL);
    struct bus_subscription *subscription;
    must("cannot subscribe", bus_subscribe(server.bus, SUBJECT, "bench", box, 0, &subscription));
    must("not ready", write(ready, "r", 1) == 1 ? 0 : -EPIPE);
    for (;;) {
        struct bus_message *waiting = mailbox_take(box, -1);
        while (waiting)
            answer_batch(&server, split(&waiting), &expected);
    }
}

/*
 * The asking side.
 */
struct client {
    struct bus *bus;
    const char *inbox;
    int64_t *sent_ns; /* by number of the request's place among those in flight */
};

static void ask(struct client *client, int place)
{
    static const uint8_t command[COMMAND_SIZE];
    char reply[256];
    snprintf(reply, sizeof reply, "%s.bench.%d", client->inbox, place);
    client->sent_ns[place] = time_monotonic_ns();
    must("cannot ask", bus_post(client->bus, SUBJECT, reply, (struct bytes){command, sizeof command}));
}

static void load(const char *url, int in_flight, int64_t seconds)
{
    struct client client = {.bus = open_bus(url, "bench-client"),
                            .sent_ns = calloc((size_t) in_flight, sizeof(int64_t))};
    client.inbox = bus_inbox(client.bus);
    char answers[256];
    snprintf(answers, sizeof answers, "%s.bench.*", client.inbox);
    struct mailbox *box = mailbox_new(NULL, NULL);
    struct bus_subscription *subscription;
    must("cannot subscribe", bus_subscribe(client.bus, answers, NULL, box, 0, &subscription));
    for (int place = 0; place < in_flight; place++)
        ask(&client, place);
    bus_flush(client.bus);

    struct samples samples = {0};
    int64_t begin_ns = time_monotonic_ns() + WARM_UP_NS, end_ns = begin_ns + seconds * 1000000000, now_ns;
    do {
        struct bus_message *message = mailbox_take(box, ACKNOWLEDGED_WITHIN_MS);
        must("no answer", message ? 0 : -ETIMEDOUT);
        now_ns = time_monotonic_ns();
        while (message) {
            struct bus_message *next = message->next;
            int place = (int) strtol(strrchr(message->subject, '.') + 1, NULL, 10);
            must("nobody answers", message->status ? -EHOSTUNREACH : 0);
            if (now_ns >= begin_ns)
                samples_add(&samples, now_ns - client.sent_ns[place]);
            bus_release(message);
            ask(&client, place);
            message = next;
        }
        bus_flush(client.bus);
    } while (now_ns < end_ns);
    printf("{\"rate\": %.0f, ", (double) samples.count / ((double) (now_ns - begin_ns) / 1e9));
    samples_print(&samples, "command");
    printf("}\n");
    samples_free(&samples);
    bus_unsubscribe(subscription);
    bus_close(client.bus);
    mailbox_free(box);
    free(client.sent_ns);
}

int main(int argc, char **argv)
{
    if (argc != 6) {
        fprintf(stderr, "usage: bench_bare URL DIRECTORY IN_FLIGHT SECONDS command|batch\n");
        return 2;
    }
    log_open("bench_bare", LOG_LEVEL_WARNING);
    int ready[2];
    must("no pipe", pipe(ready));
    pid_t child = fork();
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        serve(argv[1], argv[2], strcmp(argv[5], "command") == 0, ready[1]);
    }
    close(ready[1]);
    char byte;
    bool is_ready = child > 0 && read(ready[0], &byte, 1) == 1;
    if (is_ready)
        load(argv[1], (int) strtol(argv[3], NULL, 10), strtol(argv[4], NULL, 10));
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    return is_ready ? 0 : 1;
}
