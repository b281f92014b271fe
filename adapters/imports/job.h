/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One check or run of an import, from its file to what is recorded of it.
 *
 *     struct job job = {.what = what, .own = records, .services = services, .arena = &arena};
 *     rc = job_do(&job);
 */
#pragma once

#include "client.h"
#include "imports_contract.h"
#include "registers.h"

struct job {
    const struct imports_job *what;
    struct client own;      /* to the imports, as the worker */
    struct client services; /* to what is imported into, in the name of who asked */
    struct arena *arena;
    bool goes_on; /* this process has begun it before, and left it for want of an answer */

    /* While it is done. */
    struct text_list leaving;  /* identifiers of what this attempt is to withdraw */
    size_t count, done_before; /* steps: in all, and by earlier attempts */
    int64_t told_ns;           /* when progress was last recorded */
    bool cancelled;
};

/* 0 when nothing is left to do for it, also when it failed or somebody else has ended it; negative when a service did
 * not answer: then it is done again from its beginning, and what was done is not done twice. */
int job_do(struct job *job);

/*
 * rows.c: what is to be said of the rows.
 */
/* After an attempt that goes on with an earlier one: what that has done counts as done, with whatever remarks the check
 * had on it. 0 or negative. */
int rows_take_over(const struct job *job, struct register_source *source, struct registers_result *result);
/* Records the remarks, in the order of the file. 0, a problem, or negative. */
int rows_record(const struct job *job, const struct register_source *source);
struct imports_counts rows_count(const struct registers_result *result);

/* At most so many bytes of a text, as far as they are UTF-8, which files need not be; in the arena. NULL when nothing is
 * left. */
const char *text_cut(struct arena *arena, const char *text, size_t most);
