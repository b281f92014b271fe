/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What waits to be sent on one connection. The bytes are shared: one event goes to a thousand sockets from one frame.
 *
 *     struct frame *frame = frame_new(size);     // fill frame->data
 *     outbox_put(&outbox, frame, &ground, request, cursor);
 *     frame_release(frame);
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"

struct frame {
    size_t references, size;
    uint8_t data[];
};

/* With one reference, the caller's. */
struct frame *frame_new(size_t size);
struct frame *frame_copy(struct bytes bytes);
/* One whole websocket message from a server (RFC 6455, not masked) with its header. */
struct frame *frame_websocket(bool binary, struct bytes payload);
void frame_release(struct frame *frame);

/* On what ground something may leave: asked again directly before it does (enforcement.h). Zero: it needs no consent. */
struct ground {
    bool by_consent;
    uint64_t consents;   /* position in CONSENTS at which it was decided */
    char citizen_id[37]; /* whom it is about; "": it may be about any */
};

struct outgoing {
    struct outgoing *next;
    struct frame *frame;
    struct ground ground;
    uint64_t request; /* of the call it answers; 0: none, it may be left out */
    uint64_t cursor;  /* of a feed's entry, else 0 */
};

struct outbox {
    struct outgoing *first, *last;
    size_t bytes;
};

/* Holds the frame. ground may be NULL: none needed. */
void outbox_put(struct outbox *outbox, struct frame *frame, const struct ground *ground, uint64_t request,
                uint64_t cursor);
/* The oldest, now the caller's (outgoing_free); NULL when there is none. */
struct outgoing *outbox_take(struct outbox *outbox);
void outbox_clear(struct outbox *outbox);
void outgoing_free(struct outgoing *outgoing);
