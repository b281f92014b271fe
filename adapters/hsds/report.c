/* SPDX-License-Identifier: EUPL-1.2 */
#include "report.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "layout.h"

static const char *const kind_names[HSDS_REMARK_KINDS] = {
    [HSDS_REJECTED] = "rejected",
    [HSDS_DROPPED] = "dropped",
    [HSDS_DEFAULTED] = "default",
    [HSDS_REFUSED] = "refused",
};

static const char *or_none(const char *text)
{
    return text ? text : "";
}

void report_plan(FILE *to, const struct plan *plan)
{
    for (size_t i = 0; i < plan->count; i++) {
        const struct plan_step *step = &plan->steps[i];
        bool is_organisation = step->action <= STEP_UPDATE_ORGANISATION;
        fprintf(to, "%-9s %-12s %s  %s\n", step_names[step->action], is_organisation ? "organisation" : "offer",
                step_source(step)->identifier, is_organisation ? step->organisation.name : step->offer.name);
    }
}

/* Remarks of the same kind about the same thing, counted. */

static int compare_text(const char *a, const char *b)
{
    return strcmp(or_none(a), or_none(b));
}

static int compare_remarks(const void *a, const void *b)
{
    const struct hsds_remark *left = a, *right = b;
    int order = (left->kind > right->kind) - (left->kind < right->kind);
    if (order == 0)
        order = (left->table > right->table) - (left->table < right->table);
    if (order == 0)
        order = compare_text(left->field, right->field);
    return order != 0 ? order : strcmp(left->reason, right->reason);
}

static void print_gathered(FILE *to, const struct hsds_source *source, size_t count)
{
    struct hsds_remark *remarks = calloc(count + 1, sizeof(*remarks));
    size_t found = 0;
    for (const struct hsds_remark *remark = source->first_remark; remark; remark = remark->next)
        if (remark->kind == HSDS_DROPPED || remark->kind == HSDS_DEFAULTED)
            remarks[found++] = *remark;
    qsort(remarks, found, sizeof(*remarks), compare_remarks);
    for (size_t i = 0, run; i < found; i += run) {
        for (run = 1; i + run < found && compare_remarks(&remarks[i], &remarks[i + run]) == 0;)
            run++;
        fprintf(to, "  %s, %zu ×: %s%s%s: %s\n", kind_names[remarks[i].kind], run, layout_table_name(remarks[i].table),
                remarks[i].field ? " " : "", or_none(remarks[i].field), remarks[i].reason);
    }
    free(remarks);
}

static void print_row(FILE *to, const struct hsds_remark *remark)
{
    fprintf(to, "  %s: ", kind_names[remark->kind]);
    if (remark->place.pointer)
        fprintf(to, "%s#%s: ", remark->place.file, remark->place.pointer);
    else if (remark->place.file)
        fprintf(to, "%s:%zu: ", remark->place.file, remark->place.line);
    fprintf(to, "%s %s%s%s: %s\n", layout_table_name(remark->table),
            remark->identifier ? remark->identifier : "without id", remark->field ? ": " : "", or_none(remark->field),
            remark->reason);
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
    print_gathered(to, source, result->remarks[HSDS_DROPPED] + result->remarks[HSDS_DEFAULTED]);
    fprintf(to, "rows rejected: %zu, refused by the directory: %zu\n", result->remarks[HSDS_REJECTED],
            result->remarks[HSDS_REFUSED]);
    for (const struct hsds_remark *remark = source->first_remark; remark; remark = remark->next)
        if (remark->kind == HSDS_REJECTED || remark->kind == HSDS_REFUSED)
            print_row(to, remark);
}

static void write_row(FILE *to, const char *const *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            fputc(',', to);
        csv_fwrite(to, cells[i], strlen(cells[i]));
    }
    fputs("\r\n", to);
}

int report_write(const char *path, const struct hsds_source *source)
{
    static const char *const header[] = {"kind", "file", "line", "pointer", "table", "identifier", "field", "reason"};
    FILE *to = fopen(path, "w");
    if (!to) {
        int error = errno;
        fprintf(stderr, "%s: %s\n", path, strerror(error));
        return -error;
    }
    write_row(to, header, sizeof(header) / sizeof(*header));
    for (const struct hsds_remark *remark = source->first_remark; remark; remark = remark->next) {
        char line[24] = "";
        if (remark->place.line > 0)
            snprintf(line, sizeof(line), "%zu", remark->place.line);
        const char *const cells[] = {
            kind_names[remark->kind],
            or_none(remark->place.file),
            line,
            or_none(remark->place.pointer),
            layout_table_name(remark->table),
            or_none(remark->identifier),
            or_none(remark->field),
            remark->reason,
        };
        write_row(to, cells, sizeof(cells) / sizeof(*cells));
    }
    bool failed = ferror(to);
    if (fclose(to) != 0 || failed) {
        fprintf(stderr, "%s: cannot be written\n", path);
        return -EIO;
    }
    return 0;
}
