/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the service remembers: all its SQL, that of referrals and places in store.c, what other services said in
 * store_followed.c. The apply_* functions are declared by referrals_dispatch.h, one for each event; nothing else writes.
 *
 * find_* return 0, PROBLEM_NOT_FOUND where that is said, or negative. What they find lies in the arena.
 */
#pragma once

#include "rules.h"
#include "service.h"

struct referral {
    struct referrals_referral content; /* waited_days is not kept: see rules_waited_days */
    int64_t sequence;                  /* position in REFERRALS of the event that made it: the order of waiting */
    bool has_place;
    const char *accepted_at; /* NULL: not accepted, or put back on the waiting list since */
};

/* 0 or PROBLEM_NOT_FOUND. */
int find_referral(struct store *store, struct arena *arena, const char *referral_id, struct referral *referral);

/* Which referrals. At least one of the first three must be given; all that are given must hold. */
struct referral_filter {
    const char *citizen_id, *performer_id, *home_id;
    const char *responsible; /* the caseworker there who is responsible for the case; with home_id only */
    const char *case_id;
    uint32_t statuses;                  /* set of enum referrals_status */
    enum referrals_attention attention; /* only what asks this; with home_id only; NONE: whatever it asks */
    const char *consent_of; /* only what this organisation has a consent for at this time, or is the home of */
    const char *now;
    int64_t after; /* sequence */
    int64_t limit; /* at most this many are found */
};

struct referral_list {
    struct referral *items;
    size_t count;
};

/* In order of their sequence: the longest wait first. */
int find_referrals(struct store *store, struct arena *arena, const struct referral_filter *filter,
                   struct referral_list *list);

/* Whether the citizen has one to this offer that has not ended. */
int find_open_referral(struct store *store, const char *citizen_id, const char *offer_id, bool *found);

struct citizen_case {
    const char *citizen_id, *home_id;
    const char *citizen_name, *phone, *email; /* NULL where unknown */
    bool closed;
};

/* 0 or PROBLEM_NOT_FOUND. */
int find_case(struct store *store, struct arena *arena, const char *case_id, struct citizen_case *found);

/* With the places held at present. 0 or PROBLEM_NOT_FOUND. */
int find_offer(struct store *store, struct arena *arena, const char *offer_id, struct offer *offer);

/* Whether a consent of the citizen for the organisation permits referrals at this time. It asks what is known, whether
 * or not it is fresh: to end a referral that lost its consent, no lease is needed. */
int find_referral_consent(struct store *store, const char *citizen_id, const char *organisation_id, const char *now,
                          bool *found);
