/* SPDX-License-Identifier: EUPL-1.2 */
#include "report.h"

void report_plan(FILE *to, const struct plan *plan)
{
    for (size_t i = 0; i < plan->count; i++) {
        const struct plan_step *step = &plan->steps[i];
        bool is_organisation = step->action <= STEP_UPDATE_ORGANISATION;
        fprintf(to, "%-9s %-12s %s  %s\n", step_names[step->action], is_organisation ? "organisation" : "offer",
                step_source(step)->identifier, is_organisation ? step->organisation.name : step->offer.name);
    }
}

void report_summary(FILE *to, const struct hsds_source *source, const struct hsds_result *result, bool dry_run)
{
    fprintf(to, "%s%zu offers accepted: %zu published, %zu updated, %zu unchanged; %zu withdrawn\n",
            dry_run ? "dry run: " : "", result->offers, result->counts[STEP_PUBLISH], result->counts[STEP_UPDATE],
            result->unchanged, result->counts[STEP_WITHDRAW]);
    fprintf(to, "organisations: %zu registered, %zu updated\n", result->counts[STEP_REGISTER],
            result->counts[STEP_UPDATE_ORGANISATION]);
    if (source->partial)
        fprintf(to, "the source is a part of a directory: nothing is withdrawn\n");
    remarks_print(&source->remarks, "directory", to);
}
