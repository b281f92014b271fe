/* SPDX-License-Identifier: EUPL-1.2 */
#include "store.h"

/* For find_*: what a query that was to find one row answers. */
static int found(struct query *q, bool row)
{
    int rc = store_end(q);
    return rc || row ? rc : PROBLEM_NOT_FOUND;
}

int apply_cases_opened(struct store *store, const struct event *event, const struct cases_opened *data)
{
    struct query q =
        store_query(store, "INSERT INTO case_file (case_id, citizen_id, home_id, status, opened_at, content)"
                           " VALUES (?, ?, ?, ?, ?, ?)");
    bind_text(&q, data->case_id);
    bind_text(&q, data->citizen_id);
    bind_text(&q, data->home_id);
    bind_integer(&q, CASES_CASE_STATUS_OPEN);
    bind_text(&q, event->head.time);
    bind_message(&q, &cases_opened_type, data);
    return store_run(&q);
}

int apply_cases_closed(struct store *store, const struct event *event, const struct cases_closed *data)
{
    struct query q =
        store_query(store, "UPDATE case_file SET status = ?, closed_at = ?, outcome = ? WHERE case_id = ?");
    bind_integer(&q, CASES_CASE_STATUS_CLOSED);
    bind_text(&q, event->head.time);
    bind_integer(&q, data->outcome);
    bind_text(&q, data->case_id);
    return store_run(&q);
}

int apply_cases_citizen_invited(struct store *store, const struct event *event,
                                const struct cases_citizen_invited *data)
{
    (void) event;
    struct query q =
        store_query(store, "INSERT OR REPLACE INTO invitation (case_id, code, expires_at) VALUES (?, ?, ?)");
    bind_text(&q, data->case_id);
    bind_text(&q, data->code);
    bind_text(&q, data->expires_at);
    return store_run(&q);
}

int apply_cases_citizen_linked(struct store *store, const struct event *event, const struct cases_citizen_linked *data)
{
    (void) event;
    struct query q = store_query(store, "UPDATE case_file SET subject = ? WHERE case_id = ?");
    bind_text(&q, data->subject);
    bind_text(&q, data->case_id);
    int rc = store_run(&q);
    if (rc)
        return rc;
    q = store_query(store, "DELETE FROM invitation WHERE case_id = ?");
    bind_text(&q, data->case_id);
    return store_run(&q);
}

int apply_cases_contact_logged(struct store *store, const struct event *event, const struct cases_contact_logged *data)
{
    (void) event;
    struct query q = store_query(store, "INSERT INTO contact (contact_id, case_id, at, organisation_id, content)"
                                        " VALUES (?, ?, ?, ?, ?)");
    bind_text(&q, data->contact_id);
    bind_text(&q, data->case_id);
    bind_text(&q, data->at);
    bind_text(&q, data->organisation_id);
    bind_message(&q, &cases_contact_logged_type, data);
    return store_run(&q);
}

#define CASE_COLUMNS "content, status, subject IS NOT NULL, opened_at, closed_at, outcome"

static void read_case(struct query *q, struct arena *arena, struct cases_case *out)
{
    struct cases_opened content;
    column_message(q, &cases_opened_type, arena, &content);
    message_assign(&cases_case_type, out, &cases_opened_type, &content);
    out->status = (enum cases_case_status) column_integer(q);
    out->linked = column_integer(q) != 0;
    out->opened_at = column_text(q, arena);
    out->closed_at = column_text(q, arena);
    out->outcome = (enum cases_outcome) column_integer(q);
}

static int read_one_case(struct query *q, struct arena *arena, struct cases_case *out)
{
    bool row = store_next(q);
    if (row)
        read_case(q, arena, out);
    return found(q, row);
}

static int read_cases(struct query *q, struct arena *arena, struct cases_case *items, size_t *count)
{
    for (*count = 0; store_next(q); (*count)++)
        read_case(q, arena, &items[*count]);
    return store_end(q);
}

