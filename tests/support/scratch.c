/* SPDX-License-Identifier: EUPL-1.2 */
#include "scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

void scratch_make(struct scratch *scratch)
{
    snprintf(scratch->path, sizeof(scratch->path), "/tmp/samspil-test-XXXXXX");
    assert_non_null(mkdtemp(scratch->path));
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void) status;
    (void) kind;
    (void) place;
    return remove(path);
}

void scratch_remove(const struct scratch *scratch)
{
    assert_int_equal(nftw(scratch->path, remove_entry, 8, FTW_DEPTH | FTW_PHYS), 0);
}

const char *scratch_path(const struct scratch *scratch, const char *name)
{
    static char path[256];
    assert_in_range(snprintf(path, sizeof(path), "%s/%s", scratch->path, name), 1, sizeof(path) - 1);
    return path;
}

void scratch_put(const struct scratch *scratch, const char *name, const char *text)
{
    FILE *file = fopen(scratch_path(scratch, name), "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static char *read_all(int fd)
{
    char *text = NULL, chunk[4096];
    size_t size = 0, got;
    FILE *from = fdopen(fd, "r"), *to = open_memstream(&text, &size);
    while ((got = fread(chunk, 1, sizeof(chunk), from)))
        fwrite(chunk, 1, got, to);
    fclose(from);
    fclose(to);
    return text;
}

int command_run(const char *const *arguments, enum command_hears hears, char **said)
{
    int ends[2], status;
    assert_return_code(pipe2(ends, O_CLOEXEC), errno);
    pid_t child = fork();
    assert_return_code(child, errno);
    if (child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        if (hears == COMMAND_OUTPUT_AND_ERRORS)
            dup2(ends[1], STDERR_FILENO);
        execvp(arguments[0], (char *const *) (uintptr_t) arguments);
        _exit(127);
    }
    close(ends[1]);
    *said = read_all(ends[0]);
    assert_return_code(waitpid(child, &status, 0), errno);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
