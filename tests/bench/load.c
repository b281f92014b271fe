/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Load on the product, through its gateway, as WAMP clients. What to do is the first argument, the rest are name=value:
 *
 *     bench_load open_cases port=N token=FILE in_flight=64 connections=8 count=1000 write=cases
 *     bench_load give_consents …             cases=FILE organisation=ID
 *     bench_load send_referrals …            cases=FILE offer=ID [write=referrals]
 *     bench_load get_referrals …             referrals=FILE
 *     bench_load events …   listener=FILE    one referral after another, `rate` a second, and when its event comes
 *     bench_load fan_out …  listener=FILE    each of `count` events to as many `sockets`
 *     bench_load together … people=FILE plan=ID    edits of one plan, `rate` a second, by all of them
 *
 * Either `count` calls, or as many as it takes `seconds`. FILE: of a token, or of ids, one a line. Prints a JSON object.
 */
#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "cases_contract.h"
#include "consents_contract.h"
#include "identity.h"
#include "load.h"
#include "samples.h"

#define WARM_UP_NS 500000000
#define INPUT_SIZE 256 /* of the largest struct that is sent */

struct options options = {.in_flight = 1, .connections = 1, .rate = 50, .sockets = 1, .stall_seconds = 60};
struct arena arena;
struct ids ids;

static char nonce[37]; /* makes the command ids of this run its own */
static FILE *written;

/*
 * What is called.
 */
void read_ids(const char *path)
{
    FILE *file = path ? fopen(path, "r") : NULL;
    if (!file)
        die("cannot read the ids: %m");
    for (size_t capacity = 0;; ids.count++) {
        if (ids.count == capacity) {
            capacity = capacity ? 2 * capacity : 1024;
            ids.items = reallocarray(ids.items, capacity, sizeof *ids.items);
            if (!ids.items)
                abort();
        }
        if (fscanf(file, "%36s", ids.items[ids.count]) != 1)
            break;
    }
    fclose(file);
    if (ids.count == 0)
        die("no ids in %s", path);
}

static const char *any_id(int64_t number)
{
    return ids.items[(uint64_t) number * 2654435761u % ids.count];
}

static const char *command_id(int64_t number)
{
    return arena_print(&arena, "%s-%" PRId64, nonce, number);
}

static void fill_open_case(int64_t number, void *to)
{
    struct cases_open_case *in = to;
    in->command_id = command_id(number);
    in->citizen_name = "Invented for measuring";
    in->phone = "+45 00 00 00 00";
}

static void fill_give_consent(int64_t number, void *to)
{
    static const struct consents_recorded recorded = {CONSENTS_METHOD_CONVERSATION, "2026-01-01T00:00:00.000Z", NULL};
    struct consents_give_consent *in = to;
    in->command_id = command_id(number);
    in->case_id = ids.items[(size_t) number % ids.count];
    in->organisation_id = options.organisation;
    in->purpose = CONSENTS_PURPOSE_SOCIALWELFAREPROVISION;
    in->categories = (1u << COMMON_CATEGORY_HEALTH) - 1; /* all */
    in->text = "You may know what is needed to help.";
    in->language = "en";
    in->given_by = CONSENTS_GIVEN_BY_CITIZEN;
    in->recorded = &recorded;
}

void fill_send_referral(int64_t number, void *to)
{
    struct referrals_send_referral *in = to;
    in->command_id = command_id(number);
    in->case_id = any_id(number);
    in->offer_id = options.offer;
    in->reason = "Lives alone since spring and would like somebody to go for a walk with now and then.";
    in->note = "Has a small dog. Best reached in the morning.";
}

static void fill_get_referral(int64_t number, void *to)
{
    struct referrals_get_referral *in = to;
    in->referral_id = any_id(number);
}

void take(const struct message_type *type, struct bytes from, void *to)
{
    struct message_error error;
    if (!from.data || message_decode(type, from, MESSAGE_TOLERANT, &arena, to, NULL, &error))
        die("an answer that is no %s", type->name);
}

static void write_case(struct bytes kwargs)
{
    struct cases_open_case_result out;
    take(&cases_open_case_result_type, kwargs, &out);
    fprintf(written, "%s\n", out.case_id);
}

