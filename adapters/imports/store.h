/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * All SQL of the imports; the apply_* are declared in imports_dispatch.h. find_* fill *out, which lives in the arena, and
 * return 0, negative, or PROBLEM_NOT_FOUND where one thing was asked for.
 */
#pragma once

#include "imports_dispatch.h"

/* An import as decisions need it: what people see of it, and what only the work on it needs. */
struct kept_import {
    int64_t key;
    struct imports_import seen;
    bool withdraw_many;
    int64_t attempt;
    bool has_run; /* completed or stopped: what is to be said of its rows the run has found, not the check */
};

int find_import(struct store *store, struct arena *arena, const char *import_id, struct kept_import *out);
/* Open ones of this organisation; NULL: of operators. */
int count_open(struct store *store, const char *organisation_id, int64_t *count);
/* The one that was asked for first. */
int find_job(struct store *store, struct arena *arena, struct imports_job *out);
/* The resting import that was touched longest ago. */
int find_longest_resting(struct store *store, struct arena *arena, struct kept_import *out);
int find_content(struct store *store, struct arena *arena, int64_t key, int64_t position, struct bytes *out);
/* How many rows the present check or run has. */
int count_rows(struct store *store, const struct kept_import *import, int64_t *count);

/* Where a page begins, then its last row; how many it has, and whether there are more. */
struct page {
    int64_t key, limit;
    bool more;
};

/* Youngest first, before page->key. organisation_id: NULL for operators' own; everything: all there are. */
int find_imports(struct store *store, struct arena *arena, const char *organisation_id, bool everything,
                 struct page *page, struct imports_import_list *out);
/* After page->key. kinds: set of enum imports_row_kind, 0 for all. */
int find_rows(struct store *store, struct arena *arena, const struct kept_import *import, uint32_t kinds,
              struct page *page, struct imports_row_list *out);
