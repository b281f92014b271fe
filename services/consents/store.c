/* SPDX-License-Identifier: EUPL-1.2 */
#include "store.h"

#include "consents_dispatch.h"

/* The migration's partial indexes and the statements below name these by number. */
_Static_assert(CONSENTS_STATUS_GIVEN == 2 && CONSENTS_STATUS_WITHDRAWN == 4, "numbers of enums are append-only");

static const struct consents_representative *read_representative(struct query *q, struct arena *arena)
{
    struct consents_representative *representative = arena_alloc(arena, sizeof *representative);
    representative->name = column_text(q, arena);
    representative->relation = column_text(q, arena);
    return representative->name ? representative : NULL;
}

/*
 * Followed: cases, who acts in them, and organisations.
 */

int apply_cases_opened(struct store *store, const struct event *event, const struct cases_opened *data)
{
    struct query q =
        store_query(store, "INSERT INTO citizen_case (case_id, citizen_id, home_id, responsible) VALUES (?, ?, ?, ?)");
    bind_text(&q, data->case_id);
    bind_text(&q, data->citizen_id);
    bind_text(&q, data->home_id);
    bind_text(&q, event_actor_of(event, data->home_id));
    return store_run(&q);
}

static int write_responsible(struct query q, const char *case_id, const char *subject)
{
    bind_text(&q, subject);
    bind_text(&q, case_id);
    return store_run(&q);
}

int apply_cases_assigned(struct store *store, const struct event *event, const struct cases_assigned *data)
{
    (void) event;
    return write_responsible(store_query(store, "UPDATE citizen_case SET responsible = ? WHERE case_id = ?"),
                             data->case_id, data->subject);
}

/* Whoever takes an inquiry is responsible for the case if nobody has been. */
int apply_cases_inquiry_taken(struct store *store, const struct event *event, const struct cases_inquiry_taken *data)
{
    return write_responsible(
        store_query(store, "UPDATE citizen_case SET responsible = ? WHERE case_id = ? AND responsible IS NULL"),
        data->case_id, event_actor_of(event, data->home_id));
}

int apply_cases_closed(struct store *store, const struct event *event, const struct cases_closed *data)
{
    struct query q = store_query(store, "UPDATE citizen_case SET closed_at = ? WHERE case_id = ?");
    bind_text(&q, event->head.time);
    bind_text(&q, data->case_id);
    return store_run(&q);
}

int apply_cases_reopened(struct store *store, const struct event *event, const struct cases_reopened *data)
{
    (void) event;
    struct query q = store_query(store, "UPDATE citizen_case SET closed_at = NULL WHERE case_id = ?");
    bind_text(&q, data->case_id);
    return store_run(&q);
}

int find_case(struct store *store, struct arena *arena, const char *case_id, struct citizen_case *out)
{
    struct query q = store_query(store, "SELECT citizen_id, home_id, closed_at IS NOT NULL FROM citizen_case"
                                        " WHERE case_id = ?");
    bind_text(&q, case_id);
    bool found = store_next(&q);
    if (found) {
        out->citizen_id = column_text(&q, arena);
        out->home_id = column_text(&q, arena);
        out->closed = column_integer(&q);
    }
    return store_end_found(&q, found);
}

/* They stay after their time, for what they decided in it. */
int apply_cases_representative_added(struct store *store, const struct event *event,
                                     const struct cases_representative_added *data)
{
    (void) event;
    struct query q = store_query(store, "INSERT INTO representative (representation_id, name, relation)"
                                        " VALUES (?, ?, ?)");
    bind_text(&q, data->representation_id);
    bind_text(&q, data->name);
    bind_text(&q, message_enum_text(&cases_relation_enum, (int) data->relation));
    return store_run(&q);
}

int find_representative(struct store *store, struct arena *arena, const char *representation_id,
                        const struct consents_representative **out)
{
    struct query q = store_query(store, "SELECT name, relation FROM representative WHERE representation_id = ?");
    bind_text(&q, representation_id);
    bool found = store_next(&q);
    if (found)
        *out = read_representative(&q, arena);
    return store_end_found(&q, found);
}

