/* SPDX-License-Identifier: EUPL-1.2 */
#include "store.h"

#include "referrals_dispatch.h"

/*
 * What is found.
 */
_Static_assert(REFERRALS_STATUS_REQUESTED == 1 && REFERRALS_STATUS_ACCEPTED == 2 && REFERRALS_ATTENTION_OVERDUE == 1 &&
                   REFERRALS_ATTENTION_UNHELPED == 2 && REFERRALS_ATTENTION_WAITING == 3,
               "the statements below name them by number");

/* Until when the performer is to do the next step. */
#define DUE " CASE status WHEN 1 THEN date(requested_at, '+7 days') WHEN 2 THEN contact_date END "

#define COLUMNS                                                                                                        \
    " sequence, referral_id, case_id, citizen_id, home_id, offer_id, performer_id, status, place, version,"            \
    " requested_at, updated_at, accepted_at, offer_name, priority, reason, note, health_note, citizen_name, phone,"    \
    " email, contact_date, expected_wait_days, reason_code, reason_text, outcome, outcome_text, replaces,"             \
    " replaced_by, requester," DUE

static void read_referral(struct query *q, struct arena *arena, struct referral *referral)
{
    struct referrals_referral *content = &referral->content;
    int64_t place;
    referral->sequence = column_integer(q);
    content->referral_id = column_text(q, arena);
    content->case_id = column_text(q, arena);
    content->citizen_id = column_text(q, arena);
    content->home_id = column_text(q, arena);
    content->offer_id = column_text(q, arena);
    content->performer_id = column_text(q, arena);
    content->status = (enum referrals_status) column_integer(q);
    referral->has_place = column_optional(q, &place);
    content->version = column_integer(q);
    content->requested_at = column_text(q, arena);
    content->updated_at = column_text(q, arena);
    referral->accepted_at = column_text(q, arena);
    content->offer_name = column_text(q, arena);
    content->priority = (enum referrals_priority) column_integer(q);
    content->reason = column_text(q, arena);
    content->note = column_text(q, arena);
    content->health_note = column_text(q, arena);
    content->citizen_name = column_text(q, arena);
    content->phone = column_text(q, arena);
    content->email = column_text(q, arena);
    content->contact_date = column_text(q, arena);
    content->has_expected_wait_days = column_optional(q, &content->expected_wait_days);
    struct referrals_status_reason reason;
    reason.code = (enum referrals_reason_code) column_integer(q);
    reason.text = column_text(q, arena);
    content->outcome = (enum referrals_outcome) column_integer(q);
    content->outcome_text = column_text(q, arena);
    content->replaces = column_text(q, arena);
    content->replaced_by = column_text(q, arena);
    content->requester = (enum referrals_requester) column_integer(q);
    content->due = column_text(q, arena);
    if (reason.code) {
        struct referrals_status_reason *kept = ARENA_ARRAY(arena, struct referrals_status_reason, 1);
        *kept = reason;
        content->status_reason = kept;
    }
}

int find_referral(struct store *store, struct arena *arena, const char *referral_id, struct referral *referral)
{
    *referral = (struct referral){0};
    struct query q = store_query(store, "SELECT" COLUMNS "FROM referral WHERE referral_id = ?");
    bind_text(&q, referral_id);
    bool found = store_next(&q);
    if (found)
        read_referral(&q, arena, referral);
    return store_end_found(&q, found);
}

int find_open_referral(struct store *store, const char *citizen_id, const char *offer_id, bool *found)
{
    struct query q = store_query(store, "SELECT 1 FROM referral WHERE citizen_id = ? AND ended = 0 AND offer_id = ?"
                                        " LIMIT 1");
    bind_text(&q, citizen_id);
    bind_text(&q, offer_id);
    *found = store_next(&q);
    return store_end(&q);
}

/*
 * One statement for each index. Within an index what is open and what has ended are two runs, each in the order of
 * sequence; SQLite merges them and reads no further than the limit. The side of which no status is asked for is not
 * read at all: `?n <> 0` is settled before the first row. The referrals of one caseworker's citizens are as many runs as
 * these are, and sorted.
 */
