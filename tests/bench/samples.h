/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Times that were measured, and what is said of them.
 *
 *     struct samples samples = {0};
 *     samples_add(&samples, ended_ns - started_ns);
 *     samples_print(&samples, "command");         // "command_p50_us": 412, "command_p99_us": 873
 *     samples_free(&samples);
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

struct samples {
    int64_t *ns;
    size_t count, capacity;
};

void samples_add(struct samples *samples, int64_t ns);
/* The time that this share of the samples (0 to 1) does not exceed; 0 when there are none. Sorts them. */
int64_t samples_quantile(struct samples *samples, double share);
/* Members of a JSON object, in microseconds, on stdout. */
void samples_print(struct samples *samples, const char *name);
void samples_free(struct samples *samples);
