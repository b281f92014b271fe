/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A fuzz target is a file with this function. libFuzzer calls it when built with -Dfuzz=true (clang); in every other
 * build replay.c calls it with the corpus. It returns 0 and ends the process when something is wrong.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "arena.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first lines of an input, each ended by 0, and the rest behind them; what it has too few of is empty. All of it is
 * in the copy that is returned, which is the caller's to free. */
char *fuzz_lines(struct bytes input, size_t count, char **lines, struct bytes *rest);
