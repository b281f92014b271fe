/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * An adapter's way to the services over the bus, for a process that stands beside them: it names in whose name it calls,
 * and the rights it has on the bus say what it may call at all.
 *
 *     struct bus_client *services = bus_client_open(bus, "services", stopping);
 *     bus_client_act_as(services, &principal);
 *     struct client client = bus_client(services);
 *     rc = client_call(&client, &pilots_get_pilot_procedure, &in, &arena, &out, &field);
 *     bus_client_close(services);
 *
 * What a service cannot answer at this moment is asked again for a while: every command has its id, so that is safe.
 * Each call is answered from no older state than those before it have seen. Of one thread; several on one connection
 * need different names.
 */
#pragma once

#include <stdatomic.h>

#include "bus.h"
#include "client.h"

struct bus_client;

/* stopping: when it becomes true, calls end without an answer. Both must outlive it. */
struct bus_client *bus_client_open(struct bus *bus, const char *name, const atomic_bool *stopping);
void bus_client_close(struct bus_client *client);

/* Who calls from now on; kept by reference. */
void bus_client_act_as(struct bus_client *client, const struct common_principal *who);

struct client bus_client(struct bus_client *client);
