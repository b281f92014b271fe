/* SPDX-License-Identifier: EUPL-1.2 */
/* What the handlers of cases share. */
#pragma once

#include "cases_dispatch.h"
#include "consent.h"
#include "service.h"

extern const struct service cases;

#define PAGE_LIMIT 50  /* when the caller names none */
#define LIST_LIMIT 200 /* of the lists without pages */
#define DAY_MS (INT64_C(24) * 60 * 60 * 1000)

struct subject_of_care citizen_of(const struct cases_case *file);

/* These fill *file and return 0, negative, or PROBLEM_NOT_FOUND, which is also what they say of cases that exist. */
/* A case of the caller's own municipality. */
int find_home_case(struct call *call, const char *case_id, struct cases_case *file);
/* A case of the caller's own municipality, or the caller's own. */
int find_own_case(struct call *call, const char *case_id, struct cases_case *file);
/* A case of which the caller may see anything at all (or PROBLEM_CONSENT_UNVERIFIABLE). */
int find_visible_case(struct call *call, const char *case_id, struct cases_case *file);

/* Whether the caller is of the citizen's home municipality, or the citizen. */
static inline bool may_decide(const struct call *call, const char *citizen_id, const char *home_id)
{
    return call_of(call, citizen_id) || call_for(call, home_id);
}

/* A new one-time code, and until when it is valid. */
const char *new_code(struct call *call);
const char *code_expiry(struct call *call, bool has_valid_days, int64_t valid_days);

/* representation.c: accepts the invitation whose code this is, if it is a representative's (else PROBLEM_NOT_FOUND). */
int accept_representation(struct call *call, const char *code, const struct cases_case *own,
                          struct cases_accept_invitation_result *out);

/* courses.c: whether a day (NULL: none) has begun somewhere on earth; else the field is refused. */
int check_begun(struct call *call, const char *day, const char *field);

/* What is owed at a time of its own: 1 emitted, 0 nothing (more) to do, or negative (service.h, settle). */
int settle_inquiries(struct call *call);                        /* inquiries.c */
int settle_representations(struct call *call, int64_t *due_ms); /* representation.c */
