/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * samspil status, samspil wait-ready: asks every process over the bus (NATS ADR-32: $SRV.STATS), and the gateway's
 * readiness page.
 */
#include <curl/curl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bus.h"
#include "cli.h"
#include "contract.h"
#include "error.h"
#include "identity.h"

#define ANSWERS_MS 1000 /* how long status waits for whoever answers */
#define ASK_MS 200      /* how often wait-ready asks */

static int64_t timeout;

static const struct setting wait_settings[] = {
    SETTING_INTEGER("timeout", timeout, 60, 1, 3600, "Seconds until it gives up."),
    {0},
};

struct asking {
    struct bus *bus;
    struct mailbox *box;
    struct bus_subscription *subscription;
    char reply[128];
};

static int open_asking(struct asking *asking, int64_t timeout_ms)
{
    const struct bus_options options = {
        .url = cli.nats_url,
        .name = "samspil",
        .user = cli.nats_user,
        .password = cli.nats_password,
        .connect_timeout_ms = timeout_ms,
    };
    int rc = bus_open(&options, &asking->bus);
    if (rc) {
        fprintf(stderr, "%s: the bus %s\n", cli.nats_url, rc == -EACCES ? "refuses the user" : "does not answer");
        if (!cli.is_installed)
            fprintf(stderr, "%s is no installation: --state names one\n", cli.state);
        return rc;
    }
    snprintf(asking->reply, sizeof(asking->reply), "%s.status", bus_inbox(asking->bus));
    asking->box = mailbox_new(NULL, NULL);
    rc = bus_subscribe(asking->bus, asking->reply, NULL, asking->box, 0, &asking->subscription);
    if (rc) {
        fprintf(stderr, "%s: the bus was lost\n", cli.nats_url);
        mailbox_free(asking->box);
        bus_close(asking->bus);
    }
    return rc;
}

static void close_asking(struct asking *asking)
{
    bus_unsubscribe(asking->subscription);
    bus_close(asking->bus);
    mailbox_free(asking->box);
}

/* By name, then by id. Both are text: others are not taken. */
static int compare_answers(const json_t *a, const json_t *b)
{
    int order = strcmp(json_string_value(json_object_get(a, "name")), json_string_value(json_object_get(b, "name")));
    return order ? order
                 : strcmp(json_string_value(json_object_get(a, "id")), json_string_value(json_object_get(b, "id")));
}

/* Puts an answer in its place; a process that answers again replaces what it said. */
static void add_answer(json_t *answers, json_t *answer)
{
    size_t at = 0;
    while (at < json_array_size(answers) && compare_answers(json_array_get(answers, at), answer) < 0)
        at++;
    if (at < json_array_size(answers) && compare_answers(json_array_get(answers, at), answer) == 0)
        json_array_set(answers, at, answer);
    else
        json_array_insert(answers, at, answer);
}

static void take_answers(struct bus_message *messages, json_t *answers)
{
    for (struct bus_message *next; messages; messages = next) {
        next = messages->next;
        json_t *answer = json_loadb((const char *) messages->data.data, messages->data.size, 0, NULL);
        if (json_is_string(json_object_get(answer, "name")) && json_is_string(json_object_get(answer, "id")))
            add_answer(answers, answer);
        json_decref(answer);
        bus_release(messages);
    }
}

/* Asks all, and takes what is answered until then (CLOCK_MONOTONIC). */
static void ask(struct asking *asking, int64_t until_ns, json_t *answers)
{
    (void) bus_publish(asking->bus, "$SRV.STATS", asking->reply, (struct bytes){0}); /* else nobody answers */
    for (int64_t left; (left = until_ns - time_monotonic_ns()) > 0;)
        take_answers(mailbox_take(asking->box, left / 1000000 + 1), answers);
}

static bool answers_ready(const json_t *answers, const char *name)
{
    size_t i;
    json_t *answer;
    json_array_foreach(answers, i, answer)
    {
        if (strcmp(json_string_value(json_object_get(answer, "name")), name) == 0 &&
            json_is_true(json_object_get(json_object_get(answer, "data"), "ready")))
            return true;
    }
    return false;
}

/* The readiness page: stands where the settings say, or on the port after the gateway's. */
static const char *ready_page(struct arena *arena)
{
    const char *colon = strrchr(cli.url, ':');
    long port = colon ? strtol(colon + 1, NULL, 10) : 0;
    if (cli.ready_url)
        return cli.ready_url;
    return arena_print(arena, "%.*s:%ld/readyz", (int) (port > 0 ? colon - cli.url : (long) strlen(cli.url)), cli.url,
                       port > 0 ? port + 1 : 7701);
}

