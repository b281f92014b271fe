/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Calls through the gateway: POST /call/<procedure> with JSON, over connections that are kept. What the gateway or a
 * service cannot answer at this moment is asked again for a while: every command has its id, so that is safe.
 */
#pragma once

#include "client.h"

struct http;

/* token: NULL for none. organisation: for which one a member of several acts, or NULL. All are copied. */
struct http *http_open(const char *url, const char *token, const char *organisation);
void http_close(struct http *http);
/* A new token, before the old one expires. */
void http_set_token(struct http *http, const char *token);

/* Posts a JSON text. 0 with the answer, JSON too, appended and its HTTP status; negative (-ENOTCONN) after saying on
 * stderr why there is none. */
int http_call(struct http *http, const struct procedure *procedure, const char *arguments, struct buffer *answer,
              int *status);

/* The same for structs, with many calls in flight where there are many: an adapter's way to the services. */
struct client http_client(struct http *http);

/* GET, for as long as the server keeps it open: its lines, without line end, go to the callback, until that returns
 * false. headers: ended by NULL. Returns the HTTP status, 0 when there was no answer. */
int http_lines(struct http *http, const char *path, const char *const *headers,
               bool (*take)(void *closure, const char *line), void *closure);
