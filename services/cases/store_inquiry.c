/* SPDX-License-Identifier: EUPL-1.2 */
/* Tables of inquiries. */
#include "store.h"

/* The migration's generated column and partial index and the statements below name these by number. */
_Static_assert(CASES_INQUIRY_STATUS_WAITING == 2 && CASES_INQUIRY_STATUS_TAKEN == 3,
               "numbers of enums are append-only");

enum owed { OWES_OPENED = 1, OWES_LINKED = 2 };

int pay_inquiry(struct store *store, const char *case_id, const struct event_contract *paid)
{
    struct query q = store_query(store, "UPDATE inquiry SET owes = owes & ~?1 WHERE case_id = ?2 AND owes & ?1");
    bind_integer(&q, paid == &cases_opened_event ? OWES_OPENED : OWES_LINKED);
    bind_text(&q, case_id);
    return store_run(&q);
}

static int begin_case(struct store *store, const struct event *event, const struct cases_inquired *data)
{
    struct cases_opened content = {0};
    message_assign(&cases_opened_type, &content, &cases_inquired_type, data);
    int rc = write_case(store, event, &content, NULL); /* whoever takes the inquiry will be responsible */
    return rc || !data->links ? rc : write_link(store, data->case_id, event->head.actor->subject);
}

int apply_cases_inquired(struct store *store, const struct event *event, const struct cases_inquired *data)
{
    int rc = data->opens_case ? begin_case(store, event, data) : 0;
    if (rc)
        return rc;
    const struct common_answered *answered = event->head.answered;
    struct query q = store_query(
        store, "INSERT INTO inquiry (inquiry_id, case_id, home_id, citizen_id, asker, asker_organisation_id,"
               " command_id, status, owes, at, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    bind_text(&q, data->inquiry_id);
    bind_text(&q, data->case_id);
    bind_text(&q, data->home_id);
    bind_text(&q, data->citizen_id);
    bind_text(&q, event->head.actor->subject);
    bind_text(&q, event->head.actor->organisation_id);
    bind_text(&q, answered && !answered->result.data ? answered->command_id : NULL);
    bind_integer(&q, data->route == CASES_ROUTE_OFFERS ? CASES_INQUIRY_STATUS_ANSWERED : CASES_INQUIRY_STATUS_WAITING);
    bind_integer(&q, (data->opens_case ? OWES_OPENED : 0) | (data->links ? OWES_LINKED : 0));
    bind_text(&q, event->head.time);
    bind_message(&q, &cases_inquired_type, data);
    return store_run(&q);
}

static int move_inquiry(struct store *store, const char *inquiry_id, enum cases_inquiry_status status,
                        const char *answer)
{
    struct query q = store_query(store, "UPDATE inquiry SET status = ?, answer = ? WHERE inquiry_id = ?");
    bind_integer(&q, status);
    bind_text(&q, answer);
    bind_text(&q, inquiry_id);
    return store_run(&q);
}

int apply_cases_inquiry_taken(struct store *store, const struct event *event, const struct cases_inquiry_taken *data)
{
    int rc = move_inquiry(store, data->inquiry_id, CASES_INQUIRY_STATUS_TAKEN, NULL);
    return rc ? rc : write_first_responsible(store, data->case_id, event_actor_of(event, data->home_id));
}

int apply_cases_inquiry_closed(struct store *store, const struct event *event, const struct cases_inquiry_closed *data)
{
    (void) event;
    return move_inquiry(store, data->inquiry_id, CASES_INQUIRY_STATUS_CLOSED, data->answer);
}

#define INQUIRY_COLUMNS "content, status, asker, asker_organisation_id, at, answer, owes"

static void read_inquiry(struct query *q, struct arena *arena, struct inquiry *out)
{
    column_message(q, &cases_inquired_type, arena, &out->content);
    out->status = (enum cases_inquiry_status) column_integer(q);
    out->asker = column_text(q, arena);
    out->asker_organisation_id = column_text(q, arena);
    out->at = column_text(q, arena);
    out->answer = column_text(q, arena);
    int64_t owes = column_integer(q);
    out->owes_opened = owes & OWES_OPENED;
    out->owes_linked = owes & OWES_LINKED;
}

static int read_one_inquiry(struct query *q, struct arena *arena, struct inquiry *out)
{
    bool row = store_next(q);
    if (row)
        read_inquiry(q, arena, out);
    return store_end_found(q, row);
}

int find_inquiry(struct store *store, struct arena *arena, const char *inquiry_id, struct inquiry *out)
{
    struct query q = store_query(store, "SELECT " INQUIRY_COLUMNS " FROM inquiry WHERE inquiry_id = ?");
    bind_text(&q, inquiry_id);
    return read_one_inquiry(&q, arena, out);
}

int find_inquiry_of(struct store *store, struct arena *arena, const char *asker, const char *command_id,
                    struct inquiry *out)
{
    struct query q = store_query(store, "SELECT " INQUIRY_COLUMNS " FROM inquiry WHERE asker = ? AND command_id = ?");
    bind_text(&q, asker);
    bind_text(&q, command_id);
    return read_one_inquiry(&q, arena, out);
}

int find_unfinished_inquiry(struct store *store, struct arena *arena, struct inquiry *out)
{
    struct query q = store_query(store, "SELECT " INQUIRY_COLUMNS " FROM inquiry WHERE owes <> 0"
                                        " ORDER BY inquiry_id LIMIT 1");
    return read_one_inquiry(&q, arena, out);
}

/* Whose answer was put off began a case. */
int count_open_inquiries(struct store *store, const char *asker, const char *since, int64_t *count)
{
    struct query q = store_query(store, "SELECT (SELECT count(*) FROM inquiry WHERE asker = ?1 AND status IN (2, 3))"
                                        " + (SELECT count(*) FROM inquiry WHERE asker = ?1"
                                        "    AND command_id IS NOT NULL AND status = 1 AND at > ?2)");
    bind_text(&q, asker);
    bind_text(&q, since);
    *count = store_next(&q) ? column_integer(&q) : 0;
    return store_end(&q);
}

#define INQUIRIES(of)                                                                                                  \
    "SELECT " INQUIRY_COLUMNS " FROM inquiry WHERE " of " = ?1 AND (behind, inquiry_id) > (?2, ?3)"                    \
    " AND (?4 = 0 OR ?4 & (1 << (status - 1)))"                                                                        \
    " AND (?6 IS NULL OR NOT EXISTS (SELECT 1 FROM case_file JOIN caseworker ON organisation_id = case_file.home_id"   \
    " AND caseworker.subject = responsible WHERE case_file.case_id = inquiry.case_id AND responsible <> ?6))"          \
    " ORDER BY behind, inquiry_id LIMIT ?5"

int find_inquiries(struct store *store, struct arena *arena, const struct inquiry_list *list, struct inquiry *items,
                   size_t *count)
{
    struct query q = store_query(store, list->case_id      ? INQUIRIES("case_id")
                                        : list->citizen_id ? INQUIRIES("citizen_id")
                                                           : INQUIRIES("home_id"));
    bind_text(&q, list->case_id ? list->case_id : list->citizen_id ? list->citizen_id : list->home_id);
    bind_integer(&q, list->after && list->after->behind);
    bind_text(&q, list->after ? list->after->id : "");
    bind_integer(&q, list->statuses);
    bind_integer(&q, (int64_t) list->limit);
    bind_text(&q, list->caseworker);
    for (*count = 0; store_next(&q); (*count)++)
        read_inquiry(&q, arena, &items[*count]);
    return store_end(&q);
}
