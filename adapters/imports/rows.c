/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "identity.h"
#include "job.h"
#include "message_text.h"
#include "rules.h"

#define BATCH 200        /* rows in a message */
#define MOST_ROWS 200000 /* that are told; the counts go on */
#define MOST_NAME 200
#define MOST_REASON 2000

const char *text_cut(struct arena *arena, const char *text, size_t most)
{
    size_t length = strnlen(text, most);
    while (length > 0 && !text_is_valid((const uint8_t *) text, length, NULL))
        length--;
    return length > 0 ? arena_copy(arena, text, length) : NULL;
}

struct imports_counts rows_count(const struct registers_result *result)
{
    return (struct imports_counts){
        .accepted = (int64_t) result->records,
        .registered = (int64_t) result->counts[STEP_REGISTER],
        .updated = (int64_t) result->counts[STEP_UPDATE],
        .unchanged = (int64_t) result->unchanged,
        .withdrawn = (int64_t) result->counts[STEP_WITHDRAW],
        .organisations = (int64_t) result->counts[STEP_REGISTER_ORGANISATION],
        .rejected = (int64_t) result->remarks[REMARK_REJECTED],
        .refused = (int64_t) result->remarks[REMARK_REFUSED],
        .foreign = (int64_t) result->remarks[REMARK_FOREIGN],
    };
}

/*
 * What an earlier attempt has done.
 */
static int fetch_checked(const struct job *job, struct buffer *rows)
{
    const uint32_t done = ROW_KIND(REGISTERED) | ROW_KIND(UPDATED) | ROW_KIND(WITHDRAWN);
    struct imports_list_rows in = {.import_id = job->what->import_id, .kinds = done, .has_limit = true, .limit = BATCH};
    struct imports_list_rows_result out;
    do {
        const char *field;
        int rc = client_call(&job->own, &imports_list_rows_procedure, &in, job->arena, &out, &field);
        if (rc)
            return rc;
        for (size_t i = 0; i < out.rows.count; i++)
            if (out.rows.items[i].identifier)
                buffer_append(rows, &(const void *){&out.rows.items[i]}, sizeof(void *));
        in.after = out.next;
    } while (out.next);
    return 0;
}

static int compare_identifiers(const void *a, const void *b)
{
    const struct imports_row *const *left = a, *const *right = b;
    return strcmp((*left)->identifier, (*right)->identifier);
}

static bool is_leaving(const struct job *job, const char *identifier)
{
    for (size_t i = 0; i < job->leaving.count; i++)
        if (strcmp(job->leaving.items[i], identifier) == 0)
            return true;
    return false;
}

/* What is as the file says and was to be changed when it was checked, was changed. */
static void take_over_unchanged(struct remark *remark, const struct imports_row **rows, size_t count,
                                struct registers_result *result)
{
    const struct imports_row *wanted = &(struct imports_row){.identifier = remark->identifier};
    const struct imports_row **found = bsearch(&wanted, rows, count, sizeof(void *), compare_identifiers);
    if (!found || (*found)->kind == IMPORTS_ROW_KIND_WITHDRAWN)
        return;
    bool is_new = (*found)->kind == IMPORTS_ROW_KIND_REGISTERED;
    remark->kind = is_new ? REMARK_NEW : REMARK_CHANGED;
    remark->reason = (*found)->reason ? (*found)->reason : "";
    result->counts[is_new ? STEP_REGISTER : STEP_UPDATE]++;
    result->unchanged--;
}

int rows_take_over(const struct job *job, struct register_source *source, struct registers_result *result)
{
    struct buffer buffer = {0};
    int rc = fetch_checked(job, &buffer);
    const struct imports_row **rows = (const struct imports_row **) (void *) buffer.data;
    size_t count = buffer.size / sizeof(void *);
    if (!rc && count > 0) {
        qsort(rows, count, sizeof(void *), compare_identifiers);
        for (struct remark *remark = source->remarks.first; remark; remark = remark->next)
            if (remark->kind == REMARK_UNCHANGED)
                take_over_unchanged(remark, rows, count, result);
    }
    for (size_t i = 0; !rc && i < count; i++) {
        if (rows[i]->kind != IMPORTS_ROW_KIND_WITHDRAWN || is_leaving(job, rows[i]->identifier))
            continue;
        remark_add(&source->remarks, &(struct remark){.kind = REMARK_WITHDRAWN,
                                                      .table = "record",
                                                      .identifier = rows[i]->identifier,
                                                      .name = rows[i]->name,
                                                      .reason = ""});
        result->counts[STEP_WITHDRAW]++;
    }
    if (job->what->checked && (size_t) job->what->checked->organisations > result->counts[STEP_REGISTER_ORGANISATION])
        result->counts[STEP_REGISTER_ORGANISATION] = (size_t) job->what->checked->organisations;
    buffer_free(&buffer);
    return rc;
}

/*
 * Recording.
 */
struct placed {
    const struct remark *remark;
    size_t index;
};

/* Those of one list, in its order. */
static int compare_pointers(const char *left, const char *right)
{
    if (!left || !right)
        return 0;
    size_t left_length = strlen(left), right_length = strlen(right);
    if (left_length != right_length)
        return left_length > right_length ? 1 : -1;
    return strcmp(left, right);
}

