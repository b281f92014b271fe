/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Ended consents stand in one table under two keys: "<organisation> <citizen>" for what is about one citizen, and
 * "<organisation>" (the latest of all) for answers that may be about any. They are forgotten after a while; `floor` is
 * the position below which something may have been forgotten.
 */
#include "enforcement.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "consent.h"
#include "consents_contract.h"
#include "follow.h"
#include "identity.h"
#include "log.h"
#include "metrics.h"
#include "table.h"

#define REMEMBER_MS 600000
#define CUT_AFTER_MS 500
#define LEASE_PREFIX ".lease."

struct ended {
    struct table_link link;
    uint64_t sequence;
    int64_t noted_ms;
};

/* The end of a consent whose last bytes may still be on their way out. */
struct draining {
    struct draining *next;
    uint64_t sequence;
    int64_t since_ms;
    char organisation_id[37];
};

struct enforcement {
    struct bus *bus;
    struct follower *follower;
    struct bus_subscription *lease_answers;
    struct enforcement_sockets sockets;
    struct table ended;
    uint64_t floor;
    struct draining *draining, **draining_end;
    int consents_tag, lease_tag;
    /* The lease; times are CLOCK_BOOTTIME, which goes on while the process is stopped. */
    int64_t lease_until_ms, report_sent_ms, next_report_ms, next_sweep_ms;
    uint64_t report_number;
    char instance[37];
    struct arena arena;
    struct buffer buffer;
};

static struct metric ended_total =
    METRIC_COUNTER("samspil_gateway_consents_ended_total", "Ends of consents seen.", NULL);
static struct metric cut_total = METRIC_COUNTER("samspil_gateway_consent_cuts_total",
                                                "Times connections were cut so that the end of a consent holds.", NULL);
static struct metric lease_valid =
    METRIC_GAUGE("samspil_gateway_consent_lease", "1 while consents can be vouched for.", NULL);

int enforcement_new(struct bus *bus, struct mailbox *box, int consents_tag, int lease_tag,
                    const struct enforcement_sockets *sockets, struct enforcement **made)
{
    uint64_t first, last = 0;
    int rc = stream_state(bus, consents_contract.stream, &first, &last);
    if (rc < 0 && rc != -ENOENT)
        return rc;
    struct enforcement *enforcement = calloc(1, sizeof(*enforcement));
    if (!enforcement)
        abort();
    char subject[160];
    (void) snprintf(subject, sizeof(subject), "%s" LEASE_PREFIX "*", bus_inbox(bus));
    rc = bus_subscribe(bus, subject, NULL, box, lease_tag, &enforcement->lease_answers);
    if (rc < 0) {
        free(enforcement);
        return rc;
    }
    enforcement->bus = bus;
    enforcement->sockets = *sockets;
    enforcement->floor = last;
    enforcement->draining_end = &enforcement->draining;
    enforcement->consents_tag = consents_tag;
    enforcement->lease_tag = lease_tag;
    uuid7(time_now_ms(), enforcement->instance);
    enforcement->follower = follower_new(bus, consents_contract.stream, NULL, last, box, consents_tag);
    metrics_register(&ended_total);
    metrics_register(&cut_total);
    metrics_register(&lease_valid);
    *made = enforcement;
    return 0;
}

void enforcement_free(struct enforcement *enforcement)
{
    for (struct draining *draining = enforcement->draining, *next; draining; draining = next) {
        next = draining->next;
        free(draining);
    }
    table_free_entries(&enforcement->ended);
    follower_free(enforcement->follower);
    bus_unsubscribe(enforcement->lease_answers);
    arena_free(&enforcement->arena);
    buffer_free(&enforcement->buffer);
    free(enforcement);
}

static void note_ended(struct enforcement *enforcement, const char *key, uint64_t sequence, int64_t now_ms)
{
    struct ended *ended = TABLE_AT(&enforcement->ended, key, struct ended);
    ended->sequence = sequence;
    ended->noted_ms = now_ms;
}

