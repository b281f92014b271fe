/* SPDX-License-Identifier: EUPL-1.2 */
#include "format.h"

#include <string.h>

const struct register_format *const register_formats[] = {&register_nl, &register_uk, NULL};

const struct register_format *register_format(const char *name)
{
    const struct register_format *const *format = register_formats;
    while (*format && strcmp((*format)->name, name) != 0)
        format++;
    return *format;
}

size_t register_column(const struct register_format *format, const char *name)
{
    size_t i = 0;
    for (; i < format->column_count; i++) {
        const struct register_column *column = &format->columns[i];
        if (strcmp(column->key, name) == 0 || (column->alias && strcmp(column->alias, name) == 0))
            break;
    }
    return i;
}

enum common_organisation_type register_kind_of(const struct register_format *format, const char *organisation)
{
    const struct register_kind *kind = format->kinds;
    for (size_t length = strlen(organisation);; kind++) {
        size_t end = kind->ends ? strlen(kind->ends) : 0;
        if (kind->begins && strncmp(organisation, kind->begins, strlen(kind->begins)) != 0)
            continue;
        if (end <= length && strncmp(organisation + length - end, kind->ends ? kind->ends : "", end) == 0)
            return kind->type;
    }
}
