/* SPDX-License-Identifier: EUPL-1.2 */
#include "sse.h"

#include <stdlib.h>
#include <string.h>

static void set_text(struct buffer *buffer, const char *text)
{
    buffer_clear(buffer);
    buffer_append(buffer, text, strlen(text) + 1);
}

/* The value of a field, or NULL when the line is another one. */
static const char *value_of(const char *line, const char *field)
{
    size_t length = strlen(field);
    if (strncmp(line, field, length) != 0 || (line[length] != ':' && line[length] != '\0'))
        return NULL;
    line += length + (line[length] == ':');
    return line + (*line == ' ');
}

bool sse_line(struct sse *sse, const char *line)
{
    const char *value;
    if (sse->has_data && line[0] == '\0') {
        sse->has_data = false;
        return true;
    }
    if ((value = value_of(line, "id"))) {
        set_text(&sse->id, value);
    } else if ((value = value_of(line, "data"))) {
        if (sse->has_data)
            sse->data.data[sse->data.size - 1] = '\n'; /* in place of the NUL */
        else
            buffer_clear(&sse->data);
        buffer_append(&sse->data, value, strlen(value) + 1);
        sse->has_data = true;
    } else if ((value = value_of(line, "retry")) && value[0] && value[strspn(value, "0123456789")] == '\0') {
        sse->retry_ms = strtol(value, NULL, 10);
    }
    return false;
}

void sse_free(struct sse *sse)
{
    buffer_free(&sse->id);
    buffer_free(&sse->data);
}
