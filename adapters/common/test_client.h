/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Services in memory behind an adapter's client, in so far as an import meets them. Every message passes through the
 * contract's codec on its way in and out, so what the contract refuses is refused here; a command that was answered is
 * answered the same again.
 */
#pragma once

#include "client.h"

struct test_procedure {
    const struct procedure *procedure;
    int (*run)(void *services, const void *in, void *out); /* 0 or a problem */
};

struct test_client {
    struct arena arena;
    const struct test_procedure *procedures; /* ended by a row without procedure */
    void *services;                          /* that they are of */
    struct {
        const char *command_id;
        struct bytes result;
    } answered[8000];
    size_t answer_count;
    size_t commands;     /* received, with repeated ones */
    size_t silent_after; /* this many commands are answered, the next ones not at all; 0: all */
    bool loses_answer;   /* of the last command before it falls silent */
    const char *refuses; /* name of a procedure it refuses as not authorised */
};

struct client test_client(struct test_client *client);
const char *test_client_id(struct test_client *client); /* a new one */

/* A page from where the cursor says: *count of all items, *next the cursor of the next page. Returns the first. */
size_t test_client_page(struct test_client *client, const char *after, size_t size, size_t all, size_t *count,
                        const char **next);
