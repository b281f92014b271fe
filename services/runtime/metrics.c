/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One lock for what is made (metrics, series); none for counting. Series are never taken away, so a pointer to one stays
 * good for the life of the process.
 */
#include <inttypes.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "metrics.h"

static const double bounds[] = {0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02,
                                0.05,   0.1,    0.2,    0.5,   1,     2,     5,    10};
enum { BOUNDS = sizeof(bounds) / sizeof(*bounds) };

struct metric_series {
    struct metric_series *next;
    char *label;                         /* NULL for a metric without */
    _Atomic int64_t value;               /* counter, gauge */
    _Atomic uint64_t counts[BOUNDS + 1]; /* histogram: per bucket, not added up */
    _Atomic uint64_t sum_ns;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct metric *first, **end = &first;

void metrics_register(struct metric *metric)
{
    pthread_mutex_lock(&lock);
    if (!metric->next && end != &metric->next) {
        *end = metric;
        end = &metric->next;
    }
    pthread_mutex_unlock(&lock);
}

static struct metric_series *make_series(const char *label)
{
    struct metric_series *series = calloc(1, sizeof(*series));
    if (!series || (label && !(series->label = strdup(label))))
        abort();
    return series;
}

struct metric_series *metric_with(struct metric *metric, const char *value)
{
    pthread_mutex_lock(&lock);
    struct metric_series **at = &metric->series;
    while (*at && value && strcmp((*at)->label, value) != 0)
        at = &(*at)->next;
    if (!*at)
        *at = make_series(value);
    struct metric_series *series = *at;
    pthread_mutex_unlock(&lock);
    return series;
}

int64_t metric_value(const struct metric_series *series)
{
    return atomic_load_explicit(&series->value, memory_order_relaxed);
}

void metric_add(struct metric_series *series, int64_t by)
{
    atomic_fetch_add_explicit(&series->value, by, memory_order_relaxed);
}

void metric_set(struct metric_series *series, int64_t value)
{
    atomic_store_explicit(&series->value, value, memory_order_relaxed);
}

void metric_observe(struct metric_series *series, double seconds)
{
    size_t bucket = 0;
    while (bucket < BOUNDS && seconds > bounds[bucket])
        bucket++;
    atomic_fetch_add_explicit(&series->counts[bucket], 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&series->sum_ns, (uint64_t) (seconds * 1e9), memory_order_relaxed);
}

/*
 * Text.
 */
__attribute__((format(printf, 2, 3))) static void print(struct buffer *to, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text;
    int size = vasprintf(&text, format, arguments);
    va_end(arguments);
    if (size < 0)
        abort();
    buffer_append(to, text, (size_t) size);
    free(text);
}

/* {label="value"}, or nothing. */
static void print_label(struct buffer *to, const char *label, const char *value)
{
    if (!value)
        return;
    print(to, "{%s=\"", label);
    for (; *value; value++) {
        if (*value == '\n')
            print(to, "\\n");
        else
            print(to, *value == '"' || *value == '\\' ? "\\%c" : "%c", *value);
    }
    print(to, "\"}");
}

static void print_histogram(struct buffer *to, const struct metric *metric, struct metric_series *series)
{
    uint64_t count = 0;
    for (size_t i = 0; i <= BOUNDS; i++) {
        count += atomic_load_explicit(&series->counts[i], memory_order_relaxed);
        if (i < BOUNDS)
            print(to, "%s_bucket{le=\"%g\"} %" PRIu64 "\n", metric->name, bounds[i], count);
        else
            print(to, "%s_bucket{le=\"+Inf\"} %" PRIu64 "\n", metric->name, count);
    }
    print(to, "%s_sum %.9g\n%s_count %" PRIu64 "\n", metric->name,
          (double) atomic_load_explicit(&series->sum_ns, memory_order_relaxed) / 1e9, metric->name, count);
}

static void print_metric(struct buffer *to, const struct metric *metric)
{
    static const char *const kinds[] = {"counter", "gauge", "histogram"};
    print(to, "# HELP %s %s\n# TYPE %s %s\n", metric->name, metric->help, metric->name, kinds[metric->kind]);
    for (struct metric_series *series = metric->series; series; series = series->next) {
        if (metric->kind == METRIC_KIND_HISTOGRAM) {
            print_histogram(to, metric, series);
            continue;
        }
        print(to, "%s", metric->name);
        print_label(to, metric->label, series->label);
        print(to, " %" PRId64 "\n", atomic_load_explicit(&series->value, memory_order_relaxed));
    }
}

void metrics_render(struct buffer *to)
{
    pthread_mutex_lock(&lock);
    for (const struct metric *metric = first; metric; metric = metric->next)
        print_metric(to, metric);
    pthread_mutex_unlock(&lock);
}
