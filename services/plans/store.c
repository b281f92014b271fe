/* SPDX-License-Identifier: EUPL-1.2 */
#include "store.h"

#include "plans_dispatch.h"
#include "store_sql.h"

_Static_assert(PLANS_ITEM_KIND_PLAN == 1 && PLANS_PARTICIPANT_STATUS_JOINED == 2, "numbered below");

/*
 * Plans.
 */
int keep_plan(struct store *store, const char *case_id, const char *home_id)
{
    struct query q = store_query(store, "INSERT OR IGNORE INTO plan (case_id, home_id, version) VALUES (?, ?, 0)");
    bind_text(&q, case_id);
    bind_text(&q, home_id);
    return store_run(&q);
}

int apply_plans_plan_changed(struct store *store, const struct event *event, const struct plans_plan_changed *data)
{
    const struct change change = {
        PLANS_ITEM_KIND_PLAN, data->case_id, data->case_id, data->version, {PLANS_VISIBILITY_PARTICIPANTS, NULL}, data};
    struct query q =
        store_query(store, "INSERT INTO plan (case_id, home_id, sequence, version, rhythm, rhythm_since)"
                           " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (case_id) DO UPDATE SET"
                           " sequence = excluded.sequence, version = excluded.version, rhythm = excluded.rhythm,"
                           " rhythm_since = iif(rhythm IS excluded.rhythm, rhythm_since, excluded.rhythm_since)");
    bind_text(&q, data->case_id);
    bind_text(&q, data->home_id);
    bind_integer(&q, (int64_t) event->sequence);
    bind_integer(&q, data->version);
    bind_optional(&q, data->has_check_in_every_days, data->check_in_every_days);
    bind_text(&q, event->head.time);
    int rc = store_run(&q);
    return rc ? rc : keep_change(store, event, &change);
}

/* 0: nothing was said. */
static int find_plan_version(struct store *store, const char *case_id, const char *as_of, int64_t *version)
{
    struct query q = store_query(store, as_of ? "SELECT version FROM change WHERE case_id = ?1 AND kind = 1"
                                                " AND item_id = ?1 AND at <= ?2 ORDER BY version DESC LIMIT 1"
                                              : "SELECT version FROM plan WHERE case_id = ?1");
    bind_text(&q, case_id);
    if (as_of)
        bind_text(&q, as_of);
    *version = store_next(&q) ? column_integer(&q) : 0;
    return store_end(&q);
}

int find_plan(struct store *store, struct arena *arena, const struct subject_of_care *about, const char *as_of,
              struct plans_plan *plan)
{
    int64_t version;
    *plan = (struct plans_plan){.case_id = about->case_id,
                                .citizen_id = about->citizen_id,
                                .home_id = about->home_id,
                                .status = PLANS_PLAN_STATUS_DRAFT};
    int rc = find_plan_version(store, about->case_id, as_of, &version);
    if (rc || version == 0)
        return rc;
    return find_version(store, arena, PLANS_ITEM_KIND_PLAN, about->case_id, about->case_id, version, NULL, plan);
}

/* clang-format off */
#define RHYTHM_SINCE                                                                                                   \
    "SELECT max(rhythm_since, coalesce((SELECT at FROM check_in LEFT JOIN item USING (item_id)"                        \
    "   WHERE check_in.case_id = ?1 AND " SEEN("check_in", "?2")                                                       \
    "   AND (item_id IS NULL OR " SEEN("item", "?2") ") ORDER BY at DESC, check_in_id DESC LIMIT 1), ''))"             \
    " FROM plan WHERE case_id = ?1 AND rhythm IS NOT NULL"
/* clang-format on */

int find_rhythm(struct store *store, struct arena *arena, const char *case_id, const char *viewer, const char **since)
{
    struct query q = store_query(store, RHYTHM_SINCE);
    bind_text(&q, case_id);
    bind_text(&q, viewer);
    bool row = store_next(&q);
    if (row)
        *since = column_text(&q, arena);
    return store_end_found(&q, row);
}