static size_t discard(const char *data, size_t size, size_t count, void *closure)
{
    (void) data;
    (void) closure;
    return size * count;
}

static bool gateway_is_ready(void)
{
    struct arena arena = {0};
    long status = 0;
    CURL *curl = curl_easy_init();
    curl_easy_setopt(curl, CURLOPT_URL, ready_page(&arena));
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 2000L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, discard);
    if (curl_easy_perform(curl) == CURLE_OK)
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_cleanup(curl);
    arena_free(&arena);
    return status == 200;
}

/* Prints, or counts, whoever of the installation is not ready. A contract without procedures has no process. */
static size_t absent(const json_t *answers, bool gateway, FILE *to)
{
    size_t count = !gateway;
    if (!gateway && to)
        fprintf(to, "not ready: gateway\n");
    for (const struct contract *const *contract = contracts; *contract; contract++) {
        if ((*contract)->procedure_count == 0 || answers_ready(answers, (*contract)->service))
            continue;
        count++;
        if (to)
            fprintf(to, "not ready: %s\n", (*contract)->service);
    }
    return count;
}

static const char *text_or_dash(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "-";
}

/* A line for the process, and one more for each further stream that it follows. */
static void print_process(const json_t *answer)
{
    const json_t *data = json_object_get(answer, "data"), *positions = json_object_get(data, "positions");
    printf("%-12s  %-8s  %-24s  %-5s", text_or_dash(answer, "name"), text_or_dash(answer, "version"),
           text_or_dash(answer, "started"), json_is_true(json_object_get(data, "ready")) ? "yes" : "no");
    for (size_t i = 0; i < json_array_size(positions); i++) {
        const json_t *position = json_array_get(positions, i);
        json_int_t sequence = json_integer_value(json_object_get(position, "sequence"));
        json_int_t last = json_integer_value(json_object_get(position, "last"));
        printf("%*s  %-12s  %10" JSON_INTEGER_FORMAT "  %6" JSON_INTEGER_FORMAT "\n", i > 0 ? 55 : 0, "",
               text_or_dash(position, "stream"), sequence, last > sequence ? last - sequence : 0);
    }
    if (json_array_size(positions) == 0)
        putchar('\n');
}

static void print_processes(const json_t *answers)
{
    printf("%-12s  %-8s  %-24s  %-5s  %-12s  %10s  %6s\n", "PROCESS", "VERSION", "STARTED", "READY", "STREAM",
           "POSITION", "LAG");
    size_t i;
    json_t *answer;
    json_array_foreach(answers, i, answer)
    {
        print_process(answer);
    }
}

static int show_status(int argc, char **argv)
{
    (void) argc;
    (void) argv;
    struct asking asking;
    if (open_asking(&asking, 5000))
        return STATUS_FAILED;
    json_t *answers = json_array();
    ask(&asking, time_monotonic_ns() + ANSWERS_MS * INT64_C(1000000), answers);
    print_processes(answers);
    size_t missing = absent(answers, gateway_is_ready(), stdout);
    json_decref(answers);
    close_asking(&asking);
    return missing == 0 ? STATUS_DONE : STATUS_FAILED;
}

static int wait_ready(int argc, char **argv)
{
    (void) argc;
    (void) argv;
    struct asking asking;
    int64_t end = time_monotonic_ns() + timeout * INT64_C(1000000000);
    if (open_asking(&asking, timeout * 1000))
        return STATUS_FAILED;
    size_t missing;
    do {
        json_t *answers = json_array(); /* of this moment: who was ready before may be gone */
        ask(&asking, time_monotonic_ns() + ASK_MS * INT64_C(1000000), answers);
        bool last = time_monotonic_ns() >= end, gateway = gateway_is_ready();
        missing = absent(answers, gateway, last ? stderr : NULL);
        json_decref(answers);
    } while (missing > 0 && time_monotonic_ns() < end);
    close_asking(&asking);
    return missing == 0 ? STATUS_DONE : STATUS_FAILED;
}

const struct verb verb_status = {
    .name = "status",
    .arguments = "",
    .summary = "Shows every process, its version, and how far it has followed each stream.",
    .run = show_status,
};

const struct verb verb_wait_ready = {
    .name = "wait-ready",
    .arguments = "",
    .summary = "Ends with 0 once the gateway and every service are ready.",
    .settings = wait_settings,
    .run = wait_ready,
};
