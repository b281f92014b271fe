/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Threads: one of ours runs the libuv loop with the connection's socket; libnats parses there and hands each message to
 * its one delivery thread, on which deliver() copies it into the mailbox. The message is copied so that its life has
 * nothing to do with the library's, and because it then is one piece of memory instead of three.
 *
 * The connection is made and destroyed on the loop's thread: the adapter demands the first, and the second must not race
 * with an event of the socket that the loop is about to hand to it.
 */
#include <nats/adapters/libuv.h>
#include <pthread.h>
#include <signal.h>
#include <sodium.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bus_internal.h"
#include "error.h"
#include "identity.h"
#include "log.h"

#include "bus.h"

enum {
    CONNECT_RETRY_MS = 100,
    RECONNECT_WAIT_MS = 100,
    RECONNECT_JITTER_MS = 50,
    CONNECT_TIMEOUT_MS = 2000,
    PING_INTERVAL_MS = 5000, /* two of them unanswered: the server is gone though its socket is not */
    CLOSE_FLUSH_MS = 1000,
    IO_BUFFER = 128 * 1024,
};

struct bus {
    natsConnection *connection;
    natsOptions *options;
    char *inbox;
    void (*changed)(void *closure, bool connected);
    void *closure;
    int64_t connect_timeout_ms;
    uv_loop_t loop;
    uv_async_t close_request;
    pthread_t thread;
    _Atomic uint64_t reconnects;
    atomic_bool closing;

    pthread_mutex_t lock;
    pthread_cond_t progress;
    bool opened; /* with open_result */
    bool closed; /* no callback of the connection comes any more */
    int open_result;
    struct bus_subscription *subscriptions;
};

struct bus_subscription {
    struct bus *bus;
    struct bus_subscription *next, **link;
    natsSubscription *nats;
    struct mailbox *to;
    int tag;
    bool ended; /* no deliver() comes any more */
};

/* libnats is opened with the first bus and closed with the last, so that nothing of it is left behind. */
static pthread_mutex_t library_lock = PTHREAD_MUTEX_INITIALIZER;
static unsigned library_users;

static void library_enter(void)
{
    pthread_mutex_lock(&library_lock);
    if (library_users++ == 0) {
        natsLibuv_Init();
        if (nats_Open(-1) != NATS_OK || nats_SetMessageDeliveryPoolSize(1) != NATS_OK || sodium_init() < 0)
            abort();
    }
    pthread_mutex_unlock(&library_lock);
}

static void library_leave(void)
{
    pthread_mutex_lock(&library_lock);
    if (--library_users == 0)
        nats_CloseAndWait(0);
    pthread_mutex_unlock(&library_lock);
}

int bus_error(natsStatus status)
{
    switch (status) {
    case NATS_OK:
        return 0;
    case NATS_TIMEOUT:
        return -ETIMEDOUT;
    case NATS_NO_RESPONDERS:
        return -EHOSTUNREACH;
    case NATS_CONNECTION_AUTH_FAILED:
    case NATS_NOT_PERMITTED:
        return -EACCES;
    case NATS_MAX_PAYLOAD:
        return -EMSGSIZE;
    case NATS_NO_MEMORY:
        return -ENOMEM;
    case NATS_INSUFFICIENT_BUFFER: /* of the reconnect buffer, which has no size */
    case NATS_CONNECTION_CLOSED:
    case NATS_CONNECTION_DISCONNECTED:
    case NATS_NO_SERVER:
    case NATS_STALE_CONNECTION:
    case NATS_IO_ERROR:
        return -ENOTCONN;
    default:
        return -EPROTO;
    }
}

natsConnection *bus_connection(struct bus *bus)
{
    return bus->connection;
}

/*
 * Messages.
 */
static const char *header(natsMsg *from, const char *name)
{
    const char *value;
    return natsMsgHeader_Get(from, name, &value) == NATS_OK ? value : NULL;
}

static uint64_t header_number(natsMsg *from, const char *name)
{
    const char *value = header(from, name);
    return value ? strtoull(value, NULL, 10) : 0;
}

static struct bus_message *message_new(natsMsg *from, int tag)
{
    const char *subject = natsMsg_GetSubject(from), *reply = natsMsg_GetReply(from);
    size_t size = (size_t) natsMsg_GetDataLength(from);
    int status = 0;
    uint64_t sequence = 0;

    /* Looking for headers parses them: only where those of interest can be. */
    if (size == 0) {
        status = (int) header_number(from, "Status");
        if (status == 100 && !reply) {
            reply = header(from, "Nats-Consumer-Stalled");
            sequence = header_number(from, "Nats-Last-Consumer");
        }
    } else if (!reply) {
        sequence = header_number(from, JSSequence);
    }

    size_t subject_size = strlen(subject) + 1, reply_size = reply ? strlen(reply) + 1 : 0;
    struct bus_message *message = malloc(sizeof(*message) + size + subject_size + reply_size);
    if (!message)
        abort();
    uint8_t *data = (uint8_t *) (message + 1);
    char *text = (char *) data + size;
    *message = (struct bus_message){
        .tag = tag,
        .subject = memcpy(text, subject, subject_size),
        .reply = reply ? memcpy(text + subject_size, reply, reply_size) : NULL,
        .data = {data, size},
        .status = status,
        .sequence = sequence,
        .received_ns = time_monotonic_ns(),
    };
    if (size)
        memcpy(data, natsMsg_GetData(from), size);
    natsMsg_Destroy(from);
    return message;
}

