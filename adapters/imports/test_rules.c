/* SPDX-License-Identifier: EUPL-1.2 */
/* The life cycle of an import, walked whole. */
#include "rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define TOWN "01890a5d-ac96-774b-bcce-b302099a8051"
#define CITY "01890a5d-ac96-774b-bcce-b302099a8052"
#define ROLE(r) (1u << (COMMON_ROLE_##r - 1))

static void test_who_somebody_is_to_an_import(void **state)
{
    (void) state;
    const struct common_principal tom = {.roles = ROLE(PROJECT), .organisation_id = TOWN};
    const struct common_principal operator_ = {.roles = ROLE(OPERATOR)};
    const struct common_principal worker = {.roles = ROLE(SYSTEM)};
    assert_int_equal(rules_parties(&tom, TOWN), PARTY_OWNER);
    assert_int_equal(rules_parties(&tom, CITY), 0);
    assert_int_equal(rules_parties(&tom, NULL), 0);
    assert_int_equal(rules_parties(&operator_, TOWN), PARTY_OPERATOR);
    assert_int_equal(rules_parties(&operator_, NULL), PARTY_OPERATOR | PARTY_OWNER);
    assert_int_equal(rules_parties(&worker, TOWN), PARTY_WORKER);
    assert_int_equal(rules_parties(&worker, NULL), PARTY_WORKER);
}

/* Where each move leads its party from each state; - nowhere. In the order of the states. */
static const struct {
    enum move move;
    unsigned party;
    const char *to;
} expected[] = {
    {MOVE_ADD, PARTY_OWNER, "r------"},       {MOVE_CHECK, PARTY_OWNER, "c-c----"},
    {MOVE_RUN, PARTY_OWNER, "--R----"},       {MOVE_CANCEL, PARTY_OWNER, "xxxR---"},
    {MOVE_CANCEL, PARTY_OPERATOR, "xxxR---"}, {MOVE_WORK, PARTY_WORKER, "-c-R---"},
    {MOVE_COMPLETE, PARTY_WORKER, "-k-d---"}, {MOVE_FAIL, PARTY_WORKER, "-f-f---"},
    {MOVE_STOP, PARTY_WORKER, "---x---"},     {MOVE_EXPIRE, PARTY_WORKER, "x-x----"},
};

static void test_the_life_cycle(void **state)
{
    (void) state;
    const char letters[] = "rckRdfx";
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        for (int from = 1; from <= IMPORTS_STATE_CANCELLED; from++) {
            enum imports_state to = IMPORTS_STATE_NONE;
            int problem = rules_transition(expected[i].move, expected[i].party, (enum imports_state) from, &to);
            assert_int_equal(problem ? '-' : letters[to - 1], expected[i].to[from - 1]);
            assert_true(!problem || problem == PROBLEM_ILLEGAL_TRANSITION);
        }
    }
}

static void test_whose_moves_they_are(void **state)
{
    (void) state;
    enum imports_state to;
    assert_int_equal(rules_transition(MOVE_RUN, PARTY_OPERATOR, IMPORTS_STATE_CHECKED, &to), PROBLEM_NOT_AUTHORIZED);
    assert_int_equal(rules_transition(MOVE_RUN, PARTY_WORKER, IMPORTS_STATE_CHECKED, &to), PROBLEM_NOT_AUTHORIZED);
    assert_int_equal(rules_transition(MOVE_COMPLETE, PARTY_OWNER | PARTY_OPERATOR, IMPORTS_STATE_RUNNING, &to),
                     PROBLEM_NOT_AUTHORIZED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_who_somebody_is_to_an_import),
        cmocka_unit_test(test_the_life_cycle),
        cmocka_unit_test(test_whose_moves_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
