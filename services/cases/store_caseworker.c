/* SPDX-License-Identifier: EUPL-1.2 */
/* Who is responsible for a case, and who of a municipality can be: its caseworkers, as DIRECTORY says. */
#include "store.h"

#include "service.h"

static int write_responsible(struct query q, const char *case_id, const char *subject)
{
    bind_text(&q, subject);
    bind_text(&q, case_id);
    return store_run(&q);
}

int apply_cases_assigned(struct store *store, const struct event *event, const struct cases_assigned *data)
{
    (void) event;
    return write_responsible(store_query(store, "UPDATE case_file SET responsible = ? WHERE case_id = ?"),
                             data->case_id, data->subject);
}

int write_first_responsible(struct store *store, const char *case_id, const char *subject)
{
    return write_responsible(
        store_query(store, "UPDATE case_file SET responsible = ? WHERE case_id = ? AND responsible IS NULL"), case_id,
        subject);
}

static int delete_caseworker(struct store *store, const char *organisation_id, const char *subject)
{
    struct query q = store_query(store, "DELETE FROM caseworker WHERE organisation_id = ? AND subject = ?");
    bind_text(&q, organisation_id);
    bind_text(&q, subject);
    return store_run(&q);
}

/* Also gives a member other roles. */
int apply_directory_member_added(struct store *store, const struct event *event,
                                 const struct directory_member_added *data)
{
    (void) event;
    if (!(data->roles & CASEWORKER))
        return delete_caseworker(store, data->organisation_id, data->subject);
    struct query q =
        store_query(store, "INSERT OR REPLACE INTO caseworker (organisation_id, subject, name) VALUES (?, ?, ?)");
    bind_text(&q, data->organisation_id);
    bind_text(&q, data->subject);
    bind_text(&q, data->name);
    return store_run(&q);
}

int apply_directory_member_removed(struct store *store, const struct event *event,
                                   const struct directory_member_removed *data)
{
    (void) event;
    return delete_caseworker(store, data->organisation_id, data->subject);
}

int check_caseworker(struct store *store, const char *organisation_id, const char *subject)
{
    struct query q = store_query(store, "SELECT 1 FROM caseworker WHERE organisation_id = ? AND subject = ?");
    bind_text(&q, organisation_id);
    bind_text(&q, subject);
    return store_end_found(&q, store_next(&q));
}
