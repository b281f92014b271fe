/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "service.h"

extern const struct service plans;