static void write_referral(struct bytes kwargs)
{
    struct referrals_send_referral_result out;
    take(&referrals_send_referral_result_type, kwargs, &out);
    fprintf(written, "%s\n", out.referral_id);
}

/*
 * A closed loop: as many calls in flight as are asked for, a new one for each that is answered.
 */
static const struct work {
    const char *name;
    const struct procedure *procedure;
    void (*fill)(int64_t number, void *in);
    void (*write)(struct bytes kwargs); /* where something is written */
} works[] = {
    {"open_cases", &cases_open_case_procedure, fill_open_case, write_case},
    {"give_consents", &consents_give_consent_procedure, fill_give_consent, NULL},
    {"send_referrals", &referrals_send_referral_procedure, fill_send_referral, write_referral},
    {"get_referral", &referrals_get_referral_procedure, fill_get_referral, NULL},
    {0},
};

static const struct work *work_named(const char *name)
{
    const struct work *work = works;
    while (work->name && strcmp(work->name, name) != 0)
        work++;
    return work->name ? work : NULL;
}

struct caller {
    struct wire wire; /* the first member: see caller_of */
    int64_t *sent_ns; /* by the call's place among those in flight */
    uint64_t calls;
};

static struct closed_loop {
    const struct work *work;
    uint64_t depth; /* calls in flight of each caller */
    int64_t sent, ended, failed;
    int64_t begin_ns, end_ns; /* of what is measured */
    struct samples samples;
} closed;

static struct caller *caller_of(struct wire *wire)
{
    return (struct caller *) (void *) wire;
}

static void call_next(struct caller *caller, uint64_t place, int64_t now_ns)
{
    _Alignas(max_align_t) char in[INPUT_SIZE] = {0};
    arena_reset(&arena);
    closed.work->fill(closed.sent++, in);
    caller->sent_ns[place] = now_ns;
    wire_call(&caller->wire, closed.work->procedure, 1 + place + closed.depth * caller->calls++, in);
}

static void answered(void *closure, struct wire *wire, const struct wire_message *message)
{
    struct caller *caller = caller_of(wire);
    int64_t now_ns = *(const int64_t *) closure;
    uint64_t place = (message->id - 1) % closed.depth;
    closed.ended++;
    if (message->code == WIRE_RESULT) {
        if (now_ns >= closed.begin_ns && now_ns < closed.end_ns)
            samples_add(&closed.samples, now_ns - caller->sent_ns[place]);
        if (written)
            closed.work->write(message->kwargs);
    } else if (closed.failed++ == 0) {
        fprintf(stderr, "bench_load: refused: %.*s\n", (int) message->uri.size, (const char *) message->uri.data);
    }
    if (options.count ? closed.sent < options.count : now_ns < closed.end_ns)
        call_next(caller, place, now_ns);
}

void watch(int epoll, struct wire *wire)
{
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = wire};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, wire->fd, &event) < 0)
        die("%m");
}

int wait_for_wires(int epoll, struct epoll_event events[MANY])
{
    int ready = epoll_wait(epoll, events, MANY, (int) options.stall_seconds * 1000);
    if (ready <= 0)
        die(ready < 0 ? "%m" : "nothing comes any more");
    return ready;
}

char *read_token(const char *path)
{
    FILE *file = path ? fopen(path, "r") : NULL;
    char *token = NULL;
    if (!file || fscanf(file, "%ms", &token) != 1)
        die("no token");
    fclose(file);
    return token;
}

