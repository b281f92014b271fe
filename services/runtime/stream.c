/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "bus_internal.h"
#include "error.h"
#include "log.h"

#include "bus.h"

enum { STREAM_WAIT_MS = 5000 };

/* Enters the bus; js_leave leaves it. */
static int js_enter(struct bus *bus, jsCtx **js)
{
    bus_flush(bus); /* as bus_request does */
    natsConnection *connection = bus_enter(bus);
    if (!connection)
        return -ENOTCONN;
    jsOptions options;
    jsOptions_Init(&options);
    options.Wait = STREAM_WAIT_MS;
    int rc = bus_error(natsConnection_JetStream(js, connection, &options));
    if (rc)
        bus_leave(bus);
    return rc;
}

static void js_leave(struct bus *bus, jsCtx *js)
{
    jsCtx_Destroy(js);
    bus_leave(bus);
}

/* JetStream that does not answer at all is a server that is still starting. */
static int stream_error(const char *stream, natsStatus status)
{
    int rc = bus_error(status);
    if (rc == -EHOSTUNREACH)
        return -ENOTCONN;
    if (rc == 0 || rc == -ENOTCONN || rc == -ETIMEDOUT)
        return rc;
    log_error("stream refused", LOG_TEXT("stream", stream), LOG_TEXT("reason", nats_GetLastError(NULL)));
    return -EPROTO;
}

int stream_ensure(struct bus *bus, const struct stream_options *options)
{
    jsCtx *js;
    int rc = js_enter(bus, &js);
    if (rc)
        return rc;

    jsRePublish republish;
    jsRePublish_Init(&republish);
    republish.Source = options->republish_from;
    republish.Destination = options->republish_to;

    jsStreamConfig config;
    jsStreamConfig_Init(&config);
    config.Name = options->name;
    config.Subjects = (const char **) (uintptr_t) options->subjects; /* libnats only reads them */
    while (options->subjects[config.SubjectsLen])
        config.SubjectsLen++;
    config.Storage = js_FileStorage;
    config.Replicas = options->replicas;
    config.Duplicates = options->duplicate_window_ms * 1000000;
    config.MaxAge = options->max_age_ms * 1000000;
    config.DenyDelete = true;
    config.DenyPurge = true;
    config.RePublish = options->republish_to ? &republish : NULL;

    jsErrCode code;
    natsStatus s = js_AddStream(NULL, js, &config, NULL, &code);
    if (code == JSStreamNameExistErr)
        s = js_UpdateStream(NULL, js, &config, NULL, &code);
    rc = stream_error(options->name, s);
    js_leave(bus, js);
    return rc;
}

int stream_holds(struct bus *bus, const char *name, uint64_t sequence, const char *message_id, bool *holds)
{
    jsCtx *js;
    int rc = js_enter(bus, &js);
    if (rc)
        return rc;

    natsMsg *message = NULL;
    const char *id;
    natsStatus s = js_GetMsg(&message, js, name, sequence, NULL, NULL);
    *holds = s == NATS_OK && natsMsgHeader_Get(message, "Nats-Msg-Id", &id) == NATS_OK && strcmp(id, message_id) == 0;
    rc = s == NATS_NOT_FOUND ? 0 : stream_error(name, s);
    natsMsg_Destroy(message);
    js_leave(bus, js);
    return rc;
}

int stream_state(struct bus *bus, const char *name, uint64_t *first, uint64_t *last)
{
    jsCtx *js;
    int rc = js_enter(bus, &js);
    if (rc)
        return rc;

    jsStreamInfo *info = NULL;
    natsStatus s = js_GetStreamInfo(&info, js, name, NULL, NULL);
    if (s == NATS_OK) {
        *first = info->State.FirstSeq;
        *last = info->State.LastSeq;
    }
    rc = s == NATS_NOT_FOUND ? -ENOENT : stream_error(name, s);
    jsStreamInfo_Destroy(info);
    js_leave(bus, js);
    return rc;
}
