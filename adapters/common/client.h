/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * An adapter's way to the services, whatever carries it.
 *
 *     struct directory_list_organisations_result out;
 *     rc = client_call(client, &directory_list_organisations_procedure, &in, &arena, &out, &field);
 */
#pragma once

#include <stdbool.h>

#include "contract.h"

struct client_call {
    const struct procedure *procedure;
    const void *in;    /* the procedure's input */
    void *out;         /* room for its output; filled when rc is 0 */
    const char *field; /* the offending field of a problem, or NULL; in the arena */
    int rc;            /* 0, a problem, or negative when there was no answer */
};

/* Calls that do not wait for each other: several are in flight, and they are answered in any order. */
struct client_batch {
    struct client_call *calls;
    size_t count;
    struct arena *arena; /* what the outputs point to */
    /* After each one; false: no further ones are begun. May be NULL. */
    bool (*answered)(void *closure, const struct client_call *call);
    void *closure;
};

struct client {
    /* Fills each call's rc, out and field. After a call without an answer, or when answered says so, no further ones
     * are begun; theirs is -ECANCELED. */
    void (*run)(void *closure, const struct client_batch *batch);
    void *closure;
};

/* One call. 0, a problem (*field gets the offending field or NULL, in the arena), or negative without an answer. */
static inline int client_call(const struct client *client, const struct procedure *procedure, const void *in,
                              struct arena *arena, void *out, const char **field)
{
    struct client_call call = {.procedure = procedure, .in = in, .out = out};
    client->run(client->closure, &(struct client_batch){.calls = &call, .count = 1, .arena = arena});
    *field = call.field;
    return call.rc;
}

/* The problem that a service calls so; PROBLEM_NONE when none of the contracts' is. */
enum problem client_problem(const char *code);

/* Gives a command an id (a UUID of version 8, RFC 9562) made of what it says and of the state it was planned on, so
 * that the same step is done once however often it is sent. */
void client_identify(const struct procedure *procedure, const char *state, void *in, struct arena *arena);
