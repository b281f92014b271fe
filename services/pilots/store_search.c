/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Pilots as others find them. What searches filter by stands in the small rows of `pilot`; words, score and record are
 * read for the rows of the page only.
 */
#include "store_sql.h"

#define HIT_COLUMNS                                                                                                    \
    " pilot.key, pilot.pilot_id, pilot.organisation_id,"                                                               \
    " (SELECT name FROM organisation WHERE organisation.organisation_id = pilot.organisation_id), words.name,"         \
    " words.summary, pilot.country, domains, risk, words.supplier, stage, published, outcome, source_system,"          \
    " source_identifier, version, registered_at, updated_at, evidence_at, confirmed_at, active_at, evidence_count,"    \
    " (SELECT count(*) FROM follower WHERE follower.pilot_id = pilot.pilot_id),"                                       \
    " (SELECT count(*) FROM citation JOIN pilot AS citing ON citing.pilot_id = citing_id"                              \
    "   WHERE citation.pilot_id = pilot.pilot_id AND citing.published)"

static const struct common_source *read_source(struct query *q, struct arena *arena)
{
    struct common_source *source = ARENA_ARRAY(arena, struct common_source, 1);
    source->system = column_text(q, arena);
    source->identifier = column_text(q, arena);
    return source->system ? source : NULL;
}

/* Returns its key. */
static int64_t read_hit(struct query *q, struct arena *arena, const struct viewer *viewer, struct pilots_hit *hit)
{
    int64_t key = column_integer(q);
    hit->pilot_id = column_text(q, arena);
    hit->organisation_id = column_text(q, arena);
    hit->organisation_name = column_text(q, arena);
    hit->name = column_text(q, arena);
    hit->summary = column_text(q, arena);
    hit->country = column_text(q, arena);
    hit->domains = (uint32_t) column_integer(q);
    hit->risk = (enum pilots_risk) column_integer(q);
    hit->supplier = column_text(q, arena);
    hit->stage = (enum pilots_stage) column_integer(q);
    hit->published = column_integer(q);
    hit->outcome = (enum pilots_outcome) column_integer(q);
    hit->source = read_source(q, arena);
    hit->version = column_integer(q);
    hit->registered_at = column_text(q, arena);
    hit->updated_at = column_text(q, arena);
    hit->evidence_at = column_text(q, arena);
    hit->confirmed_at = column_text(q, arena);
    hit->stale = rules_is_stale(hit->stage, column_text(q, arena), viewer->stale_before);
    hit->evidence_count = column_integer(q);
    hit->follower_count = column_integer(q);
    hit->citation_count = column_integer(q);
    return key;
}

_Static_assert(PILOTS_STAGE_RETIRED == 6 && PILOTS_STAGE_STOPPED == 7, "stages below 6 go on");
#define GOES_ON "stage < 6"

/* ?3 before when activity is too old, ?4 to ?18 what is wanted; ?19 how many, ?20 and (by score) ?21 where to begin,
 * ?22 the words. */
#define WANTED                                                                                                         \
    VISIBLE " AND (?4 = 0 OR domains >> (?4 - 1) & 1) AND (?5 = 0 OR risk = ?5) AND (?6 = 0 OR stage = ?6)"            \
            " AND (?7 IS NULL OR country = ?7) AND (?8 IS NULL OR pilot.supplier = ?8) AND (?9 = 0 OR outcome = ?9)"   \
            " AND (?10 IS NULL OR source_system = ?10) AND (?11 IS NULL OR challenge_id = ?11)"                        \
            " AND (NOT ?12 OR published = ?13) AND (NOT ?14 OR (" GOES_ON " AND active_at < ?3) = ?15)"                \
            " AND (?16 IS NULL OR EXISTS (SELECT 1 FROM participant AS theirs"                                         \
            "  WHERE theirs.organisation_id = ?16 AND theirs.pilot_id = pilot.pilot_id))"                              \
            " AND (NOT ?17 OR EXISTS (SELECT 1 FROM follower"                                                          \
            "  WHERE follower.organisation_id = ?1 AND follower.pilot_id = pilot.pilot_id) = ?18)"

