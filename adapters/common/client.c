/* SPDX-License-Identifier: EUPL-1.2 */
#include "client.h"

#include <sodium.h>
#include <string.h>

static void set_id(const struct procedure *procedure, void *in, const char *id)
{
    memcpy((char *) in + procedure->command_id, &id, sizeof(id));
}

enum problem client_problem(const char *code)
{
    for (int i = PROBLEM_NONE + 1; i < PROBLEM_COUNT; i++)
        if (strcmp(problem_table[i].code, code) == 0)
            return (enum problem) i;
    return PROBLEM_NONE;
}

void client_identify(const struct procedure *procedure, const char *state, void *in, struct arena *arena)
{
    uint8_t hash[16];
    struct buffer said = {0};
    set_id(procedure, in, "");
    buffer_append(&said, procedure->name, strlen(procedure->name) + 1);
    buffer_append(&said, state, strlen(state) + 1);
    message_encode(procedure->input, in, &said);
    crypto_generichash(hash, sizeof(hash), said.data, said.size, NULL, 0);
    buffer_free(&said);
    hash[6] = (uint8_t) (0x80 | (hash[6] & 0x0f));
    hash[8] = (uint8_t) (0x80 | (hash[8] & 0x3f));
    const char *id = arena_print(arena, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", hash[0],
                                 hash[1], hash[2], hash[3], hash[4], hash[5], hash[6], hash[7], hash[8], hash[9],
                                 hash[10], hash[11], hash[12], hash[13], hash[14], hash[15]);
    set_id(procedure, in, id);
}
