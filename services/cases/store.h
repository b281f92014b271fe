/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * All SQL of cases; the apply_* are declared in cases_dispatch.h. find_* fill *out, which lives in the arena, and return 0,
 * negative, or PROBLEM_NOT_FOUND. Those for lists return 0 or negative, and fill items with at most limit of them.
 * Nothing here asks whether the caller may see what is found.
 */
#pragma once

#include "cases_dispatch.h"
#include "rules.h"

int find_case(struct store *store, struct arena *arena, const char *case_id, struct cases_case *out);
/* The case whose citizen signs in as this subject. */
int find_case_of(struct store *store, struct arena *arena, const char *subject, struct cases_case *out);
/* The case with this invitation, which is valid now. */
int find_invited_case(struct store *store, struct arena *arena, const char *code, const char *now,
                      struct cases_case *out);

/* Youngest first, those before the case `before`; NULL: from the youngest on. status: 0 for all. */
struct case_list {
    enum cases_case_status status;
    const char *before;
    size_t limit;
};
int find_cases_of_citizen(struct store *store, struct arena *arena, const char *citizen_id,
                          const struct case_list *list, struct cases_case *items, size_t *count);
/* Those of the organisation's own and those of citizens who consent now to its seeing something. */
int find_cases_of_organisation(struct store *store, struct arena *arena, const char *organisation_id, const char *now,
                               const struct case_list *list, struct cases_case *items, size_t *count);

/* Latest first, those before `before`; NULL: from the latest on. Of one organisation, or of all (NULL). */
int find_contacts(struct store *store, struct arena *arena, const char *case_id, const char *organisation_id,
                  const struct contact_place *before, size_t limit, struct cases_contact *items, size_t *count);
