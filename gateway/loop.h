/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The loop of the gateway: which message of the bus goes to whom, what is due when, and the end. It holds no state
 * that matters: killed, its clients reconnect and resume elsewhere. Stopped, it lets go of them with "try again later",
 * never with a GOODBYE, after which clients would stay away.
 */
#pragma once

#include "gateway.h"

void loop_init(struct gateway *gateway);
/* Until a signal has stopped it, and its clients are gone or have had their time. */
void loop_run(struct gateway *gateway);
/* Once the bus is closed: nobody wakes it any more. */
void loop_close(struct gateway *gateway);

/* For the mailbox of the bus: called on one of its threads. closure: the gateway. */
void loop_wake(void *closure);
