/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The arguments of a call as the query of an address, GET /call/<procedure>?text=visit&limit=10. Pure: no sockets.
 *
 *     const char *pairs[] = {"text=visit", "limit=10"};
 *     if (query_arguments(procedure->input, pairs, 2, &buffer)) … buffer holds one MessagePack map
 *
 * The contract says what a value is: numbers, booleans ("true", "false"), enums as they are spelled, a list by one pair
 * for each of its elements. An empty value is none, as forms send it. What does not look like its type goes on as text,
 * so that the service refuses it by its name, as it refuses names it does not know; and objects, which no pair can say.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "message.h"

#define QUERY_PAIRS 64 /* at most */

/* Appends the map. pairs: "name=value", percent-decoded. False when they are no valid text; nothing is appended then. */
bool query_arguments(const struct message_type *type, const char *const *pairs, size_t count, struct buffer *to);
