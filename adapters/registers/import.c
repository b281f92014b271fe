/* SPDX-License-Identifier: EUPL-1.2 */
#include <errno.h>
#include <string.h>

#include "registers.h"

/* What became of the steps; of a dry run, what would if all is well. */
static void take_outcome(const struct registers_job *job, struct register_source *source,
                         const struct register_plan *plan, struct registers_result *result)
{
    static const enum remark_kind kinds[STEP_ACTIONS] = {
        [STEP_REGISTER] = REMARK_NEW, [STEP_UPDATE] = REMARK_CHANGED, [STEP_WITHDRAW] = REMARK_WITHDRAWN};
    for (size_t i = 0; i < plan->count; i++) {
        const struct register_step *step = &plan->steps[i];
        struct remark remark = {
            .kind = step->rc > 0 ? REMARK_REFUSED : kinds[step->action],
            .table = register_step_table(step),
            .place = step->place,
            .identifier = step->identifier,
            .name = step->name,
            .field = step->rc > 0 ? step->field : NULL,
            .reason = step->rc > 0 ? problem_table[step->rc].message : step->changes,
            .problem = step->rc > 0 ? problem_table[step->rc].code : NULL,
        };
        bool is_done = step->rc == 0 || job->dry_run;
        if (is_done)
            result->counts[step->action]++;
        if (step->rc > 0 || (is_done && step->action != STEP_REGISTER_ORGANISATION))
            remark_add(&source->remarks, &remark);
    }
}

static int run_plan(const struct registers_job *job, struct register_source *source, struct register_plan *plan,
                    const struct client *client, const struct register_listener *listener,
                    struct registers_result *result)
{
    int rc = 0;
    result->stopped = listener->planned && !listener->planned(listener->closure, plan);
    if (!job->dry_run && result->drastic && !job->force)
        return -ECANCELED;
    if (!job->dry_run && !result->stopped)
        rc = register_plan_run(plan, client, listener, &result->stopped);
    take_outcome(job, source, plan, result);
    return rc;
}

int registers_run(const struct registers_job *job, struct register_source *source, const struct client *client,
                  const struct register_listener *listener, struct registers_result *result)
{
    struct register_plan plan;
    const char *system = job->system ? job->system : source->format->system;
    *result = (struct registers_result){0};
    int rc = register_plan_make(source, system, job->organisation_id, client, &plan);
    result->drastic = !rc && register_plan_is_drastic(&plan);
    result->records = plan.accepted;
    result->unchanged = plan.unchanged;
    if (!rc)
        rc = run_plan(job, source, &plan, client, listener, result);
    memcpy(result->remarks, source->remarks.counts, sizeof(result->remarks));
    register_plan_free(&plan);
    return rc;
}
