/* SPDX-License-Identifier: EUPL-1.2 */
/* The evidence log, and the series that indicators make of its numbers. */
#include "store_sql.h"

/*
 * An entry is kept whole, as in the event. Numbers that belong to an indicator are points of its series too, until
 * their entry is replaced.
 */
static int write_evidence(struct store *store, const struct event *event, const struct pilots_evidence_logged *data)
{
    struct query q = store_query(store, "INSERT INTO evidence"
                                        " (key, evidence_id, pilot_id, kind, outcome, logged_at, content)"
                                        " VALUES (?, ?, ?, ?, ?, ?, ?)");
    bind_integer(&q, (int64_t) event->sequence);
    bind_text(&q, data->evidence_id);
    bind_text(&q, data->pilot_id);
    bind_integer(&q, data->kind);
    bind_integer(&q, data->outcome);
    bind_text(&q, event->head.time);
    bind_message(&q, &pilots_evidence_logged_type, data);
    return store_run(&q);
}

static int replace_evidence(struct store *store, const struct pilots_evidence_logged *data)
{
    struct query q = store_query(store, "UPDATE evidence SET replaced_by = ? WHERE evidence_id = ?");
    bind_text(&q, data->evidence_id);
    bind_text(&q, data->replaces);
    int rc = store_run(&q);
    if (rc)
        return rc;
    q = store_query(store, "DELETE FROM point WHERE evidence_id = ?");
    bind_text(&q, data->replaces);
    return store_run(&q);
}

static int write_point(struct store *store, const struct event *event, const struct pilots_evidence_logged *data,
                       size_t place)
{
    const struct pilots_number *number = &data->numbers.items[place];
    const char *date = data->period_to ? data->period_to : data->period_from;
    struct query q = store_query(store, "INSERT INTO point"
                                        " (indicator_id, date, key, place, evidence_id, kind, value, low, high, n)"
                                        " VALUES (?, substr(?, 1, 10), ?, ?, ?, ?, ?, ?, ?, ?)");
    bind_text(&q, number->indicator_id);
    bind_text(&q, date ? date : event->head.time);
    bind_integer(&q, (int64_t) event->sequence);
    bind_integer(&q, (int64_t) place);
    bind_text(&q, data->evidence_id);
    bind_integer(&q, data->kind);
    bind_real(&q, number->value);
    bind_optional_real(&q, number->has_low, number->low);
    bind_optional_real(&q, number->has_high, number->high);
    bind_optional(&q, data->has_n, data->n);
    return store_run(&q);
}

static int note_evidence(struct store *store, const struct event *event, const char *pilot_id)
{
    struct query q = store_query(store, "UPDATE pilot SET evidence_at = ?1, active_at = ?1,"
                                        " evidence_count = evidence_count + 1,"
                                        " outcome = coalesce((SELECT outcome FROM evidence AS e"
                                        "   WHERE e.pilot_id = ?2 AND replaced_by IS NULL AND e.outcome <> 0"
                                        "   ORDER BY e.key DESC LIMIT 1), 0) WHERE pilot_id = ?2");
    bind_text(&q, event->head.time);
    bind_text(&q, pilot_id);
    return store_run(&q);
}

int apply_pilots_evidence_logged(struct store *store, const struct event *event,
                                 const struct pilots_evidence_logged *data)
{
    int rc = write_evidence(store, event, data);
    if (!rc && data->replaces)
        rc = replace_evidence(store, data);
    for (size_t i = 0; !rc && i < data->numbers.count; i++)
        if (data->numbers.items[i].indicator_id)
            rc = write_point(store, event, data, i);
    return rc ? rc : note_evidence(store, event, data->pilot_id);
}

int find_evidence(struct store *store, const char *pilot_id, const char *evidence_id, enum pilots_evidence_kind *kind,
                  bool *replaced)
{
    struct query q = store_query(store, "SELECT kind, replaced_by IS NOT NULL FROM evidence"
                                        " WHERE evidence_id = ? AND pilot_id = ?");
    bind_text(&q, evidence_id);
    bind_text(&q, pilot_id);
    bool row = store_next(&q);
    if (row) {
        *kind = (enum pilots_evidence_kind) column_integer(&q);
        *replaced = column_integer(&q);
    }
    return store_end_found(&q, row);
}

