/* SPDX-License-Identifier: EUPL-1.2 */
/* Server-sent events (WHATWG HTML, 9.2), line by line. */
#pragma once

#include <stdbool.h>

#include "arena.h"

struct sse {
    struct buffer id, data; /* of the event that is being read; the id stays for the next one, as the standard says */
    bool has_data;
    long retry_ms; /* what the server asked for, or as it was */
};

/* Takes one line without its end. True when an event is complete: data (NUL-terminated) is read before the next line. */
bool sse_line(struct sse *sse, const char *line);
void sse_free(struct sse *sse);
