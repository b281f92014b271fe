/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Public registers of algorithms and our pilots: import of a register's records as pilots, and export of our public
 * pilots as records of a register. format.h says what becomes of what, plan.h how the pilots are brought to it.
 *
 *     struct registers_result result;
 *     rc = registers_import(&(struct registers_options) {.format = &register_nl, .path = "algoritmes.json", .out = stdout},
 *                           &client, &result);
 *
 * registers_run is the import itself, of what was read before, and says nothing: whoever has it run listens, and finds
 * in the source's remarks what became of each row.
 */
#pragma once

#include <stdbool.h>
#include <stdio.h>

#include "client.h"
#include "format.h"
#include "plan.h"

struct registers_job {
    const char *system;          /* name of the source; NULL: the format's */
    const char *organisation_id; /* whose records alone are imported; NULL: all */
    bool dry_run;                /* plans and changes nothing */
    bool force;                  /* withdraws, however much it is */
};

struct registers_options {
    const struct register_format *format;
    const char *path;   /* of the file */
    const char *system; /* name of the source; NULL: the format's */
    bool dry_run;       /* prints the plan and changes nothing */
    bool force;         /* withdraws, however much it is */
    FILE *out;          /* where the plan and the summary go; of an export the records */
    FILE *progress;     /* a line "N of M" that is written over again, or NULL */
    const char *report; /* a CSV file with what became of each record to write, or NULL */
};

struct registers_result {
    size_t records;              /* accepted: in the source and not rejected; exported */
    size_t counts[STEP_ACTIONS]; /* done; planned in a dry run */
    size_t unchanged;            /* records */
    size_t remarks[REMARK_KINDS];
    bool drastic; /* of an import: it withdraws too much, or would (register_plan_is_drastic) */
    bool stopped; /* of an import: its listener had it stopped */
};

/* Imports. 0 when it came to its end, also with rejected and refused rows, or was stopped; -ECANCELED when it would
 * withdraw too much and is not forced to, before anything was done; otherwise negative when a service did not answer;
 * a problem when the services do not let their content be read. */
int registers_run(const struct registers_job *job, struct register_source *source, const struct client *client,
                  const struct register_listener *listener, struct registers_result *result);

/* 0 when the import came to its end, also with rejected and refused rows (see the result); negative when it did not,
 * after saying why on stderr: -ECANCELED when it would withdraw too much (register_plan_is_drastic), before anything was
 * done. A problem when the services do not let their content be read. */
int registers_import(const struct registers_options *options, const struct client *client,
                     struct registers_result *result);

/* Writes all published pilots as one JSON document, by identifier, each field in full; what a record lacks for the
 * register, or has in more words than that takes, is remarked (result->remarks[REMARK_LACKS]) and said on summary,
 * where given. 0, negative or a problem, after saying why on stderr. */
int registers_export(const struct registers_options *options, const struct client *client, FILE *summary,
                     struct registers_result *result);
