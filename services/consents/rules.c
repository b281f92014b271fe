/* SPDX-License-Identifier: EUPL-1.2 */
#include "rules.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "identity.h"

static const struct {
    enum consents_status from, to;
} moves[] = {
    {CONSENTS_STATUS_NONE, CONSENTS_STATUS_REQUESTED},  {CONSENTS_STATUS_NONE, CONSENTS_STATUS_GIVEN},
    {CONSENTS_STATUS_REQUESTED, CONSENTS_STATUS_GIVEN}, {CONSENTS_STATUS_REQUESTED, CONSENTS_STATUS_REFUSED},
    {CONSENTS_STATUS_GIVEN, CONSENTS_STATUS_WITHDRAWN}, {CONSENTS_STATUS_GIVEN, CONSENTS_STATUS_EXPIRED},
};

bool consent_may_become(enum consents_status from, enum consents_status to)
{
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
        if (moves[i].from == from && moves[i].to == to)
            return true;
    return false;
}

void years_after(const char *time, int years, char *to)
{
    assert(strlen(time) == TIME_TEXT_SIZE - 1);
    memcpy(to, time, TIME_TEXT_SIZE);
    int year = (int) strtol(time, NULL, 10) + years;
    if (year > 9999)
        year = 9999;
    for (int digit = 3; digit >= 0; digit--, year /= 10)
        to[digit] = (char) ('0' + year % 10);
    if (strncmp(to + 4, "-02-29T", 7) == 0 && time_parse(to) < 0)
        to[9] = '8';
}

static const char *fault_in_person(struct decision *decision, enum consents_given_by decider)
{
    if (decision->given_by == CONSENTS_GIVEN_BY_NONE)
        decision->given_by = decider;
    if (decision->given_by != decider)
        return "given_by";
    if (decision->recorded)
        return "recorded";
    return decision->representative ? "representative" : NULL;
}

static const char *fault_recorded(struct decision *decision, int64_t now_ms)
{
    if (decision->given_by == CONSENTS_GIVEN_BY_NONE)
        decision->given_by = CONSENTS_GIVEN_BY_CITIZEN;
    bool represented = decision->given_by == CONSENTS_GIVEN_BY_REPRESENTATIVE;
    if (!decision->recorded)
        return "recorded";
    if (!time_has_been(decision->recorded->at, now_ms))
        return "recorded.at";
    if (represented != (decision->representative != NULL))
        return "representative";
    return represented && !decision->representative->name ? "representative.name" : NULL;
}

const char *decision_fault(struct decision *decision, enum teller teller, int64_t now_ms)
{
    switch (teller) {
    case TELLER_CITIZEN:
        return fault_in_person(decision, CONSENTS_GIVEN_BY_CITIZEN);
    case TELLER_REPRESENTATIVE:
        return fault_in_person(decision, CONSENTS_GIVEN_BY_REPRESENTATIVE);
    case TELLER_CASEWORKER:
        break;
    }
    return fault_recorded(decision, now_ms);
}

const char *terms_fault(const struct consents_give_consent *in)
{
    const struct {
        const char *name;
        bool present, required;
    } terms[] = {
        {"case_id", in->case_id != NULL, true},
        {"organisation_id", in->organisation_id != NULL, true},
        {"purpose", in->purpose != CONSENTS_PURPOSE_NONE, true},
        {"categories", in->categories != 0, true},
        {"text", in->text != NULL, true},
        {"language", in->language != NULL, true},
        {"valid_until", in->valid_until != NULL, false},
    };
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++)
        if (in->consent_id ? terms[i].present : terms[i].required && !terms[i].present)
            return terms[i].name;
    return NULL;
}
