/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Disclosures: what each organisation is told, and the record of it.
 *
 * It follows every stream and appends what may be told to the feeds of those whom it concerns (tell.c): the stream
 * FEEDS is at once the feeds and the record. Here they are read, and the log that the citizen sees: feed entries and,
 * from the stream ACCESS, what was read in any service.
 */
#include "disclosures.h"

#include <inttypes.h>

#include "consent.h"
#include "disclosures_dispatch.h"
#include "rules.h"
#include "store.h"
#include "tell.h"

#define PAGE 50                /* of a list, when the caller names no limit */
#define PAGE_BYTES (256 << 10) /* of entries: a page of long ones is shorter, since the bus bounds an answer */

/* clang-format off */
static const struct endpoint endpoints[] = {
    /*      procedure                     who may call */
    COMMAND(disclosures_commit_feed,      WITH_CITIZENS | PROJECT | LEADER),
    QUERY  (disclosures_read_feed,        WITH_CITIZENS | PROJECT | LEADER),
    QUERY  (disclosures_list_news,        WITH_CITIZENS | PROJECT | LEADER),
    QUERY  (disclosures_list_timeline,    COORDINATOR | CASEWORKER | CITIZEN),
    QUERY  (disclosures_list_disclosures, CITIZEN | CASEWORKER),
    {0},
};
/* clang-format on */

static const struct applied applied[] = {
    APPLY(disclosures_announced), APPLY(disclosures_told), APPLY(disclosures_feed_committed),
    APPLY(access_read),           APPLY(cases_opened),     {0},
};

static const char *const stream_subjects[] = {"samspil.feed.>", "samspil.event.disclosures.>", NULL};

/* What every service that answers about citizens writes to. */
static const char *const access_subjects[] = {"samspil.event.access.>", NULL};
static const struct stream_options other_streams[] = {
    {.name = "ACCESS", .subjects = access_subjects, .duplicate_window_ms = 10000},
    {0},
};

const struct service disclosures = {
    .contract = &disclosures_contract,
    .endpoints = endpoints,
    .applied = applied,
    .migrations = disclosures_migrations,
    .enforces_consent = true,
    .stream_subjects = stream_subjects,
    .republish_from = "samspil.feed.>",
    .republish_to = "samspil.live.>",
    .other_streams = other_streams,
    .subject = disclosures_subject,
    .reacts_to = disclosures_reacts_to,
    .react = disclosures_tell,
};

/* Whose feed the caller's is. */
static const char *owner_of(const struct call *call)
{
    return call_is(call, CITIZEN) ? call->who->citizen_id : call->who->organisation_id;
}

int disclosures_commit_feed(struct call *call, const struct disclosures_commit_feed *in,
                            struct disclosures_commit_feed_result *out)
{
    int64_t sequence;
    if (!sequence_read(in->cursor, &sequence))
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "cursor");
    struct disclosures_feed_committed committed = {.owner_id = owner_of(call), .name = in->name, .cursor = in->cursor};
    out->name = in->name;
    out->cursor = in->cursor;
    return emit_disclosures_feed_committed(call, &committed);
}

static int find_start(struct call *call, const struct disclosures_read_feed *in, int64_t *after)
{
    *after = 0;
    if (in->after)
        return sequence_read(in->after, after) ? 0 : fail_field(call, PROBLEM_INVALID_ARGUMENT, "after");
    return in->name ? find_place(call->store, owner_of(call), in->name, after) : 0;
}

/* What was told by consent is checked against the consents of this moment; withheld is what they permit no longer. */
static int check_entry(struct call *call, struct feed_row *row, bool *readable)
{
    struct consent_state state;
    *readable = true;
    if (row->basis != COMMON_BASIS_CONSENT || row->marker)
        return 0;
    int rc = consent_check(call, row->citizen_id, call->who->organisation_id, &state);
    if (rc)
        return rc;
    const struct event_contract *contract = event_contract_find(row->entry.type);
    *readable = contract && may_be_told(contract, state.categories);
    if (*readable && (row->categories & ~state.categories) != 0)
        *readable = withhold_data(call->arena, contract, state.categories, &row->entry.data, &row->categories);
    return 0;
}

