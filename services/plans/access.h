/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Who stands before a plan, and what each handler has to settle before it changes something.
 *
 *     struct access access;
 *     int rc = access_plan(call, in->case_id, &access);
 *     if (rc) return rc;          // PROBLEM_NOT_FOUND: for the caller there is no such plan
 *     access.viewer               // for the queries of store.h
 *     access.speaks               // may decide for the citizen
 */
#pragma once

#include "rules.h"
#include "store.h"

struct access {
    struct subject_of_care about;
    bool closed;
    bool is_home; /* the home municipality looks */
    bool speaks;  /* the citizen, who represents them, or whom they authorised */
    /* The organisation that looks; NULL: the citizen or the home municipality, who see everything. */
    const char *viewer;
    uint32_t categories; /* set of enum common_category that the caller may see */
    struct plans_editor editor;
};

/* 0, PROBLEM_NOT_FOUND, PROBLEM_CONSENT_UNVERIFIABLE or negative. */
int access_plan(struct call *call, const char *case_id, struct access *access);

/* For commands: also that the case is open. */
int access_open_plan(struct call *call, const char *case_id, struct access *access);

/* PROBLEM_INVALID_ARGUMENT for what cannot have been written at this time. */
int check_edited_at(struct call *call, const char *edited_at);
/* PROBLEM_INVALID_ARGUMENT for a party without its organisation, or with one that it has not. NULL is fine. */
int check_responsible(struct call *call, const struct plans_responsible *responsible, const char *field);
/* Of what must not be there yet: found is what the search for it returned. 0; PROBLEM_ALREADY_EXISTS, of the field by
 * which it was searched; or negative. */
int check_unused(struct call *call, int found, const char *field);

/* Leaves of these goals those that the viewer sees ("": every participant). 0 or negative. */
int access_goals(struct call *call, const char *case_id, const char *viewer, struct text_list *goal_ids);
/* Takes from an item what of it the caller does not see: fields by category, goals that are kept from them. */
int access_trim(struct call *call, const struct access *access, enum plans_item_kind kind, void *item);

/* The item at the version that the caller saw, and as it is now, as the caller may see them. */
int access_conflict(struct call *call, const struct access *access, enum plans_item_kind kind, const char *item_id,
                    int64_t seen_version, void *current);

/* Which organisations in the plan see something now, and which no longer do that did before (either may be NULL). */
int access_audience(struct call *call, const struct subject_of_care *about, const struct sight *before,
                    const struct sight *now, struct text_list *participant_ids, struct text_list *former_ids);
