/* SPDX-License-Identifier: EUPL-1.2 */
#include "store.h"

#include "text_search.h"

int write_case(struct store *store, const struct event *event, const struct cases_opened *data, const char *responsible)
{
    struct arena arena = {0};
    struct query q = store_query(
        store, "INSERT INTO case_file (case_id, citizen_id, home_id, status, opened_at, content, responsible, name)"
               " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (case_id) DO NOTHING");
    bind_text(&q, data->case_id);
    bind_text(&q, data->citizen_id);
    bind_text(&q, data->home_id);
    bind_integer(&q, CASES_CASE_STATUS_OPEN);
    bind_text(&q, event->head.time);
    bind_message(&q, &cases_opened_type, data);
    bind_text(&q, responsible);
    bind_text(&q, text_folded(&arena, data->citizen_name ? data->citizen_name : ""));
    int rc = store_run(&q);
    arena_free(&arena);
    return rc;
}

int apply_cases_opened(struct store *store, const struct event *event, const struct cases_opened *data)
{
    int rc = write_case(store, event, data, event_actor_of(event, data->home_id));
    return rc ? rc : pay_inquiry(store, data->case_id, event->contract);
}

/* The course that is under way ends with the case. */
static int end_last_course(struct store *store, const struct event *event, const struct cases_closed *data)
{
    struct query q = store_query(store, "UPDATE course SET ended_on = max(started_on, substr(?, 1, 10)), outcome = ?"
                                        " WHERE case_id = ? AND ended_on IS NULL");
    bind_text(&q, event->head.time);
    bind_integer(&q, data->outcome);
    bind_text(&q, data->case_id);
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
    int rc = store_run(&q);
    return rc ? rc : end_last_course(store, event, data);
}

