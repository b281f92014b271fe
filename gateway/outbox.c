/* SPDX-License-Identifier: EUPL-1.2 */
#include "outbox.h"

#include <stdlib.h>
#include <string.h>

struct frame *frame_new(size_t size)
{
    struct frame *frame = malloc(sizeof(*frame) + size);
    if (!frame)
        abort();
    frame->references = 1;
    frame->size = size;
    return frame;
}

struct frame *frame_copy(struct bytes bytes)
{
    struct frame *frame = frame_new(bytes.size);
    memcpy(frame->data, bytes.data, bytes.size);
    return frame;
}

struct frame *frame_websocket(bool binary, struct bytes payload)
{
    size_t width = payload.size < 126 ? 0 : payload.size <= UINT16_MAX ? 2 : 8; /* of the length behind the first two */
    struct frame *frame = frame_new(2 + width + payload.size);
    frame->data[0] = binary ? 0x82 : 0x81;
    frame->data[1] = (uint8_t) (width == 0 ? payload.size : width == 2 ? 126 : 127);
    for (size_t i = 0; i < width; i++)
        frame->data[2 + i] = (uint8_t) (payload.size >> 8 * (width - 1 - i));
    memcpy(frame->data + 2 + width, payload.data, payload.size);
    return frame;
}

static struct frame *hold(struct frame *frame)
{
    frame->references++;
    return frame;
}

void frame_release(struct frame *frame)
{
    if (--frame->references == 0)
        free(frame);
}

void outbox_put(struct outbox *outbox, struct frame *frame, const struct ground *ground, uint64_t request,
                uint64_t cursor)
{
    struct outgoing *outgoing = malloc(sizeof(*outgoing));
    if (!outgoing)
        abort();
    *outgoing = (struct outgoing){.frame = hold(frame), .request = request, .cursor = cursor};
    if (ground)
        outgoing->ground = *ground;
    if (outbox->last)
        outbox->last->next = outgoing;
    else
        outbox->first = outgoing;
    outbox->last = outgoing;
    outbox->bytes += frame->size;
}

struct outgoing *outbox_take(struct outbox *outbox)
{
    struct outgoing *outgoing = outbox->first;
    if (!outgoing)
        return NULL;
    outbox->first = outgoing->next;
    if (!outbox->first)
        outbox->last = NULL;
    outbox->bytes -= outgoing->frame->size;
    return outgoing;
}

void outgoing_free(struct outgoing *outgoing)
{
    frame_release(outgoing->frame);
    free(outgoing);
}

void outbox_clear(struct outbox *outbox)
{
    for (struct outgoing *outgoing; (outgoing = outbox_take(outbox));)
        outgoing_free(outgoing);
}