static int compare_places(const void *a, const void *b)
{
    const struct placed *left = a, *right = b;
    size_t left_line = left->remark->place.line, right_line = right->remark->place.line;
    if ((left_line == 0) != (right_line == 0)) /* what is not in the file comes last */
        return left_line == 0 ? 1 : -1;
    if (left_line != right_line)
        return left_line > right_line ? 1 : -1;
    int order = compare_pointers(left->remark->place.pointer, right->remark->place.pointer);
    if (order != 0) /* a file of one line */
        return order;
    return (left->index > right->index) - (left->index < right->index);
}

/* The reader's reasons and the contracts', by how they begin; the first that fits. */
static enum imports_why why_of(const char *reason)
{
    static const struct {
        const char *begins;
        enum imports_why why;
    } table[] = {
        {"is missing", IMPORTS_WHY_MISSING},
        {"is required", IMPORTS_WHY_MISSING},
        {"has no name", IMPORTS_WHY_MISSING},
        {"occurs a second time", IMPORTS_WHY_TWICE},
        {"is another one than before", IMPORTS_WHY_MOVED},
        {"is none of the", IMPORTS_WHY_UNKNOWN_WORD},
        {"is no date", IMPORTS_WHY_NO_DATE},
        {"is no JSON object", IMPORTS_WHY_NO_OBJECT},
        {"has more or fewer columns", IMPORTS_WHY_COLUMNS},
        {"is empty", IMPORTS_WHY_EMPTY},
        {"is a list", IMPORTS_WHY_FORM},
        {"is a text", IMPORTS_WHY_FORM},
        {"is one more than", IMPORTS_WHY_TOO_LONG},
        {"must be at most", IMPORTS_WHY_TOO_LONG},
        {"must be", IMPORTS_WHY_NO_VALUE},
        {"is not stated", IMPORTS_WHY_USUAL},
        {"is another version", IMPORTS_WHY_VERSION},
        {"is moved by", IMPORTS_WHY_STAGE},
    };
    for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
        if (strncmp(reason, table[i].begins, strlen(table[i].begins)) == 0)
            return table[i].why;
    return IMPORTS_WHY_NONE;
}

static struct imports_row row_of(const struct remark *remark, struct arena *arena)
{
    static const enum imports_row_kind kinds[REMARK_KINDS] = {
        [REMARK_REJECTED] = IMPORTS_ROW_KIND_REJECTED,   [REMARK_FOREIGN] = IMPORTS_ROW_KIND_FOREIGN,
        [REMARK_DROPPED] = IMPORTS_ROW_KIND_DROPPED,     [REMARK_DEFAULTED] = IMPORTS_ROW_KIND_DEFAULTED,
        [REMARK_REFUSED] = IMPORTS_ROW_KIND_REFUSED,     [REMARK_NEW] = IMPORTS_ROW_KIND_REGISTERED,
        [REMARK_CHANGED] = IMPORTS_ROW_KIND_UPDATED,     [REMARK_UNCHANGED] = IMPORTS_ROW_KIND_UNCHANGED,
        [REMARK_WITHDRAWN] = IMPORTS_ROW_KIND_WITHDRAWN,
    };
    bool is_record = strcmp(remark->table, "record") == 0;
    return (struct imports_row){
        .kind = kinds[remark->kind],
        .about = is_record ? IMPORTS_SUBJECT_KIND_RECORD : IMPORTS_SUBJECT_KIND_ORGANISATION,
        .has_line = remark->place.line > 0,
        .line = (int64_t) remark->place.line,
        .pointer = remark->place.pointer,
        .identifier = remark->identifier,
        .name = remark->name ? text_cut(arena, remark->name, MOST_NAME) : NULL,
        .field = remark->field,
        .why = remark->problem ? IMPORTS_WHY_NONE : why_of(remark->reason),
        .reason = text_cut(arena, remark->reason, MOST_REASON),
        .problem = remark->problem,
    };
}

int rows_record(const struct job *job, const struct register_source *source)
{
    size_t count = 0, all = 0;
    for (const struct remark *remark = source->remarks.first; remark; remark = remark->next)
        all++;
    struct placed *placed = calloc(all + 1, sizeof(*placed));
    if (!placed)
        return -ENOMEM;
    for (const struct remark *remark = source->remarks.first; remark; remark = remark->next, count++)
        placed[count] = (struct placed){remark, count};
    qsort(placed, count, sizeof(*placed), compare_places);
    if (count > MOST_ROWS)
        count = MOST_ROWS;
    struct arena arena = {0};
    size_t from = 0;
    int rc = 0;
    do { /* also when there are none: what an earlier attempt has left goes */
        char id[37];
        struct imports_row rows[BATCH];
        struct imports_record_rows in = {
            .command_id = id, .import_id = job->what->import_id, .first = (int64_t) from, .rows = {.items = rows}};
        struct imports_record_rows_result out;
        const char *field;
        arena_reset(&arena);
        uuid7(time_now_ms(), id);
        for (; in.rows.count < BATCH && from < count; in.rows.count++, from++)
            rows[in.rows.count] = row_of(placed[from].remark, &arena);
        rc = client_call(&job->own, &imports_record_rows_procedure, &in, &arena, &out, &field);
    } while (!rc && from < count);
    arena_free(&arena);
    free(placed);
    return rc;
}
