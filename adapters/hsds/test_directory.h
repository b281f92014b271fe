/* SPDX-License-Identifier: EUPL-1.2 */
/* A directory in memory: what the service means by its answers, in so far as an import meets it. */
#pragma once

#include "directory_contract.h"
#include "test_client.h"

struct test_directory {
    struct test_client client;
    struct directory_organisation organisations[1000];
    size_t organisation_count;
    struct directory_offer offers[1000];
    size_t offer_count;
    size_t changes; /* commands that did something */
};

struct test_directory *test_directory_new(void); /* to be freed with test_directory_free */
struct directory_offer *test_directory_offer(struct test_directory *directory, const char *identifier); /* or NULL */
struct directory_organisation *test_directory_organisation(struct test_directory *directory, const char *identifier);
void test_directory_free(struct test_directory *directory);
