/* SPDX-License-Identifier: EUPL-1.2 */
/* A folder with a source in it, a directory in memory to import it to, and what came of the last import. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "error.h"
#include "hsds.h"
#include "scratch.h"
#include "test_directory.h"

struct fixture {
    struct scratch folder;
    char *report; /* a file beside the folder */
    struct test_directory *directory;
    struct hsds_result result;
    char said[1 << 17]; /* on stdout, by the last import */
};

int set_up(void **state);
int tear_down(void **state);
#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

/* path, system: the folder and "test" unless they are set. */
int import_with(struct fixture *fixture, struct hsds_options options);
int import(struct fixture *fixture);

void expect_counts(const struct fixture *fixture, size_t published, size_t updated, size_t unchanged, size_t withdrawn);
/* Whether the report has this row. */
bool reports(const struct fixture *fixture, const char *row);
void expect_no_change_again(struct fixture *fixture, struct hsds_options options);

#define ORGANIZATIONS "id,name,url,email\no1,Naboskabet,https://example.org,hej@example.org\no2,Kaffe & Snak,,\n"
#define SERVICES_HEADER "id,organization_id,name,description,url,email,status,minimum_age,fees\n"
#define THREE_SERVICES                                                                                                 \
    SERVICES_HEADER "s1,o1,Besøgsven,\"En ven, der kommer\nforbi\",https://example.org/ven,,active,65,\n"             \
                    "s2,o1,Lektiehjælp,,,,active,,gratis\n"                                                           \
                    "s3,o2,Cafe,,,,inactive,,\n"
