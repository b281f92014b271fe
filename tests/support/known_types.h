/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Every message type there is: inputs, outputs and events of all contracts, and the envelopes of the bus.
 */
#pragma once

#include "contract.h"

struct known_type {
    const struct message_type *type;
    enum message_mode mode; /* in which it is decoded in life */
};

/* Ended by {0}. */
const struct known_type *known_types(void);
size_t known_type_count(void);

/* The type called so ("referrals.send_referral"); its type is NULL when there is none. */
struct known_type known_type(const char *name);
