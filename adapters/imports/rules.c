/* SPDX-License-Identifier: EUPL-1.2 */
#include "rules.h"

#include <string.h>

#define OWNER PARTY_OWNER
#define OPERATOR PARTY_OPERATOR
#define WORKER PARTY_WORKER
#define RECEIVING STATE(RECEIVING)
#define CHECKING STATE(CHECKING)
#define CHECKED STATE(CHECKED)
#define RUNNING STATE(RUNNING)
#define TO(s) IMPORTS_STATE_##s

static const struct transition {
    enum move move;
    unsigned who;  /* set of enum party */
    uint32_t from; /* set of enum imports_state */
    enum imports_state to;
} life_cycle[] = {
    /* clang-format off */
    /* move           who               from                             to */
    {MOVE_ADD,        OWNER,            RECEIVING,                       TO(RECEIVING)},
    {MOVE_CHECK,      OWNER,            RECEIVING | CHECKED,             TO(CHECKING)},
    {MOVE_RUN,        OWNER,            CHECKED,                         TO(RUNNING)},
    {MOVE_CANCEL,     OWNER | OPERATOR, RECEIVING | CHECKING | CHECKED,  TO(CANCELLED)},
    {MOVE_CANCEL,     OWNER | OPERATOR, RUNNING,                         TO(RUNNING)}, /* until the worker has stopped */
    {MOVE_WORK,       WORKER,           CHECKING,                        TO(CHECKING)},
    {MOVE_WORK,       WORKER,           RUNNING,                         TO(RUNNING)},
    {MOVE_COMPLETE,   WORKER,           CHECKING,                        TO(CHECKED)},
    {MOVE_COMPLETE,   WORKER,           RUNNING,                         TO(COMPLETED)},
    {MOVE_FAIL,       WORKER,           CHECKING | RUNNING,              TO(FAILED)},
    {MOVE_STOP,       WORKER,           RUNNING,                         TO(CANCELLED)},
    {MOVE_EXPIRE,     WORKER,           RECEIVING | CHECKED,             TO(CANCELLED)},
    /* clang-format on */
};

unsigned rules_parties(const struct common_principal *who, const char *organisation_id)
{
    const unsigned operator_bit = 1u << (COMMON_ROLE_OPERATOR - 1), system_bit = 1u << (COMMON_ROLE_SYSTEM - 1);
    unsigned parties = 0;
    if (who->roles & system_bit)
        parties |= PARTY_WORKER;
    if (who->roles & operator_bit)
        parties |= organisation_id ? PARTY_OPERATOR : PARTY_OPERATOR | PARTY_OWNER;
    if (organisation_id && who->organisation_id && strcmp(who->organisation_id, organisation_id) == 0)
        parties |= PARTY_OWNER;
    return parties;
}

int rules_transition(enum move move, unsigned parties, enum imports_state from, enum imports_state *to)
{
    int problem = PROBLEM_NOT_AUTHORIZED;
    for (size_t i = 0; i < sizeof life_cycle / sizeof *life_cycle; i++) {
        const struct transition *row = &life_cycle[i];
        if (row->move != move || (row->who & parties) == 0)
            continue;
        if (rules_is_in(from, row->from)) {
            *to = row->to;
            return 0;
        }
        problem = PROBLEM_ILLEGAL_TRANSITION;
    }
    return problem;
}

int64_t rules_expires_ms(int64_t since_ms)
{
    const int64_t day_ms = INT64_C(24) * 60 * 60 * 1000;
    return since_ms + day_ms;
}
