/* SPDX-License-Identifier: EUPL-1.2 */
#include "known_types.h"

#include <assert.h>
#include <string.h>

static struct known_type types[512];
static size_t count;

static void add(const struct message_type *type, enum message_mode mode)
{
    assert(count + 1 < sizeof(types) / sizeof(types[0]));
    types[count++] = (struct known_type){type, mode};
}

static void collect(void)
{
    add(&common_call_type, MESSAGE_TOLERANT);
    add(&common_reply_type, MESSAGE_TOLERANT);
    add(&common_event_type, MESSAGE_TOLERANT);
    add(&common_cloud_event_type, MESSAGE_TOLERANT);
    for (size_t i = 0; contracts[i]; i++) {
        for (size_t j = 0; j < contracts[i]->procedure_count; j++) {
            add(contracts[i]->procedures[j]->input, MESSAGE_STRICT);
            add(contracts[i]->procedures[j]->output, MESSAGE_TOLERANT);
        }
        for (size_t j = 0; j < contracts[i]->event_count; j++)
            add(contracts[i]->events[j]->data, MESSAGE_TOLERANT);
    }
}

const struct known_type *known_types(void)
{
    if (count == 0)
        collect();
    return types;
}

size_t known_type_count(void)
{
    (void) known_types();
    return count;
}

struct known_type known_type(const char *name)
{
    const struct known_type *known = known_types();
    while (known->type && strcmp(known->type->name, name) != 0)
        known++;
    return *known;
}
