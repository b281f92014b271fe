/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

char *fuzz_lines(struct bytes input, size_t count, char **lines, struct bytes *rest)
{
    char *copy = malloc(input.size + 1), *at = copy;
    if (!copy)
        abort();
    memcpy(copy, input.data, input.size);
    copy[input.size] = '\0';
    for (size_t i = 0; i < count; i++) {
        char *end = memchr(at, '\n', (size_t) (copy + input.size - at));
        lines[i] = at;
        at = end ? end + 1 : copy + input.size;
        if (end)
            *end = '\0';
    }
    *rest = (struct bytes){(const uint8_t *) at, (size_t) (copy + input.size - at)};
    return copy;
}
