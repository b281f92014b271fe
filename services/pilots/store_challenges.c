/* SPDX-License-Identifier: EUPL-1.2 */
/* Challenges and the proposals to them. An update of a challenge has the same form as its posting. */
#include "store_sql.h"

static int index_words(struct store *store, int64_t key, const struct pilots_challenge_updated *content)
{
    struct query q = store_query(store, "DELETE FROM challenge_text WHERE rowid = ?");
    bind_integer(&q, key);
    int rc = store_run(&q);
    if (rc)
        return rc;
    q = store_query(store,
                    "INSERT INTO challenge_text (rowid, title, problem, affected, success) VALUES (?, ?, ?, ?, ?)");
    bind_integer(&q, key);
    bind_text(&q, content->title);
    bind_text(&q, content->problem);
    bind_text(&q, content->affected);
    bind_text(&q, content->success);
    return store_run(&q);
}

static int write_challenge(struct store *store, const struct event *event,
                           const struct pilots_challenge_updated *content)
{
    int64_t key = 0;
    struct query q = store_query(store, "INSERT INTO challenge (key, challenge_id, organisation_id, status, domains,"
                                        " country, close_reason, version, posted_at, updated_at)"
                                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, 1, ?7, ?7)"
                                        " ON CONFLICT (challenge_id) DO UPDATE SET domains = excluded.domains,"
                                        " country = excluded.country, version = version + 1,"
                                        " updated_at = excluded.updated_at RETURNING key");
    bind_integer(&q, (int64_t) event->sequence);
    bind_text(&q, content->challenge_id);
    bind_text(&q, content->organisation_id);
    bind_integer(&q, PILOTS_CHALLENGE_STATUS_OPEN);
    bind_integer(&q, content->domains);
    bind_text(&q, content->country);
    bind_text(&q, event->head.time);
    while (store_next(&q))
        key = column_integer(&q);
    int rc = store_end(&q);
    if (rc)
        return rc;
    q = store_query(store, "INSERT INTO challenge_version (key, version, content)"
                           " SELECT key, version, ? FROM challenge WHERE key = ?");
    bind_message(&q, &pilots_challenge_updated_type, content);
    bind_integer(&q, key);
    rc = store_run(&q);
    return rc ? rc : index_words(store, key, content);
}

int apply_pilots_challenge_posted(struct store *store, const struct event *event,
                                  const struct pilots_challenge_posted *data)
{
    struct pilots_challenge_updated content = {0};
    message_assign(&pilots_challenge_updated_type, &content, &pilots_challenge_posted_type, data);
    return write_challenge(store, event, &content);
}

int apply_pilots_challenge_updated(struct store *store, const struct event *event,
                                   const struct pilots_challenge_updated *data)
{
    return write_challenge(store, event, data);
}

int apply_pilots_challenge_closed(struct store *store, const struct event *event,
                                  const struct pilots_challenge_closed *data)
{
    struct query q = store_query(store, "UPDATE challenge SET status = ?, close_reason = ?, updated_at = ?"
                                        " WHERE challenge_id = ?");
    bind_integer(&q, PILOTS_CHALLENGE_STATUS_CLOSED);
    bind_integer(&q, data->reason);
    bind_text(&q, event->head.time);
    bind_text(&q, data->challenge_id);
    return store_run(&q);
}

#define CHALLENGE_COLUMNS                                                                                              \
    " challenge.key, (SELECT name FROM organisation WHERE organisation.organisation_id = challenge.organisation_id),"  \
    " status, close_reason, version, posted_at, updated_at, content"
#define CHALLENGE_TABLES " challenge JOIN challenge_version AS v USING (key, version)"

/* Returns its key. */
static int64_t read_challenge(struct query *q, struct arena *arena, struct pilots_challenge *out)
{
    struct pilots_challenge_updated content;
    int64_t key = column_integer(q);
    out->organisation_name = column_text(q, arena);
    out->status = (enum pilots_challenge_status) column_integer(q);
    out->close_reason = (enum pilots_close_reason) column_integer(q);
    out->version = column_integer(q);
    out->posted_at = column_text(q, arena);
    out->updated_at = column_text(q, arena);
    column_message(q, &pilots_challenge_updated_type, arena, &content);
    message_assign(&pilots_challenge_type, out, &pilots_challenge_updated_type, &content);
    return key;
}

static int add_pilots(struct store *store, struct arena *arena, const struct viewer *viewer,
                      struct pilots_challenge *challenge)
{
    enum { MOST = 50 };
    struct text_list *pilots = &challenge->pilots;
    pilots->items = ARENA_ARRAY(arena, const char *, MOST);
    struct query q =
        store_query(store, "SELECT pilot_id FROM pilot WHERE challenge_id = ?3 AND " VISIBLE " ORDER BY key LIMIT ?4");
    bind_viewer(&q, viewer);
    bind_text(&q, challenge->challenge_id);
    bind_integer(&q, MOST);
    while (store_next(&q))
        pilots->items[pilots->count++] = column_text(&q, arena);
    return store_end(&q);
}