static void run_closed_loop(const struct work *work)
{
    const int64_t connections = options.connections;
    closed = (struct closed_loop){.work = work, .depth = (uint64_t) (options.in_flight / connections)};
    assert(work->procedure->input->size <= INPUT_SIZE);
    if (closed.depth == 0)
        die("fewer calls in flight than connections");
    if (work->fill != fill_open_case)
        read_ids(work->fill == fill_get_referral ? options.referrals : options.cases);
    struct caller *callers = calloc((size_t) connections, sizeof *callers);
    int64_t *sent_ns = calloc((size_t) options.in_flight, sizeof *sent_ns);
    if (!callers || !sent_ns)
        abort();
    char *token = read_token(options.token);
    int epoll = epoll_create1(0);
    for (int64_t i = 0; i < connections; i++) {
        callers[i].sent_ns = sent_ns + (uint64_t) i * closed.depth;
        wire_open(&callers[i].wire, (int) options.port, token);
        watch(epoll, &callers[i].wire);
    }

    int64_t now_ns = time_monotonic_ns();
    closed.begin_ns = options.count ? now_ns : now_ns + WARM_UP_NS;
    closed.end_ns = options.count ? INT64_MAX : closed.begin_ns + options.seconds * 1000000000;
    for (uint64_t place = 0; place < closed.depth; place++)
        for (int64_t i = 0; i < connections && (!options.count || closed.sent < options.count); i++)
            call_next(&callers[i], place, now_ns);
    for (int64_t i = 0; i < connections; i++)
        wire_flush(&callers[i].wire);
    while (closed.ended < closed.sent) {
        struct epoll_event events[MANY];
        int ready = wait_for_wires(epoll, events);
        for (int i = 0; i < ready; i++) {
            now_ns = time_monotonic_ns();
            wire_read(events[i].data.ptr, answered, &now_ns);
            wire_flush(events[i].data.ptr);
        }
    }
    if (options.count)
        closed.end_ns = now_ns;
    double seconds = (double) (closed.end_ns - closed.begin_ns) / 1e9;
    printf("{\"rate\": %.0f, \"failed\": %" PRId64 ", ", (double) closed.samples.count / seconds, closed.failed);
    samples_print(&closed.samples, "command");
    printf("}\n");

    for (int64_t i = 0; i < connections; i++)
        wire_close(&callers[i].wire);
    free(callers);
    free(sent_ns);
    free(token);
    samples_free(&closed.samples);
    free(ids.items);
}

static void read_options(int argc, char **argv)
{
    const struct {
        const char *name, **text;
        int64_t *number;
    } known[] = {
        {"token", &options.token, NULL},
        {"listener", &options.listener, NULL},
        {"cases", &options.cases, NULL},
        {"referrals", &options.referrals, NULL},
        {"offer", &options.offer, NULL},
        {"organisation", &options.organisation, NULL},
        {"write", &options.write, NULL},
        {"people", &options.people, NULL},
        {"plan", &options.plan, NULL},
        {"port", NULL, &options.port},
        {"in_flight", NULL, &options.in_flight},
        {"connections", NULL, &options.connections},
        {"count", NULL, &options.count},
        {"seconds", NULL, &options.seconds},
        {"rate", NULL, &options.rate},
        {"sockets", NULL, &options.sockets},
        {"stall_seconds", NULL, &options.stall_seconds},
    };
    for (int i = 2; i < argc; i++) {
        const char *value = strchr(argv[i], '=');
        size_t length = value ? (size_t) (value++ - argv[i]) : 0, k = 0;
        while (k < sizeof known / sizeof *known &&
               (strlen(known[k].name) != length || strncmp(known[k].name, argv[i], length) != 0))
            k++;
        if (k == sizeof known / sizeof *known)
            die("unknown: %s", argv[i]);
        if (known[k].text)
            *known[k].text = value;
        else
            *known[k].number = strtoll(value, NULL, 10);
    }
}

int main(int argc, char **argv)
{
    if (argc < 2)
        die("say what to do");
    read_options(argc, argv);
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    uuid7(time_now_ms(), nonce);
    if (options.write && !(written = fopen(options.write, "a")))
        die("cannot write %s: %m", options.write);

    const struct work *work = work_named(argv[1]);
    if (work)
        run_closed_loop(work);
    else if (strcmp(argv[1], "events") == 0)
        run_events();
    else if (strcmp(argv[1], "fan_out") == 0)
        run_fan_out();
    else if (strcmp(argv[1], "together") == 0)
        run_together();
    else
        die("nobody knows how to %s", argv[1]);
    if (written && fclose(written) != 0)
        die("cannot write %s: %m", options.write);
    arena_free(&arena);
    return 0;
}
