/* SPDX-License-Identifier: EUPL-1.2 */
/* The directory and the pilots in memory: what their services mean by their answers, in so far as a register's import
 * meets it. */
#pragma once

#include "directory_contract.h"
#include "pilots_contract.h"
#include "test_client.h"

#define TEST_SERVICES_MOST 2000

struct test_services {
    struct test_client client;
    struct directory_organisation organisations[TEST_SERVICES_MOST];
    size_t organisation_count;
    struct pilots_pilot pilots[TEST_SERVICES_MOST];
    size_t pilot_count;
};

/* To be freed with test_services_free. */
struct test_services *test_services_new(void);
void test_services_free(struct test_services *services);

struct pilots_pilot *test_services_pilot(struct test_services *services, const char *identifier); /* or NULL */
struct directory_organisation *test_services_organisation(struct test_services *services,
                                                          const char *name); /* or NULL */
/* A pilot of the organisation of this name, registered here and not imported; its record is filled by the caller. */
struct pilots_pilot *test_services_add(struct test_services *services, const char *name);
