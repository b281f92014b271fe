/* SPDX-License-Identifier: EUPL-1.2 */
#include "test_services.h"

#include <stdlib.h>
#include <string.h>

static const char now[] = "2026-11-24T09:30:00.000Z";

struct pilots_pilot *test_services_pilot(struct test_services *services, const char *identifier)
{
    for (size_t i = 0; i < services->pilot_count; i++) {
        struct pilots_pilot *pilot = &services->pilots[i];
        if (strcmp(pilot->pilot_id, identifier) == 0 ||
            (pilot->source && strcmp(pilot->source->identifier, identifier) == 0))
            return pilot;
    }
    return NULL;
}

struct directory_organisation *test_services_organisation(struct test_services *services, const char *name)
{
    for (size_t i = 0; i < services->organisation_count; i++)
        if (strcmp(services->organisations[i].name, name) == 0)
            return &services->organisations[i];
    return NULL;
}

static struct directory_organisation *organisation_by_id(struct test_services *services, const char *id)
{
    for (size_t i = 0; i < services->organisation_count; i++)
        if (strcmp(services->organisations[i].organisation_id, id) == 0)
            return &services->organisations[i];
    abort();
}

static struct pilots_pilot *add_pilot(struct test_services *services, const struct directory_organisation *organisation)
{
    struct pilots_pilot *pilot = &services->pilots[services->pilot_count++];
    struct pilots_participant *participant = ARENA_ARRAY(&services->client.arena, struct pilots_participant, 1);
    participant->organisation_id = organisation->organisation_id;
    *pilot = (struct pilots_pilot){
        .pilot_id = test_client_id(&services->client),
        .organisation_id = organisation->organisation_id,
        .organisation_name = organisation->name,
        .organisations = {participant, 1},
        .version = 1,
        .registered_at = now,
        .updated_at = now,
    };
    return pilot;
}

struct pilots_pilot *test_services_add(struct test_services *services, const char *name)
{
    struct directory_organisation *organisation = test_services_organisation(services, name);
    if (!organisation) {
        organisation = &services->organisations[services->organisation_count++];
        *organisation = (struct directory_organisation){.organisation_id = test_client_id(&services->client),
                                                        .name = name,
                                                        .type = COMMON_ORGANISATION_TYPE_MUNICIPALITY,
                                                        .updated_at = now};
    }
    struct pilots_pilot *pilot = add_pilot(services, organisation);
    pilot->stage = PILOTS_STAGE_PILOT;
    pilot->published = true;
    return pilot;
}

static int register_organisation(void *closure, const void *in, void *out)
{
    struct test_services *services = closure;
    const struct directory_register_organisation *wanted = in;
    for (size_t i = 0; i < services->organisation_count; i++) {
        const struct common_source *source = services->organisations[i].source;
        if (source && strcmp(source->identifier, wanted->source->identifier) == 0)
            return PROBLEM_ALREADY_EXISTS;
    }
    struct directory_organisation *organisation = &services->organisations[services->organisation_count++];
    message_assign(&directory_organisation_type, organisation, &directory_register_organisation_type, wanted);
    organisation->organisation_id = test_client_id(&services->client);
    organisation->updated_at = now;
    ((struct directory_register_organisation_result *) out)->organisation_id = organisation->organisation_id;
    return 0;
}

static int list_organisations(void *closure, const void *in, void *out)
{
    struct test_services *services = closure;
    struct directory_list_organisations_result *result = out;
    size_t from = test_client_page(&services->client, ((const struct directory_list_organisations *) in)->after, 50,
                                   services->organisation_count, &result->organisations.count, &result->next);
    result->organisations.items = services->organisations + from;
    return 0;
}

static int register_pilot(void *closure, const void *in, void *out)
{
    struct test_services *services = closure;
    const struct pilots_register_pilot *wanted = in;
    if (test_services_pilot(services, wanted->source->identifier))
        return PROBLEM_ALREADY_EXISTS;
    struct pilots_pilot *pilot = add_pilot(services, organisation_by_id(services, wanted->organisation_id));
    pilot->record = wanted->record;
    pilot->stage = wanted->stage;
    pilot->published = wanted->published;
    pilot->source = wanted->source;
    *(struct pilots_register_pilot_result *) out =
        (struct pilots_register_pilot_result){pilot->pilot_id, pilot->version, pilot->stage};
    return 0;
}

