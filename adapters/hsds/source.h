/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A directory of offers as its source wrote it: the rows of the HSDS tables, whether they came as CSV files, as one
 * tabular JSON document, or as records nested in one another. Nothing is judged here but the form; mapping.h does the
 * rest.
 *
 *     struct hsds_source source = {0};
 *     if (source_read(&source, "/srv/offers/services.csv"))
 *         fprintf(stderr, "%s\n", source.fault);
 *     else
 *         ... source.tables[HSDS_SERVICE].first ...
 *     source_free(&source);
 *
 * Everything lies in the source's arena; a row lives as long as the source.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "remark.h"

enum hsds_table {
    HSDS_NO_TABLE, /* of HSDS, but not imported; or none at all */
    HSDS_ORGANIZATION,
    HSDS_SERVICE,
    HSDS_LOCATION,
    HSDS_SERVICE_AT_LOCATION,
    HSDS_ADDRESS,
    HSDS_PHONE,
    HSDS_SCHEDULE,
    HSDS_LANGUAGE,
    HSDS_ATTRIBUTE,
    HSDS_TAXONOMY_TERM,
    HSDS_ELIGIBILITY,
    HSDS_TABLE_COUNT
};

/* What is read of the tables. Names mean the same in each of them. */
enum hsds_column {
    HSDS_NO_COLUMN,
    HSDS_ID,
    HSDS_ORGANIZATION_ID,
    HSDS_SERVICE_ID,
    HSDS_LOCATION_ID,
    HSDS_SERVICE_AT_LOCATION_ID,
    HSDS_LINK_ID,
    HSDS_TAXONOMY_TERM_ID,
    HSDS_NAME,
    HSDS_ALTERNATE_NAME,
    HSDS_DESCRIPTION,
    HSDS_URL,
    HSDS_EMAIL,
    HSDS_STATUS,
    HSDS_APPLICATION_PROCESS,
    HSDS_FEES_DESCRIPTION,
    HSDS_FEES,
    HSDS_ELIGIBILITY_DESCRIPTION,
    HSDS_MINIMUM_AGE,
    HSDS_MAXIMUM_AGE,
    HSDS_TRANSPORTATION,
    HSDS_LATITUDE,
    HSDS_LONGITUDE,
    HSDS_ADDRESS_TYPE,
    HSDS_ADDRESS_1,
    HSDS_ADDRESS_2,
    HSDS_CITY,
    HSDS_REGION,
    HSDS_STATE_PROVINCE,
    HSDS_POSTAL_CODE,
    HSDS_COUNTRY,
    HSDS_NUMBER,
    HSDS_EXTENSION,
    HSDS_TYPE,
    HSDS_VALID_FROM,
    HSDS_VALID_TO,
    HSDS_OPENS_AT,
    HSDS_CLOSES_AT,
    HSDS_BYDAY,
    HSDS_CODE,
    HSDS_COLUMN_COUNT
};

struct hsds_row {
    struct hsds_row *next; /* in the order of the source */
    struct source_place place;
    size_t number;                         /* within its table, from 0 */
    bool set_aside;                        /* rejected, or merged into another: no longer counts */
    const char *values[HSDS_COLUMN_COUNT]; /* without blanks at the ends; NULL when blank or absent */
};

struct hsds_rows {
    struct hsds_row *first, *last;
    size_t count; /* with those set aside */
};

struct hsds_source {
    struct arena arena;
    struct hsds_rows tables[HSDS_TABLE_COUNT];
    struct remarks remarks;
    int64_t announced, listed; /* services in all pages of a list, as the pages say, and as they were read */
    bool partial;      /* known to be less than the whole directory: what is missing in it must not be withdrawn */
    const char *fault; /* why it could not be read, with file and line */
};

/* Reads a folder or a file. 0, or negative with source->fault saying why. In a folder, the CSV tables
 * (with or without a common prefix, such as "ilao_hsds11_services.csv") or else all *.json; of a CSV file the tables of
 * the same prefix beside it belong to it. */
int source_read(struct hsds_source *source, const char *path);
void source_free(struct hsds_source *source);

/* The readers. name: how the file is called in places. 0, -EBADMSG (malformed) or -ENOTSUP (a services table, but not of
 * HSDS) with source->fault. source_settle follows when
 * all is read: rows with the same id become one where a JSON document repeated a record, and are rejected in CSV. */
void source_begin(struct hsds_source *source);
int source_read_csv(struct hsds_source *source, enum hsds_table table, const char *name, const char *text, size_t size);
int source_read_json(struct hsds_source *source, const char *name, const char *text, size_t size);
void source_settle(struct hsds_source *source);

/* For the readers and the mapping. */
struct hsds_row *source_row(struct hsds_source *source, struct source_place place); /* not yet in a table */
void source_add(struct hsds_source *source, enum hsds_table table, struct hsds_row *row);
/* Sets a value, trimmed, unless it is blank or there is one already. */
void row_set(struct hsds_source *source, struct hsds_row *row, enum hsds_column column, const char *text, size_t size);
void row_remark(struct hsds_source *source, enum remark_kind kind, enum hsds_table table, const struct hsds_row *row,
                const char *field, const char *reason);
int source_fault(struct hsds_source *source, int error, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The rows of a table that have a value in a column, for finding them by it. In the source's arena. */
struct hsds_entry {
    const char *value;
    struct hsds_row *row;
};
struct hsds_index {
    struct hsds_entry *entries; /* by value, then in the order of the source */
    size_t count;
};
struct hsds_index source_index(struct hsds_source *source, enum hsds_table table, enum hsds_column column);
/* The entries with this value; *count is 0 when there is none, or when the value is NULL. */
const struct hsds_entry *index_find(const struct hsds_index *index, const char *value, size_t *count);
/* The first row with this value, or NULL. */
struct hsds_row *index_row(const struct hsds_index *index, const char *value);