#define HITS_BY_KEY                                                                                                    \
    "SELECT 0," HIT_COLUMNS " FROM pilot JOIN pilot_words AS words USING (key)"                                        \
    " WHERE pilot.key < ?20 AND " WANTED " ORDER BY pilot.key DESC LIMIT ?19"

#define WEIGHTS "10, 4, 4, 4, 1" /* of name, summary, supplier, tags, body */
#define HITS_BY_SCORE                                                                                                  \
    "WITH page (key, score) AS MATERIALIZED"                                                                           \
    " (SELECT key, score FROM (SELECT rowid, bm25(pilot_text, " WEIGHTS ") AS score FROM pilot_text"                   \
    "    WHERE pilot_text MATCH ?22) AS hit JOIN pilot ON pilot.key = hit.rowid"                                       \
    "   WHERE (score, key) > (?20, ?21) AND " WANTED " ORDER BY score, key LIMIT ?19)"                                 \
    " SELECT score," HIT_COLUMNS " FROM page CROSS JOIN pilot USING (key) JOIN pilot_words AS words USING (key)"       \
    " ORDER BY score, pilot.key"

int find_hits(struct store *store, struct arena *arena, const struct pilots_search_pilots *in, const char *match,
              const char *supplier, const struct viewer *viewer, struct page *page, struct pilots_hit_list *out)
{
    struct pilots_hit *items = ARENA_ARRAY(arena, struct pilots_hit, (size_t) page->limit);
    size_t count = 0;
    struct query q = store_query(store, match ? HITS_BY_SCORE : HITS_BY_KEY);
    bind_viewer(&q, viewer);
    bind_text(&q, viewer->stale_before);
    bind_integer(&q, in->domain);
    bind_integer(&q, in->risk);
    bind_integer(&q, in->stage);
    bind_text(&q, in->country);
    bind_text(&q, supplier);
    bind_integer(&q, in->outcome);
    bind_text(&q, in->source_system);
    bind_text(&q, in->challenge_id);
    bind_integer(&q, in->has_published);
    bind_integer(&q, in->published);
    bind_integer(&q, in->has_stale);
    bind_integer(&q, in->stale);
    bind_text(&q, in->organisation_id);
    bind_integer(&q, in->has_followed);
    bind_integer(&q, in->followed);
    bind_integer(&q, page->limit + 1);
    if (match) {
        bind_real(&q, page->place.score);
        bind_integer(&q, page->place.key);
        bind_text(&q, match);
    } else {
        bind_integer(&q, page->place.key);
    }
    while ((page->more = store_next(&q)) && count < (size_t) page->limit) {
        page->place.score = column_real(&q);
        page->place.key = read_hit(&q, arena, viewer, &items[count++]);
    }
    *out = (struct pilots_hit_list){items, count};
    return store_end(&q);
}

/*
 * Whole pilots.
 */
#define PILOT_COLUMNS                                                                                                  \
    HIT_COLUMNS                                                                                                        \
    ", challenge_id, content, length(content),"                                                                        \
    " EXISTS (SELECT 1 FROM follower WHERE follower.organisation_id = ?1 AND follower.pilot_id = pilot.pilot_id)"
#define PILOT_TABLES " pilot JOIN pilot_words AS words USING (key) JOIN pilot_version AS v USING (key, version)"

/* Returns its key; *size gets the bytes of its record. */
static int64_t read_pilot(struct query *q, struct arena *arena, const struct viewer *viewer, struct pilots_pilot *out,
                          int64_t *size)
{
    struct pilots_hit hit = {0};
    int64_t key = read_hit(q, arena, viewer, &hit);
    message_assign(&pilots_pilot_type, out, &pilots_hit_type, &hit);
    out->challenge_id = column_text(q, arena);
    column_message(q, &pilots_record_type, arena, &out->record);
    *size = column_integer(q);
    out->followed = column_integer(q);
    return key;
}

