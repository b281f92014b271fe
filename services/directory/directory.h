/* SPDX-License-Identifier: EUPL-1.2 */
/* What the handlers of the directory share. */
#pragma once

#include "directory_dispatch.h"
#include "service.h"

extern const struct service directory;

/* Operators work for every organisation, everybody else for their own. */
static inline bool may_work_for(const struct call *call, const char *organisation_id)
{
    return call_is(call, OPERATOR) || call_for(call, organisation_id);
}

#define PAGE_LIMIT 50 /* when the caller names none */
