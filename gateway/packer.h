/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * MessagePack, written to the end of a buffer. Cannot fail, as a buffer cannot.
 */
#pragma once

#include <msgpack/pack.h>
#include <stddef.h>

#include "arena.h"

/* The packer appends to `to`, which stays the caller's and must outlive it. */
msgpack_packer packer_to(struct buffer *to);

void pack_text(msgpack_packer *packer, const char *text);

/* `size` bytes of UTF-8 that no NUL need end. */
void pack_text_of(msgpack_packer *packer, const char *text, size_t size);
