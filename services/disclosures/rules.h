/* SPDX-License-Identifier: EUPL-1.2 */
/* What disclosures decides without tables: whom an event concerns, what of it may be told, the form of cursors. */
#pragma once

#include "contract.h"

/*
 * What an organisation is told instead of an event that says more than is its business: another event, which takes from
 * it what has the same name, and what is renamed. An event that concerns several organisations has a view for each of
 * them, so that none learns of the others.
 */
struct view {
    const struct event_contract *event;
    uint16_t concern; /* offset of the field with the organisation */
    const struct event_contract *as;
    size_t renamed_count;
    struct {
        uint16_t to, from; /* offsets of texts: in the data of as, in that of event */
    } renamed[3];
};

/* NULL: it is told of the event itself. */
const struct view *view_find(const struct event_contract *event, uint16_t concern);

/* The data of view->as; it shares what the event's data points to. */
const void *view_data(struct arena *arena, const struct view *view, const void *data);

/* An organisation that an event concerns, and how it is told of it. */
struct concerned {
    const char *id;
    const struct view *view; /* NULL: of the event itself */
};

/* The organisations that an event concerns, without the home municipality; each once, or once for each of its views.
 * They live in the arena. Returns how many. */
size_t organisations_concerned(struct arena *arena, const struct event_contract *contract, const void *data,
                               const struct concerned **concerned);

/* Whether this event is for everybody. */
bool is_public(const struct event_contract *contract, const void *data);

/* The consent that this event says is over: its organisation is told so, with ids only. NULL for other events. */
const char *consent_ended_by(const struct event_contract *contract, const void *data);

/* The goal or activity of a plan that something told is about, in the arena; NULL: none. *hides: whoever is told this
 * may not see it any more, nor what they were told of it before. */
const char *item_told(struct arena *arena, const struct event_contract *contract, struct bytes data, bool *hides);

/* The contract of an event by its type, NULL when there is none. */
const struct event_contract *event_contract_find(const char *type);

/* Whether an organisation with these categories (a set of enum common_category) may be told of such events at all. */
bool may_be_told(const struct event_contract *contract, uint32_t permitted);

/* Takes out of an event's encoded data what is not permitted (a set of enum common_category); *categories gets those
 * that are left. False when it is not what the contract says: then nothing of it may be told. */
bool withhold_data(struct arena *arena, const struct event_contract *contract, uint32_t permitted, struct bytes *data,
                   uint32_t *categories);
