/* SPDX-License-Identifier: EUPL-1.2 */
#include "test_directory.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"

static const char now[] = "2026-11-24T09:30:00.000Z";

static const char *new_id(struct test_directory *directory)
{
    static unsigned last;
    return arena_print(&directory->arena, "01930000-0000-7000-8000-%012x", ++last);
}

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

static int register_organisation(struct test_directory *directory, const void *in, void *out)
{
    const struct directory_register_organisation *wanted = in;
    if (test_directory_organisation(directory, wanted->source->identifier))
        return PROBLEM_ALREADY_EXISTS;
    struct directory_organisation *organisation = &directory->organisations[directory->organisation_count++];
    message_assign(&directory_organisation_type, organisation, &directory_register_organisation_type, wanted);
    organisation->organisation_id = new_id(directory);
    organisation->updated_at = now;
    directory->changes++;
    ((struct directory_register_organisation_result *) out)->organisation_id = organisation->organisation_id;
    return 0;
}

static int update_organisation(struct test_directory *directory, const void *in, void *out)
{
    const struct directory_update_organisation *wanted = in;
    struct directory_update_organisation_result *result = out;
    struct directory_organisation *organisation = test_directory_organisation(directory, wanted->source->identifier);
    struct directory_organisation before = *organisation;
    message_assign(&directory_organisation_type, organisation, &directory_update_organisation_type, wanted);
    result->organisation_id = organisation->organisation_id;
    result->changed = !message_equal(&directory_organisation_type, &before, organisation);
    organisation->updated_at =
        arena_print(&directory->arena, "2026-11-24T09:30:00.%03zuZ", ++directory->changes % 1000);
    return 0;
}

static int publish_offer(struct test_directory *directory, const void *in, void *out)
{
    const struct directory_publish_offer *wanted = in;
    if (test_directory_offer(directory, wanted->source->identifier))
        return PROBLEM_ALREADY_EXISTS;
    struct directory_offer *offer = &directory->offers[directory->offer_count++];
    message_assign(&directory_offer_type, offer, &directory_publish_offer_type, wanted);
    offer->offer_id = new_id(directory);
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

static int update_offer(struct test_directory *directory, const void *in, void *out)
{
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

static int withdraw_offer(struct test_directory *directory, const void *in, void *out)
{
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

/* The cursor of a page is where the next one begins. */
static size_t page(struct test_directory *directory, const char *after, size_t all, size_t *count, const char **next)
{
    size_t from = after ? strtoul(after, NULL, 10) : 0;
    *count = all - from < TEST_DIRECTORY_PAGE ? all - from : TEST_DIRECTORY_PAGE;
    *next = from + *count < all ? arena_print(&directory->arena, "%zu", from + *count) : NULL;
    return from;
}

static int list_organisations(struct test_directory *directory, const void *in, void *out)
{
    const struct directory_list_organisations *wanted = in;
    struct directory_list_organisations_result *result = out;
    size_t from =
        page(directory, wanted->after, directory->organisation_count, &result->organisations.count, &result->next);
    result->organisations.items = directory->organisations + from;
    return 0;
}

static int search_offers(struct test_directory *directory, const void *in, void *out)
{
    const struct directory_search_offers *wanted = in;
    struct directory_search_offers_result *result = out;
    size_t from = page(directory, wanted->after, directory->offer_count, &result->offers.count, &result->next);
    result->offers.items = directory->offers + from;
    return 0;
}

static const struct {
    const struct procedure *procedure;
    int (*run)(struct test_directory *directory, const void *in, void *out);
} procedures[] = {
    {&directory_register_organisation_procedure, register_organisation},
    {&directory_update_organisation_procedure, update_organisation},
    {&directory_publish_offer_procedure, publish_offer},
    {&directory_update_offer_procedure, update_offer},
    {&directory_withdraw_offer_procedure, withdraw_offer},
    {&directory_list_organisations_procedure, list_organisations},
    {&directory_search_offers_procedure, search_offers},
};

static int run(struct test_directory *directory, const struct procedure *procedure, const void *in, void *out)
{
    for (size_t i = 0; i < sizeof(procedures) / sizeof(*procedures); i++)
        if (procedures[i].procedure == procedure)
            return procedures[i].run(directory, in, out);
    abort();
}

static struct bytes encoded(struct test_directory *directory, const struct message_type *type, const void *message)
{
    struct buffer buffer = {0};
    message_encode(type, message, &buffer);
    struct bytes bytes = {(const uint8_t *) arena_copy(&directory->arena, buffer.data, buffer.size), buffer.size};
    buffer_free(&buffer);
    return bytes;
}

/* A copy of the message as the other side of a connection gets it. */
static void transfer(const struct message_type *type, struct bytes bytes, enum message_mode mode, struct arena *arena,
                     void *out)
{
    struct message_error error;
    int rc = message_decode(type, bytes, mode, arena, out, NULL, &error);
    assert(rc == 0);
    (void) rc;
}

static int answer(struct test_directory *directory, const struct client_call *call, struct arena *arena,
                  const char **field)
{
    const struct procedure *procedure = call->procedure;
    bool is_command = procedure->kind == PROCEDURE_COMMAND;
    void *arguments = arena_alloc(&directory->arena, procedure->input->size);
    void *result = arena_zero(&directory->arena, procedure->output->size);
    transfer(procedure->input, encoded(directory, procedure->input, call->in), MESSAGE_STRICT, &directory->arena,
             arguments);
    if (is_command && directory->silent_after && directory->commands >= directory->silent_after)
        return -ENOTCONN;
    directory->commands += is_command;
    if (directory->refuses && strcmp(directory->refuses, procedure->name) == 0) {
        *field = "name";
        return PROBLEM_NOT_AUTHORIZED;
    }
    const char *command_id = message_text_at(arguments, procedure->command_id);
    for (size_t i = 0; is_command && i < directory->answer_count; i++) {
        if (strcmp(directory->answered[i].command_id, command_id) == 0) {
            transfer(procedure->output, directory->answered[i].result, MESSAGE_TOLERANT, arena, call->out);
            return 0;
        }
    }
    int rc = run(directory, procedure, arguments, result);
    if (rc)
        return rc;
    struct bytes bytes = encoded(directory, procedure->output, result);
    if (is_command) {
        directory->answered[directory->answer_count].command_id = command_id;
        directory->answered[directory->answer_count++].result = bytes;
    }
    if (directory->loses_answer && directory->commands == directory->silent_after)
        return -ETIMEDOUT;
    transfer(procedure->output, bytes, MESSAGE_TOLERANT, arena, call->out);
    return 0;
}

static void run_batch(void *closure, const struct client_batch *batch)
{
    for (size_t i = 0; i < batch->count; i++)
        batch->calls[i].rc = answer(closure, &batch->calls[i], batch->arena, &batch->calls[i].field);
}

struct client test_directory_client(struct test_directory *directory)
{
    return (struct client){run_batch, directory};
}

void test_directory_free(struct test_directory *directory)
{
    arena_free(&directory->arena);
    free(directory);
}
