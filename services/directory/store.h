/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * All SQL of the directory; the apply_* are declared in directory_dispatch.h. find_* fill *out, which lives in the arena,
 * and return 0, negative, or PROBLEM_NOT_FOUND. Those for lists return 0 or negative; at most limit items, and *more
 * says whether there are others behind them.
 */
#pragma once

#include "directory_dispatch.h"
#include "rules.h"

/* That nothing was imported from there, or nothing but `except` (NULL: nothing at all); true of no source. 0,
 * PROBLEM_ALREADY_EXISTS or negative. */
int check_organisation_source(struct store *store, const struct common_source *source, const char *except);
int check_offer_source(struct store *store, const struct common_source *source, const char *except);

int find_organisation(struct store *store, struct arena *arena, const char *organisation_id,
                      struct directory_organisation *out);
/* after_name and after_id: where to begin, both "" for the first page. */
int find_organisations(struct store *store, struct arena *arena, const struct directory_list_organisations *in,
                       const char *after_name, const char *after_id, int64_t limit,
                       struct directory_organisation_list *out, bool *more);

int find_member(struct store *store, const char *organisation_id, const char *subject);
int find_members(struct store *store, struct arena *arena, const char *organisation_id,
                 struct directory_member_list *out);
int find_memberships(struct store *store, struct arena *arena, const char *subject,
                     struct directory_membership_list *out);

int find_offer(struct store *store, struct arena *arena, const char *offer_id, struct directory_offer *out);
struct offer_search {
    const struct directory_search_offers *in;
    const char *match; /* from match_expression; NULL: all, by name */
    const char *now;
    int64_t limit;
};
/* *place: where to begin; then that of the last one found. */
int find_offers(struct store *store, struct arena *arena, const struct offer_search *search, struct offer_place *place,
                struct directory_offer_list *out, bool *more);
