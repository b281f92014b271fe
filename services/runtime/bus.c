/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Threads: one of ours serves the connection's socket (bus_loop.c); libnats parses there and hands each message to its
 * one delivery thread, on which deliver() copies it into the mailbox. The message is copied so that its life has nothing
 * to do with the library's, and because it then is one piece of memory instead of three.
 *
 * Reconnecting is ours, not the library's: on an event loop it keeps the state of its parser over a reconnection, so half
 * a message of the old connection would be completed with bytes of the new one; and it gives up for good at some errors.
 * A connection that is lost is thrown away with everything in it, and a new one is made with the same subscriptions.
 *
 * Locks, in the order they are taken: lock (subscriptions, and the connection being exchanged), gate (whoever uses the
 * connection reads, the exchange writes), sending, the library's own, the loop's.
 */
#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "bus_internal.h"
#include "error.h"
#include "identity.h"
#include "log.h"

#include "bus.h"

enum {
    RECONNECT_WAIT_MS = 100,
    RECONNECT_JITTER_MS = 50,
    CONNECT_TIMEOUT_MS = 2000,
    PING_INTERVAL_MS = 5000, /* two of them unanswered: the server is gone though its socket is not */
    CLOSE_FLUSH_MS = 1000,
    IO_BUFFER = 128 * 1024,
};

struct bus {
    natsOptions *options;
    char *inbox;
    void (*changed)(void *closure, bool connected);
    void *closure;
    int64_t connect_timeout_ms;
    struct bus_loop loop;
    pthread_t thread;
    atomic_bool closing;
    atomic_bool connected;
    _Atomic uint64_t connections; /* made so far */

    pthread_rwlock_t gate;
    natsConnection *connection; /* NULL: none */
    pthread_mutex_t sending;    /* held by who sends what is buffered */
    struct bus_spent spent;

    pthread_mutex_t lock;
    pthread_cond_t progress; /* something below changed */
    bool opened;             /* with open_result */
    int open_result;
    struct bus_subscription *subscriptions;
};

struct bus_subscription {
    struct bus *bus;
    struct bus_subscription *next, **link;
    char *subject, *queue;
    natsSubscription *nats; /* of the present connection, NULL without one */
    unsigned running;       /* of this and earlier connections: those that may still deliver */
    struct mailbox *to;
    int tag;
};

/*
 * The connection.
 */
natsConnection *bus_enter(struct bus *bus)
{
    if (!bus->connected) /* asked first, so that the exchange need not wait for those who try on and on */
        return NULL;
    pthread_rwlock_rdlock(&bus->gate);
    natsConnection *connection = bus->connection;
    if (!connection)
        pthread_rwlock_unlock(&bus->gate);
    return connection;
}

void bus_leave(struct bus *bus)
{
    pthread_rwlock_unlock(&bus->gate);
}

/* The status only: the text of the error may name subjects, and those contain ids of cases. */
static void on_error(natsConnection *connection, natsSubscription *subscription, natsStatus status, void *closure)
{
    (void) connection, (void) subscription, (void) closure;
    log_error("bus error", LOG_TEXT("status", natsStatus_GetText(status)));
}

static natsStatus fill_options(struct bus *bus, const struct bus_options *from)
{
    natsOptions *to = bus->options;
    natsStatus s = natsOptions_SetURL(to, from->url);
    if (s == NATS_OK)
        s = natsOptions_SetName(to, from->name);
    if (s == NATS_OK && from->user)
        s = natsOptions_SetUserInfo(to, from->user, from->password);
    if (s == NATS_OK) {
        char *random = strrchr(bus->inbox, '.');
        *random = '\0';
        s = natsOptions_SetCustomInboxPrefix(to, bus->inbox);
        *random = '.';
    }
    /* These fail for values out of range only. */
    natsOptions_SetAllowReconnect(to, false);
    natsOptions_UseGlobalMessageDelivery(to, true);
    natsOptions_SetIOBufSize(to, IO_BUFFER);
    natsOptions_SetTimeout(to, CONNECT_TIMEOUT_MS);
    natsOptions_SetPingInterval(to, PING_INTERVAL_MS);
    natsOptions_SetErrorHandler(to, on_error, NULL);
    bus_loop_use(&bus->loop, to);
    return s;
}

static int subscribe(struct bus_subscription *subscription);

/* Makes a new connection the present one. */
static void bring_in(struct bus *bus, natsConnection *connection)
{
    pthread_mutex_lock(&bus->lock);
    pthread_rwlock_wrlock(&bus->gate);
    bus->connection = connection;
    pthread_rwlock_unlock(&bus->gate);
    bus->connections++;
    bus->connected = true;
    for (struct bus_subscription *each = bus->subscriptions; each; each = each->next)
        (void) subscribe(each); /* fails when it is lost again already */
    pthread_mutex_unlock(&bus->lock);
}