static int keep_organisation(struct store *store, const struct organisation *organisation)
{
    struct query q = store_query(store, "INSERT OR REPLACE INTO organisation (organisation_id, name, type, url, email,"
                                        " country) VALUES (?, ?, ?, ?, ?, ?)");
    bind_text(&q, organisation->organisation_id);
    bind_text(&q, organisation->name);
    bind_integer(&q, organisation->type);
    bind_text(&q, organisation->url);
    bind_text(&q, organisation->email);
    bind_text(&q, organisation->country);
    return store_run(&q);
}

int apply_directory_organisation_registered(struct store *store, const struct event *event,
                                            const struct directory_organisation_registered *data)
{
    (void) event;
    return keep_organisation(store, &(struct organisation){data->organisation_id, data->name, data->type, data->url,
                                                           data->email, data->country});
}

int apply_directory_organisation_updated(struct store *store, const struct event *event,
                                         const struct directory_organisation_updated *data)
{
    (void) event;
    return keep_organisation(store, &(struct organisation){data->organisation_id, data->name, data->type, data->url,
                                                           data->email, data->country});
}

int find_organisation(struct store *store, struct arena *arena, const char *organisation_id, struct organisation *out)
{
    struct query q = store_query(store, "SELECT organisation_id, name, type, url, email, country FROM organisation"
                                        " WHERE organisation_id = ?");
    bind_text(&q, organisation_id);
    bool found = store_next(&q);
    if (found) {
        out->organisation_id = column_text(&q, arena);
        out->name = column_text(&q, arena);
        out->type = (enum common_organisation_type) column_integer(&q);
        out->url = column_text(&q, arena);
        out->email = column_text(&q, arena);
        out->country = column_text(&q, arena);
    }
    return store_end_found(&q, found);
}

/*
 * Consents: what was decided.
 */

/* Five parameters: how a decision came to be known and who spoke for the citizen. */
static void bind_decision(struct query *q, const struct consents_recorded *recorded,
                          const struct consents_representative *representative)
{
    bind_integer(q, recorded ? recorded->method : CONSENTS_METHOD_NONE);
    bind_text(q, recorded ? recorded->at : NULL);
    bind_text(q, recorded ? recorded->note : NULL);
    bind_text(q, representative ? representative->name : NULL);
    bind_text(q, representative ? representative->relation : NULL);
}

/* What is requested, given at once, or given after it was requested. */
static int keep_consent(struct store *store, const struct consents_given *data, enum consents_status status,
                        const char *requested_at, const char *given_at)
{
    struct query q = store_query(
        store, "INSERT INTO consent (consent_id, case_id, citizen_id, home_id, organisation_id, purpose, categories,"
               " valid_until, text, language, status, requested_at, given_at, given_by, recorded_method, recorded_at,"
               " recorded_note, representative_name, representative_relation)"
               " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
               " ON CONFLICT (consent_id) DO UPDATE SET valid_until = excluded.valid_until, status = excluded.status,"
               " given_at = excluded.given_at, given_by = excluded.given_by,"
               " recorded_method = excluded.recorded_method, recorded_at = excluded.recorded_at,"
               " recorded_note = excluded.recorded_note, representative_name = excluded.representative_name,"
               " representative_relation = excluded.representative_relation");
    bind_text(&q, data->consent_id);
    bind_text(&q, data->case_id);
    bind_text(&q, data->citizen_id);
    bind_text(&q, data->home_id);
    bind_text(&q, data->organisation_id);
    bind_integer(&q, data->purpose);
    bind_integer(&q, data->categories);
    bind_text(&q, data->valid_until);
    bind_text(&q, data->text);
    bind_text(&q, data->language);
    bind_integer(&q, status);
    bind_text(&q, requested_at);
    bind_text(&q, given_at);
    bind_integer(&q, data->given_by);
    bind_decision(&q, data->recorded, data->representative);
    return store_run(&q);
}

int apply_consents_requested(struct store *store, const struct event *event, const struct consents_requested *data)
{
    struct consents_given asked = {0};
    message_assign(&consents_given_type, &asked, &consents_requested_type, data);
    return keep_consent(store, &asked, CONSENTS_STATUS_REQUESTED, event->head.time, NULL);
}

