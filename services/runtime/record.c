/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is added last is held back until it is known whether it ends a chain; what ends one carries a reply subject that
 * ends in its number. Numbers go on over all waits, so an acknowledgement that comes after its wait has given up is
 * recognised by its number and means nothing to a later one.
 */
#include <assert.h>
#include <jansson.h>
#include <nats/nats.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "identity.h"
#include "log.h"

#include "record.h"

/* LOOK_MS: how often a wait looks whether the connection is still the one the answers come through. TOGETHER: so many are
 * sent at once, so that the server need not wait for the last to begin with the first. */
enum { LOOK_MS = 50, NUMBER_SIZE = 21, TOGETHER = 16 };

/* The end of a chain. */
struct publish {
    uint64_t expected;
    bool answered;
    int result;
};

/* A copy of what was added, in one piece of memory. */
struct held {
    char *memory;
    size_t capacity;
    struct bus_record record;
};

struct recorder {
    struct bus *bus;
    struct mailbox *box;
    struct bus_subscription *subscription;
    char *reply; /* the inbox, and room for the number of a publish */
    size_t inbox_length;
    uint64_t first;      /* number of publishes[0] */
    uint64_t reconnects; /* of the bus, at the first of them */
    struct publish *publishes;
    size_t count, capacity, unanswered;
    struct held held;            /* what was added last */
    uint64_t next;               /* expected sequence that goes on with the chain, UINT64_MAX without one */
    char before[RECORD_ID_SIZE]; /* id of the last event of the chain */
    size_t unsent;               /* the last of them */
    int failed;                  /* what could not be sent since the last wait */
    uint64_t last;               /* highest sequence acknowledged */
};

int recorder_new(struct bus *bus, struct recorder **recorder_out)
{
    static atomic_uint recorders;
    struct recorder *recorder = calloc(1, sizeof(*recorder));
    char *subject;
    if (!recorder || asprintf(&subject, "%s.rec%u.*", bus_inbox(bus), ++recorders) < 0)
        abort();
    recorder->bus = bus;
    recorder->next = UINT64_MAX;
    recorder->inbox_length = strlen(subject) - 1;
    recorder->reply = malloc(recorder->inbox_length + NUMBER_SIZE);
    if (!recorder->reply)
        abort();
    memcpy(recorder->reply, subject, recorder->inbox_length);
    recorder->box = mailbox_new(NULL, NULL);
    int rc = bus_subscribe(bus, subject, NULL, recorder->box, 0, &recorder->subscription);
    free(subject);
    if (rc)
        recorder_free(recorder);
    else
        *recorder_out = recorder;
    return rc;
}

void recorder_free(struct recorder *recorder)
{
    if (!recorder)
        return;
    if (recorder->subscription)
        bus_unsubscribe(recorder->subscription);
    mailbox_free(recorder->box);
    free(recorder->held.memory);
    free(recorder->publishes);
    free(recorder->reply);
    free(recorder);
}

static const char *await(struct recorder *recorder, uint64_t expected)
{
    if (recorder->count == recorder->capacity) {
        recorder->capacity = recorder->capacity ? 2 * recorder->capacity : 64;
        recorder->publishes = reallocarray(recorder->publishes, recorder->capacity, sizeof(*recorder->publishes));
        if (!recorder->publishes)
            abort();
    }
    snprintf(recorder->reply + recorder->inbox_length, NUMBER_SIZE, "%" PRIu64, recorder->first + recorder->count);
    recorder->publishes[recorder->count++] = (struct publish){.expected = expected};
    recorder->unanswered++;
    return recorder->reply;
}

/* What was added last is sent when it is known what comes behind it. */
static void post_held(struct recorder *recorder, bool ends_chain)
{
    struct bus_record *record = &recorder->held.record;
    if (ends_chain)
        record->reply = await(recorder, record->expected);
    int rc = bus_post_recorded(recorder->bus, record);
    if (rc && !recorder->failed)
        recorder->failed = rc;
}

static void send_all(struct recorder *recorder)
{
    if (recorder->unsent == 0)
        return;
    post_held(recorder, true);
    bus_flush(recorder->bus);
    recorder->unsent = 0;
}

static void *append(char **at, const void *data, size_t size)
{
    void *copy = size > 0 ? memcpy(*at, data, size) : *at;
    *at += size;
    return copy;
}

static void hold(struct held *held, const struct bus_record *record)
{
    size_t subject_size = strlen(record->subject) + 1, id_size = strlen(record->message_id) + 1;
    size_t size = subject_size + id_size + RECORD_ID_SIZE + record->data.size;
    if (size > held->capacity) {
        free(held->memory);
        held->capacity = 2 * size;
        held->memory = malloc(held->capacity);
        if (!held->memory)
            abort();
    }
    char *at = held->memory;
    held->record = *record;
    held->record.subject = append(&at, record->subject, subject_size);
    held->record.message_id = append(&at, record->message_id, id_size);
    if (record->expected_id)
        held->record.expected_id = append(&at, record->expected_id, RECORD_ID_SIZE);
    held->record.data.data = append(&at, record->data.data, record->data.size);
}

