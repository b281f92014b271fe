/* SPDX-License-Identifier: EUPL-1.2 */
#include "discovery.h"

#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "identity.h"

static const char *const verbs[] = {"PING", "INFO", "STATS"};
#define VERBS (sizeof verbs / sizeof *verbs)
#define FORMS 3 /* to all, to a name, to an id */

struct discovery {
    struct bus *bus;
    struct discovery_identity identity;
    char started[TIME_TEXT_SIZE];
    struct bus_subscription *subscriptions[VERBS * FORMS];
};

int discovery_new(struct bus *bus, const struct discovery_identity *identity, struct mailbox *box, int tag,
                  struct discovery **discovery)
{
    struct arena arena = {0};
    struct discovery *made = calloc(1, sizeof *made);
    if (!made)
        return -ENOMEM;
    made->bus = bus;
    made->identity = *identity;
    time_text(time_now_ms(), made->started);
    int rc = 0;
    for (size_t i = 0; !rc && i < VERBS; i++) {
        const char *subjects[FORMS] = {
            arena_print(&arena, "$SRV.%s", verbs[i]),
            arena_print(&arena, "$SRV.%s.%s", verbs[i], identity->name),
            arena_print(&arena, "$SRV.%s.%s.%s", verbs[i], identity->name, identity->id),
        };
        for (size_t k = 0; !rc && k < FORMS; k++)
            rc = bus_subscribe(bus, subjects[k], NULL, box, tag, &made->subscriptions[i * FORMS + k]);
    }
    arena_free(&arena);
    if (rc)
        discovery_free(made);
    else
        *discovery = made;
    return rc;
}

void discovery_free(struct discovery *discovery)
{
    for (size_t i = 0; i < VERBS * FORMS; i++)
        if (discovery->subscriptions[i])
            bus_unsubscribe(discovery->subscriptions[i]);
    free(discovery);
}

static json_t *endpoint_describe(const struct discovery_identity *identity, const struct procedure *procedure,
                                 bool statistics)
{
    json_t *subject = json_sprintf("samspil.%s.%s", procedure->service, procedure->name);
    if (!statistics)
        return json_pack("{s:s, s:o, s:s}", "name", procedure->name, "subject", subject, "queue_group",
                         procedure->service);
    return json_pack("{s:s, s:o, s:s, s:I}", "name", procedure->name, "subject", subject, "queue_group",
                     procedure->service, "num_requests", (json_int_t) identity->requests(procedure));
}

static json_t *endpoints_describe(const struct discovery_identity *identity, bool statistics)
{
    json_t *list = json_array();
    for (size_t i = 0; identity->contract && i < identity->contract->procedure_count; i++)
        json_array_append_new(list, endpoint_describe(identity, identity->contract->procedures[i], statistics));
    return list;
}

void discovery_answer(struct discovery *discovery, const struct bus_message *message)
{
    const struct discovery_identity *identity = &discovery->identity;
    const char *verb = message->subject + strlen("$SRV.");
    if (!message->reply)
        return;
    json_t *answer = json_pack("{s:s, s:s, s:s, s:{}}", "name", identity->name, "id", identity->id, "version",
                               SAMSPIL_VERSION, "metadata");
    if (strncmp(verb, "PING", 4) == 0) {
        json_object_set_new(answer, "type", json_string("io.nats.micro.v1.ping_response"));
    } else if (strncmp(verb, "INFO", 4) == 0) {
        json_object_set_new(answer, "type", json_string("io.nats.micro.v1.info_response"));
        json_object_set_new(answer, "description", json_string(identity->description));
        json_object_set_new(answer, "endpoints", endpoints_describe(identity, false));
    } else {
        json_object_set_new(answer, "type", json_string("io.nats.micro.v1.stats_response"));
        json_object_set_new(answer, "started", json_string(discovery->started));
        json_object_set_new(answer, "endpoints", endpoints_describe(identity, true));
        json_object_set_new(answer, "data", identity->state(identity->closure));
    }
    char *text = json_dumps(answer, JSON_COMPACT);
    /* Whoever asked and is gone will ask again. */
    if (text)
        (void) bus_publish(discovery->bus, message->reply, NULL, (struct bytes){(const uint8_t *) text, strlen(text)});
    free(text);
    json_decref(answer);
}
