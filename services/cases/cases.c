/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Cases. A municipality opens a case for a citizen, as its public task; its caseworkers lead it. Everybody else, except for
 * the citizen, sees of it what the citizen consents to; for whom that is nothing, there is no such case.
 */
#include "cases.h"

#include <sodium.h>

#include "identity.h"
#include "store.h"
#include "text_search.h"

#define INVITATION_DAYS 14 /* when the caller says nothing */

/* clang-format off */
static const struct endpoint endpoints[] = {
    /*      procedure                       who may call */
    COMMAND(cases_open_case,                CASEWORKER),
    COMMAND(cases_invite_citizen,           CASEWORKER),
    COMMAND(cases_accept_invitation,        MEMBER | CITIZEN | PERSON),
    COMMAND(cases_log_contact,              CASEWORKER | COORDINATOR),
    COMMAND(cases_assign_case,              CASEWORKER),
    COMMAND(cases_close_case,               CASEWORKER),
    COMMAND(cases_reopen_case,              CASEWORKER),
    QUERY  (cases_get_case,                 CASEWORKER | COORDINATOR | CITIZEN),
    QUERY  (cases_list_cases,               CASEWORKER | COORDINATOR | CITIZEN),
    QUERY  (cases_list_contacts,            CASEWORKER | COORDINATOR | CITIZEN),
    /* representation.c */
    COMMAND(cases_add_representative,       CASEWORKER | CITIZEN),
    COMMAND(cases_invite_representative,    CASEWORKER | CITIZEN),
    COMMAND(cases_end_representation,       CASEWORKER | CITIZEN | PERSON),
    QUERY  (cases_list_representations,     CASEWORKER | CITIZEN),
    QUERY  (cases_list_own_representations, MEMBER | CITIZEN | PERSON),
    QUERY  (cases_list_participants,        CASEWORKER | CITIZEN),
    /* messages.c */
    COMMAND(cases_send_message,             CASEWORKER | COORDINATOR | CITIZEN),
    QUERY  (cases_list_messages,            CASEWORKER | COORDINATOR | CITIZEN),
    /* courses.c */
    COMMAND(cases_start_course,             CASEWORKER),
    COMMAND(cases_end_course,               CASEWORKER),
    QUERY  (cases_list_courses,             CASEWORKER | CITIZEN),
    /* inquiries.c */
    COMMAND(cases_inquire,                  CASEWORKER | COORDINATOR | CITIZEN | PERSON),
    COMMAND(cases_take_inquiry,             CASEWORKER),
    COMMAND(cases_close_inquiry,            CASEWORKER | CITIZEN),
    QUERY  (cases_get_inquiry,              CASEWORKER | CITIZEN),
    QUERY  (cases_list_inquiries,           CASEWORKER | CITIZEN),
    {0},
};

static const struct applied applied[] = {
    APPLY(cases_opened),
    APPLY(cases_citizen_invited),
    APPLY(cases_citizen_linked),
    APPLY(cases_contact_logged),
    APPLY(cases_assigned),
    APPLY(cases_closed),
    APPLY(cases_reopened),
    APPLY(cases_representative_added),
    APPLY(cases_representative_invited),
    APPLY(cases_representative_linked),
    APPLY(cases_representation_ended),
    APPLY(cases_message_sent),
    APPLY(cases_course_started),
    APPLY(cases_course_ended),
    APPLY(cases_inquired),
    APPLY(cases_inquiry_taken),
    APPLY(cases_inquiry_closed),
    APPLY(directory_organisation_registered),
    APPLY(directory_organisation_updated),
    APPLY(directory_member_added),
    APPLY(directory_member_removed),
    APPLY(directory_offer_published),
    APPLY(directory_offer_updated),
    APPLY(directory_offer_withdrawn),
    APPLY(directory_capacity_set),
    {0},
};
/* clang-format on */

