/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The listener for those who run the gateway: /livez, /readyz, /metrics.
 */
#include <string.h>

#include "bounds.h"
#include "gateway.h"
#include "metrics.h"
#include "route.h"

static struct frame *text_response(int status, const char *text)
{
    return route_response(status, "text/plain; charset=utf-8", "", true,
                          (struct bytes){(const uint8_t *) text, strlen(text)});
}

static struct frame *respond(const struct gateway *gateway, const char *path)
{
    if (strcmp(path, "/livez") == 0)
        return text_response(200, "alive\n");
    if (strcmp(path, "/readyz") == 0)
        return gateway_is_ready(gateway) ? text_response(200, "ready\n") : text_response(503, "not ready\n");
    if (strcmp(path, "/metrics") != 0)
        return text_response(404, "/livez, /readyz, /metrics\n");
    struct buffer metrics = {0};
    metrics_render(&metrics);
    struct frame *frame =
        route_response(200, "text/plain; version=0.0.4", "", true, (struct bytes){metrics.data, metrics.size});
    buffer_free(&metrics);
    return frame;
}

static int monitor_callback(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t length)
{
    (void) user;
    (void) length;
    if (reason == LWS_CALLBACK_HTTP_CONFIRM_UPGRADE || reason == LWS_CALLBACK_RAW_ADOPT)
        return -1;
    if (reason != LWS_CALLBACK_HTTP)
        return 0;
    struct frame *frame = respond(lws_context_user(lws_get_context(wsi)), in);
    (void) lws_write(wsi, frame->data, frame->size, LWS_WRITE_HTTP_FINAL);
    frame_release(frame);
    return -1; /* what else the client sent is not looked at: see request_is_read_ahead */
}

const struct lws_protocols monitor_protocols[] = {
    {.name = "http", .callback = monitor_callback, .tx_packet_size = 1 << 20},
    {0},
};
