/* SPDX-License-Identifier: EUPL-1.2 */
/* Writes the fixtures of tests/contracts as inputs of fuzz_message: message_corpus OUTDIR FOLDER. */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fixture.h"

static bool write_input(const char *folder, size_t number, const struct fixture *fixture)
{
    const struct known_type *known = known_types();
    size_t index = 0;
    while (known[index].type != fixture->known.type)
        index++;
    char path[4096];
    (void) snprintf(path, sizeof(path), "%s/%03zu", folder, number);
    FILE *file = fopen(path, "wb");
    if (!file)
        return false;
    (void) fputc((int) (index >> 8), file);
    (void) fputc((int) (index & 0xff), file);
    (void) fwrite(fixture->bytes.data, 1, fixture->bytes.size, file);
    return fclose(file) == 0;
}

int main(int argc, char **argv)
{
    char pattern[4096];
    glob_t files;
    if (argc != 3)
        return EXIT_FAILURE;
    (void) snprintf(pattern, sizeof(pattern), "%s/*valid/*.json", argv[2]);
    if (glob(pattern, 0, NULL, &files) != 0 || (mkdir(argv[1], 0777) != 0 && access(argv[1], W_OK) != 0))
        return EXIT_FAILURE;
    for (size_t i = 0; i < files.gl_pathc; i++) {
        struct fixture fixture = fixture_load(files.gl_pathv[i]);
        if (!write_input(argv[1], i, &fixture)) {
            perror(argv[1]);
            return EXIT_FAILURE;
        }
        fixture_free(&fixture);
    }
    globfree(&files);
    return EXIT_SUCCESS;
}
