/* SPDX-License-Identifier: EUPL-1.2 */
#include "enforcers.h"

#include <stdlib.h>
#include <string.h>

#include "consent.h"

void enforcers_free(struct enforcers *enforcers)
{
    free(enforcers->items);
    *enforcers = (struct enforcers){0};
}

/* What every use begins with: whose lease is over is forgotten. */
static void use(struct enforcers *enforcers, int64_t now_ms)
{
    size_t kept = 0;
    if (enforcers->begun_ms == 0)
        enforcers->begun_ms = now_ms;
    for (size_t i = 0; i < enforcers->count; i++)
        if (enforcers->items[i].lease_until_ms > now_ms)
            enforcers->items[kept++] = enforcers->items[i];
    enforcers->count = kept;
}

static struct enforcer *find(struct enforcers *enforcers, const char *instance)
{
    for (size_t i = 0; i < enforcers->count; i++)
        if (strcmp(enforcers->items[i].instance, instance) == 0)
            return &enforcers->items[i];
    return NULL;
}

static struct enforcer *add(struct enforcers *enforcers, const char *instance)
{
    if (enforcers->count == enforcers->capacity) {
        enforcers->capacity = enforcers->capacity ? 2 * enforcers->capacity : 16;
        enforcers->items = realloc(enforcers->items, enforcers->capacity * sizeof *enforcers->items);
        if (!enforcers->items)
            abort();
    }
    struct enforcer *added = &enforcers->items[enforcers->count++];
    *added = (struct enforcer){0};
    strncpy(added->instance, instance, sizeof added->instance - 1);
    return added;
}

bool enforcers_report(struct enforcers *enforcers, const char *instance, int64_t position, int64_t ended_sequence,
                      int64_t now_ms)
{
    use(enforcers, now_ms);
    struct enforcer *enforcer = find(enforcers, instance);
    bool granted = position >= ended_sequence;
    if (!enforcer && granted)
        enforcer = add(enforcers, instance);
    if (enforcer)
        enforcer->position = position;
    if (granted)
        enforcer->lease_until_ms = now_ms + CONSENT_LEASE_MS;
    return granted;
}

int64_t enforcers_wait(struct enforcers *enforcers, int64_t sequence, int64_t now_ms)
{
    use(enforcers, now_ms);
    int64_t until_ms = enforcers->begun_ms + CONSENT_LEASE_MS;
    for (size_t i = 0; i < enforcers->count; i++)
        if (enforcers->items[i].position < sequence && enforcers->items[i].lease_until_ms > until_ms)
            until_ms = enforcers->items[i].lease_until_ms;
    return until_ms > now_ms ? until_ms - now_ms : 0;
}
