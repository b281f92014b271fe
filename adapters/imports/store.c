/* SPDX-License-Identifier: EUPL-1.2 */
#include "store.h"

#include "rules.h"
#include "service.h"

/* The migration's index and the statements below name the states by number. */
_Static_assert(IMPORTS_STATE_RECEIVING == 1 && IMPORTS_STATE_CHECKING == 2 && IMPORTS_STATE_CHECKED == 3 &&
                   IMPORTS_STATE_RUNNING == 4 && IMPORTS_STATE_COMPLETED == 5 && IMPORTS_STATE_CANCELLED == 7,
               "numbers of enums are append-only");
#define IS_OPEN "state IN (1, 2, 3, 4)" /* as the index has it */
#define HAS_JOB "state IN (2, 4)"       /* the worker has to do with it */
#define RESTS "state IN (1, 3)"         /* somebody has to go on with it */
#define HAS_RUN "state IN (5, 7) AND run_at IS NOT NULL"

/*
 * What happened.
 */
int apply_imports_begun(struct store *store, const struct event *event, const struct imports_begun *data)
{
    struct query q = store_query(store, "INSERT INTO import (key, import_id, organisation_id, register, file_name,"
                                        " size_bytes, source, received_bytes, state, begun_at, updated_at,"
                                        " withdraw_many, attempt, cancelling, drastic, fault)"
                                        " VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?9, ?9, 0, 0, 0, 0, 0)");
    bind_integer(&q, (int64_t) event->sequence);
    bind_text(&q, data->import_id);
    bind_text(&q, data->organisation_id);
    bind_integer(&q, data->register_);
    bind_text(&q, data->file_name);
    bind_integer(&q, data->size_bytes);
    bind_text(&q, data->source);
    bind_integer(&q, IMPORTS_STATE_RECEIVING);
    bind_text(&q, event->head.time);
    return store_run(&q);
}

int apply_imports_content_added(struct store *store, const struct event *event,
                                const struct imports_content_added *data)
{
    struct query q = store_query(store, "INSERT INTO content (key, position, bytes)"
                                        " SELECT key, ?, ? FROM import WHERE import_id = ?");
    bind_integer(&q, data->offset);
    bind_bytes(&q, data->content);
    bind_text(&q, data->import_id);
    int rc = store_run(&q);
    if (rc)
        return rc;
    q = store_query(store, "UPDATE import SET received_bytes = ?, updated_at = ? WHERE import_id = ?");
    bind_integer(&q, data->offset + (int64_t) data->content.size);
    bind_text(&q, event->head.time);
    bind_text(&q, data->import_id);
    return store_run(&q);
}

/* Of the check or of the run. */
static int remove_rows(struct store *store, const char *import_id, bool running)
{
    struct query q = store_query(store, "DELETE FROM import_row WHERE running = ?"
                                        " AND key = (SELECT key FROM import WHERE import_id = ?)");
    bind_integer(&q, running);
    bind_text(&q, import_id);
    return store_run(&q);
}

/* A check or a run that is asked for: withdraw_many NULL for a check. */
static int ask(struct store *store, const struct event *event, const char *import_id, const bool *withdraw_many)
{
    bool runs = withdraw_many != NULL;
    struct query q = store_query(store, "UPDATE import SET state = ?1, asked = ?2, principal = ?3, updated_at = ?4,"
                                        " run_at = CASE ?5 WHEN 1 THEN ?4 END, withdraw_many = ?6,"
                                        " attempt = 0, cancelling = 0, done = NULL, count = NULL"
                                        " WHERE import_id = ?7");
    bind_integer(&q, runs ? IMPORTS_STATE_RUNNING : IMPORTS_STATE_CHECKING);
    bind_integer(&q, (int64_t) event->sequence);
    bind_message(&q, &common_principal_type, event->head.actor);
    bind_text(&q, event->head.time);
    bind_integer(&q, runs);
    bind_integer(&q, runs && *withdraw_many);
    bind_text(&q, import_id);
    return store_run(&q);
}

int apply_imports_check_requested(struct store *store, const struct event *event,
                                  const struct imports_check_requested *data)
{
    int rc = ask(store, event, data->import_id, NULL);
    if (rc)
        return rc;
    struct query q = store_query(store, "UPDATE import SET counts = NULL, drastic = 0 WHERE import_id = ?");
    bind_text(&q, data->import_id);
    rc = store_run(&q);
    return rc ? rc : remove_rows(store, data->import_id, false);
}

int apply_imports_run_requested(struct store *store, const struct event *event,
                                const struct imports_run_requested *data)
{
    return ask(store, event, data->import_id, &data->withdraw_many);
}

int apply_imports_cancel_requested(struct store *store, const struct event *event,
                                   const struct imports_cancel_requested *data)
{
    struct query q = store_query(store, "UPDATE import SET cancelling = 1, updated_at = ? WHERE import_id = ?");
    bind_text(&q, event->head.time);
    bind_text(&q, data->import_id);
    return store_run(&q);
}