static void consent_ended(struct enforcement *enforcement, const char *organisation_id, const char *citizen_id,
                          uint64_t sequence)
{
    int64_t now_ms = time_boottime_ms();
    char key[80];
    (void) snprintf(key, sizeof(key), "%s %s", organisation_id, citizen_id);
    note_ended(enforcement, key, sequence, now_ms);
    note_ended(enforcement, organisation_id, sequence, now_ms);

    struct draining *draining = calloc(1, sizeof(*draining));
    if (!draining)
        abort();
    draining->sequence = sequence;
    draining->since_ms = now_ms;
    (void) snprintf(draining->organisation_id, sizeof(draining->organisation_id), "%s", organisation_id);
    *enforcement->draining_end = draining;
    enforcement->draining_end = &draining->next;
    metric_add(metric_with(&ended_total, NULL), 1);
}

/* Applies one event of CONSENTS. What cannot be read may be the end of any consent: nothing before it passes. */
static void apply(struct enforcement *enforcement, struct bytes event, uint64_t sequence)
{
    struct common_event head;
    struct message_error error;
    size_t used;
    arena_reset(&enforcement->arena);
    if (message_decode(&common_event_type, event, MESSAGE_TOLERANT, &enforcement->arena, &head, &used, &error) != 0) {
        log_error("event cannot be read", LOG_TEXT("reason", error.reason));
        enforcement->floor = sequence;
        return;
    }
    struct bytes body = {event.data + used, event.size - used};
    struct consents_withdrawn withdrawn;
    struct consents_expired expired;
    const struct event_contract *ends = strcmp(head.type, consents_withdrawn_event.type) == 0
                                            ? &consents_withdrawn_event
                                        : strcmp(head.type, consents_expired_event.type) == 0 ? &consents_expired_event
                                                                                              : NULL;
    if (!ends)
        return;
    void *data = ends == &consents_withdrawn_event ? (void *) &withdrawn : &expired;
    if (message_decode(ends->data, body, MESSAGE_TOLERANT, &enforcement->arena, data, NULL, &error) != 0) {
        log_error("event cannot be read", LOG_TEXT("type", ends->type), LOG_TEXT("path", error.path));
        enforcement->floor = sequence;
    } else if (data == &withdrawn) {
        consent_ended(enforcement, withdrawn.organisation_id, withdrawn.citizen_id, sequence);
    } else {
        consent_ended(enforcement, expired.organisation_id, expired.citizen_id, sequence);
    }
}

/* How far everything that ended is out of the process and of the kernel. */
static uint64_t enforced(const struct enforcement *enforcement)
{
    return enforcement->draining ? enforcement->draining->sequence - 1 : follower_position(enforcement->follower);
}

static void report(struct enforcement *enforcement, int64_t now_ms)
{
    const struct common_call call = {.principal = {.subject = "gateway", .roles = SYSTEM}};
    const struct consents_report_position position = {
        .instance = enforcement->instance, .service = "gateway", .sequence = (int64_t) enforced(enforcement)};
    char reply[160];
    buffer_clear(&enforcement->buffer);
    message_encode(&common_call_type, &call, &enforcement->buffer);
    message_encode(&consents_report_position_type, &position, &enforcement->buffer);
    (void) snprintf(reply, sizeof(reply), "%s" LEASE_PREFIX "%" PRIu64, bus_inbox(enforcement->bus),
                    ++enforcement->report_number);
    enforcement->report_sent_ms = now_ms;
    enforcement->next_report_ms = now_ms + (enforcement_has_lease(enforcement) ? CONSENT_REPORT_MS : CONSENT_RETRY_MS);
    /* A report that is not sent is one that is not answered: the lease runs out. */
    (void) bus_publish(enforcement->bus, "samspil.consents.report_position", reply,
                       (struct bytes){enforcement->buffer.data, enforcement->buffer.size});
}

/* Only the answer to the last report counts: its lease began when that was sent. */
static void receive_lease(struct enforcement *enforcement, const struct bus_message *message)
{
    struct common_reply reply;
    struct consents_report_position_result granted;
    struct message_error error;
    size_t used;
    const char *number = strrchr(message->subject, '.') + 1;
    if (message->status != 0 || strtoull(number, NULL, 10) != enforcement->report_number)
        return;
    arena_reset(&enforcement->arena);
    if (message_decode(&common_reply_type, message->data, MESSAGE_TOLERANT, &enforcement->arena, &reply, &used,
                       &error) != 0 ||
        reply.problem)
        return;
    struct bytes result = {message->data.data + used, message->data.size - used};
    if (message_decode(&consents_report_position_result_type, result, MESSAGE_TOLERANT, &enforcement->arena, &granted,
                       NULL, &error) != 0)
        return;
    if (follower_position(enforcement->follower) < (uint64_t) granted.ended_sequence)
        return;
    int64_t lease_ms = granted.lease_ms < CONSENT_LEASE_MS ? granted.lease_ms : CONSENT_LEASE_MS;
    enforcement->lease_until_ms = enforcement->report_sent_ms + lease_ms;
}

