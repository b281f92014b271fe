/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * JSON text to MessagePack and back, for clients that speak JSON; everything behind the gateway speaks MessagePack.
 * Integers stay integers. Binary is, as WAMP has it, a JSON string that begins with U+0000 and goes on in base64.
 */
#pragma once

#include <stdbool.h>

#include "arena.h"

#define TRANSCODE_DEPTH 16     /* arrays and objects within each other: the bound of message_scan */
#define TRANSCODE_VALUES 65536 /* in one text */

/* Appends one MessagePack value. Not valid: keys that stand twice, more depth or values than above, integers beyond 64
 * bits, U+0000 within a text, anything behind the value. Returns whether it was valid; if not, nothing is appended. */
bool transcode_from_json(struct bytes text, struct buffer *to);

/* Appends one MessagePack value, which message_scan accepts, as JSON text without line breaks. What JSON cannot say
 * becomes null (extensions, not-a-number) or a floating point number (integers above 2^63 - 1). */
void transcode_to_json(struct bytes value, struct buffer *to);
