/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What referrals do to offers: they hold places and make waiting times.
 *
 * A place belongs to the statement of capacity (its sequence in DIRECTORY) under which it was given. An organisation
 * counts its free places anew whenever it states them, so only places given since lessen what it said is free; and a
 * place that is given back counts for its own statement, which is why free places never exceed what was stated. What is
 * taken on while nothing is stated holds a place under no statement, 0: a maximum is one of places in all.
 */
#include "directory_dispatch.h"

static int release_place(struct store *store, const char *referral_id)
{
    struct query q = store_query(store, "DELETE FROM place WHERE referral_id = ?");
    bind_text(&q, referral_id);
    return store_run(&q);
}

/* A referral holds one at the most: who holds one keeps it. */
static int hold_place(struct store *store, const char *referral_id, const char *offer_id, int64_t capacity_sequence)
{
    struct query q =
        store_query(store, "INSERT OR IGNORE INTO place (referral_id, offer_id, capacity_sequence) VALUES (?, ?, ?)");
    bind_text(&q, referral_id);
    bind_text(&q, offer_id);
    bind_integer(&q, capacity_sequence);
    return store_run(&q);
}

static int begin_wait(struct store *store, const char *referral_id, const char *offer_id, const char *time)
{
    struct query q = store_query(store, "INSERT INTO waiting (referral_id, offer_id, requested_at) VALUES (?, ?, ?)");
    bind_text(&q, referral_id);
    bind_text(&q, offer_id);
    bind_text(&q, time);
    return store_run(&q);
}

static int forget_wait(struct store *store, const char *referral_id)
{
    struct query q = store_query(store, "DELETE FROM waiting WHERE referral_id = ?");
    bind_text(&q, referral_id);
    return store_run(&q);
}

/* Nothing when the wait is over already. Of each offer the last 50 waits are kept. */
static int end_wait(struct store *store, const char *referral_id, const char *offer_id, const char *time)
{
    struct query q =
        store_query(store, "INSERT INTO wait (offer_id, ended_at, referral_id, seconds)"
                           " SELECT offer_id, ?1, referral_id, max(0, unixepoch(?1) - unixepoch(requested_at))"
                           " FROM waiting WHERE referral_id = ?2");
    bind_text(&q, time);
    bind_text(&q, referral_id);
    int rc = store_run(&q);
    if (rc)
        return rc;
    q = store_query(store, "DELETE FROM wait WHERE offer_id = ?1 AND (ended_at, referral_id) <="
                           " (SELECT ended_at, referral_id FROM wait WHERE offer_id = ?1"
                           "  ORDER BY ended_at DESC, referral_id DESC LIMIT 1 OFFSET 50)");
    bind_text(&q, offer_id);
    rc = store_run(&q);
    return rc ? rc : forget_wait(store, referral_id);
}

/* Who was accepted and is put on the waiting list waits since they were sent: that was not yet the end of it. */
static int wait_on(struct store *store, const char *referral_id, const char *offer_id)
{
    struct query q = store_query(store, "INSERT INTO waiting (referral_id, offer_id, requested_at)"
                                        " SELECT referral_id, offer_id,"
                                        " strftime('%Y-%m-%dT%H:%M:%fZ', unixepoch(ended_at) - seconds, 'unixepoch')"
                                        " FROM wait WHERE offer_id = ?1 AND referral_id = ?2");
    bind_text(&q, offer_id);
    bind_text(&q, referral_id);
    int rc = store_run(&q);
    if (rc)
        return rc;
    q = store_query(store, "DELETE FROM wait WHERE offer_id = ?1 AND referral_id = ?2");
    bind_text(&q, offer_id);
    bind_text(&q, referral_id);
    return store_run(&q);
}

static int end_referral(struct store *store, const char *referral_id)
{
    int rc = release_place(store, referral_id);
    return rc ? rc : forget_wait(store, referral_id);
}

int apply_referrals_requested(struct store *store, const struct event *event, const struct referrals_requested *data)
{
    int rc = begin_wait(store, data->referral_id, data->offer_id, event->head.time);
    if (!rc && data->has_capacity_sequence)
        rc = hold_place(store, data->referral_id, data->offer_id, data->capacity_sequence);
    return rc;
}

static int take_on(struct store *store, const struct event *event, const char *referral_id, const char *offer_id,
                   int64_t capacity_sequence)
{
    int rc = end_wait(store, referral_id, offer_id, event->head.time);
    return rc ? rc : hold_place(store, referral_id, offer_id, capacity_sequence);
}

int apply_referrals_accepted(struct store *store, const struct event *event, const struct referrals_accepted *data)
{
    return take_on(store, event, data->referral_id, data->offer_id,
                   data->has_capacity_sequence ? data->capacity_sequence : 0);
}

int apply_referrals_started(struct store *store, const struct event *event, const struct referrals_started *data)
{
    return take_on(store, event, data->referral_id, data->offer_id,
                   data->has_capacity_sequence ? data->capacity_sequence : 0);
}

int apply_referrals_waitlisted(struct store *store, const struct event *event, const struct referrals_waitlisted *data)
{
    (void) event;
    int rc = wait_on(store, data->referral_id, data->offer_id);
    return rc ? rc : release_place(store, data->referral_id);
}

int apply_referrals_rejected(struct store *store, const struct event *event, const struct referrals_rejected *data)
{
    (void) event;
    return end_referral(store, data->referral_id);
}

int apply_referrals_completed(struct store *store, const struct event *event, const struct referrals_completed *data)
{
    (void) event;
    return end_referral(store, data->referral_id);
}

int apply_referrals_failed(struct store *store, const struct event *event, const struct referrals_failed *data)
{
    (void) event;
    return end_referral(store, data->referral_id);
}

int apply_referrals_cancelled(struct store *store, const struct event *event, const struct referrals_cancelled *data)
{
    (void) event;
    return end_referral(store, data->referral_id);
}

int apply_referrals_transferred(struct store *store, const struct event *event,
                                const struct referrals_transferred *data)
{
    int rc = end_referral(store, data->referral_id);
    if (!rc)
        rc = begin_wait(store, data->replaced_by, data->new_offer_id, event->head.time);
    if (!rc && data->has_capacity_sequence)
        rc = hold_place(store, data->replaced_by, data->new_offer_id, data->capacity_sequence);
    return rc;
}
