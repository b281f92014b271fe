/* SPDX-License-Identifier: EUPL-1.2 */
/* What happens to consents by itself: withdrawals become effective, validity ends (see service.h: settle). */
#pragma once

#include "service.h"

int consents_settle(struct call *call, int64_t *due_ms);
