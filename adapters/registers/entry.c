/* SPDX-License-Identifier: EUPL-1.2 */
#include "entry.h"

#include "cell.h"
#include "directory_contract.h"
#include "format.h"

static void remark(struct register_source *source, enum remark_kind kind, const struct register_row *row,
                   const struct register_entry *entry, const char *field, const char *reason)
{
    remark_add(&source->remarks, &(struct remark){.kind = kind,
                                                  .table = "record",
                                                  .place = row->place,
                                                  .identifier = entry->identifier,
                                                  .name = register_row_name(row),
                                                  .field = field,
                                                  .reason = reason});
}

/* Whether the contract takes a text for a field. */
static bool is_taken(struct register_source *source, const struct register_row *row, const struct register_entry *entry,
                     const struct message_type *type, const char *field, const char *column, const char *text)
{
    void *trial = arena_zero(&source->arena, type->size);
    const char *reason = text ? cell_take(type, trial, field, text, &source->arena) : "is missing";
    if (reason)
        remark(source, REMARK_REJECTED, row, entry, column, reason);
    return !reason;
}

static bool is_identity(const struct register_column *column)
{
    return column->conversion == &conversion_organisation || column->conversion == &conversion_identifier ||
           column->conversion == &conversion_assigned || column->conversion == &conversion_own;
}

bool entry_identify(struct register_source *source, const struct register_row *row, struct register_entry *entry)
{
    const struct register_format *format = source->format;
    const char *organisation = NULL;
    *entry = (struct register_entry){0};
    for (size_t i = 0; i < format->column_count; i++) {
        const struct register_column *column = &format->columns[i];
        if (column->conversion == &conversion_organisation)
            organisation = column->key;
        const char *reason = is_identity(column) ? column->conversion->take(source, row, column, entry) : NULL;
        if (reason) {
            remark(source, REMARK_REJECTED, row, entry, column->key, reason);
            return false;
        }
    }
    if (!entry->identifier) /* its page there */
        entry->identifier = row->values[register_column(format, "url")].text;
    const char *identifier = entry->identifier;
    entry->identifier = NULL; /* is not told before it is known to be one */
    if (!is_taken(source, row, entry, &common_source_type, "identifier", "id", identifier))
        return false;
    entry->identifier = identifier;
    return is_taken(source, row, entry, &directory_organisation_type, "name", organisation, entry->organisation);
}

/* What the source does not state of a new record. */
static void fill_unstated(struct register_source *source, const struct register_row *row, struct register_entry *entry)
{
    const struct register_format *format = source->format;
    entry->record.country = format->country;
    if (entry->stage == PILOTS_STAGE_NONE) {
        entry->stage = format->stage;
        remark(source, REMARK_DEFAULTED, row, entry, "stage", "is not stated; taken as in production");
    }
}

bool entry_fill(struct register_source *source, const struct register_row *row, const struct pilots_pilot *present,
                struct register_entry *entry)
{
    const struct register_format *format = source->format;
    if (present) {
        entry->record = present->record;
        entry->stage = present->stage;
        if (present->record.supplier)
            entry->supplier = *present->record.supplier;
    }
    for (size_t i = 0; i < format->column_count; i++) {
        const struct register_column *column = &format->columns[i];
        if (!source->stated[i] || is_identity(column))
            continue;
        const char *reason = column->conversion->take(source, row, column, entry);
        if (reason)
            remark(source, column->needed ? REMARK_REJECTED : REMARK_DROPPED, row, entry, column->key, reason);
        if (reason && column->needed)
            return false;
    }
    if (!entry->record.name) {
        remark(source, REMARK_REJECTED, row, entry, format->columns[0].key, "is missing");
        return false;
    }
    if (!entry->record.language)
        entry->record.language = format->language;
    if (!present)
        fill_unstated(source, row, entry);
    entry->record.supplier = entry->supplier.name ? &entry->supplier : NULL;
    if (!entry->supplier.name && (entry->supplier.role || entry->supplier.identifier))
        remark(source, REMARK_DROPPED, row, entry, "external_supplier", "is missing; what is said of it is left out");
    return true;
}
