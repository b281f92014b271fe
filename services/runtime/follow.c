/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Each start makes a new consumer with a name and a deliver subject of its own, both ending in the number of the
 * incarnation. Everything that arrives says which incarnation it is of: an event by the consumer's name in its reply
 * subject ($JS.ACK…), the answer to the creation and control messages by their subject. What is of an older one is
 * dropped, so the owner's mailbox may hold any mixture.
 *
 * What must hold: the consumer's own sequence is contiguous. The stream's is not, where a filter is given. The consumer
 * may send events at or below the position (its stream lost its tail and is completed by its writer): they are known.
 */
#include <jansson.h>
#include <nats/nats.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "identity.h"
#include "log.h"

#include "follow.h"

#define MILLISECOND INT64_C(1000000)
#define SECOND (1000 * MILLISECOND)

#define HEARTBEAT_NS SECOND
#define SILENCE_NS (2500 * MILLISECOND) /* two heartbeats are missing */
#define RETRY_NS SECOND                 /* the creation was not answered */
#define REFUSED_NS (100 * MILLISECOND)  /* it was refused: the stream may be made at any moment */
#define AWAY_NS SECOND                  /* an owner that did not tick for so long knows nothing of silence */
#define INACTIVE_NS (10 * SECOND)       /* then the server forgets a consumer that nobody listens to */

struct follower {
    struct bus *bus;
    char *stream, *filter;
    struct mailbox *box;
    int tag;
    char *inbox; /* ends in a dot */
    size_t inbox_length;
    struct bus_subscription *answers;    /* <inbox>made.<incarnation> */
    struct bus_subscription *deliveries; /* <inbox><incarnation>: the server starts to deliver for a subscription to
                                          * exactly this subject only, a wildcard does not count */

    uint64_t position;
    uint64_t incarnation;
    char consumer[80];
    uint64_t delivered; /* sequence of the consumer */
    uint64_t target;    /* its sequence at which everything was sent that was there when it was made */
    bool made, refused, caught_up;
    int64_t heard_ns, ticked_ns;
    uint64_t reconnects; /* of the bus, when it was made */
    int64_t refusal;     /* err_code last logged, 0 for none */
};

/* What $JS.ACK.<stream>.<consumer>.<deliveries>.<stream sequence>.<consumer sequence>.<time>.<pending> says; newer
 * servers have <domain>.<account> before the stream and may have more at the end. */
struct delivery {
    const char *consumer;
    size_t consumer_length;
    uint64_t stream_sequence, consumer_sequence, pending;
};

static bool parse_delivery(const char *reply, struct delivery *delivery)
{
    enum { MOST_TOKENS = 12 };
    const char *tokens[MOST_TOKENS];
    size_t count = 0;
    if (!reply || strncmp(reply, "$JS.ACK.", 8) != 0)
        return false;
    for (const char *at = reply; at && count < MOST_TOKENS; at = strchr(at, '.')) {
        at += count > 0;
        tokens[count++] = at;
    }
    if (count < 9 || count == 10)
        return false;
    const char *const *from = tokens + (count == 9 ? 2 : 4);
    delivery->consumer = from[1];
    delivery->consumer_length = (size_t) (from[2] - from[1]) - 1;
    delivery->stream_sequence = strtoull(from[3], NULL, 10);
    delivery->consumer_sequence = strtoull(from[4], NULL, 10);
    delivery->pending = strtoull(from[6], NULL, 10);
    return true;
}

static void delete_consumer(struct follower *follower)
{
    char *subject;
    if (asprintf(&subject, "$JS.API.CONSUMER.DELETE.%s.%s", follower->stream, follower->consumer) < 0)
        abort();
    bus_publish(follower->bus, subject, NULL, (struct bytes){0}); /* else INACTIVE_NS does it */
    free(subject);
}

