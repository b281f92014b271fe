/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The text of a cell as the value of a contract's field. The contract's own strict decoder says whether it will do.
 */
#pragma once

#include "message.h"

/* Sets a field (text, integer, number or enum) from text, which must outlive the message. NULL, or why the contract
 * refuses it (in the arena); the field is absent then. */
const char *cell_take(const struct message_type *type, void *message, const char *name, const char *text,
                      struct arena *arena);
/* NULL, or why the contract refuses the field as it stands in the message. */
const char *cell_check(const struct message_type *type, const void *message, const char *name, struct arena *arena);

/* Makes a field absent. */
void cell_clear(const struct message_type *type, void *message, const char *name);

const struct message_field *cell_field(const struct message_type *type, const char *name); /* which must be there */
