/* SPDX-License-Identifier: EUPL-1.2 */
#include "json_lines.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

struct json_line_entry {
    const json_t *container;
    size_t line;
};

/* The containers in the order of their opening brackets. Not deeper than jansson reads (2,048). */
static void gather(const json_t *value, struct buffer *entries)
{
    const char *key;
    json_t *member;
    size_t i;
    if (!json_is_object(value) && !json_is_array(value))
        return;
    buffer_append(entries, &(struct json_line_entry){.container = value}, sizeof(struct json_line_entry));
    json_object_foreach((json_t *) value, key, member)
    {
        gather(member, entries);
    }
    json_array_foreach(value, i, member)
    {
        gather(member, entries);
    }
}

static int compare_entries(const void *a, const void *b)
{
    uintptr_t left = (uintptr_t) ((const struct json_line_entry *) a)->container;
    uintptr_t right = (uintptr_t) ((const struct json_line_entry *) b)->container;
    return (left > right) - (left < right);
}

struct json_lines json_lines_find(const json_t *document, const char *text, size_t size, struct arena *arena)
{
    struct buffer gathered = {0};
    gather(document, &gathered);
    struct json_lines lines = {(void *) arena_copy(arena, gathered.data, gathered.size),
                               gathered.size / sizeof(struct json_line_entry)};
    buffer_free(&gathered);
    size_t line = 1, found = 0;
    bool in_text = false;
    for (size_t i = 0; i < size; i++) {
        if (in_text && text[i] == '\\')
            i++;
        else if (text[i] == '"')
            in_text = !in_text;
        else if (text[i] == '\n') /* never within a text */
            line++;
        else if (!in_text && (text[i] == '{' || text[i] == '['))
            lines.entries[found++].line = line;
    }
    assert(found == lines.count);
    qsort(lines.entries, lines.count, sizeof(*lines.entries), compare_entries);
    return lines;
}

size_t json_line(const struct json_lines *lines, const json_t *container)
{
    const struct json_line_entry *found = bsearch(&(struct json_line_entry){.container = container}, lines->entries,
                                                  lines->count, sizeof(*lines->entries), compare_entries);
    return found ? found->line : 0;
}
