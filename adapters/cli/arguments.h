/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Arguments of a call as a person types them: name=value, with the contract saying what the value is.
 *
 *     name="Aaby Visiting Friends" type=voluntary       text and enums as they are
 *     limit=10 with_capacity=true                       numbers and booleans
 *     roles=coordinator,administrator                   lists of text or of enum values; or as JSON
 *     source.system=aaby source.identifier=17           fields within an object
 *     locations='[{"name": "Town hall"}]'               anything else as JSON
 */
#pragma once

#include <jansson.h>
#include <stdio.h>

#include "contract.h"

/* "samspil.directory.get_offer" or "directory.get_offer". NULL when there is no such procedure. */
const struct procedure *procedure_find(const char *name);

/* Writes a line for each field of it: its name, what it may be, whether it is required. */
void arguments_print(const struct message_type *type, FILE *to);

/* Puts one argument into the object. NULL, or what is wrong, in the arena. */
const char *argument_add(json_t *arguments, const struct message_type *type, const char *argument, struct arena *arena);
