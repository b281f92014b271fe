/* SPDX-License-Identifier: EUPL-1.2 */
/* What the tests of registers share: services in memory, files, and what an import said. */
#pragma once

#include "registers.h"
#include "scratch.h"
#include "test_services.h"

struct fixture {
    struct scratch folder;
    char source[100], exported[100], report[100]; /* files in it */
    struct test_services *services;
    struct registers_result result;
    char said[1 << 16]; /* on stdout, by the last import or export */
};

int set_up(void **state);
int tear_down(void **state);

/* Path, system and format are the fixture's source, "test" and nl where the options do not say. */
int import_with(struct fixture *fixture, struct registers_options options);
/* The same with this text as the source. */
int import_text(struct fixture *fixture, const char *format, const char *text);
/* Writes fixture->exported. */
int export_as(struct fixture *fixture, const char *format);

void expect_counts(const struct fixture *fixture, size_t registered, size_t updated, size_t unchanged,
                   size_t withdrawn);
void expect_no_change_again(struct fixture *fixture, struct registers_options options);
/* What is exported and imported again changes nothing; imported where nothing is, it comes out the same. */
void expect_round_trip(struct fixture *fixture, const char *format);
/* Whether the last report has this row. */
bool reports(const struct fixture *fixture, const char *row);
