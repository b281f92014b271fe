/* SPDX-License-Identifier: EUPL-1.2 */
#include "arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_SIZE ((size_t) 64 * 1024)

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
        arena->first = arena->current = new_block(BLOCK_SIZE);
    size_t used = (arena->used + _Alignof(max_align_t) - 1) & ~(_Alignof(max_align_t) - 1);
    if (size > arena->current->size || used > arena->current->size - size) {
        arena->current->next = new_block(size > BLOCK_SIZE ? size : BLOCK_SIZE);
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
    va_list arguments;
    va_start(arguments, format);
    va_list again;
    va_copy(again, arguments);
    size_t size = (size_t) vsnprintf(NULL, 0, format, arguments) + 1;
    va_end(arguments);
    char *text = arena_alloc(arena, size);
    (void) vsnprintf(text, size, format, again);
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

void arena_reset(struct arena *arena)
{
    if (!arena->first)
        return;
    free_blocks(arena->first->next);
    arena->first->next = NULL;
    arena->current = arena->first;
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
