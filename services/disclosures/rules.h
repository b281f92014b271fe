/* SPDX-License-Identifier: EUPL-1.2 */
/* What disclosures decides without tables: whom an event concerns, what of it may be told, the form of cursors. */
#pragma once

#include "contract.h"

/* The organisations that an event concerns, each once, without the home municipality. ids holds concern_count texts.
 * Returns how many. */
size_t organisations_concerned(const struct event_contract *contract, const void *data, const char **ids);

/* The consent that this event says is over: its organisation is told so, with ids only. NULL for other events. */
const char *consent_ended_by(const struct event_contract *contract, const void *data);

/* The contract of an event by its type, NULL when there is none. */
const struct event_contract *event_contract_find(const char *type);

/* Takes out of an event's encoded data what is not permitted (a set of enum common_category); *categories gets those
 * that are left. False when it is not what the contract says: then nothing of it may be told. */
bool withhold_data(struct arena *arena, const struct event_contract *contract, uint32_t permitted, struct bytes *data,
                   uint32_t *categories);

/* A cursor of a feed: a sequence in decimal digits. */
bool sequence_read(const char *cursor, int64_t *sequence);

/* A cursor of the log: "<time>|<id>". */
struct log_place {
    const char *at, *id;
};
bool log_place_read(struct arena *arena, const char *cursor, struct log_place *place);
const char *log_place_write(struct arena *arena, const struct log_place *place);
