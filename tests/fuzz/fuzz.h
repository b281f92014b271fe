/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A fuzz target is a file with this function. libFuzzer calls it when built with -Dfuzz=true (clang); in every other
 * build replay.c calls it with the corpus. It returns 0 and ends the process when something is wrong.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
