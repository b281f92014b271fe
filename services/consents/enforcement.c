/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * When a withdrawal is effective.
 *
 * Enforcers say how far they have followed this stream and get a lease for it. A withdrawal at sequence P is effective
 * once each of them has said P or its lease is over: without a lease it refuses by itself. From then on its answer, put
 * off so far, can be given. A process that dies meanwhile finds the withdrawal still pending in its table.
 *
 * No lease is granted to who has not followed to the last end of a consent, else a late enforcer would hold up every
 * withdrawal that it has not seen by renewing its lease.
 */
#include "enforcement.h"

#include "consent.h"
#include "consents_dispatch.h"
#include "enforcers.h"
#include "identity.h"
#include "store.h"

static struct enforcers enforcers;

/* The consent whose withdrawal was made effective last, while its callers wait for the answer; "" for none. */
static char effective[37];

int consents_report_position(struct call *call, const struct consents_report_position *in,
                             struct consents_report_position_result *out)
{
    int rc = find_last_end(call->store, &out->ended_sequence);
    if (rc)
        return rc;
    if (enforcers_report(&enforcers, in->instance, in->sequence, out->ended_sequence, time_boottime_ms()))
        out->lease_ms = CONSENT_LEASE_MS;
    return 0;
}

/* Its effect is in the tables by now, unless that batch was given up: then it is still pending and will come again. */
static int answer_effective(struct call *call)
{
    struct consents_consent consent;
    if (!*effective)
        return 0;
    int rc = find_consent(call->store, call->arena, effective, &consent);
    if (!rc && consent.effective_at) {
        struct consents_withdraw_consent_result result = {consent.consent_id, consent.status, consent.effective_at};
        call_answer(call, consent.consent_id, &consents_withdraw_consent_procedure, &result);
    }
    *effective = '\0';
    return rc;
}

/* Withdrawals take effect in their order, so only the first pending one counts. 1: emitted. */
static int settle_withdrawal(struct call *call, int64_t *due_ms)
{
    struct consents_consent consent;
    int64_t sequence;
    int rc = find_pending_withdrawal(call->store, call->arena, &consent, &sequence);
    if (rc)
        return rc == PROBLEM_NOT_FOUND ? 0 : rc;
    int64_t wait_ms = enforcers_wait(&enforcers, sequence, time_boottime_ms());
    if (wait_ms > 0) {
        *due_ms = call->now_ms + wait_ms;
        return 0;
    }
    struct consents_withdrawal_effective event = {0};
    message_assign(&consents_withdrawal_effective_type, &event, &consents_consent_type, &consent);
    event.effective_at = call->now;
    memcpy(effective, consent.consent_id, sizeof effective);
    rc = emit_consents_withdrawal_effective(call, &event);
    return rc ? rc : 1;
}

/* Enforcers heed valid_until by themselves; this is for the record and for those who are told. 1: emitted. */
static int settle_expiry(struct call *call, int64_t *due_ms)
{
    struct consents_consent consent;
    int rc = find_next_expiry(call->store, call->arena, &consent);
    if (rc)
        return rc == PROBLEM_NOT_FOUND ? 0 : rc;
    int64_t until_ms = time_parse(consent.valid_until);
    if (until_ms > call->now_ms) {
        if (until_ms < *due_ms)
            *due_ms = until_ms;
        return 0;
    }
    struct consents_expired event = {0};
    message_assign(&consents_expired_type, &event, &consents_consent_type, &consent);
    rc = emit_consents_expired(call, &event);
    return rc ? rc : 1;
}

int consents_settle(struct call *call, int64_t *due_ms)
{
    *due_ms = INT64_MAX;
    int rc = answer_effective(call);
    if (!rc)
        rc = settle_withdrawal(call, due_ms);
    if (!rc)
        rc = settle_expiry(call, due_ms);
    return rc;
}
