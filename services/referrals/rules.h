/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What may be done with a referral, by whom and when: pure decisions on values, without SQL, clock or bus.
 *
 *     unsigned parties = rules_parties(call->who, &referral);
 *     const struct transition *transition;
 *     int problem = rules_transition(MOVE_ACCEPT, parties, referral.status, &transition);
 *     if (problem) …            // it may not be done
 *     transition->to            // the state it leads to
 */
#pragma once

#include "directory_contract.h"
#include "referrals_contract.h"

/* Sets, as the contracts have them: bit (value - 1). */
#define STATUS(s) (1u << (REFERRALS_STATUS_##s - 1))
#define CATEGORY(c) (1u << (COMMON_CATEGORY_##c - 1))

/* No transition leaves these. */
#define ENDED_STATES (STATUS(REJECTED) | STATUS(CANCELLED) | STATUS(FAILED) | STATUS(COMPLETED))
#define ALL_STATES ((1u << REFERRALS_STATUS_COMPLETED) - 1)
#define OPEN_STATES (ALL_STATES & ~ENDED_STATES)

/* The states of those that may ask this of their home municipality; all for NONE. */
uint32_t rules_asking(enum referrals_attention attention);

/* What somebody wants to do with a referral that has been sent. */
enum move {
    MOVE_ACCEPT,
    MOVE_WAITLIST,
    MOVE_REJECT,
    MOVE_START,
    MOVE_COMPLETE,
    MOVE_FAIL,
    MOVE_CANCEL,
    MOVE_TRANSFER,
};

/* How somebody stands to a referral; one may be several (a municipality can give the help itself). */
enum party {
    PARTY_REQUESTER = 1, /* a caseworker of the home municipality */
    PARTY_PERFORMER = 2, /* a coordinator of the organisation that gives the offer */
    PARTY_CITIZEN = 4,   /* whom it is about */
    PARTY_PLATFORM = 8,  /* nobody: the consent it stood on has ended */
};

enum place {
    PLACE_KEPT,     /* holds a place afterwards if it did before */
    PLACE_TAKEN,    /* holds one afterwards */
    PLACE_RELEASED, /* holds none afterwards */
};

struct transition {
    enum move move;
    unsigned who;  /* set of enum party */
    uint32_t from; /* set of enum referrals_status */
    enum referrals_status to;
    enum place place;
};

/* 0 and the transition; PROBLEM_NOT_AUTHORIZED when none of the parties ever makes this move; PROBLEM_ILLEGAL_TRANSITION
 * when they do, but not from this state. */
int rules_transition(enum move move, unsigned parties, enum referrals_status from,
                     const struct transition **transition);

/* Set of enum party; 0: a stranger, for whom the referral does not exist. */
unsigned rules_parties(const struct common_principal *who, const struct referrals_referral *referral);

/* As what somebody asks for help for this citizen; NONE: they may not. */
enum referrals_requester rules_requester(const struct common_principal *who, const char *citizen_id,
                                         const char *home_id);

/* The categories that a consent for the performer must permit before this much is sent to it. */
uint32_t rules_needed_categories(const char *note, const char *health_note);

/* What an organisation has said of the places of an offer, and how many are held. Both bounds are absent where it has
 * said nothing: such an offer is not limited. */
struct capacity {
    int64_t sequence; /* position in DIRECTORY of the statement */
    bool has_available, has_maximum;
    int64_t available;   /* free at the moment of the statement */
    int64_t maximum;     /* in all */
    int64_t held;        /* taken since, under this statement */
    int64_t held_in_all; /* under whatever statement */
};

enum room { ROOM_UNLIMITED, ROOM_FREE, ROOM_NONE };
enum room rules_room(const struct capacity *capacity);

struct offer {
    const char *organisation_id, *name;
    enum directory_offer_status status;
    bool withdrawn, assessment_required;
    const char *paused_until; /* NULL: not paused */
    struct capacity capacity;
};

/* Whether it takes referrals of this requester now: 0, PROBLEM_OFFER_WITHDRAWN, PROBLEM_OFFER_PAUSED, or
 * PROBLEM_ASSESSMENT_REQUIRED, which only the municipality can make. */
int rules_offer_takes(const struct offer *offer, enum referrals_requester requester, const char *now);

/* Whole days from when it was sent to when it was accepted (NULL: not yet), or it ended, or until now. */
int64_t rules_waited_days(const struct referrals_referral *referral, const char *accepted_at, int64_t now_ms);
