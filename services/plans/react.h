/* SPDX-License-Identifier: EUPL-1.2 */
/* What follows for plans from referrals and consents (see service.h: react). */
#pragma once

#include "service.h"

int plans_react(struct call *call, const struct event *event, const void *data);
