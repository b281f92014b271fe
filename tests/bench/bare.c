/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The bare limit: what a command costs on this machine with the same libraries and nothing of the product's own in
 * between. A request over NATS; what has arrived is one batch: a row for each in one SQLite transaction, an event for
 * each with its expected sequence (or, for comparison, one for the whole batch) stored by the stream, COMMIT, answers.
 *
 *     bench_bare URL DIRECTORY IN_FLIGHT SECONDS command|batch|design      → a JSON object on stdout
 *
 * Two processes: this one asks, its child answers.
 *
 * `design` is the least that the invariants ask of a referral, without gateway, contracts, checks and other followers:
 * the answering process also remembers the command, keeps the event until it is known safe, and finds and indexes the
 * citizen; a third process follows the events and stores of each what three are told, and the log of that, in the same
 * way: an event in a stream of its own, rows, COMMIT.
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
#include "follow.h"
#include "identity.h"
#include "log.h"
#include "record.h"
#include "samples.h"

#define SUBJECT "bench.command"
#define BATCH 512        /* as the product */
#define COMMAND_SIZE 420 /* bytes of a send_referral with its envelope */
#define EVENT_SIZE 1100  /* and of its event */
#define TOLD_SIZE 1800   /* and of the event that says who was told of it */
#define VIEW_SIZE 800    /* and of each of the two views of it */
#define CITIZENS 1000
#define GATHER_MS 4 /* as the product's followers */
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
    {"0001-bench",
     "CREATE TABLE command (sequence INTEGER PRIMARY KEY, command_id TEXT NOT NULL UNIQUE, body BLOB NOT NULL) STRICT;"
     "CREATE TABLE kept (sequence INTEGER PRIMARY KEY, event_id TEXT NOT NULL, body BLOB NOT NULL) STRICT;"
     "CREATE TABLE referral (sequence INTEGER PRIMARY KEY, referral_id TEXT NOT NULL UNIQUE, citizen_id TEXT NOT NULL,"
     " body BLOB NOT NULL) STRICT;"
     "CREATE INDEX referral_by_citizen ON referral (citizen_id);"
     "CREATE TABLE citizen (citizen_id TEXT PRIMARY KEY, body BLOB) STRICT, WITHOUT ROWID;"
     "CREATE TABLE view (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;"
     "CREATE TABLE told (citizen_id TEXT, recipient INTEGER, sequence INTEGER, view INTEGER NOT NULL,"
     " PRIMARY KEY (citizen_id, recipient, sequence)) STRICT, WITHOUT ROWID;"
     "CREATE TABLE log (citizen_id TEXT, event_id TEXT, recipient INTEGER, what TEXT NOT NULL,"
     " PRIMARY KEY (citizen_id, event_id, recipient)) STRICT, WITHOUT ROWID"},
    {0},
};

enum mode { MODE_COMMAND, MODE_BATCH, MODE_DESIGN, MODES };
static const char *const mode_names[MODES] = {"command", "batch", "design"};

/* What writes a file and a stream: the process that answers, and in MODE_DESIGN the one that tells. */
struct server {
    struct bus *bus;
    struct store *store;
    struct recorder *recorder;
    const char *subject; /* of its events */
    uint64_t sequence;   /* of its last event, as it knows it */
    enum mode mode;
    uint8_t event[TOLD_SIZE];
};

static void run(struct query *q)
{
    must("cannot write", store_run(q));
}

static void record_event(struct server *server, size_t size, char id[static 37])
{
    uuid7(time_now_ms(), id);
    recorder_add(server->recorder, server->subject, id, server->sequence++, (struct bytes){server->event, size});
}

static void citizen_of(uint64_t number, char id[static 37])
{
    snprintf(id, 37, "%036llu", (unsigned long long) (number * UINT64_C(2654435761) % CITIZENS));
}

static void keep_event(struct server *server, const char *id, size_t size)
{
    struct query q = store_query(server->store, "INSERT INTO kept (sequence, event_id, body) VALUES (?, ?, ?)");
    bind_integer(&q, (int64_t) server->sequence);
    bind_text(&q, id);
    bind_bytes(&q, (struct bytes){server->event, size});
    run(&q);
}

