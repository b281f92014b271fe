/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Memory of one message.
 *
 *     struct arena arena = {0};
 *     char *name = arena_copy(&arena, text, length);
 *     ...
 *     arena_reset(&arena);        // everything is gone, the blocks stay for the next message
 *     arena_free(&arena);
 *
 * Allocation never fails: the process ends when memory does (a message is bounded, so this is the machine's end, not a
 * peer's doing). What is allocated is aligned for any type and not cleared, except by arena_zero.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

struct arena_block;

struct arena {
    struct arena_block *first, *current;
    size_t used; /* bytes used in current */
};

void *arena_alloc(struct arena *arena, size_t size);
void *arena_zero(struct arena *arena, size_t size);
/* NUL-terminated copy of length bytes. */
char *arena_copy(struct arena *arena, const void *bytes, size_t length);
char *arena_print(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3), nonnull(2)));
/* Keeps one block, of a megabyte at the most, for the next message and gives the others back. */
void arena_reset(struct arena *arena);
void arena_free(struct arena *arena);

/* An array of count zeroed elements. */
#define ARENA_ARRAY(arena, type, count) ((type *) arena_zero((arena), sizeof(type) * (count)))

/* Bytes that somebody else owns. */
struct bytes {
    const uint8_t *data;
    size_t size;
};

/* A growing run of bytes. Zero-initialise; buffer_free when done. Allocation never fails (see above). */
struct buffer {
    uint8_t *data;
    size_t size, capacity;
};

void buffer_append(struct buffer *buffer, const void *data, size_t size);
void buffer_clear(struct buffer *buffer);
void buffer_free(struct buffer *buffer);
/* Moves what a buffer holds into an arena and frees the buffer. */
struct bytes arena_take(struct arena *arena, struct buffer *buffer);