static int settle(struct call *call, int64_t *due_ms)
{
    *due_ms = INT64_MAX;
    int rc = settle_inquiries(call);
    return rc ? rc : settle_representations(call, due_ms);
}

const struct service cases = {
    .contract = &cases_contract,
    .endpoints = endpoints,
    .applied = applied,
    .migrations = cases_migrations,
    .enforces_consent = true,
    .settle = settle,
};

struct subject_of_care citizen_of(const struct cases_case *file)
{
    return (struct subject_of_care){.case_id = file->case_id, .citizen_id = file->citizen_id, .home_id = file->home_id};
}

int find_home_case(struct call *call, const char *case_id, struct cases_case *file)
{
    int rc = find_case(call->store, call->arena, case_id, file);
    if (rc)
        return rc;
    return call_for(call, file->home_id) ? 0 : PROBLEM_NOT_FOUND;
}

int find_own_case(struct call *call, const char *case_id, struct cases_case *file)
{
    int rc = find_case(call->store, call->arena, case_id, file);
    if (rc)
        return rc;
    return may_decide(call, file->citizen_id, file->home_id) ? 0 : PROBLEM_NOT_FOUND;
}

int find_visible_case(struct call *call, const char *case_id, struct cases_case *file)
{
    int rc = find_case(call->store, call->arena, case_id, file);
    if (rc)
        return rc;
    struct subject_of_care about = citizen_of(file);
    return consent_disclose(call, &about, NULL, NULL);
}

const char *new_code(struct call *call)
{
    unsigned char numbers[CODE_LETTERS];
    randombytes_buf(numbers, sizeof numbers);
    char *code = arena_alloc(call->arena, CODE_SIZE);
    code_from(numbers, code);
    return code;
}

const char *code_expiry(struct call *call, bool has_valid_days, int64_t valid_days)
{
    char *expires_at = arena_alloc(call->arena, TIME_TEXT_SIZE);
    time_text(call->now_ms + (has_valid_days ? valid_days : INVITATION_DAYS) * DAY_MS, expires_at);
    return expires_at;
}

int cases_open_case(struct call *call, const struct cases_open_case *in, struct cases_open_case_result *out)
{
    const struct common_principal *who = call->who;
    if (!who->organisation_id || who->organisation_type != COMMON_ORGANISATION_TYPE_MUNICIPALITY)
        return PROBLEM_NOT_AUTHORIZED;
    int rc = check_begun(call, in->birth_date, "birth_date");
    if (rc)
        return rc;
    struct cases_opened event = {
        .case_id = call_new_id(call),
        .citizen_id = call_new_id(call),
        .home_id = who->organisation_id,
    };
    message_assign(&cases_opened_type, &event, &cases_open_case_type, in);
    out->case_id = event.case_id;
    out->citizen_id = event.citizen_id;
    return emit_cases_opened(call, &event);
}

int cases_invite_citizen(struct call *call, const struct cases_invite_citizen *in,
                         struct cases_invite_citizen_result *out)
{
    struct cases_case file = {0};
    int rc = find_home_case(call, in->case_id, &file);
    if (rc)
        return rc;
    if (file.status == CASES_CASE_STATUS_CLOSED)
        return PROBLEM_CASE_CLOSED;
    if (file.linked)
        return PROBLEM_ALREADY_LINKED;

    struct cases_citizen_invited event = {
        .code = new_code(call),
        .expires_at = code_expiry(call, in->has_valid_days, in->valid_days),
    };
    message_assign(&cases_citizen_invited_type, &event, &cases_case_type, &file);
    message_assign(&cases_invite_citizen_result_type, out, &cases_citizen_invited_type, &event);
    return emit_cases_citizen_invited(call, &event);
}

