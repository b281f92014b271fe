/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The app's files, read once and kept in memory: a request chooses among what was found at the start, so no path can
 * lead out of it. Beside a file may stand x.br and x.gz, which go to who takes them.
 *
 *     struct web *web;
 *     int rc = web_load("gateway/web/dist", &web);
 *     struct frame *frame = web_response(web, &(struct web_request){.path = "/assets/app-1a2b.js", …});
 *
 * A path that is no file is a place in the app, which index.html finds; under /assets/, where names change with what is
 * in them and are kept for good, it is nothing.
 */
#pragma once

#include <stdbool.h>

#include "outbox.h"

#define WEB_FILES 2000
#define WEB_BYTES (32 << 20) /* of all files */

struct web;

struct web_request {
    const char *path;
    const char *accept_encoding, *if_none_match; /* headers, "" where absent */
    const char *form_action; /* the provider's origin, where forms lead to besides here; NULL: none */
    bool is_head, closes;
};

/* 0; -ENOENT when there is no index.html; -EFBIG beyond the bounds; another negative errno value. */
int web_load(const char *directory, struct web **loaded);
void web_free(struct web *web);

/* NULL when there is nothing at this path. */
struct frame *web_response(const struct web *web, const struct web_request *request);

/* Whether a header Accept-Encoding takes this coding. */
bool web_accepts(const char *accept_encoding, const char *coding);
