/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How HSDS names things: tables and columns of 3.0 (and 2.0 where it is the same), those of the CSV layout of 1.1, and
 * the nesting of 3.0's JSON. All of it data; a further layout is further rows.
 */
#pragma once

#include "source.h"

/* The table that a file is called after: "services", or "<prefix>services" where the prefix ends in '_', '-' or '.'.
 * *prefix gets the prefix's length. HSDS_NO_TABLE when it is none, or none that is imported. */
enum hsds_table layout_table(const char *stem, size_t *prefix);
/* HSDS_NO_COLUMN when it is not read. */
enum hsds_column layout_column(enum hsds_table table, const char *name);
/* "service", "organization_id": for reports. */
const char *layout_table_name(enum hsds_table table);
const char *layout_column_name(enum hsds_column column);

/* Records within records. */
struct hsds_nesting {
    enum hsds_table parent;
    const char *key; /* of an object or of an array of objects */
    enum hsds_table child;
    /* Either the child gets the parent's id in this column, or the parent the child's. */
    enum hsds_column child_link, parent_link;
};
extern const struct hsds_nesting layout_nestings[]; /* ended by a row without key */

/* A record of JSON that stands for itself is what has one of these keys; the first row that fits counts. */
struct hsds_signature {
    const char *key;
    enum hsds_table table;
};
extern const struct hsds_signature layout_signatures[]; /* ended by a row without key */