int find_evidence_log(struct store *store, struct arena *arena, const char *pilot_id, enum pilots_evidence_kind kind,
                      struct page *page, struct pilots_evidence_list *out)
{
    struct pilots_evidence *items = ARENA_ARRAY(arena, struct pilots_evidence, (size_t) page->limit);
    size_t count = 0;
    struct query q = store_query(store, "SELECT key, replaced_by, logged_at, content FROM evidence"
                                        " WHERE pilot_id = ?1 AND key < ?2 AND (?3 = 0 OR kind = ?3)"
                                        " ORDER BY key DESC LIMIT ?4");
    bind_text(&q, pilot_id);
    bind_integer(&q, page->place.key);
    bind_integer(&q, kind);
    bind_integer(&q, page->limit + 1);
    while ((page->more = store_next(&q)) && count < (size_t) page->limit) {
        struct pilots_evidence *item = &items[count++];
        struct pilots_evidence_logged content;
        page->place.key = column_integer(&q);
        item->replaced_by = column_text(&q, arena);
        item->logged_at = column_text(&q, arena);
        column_message(&q, &pilots_evidence_logged_type, arena, &content);
        message_assign(&pilots_evidence_type, item, &pilots_evidence_logged_type, &content);
    }
    *out = (struct pilots_evidence_list){items, count};
    return store_end(&q);
}

/*
 * Indicators.
 */
int apply_pilots_indicator_defined(struct store *store, const struct event *event,
                                   const struct pilots_indicator_defined *data)
{
    struct query q = store_query(store, "INSERT INTO indicator (key, indicator_id, pilot_id, unit, content)"
                                        " VALUES (?, ?, ?, ?, ?)"
                                        " ON CONFLICT (indicator_id) DO UPDATE SET content = excluded.content");
    bind_integer(&q, (int64_t) event->sequence);
    bind_text(&q, data->indicator_id);
    bind_text(&q, data->pilot_id);
    bind_text(&q, data->unit);
    bind_message(&q, &pilots_indicator_defined_type, data);
    return store_run(&q);
}

int find_indicator_unit(struct store *store, struct arena *arena, const char *pilot_id, const char *indicator_id,
                        const char **unit)
{
    struct query q = store_query(store, "SELECT unit FROM indicator WHERE indicator_id = ? AND pilot_id = ?");
    bind_text(&q, indicator_id);
    bind_text(&q, pilot_id);
    bool row = store_next(&q);
    if (row)
        *unit = column_text(&q, arena);
    return store_end_found(&q, row);
}

int count_indicators(struct store *store, const char *pilot_id, int64_t *count)
{
    struct query q = store_query(store, "SELECT count(*) FROM indicator WHERE pilot_id = ?");
    bind_text(&q, pilot_id);
    *count = store_next(&q) ? column_integer(&q) : 0;
    return store_end(&q);
}

static int find_series(struct store *store, struct arena *arena, const char *indicator_id,
                       struct pilots_point_list *out)
{
    enum { MOST = 200 };
    struct pilots_point *items = ARENA_ARRAY(arena, struct pilots_point, MOST);
    size_t count = 0;
    struct query q = store_query(store, "SELECT date, evidence_id, kind, value, low, high, n FROM"
                                        " (SELECT * FROM point WHERE indicator_id = ?"
                                        "   ORDER BY date DESC, key DESC, place DESC LIMIT ?)"
                                        " ORDER BY date, key, place");
    bind_text(&q, indicator_id);
    bind_integer(&q, MOST);
    while (store_next(&q)) {
        struct pilots_point *item = &items[count++];
        item->date = column_text(&q, arena);
        item->evidence_id = column_text(&q, arena);
        item->kind = (enum pilots_evidence_kind) column_integer(&q);
        item->value = column_real(&q);
        item->has_low = column_optional_real(&q, &item->low);
        item->has_high = column_optional_real(&q, &item->high);
        item->has_n = column_optional(&q, &item->n);
    }
    *out = (struct pilots_point_list){items, count};
    return store_end(&q);
}

int find_indicators(struct store *store, struct arena *arena, const char *pilot_id, struct pilots_indicator_list *out)
{
    struct pilots_indicator *items = ARENA_ARRAY(arena, struct pilots_indicator, INDICATORS_MAX);
    size_t count = 0;
    struct query q = store_query(store, "SELECT content FROM indicator WHERE pilot_id = ? ORDER BY key LIMIT ?");
    bind_text(&q, pilot_id);
    bind_integer(&q, INDICATORS_MAX);
    while (store_next(&q)) {
        struct pilots_indicator_defined content;
        column_message(&q, &pilots_indicator_defined_type, arena, &content);
        message_assign(&pilots_indicator_type, &items[count++], &pilots_indicator_defined_type, &content);
    }
    int rc = store_end(&q);
    for (size_t i = 0; !rc && i < count; i++)
        rc = find_series(store, arena, items[i].indicator_id, &items[i].series);
    *out = (struct pilots_indicator_list){items, count};
    return rc;
}
