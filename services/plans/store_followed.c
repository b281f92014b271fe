/* SPDX-License-Identifier: EUPL-1.2 */
#include "store.h"

#include <assert.h>

#include "plans_dispatch.h"
#include "store_sql.h"

/*
 * Cases and the directory.
 */
int apply_cases_opened(struct store *store, const struct event *event, const struct cases_opened *data)
{
    (void) event;
    struct query q = store_query(store, "INSERT INTO citizen_case (case_id, citizen_id, home_id, closed, citizen_name)"
                                        " VALUES (?, ?, ?, 0, ?)");
    bind_text(&q, data->case_id);
    bind_text(&q, data->citizen_id);
    bind_text(&q, data->home_id);
    bind_text(&q, data->citizen_name);
    return store_run(&q);
}

int apply_cases_closed(struct store *store, const struct event *event, const struct cases_closed *data)
{
    (void) event;
    struct query q = store_query(store, "UPDATE citizen_case SET closed = 1 WHERE case_id = ?");
    bind_text(&q, data->case_id);
    return store_run(&q);
}

int apply_cases_reopened(struct store *store, const struct event *event, const struct cases_reopened *data)
{
    (void) event;
    struct query q = store_query(store, "UPDATE citizen_case SET closed = 0 WHERE case_id = ?");
    bind_text(&q, data->case_id);
    return store_run(&q);
}

int find_case(struct store *store, struct arena *arena, const char *case_id, struct citizen_case *to)
{
    struct query q =
        store_query(store, "SELECT case_id, citizen_id, home_id, closed FROM citizen_case WHERE case_id = ?");
    bind_text(&q, case_id);
    bool row = store_next(&q);
    if (row) {
        to->about.case_id = column_text(&q, arena);
        to->about.citizen_id = column_text(&q, arena);
        to->about.home_id = column_text(&q, arena);
        to->closed = column_integer(&q) != 0;
    }
    return store_end_found(&q, row);
}

int apply_directory_organisation_registered(struct store *store, const struct event *event,
                                            const struct directory_organisation_registered *data)
{
    (void) event;
    struct query q = store_query(store, "INSERT INTO organisation (organisation_id) VALUES (?)");
    bind_text(&q, data->organisation_id);
    return store_run(&q);
}

int find_organisation(struct store *store, const char *organisation_id)
{
    struct query q = store_query(store, "SELECT 1 FROM organisation WHERE organisation_id = ?");
    bind_text(&q, organisation_id);
    return store_end_found(&q, store_next(&q));
}

static int keep_offer(struct store *store, const char *offer_id, const char *name)
{
    struct query q = store_query(store, "INSERT OR REPLACE INTO offer (offer_id, name) VALUES (?, ?)");
    bind_text(&q, offer_id);
    bind_text(&q, name);
    return store_run(&q);
}

int apply_directory_offer_published(struct store *store, const struct event *event,
                                    const struct directory_offer_published *data)
{
    (void) event;
    return keep_offer(store, data->offer_id, data->name);
}

int apply_directory_offer_updated(struct store *store, const struct event *event,
                                  const struct directory_offer_updated *data)
{
    (void) event;
    return keep_offer(store, data->offer_id, data->name);
}

int find_offer_name(struct store *store, struct arena *arena, const char *offer_id, const char **name)
{
    struct query q = store_query(store, "SELECT name FROM offer WHERE offer_id = ?");
    bind_text(&q, offer_id);
    bool row = store_next(&q);
    if (row)
        *name = column_text(&q, arena);
    return store_end_found(&q, row);
}

/*
 * Referrals: who performs them, and their state.
 */
static int keep_referral(struct store *store, const struct event *event, const struct referral *referral)
{
    struct query q = store_query(store, "INSERT INTO referral (referral_id, case_id, performer_id, offer_id, status,"
                                        " sequence) VALUES (?, ?, ?, ?, ?, ?)");
    bind_text(&q, referral->referral_id);
    bind_text(&q, referral->case_id);
    bind_text(&q, referral->performer_id);
    bind_text(&q, referral->offer_id);
    bind_integer(&q, referral->status);
    bind_integer(&q, (int64_t) event->sequence);
    return store_run(&q);
}

static int move_referral(struct store *store, const struct event *event, const char *referral_id,
                         enum referrals_status status)
{
    struct query q = store_query(store, "UPDATE referral SET status = ?, sequence = ? WHERE referral_id = ?");
    bind_integer(&q, status);
    bind_integer(&q, (int64_t) event->sequence);
    bind_text(&q, referral_id);
    return store_run(&q);
}