int find_plans(struct store *store, struct arena *arena, const struct plan_filter *filter, struct plan_list *list)
{
    *list = (struct plan_list){.items = ARENA_ARRAY(arena, struct plan_place, (size_t) filter->limit)};
    /* Two runs of an index each, in order; SQLite merges them and reads no further than the limit. */
    struct query q = store_query(
        store, "SELECT case_id, citizen_id, home_id, citizen_name FROM plan JOIN citizen_case USING (case_id, home_id)"
               " WHERE home_id = ?1 AND case_id < coalesce(?2, '~')"
               " UNION ALL SELECT case_id, citizen_id, home_id, citizen_name"
               " FROM participant JOIN citizen_case USING (case_id)"
               " WHERE organisation_id = ?1 AND status = 2 AND case_id < coalesce(?2, '~') AND home_id <> ?1"
               " AND EXISTS (SELECT 1 FROM runtime_consent AS consent WHERE consent.organisation_id = ?1"
               "  AND consent.citizen_id = citizen_case.citizen_id AND consent.valid_until > ?3"
               "  AND consent.categories & ?4) ORDER BY case_id DESC LIMIT ?5");
    bind_text(&q, filter->organisation_id);
    bind_text(&q, filter->before);
    bind_text(&q, filter->now);
    bind_integer(&q, CATEGORY(PLAN));
    bind_integer(&q, filter->limit);
    while (store_next(&q)) {
        struct plan_place *place = &list->items[list->count++];
        place->about.case_id = column_text(&q, arena);
        place->about.citizen_id = column_text(&q, arena);
        place->about.home_id = column_text(&q, arena);
        place->citizen_name = column_text(&q, arena);
    }
    return store_end(&q);
}

/*
 * Participants.
 */
static void read_participant(struct query *q, struct arena *arena, struct plans_participant *participant)
{
    participant->organisation_id = column_text(q, arena);
    participant->status = (enum plans_participant_status) column_integer(q);
    participant->source = (enum plans_participant_source) column_integer(q);
    participant->referral_id = column_text(q, arena);
    participant->edits_goals = column_integer(q) != 0;
    participant->since = column_text(q, arena);
}

#define PARTICIPANT_COLUMNS "organisation_id, status, source, referral_id, edits_goals, since"

/* That an organisation came into the plan, and what it does there, all participants see; before and after, whether it
 * is asked is its own business. */
int apply_plans_participant_changed(struct store *store, const struct event *event,
                                    const struct plans_participant_changed *data)
{
    int64_t version = 1;
    bool joined = data->status == PLANS_PARTICIPANT_STATUS_JOINED;
    struct query q = store_query(store, "SELECT version + 1, status = 2 FROM participant WHERE case_id = ?"
                                        " AND organisation_id = ?");
    bind_text(&q, data->case_id);
    bind_text(&q, data->organisation_id);
    if (store_next(&q)) {
        version = column_integer(&q);
        joined |= column_integer(&q) != 0;
    }
    int rc = store_end(&q);
    if (rc)
        return rc;

    q = store_query(store, "INSERT INTO participant (case_id, organisation_id, version, status, source, referral_id,"
                           " edits_goals, since, removed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
                           " ON CONFLICT (case_id, organisation_id) DO UPDATE SET version = excluded.version,"
                           " since = iif(status = excluded.status, since, excluded.since), status = excluded.status,"
                           " source = excluded.source, referral_id = excluded.referral_id,"
                           " edits_goals = excluded.edits_goals, removed = excluded.removed");
    bind_text(&q, data->case_id);
    bind_text(&q, data->organisation_id);
    bind_integer(&q, version);
    bind_integer(&q, data->status);
    bind_optional(&q, data->source, data->source);
    bind_text(&q, data->referral_id);
    bind_integer(&q, data->edits_goals);
    bind_text(&q, event->head.time);
    bind_integer(&q, data->status == PLANS_PARTICIPANT_STATUS_LEFT && data->editor.kind != PLANS_EDITOR_KIND_SYSTEM);
    rc = store_run(&q);
    const struct change change = {
        PLANS_ITEM_KIND_PARTICIPANT,
        data->case_id,
        data->organisation_id,
        version,
        {joined ? PLANS_VISIBILITY_PARTICIPANTS : PLANS_VISIBILITY_RESPONSIBLE, data->organisation_id},
        data};
    if (!rc)
        rc = keep_change(store, event, &change);
    return rc ? rc : keep_plan(store, data->case_id, data->home_id);
}

