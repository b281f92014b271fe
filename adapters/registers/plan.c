/* SPDX-License-Identifier: EUPL-1.2 */
#include "plan.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "error.h"
#include "format.h"
#include "message_field.h"

const char *const register_step_names[STEP_ACTIONS] = {
    [STEP_REGISTER_ORGANISATION] = "register",
    [STEP_REGISTER] = "register",
    [STEP_UPDATE] = "update",
    [STEP_WITHDRAW] = "withdraw",
};

/* A row on its way into the plan. */
struct candidate {
    const struct register_row *row;
    struct register_entry entry;
    const struct pilots_pilot *present;      /* or NULL */
    struct known_organisation *organisation; /* of a new one */
    bool is_out;                             /* nothing is done for it */
};

/* In the order of the source; and those with an identifier by that, those with the same one in the source's order. */
struct candidates {
    struct candidate *all, **identified;
    size_t count, identified_count;
};

static void tell(struct register_plan *plan, enum remark_kind kind, const struct candidate *candidate,
                 const char *field, const char *reason)
{
    remark_add(&plan->source->remarks, &(struct remark){.kind = kind,
                                                        .table = "record",
                                                        .place = candidate->row->place,
                                                        .identifier = candidate->entry.identifier,
                                                        .name = register_row_name(candidate->row),
                                                        .field = field,
                                                        .reason = reason});
}

static void leave_out(struct register_plan *plan, enum remark_kind kind, struct candidate *candidate, const char *field,
                      const char *reason)
{
    tell(plan, kind, candidate, field, reason);
    candidate->is_out = true;
}

static int compare_candidates(const void *a, const void *b)
{
    const struct candidate *const *left = a, *const *right = b;
    int order = strcmp((*left)->entry.identifier, (*right)->entry.identifier);
    return order != 0 ? order : (*left > *right) - (*left < *right);
}