/* How many of the rows found make a page: at least one, so that the reader gets on. */
static size_t page_length(const struct feed_row *rows, size_t found, size_t limit)
{
    size_t count = 0;
    for (size_t bytes = 0; count < found && count < limit; count++) {
        bytes += rows[count].entry.data.size;
        if (count > 0 && bytes > PAGE_BYTES)
            break;
    }
    return count;
}

static int record_reading(struct call *call, const char *case_id, const struct message_type *type, void *item)
{
    struct subject_of_care about;
    int rc = find_case(call->store, call->arena, case_id, &about);
    return rc ? rc : consent_disclose(call, &about, type, item);
}

static int record_entry(struct call *call, const struct feed_row *row)
{
    struct message_error error;
    const struct event_contract *contract = event_contract_find(row->entry.type);
    void *data = contract ? arena_alloc(call->arena, contract->data->size) : NULL;
    if (!data || message_decode(contract->data, row->entry.data, MESSAGE_TOLERANT, call->arena, data, NULL, &error))
        return -EBADMSG;
    return record_reading(call, row->entry.subject, contract->data, data);
}

/* What was told is on record as that, and is not put there again when it is read, but for two: what citizens were told,
 * whoever represents them reads in their place; and whoever looks a citizen up looks, whatever was told before. */
static int keep_readable(struct call *call, struct feed_row *rows, size_t count, bool looked_up,
                         struct common_cloud_event_list *events)
{
    const bool recorded = looked_up || call->who->representation;
    struct common_cloud_event *entries = ARENA_ARRAY(call->arena, struct common_cloud_event, count);
    *events = (struct common_cloud_event_list){entries, 0};
    for (size_t i = 0; i < count; i++) {
        bool readable;
        int rc = check_entry(call, &rows[i], &readable);
        if (!rc && readable && recorded && rows[i].citizen_id)
            rc = record_entry(call, &rows[i]);
        if (rc)
            return rc;
        if (!readable)
            continue;
        rows[i].entry.cursor = arena_print(call->arena, "%" PRId64, rows[i].sequence);
        entries[events->count++] = rows[i].entry;
    }
    return 0;
}

/* No access record is made of those who were told: each entry was put on record as that before it could be read. */
int disclosures_read_feed(struct call *call, const struct disclosures_read_feed *in,
                          struct disclosures_read_feed_result *out)
{
    size_t limit = in->has_limit ? (size_t) in->limit : PAGE, found;
    struct feed_row *rows = ARENA_ARRAY(call->arena, struct feed_row, limit + 1);
    int64_t last;
    int rc = find_start(call, in, &last);
    if (!rc)
        rc = find_entries(call->store, call->arena, in->public ? PUBLIC_FEED : owner_of(call),
                          call_is(call, WITH_CITIZENS), last, (int64_t) limit + 1, rows, &found);
    if (rc)
        return rc;
    size_t count = page_length(rows, found, limit);
    out->more = found > count;
    if (count > 0)
        last = rows[count - 1].sequence;
    out->cursor = arena_print(call->arena, "%" PRId64, last);
    return keep_readable(call, rows, count, false, &out->events);
}

/* Of rows latest first; next is where the page ends, if there is more. */
static int keep_page_backwards(struct call *call, struct feed_row *rows, size_t found, size_t limit, bool looked_up,
                               struct common_cloud_event_list *events, const char **next)
{
    size_t count = page_length(rows, found, limit);
    if (found > count)
        *next = arena_print(call->arena, "%" PRId64, rows[count - 1].sequence);
    return keep_readable(call, rows, count, looked_up, events);
}

