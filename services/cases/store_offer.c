/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Offers that answer inquiries, and municipalities that get them: what DIRECTORY says of them, as far as it matters here.
 * An offer's answer is kept as it is given; the rest are the columns and words by which it is found.
 */
#include "store.h"

#include "text_search.h"

#define OFFERS_MOST 10
#define DESCRIPTION_MOST 1000 /* characters, of an answer */

/*
 * Municipalities.
 */

static int write_organisation(struct store *store, const char *organisation_id, enum common_organisation_type type)
{
    struct query q = type == COMMON_ORGANISATION_TYPE_MUNICIPALITY
                         ? store_query(store, "INSERT OR IGNORE INTO municipality (organisation_id) VALUES (?)")
                         : store_query(store, "DELETE FROM municipality WHERE organisation_id = ?");
    bind_text(&q, organisation_id);
    return store_run(&q);
}

int apply_directory_organisation_registered(struct store *store, const struct event *event,
                                            const struct directory_organisation_registered *data)
{
    (void) event;
    return write_organisation(store, data->organisation_id, data->type);
}

int apply_directory_organisation_updated(struct store *store, const struct event *event,
                                         const struct directory_organisation_updated *data)
{
    (void) event;
    return write_organisation(store, data->organisation_id, data->type);
}

int check_municipality(struct store *store, const char *organisation_id)
{
    struct query q = store_query(store, "SELECT 1 FROM municipality WHERE organisation_id = ?");
    bind_text(&q, organisation_id);
    return store_end_found(&q, store_next(&q));
}

/*
 * Offers.
 */

static int index_texts(struct store *store, struct arena *arena, const char *sql, int64_t key,
                       const struct text_list *texts)
{
    int rc = 0;
    for (size_t i = 0; !rc && i < texts->count; i++) {
        struct query q = store_query(store, sql);
        bind_integer(&q, key);
        bind_text(&q, text_folded(arena, texts->items[i]));
        rc = store_run(&q);
    }
    return rc;
}

static int index_words(struct store *store, struct arena *arena, int64_t key,
                       const struct directory_offer_updated *content)
{
    const char *categories = "";
    for (size_t i = 0; i < content->categories.count; i++)
        categories = arena_print(arena, "%s\n%s", categories, content->categories.items[i]);
    struct query q = store_query(store, "INSERT INTO offer_text"
                                        " (rowid, name, alternate_name, description, categories, eligibility)"
                                        " VALUES (?, ?, ?, ?, ?, ?)");
    bind_integer(&q, key);
    bind_text(&q, content->name);
    bind_text(&q, content->alternate_name);
    bind_text(&q, content->description);
    bind_text(&q, categories);
    bind_text(&q, content->eligibility_description);
    return store_run(&q);
}

static int clear_index(struct store *store, int64_t key)
{
    static const char *const clear[] = {
        "DELETE FROM offer_category WHERE key = ?",
        "DELETE FROM offer_language WHERE key = ?",
        "DELETE FROM offer_text WHERE rowid = ?",
    };
    int rc = 0;
    for (size_t i = 0; !rc && i < sizeof clear / sizeof clear[0]; i++) {
        struct query q = store_query(store, clear[i]);
        bind_integer(&q, key);
        rc = store_run(&q);
    }
    return rc;
}

static int write_row(struct store *store, struct arena *arena, const struct event *event,
                     const struct directory_offer_updated *content)
{
    struct cases_match match = {0};
    message_assign(&cases_match_type, &match, &directory_offer_updated_type, content);
    match.description = text_beginning(arena, content->description, DESCRIPTION_MOST);
    struct query q =
        store_query(store, "INSERT INTO offer (key, offer_id, organisation_id, startable, withdrawn, content)"
                           " VALUES (?, ?, ?, ?, 0, ?)"
                           " ON CONFLICT (offer_id) DO UPDATE SET startable = excluded.startable, withdrawn = 0,"
                           " content = excluded.content");
    bind_integer(&q, (int64_t) event->sequence);
    bind_text(&q, content->offer_id);
    bind_text(&q, content->organisation_id);
    bind_integer(&q, content->status == DIRECTORY_OFFER_STATUS_ACTIVE && !content->assessment_required);
    bind_message(&q, &cases_match_type, &match);
    return store_run(&q);
}

static int find_key(struct store *store, const char *offer_id, int64_t *key)
{
    struct query q = store_query(store, "SELECT key FROM offer WHERE offer_id = ?");
    bind_text(&q, offer_id);
    *key = store_next(&q) ? column_integer(&q) : 0;
    return store_end(&q);
}

