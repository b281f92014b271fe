/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Who takes part in a case, and who acts for the citizen. The citizen says who may act for them and in what, or the home
 * municipality does on a ground that it names; that person links their own sign-in with a code. What a representative may
 * call, the runtime decides by the scopes; it all ends when somebody ends it, or exactly when its time is over.
 */
#include "cases.h"

#include "identity.h"
#include "store.h"

#define OWN_LIMIT 50 /* whom one person represents */

int cases_add_representative(struct call *call, const struct cases_add_representative *in,
                             struct cases_add_representative_result *out)
{
    struct cases_case file = {0};
    int rc = find_own_case(call, in->case_id, &file);
    if (rc)
        return rc;
    if (file.status == CASES_CASE_STATUS_CLOSED)
        return PROBLEM_CASE_CLOSED;
    if (in->scopes == 0)
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "scopes");
    if (!in->ground && !call_of(call, file.citizen_id))
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "ground");
    if (in->valid_until && strcmp(in->valid_until, call->now) <= 0)
        return fail_field(call, PROBLEM_VALIDITY_OVER, "valid_until");

    struct cases_representative_added event = {.representation_id = call_new_id(call)};
    message_assign(&cases_representative_added_type, &event, &cases_case_type, &file);
    message_assign(&cases_representative_added_type, &event, &cases_add_representative_type, in);
    out->representation_id = event.representation_id;
    return emit_cases_representative_added(call, &event);
}

int cases_invite_representative(struct call *call, const struct cases_invite_representative *in,
                                struct cases_invite_representative_result *out)
{
    struct representation known = {0};
    int rc = find_representation(call->store, call->arena, in->representation_id, &known);
    if (rc)
        return rc;
    if (!may_decide(call, known.content.citizen_id, known.content.home_id))
        return PROBLEM_NOT_FOUND;
    if (!representation_in_force(&known.content, call->now))
        return PROBLEM_ILLEGAL_TRANSITION;
    if (known.subject)
        return PROBLEM_ALREADY_LINKED;

    struct cases_representative_invited event = {
        .code = new_code(call),
        .expires_at = code_expiry(call, in->has_valid_days, in->valid_days),
    };
    message_assign(&cases_representative_invited_type, &event, &cases_representation_type, &known.content);
    message_assign(&cases_invite_representative_result_type, out, &cases_representative_invited_type, &event);
    return emit_cases_representative_invited(call, &event);
}

/* Nobody represents themself, nor the same citizen twice, nor more than they can be told of. */
static int check_representative(struct call *call, const char *citizen_id, const struct cases_case *own)
{
    struct cases_representation known[OWN_LIMIT];
    size_t count;
    int rc = find_representations_by(call->store, call->arena, call->who->subject, call->now, OWN_LIMIT, known, &count);
    if (rc)
        return rc;
    bool linked = count == OWN_LIMIT || (own && strcmp(own->citizen_id, citizen_id) == 0);
    for (size_t i = 0; i < count; i++)
        linked = linked || strcmp(known[i].citizen_id, citizen_id) == 0;
    return linked ? PROBLEM_ALREADY_LINKED : 0;
}

int accept_representation(struct call *call, const char *code, const struct cases_case *own,
                          struct cases_accept_invitation_result *out)
{
    struct representation known = {0};
    int rc = find_invited_representation(call->store, call->arena, code, call->now, &known);
    if (!rc)
        rc = check_representative(call, known.content.citizen_id, own);
    if (rc)
        return rc;
    struct cases_representative_linked event = {.subject = call->who->subject};
    message_assign(&cases_representative_linked_type, &event, &cases_representation_type, &known.content);
    message_assign(&cases_accept_invitation_result_type, out, &cases_representative_linked_type, &event);
    return emit_cases_representative_linked(call, &event);
}

/* The citizen and the home municipality end any; a representative their own, whatever else they may do. */
static bool may_end(const struct call *call, const struct representation *known)
{
    const struct common_principal *who = call->who;
    if (known->subject && strcmp(known->subject, who->subject) == 0)
        return true;
    return !who->representation && may_decide(call, known->content.citizen_id, known->content.home_id);
}

static int end_representation(struct call *call, const struct representation *known, bool expired)
{
    struct cases_representation_ended event = {.expired = expired};
    message_assign(&cases_representation_ended_type, &event, &cases_representation_type, &known->content);
    return emit_cases_representation_ended(call, &event);
}

int cases_end_representation(struct call *call, const struct cases_end_representation *in,
                             struct cases_end_representation_result *out)
{
    struct representation known = {0};
    int rc = find_representation(call->store, call->arena, in->representation_id, &known);
    if (rc)
        return rc;
    if (!may_end(call, &known))
        return PROBLEM_NOT_FOUND;
    if (!representation_in_force(&known.content, call->now))
        return PROBLEM_ILLEGAL_TRANSITION;
    out->representation_id = in->representation_id;
    out->ended_at = call->now;
    return end_representation(call, &known, false);
}