int apply_imports_job_started(struct store *store, const struct event *event, const struct imports_job_started *data)
{
    (void) event;
    struct query q = store_query(store, "UPDATE import SET attempt = attempt + 1 WHERE import_id = ?");
    bind_text(&q, data->import_id);
    return store_run(&q);
}

int apply_imports_progressed(struct store *store, const struct event *event, const struct imports_progressed *data)
{
    struct query q = store_query(store, "UPDATE import SET done = ?, count = ?, updated_at = ? WHERE import_id = ?");
    bind_integer(&q, data->done);
    bind_integer(&q, data->count);
    bind_text(&q, event->head.time);
    bind_text(&q, data->import_id);
    return store_run(&q);
}

int apply_imports_rows_recorded(struct store *store, const struct event *event,
                                const struct imports_rows_recorded *data)
{
    (void) event;
    int64_t key = 0;
    bool running = false;
    struct query q = store_query(store, "SELECT key, state = ? FROM import WHERE import_id = ?");
    bind_integer(&q, IMPORTS_STATE_RUNNING);
    bind_text(&q, data->import_id);
    if (store_next(&q)) {
        key = column_integer(&q);
        running = column_integer(&q);
    }
    int rc = store_end(&q);
    if (!rc && data->first == 0)
        rc = remove_rows(store, data->import_id, running);
    for (size_t i = 0; !rc && i < data->rows.count; i++) {
        q = store_query(store, "INSERT INTO import_row (key, running, number, kind, content) VALUES (?, ?, ?, ?, ?)");
        bind_integer(&q, key);
        bind_integer(&q, running);
        bind_integer(&q, data->first + (int64_t) i);
        bind_integer(&q, data->rows.items[i].kind);
        bind_message(&q, &imports_row_type, &data->rows.items[i]);
        rc = store_run(&q);
    }
    return rc;
}

static int remove_content(struct store *store, const char *import_id)
{
    struct query q = store_query(store, "DELETE FROM content WHERE key = (SELECT key FROM import WHERE import_id = ?)");
    bind_text(&q, import_id);
    return store_run(&q);
}

static int write_counts(struct store *store, const char *import_id, const struct imports_counts *counts)
{
    struct query q = store_query(store, "UPDATE import SET counts = ? WHERE import_id = ?");
    bind_message(&q, &imports_counts_type, counts);
    bind_text(&q, import_id);
    return store_run(&q);
}

int apply_imports_ended(struct store *store, const struct event *event, const struct imports_ended *data)
{
    struct query q =
        store_query(store, "UPDATE import SET state = ?, cancelling = 0, drastic = ?, fault = ?, detail = ?,"
                           " updated_at = ? WHERE import_id = ?");
    bind_integer(&q, data->state);
    bind_integer(&q, data->drastic);
    bind_integer(&q, data->fault);
    bind_text(&q, data->detail);
    bind_text(&q, event->head.time);
    bind_text(&q, data->import_id);
    int rc = store_run(&q);
    if (!rc && data->counts)
        rc = write_counts(store, data->import_id, data->counts);
    return rc || !rules_is_in(data->state, ENDED_STATES) ? rc : remove_content(store, data->import_id);
}

/*
 * What is asked.
 */
#define IMPORT_COLUMNS                                                                                                 \
    "key, import_id, organisation_id, register, file_name, size_bytes, source, received_bytes, state, cancelling,"     \
    " done, count, counts IS NOT NULL, counts, drastic, fault, detail, begun_at, run_at, updated_at, withdraw_many,"   \
    " attempt, " HAS_RUN

static void read_import(struct query *q, struct arena *arena, struct kept_import *out)
{
    struct imports_import *seen = &out->seen;
    out->key = column_integer(q);
    seen->import_id = column_text(q, arena);
    seen->organisation_id = column_text(q, arena);
    seen->register_ = (enum imports_register) column_integer(q);
    seen->file_name = column_text(q, arena);
    seen->size_bytes = column_integer(q);
    seen->source = column_text(q, arena);
    seen->received_bytes = column_integer(q);
    seen->state = (enum imports_state) column_integer(q);
    seen->cancelling = column_integer(q);
    seen->has_done = column_optional(q, &seen->done);
    seen->has_count = column_optional(q, &seen->count);
    struct imports_counts *counts = ARENA_ARRAY(arena, struct imports_counts, 1);
    seen->counts = column_integer(q) ? counts : NULL;
    column_message(q, &imports_counts_type, arena, counts);
    seen->drastic = column_integer(q);
    seen->fault = (enum imports_fault) column_integer(q);
    seen->detail = column_text(q, arena);
    seen->begun_at = column_text(q, arena);
    seen->run_at = column_text(q, arena);
    seen->updated_at = column_text(q, arena);
    out->withdraw_many = column_integer(q);
    out->attempt = column_integer(q);
    out->has_run = column_integer(q);
}

