/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Why a listener is not ready at once: an entry may have been stored and published again just before the subscription
 * reached the server, and not yet be in what read_feed answers from. So the server is asked, behind the subscription on
 * the same connection, for the last sequence of the stream, and the calls that follow ask for no older state.
 */
#include "feed.h"

#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common_contract.h"
#include "consents_contract.h"
#include "disclosures_contract.h"
#include "dispatcher.h"
#include "identity.h"
#include "log.h"
#include "metrics.h"
#include "service.h"
#include "table.h"

#define STATE_PREFIX ".feed."
#define READY_WITHIN_NS 2000000000

struct recipient {
    struct table_link link; /* by id */
    struct feed_listener *listeners;
    uint64_t asked; /* number of the question for the stream's state */
    int64_t asked_ns;
    bool ready;
};

struct encoded {
    struct encoded *next;
    uint64_t key;
    struct frame *(*make)(const struct feed_entry *entry, uint64_t key, void *closure);
    struct frame *frame;
};

struct feed {
    struct bus *bus;
    struct mailbox *box;
    struct dispatcher *dispatcher;
    struct bus_subscription *states;
    struct bus_subscription *live; /* NULL while nobody listens */
    int live_tag, state_tag;
    struct table recipients;
    uint64_t asked, seen_losses;
    const _Atomic uint64_t *losses;
    struct arena arena;
    struct buffer buffer;
};

static struct metric entries_total =
    METRIC_COUNTER("samspil_gateway_feed_entries_total", "Entries received live.", NULL);
static struct metric recipients_now =
    METRIC_GAUGE("samspil_gateway_feed_recipients", "Feeds somebody listens to.", NULL);

int feed_new(struct bus *bus, struct mailbox *box, int live_tag, int state_tag, struct dispatcher *dispatcher,
             const _Atomic uint64_t *losses, struct feed **made)
{
    struct feed *feed = calloc(1, sizeof(*feed));
    if (!feed)
        abort();
    *feed = (struct feed){.bus = bus,
                          .box = box,
                          .dispatcher = dispatcher,
                          .live_tag = live_tag,
                          .state_tag = state_tag,
                          .losses = losses,
                          .seen_losses = *losses};
    char subject[160];
    (void) snprintf(subject, sizeof(subject), "%s" STATE_PREFIX "*", bus_inbox(bus));
    int rc = bus_subscribe(bus, subject, NULL, box, state_tag, &feed->states);
    if (rc < 0) {
        free(feed);
        return rc;
    }
    metrics_register(&entries_total);
    metrics_register(&recipients_now);
    *made = feed;
    return 0;
}

void feed_free(struct feed *feed)
{
    bus_unsubscribe(feed->states);
    table_free(&feed->recipients);
    arena_free(&feed->arena);
    buffer_free(&feed->buffer);
    free(feed);
}

static void free_recipient(struct feed *feed, struct recipient *recipient)
{
    table_remove(&feed->recipients, &recipient->link);
    free(recipient);
    if (feed->recipients.count == 0) {
        bus_unsubscribe(feed->live);
        feed->live = NULL;
    }
    metric_set(metric_with(&recipients_now, NULL), (int64_t) feed->recipients.count);
}

/* Asks for the state of the stream, behind the subscription. 0 or -ENOTCONN. */
static int ask_state(struct feed *feed, struct recipient *recipient)
{
    char reply[160], subject[80];
    recipient->asked = ++feed->asked;
    recipient->asked_ns = time_monotonic_ns();
    (void) snprintf(reply, sizeof(reply), "%s" STATE_PREFIX "%" PRIu64, bus_inbox(feed->bus), recipient->asked);
    (void) snprintf(subject, sizeof(subject), "$JS.API.STREAM.INFO.%s", disclosures_contract.stream);
    return bus_publish(feed->bus, subject, reply, (struct bytes){0});
}

static struct recipient *new_recipient(struct feed *feed, const char *id)
{
    if (!feed->live && bus_subscribe(feed->bus, "samspil.live.>", NULL, feed->box, feed->live_tag, &feed->live) < 0)
        return NULL;
    struct recipient *recipient = TABLE_AT(&feed->recipients, id, struct recipient);
    metric_set(metric_with(&recipients_now, NULL), (int64_t) feed->recipients.count);
    if (ask_state(feed, recipient) < 0) {
        free_recipient(feed, recipient);
        return NULL;
    }
    return recipient;
}

