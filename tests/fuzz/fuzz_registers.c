/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The reader of registers: what begins like JSON is read as that, anything else as CSV, and both as each register's.
 * Whatever comes out must be acceptable to the pilots; the same row once more must change nothing; and it can be
 * exported.
 */
#include <assert.h>
#include <string.h>

#include "entry.h"
#include "format.h"
#include "fuzz.h"

static void check_accepted(const struct register_entry *entry, struct arena *arena)
{
    const struct pilots_register_pilot in = {.command_id = "1",
                                             .record = entry->record,
                                             .stage = entry->stage,
                                             .source = &(struct common_source){"fuzz", entry->identifier}};
    struct buffer buffer = {0};
    struct message_error error;
    message_encode(&pilots_register_pilot_type, &in, &buffer);
    int rc = message_decode(&pilots_register_pilot_type, (struct bytes){buffer.data, buffer.size}, MESSAGE_STRICT,
                            arena, arena_alloc(arena, pilots_register_pilot_type.size), NULL, &error);
    assert(rc == 0);
    buffer_free(&buffer);
}

static void check_row(struct register_source *source, const struct register_row *row)
{
    const struct register_format *format = source->format;
    struct register_entry entry, again;
    if (!entry_identify(source, row, &entry) || !entry_fill(source, row, NULL, &entry))
        return;
    check_accepted(&entry, &source->arena);
    const struct pilots_pilot present = {.record = entry.record, .stage = entry.stage};
    bool identified = entry_identify(source, row, &again), filled = entry_fill(source, row, &present, &again);
    assert(identified && filled && again.stage == entry.stage);
    assert(message_equal(&pilots_record_type, &entry.record, &again.record));
    for (size_t i = 0; i < format->column_count; i++)
        json_decref(format->columns[i].conversion->give(&format->columns[i], &entry));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *) data;
    bool is_json = size > 0 && strchr("{[ \r\n\t", *text);
    for (const struct register_format *const *format = register_formats; *format; format++) {
        struct register_source source;
        register_source_begin(&source, *format);
        int rc = is_json ? register_read_json(&source, "source", text, size)
                         : register_read_csv(&source, "source", text, size);
        assert(!rc || source.fault);
        for (const struct register_row *row = rc ? NULL : source.first; row; row = row->next)
            check_row(&source, row);
        register_source_free(&source);
    }
    return 0;
}
