/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * All SQL of cases, in store.c (cases, contacts, messages, courses), store_caseworker.c (who is responsible),
 * store_representation.c, store_inquiry.c and store_offer.c; the apply_* are declared in cases_dispatch.h. find_* fill
 * *out, which lives in the arena, and return 0, negative, or PROBLEM_NOT_FOUND. Those for lists return 0 or negative, and
 * fill items with at most limit of them. Nothing here asks whether the caller may see what is found.
 */
#pragma once

#include "cases_dispatch.h"
#include "rules.h"

/* Between the files of the store, for apply_*. A case that is there already stays as it is. responsible: a caseworker's
 * subject, or NULL. */
int write_case(struct store *store, const struct event *event, const struct cases_opened *data,
               const char *responsible);
/* Makes them responsible for a case for which nobody has been. */
int write_first_responsible(struct store *store, const char *case_id, const char *subject);
int write_link(struct store *store, const char *case_id, const char *subject);
/* That an event has followed which an inquiry of this case perhaps still owed. */
int pay_inquiry(struct store *store, const char *case_id, const struct event_contract *paid);

int find_case(struct store *store, struct arena *arena, const char *case_id, struct cases_case *out);
int find_case_of_citizen(struct store *store, struct arena *arena, const char *citizen_id, struct cases_case *out);
/* The case whose citizen signs in as this subject. */
int find_case_of(struct store *store, struct arena *arena, const char *subject, struct cases_case *out);
/* The case with this invitation, which is valid now. */
int find_invited_case(struct store *store, struct arena *arena, const char *code, const char *now,
                      struct cases_case *out);

/* Youngest first, those before the case `before`; NULL: from the youngest on. status: 0 for all. */
struct case_list {
    enum cases_case_status status;
    const char *name; /* folded, in the citizen's name; NULL: whatever that is */
    const char *before;
    size_t limit;
};
int find_cases_of_citizen(struct store *store, struct arena *arena, const char *citizen_id,
                          const struct case_list *list, struct cases_case *items, size_t *count);
/* Those of this municipality for which the caseworker is responsible. */
int find_cases_of_caseworker(struct store *store, struct arena *arena, const char *subject, const char *home_id,
                             const struct case_list *list, struct cases_case *items, size_t *count);
/* Those of the organisation's own and, unless a name is wanted, those of citizens who consent now to its seeing something. */
int find_cases_of_organisation(struct store *store, struct arena *arena, const char *organisation_id, const char *now,
                               const struct case_list *list, struct cases_case *items, size_t *count);

/* Whether this is a caseworker there. 0, PROBLEM_NOT_FOUND or negative. */
int check_caseworker(struct store *store, const char *organisation_id, const char *subject);

/* What a page of a case's contacts or messages is to hold: latest first, those before `before`; NULL: from the latest on.
 * Of one organisation, or of all (NULL). */
struct page {
    const char *case_id, *organisation_id;
    const struct time_place *before;
    size_t limit;
};
int find_contacts(struct store *store, struct arena *arena, const struct page *page, struct cases_contact *items,
                  size_t *count);
int find_messages(struct store *store, struct arena *arena, const struct page *page, struct cases_message *items,
                  size_t *count);
/* 0 or PROBLEM_NOT_FOUND, or negative. */
int check_message(struct store *store, const char *message_id);

int find_course(struct store *store, struct arena *arena, const char *course_id, struct cases_course *out);
/* Latest first. */
int find_courses(struct store *store, struct arena *arena, const char *case_id, size_t limit,
                 struct cases_course *items, size_t *count);

struct representation {
    struct cases_representation content;
    const char *subject; /* who signs in as the representative; NULL: not linked */
};
int find_representation(struct store *store, struct arena *arena, const char *representation_id,
                        struct representation *out);
/* With this invitation, which is valid now, and in force. */
int find_invited_representation(struct store *store, struct arena *arena, const char *code, const char *now,
                                struct representation *out);
/* The one whose time is over first, be it past or to come. */
int find_next_expiry(struct store *store, struct arena *arena, struct representation *out);
/* Of a case, youngest first. */
int find_representations(struct store *store, struct arena *arena, const char *case_id, size_t limit,
                         struct cases_representation *items, size_t *count);
/* Those in force now of who signs in as this subject, youngest first. */
int find_representations_by(struct store *store, struct arena *arena, const char *subject, const char *now,
                            size_t limit, struct cases_representation *items, size_t *count);

/* Organisations that a consent in force now lets see something of the citizen, one item each. */
int find_consenting(struct store *store, struct arena *arena, const char *citizen_id, const char *now, size_t limit,
                    struct cases_participant *items, size_t *count);

struct inquiry {
    struct cases_inquired content;
    enum cases_inquiry_status status;
    const char *asker, *asker_organisation_id, *at, *answer;
    bool owes_opened, owes_linked; /* events that are still to follow it */
};
int find_inquiry(struct store *store, struct arena *arena, const char *inquiry_id, struct inquiry *out);
/* The one that this command made, if its answer was put off. */
int find_inquiry_of(struct store *store, struct arena *arena, const char *asker, const char *command_id,
                    struct inquiry *out);
/* The oldest one that events are still to follow. */
int find_unfinished_inquiry(struct store *store, struct arena *arena, struct inquiry *out);
/* Those that wait or have been taken, and those answered that began a case since then. */
int count_open_inquiries(struct store *store, const char *asker, const char *since, int64_t *count);
/* One of the first three says of whom. */
struct inquiry_list {
    const char *case_id, *citizen_id, *home_id;
    uint32_t statuses;                 /* set of enum cases_inquiry_status; 0 for all */
    const char *caseworker;            /* only of cases for which no other one is responsible; NULL: of all */
    const struct inquiry_place *after; /* NULL: from the first on */
    size_t limit;
};
int find_inquiries(struct store *store, struct arena *arena, const struct inquiry_list *list, struct inquiry *items,
                   size_t *count);

/* 0, PROBLEM_NOT_FOUND or negative. */
int check_municipality(struct store *store, const char *organisation_id);

/* Offers that answer a need without an assessment, best first. match: from need_expression; NULL: only by category. */
struct offer_need {
    const char *match, *category, *language, *home_id, *now;
};
int find_offers(struct store *store, struct arena *arena, const struct offer_need *need, struct cases_match_list *out);
