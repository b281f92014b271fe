/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * On which line each object and array of a JSON document begins. jansson does not say; but it keeps the members of an
 * object in the order of the text, so the brackets of the text and the containers of the document come in one order.
 *
 *     json_t *document = json_loadb(text, size, JSON_REJECT_DUPLICATES, &error);
 *     struct json_lines lines = json_lines_find(document, text, size, &arena);
 *     ... json_line(&lines, json_array_get(document, 3)) ...
 */
#pragma once

#include <jansson.h>

#include "arena.h"

struct json_lines {
    struct json_line_entry *entries; /* by container */
    size_t count;
};

/* document: what the text was read as, unchanged, with JSON_REJECT_DUPLICATES (a member that occurs twice would be
 * missing in it). In the arena. */
struct json_lines json_lines_find(const json_t *document, const char *text, size_t size, struct arena *arena);
/* From 1; 0 for what is no object or array of the document. */
size_t json_line(const struct json_lines *lines, const json_t *container);
