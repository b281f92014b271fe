/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * All SQL of consents; the apply_* are declared in consents_dispatch.h. find_* fill *out, which lives in the arena, and
 * return 0, negative, or PROBLEM_NOT_FOUND.
 */
#pragma once

#include "consents_contract.h"

struct citizen_case {
    const char *citizen_id, *home_id;
    bool closed;
};
int find_case(struct store *store, struct arena *arena, const char *case_id, struct citizen_case *out);

int find_representative(struct store *store, struct arena *arena, const char *representation_id,
                        const struct consents_representative **out);

struct organisation {
    const char *organisation_id, *name;
    enum common_organisation_type type;
    const char *url, *email, *country; /* NULL: unknown */
};
int find_organisation(struct store *store, struct arena *arena, const char *organisation_id, struct organisation *out);

int find_consent(struct store *store, struct arena *arena, const char *consent_id, struct consents_consent *out);

/* Who asks for a list: what they are not is NULL, and nothing is theirs by it. */
struct consents_reader {
    const char *citizen_id;   /* their own */
    const char *home_id;      /* those of the cases of this municipality */
    const char *recipient_id; /* those in force for this organisation */
    const char *responsible;  /* NULL, or who is responsible for the cases of which it is to be, there */
    const char *now;
};
/* The youngest before in->after, limit at the most. 0 or negative. */
int find_consents(struct store *store, struct arena *arena, const struct consents_list_consents *in,
                  const struct consents_reader *reader, int64_t limit, struct consents_consent *items, size_t *count);

/* Sequence of the last end of a given consent, 0 for none. 0 or negative. */
int find_last_end(struct store *store, int64_t *sequence);
/* The first withdrawal that is not yet effective everywhere, and its sequence. */
int find_pending_withdrawal(struct store *store, struct arena *arena, struct consents_consent *out, int64_t *sequence);
/* The given consent whose validity ends first. */
int find_next_expiry(struct store *store, struct arena *arena, struct consents_consent *out);
