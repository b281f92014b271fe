/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Tables that the directory's own events fill; places.c has those that follow the referrals.
 *
 * What organisations and offers say of themselves is kept whole, as in the event, beside the columns by which it is
 * found. An update has the same form as a publication, so both are written by the same statement.
 */
#include "store.h"

static void bind_source(struct query *q, const struct common_source *source)
{
    bind_text(q, source ? source->system : NULL);
    bind_text(q, source ? source->identifier : NULL);
}

static int check_source(struct store *store, const char *sql, const struct common_source *source, const char *except)
{
    if (!source)
        return 0;
    struct query q = store_query(store, sql);
    bind_source(&q, source);
    bind_text(&q, except);
    bool taken = store_next(&q);
    int rc = store_end(&q);
    return rc || !taken ? rc : PROBLEM_ALREADY_EXISTS;
}

/*
 * Organisations.
 */
static int write_organisation(struct store *store, const struct event *event,
                              const struct directory_organisation_updated *content)
{
    struct query q =
        store_query(store, "INSERT INTO organisation"
                           " (organisation_id, name, type, source_system, source_identifier, updated_at, content)"
                           " VALUES (?, ?, ?, ?, ?, ?, ?)"
                           " ON CONFLICT (organisation_id) DO UPDATE SET name = excluded.name, type = excluded.type,"
                           " source_system = excluded.source_system, source_identifier = excluded.source_identifier,"
                           " updated_at = excluded.updated_at, content = excluded.content");
    bind_text(&q, content->organisation_id);
    bind_text(&q, content->name);
    bind_integer(&q, content->type);
    bind_source(&q, content->source);
    bind_text(&q, event->head.time);
    bind_message(&q, &directory_organisation_updated_type, content);
    return store_run(&q);
}

int apply_directory_organisation_registered(struct store *store, const struct event *event,
                                            const struct directory_organisation_registered *data)
{
    struct directory_organisation_updated content = {0};
    message_assign(&directory_organisation_updated_type, &content, &directory_organisation_registered_type, data);
    return write_organisation(store, event, &content);
}

int apply_directory_organisation_updated(struct store *store, const struct event *event,
                                         const struct directory_organisation_updated *data)
{
    return write_organisation(store, event, data);
}

/* Columns content, updated_at. */
static void read_organisation(struct query *q, struct arena *arena, struct directory_organisation *out)
{
    struct directory_organisation_updated content;
    column_message(q, &directory_organisation_updated_type, arena, &content);
    message_assign(&directory_organisation_type, out, &directory_organisation_updated_type, &content);
    out->updated_at = column_text(q, arena);
}

int find_organisation(struct store *store, struct arena *arena, const char *organisation_id,
                      struct directory_organisation *out)
{
    struct query q = store_query(store, "SELECT content, updated_at FROM organisation WHERE organisation_id = ?");
    bind_text(&q, organisation_id);
    bool row = store_next(&q);
    if (row)
        read_organisation(&q, arena, out);
    return store_end_found(&q, row);
}

int check_organisation_source(struct store *store, const struct common_source *source, const char *except)
{
    return check_source(store,
                        "SELECT 1 FROM organisation"
                        " WHERE source_system = ? AND source_identifier = ? AND organisation_id IS NOT ?",
                        source, except);
}

int find_organisations(struct store *store, struct arena *arena, const struct directory_list_organisations *in,
                       const char *after_name, const char *after_id, int64_t limit,
                       struct directory_organisation_list *out, bool *more)
{
    struct directory_organisation *items = ARENA_ARRAY(arena, struct directory_organisation, (size_t) limit);
    size_t count = 0;
    struct query q = store_query(store, "SELECT content, updated_at FROM organisation"
                                        " WHERE (name, organisation_id) > (?, ?)"
                                        " AND (?3 = 0 OR type = ?3) AND (?4 IS NULL OR source_system = ?4)"
                                        " ORDER BY name, organisation_id LIMIT ?5 + 1");
    bind_text(&q, after_name);
    bind_text(&q, after_id);
    bind_integer(&q, in->type);
    bind_text(&q, in->source_system);
    bind_integer(&q, limit);
    while ((*more = store_next(&q)) && count < (size_t) limit)
        read_organisation(&q, arena, &items[count++]);
    out->items = items;
    out->count = count;
    return store_end(&q);
}

