/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The consent check, where data leaves. The runtime of a service with .enforces_consent follows CONSENTS into the table
 * runtime_consent and holds a lease from the consents service; the check works on that state and refuses when the lease
 * is over (fails closed).
 *
 *     struct subject_of_care about = {case_id, citizen_id, home_id};
 *     int rc = consent_disclose(call, &about, &referrals_referral_type, item);
 *     if (rc) return rc;      // PROBLEM_NOT_FOUND: nothing of it may be seen; PROBLEM_CONSENT_UNVERIFIABLE; negative
 *
 * After 0 the item carries only what the caller may see, and a record of this read is published before the reply
 * leaves. The home municipality sees everything (public task), the citizen too (and is not recorded as a reader of
 * their own data, though who represents them is), every other organisation what its consents permit at this moment.
 *
 * The lease. An enforcer reports its position to samspil.consents.report_position every second and at once after it
 * applied the end of a consent. The answer grants the lease: CONSENT_LEASE_MS counted by the enforcer from when it sent
 * the report, by consents from when it answered, both on CLOCK_BOOTTIME, so the enforcer's ends first. The answer names
 * the last ended consent's position: an enforcer that has not followed that far does not take the lease.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "service.h"

#define CONSENT_LEASE_MS 3000
#define CONSENT_REPORT_MS 1000
#define CONSENT_RETRY_MS 100 /* instead, as long as there is no lease */

struct subject_of_care {
    const char *case_id, *citizen_id;
    const char *home_id; /* the home municipality */
};

/* Decides, withholds and records, see above. 0, a problem, or negative. The item may be NULL with its type: then it is
 * only asked whether anything may be seen. */
int consent_disclose(struct call *call, const struct subject_of_care *about, const struct message_type *type,
                     void *item);

struct consent_state {
    uint32_t categories;    /* what all consents in force permit together (set of enum common_category) */
    const char *consent_id; /* the youngest of them, in the call's arena; NULL when there is none */
};

/* What this organisation may know about this citizen by consent, now; where that is something, the reply says at which
 * position in CONSENTS it was found. 0, PROBLEM_CONSENT_UNVERIFIABLE or negative. */
int consent_check(struct call *call, const char *citizen_id, const char *organisation_id, struct consent_state *state);

/* Says that the answer tells of consents in force: the gateway does not pass it on to an organisation once one of them may
 * have ended. Of no effect for citizens: no consent is needed to tell them. */
void consent_told(struct call *call);

/* Puts on record what the organisation for which a consent is sees of it, in the service that keeps consents and
 * enforces none; and says that the answer tells of it. */
void consent_shown(struct call *call, const struct subject_of_care *about, const char *consent_id,
                   const struct message_type *type, const void *item);

/* Position in CONSENTS that the call's snapshot has applied. */
uint64_t consent_position(struct call *call);
