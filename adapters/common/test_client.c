/* SPDX-License-Identifier: EUPL-1.2 */
#include "test_client.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"

const char *test_client_id(struct test_client *client)
{
    static unsigned last;
    return arena_print(&client->arena, "01930000-0000-7000-8000-%012x", ++last);
}

size_t test_client_page(struct test_client *client, const char *after, size_t size, size_t all, size_t *count,
                        const char **next)
{
    size_t from = after ? strtoul(after, NULL, 10) : 0;
    *count = all - from < size ? all - from : size;
    *next = from + *count < all ? arena_print(&client->arena, "%zu", from + *count) : NULL;
    return from;
}

static struct bytes encoded(struct test_client *client, const struct message_type *type, const void *message)
{
    struct buffer buffer = {0};
    message_encode(type, message, &buffer);
    struct bytes bytes = {(const uint8_t *) arena_copy(&client->arena, buffer.data, buffer.size), buffer.size};
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

static int run(struct test_client *client, const struct procedure *procedure, const void *in, void *out)
{
    for (const struct test_procedure *row = client->procedures; row->procedure; row++)
        if (row->procedure == procedure)
            return row->run(client->services, in, out);
    abort();
}

static int answer(struct test_client *client, const struct client_call *call, struct arena *arena, const char **field)
{
    const struct procedure *procedure = call->procedure;
    bool is_command = procedure->kind == PROCEDURE_COMMAND;
    void *arguments = arena_alloc(&client->arena, procedure->input->size);
    void *result = arena_zero(&client->arena, procedure->output->size);
    transfer(procedure->input, encoded(client, procedure->input, call->in), MESSAGE_STRICT, &client->arena, arguments);
    if (is_command && client->silent_after && client->commands >= client->silent_after)
        return -ENOTCONN;
    client->commands += is_command;
    if (client->refuses && strcmp(client->refuses, procedure->name) == 0) {
        *field = "name";
        return PROBLEM_NOT_AUTHORIZED;
    }
    const char *command_id = message_text_at(arguments, procedure->command_id);
    for (size_t i = 0; is_command && i < client->answer_count; i++) {
        if (strcmp(client->answered[i].command_id, command_id) == 0) {
            transfer(procedure->output, client->answered[i].result, MESSAGE_TOLERANT, arena, call->out);
            return 0;
        }
    }
    int rc = run(client, procedure, arguments, result);
    if (rc)
        return rc;
    struct bytes bytes = encoded(client, procedure->output, result);
    if (is_command) {
        client->answered[client->answer_count].command_id = command_id;
        client->answered[client->answer_count++].result = bytes;
    }
    if (client->loses_answer && client->commands == client->silent_after)
        return -ETIMEDOUT;
    transfer(procedure->output, bytes, MESSAGE_TOLERANT, arena, call->out);
    return 0;
}

static void run_batch(void *closure, const struct client_batch *batch)
{
    bool is_over = false;
    for (size_t i = 0; i < batch->count; i++) {
        struct client_call *call = &batch->calls[i];
        call->field = NULL;
        call->rc = is_over ? -ECANCELED : answer(closure, call, batch->arena, &call->field);
        if (batch->answered && call->rc != -ECANCELED)
            is_over |= !batch->answered(batch->closure, call);
        is_over |= call->rc < 0;
    }
}

struct client test_client(struct test_client *client)
{
    return (struct client){run_batch, client};
}
