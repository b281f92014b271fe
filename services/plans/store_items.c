/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Items and their changes. A change is only ever appended; the row of an item names its last one and repeats of it what
 * lists choose by. So an edit costs the same whatever the number of plans, items and versions.
 */
#include "store.h"

#include "plans_dispatch.h"
#include "store_sql.h"

_Static_assert(PLANS_ITEM_KIND_GOAL == 2 && PLANS_ITEM_KIND_ACTIVITY == 3, "numbered below");

/* What an item is made of: the data of the event that changes it, and two times that no event carries. */
struct kind {
    const struct message_type *item, *event;
    uint16_t added_at, changed_at; /* offsets in the item */
};

/* clang-format off */
static const struct kind kinds[] = {
    [PLANS_ITEM_KIND_PLAN] =        {&plans_plan_type,        &plans_plan_changed_type,
                                     NO_OFFSET, offsetof(struct plans_plan, updated_at)},
    [PLANS_ITEM_KIND_GOAL] =        {&plans_goal_type,        &plans_goal_changed_type,
                                     offsetof(struct plans_goal, created_at), offsetof(struct plans_goal, updated_at)},
    [PLANS_ITEM_KIND_ACTIVITY] =    {&plans_activity_type,    &plans_activity_changed_type,
                                     offsetof(struct plans_activity, created_at), offsetof(struct plans_activity, updated_at)},
    [PLANS_ITEM_KIND_PARTICIPANT] = {&plans_participant_type, &plans_participant_changed_type,
                                     NO_OFFSET, offsetof(struct plans_participant, since)},
};
/* clang-format on */

const struct message_type *item_type(enum plans_item_kind kind)
{
    return kinds[kind].item;
}

/*
 * What is applied.
 */
