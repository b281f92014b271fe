/* SPDX-License-Identifier: EUPL-1.2 */
#include "rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/*
 * The life cycle drawn once more, as a picture: what each party's move makes of each state, one letter a state.
 * '.' they never do that from there; '-' they never do it at all.
 */
static const char states[] =
    "racxiofd"; /* requested accepted rejected(c) cancelled(x) in-progress on-hold failed done */

struct picture {
    enum move move;
    enum party who;
    const char *to; /* for each state in the order of the enum */
};

/* clang-format off */
static const struct picture pictures[] = {
    /*                                    r a c x i o f d */
    {MOVE_ACCEPT,   PARTY_PERFORMER,     "a....a.."},
    {MOVE_ACCEPT,   PARTY_REQUESTER,     "--------"},
    {MOVE_ACCEPT,   PARTY_CITIZEN,       "--------"},
    {MOVE_ACCEPT,   PARTY_PLATFORM,      "--------"},
    {MOVE_WAITLIST, PARTY_PERFORMER,     "oo...o.."},
    {MOVE_WAITLIST, PARTY_REQUESTER,     "--------"},
    {MOVE_WAITLIST, PARTY_CITIZEN,       "--------"},
    {MOVE_WAITLIST, PARTY_PLATFORM,      "--------"},
    {MOVE_REJECT,   PARTY_PERFORMER,     "c....c.."},
    {MOVE_REJECT,   PARTY_REQUESTER,     "--------"},
    {MOVE_REJECT,   PARTY_CITIZEN,       "--------"},
    {MOVE_REJECT,   PARTY_PLATFORM,      "--------"},
    {MOVE_START,    PARTY_PERFORMER,     ".i...i.."},
    {MOVE_START,    PARTY_REQUESTER,     "--------"},
    {MOVE_START,    PARTY_CITIZEN,       "--------"},
    {MOVE_START,    PARTY_PLATFORM,      "--------"},
    {MOVE_COMPLETE, PARTY_PERFORMER,     ".d..dd.."},
    {MOVE_COMPLETE, PARTY_REQUESTER,     "--------"},
    {MOVE_COMPLETE, PARTY_CITIZEN,       "--------"},
    {MOVE_COMPLETE, PARTY_PLATFORM,      "--------"},
    {MOVE_FAIL,     PARTY_PERFORMER,     ".f..ff.."},
    {MOVE_FAIL,     PARTY_REQUESTER,     "--------"},
    {MOVE_FAIL,     PARTY_CITIZEN,       "--------"},
    {MOVE_FAIL,     PARTY_PLATFORM,      "--------"},
    {MOVE_CANCEL,   PARTY_PERFORMER,     "--------"},
    {MOVE_CANCEL,   PARTY_REQUESTER,     "xx..xx.."},
    {MOVE_CANCEL,   PARTY_CITIZEN,       "xx..xx.."},
    {MOVE_CANCEL,   PARTY_PLATFORM,      "xx..xx.."},
    {MOVE_TRANSFER, PARTY_PERFORMER,     "--------"},
    {MOVE_TRANSFER, PARTY_REQUESTER,     "xx...x.."},
    {MOVE_TRANSFER, PARTY_CITIZEN,       "--------"},
    {MOVE_TRANSFER, PARTY_PLATFORM,      "--------"},
};
/* clang-format on */

static char outcome_of(enum move move, unsigned who, enum referrals_status from)
{
    const struct transition *transition;
    switch (rules_transition(move, who, from, &transition)) {
    case 0:
        return states[transition->to - 1];
    case PROBLEM_ILLEGAL_TRANSITION:
        return '.';
    case PROBLEM_NOT_AUTHORIZED:
        return '-';
    default:
        return '?';
    }
}

static void test_every_move_from_every_state(void **state)
{
    (void) state;
    const size_t moves = MOVE_TRANSFER + 1, parties = 4;
    assert_int_equal(sizeof pictures / sizeof *pictures, moves * parties);
    assert_int_equal(sizeof states - 1, REFERRALS_STATUS_COMPLETED);
    for (size_t i = 0; i < moves * parties; i++) {
        const struct picture *p = &pictures[i];
        char seen[sizeof states] = {0};
        for (unsigned s = 0; s < sizeof states - 1; s++)
            seen[s] = outcome_of(p->move, p->who, (enum referrals_status)(s + 1));
        if (strcmp(seen, p->to) != 0)
            fail_msg("move %d by party %d: %s, expected %s", (int) p->move, (int) p->who, seen, p->to);
    }
}

static void test_strangers_and_double_roles(void **state)
{
    (void) state;
    for (unsigned s = 1; s <= REFERRALS_STATUS_COMPLETED; s++)
        for (unsigned move = 0; move <= MOVE_TRANSFER; move++)
            assert_int_equal(outcome_of((enum move) move, 0, (enum referrals_status) s), '-');
    /* A municipality that gives the help itself does what either may do. */
    const unsigned both = PARTY_REQUESTER | PARTY_PERFORMER;
    assert_int_equal(outcome_of(MOVE_ACCEPT, both, REFERRALS_STATUS_REQUESTED), 'a');
    assert_int_equal(outcome_of(MOVE_CANCEL, both, REFERRALS_STATUS_ACCEPTED), 'x');
}

