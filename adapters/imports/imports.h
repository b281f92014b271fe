/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "service.h"

extern const struct service imports;

/* Whose files are imported: who speaks for an organisation, for theirs; operators for every organisation. */
#define IMPORTERS (COORDINATOR | LEADER | PROJECT | INTEGRATOR | ADMINISTRATOR | OPERATOR)