static int write_offer(struct store *store, const struct event *event, const struct directory_offer_updated *content)
{
    struct arena arena = {0};
    int64_t key = 0;
    int rc = write_row(store, &arena, event, content);
    if (!rc)
        rc = find_key(store, content->offer_id, &key);
    if (!rc)
        rc = clear_index(store, key);
    if (!rc)
        rc = index_texts(store, &arena, "INSERT OR IGNORE INTO offer_category (key, category) VALUES (?, ?)", key,
                         &content->categories);
    if (!rc)
        rc = index_texts(store, &arena, "INSERT OR IGNORE INTO offer_language (key, language) VALUES (?, ?)", key,
                         &content->languages);
    if (!rc)
        rc = index_words(store, &arena, key, content);
    arena_free(&arena);
    return rc;
}

int apply_directory_offer_published(struct store *store, const struct event *event,
                                    const struct directory_offer_published *data)
{
    struct directory_offer_updated content = {0};
    message_assign(&directory_offer_updated_type, &content, &directory_offer_published_type, data);
    return write_offer(store, event, &content);
}

int apply_directory_offer_updated(struct store *store, const struct event *event,
                                  const struct directory_offer_updated *data)
{
    return write_offer(store, event, data);
}

int apply_directory_offer_withdrawn(struct store *store, const struct event *event,
                                    const struct directory_offer_withdrawn *data)
{
    (void) event;
    struct query q = store_query(store, "UPDATE offer SET withdrawn = 1 WHERE offer_id = ?");
    bind_text(&q, data->offer_id);
    return store_run(&q);
}

int apply_directory_capacity_set(struct store *store, const struct event *event,
                                 const struct directory_capacity_set *data)
{
    (void) event;
    struct query q = store_query(store, "UPDATE offer SET available = ?, paused_until = ? WHERE offer_id = ?");
    bind_optional(&q, data->has_available, data->available);
    bind_text(&q, data->paused_until);
    bind_text(&q, data->offer_id);
    return store_run(&q);
}

#define OFFER_COLUMNS "content, available IS NOT 0"

static void read_offer(struct query *q, struct arena *arena, struct cases_match *out)
{
    column_message(q, &cases_match_type, arena, out);
    out->has_place = column_integer(q) != 0;
}

/* An offer that says no language is given in whatever the place speaks. */
#define LANGUAGE_FITS                                                                                                  \
    "(?3 IS NULL OR NOT EXISTS (SELECT 1 FROM offer_language AS l WHERE l.key = offer.key)"                            \
    " OR EXISTS (SELECT 1 FROM offer_language AS l WHERE l.key = offer.key AND language || '-' LIKE ?3 || '-%'))"

/*
 * By words, or within a category by whatever words there are; of the best thousand hits, so that the work is bounded.
 * Offers are nearly as good as each other when their scores (lower is better) are within a tenth of the best; among these
 * the municipality's own come first, then free places.
 */
#define OFFERS_THAT_FIT                                                                                                \
    "WITH hit (key, score) AS MATERIALIZED"                                                                            \
    " (SELECT rowid, bm25(offer_text, 10, 5, 1, 4, 1) FROM offer_text WHERE offer_text MATCH ?1"                       \
    "  ORDER BY 2 LIMIT 1000),"                                                                                        \
    " candidate (key, score) AS"                                                                                       \
    " (SELECT key, score FROM hit WHERE ?2 IS NULL UNION ALL"                                                          \
    "  SELECT key, coalesce(score, 0) FROM offer_category LEFT JOIN hit USING (key) WHERE category = ?2),"             \
    " fit AS MATERIALIZED (SELECT offer.*, score FROM candidate JOIN offer USING (key)"                                \
    "  WHERE startable AND NOT withdrawn AND (paused_until IS NULL OR paused_until <= ?4) AND " LANGUAGE_FITS ")"      \
    " SELECT " OFFER_COLUMNS " FROM fit"                                                                               \
    " ORDER BY round(10 * score / (SELECT min(score) FROM fit)) DESC, organisation_id = ?5 DESC,"                      \
    " available IS NOT 0 DESC, score, key LIMIT ?6"

int find_offers(struct store *store, struct arena *arena, const struct offer_need *need, struct cases_match_list *out)
{
    struct cases_match *items = ARENA_ARRAY(arena, struct cases_match, OFFERS_MOST);
    size_t count = 0;
    struct query q = store_query(store, OFFERS_THAT_FIT);
    bind_text(&q, need->match ? need->match : "\"\""); /* which finds nothing */
    bind_text(&q, need->category ? text_folded(arena, need->category) : NULL);
    bind_text(&q, need->language ? text_folded(arena, need->language) : NULL);
    bind_text(&q, need->now);
    bind_text(&q, need->home_id);
    bind_integer(&q, OFFERS_MOST);
    while (store_next(&q))
        read_offer(&q, arena, &items[count++]);
    *out = (struct cases_match_list){.items = items, .count = count};
    return store_end(&q);
}
