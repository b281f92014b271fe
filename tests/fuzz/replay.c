/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Gives a fuzz target every file of a corpus as it is, cut after every byte, and with every byte changed. Each input is
 * a copy of its own size, so that sanitizers see what is read beyond it.
 */
#include <assert.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

static size_t runs;

static void run(const uint8_t *data, size_t size)
{
    uint8_t *copy = malloc(size ? size : 1);
    assert(copy);
    memcpy(copy, data, size);
    (void) LLVMFuzzerTestOneInput(copy, size);
    free(copy);
    runs++;
}

static void run_and_vary(uint8_t *data, size_t size)
{
    static const uint8_t changes[] = {0x01, 0x10, 0x80, 0xff};
    run(data, size);
    for (size_t at = 0; at < size; at++) {
        run(data, at);
        for (size_t i = 0; i < sizeof(changes); i++) {
            data[at] ^= changes[i];
            run(data, size);
            data[at] ^= changes[i];
        }
    }
}

static void run_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    assert(file);
    static uint8_t data[1 << 16];
    size_t size = fread(data, 1, sizeof(data), file);
    (void) fclose(file);
    run_and_vary(data, size);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        char pattern[4096];
        glob_t files;
        (void) snprintf(pattern, sizeof(pattern), "%s/*", argv[i]);
        if (glob(pattern, 0, NULL, &files) != 0) {
            fprintf(stderr, "%s: no corpus\n", argv[i]);
            return EXIT_FAILURE;
        }
        for (size_t j = 0; j < files.gl_pathc; j++)
            run_file(files.gl_pathv[j]);
        globfree(&files);
    }
    printf("%zu inputs\n", runs);
    return runs > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