static int update_pilot(void *closure, const void *in, void *out)
{
    const struct pilots_update_pilot *wanted = in;
    struct pilots_pilot *pilot = test_services_pilot(closure, wanted->pilot_id);
    if (wanted->expected_version != pilot->version)
        return PROBLEM_VERSION_CONFLICT;
    pilot->record = wanted->record;
    pilot->stage = wanted->stage ? wanted->stage : pilot->stage;
    pilot->published = wanted->has_published ? wanted->published : pilot->published;
    pilot->version++;
    *(struct pilots_update_pilot_result *) out =
        (struct pilots_update_pilot_result){pilot->pilot_id, pilot->version, true};
    return 0;
}

static int unpublish_pilot(void *closure, const void *in, void *out)
{
    const struct pilots_unpublish_pilot *wanted = in;
    struct pilots_pilot *pilot = test_services_pilot(closure, wanted->pilot_id);
    pilot->published = false;
    *(struct pilots_unpublish_pilot_result *) out = (struct pilots_unpublish_pilot_result){pilot->pilot_id, false};
    return 0;
}

static int list_records(void *closure, const void *in, void *out)
{
    struct test_services *services = closure;
    const struct pilots_list_records *wanted = in;
    struct pilots_list_records_result *result = out;
    struct pilots_pilot *found = ARENA_ARRAY(&services->client.arena, struct pilots_pilot, services->pilot_count);
    size_t all = 0;
    for (size_t i = 0; i < services->pilot_count; i++)
        if (services->pilots[i].source && strcmp(services->pilots[i].source->system, wanted->source_system) == 0)
            found[all++] = services->pilots[i];
    size_t from = test_client_page(&services->client, wanted->after, 40, all, &result->pilots.count, &result->next);
    result->pilots.items = found + from;
    return 0;
}

static int search_pilots(void *closure, const void *in, void *out)
{
    struct test_services *services = closure;
    const struct pilots_search_pilots *wanted = in;
    struct pilots_search_pilots_result *result = out;
    struct pilots_hit *found = ARENA_ARRAY(&services->client.arena, struct pilots_hit, services->pilot_count);
    size_t all = 0;
    for (size_t i = services->pilot_count; i-- > 0;) { /* youngest first */
        const struct pilots_pilot *pilot = &services->pilots[i];
        if (pilot->published != wanted->published)
            continue;
        message_assign(&pilots_hit_type, &found[all], &pilots_pilot_type, pilot);
        found[all].name = pilot->record.name;
        found[all++].country = pilot->record.country;
    }
    size_t from = test_client_page(&services->client, wanted->after, (size_t) wanted->limit, all, &result->pilots.count,
                                   &result->next);
    result->pilots.items = found + from;
    return 0;
}

static int get_pilot(void *closure, const void *in, void *out)
{
    struct test_services *services = closure;
    struct pilots_get_pilot_result *result = out;
    const struct pilots_pilot *pilot = test_services_pilot(services, ((const struct pilots_get_pilot *) in)->pilot_id);
    if (!pilot)
        return PROBLEM_NOT_FOUND;
    result->pilot = *pilot;
    if (!pilot->record.purpose) { /* of all shortfalls this one will do */
        struct pilots_shortfall *shortfall = ARENA_ARRAY(&services->client.arena, struct pilots_shortfall, 1);
        struct pilots_completeness *completeness = ARENA_ARRAY(&services->client.arena, struct pilots_completeness, 1);
        *shortfall = (struct pilots_shortfall){.field = "purpose", .term = "scope", .fault = PILOTS_FAULT_MISSING};
        completeness->register_ = PILOTS_REGISTER_UK_ATRS;
        completeness->shortfalls.items = shortfall;
        completeness->shortfalls.count = 1;
        result->completeness.items = completeness;
        result->completeness.count = 1;
    }
    return 0;
}

static const struct test_procedure procedures[] = {
    {&directory_register_organisation_procedure, register_organisation},
    {&directory_list_organisations_procedure, list_organisations},
    {&pilots_register_pilot_procedure, register_pilot},
    {&pilots_update_pilot_procedure, update_pilot},
    {&pilots_unpublish_pilot_procedure, unpublish_pilot},
    {&pilots_list_records_procedure, list_records},
    {&pilots_search_pilots_procedure, search_pilots},
    {&pilots_get_pilot_procedure, get_pilot},
    {0},
};

struct test_services *test_services_new(void)
{
    struct test_services *services = calloc(1, sizeof(*services));
    services->client.procedures = procedures;
    services->client.services = services;
    return services;
}

void test_services_free(struct test_services *services)
{
    arena_free(&services->client.arena);
    free(services);
}
