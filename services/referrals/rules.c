/* SPDX-License-Identifier: EUPL-1.2 */
#include "rules.h"

#include "identity.h"

#include <string.h>

/*
 * The life cycle: FHIR Task as the Gravity project uses it for referrals. A referral begins as requested; what is not in
 * this table cannot happen to it.
 */
#define REQUESTER PARTY_REQUESTER
#define PERFORMER PARTY_PERFORMER
#define CITIZEN PARTY_CITIZEN
#define PLATFORM PARTY_PLATFORM
#define REQUESTED STATUS(REQUESTED)
#define ACCEPTED STATUS(ACCEPTED)
#define ON_HOLD STATUS(ON_HOLD)
#define IN_PROGRESS STATUS(IN_PROGRESS)
#define TO(s) REFERRALS_STATUS_##s

/* clang-format off */
static const struct transition life_cycle[] = {
    /* move          who                             from                                            to               place */
    {MOVE_ACCEPT,    PERFORMER,                      REQUESTED |            ON_HOLD,                 TO(ACCEPTED),    PLACE_TAKEN},
    {MOVE_WAITLIST,  PERFORMER,                      REQUESTED | ACCEPTED | ON_HOLD,                 TO(ON_HOLD),     PLACE_RELEASED},
    {MOVE_REJECT,    PERFORMER,                      REQUESTED |            ON_HOLD,                 TO(REJECTED),    PLACE_RELEASED},
    {MOVE_START,     PERFORMER,                                  ACCEPTED,                           TO(IN_PROGRESS), PLACE_KEPT},
    {MOVE_START,     PERFORMER,                                             ON_HOLD,                 TO(IN_PROGRESS), PLACE_TAKEN},
    {MOVE_COMPLETE,  PERFORMER,                                  ACCEPTED | ON_HOLD | IN_PROGRESS,   TO(COMPLETED),   PLACE_RELEASED},
    {MOVE_FAIL,      PERFORMER,                                  ACCEPTED | ON_HOLD | IN_PROGRESS,   TO(FAILED),      PLACE_RELEASED},
    {MOVE_CANCEL,    REQUESTER | CITIZEN | PLATFORM, REQUESTED | ACCEPTED | ON_HOLD | IN_PROGRESS,   TO(CANCELLED),   PLACE_RELEASED},
    {MOVE_TRANSFER,  REQUESTER,                      REQUESTED | ACCEPTED | ON_HOLD,                 TO(CANCELLED),   PLACE_RELEASED},
};
/* clang-format on */

int rules_transition(enum move move, unsigned parties, enum referrals_status from, const struct transition **transition)
{
    int problem = PROBLEM_NOT_AUTHORIZED;
    for (size_t i = 0; i < sizeof life_cycle / sizeof *life_cycle; i++) {
        const struct transition *row = &life_cycle[i];
        if (row->move != move || (row->who & parties) == 0)
            continue;
        if (row->from & 1u << (from - 1)) {
            *transition = row;
            return 0;
        }
        problem = PROBLEM_ILLEGAL_TRANSITION;
    }
    return problem;
}

uint32_t rules_asking(enum referrals_attention attention)
{
    static const uint32_t states[] = {
        [REFERRALS_ATTENTION_NONE] = ALL_STATES,
        [REFERRALS_ATTENTION_OVERDUE] = REQUESTED | ACCEPTED,
        [REFERRALS_ATTENTION_UNHELPED] = STATUS(REJECTED) | STATUS(FAILED),
        [REFERRALS_ATTENTION_WAITING] = REQUESTED | ACCEPTED | ON_HOLD,
    };
    return states[attention];
}

/* Whether somebody acts in this role for this organisation. */
static bool is_member(const struct common_principal *who, enum common_role role, const char *organisation_id)
{
    return (who->roles & 1u << (role - 1)) && who->organisation_id &&
           strcmp(who->organisation_id, organisation_id) == 0;
}

static bool is_citizen(const struct common_principal *who, const char *citizen_id)
{
    return (who->roles & 1u << (COMMON_ROLE_CITIZEN - 1)) && who->citizen_id &&
           strcmp(who->citizen_id, citizen_id) == 0;
}

unsigned rules_parties(const struct common_principal *who, const struct referrals_referral *referral)
{
    unsigned parties = 0;
    if (is_member(who, COMMON_ROLE_CASEWORKER, referral->home_id))
        parties |= PARTY_REQUESTER;
    if (is_member(who, COMMON_ROLE_COORDINATOR, referral->performer_id))
        parties |= PARTY_PERFORMER;
    if (is_citizen(who, referral->citizen_id))
        parties |= PARTY_CITIZEN;
    return parties;
}

enum referrals_requester rules_requester(const struct common_principal *who, const char *citizen_id,
                                         const char *home_id)
{
    if (is_member(who, COMMON_ROLE_CASEWORKER, home_id))
        return REFERRALS_REQUESTER_MUNICIPALITY;
    if (!is_citizen(who, citizen_id))
        return REFERRALS_REQUESTER_NONE;
    return who->representation ? REFERRALS_REQUESTER_REPRESENTATIVE : REFERRALS_REQUESTER_CITIZEN;
}

uint32_t rules_needed_categories(const char *note, const char *health_note)
{
    return CATEGORY(REFERRAL) | CATEGORY(CONTACT) | (note ? CATEGORY(NOTES) : 0) | (health_note ? CATEGORY(HEALTH) : 0);
}

enum room rules_room(const struct capacity *capacity)
{
    if (!capacity->has_available && !capacity->has_maximum)
        return ROOM_UNLIMITED;
    int64_t available = capacity->has_available ? capacity->available : capacity->maximum;
    if (capacity->held >= available || (capacity->has_maximum && capacity->held_in_all >= capacity->maximum))
        return ROOM_NONE;
    return ROOM_FREE;
}

int rules_offer_takes(const struct offer *offer, enum referrals_requester requester, const char *now)
{
    if (offer->withdrawn || offer->status != DIRECTORY_OFFER_STATUS_ACTIVE)
        return PROBLEM_OFFER_WITHDRAWN;
    if (offer->paused_until && strcmp(offer->paused_until, now) > 0)
        return PROBLEM_OFFER_PAUSED;
    if (offer->assessment_required && requester != REFERRALS_REQUESTER_MUNICIPALITY)
        return PROBLEM_ASSESSMENT_REQUIRED;
    return 0;
}

int64_t rules_waited_days(const struct referrals_referral *referral, const char *accepted_at, int64_t now_ms)
{
    const int64_t day_ms = 86400000;
    int64_t until_ms = now_ms;
    if (accepted_at)
        until_ms = time_parse(accepted_at);
    else if (ENDED_STATES & 1u << (referral->status - 1))
        until_ms = time_parse(referral->updated_at);
    int64_t waited_ms = until_ms - time_parse(referral->requested_at);
    return waited_ms > 0 ? waited_ms / day_ms : 0; /* clocks can be set back */
}