void enforcement_receive(struct enforcement *enforcement, const struct bus_message *message)
{
    uint64_t sequence;
    if (message->tag == enforcement->lease_tag) {
        receive_lease(enforcement, message);
    } else if (follower_receive(enforcement->follower, message, &sequence)) {
        apply(enforcement, message->data, sequence);
        enforcement_tick(enforcement);
    }
}

static bool is_drained(struct enforcement *enforcement, const struct draining *draining, int64_t now_ms)
{
    if (!enforcement->sockets.unsent(enforcement->sockets.closure, draining->organisation_id))
        return true;
    if (now_ms - draining->since_ms < CUT_AFTER_MS)
        return false;
    metric_add(metric_with(&cut_total, NULL), 1);
    enforcement->sockets.cut(enforcement->sockets.closure, draining->organisation_id);
    return true;
}

static void drain(struct enforcement *enforcement, int64_t now_ms)
{
    while (enforcement->draining && is_drained(enforcement, enforcement->draining, now_ms)) {
        struct draining *done = enforcement->draining;
        enforcement->draining = done->next;
        if (!enforcement->draining)
            enforcement->draining_end = &enforcement->draining;
        free(done);
        enforcement->next_report_ms = now_ms;
    }
}

struct sweep {
    struct enforcement *enforcement;
    int64_t now_ms;
};

static void forget_old(struct table_link *link, void *closure)
{
    struct sweep *sweep = closure;
    struct ended *ended = TABLE_ENTRY(link, struct ended);
    if (sweep->now_ms - ended->noted_ms < REMEMBER_MS)
        return;
    if (ended->sequence > sweep->enforcement->floor)
        sweep->enforcement->floor = ended->sequence;
    table_remove(&sweep->enforcement->ended, link);
    free(ended);
}

void enforcement_tick(struct enforcement *enforcement)
{
    int64_t now_ms = time_boottime_ms();
    follower_tick(enforcement->follower, time_monotonic_ns());
    drain(enforcement, now_ms);
    if (now_ms >= enforcement->next_report_ms)
        report(enforcement, now_ms);
    if (now_ms >= enforcement->next_sweep_ms) {
        enforcement->next_sweep_ms = now_ms + 10000;
        table_each(&enforcement->ended, forget_old, &(struct sweep){enforcement, now_ms});
    }
    metric_set(metric_with(&lease_valid, NULL), enforcement_has_lease(enforcement));
}

bool enforcement_is_draining(const struct enforcement *enforcement)
{
    return enforcement->draining;
}

bool enforcement_has_lease(const struct enforcement *enforcement)
{
    return time_boottime_ms() < enforcement->lease_until_ms;
}

static bool ended_after(const struct enforcement *enforcement, const char *key, uint64_t consents)
{
    const struct ended *ended = TABLE_FIND(&enforcement->ended, key, struct ended);
    return ended && ended->sequence > consents;
}

enum verdict enforcement_check(const struct enforcement *enforcement, const char *organisation_id,
                               const struct ground *ground)
{
    char key[80];
    if (!ground->by_consent)
        return VERDICT_PASSES;
    if (!organisation_id || !enforcement_has_lease(enforcement) || ground->consents < enforcement->floor)
        return VERDICT_UNVERIFIABLE;
    if (ground->citizen_id[0] == '\0')
        return ended_after(enforcement, organisation_id, ground->consents) ? VERDICT_WITHDRAWN : VERDICT_PASSES;
    (void) snprintf(key, sizeof(key), "%s %s", organisation_id, ground->citizen_id);
    return ended_after(enforcement, key, ground->consents) ? VERDICT_WITHDRAWN : VERDICT_PASSES;
}