int apply_consents_given(struct store *store, const struct event *event, const struct consents_given *data)
{
    return keep_consent(store, data, CONSENTS_STATUS_GIVEN, event->head.time, event->head.time);
}

int apply_consents_refused(struct store *store, const struct event *event, const struct consents_refused *data)
{
    struct query q =
        store_query(store, "UPDATE consent SET status = ?, ended_at = ?, ended_by = ?, recorded_method = ?,"
                           " recorded_at = ?, recorded_note = ?, representative_name = ?,"
                           " representative_relation = ? WHERE consent_id = ?");
    bind_integer(&q, CONSENTS_STATUS_REFUSED);
    bind_text(&q, event->head.time);
    bind_integer(&q, data->given_by);
    bind_decision(&q, data->recorded, data->representative);
    bind_text(&q, data->consent_id);
    return store_run(&q);
}

/* How a given consent's withdrawal came to be known stays in the event; the row keeps how it was given. */
static int end_consent(struct store *store, const struct event *event, const char *consent_id,
                       enum consents_status status, enum consents_given_by ended_by)
{
    struct query q = store_query(store, "UPDATE consent SET status = ?, ended_at = ?, ended_by = ?, ended_sequence = ?"
                                        " WHERE consent_id = ?");
    bind_integer(&q, status);
    bind_text(&q, event->head.time);
    bind_integer(&q, ended_by);
    bind_integer(&q, (int64_t) event->sequence);
    bind_text(&q, consent_id);
    return store_run(&q);
}

int apply_consents_withdrawn(struct store *store, const struct event *event, const struct consents_withdrawn *data)
{
    return end_consent(store, event, data->consent_id, CONSENTS_STATUS_WITHDRAWN, data->given_by);
}

int apply_consents_expired(struct store *store, const struct event *event, const struct consents_expired *data)
{
    return end_consent(store, event, data->consent_id, CONSENTS_STATUS_EXPIRED, CONSENTS_GIVEN_BY_NONE);
}

int apply_consents_withdrawal_effective(struct store *store, const struct event *event,
                                        const struct consents_withdrawal_effective *data)
{
    (void) event;
    struct query q = store_query(store, "UPDATE consent SET effective_at = ? WHERE consent_id = ?");
    bind_text(&q, data->effective_at);
    bind_text(&q, data->consent_id);
    return store_run(&q);
}

/*
 * Consents: what is known.
 */

#define CONSENT_COLUMNS                                                                                                \
    "consent_id, case_id, citizen_id, home_id, organisation_id, purpose, categories, valid_until, text, language,"     \
    " status, given_by, ended_by, recorded_method, recorded_at, recorded_note, representative_name,"                   \
    " representative_relation, requested_at, given_at, ended_at, effective_at"

static const struct consents_recorded *read_recorded(struct query *q, struct arena *arena)
{
    struct consents_recorded *recorded = arena_alloc(arena, sizeof *recorded);
    recorded->method = (enum consents_method) column_integer(q);
    recorded->at = column_text(q, arena);
    recorded->note = column_text(q, arena);
    return recorded->at ? recorded : NULL;
}

static void read_consent(struct query *q, struct arena *arena, struct consents_consent *out)
{
    out->consent_id = column_text(q, arena);
    out->case_id = column_text(q, arena);
    out->citizen_id = column_text(q, arena);
    out->home_id = column_text(q, arena);
    out->organisation_id = column_text(q, arena);
    out->purpose = (enum consents_purpose) column_integer(q);
    out->categories = (uint32_t) column_integer(q);
    out->valid_until = column_text(q, arena);
    out->text = column_text(q, arena);
    out->language = column_text(q, arena);
    out->status = (enum consents_status) column_integer(q);
    out->given_by = (enum consents_given_by) column_integer(q);
    out->ended_by = (enum consents_given_by) column_integer(q);
    out->recorded = read_recorded(q, arena);
    out->representative = read_representative(q, arena);
    out->requested_at = column_text(q, arena);
    out->given_at = column_text(q, arena);
    out->ended_at = column_text(q, arena);
    out->effective_at = column_text(q, arena);
}