#define OF_RESPONSIBLE "citizen_id IN (SELECT citizen_id FROM citizen_case WHERE responsible = ?5 AND home_id = ?7)"
/* What asks ?12 of the municipality on the day of ?10; in a closed case nobody is without help any more. */
#define ASKED                                                                                                          \
    " CASE ?12 WHEN 1 THEN" DUE "< substr(?10, 1, 10) WHEN 2 THEN unhelped AND NOT EXISTS"                             \
    " (SELECT 1 FROM citizen_case AS about WHERE about.case_id = referral.case_id AND about.closed)"                   \
    " WHEN 3 THEN coalesce(" DUE ">= substr(?10, 1, 10), TRUE) ELSE TRUE END"
#define RUN(of, ended, statuses)                                                                                       \
    "SELECT" COLUMNS "FROM referral WHERE " of " AND ended = " ended " AND " statuses " <> 0"                          \
    " AND sequence > ?2 AND (" statuses " >> (status - 1)) & 1 = 1"                                                    \
    " AND (?5 IS NULL OR " OF_RESPONSIBLE ") AND (?6 IS NULL OR performer_id = ?6) AND (?7 IS NULL OR home_id = ?7)"   \
    " AND (?8 IS NULL OR case_id = ?8)"                                                                                \
    " AND" ASKED " AND (?9 IS NULL OR home_id = ?9 OR EXISTS (SELECT 1 FROM runtime_consent AS consent"                \
    " WHERE consent.organisation_id = ?9 AND consent.citizen_id = referral.citizen_id AND consent.valid_until > ?10))"
#define RUNS(of) RUN(of, "0", "?3") " UNION ALL " RUN(of, "1", "?4") " ORDER BY sequence LIMIT ?11"

static struct query query_by_index(struct store *store, const struct referral_filter *filter)
{
    const char *sql = RUNS("home_id = ?1"), *key = filter->home_id;
    if (filter->attention == REFERRALS_ATTENTION_UNHELPED)
        sql = RUN("home_id = ?1 AND unhelped = 1", "1", "?4") " ORDER BY sequence LIMIT ?11";
    else if (filter->citizen_id)
        sql = RUNS("citizen_id = ?1"), key = filter->citizen_id;
    else if (filter->responsible)
        sql = RUNS(OF_RESPONSIBLE);
    else if (filter->performer_id)
        sql = RUNS("performer_id = ?1"), key = filter->performer_id;
    struct query q = store_query(store, sql);
    bind_text(&q, key);
    return q;
}

int find_referrals(struct store *store, struct arena *arena, const struct referral_filter *filter,
                   struct referral_list *list)
{
    *list = (struct referral_list){.items = ARENA_ARRAY(arena, struct referral, (size_t) filter->limit)};
    struct query q = query_by_index(store, filter);
    bind_integer(&q, filter->after);
    bind_integer(&q, filter->statuses & OPEN_STATES);
    bind_integer(&q, filter->statuses & ENDED_STATES);
    bind_text(&q, filter->responsible);
    bind_text(&q, filter->performer_id);
    bind_text(&q, filter->home_id);
    bind_text(&q, filter->case_id);
    bind_text(&q, filter->consent_of);
    bind_text(&q, filter->now);
    bind_integer(&q, filter->limit);
    bind_integer(&q, filter->attention);
    while (store_next(&q))
        read_referral(&q, arena, &list->items[list->count++]);
    return store_end(&q);
}

int find_offer(struct store *store, struct arena *arena, const char *offer_id, struct offer *offer)
{
    *offer = (struct offer){0};
    struct query q =
        store_query(store, "SELECT organisation_id, name, status, withdrawn, assessment_required, paused_until,"
                           " capacity_sequence, available, maximum,"
                           " (SELECT held FROM place_count AS p"
                           "   WHERE p.offer_id = o.offer_id AND p.capacity_sequence = o.capacity_sequence),"
                           " (SELECT sum(held) FROM place_count AS p WHERE p.offer_id = o.offer_id)"
                           " FROM offer AS o WHERE offer_id = ?");
    bind_text(&q, offer_id);
    bool found = store_next(&q);
    if (found) {
        offer->organisation_id = column_text(&q, arena);
        offer->name = column_text(&q, arena);
        offer->status = (enum directory_offer_status) column_integer(&q);
        offer->withdrawn = column_integer(&q);
        offer->assessment_required = column_integer(&q);
        offer->paused_until = column_text(&q, arena);
        offer->capacity.sequence = column_integer(&q);
        offer->capacity.has_available = column_optional(&q, &offer->capacity.available);
        offer->capacity.has_maximum = column_optional(&q, &offer->capacity.maximum);
        offer->capacity.held = column_integer(&q);
        offer->capacity.held_in_all = column_integer(&q);
    }
    return store_end_found(&q, found);
}

