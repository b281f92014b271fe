/* SPDX-License-Identifier: EUPL-1.2 */
#include "test_directory.h"

#include <stdlib.h>
#include <string.h>

#define PAGE 20 /* records on a page, so that real sources take several */

static const char now[] = "2026-11-24T09:30:00.000Z";

struct directory_organisation *test_directory_organisation(struct test_directory *directory, const char *identifier)
{
    for (size_t i = 0; i < directory->organisation_count; i++)
        if (strcmp(directory->organisations[i].source->identifier, identifier) == 0)
            return &directory->organisations[i];
    return NULL;
}

struct directory_offer *test_directory_offer(struct test_directory *directory, const char *identifier)
{
    for (size_t i = 0; i < directory->offer_count; i++)
        if (strcmp(directory->offers[i].source->identifier, identifier) == 0)
            return &directory->offers[i];
    return NULL;
}

static int register_organisation(void *closure, const void *in, void *out)
{
    struct test_directory *directory = closure;
    const struct directory_register_organisation *wanted = in;
    if (test_directory_organisation(directory, wanted->source->identifier))
        return PROBLEM_ALREADY_EXISTS;
    struct directory_organisation *organisation = &directory->organisations[directory->organisation_count++];
    message_assign(&directory_organisation_type, organisation, &directory_register_organisation_type, wanted);
    organisation->organisation_id = test_client_id(&directory->client);
    organisation->updated_at = now;
    directory->changes++;
    ((struct directory_register_organisation_result *) out)->organisation_id = organisation->organisation_id;
    return 0;
}

static int update_organisation(void *closure, const void *in, void *out)
{
    struct test_directory *directory = closure;
    const struct directory_update_organisation *wanted = in;
    struct directory_update_organisation_result *result = out;
    struct directory_organisation *organisation = test_directory_organisation(directory, wanted->source->identifier);
    struct directory_organisation before = *organisation;
    message_assign(&directory_organisation_type, organisation, &directory_update_organisation_type, wanted);
    result->organisation_id = organisation->organisation_id;
    result->changed = !message_equal(&directory_organisation_type, &before, organisation);
    organisation->updated_at =
        arena_print(&directory->client.arena, "2026-11-24T09:30:00.%03zuZ", ++directory->changes % 1000);
    return 0;
}

static int publish_offer(void *closure, const void *in, void *out)
{
    struct test_directory *directory = closure;
    const struct directory_publish_offer *wanted = in;
    if (test_directory_offer(directory, wanted->source->identifier))
        return PROBLEM_ALREADY_EXISTS;
    struct directory_offer *offer = &directory->offers[directory->offer_count++];
    message_assign(&directory_offer_type, offer, &directory_publish_offer_type, wanted);
    offer->offer_id = test_client_id(&directory->client);
    offer->version = 1;
    offer->updated_at = now;
    directory->changes++;
    *(struct directory_publish_offer_result *) out = (struct directory_publish_offer_result){offer->offer_id, 1};
    return 0;
}

static struct directory_offer *offer_by_id(struct test_directory *directory, const char *offer_id)
{
    for (size_t i = 0; i < directory->offer_count; i++)
        if (strcmp(directory->offers[i].offer_id, offer_id) == 0)
            return &directory->offers[i];
    return NULL;
}

static int update_offer(void *closure, const void *in, void *out)
{
    struct test_directory *directory = closure;
    const struct directory_update_offer *wanted = in;
    struct directory_offer *offer = offer_by_id(directory, wanted->offer_id);
    if (wanted->expected_version != offer->version)
        return PROBLEM_ILLEGAL_TRANSITION;
    message_assign(&directory_offer_type, offer, &directory_update_offer_type, wanted);
    offer->withdrawn_at = NULL;
    offer->version++;
    directory->changes++;
    *(struct directory_update_offer_result *) out =
        (struct directory_update_offer_result){offer->offer_id, offer->version, true};
    return 0;
}

static int withdraw_offer(void *closure, const void *in, void *out)
{
    struct test_directory *directory = closure;
    struct directory_offer *offer = offer_by_id(directory, ((const struct directory_withdraw_offer *) in)->offer_id);
    if (offer->withdrawn_at)
        return PROBLEM_OFFER_WITHDRAWN;
    offer->withdrawn_at = now;
    offer->version++;
    directory->changes++;
    *(struct directory_withdraw_offer_result *) out =
        (struct directory_withdraw_offer_result){offer->offer_id, offer->version};
    return 0;
}

static int list_organisations(void *closure, const void *in, void *out)
{
    struct test_directory *directory = closure;
    const struct directory_list_organisations *wanted = in;
    struct directory_list_organisations_result *result = out;
    size_t from = test_client_page(&directory->client, wanted->after, PAGE, directory->organisation_count,
                                   &result->organisations.count, &result->next);
    result->organisations.items = directory->organisations + from;
    return 0;
}

static int search_offers(void *closure, const void *in, void *out)
{
    struct test_directory *directory = closure;
    const struct directory_search_offers *wanted = in;
    struct directory_search_offers_result *result = out;
    size_t from = test_client_page(&directory->client, wanted->after, PAGE, directory->offer_count,
                                   &result->offers.count, &result->next);
    result->offers.items = directory->offers + from;
    return 0;
}

static const struct test_procedure procedures[] = {
    {&directory_register_organisation_procedure, register_organisation},
    {&directory_update_organisation_procedure, update_organisation},
    {&directory_publish_offer_procedure, publish_offer},
    {&directory_update_offer_procedure, update_offer},
    {&directory_withdraw_offer_procedure, withdraw_offer},
    {&directory_list_organisations_procedure, list_organisations},
    {&directory_search_offers_procedure, search_offers},
    {0},
};

struct test_directory *test_directory_new(void)
{
    struct test_directory *directory = calloc(1, sizeof(*directory));
    directory->client.procedures = procedures;
    directory->client.services = directory;
    return directory;
}

void test_directory_free(struct test_directory *directory)
{
    arena_free(&directory->client.arena);
    free(directory);
}
