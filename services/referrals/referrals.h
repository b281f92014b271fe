/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files with handlers share. */
#pragma once

#include "service.h"

extern const struct service referrals;

/* The fields that every event about a referral begins with. */
#define ABOUT(referral)                                                                                                \
    .referral_id = (referral)->referral_id, .case_id = (referral)->case_id, .citizen_id = (referral)->citizen_id,      \
    .home_id = (referral)->home_id, .offer_id = (referral)->offer_id, .performer_id = (referral)->performer_id
