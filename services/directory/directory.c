/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The directory: organisations, their members, and (in offers.c) what they offer. Nothing in it is about citizens, so
 * everybody who is signed in may read it, except for who the members are: that is for colleagues.
 */
#include "directory.h"
#include "store.h"

#define EVERYBODY (MEMBER | CITIZEN | PERSON | OPERATOR)
#define PUBLISHERS (COORDINATOR | ADMINISTRATOR | OPERATOR)

/* clang-format off */
static const struct endpoint endpoints[] = {
    /*      procedure                          who may call */
    COMMAND(directory_register_organisation,   OPERATOR),
    COMMAND(directory_update_organisation,     ADMINISTRATOR | OPERATOR),
    COMMAND(directory_add_member,              ADMINISTRATOR | OPERATOR),
    COMMAND(directory_remove_member,           ADMINISTRATOR | OPERATOR),
    COMMAND(directory_publish_offer,           PUBLISHERS),
    COMMAND(directory_update_offer,            PUBLISHERS),
    COMMAND(directory_withdraw_offer,          PUBLISHERS),
    COMMAND(directory_set_capacity,            PUBLISHERS),
    QUERY  (directory_list_organisations,      EVERYBODY),
    QUERY  (directory_get_organisation,        EVERYBODY),
    QUERY  (directory_list_members,            ADMINISTRATOR | OPERATOR),
    QUERY  (directory_list_colleagues,         MEMBER),
    QUERY  (directory_get_principal,           EVERYBODY),
    QUERY  (directory_get_offer,               EVERYBODY),
    QUERY  (directory_search_offers,           EVERYBODY),
    {0},
};
/* clang-format on */

static const struct applied applied[] = {
    APPLY(directory_organisation_registered),
    APPLY(directory_organisation_updated),
    APPLY(directory_member_added),
    APPLY(directory_member_removed),
    APPLY(directory_offer_published),
    APPLY(directory_offer_updated),
    APPLY(directory_offer_withdrawn),
    APPLY(directory_capacity_set),
    /* for free places and waiting times */
    APPLY(referrals_requested),
    APPLY(referrals_accepted),
    APPLY(referrals_waitlisted),
    APPLY(referrals_rejected),
    APPLY(referrals_started),
    APPLY(referrals_completed),
    APPLY(referrals_failed),
    APPLY(referrals_cancelled),
    APPLY(referrals_transferred),
    {0},
};

const struct service directory = {
    .contract = &directory_contract,
    .endpoints = endpoints,
    .applied = applied,
    .migrations = directory_migrations,
};

int directory_register_organisation(struct call *call, const struct directory_register_organisation *in,
                                    struct directory_register_organisation_result *out)
{
    int rc = check_organisation_source(call->store, in->source, NULL);
    if (rc)
        return rc;
    struct directory_organisation_registered event = {.organisation_id = call_new_id(call)};
    message_assign(&directory_organisation_registered_type, &event, &directory_register_organisation_type, in);
    out->organisation_id = event.organisation_id;
    return emit_directory_organisation_registered(call, &event);
}

int directory_update_organisation(struct call *call, const struct directory_update_organisation *in,
                                  struct directory_update_organisation_result *out)
{
    if (!may_work_for(call, in->organisation_id))
        return PROBLEM_NOT_AUTHORIZED;
    struct directory_organisation known = {0};
    int rc = find_organisation(call->store, call->arena, in->organisation_id, &known);
    if (rc)
        return rc;
    /* Rights hang on the kind: who is a municipality may open cases. */
    if (in->type != known.type && !call_is(call, OPERATOR))
        return fail_field(call, PROBLEM_NOT_AUTHORIZED, "type");

    struct directory_organisation_updated before = {0}, after = {0};
    message_assign(&directory_organisation_updated_type, &before, &directory_organisation_type, &known);
    message_assign(&directory_organisation_updated_type, &after, &directory_update_organisation_type, in);
    if (!after.source)
        after.source = before.source;
    rc = check_organisation_source(call->store, after.source, in->organisation_id);
    if (rc)
        return rc == PROBLEM_ALREADY_EXISTS ? fail_field(call, PROBLEM_INVALID_ARGUMENT, "source") : rc;

    out->organisation_id = in->organisation_id;
    out->changed = !message_equal(&directory_organisation_updated_type, &before, &after);
    return out->changed ? emit_directory_organisation_updated(call, &after) : 0;
}

int directory_add_member(struct call *call, const struct directory_add_member *in,
                         struct directory_add_member_result *out)
{
    if (!may_work_for(call, in->organisation_id))
        return PROBLEM_NOT_AUTHORIZED;
    if (!roles_assignable(in->roles))
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "roles");
    struct directory_organisation organisation = {0};
    int rc = find_organisation(call->store, call->arena, in->organisation_id, &organisation);
    if (rc)
        return rc;
    struct directory_member_added event = {0};
    message_assign(&directory_member_added_type, &event, &directory_add_member_type, in);
    out->organisation_id = in->organisation_id;
    out->subject = in->subject;
    return emit_directory_member_added(call, &event);
}

int directory_remove_member(struct call *call, const struct directory_remove_member *in,
                            struct directory_remove_member_result *out)
{
    if (!may_work_for(call, in->organisation_id))
        return PROBLEM_NOT_AUTHORIZED;
    int rc = find_member(call->store, in->organisation_id, in->subject);
    if (rc)
        return rc;
    struct directory_member_removed event = {.organisation_id = in->organisation_id, .subject = in->subject};
    out->organisation_id = in->organisation_id;
    out->subject = in->subject;
    return emit_directory_member_removed(call, &event);
}

int directory_list_organisations(struct call *call, const struct directory_list_organisations *in,
                                 struct directory_list_organisations_result *out)
{
    const char *name = "", *id = "";
    if (in->after && !cursor_read(call->arena, in->after, &name, &id))
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "after");
    bool more;
    int rc = find_organisations(call->store, call->arena, in, name, id, in->has_limit ? in->limit : PAGE_LIMIT,
                                &out->organisations, &more);
    if (!rc && more) {
        const struct directory_organisation *last = &out->organisations.items[out->organisations.count - 1];
        out->next = cursor_write(call->arena, last->name, last->organisation_id);
    }
    return rc;
}

int directory_get_organisation(struct call *call, const struct directory_get_organisation *in,
                               struct directory_get_organisation_result *out)
{
    return find_organisation(call->store, call->arena, in->organisation_id, &out->organisation);
}

int directory_list_members(struct call *call, const struct directory_list_members *in,
                           struct directory_list_members_result *out)
{
    if (!may_work_for(call, in->organisation_id))
        return PROBLEM_NOT_AUTHORIZED;
    struct directory_organisation organisation = {0};
    int rc = find_organisation(call->store, call->arena, in->organisation_id, &organisation);
    return rc ? rc : find_members(call->store, call->arena, in->organisation_id, &out->members);
}

int directory_list_colleagues(struct call *call, const struct directory_list_colleagues *in,
                              struct directory_list_colleagues_result *out)
{
    (void) in;
    return find_members(call->store, call->arena, call->who->organisation_id, &out->colleagues);
}

int directory_get_principal(struct call *call, const struct directory_get_principal *in,
                            struct directory_get_principal_result *out)
{
    (void) in;
    message_assign(&directory_get_principal_result_type, out, &common_principal_type, call->who);
    return find_memberships(call->store, call->arena, call->who->subject, &out->memberships);
}
