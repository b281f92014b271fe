/* SPDX-License-Identifier: EUPL-1.2 */
/* A nats-server and connections to it, for tests of the bus. What goes wrong fails the running test. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bus.h"
#include "nats_server.h"

enum { WAIT_MS = 10000 };

/* Of the whole group of tests: set up and taken down by start_server and stop_server. */
extern struct nats_server *server;
int start_server(void **state);
int stop_server(void **state);

struct bus *open_bus(void);
/* changed, closure: as in bus_options. */
struct bus *open_bus_telling(void (*changed)(void *closure, bool connected), void *closure);

struct bytes text(const char *words);
/* One message; more at once are a failure of the test. */
struct bus_message *take_one(struct mailbox *box);
void assert_says(const struct bus_message *message, const char *words);
