/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How errors travel.
 *
 *   0          done
 *   negative   fatal to what is being done: a -errno value. It is forwarded unchanged to the one place that can act
 *              (the writer's loop, main), which logs it once. Nobody in between logs or translates it.
 *   positive   a problem of the contract (enum problem, schemas/problems.json): an answer to the caller, not a fault.
 *
 * A function that can only do one of the two says so in its header. Broken invariants of the program itself (a handler
 * that emits twice, a column read past the last) end the process by assertion: they are no errors, they are bugs.
 */
#pragma once

#include <errno.h>

/* -EBADMSG bytes that are no message; -EIO the disk; -ENOTCONN the bus; -ESTALE the stream moved; -ENOMEM memory. */
