/* SPDX-License-Identifier: EUPL-1.2 */
/* What other services said, as far as referrals need it: cases and offers. */
#include "store.h"

#include "referrals_dispatch.h"

/*
 * Cases.
 */
int apply_cases_opened(struct store *store, const struct event *event, const struct cases_opened *data)
{
    struct query q = store_query(store, "INSERT INTO citizen_case (case_id, citizen_id, home_id, closed, citizen_name,"
                                        " phone, email, responsible) VALUES (?, ?, ?, 0, ?, ?, ?, ?)");
    bind_text(&q, data->case_id);
    bind_text(&q, data->citizen_id);
    bind_text(&q, data->home_id);
    bind_text(&q, data->citizen_name);
    bind_text(&q, data->phone);
    bind_text(&q, data->email);
    bind_text(&q, event_actor_of(event, data->home_id));
    return store_run(&q);
}

static int write_responsible(struct query q, const char *case_id, const char *subject)
{
    bind_text(&q, subject);
    bind_text(&q, case_id);
    return store_run(&q);
}

int apply_cases_assigned(struct store *store, const struct event *event, const struct cases_assigned *data)
{
    (void) event;
    return write_responsible(store_query(store, "UPDATE citizen_case SET responsible = ? WHERE case_id = ?"),
                             data->case_id, data->subject);
}

/* Whoever takes an inquiry is responsible for the case if nobody has been. */
int apply_cases_inquiry_taken(struct store *store, const struct event *event, const struct cases_inquiry_taken *data)
{
    return write_responsible(
        store_query(store, "UPDATE citizen_case SET responsible = ? WHERE case_id = ? AND responsible IS NULL"),
        data->case_id, event_actor_of(event, data->home_id));
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

int find_case(struct store *store, struct arena *arena, const char *case_id, struct citizen_case *found)
{
    *found = (struct citizen_case){0};
    struct query q = store_query(store, "SELECT citizen_id, home_id, closed, citizen_name, phone, email"
                                        " FROM citizen_case WHERE case_id = ?");
    bind_text(&q, case_id);
    bool row = store_next(&q);
    if (row) {
        found->citizen_id = column_text(&q, arena);
        found->home_id = column_text(&q, arena);
        found->closed = column_integer(&q);
        found->citizen_name = column_text(&q, arena);
        found->phone = column_text(&q, arena);
        found->email = column_text(&q, arena);
    }
    return store_end_found(&q, row);
}

/*
 * Offers.
 */
int apply_directory_offer_published(struct store *store, const struct event *event,
                                    const struct directory_offer_published *data)
{
    (void) event;
    struct query q = store_query(store, "INSERT INTO offer (offer_id, organisation_id, name, status, withdrawn,"
                                        " assessment_required) VALUES (?, ?, ?, ?, 0, ?)");
    bind_text(&q, data->offer_id);
    bind_text(&q, data->organisation_id);
    bind_text(&q, data->name);
    bind_integer(&q, data->status);
    bind_integer(&q, data->assessment_required);
    return store_run(&q);
}

/* Also brings back a withdrawn one. */
int apply_directory_offer_updated(struct store *store, const struct event *event,
                                  const struct directory_offer_updated *data)
{
    (void) event;
    struct query q = store_query(store, "UPDATE offer SET name = ?, status = ?, withdrawn = 0, assessment_required = ?"
                                        " WHERE offer_id = ?");
    bind_text(&q, data->name);
    bind_integer(&q, data->status);
    bind_integer(&q, data->assessment_required);
    bind_text(&q, data->offer_id);
    return store_run(&q);
}

int apply_directory_offer_withdrawn(struct store *store, const struct event *event,
                                    const struct directory_offer_withdrawn *data)
{
    (void) event;
    struct query q = store_query(store, "UPDATE offer SET withdrawn = 1 WHERE offer_id = ?");
    bind_text(&q, data->offer_id);
    return store_run(&q);
}

int apply_directory_capacity_set(struct store *store, const struct event *event,
                                 const struct directory_capacity_set *data)
{
    struct query q = store_query(store, "UPDATE offer SET capacity_sequence = ?, maximum = ?, available = ?,"
                                        " paused_until = ? WHERE offer_id = ?");
    bind_integer(&q, (int64_t) event->sequence);
    bind_optional(&q, data->has_maximum, data->maximum);
    bind_optional(&q, data->has_available, data->available);
    bind_text(&q, data->paused_until);
    bind_text(&q, data->offer_id);
    return store_run(&q);
}
