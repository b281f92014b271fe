/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "file.h"
#include "hsds.h"
#include "layout.h"
#include "report.h"

/* Runs the steps. What the directory refuses is remarked; what it does not answer ends the import. */
static int run_plan(const struct hsds_options *options, struct hsds_source *source, struct plan *plan,
                    const struct client *client, struct hsds_result *result)
{
    for (size_t i = 0; i < plan->count; i++) {
        const struct plan_step *step = &plan->steps[i];
        const char *field;
        int rc = plan_step_run(plan, step, client, &field);
        if (rc < 0) {
            fprintf(stderr, "%zu of %zu steps done, then no answer; run the import again to go on\n", i, plan->count);
            return rc;
        }
        if (rc > 0)
            remark_add(&source->remarks,
                       &(struct remark){
                           .kind = REMARK_REFUSED,
                           .table = layout_table_name(step->action <= STEP_UPDATE_ORGANISATION ? HSDS_ORGANIZATION
                                                                                               : HSDS_SERVICE),
                           .place = step->place,
                           .identifier = step_source(step)->identifier,
                           .field = field,
                           .reason = problem_table[rc].message,
                       });
        else
            result->counts[step->action]++;
        if (options->progress)
            fprintf(options->progress, "\r%zu of %zu", i + 1, plan->count);
    }
    if (options->progress && plan->count > 0)
        fputc('\n', options->progress);
    return 0;
}

static int import_listing(const struct hsds_options *options, const char *system, struct hsds_source *source,
                          const struct hsds_listing *listing, const struct client *client, struct hsds_result *result)
{
    struct plan plan;
    int rc = plan_make(listing, source, system, client, &plan);
    if (rc) {
        fprintf(stderr, "the directory does not tell what it has%s%s\n", rc > 0 ? ": " : "",
                rc > 0 ? problem_table[rc].message : "");
    } else if (options->dry_run) {
        report_plan(options->out, &plan);
        memcpy(result->counts, plan.counts, sizeof(plan.counts));
    } else if (plan_is_drastic(&plan) && !options->force) {
        fprintf(stderr,
                "this would withdraw %zu of the %zu offers of %s: is the source complete? Nothing was changed; "
                "--force does it all the same\n",
                plan.counts[STEP_WITHDRAW], plan.offered, system);
        rc = -ECANCELED;
    } else {
        rc = run_plan(options, source, &plan, client, result);
    }
    result->unchanged = plan.unchanged;
    plan_free(&plan);
    return rc;
}

int hsds_import(const struct hsds_options *options, const struct client *client, struct hsds_result *result)
{
    struct hsds_source source;
    struct hsds_listing listing;
    char *system = options->system ? strdup(options->system) : file_source_name(options->path);
    *result = (struct hsds_result){0};
    int rc = source_read(&source, options->path);
    if (rc) {
        fprintf(stderr, "%s\n", source.fault);
    } else {
        source_map(&source, system, &listing);
        rc = import_listing(options, system, &source, &listing, client, result);
        result->offers = listing.offer_count;
        memcpy(result->remarks, source.remarks.counts, sizeof(result->remarks));
        if (!rc)
            report_summary(options->out, &source, result, options->dry_run);
        if (options->report) {
            int report_rc = remarks_write(&source.remarks, options->report);
            rc = rc ? rc : report_rc;
        }
    }
    source_free(&source);
    free(system);
    return rc;
}