int find_case(struct store *store, struct arena *arena, const char *case_id, struct cases_case *out)
{
    struct query q = store_query(store, "SELECT " CASE_COLUMNS " FROM case_file WHERE case_id = ?");
    bind_text(&q, case_id);
    return read_one_case(&q, arena, out);
}

int find_case_of(struct store *store, struct arena *arena, const char *subject, struct cases_case *out)
{
    struct query q = store_query(store, "SELECT " CASE_COLUMNS " FROM case_file WHERE subject = ?");
    bind_text(&q, subject);
    return read_one_case(&q, arena, out);
}

int find_invited_case(struct store *store, struct arena *arena, const char *code, const char *now,
                      struct cases_case *out)
{
    struct query q = store_query(store, "SELECT " CASE_COLUMNS " FROM invitation JOIN case_file USING (case_id)"
                                        " WHERE code = ? AND expires_at > ?");
    bind_text(&q, code);
    bind_text(&q, now);
    return read_one_case(&q, arena, out);
}

/* '~' is behind every id. */
#define CASES_WANTED "case_file.case_id < coalesce(?2, '~') AND (?3 = 0 OR status = ?3)"

static void bind_list(struct query *q, const char *of, const struct case_list *list)
{
    bind_text(q, of);
    bind_text(q, list->before);
    bind_integer(q, list->status);
    bind_integer(q, (int64_t) list->limit);
}

int find_cases_of_citizen(struct store *store, struct arena *arena, const char *citizen_id,
                          const struct case_list *list, struct cases_case *items, size_t *count)
{
    struct query q = store_query(store, "SELECT " CASE_COLUMNS " FROM case_file WHERE citizen_id = ?1 AND " CASES_WANTED
                                        " ORDER BY case_id DESC LIMIT ?4");
    bind_list(&q, citizen_id, list);
    return read_cases(&q, arena, items, count);
}

int find_cases_of_organisation(struct store *store, struct arena *arena, const char *organisation_id, const char *now,
                               const struct case_list *list, struct cases_case *items, size_t *count)
{
    struct query q = store_query(
        store,
        "WITH visible (case_id) AS"
        " (SELECT * FROM (SELECT case_id FROM case_file WHERE home_id = ?1 AND " CASES_WANTED
        "                 ORDER BY case_id DESC LIMIT ?4)"
        "  UNION"
        "  SELECT * FROM (SELECT DISTINCT case_file.case_id FROM runtime_consent JOIN case_file USING (citizen_id)"
        "                 WHERE organisation_id = ?1 AND valid_until > ?5 AND " CASES_WANTED
        "                 ORDER BY case_file.case_id DESC LIMIT ?4))"
        " SELECT " CASE_COLUMNS " FROM visible JOIN case_file USING (case_id) ORDER BY case_id DESC LIMIT ?4");
    bind_list(&q, organisation_id, list);
    bind_text(&q, now);
    return read_cases(&q, arena, items, count);
}

int find_contacts(struct store *store, struct arena *arena, const char *case_id, const char *organisation_id,
                  const struct contact_place *before, size_t limit, struct cases_contact *items, size_t *count)
{
    struct query q =
        store_query(store, "SELECT content FROM contact"
                           " WHERE case_id = ?1 AND (at, contact_id) < (coalesce(?2, '~'), coalesce(?3, '~'))"
                           " AND (?4 IS NULL OR organisation_id = ?4)"
                           " ORDER BY at DESC, contact_id DESC LIMIT ?5");
    bind_text(&q, case_id);
    bind_text(&q, before ? before->at : NULL);
    bind_text(&q, before ? before->contact_id : NULL);
    bind_text(&q, organisation_id);
    bind_integer(&q, (int64_t) limit);
    for (*count = 0; store_next(&q); (*count)++) {
        struct cases_contact_logged content;
        column_message(&q, &cases_contact_logged_type, arena, &content);
        message_assign(&cases_contact_type, &items[*count], &cases_contact_logged_type, &content);
    }
    return store_end(&q);
}
