/* SPDX-License-Identifier: EUPL-1.2 */
/* What principal.c (which follows who is who) and standing.c (as what they act) both know. */
#pragma once

#include "principal.h"
#include "table.h"

#define PRINCIPALS_FOLLOWED 4 /* streams, or subjects of them */

struct follower;

struct organisation {
    struct table_link link; /* by id */
    enum common_organisation_type type;
    char *name;
};

struct membership {
    struct membership *next;
    const struct organisation *organisation;
    uint32_t roles;
};

/* Its link and its end are followed apart and come in any order. */
struct representation {
    struct table_link link;      /* by id */
    struct representation *next; /* of the same person, older */
    struct person *person;       /* NULL: not linked yet */
    struct common_representation told;
    int64_t until_ms; /* INT64_MAX: until it is ended */
    bool has_ended;
    char citizen_id[37];
};

struct person {
    struct table_link link; /* by subject */
    struct membership *memberships;
    struct representation *representations;
    char citizen_id[37]; /* "" for none */
};

struct principals {
    struct table organisations, people, representations;
    struct follower *followers[PRINCIPALS_FOLLOWED]; /* NULL in tests */
    int64_t next_end_ms;                             /* no representation ends by the clock before that */
    struct arena arena;
    char *operator_subject;
};