/* Looks whether the command is known and whose it is; keeps its event and what it made. */
static void refer(struct server *server, const char *command_id, const char *event_id)
{
    char citizen[37];
    citizen_of(server->sequence, citizen);
    struct query q = store_query(server->store, "SELECT body FROM command WHERE command_id = ?");
    bind_text(&q, command_id);
    must("a command that is new is known", store_next(&q) ? -EEXIST : store_end(&q));
    q = store_query(server->store, "SELECT body FROM citizen WHERE citizen_id = ?");
    bind_text(&q, citizen);
    must("a citizen is not known", store_next(&q) ? store_end(&q) : -ENOENT);
    keep_event(server, event_id, EVENT_SIZE);
    q = store_query(server->store,
                    "INSERT INTO referral (sequence, referral_id, citizen_id, body) VALUES (?, ?, ?, ?)");
    bind_integer(&q, (int64_t) server->sequence);
    bind_text(&q, event_id);
    bind_text(&q, citizen);
    bind_bytes(&q, (struct bytes){server->event, COMMAND_SIZE});
    run(&q);
}

static void answer_batch(struct server *server, struct bus_message *batch)
{
    static int64_t rows;
    char event_id[37];
    must("cannot begin", store_begin(server->store));
    for (struct bus_message *message = batch; message; message = message->next) {
        char id[37];
        uuid7(time_now_ms(), id);
        if (server->mode != MODE_BATCH)
            record_event(server, EVENT_SIZE, event_id);
        if (server->mode == MODE_DESIGN)
            refer(server, id, event_id);
        struct query q =
            store_query(server->store, "INSERT INTO command (sequence, command_id, body) VALUES (?, ?, ?)");
        bind_integer(&q, ++rows);
        bind_text(&q, id);
        bind_bytes(&q, message->data);
        run(&q);
    }
    if (server->mode == MODE_BATCH)
        record_event(server, EVENT_SIZE, event_id);
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

static struct server server_open(const char *url, const char *directory, const char *name, const char *stream,
                                 const char *subject, enum mode mode)
{
    struct server server = {.bus = open_bus(url, name), .subject = subject, .mode = mode};
    memset(server.event, 'e', sizeof server.event);
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.db", directory, name);
    must("cannot remove", store_remove(path));
    must("cannot open", store_open(path, false, &server.store));
    must("cannot migrate", store_migrate(server.store, "bench", migrations));
    must("no recorder", recorder_new(server.bus, &server.recorder));
    const char *subjects[] = {subject, NULL};
    must("no stream",
         stream_ensure(server.bus,
                       &(struct stream_options){
                           .name = stream, .subjects = subjects, .replicas = 1, .duplicate_window_ms = 120000}));
    uint64_t first;
    must("no stream", stream_state(server.bus, stream, &first, &server.sequence));
    return server;
}

/*
 * The telling side.
 */
static void tell(struct server *server, uint64_t number)
{
    enum { VIEWS = 2, TOLD = 3, LOGGED = 2 };
    char id[37], citizen[37];
    citizen_of(number, citizen);
    record_event(server, TOLD_SIZE, id);
    keep_event(server, id, TOLD_SIZE);
    for (int64_t i = 0; i < VIEWS; i++) {
        struct query q = store_query(server->store, "INSERT INTO view (id, body) VALUES (?, ?)");
        bind_integer(&q, (int64_t) server->sequence * VIEWS + i);
        bind_bytes(&q, (struct bytes){server->event, VIEW_SIZE});
        run(&q);
    }
    for (int64_t i = 0; i < TOLD; i++) {
        struct query q =
            store_query(server->store, "INSERT INTO told (citizen_id, recipient, sequence, view) VALUES (?, ?, ?, ?)");
        bind_text(&q, citizen);
        bind_integer(&q, i);
        bind_integer(&q, (int64_t) server->sequence);
        bind_integer(&q, (int64_t) server->sequence * VIEWS + i % VIEWS);
        run(&q);
    }
    for (int64_t i = 0; i < LOGGED; i++) {
        struct query q =
            store_query(server->store, "INSERT INTO log (citizen_id, event_id, recipient, what) VALUES (?, ?, ?, ?)");
        bind_text(&q, citizen);
        bind_text(&q, id);
        bind_integer(&q, i);
        bind_text(&q, server->subject);
        run(&q);
    }
}

static void tell_all(struct server *server, struct follower *follower, struct bus_message *messages)
{
    must("cannot begin", store_begin(server->store));
    while (messages) {
        struct bus_message *message = messages;
        uint64_t sequence;
        messages = message->next;
        if (follower_receive(follower, message, &sequence))
            tell(server, sequence);
        bus_release(message);
    }
    must("not stored", recorder_wait(server->recorder, ACKNOWLEDGED_WITHIN_MS));
    must("cannot commit", store_commit(server->store));
}

static void follow(const char *url, const char *directory, enum mode mode, int ready)
{
    struct server server = server_open(url, directory, "bench-teller", "TOLD", "bench.told", mode);
    uint64_t first, last;
    must("no stream", stream_state(server.bus, "BENCH", &first, &last));
    struct mailbox *box = mailbox_new(NULL, NULL);
    struct follower *follower = follower_new(server.bus, "BENCH", NULL, last, box, 0);
    must("not ready", write(ready, "r", 1) == 1 ? 0 : -EPIPE);
    for (;;) {
        struct bus_message *messages = mailbox_take_many(box, BATCH, GATHER_MS);
        if (messages)
            tell_all(&server, follower, messages);
        follower_tick(follower, time_monotonic_ns());
    }
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

static void serve(const char *url, const char *directory, enum mode mode, int ready)
{
    struct server server = server_open(url, directory, "bench-server", "BENCH", "bench.event.case.requested", mode);
    must("cannot begin", store_begin(server.store));
    for (uint64_t i = 0; i < CITIZENS; i++) {
        char citizen[37];
        citizen_of(i, citizen);
        struct query q = store_query(server.store, "INSERT OR IGNORE INTO citizen (citizen_id) VALUES (?)");
        bind_text(&q, citizen);
        run(&q);
    }
    must("cannot commit", store_commit(server.store));
    struct mailbox *box = mailbox_new(NULL, NULL);
    struct bus_subscription *subscription;
    must("cannot subscribe", bus_subscribe(server.bus, SUBJECT, "bench", box, 0, &subscription));
    must("not ready", write(ready, "r", 1) == 1 ? 0 : -EPIPE);
    for (;;) {
        struct bus_message *waiting = mailbox_take(box, -1);
        while (waiting)
            answer_batch(&server, split(&waiting));
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

/* A child of this process, once it is ready. */
static pid_t start(void (*side)(const char *url, const char *directory, enum mode mode, int ready), char **argv,
                   enum mode mode)
{
    int ready[2];
    must("no pipe", pipe(ready));
    pid_t child = fork();
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        side(argv[1], argv[2], mode, ready[1]);
    }
    close(ready[1]);
    char byte;
    must("a process did not start", child > 0 && read(ready[0], &byte, 1) == 1 ? 0 : -ECHILD);
    close(ready[0]);
    return child;
}

int main(int argc, char **argv)
{
    enum mode mode = MODE_COMMAND;
    while (argc == 6 && mode < MODES && strcmp(argv[5], mode_names[mode]) != 0)
        mode++;
    if (argc != 6 || mode == MODES) {
        fprintf(stderr, "usage: bench_bare URL DIRECTORY IN_FLIGHT SECONDS command|batch|design\n");
        return 2;
    }
    log_open("bench_bare", LOG_LEVEL_WARNING);
    pid_t children[] = {start(serve, argv, mode), mode == MODE_DESIGN ? start(follow, argv, mode) : 0};
    load(argv[1], (int) strtol(argv[3], NULL, 10), strtol(argv[4], NULL, 10));
    for (size_t i = 0; i < sizeof children / sizeof *children; i++)
        if (children[i]) {
            kill(children[i], SIGKILL);
            waitpid(children[i], NULL, 0);
        }
    return 0;
}