int find_consent(struct store *store, struct arena *arena, const char *consent_id, struct consents_consent *out)
{
    struct query q = store_query(store, "SELECT " CONSENT_COLUMNS " FROM consent WHERE consent_id = ?");
    bind_text(&q, consent_id);
    bool found = store_next(&q);
    if (found)
        read_consent(&q, arena, out);
    return store_end_found(&q, found);
}

/* Parameters 1 to 8 of all lists: the reader (1-4), the page (5), the filters (6-7), the limit (8); the case is 9, and 10
 * who is responsible. */
#define LIST_FILTERS " AND consent_id < ?5 AND (?6 IS NULL OR organisation_id = ?6) AND (?7 = 0 OR status = ?7)"

static const char list_all[] =
    "SELECT " CONSENT_COLUMNS " FROM consent WHERE citizen_id = ?1" LIST_FILTERS " UNION ALL "
    "SELECT " CONSENT_COLUMNS " FROM consent WHERE home_id = ?2" LIST_FILTERS " UNION ALL "
    "SELECT " CONSENT_COLUMNS
    " FROM consent WHERE organisation_id = ?3 AND status = 2 AND valid_until > ?4" LIST_FILTERS
    " ORDER BY consent_id DESC LIMIT ?8";

static const char list_of_case[] =
    "SELECT " CONSENT_COLUMNS " FROM consent WHERE case_id = ?9"
    " AND (citizen_id = ?1 OR home_id = ?2 OR (organisation_id = ?3 AND status = 2 AND valid_until > ?4))" LIST_FILTERS
    " ORDER BY consent_id DESC LIMIT ?8";

static const char list_of_responsible[] =
    "SELECT " CONSENT_COLUMNS " FROM consent WHERE citizen_id IN"
    " (SELECT citizen_id FROM citizen_case WHERE responsible = ?10 AND home_id = ?2)"
    " AND home_id = ?2 AND (?9 IS NULL OR case_id = ?9)" LIST_FILTERS " ORDER BY consent_id DESC LIMIT ?8";

int find_consents(struct store *store, struct arena *arena, const struct consents_list_consents *in,
                  const struct consents_reader *reader, int64_t limit, struct consents_consent *items, size_t *count)
{
    struct query q = store_query(store, reader->responsible ? list_of_responsible
                                        : in->case_id       ? list_of_case
                                                            : list_all);
    bind_text(&q, reader->citizen_id);
    bind_text(&q, reader->home_id);
    bind_text(&q, reader->recipient_id);
    bind_text(&q, reader->now);
    bind_text(&q, in->after ? in->after : "g"); /* behind every hexadecimal id */
    bind_text(&q, in->organisation_id);
    bind_integer(&q, in->status);
    bind_integer(&q, limit);
    if (in->case_id || reader->responsible)
        bind_text(&q, in->case_id);
    if (reader->responsible)
        bind_text(&q, reader->responsible);
    for (*count = 0; store_next(&q); ++*count)
        read_consent(&q, arena, &items[*count]);
    return store_end(&q);
}

int find_last_end(struct store *store, int64_t *sequence)
{
    struct query q = store_query(store, "SELECT ended_sequence FROM consent WHERE ended_sequence IS NOT NULL"
                                        " ORDER BY ended_sequence DESC LIMIT 1");
    *sequence = store_next(&q) ? column_integer(&q) : 0;
    return store_end(&q);
}

int find_pending_withdrawal(struct store *store, struct arena *arena, struct consents_consent *out, int64_t *sequence)
{
    struct query q = store_query(store, "SELECT " CONSENT_COLUMNS ", ended_sequence FROM consent"
                                        " WHERE status = 4 AND effective_at IS NULL ORDER BY ended_sequence LIMIT 1");
    bool found = store_next(&q);
    if (found) {
        read_consent(&q, arena, out);
        *sequence = column_integer(&q);
    }
    return store_end_found(&q, found);
}

int find_next_expiry(struct store *store, struct arena *arena, struct consents_consent *out)
{
    struct query q = store_query(store, "SELECT " CONSENT_COLUMNS " FROM consent WHERE status = 2"
                                        " ORDER BY valid_until LIMIT 1");
    bool found = store_next(&q);
    if (found)
        read_consent(&q, arena, out);
    return store_end_found(&q, found);
}