/*
 * Members.
 */
int apply_directory_member_added(struct store *store, const struct event *event,
                                 const struct directory_member_added *data)
{
    (void) event;
    struct query q = store_query(store, "INSERT INTO member (organisation_id, subject, name, roles) VALUES (?, ?, ?, ?)"
                                        " ON CONFLICT DO UPDATE SET name = excluded.name, roles = excluded.roles");
    bind_text(&q, data->organisation_id);
    bind_text(&q, data->subject);
    bind_text(&q, data->name);
    bind_integer(&q, data->roles);
    return store_run(&q);
}

int apply_directory_member_removed(struct store *store, const struct event *event,
                                   const struct directory_member_removed *data)
{
    (void) event;
    struct query q = store_query(store, "DELETE FROM member WHERE organisation_id = ? AND subject = ?");
    bind_text(&q, data->organisation_id);
    bind_text(&q, data->subject);
    return store_run(&q);
}

int find_member(struct store *store, const char *organisation_id, const char *subject)
{
    struct query q = store_query(store, "SELECT 1 FROM member WHERE organisation_id = ? AND subject = ?");
    bind_text(&q, organisation_id);
    bind_text(&q, subject);
    return store_end_found(&q, store_next(&q));
}

int find_members(struct store *store, struct arena *arena, const char *organisation_id,
                 struct directory_member_list *out)
{
    enum { MAXIMUM = 1000 };
    struct directory_member *items = ARENA_ARRAY(arena, struct directory_member, MAXIMUM);
    size_t count = 0;
    struct query q = store_query(store, "SELECT subject, name, roles FROM member WHERE organisation_id = ?"
                                        " ORDER BY subject LIMIT ?");
    bind_text(&q, organisation_id);
    bind_integer(&q, MAXIMUM);
    while (store_next(&q)) {
        struct directory_member *member = &items[count++];
        member->organisation_id = organisation_id;
        member->subject = column_text(&q, arena);
        member->name = column_text(&q, arena);
        member->roles = (uint32_t) column_integer(&q);
    }
    out->items = items;
    out->count = count;
    return store_end(&q);
}

int find_memberships(struct store *store, struct arena *arena, const char *subject,
                     struct directory_membership_list *out)
{
    enum { MAXIMUM = 50 };
    struct directory_membership *items = ARENA_ARRAY(arena, struct directory_membership, MAXIMUM);
    size_t count = 0;
    struct query q = store_query(store, "SELECT organisation_id, organisation.name, type, roles"
                                        " FROM member JOIN organisation USING (organisation_id)"
                                        " WHERE subject = ? ORDER BY organisation_id LIMIT ?");
    bind_text(&q, subject);
    bind_integer(&q, MAXIMUM);
    while (store_next(&q)) {
        struct directory_membership *membership = &items[count++];
        membership->organisation_id = column_text(&q, arena);
        membership->organisation_name = column_text(&q, arena);
        membership->type = (enum common_organisation_type) column_integer(&q);
        membership->roles = (uint32_t) column_integer(&q);
    }
    out->items = items;
    out->count = count;
    return store_end(&q);
}

/*
 * Offers.
 */
static int index_texts(struct store *store, const char *sql, int64_t key, const struct text_list *texts)
{
    struct arena arena = {0};
    int rc = 0;
    for (size_t i = 0; !rc && i < texts->count; i++) {
        struct query q = store_query(store, sql);
        bind_integer(&q, key);
        bind_text(&q, text_folded(&arena, texts->items[i]));
        rc = store_run(&q);
    }
    arena_free(&arena);
    return rc;
}

static int index_words(struct store *store, int64_t key, const struct directory_offer_updated *content)
{
    struct arena arena = {0};
    const char *categories = "";
    for (size_t i = 0; i < content->categories.count; i++)
        categories = arena_print(&arena, "%s\n%s", categories, content->categories.items[i]);

    struct query q = store_query(store, "INSERT INTO offer_text"
                                        " (rowid, name, alternate_name, description, categories, eligibility)"
                                        " VALUES (?, ?, ?, ?, ?, ?)");
    bind_integer(&q, key);
    bind_text(&q, content->name);
    bind_text(&q, content->alternate_name);
    bind_text(&q, content->description);
    bind_text(&q, categories);
    bind_text(&q, content->eligibility_description);
    int rc = store_run(&q);
    arena_free(&arena);
    return rc;
}

