/* SPDX-License-Identifier: EUPL-1.2 */
#include "bus_client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "identity.h"
#include "log.h"

#define MILLISECOND INT64_C(1000000)
#define IN_FLIGHT 16     /* calls at a time */
#define TIMEOUT_MS 10000 /* of one attempt */
#define PATIENCE_MS 30000
#define FIRST_PAUSE_MS 50 /* doubled each time */
#define LOOK_MS 200       /* how long until it is seen that the process stops */
#define MAX_POSITIONS 16

/* A call until it is answered, or until it is given up. */
struct exchange {
    enum { EXCHANGE_IDLE, EXCHANGE_SENT, EXCHANGE_WAITING } state;
    struct client_call *call;
    uint64_t number;        /* of its last attempt; a later answer to an earlier one is dropped */
    int64_t due_ns, end_ns; /* when it is sent again; until when */
    int64_t pause_ms;       /* before the next attempt */
};

struct bus_client {
    struct bus *bus;
    struct mailbox *box;
    struct bus_subscription *answers;
    const atomic_bool *stopping;
    const struct common_principal *who;
    char *prefix; /* of reply subjects; ends in a dot */
    uint64_t last_number;
    struct exchange exchanges[IN_FLIGHT];
    struct common_position positions[MAX_POSITIONS]; /* what was seen */
    char streams[MAX_POSITIONS][33];
    size_t position_count;
    struct buffer message;
};

struct bus_client *bus_client_open(struct bus *bus, const char *name, const atomic_bool *stopping)
{
    struct bus_client *client = calloc(1, sizeof(*client));
    char *subject = NULL;
    if (!client || asprintf(&client->prefix, "%s.%s.", bus_inbox(bus), name) < 0 ||
        asprintf(&subject, "%s*", client->prefix) < 0)
        abort();
    client->bus = bus;
    client->stopping = stopping;
    client->box = mailbox_new(NULL, NULL);
    if (bus_subscribe(bus, subject, NULL, client->box, 0, &client->answers))
        abort(); /* no such subject: the name is no token */
    free(subject);
    return client;
}

void bus_client_close(struct bus_client *client)
{
    bus_unsubscribe(client->answers);
    mailbox_free(client->box);
    buffer_free(&client->message);
    free(client->prefix);
    free(client);
}

void bus_client_act_as(struct bus_client *client, const struct common_principal *who)
{
    client->who = who;
}

/* Remembers what an answer rests on. */
static void see(struct bus_client *client, const struct common_position_list *seen)
{
    for (size_t i = 0; i < seen->count; i++) {
        size_t at = 0;
        while (at < client->position_count && strcmp(client->streams[at], seen->items[i].stream) != 0)
            at++;
        if (at == MAX_POSITIONS)
            continue;
        struct common_position *position = &client->positions[at];
        if (at == client->position_count) {
            client->position_count++;
            snprintf(client->streams[at], sizeof(client->streams[at]), "%s", seen->items[i].stream);
            *position = (struct common_position){.stream = client->streams[at]};
        }
        if (seen->items[i].sequence > position->sequence)
            position->sequence = seen->items[i].sequence;
    }
}

static void end(struct exchange *exchange, int rc)
{
    exchange->call->rc = rc;
    exchange->state = EXCHANGE_IDLE;
}

/* It was not answered, or not for good: true when it is given up with this error. */
static bool gave_up(struct exchange *exchange, int error)
{
    exchange->due_ns = time_monotonic_ns() + exchange->pause_ms * MILLISECOND;
    exchange->pause_ms *= 2;
    exchange->state = EXCHANGE_WAITING;
    if (exchange->due_ns < exchange->end_ns)
        return false;
    log_warning("a service does not answer", LOG_TEXT("procedure", exchange->call->procedure->name), LOG_ERROR(error));
    end(exchange, error);
    return true;
}

/* True when it is given up. */
static bool attempt(struct bus_client *client, struct exchange *exchange)
{
    const struct procedure *procedure = exchange->call->procedure;
    const struct common_call envelope = {
        .principal = *client->who,
        .after = {.items = client->positions, .count = client->position_count},
        .has_timeout_ms = true,
        .timeout_ms = TIMEOUT_MS,
    };
    char subject[128], reply[256];
    exchange->number = ++client->last_number;
    snprintf(subject, sizeof(subject), "samspil.%s.%s", procedure->service, procedure->name);
    snprintf(reply, sizeof(reply), "%s%llu", client->prefix, (unsigned long long) exchange->number);
    buffer_clear(&client->message);
    message_encode(&common_call_type, &envelope, &client->message);
    message_encode(procedure->input, exchange->call->in, &client->message);
    int rc = bus_publish(client->bus, subject, reply, (struct bytes){client->message.data, client->message.size});
    if (rc)
        return gave_up(exchange, rc);
    exchange->state = EXCHANGE_SENT;
    exchange->due_ns = time_monotonic_ns() + TIMEOUT_MS * MILLISECOND;
    return false;
}

static bool begin(struct bus_client *client, struct exchange *exchange, struct client_call *call)
{
    exchange->call = call;
    exchange->pause_ms = FIRST_PAUSE_MS;
    exchange->end_ns = time_monotonic_ns() + PATIENCE_MS * MILLISECOND;
    return attempt(client, exchange);
}

