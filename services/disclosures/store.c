/* SPDX-License-Identifier: EUPL-1.2 */
#include "store.h"

#include "disclosures_dispatch.h"

#define CONTENTS_MAX 256 /* of one announcement */
#define NOBODY ""        /* the citizen of what is about none */

/* The statements below name it by number. */
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
    return store_end_found(&q, found);
}

/*
 * Telling.
 */

const char *recipient_name(enum disclosures_recipient kind, const char *id)
{
    return id ? id : message_enum_text(&disclosures_recipient_enum, (int) kind);
}

static const struct disclosures_content *content_of(const struct disclosures_announced *announced,
                                                    const struct disclosures_addressee *to)
{
    return (uint64_t) to->content < announced->contents.count ? &announced->contents.items[to->content] : NULL;
}

static void say(struct buffer *words, const char *type, const char *name)
{
    buffer_append(words, " ", words->size > 0);
    buffer_append(words, type, strlen(type));
    buffer_append(words, ":", 1);
    buffer_append(words, name, strlen(name));
}

static int keep_answered(struct store *store, const struct disclosures_announced *announced)
{
    struct buffer said = {0};
    for (size_t i = 0; i < announced->addressees.count; i++) {
        const struct disclosures_addressee *to = &announced->addressees.items[i];
        say(&said, content_of(announced, to)->entry.type, recipient_name(to->recipient, to->recipient_id));
    }
    if (announced->addressees.count == 0)
        say(&said, announced->type, recipient_name(DISCLOSURES_RECIPIENT_NOBODY, NULL));
    buffer_append(&said, "", 1);
    struct query q =
        store_query(store, "INSERT INTO answered (stream, sequence, recipients) VALUES (?, ?, ?)"
                           " ON CONFLICT (stream) DO UPDATE SET recipients = CASE"
                           " WHEN sequence = excluded.sequence THEN recipients || ' ' || excluded.recipients"
                           " ELSE excluded.recipients END, sequence = excluded.sequence");
    bind_text(&q, announced->stream);
    bind_integer(&q, announced->sequence);
    bind_text(&q, (const char *) said.data);
    int rc = store_run(&q);
    buffer_free(&said);
    return rc;
}

int find_answered(struct store *store, struct arena *arena, const char *stream, uint64_t sequence,
                  const char **recipients)
{
    struct query q = store_query(store, "SELECT recipients FROM answered WHERE stream = ? AND sequence = ?");
    bind_text(&q, stream);
    bind_integer(&q, (int64_t) sequence);
    *recipients = store_next(&q) ? column_text(&q, arena) : NULL;
    return store_end(&q);
}

/* One of the contents, for the rows of those who are told it. */
struct telling {
    int64_t id;
    const char *item_id; /* the goal or activity it is about, NULL for none */
    bool hides;          /* it says that this may not be seen any more */
};

static int keep_content(struct store *store, const struct disclosures_announced *announced, size_t number, int64_t id)
{
    int64_t readers = 0;
    for (size_t i = 0; i < announced->addressees.count; i++)
        readers += (size_t) announced->addressees.items[i].content == number;
    struct query q = store_query(store, "INSERT INTO content (id, readers, entry) VALUES (?, ?, ?)");
    bind_integer(&q, id);
    bind_integer(&q, readers);
    bind_message(&q, &common_cloud_event_type, &announced->contents.items[number].entry);
    return store_run(&q);
}

static int remove_told_of_item(struct store *store, const struct disclosures_addressee *to, const char *item_id)
{
    struct query q = store_query(store, "DELETE FROM told WHERE recipient = ? AND item_id = ?");
    bind_text(&q, recipient_name(to->recipient, to->recipient_id));
    bind_text(&q, item_id);
    return store_run(&q);
}

static int remove_told_by_consent(struct store *store, const char *citizen_id, const struct disclosures_addressee *to)
{
    struct query q = store_query(store, "DELETE FROM told WHERE recipient = ? AND citizen_id = ? AND basis = 2"
                                        " AND marker = 0");
    bind_text(&q, to->recipient_id);
    bind_text(&q, citizen_id);
    return store_run(&q);
}