void recorder_add(struct recorder *recorder, const char *subject, const char *message_id, uint64_t expected,
                  struct bytes data)
{
    struct bus_record record = {.subject = subject, .message_id = message_id, .expected = expected, .data = data};
    bool fenced = expected != UINT64_MAX, continues = fenced && expected == recorder->next;
    if (recorder->count == 0 && recorder->unsent == 0)
        recorder->reconnects = bus_reconnects(recorder->bus);
    if (recorder->unsent > 0)
        post_held(recorder, !continues || recorder->held.record.expected == UINT64_MAX);
    if (continues)
        record.expected_id = recorder->before;
    hold(&recorder->held, &record);
    if (fenced) {
        size_t size = strlen(message_id) + 1;
        assert(size <= RECORD_ID_SIZE);
        memcpy(recorder->before, message_id, size);
        recorder->next = expected + 1;
    }
    if (++recorder->unsent == TOGETHER)
        send_all(recorder);
}

static int refusal(json_t *error)
{
    json_int_t code = json_integer_value(json_object_get(error, "err_code"));
    switch (code) {
    case JSStreamWrongLastSequenceErr:
    case JSStreamWrongLastMsgIDErr:
        return -ESTALE;
    case JSInsufficientResourcesErr:
    case JSMemoryResourcesExceededErr:
    case JSStorageResourcesExceededErr:
    case JSStreamStoreFailedErr:
        return -ENOSPC;
    case JSClusterNotAvailErr: /* it is electing a leader */
        return -ENOTCONN;
    default:
        log_error("stream refuses an event", LOG_INTEGER("err_code", code),
                  LOG_TEXT("reason", json_string_value(json_object_get(error, "description"))));
        return -EPROTO;
    }
}

static int result_of(struct recorder *recorder, const struct publish *publish, const struct bus_message *answer)
{
    if (answer->status)
        return -ENOTCONN; /* 503: no stream takes this subject, for now */
    json_t *ack = json_loadb((const char *) answer->data.data, answer->data.size, 0, NULL);
    json_t *error = json_object_get(ack, "error");
    json_t *sequence = json_object_get(ack, "seq");
    int rc = 0;
    if (error)
        rc = refusal(error);
    else if (!json_is_integer(sequence))
        rc = -EPROTO;
    else if (publish->expected != UINT64_MAX && (uint64_t) json_integer_value(sequence) != publish->expected + 1)
        rc = -ESTALE; /* a duplicate that stands elsewhere than where it was to go */
    else if ((uint64_t) json_integer_value(sequence) > recorder->last)
        recorder->last = (uint64_t) json_integer_value(sequence);
    json_decref(ack);
    return rc;
}

static void receive(struct recorder *recorder, const struct bus_message *answer)
{
    uint64_t number = strtoull(answer->subject + recorder->inbox_length, NULL, 10);
    if (number < recorder->first || number - recorder->first >= recorder->count)
        return;
    struct publish *publish = &recorder->publishes[number - recorder->first];
    if (publish->answered)
        return;
    publish->result = result_of(recorder, publish, answer);
    publish->answered = true;
    recorder->unanswered--;
}

static void receive_all(struct recorder *recorder, struct bus_message *answers)
{
    for (struct bus_message *next; answers; answers = next) {
        next = answers->next;
        receive(recorder, answers);
        bus_release(answers);
    }
}

/* The answers to what was sent through an earlier connection never come. */
static bool answers_lost(const struct recorder *recorder)
{
    return !bus_connected(recorder->bus) || bus_reconnects(recorder->bus) != recorder->reconnects;
}

bool recorder_is_waiting(struct recorder *recorder)
{
    send_all(recorder);
    receive_all(recorder, mailbox_take(recorder->box, 0));
    return recorder->unanswered > 0;
}

int recorder_wait(struct recorder *recorder, int64_t timeout_ms)
{
    int64_t deadline = time_monotonic_ns() + timeout_ms * 1000000;
    send_all(recorder);
    int rc = recorder->failed;
    while (recorder->unanswered && !rc) {
        struct bus_message *answers = mailbox_take_many(recorder->box, recorder->unanswered, LOOK_MS);
        receive_all(recorder, answers);
        if (!answers && answers_lost(recorder))
            rc = -ENOTCONN;
        else if (recorder->unanswered && time_monotonic_ns() >= deadline)
            rc = -ETIMEDOUT;
    }
    /* The first refusal is the reason for those after it; it also says more than that some answer is missing. */
    for (size_t i = 0; i < recorder->count && recorder->publishes[i].answered; i++)
        if (recorder->publishes[i].result) {
            rc = recorder->publishes[i].result;
            break;
        }
    recorder->first += recorder->count;
    recorder->count = recorder->unanswered = 0;
    recorder->next = UINT64_MAX;
    recorder->failed = 0;
    return rc;
}

uint64_t recorder_last(const struct recorder *recorder)
{
    return recorder->last;
}
