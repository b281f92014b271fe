/* SPDX-License-Identifier: EUPL-1.2 */
#include "plan.h"

#include <stdlib.h>
#include <string.h>

#include "layout.h"

const char *const step_names[STEP_ACTIONS] = {
    [STEP_REGISTER] = "register", [STEP_UPDATE_ORGANISATION] = "update", [STEP_PUBLISH] = "publish",
    [STEP_UPDATE] = "update",     [STEP_WITHDRAW] = "withdraw",
};

/* What the directory has of this source: pointers to records in the plan's arena. */
struct known {
    struct buffer organisations; /* const struct directory_organisation * */
    struct buffer offers;        /* const struct directory_offer * */
};

static size_t known_count(const struct buffer *pointers)
{
    return pointers->size / sizeof(void *);
}

static int fetch_organisations(struct plan *plan, const struct client *client, struct known *known)
{
    struct directory_list_organisations in = {.source_system = plan->system};
    struct directory_list_organisations_result out;
    do {
        const char *field;
        int rc = client_call(client, &directory_list_organisations_procedure, &in, &plan->arena, &out, &field);
        if (rc)
            return rc;
        for (size_t i = 0; i < out.organisations.count; i++)
            buffer_append(&known->organisations, &(const void *){&out.organisations.items[i]}, sizeof(void *));
        in.after = out.next;
    } while (out.next);
    return 0;
}

static int fetch_offers(struct plan *plan, const struct client *client, struct known *known)
{
    struct directory_search_offers in = {.source_system = plan->system};
    struct directory_search_offers_result out;
    do {
        const char *field;
        int rc = client_call(client, &directory_search_offers_procedure, &in, &plan->arena, &out, &field);
        if (rc)
            return rc;
        for (size_t i = 0; i < out.offers.count; i++)
            buffer_append(&known->offers, &(const void *){&out.offers.items[i]}, sizeof(void *));
        in.after = out.next;
    } while (out.next);
    return 0;
}

static int compare_organisations(const void *a, const void *b)
{
    const struct directory_organisation *const *left = a, *const *right = b;
    return strcmp((*left)->source->identifier, (*right)->source->identifier);
}

static int compare_offers(const void *a, const void *b)
{
    const struct directory_offer *const *left = a, *const *right = b;
    return strcmp((*left)->source->identifier, (*right)->source->identifier);
}

static int compare_known(const void *a, const void *b)
{
    return strcmp(((const struct plan_known *) a)->identifier, ((const struct plan_known *) b)->identifier);
}

static const struct directory_organisation *known_organisation(const struct known *known, const char *identifier)
{
    const struct directory_organisation *wanted =
        &(struct directory_organisation){.source = &(struct common_source){.identifier = identifier}};
    const struct directory_organisation **found =
        known->organisations.size == 0 ? NULL
                                       : bsearch(&wanted, known->organisations.data, known_count(&known->organisations),
                                                 sizeof(void *), compare_organisations);
    return found ? *found : NULL;
}

static const struct directory_offer *known_offer(const struct known *known, const char *identifier)
{
    const struct directory_offer *wanted =
        &(struct directory_offer){.source = &(struct common_source){.identifier = identifier}};
    const struct directory_offer **found =
        known->offers.size == 0
            ? NULL
            : bsearch(&wanted, known->offers.data, known_count(&known->offers), sizeof(void *), compare_offers);
    return found ? *found : NULL;
}

static struct plan_known *plan_organisation(const struct plan *plan, const char *identifier)
{
    return bsearch(&(struct plan_known){.identifier = identifier}, plan->organisations, plan->organisation_count,
                   sizeof(*plan->organisations), compare_known);
}

static struct plan_step *add_step(struct plan *plan, enum step_action action)
{
    struct plan_step *step = &plan->steps[plan->count++];
    *step = (struct plan_step){.action = action};
    plan->counts[action]++;
    return step;
}

