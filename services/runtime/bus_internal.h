/* SPDX-License-Identifier: EUPL-1.2 */
/* What bus.c and stream.c share. */
#pragma once

#include <nats/nats.h>

struct bus;

natsConnection *bus_connection(struct bus *bus);
/* -ENOTCONN, -ETIMEDOUT, -EHOSTUNREACH, -EACCES, -EMSGSIZE; -EPROTO for what has no meaning of its own. */
int bus_error(natsStatus status);