/* The same feed for people: as in read_feed, what stands in it was put on record as told. */
int disclosures_list_news(struct call *call, const struct disclosures_list_news *in,
                          struct disclosures_list_news_result *out)
{
    size_t limit = in->has_limit ? (size_t) in->limit : PAGE, found;
    struct feed_row *rows = ARENA_ARRAY(call->arena, struct feed_row, limit + 1);
    int64_t before = INT64_MAX, seen;
    if (in->after && !sequence_read(in->after, &before))
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "after");
    int rc = find_place(call->store, owner_of(call), in->name, &seen);
    if (!rc)
        rc = find_latest_entries(call->store, call->arena, owner_of(call), call_is(call, WITH_CITIZENS), before,
                                 (int64_t) limit + 1, rows, &found);
    if (rc)
        return rc;
    if (seen > 0)
        out->seen = arena_print(call->arena, "%" PRId64, seen);
    return keep_page_backwards(call, rows, found, limit, false, &out->events, &out->next);
}

/* The part of the caller's feed that is about one case, which is all that is about its citizen, backwards. */
int disclosures_list_timeline(struct call *call, const struct disclosures_list_timeline *in,
                              struct disclosures_list_timeline_result *out)
{
    size_t limit = in->has_limit ? (size_t) in->limit : PAGE, found;
    struct feed_row *rows = ARENA_ARRAY(call->arena, struct feed_row, limit + 1);
    int64_t before = INT64_MAX;
    if (in->after && !sequence_read(in->after, &before))
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "after");
    struct subject_of_care about;
    int rc = find_case(call->store, call->arena, in->case_id, &about);
    if (!rc)
        rc = consent_disclose(call, &about, &common_cloud_event_type, NULL);
    if (!rc)
        rc = find_entries_about(call->store, call->arena, owner_of(call), about.citizen_id, before, (int64_t) limit + 1,
                                rows, &found);
    if (rc)
        return rc;
    return keep_page_backwards(call, rows, found, limit, true, &out->events, &out->next);
}

/* Whose disclosures: the citizen's own, or those of a case of the caller's municipality, which is put on record too. */
static int find_subject(struct call *call, const char *case_id, struct subject_of_care *about)
{
    *about = (struct subject_of_care){.citizen_id = call->who->citizen_id};
    if (!case_id)
        return call_is(call, CITIZEN) ? 0 : fail_field(call, PROBLEM_INVALID_ARGUMENT, "case_id");
    int rc = find_case(call->store, call->arena, case_id, about);
    if (rc)
        return rc;
    if (!call_of(call, about->citizen_id) && !call_for(call, about->home_id))
        return PROBLEM_NOT_FOUND;
    struct disclosures_disclosure any = {0};
    return consent_disclose(call, about, &disclosures_disclosure_type, &any);
}

int disclosures_list_disclosures(struct call *call, const struct disclosures_list_disclosures *in,
                                 struct disclosures_list_disclosures_result *out)
{
    struct subject_of_care about;
    struct time_place before = {"g", ""}; /* behind every time */
    if (in->after && !time_place_read(call->arena, in->after, &before))
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "after");
    int rc = find_subject(call, in->case_id, &about);
    if (rc)
        return rc;

    size_t limit = in->has_limit ? (size_t) in->limit : PAGE, found;
    struct disclosures_disclosure *items = ARENA_ARRAY(call->arena, struct disclosures_disclosure, limit + 1);
    const char **ids = ARENA_ARRAY(call->arena, const char *, limit + 1);
    rc = find_disclosures(call->store, call->arena, about.citizen_id, in->case_id, &before, (int64_t) limit + 1, items,
                          ids, &found);
    if (found > limit) {
        found = limit;
        out->next = time_place_write(call->arena, &(struct time_place){items[limit - 1].at, ids[limit - 1]});
    }
    for (size_t i = 0; !rc && call->who->representation && i < found; i++)
        rc = record_reading(call, items[i].case_id, &disclosures_disclosure_type, &items[i]);
    out->disclosures = (struct disclosures_disclosure_list){items, found};
    return rc;
}
