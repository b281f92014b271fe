/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is to be done so that the directory says what the source says: the difference between a listing and what the
 * directory has of this source, and its execution.
 *
 *     struct plan plan;
 *     rc = plan_make(&listing, &source, system, &client, &plan);
 *     if (!rc && plan_is_drastic(&plan) && !force)
 *         ... say so ...
 *     for (size_t i = 0; !rc && i < plan.count; i++)
 *         rc = plan_step_run(&plan, &plan.steps[i], &client, &field);
 *     plan_free(&plan);
 *
 * Safe to interrupt and to repeat: a step is a command whose id is made of what it does and of the state it was planned
 * on, so the same step is done once however often it is sent, and the same text is sent again when it comes back after
 * another one. What is equal is not sent. An offer that changed between planning and execution is not overwritten.
 *
 * What the source no longer has is withdrawn; what it has but was rejected stays as it is. Organisations stay.
 */
#pragma once

#include "client.h"
#include "mapping.h"

enum step_action {
    STEP_REGISTER, /* an organisation */
    STEP_UPDATE_ORGANISATION,
    STEP_PUBLISH,
    STEP_UPDATE,
    STEP_WITHDRAW,
    STEP_ACTIONS
};
extern const char *const step_names[STEP_ACTIONS];

struct plan_step {
    enum step_action action;
    struct source_place place; /* in the source; file NULL for what is not in it */
    union {
        struct directory_organisation_updated organisation; /* as it will be; organisation_id NULL for a new one */
        struct directory_offer_updated offer;               /* as it will be; offer_id NULL for a new one */
    };
    const char *belongs_to; /* an offer: its organisation's identifier */
    int64_t version;        /* the offer's, 0 for a new one */
    const char *updated_at; /* the organisation's, NULL for a new one */
};

/* Where the step's organisation or offer comes from. */
static inline const struct common_source *step_source(const struct plan_step *step)
{
    return step->action <= STEP_UPDATE_ORGANISATION ? step->organisation.source : step->offer.source;
}

struct plan_known {
    const char *identifier, *id;
};

struct plan {
    struct arena arena;
    const char *system;
    struct plan_step *steps;
    size_t count;
    size_t counts[STEP_ACTIONS];
    size_t unchanged;                 /* offers */
    size_t offered;                   /* offers of this source in the directory, without withdrawn ones */
    struct plan_known *organisations; /* what the directory has, and what was registered since; by identifier */
    size_t organisation_count;
};

/* Asks the directory and fills the plan; remarks about what cannot be done go to the source. 0 or negative; a problem
 * when the directory refuses to answer. */
int plan_make(const struct hsds_listing *listing, struct hsds_source *source, const char *system,
              const struct client *client, struct plan *plan);
/* Withdraws more than half of what the source offers: more likely a truncated source. */
bool plan_is_drastic(const struct plan *plan);
/* 0, a problem (with *field in the plan's arena or NULL), or negative. */
int plan_step_run(struct plan *plan, const struct plan_step *step, const struct client *client, const char **field);
void plan_free(struct plan *plan);
