/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is to be done so that our pilots say what a register says: the difference between a source and what came from it
 * before, and its execution.
 *
 *     struct register_plan plan;
 *     rc = register_plan_make(&source, system, NULL, &client, &plan);
 *     if (!rc && register_plan_is_drastic(&plan) && !force)
 *         ... say so ...
 *     rc = register_plan_run(&plan, &client, &(struct register_listener) {0}, &stopped);
 *     register_plan_free(&plan);
 *
 * A record is found again by its identifier in the register; an identifier that is the id of a pilot of ours names that
 * one, so that what was exported comes back to where it was. Safe to interrupt and to repeat: a step is a command whose
 * id is made of what it does and of the state it was planned on. What is equal is not sent, and a pilot that changed
 * between planning and execution is not overwritten.
 *
 * A record that the register no longer has is no longer public here; what it has but was rejected stays as it is. An
 * imported record is as public as the register's. Organisations that are not in the directory are registered. Who
 * imports for one organisation brings, changes and withdraws its records only; what is another's is remarked.
 */
#pragma once

#include "client.h"
#include "entry.h"
#include "known.h"

enum register_action { STEP_REGISTER_ORGANISATION, STEP_REGISTER, STEP_UPDATE, STEP_WITHDRAW, STEP_ACTIONS };
extern const char *const register_step_names[STEP_ACTIONS];

struct register_step {
    enum register_action action;
    struct source_place place; /* in the source; file NULL for what is not in it */
    const char *identifier, *name;
    const char *changes;                     /* names of the fields that an update changes, or "" */
    struct known_organisation *organisation; /* to be registered, or of a record to be registered */
    const char *state;                       /* that it was planned on */
    const struct procedure *procedure;
    void *in, *out;    /* of the procedure */
    int rc;            /* when it was run: 0, a problem, or negative; -ECANCELED before */
    const char *field; /* the offending field of a problem, or NULL */
};

/* What the step is about, as reports call it. */
static inline const char *register_step_table(const struct register_step *step)
{
    return step->action == STEP_REGISTER_ORGANISATION ? "organisation" : "record";
}

struct register_plan {
    struct arena arena;
    struct register_source *source;
    const char *system;
    struct known known;
    struct register_step *steps; /* by action */
    size_t count;
    size_t counts[STEP_ACTIONS];
    size_t accepted, unchanged; /* records */
    size_t published;           /* records of this source that are public */
};

/* Who hears how an import goes; what is NULL is not told. */
struct register_listener {
    /* Before anything is done. False: nothing is. */
    bool (*planned)(void *closure, const struct register_plan *plan);
    /* After each step. False: no further ones are begun. */
    bool (*progress)(void *closure, size_t done, size_t count);
    void *closure;
};

/* Asks the services and fills the plan; remarks about what cannot be done go to the source. organisation_id: the one
 * whose records alone are imported, NULL for all. 0 or negative; a problem when a service refuses to answer. */
int register_plan_make(struct register_source *source, const char *system, const char *organisation_id,
                       const struct client *client, struct register_plan *plan);
/* Withdraws more than half of what the source has published: more likely a truncated source. */
bool register_plan_is_drastic(const struct register_plan *plan);
/* Runs the steps, many at a time, and fills their rc. *stopped: the listener had it stopped. 0, or negative when a
 * service did not answer. */
int register_plan_run(struct register_plan *plan, const struct client *client, const struct register_listener *listener,
                      bool *stopped);
void register_plan_free(struct register_plan *plan);