/* Whoever still uses the connection is soon through: it is closed, which ends all waiting. */
static void take_out(struct bus *bus)
{
    bus->connected = false;
    pthread_mutex_lock(&bus->lock);
    pthread_rwlock_wrlock(&bus->gate);
    natsConnection *connection = bus->connection;
    bus->connection = NULL;
    pthread_rwlock_unlock(&bus->gate);
    for (struct bus_subscription *each = bus->subscriptions; each; each = each->next) {
        natsSubscription_Destroy(each->nats);
        each->nats = NULL;
    }
    pthread_mutex_unlock(&bus->lock);
    natsConnection_Destroy(connection);
}

/* Whatever is buffered; what the socket does not take at once the loop sends. Nothing else empties the buffer, so while
 * the loop watches for writing there is something to write: libnats takes a write of nothing for the connection's end. */
static void send_buffered(struct bus *bus, natsConnection *connection)
{
    pthread_mutex_lock(&bus->sending);
    if (natsConnection_Buffered(connection) > 0) {
        natsConnection_ProcessWriteEvent(connection);
        if (natsConnection_Buffered(connection) > 0)
            bus_loop_send_rest(&bus->loop);
    }
    pthread_mutex_unlock(&bus->sending);
}

/* Until the connection is lost or the bus is closing. The lock is held while messages are read: see subscribe(). */
static void serve(struct bus *bus, natsConnection *connection)
{
    while (bus->loop.attached && !bus->closing) {
        struct bus_loop_events events = bus_loop_wait(&bus->loop, -1);
        if (events.readable) {
            pthread_mutex_lock(&bus->lock);
            natsConnection_ProcessReadEvent(connection);
            pthread_mutex_unlock(&bus->lock);
        }
        if (events.writable)
            send_buffered(bus, connection);
    }
    bus->connected = false;
    natsConnection_Close(connection);
}

static void tell(struct bus *bus, bool connected)
{
    if (connected)
        log_info("bus found again");
    else
        log_warning("bus lost");
    if (bus->changed)
        bus->changed(bus->closure, connected);
}

static void tell_opened(struct bus *bus, int result)
{
    pthread_mutex_lock(&bus->lock);
    bus->opened = true;
    bus->open_result = result;
    pthread_cond_broadcast(&bus->progress);
    pthread_mutex_unlock(&bus->lock);
}

/* Tries until there is a connection. The first time it gives up when bus_open does. */
static int connect_to(struct bus *bus, natsConnection **connection)
{
    bool first = bus->connections == 0;
    int64_t deadline = time_monotonic_ns() + bus->connect_timeout_ms * 1000000;
    int last = 0;
    while (!bus->closing) {
        int rc = bus_error(natsConnection_Connect(connection, bus->options));
        if (rc == 0)
            return 0;
        bool down = rc == -ENOTCONN || rc == -ETIMEDOUT;
        if (first && !down)
            return rc;
        if (first && bus->connect_timeout_ms && time_monotonic_ns() >= deadline)
            return -ENOTCONN;
        if (!down && rc != last)
            log_error("the bus refuses this process", LOG_ERROR(rc));
        last = rc;
        bus_loop_wait(&bus->loop, RECONNECT_WAIT_MS + (int) randombytes_uniform(RECONNECT_JITTER_MS));
    }
    return -ENOTCONN;
}

static void *run(void *closure)
{
    struct bus *bus = closure;
    natsConnection *connection;
    int rc;
    while ((rc = connect_to(bus, &connection)) == 0) {
        bring_in(bus, connection);
        if (bus->connections == 1)
            tell_opened(bus, 0);
        else
            tell(bus, true);
        serve(bus, connection);
        take_out(bus);
        if (!bus->closing)
            tell(bus, false);
    }
    if (bus->connections == 0)
        tell_opened(bus, rc);
    nats_ReleaseThreadMemory();
    return NULL;
}

static char *make_inbox(const char *user)
{
    unsigned char random[12];
    char hexadecimal[2 * sizeof(random) + 1];
    randombytes_buf(random, sizeof(random));
    sodium_bin2hex(hexadecimal, sizeof(hexadecimal), random, sizeof(random));
    char *inbox;
    if (asprintf(&inbox, "_INBOX%s%s.%s", user ? "." : "", user ? user : "", hexadecimal) < 0)
        abort();
    return inbox;
}