void bus_release(struct bus_message *message)
{
    free(message);
}

/*
 * The connection.
 */
static void on_disconnected(natsConnection *connection, void *closure)
{
    (void) connection;
    struct bus *bus = closure;
    if (bus->closing)
        return;
    log_warning("bus lost");
    if (bus->changed)
        bus->changed(bus->closure, false);
}

static void on_reconnected(natsConnection *connection, void *closure)
{
    (void) connection;
    struct bus *bus = closure;
    bus->reconnects++;
    log_info("bus found again");
    if (bus->changed)
        bus->changed(bus->closure, true);
}

static void on_closed(natsConnection *connection, void *closure)
{
    struct bus *bus = closure;
    if (!bus->closing) {
        const char *reason = NULL;
        natsConnection_GetLastError(connection, &reason);
        log_error("the bus refuses this process", LOG_TEXT("reason", reason ? reason : "unknown"));
        kill(getpid(), SIGTERM);
    }
    pthread_mutex_lock(&bus->lock);
    bus->closed = true;
    pthread_cond_broadcast(&bus->progress);
    pthread_mutex_unlock(&bus->lock);
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
    natsOptions_SetEventLoop(to, &bus->loop, natsLibuv_Attach, natsLibuv_Read, natsLibuv_Write, natsLibuv_Detach);
    natsOptions_SetSendAsap(to, true);
    natsOptions_UseGlobalMessageDelivery(to, true);
    natsOptions_SetIOBufSize(to, IO_BUFFER);
    natsOptions_SetTimeout(to, CONNECT_TIMEOUT_MS);
    natsOptions_SetPingInterval(to, PING_INTERVAL_MS);
    natsOptions_SetMaxReconnect(to, -1);
    natsOptions_SetReconnectWait(to, RECONNECT_WAIT_MS);
    natsOptions_SetReconnectJitter(to, RECONNECT_JITTER_MS, RECONNECT_JITTER_MS);
    natsOptions_SetReconnectBufSize(to, 0);
    natsOptions_SetFailRequestsOnDisconnect(to, true);
    natsOptions_SetDisconnectedCB(to, on_disconnected, bus);
    natsOptions_SetReconnectedCB(to, on_reconnected, bus);
    natsOptions_SetClosedCB(to, on_closed, bus);
    natsOptions_SetErrorHandler(to, on_error, bus);
    return s;
}

static int connect_within(struct bus *bus)
{
    int64_t deadline = time_monotonic_ns() + bus->connect_timeout_ms * 1000000;
    for (;;) {
        natsStatus s = natsConnection_Connect(&bus->connection, bus->options);
        int rc = bus_error(s);
        if (rc != -ENOTCONN && rc != -ETIMEDOUT)
            return rc;
        if (bus->connect_timeout_ms && time_monotonic_ns() >= deadline)
            return -ENOTCONN;
        nats_Sleep(CONNECT_RETRY_MS);
    }
}

/* The adapter's own handles close with the connection; with them and this one gone, the loop ends. */
static void on_close_request(uv_async_t *handle)
{
    struct bus *bus = handle->data;
    natsConnection_Destroy(bus->connection);
    uv_close((uv_handle_t *) handle, NULL);
}

static void *run_loop(void *closure)
{
    struct bus *bus = closure;
    natsLibuv_SetThreadLocalLoop(&bus->loop);
    int rc = bus->open_result ? bus->open_result : connect_within(bus);

    pthread_mutex_lock(&bus->lock);
    bus->open_result = rc;
    bus->opened = true;
    pthread_cond_broadcast(&bus->progress);
    pthread_mutex_unlock(&bus->lock);

    if (rc)
        uv_close((uv_handle_t *) &bus->close_request, NULL);
    uv_run(&bus->loop, UV_RUN_DEFAULT);
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
    pthread_join(bus->thread, NULL);
    uv_loop_close(&bus->loop);
    natsOptions_Destroy(bus->options);
    pthread_cond_destroy(&bus->progress);
    pthread_mutex_destroy(&bus->lock);
    free(bus->inbox);
    free(bus);
    library_leave();
}

int bus_open(const struct bus_options *options, struct bus **bus_out)
{
    library_enter();
    struct bus *bus = calloc(1, sizeof(*bus));
    if (!bus || natsOptions_Create(&bus->options) != NATS_OK || uv_loop_init(&bus->loop))
        abort();
    bus->changed = options->changed;
    bus->closure = options->closure;
    bus->connect_timeout_ms = options->connect_timeout_ms;
    bus->inbox = make_inbox(options->user);
    pthread_mutex_init(&bus->lock, NULL);
    pthread_cond_init(&bus->progress, NULL);
    uv_async_init(&bus->loop, &bus->close_request, on_close_request);
    bus->close_request.data = bus;

    bus->open_result = bus_error(fill_options(bus, options));
    if (pthread_create(&bus->thread, NULL, run_loop, bus))
        abort();

    pthread_mutex_lock(&bus->lock);
    while (!bus->opened)
        pthread_cond_wait(&bus->progress, &bus->lock);
    int rc = bus->open_result;
    pthread_mutex_unlock(&bus->lock);
    if (rc) {
        dispose(bus);
        return rc;
    }
    *bus_out = bus;
    return 0;
}

