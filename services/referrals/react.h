/* SPDX-License-Identifier: EUPL-1.2 */
/* What follows for referrals from the end of a consent (see service.h: react). */
#pragma once

#include "service.h"

int referrals_react(struct call *call, const struct event *event, const void *data);
