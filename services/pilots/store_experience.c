/* SPDX-License-Identifier: EUPL-1.2 */
/* What others get out of a pilot: notes of experience, questions and answers, who follows it, who built on it; and the
 * errors that people report. */
#include "store_sql.h"

int apply_pilots_experience_shared(struct store *store, const struct event *event,
                                   const struct pilots_experience_shared *data)
{
    struct query q = store_query(store, "INSERT INTO experience (key, experience_id, pilot_id, organisation_id,"
                                        " shared_at, content) VALUES (?, ?, ?, ?, ?, ?)");
    bind_integer(&q, (int64_t) event->sequence);
    bind_text(&q, data->experience_id);
    bind_text(&q, data->pilot_id);
    bind_text(&q, data->organisation_id);
    bind_text(&q, event->head.time);
    bind_message(&q, &pilots_experience_shared_type, data);
    return store_run(&q);
}

int find_experience(struct store *store, const char *pilot_id, const char *experience_id)
{
    struct query q = store_query(store, "SELECT 1 FROM experience WHERE experience_id = ? AND pilot_id = ?");
    bind_text(&q, experience_id);
    bind_text(&q, pilot_id);
    return store_end_found(&q, store_next(&q));
}

int find_experiences(struct store *store, struct arena *arena, const char *pilot_id, struct page *page,
                     struct pilots_experience_list *out)
{
    struct pilots_experience *items = ARENA_ARRAY(arena, struct pilots_experience, (size_t) page->limit);
    size_t count = 0;
    struct query q = store_query(store, "SELECT key, name, shared_at, content"
                                        " FROM experience LEFT JOIN organisation USING (organisation_id)"
                                        " WHERE pilot_id = ? AND key < ? ORDER BY key DESC LIMIT ?");
    bind_text(&q, pilot_id);
    bind_integer(&q, page->place.key);
    bind_integer(&q, page->limit + 1);
    while ((page->more = store_next(&q)) && count < (size_t) page->limit) {
        struct pilots_experience *item = &items[count++];
        struct pilots_experience_shared content;
        page->place.key = column_integer(&q);
        item->organisation_name = column_text(&q, arena);
        item->shared_at = column_text(&q, arena);
        column_message(&q, &pilots_experience_shared_type, arena, &content);
        message_assign(&pilots_experience_type, item, &pilots_experience_shared_type, &content);
    }
    *out = (struct pilots_experience_list){items, count};
    return store_end(&q);
}

/*
 * Questions and answers.
 */