static void plan_for_organisation(struct plan *plan, const struct known *known, const struct hsds_organisation *listed)
{
    const struct directory_organisation *present = known_organisation(known, listed->text.source->identifier);
    struct directory_organisation_updated before = {0}, after = listed->text;
    if (present) { /* a source knows nothing of type and country: what an operator stated stays */
        message_assign(&directory_organisation_updated_type, &before, &directory_organisation_type, present);
        after.organisation_id = before.organisation_id;
        after.type = before.type;
        after.country = before.country;
        if (message_equal(&directory_organisation_updated_type, &before, &after))
            return;
    }
    struct plan_step *step = add_step(plan, present ? STEP_UPDATE_ORGANISATION : STEP_REGISTER);
    step->place = listed->place;
    step->organisation = after;
    step->updated_at = present ? present->updated_at : NULL;
}

static void plan_for_offer(struct plan *plan, const struct known *known, const struct hsds_offer *listed,
                           struct hsds_source *source)
{
    const struct directory_offer *present = known_offer(known, listed->text.source->identifier);
    const char *organisation_id = plan_organisation(plan, listed->organisation)->id;
    struct directory_offer_updated before = {0}, after = listed->text;
    if (present) {
        if (!organisation_id || strcmp(organisation_id, present->organisation_id) != 0) {
            remark_add(&source->remarks, &(struct remark){
                                             .kind = REMARK_REJECTED,
                                             .table = layout_table_name(HSDS_SERVICE),
                                             .place = listed->place,
                                             .identifier = listed->text.source->identifier,
                                             .field = "organization_id",
                                             .reason = "is another organization than before; an offer does not move",
                                         });
            return;
        }
        message_assign(&directory_offer_updated_type, &before, &directory_offer_type, present);
        after.offer_id = before.offer_id;
        after.organisation_id = before.organisation_id;
        if (!present->withdrawn_at && message_equal(&directory_offer_updated_type, &before, &after)) {
            plan->unchanged++;
            return;
        }
    }
    struct plan_step *step = add_step(plan, present ? STEP_UPDATE : STEP_PUBLISH);
    step->place = listed->place;
    step->offer = after;
    step->belongs_to = listed->organisation;
    step->version = present ? present->version : 0;
}

/* What is offered and no longer in the source. */
static void plan_withdrawals(struct plan *plan, const struct known *known, const struct hsds_listing *listing,
                             bool is_partial)
{
    const struct directory_offer *const *offers = (const void *) known->offers.data;
    for (size_t i = 0; i < known_count(&known->offers); i++) {
        if (offers[i]->withdrawn_at)
            continue;
        plan->offered++;
        if (is_partial || index_row(&listing->services, offers[i]->source->identifier))
            continue;
        struct plan_step *step = add_step(plan, STEP_WITHDRAW);
        message_assign(&directory_offer_updated_type, &step->offer, &directory_offer_type, offers[i]);
        step->version = offers[i]->version;
    }
}

static void make_steps(struct plan *plan, const struct known *known, const struct hsds_listing *listing,
                       struct hsds_source *source)
{
    plan->steps = ARENA_ARRAY(&plan->arena, struct plan_step,
                              listing->organisation_count + listing->offer_count + known_count(&known->offers));
    plan->organisations = ARENA_ARRAY(&plan->arena, struct plan_known, listing->organisation_count);
    plan->organisation_count = listing->organisation_count;
    for (size_t i = 0; i < listing->organisation_count; i++) {
        const char *identifier = listing->organisations[i].text.source->identifier;
        const struct directory_organisation *present = known_organisation(known, identifier);
        plan->organisations[i] = (struct plan_known){identifier, present ? present->organisation_id : NULL};
        plan_for_organisation(plan, known, &listing->organisations[i]);
    }
    qsort(plan->organisations, plan->organisation_count, sizeof(*plan->organisations), compare_known);
    for (size_t i = 0; i < listing->offer_count; i++)
        plan_for_offer(plan, known, &listing->offers[i], source);
    plan_withdrawals(plan, known, listing, source->partial);
}

