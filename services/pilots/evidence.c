/* SPDX-License-Identifier: EUPL-1.2 */
/* The evidence log, which is only ever added to, and the indicators whose series its numbers make. */
#include "pilots.h"

/* A number of an indicator is in its unit. */
static int check_numbers(struct call *call, const struct pilots_log_evidence *in)
{
    for (size_t i = 0; i < in->numbers.count; i++) {
        const struct pilots_number *number = &in->numbers.items[i];
        if (!number->indicator_id)
            continue;
        const char *unit;
        int rc = find_indicator_unit(call->store, call->arena, in->pilot_id, number->indicator_id, &unit);
        if (rc)
            return rc == PROBLEM_NOT_FOUND ? fail_field(call, PROBLEM_NOT_FOUND, "numbers.indicator_id") : rc;
        if (strcmp(unit, number->unit) != 0)
            return fail_field(call, PROBLEM_INVALID_ARGUMENT, "numbers.unit");
    }
    return 0;
}

/* A correction is of the same kind, so that what a gate rested on stays; and an entry is replaced once: who corrects
 * further, corrects the correction. */
static int check_correction(struct call *call, const struct pilots_log_evidence *in)
{
    enum pilots_evidence_kind kind;
    bool replaced;
    if (!in->replaces)
        return 0;
    int rc = find_evidence(call->store, in->pilot_id, in->replaces, &kind, &replaced);
    if (rc)
        return rc == PROBLEM_NOT_FOUND ? fail_field(call, PROBLEM_NOT_FOUND, "replaces") : rc;
    if (kind != in->kind)
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "kind");
    return replaced ? fail_field(call, PROBLEM_ILLEGAL_TRANSITION, "replaces") : 0;
}

int pilots_log_evidence(struct call *call, const struct pilots_log_evidence *in, struct pilots_log_evidence_result *out)
{
    struct standing pilot;
    struct text_list audience;
    int rc = begin(call, in->pilot_id, PARTY_PARTICIPANT, &pilot);
    if (rc)
        return rc;
    const char *fault = rules_evidence_fault(in);
    if (fault)
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, fault);
    rc = check_numbers(call, in);
    if (!rc)
        rc = check_correction(call, in);
    if (!rc)
        rc = find_audience(call->store, call->arena, &pilot, &audience);
    if (rc)
        return rc;
    struct pilots_evidence_logged event = {ABOUT(call, &pilot, audience), .evidence_id = call_new_id(call)};
    message_assign(&pilots_evidence_logged_type, &event, &pilots_log_evidence_type, in);
    out->evidence_id = event.evidence_id;
    return emit_pilots_evidence_logged(call, &event);
}

int pilots_list_evidence(struct call *call, const struct pilots_list_evidence *in,
                         struct pilots_list_evidence_result *out)
{
    struct standing pilot;
    struct page page = {.place = PAGE_YOUNGEST, .limit = LIMIT(in, PAGE_LIMIT)};
    int rc = begin(call, in->pilot_id, PARTY_READER, &pilot);
    if (!rc)
        rc = page_begin(call, in->after, &page);
    if (!rc)
        rc = find_evidence_log(call->store, call->arena, in->pilot_id, in->kind, &page, &out->evidence);
    out->next = page_next(call, &page);
    return rc;
}

/* A new one has room; one that is replaced keeps its unit, since its series has it. */
static int check_indicator(struct call *call, const struct pilots_define_indicator *in)
{
    if (!in->indicator_id) {
        int64_t count;
        int rc = count_indicators(call->store, in->pilot_id, &count);
        return rc || count < INDICATORS_MAX ? rc : PROBLEM_PILOT_FULL;
    }
    const char *unit;
    int rc = find_indicator_unit(call->store, call->arena, in->pilot_id, in->indicator_id, &unit);
    if (rc)
        return rc == PROBLEM_NOT_FOUND ? fail_field(call, PROBLEM_NOT_FOUND, "indicator_id") : rc;
    return strcmp(unit, in->unit) == 0 ? 0 : fail_field(call, PROBLEM_ILLEGAL_TRANSITION, "unit");
}

int pilots_define_indicator(struct call *call, const struct pilots_define_indicator *in,
                            struct pilots_define_indicator_result *out)
{
    struct standing pilot;
    struct text_list audience;
    int rc = begin(call, in->pilot_id, PARTY_PARTICIPANT, &pilot);
    if (!rc)
        rc = check_indicator(call, in);
    if (!rc)
        rc = find_audience(call->store, call->arena, &pilot, &audience);
    if (rc)
        return rc;
    struct pilots_indicator_defined event = {ABOUT(call, &pilot, audience)};
    message_assign(&pilots_indicator_defined_type, &event, &pilots_define_indicator_type, in);
    if (!event.indicator_id)
        event.indicator_id = call_new_id(call);
    out->indicator_id = event.indicator_id;
    return emit_pilots_indicator_defined(call, &event);
}

int pilots_list_indicators(struct call *call, const struct pilots_list_indicators *in,
                           struct pilots_list_indicators_result *out)
{
    struct standing pilot;
    int rc = begin(call, in->pilot_id, PARTY_READER, &pilot);
    return rc ? rc : find_indicators(call->store, call->arena, in->pilot_id, &out->indicators);
}
