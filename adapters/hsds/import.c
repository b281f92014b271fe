/* SPDX-License-Identifier: EUPL-1.2 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "hsds.h"
#include "report.h"

/* The last part of the path, whatever way it was written, without .csv or .json; malloced. */
static char *name_of_path(const char *path)
{
    char *real = realpath(path, NULL);
    const char *slash = real ? strrchr(real, '/') : NULL;
    char *name = strdup(slash && slash[1] ? slash + 1 : path), *dot = strrchr(name, '.');
    if (dot && (strcmp(dot, ".csv") == 0 || strcmp(dot, ".json") == 0))
        *dot = '\0';
    free(real);
    return name;
}

/* Runs the steps. What the directory refuses is remarked; what it does not answer ends the import. */
static int run_plan(const struct hsds_options *options, struct hsds_source *source, struct plan *plan,
                    const struct directory_client *client, struct hsds_result *result)
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
            source_remark(source,
                          &(struct hsds_remark){
                              .kind = HSDS_REFUSED,
                              .table = step->action <= STEP_UPDATE_ORGANISATION ? HSDS_ORGANIZATION : HSDS_SERVICE,
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
                          const struct hsds_listing *listing, const struct directory_client *client,
                          struct hsds_result *result)
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

int hsds_import(const struct hsds_options *options, const struct directory_client *client, struct hsds_result *result)
{
    struct hsds_source source;
    struct hsds_listing listing;
    char *system = options->system ? strdup(options->system) : name_of_path(options->path);
    *result = (struct hsds_result){0};
    int rc = source_read(&source, options->path);
    if (rc) {
        fprintf(stderr, "%s\n", source.fault);
    } else {
        source_map(&source, system, &listing);
        rc = import_listing(options, system, &source, &listing, client, result);
        result->offers = listing.offer_count;
        for (const struct hsds_remark *remark = source.first_remark; remark; remark = remark->next)
            result->remarks[remark->kind]++;
        if (!rc)
            report_summary(options->out, &source, result, options->dry_run);
        if (options->report) {
            int report_rc = report_write(options->report, &source);
            rc = rc ? rc : report_rc;
        }
    }
    source_free(&source);
    free(system);
    return rc;
}
