/* SPDX-License-Identifier: EUPL-1.2 */
#include "store_sql.h"
#include "words.h"

/*
 * Organisations, from the directory: their names are shown, their countries stand in for what a record does not say.
 */
static int write_organisation(struct store *store, const char *organisation_id, const char *name, const char *country)
{
    struct query q = store_query(store, "INSERT INTO organisation (organisation_id, name, country) VALUES (?, ?, ?)"
                                        " ON CONFLICT DO UPDATE SET name = excluded.name, country = excluded.country");
    bind_text(&q, organisation_id);
    bind_text(&q, name);
    bind_text(&q, country);
    return store_run(&q);
}

int apply_directory_organisation_registered(struct store *store, const struct event *event,
                                            const struct directory_organisation_registered *data)
{
    (void) event;
    return write_organisation(store, data->organisation_id, data->name, data->country);
}

int apply_directory_organisation_updated(struct store *store, const struct event *event,
                                         const struct directory_organisation_updated *data)
{
    (void) event;
    return write_organisation(store, data->organisation_id, data->name, data->country);
}

int find_organisation_country(struct store *store, struct arena *arena, const char *organisation_id,
                              const char **country)
{
    struct query q = store_query(store, "SELECT country FROM organisation WHERE organisation_id = ?");
    bind_text(&q, organisation_id);
    bool row = store_next(&q);
    if (row)
        *country = column_text(&q, arena);
    return store_end_found(&q, row);
}

/*
 * Records.
 */
static int run_for(struct store *store, const char *sql, int64_t key)
{
    struct query q = store_query(store, sql);
    bind_integer(&q, key);
    return store_run(&q);
}

/* The index has no texts of its own: what it is to forget must be told to it word for word, from pilot_words. */
static int write_words(struct store *store, struct arena *arena, int64_t key, const struct pilots_record *record)
{
    const struct record_words words = record_words(arena, record);
    int rc = run_for(store,
                     "INSERT INTO pilot_text (pilot_text, rowid, name, summary, supplier, tags, body)"
                     " SELECT 'delete', key, name, summary, supplier, tags, body FROM pilot_words WHERE key = ?",
                     key);
    if (rc)
        return rc;
    struct query q = store_query(store, "INSERT OR REPLACE INTO pilot_words (key, name, summary, supplier, tags, body)"
                                        " VALUES (?, ?, ?, ?, ?, ?)");
    bind_integer(&q, key);
    bind_text(&q, words.name);
    bind_text(&q, words.summary);
    bind_text(&q, words.supplier);
    bind_text(&q, words.tags);
    bind_text(&q, words.body);
    rc = store_run(&q);
    if (rc)
        return rc;
    return run_for(store,
                   "INSERT INTO pilot_text (rowid, name, summary, supplier, tags, body)"
                   " SELECT key, name, summary, supplier, tags, body FROM pilot_words WHERE key = ?",
                   key);
}

/* What the row of a pilot says of its record, the record itself, and its words. */
static int write_record(struct store *store, const char *pilot_id, const char *time, const struct pilots_record *record)
{
    struct arena arena = {0};
    int64_t key = 0;
    struct query q = store_query(store, "UPDATE pilot SET version = version + 1, updated_at = ?, risk = ?, domains = ?,"
                                        " country = ?, supplier = ? WHERE pilot_id = ? RETURNING key");
    bind_text(&q, time);
    bind_integer(&q, record->risk);
    bind_integer(&q, record->domains);
    bind_text(&q, record->country);
    bind_text(&q, record->supplier ? text_folded(&arena, record->supplier->name) : NULL);
    bind_text(&q, pilot_id);
    while (store_next(&q))
        key = column_integer(&q);
    int rc = store_end(&q);
    if (!rc) {
        q = store_query(store, "INSERT INTO pilot_version (key, version, content)"
                               " SELECT key, version, ? FROM pilot WHERE key = ?");
        bind_message(&q, &pilots_record_type, record);
        bind_integer(&q, key);
        rc = store_run(&q);
    }
    if (!rc)
        rc = write_words(store, &arena, key, record);
    arena_free(&arena);
    return rc;
}

int find_record(struct store *store, struct arena *arena, int64_t key, int64_t version, struct pilots_record *out)
{
    struct query q = store_query(store, "SELECT content FROM pilot_version WHERE key = ? AND version = ?");
    bind_integer(&q, key);
    bind_integer(&q, version);
    bool row = store_next(&q);
    if (row)
        column_message(&q, &pilots_record_type, arena, out);
    return store_end_found(&q, row);
}