/* Whoever is accepted or being helped holds a place; who waits or has ended never does. */
static void test_places_follow_states(void **state)
{
    (void) state;
    const uint32_t seated = STATUS(ACCEPTED) | STATUS(IN_PROGRESS);
    for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++) {
        for (unsigned s = 1; s <= REFERRALS_STATUS_COMPLETED; s++) {
            const struct transition *t;
            if (rules_transition(pictures[i].move, pictures[i].who, (enum referrals_status) s, &t))
                continue;
            bool was = seated & 1u << (s - 1), is = seated & 1u << (t->to - 1);
            assert_int_equal(t->place, !is ? PLACE_RELEASED : was ? PLACE_KEPT : PLACE_TAKEN);
            assert_int_equal(ENDED_STATES & 1u << (s - 1), 0);
        }
    }
}

static void test_parties(void **state)
{
    (void) state;
    struct referrals_referral referral = {.citizen_id = "c", .home_id = "home", .performer_id = "ngo"};
    const uint32_t caseworker = 1u << (COMMON_ROLE_CASEWORKER - 1), coordinator = 1u << (COMMON_ROLE_COORDINATOR - 1),
                   citizen = 1u << (COMMON_ROLE_CITIZEN - 1);
    const struct {
        struct common_principal who;
        unsigned parties;
    } rows[] = {
        {{.roles = caseworker, .organisation_id = "home"}, PARTY_REQUESTER},
        {{.roles = caseworker, .organisation_id = "ngo"}, 0},
        {{.roles = caseworker, .organisation_id = "other"}, 0},
        {{.roles = caseworker}, 0},
        {{.roles = coordinator, .organisation_id = "ngo"}, PARTY_PERFORMER},
        {{.roles = coordinator, .organisation_id = "home"}, 0},
        {{.roles = coordinator | caseworker, .organisation_id = "ngo"}, PARTY_PERFORMER},
        {{.roles = citizen, .citizen_id = "c"}, PARTY_CITIZEN},
        {{.roles = citizen, .citizen_id = "d"}, 0},
        {{.roles = citizen}, 0},
        {{.roles = coordinator, .citizen_id = "c"}, 0},
        {{0}, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(rules_parties(&rows[i].who, &referral), rows[i].parties);
    referral.performer_id = "home";
    const struct common_principal both = {.roles = caseworker | coordinator, .organisation_id = "home"};
    assert_int_equal(rules_parties(&both, &referral), PARTY_REQUESTER | PARTY_PERFORMER);
}

static void test_requester(void **state)
{
    (void) state;
    const uint32_t caseworker = 1u << (COMMON_ROLE_CASEWORKER - 1), coordinator = 1u << (COMMON_ROLE_COORDINATOR - 1),
                   citizen = 1u << (COMMON_ROLE_CITIZEN - 1);
    const struct common_representation representation = {.representation_id = "r"};
    const struct {
        struct common_principal who;
        enum referrals_requester requester;
    } rows[] = {
        {{.roles = caseworker, .organisation_id = "home"}, REFERRALS_REQUESTER_MUNICIPALITY},
        {{.roles = caseworker, .organisation_id = "other"}, REFERRALS_REQUESTER_NONE},
        {{.roles = coordinator, .organisation_id = "home"}, REFERRALS_REQUESTER_NONE},
        {{.roles = citizen, .citizen_id = "c"}, REFERRALS_REQUESTER_CITIZEN},
        {{.roles = citizen, .citizen_id = "d"}, REFERRALS_REQUESTER_NONE},
        {{.roles = citizen, .citizen_id = "c", .representation = &representation}, REFERRALS_REQUESTER_REPRESENTATIVE},
        {{.roles = citizen, .citizen_id = "d", .representation = &representation}, REFERRALS_REQUESTER_NONE},
        {{0}, REFERRALS_REQUESTER_NONE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(rules_requester(&rows[i].who, "c", "home"), rows[i].requester);
}

static void test_needed_categories(void **state)
{
    (void) state;
    const uint32_t always = CATEGORY(REFERRAL) | CATEGORY(CONTACT);
    assert_int_equal(rules_needed_categories(NULL, NULL), always);
    assert_int_equal(rules_needed_categories("n", NULL), always | CATEGORY(NOTES));
    assert_int_equal(rules_needed_categories(NULL, "h"), always | CATEGORY(HEALTH));
    assert_int_equal(rules_needed_categories("n", "h"), always | CATEGORY(NOTES) | CATEGORY(HEALTH));
}

static void test_room(void **state)
{
    (void) state;
    const struct {
        struct capacity capacity;
        enum room room;
    } rows[] = {
        {{.held_in_all = 100}, ROOM_UNLIMITED},
        {{.has_available = true, .available = 0}, ROOM_NONE},
        {{.has_available = true, .available = 1}, ROOM_FREE},
        {{.has_available = true, .available = 1, .held = 1, .held_in_all = 1}, ROOM_NONE},
        /* places taken under earlier statements are not in what was said to be free */
        {{.has_available = true, .available = 1, .held = 0, .held_in_all = 7}, ROOM_FREE},
        /* but all together they stay within the maximum */
        {{.has_available = true, .available = 1, .has_maximum = true, .maximum = 7, .held_in_all = 7}, ROOM_NONE},
        {{.has_available = true, .available = 1, .has_maximum = true, .maximum = 8, .held_in_all = 7}, ROOM_FREE},
        /* the maximum alone: all of it was free */
        {{.has_maximum = true, .maximum = 0}, ROOM_NONE},
        {{.has_maximum = true, .maximum = 2, .held = 1, .held_in_all = 1}, ROOM_FREE},
        {{.has_maximum = true, .maximum = 2, .held = 2, .held_in_all = 2}, ROOM_NONE},
        {{.has_maximum = true, .maximum = 2, .held = 0, .held_in_all = 2}, ROOM_NONE},
        /* a statement below what is held already */
        {{.has_maximum = true, .maximum = 2, .held = 0, .held_in_all = 5}, ROOM_NONE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(rules_room(&rows[i].capacity), rows[i].room);
}

static void test_offer_takes(void **state)
{
    (void) state;
    const char *now = "2026-11-24T09:30:00.000Z";
    const enum referrals_requester municipality = REFERRALS_REQUESTER_MUNICIPALITY,
                                   citizen = REFERRALS_REQUESTER_CITIZEN,
                                   representative = REFERRALS_REQUESTER_REPRESENTATIVE;
    struct offer offer = {.status = DIRECTORY_OFFER_STATUS_ACTIVE};
    assert_int_equal(rules_offer_takes(&offer, municipality, now), 0);
    offer.paused_until = "2026-11-24T09:30:00.001Z";
    assert_int_equal(rules_offer_takes(&offer, municipality, now), PROBLEM_OFFER_PAUSED);
    offer.paused_until = now;
    assert_int_equal(rules_offer_takes(&offer, municipality, now), 0);
    offer.withdrawn = true;
    assert_int_equal(rules_offer_takes(&offer, municipality, now), PROBLEM_OFFER_WITHDRAWN);
    offer.withdrawn = false;
    for (unsigned s = DIRECTORY_OFFER_STATUS_INACTIVE; s <= DIRECTORY_OFFER_STATUS_TEMPORARILY_CLOSED; s++) {
        offer.status = (enum directory_offer_status) s;
        assert_int_equal(rules_offer_takes(&offer, municipality, now), PROBLEM_OFFER_WITHDRAWN);
    }

    /* Who wants help for themselves cannot assess it; what keeps everybody out says so first. */
    offer = (struct offer){.status = DIRECTORY_OFFER_STATUS_ACTIVE};
    assert_int_equal(rules_offer_takes(&offer, citizen, now), 0);
    offer.assessment_required = true;
    assert_int_equal(rules_offer_takes(&offer, municipality, now), 0);
    assert_int_equal(rules_offer_takes(&offer, citizen, now), PROBLEM_ASSESSMENT_REQUIRED);
    assert_int_equal(rules_offer_takes(&offer, representative, now), PROBLEM_ASSESSMENT_REQUIRED);
    offer.withdrawn = true;
    assert_int_equal(rules_offer_takes(&offer, citizen, now), PROBLEM_OFFER_WITHDRAWN);
}

static void test_waited_days(void **state)
{
    (void) state;
    const int64_t day = 86400000, sent = 1795510800000; /* 2026-11-24T09:00:00.000Z */
    struct referrals_referral referral = {
        .status = REFERRALS_STATUS_REQUESTED,
        .requested_at = "2026-11-24T09:00:00.000Z",
        .updated_at = "2026-11-26T09:00:00.000Z",
    };
    assert_int_equal(rules_waited_days(&referral, NULL, sent), 0);
    assert_int_equal(rules_waited_days(&referral, NULL, sent + day - 1), 0);
    assert_int_equal(rules_waited_days(&referral, NULL, sent + 5 * day), 5);
    assert_int_equal(rules_waited_days(&referral, NULL, sent - day), 0);
    referral.status = REFERRALS_STATUS_COMPLETED;
    assert_int_equal(rules_waited_days(&referral, "2026-11-25T10:00:00.000Z", sent + 5 * day), 1);
    referral.status = REFERRALS_STATUS_CANCELLED;
    assert_int_equal(rules_waited_days(&referral, NULL, sent + 5 * day), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_move_from_every_state),
        cmocka_unit_test(test_strangers_and_double_roles),
        cmocka_unit_test(test_places_follow_states),
        cmocka_unit_test(test_parties),
        cmocka_unit_test(test_requester),
        cmocka_unit_test(test_needed_categories),
        cmocka_unit_test(test_room),
        cmocka_unit_test(test_offer_takes),
        cmocka_unit_test(test_waited_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
