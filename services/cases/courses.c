/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Courses of help, as statistics count them: one at a time in a case, from its first day to its outcome. Days are those
 * of UTC, so the next day is accepted too: it may have begun where the caseworker is.
 */
#include "cases.h"

#include "identity.h"
#include "store.h"

static const char *today(struct call *call)
{
    return day_of(call->arena, call->now);
}

int check_begun(struct call *call, const char *day, const char *field)
{
    char tomorrow[TIME_TEXT_SIZE];
    if (!day)
        return 0;
    time_text(call->now_ms + DAY_MS, tomorrow);
    return strcmp(day, day_of(call->arena, tomorrow)) <= 0 ? 0 : fail_field(call, PROBLEM_INVALID_ARGUMENT, field);
}

int cases_start_course(struct call *call, const struct cases_start_course *in, struct cases_start_course_result *out)
{
    struct cases_case file = {0};
    struct cases_course last = {0};
    size_t before;
    int rc = find_home_case(call, in->case_id, &file);
    if (!rc)
        rc = find_courses(call->store, call->arena, in->case_id, 1, &last, &before);
    if (rc)
        return rc;
    if (file.status == CASES_CASE_STATUS_CLOSED)
        return PROBLEM_CASE_CLOSED;
    if (before && !last.ended_on)
        return PROBLEM_ALREADY_EXISTS;

    struct cases_course_started event = {0};
    message_assign(&cases_course_started_type, &event, &cases_case_type, &file);
    message_assign(&cases_course_started_type, &event, &cases_start_course_type, in);
    event.course_id = call_new_id(call);
    if (!event.started_on)
        event.started_on = before && strcmp(today(call), last.ended_on) < 0 ? last.ended_on : today(call);
    if (before && strcmp(event.started_on, last.ended_on) < 0)
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "started_on");
    rc = check_begun(call, event.started_on, "started_on");
    if (rc)
        return rc;
    out->course_id = event.course_id;
    return emit_cases_course_started(call, &event);
}

int cases_end_course(struct call *call, const struct cases_end_course *in, struct cases_end_course_result *out)
{
    struct cases_course course = {0};
    int rc = find_course(call->store, call->arena, in->course_id, &course);
    if (rc)
        return rc;
    if (!call_for(call, course.home_id))
        return PROBLEM_NOT_FOUND;
    if (course.ended_on)
        return PROBLEM_ILLEGAL_TRANSITION;

    struct cases_course_ended event = {0};
    message_assign(&cases_course_ended_type, &event, &cases_course_type, &course);
    event.outcome = in->outcome;
    event.ended_on = in->ended_on;
    if (!event.ended_on)
        event.ended_on = strcmp(today(call), course.started_on) < 0 ? course.started_on : today(call);
    if (strcmp(event.ended_on, course.started_on) < 0)
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "ended_on");
    rc = check_begun(call, event.ended_on, "ended_on");
    if (rc)
        return rc;
    out->course_id = in->course_id;
    return emit_cases_course_ended(call, &event);
}

int cases_list_courses(struct call *call, const struct cases_list_courses *in, struct cases_list_courses_result *out)
{
    struct cases_case file = {0};
    int rc = find_own_case(call, in->case_id, &file);
    if (rc)
        return rc;
    struct cases_course *items = ARENA_ARRAY(call->arena, struct cases_course, LIST_LIMIT);
    size_t count;
    rc = find_courses(call->store, call->arena, in->case_id, LIST_LIMIT, items, &count);
    struct subject_of_care about = citizen_of(&file);
    for (size_t i = 0; !rc && i < count; i++)
        rc = consent_disclose(call, &about, &cases_course_type, &items[i]);
    out->courses = (struct cases_course_list){.items = items, .count = count};
    return rc;
}