void bus_close(struct bus *bus)
{
    bus->closing = true;
    for (struct bus_subscription *subscription = bus->subscriptions, *next; subscription; subscription = next) {
        next = subscription->next;
        bus_unsubscribe(subscription);
    }
    if (bus_connected(bus))
        natsConnection_FlushTimeout(bus->connection, CLOSE_FLUSH_MS);
    uv_async_send(&bus->close_request);
    pthread_mutex_lock(&bus->lock);
    while (!bus->closed)
        pthread_cond_wait(&bus->progress, &bus->lock);
    pthread_mutex_unlock(&bus->lock);
    dispose(bus);
}

bool bus_connected(const struct bus *bus)
{
    return natsConnection_Status(bus->connection) == NATS_CONN_STATUS_CONNECTED;
}

uint64_t bus_reconnects(const struct bus *bus)
{
    return bus->reconnects;
}

const char *bus_inbox(const struct bus *bus)
{
    return bus->inbox;
}

/*
 * Sending.
 */
int bus_publish(struct bus *bus, const char *subject, const char *reply, struct bytes data)
{
    int size = (int) data.size;
    return bus_error(reply ? natsConnection_PublishRequest(bus->connection, subject, reply, data.data, size)
                           : natsConnection_Publish(bus->connection, subject, data.data, size));
}

int bus_publish_recorded(struct bus *bus, const char *subject, const char *reply, const char *message_id,
                         uint64_t expected, struct bytes data)
{
    natsMsg *message;
    natsStatus s = natsMsg_Create(&message, subject, reply, (const char *) data.data, (int) data.size);
    if (s != NATS_OK)
        return bus_error(s);
    s = natsMsgHeader_Set(message, "Nats-Msg-Id", message_id);
    if (s == NATS_OK && expected != UINT64_MAX) {
        char number[21];
        snprintf(number, sizeof(number), "%" PRIu64, expected);
        s = natsMsgHeader_Set(message, "Nats-Expected-Last-Sequence", number);
    }
    if (s == NATS_OK)
        s = natsConnection_PublishMsg(bus->connection, message);
    natsMsg_Destroy(message);
    return bus_error(s);
}

int bus_request(struct bus *bus, const char *subject, struct bytes data, int64_t timeout_ms,
                struct bus_message **answer)
{
    natsMsg *message = NULL;
    natsStatus s = natsConnection_Request(&message, bus->connection, subject, data.data, (int) data.size, timeout_ms);
    if (s != NATS_OK)
        return bus_error(s);
    *answer = message_new(message, 0);
    return 0;
}

/*
 * Receiving.
 */
static void deliver(natsConnection *connection, natsSubscription *nats, natsMsg *message, void *closure)
{
    (void) connection, (void) nats;
    struct bus_subscription *subscription = closure;
    mailbox_put(subscription->to, message_new(message, subscription->tag));
}

static void on_ended(void *closure)
{
    struct bus_subscription *subscription = closure;
    struct bus *bus = subscription->bus;
    pthread_mutex_lock(&bus->lock);
    subscription->ended = true;
    pthread_cond_broadcast(&bus->progress);
    pthread_mutex_unlock(&bus->lock);
}

int bus_subscribe(struct bus *bus, const char *subject, const char *queue, struct mailbox *to, int tag,
                  struct bus_subscription **subscription_out)
{
    struct bus_subscription *subscription = calloc(1, sizeof(*subscription));
    if (!subscription)
        abort();
    subscription->bus = bus;
    subscription->to = to;
    subscription->tag = tag;

    natsStatus s =
        queue
            ? natsConnection_QueueSubscribe(&subscription->nats, bus->connection, subject, queue, deliver, subscription)
            : natsConnection_Subscribe(&subscription->nats, bus->connection, subject, deliver, subscription);
    if (s != NATS_OK) {
        free(subscription);
        return bus_error(s);
    }
    natsSubscription_SetPendingLimits(subscription->nats, -1, -1);
    /* Fails only when the connection was closed for good meanwhile; then nothing is delivered and the process ends. */
    if (natsSubscription_SetOnCompleteCB(subscription->nats, on_ended, subscription) != NATS_OK)
        subscription->ended = true;

    pthread_mutex_lock(&bus->lock);
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
    natsSubscription_Unsubscribe(subscription->nats);

    pthread_mutex_lock(&bus->lock);
    while (!subscription->ended)
        pthread_cond_wait(&bus->progress, &bus->lock);
    *subscription->link = subscription->next;
    if (subscription->next)
        subscription->next->link = subscription->link;
    pthread_mutex_unlock(&bus->lock);

    natsSubscription_Destroy(subscription->nats);
    free(subscription);
}