int find_participant(struct store *store, struct arena *arena, const char *case_id, const char *organisation_id,
                     struct participant *participant)
{
    *participant = (struct participant){.content.organisation_id = organisation_id};
    struct query q = store_query(store, "SELECT " PARTICIPANT_COLUMNS ", removed FROM participant WHERE case_id = ?"
                                        " AND organisation_id = ?");
    bind_text(&q, case_id);
    bind_text(&q, organisation_id);
    if (store_next(&q)) {
        read_participant(&q, arena, &participant->content);
        participant->removed = column_integer(&q) != 0;
    }
    return store_end(&q);
}

int find_participants(struct store *store, struct arena *arena, const char *case_id, struct participant_list *list)
{
    *list = (struct participant_list){.items = ARENA_ARRAY(arena, struct plans_participant, PARTICIPANTS_MAX)};
    struct query q = store_query(store, "SELECT " PARTICIPANT_COLUMNS " FROM participant WHERE case_id = ?"
                                        " ORDER BY organisation_id");
    bind_text(&q, case_id);
    while (list->count < PARTICIPANTS_MAX && store_next(&q))
        read_participant(&q, arena, &list->items[list->count++]);
    return store_end(&q);
}

/*
 * Comments and check-ins. What they are about was seen by some when they were made, and is by some now: who sees both,
 * sees them.
 */
static int find_sight(struct store *store, struct arena *arena, const char *item_id, struct sight *sight)
{
    *sight = (struct sight){PLANS_VISIBILITY_PARTICIPANTS, NULL};
    struct query q = store_query(store, "SELECT visibility, responsible_id FROM item WHERE item_id = ?");
    bind_text(&q, item_id);
    if (store_next(&q)) {
        sight->visibility = (enum plans_visibility) column_integer(&q);
        sight->responsible_id = column_text(&q, arena);
    }
    return store_end(&q);
}

int apply_plans_commented(struct store *store, const struct event *event, const struct plans_commented *data)
{
    struct arena arena = {0};
    struct sight sight;
    const char *item_id = data->goal_id ? data->goal_id : data->activity_id;
    int rc = find_sight(store, &arena, item_id, &sight);
    if (!rc) {
        struct query q = store_query(store, "INSERT INTO comment (comment_id, case_id, at, item_id, visibility,"
                                            " responsible_id, content) VALUES (?, ?, ?, ?, ?, ?, ?)");
        bind_text(&q, data->comment_id);
        bind_text(&q, data->case_id);
        bind_text(&q, data->edited_at ? data->edited_at : event->head.time);
        bind_text(&q, item_id);
        bind_integer(&q, sight.visibility);
        bind_text(&q, sight.responsible_id);
        bind_message(&q, &plans_commented_type, data);
        rc = store_run(&q);
    }
    if (!rc)
        rc = keep_plan(store, data->case_id, data->home_id);
    arena_free(&arena);
    return rc;
}

