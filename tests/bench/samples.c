/* SPDX-License-Identifier: EUPL-1.2 */
#include "samples.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

void samples_add(struct samples *samples, int64_t ns)
{
    if (samples->count == samples->capacity) {
        samples->capacity = samples->capacity ? 2 * samples->capacity : 4096;
        samples->ns = reallocarray(samples->ns, samples->capacity, sizeof *samples->ns);
        if (!samples->ns)
            abort();
    }
    samples->ns[samples->count++] = ns;
}

static int compare(const void *left, const void *right)
{
    int64_t a = *(const int64_t *) left, b = *(const int64_t *) right;
    return (a > b) - (a < b);
}

int64_t samples_quantile(struct samples *samples, double share)
{
    if (samples->count == 0)
        return 0;
    qsort(samples->ns, samples->count, sizeof *samples->ns, compare);
    return samples->ns[(size_t) (share * (double) (samples->count - 1))];
}

void samples_print(struct samples *samples, const char *name)
{
    printf("\"%s_p50_us\": %" PRId64 ", \"%s_p99_us\": %" PRId64, name, samples_quantile(samples, 0.5) / 1000, name,
           samples_quantile(samples, 0.99) / 1000);
}

void samples_free(struct samples *samples)
{
    free(samples->ns);
    *samples = (struct samples){0};
}