int find_referral_consent(struct store *store, const char *citizen_id, const char *organisation_id, const char *now,
                          bool *found)
{
    struct query q = store_query(store, "SELECT 1 FROM runtime_consent WHERE organisation_id = ? AND citizen_id = ?"
                                        " AND valid_until > ? AND categories & ? LIMIT 1");
    bind_text(&q, organisation_id);
    bind_text(&q, citizen_id);
    bind_text(&q, now);
    bind_integer(&q, CATEGORY(REFERRAL));
    *found = store_next(&q);
    return store_end(&q);
}

/*
 * What is applied: own events. A place is held by the row in place_count that the referral's column `place` names;
 * under no statement, 0, what was taken on while nothing was stated: a maximum stated later is one of places in all.
 */
static int place_take(struct store *store, const char *offer_id, int64_t capacity_sequence)
{
    struct query q = store_query(store, "INSERT INTO place_count (offer_id, capacity_sequence, held) VALUES (?, ?, 1)"
                                        " ON CONFLICT DO UPDATE SET held = held + 1");
    bind_text(&q, offer_id);
    bind_integer(&q, capacity_sequence);
    return store_run(&q);
}

static int place_release(struct store *store, const char *referral_id, const char *offer_id)
{
    struct query q = store_query(store, "UPDATE place_count SET held = held - 1 FROM referral"
                                        " WHERE referral.referral_id = ? AND place_count.offer_id = referral.offer_id"
                                        " AND place_count.capacity_sequence = referral.place");
    bind_text(&q, referral_id);
    int rc = store_run(&q);
    if (rc || store_changes(store) == 0)
        return rc;
    q = store_query(store, "DELETE FROM place_count WHERE offer_id = ? AND held = 0");
    bind_text(&q, offer_id);
    return store_run(&q);
}

/* What came to nothing before in this case has found its next. */
static int ask_another(struct store *store, const struct referrals_requested *data)
{
    struct query q = store_query(store, "UPDATE referral SET unhelped = 0"
                                        " WHERE citizen_id = ? AND ended = 1 AND unhelped = 1 AND case_id = ?");
    bind_text(&q, data->citizen_id);
    bind_text(&q, data->case_id);
    return store_run(&q);
}