int apply_cases_reopened(struct store *store, const struct event *event, const struct cases_reopened *data)
{
    (void) event;
    struct query q = store_query(store, "UPDATE case_file SET status = ?, closed_at = NULL, outcome = NULL"
                                        " WHERE case_id = ?");
    bind_integer(&q, CASES_CASE_STATUS_OPEN);
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

int write_link(struct store *store, const char *case_id, const char *subject)
{
    struct query q = store_query(store, "UPDATE case_file SET subject = ? WHERE case_id = ?");
    bind_text(&q, subject);
    bind_text(&q, case_id);
    return store_run(&q);
}

int apply_cases_citizen_linked(struct store *store, const struct event *event, const struct cases_citizen_linked *data)
{
    int rc = write_link(store, data->case_id, data->subject);
    if (rc)
        return rc;
    struct query q = store_query(store, "DELETE FROM invitation WHERE case_id = ?");
    bind_text(&q, data->case_id);
    rc = store_run(&q);
    return rc ? rc : pay_inquiry(store, data->case_id, event->contract);
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

/* Who is no caseworker there any more is not responsible. */
#define RESPONSIBLE(column)                                                                                            \
    "(SELECT caseworker." column " FROM caseworker"                                                                    \
    " WHERE organisation_id = case_file.home_id AND caseworker.subject = case_file.responsible)"
#define CASE_COLUMNS                                                                                                   \
    "content, status, case_file.subject IS NOT NULL, opened_at, closed_at, outcome, " RESPONSIBLE(                     \
        "subject") ", " RESPONSIBLE("name")

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
    struct cases_responsible responsible;
    responsible.subject = column_text(q, arena);
    responsible.name = column_text(q, arena);
    if (responsible.subject) {
        struct cases_responsible *kept = ARENA_ARRAY(arena, struct cases_responsible, 1);
        *kept = responsible;
        out->responsible = kept;
    }
}

static int read_one_case(struct query *q, struct arena *arena, struct cases_case *out)
{
    bool row = store_next(q);
    if (row)
        read_case(q, arena, out);
    return store_end_found(q, row);
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

int find_case_of_citizen(struct store *store, struct arena *arena, const char *citizen_id, struct cases_case *out)
{
    struct query q = store_query(store, "SELECT " CASE_COLUMNS " FROM case_file WHERE citizen_id = ?");
    bind_text(&q, citizen_id);
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
#define CASES_WANTED                                                                                                   \
    "case_file.case_id < coalesce(?2, '~') AND (?3 = 0 OR status = ?3) AND (?5 IS NULL OR instr(case_file.name, ?5))"

static void bind_list(struct query *q, const char *of, const struct case_list *list)
{
    bind_text(q, of);
    bind_text(q, list->before);
    bind_integer(q, list->status);
    bind_integer(q, (int64_t) list->limit);
    bind_text(q, list->name);
}

int find_cases_of_citizen(struct store *store, struct arena *arena, const char *citizen_id,
                          const struct case_list *list, struct cases_case *items, size_t *count)
{
    struct query q = store_query(store, "SELECT " CASE_COLUMNS " FROM case_file WHERE citizen_id = ?1 AND " CASES_WANTED
                                        " ORDER BY case_id DESC LIMIT ?4");
    bind_list(&q, citizen_id, list);
    return read_cases(&q, arena, items, count);
}

int find_cases_of_caseworker(struct store *store, struct arena *arena, const char *subject, const char *home_id,
                             const struct case_list *list, struct cases_case *items, size_t *count)
{
    struct query q = store_query(store, "SELECT " CASE_COLUMNS " FROM case_file"
                                        " WHERE responsible = ?1 AND home_id = ?6 AND " CASES_WANTED
                                        " ORDER BY case_id DESC LIMIT ?4");
    bind_list(&q, subject, list);
    bind_text(&q, home_id);
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
        "                 WHERE organisation_id = ?1 AND valid_until > ?6 AND ?5 IS NULL AND " CASES_WANTED
        "                 ORDER BY case_file.case_id DESC LIMIT ?4))"
        " SELECT " CASE_COLUMNS " FROM visible JOIN case_file USING (case_id) ORDER BY case_id DESC LIMIT ?4");
    bind_list(&q, organisation_id, list);
    bind_text(&q, now);
    return read_cases(&q, arena, items, count);
}

/*
 * Contacts, messages and courses of a case.
 */

static void bind_page(struct query *q, const struct page *page)
{
    bind_text(q, page->case_id);
    bind_text(q, page->before ? page->before->at : NULL);
    bind_text(q, page->before ? page->before->id : NULL);
    bind_text(q, page->organisation_id);
    bind_integer(q, (int64_t) page->limit);
}

int find_contacts(struct store *store, struct arena *arena, const struct page *page, struct cases_contact *items,
                  size_t *count)
{
    struct query q =
        store_query(store, "SELECT content FROM contact"
                           " WHERE case_id = ?1 AND (at, contact_id) < (coalesce(?2, '~'), coalesce(?3, '~'))"
                           " AND (?4 IS NULL OR organisation_id = ?4)"
                           " ORDER BY at DESC, contact_id DESC LIMIT ?5");
    bind_page(&q, page);
    for (*count = 0; store_next(&q); (*count)++) {
        struct cases_contact_logged content;
        column_message(&q, &cases_contact_logged_type, arena, &content);
        message_assign(&cases_contact_type, &items[*count], &cases_contact_logged_type, &content);
    }
    return store_end(&q);
}

int apply_cases_message_sent(struct store *store, const struct event *event, const struct cases_message_sent *data)
{
    struct query q = store_query(store, "INSERT INTO message (message_id, case_id, organisation_id, at, content)"
                                        " VALUES (?, ?, ?, ?, ?)");
    bind_text(&q, data->message_id);
    bind_text(&q, data->case_id);
    bind_text(&q, data->organisation_id);
    bind_text(&q, event->head.time);
    bind_message(&q, &cases_message_sent_type, data);
    return store_run(&q);
}

int check_message(struct store *store, const char *message_id)
{
    struct query q = store_query(store, "SELECT 1 FROM message WHERE message_id = ?");
    bind_text(&q, message_id);
    return store_end_found(&q, store_next(&q));
}

#define MESSAGES(of)                                                                                                   \
    "SELECT content, at FROM message WHERE case_id = ?1 AND " of                                                       \
    " AND (at, message_id) < (coalesce(?2, '~'), coalesce(?3, '~')) ORDER BY at DESC, message_id DESC LIMIT ?5"

int find_messages(struct store *store, struct arena *arena, const struct page *page, struct cases_message *items,
                  size_t *count)
{
    struct query q =
        store_query(store, page->organisation_id ? MESSAGES("organisation_id = ?4") : MESSAGES("?4 IS NULL"));
    bind_page(&q, page);
    for (*count = 0; store_next(&q); (*count)++) {
        struct cases_message_sent content;
        column_message(&q, &cases_message_sent_type, arena, &content);
        message_assign(&cases_message_type, &items[*count], &cases_message_sent_type, &content);
        items[*count].at = column_text(&q, arena);
    }
    return store_end(&q);
}

int apply_cases_course_started(struct store *store, const struct event *event, const struct cases_course_started *data)
{
    (void) event;
    struct query q =
        store_query(store, "INSERT INTO course (course_id, case_id, started_on, content) VALUES (?, ?, ?, ?)");
    bind_text(&q, data->course_id);
    bind_text(&q, data->case_id);
    bind_text(&q, data->started_on);
    bind_message(&q, &cases_course_started_type, data);
    return store_run(&q);
}

int apply_cases_course_ended(struct store *store, const struct event *event, const struct cases_course_ended *data)
{
    (void) event;
    struct query q = store_query(store, "UPDATE course SET ended_on = ?, outcome = ? WHERE course_id = ?");
    bind_text(&q, data->ended_on);
    bind_integer(&q, data->outcome);
    bind_text(&q, data->course_id);
    return store_run(&q);
}

#define COURSE_COLUMNS "content, ended_on, outcome"

static void read_course(struct query *q, struct arena *arena, struct cases_course *out)
{
    struct cases_course_started content;
    column_message(q, &cases_course_started_type, arena, &content);
    message_assign(&cases_course_type, out, &cases_course_started_type, &content);
    out->ended_on = column_text(q, arena);
    out->outcome = (enum cases_outcome) column_integer(q);
}

int find_course(struct store *store, struct arena *arena, const char *course_id, struct cases_course *out)
{
    struct query q = store_query(store, "SELECT " COURSE_COLUMNS " FROM course WHERE course_id = ?");
    bind_text(&q, course_id);
    bool row = store_next(&q);
    if (row)
        read_course(&q, arena, out);
    return store_end_found(&q, row);
}

int find_courses(struct store *store, struct arena *arena, const char *case_id, size_t limit,
                 struct cases_course *items, size_t *count)
{
    struct query q = store_query(store, "SELECT " COURSE_COLUMNS " FROM course WHERE case_id = ?"
                                        " ORDER BY started_on DESC, course_id DESC LIMIT ?");
    bind_text(&q, case_id);
    bind_integer(&q, (int64_t) limit);
    for (*count = 0; store_next(&q); (*count)++)
        read_course(&q, arena, &items[*count]);
    return store_end(&q);
}