/* Whatever is wrong with a code, the answer and the work are the same: nobody learns from it which codes there are. */
int cases_accept_invitation(struct call *call, const struct cases_accept_invitation *in,
                            struct cases_accept_invitation_result *out)
{
    char code[CODE_SIZE];
    code_normalise(in->code, code);
    struct cases_case own = {0}, file = {0};
    int linked = find_case_of(call->store, call->arena, call->who->subject, &own);
    int invited = find_invited_case(call->store, call->arena, code, call->now, &file);
    if (linked < 0 || invited < 0)
        return linked < 0 ? linked : invited;
    int represented = accept_representation(call, code, linked == 0 ? &own : NULL, out);
    if (represented != PROBLEM_NOT_FOUND)
        return represented;
    if (linked == 0)
        return PROBLEM_ALREADY_LINKED;
    if (invited == PROBLEM_NOT_FOUND)
        return PROBLEM_INVITATION_INVALID;

    struct cases_citizen_linked event = {.subject = call->who->subject};
    message_assign(&cases_citizen_linked_type, &event, &cases_case_type, &file);
    message_assign(&cases_accept_invitation_result_type, out, &cases_citizen_linked_type, &event);
    return emit_cases_citizen_linked(call, &event);
}

int cases_log_contact(struct call *call, const struct cases_log_contact *in, struct cases_log_contact_result *out)
{
    struct cases_case file = {0};
    int rc = find_visible_case(call, in->case_id, &file);
    if (rc)
        return rc;
    if (file.status == CASES_CASE_STATUS_CLOSED)
        return PROBLEM_CASE_CLOSED;
    if (in->at && !time_has_been(in->at, call->now_ms))
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "at");
    struct cases_contact_logged event = {0};
    message_assign(&cases_contact_logged_type, &event, &cases_case_type, &file);
    message_assign(&cases_contact_logged_type, &event, &cases_log_contact_type, in);
    event.contact_id = call_new_id(call);
    event.organisation_id = call->who->organisation_id;
    if (!event.at)
        event.at = call->now;
    out->contact_id = event.contact_id;
    return emit_cases_contact_logged(call, &event);
}

int cases_assign_case(struct call *call, const struct cases_assign_case *in, struct cases_assign_case_result *out)
{
    struct cases_case file = {0};
    int rc = find_home_case(call, in->case_id, &file);
    if (rc)
        return rc;
    if (file.status == CASES_CASE_STATUS_CLOSED)
        return PROBLEM_CASE_CLOSED;
    rc = check_caseworker(call->store, file.home_id, in->subject);
    if (rc)
        return rc == PROBLEM_NOT_FOUND ? fail_field(call, PROBLEM_NOT_FOUND, "subject") : rc;
    *out = (struct cases_assign_case_result){in->case_id, in->subject};
    struct cases_assigned event = {.subject = in->subject};
    message_assign(&cases_assigned_type, &event, &cases_case_type, &file);
    return emit_cases_assigned(call, &event);
}

int cases_close_case(struct call *call, const struct cases_close_case *in, struct cases_close_case_result *out)
{
    struct cases_case file = {0};
    int rc = find_home_case(call, in->case_id, &file);
    if (rc)
        return rc;
    if (file.status == CASES_CASE_STATUS_CLOSED)
        return PROBLEM_CASE_CLOSED;
    struct cases_closed event = {0};
    message_assign(&cases_closed_type, &event, &cases_case_type, &file);
    event.outcome = in->outcome;
    out->case_id = in->case_id;
    out->status = CASES_CASE_STATUS_CLOSED;
    return emit_cases_closed(call, &event);
}

/* Each citizen has one case: who needs help again has the same. */
int cases_reopen_case(struct call *call, const struct cases_reopen_case *in, struct cases_reopen_case_result *out)
{
    struct cases_case file = {0};
    int rc = find_home_case(call, in->case_id, &file);
    if (rc)
        return rc;
    if (file.status != CASES_CASE_STATUS_CLOSED)
        return PROBLEM_ILLEGAL_TRANSITION;
    struct cases_reopened event = {0};
    message_assign(&cases_reopened_type, &event, &cases_case_type, &file);
    *out = (struct cases_reopen_case_result){in->case_id, CASES_CASE_STATUS_OPEN};
    return emit_cases_reopened(call, &event);
}

