/* SPDX-License-Identifier: EUPL-1.2 */
/* Our public pilots as records of a register. */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "format.h"
#include "registers.h"

struct exporting {
    const struct registers_options *options;
    const char *system;
    struct arena arena;
    struct remarks remarks;
    struct buffer ids; /* const char *: of the public pilots */
};

/* The public pilots. */
static int fetch_ids(struct exporting *exporting, const struct client *client)
{
    struct pilots_search_pilots in = {.has_published = true, .published = true, .has_limit = true, .limit = 200};
    struct pilots_search_pilots_result out;
    do {
        const char *field;
        int rc = client_call(client, &pilots_search_pilots_procedure, &in, &exporting->arena, &out, &field);
        if (rc)
            return rc;
        for (size_t i = 0; i < out.pilots.count; i++)
            buffer_append(&exporting->ids, &out.pilots.items[i].pilot_id, sizeof(char *));
        in.after = out.next;
    } while (out.next);
    return 0;
}

/* What the register calls the pilot; our id, where it is not from there. */
static const char *identifier_of(const struct exporting *exporting, const struct pilots_pilot *pilot)
{
    bool is_theirs = pilot->source && strcmp(pilot->source->system, exporting->system) == 0;
    return is_theirs ? pilot->source->identifier : pilot->pilot_id;
}

static json_t *record_of(const struct exporting *exporting, const struct pilots_pilot *pilot)
{
    const struct register_format *format = exporting->options->format;
    struct register_entry entry = {
        .identifier = identifier_of(exporting, pilot),
        .organisation = pilot->organisation_name,
        .stage = pilot->stage,
        .record = pilot->record,
    };
    if (pilot->record.supplier)
        entry.supplier = *pilot->record.supplier;
    json_t *record = json_object();
    for (size_t i = 0; i < format->column_count; i++) {
        json_t *value = format->columns[i].conversion->give(&format->columns[i], &entry);
        json_object_set_new(record, format->columns[i].key, value ? value : json_null());
    }
    return record;
}

/* A record on its way out. */
struct exported {
    const char *identifier;
    const struct pilots_get_pilot_result *found;
};

static int compare_exported(const void *a, const void *b)
{
    return strcmp(((const struct exported *) a)->identifier, ((const struct exported *) b)->identifier);
}

static void remark_shortfalls(struct exporting *exporting, const struct pilots_get_pilot_result *found)
{
    for (size_t i = 0; i < found->completeness.count; i++) {
        const struct pilots_completeness *completeness = &found->completeness.items[i];
        if (completeness->register_ != exporting->options->format->measure)
            continue;
        for (size_t k = 0; k < completeness->shortfalls.count; k++) {
            const struct pilots_shortfall *shortfall = &completeness->shortfalls.items[k];
            const char *reason = "is missing";
            if (shortfall->fault == PILOTS_FAULT_TOO_LONG)
                reason = arena_print(&exporting->arena, "is longer than the %lld characters the register takes",
                                     (long long) shortfall->maximum);
            remark_add(&exporting->remarks, &(struct remark){.kind = REMARK_LACKS,
                                                             .table = "record",
                                                             .identifier = found->pilot.pilot_id,
                                                             .field = shortfall->term,
                                                             .reason = reason});
        }
    }
}

static int fetch_records(struct exporting *exporting, const struct client *client, json_t *records)
{
    struct arena *arena = &exporting->arena;
    size_t count = exporting->ids.size / sizeof(char *);
    const char *const *ids = (const void *) exporting->ids.data;
    struct pilots_get_pilot *in = ARENA_ARRAY(arena, struct pilots_get_pilot, count);
    struct pilots_get_pilot_result *out = ARENA_ARRAY(arena, struct pilots_get_pilot_result, count);
    struct client_call *calls = ARENA_ARRAY(arena, struct client_call, count);
    for (size_t i = 0; i < count; i++) {
        in[i].pilot_id = ids[i];
        calls[i] = (struct client_call){.procedure = &pilots_get_pilot_procedure, .in = &in[i], .out = &out[i]};
    }
    client->run(client->closure, &(struct client_batch){.calls = calls, .count = count, .arena = arena});
    struct exported *exported = ARENA_ARRAY(arena, struct exported, count);
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        if (calls[i].rc == PROBLEM_NOT_FOUND || (calls[i].rc == 0 && !out[i].pilot.published))
            continue; /* no longer public since it was listed */
        if (calls[i].rc)
            return calls[i].rc;
        exported[found++] = (struct exported){identifier_of(exporting, &out[i].pilot), &out[i]};
    }
    if (found > 0)
        qsort(exported, found, sizeof(*exported), compare_exported);
    for (size_t i = 0; i < found; i++) {
        json_array_append_new(records, record_of(exporting, &exported[i].found->pilot));
        remark_shortfalls(exporting, exported[i].found);
    }
    return 0;
}

static int write_records(const struct registers_options *options, const json_t *records)
{
    bool failed = json_dumpf(records, options->out, JSON_INDENT(2) | JSON_REAL_PRECISION(15)) != 0;
    failed |= fputc('\n', options->out) == EOF;
    failed |= fflush(options->out) != 0;
    if (failed)
        fprintf(stderr, "the records cannot be written\n");
    return failed ? -EIO : 0;
}

int registers_export(const struct registers_options *options, const struct client *client, FILE *summary,
                     struct registers_result *result)
{
    struct exporting exporting = {.options = options,
                                  .system = options->system ? options->system : options->format->system};
    exporting.remarks.arena = &exporting.arena;
    json_t *records = json_array();
    *result = (struct registers_result){0};
    int rc = fetch_ids(&exporting, client);
    if (!rc)
        rc = fetch_records(&exporting, client, records);
    if (rc)
        fprintf(stderr, "the pilots cannot be read%s%s\n", rc > 0 ? ": " : "", rc > 0 ? problem_table[rc].message : "");
    else
        rc = write_records(options, records);
    result->records = json_array_size(records);
    memcpy(result->remarks, exporting.remarks.counts, sizeof(result->remarks));
    if (!rc && summary) {
        fprintf(summary, "%zu records exported\n", result->records);
        remarks_print_gathered(&exporting.remarks, summary);
    }
    if (!rc && options->report)
        rc = remarks_write(&exporting.remarks, options->report);
    json_decref(records);
    buffer_free(&exporting.ids);
    arena_free(&exporting.arena);
    return rc;
}
