/* SPDX-License-Identifier: EUPL-1.2 */
/* What is sent on one connection, and when it arrives at those who listen. */
#include "load.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "identity.h"
#include "samples.h"

struct arrival {
    char referral_id[37];
    int64_t ns;
};

static struct watching {
    struct wire sender, *listeners;
    int epoll;
    int64_t subscribed;
    bool is_answered;
    struct arrival answer, *arrivals; /* of the last call; events in the order in which they came */
    size_t arrival_count, arrival_capacity;
} watching;

static void note(struct arrival *arrival, const char *referral_id)
{
    arrival->ns = time_monotonic_ns();
    memcpy(arrival->referral_id, referral_id, sizeof arrival->referral_id);
}

static void noticed(void *closure, struct wire *wire, const struct wire_message *message)
{
    (void) closure;
    (void) wire;
    arena_reset(&arena);
    if (message->code == WIRE_SUBSCRIBED) {
        watching.subscribed++;
    } else if (message->code == WIRE_RESULT) {
        struct referrals_send_referral_result out;
        take(&referrals_send_referral_result_type, message->kwargs, &out);
        note(&watching.answer, out.referral_id);
        watching.is_answered = true;
    } else if (message->code == WIRE_EVENT) {
        struct common_cloud_event event;
        struct referrals_requested requested;
        take(&common_cloud_event_type, message->kwargs, &event);
        take(&referrals_requested_type, event.data, &requested);
        if (watching.arrival_count == watching.arrival_capacity) {
            watching.arrival_capacity = watching.arrival_capacity ? 2 * watching.arrival_capacity : 1024;
            watching.arrivals = reallocarray(watching.arrivals, watching.arrival_capacity, sizeof *watching.arrivals);
            if (!watching.arrivals)
                abort();
        }
        note(&watching.arrivals[watching.arrival_count++], requested.referral_id);
    } else {
        die("refused: %.*s", (int) message->uri.size, (const char *) message->uri.data);
    }
}

static void notice(void)
{
    struct epoll_event events[MANY];
    int ready = wait_for_wires(watching.epoll, events);
    for (int i = 0; i < ready; i++)
        wire_read(events[i].data.ptr, noticed, NULL);
}

/* Returns when it was sent. What came before is forgotten. */
static int64_t send_one(int64_t number)
{
    struct referrals_send_referral in = {0};
    arena_reset(&arena);
    fill_send_referral(number, &in);
    watching.is_answered = false;
    watching.arrival_count = 0;
    wire_call(&watching.sender, &referrals_send_referral_procedure, (uint64_t) number + 1, &in);
    int64_t now_ns = time_monotonic_ns();
    wire_flush(&watching.sender);
    return now_ns;
}

static void start_watching(int64_t sockets)
{
    read_ids(options.cases);
    char *token = read_token(options.token), *listener = read_token(options.listener);
    watching = (struct watching){.epoll = epoll_create1(0), .listeners = calloc((size_t) sockets, sizeof(struct wire))};
    wire_open(&watching.sender, (int) options.port, token);
    watch(watching.epoll, &watching.sender);
    for (int64_t i = 0; i < sockets; i++) {
        wire_open(&watching.listeners[i], (int) options.port, listener);
        watch(watching.epoll, &watching.listeners[i]);
        wire_subscribe(&watching.listeners[i], 1, "samspil.feed.referrals.requested");
        wire_flush(&watching.listeners[i]);
    }
    while (watching.subscribed < sockets)
        notice();
    free(token);
    free(listener);
}

static void stop_watching(int64_t sockets)
{
    wire_close(&watching.sender);
    for (int64_t i = 0; i < sockets; i++)
        wire_close(&watching.listeners[i]);
    free(watching.listeners);
    free(watching.arrivals);
    free(ids.items);
}

/* When the event about this referral came; NULL: it has not. */
static const struct arrival *find_arrival(const char *referral_id)
{
    for (size_t i = 0; i < watching.arrival_count; i++)
        if (strcmp(watching.arrivals[i].referral_id, referral_id) == 0)
            return &watching.arrivals[i];
    return NULL;
}

static int64_t await_event(void)
{
    while (!watching.is_answered)
        notice();
    const struct arrival *arrival;
    while (!(arrival = find_arrival(watching.answer.referral_id))) {
        watching.arrival_count = 0; /* events of others */
        notice();
    }
    return arrival->ns;
}

static void print_named(struct samples *samples, const char *name, const char *after)
{
    samples_print(samples, name);
    fputs(after, stdout);
    samples_free(samples);
}

void run_events(void)
{
    struct samples command = {0}, event = {0}, after = {0};
    start_watching(1);
    int64_t due_ns = time_monotonic_ns(), late = 0, period_ns = 1000000000 / options.rate;
    for (int64_t i = 0; i < options.count; i++, due_ns += period_ns) {
        struct timespec due = {due_ns / 1000000000, due_ns % 1000000000};
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &due, NULL);
        int64_t sent_ns = send_one(i), event_ns = await_event();
        late += event_ns > due_ns + period_ns; /* so the next one is not sent on time */
        samples_add(&command, watching.answer.ns - sent_ns);
        samples_add(&event, event_ns - sent_ns);
        samples_add(&after, event_ns - watching.answer.ns);
    }
    printf("{\"late\": %" PRId64 ", ", late);
    print_named(&command, "command", ", ");
    print_named(&event, "event", ", ");
    print_named(&after, "after", "}\n");
    stop_watching(1);
}

void run_fan_out(void)
{
    struct samples first = {0}, last = {0}, spread = {0};
    start_watching(options.sockets);
    for (int64_t i = 0; i < options.count; i++) {
        int64_t sent_ns = send_one(i);
        while (watching.arrival_count < (size_t) options.sockets || !watching.is_answered)
            notice();
        int64_t first_ns = watching.arrivals[0].ns, last_ns = watching.arrivals[options.sockets - 1].ns;
        samples_add(&first, first_ns - sent_ns);
        samples_add(&last, last_ns - sent_ns);
        samples_add(&spread, last_ns - first_ns);
    }
    int64_t spread_ns = samples_quantile(&spread, 0.5);
    double seconds = spread_ns > 0 ? (double) spread_ns / 1e9 : 1e-9;
    printf("{\"deliveries\": %.0f, ", (double) (options.sockets - 1) / seconds);
    print_named(&first, "first", ", ");
    print_named(&last, "last", "}\n");
    samples_free(&spread);
    stop_watching(options.sockets);
}
