/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A WAMP client on a websocket for measuring: MessagePack, no more work for a message than must be. What goes wrong ends
 * the process with a word: there is nothing to measure then.
 *
 *     struct wire wire;
 *     wire_open(&wire, port, token);                                   // signed in, non-blocking from here on
 *     wire_call(&wire, &referrals_get_referral_procedure, 1, &in);
 *     wire_flush(&wire);
 *     … when wire.fd is readable: wire_read(&wire, received, closure);
 *     wire_close(&wire);
 */
#pragma once

#include "contract.h"

struct wire {
    int fd;
    struct buffer in, out, message;
};

struct wire_message {
    int code;            /* 50 RESULT, 36 EVENT, 33 SUBSCRIBED, 8 ERROR, … */
    uint64_t id;         /* of the request; of the subscription in EVENT */
    struct bytes uri;    /* of an ERROR, an ABORT */
    struct bytes kwargs; /* data NULL: none */
};

enum { WIRE_ABORT = 3, WIRE_ERROR = 8, WIRE_SUBSCRIBED = 33, WIRE_EVENT = 36, WIRE_RESULT = 50 };

typedef void wire_received(void *closure, struct wire *wire, const struct wire_message *message);

void wire_open(struct wire *wire, int port, const char *token);
void wire_close(struct wire *wire);

/* Both only queue; wire_flush sends, and waits where the socket takes no more. */
void wire_call(struct wire *wire, const struct procedure *procedure, uint64_t request, const void *in);
void wire_subscribe(struct wire *wire, uint64_t request, const char *prefix);
void wire_flush(struct wire *wire);

/* Everything that has come. */
void wire_read(struct wire *wire, wire_received *received, void *closure);

_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));