static bool is_listed(const struct candidates *candidates, const char *identifier)
{
    size_t low = 0, high = candidates->identified_count;
    while (low < high) { /* the first that is not less */
        size_t middle = low + (high - low) / 2;
        if (strcmp(candidates->identified[middle]->entry.identifier, identifier) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < candidates->identified_count && strcmp(candidates->identified[low]->entry.identifier, identifier) == 0;
}

static void identify(struct register_plan *plan, struct candidates *candidates)
{
    candidates->all = ARENA_ARRAY(&plan->arena, struct candidate, plan->source->count);
    candidates->identified = ARENA_ARRAY(&plan->arena, struct candidate *, plan->source->count);
    for (const struct register_row *row = plan->source->first; row; row = row->next) {
        struct candidate *candidate = &candidates->all[candidates->count++];
        candidate->row = row;
        candidate->is_out = !entry_identify(plan->source, row, &candidate->entry);
        if (candidate->entry.identifier)
            candidates->identified[candidates->identified_count++] = candidate;
    }
    if (candidates->identified_count > 0)
        qsort(candidates->identified, candidates->identified_count, sizeof(void *), compare_candidates);
    for (size_t i = 1; i < candidates->identified_count; i++) {
        struct candidate *candidate = candidates->identified[i];
        if (!candidate->is_out &&
            strcmp(candidate->entry.identifier, candidates->identified[i - 1]->entry.identifier) == 0)
            leave_out(plan, REMARK_REJECTED, candidate, "id", "occurs a second time");
    }
}

static bool is_uuid(const char *text)
{
    return strlen(text) == 36 && strspn(text, "0123456789abcdef-") == 36;
}

/* Finds what is there of each record: by its source; or it is one of ours, exported. */
static int find_present(struct register_plan *plan, const struct client *client, struct candidates *candidates)
{
    struct candidate **asked = ARENA_ARRAY(&plan->arena, struct candidate *, candidates->count);
    struct client_call *calls = ARENA_ARRAY(&plan->arena, struct client_call, candidates->count);
    size_t count = 0;
    for (size_t i = 0; i < candidates->count; i++) {
        struct candidate *candidate = &candidates->all[i];
        if (candidate->is_out)
            continue;
        candidate->present = known_pilot(&plan->known, candidate->entry.identifier);
        if (candidate->present || !is_uuid(candidate->entry.identifier))
            continue;
        struct pilots_get_pilot *in = ARENA_ARRAY(&plan->arena, struct pilots_get_pilot, 1);
        in->pilot_id = candidate->entry.identifier;
        calls[count] = (struct client_call){
            .procedure = &pilots_get_pilot_procedure,
            .in = in,
            .out = ARENA_ARRAY(&plan->arena, struct pilots_get_pilot_result, 1),
        };
        asked[count++] = candidate;
    }
    client->run(client->closure, &(struct client_batch){.calls = calls, .count = count, .arena = &plan->arena});
    for (size_t i = 0; i < count; i++) {
        if (calls[i].rc == 0)
            asked[i]->present = &((const struct pilots_get_pilot_result *) calls[i].out)->pilot;
        else if (calls[i].rc != PROBLEM_NOT_FOUND && calls[i].rc != PROBLEM_INVALID_ARGUMENT)
            return calls[i].rc;
    }
    return 0;
}

/* Steps. */

/* Adds a step; in and out are zeroed. */
static struct register_step *add_step(struct register_plan *plan, enum register_action action,
                                      const struct procedure *procedure)
{
    struct register_step *step = &plan->steps[plan->count++];
    *step = (struct register_step){
        .action = action,
        .changes = "",
        .state = "",
        .rc = -ECANCELED,
        .procedure = procedure,
        .in = arena_zero(&plan->arena, procedure->input->size),
        .out = arena_zero(&plan->arena, procedure->output->size),
    };
    plan->counts[action]++;
    return step;
}

static struct register_step *add_record_step(struct register_plan *plan, const struct candidate *candidate,
                                             enum register_action action, const struct procedure *procedure)
{
    struct register_step *step = add_step(plan, action, procedure);
    step->place = candidate->row->place;
    step->identifier = candidate->entry.identifier;
    step->name = candidate->entry.record.name;
    step->organisation = candidate->organisation;
    return step;
}

static const struct common_source *source_of(struct register_plan *plan, const char *identifier)
{
    struct common_source *source = ARENA_ARRAY(&plan->arena, struct common_source, 1);
    *source = (struct common_source){.system = plan->system, .identifier = identifier};
    return source;
}

static void plan_organisation(struct register_plan *plan, struct candidate *candidate)
{
    const struct register_format *format = plan->source->format;
    const char *name = candidate->entry.organisation;
    bool is_new;
    candidate->organisation = known_organisation(&plan->known, name, &is_new);
    if (!is_new)
        return;
    struct register_step *step = add_step(plan, STEP_REGISTER_ORGANISATION, &directory_register_organisation_procedure);
    struct directory_register_organisation *in = step->in;
    step->place = candidate->row->place;
    step->identifier = step->name = name;
    step->organisation = candidate->organisation;
    in->name = name;
    in->type = register_kind_of(format, name);
    in->country = format->country;
    in->source = source_of(plan, name);
}

static void plan_registration(struct register_plan *plan, const struct candidate *candidate)
{
    struct register_step *step = add_record_step(plan, candidate, STEP_REGISTER, &pilots_register_pilot_procedure);
    struct pilots_register_pilot *in = step->in;
    in->record = candidate->entry.record;
    in->stage = candidate->entry.stage;
    in->has_published = in->published = true;
    in->source = source_of(plan, candidate->entry.identifier);
}

/* The names of the record's fields that differ, separated by blanks. */
static const char *differences(struct register_plan *plan, const struct pilots_record *before,
                               const struct pilots_record *after)
{
    const char *names = "";
    for (size_t i = 0; i < pilots_record_type.count; i++) {
        const struct message_type only = {.name = pilots_record_type.name,
                                          .size = pilots_record_type.size,
                                          .fields = &pilots_record_type.fields[i],
                                          .count = 1};
        if (!message_equal(&only, before, after))
            names = arena_print(&plan->arena, "%s%s%s", names, *names ? " " : "", only.fields->name);
    }
    return names;
}

static void plan_update(struct register_plan *plan, struct candidate *candidate)
{
    const struct pilots_pilot *present = candidate->present;
    bool is_mirror = present->source != NULL;
    if (!is_mirror && candidate->entry.stage != present->stage) {
        tell(plan, REMARK_DROPPED, candidate, "stage", "is moved by the pilot's own organisations");
        candidate->entry.stage = present->stage;
    }
    const char *changes = differences(plan, &present->record, &candidate->entry.record);
    if (candidate->entry.stage != present->stage)
        changes = arena_print(&plan->arena, "%s%sstage", changes, *changes ? " " : "");
    if (is_mirror && !present->published)
        changes = arena_print(&plan->arena, "%s%spublished", changes, *changes ? " " : "");
    if (!*changes) {
        plan->unchanged++;
        tell(plan, REMARK_UNCHANGED, candidate, NULL, "");
        return;
    }
    struct register_step *step = add_record_step(plan, candidate, STEP_UPDATE, &pilots_update_pilot_procedure);
    struct pilots_update_pilot *in = step->in;
    step->changes = changes;
    step->state = present->updated_at;
    in->pilot_id = present->pilot_id;
    in->expected_version = present->version;
    in->record = candidate->entry.record;
    if (is_mirror) {
        in->stage = candidate->entry.stage;
        in->has_published = in->published = true;
    }
}

/* Whether the record's organisation is still the pilot's, under its name here or the one it was imported with. */
static bool is_same_organisation(const struct register_plan *plan, const struct candidate *candidate)
{
    const struct pilots_pilot *present = candidate->present;
    const char *name = candidate->entry.organisation, *id;
    if (present->organisation_name && strcasecmp(present->organisation_name, name) == 0)
        return true;
    id = known_organisation_id(&plan->known, name);
    return id && strcmp(id, present->organisation_id) == 0;
}

static void plan_record(struct register_plan *plan, struct candidate *candidate)
{
    if (!candidate->present)
        plan_registration(plan, candidate);
    else if (is_same_organisation(plan, candidate))
        plan_update(plan, candidate);
    else
        leave_out(plan, REMARK_REJECTED, candidate, "organisation",
                  "is another one than before; a record does not move");
    plan->accepted += !candidate->is_out;
}

/* Whether the record, or the organisation that it names, is not the one that alone is imported. */
static bool is_foreign(const struct register_plan *plan, const struct candidate *candidate)
{
    const char *own_id = plan->known.own_id;
    if (!own_id)
        return false;
    if (candidate->present)
        return strcmp(candidate->present->organisation_id, own_id) != 0;
    return !known_organisation_id(&plan->known, candidate->entry.organisation);
}

/* What is public and no longer in the register. */
static void plan_withdrawals(struct register_plan *plan, const struct candidates *candidates)
{
    for (size_t i = 0; i < known_pilot_count(&plan->known); i++) {
        const struct pilots_pilot *pilot = known_pilot_at(&plan->known, i);
        if (plan->known.own_id && strcmp(pilot->organisation_id, plan->known.own_id) != 0)
            continue;
        plan->published += pilot->published;
        if (!pilot->published || is_listed(candidates, pilot->source->identifier))
            continue;
        struct register_step *step = add_step(plan, STEP_WITHDRAW, &pilots_unpublish_pilot_procedure);
        struct pilots_unpublish_pilot *in = step->in;
        step->identifier = pilot->source->identifier;
        step->name = pilot->record.name;
        step->state = arena_print(&plan->arena, "%s %lld", pilot->updated_at, (long long) pilot->version);
        in->pilot_id = pilot->pilot_id;
        in->why = "The register it comes from no longer has it.";
    }
}

static void make_steps(struct register_plan *plan, const struct candidates *candidates)
{
    plan->steps =
        ARENA_ARRAY(&plan->arena, struct register_step, candidates->count * 2 + known_pilot_count(&plan->known));
    for (size_t i = 0; i < candidates->count; i++) {
        struct candidate *candidate = &candidates->all[i];
        if (!candidate->is_out && is_foreign(plan, candidate))
            leave_out(plan, REMARK_FOREIGN, candidate, "organisation",
                      "is another one, whose records an operator imports");
        if (!candidate->is_out)
            candidate->is_out = !entry_fill(plan->source, candidate->row, candidate->present, &candidate->entry);
        if (!candidate->is_out && !candidate->present)
            plan_organisation(plan, candidate);
    }
    for (size_t i = 0; i < candidates->count; i++)
        if (!candidates->all[i].is_out)
            plan_record(plan, &candidates->all[i]);
    plan_withdrawals(plan, candidates);
}

int register_plan_make(struct register_source *source, const char *system, const char *organisation_id,
                       const struct client *client, struct register_plan *plan)
{
    struct candidates candidates = {0};
    *plan = (struct register_plan){.source = source, .system = system};
    plan->known = (struct known){
        .arena = &plan->arena, .system = system, .country = source->format->country, .own_id = organisation_id};
    int rc = known_fetch(&plan->known, client);
    if (rc)
        return rc;
    identify(plan, &candidates);
    rc = find_present(plan, client, &candidates);
    if (!rc)
        make_steps(plan, &candidates);
    return rc;
}

bool register_plan_is_drastic(const struct register_plan *plan)
{
    return plan->counts[STEP_WITHDRAW] * 2 > plan->published;
}

void register_plan_free(struct register_plan *plan)
{
    known_free(&plan->known);
    arena_free(&plan->arena);
}

/* Execution. */

struct progress {
    const struct register_listener *listener;
    size_t done, count;
    bool stopped;
};

static bool show_progress(void *closure, const struct client_call *call)
{
    struct progress *progress = closure;
    const struct register_listener *listener = progress->listener;
    (void) call;
    progress->done++;
    progress->stopped |= listener->progress && !listener->progress(listener->closure, progress->done, progress->count);
    return !progress->stopped;
}

/* The step's call; false when it cannot be made. */
static bool prepare_step(struct register_plan *plan, struct register_step *step)
{
    if (step->action == STEP_REGISTER) {
        if (!step->organisation->id) { /* its registration was refused, and that is told */
            step->rc = PROBLEM_NOT_FOUND;
            return false;
        }
        ((struct pilots_register_pilot *) step->in)->organisation_id = step->organisation->id;
    }
    client_identify(step->procedure, step->state, step->in, &plan->arena);
    return true;
}

/* Runs steps that do not depend on each other. */
static int run_steps(struct register_plan *plan, struct register_step *steps, size_t count, const struct client *client,
                     struct progress *progress)
{
    struct client_call *calls = ARENA_ARRAY(&plan->arena, struct client_call, count);
    struct register_step **called = ARENA_ARRAY(&plan->arena, struct register_step *, count);
    size_t made = 0;
    int rc = 0;
    for (size_t i = 0; i < count; i++) {
        if (!prepare_step(plan, &steps[i]))
            continue;
        calls[made] = (struct client_call){.procedure = steps[i].procedure, .in = steps[i].in, .out = steps[i].out};
        called[made++] = &steps[i];
    }
    client->run(client->closure, &(struct client_batch){calls, made, &plan->arena, show_progress, progress});
    for (size_t i = 0; i < made; i++) {
        struct register_step *step = called[i];
        step->rc = calls[i].rc;
        step->field = calls[i].field;
        if (!rc && step->rc < 0 && step->rc != -ECANCELED) /* the first one says why */
            rc = step->rc;
        if (step->rc == 0 && step->action == STEP_REGISTER_ORGANISATION)
            step->organisation->id =
                ((const struct directory_register_organisation_result *) step->out)->organisation_id;
    }
    return rc;
}

int register_plan_run(struct register_plan *plan, const struct client *client, const struct register_listener *listener,
                      bool *stopped)
{
    struct progress progress = {listener, 0, plan->count, false};
    size_t organisations = plan->counts[STEP_REGISTER_ORGANISATION];
    int rc = run_steps(plan, plan->steps, organisations, client, &progress);
    if (!rc && !progress.stopped)
        rc = run_steps(plan, plan->steps + organisations, plan->count - organisations, client, &progress);
    *stopped = progress.stopped;
    return rc;
}
