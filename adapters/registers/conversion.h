/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * From a column of a register to a field of ours, and back. Bringing an entry to what it says already leaves it as it
 * is, also where the register has one word for several values of ours, or fewer fields in an item of a list.
 */
#pragma once

#include <jansson.h>

#include "pilots_contract.h"
#include "row.h"

struct register_column;

/* A pilot as registers see it. */
struct register_entry {
    const char *identifier;   /* in the register; our id where the register has none */
    const char *organisation; /* name */
    enum pilots_stage stage;
    struct pilots_record record; /* its supplier stands beside it */
    struct pilots_supplier supplier;
};

struct conversion {
    /* Brings the entry to what the row says. NULL, or why that cannot be: then the field stays as it was. What of a
     * list cannot be taken is remarked. */
    const char *(*take)(struct register_source *source, const struct register_row *row,
                        const struct register_column *column, struct register_entry *entry);
    /* What the register is told, to be freed by json_decref; NULL for nothing. */
    json_t *(*give)(const struct register_column *column, const struct register_entry *entry);
};

enum { CONVERSION_UNKNOWN, CONVERSION_YES, CONVERSION_NO }; /* values of the words of conversion_assessed */

extern const struct conversion conversion_text, conversion_day, conversion_month, conversion_language, conversion_tags,
    conversion_set, conversion_items, conversion_stage, conversion_assessed;
extern const struct conversion conversion_contact;      /* an address of mail, or of a form */
extern const struct conversion conversion_category;     /* risk and impact in the Dutch register's three words */
extern const struct conversion conversion_constant;     /* what the column says in every record */
extern const struct conversion conversion_organisation; /* the name of whose record it is */
/* Identifiers; the first column of a row that has one counts. assigned: a number given by the register; own: what its
 * publisher calls it. */
extern const struct conversion conversion_identifier, conversion_assigned, conversion_own;