static char *creation(const struct follower *follower, const char *deliver_subject)
{
    /* clang-format off */
    json_t *request = json_pack("{s:s, s:{s:s, s:s, s:s, s:I, s:s, s:s, s:b, s:I, s:I, s:b, s:i, s:s*}}",
                                "stream_name", follower->stream,
                                "config",
                                "name", follower->consumer,
                                "deliver_subject", deliver_subject,
                                "deliver_policy", "by_start_sequence",
                                "opt_start_seq", (json_int_t) follower->position + 1,
                                "ack_policy", "none",
                                "replay_policy", "instant",
                                "flow_control", true,
                                "idle_heartbeat", (json_int_t) HEARTBEAT_NS,
                                "inactive_threshold", (json_int_t) INACTIVE_NS,
                                "mem_storage", true,
                                "num_replicas", 1,
                                "filter_subject", follower->filter);
    /* clang-format on */
    char *text = json_dumps(request, JSON_COMPACT);
    json_decref(request);
    if (!text)
        abort();
    return text;
}

static void subscribe(struct follower *follower, const char *subject, struct bus_subscription **subscription)
{
    if (*subscription)
        bus_unsubscribe(*subscription);
    if (bus_subscribe(follower->bus, subject, NULL, follower->box, follower->tag, subscription))
        abort(); /* the subject is no subject: the stream's name is not one */
}

static void start(struct follower *follower)
{
    if (follower->made)
        delete_consumer(follower);
    follower->incarnation++;
    follower->made = false;
    follower->refused = false;
    follower->caught_up = false;
    follower->delivered = 0;
    follower->target = UINT64_MAX;
    follower->heard_ns = time_monotonic_ns();
    follower->reconnects = bus_reconnects(follower->bus);
    const char *connection = strrchr(bus_inbox(follower->bus), '.') + 1;
    const char *number = follower->inbox + strlen(bus_inbox(follower->bus)) + 1;
    snprintf(follower->consumer, sizeof(follower->consumer), "%s_%.*s_%" PRIu64, connection, (int) strcspn(number, "."),
             number, follower->incarnation);

    char *deliver_subject, *reply, *create;
    if (asprintf(&deliver_subject, "%s%" PRIu64, follower->inbox, follower->incarnation) < 0 ||
        asprintf(&reply, "%smade.%" PRIu64, follower->inbox, follower->incarnation) < 0 ||
        asprintf(&create, "$JS.API.CONSUMER.CREATE.%s.%s%s%s", follower->stream, follower->consumer,
                 follower->filter ? "." : "", follower->filter ? follower->filter : "") < 0)
        abort();
    subscribe(follower, deliver_subject, &follower->deliveries);
    char *body = creation(follower, deliver_subject);
    /* If this fails, the next tick after RETRY_NS or the reconnection does it again. */
    bus_publish(follower->bus, create, reply, (struct bytes){(const uint8_t *) body, strlen(body)});
    free(body);
    free(create);
    free(reply);
    free(deliver_subject);
}

struct follower *follower_new(struct bus *bus, const char *stream, const char *filter, uint64_t position,
                              struct mailbox *box, int tag)
{
    static atomic_uint followers;
    struct follower *follower = calloc(1, sizeof(*follower));
    char *answers;
    if (!follower || asprintf(&follower->inbox, "%s.follow%u.", bus_inbox(bus), ++followers) < 0 ||
        asprintf(&answers, "%smade.*", follower->inbox) < 0)
        abort();
    follower->inbox_length = strlen(follower->inbox);
    follower->bus = bus;
    follower->box = box;
    follower->tag = tag;
    follower->stream = strdup(stream);
    follower->filter = filter ? strdup(filter) : NULL;
    follower->position = position;
    follower->ticked_ns = time_monotonic_ns();
    subscribe(follower, answers, &follower->answers);
    free(answers);
    start(follower);
    return follower;
}

