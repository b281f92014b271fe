/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What of addresses and forms is ours to write and to judge. Pure: no sockets.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"

#define ORIGIN_SIZE 272
#define LOCAL_PATH_SIZE 513

/* Percent-encodes all but what RFC 3986 calls unreserved. */
void url_encode(struct buffer *to, const char *text);
/* Appends "name=value" to a query or a form, behind "&" where between is so. */
void url_add(struct buffer *to, const char *between, const char *name, const char *value);

/* scheme://host[:port] of an http or https address, as browsers write it in Origin. False when it is no such address. */
bool url_origin(const char *url, char origin[static ORIGIN_SIZE]);
/* Whether what is sent there stays secret: https, or http that does not leave this machine. Without user or fragment. */
bool url_is_private(const char *url);
/* Whether it is a path on this host and nothing else, shorter than LOCAL_PATH_SIZE: "/x?y=z", but not
 * "//other.example/x". */
bool url_is_local_path(const char *path);

/* The first field of this name of a form (application/x-www-form-urlencoded), decoded. False when there is none, or one
 * that is no text of less than size bytes without control characters. */
bool form_value(struct bytes form, const char *name, char *to, size_t size);

/* Whether a request that changes something comes from our own pages. origin, fetch_site: the headers Origin and
 * Sec-Fetch-Site, "" where absent. A browser says "null" where its page's Referrer-Policy forbids it to tell. */
bool origin_is_ours(const char *ours, const char *origin, const char *fetch_site);
