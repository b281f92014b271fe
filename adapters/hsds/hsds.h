/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Imports a directory of offers: HSDS 3.0 as JSON or CSV, or the CSV layout of HSDS 1.1. mapping.h says what becomes of
 * what, plan.h how the directory is brought to it.
 *
 *     struct hsds_result result;
 *     rc = hsds_import(&(struct hsds_options) {.path = "offers/", .out = stdout}, &client, &result);
 */
#pragma once

#include <stdbool.h>
#include <stdio.h>

#include "plan.h"

struct hsds_options {
    const char *path;   /* of a folder or a file */
    const char *system; /* name of the source; NULL: the path's last part without .csv or .json */
    bool dry_run;       /* prints the plan and changes nothing */
    bool force;         /* withdraws, however much it is */
    FILE *out;          /* where the plan and the summary go */
    FILE *progress;     /* a line "N of M" that is written over again, or NULL */
    const char *report; /* a CSV file with all remarks to write, or NULL */
};

struct hsds_result {
    size_t offers;               /* accepted: in the source and not rejected */
    size_t counts[STEP_ACTIONS]; /* done; planned in a dry run */
    size_t unchanged;            /* offers */
    size_t remarks[REMARK_KINDS];
};

/* 0 when the import came to its end, also with rejected and refused rows (see the result); negative when it did not,
 * after saying why on stderr: -ECANCELED when it would withdraw too much (plan_is_drastic), before anything was done. A
 * problem when the directory does not let its content be read. */
int hsds_import(const struct hsds_options *options, const struct client *client, struct hsds_result *result);
