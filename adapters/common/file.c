/* SPDX-License-Identifier: EUPL-1.2 */
#include "file.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "error.h"

#define FILE_MAXIMUM (256L << 20) /* bytes; a source is held in memory */

int file_read(const char *path, char **text, size_t *size, struct arena *arena, const char **fault)
{
    *text = NULL;
    *size = 0;
    FILE *file = fopen(path, "rb");
    struct stat status;
    if (!file || fstat(fileno(file), &status) < 0) {
        int error = errno;
        if (file)
            fclose(file);
        *fault = arena_print(arena, "%s: %s", path, strerror(error));
        return -error;
    }
    int rc = 0;
    if (!S_ISREG(status.st_mode) || status.st_size > FILE_MAXIMUM) {
        *fault = arena_print(arena, "%s: no file of at most %ld MiB", path, FILE_MAXIMUM >> 20);
        rc = -EBADMSG;
    } else {
        *text = calloc(1, (size_t) status.st_size + 1);
        *size = *text ? fread(*text, 1, (size_t) status.st_size, file) : 0;
        if (!*text || ferror(file)) {
            *fault = arena_print(arena, "%s: cannot be read", path);
            rc = -EIO;
        }
    }
    fclose(file);
    return rc;
}

const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

bool file_has_extension(const char *name, const char *extension)
{
    size_t length = strlen(name), end = strlen(extension);
    return length > end && strcmp(name + length - end, extension) == 0;
}

char *file_source_name(const char *path)
{
    char *real = realpath(path, NULL);
    const char *slash = real ? strrchr(real, '/') : NULL;
    char *name = strdup(slash && slash[1] ? slash + 1 : path), *dot = strrchr(name, '.');
    if (dot && (strcmp(dot, ".csv") == 0 || strcmp(dot, ".json") == 0))
        *dot = '\0';
    free(real);
    return name;
}