static void dispose(struct bus *bus)
{
    bus_loop_close(&bus->loop);
    bus_spent_close(&bus->spent);
    natsOptions_Destroy(bus->options);
    pthread_cond_destroy(&bus->progress);
    pthread_mutex_destroy(&bus->lock);
    pthread_mutex_destroy(&bus->sending);
    pthread_rwlock_destroy(&bus->gate);
    free(bus->inbox);
    free(bus);
    bus_library_leave();
}

int bus_open(const struct bus_options *options, struct bus **bus_out)
{
    bus_library_enter();
    struct bus *bus = calloc(1, sizeof(*bus));
    if (!bus || natsOptions_Create(&bus->options) != NATS_OK)
        abort();
    bus->changed = options->changed;
    bus->closure = options->closure;
    bus->connect_timeout_ms = options->connect_timeout_ms;
    bus->inbox = make_inbox(options->user);
    pthread_rwlock_init(&bus->gate, NULL);
    pthread_mutex_init(&bus->lock, NULL);
    pthread_mutex_init(&bus->sending, NULL);
    bus_spent_open(&bus->spent);
    pthread_cond_init(&bus->progress, NULL);
    bus_loop_open(&bus->loop);

    int rc = bus_error(fill_options(bus, options));
    if (rc) {
        dispose(bus);
        return rc;
    }
    if (pthread_create(&bus->thread, NULL, run, bus))
        abort();
    pthread_mutex_lock(&bus->lock);
    while (!bus->opened)
        pthread_cond_wait(&bus->progress, &bus->lock);
    rc = bus->open_result;
    pthread_mutex_unlock(&bus->lock);
    if (rc) {
        pthread_join(bus->thread, NULL);
        dispose(bus);
        return rc;
    }
    *bus_out = bus;
    return 0;
}

void bus_close(struct bus *bus)
{
    for (struct bus_subscription *subscription = bus->subscriptions, *next; subscription; subscription = next) {
        next = subscription->next;
        bus_unsubscribe(subscription);
    }
    bus_flush(bus);
    natsConnection *connection = bus_enter(bus);
    if (connection) {
        natsConnection_FlushTimeout(connection, CLOSE_FLUSH_MS);
        bus_leave(bus);
    }
    bus->closing = true;
    bus_loop_wake(&bus->loop);
    pthread_join(bus->thread, NULL);
    dispose(bus);
}

bool bus_connected(const struct bus *bus)
{
    return bus->connected;
}

uint64_t bus_reconnects(const struct bus *bus)
{
    return bus->connections - 1;
}

const char *bus_inbox(const struct bus *bus)
{
    return bus->inbox;
}

/*
 * Sending.
 */
static natsStatus post(natsConnection *connection, const char *subject, const char *reply, struct bytes data)
{
    int size = (int) data.size;
    bus_loop_keep_out(true);
    natsStatus s = reply ? natsConnection_PublishRequest(connection, subject, reply, data.data, size)
                         : natsConnection_Publish(connection, subject, data.data, size);
    bus_loop_keep_out(false);
    return s;
}

int bus_post(struct bus *bus, const char *subject, const char *reply, struct bytes data)
{
    natsConnection *connection = bus_enter(bus);
    if (!connection)
        return -ENOTCONN;
    natsStatus s = post(connection, subject, reply, data);
    bus_leave(bus);
    return bus_error(s);
}

int bus_publish(struct bus *bus, const char *subject, const char *reply, struct bytes data)
{
    natsConnection *connection = bus_enter(bus);
    if (!connection)
        return -ENOTCONN;
    natsStatus s = post(connection, subject, reply, data);
    send_buffered(bus, connection);
    bus_leave(bus);
    return bus_error(s);
}

void bus_flush(struct bus *bus)
{
    natsConnection *connection = bus_enter(bus);
    if (!connection)
        return; /* what was buffered is lost, as is what was in flight */
    send_buffered(bus, connection);
    bus_leave(bus);
}

static natsStatus set_headers(natsMsg *message, const struct bus_record *record)
{
    natsStatus s = natsMsgHeader_Set(message, "Nats-Msg-Id", record->message_id);
    if (s == NATS_OK && record->expected != UINT64_MAX) {
        char number[21];
        snprintf(number, sizeof(number), "%" PRIu64, record->expected);
        s = natsMsgHeader_Set(message, "Nats-Expected-Last-Sequence", number);
    }
    if (s == NATS_OK && record->expected_id)
        s = natsMsgHeader_Set(message, "Nats-Expected-Last-Msg-Id", record->expected_id);
    return s;
}

