/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A message in a file, <service>.<message>.<what>.json:
 *
 *     {"message": {…}}                     as JSON; "hex": "81a1…" in its place gives the very bytes
 *     … "becomes": {…}                     how it looks once decoded, where that differs (valid ones)
 *     … "path": "note", "reason": "…"      which field is refused, and part of why (invalid ones)
 *
 * A file that is not like that ends the process with a word.
 */
#pragma once

#include <jansson.h>

#include "known_types.h"

struct fixture {
    struct known_type known;
    json_t *file;
    struct buffer bytes; /* the message as MessagePack */
};

struct fixture fixture_load(const char *path);
void fixture_free(struct fixture *fixture);

/* The JSON of one MessagePack value (which must be sound); the caller owns it. */
json_t *fixture_json(struct bytes bytes);