int apply_plans_checked_in(struct store *store, const struct event *event, const struct plans_checked_in *data)
{
    (void) event;
    struct arena arena = {0};
    struct sight sight;
    int rc = find_sight(store, &arena, data->goal_id, &sight);
    if (!rc) {
        struct query q = store_query(store, "INSERT INTO check_in (check_in_id, case_id, at, item_id, visibility,"
                                            " responsible_id, score, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        bind_text(&q, data->check_in_id);
        bind_text(&q, data->case_id);
        bind_text(&q, data->at);
        bind_text(&q, data->goal_id);
        bind_integer(&q, sight.visibility);
        bind_text(&q, sight.responsible_id);
        bind_optional(&q, data->has_score, data->score);
        bind_message(&q, &plans_checked_in_type, data);
        rc = store_run(&q);
    }
    if (!rc)
        rc = keep_plan(store, data->case_id, data->home_id);
    arena_free(&arena);
    return rc;
}

/* '~' is behind every time. */
/* clang-format off */
#define SAID(table, id)                                                                                                \
    "SELECT content, at FROM " table " LEFT JOIN item USING (item_id) WHERE " table ".case_id = ?1"                    \
    " AND (?2 IS NULL OR " table ".item_id = ?2) AND (at, " id ") < (coalesce(?3, '~'), coalesce(?4, ''))"             \
    " AND " SEEN(table, "?5") " AND (item.item_id IS NULL OR " SEEN("item", "?5") ")"                                  \
    " ORDER BY at DESC, " id " DESC LIMIT ?6"
/* clang-format on */

static void bind_words(struct query *q, const struct word_filter *filter)
{
    bind_text(q, filter->case_id);
    bind_text(q, filter->item_id);
    bind_text(q, filter->before ? filter->before->at : NULL);
    bind_text(q, filter->before ? filter->before->id : NULL);
    bind_text(q, filter->viewer);
    bind_integer(q, filter->limit);
}

int find_comments(struct store *store, struct arena *arena, const struct word_filter *filter, struct comment_list *list)
{
    *list = (struct comment_list){.items = ARENA_ARRAY(arena, struct plans_comment, (size_t) filter->limit)};
    struct query q = store_query(store, SAID("comment", "comment_id"));
    bind_words(&q, filter);
    while (store_next(&q)) {
        struct plans_comment *comment = &list->items[list->count++];
        struct plans_commented data;
        column_message(&q, &plans_commented_type, arena, &data);
        message_assign(&plans_comment_type, comment, &plans_commented_type, &data);
        comment->at = column_text(&q, arena);
    }
    return store_end(&q);
}

int find_check_ins(struct store *store, struct arena *arena, const struct word_filter *filter,
                   struct check_in_list *list)
{
    *list = (struct check_in_list){.items = ARENA_ARRAY(arena, struct plans_check_in, (size_t) filter->limit)};
    struct query q = store_query(store, SAID("check_in", "check_in_id"));
    bind_words(&q, filter);
    while (store_next(&q)) {
        struct plans_checked_in data;
        column_message(&q, &plans_checked_in_type, arena, &data);
        message_assign(&plans_check_in_type, &list->items[list->count++], &plans_checked_in_type, &data);
    }
    return store_end(&q);
}

int find_comment_id(struct store *store, const char *comment_id)
{
    struct query q = store_query(store, "SELECT 1 FROM comment WHERE comment_id = ?");
    bind_text(&q, comment_id);
    return store_end_found(&q, store_next(&q));
}

int find_check_in_id(struct store *store, const char *check_in_id)
{
    struct query q = store_query(store, "SELECT 1 FROM check_in WHERE check_in_id = ?");
    bind_text(&q, check_in_id);
    return store_end_found(&q, store_next(&q));
}

int find_trend(struct store *store, struct arena *arena, const char *goal_id, const char *viewer, const char *as_of,
               const struct plans_trend **trend)
{
    struct plans_trend found = {0};
    int64_t scores[TREND_SCORES];
    size_t count = 0;
    struct query q = store_query(
        store,
        "SELECT score, at, count(*) OVER () FROM check_in WHERE item_id = ?1 AND score IS NOT NULL"
        " AND at <= coalesce(?2, '~') AND " SEEN("check_in", "?3") " ORDER BY at DESC, check_in_id DESC LIMIT ?4");
    bind_text(&q, goal_id);
    bind_text(&q, as_of);
    bind_text(&q, viewer);
    bind_integer(&q, TREND_SCORES);
    while (count < TREND_SCORES && store_next(&q)) {
        scores[count] = column_integer(&q);
        const char *at = column_text(&q, arena);
        found.count = column_integer(&q);
        if (count++ == 0)
            found.last_at = at;
    }
    int rc = store_end(&q);
    *trend = NULL;
    if (rc || count == 0)
        return rc;
    found.has_last_score = true;
    found.last_score = scores[0];
    found.direction = rules_trend(scores, count);
    struct plans_trend *kept = ARENA_ARRAY(arena, struct plans_trend, 1);
    *kept = found;
    *trend = kept;
    return 0;
}
