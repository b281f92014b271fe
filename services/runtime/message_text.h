/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What text may be: valid UTF-8, and of the format its contract names.
 */
#pragma once

#include "message.h"

/* Whether the bytes are UTF-8 (shortest forms, no surrogates) without NUL. *characters, where given, gets the number of
 * code points. */
bool text_is_valid(const uint8_t *bytes, size_t size, size_t *characters);

/* Checks valid text of size bytes against a format and copies it into the arena, NUL-terminated and in its normal form
 * (date-times). Returns NULL, or what it must be (static). */
const char *text_take(enum message_format format, const char *bytes, size_t size, struct arena *arena,
                      const char **text);
