/* SPDX-License-Identifier: EUPL-1.2 */
#include "remark.h"

#include <csv.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"

static const char *const kind_names[REMARK_KINDS] = {
    [REMARK_REJECTED] = "rejected",
    [REMARK_FOREIGN] = "foreign",
    [REMARK_DROPPED] = "dropped",
    [REMARK_DEFAULTED] = "default",
    [REMARK_REFUSED] = "refused",
    [REMARK_LACKS] = "lacks",
    [REMARK_NEW] = "new",
    [REMARK_CHANGED] = "changed",
    [REMARK_UNCHANGED] = "unchanged",
    [REMARK_WITHDRAWN] = "withdrawn",
};

static const char *or_none(const char *text)
{
    return text ? text : "";
}

static const char *copied(struct arena *arena, const char *text)
{
    return text ? arena_copy(arena, text, strlen(text)) : NULL;
}

void remark_add(struct remarks *remarks, const struct remark *remark)
{
    struct remark *copy = arena_alloc(remarks->arena, sizeof(*copy));
    *copy = *remark;
    copy->next = NULL;
    copy->identifier = copied(remarks->arena, remark->identifier);
    copy->name = copied(remarks->arena, remark->name);
    copy->field = copied(remarks->arena, remark->field);
    copy->reason = copied(remarks->arena, remark->reason);
    *(remarks->last ? &remarks->last->next : &remarks->first) = copy;
    remarks->last = copy;
    remarks->counts[remark->kind]++;
}

/* Remarks of the same kind about the same thing, counted. */

static int compare_text(const char *a, const char *b)
{
    return strcmp(or_none(a), or_none(b));
}

static int compare_remarks(const void *a, const void *b)
{
    const struct remark *left = a, *right = b;
    int order = (left->kind > right->kind) - (left->kind < right->kind);
    if (order == 0)
        order = strcmp(left->table, right->table);
    if (order == 0)
        order = compare_text(left->field, right->field);
    return order != 0 ? order : strcmp(left->reason, right->reason);
}

static bool is_gathered(enum remark_kind kind)
{
    return kind == REMARK_DROPPED || kind == REMARK_DEFAULTED || kind == REMARK_LACKS;
}

void remarks_print_gathered(const struct remarks *remarks, FILE *to)
{
    size_t most = 0, found = 0;
    for (int kind = 0; kind < REMARK_KINDS; kind++)
        most += is_gathered((enum remark_kind) kind) ? remarks->counts[kind] : 0;
    struct remark *gathered = calloc(most + 1, sizeof(*gathered));
    for (const struct remark *remark = remarks->first; remark; remark = remark->next)
        if (is_gathered(remark->kind))
            gathered[found++] = *remark;
    qsort(gathered, found, sizeof(*gathered), compare_remarks);
    for (size_t i = 0, run; i < found; i += run) {
        for (run = 1; i + run < found && compare_remarks(&gathered[i], &gathered[i + run]) == 0;)
            run++;
        fprintf(to, "  %s, %zu ×: %s%s%s: %s\n", kind_names[gathered[i].kind], run, gathered[i].table,
                gathered[i].field ? " " : "", or_none(gathered[i].field), gathered[i].reason);
    }
    free(gathered);
}

static void print_row(FILE *to, const struct remark *remark)
{
    fprintf(to, "  %s: ", kind_names[remark->kind]);
    if (remark->place.file) {
        fputs(remark->place.file, to);
        if (remark->place.line > 0)
            fprintf(to, ":%zu", remark->place.line);
        if (remark->place.pointer)
            fprintf(to, "#%s", remark->place.pointer);
        fputs(": ", to);
    }
    fprintf(to, "%s %s%s%s: %s\n", remark->table, remark->identifier ? remark->identifier : "without id",
            remark->field ? ": " : "", or_none(remark->field), remark->reason);
}

void remarks_print(const struct remarks *remarks, const char *service, FILE *to)
{
    remarks_print_gathered(remarks, to);
    fprintf(to, "rows rejected: %zu, refused by the %s: %zu\n", remarks->counts[REMARK_REJECTED], service,
            remarks->counts[REMARK_REFUSED]);
    for (const struct remark *remark = remarks->first; remark; remark = remark->next)
        if (remark->kind == REMARK_REJECTED || remark->kind == REMARK_REFUSED)
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

static int open_report(const char *path, const char *mode, FILE **to)
{
    *to = fopen(path, mode);
    int error = *to ? 0 : errno;
    if (error)
        fprintf(stderr, "%s: %s\n", path, strerror(error));
    return -error;
}

int remarks_check(const char *path)
{
    FILE *to = NULL;
    int rc = path ? open_report(path, "a", &to) : 0;
    if (to)
        fclose(to);
    return rc;
}

int remarks_write(const struct remarks *remarks, const char *path)
{
    static const char *const header[] = {"kind", "file", "line", "pointer", "table", "identifier", "field", "reason"};
    FILE *to;
    int rc = open_report(path, "w", &to);
    if (rc)
        return rc;
    write_row(to, header, sizeof(header) / sizeof(*header));
    for (const struct remark *remark = remarks->first; remark; remark = remark->next) {
        char line[24] = "";
        if (remark->place.line > 0)
            snprintf(line, sizeof(line), "%zu", remark->place.line);
        const char *const cells[] = {
            kind_names[remark->kind],
            or_none(remark->place.file),
            line,
            or_none(remark->place.pointer),
            remark->table,
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
