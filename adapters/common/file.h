/* SPDX-License-Identifier: EUPL-1.2 */
/* Files of a source. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"

/* Reads a file of at most 256 MiB whole. *text is the caller's to free, and ends with NUL. 0, or negative with *fault
 * saying why, in the arena. */
int file_read(const char *path, char **text, size_t *size, struct arena *arena, const char **fault);

/* The name without folder. */
const char *file_name(const char *path);
bool file_has_extension(const char *name, const char *extension);
/* What a source is called after its path: the last part, whatever way it was written, without .csv or .json; malloced. */
char *file_source_name(const char *path);