/* Whoever asks whether a representation is in force looks at the clock; this is for the record and those who are told. */
int settle_representations(struct call *call, int64_t *due_ms)
{
    struct representation known = {0};
    int rc = find_next_expiry(call->store, call->arena, &known);
    if (rc)
        return rc == PROBLEM_NOT_FOUND ? 0 : rc;
    int64_t until_ms = time_parse(known.content.valid_until);
    if (until_ms > call->now_ms) {
        *due_ms = until_ms < *due_ms ? until_ms : *due_ms;
        return 0;
    }
    rc = end_representation(call, &known, true);
    return rc ? rc : 1;
}

int cases_list_representations(struct call *call, const struct cases_list_representations *in,
                               struct cases_list_representations_result *out)
{
    struct cases_case file = {0};
    int rc = find_own_case(call, in->case_id, &file);
    if (rc)
        return rc;
    struct cases_representation *items = ARENA_ARRAY(call->arena, struct cases_representation, LIST_LIMIT);
    size_t count;
    rc = find_representations(call->store, call->arena, in->case_id, LIST_LIMIT, items, &count);
    struct subject_of_care about = citizen_of(&file);
    for (size_t i = 0; !rc && i < count; i++)
        rc = consent_disclose(call, &about, &cases_representation_type, &items[i]);
    out->representations = (struct cases_representation_list){.items = items, .count = count};
    return rc;
}

/* What the caller sees here they see as the representative that they are, however they signed in. */
static int disclose_to_representative(struct call *call, struct cases_own_representation *item, const char *home_id)
{
    const struct common_principal *caller = call->who;
    const struct common_representation representation = {item->representation_id, item->scopes};
    const struct common_principal representative = {.subject = caller->subject,
                                                    .roles = CITIZEN,
                                                    .citizen_id = item->citizen_id,
                                                    .representation = &representation};
    struct subject_of_care about = {item->case_id, item->citizen_id, home_id};
    call->who = &representative;
    int rc = consent_disclose(call, &about, &cases_own_representation_type, item);
    call->who = caller;
    return rc;
}

int cases_list_own_representations(struct call *call, const struct cases_list_own_representations *in,
                                   struct cases_list_own_representations_result *out)
{
    (void) in;
    struct cases_representation known[OWN_LIMIT];
    struct cases_own_representation *items = ARENA_ARRAY(call->arena, struct cases_own_representation, OWN_LIMIT);
    size_t count;
    int rc = find_representations_by(call->store, call->arena, call->who->subject, call->now, OWN_LIMIT, known, &count);
    for (size_t i = 0; !rc && i < count; i++) {
        struct cases_case file = {0};
        rc = find_case(call->store, call->arena, known[i].case_id, &file);
        message_assign(&cases_own_representation_type, &items[i], &cases_representation_type, &known[i]);
        items[i].citizen_name = file.citizen_name;
        if (!rc)
            rc = disclose_to_representative(call, &items[i], known[i].home_id);
    }
    out->representations = (struct cases_own_representation_list){.items = items, .count = count};
    return rc;
}

/* The home municipality and the citizen, then who acts for the citizen. */
static int add_people(struct call *call, const struct cases_case *file, struct cases_participant *items, size_t *count)
{
    struct cases_representation *people = ARENA_ARRAY(call->arena, struct cases_representation, LIST_LIMIT);
    size_t found;
    int rc = find_representations(call->store, call->arena, file->case_id, LIST_LIMIT, people, &found);
    items[(*count)++] = (struct cases_participant){
        .kind = CASES_PARTICIPANT_KIND_HOME_MUNICIPALITY,
        .organisation_id = file->home_id,
    };
    items[(*count)++] = (struct cases_participant){
        .kind = CASES_PARTICIPANT_KIND_CITIZEN,
        .has_linked = true,
        .linked = file->linked,
    };
    for (size_t i = 0; !rc && i < found && *count < LIST_LIMIT; i++)
        if (representation_in_force(&people[i], call->now))
            items[(*count)++] = (struct cases_participant){
                .kind = CASES_PARTICIPANT_KIND_REPRESENTATIVE,
                .name = people[i].name,
                .has_linked = true,
                .linked = people[i].linked,
                .valid_until = people[i].valid_until,
            };
    return rc;
}

int cases_list_participants(struct call *call, const struct cases_list_participants *in,
                            struct cases_list_participants_result *out)
{
    struct cases_case file = {0};
    int rc = find_own_case(call, in->case_id, &file);
    if (rc)
        return rc;
    struct cases_participant *items = ARENA_ARRAY(call->arena, struct cases_participant, LIST_LIMIT);
    size_t count = 0, organisations = 0;
    rc = add_people(call, &file, items, &count);
    if (!rc)
        rc = find_consenting(call->store, call->arena, file.citizen_id, call->now, LIST_LIMIT - count, items + count,
                             &organisations);
    if (organisations > 0)
        consent_told(call);
    count += organisations;
    struct subject_of_care about = citizen_of(&file);
    for (size_t i = 0; !rc && i < count; i++)
        rc = consent_disclose(call, &about, &cases_participant_type, &items[i]);
    out->participants = (struct cases_participant_list){.items = items, .count = count};
    return rc;
}