void feed_listen(struct feed *feed, const char *recipient_id, struct feed_listener *listener)
{
    struct recipient *recipient = TABLE_FIND(&feed->recipients, recipient_id, struct recipient);
    if (!recipient)
        recipient = new_recipient(feed, recipient_id);
    if (!recipient) {
        listener->ready(listener, false);
        return;
    }
    listener->recipient = recipient;
    listener->next = recipient->listeners;
    listener->told = recipient->ready;
    recipient->listeners = listener;
    if (recipient->ready)
        listener->ready(listener, true);
}

void feed_unlisten(struct feed *feed, struct feed_listener *listener)
{
    struct recipient *recipient = listener->recipient;
    if (!recipient)
        return;
    struct feed_listener **place = &recipient->listeners;
    while (*place != listener)
        place = &(*place)->next;
    *place = listener->next;
    listener->recipient = NULL;
    if (!recipient->listeners)
        free_recipient(feed, recipient);
}

static void tell_ready(struct recipient *recipient)
{
    recipient->ready = true;
    for (struct feed_listener *listener = recipient->listeners, *next; listener; listener = next) {
        next = listener->next;
        bool was_told = listener->told;
        listener->told = true;
        if (!was_told)
            listener->ready(listener, true);
    }
}

static void give_up(struct feed *feed, struct recipient *recipient)
{
    for (struct feed_listener *listener = recipient->listeners, *next; listener; listener = next) {
        next = listener->next;
        listener->recipient = NULL;
        listener->ready(listener, false);
    }
    recipient->listeners = NULL;
    free_recipient(feed, recipient);
}

struct search {
    uint64_t asked;
    struct recipient *found;
};

static void match_question(struct table_link *link, void *closure)
{
    struct search *search = closure;
    struct recipient *recipient = TABLE_ENTRY(link, struct recipient);
    if (recipient->asked == search->asked)
        search->found = recipient;
}

/* A stream that is not there yet has nothing to miss. */
static void receive_state(struct feed *feed, const struct bus_message *message)
{
    struct search search = {.asked = strtoull(strrchr(message->subject, '.') + 1, NULL, 10)};
    table_each(&feed->recipients, match_question, &search);
    if (!search.found || search.found->ready)
        return;
    if (message->status != 0) {
        give_up(feed, search.found);
        return;
    }
    json_t *answer = json_loadb((const char *) message->data.data, message->data.size, 0, NULL);
    json_int_t last = json_integer_value(json_object_get(json_object_get(answer, "state"), "last_seq"));
    json_decref(answer);
    if (last > 0)
        dispatcher_note(feed->dispatcher, disclosures_contract.stream, (uint64_t) last);
    tell_ready(search.found);
}

/* The last thing an organisation is told of a citizen is that it will be told nothing more. */
static bool is_last_word(const char *type)
{
    return strcmp(type, consents_withdrawn_event.type) == 0 || strcmp(type, consents_expired_event.type) == 0;
}

static bool decode_announced(struct feed *feed, struct bytes body, struct disclosures_announced *announced)
{
    struct common_event head;
    struct message_error error;
    size_t used;
    if (message_decode(&common_event_type, body, MESSAGE_TOLERANT, &feed->arena, &head, &used, &error) == 0 &&
        message_decode(&disclosures_announced_type, (struct bytes){body.data + used, body.size - used},
                       MESSAGE_TOLERANT, &feed->arena, announced, NULL, &error) == 0)
        return true;
    log_error("entry of a feed cannot be read", LOG_TEXT("path", error.path), LOG_TEXT("reason", error.reason));
    return false;
}

static void free_encoded(struct feed_entry *entry)
{
    for (struct encoded *encoded = entry->encoded, *next; encoded; encoded = next) {
        next = encoded->next;
        frame_release(encoded->frame);
        free(encoded);
    }
}

static void lose(struct table_link *link, void *closure)
{
    (void) closure;
    struct recipient *recipient = TABLE_ENTRY(link, struct recipient);
    for (struct feed_listener *listener = recipient->listeners, *next; listener; listener = next) {
        next = listener->next;
        listener->lost(listener);
    }
}

