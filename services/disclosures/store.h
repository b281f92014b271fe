/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * All SQL of disclosures; the apply_* are declared in disclosures_dispatch.h. What find_* give lives in the arena.
 */
#pragma once

#include "consent.h"
#include "disclosures_contract.h"
#include "place.h"
#include "rules.h"

/* The feed of what is not personal. */
#define PUBLIC_FEED "public"

/* 0, PROBLEM_NOT_FOUND or negative. */
int find_case(struct store *store, struct arena *arena, const char *case_id, struct subject_of_care *out);

/* The word for whose feed it is: an id, or the kind of those who have none. */
const char *recipient_name(enum disclosures_recipient kind, const char *id);

/* Who has been told what of this event already, as words "<type>:<recipient>"; NULL when it was not announced yet.
 * 0 or negative. */
int find_answered(struct store *store, struct arena *arena, const char *stream, uint64_t sequence,
                  const char **recipients);

/* What consents in force permit, as far as they have been followed: for the decision what to tell, which names that
 * position. What leaves is checked by consent_check. 0 or negative. */
int find_permitted(struct store *store, struct arena *arena, const char *citizen_id, const char *organisation_id,
                   const char *now, struct consent_state *out);

struct feed_row {
    int64_t sequence;
    const char *citizen_id; /* NULL for what is not personal */
    enum common_basis basis;
    uint32_t categories;
    bool marker;
    struct common_cloud_event entry;
};
/* Those after a sequence, oldest first, limit at the most; those about citizens or only the others. 0 or negative. */
int find_entries(struct store *store, struct arena *arena, const char *recipient, bool with_citizens, int64_t after,
                 int64_t limit, struct feed_row *rows, size_t *count);
/* The same before a sequence, latest first. */
int find_latest_entries(struct store *store, struct arena *arena, const char *recipient, bool with_citizens,
                        int64_t before, int64_t limit, struct feed_row *rows, size_t *count);
/* Those about a citizen before a sequence, latest first, limit at the most. 0 or negative. */
int find_entries_about(struct store *store, struct arena *arena, const char *recipient, const char *citizen_id,
                       int64_t before, int64_t limit, struct feed_row *rows, size_t *count);
/* The place kept under this name, 0 for none. 0 or negative. */
int find_place(struct store *store, const char *owner_id, const char *name, int64_t *sequence);

/* Disclosures of a citizen's data before a place, latest first, limit at the most; of one case unless case_id is NULL.
 * ids gets the id of each. 0 or negative. */
int find_disclosures(struct store *store, struct arena *arena, const char *citizen_id, const char *case_id,
                     const struct time_place *before, int64_t limit, struct disclosures_disclosure *items,
                     const char **ids, size_t *count);
