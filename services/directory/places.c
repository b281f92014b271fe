/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What referrals do to offers: they hold places and make waiting times.
 *
 * A place belongs to the statement of capacity (its sequence in DIRECTORY) under which it was given. An organisation
 * counts its free places anew whenever it states them, so only places given since lessen what it said is free; and a
 * place that is given back counts for its own statement, which is why free places never exceed what was stated.
 */
#include "directory_dispatch.h"

static int release_place(struct store *store, const char *referral_id)
{
    struct query q = store_query(store, "DELETE FROM place WHERE referral_id = ?");
    bind_text(&q, referral_id);
    return store_run(&q);
}

/* Without a statement of capacity what the referral holds stays as it is. */
static int hold_place(struct store *store, const char *referral_id, const char *offer_id, bool has_sequence,
                      int64_t capacity_sequence)
{
    if (!has_sequence)
        return 0;
    int rc = release_place(store, referral_id);
    if (rc)
        return rc;
    struct query q =
        store_query(store, "INSERT INTO place (referral_id, offer_id, capacity_sequence) VALUES (?, ?, ?)");
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

static int end_referral(struct store *store, const char *referral_id)
{
    int rc = release_place(store, referral_id);
    return rc ? rc : forget_wait(store, referral_id);
}

int apply_referrals_requested(struct store *store, const struct event *event, const struct referrals_requested *data)
{
    int rc = begin_wait(store, data->referral_id, data->offer_id, event->head.time);
    return rc ? rc
              : hold_place(store, data->referral_id, data->offer_id, data->has_capacity_sequence,
                           data->capacity_sequence);
}

int apply_referrals_accepted(struct store *store, const struct event *event, const struct referrals_accepted *data)
{
    int rc = end_wait(store, data->referral_id, data->offer_id, event->head.time);
    return rc ? rc
              : hold_place(store, data->referral_id, data->offer_id, data->has_capacity_sequence,
                           data->capacity_sequence);
}

int apply_referrals_started(struct store *store, const struct event *event, const struct referrals_started *data)
{
    int rc = end_wait(store, data->referral_id, data->offer_id, event->head.time);
    return rc ? rc
              : hold_place(store, data->referral_id, data->offer_id, data->has_capacity_sequence,
                           data->capacity_sequence);
}

int apply_referrals_waitlisted(struct store *store, const struct event *event, const struct referrals_waitlisted *data)
{
    (void) event;
    return release_place(store, data->referral_id);
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
    return rc ? rc
              : hold_place(store, data->replaced_by, data->new_offer_id, data->has_capacity_sequence,
                           data->capacity_sequence);
}
