/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Metrics in Prometheus' text format. Each is a static row; counting is one relaxed atomic addition.
 *
 *     static struct metric calls = METRIC_COUNTER("samspil_calls_total", "Calls answered.", "procedure");
 *     metrics_register(&calls);
 *     metric_add(metric_with(&calls, "send_referral"), 1);       // metric_with once, at start, where it is hot
 *     static struct metric took = METRIC_HISTOGRAM("samspil_batch_seconds", "Time of a batch.");
 *     metric_observe(metric_with(&took, NULL), seconds);
 *
 * Labels are names of procedures, streams and problem codes: never anything of a person.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"

struct metric_series;
enum metric_kind { METRIC_KIND_COUNTER, METRIC_KIND_GAUGE, METRIC_KIND_HISTOGRAM };

struct metric {
    const char *name, *help, *label; /* label: NULL for none */
    enum metric_kind kind;
    struct metric_series *series;
    struct metric *next;
};

#define METRIC_COUNTER(n, h, l)                                                                                        \
    {                                                                                                                  \
        .name = (n), .help = (h), .label = (l), .kind = METRIC_KIND_COUNTER                                            \
    }
#define METRIC_GAUGE(n, h, l)                                                                                          \
    {                                                                                                                  \
        .name = (n), .help = (h), .label = (l), .kind = METRIC_KIND_GAUGE                                              \
    }
/* Buckets from 100 µs to 10 s, three a decade. */
#define METRIC_HISTOGRAM(n, h)                                                                                         \
    {                                                                                                                  \
        .name = (n), .help = (h), .kind = METRIC_KIND_HISTOGRAM                                                        \
    }

/* Has no effect for one that is registered. */
void metrics_register(struct metric *metric);
/* The series with this label value, made at the first time; value is copied. */
struct metric_series *metric_with(struct metric *metric, const char *value);
void metric_add(struct metric_series *series, int64_t by);
void metric_set(struct metric_series *series, int64_t value);
int64_t metric_value(const struct metric_series *series);
void metric_observe(struct metric_series *series, double seconds);
/* All of them, as text. */
void metrics_render(struct buffer *to);
/* Answers GET /metrics, /livez and /readyz on 127.0.0.1:port (0: none) from a thread of its own; readyz asks ready().
 * 0 or negative. The gateway, which has a loop, uses metrics_render itself. */
int metrics_listen(int port, bool (*ready)(void *closure), void *closure);
/* Ends that thread, if there is one; what ready() needs may go then. */
void metrics_close(void);
