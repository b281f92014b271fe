/* SPDX-License-Identifier: EUPL-1.2 */
#include "store.h"

#include "disclosures_dispatch.h"

/* The migration's partial index and the statements below name it by number. */
_Static_assert(COMMON_BASIS_CONSENT == 2, "numbers of enums are append-only");

int apply_cases_opened(struct store *store, const struct event *event, const struct cases_opened *data)
{
    (void) event;
    struct query q = store_query(store, "INSERT INTO citizen_case (case_id, citizen_id, home_id) VALUES (?, ?, ?)");
    bind_text(&q, data->case_id);
    bind_text(&q, data->citizen_id);
    bind_text(&q, data->home_id);
    return store_run(&q);
}

int find_case(struct store *store, struct arena *arena, const char *case_id, struct subject_of_care *out)
{
    struct query q = store_query(store, "SELECT case_id, citizen_id, home_id FROM citizen_case WHERE case_id = ?");
    bind_text(&q, case_id);
    bool found = store_next(&q);
    if (found) {
        out->case_id = column_text(&q, arena);
        out->citizen_id = column_text(&q, arena);
        out->home_id = column_text(&q, arena);
    }
    int rc = store_end(&q);
    return rc || found ? rc : PROBLEM_NOT_FOUND;
}

/*
 * Telling.
 */

static const char *recipient_name(const struct disclosures_told *data)
{
    return data->recipient_id ? data->recipient_id
                              : message_enum_text(&disclosures_recipient_enum, (int) data->recipient);
}

static int keep_answered(struct store *store, const struct disclosures_told *data)
{
    struct query q =
        store_query(store, "INSERT INTO answered (stream, sequence, recipients) VALUES (?, ?, ? || ':' || ?)"
                           " ON CONFLICT (stream) DO UPDATE SET recipients = CASE"
                           " WHEN sequence = excluded.sequence THEN recipients || ' ' || excluded.recipients"
                           " ELSE excluded.recipients END, sequence = excluded.sequence");
    bind_text(&q, data->stream);
    bind_integer(&q, data->sequence);
    bind_text(&q, data->type);
    bind_text(&q, recipient_name(data));
    return store_run(&q);
}

int find_answered(struct store *store, struct arena *arena, const char *stream, uint64_t sequence,
                  const char **recipients)
{
    struct query q = store_query(store, "SELECT recipients FROM answered WHERE stream = ? AND sequence = ?");
    bind_text(&q, stream);
    bind_integer(&q, (int64_t) sequence);
    *recipients = store_next(&q) ? column_text(&q, arena) : "";
    return store_end(&q);
}