int plan_make(const struct hsds_listing *listing, struct hsds_source *source, const char *system,
              const struct client *client, struct plan *plan)
{
    struct known known = {0};
    *plan = (struct plan){.system = system};
    int rc = fetch_organisations(plan, client, &known);
    if (!rc)
        rc = fetch_offers(plan, client, &known);
    if (!rc) {
        if (known.organisations.size > 0)
            qsort(known.organisations.data, known_count(&known.organisations), sizeof(void *), compare_organisations);
        if (known.offers.size > 0)
            qsort(known.offers.data, known_count(&known.offers), sizeof(void *), compare_offers);
        make_steps(plan, &known, listing, source);
    }
    buffer_free(&known.organisations);
    buffer_free(&known.offers);
    return rc;
}

bool plan_is_drastic(const struct plan *plan)
{
    return plan->counts[STEP_WITHDRAW] * 2 > plan->offered;
}

void plan_free(struct plan *plan)
{
    arena_free(&plan->arena);
}

/* Execution. */

/* Sends a command. */
static int send_command(struct plan *plan, const struct client *client, const struct procedure *procedure,
                        const char *state, void *in, void *out, const char **field)
{
    client_identify(procedure, state, in, &plan->arena);
    return client_call(client, procedure, in, &plan->arena, out, field);
}

static int register_organisation(struct plan *plan, const struct plan_step *step, const struct client *client,
                                 const char **field)
{
    struct directory_register_organisation in = {0};
    struct directory_register_organisation_result out;
    message_assign(&directory_register_organisation_type, &in, &directory_organisation_updated_type,
                   &step->organisation);
    int rc = send_command(plan, client, &directory_register_organisation_procedure, "", &in, &out, field);
    if (!rc)
        plan_organisation(plan, step->organisation.source->identifier)->id = out.organisation_id;
    return rc;
}

static int update_organisation(struct plan *plan, const struct plan_step *step, const struct client *client,
                               const char **field)
{
    struct directory_update_organisation in = {0};
    struct directory_update_organisation_result out;
    message_assign(&directory_update_organisation_type, &in, &directory_organisation_updated_type, &step->organisation);
    return send_command(plan, client, &directory_update_organisation_procedure, step->updated_at, &in, &out, field);
}

static int publish_offer(struct plan *plan, const struct plan_step *step, const struct client *client,
                         const char **field)
{
    struct directory_publish_offer in = {0};
    struct directory_publish_offer_result out;
    message_assign(&directory_publish_offer_type, &in, &directory_offer_updated_type, &step->offer);
    in.organisation_id = plan_organisation(plan, step->belongs_to)->id;
    if (!in.organisation_id) { /* its registration was refused, and that has been said */
        *field = "organisation_id";
        return PROBLEM_NOT_FOUND;
    }
    return send_command(plan, client, &directory_publish_offer_procedure, "", &in, &out, field);
}

static int update_offer(struct plan *plan, const struct plan_step *step, const struct client *client,
                        const char **field)
{
    struct directory_update_offer in = {.has_expected_version = true, .expected_version = step->version};
    struct directory_update_offer_result out;
    message_assign(&directory_update_offer_type, &in, &directory_offer_updated_type, &step->offer);
    return send_command(plan, client, &directory_update_offer_procedure, "", &in, &out, field);
}

static int withdraw_offer(struct plan *plan, const struct plan_step *step, const struct client *client,
                          const char **field)
{
    struct directory_withdraw_offer in = {.offer_id = step->offer.offer_id};
    struct directory_withdraw_offer_result out;
    return send_command(plan, client, &directory_withdraw_offer_procedure,
                        arena_print(&plan->arena, "%lld", (long long) step->version), &in, &out, field);
}

int plan_step_run(struct plan *plan, const struct plan_step *step, const struct client *client, const char **field)
{
    static int (*const run[STEP_ACTIONS])(struct plan *, const struct plan_step *, const struct client *,
                                          const char **) = {
        [STEP_REGISTER] = register_organisation, [STEP_UPDATE_ORGANISATION] = update_organisation,
        [STEP_PUBLISH] = publish_offer,          [STEP_UPDATE] = update_offer,
        [STEP_WITHDRAW] = withdraw_offer,
    };
    *field = NULL;
    return run[step->action](plan, step, client, field);
}