int find_challenge(struct store *store, struct arena *arena, const char *challenge_id, const struct viewer *viewer,
                   struct pilots_challenge *out)
{
    struct query q = store_query(store, "SELECT" CHALLENGE_COLUMNS " FROM" CHALLENGE_TABLES " WHERE challenge_id = ?");
    bind_text(&q, challenge_id);
    bool row = store_next(&q);
    if (row)
        read_challenge(&q, arena, out);
    int rc = store_end_found(&q, row);
    return rc ? rc : add_pilots(store, arena, viewer, out);
}

int find_challenge_version(struct store *store, struct arena *arena, int64_t version,
                           struct pilots_challenge *challenge)
{
    struct query q = store_query(store, "SELECT v.content FROM challenge JOIN challenge_version AS v USING (key)"
                                        " WHERE challenge_id = ? AND v.version = ?");
    bind_text(&q, challenge->challenge_id);
    bind_integer(&q, version);
    bool row = store_next(&q);
    if (row) {
        struct pilots_challenge_updated content;
        column_message(&q, &pilots_challenge_updated_type, arena, &content);
        message_assign(&pilots_challenge_type, challenge, &pilots_challenge_updated_type, &content);
        challenge->version = version;
    }
    return store_end_found(&q, row);
}

/* ?1 to ?4: what is wanted; ?5 how many, ?6 and (by score) ?7 where to begin, ?8 the words. */
#define WANTED                                                                                                         \
    " (?1 = 0 OR domains >> (?1 - 1) & 1) AND (?2 IS NULL OR country = ?2)"                                            \
    " AND (?3 IS NULL OR organisation_id = ?3) AND (?4 = 0 OR status = ?4)"
#define CHALLENGES_BY_KEY                                                                                              \
    "SELECT 0," CHALLENGE_COLUMNS " FROM" CHALLENGE_TABLES " WHERE challenge.key < ?6 AND" WANTED                      \
    " ORDER BY challenge.key DESC LIMIT ?5"
#define CHALLENGES_BY_SCORE                                                                                            \
    "SELECT score," CHALLENGE_COLUMNS " FROM (SELECT rowid, bm25(challenge_text, 10, 3, 1, 1) AS score"                \
    "   FROM challenge_text WHERE challenge_text MATCH ?8) AS hit JOIN challenge ON challenge.key = hit.rowid"         \
    " JOIN challenge_version AS v USING (key, version)"                                                                \
    " WHERE (score, challenge.key) > (?6, ?7) AND" WANTED " ORDER BY score, challenge.key LIMIT ?5"

int find_challenges(struct store *store, struct arena *arena, const struct pilots_search_challenges *in,
                    const char *match, const struct viewer *viewer, struct page *page,
                    struct pilots_challenge_list *out)
{
    struct pilots_challenge *items = ARENA_ARRAY(arena, struct pilots_challenge, (size_t) page->limit);
    size_t count = 0;
    struct query q = store_query(store, match ? CHALLENGES_BY_SCORE : CHALLENGES_BY_KEY);
    bind_integer(&q, in->domain);
    bind_text(&q, in->country);
    bind_text(&q, in->organisation_id);
    bind_integer(&q, in->status);
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
        page->place.key = read_challenge(&q, arena, &items[count++]);
    }
    int rc = store_end(&q);
    for (size_t i = 0; !rc && i < count; i++)
        rc = add_pilots(store, arena, viewer, &items[i]);
    *out = (struct pilots_challenge_list){items, count};
    return rc;
}

/*
 * Proposals.
 */
int apply_pilots_partnership_proposed(struct store *store, const struct event *event,
                                      const struct pilots_partnership_proposed *data)
{
    struct query q = store_query(store, "INSERT INTO proposal (key, proposal_id, challenge_id, owner_id,"
                                        " organisation_id, text, kinds, status, proposed_at)"
                                        " SELECT ?1, ?2, challenge_id, organisation_id, ?3, ?4, ?5, ?6, ?7"
                                        " FROM challenge WHERE challenge_id = ?8");
    bind_integer(&q, (int64_t) event->sequence);
    bind_text(&q, data->proposal_id);
    bind_text(&q, data->organisation_id);
    bind_text(&q, data->text);
    bind_integer(&q, data->kinds);
    bind_integer(&q, PILOTS_PROPOSAL_STATUS_PROPOSED);
    bind_text(&q, event->head.time);
    bind_text(&q, data->challenge_id);
    return store_run(&q);
}

static int end_proposal(struct store *store, const char *proposal_id, enum pilots_proposal_status status,
                        const char *answer, const char *time)
{
    struct query q = store_query(store, "UPDATE proposal SET status = ?, answer = ?, answered_at = ?"
                                        " WHERE proposal_id = ?");
    bind_integer(&q, status);
    bind_text(&q, answer);
    bind_text(&q, time);
    bind_text(&q, proposal_id);
    return store_run(&q);
}

