/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The registers as data: what their columns are called, and what each is in a pilot's record. One table is read in both
 * directions, so that what an export says an import understands; docs/registers.md explains it. A further register is a
 * further table.
 */
#pragma once

#include "conversion.h"
#include "pilots_contract.h"

/* A word of the register for a value of ours. Where several values have one word, the word stands for the first of
 * them, unless the record already has one of the others. */
struct register_word {
    const char *word, *alias; /* alias: in the published summary */
    int value;
};

/* What a member of a list's items is in ours. */
struct register_item_key {
    const char *key, *field;
};

struct register_column {
    const char *key;   /* in a full record */
    const char *alias; /* in the register's published summary, or NULL */
    const struct conversion *conversion;
    const char *field;                     /* of the record, or "supplier.<field>" */
    const struct register_word *words;     /* ended by a row without word */
    const struct register_item_key *items; /* ended by a row without key */
    bool needed;                           /* a row whose value cannot be taken is rejected */
};

/* What kind of organisation a name speaks of. */
struct register_kind {
    const char *begins, *ends; /* one of them, or neither: any name */
    enum common_organisation_type type;
};

struct register_format {
    const char *name;                  /* "nl" */
    const char *system;                /* name of the source, unless another is given */
    const char *list;                  /* member of a published document that has the records */
    const char *country, *language;    /* of a new record */
    enum pilots_stage stage;           /* of a new record, where the source states none */
    enum pilots_register measure;      /* how complete an exported record is */
    const struct register_kind *kinds; /* the last one fits any name */
    const struct register_column *columns;
    size_t column_count;
};

extern const struct register_format register_nl, register_uk;
extern const struct register_format *const register_formats[]; /* all, ended by NULL */

/* "nl" or "uk"; NULL when there is no such register. */
const struct register_format *register_format(const char *name);
/* The column's number, or column_count when it is not read. */
size_t register_column(const struct register_format *format, const char *name);
enum common_organisation_type register_kind_of(const struct register_format *format, const char *organisation);