static int insert_entry(struct store *store, const struct event *event, const struct disclosures_told *data,
                        const char *item_id)
{
    struct query q = store_query(store, "INSERT INTO feed (sequence, recipient, citizen_id, basis, categories, marker,"
                                        " item_id, entry) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    bind_integer(&q, (int64_t) event->sequence);
    bind_text(&q, recipient_name(data));
    bind_text(&q, data->citizen_id);
    bind_integer(&q, data->basis);
    bind_integer(&q, data->categories);
    bind_integer(&q, data->has_final);
    bind_text(&q, item_id);
    bind_message(&q, &common_cloud_event_type, data->entry);
    return store_run(&q);
}

static int remove_told_of_item(struct store *store, const struct disclosures_told *data, const char *item_id)
{
    struct query q = store_query(store, "DELETE FROM feed WHERE recipient = ? AND item_id = ?");
    bind_text(&q, recipient_name(data));
    bind_text(&q, item_id);
    return store_run(&q);
}

static int keep_entry(struct store *store, const struct event *event, const struct disclosures_told *data)
{
    struct arena arena = {0};
    bool hides = false;
    const struct event_contract *contract = event_contract_find(data->type);
    const char *item_id = contract ? item_told(&arena, contract, data->entry->data, &hides) : NULL;
    int rc = hides ? remove_told_of_item(store, data, item_id) : 0;
    if (!rc)
        rc = insert_entry(store, event, data, item_id);
    arena_free(&arena);
    return rc;
}

/* One row of the log. */
static int keep_disclosure(struct store *store, const char *citizen_id, const char *id,
                           const struct disclosures_disclosure *disclosure)
{
    /* ACCESS has several writers and no expected sequences, so a record may stand in it twice. */
    struct query q = store_query(store, "INSERT OR IGNORE INTO disclosure (citizen_id, at, id, case_id, kind,"
                                        " organisation_id, what, categories, basis, consent_id, representation_id)"
                                        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    bind_text(&q, citizen_id);
    bind_text(&q, disclosure->at);
    bind_text(&q, id);
    bind_text(&q, disclosure->case_id);
    bind_integer(&q, disclosure->kind);
    bind_text(&q, disclosure->organisation_id);
    bind_text(&q, disclosure->what);
    bind_integer(&q, disclosure->categories);
    bind_integer(&q, disclosure->basis);
    bind_text(&q, disclosure->consent_id);
    bind_text(&q, disclosure->representation_id);
    return store_run(&q);
}

/* What a citizen is told of their own is no disclosure, nor what is about nobody in particular. */
static int keep_told(struct store *store, const struct event *event, const struct disclosures_told *data)
{
    if (data->recipient != DISCLOSURES_RECIPIENT_ORGANISATION || !data->citizen_id)
        return 0;
    return keep_disclosure(store, data->citizen_id, event->head.id,
                           &(struct disclosures_disclosure){
                               .at = event->head.time,
                               .kind = DISCLOSURES_KIND_TOLD,
                               .organisation_id = data->recipient_id,
                               .what = data->type,
                               .case_id = data->case_id,
                               .categories = data->categories,
                               .basis = data->basis,
                               .consent_id = data->consent_id,
                           });
}

static int remove_told_by_consent(struct store *store, const struct disclosures_told *data)
{
    struct query q = store_query(store, "DELETE FROM feed WHERE recipient = ? AND citizen_id = ? AND basis = 2"
                                        " AND marker = 0");
    bind_text(&q, data->recipient_id);
    bind_text(&q, data->citizen_id);
    return store_run(&q);
}

int apply_disclosures_told(struct store *store, const struct event *event, const struct disclosures_told *data)
{
    int rc = keep_answered(store, data);
    if (!rc && data->entry)
        rc = keep_entry(store, event, data);
    if (!rc)
        rc = keep_told(store, event, data);
    if (!rc && data->final)
        rc = remove_told_by_consent(store, data);
    return rc;
}

int find_permitted(struct store *store, struct arena *arena, const char *citizen_id, const char *organisation_id,
                   const char *now, struct consent_state *out)
{
    *out = (struct consent_state){0};
    struct query q = store_query(store, "SELECT categories, consent_id FROM runtime_consent WHERE organisation_id = ?"
                                        " AND citizen_id = ? AND valid_until > ? ORDER BY given_sequence");
    bind_text(&q, organisation_id);
    bind_text(&q, citizen_id);
    bind_text(&q, now);
    while (store_next(&q)) {
        out->categories |= (uint32_t) column_integer(&q);
        out->consent_id = column_text(&q, arena);
    }
    return store_end(&q);
}

/*
 * Reading.
 */

static int read_rows(struct query *q, struct arena *arena, struct feed_row *rows, size_t *count)
{
    for (*count = 0; store_next(q); ++*count) {
        struct feed_row *row = &rows[*count];
        row->sequence = column_integer(q);
        row->citizen_id = column_text(q, arena);
        row->basis = (enum common_basis) column_integer(q);
        row->categories = (uint32_t) column_integer(q);
        row->marker = column_integer(q);
        column_message(q, &common_cloud_event_type, arena, &row->entry);
    }
    return store_end(q);
}

#define ENTRY_COLUMNS " sequence, citizen_id, basis, categories, marker, entry "

/* One statement for each index: a citizen's own entries stand in another one than everybody else's. */
#define SELECT_ENTRIES(BEYOND, ORDER)                                                                                  \
    "SELECT" ENTRY_COLUMNS "FROM feed"                                                                                 \
    " WHERE recipient = ?1 AND citizen_id IS NOT recipient AND sequence " BEYOND " ?2 AND (?3 OR citizen_id IS NULL)"  \
    " UNION ALL SELECT" ENTRY_COLUMNS "FROM feed"                                                                      \
    " WHERE citizen_id = ?1 AND recipient = ?1 AND sequence " BEYOND " ?2 AND ?3 ORDER BY sequence " ORDER " LIMIT ?4"

static int read_entries(struct store *store, struct arena *arena, const char *select, const char *recipient,
                        bool with_citizens, int64_t beyond, int64_t limit, struct feed_row *rows, size_t *count)
{
    struct query q = store_query(store, select);
    bind_text(&q, recipient);
    bind_integer(&q, beyond);
    bind_integer(&q, with_citizens);
    bind_integer(&q, limit);
    return read_rows(&q, arena, rows, count);
}

int find_entries(struct store *store, struct arena *arena, const char *recipient, bool with_citizens, int64_t after,
                 int64_t limit, struct feed_row *rows, size_t *count)
{
    return read_entries(store, arena, SELECT_ENTRIES(">", "ASC"), recipient, with_citizens, after, limit, rows, count);
}

int find_latest_entries(struct store *store, struct arena *arena, const char *recipient, bool with_citizens,
                        int64_t before, int64_t limit, struct feed_row *rows, size_t *count)
{
    return read_entries(store, arena, SELECT_ENTRIES("<", "DESC"), recipient, with_citizens, before, limit, rows,
                        count);
}

int find_entries_about(struct store *store, struct arena *arena, const char *recipient, const char *citizen_id,
                       int64_t before, int64_t limit, struct feed_row *rows, size_t *count)
{
    struct query q = store_query(store, "SELECT" ENTRY_COLUMNS "FROM feed WHERE recipient = ? AND citizen_id = ?"
                                        " AND sequence < ? ORDER BY sequence DESC LIMIT ?");
    bind_text(&q, recipient);
    bind_text(&q, citizen_id);
    bind_integer(&q, before);
    bind_integer(&q, limit);
    return read_rows(&q, arena, rows, count);
}

int apply_disclosures_feed_committed(struct store *store, const struct event *event,
                                     const struct disclosures_feed_committed *data)
{
    (void) event;
    int64_t sequence = 0;
    sequence_read(data->cursor, &sequence);
    struct query q = store_query(store, "INSERT OR REPLACE INTO place (owner_id, name, sequence) VALUES (?, ?, ?)");
    bind_text(&q, data->owner_id);
    bind_text(&q, data->name);
    bind_integer(&q, sequence);
    return store_run(&q);
}

int find_place(struct store *store, const char *owner_id, const char *name, int64_t *sequence)
{
    struct query q = store_query(store, "SELECT sequence FROM place WHERE owner_id = ? AND name = ?");
    bind_text(&q, owner_id);
    bind_text(&q, name);
    *sequence = store_next(&q) ? column_integer(&q) : 0;
    return store_end(&q);
}

/*
 * The log.
 */

/* Caseworkers and coordinators are not named to citizens: their organisation is. */
int apply_access_read(struct store *store, const struct event *event, const struct access_read *data)
{
    struct arena arena = {0};
    const struct common_principal nobody = {0}, *actor = event->head.actor ? event->head.actor : &nobody;
    const char *what = arena_print(&arena, "samspil.%s.%s", data->service, data->procedure);
    int rc = 0;
    for (size_t i = 0; !rc && i < data->items.count; i++) {
        const struct access_item *item = &data->items.items[i];
        rc = keep_disclosure(
            store, item->citizen_id, arena_print(&arena, "%s.%03zu", event->head.id, i),
            &(struct disclosures_disclosure){
                .at = event->head.time,
                .kind = DISCLOSURES_KIND_READ,
                .organisation_id = actor->organisation_id,
                .representation_id = actor->representation ? actor->representation->representation_id : NULL,
                .what = what,
                .case_id = item->case_id,
                .categories = item->categories,
                .basis = item->basis,
                .consent_id = item->consent_id,
            });
    }
    arena_free(&arena);
    return rc;
}

int find_disclosures(struct store *store, struct arena *arena, const char *citizen_id, const char *case_id,
                     const struct log_place *before, int64_t limit, struct disclosures_disclosure *items,
                     const char **ids, size_t *count)
{
    struct query q = store_query(
        store, "SELECT id, at, kind, organisation_id, what, case_id, categories, basis,"
               " consent_id, representation_id FROM disclosure WHERE citizen_id = ?1 AND (at, id) < (?2, ?3)"
               " AND (?4 IS NULL OR case_id = ?4) ORDER BY at DESC, id DESC LIMIT ?5");
    bind_text(&q, citizen_id);
    bind_text(&q, before->at);
    bind_text(&q, before->id);
    bind_text(&q, case_id);
    bind_integer(&q, limit);
    for (*count = 0; store_next(&q); ++*count) {
        struct disclosures_disclosure *item = &items[*count];
        ids[*count] = column_text(&q, arena);
        item->at = column_text(&q, arena);
        item->kind = (enum disclosures_kind) column_integer(&q);
        item->organisation_id = column_text(&q, arena);
        item->what = column_text(&q, arena);
        item->case_id = column_text(&q, arena);
        item->categories = (uint32_t) column_integer(&q);
        item->basis = (enum common_basis) column_integer(&q);
        item->consent_id = column_text(&q, arena);
        item->representation_id = column_text(&q, arena);
    }
    return store_end(&q);
}