static int index_offer(struct store *store, const struct directory_offer_updated *content)
{
    static const char *const clear[] = {
        "DELETE FROM offer_category WHERE key = ?",
        "DELETE FROM offer_language WHERE key = ?",
        "DELETE FROM offer_text WHERE rowid = ?",
    };
    struct query q = store_query(store, "SELECT key FROM offer WHERE offer_id = ?");
    bind_text(&q, content->offer_id);
    int64_t key = store_next(&q) ? column_integer(&q) : 0;
    int rc = store_end(&q);
    for (size_t i = 0; !rc && i < sizeof clear / sizeof clear[0]; i++) {
        q = store_query(store, clear[i]);
        bind_integer(&q, key);
        rc = store_run(&q);
    }
    if (!rc)
        rc = index_texts(store, "INSERT OR IGNORE INTO offer_category (key, category) VALUES (?, ?)", key,
                         &content->categories);
    if (!rc)
        rc = index_texts(store, "INSERT OR IGNORE INTO offer_language (key, language) VALUES (?, ?)", key,
                         &content->languages);
    return rc ? rc : index_words(store, key, content);
}

static int write_offer(struct store *store, const struct event *event, const struct directory_offer_updated *content)
{
    struct query q =
        store_query(store, "INSERT INTO offer (key, offer_id, organisation_id, name, status, source_system,"
                           " source_identifier, version, updated_at, content)"
                           " VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?)"
                           " ON CONFLICT (offer_id) DO UPDATE SET name = excluded.name, status = excluded.status,"
                           " source_system = excluded.source_system, source_identifier = excluded.source_identifier,"
                           " version = version + 1, updated_at = excluded.updated_at, withdrawn_at = NULL,"
                           " content = excluded.content");
    bind_integer(&q, (int64_t) event->sequence);
    bind_text(&q, content->offer_id);
    bind_text(&q, content->organisation_id);
    bind_text(&q, content->name);
    bind_integer(&q, content->status);
    bind_source(&q, content->source);
    bind_text(&q, event->head.time);
    bind_message(&q, &directory_offer_updated_type, content);
    int rc = store_run(&q);
    return rc ? rc : index_offer(store, content);
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
    struct query q = store_query(store, "UPDATE offer SET withdrawn_at = ?1, updated_at = ?1, version = version + 1"
                                        " WHERE offer_id = ?2");
    bind_text(&q, event->head.time);
    bind_text(&q, data->offer_id);
    return store_run(&q);
}

int apply_directory_capacity_set(struct store *store, const struct event *event,
                                 const struct directory_capacity_set *data)
{
    struct query q = store_query(store, "UPDATE offer SET capacity_sequence = ?, capacity_at = ?, maximum = ?,"
                                        " available = ?, paused_until = ? WHERE offer_id = ?");
    bind_integer(&q, (int64_t) event->sequence);
    bind_text(&q, event->head.time);
    bind_optional(&q, data->has_maximum, data->maximum);
    bind_optional(&q, data->has_available, data->available);
    bind_text(&q, data->paused_until);
    bind_text(&q, data->offer_id);
    return store_run(&q);
}

#define OFFER_COLUMNS                                                                                                  \
    "content, version, updated_at, withdrawn_at, median_wait_days, capacity_at, maximum, free, paused_until"

static void read_offer(struct query *q, struct arena *arena, struct directory_offer *out)
{
    struct directory_offer_updated content;
    column_message(q, &directory_offer_updated_type, arena, &content);
    message_assign(&directory_offer_type, out, &directory_offer_updated_type, &content);
    out->version = column_integer(q);
    out->updated_at = column_text(q, arena);
    out->withdrawn_at = column_text(q, arena);
    out->has_median_wait_days = column_optional_real(q, &out->median_wait_days);

    struct directory_capacity *capacity = ARENA_ARRAY(arena, struct directory_capacity, 1);
    capacity->updated_at = column_text(q, arena);
    capacity->has_maximum = column_optional(q, &capacity->maximum);
    capacity->has_available = column_optional(q, &capacity->available);
    capacity->paused_until = column_text(q, arena);
    out->capacity = capacity->updated_at ? capacity : NULL;
}

