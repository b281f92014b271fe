/* SPDX-License-Identifier: EUPL-1.2 */
/* An import by command: its file, and what is said of it on streams. */
#include <stdio.h>
#include <string.h>

#include "error.h"
#include "format.h"
#include "registers.h"

struct telling {
    const struct registers_options *options;
    const char *system;
    size_t steps;
    bool has_progressed;
};

static bool print_plan(void *closure, const struct register_plan *plan)
{
    struct telling *telling = closure;
    FILE *to = telling->options->out;
    telling->steps = plan->count;
    if (telling->options->dry_run) {
        for (size_t i = 0; i < plan->count; i++) {
            const struct register_step *step = &plan->steps[i];
            fprintf(to, "%-9s %-12s %s  %s%s%s%s\n", register_step_names[step->action], register_step_table(step),
                    step->identifier, step->name, *step->changes ? " (" : "", step->changes, *step->changes ? ")" : "");
        }
    } else if (register_plan_is_drastic(plan) && !telling->options->force) {
        fprintf(stderr,
                "this would withdraw %zu of the %zu public records of %s: is the source complete? Nothing was changed; "
                "--force does it all the same\n",
                plan->counts[STEP_WITHDRAW], plan->published, telling->system);
    }
    return true;
}

static bool print_progress(void *closure, size_t done, size_t count)
{
    struct telling *telling = closure;
    telling->has_progressed = true;
    if (telling->options->progress)
        fprintf(telling->options->progress, "\r%zu of %zu", done, count);
    return true;
}

static void print_end(const struct telling *telling, int rc)
{
    if (telling->options->progress && telling->has_progressed)
        fputc('\n', telling->options->progress);
    if (rc < 0 && telling->has_progressed)
        fprintf(stderr, "not all of the %zu steps were done, for want of an answer; run the import again to go on\n",
                telling->steps);
    else if (rc && rc != -ECANCELED)
        fprintf(stderr, "the services do not tell what they have%s%s\n", rc > 0 ? ": " : "",
                rc > 0 ? problem_table[rc].message : "");
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
    struct telling telling = {options, options->system ? options->system : options->format->system, 0, false};
    const struct registers_job job = {options->system, NULL, options->dry_run, options->force};
    const struct register_listener listener = {print_plan, print_progress, &telling};
    *result = (struct registers_result){0};
    int rc = register_read(&source, options->format, options->path);
    if (rc) {
        fprintf(stderr, "%s\n", source.fault);
    } else {
        rc = registers_run(&job, &source, client, &listener, result);
        print_end(&telling, rc);
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
