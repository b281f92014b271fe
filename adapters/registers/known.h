/* SPDX-License-Identifier: EUPL-1.2 */
/* What an installation has: its organisations, and its pilots that come from a register. */
#pragma once

#include "client.h"
#include "directory_contract.h"
#include "pilots_contract.h"

/* An organisation that a source names. */
struct known_organisation {
    const char *name;
    const char *id; /* NULL until it is registered */
};

struct known {
    struct arena *arena;
    const char *system, *country;
    const char *own_id;          /* the organisation alone of which it is asked; NULL: all */
    struct buffer listed;        /* const struct directory_organisation * */
    struct buffer pilots;        /* const struct pilots_pilot *, by identifier in the source */
    struct buffer organisations; /* struct known_organisation *: those that were asked for */
};

/* Asks the services. 0, a problem, or negative. */
int known_fetch(struct known *known, const struct client *client);
void known_free(struct known *known);

/* The pilot with this identifier in the source, or NULL. */
const struct pilots_pilot *known_pilot(const struct known *known, const char *identifier);
size_t known_pilot_count(const struct known *known);
const struct pilots_pilot *known_pilot_at(const struct known *known, size_t index);

/* The id of the organisation that a name means: the one that was imported from the source, else one of that name in the
 * register's country or without one. Where it is asked of one alone: that one, when it has this name or was imported
 * with it. NULL when there is none. */
const char *known_organisation_id(const struct known *known, const char *name);
/* The same for a record that is to be registered: one that is not there yet is to be registered before (*is_new, when it
 * is asked for the first time). */
struct known_organisation *known_organisation(struct known *known, const char *name, bool *is_new);