int keep_change(struct store *store, const struct event *event, const struct change *change)
{
    struct query q = store_query(store, "INSERT INTO change (sequence, case_id, kind, item_id, version, at, visibility,"
                                        " responsible_id, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    bind_integer(&q, (int64_t) event->sequence);
    bind_text(&q, change->case_id);
    bind_integer(&q, change->kind);
    bind_text(&q, change->item_id);
    bind_integer(&q, change->version);
    bind_text(&q, event->head.time);
    bind_integer(&q, change->sight.visibility);
    bind_text(&q, change->sight.responsible_id);
    bind_message(&q, kinds[change->kind].event, change->data);
    return store_run(&q);
}

/* The part of an item's row that only goals and activities have. */
struct row {
    int status;
    const char *due_date, *referral_id, *home_id;
};

static int keep_item(struct store *store, const struct event *event, const struct change *change, const struct row *row)
{
    struct query q = store_query(store, "INSERT INTO item (added, item_id, case_id, kind, added_at, sequence, version,"
                                        " status, visibility, responsible_id, due_date, referral_id)"
                                        " VALUES (?1, ?2, ?3, ?4, ?5, ?1, ?6, ?7, ?8, ?9, ?10, ?11)"
                                        " ON CONFLICT (item_id) DO UPDATE SET sequence = excluded.sequence,"
                                        " version = excluded.version, status = excluded.status,"
                                        " visibility = excluded.visibility, responsible_id = excluded.responsible_id,"
                                        " due_date = excluded.due_date");
    bind_integer(&q, (int64_t) event->sequence);
    bind_text(&q, change->item_id);
    bind_text(&q, change->case_id);
    bind_integer(&q, change->kind);
    bind_text(&q, event->head.time);
    bind_integer(&q, change->version);
    bind_integer(&q, row->status);
    bind_integer(&q, change->sight.visibility);
    bind_text(&q, change->sight.responsible_id);
    bind_text(&q, row->due_date);
    bind_text(&q, row->referral_id);
    int rc = store_run(&q);
    if (!rc)
        rc = keep_change(store, event, change);
    return rc ? rc : keep_plan(store, change->case_id, row->home_id);
}

int apply_plans_goal_changed(struct store *store, const struct event *event, const struct plans_goal_changed *data)
{
    const struct change change = {PLANS_ITEM_KIND_GOAL,     data->case_id, data->goal_id, data->version,
                                  {data->visibility, NULL}, data};
    return keep_item(store, event, &change, &(struct row){(int) data->status, data->due_date, NULL, data->home_id});
}

int apply_plans_activity_changed(struct store *store, const struct event *event,
                                 const struct plans_activity_changed *data)
{
    const char *responsible_id = data->responsible ? data->responsible->organisation_id : NULL;
    const struct change change = {PLANS_ITEM_KIND_ACTIVITY,           data->case_id, data->activity_id, data->version,
                                  {data->visibility, responsible_id}, data};
    return keep_item(store, event, &change,
                     &(struct row){(int) data->status, data->due_date, data->referral_id, data->home_id});
}

/* Only told, never recorded: see their contract. */
int apply_plans_goal_hidden(struct store *store, const struct event *event, const struct plans_goal_hidden *data)
{
    (void) store, (void) event, (void) data;
    return -EBADMSG;
}

int apply_plans_activity_hidden(struct store *store, const struct event *event,
                                const struct plans_activity_hidden *data)
{
    (void) store, (void) event, (void) data;
    return -EBADMSG;
}

/*
 * What is found.
 */
static void set_text(void *message, uint16_t offset, const char *text)
{
    if (offset != NO_OFFSET)
        memcpy((char *) message + offset, &text, sizeof text);
}

/* The columns content, at, added_at; returns the event's data. */
static const void *read_item(struct query *q, struct arena *arena, const struct kind *kind, void *item)
{
    void *data = arena_alloc(arena, kind->event->size);
    column_message(q, kind->event, arena, data);
    memset(item, 0, kind->item->size);
    message_assign(kind->item, item, kind->event, data);
    set_text(item, kind->changed_at, column_text(q, arena));
    set_text(item, kind->added_at, column_text(q, arena));
    return data;
}

static int read_one(struct query *q, struct arena *arena, enum plans_item_kind kind, void *item)
{
    bool row = store_next(q);
    if (row)
        read_item(q, arena, &kinds[kind], item);
    return store_end_found(q, row);
}

int find_item(struct store *store, struct arena *arena, enum plans_item_kind kind, const char *item_id, void *item)
{
    struct query q = store_query(store, "SELECT content, at, added_at FROM item JOIN change USING (case_id, sequence)"
                                        " WHERE item.item_id = ? AND item.kind = ?");
    bind_text(&q, item_id);
    bind_integer(&q, kind);
    return read_one(&q, arena, kind, item);
}

int find_item_id(struct store *store, const char *item_id)
{
    struct query q = store_query(store, "SELECT 1 FROM item WHERE item_id = ?");
    bind_text(&q, item_id);
    return store_end_found(&q, store_next(&q));
}

int find_visible_goal(struct store *store, const char *case_id, const char *goal_id, const char *viewer)
{
    struct query q = store_query(store, "SELECT 1 FROM item WHERE item_id = ?1 AND case_id = ?2 AND kind = 2"
                                        " AND " SEEN("item", "?3"));
    bind_text(&q, goal_id);
    bind_text(&q, case_id);
    bind_text(&q, viewer);
    return store_end_found(&q, store_next(&q));
}

int find_version(struct store *store, struct arena *arena, enum plans_item_kind kind, const char *case_id,
                 const char *item_id, int64_t version, const char *viewer, void *item)
{
    struct query q = store_query(store, "SELECT c.content, c.at, added_at FROM change AS c"
                                        " LEFT JOIN item ON item.item_id = c.item_id"
                                        " WHERE c.case_id = ?1 AND c.kind = ?2 AND c.item_id = ?3 AND c.version = ?4"
                                        " AND " SEEN("c", "?5"));
    bind_text(&q, case_id);
    bind_integer(&q, kind);
    bind_text(&q, item_id);
    bind_integer(&q, version);
    bind_text(&q, viewer);
    return read_one(&q, arena, kind, item);
}

/* clang-format off */
#define ITEMS_NOW                                                                                                      \
    "SELECT content, at, added_at FROM item JOIN change USING (case_id, sequence)"                                     \
    " WHERE item.case_id = ?1 AND item.kind = ?2 AND " SEEN("item", "?3") " ORDER BY item.added"
#define ITEMS_AS_OF                                                                                                    \
    "SELECT c.content, c.at, item.added_at FROM item JOIN change AS c"                                                 \
    " ON c.case_id = item.case_id AND c.sequence = (SELECT past.sequence FROM change AS past"                          \
    "   WHERE past.case_id = item.case_id AND past.kind = item.kind"                                                   \
    "   AND past.item_id = item.item_id AND past.at <= ?4 ORDER BY past.version DESC LIMIT 1)"                         \
    " WHERE item.case_id = ?1 AND item.kind = ?2 AND " SEEN("item", "?3") " AND " SEEN("c", "?3")                      \
    " ORDER BY item.added"
/* clang-format on */

static struct query query_items(struct store *store, enum plans_item_kind kind, const struct item_filter *filter)
{
    struct query q = store_query(store, filter->as_of ? ITEMS_AS_OF : ITEMS_NOW);
    bind_text(&q, filter->case_id);
    bind_integer(&q, kind);
    bind_text(&q, filter->viewer);
    if (filter->as_of)
        bind_text(&q, filter->as_of);
    return q;
}

int find_goals(struct store *store, struct arena *arena, const struct item_filter *filter, struct goal_list *list)
{
    *list = (struct goal_list){.items = ARENA_ARRAY(arena, struct plans_goal, GOALS_MAX)};
    struct query q = query_items(store, PLANS_ITEM_KIND_GOAL, filter);
    while (list->count < GOALS_MAX && store_next(&q))
        read_item(&q, arena, &kinds[PLANS_ITEM_KIND_GOAL], &list->items[list->count++]);
    return store_end(&q);
}

int find_activities(struct store *store, struct arena *arena, const struct item_filter *filter,
                    struct activity_list *list)
{
    *list = (struct activity_list){.items = ARENA_ARRAY(arena, struct plans_activity, ACTIVITIES_MAX)};
    struct query q = query_items(store, PLANS_ITEM_KIND_ACTIVITY, filter);
    while (list->count < ACTIVITIES_MAX && store_next(&q))
        read_item(&q, arena, &kinds[PLANS_ITEM_KIND_ACTIVITY], &list->items[list->count++]);
    return store_end(&q);
}

int count_items(struct store *store, enum plans_item_kind kind, const char *case_id, int64_t *count)
{
    struct query q = store_query(store, "SELECT count(*) FROM item WHERE case_id = ? AND kind = ?");
    bind_text(&q, case_id);
    bind_integer(&q, kind);
    *count = store_next(&q) ? column_integer(&q) : 0;
    return store_end(&q);
}

int find_activity_of(struct store *store, struct arena *arena, const char *referral_id, struct plans_activity *activity)
{
    struct query q = store_query(store, "SELECT content, at, added_at FROM item JOIN change USING (case_id, sequence)"
                                        " WHERE item.referral_id = ?");
    bind_text(&q, referral_id);
    return read_one(&q, arena, PLANS_ITEM_KIND_ACTIVITY, activity);
}

int find_taken_on(struct store *store, const char *case_id, const char *viewer, bool *taken_on)
{
    struct query q = store_query(store, "SELECT 1 FROM item WHERE case_id = ?1 AND kind = 2"
                                        " AND (?2 >> (status - 1)) & 1 = 1 AND " SEEN("item", "?3") " LIMIT 1");
    bind_text(&q, case_id);
    bind_integer(&q, GOALS_TAKEN_ON);
    bind_text(&q, viewer);
    *taken_on = store_next(&q);
    return store_end(&q);
}

int find_counts(struct store *store, const char *case_id, const char *viewer, const char *today,
                struct plans_plan_summary *summary)
{
    struct query q =
        store_query(store, "SELECT count(*) FILTER (WHERE kind = 2 AND (?3 >> (status - 1)) & 1 = 1),"
                           " count(*) FILTER (WHERE kind = 2 AND status = ?4),"
                           " count(*) FILTER (WHERE kind = 3 AND (?5 >> (status - 1)) & 1 = 1),"
                           " count(*) FILTER (WHERE kind = 3 AND (?5 >> (status - 1)) & 1 = 1 AND due_date < ?6)"
                           " FROM item WHERE case_id = ?1 AND " SEEN("item", "?2"));
    bind_text(&q, case_id);
    bind_text(&q, viewer);
    bind_integer(&q, GOALS_WORKED_ON);
    bind_integer(&q, PLANS_GOAL_STATUS_PROPOSED);
    bind_integer(&q, ALL_ACTIVITIES & ~ACTIVITIES_ENDED);
    bind_text(&q, today);
    if (store_next(&q)) {
        summary->goals = column_integer(&q);
        summary->proposed = column_integer(&q);
        summary->activities = column_integer(&q);
        summary->overdue = column_integer(&q);
    }
    return store_end(&q);
}

/*
 * History. Of what is not visible now, nothing is told; of the rest the versions that were visible when they were made.
 * A participant's rows have their own sight (see apply_plans_participant_changed).
 */
static struct query query_history(struct store *store, const struct past_filter *filter)
{
/* clang-format off */
#define HISTORY(where, order)                                                                                          \
    "SELECT c.sequence, c.at, c.kind, c.item_id, c.version, c.content, c.at, item.added_at,"                           \
    " before.sequence, before.content, before.at, item.added_at"                                                       \
    " FROM change AS c LEFT JOIN item ON c.kind IN (2, 3) AND item.item_id = c.item_id"                                \
    " LEFT JOIN change AS before ON before.case_id = c.case_id AND before.kind = c.kind"                               \
    "   AND before.item_id = c.item_id AND before.version = c.version - 1 AND " SEEN("before", "?2")                   \
    " WHERE c.case_id = ?1 AND " where " AND " SEEN("c", "?2")                                                         \
    " AND (item.item_id IS NULL OR " SEEN("item", "?2") ") ORDER BY " order " DESC LIMIT ?4"
    /* clang-format on */
    /* The plus keeps SQLite on the item's own changes, instead of looking for them among all of the plan. */
    struct query q = store_query(store, filter->item_id ? HISTORY("c.kind = (SELECT kind FROM item WHERE item_id = ?5)"
                                                                  " AND c.item_id = ?5 AND +c.sequence < ?3",
                                                                  "c.version")
                                                        : HISTORY("c.sequence < ?3", "c.sequence"));
#undef HISTORY
    bind_text(&q, filter->case_id);
    bind_text(&q, filter->viewer);
    bind_integer(&q, filter->before);
    bind_integer(&q, filter->limit);
    if (filter->item_id)
        bind_text(&q, filter->item_id);
    return q;
}

int find_history(struct store *store, struct arena *arena, const struct past_filter *filter, struct past_list *list)
{
    *list = (struct past_list){.items = ARENA_ARRAY(arena, struct past, (size_t) filter->limit)};
    struct query q = query_history(store, filter);
    while (store_next(&q)) {
        struct past *past = &list->items[list->count++];
        struct plans_history_entry *entry = &past->entry;
        int64_t sequence = column_integer(&q);
        const char *at = column_text(&q, arena);
        enum plans_item_kind item_kind = (enum plans_item_kind) column_integer(&q);
        const char *item_id = column_text(&q, arena);
        int64_t version = column_integer(&q);

        const struct kind *kind = &kinds[item_kind];
        past->item = arena_alloc(arena, kind->item->size);
        message_assign(&plans_history_entry_type, entry, kind->event, read_item(&q, arena, kind, past->item));
        entry->sequence = sequence;
        entry->at = at;
        entry->item = item_kind;
        entry->item_id = item_kind == PLANS_ITEM_KIND_PLAN ? NULL : item_id;
        entry->version = version;
        if (column_integer(&q) > 0) {
            past->before = arena_alloc(arena, kind->item->size);
            read_item(&q, arena, kind, past->before);
        }
    }
    return store_end(&q);
}