int bus_post_recorded(struct bus *bus, const struct bus_record *record)
{
    natsConnection *connection = bus_enter(bus);
    if (!connection)
        return -ENOTCONN;
    natsMsg *message;
    natsStatus s = natsMsg_Create(&message, record->subject, record->reply, (const char *) record->data.data,
                                  (int) record->data.size);
    if (s == NATS_OK) {
        s = set_headers(message, record);
        bus_loop_keep_out(true);
        if (s == NATS_OK)
            s = natsConnection_PublishMsg(connection, message);
        bus_loop_keep_out(false);
        bus_spent_add(&bus->spent, message);
    }
    bus_leave(bus);
    return bus_error(s);
}

int bus_request(struct bus *bus, const char *subject, struct bytes data, int64_t timeout_ms,
                struct bus_message **answer)
{
    bus_flush(bus); /* libnats tells the loop of the first write to an empty buffer only */
    natsConnection *connection = bus_enter(bus);
    if (!connection)
        return -ENOTCONN;
    natsMsg *message = NULL;
    natsStatus s = natsConnection_Request(&message, connection, subject, data.data, (int) data.size, timeout_ms);
    bus_leave(bus);
    if (s != NATS_OK)
        return bus_error(s);
    *answer = bus_message_new(message, 0);
    natsMsg_Destroy(message);
    return 0;
}

/*
 * Receiving.
 */
static void deliver(natsConnection *connection, natsSubscription *nats, natsMsg *message, void *closure)
{
    (void) connection, (void) nats;
    struct bus_subscription *subscription = closure;
    mailbox_put(subscription->to, bus_message_new(message, subscription->tag));
    bus_spent_add(&subscription->bus->spent, message);
}

static void on_ended(void *closure)
{
    struct bus_subscription *subscription = closure;
    struct bus *bus = subscription->bus;
    pthread_mutex_lock(&bus->lock);
    subscription->running--;
    pthread_cond_broadcast(&bus->progress);
    pthread_mutex_unlock(&bus->lock);
}

/*
 * On the present connection, under the lock. Messages are read under it too, so none can be under way to deliver()
 * before on_ended is known; where either call fails because the connection is closed, none will be.
 */
static int subscribe(struct bus_subscription *subscription)
{
    natsConnection *connection = subscription->bus->connection;
    const char *subject = subscription->subject, *queue = subscription->queue;
    natsSubscription *nats;
    natsStatus s = queue ? natsConnection_QueueSubscribe(&nats, connection, subject, queue, deliver, subscription)
                         : natsConnection_Subscribe(&nats, connection, subject, deliver, subscription);
    if (s != NATS_OK)
        return bus_error(s);
    natsSubscription_SetPendingLimits(nats, -1, -1);
    subscription->running += natsSubscription_SetOnCompleteCB(nats, on_ended, subscription) == NATS_OK;
    subscription->nats = nats;
    return 0;
}

static void dispose_subscription(struct bus_subscription *subscription)
{
    natsSubscription_Destroy(subscription->nats);
    free(subscription->subject);
    free(subscription->queue);
    free(subscription);
}

int bus_subscribe(struct bus *bus, const char *subject, const char *queue, struct mailbox *to, int tag,
                  struct bus_subscription **subscription_out)
{
    struct bus_subscription *subscription = calloc(1, sizeof(*subscription));
    if (!subscription)
        abort();
    subscription->bus = bus;
    subscription->subject = strdup(subject);
    subscription->queue = queue ? strdup(queue) : NULL;
    subscription->to = to;
    subscription->tag = tag;

    pthread_mutex_lock(&bus->lock);
    int rc = bus->connection ? subscribe(subscription) : 0;
    if (rc && rc != -ENOTCONN) {
        pthread_mutex_unlock(&bus->lock);
        dispose_subscription(subscription);
        return rc;
    }
    subscription->next = bus->subscriptions;
    subscription->link = &bus->subscriptions;
    if (subscription->next)
        subscription->next->link = &subscription->next;
    bus->subscriptions = subscription;
    pthread_mutex_unlock(&bus->lock);
    *subscription_out = subscription;
    return 0;
}

void bus_unsubscribe(struct bus_subscription *subscription)
{
    struct bus *bus = subscription->bus;
    pthread_mutex_lock(&bus->lock);
    *subscription->link = subscription->next;
    if (subscription->next)
        subscription->next->link = subscription->link;
    if (subscription->nats)
        natsSubscription_Unsubscribe(subscription->nats);
    while (subscription->running)
        pthread_cond_wait(&bus->progress, &bus->lock);
    pthread_mutex_unlock(&bus->lock);
    dispose_subscription(subscription);
}
