/* SPDX-License-Identifier: EUPL-1.2 */
/* What an import tells: its plan, its summary, and each remark as a row of CSV. */
#pragma once

#include "hsds.h"

/* One line for each step. */
void report_plan(FILE *to, const struct plan *plan);
/* Counts; what was dropped or taken for granted, by reason; and each row that was rejected or refused. */
void report_summary(FILE *to, const struct hsds_source *source, const struct hsds_result *result, bool dry_run);
/* Columns kind, file, line, pointer, table, identifier, field, reason. 0 or negative after saying why on stderr. */
int report_write(const char *path, const struct hsds_source *source);
