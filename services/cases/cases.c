/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Cases. A municipality opens a case for a citizen, as its public task; its caseworkers lead it. Everybody else, except for
 * the citizen, sees of it what the citizen consents to; for whom that is nothing, there is no such case.
 */
#include "cases.h"

#include <sodium.h>

#include "consent.h"
#include "identity.h"
#include "store.h"

#define PAGE_LIMIT 50      /* when the caller names none */
#define INVITATION_DAYS 14 /* likewise */
#define DAY_MS (INT64_C(24) * 60 * 60 * 1000)

/* clang-format off */
static const struct endpoint endpoints[] = {
    /*      procedure                  who may call */
    COMMAND(cases_open_case,           CASEWORKER),
    COMMAND(cases_invite_citizen,      CASEWORKER),
    COMMAND(cases_accept_invitation,   CITIZEN | PERSON),
    COMMAND(cases_log_contact,         CASEWORKER | COORDINATOR),
    COMMAND(cases_close_case,          CASEWORKER),
    QUERY  (cases_get_case,            CASEWORKER | COORDINATOR | CITIZEN),
    QUERY  (cases_list_cases,          CASEWORKER | COORDINATOR | CITIZEN),
    QUERY  (cases_list_contacts,       CASEWORKER | COORDINATOR | CITIZEN),
    {0},
};

static const struct applied applied[] = {
    APPLY(cases_opened),
    APPLY(cases_citizen_invited),
    APPLY(cases_citizen_linked),
    APPLY(cases_contact_logged),
    APPLY(cases_closed),
    {0},
};
/* clang-format on */

const struct service cases = {
    .contract = &cases_contract,
    .endpoints = endpoints,
    .applied = applied,
    .migrations = cases_migrations,
    .enforces_consent = true,
};

static struct subject_of_care citizen_of(const struct cases_case *file)
{
    return (struct subject_of_care){.case_id = file->case_id, .citizen_id = file->citizen_id, .home_id = file->home_id};
}

/* A case of the caller's own municipality. */
static int find_home_case(struct call *call, const char *case_id, struct cases_case *file)
{
    int rc = find_case(call->store, call->arena, case_id, file);
    if (rc)
        return rc;
    return call_for(call, file->home_id) ? 0 : PROBLEM_NOT_FOUND;
}

/* A case of which the caller may see anything at all. */
static int find_visible_case(struct call *call, const char *case_id, struct cases_case *file)
{
    int rc = find_case(call->store, call->arena, case_id, file);
    if (rc)
        return rc;
    struct subject_of_care about = citizen_of(file);
    return consent_disclose(call, &about, NULL, NULL);
}

int cases_open_case(struct call *call, const struct cases_open_case *in, struct cases_open_case_result *out)
{
    const struct common_principal *who = call->who;
    if (!who->organisation_id || who->organisation_type != COMMON_ORGANISATION_TYPE_MUNICIPALITY)
        return PROBLEM_NOT_AUTHORIZED;
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

    unsigned char numbers[CODE_LETTERS];
    randombytes_buf(numbers, sizeof numbers);
    char *code = arena_alloc(call->arena, CODE_SIZE), *expires_at = arena_alloc(call->arena, TIME_TEXT_SIZE);
    code_from(numbers, code);
    time_text(call->now_ms + (in->has_valid_days ? in->valid_days : INVITATION_DAYS) * DAY_MS, expires_at);

    struct cases_citizen_invited event = {.code = code, .expires_at = expires_at};
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

int cases_get_case(struct call *call, const struct cases_get_case *in, struct cases_get_case_result *out)
{
    int rc = find_case(call->store, call->arena, in->case_id, &out->case_);
    if (rc)
        return rc;
    struct subject_of_care about = citizen_of(&out->case_);
    return consent_disclose(call, &about, &cases_case_type, &out->case_);
}

int cases_list_cases(struct call *call, const struct cases_list_cases *in, struct cases_list_cases_result *out)
{
    /* One more than asked for tells whether there is a next page. */
    size_t limit = in->has_limit ? (size_t) in->limit : PAGE_LIMIT, found;
    struct case_list list = {.status = in->status, .before = in->after, .limit = limit + 1};
    struct cases_case *items = ARENA_ARRAY(call->arena, struct cases_case, list.limit);
    int rc = call_is(call, CITIZEN)
                 ? find_cases_of_citizen(call->store, call->arena, call->who->citizen_id, &list, items, &found)
                 : find_cases_of_organisation(call->store, call->arena, call->who->organisation_id, call->now, &list,
                                              items, &found);
    if (rc)
        return rc;
    if (found > limit)
        out->next = items[limit - 1].case_id;

    size_t count = 0;
    for (size_t i = 0; i < found && i < limit; i++) {
        struct subject_of_care about = citizen_of(&items[i]);
        rc = consent_disclose(call, &about, &cases_case_type, &items[i]);
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
    struct contact_place place;
    if (in->after && !contact_place_read(call->arena, in->after, &place))
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "after");

    size_t limit = in->has_limit ? (size_t) in->limit : PAGE_LIMIT, found;
    struct cases_contact *items = ARENA_ARRAY(call->arena, struct cases_contact, limit + 1);
    /* Whom else the citizen meets, a helper need not know. */
    bool all = call_of(call, file.citizen_id) || call_for(call, file.home_id);
    rc = find_contacts(call->store, call->arena, in->case_id, all ? NULL : call->who->organisation_id,
                       in->after ? &place : NULL, limit + 1, items, &found);
    if (rc)
        return rc;
    if (found > limit) {
        place = (struct contact_place){.at = items[limit - 1].at, .contact_id = items[limit - 1].contact_id};
        out->next = contact_place_write(call->arena, &place);
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