int find_offer(struct store *store, struct arena *arena, const char *offer_id, struct directory_offer *out)
{
    struct query q = store_query(store, "SELECT " OFFER_COLUMNS " FROM offer_now WHERE offer_id = ?");
    bind_text(&q, offer_id);
    bool row = store_next(&q);
    if (row)
        read_offer(&q, arena, out);
    return store_end_found(&q, row);
}

int check_offer_source(struct store *store, const struct common_source *source, const char *except)
{
    return check_source(store,
                        "SELECT 1 FROM offer WHERE source_system = ? AND source_identifier = ? AND offer_id IS NOT ?",
                        source, except);
}

/* Parameters of both searches: ?1 and ?2 where to begin, ?3 the limit, ?4 to ?10 as bound below. */
#define OFFER_WANTED                                                                                                   \
    " CASE WHEN ?4 IS NULL THEN status = ?5 AND withdrawn_at IS NULL ELSE source_system = ?4 END"                      \
    " AND (?6 IS NULL OR organisation_id = ?6)"                                                                        \
    " AND (?7 IS NULL OR EXISTS (SELECT 1 FROM offer_category AS c WHERE c.key = offer_now.key AND category = ?7))"    \
    " AND (?8 IS NULL OR EXISTS (SELECT 1 FROM offer_language AS l WHERE l.key = offer_now.key"                        \
    "                            AND language || '-' LIKE ?8 || '-%'))"                                                \
    " AND (NOT ?9 OR (free IS NOT 0 AND (paused_until IS NULL OR paused_until <= ?10)))"

#define OFFERS_BY_NAME                                                                                                 \
    "SELECT key, name, 0, " OFFER_COLUMNS " FROM offer_now"                                                            \
    " WHERE (name, key) > (?1, ?2) AND" OFFER_WANTED " ORDER BY name, key LIMIT ?3 + 1"

#define OFFERS_BY_SCORE                                                                                                \
    "WITH hit (key, score) AS MATERIALIZED"                                                                            \
    " (SELECT rowid, bm25(offer_text, 10, 5, 1, 4, 1) FROM offer_text WHERE offer_text MATCH ?11),"                    \
    " page (key, score) AS MATERIALIZED"                                                                               \
    " (SELECT hit.key, score FROM hit JOIN offer_now ON offer_now.key = hit.key"                                       \
    "   WHERE (score, hit.key) > (?1, ?2) AND" OFFER_WANTED " ORDER BY score, hit.key LIMIT ?3 + 1)"                   \
    " SELECT page.key, name, score, " OFFER_COLUMNS " FROM page JOIN offer_now ON offer_now.key = page.key"            \
    " ORDER BY score, page.key"

int find_offers(struct store *store, struct arena *arena, const struct offer_search *search, struct offer_place *place,
                struct directory_offer_list *out, bool *more)
{
    const struct directory_search_offers *in = search->in;
    struct directory_offer *items = ARENA_ARRAY(arena, struct directory_offer, (size_t) search->limit);
    size_t count = 0;
    struct query q = store_query(store, search->match ? OFFERS_BY_SCORE : OFFERS_BY_NAME);
    if (search->match)
        bind_real(&q, place->ranked.score);
    else
        bind_text(&q, place->name);
    bind_integer(&q, place->ranked.key);
    bind_integer(&q, search->limit);
    bind_text(&q, in->source_system);
    bind_integer(&q, DIRECTORY_OFFER_STATUS_ACTIVE);
    bind_text(&q, in->organisation_id);
    bind_text(&q, in->category ? text_folded(arena, in->category) : NULL);
    bind_text(&q, in->language);
    bind_integer(&q, in->has_with_capacity && in->with_capacity);
    bind_text(&q, search->now);
    if (search->match)
        bind_text(&q, search->match);
    while ((*more = store_next(&q)) && count < (size_t) search->limit) {
        place->ranked.key = column_integer(&q);
        place->name = column_text(&q, arena);
        place->ranked.score = column_real(&q);
        read_offer(&q, arena, &items[count++]);
    }
    out->items = items;
    out->count = count;
    return store_end(&q);
}
