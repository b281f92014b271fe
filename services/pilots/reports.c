/* SPDX-License-Identifier: EUPL-1.2 */
/* Errors in public records: anybody may report one, and nobody is asked who they are; who reported it can read the
 * answer by the id they were given. */
#include "pilots.h"

int pilots_report_error(struct call *call, const struct pilots_report_error *in, struct pilots_report_error_result *out)
{
    enum { MOST = 100 }; /* unanswered at the same time, so that nobody can flood an organisation */
    struct standing pilot;
    int64_t open;
    int rc = begin(call, in->pilot_id, PARTY_READER, &pilot);
    if (!rc && !pilot.published)
        rc = PROBLEM_NOT_FOUND;
    if (!rc)
        rc = count_open_reports(call->store, in->pilot_id, &open);
    if (rc)
        return rc;
    if (open >= MOST)
        return PROBLEM_TOO_MANY_REPORTS;
    struct pilots_error_reported event = {
        .report_id = call_new_id(call),
        .pilot_id = pilot.pilot_id,
        .text = in->text,
        .field = in->field,
    };
    pilot.published = false; /* for its organisations, not for who follows it */
    rc = find_audience(call->store, call->arena, &pilot, &event.organisations);
    out->report_id = event.report_id;
    return rc ? rc : emit_pilots_error_reported(call, &event);
}

int pilots_answer_error(struct call *call, const struct pilots_answer_error *in, struct pilots_answer_error_result *out)
{
    struct standing pilot;
    struct pilots_error_report report = {0};
    int rc = find_error_report(call->store, call->arena, in->report_id, &report);
    if (!rc)
        rc = begin(call, report.pilot_id, PARTY_PARTICIPANT, &pilot);
    if (rc)
        return rc;
    if (report.status != PILOTS_REPORT_STATUS_OPEN)
        return PROBLEM_ILLEGAL_TRANSITION;
    struct pilots_error_answered event = {
        .report_id = report.report_id,
        .pilot_id = pilot.pilot_id,
        .organisation_id = acting_for(call, &pilot),
        .status = in->corrected ? PILOTS_REPORT_STATUS_CORRECTED : PILOTS_REPORT_STATUS_DECLINED,
        .text = in->text,
    };
    pilot.published = false;
    rc = find_audience(call->store, call->arena, &pilot, &event.organisations);
    *out = (struct pilots_answer_error_result){event.report_id, event.status};
    return rc ? rc : emit_pilots_error_answered(call, &event);
}

int pilots_get_error_report(struct call *call, const struct pilots_get_error_report *in,
                            struct pilots_get_error_report_result *out)
{
    return find_error_report(call->store, call->arena, in->report_id, &out->report);
}

int pilots_list_error_reports(struct call *call, const struct pilots_list_error_reports *in,
                              struct pilots_list_error_reports_result *out)
{
    struct page page = {.place = PAGE_YOUNGEST, .limit = LIMIT(in, PAGE_LIMIT)};
    int rc = page_begin(call, in->after, &page);
    if (!rc)
        rc = find_error_reports(call->store, call->arena, in, call->who->organisation_id, &page, &out->reports);
    out->next = page_next(call, &page);
    return rc;
}
