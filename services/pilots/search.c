/* SPDX-License-Identifier: EUPL-1.2 */
/* How pilots are read and found. */
#include "completeness.h"
#include "pilots.h"
#include "words.h"

static int find_next_stages(struct call *call, const struct pilots_pilot *pilot, struct pilots_next_stage_list *out)
{
    struct facts facts = {.record = &pilot->record};
    struct pilots_next_stage *items = ARENA_ARRAY(call->arena, struct pilots_next_stage, PILOTS_STAGE_STOPPED);
    size_t count = 0;
    int rc = find_facts(call->store, pilot->pilot_id, NULL, NULL, &facts);
    uint32_t held = rc ? 0 : rules_held(&facts);
    for (enum pilots_stage to = PILOTS_STAGE_IDEA; to <= PILOTS_STAGE_STOPPED; to++) {
        if (!rules_may_move(pilot->stage, to))
            continue;
        struct pilots_next_stage *next = &items[count++];
        next->stage = to;
        next->missing.items = ARENA_ARRAY(call->arena, const char *, CONDITION_COUNT);
        for (unsigned i = 0; i < CONDITION_COUNT; i++)
            if (rules_stage_needs(to) & ~held & 1u << i)
                next->missing.items[next->missing.count++] = condition_name((enum condition) i);
    }
    *out = (struct pilots_next_stage_list){items, count};
    return rc;
}

int pilots_get_pilot(struct call *call, const struct pilots_get_pilot *in, struct pilots_get_pilot_result *out)
{
    const struct viewer viewer = viewer_of(call);
    int rc = find_pilot(call->store, call->arena, in->pilot_id, &viewer, &out->pilot);
    if (rc)
        return rc;
    out->completeness = record_completeness(call->arena, &out->pilot.record);
    rc = find_next_stages(call, &out->pilot, &out->next_stages);
    if (!rc)
        rc = find_moves(call->store, call->arena, in->pilot_id, &out->moves);
    if (!rc)
        rc = find_cited(call->store, call->arena, in->pilot_id, &viewer, &out->cites);
    return rc ? rc : find_citing(call->store, call->arena, in->pilot_id, &viewer, &out->cited_by);
}

int pilots_search_pilots(struct call *call, const struct pilots_search_pilots *in,
                         struct pilots_search_pilots_result *out)
{
    const struct viewer viewer = viewer_of(call);
    const char *match = in->text ? match_expression(call->arena, in->text) : NULL;
    const char *supplier = in->supplier ? text_folded(call->arena, in->supplier) : NULL;
    struct page page = {.place = PAGE_YOUNGEST, .limit = LIMIT(in, PAGE_LIMIT)};
    if (match)
        page.place = (struct text_place) PAGE_RANKED;
    int rc = page_begin(call, in->after, &page);
    if (!rc)
        rc = find_hits(call->store, call->arena, in, match, supplier, &viewer, &page, &out->pilots);
    out->next = page_next(call, &page);
    return rc;
}

int pilots_list_records(struct call *call, const struct pilots_list_records *in, struct pilots_list_records_result *out)
{
    const struct viewer viewer = viewer_of(call);
    struct page page = {.place = PAGE_OLDEST, .limit = LIMIT(in, PAGE_LIMIT)};
    int rc = page_begin(call, in->after, &page);
    if (!rc)
        rc = find_records(call->store, call->arena, in, &viewer, &page, &out->pilots);
    out->next = page_next(call, &page);
    return rc;
}

/*
 * Pilots are similar when they share words that few others have. Words that many have say little and cost much: they
 * are left out, so that the search reads a bounded number of records however many there are.
 */
#define RARE 500 /* occurs in fewer */

static int find_rare_words(struct call *call, const struct pilots_record *record, struct text_list *rare)
{
    enum { ENOUGH = 12 };
    const struct text_list words = record_telling_words(call->arena, record);
    int rc = 0;
    *rare = (struct text_list){.items = ARENA_ARRAY(call->arena, const char *, words.count)};
    for (size_t i = 0; !rc && i < words.count && rare->count < ENOUGH; i++) {
        const struct text_list one = {&words.items[i], 1};
        int64_t count = 0;
        rc = find_word_count(call->store, match_any(call->arena, &one), RARE, &count);
        if (count > 1 && count < RARE)
            rare->items[rare->count++] = words.items[i];
    }
    return rc;
}

int pilots_find_similar(struct call *call, const struct pilots_find_similar *in, struct pilots_find_similar_result *out)
{
    enum { USUAL = 10 };
    const struct viewer viewer = viewer_of(call);
    struct standing pilot;
    struct pilots_record record;
    struct text_list rare;
    int rc = begin(call, in->pilot_id, PARTY_READER, &pilot);
    if (!rc)
        rc = find_record(call->store, call->arena, pilot.key, pilot.version, &record);
    if (!rc)
        rc = find_rare_words(call, &record, &rare);
    if (rc || rare.count == 0)
        return rc;
    return find_similar(call->store, call->arena, match_any(call->arena, &rare), pilot.key, &viewer, LIMIT(in, USUAL),
                        &out->pilots);
}
