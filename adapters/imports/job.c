/* SPDX-License-Identifier: EUPL-1.2 */
#include "job.h"

#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "identity.h"
#include "log.h"

#define MOST_ATTEMPTS 10 /* a file that this process dies of is not to be tried for ever */
#define TELL_NS INT64_C(300000000)
#define MOST_DETAIL 500

/* A command to the imports: 0, a problem, or negative. The id is new each time: an attempt that is repeated says things
 * anew, and what must not happen twice the imports see by their state. */
static int record(const struct job *job, const struct procedure *procedure, void *in, void *out)
{
    char id[37];
    const char *command_id = id, *field;
    uuid7(time_now_ms(), id);
    memcpy((char *) in + procedure->command_id, &command_id, sizeof(command_id));
    return client_call(&job->own, procedure, in, job->arena, out, &field);
}

static int end(const struct job *job, struct imports_end_job in)
{
    struct imports_end_job_result out;
    in.import_id = job->what->import_id;
    return record(job, &imports_end_job_procedure, &in, &out);
}

static int fail_with(const struct job *job, enum imports_fault fault, const char *detail)
{
    return end(job, (struct imports_end_job){
                        .fault = fault,
                        .has_drastic = true,
                        .drastic = fault == IMPORTS_FAULT_DRASTIC,
                        .detail = detail ? text_cut(job->arena, detail, MOST_DETAIL) : NULL,
                    });
}

/* The file: *text is the caller's to free. */
static int fetch_content(const struct job *job, char **text)
{
    size_t size = (size_t) job->what->size_bytes, have = 0;
    struct arena arena = {0};
    int rc = 0;
    *text = malloc(size + 1);
    if (!*text)
        return -ENOMEM;
    while (!rc && have < size) {
        const struct imports_get_content in = {job->what->import_id, (int64_t) have};
        struct imports_get_content_result out;
        const char *field;
        arena_reset(&arena);
        rc = client_call(&job->own, &imports_get_content_procedure, &in, &arena, &out, &field);
        if (!rc && (out.content.size == 0 || out.content.size > size - have))
            rc = -EPROTO;
        if (!rc) {
            memcpy(*text + have, out.content.data, out.content.size);
            have += out.content.size;
        }
    }
    arena_free(&arena);
    (*text)[have] = '\0';
    return rc;
}

/* Progress. */

static void tell_progress(struct job *job, size_t done)
{
    struct imports_record_progress in = {
        .import_id = job->what->import_id, .done = (int64_t) (job->done_before + done), .count = (int64_t) job->count};
    struct imports_record_progress_result out;
    int rc = record(job, &imports_record_progress_procedure, &in, &out);
    job->told_ns = time_monotonic_ns();
    job->cancelled |= rc > 0 || (rc == 0 && !out.go_on); /* one that was not recorded is followed by others */
}

static bool take_plan(void *closure, const struct register_plan *plan)
{
    struct job *job = closure;
    size_t known = job->what->has_count ? (size_t) job->what->count : 0;
    job->count = known > plan->count ? known : plan->count;
    job->done_before = job->count - plan->count;
    job->leaving.items = ARENA_ARRAY(job->arena, const char *, plan->counts[STEP_WITHDRAW]);
    for (size_t i = 0; i < plan->count; i++)
        if (plan->steps[i].action == STEP_WITHDRAW)
            job->leaving.items[job->leaving.count++] =
                arena_copy(job->arena, plan->steps[i].identifier, strlen(plan->steps[i].identifier));
    if (job->what->state == IMPORTS_STATE_RUNNING)
        tell_progress(job, 0);
    return !job->cancelled;
}

static bool take_progress(void *closure, size_t done, size_t count)
{
    struct job *job = closure;
    if (done == count || time_monotonic_ns() - job->told_ns > TELL_NS)
        tell_progress(job, done);
    return !job->cancelled;
}

/* The work. */

static int finish(const struct job *job, struct register_source *source, struct registers_result *result)
{
    bool runs = job->what->state == IMPORTS_STATE_RUNNING;
    int rc = runs && job->goes_on ? rows_take_over(job, source, result) : 0;
    if (!rc)
        rc = rows_record(job, source);
    if (rc)
        return rc;
    const struct imports_counts counts = rows_count(result);
    return end(job, (struct imports_end_job){
                        .has_stopped = true,
                        .stopped = result->stopped,
                        .counts = &counts,
                        .has_drastic = true,
                        .drastic = result->drastic,
                    });
}

static int import(struct job *job, struct register_source *source)
{
    const struct imports_job *what = job->what;
    const struct registers_job wanted = {
        .system = what->source,
        .organisation_id = what->organisation_id,
        .dry_run = what->state == IMPORTS_STATE_CHECKING,
        .force = what->withdraw_many,
    };
    const struct register_listener listener = {take_plan, take_progress, job};
    struct registers_result result;
    int rc = registers_run(&wanted, source, &job->services, &listener, &result);
    if (rc > 0)
        return fail_with(job, IMPORTS_FAULT_REFUSED, problem_table[rc].message);
    if (rc == -ECANCELED)
        return fail_with(job, IMPORTS_FAULT_DRASTIC, NULL);
    return rc ? rc : finish(job, source, &result);
}

static int read_and_import(struct job *job)
{
    const char *name = message_enum_text(&imports_register_enum, (int) job->what->register_);
    struct register_source source;
    char *text;
    int rc = fetch_content(job, &text);
    if (!rc) {
        rc = register_read_text(&source, register_format(name), job->what->file_name, text,
                                (size_t) job->what->size_bytes);
        rc = rc ? fail_with(job, IMPORTS_FAULT_UNREADABLE, source.fault) : import(job, &source);
        register_source_free(&source);
    }
    free(text);
    return rc;
}

int job_do(struct job *job)
{
    struct imports_start_job in = {.import_id = job->what->import_id};
    struct imports_start_job_result out = {0};
    int rc = job->goes_on ? 0 : record(job, &imports_start_job_procedure, &in, &out);
    job->goes_on |= out.attempt > 1;
    if (!rc)
        rc = out.attempt > MOST_ATTEMPTS ? fail_with(job, IMPORTS_FAULT_BROKEN, NULL) : read_and_import(job);
    if (rc > 0) /* it was cancelled meanwhile */
        log_info("an import was ended by others", LOG_TEXT("import", job->what->import_id),
                 LOG_TEXT("problem", problem_table[rc].code));
    return rc > 0 ? 0 : rc;
}