static int add_people(struct store *store, struct arena *arena, struct pilots_pilot *pilot)
{
    int rc = find_participants(store, arena, pilot->pilot_id, &pilot->organisations);
    return rc ? rc : find_responsibilities(store, arena, pilot->pilot_id, &pilot->responsibilities);
}

int find_pilot(struct store *store, struct arena *arena, const char *pilot_id, const struct viewer *viewer,
               struct pilots_pilot *out)
{
    int64_t size;
    struct query q =
        store_query(store, "SELECT" PILOT_COLUMNS " FROM" PILOT_TABLES " WHERE pilot.pilot_id = ?3 AND " VISIBLE);
    bind_viewer(&q, viewer);
    bind_text(&q, pilot_id);
    bool row = store_next(&q);
    if (row)
        read_pilot(&q, arena, viewer, out, &size);
    int rc = store_end_found(&q, row);
    return rc ? rc : add_people(store, arena, out);
}

int find_records(struct store *store, struct arena *arena, const struct pilots_list_records *in,
                 const struct viewer *viewer, struct page *page, struct pilots_pilot_list *out)
{
    enum { LARGE = 256 << 10 }; /* so that an answer stays well below what the bus carries */
    struct pilots_pilot *items = ARENA_ARRAY(arena, struct pilots_pilot, (size_t) page->limit);
    int64_t size, sum = 0;
    size_t count = 0;
    struct query q = store_query(store, "SELECT" PILOT_COLUMNS " FROM" PILOT_TABLES " WHERE pilot.key > ?3 AND " VISIBLE
                                        " AND (?4 IS NULL OR source_system = ?4)"
                                        " AND (?5 IS NULL OR pilot.organisation_id = ?5) ORDER BY pilot.key LIMIT ?6");
    bind_viewer(&q, viewer);
    bind_integer(&q, page->place.key);
    bind_text(&q, in->source_system);
    bind_text(&q, in->organisation_id);
    bind_integer(&q, page->limit + 1);
    while ((page->more = store_next(&q)) && count < (size_t) page->limit && sum < LARGE) {
        page->place.key = read_pilot(&q, arena, viewer, &items[count++], &size);
        sum += size;
    }
    int rc = store_end(&q);
    for (size_t i = 0; !rc && i < count; i++)
        rc = add_people(store, arena, &items[i]);
    *out = (struct pilots_pilot_list){items, count};
    return rc;
}

/*
 * Similar ones.
 */
int find_word_count(struct store *store, const char *match, int64_t most, int64_t *count)
{
    struct query q = store_query(store, "SELECT count(*) FROM"
                                        " (SELECT 1 FROM pilot_text WHERE pilot_text MATCH ? LIMIT ?)");
    bind_text(&q, match);
    bind_integer(&q, most);
    *count = store_next(&q) ? column_integer(&q) : 0;
    return store_end(&q);
}

int find_similar(struct store *store, struct arena *arena, const char *match, int64_t except,
                 const struct viewer *viewer, int64_t limit, struct pilots_hit_list *out)
{
    struct pilots_hit *items = ARENA_ARRAY(arena, struct pilots_hit, (size_t) limit);
    size_t count = 0;
    struct query q = store_query(store, "WITH page (key, score) AS MATERIALIZED"
                                        " (SELECT pilot.key, bm25(pilot_text, " WEIGHTS ") AS score"
                                        "    FROM pilot_text JOIN pilot ON pilot.key = pilot_text.rowid"
                                        "   WHERE pilot_text MATCH ?1 AND pilot.key <> ?2 AND pilot.published"
                                        "   ORDER BY score, pilot.key LIMIT ?3)"
                                        " SELECT" HIT_COLUMNS " FROM page CROSS JOIN pilot USING (key)"
                                        " JOIN pilot_words AS words USING (key) ORDER BY score, pilot.key");
    bind_text(&q, match);
    bind_integer(&q, except);
    bind_integer(&q, limit);
    while (store_next(&q))
        read_hit(&q, arena, viewer, &items[count++]);
    *out = (struct pilots_hit_list){items, count};
    return store_end(&q);
}
