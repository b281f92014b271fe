/* SPDX-License-Identifier: EUPL-1.2 */
/* What an import tells of its plan and of what became of it. */
#pragma once

#include "hsds.h"

/* One line for each step. */
void report_plan(FILE *to, const struct plan *plan);
/* Counts and remarks. */
void report_summary(FILE *to, const struct hsds_source *source, const struct hsds_result *result, bool dry_run);
