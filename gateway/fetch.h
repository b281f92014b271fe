/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * HTTP requests of the gateway's own, on its loop: bounded in time and size, to https only (http within this machine), and
 * redirected nowhere.
 *
 *     struct fetcher *fetcher = fetcher_new(&loop);
 *     struct fetch *fetch = fetch_start(fetcher, &(struct fetch_request){.url = url}, fetched, closure);
 *     …
 *     fetch_cancel(fetch);          // or fetched is called, once; then it is gone
 *     fetcher_free(fetcher);        // the loop must run on until its handles are closed
 */
#pragma once

#include <uv.h>

#include "arena.h"

#define FETCH_BYTES (256 << 10)

struct fetcher;
struct fetch;

struct fetch_request {
    const char *url;
    const char *form;     /* NULL: GET, else POST of this */
    const char *password; /* "user:password", NULL for none */
};

/* status: of HTTP; 0 when there was no whole answer. The body is gone when it returns. */
typedef void fetched_fn(void *closure, int status, struct bytes body);

struct fetcher *fetcher_new(uv_loop_t *loop);
/* Nobody is told any more. */
void fetcher_free(struct fetcher *fetcher);

/* fetched is never called before this returns. The request's texts are copied. */
struct fetch *fetch_start(struct fetcher *fetcher, const struct fetch_request *request, fetched_fn *fetched,
                          void *closure);
void fetch_cancel(struct fetch *fetch);
