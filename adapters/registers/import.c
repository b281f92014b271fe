/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "error.h"
#include "format.h"
#include "registers.h"

static const char *step_kind(const struct register_step *step)
{
    return step->action == STEP_REGISTER_ORGANISATION ? "organisation" : "record";
}

static void print_plan(FILE *to, const struct register_plan *plan)
{
    for (size_t i = 0; i < plan->count; i++) {
        const struct register_step *step = &plan->steps[i];
        fprintf(to, "%-9s %-12s %s  %s%s%s%s\n", register_step_names[step->action], step_kind(step), step->identifier,
                step->name, *step->changes ? " (" : "", step->changes, *step->changes ? ")" : "");
    }
}

/* What became of the steps. */
static void take_outcome(struct register_source *source, const struct register_plan *plan,
                         struct registers_result *result)
{
    static const enum remark_kind kinds[STEP_ACTIONS] = {
        [STEP_REGISTER] = REMARK_NEW, [STEP_UPDATE] = REMARK_CHANGED, [STEP_WITHDRAW] = REMARK_WITHDRAWN};
    for (size_t i = 0; i < plan->count; i++) {
        const struct register_step *step = &plan->steps[i];
        struct remark remark = {
            .kind = step->rc > 0 ? REMARK_REFUSED : kinds[step->action],
            .table = step_kind(step),
            .place = step->place,
            .identifier = step->identifier,
            .field = step->rc > 0 ? step->field : NULL,
            .reason = step->rc > 0 ? problem_table[step->rc].message : step->changes,
        };
        if (step->rc == 0)
            result->counts[step->action]++;
        if (step->rc > 0 || (step->rc == 0 && step->action != STEP_REGISTER_ORGANISATION))
            remark_add(&source->remarks, &remark);
    }
}

static int run_plan(const struct registers_options *options, struct register_source *source, struct register_plan *plan,
                    const struct client *client, struct registers_result *result)
{
    int rc = register_plan_run(plan, client, options->progress);
    take_outcome(source, plan, result);
    if (rc)
        fprintf(stderr, "not all of the %zu steps were done, for want of an answer; run the import again to go on\n",
                plan->count);
    return rc;
}

static int import_source(const struct registers_options *options, const char *system, struct register_source *source,
                         const struct client *client, struct registers_result *result)
{
    struct register_plan plan;
    int rc = register_plan_make(source, system, client, &plan);
    if (rc) {
        fprintf(stderr, "the services do not tell what they have%s%s\n", rc > 0 ? ": " : "",
                rc > 0 ? problem_table[rc].message : "");
    } else if (options->dry_run) {
        print_plan(options->out, &plan);
        take_outcome(source, &plan, result);
    } else if (register_plan_is_drastic(&plan) && !options->force) {
        fprintf(stderr,
                "this would withdraw %zu of the %zu public records of %s: is the source complete? Nothing was changed; "
                "--force does it all the same\n",
                plan.counts[STEP_WITHDRAW], plan.published, system);
        rc = -ECANCELED;
    } else {
        rc = run_plan(options, source, &plan, client, result);
    }
    result->records = plan.accepted;
    result->unchanged = plan.unchanged;
    register_plan_free(&plan);
    return rc;
}

static void print_summary(const struct registers_options *options, const struct register_source *source,
                          const struct registers_result *result)
{
    fprintf(options->out, "%s%zu records accepted: %zu registered, %zu updated, %zu unchanged; %zu withdrawn\n",
            options->dry_run ? "dry run: " : "", result->records, result->counts[STEP_REGISTER],
            result->counts[STEP_UPDATE], result->unchanged, result->counts[STEP_WITHDRAW]);
    fprintf(options->out, "organisations: %zu registered\n", result->counts[STEP_REGISTER_ORGANISATION]);
    remarks_print(&source->remarks, "services", options->out);
}

int registers_import(const struct registers_options *options, const struct client *client,
                     struct registers_result *result)
{
    struct register_source source;
    const char *system = options->system ? options->system : options->format->system;
    *result = (struct registers_result){0};
    int rc = register_read(&source, options->format, options->path);
    if (rc) {
        fprintf(stderr, "%s\n", source.fault);
    } else {
        rc = import_source(options, system, &source, client, result);
        memcpy(result->remarks, source.remarks.counts, sizeof(result->remarks));
        if (!rc)
            print_summary(options, &source, result);
        if (options->report) {
            int report_rc = remarks_write(&source.remarks, options->report);
            rc = rc ? rc : report_rc;
        }
    }
    register_source_free(&source);
    return rc;
}