/* A case as the caller may see it. Who of the municipality has it is for colleagues only. */
static int show(struct call *call, struct cases_case *file)
{
    struct subject_of_care about = citizen_of(file);
    if (!call_for(call, file->home_id))
        file->responsible = NULL;
    return consent_disclose(call, &about, &cases_case_type, file);
}

int cases_get_case(struct call *call, const struct cases_get_case *in, struct cases_get_case_result *out)
{
    int rc = find_case(call->store, call->arena, in->case_id, &out->case_);
    return rc ? rc : show(call, &out->case_);
}

static int find_list(struct call *call, bool mine, const struct case_list *list, struct cases_case *items,
                     size_t *count)
{
    const struct common_principal *who = call->who;
    if (mine)
        return find_cases_of_caseworker(call->store, call->arena, who->subject, who->organisation_id, list, items,
                                        count);
    if (call_is(call, CITIZEN))
        return find_cases_of_citizen(call->store, call->arena, who->citizen_id, list, items, count);
    return find_cases_of_organisation(call->store, call->arena, who->organisation_id, call->now, list, items, count);
}

int cases_list_cases(struct call *call, const struct cases_list_cases *in, struct cases_list_cases_result *out)
{
    /* One more than asked for tells whether there is a next page. */
    size_t limit = in->has_limit ? (size_t) in->limit : PAGE_LIMIT, found;
    struct case_list list = {.status = in->status, .before = in->after, .limit = limit + 1};
    if (in->name && !call_is(call, CASEWORKER))
        return fail_field(call, PROBLEM_NOT_AUTHORIZED, "name"); /* a name may be withheld from them */
    if (in->name)
        list.name = text_folded(call->arena, in->name);
    struct cases_case *items = ARENA_ARRAY(call->arena, struct cases_case, list.limit);
    int rc = find_list(call, in->mine, &list, items, &found);
    if (rc)
        return rc;
    if (found > limit)
        out->next = items[limit - 1].case_id;

    size_t count = 0;
    for (size_t i = 0; i < found && i < limit; i++) {
        rc = show(call, &items[i]);
        if (!rc)
            items[count++] = items[i];
        else if (rc != PROBLEM_NOT_FOUND)
            return rc;
    }
    out->cases = (struct cases_case_list){.items = items, .count = count};
    return 0;
}

int cases_list_contacts(struct call *call, const struct cases_list_contacts *in, struct cases_list_contacts_result *out)
{
    struct cases_case file = {0};
    int rc = find_visible_case(call, in->case_id, &file);
    if (rc)
        return rc;
    struct time_place place;
    if (in->after && !time_place_read(call->arena, in->after, &place))
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "after");

    size_t limit = in->has_limit ? (size_t) in->limit : PAGE_LIMIT, found;
    struct cases_contact *items = ARENA_ARRAY(call->arena, struct cases_contact, limit + 1);
    /* Whom else the citizen meets, a helper need not know. */
    const struct page page = {
        .case_id = in->case_id,
        .organisation_id = may_decide(call, file.citizen_id, file.home_id) ? NULL : call->who->organisation_id,
        .before = in->after ? &place : NULL,
        .limit = limit + 1,
    };
    rc = find_contacts(call->store, call->arena, &page, items, &found);
    if (rc)
        return rc;
    if (found > limit) {
        place = (struct time_place){.at = items[limit - 1].at, .id = items[limit - 1].contact_id};
        out->next = time_place_write(call->arena, &place);
        found = limit;
    }
    struct subject_of_care about = citizen_of(&file);
    for (size_t i = 0; i < found; i++) {
        rc = consent_disclose(call, &about, &cases_contact_type, &items[i]);
        if (rc)
            return rc;
    }
    out->contacts = (struct cases_contact_list){.items = items, .count = found};
    return 0;
}
