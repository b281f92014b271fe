/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * When a consent has ended, what stood on it ends too: the citizen's open referrals to that organisation, unless another
 * consent still carries them. The same event again finds nothing more to end.
 */
#include "react.h"

#include "referrals.h"
#include "referrals_dispatch.h"
#include "store.h"

#include <string.h>

/* What the home municipality gives itself stands on its public task. */
static int cancel(struct call *call, const struct referrals_referral *referral)
{
    static const struct referrals_status_reason reason = {.code = REFERRALS_REASON_CODE_CONSENT_ENDED};
    const struct transition *transition;
    if (strcmp(referral->performer_id, referral->home_id) == 0 ||
        rules_transition(MOVE_CANCEL, PARTY_PLATFORM, referral->status, &transition))
        return 0;
    const struct referrals_cancelled cancelled = {ABOUT(referral), .status_reason = &reason};
    return emit_referrals_cancelled(call, &cancelled);
}

static int cancel_without_consent(struct call *call, const char *citizen_id, const char *organisation_id)
{
    enum { BATCH = 50 };
    bool consent;
    int rc = find_referral_consent(call->store, citizen_id, organisation_id, call->now, &consent);
    if (rc || consent)
        return rc;
    struct referral_filter filter = {
        .citizen_id = citizen_id,
        .performer_id = organisation_id,
        .statuses = OPEN_STATES,
        .limit = BATCH,
    };
    struct referral_list list;
    do {
        rc = find_referrals(call->store, call->arena, &filter, &list);
        for (size_t i = 0; i < list.count && !rc; i++) {
            filter.after = list.items[i].sequence;
            rc = cancel(call, &list.items[i].content);
        }
    } while (!rc && list.count == BATCH);
    return rc;
}

int referrals_react(struct call *call, const struct event *event, const void *data)
{
    if (event->contract == &consents_withdrawn_event) {
        const struct consents_withdrawn *withdrawn = data;
        return cancel_without_consent(call, withdrawn->citizen_id, withdrawn->organisation_id);
    }
    if (event->contract == &consents_expired_event) {
        const struct consents_expired *expired = data;
        return cancel_without_consent(call, expired->citizen_id, expired->organisation_id);
    }
    return 0;
}