static int insert_referral(struct store *store, const struct event *event, const struct referrals_requested *data,
                           const char *replaces)
{
    enum referrals_requester requester = data->requester ? data->requester : REFERRALS_REQUESTER_MUNICIPALITY;
    struct query q = store_query(
        store, "INSERT INTO referral (sequence, referral_id, case_id, citizen_id, home_id, offer_id, performer_id,"
               " status, ended, place, version, requested_at, updated_at, offer_name, priority, reason, note,"
               " health_note, citizen_name, phone, email, replaces, requester)"
               " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    bind_integer(&q, (int64_t) event->sequence);
    bind_text(&q, data->referral_id);
    bind_text(&q, data->case_id);
    bind_text(&q, data->citizen_id);
    bind_text(&q, data->home_id);
    bind_text(&q, data->offer_id);
    bind_text(&q, data->performer_id);
    bind_integer(&q, REFERRALS_STATUS_REQUESTED);
    bind_optional(&q, data->has_capacity_sequence, data->capacity_sequence);
    bind_text(&q, event->head.time);
    bind_text(&q, event->head.time);
    bind_text(&q, data->offer_name);
    bind_integer(&q, data->priority);
    bind_text(&q, data->reason);
    bind_text(&q, data->note);
    bind_text(&q, data->health_note);
    bind_text(&q, data->citizen_name);
    bind_text(&q, data->phone);
    bind_text(&q, data->email);
    bind_text(&q, replaces);
    bind_integer(&q, requester);
    int rc = store_run(&q);
    if (!rc)
        rc = ask_another(store, data);
    if (!rc && data->has_capacity_sequence)
        rc = place_take(store, data->offer_id, data->capacity_sequence);
    return rc;
}

/* For a referral that was sent: it holds one at the most. */
static int place_take_once(struct store *store, const char *referral_id, const char *offer_id,
                           int64_t capacity_sequence)
{
    struct query q = store_query(store, "INSERT INTO place_count (offer_id, capacity_sequence, held)"
                                        " SELECT ?, ?, 1 FROM referral WHERE referral_id = ? AND place IS NULL"
                                        " ON CONFLICT DO UPDATE SET held = held + 1");
    bind_text(&q, offer_id);
    bind_integer(&q, capacity_sequence);
    bind_text(&q, referral_id);
    return store_run(&q);
}

/* What an event changes of a referral. The reason and the expected wait belong to a state and go with it; what is NULL
 * or 0 of the others stays as it was. */
struct change {
    const char *referral_id, *offer_id;
    enum referrals_status status;
    bool releases_place, takes_place;
    int64_t capacity_sequence; /* of the place it takes, if it holds none; 0: nothing was stated */
    const struct referrals_status_reason *reason;
    bool has_expected_wait_days;
    int64_t expected_wait_days;
    const char *accepted_at, *contact_date;
    enum referrals_outcome outcome;
    const char *outcome_text, *replaced_by;
};

static int apply_change(struct store *store, const struct event *event, const struct change *change)
{
    int rc = 0;
    if (change->releases_place)
        rc = place_release(store, change->referral_id, change->offer_id);
    else if (change->takes_place)
        rc = place_take_once(store, change->referral_id, change->offer_id, change->capacity_sequence);
    if (rc)
        return rc;

    struct query q = store_query(
        store,
        "UPDATE referral SET version = version + 1, status = ?1, ended = ?2, updated_at = ?3,"
        " place = iif(?4, NULL, coalesce(place, ?5)), reason_code = ?6, reason_text = ?7, expected_wait_days = ?8,"
        " accepted_at = iif(?9, NULL, coalesce(accepted_at, ?10)),"
        " contact_date = iif(?9, NULL, coalesce(?11, contact_date)), outcome = coalesce(?12, outcome),"
        " outcome_text = coalesce(?13, outcome_text), replaced_by = coalesce(?14, replaced_by),"
        " unhelped = ?15 AND NOT EXISTS (SELECT 1 FROM referral AS later WHERE later.citizen_id = referral.citizen_id"
        " AND later.case_id = referral.case_id AND later.sequence > referral.sequence)"
        " WHERE referral_id = ?16");
    bind_integer(&q, change->status);
    bind_integer(&q, (ENDED_STATES & 1u << (change->status - 1)) != 0);
    bind_text(&q, event->head.time);
    bind_integer(&q, change->releases_place);
    bind_optional(&q, change->takes_place, change->capacity_sequence);
    bind_optional(&q, change->reason, change->reason ? change->reason->code : 0);
    bind_text(&q, change->reason ? change->reason->text : NULL);
    bind_optional(&q, change->has_expected_wait_days, change->expected_wait_days);
    bind_integer(&q, change->status == REFERRALS_STATUS_ON_HOLD); /* the wait begins again */
    bind_text(&q, change->accepted_at);
    bind_text(&q, change->contact_date);
    bind_optional(&q, change->outcome, change->outcome);
    bind_text(&q, change->outcome_text);
    bind_text(&q, change->replaced_by);
    bind_integer(&q, (rules_asking(REFERRALS_ATTENTION_UNHELPED) & 1u << (change->status - 1)) != 0);
    bind_text(&q, change->referral_id);
    return store_run(&q);
}

int apply_referrals_requested(struct store *store, const struct event *event, const struct referrals_requested *data)
{
    return insert_referral(store, event, data, NULL);
}

int apply_referrals_accepted(struct store *store, const struct event *event, const struct referrals_accepted *data)
{
    const struct change change = {
        .referral_id = data->referral_id,
        .offer_id = data->offer_id,
        .status = REFERRALS_STATUS_ACCEPTED,
        .takes_place = true,
        .capacity_sequence = data->has_capacity_sequence ? data->capacity_sequence : 0,
        .accepted_at = event->head.time,
        .contact_date = data->contact_date,
    };
    return apply_change(store, event, &change);
}

int apply_referrals_waitlisted(struct store *store, const struct event *event, const struct referrals_waitlisted *data)
{
    const struct change change = {
        .referral_id = data->referral_id,
        .offer_id = data->offer_id,
        .status = REFERRALS_STATUS_ON_HOLD,
        .releases_place = true,
        .reason = data->status_reason,
        .has_expected_wait_days = data->has_expected_wait_days,
        .expected_wait_days = data->expected_wait_days,
    };
    return apply_change(store, event, &change);
}

int apply_referrals_rejected(struct store *store, const struct event *event, const struct referrals_rejected *data)
{
    const struct change change = {
        .referral_id = data->referral_id,
        .offer_id = data->offer_id,
        .status = REFERRALS_STATUS_REJECTED,
        .releases_place = true,
        .reason = data->status_reason,
    };
    return apply_change(store, event, &change);
}

int apply_referrals_started(struct store *store, const struct event *event, const struct referrals_started *data)
{
    const struct change change = {
        .referral_id = data->referral_id,
        .offer_id = data->offer_id,
        .status = REFERRALS_STATUS_IN_PROGRESS,
        .takes_place = true,
        .capacity_sequence = data->has_capacity_sequence ? data->capacity_sequence : 0,
        .accepted_at = event->head.time,
    };
    return apply_change(store, event, &change);
}

int apply_referrals_completed(struct store *store, const struct event *event, const struct referrals_completed *data)
{
    const struct change change = {
        .referral_id = data->referral_id,
        .offer_id = data->offer_id,
        .status = REFERRALS_STATUS_COMPLETED,
        .releases_place = true,
        .outcome = data->outcome,
        .outcome_text = data->outcome_text,
    };
    return apply_change(store, event, &change);
}

int apply_referrals_failed(struct store *store, const struct event *event, const struct referrals_failed *data)
{
    const struct change change = {
        .referral_id = data->referral_id,
        .offer_id = data->offer_id,
        .status = REFERRALS_STATUS_FAILED,
        .releases_place = true,
        .reason = data->status_reason,
    };
    return apply_change(store, event, &change);
}

int apply_referrals_cancelled(struct store *store, const struct event *event, const struct referrals_cancelled *data)
{
    const struct change change = {
        .referral_id = data->referral_id,
        .offer_id = data->offer_id,
        .status = REFERRALS_STATUS_CANCELLED,
        .releases_place = true,
        .reason = data->status_reason,
    };
    return apply_change(store, event, &change);
}

int apply_referrals_transferred(struct store *store, const struct event *event,
                                const struct referrals_transferred *data)
{
    const struct change change = {
        .referral_id = data->referral_id,
        .offer_id = data->offer_id,
        .status = REFERRALS_STATUS_CANCELLED,
        .releases_place = true,
        .reason = data->status_reason,
        .replaced_by = data->replaced_by,
    };
    const struct referrals_requested request = {
        .referral_id = data->replaced_by,
        .case_id = data->case_id,
        .citizen_id = data->citizen_id,
        .home_id = data->home_id,
        .offer_id = data->new_offer_id,
        .performer_id = data->new_performer_id,
        .has_capacity_sequence = data->has_capacity_sequence,
        .capacity_sequence = data->capacity_sequence,
        .offer_name = data->offer_name,
        .priority = data->priority,
        .reason = data->reason,
        .note = data->note,
        .health_note = data->health_note,
        .citizen_name = data->citizen_name,
        .phone = data->phone,
        .email = data->email,
    };
    int rc = apply_change(store, event, &change);
    return rc ? rc : insert_referral(store, event, &request, data->referral_id);
}
