/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a test makes on the disk, and what it runs.
 *
 *     struct scratch folder;
 *     scratch_make(&folder);
 *     scratch_put(&folder, "services.csv", "id,name\n");
 *     int status = command_run((const char *const[]){"ls", folder.path, NULL}, COMMAND_OUTPUT, &said);
 *     …
 *     free(said);
 *     scratch_remove(&folder);
 *
 * What goes wrong fails the running test.
 */
#pragma once

struct scratch {
    char path[64];
};

/* A new folder of the test's own. */
void scratch_make(struct scratch *scratch);
/* With everything in it. */
void scratch_remove(const struct scratch *scratch);

/* The path of a file in it, until the next call. */
const char *scratch_path(const struct scratch *scratch, const char *name);
void scratch_put(const struct scratch *scratch, const char *name, const char *text);

enum command_hears { COMMAND_OUTPUT, COMMAND_OUTPUT_AND_ERRORS };

/* Runs a command, its arguments ended by NULL. *said gets what it printed; the caller frees it. Returns its exit
 * status, or -1 when a signal ended it. */
int command_run(const char *const *arguments, enum command_hears hears, char **said);
