/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A directory in memory behind the importer's client: the semantics of the service, in so far as an import meets them.
 * Every message passes through the contract's codec on its way in and out, so what the contract refuses is refused here.
 */
#pragma once

#include "plan.h"

#define TEST_DIRECTORY_PAGE 20 /* records on a page, so that real sources take several */

struct test_directory {
    struct arena arena;
    struct directory_organisation organisations[1000];
    size_t organisation_count;
    struct directory_offer offers[1000];
    size_t offer_count;
    struct {
        const char *command_id;
        struct bytes result;
    } answered[8000];
    size_t answer_count;
    size_t commands;     /* received, with repeated ones */
    size_t changes;      /* that did something */
    size_t silent_after; /* this many commands are answered, the next ones not at all; 0: all */
    bool loses_answer;   /* of the last command before it falls silent */
    const char *refuses; /* name of a procedure it refuses as not authorised */
};

struct client test_directory_client(struct test_directory *directory);
struct directory_offer *test_directory_offer(struct test_directory *directory, const char *identifier); /* or NULL */
struct directory_organisation *test_directory_organisation(struct test_directory *directory, const char *identifier);
void test_directory_free(struct test_directory *directory);
