/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Queries of addresses: a line with the name of a procedure ("cases.list_inquiries"; directory.search_offers when
 * there is none of that name), and a line for each pair. What becomes of them must be one sound map, or nothing.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "cursor.h"
#include "directory_contract.h"
#include "fuzz.h"
#include "query.h"

static const struct message_type *input_of(const char *name)
{
    for (const struct contract *const *contract = contracts; *contract; contract++) {
        for (size_t i = 0; i < (*contract)->procedure_count; i++) {
            if (strcmp((*contract)->procedures[i]->input->name, name) == 0)
                return (*contract)->procedures[i]->input;
        }
    }
    return &directory_search_offers_type;
}

static void use(const struct message_type *type, const char *const *pairs, size_t count)
{
    static struct buffer map;
    static const uint8_t before[] = {0xc0};
    struct token head;
    buffer_clear(&map);
    buffer_append(&map, before, sizeof(before));
    if (!query_arguments(type, pairs, count, &map)) {
        assert(map.size == sizeof(before));
        return;
    }
    struct bytes made = {map.data + sizeof(before), map.size - sizeof(before)};
    struct cursor cursor = cursor_over(made);
    assert(message_scan(made) == made.size);
    assert(cursor_next(&cursor, &head) && head.kind == TOKEN_MAP && head.count <= count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *copy = malloc(size + 1), *at = copy;
    const char *lines[QUERY_PAIRS + 2];
    size_t count = 0;
    if (!copy)
        abort();
    memcpy(copy, data, size);
    copy[size] = '\0';
    while (at && count < sizeof(lines) / sizeof(lines[0])) {
        lines[count++] = at;
        at = strchr(at, '\n');
        if (at)
            *at++ = '\0';
    }
    use(input_of(lines[0]), lines + 1, count - 1);
    free(copy);
    return 0;
}