int apply_referrals_requested(struct store *store, const struct event *event, const struct referrals_requested *data)
{
    return keep_referral(store, event,
                         &(struct referral){data->referral_id, data->case_id, data->performer_id, data->offer_id,
                                            REFERRALS_STATUS_REQUESTED});
}

int apply_referrals_transferred(struct store *store, const struct event *event,
                                const struct referrals_transferred *data)
{
    int rc = move_referral(store, event, data->referral_id, REFERRALS_STATUS_CANCELLED);
    return rc ? rc
              : keep_referral(store, event,
                              &(struct referral){data->replaced_by, data->case_id, data->new_performer_id,
                                                 data->new_offer_id, REFERRALS_STATUS_REQUESTED});
}

#define MOVES_REFERRAL(name, to)                                                                                       \
    int apply_referrals_##name(struct store *store, const struct event *event, const struct referrals_##name *data)    \
    {                                                                                                                  \
        return move_referral(store, event, data->referral_id, REFERRALS_STATUS_##to);                                  \
    }
MOVES_REFERRAL(accepted, ACCEPTED)
MOVES_REFERRAL(waitlisted, ON_HOLD)
MOVES_REFERRAL(rejected, REJECTED)
MOVES_REFERRAL(started, IN_PROGRESS)
MOVES_REFERRAL(completed, COMPLETED)
MOVES_REFERRAL(failed, FAILED)
MOVES_REFERRAL(cancelled, CANCELLED)

static void read_referral(struct query *q, struct arena *arena, struct referral *referral)
{
    referral->referral_id = column_text(q, arena);
    referral->case_id = column_text(q, arena);
    referral->performer_id = column_text(q, arena);
    referral->offer_id = column_text(q, arena);
    referral->status = (enum referrals_status) column_integer(q);
}

#define REFERRAL_COLUMNS "referral_id, case_id, performer_id, offer_id, status"

int find_referral(struct store *store, struct arena *arena, const char *referral_id, struct referral *referral)
{
    struct query q = store_query(store, "SELECT " REFERRAL_COLUMNS " FROM referral WHERE referral_id = ?");
    bind_text(&q, referral_id);
    bool row = store_next(&q);
    if (row)
        read_referral(&q, arena, referral);
    return store_end_found(&q, row);
}

int find_referrals_at(struct store *store, struct arena *arena, uint64_t sequence, struct referral_list *list)
{
    enum { MOST = 2 }; /* a transfer is about the old one and the new */
    *list = (struct referral_list){.items = ARENA_ARRAY(arena, struct referral, MOST)};
    struct query q = store_query(store, "SELECT " REFERRAL_COLUMNS " FROM referral WHERE sequence = ?"
                                        " ORDER BY referral_id");
    bind_integer(&q, (int64_t) sequence);
    while (list->count < MOST && store_next(&q))
        read_referral(&q, arena, &list->items[list->count++]);
    return store_end(&q);
}

int find_active_referral(struct store *store, struct arena *arena, const char *case_id, const char *performer_id,
                         const char **referral_id)
{
    static_assert(REFERRALS_STATUS_REQUESTED == 1, "the index has what is beyond it");
    struct query q = store_query(store, "SELECT referral_id FROM referral WHERE case_id = ? AND performer_id = ?"
                                        " AND status > 1 AND (? >> (status - 1)) & 1 = 1"
                                        " ORDER BY sequence DESC LIMIT 1");
    bind_text(&q, case_id);
    bind_text(&q, performer_id);
    bind_integer(&q, REFERRALS_ACTIVE);
    *referral_id = store_next(&q) ? column_text(&q, arena) : NULL;
    return store_end(&q);
}

int find_plan_consent(struct store *store, const char *citizen_id, const char *organisation_id, const char *now,
                      bool *consent)
{
    struct query q = store_query(store, "SELECT 1 FROM runtime_consent WHERE organisation_id = ? AND citizen_id = ?"
                                        " AND valid_until > ? AND categories & ? LIMIT 1");
    bind_text(&q, organisation_id);
    bind_text(&q, citizen_id);
    bind_text(&q, now);
    bind_integer(&q, CATEGORY(PLAN));
    *consent = store_next(&q);
    return store_end(&q);
}