int find_import(struct store *store, struct arena *arena, const char *import_id, struct kept_import *out)
{
    struct query q = store_query(store, "SELECT " IMPORT_COLUMNS " FROM import WHERE import_id = ?");
    bind_text(&q, import_id);
    bool row = store_next(&q);
    if (row)
        read_import(&q, arena, out);
    return store_end_found(&q, row);
}

int count_open(struct store *store, const char *organisation_id, int64_t *count)
{
    struct query q = store_query(store, "SELECT count(*) FROM import WHERE " IS_OPEN " AND organisation_id IS ?");
    bind_text(&q, organisation_id);
    *count = store_next(&q) ? column_integer(&q) : 0;
    return store_end(&q);
}

int find_job(struct store *store, struct arena *arena, struct imports_job *out)
{
    struct kept_import import = {0};
    struct query q = store_query(store, "SELECT principal, " IMPORT_COLUMNS " FROM import"
                                        " WHERE " HAS_JOB " ORDER BY asked LIMIT 1");
    bool row = store_next(&q);
    if (row) {
        column_message(&q, &common_principal_type, arena, &out->principal);
        read_import(&q, arena, &import);
        message_assign(&imports_job_type, out, &imports_import_type, &import.seen);
        out->withdraw_many = import.withdraw_many;
        out->checked = import.seen.counts;
    }
    return store_end_found(&q, row);
}

int find_longest_resting(struct store *store, struct arena *arena, struct kept_import *out)
{
    struct query q = store_query(store, "SELECT " IMPORT_COLUMNS " FROM import"
                                        " WHERE " RESTS " ORDER BY updated_at LIMIT 1");
    bool row = store_next(&q);
    if (row)
        read_import(&q, arena, out);
    return store_end_found(&q, row);
}

int find_content(struct store *store, struct arena *arena, int64_t key, int64_t position, struct bytes *out)
{
    struct query q = store_query(store, "SELECT bytes FROM content WHERE key = ? AND position = ?");
    bind_integer(&q, key);
    bind_integer(&q, position);
    bool row = store_next(&q);
    if (row)
        *out = column_bytes(&q, arena);
    return store_end_found(&q, row);
}

int count_rows(struct store *store, const struct kept_import *import, int64_t *count)
{
    struct query q = store_query(store, "SELECT count(*) FROM import_row WHERE key = ? AND running = ?");
    bind_integer(&q, import->key);
    bind_integer(&q, import->seen.state == IMPORTS_STATE_RUNNING);
    *count = store_next(&q) ? column_integer(&q) : 0;
    return store_end(&q);
}

int find_imports(struct store *store, struct arena *arena, const char *organisation_id, bool everything,
                 struct page *page, struct imports_import_list *out)
{
    struct imports_import *items = ARENA_ARRAY(arena, struct imports_import, (size_t) page->limit);
    struct query q = store_query(store, "SELECT " IMPORT_COLUMNS " FROM import"
                                        " WHERE key < ? AND (? OR organisation_id IS ?) ORDER BY key DESC LIMIT ?");
    bind_integer(&q, page->key);
    bind_integer(&q, everything);
    bind_text(&q, organisation_id);
    bind_integer(&q, page->limit + 1);
    size_t count = 0;
    while (store_next(&q)) {
        struct kept_import import = {0};
        page->more = count == (size_t) page->limit;
        if (page->more)
            break;
        read_import(&q, arena, &import);
        page->key = import.key;
        items[count++] = import.seen;
    }
    *out = (struct imports_import_list){items, count};
    return store_end(&q);
}

int find_rows(struct store *store, struct arena *arena, const struct kept_import *import, uint32_t kinds,
              struct page *page, struct imports_row_list *out)
{
    struct imports_row *items = ARENA_ARRAY(arena, struct imports_row, (size_t) page->limit);
    struct query q = store_query(store, "SELECT number, content FROM import_row WHERE key = ?1 AND running = ?2"
                                        " AND number > ?3 AND (?4 = 0 OR ?4 >> (kind - 1) & 1)"
                                        " ORDER BY number LIMIT ?5");
    bind_integer(&q, import->key);
    bind_integer(&q, import->has_run);
    bind_integer(&q, page->key);
    bind_integer(&q, kinds);
    bind_integer(&q, page->limit + 1);
    size_t count = 0;
    while (store_next(&q)) {
        page->more = count == (size_t) page->limit;
        if (page->more)
            break;
        page->key = column_integer(&q);
        column_message(&q, &imports_row_type, arena, &items[count++]);
    }
    *out = (struct imports_row_list){items, count};
    return store_end(&q);
}
