/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Messages between the people of a case. The citizen and the home municipality read all of them; each is shared with at
 * most one more organisation, which needs the citizen's consent for notes, reads nothing else and writes nowhere else.
 */
#include "cases.h"

#include "store.h"

#define NOTES (1u << (COMMON_CATEGORY_NOTES - 1))

static int check_recipient(struct call *call, const struct cases_case *file, const char *organisation_id)
{
    struct consent_state consent;
    int rc = consent_check(call, file->citizen_id, organisation_id, &consent);
    return rc || (consent.categories & NOTES) ? rc : fail_consent(call, NOTES);
}

/* With which organisation a message is shared; NULL: with none but the home municipality. */
static int find_thread(struct call *call, const struct cases_case *file, const char *asked,
                       const char **organisation_id)
{
    const char *own = may_decide(call, file->citizen_id, file->home_id) ? NULL : call->who->organisation_id;
    if (own && asked && strcmp(asked, own) != 0)
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "organisation_id");
    *organisation_id = own ? own : asked;
    if (*organisation_id && strcmp(*organisation_id, file->home_id) == 0)
        *organisation_id = NULL; /* it reads along anyway */
    return *organisation_id ? check_recipient(call, file, *organisation_id) : 0;
}

static int check_new(struct call *call, const char *message_id)
{
    int rc = message_id ? check_message(call->store, message_id) : PROBLEM_NOT_FOUND;
    if (rc == PROBLEM_NOT_FOUND)
        return 0;
    return rc ? rc : fail_field(call, PROBLEM_ALREADY_EXISTS, "message_id");
}

int cases_send_message(struct call *call, const struct cases_send_message *in, struct cases_send_message_result *out)
{
    struct cases_case file = {0};
    struct cases_message_sent event = {0};
    int rc = find_visible_case(call, in->case_id, &file);
    if (rc)
        return rc;
    if (file.status == CASES_CASE_STATUS_CLOSED)
        return PROBLEM_CASE_CLOSED;
    message_assign(&cases_message_sent_type, &event, &cases_case_type, &file);
    message_assign(&cases_message_sent_type, &event, &cases_send_message_type, in);
    rc = find_thread(call, &file, in->organisation_id, &event.organisation_id);
    if (!rc)
        rc = check_new(call, in->message_id);
    if (rc)
        return rc;

    event.sender = CASES_SENDER_ORGANISATION;
    if (call_of(call, file.citizen_id))
        event.sender = call->who->representation ? CASES_SENDER_REPRESENTATIVE : CASES_SENDER_CITIZEN;
    else
        event.sender_id = call->who->organisation_id;
    if (!event.message_id)
        event.message_id = call_new_id(call);
    out->message_id = event.message_id;
    return emit_cases_message_sent(call, &event);
}

/* Whose messages the caller is to get: all (NULL), or those shared with one organisation. */
static int find_reader(struct call *call, const struct cases_case *file, const char *asked,
                       const char **organisation_id, bool *nothing)
{
    *organisation_id = asked;
    *nothing = false;
    if (may_decide(call, file->citizen_id, file->home_id))
        return 0;
    struct consent_state consent;
    *organisation_id = call->who->organisation_id;
    int rc = consent_check(call, file->citizen_id, *organisation_id, &consent);
    *nothing = !(consent.categories & NOTES) || (asked && !call_for(call, asked));
    return rc;
}

int cases_list_messages(struct call *call, const struct cases_list_messages *in, struct cases_list_messages_result *out)
{
    struct cases_case file = {0};
    int rc = find_visible_case(call, in->case_id, &file);
    if (rc)
        return rc;
    struct time_place place;
    if (in->after && !time_place_read(call->arena, in->after, &place))
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "after");

    size_t limit = in->has_limit ? (size_t) in->limit : PAGE_LIMIT, found = 0;
    struct page page = {.case_id = in->case_id, .before = in->after ? &place : NULL, .limit = limit + 1};
    bool nothing;
    rc = find_reader(call, &file, in->organisation_id, &page.organisation_id, &nothing);
    if (rc || nothing)
        return rc;
    struct cases_message *items = ARENA_ARRAY(call->arena, struct cases_message, limit + 1);
    rc = find_messages(call->store, call->arena, &page, items, &found);
    if (found > limit) {
        place = (struct time_place){.at = items[limit - 1].at, .id = items[limit - 1].message_id};
        out->next = time_place_write(call->arena, &place);
        found = limit;
    }
    struct subject_of_care about = citizen_of(&file);
    for (size_t i = 0; !rc && i < found; i++)
        rc = consent_disclose(call, &about, &cases_message_type, &items[i]);
    out->messages = (struct cases_message_list){.items = items, .count = found};
    return rc;
}