static int insert_told(struct store *store, const struct event *event, const struct disclosures_announced *announced,
                       const struct disclosures_addressee *to, const struct telling *telling)
{
    struct query q = store_query(store, "INSERT INTO told (citizen_id, recipient, sequence, content, basis, categories,"
                                        " marker, item_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    bind_text(&q, announced->citizen_id ? announced->citizen_id : NOBODY);
    bind_text(&q, recipient_name(to->recipient, to->recipient_id));
    bind_integer(&q, (int64_t) event->sequence);
    bind_integer(&q, telling->id);
    bind_integer(&q, to->basis);
    bind_integer(&q, content_of(announced, to)->categories);
    bind_integer(&q, to->has_final);
    bind_text(&q, telling->item_id);
    return store_run(&q);
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

/* What a citizen is told of their own is no disclosure, nor what is about nobody in particular. id: of the row. */
static int keep_told(struct store *store, const struct event *event, const struct disclosures_announced *announced,
                     const struct disclosures_addressee *to, const char *id)
{
    if (to->recipient != DISCLOSURES_RECIPIENT_ORGANISATION || !announced->citizen_id)
        return 0;
    const struct disclosures_content *content = content_of(announced, to);
    return keep_disclosure(store, announced->citizen_id, id,
                           &(struct disclosures_disclosure){
                               .at = event->head.time,
                               .kind = DISCLOSURES_KIND_TOLD,
                               .organisation_id = to->recipient_id,
                               .what = content->entry.type,
                               .case_id = announced->case_id,
                               .categories = content->categories,
                               .basis = to->basis,
                               .consent_id = to->consent_id,
                           });
}

/* Somebody is told something: their feed, and the log. */
static int tell(struct store *store, const struct event *event, const struct disclosures_announced *announced,
                const struct disclosures_addressee *to, const struct telling *telling, const char *id)
{
    int rc = telling->hides ? remove_told_of_item(store, to, telling->item_id) : 0;
    if (!rc)
        rc = insert_told(store, event, announced, to, telling);
    if (!rc)
        rc = keep_told(store, event, announced, to, id);
    return !rc && to->final ? remove_told_by_consent(store, announced->citizen_id, to) : rc;
}

static bool is_whole(const struct disclosures_announced *announced)
{
    bool whole = announced->contents.count <= CONTENTS_MAX;
    for (size_t i = 0; whole && i < announced->addressees.count; i++)
        whole = content_of(announced, &announced->addressees.items[i]) != NULL;
    return whole;
}

/* Of the log, for the addressee with this number. */
static const char *row_id(struct arena *arena, const struct event *event, size_t number)
{
    bool one = event->contract == &disclosures_told_event;
    return one ? event->head.id : arena_print(arena, "%s.%03zu", event->head.id, number);
}

static int announce(struct store *store, struct arena *arena, const struct event *event,
                    const struct disclosures_announced *announced)
{
    struct telling *tellings = ARENA_ARRAY(arena, struct telling, announced->contents.count);
    int rc = is_whole(announced) ? keep_answered(store, announced) : -EBADMSG;
    for (size_t i = 0; !rc && i < announced->contents.count; i++) {
        const struct common_cloud_event *entry = &announced->contents.items[i].entry;
        const struct event_contract *contract = event_contract_find(entry->type);
        tellings[i].id = (int64_t) event->sequence * CONTENTS_MAX + (int64_t) i;
        if (contract)
            tellings[i].item_id = item_told(arena, contract, entry->data, &tellings[i].hides);
        rc = keep_content(store, announced, i, tellings[i].id);
    }
    for (size_t i = 0; !rc && i < announced->addressees.count; i++) {
        const struct disclosures_addressee *to = &announced->addressees.items[i];
        rc = tell(store, event, announced, to, &tellings[to->content], row_id(arena, event, i));
    }
    return rc;
}

int apply_disclosures_announced(struct store *store, const struct event *event,
                                const struct disclosures_announced *data)
{
    struct arena arena = {0};
    int rc = announce(store, &arena, event, data);
    arena_free(&arena);
    return rc;
}

/* An announcement to one. */
int apply_disclosures_told(struct store *store, const struct event *event, const struct disclosures_told *data)
{
    const struct disclosures_addressee to = {
        .recipient = data->recipient,
        .recipient_id = data->recipient_id,
        .basis = data->basis,
        .consent_id = data->consent_id,
        .has_final = data->has_final,
        .final = data->final,
    };
    struct disclosures_content content = {.categories = data->categories};
    struct disclosures_announced announced = {
        .stream = data->stream,
        .sequence = data->sequence,
        .type = data->type,
        .case_id = data->case_id,
        .citizen_id = data->citizen_id,
        .home_id = data->home_id,
        .consents = data->consents,
    };
    if (data->entry) {
        content.entry = *data->entry;
        announced.contents = (struct disclosures_content_list){&content, 1};
        announced.addressees = (struct disclosures_addressee_list){&to, 1};
    }
    return apply_disclosures_announced(store, event, &announced);
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

/* One statement for each index: a citizen's own entries stand in another one than everybody else's. */
#define ENTRY_COLUMNS " sequence, nullif(citizen_id, '') AS citizen_id, basis, categories, marker, content "
#define WITH_CONTENT(rows, order)                                                                                      \
    "SELECT sequence, citizen_id, basis, categories, marker, entry FROM (" rows                                        \
    ") AS found JOIN content ON content.id = found.content ORDER BY sequence " order
#define SELECT_ENTRIES(beyond, order)                                                                                  \
    WITH_CONTENT("SELECT" ENTRY_COLUMNS "FROM told WHERE recipient = ?1 AND citizen_id <> recipient"                   \
                 " AND sequence " beyond " ?2 AND (?3 OR citizen_id = '') UNION ALL"                                   \
                 " SELECT" ENTRY_COLUMNS "FROM told WHERE citizen_id = ?1 AND recipient = ?1"                          \
                 " AND sequence " beyond " ?2 AND ?3 ORDER BY sequence " order " LIMIT ?4",                            \
                 order)

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
    struct query q = store_query(store, WITH_CONTENT("SELECT" ENTRY_COLUMNS "FROM told WHERE recipient = ?"
                                                     " AND citizen_id = ? AND sequence < ?"
                                                     " ORDER BY sequence DESC LIMIT ?",
                                                     "DESC"));
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
                     const struct time_place *before, int64_t limit, struct disclosures_disclosure *items,
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
