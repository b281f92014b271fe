/* SPDX-License-Identifier: EUPL-1.2 */
#include "known.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static size_t pointers(const struct buffer *buffer)
{
    return buffer->size / sizeof(void *);
}

static int compare_pilots(const void *a, const void *b)
{
    const struct pilots_pilot *const *left = a, *const *right = b;
    return strcmp((*left)->source->identifier, (*right)->source->identifier);
}

static int fetch_organisations(struct known *known, const struct client *client)
{
    struct directory_list_organisations in = {0};
    struct directory_list_organisations_result out;
    do {
        const char *field;
        int rc = client_call(client, &directory_list_organisations_procedure, &in, known->arena, &out, &field);
        if (rc)
            return rc;
        for (size_t i = 0; i < out.organisations.count; i++)
            buffer_append(&known->listed, &(const void *){&out.organisations.items[i]}, sizeof(void *));
        in.after = out.next;
    } while (out.next);
    return 0;
}

static int fetch_pilots(struct known *known, const struct client *client)
{
    struct pilots_list_records in = {.source_system = known->system};
    struct pilots_list_records_result out;
    do {
        const char *field;
        int rc = client_call(client, &pilots_list_records_procedure, &in, known->arena, &out, &field);
        if (rc)
            return rc;
        for (size_t i = 0; i < out.pilots.count; i++)
            buffer_append(&known->pilots, &(const void *){&out.pilots.items[i]}, sizeof(void *));
        in.after = out.next;
    } while (out.next);
    return 0;
}

int known_fetch(struct known *known, const struct client *client)
{
    int rc = fetch_organisations(known, client);
    if (!rc)
        rc = fetch_pilots(known, client);
    if (known->pilots.size > 0)
        qsort(known->pilots.data, pointers(&known->pilots), sizeof(void *), compare_pilots);
    return rc;
}

void known_free(struct known *known)
{
    buffer_free(&known->listed);
    buffer_free(&known->pilots);
    buffer_free(&known->organisations);
}

const struct pilots_pilot *known_pilot(const struct known *known, const char *identifier)
{
    const struct pilots_pilot *wanted =
        &(struct pilots_pilot){.source = &(struct common_source){.identifier = identifier}};
    const struct pilots_pilot **found =
        known->pilots.size == 0
            ? NULL
            : bsearch(&wanted, known->pilots.data, pointers(&known->pilots), sizeof(void *), compare_pilots);
    return found ? *found : NULL;
}

size_t known_pilot_count(const struct known *known)
{
    return pointers(&known->pilots);
}

const struct pilots_pilot *known_pilot_at(const struct known *known, size_t index)
{
    return ((const struct pilots_pilot *const *) (const void *) known->pilots.data)[index];
}

/* Organisations. */

static bool is_imported(const struct known *known, const struct directory_organisation *organisation, const char *name)
{
    const struct common_source *source = organisation->source;
    return source && strcmp(source->system, known->system) == 0 && strcmp(source->identifier, name) == 0;
}

static const char *own_organisation_id(const struct known *known, const char *name)
{
    const struct directory_organisation *const *listed = (const void *) known->listed.data;
    for (size_t i = 0; i < pointers(&known->listed); i++)
        if (strcmp(listed[i]->organisation_id, known->own_id) == 0 &&
            (strcasecmp(listed[i]->name, name) == 0 || is_imported(known, listed[i], name)))
            return known->own_id;
    return NULL;
}

const char *known_organisation_id(const struct known *known, const char *name)
{
    const struct directory_organisation *const *listed = (const void *) known->listed.data, *found = NULL;
    size_t count = pointers(&known->listed);
    if (known->own_id)
        return own_organisation_id(known, name);
    for (size_t i = 0; i < count; i++) /* it may have been renamed since it was imported */
        if (is_imported(known, listed[i], name))
            return listed[i]->organisation_id;
    for (size_t i = 0; i < count && !found; i++)
        if (strcasecmp(listed[i]->name, name) == 0 &&
            (!listed[i]->country || strcmp(listed[i]->country, known->country) == 0))
            found = listed[i];
    return found ? found->organisation_id : NULL;
}

struct known_organisation *known_organisation(struct known *known, const char *name, bool *is_new)
{
    struct known_organisation *const *asked = (const void *) known->organisations.data;
    *is_new = false;
    for (size_t i = 0; i < pointers(&known->organisations); i++)
        if (strcmp(asked[i]->name, name) == 0)
            return asked[i];
    struct known_organisation *organisation = arena_zero(known->arena, sizeof(*organisation));
    *organisation = (struct known_organisation){name, known_organisation_id(known, name)};
    *is_new = !organisation->id;
    buffer_append(&known->organisations, &(void *){organisation}, sizeof(void *));
    return organisation;
}
