/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Each publish carries a reply subject that ends in its number; numbers go on over all waits, so an acknowledgement
 * that comes after its wait has given up is recognised by its number and means nothing to a later one.
 */
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

struct publish {
    uint64_t expected;
    bool answered;
    int result;
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
    size_t unsent; /* the last of them */
    uint64_t last; /* highest sequence acknowledged */
};

int recorder_new(struct bus *bus, struct recorder **recorder_out)
{
    static atomic_uint recorders;
    struct recorder *recorder = calloc(1, sizeof(*recorder));
    char *subject;
    if (!recorder || asprintf(&subject, "%s.rec%u.*", bus_inbox(bus), ++recorders) < 0)
        abort();
    recorder->bus = bus;
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
    free(recorder->publishes);
    free(recorder->reply);
    free(recorder);
}

static void send_posted(struct recorder *recorder)
{
    if (recorder->unsent > 0)
        bus_flush(recorder->bus);
    recorder->unsent = 0;
}

int recorder_add(struct recorder *recorder, const char *subject, const char *message_id, uint64_t expected,
                 struct bytes data)
{
    if (recorder->count == recorder->capacity) {
        recorder->capacity = recorder->capacity ? 2 * recorder->capacity : 256;
        recorder->publishes = reallocarray(recorder->publishes, recorder->capacity, sizeof(*recorder->publishes));
        if (!recorder->publishes)
            abort();
    }
    if (recorder->count == 0)
        recorder->reconnects = bus_reconnects(recorder->bus);

    snprintf(recorder->reply + recorder->inbox_length, NUMBER_SIZE, "%" PRIu64, recorder->first + recorder->count);
    int rc = bus_post_recorded(recorder->bus, subject, recorder->reply, message_id, expected, data);
    if (rc)
        return rc;
    recorder->publishes[recorder->count++] = (struct publish){.expected = expected};
    recorder->unanswered++;
    if (++recorder->unsent == TOGETHER)
        send_posted(recorder);
    return 0;
}

static int refusal(json_t *error)
{
    json_int_t code = json_integer_value(json_object_get(error, "err_code"));
    switch (code) {
    case JSStreamWrongLastSequenceErr:
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

size_t recorder_unanswered(struct recorder *recorder)
{
    send_posted(recorder);
    receive_all(recorder, mailbox_take(recorder->box, 0));
    return recorder->unanswered;
}

int recorder_wait(struct recorder *recorder, int64_t timeout_ms, size_t *acknowledged)
{
    int64_t deadline = time_monotonic_ns() + timeout_ms * 1000000;
    int rc = 0;
    send_posted(recorder);
    while (recorder->unanswered && !rc) {
        struct bus_message *answers = mailbox_take_many(recorder->box, recorder->unanswered, LOOK_MS);
        receive_all(recorder, answers);
        if (!answers && answers_lost(recorder))
            rc = -ENOTCONN;
        else if (recorder->unanswered && time_monotonic_ns() >= deadline)
            rc = -ETIMEDOUT;
    }

    size_t stored = 0;
    while (stored < recorder->count && recorder->publishes[stored].answered && !recorder->publishes[stored].result)
        stored++;
    /* The first refusal is the reason for those after it; it also says more than that some answer is missing. */
    if (stored < recorder->count && recorder->publishes[stored].answered)
        rc = recorder->publishes[stored].result;

    recorder->first += recorder->count;
    recorder->count = 0;
    recorder->unanswered = 0;
    *acknowledged = stored;
    return rc;
}

uint64_t recorder_last(const struct recorder *recorder)
{
    return recorder->last;
}
