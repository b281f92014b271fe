/* SPDX-License-Identifier: EUPL-1.2 */
/* What the bus makes of libnats' life, errors and messages. */
#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "bus.h"
#include "bus_internal.h"
#include "error.h"
#include "identity.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static unsigned users;

void bus_library_enter(void)
{
    pthread_mutex_lock(&lock);
    if (users++ == 0) {
        if (nats_Open(-1) != NATS_OK || nats_SetMessageDeliveryPoolSize(1) != NATS_OK || sodium_init() < 0)
            abort();
    }
    pthread_mutex_unlock(&lock);
}
void bus_library_leave(void)
{
    pthread_mutex_lock(&lock);
    if (--users == 0)
        nats_CloseAndWait(0);
    pthread_mutex_unlock(&lock);
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
    case NATS_CONNECTION_CLOSED:
    case NATS_NO_SERVER:
    case NATS_STALE_CONNECTION:
    case NATS_IO_ERROR:
        return -ENOTCONN;
    default:
        return -EPROTO;
    }
}

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

struct bus_message *bus_message_new(natsMsg *from, int tag)
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
    return message;
}

static void destroy_all(struct bus_spent *spent)
{
    for (size_t i = 0; i < spent->count; i++)
        natsMsg_Destroy(spent->messages[i]);
    spent->count = spent->bytes = 0;
}

void bus_spent_open(struct bus_spent *spent)
{
    *spent = (struct bus_spent){0};
    pthread_mutex_init(&spent->lock, NULL);
}

void bus_spent_close(struct bus_spent *spent)
{
    destroy_all(spent);
    pthread_mutex_destroy(&spent->lock);
}

void bus_spent_add(struct bus_spent *spent, natsMsg *message)
{
    pthread_mutex_lock(&spent->lock);
    spent->messages[spent->count++] = message;
    spent->bytes += (size_t) natsMsg_GetDataLength(message);
    if (spent->count == BUS_SPENT_MAX || spent->bytes >= BUS_SPENT_BYTES_MAX)
        destroy_all(spent);
    pthread_mutex_unlock(&spent->lock);
}

/*
 * libnats forgets to free the message that a lost connection broke off (natsParser_Destroy). It is one at the most for
 * each loss, and no reason for LeakSanitizer to fail a process.
 */
#ifndef __has_feature
#define __has_feature(feature) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:natsBuf_Create\n";
}
#endif
