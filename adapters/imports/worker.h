/* SPDX-License-Identifier: EUPL-1.2 */
/* The work of this process: it does the checks and runs that were asked for, one after another. */
#pragma once

#include "bus.h"

#include <stdatomic.h>

/* Until it stops; see struct service. */
void worker_run(struct bus *bus, struct mailbox *bell, const atomic_bool *stopping);
