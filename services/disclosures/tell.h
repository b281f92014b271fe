/* SPDX-License-Identifier: EUPL-1.2 */
/* Who is told what of an event, and where that goes (see service.h: react and subject). */
#pragma once

#include "service.h"

int disclosures_tell(struct call *call, const struct event *event, const void *message);
const char *disclosures_subject(struct call *call, const struct event_contract *event, const void *data);
