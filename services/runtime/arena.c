/* SPDX-License-Identifier: EUPL-1.2 */
#include "arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Each block is twice as large as the one before: an arena that is made for a moment costs little, and one that is used
 * again and again soon has all it needs in one. */
#define BLOCK_LEAST ((size_t) 16 * 1024)
#define BLOCK_MOST ((size_t) 1024 * 1024)

struct arena_block {
    struct arena_block *next;
    size_t size;
    _Alignas(max_align_t) unsigned char bytes[];
};

static void *or_abort(void *memory)
{
    if (!memory) {
        fputs("out of memory\n", stderr);
        abort();
    }
    return memory;
}

static struct arena_block *new_block(size_t size)
{
    struct arena_block *block = or_abort(malloc(sizeof(*block) + size));
    block->next = NULL;
    block->size = size;
    return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    if (!arena->first)
        arena->first = arena->current = new_block(BLOCK_LEAST);
    size_t used = (arena->used + _Alignof(max_align_t) - 1) & ~(_Alignof(max_align_t) - 1);
    if (size > arena->current->size || used > arena->current->size - size) {
        size_t next = arena->current->size < BLOCK_MOST / 2 ? 2 * arena->current->size : BLOCK_MOST;
        arena->current->next = new_block(size > next ? size : next);
        arena->current = arena->current->next;
        used = 0;
    }
    arena->used = used + size;
    return arena->current->bytes + used;
}

void *arena_zero(struct arena *arena, size_t size)
{
    return memset(arena_alloc(arena, size), 0, size);
}

char *arena_copy(struct arena *arena, const void *bytes, size_t length)
{
    char *copy = arena_alloc(arena, length + 1);
    if (length)
        memcpy(copy, bytes, length);
    copy[length] = '\0';
    return copy;
}

char *arena_print(struct arena *arena, const char *format, ...)
{
    char most[256]; /* are no longer */
    va_list arguments;
    va_start(arguments, format);
    va_list again;
    va_copy(again, arguments);
    size_t length = (size_t) vsnprintf(most, sizeof(most), format, arguments);
    va_end(arguments);
    char *text = arena_alloc(arena, length + 1);
    if (length < sizeof(most))
        memcpy(text, most, length + 1);
    else
        (void) vsnprintf(text, length + 1, format, again);
    va_end(again);
    return text;
}

static void free_blocks(struct arena_block *block)
{
    while (block) {
        struct arena_block *next = block->next;
        free(block);
        block = next;
    }
}

/* The largest block stays, unless one message alone made it so large. */
void arena_reset(struct arena *arena)
{
    if (!arena->first)
        return;
    struct arena_block *kept = arena->first;
    for (struct arena_block *block = kept->next; block; block = block->next)
        if (block->size > kept->size && block->size <= BLOCK_MOST)
            kept = block;
    for (struct arena_block *block = arena->first, *next; block; block = next) {
        next = block->next;
        if (block != kept)
            free(block);
    }
    kept->next = NULL;
    arena->first = arena->current = kept;
    arena->used = 0;
}

void arena_free(struct arena *arena)
{
    free_blocks(arena->first);
    *arena = (struct arena){0};
}

void buffer_append(struct buffer *buffer, const void *data, size_t size)
{
    if (size > buffer->capacity - buffer->size) {
        size_t capacity = buffer->capacity ? buffer->capacity : 256;
        while (capacity - buffer->size < size)
            capacity *= 2;
        buffer->data = or_abort(realloc(buffer->data, capacity));
        buffer->capacity = capacity;
    }
    if (size)
        memcpy(buffer->data + buffer->size, data, size);
    buffer->size += size;
}

void buffer_clear(struct buffer *buffer)
{
    buffer->size = 0;
}

void buffer_free(struct buffer *buffer)
{
    free(buffer->data);
    *buffer = (struct buffer){0};
}

struct bytes arena_take(struct arena *arena, struct buffer *buffer)
{
    struct bytes taken = {(const uint8_t *) arena_copy(arena, buffer->data, buffer->size), buffer->size};
    buffer_free(buffer);
    return taken;
}
