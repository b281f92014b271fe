/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is to be said about the rows of a source, gathered while it is imported and told at the end.
 *
 *     struct remarks remarks = {.arena = &arena};
 *     remark_add(&remarks, &(struct remark) {.kind = REMARK_REJECTED, .table = "service", .place = row->place,
 *                                            .field = "name", .reason = "is missing"});
 *     remarks_print(&remarks, stdout);
 */
#pragma once

#include <stddef.h>
#include <stdio.h>

#include "arena.h"

/* Where something stands in a source. */
struct source_place {
    const char *file;    /* name without folder; NULL for what is not in the source */
    size_t line;         /* where it begins, from 1; 0 when that is not known */
    const char *pointer; /* into a JSON document (RFC 6901); NULL in CSV */
};

enum remark_kind {
    REMARK_REJECTED,  /* the row is not imported */
    REMARK_FOREIGN,   /* the same, because it is not the importer's to bring */
    REMARK_DROPPED,   /* the row is imported without this field */
    REMARK_DEFAULTED, /* the row says nothing here; what is taken instead is documented */
    REMARK_REFUSED,   /* by the service */
    REMARK_LACKS,     /* of an export: who it is for asks for more */
    REMARK_NEW,       /* what became of a row that was taken; told in the file only */
    REMARK_CHANGED,
    REMARK_UNCHANGED,
    REMARK_WITHDRAWN, /* no longer in the source */
    REMARK_KINDS
};

/* Never contains a value of the source, but for the row's identifier and name. */
struct remark {
    struct remark *next;
    enum remark_kind kind;
    const char *table; /* what the row is, in the source's words */
    struct source_place place;
    const char *identifier; /* NULL when it has none */
    const char *name;       /* NULL when it is not known; the file does not have it */
    const char *field;      /* NULL: the whole row */
    const char *reason;
    const char *problem; /* of a refused one: its code, static; the file does not have it */
};

struct remarks {
    struct arena *arena;
    struct remark *first, *last;
    size_t counts[REMARK_KINDS];
};

/* Adds a copy of it; its table and its place are the caller's and must outlive the remarks. */
void remark_add(struct remarks *remarks, const struct remark *remark);

/* What was dropped, taken for granted or lacking, by reason. */
void remarks_print_gathered(const struct remarks *remarks, FILE *to);
/* The same, and each row that was rejected, or refused by the service. */
void remarks_print(const struct remarks *remarks, const char *service, FILE *to);
/* Whether a report can be written there (NULL: none is wanted), asked before anything is done. 0 or negative after saying
 * why not on stderr. */
int remarks_check(const char *path);
/* Columns kind, file, line, pointer, table, identifier, field, reason. 0 or negative after saying why on stderr. */
int remarks_write(const struct remarks *remarks, const char *path);