static int add_participant(struct store *store, const struct event *event, const char *pilot_id, const char *id,
                           size_t place)
{
    struct query q = store_query(store, "INSERT INTO participant (organisation_id, pilot_id, key, place)"
                                        " VALUES (?, ?, ?, ?)");
    bind_text(&q, id);
    bind_text(&q, pilot_id);
    bind_integer(&q, (int64_t) event->sequence);
    bind_integer(&q, (int64_t) place);
    return store_run(&q);
}

static int add_responsibility(struct store *store, const char *pilot_id,
                              const struct pilots_responsibility *responsibility)
{
    struct query q = store_query(store, "INSERT INTO responsibility"
                                        " (responsibility_id, pilot_id, organisation_id, kind, holder)"
                                        " VALUES (?, ?, ?, ?, ?)");
    bind_text(&q, responsibility->responsibility_id);
    bind_text(&q, pilot_id);
    bind_text(&q, responsibility->organisation_id);
    bind_integer(&q, responsibility->kind);
    bind_text(&q, responsibility->holder);
    return store_run(&q);
}

struct stage_move {
    const char *pilot_id, *organisation_id;
    enum pilots_stage from, to;
    const char *why, *decided_by;
};

static int write_move(struct store *store, const struct event *event, const struct stage_move *move)
{
    struct query q = store_query(store, "UPDATE pilot SET stage = ? WHERE pilot_id = ?");
    bind_integer(&q, move->to);
    bind_text(&q, move->pilot_id);
    int rc = store_run(&q);
    if (rc)
        return rc;
    q = store_query(store, "INSERT INTO stage_move"
                           " (key, pilot_id, from_stage, to_stage, why, decided_by, organisation_id, moved_at)"
                           " VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    bind_integer(&q, (int64_t) event->sequence);
    bind_text(&q, move->pilot_id);
    bind_integer(&q, move->from);
    bind_integer(&q, move->to);
    bind_text(&q, move->why);
    bind_text(&q, move->decided_by);
    bind_text(&q, move->organisation_id);
    bind_text(&q, event->head.time);
    return store_run(&q);
}

static int write_pilot(struct store *store, const struct event *event, const struct pilots_pilot_registered *data)
{
    struct query q = store_query(store, "INSERT INTO pilot (key, pilot_id, organisation_id, published, stage, risk,"
                                        " domains, outcome, active_at, source_system, source_identifier, challenge_id,"
                                        " version, registered_at, updated_at, evidence_count)"
                                        " VALUES (?1, ?2, ?3, ?4, ?5, 0, 0, 0, ?6, ?7, ?8, ?9, 0, ?6, ?6, 0)");
    bind_integer(&q, (int64_t) event->sequence);
    bind_text(&q, data->pilot_id);
    bind_text(&q, data->organisation_id);
    bind_integer(&q, data->published);
    bind_integer(&q, data->stage);
    bind_text(&q, event->head.time);
    bind_text(&q, data->source ? data->source->system : NULL);
    bind_text(&q, data->source ? data->source->identifier : NULL);
    bind_text(&q, data->challenge_id);
    return store_run(&q);
}

static int join_proposals(struct store *store, const struct pilots_pilot_registered *data)
{
    int rc = 0;
    for (size_t i = 0; !rc && i < data->proposals.count; i++) {
        struct query q = store_query(store, "UPDATE proposal SET pilot_id = ? WHERE proposal_id = ?");
        bind_text(&q, data->pilot_id);
        bind_text(&q, data->proposals.items[i]);
        rc = store_run(&q);
    }
    return rc;
}

int apply_pilots_pilot_registered(struct store *store, const struct event *event,
                                  const struct pilots_pilot_registered *data)
{
    const struct stage_move begin = {data->pilot_id, data->organisation_id, .to = data->stage};
    int rc = write_pilot(store, event, data);
    if (!rc)
        rc = write_record(store, data->pilot_id, event->head.time, &data->record);
    for (size_t i = 0; !rc && i < data->organisations.count; i++)
        rc = add_participant(store, event, data->pilot_id, data->organisations.items[i], i);
    for (size_t i = 0; !rc && i < data->responsibilities.count; i++)
        rc = add_responsibility(store, data->pilot_id, &data->responsibilities.items[i]);
    if (!rc)
        rc = write_move(store, event, &begin);
    return rc ? rc : join_proposals(store, data);
}

static int write_published(struct store *store, const char *pilot_id, bool published)
{
    struct query q = store_query(store, "UPDATE pilot SET published = ? WHERE pilot_id = ?");
    bind_integer(&q, published);
    bind_text(&q, pilot_id);
    return store_run(&q);
}

int apply_pilots_pilot_updated(struct store *store, const struct event *event, const struct pilots_pilot_updated *data)
{
    struct stage_move move = {data->pilot_id, data->organisation_id, .to = data->stage};
    struct query q = store_query(store, "SELECT stage FROM pilot WHERE pilot_id = ?");
    bind_text(&q, data->pilot_id);
    if (store_next(&q))
        move.from = (enum pilots_stage) column_integer(&q);
    int rc = store_end(&q);
    if (!rc)
        rc = write_record(store, data->pilot_id, event->head.time, &data->record);
    if (!rc)
        rc = write_published(store, data->pilot_id, data->published);
    return rc || move.from == move.to ? rc : write_move(store, event, &move);
}

int apply_pilots_publication_changed(struct store *store, const struct event *event,
                                     const struct pilots_publication_changed *data)
{
    (void) event;
    return write_published(store, data->pilot_id, data->published);
}

int apply_pilots_record_confirmed(struct store *store, const struct event *event,
                                  const struct pilots_record_confirmed *data)
{
    struct query q = store_query(store, "UPDATE pilot SET confirmed_at = ?1, active_at = ?1 WHERE pilot_id = ?2");
    bind_text(&q, event->head.time);
    bind_text(&q, data->pilot_id);
    return store_run(&q);
}

int apply_pilots_stage_moved(struct store *store, const struct event *event, const struct pilots_stage_moved *data)
{
    return write_move(store, event,
                      &(struct stage_move){data->pilot_id, data->organisation_id, data->from_stage, data->to_stage,
                                           data->why, data->decided_by});
}

int apply_pilots_organisation_added(struct store *store, const struct event *event,
                                    const struct pilots_organisation_added *data)
{
    return add_participant(store, event, data->pilot_id, data->participant_id, 0);
}

int apply_pilots_organisation_removed(struct store *store, const struct event *event,
                                      const struct pilots_organisation_removed *data)
{
    (void) event;
    struct query q = store_query(store, "DELETE FROM responsibility WHERE pilot_id = ? AND organisation_id = ?");
    bind_text(&q, data->pilot_id);
    bind_text(&q, data->participant_id);
    int rc = store_run(&q);
    if (rc)
        return rc;
    q = store_query(store, "DELETE FROM participant WHERE pilot_id = ? AND organisation_id = ?");
    bind_text(&q, data->pilot_id);
    bind_text(&q, data->participant_id);
    return store_run(&q);
}

int apply_pilots_responsibility_assigned(struct store *store, const struct event *event,
                                         const struct pilots_responsibility_assigned *data)
{
    (void) event;
    return add_responsibility(store, data->pilot_id, &data->responsibility);
}

int apply_pilots_responsibility_released(struct store *store, const struct event *event,
                                         const struct pilots_responsibility_released *data)
{
    (void) event;
    struct query q = store_query(store, "DELETE FROM responsibility WHERE responsibility_id = ?");
    bind_text(&q, data->responsibility_id);
    return store_run(&q);
}

/*
 * What decisions need.
 */
int find_standing(struct store *store, struct arena *arena, const char *pilot_id, const char *organisation_id,
                  struct standing *out)
{
    struct query q = store_query(store, "SELECT key, pilot_id, organisation_id, stage, published,"
                                        " source_system IS NOT NULL, version,"
                                        " EXISTS (SELECT 1 FROM participant AS p"
                                        "   WHERE p.organisation_id = ?2 AND p.pilot_id = pilot.pilot_id)"
                                        " FROM pilot WHERE pilot_id = ?1");
    bind_text(&q, pilot_id);
    bind_text(&q, organisation_id);
    bool row = store_next(&q);
    if (row) {
        out->key = column_integer(&q);
        out->pilot_id = column_text(&q, arena);
        out->organisation_id = column_text(&q, arena);
        out->stage = (enum pilots_stage) column_integer(&q);
        out->published = column_integer(&q);
        out->mirrored = column_integer(&q);
        out->version = column_integer(&q);
        out->participates = column_integer(&q);
    }
    return store_end_found(&q, row);
}

int check_source(struct store *store, const struct common_source *source)
{
    if (!source)
        return 0;
    struct query q = store_query(store, "SELECT 1 FROM pilot WHERE source_system = ? AND source_identifier = ?");
    bind_text(&q, source->system);
    bind_text(&q, source->identifier);
    bool taken = store_next(&q);
    int rc = store_end(&q);
    return rc || !taken ? rc : PROBLEM_ALREADY_EXISTS;
}

int find_facts(struct store *store, const char *pilot_id, const char *except_responsibility,
               const char *except_organisation, struct facts *out)
{
    struct query q = store_query(store, "SELECT kind FROM responsibility WHERE pilot_id = ?"
                                        " AND responsibility_id IS NOT ? AND organisation_id IS NOT ?");
    bind_text(&q, pilot_id);
    bind_text(&q, except_responsibility);
    bind_text(&q, except_organisation);
    out->responsibilities = 0;
    while (store_next(&q))
        out->responsibilities |= IN_SET(column_integer(&q));
    int rc = store_end(&q);
    if (rc)
        return rc;
    q = store_query(store, "SELECT DISTINCT kind FROM evidence WHERE pilot_id = ? AND replaced_by IS NULL");
    bind_text(&q, pilot_id);
    out->evidence = 0;
    while (store_next(&q))
        out->evidence |= IN_SET(column_integer(&q));
    return store_end(&q);
}

int find_audience(struct store *store, struct arena *arena, const struct standing *pilot, struct text_list *out)
{
    *out = (struct text_list){.items = ARENA_ARRAY(arena, const char *, AUDIENCE_MAX)};
    struct query q = store_query(store, "SELECT organisation_id, 0 AS follows, key, place"
                                        "  FROM participant WHERE pilot_id = ?1"
                                        " UNION ALL"
                                        " SELECT organisation_id, 1, key, 0 FROM follower WHERE pilot_id = ?1 AND ?2"
                                        "  AND NOT EXISTS (SELECT 1 FROM participant AS p"
                                        "   WHERE p.pilot_id = ?1 AND p.organisation_id = follower.organisation_id)"
                                        " ORDER BY follows, key, place LIMIT ?3");
    bind_text(&q, pilot->pilot_id);
    bind_integer(&q, pilot->published);
    bind_integer(&q, AUDIENCE_MAX);
    while (store_next(&q))
        out->items[out->count++] = column_text(&q, arena);
    return store_end(&q);
}

int find_participants(struct store *store, struct arena *arena, const char *pilot_id,
                      struct pilots_participant_list *out)
{
    struct pilots_participant *items = ARENA_ARRAY(arena, struct pilots_participant, ORGANISATIONS_MAX);
    size_t count = 0;
    struct query q = store_query(store, "SELECT organisation_id, name FROM participant"
                                        " LEFT JOIN organisation USING (organisation_id)"
                                        " WHERE pilot_id = ? ORDER BY key, place LIMIT ?");
    bind_text(&q, pilot_id);
    bind_integer(&q, ORGANISATIONS_MAX);
    while (store_next(&q)) {
        items[count].organisation_id = column_text(&q, arena);
        items[count++].name = column_text(&q, arena);
    }
    *out = (struct pilots_participant_list){items, count};
    return store_end(&q);
}

int find_responsibilities(struct store *store, struct arena *arena, const char *pilot_id,
                          struct pilots_responsibility_list *out)
{
    struct pilots_responsibility *items = ARENA_ARRAY(arena, struct pilots_responsibility, RESPONSIBILITIES_MAX);
    size_t count = 0;
    struct query q = store_query(store, "SELECT responsibility_id, organisation_id, kind, holder FROM responsibility"
                                        " WHERE pilot_id = ? ORDER BY kind, responsibility_id LIMIT ?");
    bind_text(&q, pilot_id);
    bind_integer(&q, RESPONSIBILITIES_MAX);
    while (store_next(&q)) {
        struct pilots_responsibility *item = &items[count++];
        item->responsibility_id = column_text(&q, arena);
        item->organisation_id = column_text(&q, arena);
        item->kind = (enum pilots_responsibility_kind) column_integer(&q);
        item->holder = column_text(&q, arena);
    }
    *out = (struct pilots_responsibility_list){items, count};
    return store_end(&q);
}

int find_moves(struct store *store, struct arena *arena, const char *pilot_id, struct pilots_move_list *out)
{
    enum { MOST = 100 };
    struct pilots_move *items = ARENA_ARRAY(arena, struct pilots_move, MOST);
    size_t count = 0;
    struct query q = store_query(store, "SELECT from_stage, to_stage, why, decided_by, organisation_id, moved_at"
                                        " FROM (SELECT * FROM stage_move WHERE pilot_id = ? ORDER BY key DESC LIMIT ?)"
                                        " ORDER BY key");
    bind_text(&q, pilot_id);
    bind_integer(&q, MOST);
    while (store_next(&q)) {
        struct pilots_move *item = &items[count++];
        item->from_stage = (enum pilots_stage) column_integer(&q);
        item->to_stage = (enum pilots_stage) column_integer(&q);
        item->why = column_text(&q, arena);
        item->decided_by = column_text(&q, arena);
        item->organisation_id = column_text(&q, arena);
        item->moved_at = column_text(&q, arena);
    }
    *out = (struct pilots_move_list){items, count};
    return store_end(&q);
}
