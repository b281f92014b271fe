/* SPDX-License-Identifier: EUPL-1.2 */
/* What the handlers of the pilots share. */
#pragma once

#include "service.h"
#include "store.h"

extern const struct service pilots;

/* Who speaks for an organisation; who may keep records, operators for every organisation. */
#define TEAM (COORDINATOR | LEADER | PROJECT | INTEGRATOR | ADMINISTRATOR)
#define KEEPERS (TEAM | OPERATOR)
#define EVERYBODY (MEMBER | CITIZEN | PERSON | OPERATOR | ANONYMOUS)
/* Who brings what another register says: of their own organisation who connects systems, and the process that has read
 * its file (adapters/imports) in the name of whoever had it; of all, operators. */
#define IMPORTERS (INTEGRATOR | SYSTEM | OPERATOR)

struct viewer viewer_of(struct call *call);

/* How the caller stands to the pilot (set of enum party), and the pilot. 0 when it is one of these parties;
 * PROBLEM_NOT_FOUND when the caller may not even read it, PROBLEM_NOT_AUTHORIZED when they may. */
int begin(struct call *call, const char *pilot_id, unsigned parties, struct standing *pilot);
/* The same for what only its owner does, and of a pilot with a source only who imports it. */
int begin_keeping(struct call *call, const char *pilot_id, struct standing *pilot);

/* The organisation in whose name the caller acts: operators act in the pilot's own. */
static inline const char *acting_for(const struct call *call, const struct standing *pilot)
{
    return call->who->organisation_id ? call->who->organisation_id : pilot->organisation_id;
}

/* PROBLEM_GATE_NOT_MET with the names of what is missing (set of enum condition). */
int fail_gate(struct call *call, uint32_t missing);

/* The fields that every event about a pilot begins with; audience from find_audience. */
#define ABOUT(call, pilot, audience)                                                                                   \
    .pilot_id = (pilot)->pilot_id, .organisation_id = acting_for((call), (pilot)), .organisations = (audience),        \
    .published = (pilot)->published

/* Whether it is among these. */
bool takes_part(const struct text_list *organisations, const char *organisation_id);
/* Gives the event, which has its organisations, responsibilities of these. 0 or PROBLEM_INVALID_ARGUMENT. */
int name_responsibilities(struct call *call, const struct pilots_assignment_list *given,
                          struct pilots_pilot_registered *event);

/* Pages: the one before which everything is still to come, by order of the list. */
#define PAGE_RANKED TEXT_PLACE_FIRST
#define PAGE_YOUNGEST                                                                                                  \
    {                                                                                                                  \
        .key = INT64_MAX                                                                                               \
    }
#define PAGE_OLDEST                                                                                                    \
    {                                                                                                                  \
        .key = 0                                                                                                       \
    }
/* Goes on after the cursor. 0 or PROBLEM_INVALID_ARGUMENT. */
int page_begin(struct call *call, const char *after, struct page *page);
/* The cursor of the next page, NULL when there is none. */
const char *page_next(struct call *call, const struct page *page);
#define PAGE_LIMIT 50 /* when the caller names none */
#define LIMIT(in, usual) ((in)->has_limit ? (in)->limit : (usual))
