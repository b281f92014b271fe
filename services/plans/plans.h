/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files with handlers share. */
#pragma once

#include "service.h"

extern const struct service plans;

#define PAGE 50 /* of a list, when the caller names no limit */