static bool is_worth_repeating(enum problem problem)
{
    return problem_table[problem].status >= 503;
}

/* What an answer says: 0, a problem, or negative. */
static int read_answer(struct bus_client *client, struct client_call *call, struct bytes bytes, struct arena *arena)
{
    struct common_reply reply;
    struct message_error error;
    size_t used;
    if (message_decode(&common_reply_type, bytes, MESSAGE_TOLERANT, arena, &reply, &used, &error))
        return -EPROTO;
    see(client, &reply.positions);
    if (reply.problem) {
        enum problem problem = client_problem(reply.problem->code);
        call->field = reply.problem->field;
        return problem ? (int) problem : -EPROTO;
    }
    const struct bytes result = {bytes.data + used, bytes.size - used};
    return message_decode(call->procedure->output, result, MESSAGE_TOLERANT, arena, call->out, NULL, &error) ? -EPROTO
                                                                                                             : 0;
}

/* The exchange whose last attempt this answers, or NULL. */
static struct exchange *answered_by(struct bus_client *client, const struct bus_message *message)
{
    uint64_t number = strtoull(message->subject + strlen(client->prefix), NULL, 10);
    for (size_t i = 0; i < IN_FLIGHT; i++)
        if (client->exchanges[i].state == EXCHANGE_SENT && client->exchanges[i].number == number)
            return &client->exchanges[i];
    return NULL;
}

/* True when the exchange has come to its end. */
static bool take(struct bus_client *client, struct exchange *exchange, const struct bus_message *message,
                 struct arena *arena)
{
    if (message->status) /* nobody listens there */
        return gave_up(exchange, -EHOSTUNREACH);
    const struct bytes kept = {(const uint8_t *) arena_copy(arena, message->data.data, message->data.size),
                               message->data.size}; /* the output points into it */
    int rc = read_answer(client, exchange->call, kept, arena);
    if (rc > 0 && is_worth_repeating((enum problem) rc))
        return gave_up(exchange, -EAGAIN);
    if (rc < 0)
        log_error("an answer is not as its contract says", LOG_TEXT("procedure", exchange->call->procedure->name));
    end(exchange, rc);
    return true;
}

struct run {
    const struct client_batch *batch;
    size_t next; /* the first that was not begun */
    size_t underway;
};

static void ended(struct run *run, const struct exchange *exchange)
{
    const struct client_batch *batch = run->batch;
    run->underway--;
    bool goes_on = !batch->answered || batch->answered(batch->closure, exchange->call);
    if (!goes_on || exchange->call->rc < 0)
        run->next = batch->count;
}

/* Begins what can be begun and sends again what is due; returns until when nothing more is. */
static int64_t fill(struct bus_client *client, struct run *run)
{
    int64_t now_ns = time_monotonic_ns(), due_ns = now_ns + LOOK_MS * MILLISECOND;
    for (size_t i = 0; i < IN_FLIGHT; i++) {
        struct exchange *exchange = &client->exchanges[i];
        bool is_over = false;
        if (exchange->state == EXCHANGE_IDLE && run->next < run->batch->count) {
            run->underway++;
            is_over = begin(client, exchange, &run->batch->calls[run->next++]);
        } else if (exchange->state == EXCHANGE_SENT && exchange->due_ns <= now_ns) {
            is_over = gave_up(exchange, -ETIMEDOUT);
        } else if (exchange->state == EXCHANGE_WAITING && exchange->due_ns <= now_ns) {
            is_over = attempt(client, exchange);
        }
        if (is_over)
            ended(run, exchange);
        else if (exchange->state != EXCHANGE_IDLE && exchange->due_ns < due_ns)
            due_ns = exchange->due_ns;
    }
    return due_ns;
}

/* The process stops: what is under way stays without an answer. */
static void give_up_all(struct bus_client *client)
{
    for (size_t i = 0; i < IN_FLIGHT; i++)
        if (client->exchanges[i].state != EXCHANGE_IDLE)
            end(&client->exchanges[i], -ENOTCONN);
}

static void run_batch(void *closure, const struct client_batch *batch)
{
    struct bus_client *client = closure;
    struct run run = {.batch = batch};
    for (size_t i = 0; i < batch->count; i++) {
        batch->calls[i].rc = -ECANCELED;
        batch->calls[i].field = NULL;
    }
    while (run.next < batch->count || run.underway > 0) {
        int64_t due_ns = fill(client, &run);
        if (atomic_load(client->stopping)) {
            give_up_all(client);
            return;
        }
        int64_t wait_ms = (due_ns - time_monotonic_ns()) / MILLISECOND + 1;
        struct bus_message *messages = run.underway > 0 ? mailbox_take(client->box, wait_ms > 0 ? wait_ms : 0) : NULL;
        for (struct bus_message *next; messages; messages = next) {
            struct exchange *exchange = answered_by(client, messages);
            if (exchange && take(client, exchange, messages, batch->arena))
                ended(&run, exchange);
            next = messages->next;
            bus_release(messages);
        }
    }
}

struct client bus_client(struct bus_client *client)
{
    return (struct client){run_batch, client};
}