int apply_pilots_proposal_withdrawn(struct store *store, const struct event *event,
                                    const struct pilots_proposal_withdrawn *data)
{
    (void) event;
    return end_proposal(store, data->proposal_id, PILOTS_PROPOSAL_STATUS_WITHDRAWN, NULL, NULL);
}

int apply_pilots_proposal_answered(struct store *store, const struct event *event,
                                   const struct pilots_proposal_answered *data)
{
    return end_proposal(store, data->proposal_id, data->status, data->text, event->head.time);
}

#define PROPOSAL_COLUMNS                                                                                               \
    " key, proposal_id, challenge_id, owner_id, organisation_id,"                                                      \
    " (SELECT name FROM organisation WHERE organisation.organisation_id = proposal.organisation_id),"                  \
    " text, kinds, status, answer, pilot_id, proposed_at, answered_at"

static int64_t read_proposal(struct query *q, struct arena *arena, struct proposal *out)
{
    struct pilots_proposal *content = &out->content;
    int64_t key = column_integer(q);
    content->proposal_id = column_text(q, arena);
    content->challenge_id = column_text(q, arena);
    out->owner_id = column_text(q, arena);
    content->organisation_id = column_text(q, arena);
    content->organisation_name = column_text(q, arena);
    content->text = column_text(q, arena);
    content->kinds = (uint32_t) column_integer(q);
    content->status = (enum pilots_proposal_status) column_integer(q);
    content->answer = column_text(q, arena);
    content->pilot_id = column_text(q, arena);
    content->proposed_at = column_text(q, arena);
    content->answered_at = column_text(q, arena);
    return key;
}

int find_proposal(struct store *store, struct arena *arena, const char *proposal_id, struct proposal *out)
{
    *out = (struct proposal){0};
    struct query q = store_query(store, "SELECT" PROPOSAL_COLUMNS " FROM proposal WHERE proposal_id = ?");
    bind_text(&q, proposal_id);
    bool row = store_next(&q);
    if (row)
        read_proposal(&q, arena, out);
    return store_end_found(&q, row);
}

int find_live_proposal(struct store *store, const char *challenge_id, const char *organisation_id)
{
    struct query q = store_query(store, "SELECT 1 FROM proposal WHERE challenge_id = ? AND organisation_id = ?"
                                        " AND status IN (?, ?)");
    bind_text(&q, challenge_id);
    bind_text(&q, organisation_id);
    bind_integer(&q, PILOTS_PROPOSAL_STATUS_PROPOSED);
    bind_integer(&q, PILOTS_PROPOSAL_STATUS_ACCEPTED);
    return store_end_found(&q, store_next(&q));
}

int find_accepted(struct store *store, struct arena *arena, const char *challenge_id, struct text_list *proposals,
                  struct text_list *organisations)
{
    enum { MOST = ORGANISATIONS_MAX - 1 }; /* beside who posted the challenge */
    *proposals = (struct text_list){.items = ARENA_ARRAY(arena, const char *, MOST)};
    *organisations = (struct text_list){.items = ARENA_ARRAY(arena, const char *, MOST)};
    struct query q = store_query(store, "SELECT proposal_id, organisation_id FROM proposal"
                                        " WHERE challenge_id = ? AND status = ? AND pilot_id IS NULL"
                                        " ORDER BY key LIMIT ?");
    bind_text(&q, challenge_id);
    bind_integer(&q, PILOTS_PROPOSAL_STATUS_ACCEPTED);
    bind_integer(&q, MOST);
    while (store_next(&q)) {
        proposals->items[proposals->count++] = column_text(&q, arena);
        organisations->items[organisations->count++] = column_text(&q, arena);
    }
    return store_end(&q);
}

int find_proposals(struct store *store, struct arena *arena, const struct pilots_list_proposals *in,
                   const char *organisation_id, struct page *page, struct pilots_proposal_list *out)
{
    struct pilots_proposal *items = ARENA_ARRAY(arena, struct pilots_proposal, (size_t) page->limit);
    size_t count = 0;
    struct query q = store_query(store, "SELECT" PROPOSAL_COLUMNS " FROM proposal"
                                        " WHERE (owner_id = ?1 OR organisation_id = ?1) AND key < ?2"
                                        " AND (?3 IS NULL OR challenge_id = ?3) AND (?4 = 0 OR status = ?4)"
                                        " ORDER BY key DESC LIMIT ?5");
    bind_text(&q, organisation_id);
    bind_integer(&q, page->place.key);
    bind_text(&q, in->challenge_id);
    bind_integer(&q, in->status);
    bind_integer(&q, page->limit + 1);
    while ((page->more = store_next(&q)) && count < (size_t) page->limit) {
        struct proposal found = {0};
        page->place.key = read_proposal(&q, arena, &found);
        items[count++] = found.content;
    }
    *out = (struct pilots_proposal_list){items, count};
    return store_end(&q);
}