/* Whoever is told of the next entry must first know that others may be missing before it. */
static void check_losses(struct feed *feed)
{
    uint64_t losses = *feed->losses;
    if (losses == feed->seen_losses)
        return;
    feed->seen_losses = losses;
    table_each(&feed->recipients, lose, NULL);
}

/* What one of those who are told hears. */
static void deliver(struct feed *feed, const struct disclosures_announced *announced,
                    const struct disclosures_addressee *to, uint64_t cursor)
{
    const char *id = to->recipient_id ? to->recipient_id : FEED_PUBLIC_ID;
    struct recipient *recipient = TABLE_FIND(&feed->recipients, id, struct recipient);
    if (!recipient || (uint64_t) to->content >= announced->contents.count)
        return;
    struct common_cloud_event event = announced->contents.items[to->content].entry;
    if (!strchr(event.type, '.'))
        return;
    /* Whoever hears of it and asks then is answered by no state that is older: not in the feed, nor where it happened. */
    dispatcher_note(feed->dispatcher, disclosures_contract.stream, cursor);
    dispatcher_note(feed->dispatcher, announced->stream, (uint64_t) announced->sequence);
    event.cursor = arena_print(&feed->arena, "%" PRIu64, cursor);
    buffer_clear(&feed->buffer);
    message_encode(&common_cloud_event_type, &event, &feed->buffer);
    struct feed_entry entry = {
        .cursor = cursor,
        .recipient_id = id,
        .name = strchr(event.type, '.') + 1,
        .type = event.type,
        .ground = {.by_consent = to->basis == COMMON_BASIS_CONSENT && !is_last_word(event.type),
                   .consents = (uint64_t) announced->consents},
        .event = {feed->buffer.data, feed->buffer.size},
    };
    if (announced->citizen_id)
        (void) snprintf(entry.ground.citizen_id, sizeof(entry.ground.citizen_id), "%s", announced->citizen_id);

    metric_add(metric_with(&entries_total, NULL), 1);
    for (struct feed_listener *listener = recipient->listeners, *next; listener; listener = next) {
        next = listener->next;
        listener->receive(listener, &entry);
    }
    free_encoded(&entry);
}

static void receive_live(struct feed *feed, const struct bus_message *message)
{
    struct disclosures_announced announced;
    check_losses(feed);
    arena_reset(&feed->arena);
    if (!decode_announced(feed, message->data, &announced))
        return;
    for (size_t i = 0; i < announced.addressees.count; i++)
        deliver(feed, &announced, &announced.addressees.items[i], message->sequence);
}

void feed_receive(struct feed *feed, const struct bus_message *message)
{
    if (message->tag == feed->state_tag)
        receive_state(feed, message);
    else
        receive_live(feed, message);
}

bool feed_entry_is_for(const struct feed_entry *entry, uint32_t roles)
{
    return entry->ground.citizen_id[0] == '\0' || (roles & WITH_CITIZENS) != 0;
}

struct frame *feed_entry_frame(struct feed_entry *entry, uint64_t key,
                               struct frame *(*make)(const struct feed_entry *entry, uint64_t key, void *closure),
                               void *closure)
{
    for (struct encoded *encoded = entry->encoded; encoded; encoded = encoded->next) {
        if (encoded->key == key && encoded->make == make)
            return encoded->frame;
    }
    struct encoded *encoded = malloc(sizeof(*encoded));
    if (!encoded)
        abort();
    *encoded = (struct encoded){entry->encoded, key, make, make(entry, key, closure)};
    entry->encoded = encoded;
    return encoded->frame;
}

struct overdue {
    struct feed *feed;
    int64_t now_ns;
};

static void give_up_overdue(struct table_link *link, void *closure)
{
    struct overdue *overdue = closure;
    struct recipient *recipient = TABLE_ENTRY(link, struct recipient);
    if (!recipient->ready && overdue->now_ns - recipient->asked_ns > READY_WITHIN_NS)
        give_up(overdue->feed, recipient);
}

void feed_tick(struct feed *feed, int64_t now_ns)
{
    check_losses(feed);
    table_each(&feed->recipients, give_up_overdue, &(struct overdue){feed, now_ns});
}
