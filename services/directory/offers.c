/* SPDX-License-Identifier: EUPL-1.2 */
/* Offers: what organisations publish, how many places they have, and how they are found. */
#include "directory.h"
#include "store.h"

/* An offer that the caller may change. Everybody may know that it is there, so the refusal says what it is. */
static int find_own_offer(struct call *call, const char *offer_id, struct directory_offer *offer)
{
    int rc = find_offer(call->store, call->arena, offer_id, offer);
    if (rc)
        return rc;
    return may_work_for(call, offer->organisation_id) ? 0 : PROBLEM_NOT_AUTHORIZED;
}

int directory_publish_offer(struct call *call, const struct directory_publish_offer *in,
                            struct directory_publish_offer_result *out)
{
    const char *organisation_id = in->organisation_id ? in->organisation_id : call->who->organisation_id;
    if (!organisation_id)
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "organisation_id");
    if (!may_work_for(call, organisation_id))
        return PROBLEM_NOT_AUTHORIZED;
    struct directory_organisation organisation = {0};
    int rc = find_organisation(call->store, call->arena, organisation_id, &organisation);
    if (!rc)
        rc = check_offer_source(call->store, in->source, NULL);
    if (rc)
        return rc;

    struct directory_offer_published event = {0};
    message_assign(&directory_offer_published_type, &event, &directory_publish_offer_type, in);
    event.offer_id = call_new_id(call);
    event.organisation_id = organisation_id;
    if (event.status == DIRECTORY_OFFER_STATUS_NONE)
        event.status = DIRECTORY_OFFER_STATUS_ACTIVE;
    out->offer_id = event.offer_id;
    out->version = 1;
    return emit_directory_offer_published(call, &event);
}

int directory_update_offer(struct call *call, const struct directory_update_offer *in,
                           struct directory_update_offer_result *out)
{
    struct directory_offer known = {0};
    int rc = find_own_offer(call, in->offer_id, &known);
    if (rc)
        return rc;
    if (in->has_expected_version && in->expected_version != known.version)
        return PROBLEM_ILLEGAL_TRANSITION;

    struct directory_offer_updated before = {0}, after = {0};
    message_assign(&directory_offer_updated_type, &before, &directory_offer_type, &known);
    message_assign(&directory_offer_updated_type, &after, &directory_update_offer_type, in);
    after.organisation_id = known.organisation_id;
    if (after.status == DIRECTORY_OFFER_STATUS_NONE)
        after.status = DIRECTORY_OFFER_STATUS_ACTIVE;
    if (!after.source)
        after.source = before.source;
    if (!after.has_assessment_required) {
        /* Who imports the text knows nothing of it, and must not open an offer to everybody. */
        after.has_assessment_required = before.has_assessment_required;
        after.assessment_required = before.assessment_required;
    }
    rc = check_offer_source(call->store, after.source, in->offer_id);
    if (rc)
        return rc == PROBLEM_ALREADY_EXISTS ? fail_field(call, PROBLEM_INVALID_ARGUMENT, "source") : rc;

    out->offer_id = in->offer_id;
    out->changed = known.withdrawn_at || !message_equal(&directory_offer_updated_type, &before, &after);
    out->version = known.version + out->changed;
    return out->changed ? emit_directory_offer_updated(call, &after) : 0;
}

int directory_withdraw_offer(struct call *call, const struct directory_withdraw_offer *in,
                             struct directory_withdraw_offer_result *out)
{
    struct directory_offer known = {0};
    int rc = find_own_offer(call, in->offer_id, &known);
    if (rc)
        return rc;
    if (known.withdrawn_at)
        return PROBLEM_OFFER_WITHDRAWN;
    struct directory_offer_withdrawn event = {.offer_id = in->offer_id, .organisation_id = known.organisation_id};
    out->offer_id = in->offer_id;
    out->version = known.version + 1;
    return emit_directory_offer_withdrawn(call, &event);
}

int directory_set_capacity(struct call *call, const struct directory_set_capacity *in,
                           struct directory_set_capacity_result *out)
{
    struct directory_offer known = {0};
    int rc = find_own_offer(call, in->offer_id, &known);
    if (rc)
        return rc;
    if (known.withdrawn_at)
        return PROBLEM_OFFER_WITHDRAWN;
    if (in->has_maximum && in->has_available && in->available > in->maximum)
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "available");

    struct directory_capacity_set event = {0};
    message_assign(&directory_capacity_set_type, &event, &directory_set_capacity_type, in);
    event.organisation_id = known.organisation_id;
    if (in->has_maximum && !in->has_available) {
        event.has_available = true;
        event.available = in->maximum;
    }
    message_assign(&directory_set_capacity_result_type, out, &directory_capacity_set_type, &event);
    return emit_directory_capacity_set(call, &event);
}

int directory_get_offer(struct call *call, const struct directory_get_offer *in, struct directory_get_offer_result *out)
{
    return find_offer(call->store, call->arena, in->offer_id, &out->offer);
}

int directory_search_offers(struct call *call, const struct directory_search_offers *in,
                            struct directory_search_offers_result *out)
{
    struct offer_search search = {
        .in = in,
        .match = in->text ? match_expression(call->arena, in->text) : NULL,
        .now = call->now,
        .limit = in->has_limit ? in->limit : PAGE_LIMIT,
    };
    struct offer_place place = {.name = "", .ranked = TEXT_PLACE_FIRST};
    if (in->after && !offer_place_read(call->arena, in->after, search.match != NULL, &place))
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "after");
    bool more;
    int rc = find_offers(call->store, call->arena, &search, &place, &out->offers, &more);
    if (!rc && more)
        out->next = offer_place_write(call->arena, search.match != NULL, &place);
    return rc;
}
