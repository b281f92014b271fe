/* SPDX-License-Identifier: EUPL-1.2 */
/* Tables of those who act for a citizen, and of those whom the citizen lets see something. */
#include "store.h"

#include <string.h>

int apply_cases_representative_added(struct store *store, const struct event *event,
                                     const struct cases_representative_added *data)
{
    struct query q =
        store_query(store, "INSERT INTO representation (representation_id, case_id, valid_until, added_at, content)"
                           " VALUES (?, ?, ?, ?, ?)");
    bind_text(&q, data->representation_id);
    bind_text(&q, data->case_id);
    bind_text(&q, data->valid_until);
    bind_text(&q, event->head.time);
    bind_message(&q, &cases_representative_added_type, data);
    return store_run(&q);
}

int apply_cases_representative_invited(struct store *store, const struct event *event,
                                       const struct cases_representative_invited *data)
{
    (void) event;
    struct query q =
        store_query(store, "UPDATE representation SET code = ?, code_expires_at = ? WHERE representation_id = ?");
    bind_text(&q, data->code);
    bind_text(&q, data->expires_at);
    bind_text(&q, data->representation_id);
    return store_run(&q);
}

int apply_cases_representative_linked(struct store *store, const struct event *event,
                                      const struct cases_representative_linked *data)
{
    (void) event;
    struct query q = store_query(store, "UPDATE representation SET subject = ?, code = NULL, code_expires_at = NULL"
                                        " WHERE representation_id = ?");
    bind_text(&q, data->subject);
    bind_text(&q, data->representation_id);
    return store_run(&q);
}

int apply_cases_representation_ended(struct store *store, const struct event *event,
                                     const struct cases_representation_ended *data)
{
    struct query q = store_query(store, "UPDATE representation SET ended_at = ?, code = NULL, code_expires_at = NULL"
                                        " WHERE representation_id = ?");
    bind_text(&q, event->head.time);
    bind_text(&q, data->representation_id);
    return store_run(&q);
}

#define REPRESENTATION_COLUMNS "content, subject, added_at, ended_at"

static void read_representation(struct query *q, struct arena *arena, struct representation *out)
{
    struct cases_representative_added content;
    column_message(q, &cases_representative_added_type, arena, &content);
    message_assign(&cases_representation_type, &out->content, &cases_representative_added_type, &content);
    out->subject = column_text(q, arena);
    out->content.linked = out->subject != NULL;
    out->content.added_at = column_text(q, arena);
    out->content.ended_at = column_text(q, arena);
}

static int read_one_representation(struct query *q, struct arena *arena, struct representation *out)
{
    bool row = store_next(q);
    if (row)
        read_representation(q, arena, out);
    return store_end_found(q, row);
}

static int read_representations(struct query *q, struct arena *arena, struct cases_representation *items, size_t *count)
{
    for (*count = 0; store_next(q); (*count)++) {
        struct representation one = {0};
        read_representation(q, arena, &one);
        items[*count] = one.content;
    }
    return store_end(q);
}

int find_representation(struct store *store, struct arena *arena, const char *representation_id,
                        struct representation *out)
{
    struct query q =
        store_query(store, "SELECT " REPRESENTATION_COLUMNS " FROM representation WHERE representation_id = ?");
    bind_text(&q, representation_id);
    return read_one_representation(&q, arena, out);
}

#define IN_FORCE "ended_at IS NULL AND (valid_until IS NULL OR valid_until > ?2)"

int find_invited_representation(struct store *store, struct arena *arena, const char *code, const char *now,
                                struct representation *out)
{
    struct query q = store_query(store, "SELECT " REPRESENTATION_COLUMNS " FROM representation"
                                        " WHERE code = ?1 AND code_expires_at > ?2 AND " IN_FORCE);
    bind_text(&q, code);
    bind_text(&q, now);
    return read_one_representation(&q, arena, out);
}

int find_next_expiry(struct store *store, struct arena *arena, struct representation *out)
{
    struct query q = store_query(store, "SELECT " REPRESENTATION_COLUMNS " FROM representation"
                                        " WHERE valid_until IS NOT NULL AND ended_at IS NULL"
                                        " ORDER BY valid_until LIMIT 1");
    return read_one_representation(&q, arena, out);
}

int find_representations(struct store *store, struct arena *arena, const char *case_id, size_t limit,
                         struct cases_representation *items, size_t *count)
{
    struct query q = store_query(store, "SELECT " REPRESENTATION_COLUMNS " FROM representation"
                                        " WHERE case_id = ? ORDER BY representation_id DESC LIMIT ?");
    bind_text(&q, case_id);
    bind_integer(&q, (int64_t) limit);
    return read_representations(&q, arena, items, count);
}

int find_representations_by(struct store *store, struct arena *arena, const char *subject, const char *now,
                            size_t limit, struct cases_representation *items, size_t *count)
{
    struct query q =
        store_query(store, "SELECT " REPRESENTATION_COLUMNS " FROM representation"
                           " WHERE subject = ?1 AND " IN_FORCE " ORDER BY representation_id DESC LIMIT ?3");
    bind_text(&q, subject);
    bind_text(&q, now);
    bind_integer(&q, (int64_t) limit);
    return read_representations(&q, arena, items, count);
}

int find_consenting(struct store *store, struct arena *arena, const char *citizen_id, const char *now, size_t limit,
                    struct cases_participant *items, size_t *count)
{
    struct query q = store_query(store, "SELECT organisation_id, categories, valid_until FROM runtime_consent"
                                        " WHERE citizen_id = ? AND valid_until > ?"
                                        " ORDER BY organisation_id, valid_until");
    bind_text(&q, citizen_id);
    bind_text(&q, now);
    *count = 0;
    while (store_next(&q)) {
        const char *organisation_id = column_text(&q, arena);
        if (*count == 0 || strcmp(items[*count - 1].organisation_id, organisation_id) != 0) {
            if (*count == limit)
                break;
            items[(*count)++] = (struct cases_participant){
                .kind = CASES_PARTICIPANT_KIND_ORGANISATION,
                .organisation_id = organisation_id,
            };
        }
        items[*count - 1].categories |= (uint32_t) column_integer(&q);
        items[*count - 1].valid_until = column_text(&q, arena); /* the last one's is the latest */
    }
    return store_end(&q);
}