int apply_pilots_question_asked(struct store *store, const struct event *event,
                                const struct pilots_question_asked *data)
{
    struct query q = store_query(store, "INSERT INTO question (key, question_id, pilot_id, experience_id,"
                                        " organisation_id, language, text, asked_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    bind_integer(&q, (int64_t) event->sequence);
    bind_text(&q, data->question_id);
    bind_text(&q, data->pilot_id);
    bind_text(&q, data->experience_id);
    bind_text(&q, data->organisation_id);
    bind_text(&q, data->language);
    bind_text(&q, data->text);
    bind_text(&q, event->head.time);
    return store_run(&q);
}

int apply_pilots_question_answered(struct store *store, const struct event *event,
                                   const struct pilots_question_answered *data)
{
    struct query q = store_query(store, "INSERT INTO answer (key, answer_id, question_id, organisation_id, language,"
                                        " text, answered_at) VALUES (?, ?, ?, ?, ?, ?, ?)");
    bind_integer(&q, (int64_t) event->sequence);
    bind_text(&q, data->answer_id);
    bind_text(&q, data->question_id);
    bind_text(&q, data->organisation_id);
    bind_text(&q, data->language);
    bind_text(&q, data->text);
    bind_text(&q, event->head.time);
    return store_run(&q);
}

int find_question(struct store *store, struct arena *arena, const char *question_id, const char **pilot_id,
                  int64_t *answers)
{
    struct query q = store_query(store, "SELECT pilot_id, (SELECT count(*) FROM answer WHERE question_id = ?1)"
                                        " FROM question WHERE question_id = ?1");
    bind_text(&q, question_id);
    bool row = store_next(&q);
    if (row) {
        *pilot_id = column_text(&q, arena);
        *answers = column_integer(&q);
    }
    return store_end_found(&q, row);
}

static int find_answers(struct store *store, struct arena *arena, const char *question_id,
                        struct pilots_answer_list *out)
{
    struct pilots_answer *items = ARENA_ARRAY(arena, struct pilots_answer, ANSWERS_MAX);
    size_t count = 0;
    struct query q = store_query(store, "SELECT answer_id, organisation_id, name, language, text, answered_at"
                                        " FROM answer LEFT JOIN organisation USING (organisation_id)"
                                        " WHERE question_id = ? ORDER BY key LIMIT ?");
    bind_text(&q, question_id);
    bind_integer(&q, ANSWERS_MAX);
    while (store_next(&q)) {
        struct pilots_answer *item = &items[count++];
        item->answer_id = column_text(&q, arena);
        item->organisation_id = column_text(&q, arena);
        item->organisation_name = column_text(&q, arena);
        item->language = column_text(&q, arena);
        item->text = column_text(&q, arena);
        item->answered_at = column_text(&q, arena);
    }
    *out = (struct pilots_answer_list){items, count};
    return store_end(&q);
}

int find_questions(struct store *store, struct arena *arena, const struct pilots_list_questions *in, struct page *page,
                   struct pilots_question_list *out)
{
    struct pilots_question *items = ARENA_ARRAY(arena, struct pilots_question, (size_t) page->limit);
    size_t count = 0;
    struct query q = store_query(store, "SELECT key, question_id, pilot_id, experience_id, organisation_id, name,"
                                        " language, text, asked_at"
                                        " FROM question LEFT JOIN organisation USING (organisation_id)"
                                        " WHERE pilot_id = ?1 AND key < ?2 AND (?3 IS NULL OR experience_id = ?3)"
                                        " ORDER BY key DESC LIMIT ?4");
    bind_text(&q, in->pilot_id);
    bind_integer(&q, page->place.key);
    bind_text(&q, in->experience_id);
    bind_integer(&q, page->limit + 1);
    while ((page->more = store_next(&q)) && count < (size_t) page->limit) {
        struct pilots_question *item = &items[count++];
        page->place.key = column_integer(&q);
        item->question_id = column_text(&q, arena);
        item->pilot_id = column_text(&q, arena);
        item->experience_id = column_text(&q, arena);
        item->organisation_id = column_text(&q, arena);
        item->organisation_name = column_text(&q, arena);
        item->language = column_text(&q, arena);
        item->text = column_text(&q, arena);
        item->asked_at = column_text(&q, arena);
    }
    int rc = store_end(&q);
    for (size_t i = 0; !rc && i < count; i++)
        rc = find_answers(store, arena, items[i].question_id, &items[i].answers);
    *out = (struct pilots_question_list){items, count};
    return rc;
}

/*
 * Followers and citations.
 */
int apply_pilots_pilot_followed(struct store *store, const struct event *event,
                                const struct pilots_pilot_followed *data)
{
    struct query q = store_query(store, "INSERT INTO follower (pilot_id, organisation_id, key) VALUES (?, ?, ?)");
    bind_text(&q, data->pilot_id);
    bind_text(&q, data->organisation_id);
    bind_integer(&q, (int64_t) event->sequence);
    return store_run(&q);
}

int apply_pilots_pilot_unfollowed(struct store *store, const struct event *event,
                                  const struct pilots_pilot_unfollowed *data)
{
    (void) event;
    struct query q = store_query(store, "DELETE FROM follower WHERE pilot_id = ? AND organisation_id = ?");
    bind_text(&q, data->pilot_id);
    bind_text(&q, data->organisation_id);
    return store_run(&q);
}

int find_follower(struct store *store, const char *pilot_id, const char *organisation_id)
{
    struct query q = store_query(store, "SELECT 1 FROM follower WHERE pilot_id = ? AND organisation_id = ?");
    bind_text(&q, pilot_id);
    bind_text(&q, organisation_id);
    return store_end_found(&q, store_next(&q));
}

int apply_pilots_pilot_cited(struct store *store, const struct event *event, const struct pilots_pilot_cited *data)
{
    struct query q = store_query(store, "INSERT INTO citation (pilot_id, citing_id, key, text, cited_at)"
                                        " VALUES (?, ?, ?, ?, ?)");
    bind_text(&q, data->pilot_id);
    bind_text(&q, data->citing_id);
    bind_integer(&q, (int64_t) event->sequence);
    bind_text(&q, data->text);
    bind_text(&q, event->head.time);
    return store_run(&q);
}

int find_citation(struct store *store, const char *pilot_id, const char *citing_id)
{
    struct query q = store_query(store, "SELECT 1 FROM citation WHERE pilot_id = ? AND citing_id = ?");
    bind_text(&q, pilot_id);
    bind_text(&q, citing_id);
    return store_end_found(&q, store_next(&q));
}

/* The pilots at the other end that the viewer may see, youngest first. */
#define CITATIONS(this, other)                                                                                         \
    "SELECT pilot.pilot_id, words.name, pilot.organisation_id, citation.text, cited_at"                                \
    " FROM citation JOIN pilot ON pilot.pilot_id = citation." other                                                    \
    " JOIN pilot_words AS words ON words.key = pilot.key"                                                              \
    " WHERE citation." this " = ?3 AND " VISIBLE " ORDER BY citation.key DESC LIMIT ?4"

static int find_citations(struct query q, struct arena *arena, const char *pilot_id, const struct viewer *viewer,
                          struct pilots_citation_list *out)
{
    enum { MOST = 100 };
    struct pilots_citation *items = ARENA_ARRAY(arena, struct pilots_citation, MOST);
    size_t count = 0;
    bind_viewer(&q, viewer);
    bind_text(&q, pilot_id);
    bind_integer(&q, MOST);
    while (store_next(&q)) {
        struct pilots_citation *item = &items[count++];
        item->pilot_id = column_text(&q, arena);
        item->name = column_text(&q, arena);
        item->organisation_id = column_text(&q, arena);
        item->text = column_text(&q, arena);
        item->cited_at = column_text(&q, arena);
    }
    *out = (struct pilots_citation_list){items, count};
    return store_end(&q);
}

int find_cited(struct store *store, struct arena *arena, const char *citing_id, const struct viewer *viewer,
               struct pilots_citation_list *out)
{
    return find_citations(store_query(store, CITATIONS("citing_id", "pilot_id")), arena, citing_id, viewer, out);
}

int find_citing(struct store *store, struct arena *arena, const char *pilot_id, const struct viewer *viewer,
                struct pilots_citation_list *out)
{
    return find_citations(store_query(store, CITATIONS("pilot_id", "citing_id")), arena, pilot_id, viewer, out);
}

/*
 * Error reports.
 */
int apply_pilots_error_reported(struct store *store, const struct event *event,
                                const struct pilots_error_reported *data)
{
    struct query q = store_query(store, "INSERT INTO error_report (key, report_id, pilot_id, text, field, status,"
                                        " reported_at) VALUES (?, ?, ?, ?, ?, ?, ?)");
    bind_integer(&q, (int64_t) event->sequence);
    bind_text(&q, data->report_id);
    bind_text(&q, data->pilot_id);
    bind_text(&q, data->text);
    bind_text(&q, data->field);
    bind_integer(&q, PILOTS_REPORT_STATUS_OPEN);
    bind_text(&q, event->head.time);
    return store_run(&q);
}

int apply_pilots_error_answered(struct store *store, const struct event *event,
                                const struct pilots_error_answered *data)
{
    struct query q = store_query(store, "UPDATE error_report SET status = ?, answer = ?, answered_at = ?"
                                        " WHERE report_id = ?");
    bind_integer(&q, data->status);
    bind_text(&q, data->text);
    bind_text(&q, event->head.time);
    bind_text(&q, data->report_id);
    return store_run(&q);
}

#define REPORT_COLUMNS "key, report_id, pilot_id, text, field, status, answer, reported_at, answered_at"

static int64_t read_report(struct query *q, struct arena *arena, struct pilots_error_report *out)
{
    int64_t key = column_integer(q);
    out->report_id = column_text(q, arena);
    out->pilot_id = column_text(q, arena);
    out->text = column_text(q, arena);
    out->field = column_text(q, arena);
    out->status = (enum pilots_report_status) column_integer(q);
    out->answer = column_text(q, arena);
    out->reported_at = column_text(q, arena);
    out->answered_at = column_text(q, arena);
    return key;
}

int find_error_report(struct store *store, struct arena *arena, const char *report_id, struct pilots_error_report *out)
{
    struct query q = store_query(store, "SELECT " REPORT_COLUMNS " FROM error_report WHERE report_id = ?");
    bind_text(&q, report_id);
    bool row = store_next(&q);
    if (row)
        read_report(&q, arena, out);
    return store_end_found(&q, row);
}

int find_error_reports(struct store *store, struct arena *arena, const struct pilots_list_error_reports *in,
                       const char *organisation_id, struct page *page, struct pilots_error_report_list *out)
{
    struct pilots_error_report *items = ARENA_ARRAY(arena, struct pilots_error_report, (size_t) page->limit);
    size_t count = 0;
    struct query q =
        store_query(store, "SELECT error_report." REPORT_COLUMNS " FROM participant JOIN error_report USING (pilot_id)"
                           " WHERE participant.organisation_id = ?1 AND error_report.key < ?2"
                           " AND (?3 IS NULL OR pilot_id = ?3) AND (?4 = 0 OR status = ?4)"
                           " ORDER BY error_report.key DESC LIMIT ?5");
    bind_text(&q, organisation_id);
    bind_integer(&q, page->place.key);
    bind_text(&q, in->pilot_id);
    bind_integer(&q, in->status);
    bind_integer(&q, page->limit + 1);
    while ((page->more = store_next(&q)) && count < (size_t) page->limit)
        page->place.key = read_report(&q, arena, &items[count++]);
    *out = (struct pilots_error_report_list){items, count};
    return store_end(&q);
}

int count_open_reports(struct store *store, const char *pilot_id, int64_t *count)
{
    struct query q = store_query(store, "SELECT count(*) FROM error_report WHERE pilot_id = ? AND status = ?");
    bind_text(&q, pilot_id);
    bind_integer(&q, PILOTS_REPORT_STATUS_OPEN);
    *count = store_next(&q) ? column_integer(&q) : 0;
    return store_end(&q);
}
