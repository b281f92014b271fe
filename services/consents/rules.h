/* SPDX-License-Identifier: EUPL-1.2 */
/* What consents decides, without tables and clock: the life cycle, who says how a decision came about, validity. */
#pragma once

#include "consents_contract.h"

#define VALIDITY_DEFAULT_YEARS 1
#define VALIDITY_MAXIMUM_YEARS 5

/* The life cycle (DPV). from is CONSENTS_STATUS_NONE for a consent that is not yet there. */
bool consent_may_become(enum consents_status from, enum consents_status to);

/* The same day and time years later (28 February where there is no 29th). to holds TIME_TEXT_SIZE bytes; the year 9999
 * is not passed. */
void years_after(const char *time, int years, char *to);

/* What a citizen decided, and how this installation came to know. */
struct decision {
    enum consents_given_by given_by;
    const struct consents_recorded *recorded;
    const struct consents_representative *representative;
};

/* Who says what was decided. */
enum teller { TELLER_CITIZEN, TELLER_REPRESENTATIVE, TELLER_CASEWORKER };

/* Who is signed in decides in person, citizens for themselves and representatives for them: nothing more may be said,
 * least of all that it was somebody else. What a caseworker records says how and when it was expressed, and who decided
 * where it was not the citizen. Fills in given_by; who a representative is, the caller knows. Returns the field that is
 * missing or may not be there, NULL when all is right. */
const char *decision_fault(struct decision *decision, enum teller teller, int64_t now_ms);

/* give_consent names a requested consent or says all terms. Returns the first field that is missing or may not be
 * there, NULL when all is right. */
const char *terms_fault(const struct consents_give_consent *in);