void follower_free(struct follower *follower)
{
    if (!follower)
        return;
    delete_consumer(follower);
    bus_unsubscribe(follower->deliveries);
    bus_unsubscribe(follower->answers);
    free(follower->stream);
    free(follower->filter);
    free(follower->inbox);
    free(follower);
}

/* The answer to the creation. */
static void receive_answer(struct follower *follower, const struct bus_message *message)
{
    json_t *answer = json_loadb((const char *) message->data.data, message->data.size, 0, NULL);
    json_t *error = json_object_get(answer, "error");
    int64_t refusal = message->status; /* 503: no JetStream, for now */
    if (error)
        refusal = json_integer_value(json_object_get(error, "err_code"));

    if (refusal) {
        if (refusal != follower->refusal)
            log_warning("stream cannot be followed yet", LOG_TEXT("stream", follower->stream),
                        LOG_INTEGER("code", refusal));
    } else {
        if (follower->refusal)
            log_info("stream is followed again", LOG_TEXT("stream", follower->stream));
        json_t *sent = json_object_get(json_object_get(answer, "delivered"), "consumer_seq");
        json_t *pending = json_object_get(answer, "num_pending");
        follower->made = true;
        follower->target = (uint64_t) (json_integer_value(sent) + json_integer_value(pending));
        follower->caught_up |= follower->delivered >= follower->target;
    }
    follower->refused = refusal != 0;
    follower->refusal = refusal;
    json_decref(answer);
}

static void receive_control(struct follower *follower, const struct bus_message *message)
{
    if (message->reply)
        bus_publish(follower->bus, message->reply, NULL, (struct bytes){0});
    if (message->sequence > follower->delivered)
        start(follower); /* the heartbeat tells of more than came: its end was lost */
}

static bool receive_event(struct follower *follower, const struct delivery *delivery, uint64_t *sequence)
{
    if (delivery->consumer_sequence != follower->delivered + 1) {
        start(follower);
        return false;
    }
    follower->made = true;
    follower->delivered++;
    follower->caught_up |= delivery->pending == 0 || follower->delivered >= follower->target;
    if (delivery->stream_sequence <= follower->position)
        return false;
    follower->position = delivery->stream_sequence;
    *sequence = delivery->stream_sequence;
    return true;
}

bool follower_receive(struct follower *follower, const struct bus_message *message, uint64_t *sequence)
{
    if (strncmp(message->subject, follower->inbox, follower->inbox_length) == 0) {
        const char *incarnation = strrchr(message->subject, '.') + 1;
        if (strtoull(incarnation, NULL, 10) != follower->incarnation)
            return false;
        follower->heard_ns = time_monotonic_ns();
        if (incarnation == message->subject + follower->inbox_length)
            receive_control(follower, message);
        else
            receive_answer(follower, message);
        return false;
    }

    struct delivery delivery;
    if (!parse_delivery(message->reply, &delivery) || strlen(follower->consumer) != delivery.consumer_length ||
        memcmp(follower->consumer, delivery.consumer, delivery.consumer_length) != 0)
        return false;
    follower->heard_ns = time_monotonic_ns();
    return receive_event(follower, &delivery, sequence);
}

void follower_restart(struct follower *follower, uint64_t position)
{
    follower->position = position;
    start(follower);
}

void follower_tick(struct follower *follower, int64_t now_ns)
{
    if (now_ns - follower->ticked_ns > AWAY_NS)
        follower->heard_ns = now_ns;
    follower->ticked_ns = now_ns;
    int64_t patience_ns = follower->made ? SILENCE_NS : follower->refused ? REFUSED_NS : RETRY_NS;
    if (bus_reconnects(follower->bus) != follower->reconnects || now_ns - follower->heard_ns > patience_ns)
        start(follower);
}

uint64_t follower_position(const struct follower *follower)
{
    return follower->position;
}

bool follower_caught_up(const struct follower *follower)
{
    return follower->caught_up;
}
