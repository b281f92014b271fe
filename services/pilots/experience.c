/* SPDX-License-Identifier: EUPL-1.2 */
/* What others get out of a pilot: notes of experience, questions and answers; who follows it, and who built on it. */
#include "pilots.h"

/* Begins what is told to the pilot's audience. */
static int begin_told(struct call *call, const char *pilot_id, unsigned parties, struct standing *pilot,
                      struct text_list *audience)
{
    int rc = begin(call, pilot_id, parties, pilot);
    return rc ? rc : find_audience(call->store, call->arena, pilot, audience);
}

int pilots_share_experience(struct call *call, const struct pilots_share_experience *in,
                            struct pilots_share_experience_result *out)
{
    struct standing pilot;
    struct text_list audience;
    int rc = begin_told(call, in->pilot_id, PARTY_PARTICIPANT, &pilot, &audience);
    if (rc)
        return rc;
    struct pilots_experience_shared event = {ABOUT(call, &pilot, audience), .experience_id = call_new_id(call)};
    message_assign(&pilots_experience_shared_type, &event, &pilots_share_experience_type, in);
    out->experience_id = event.experience_id;
    return emit_pilots_experience_shared(call, &event);
}

int pilots_list_experiences(struct call *call, const struct pilots_list_experiences *in,
                            struct pilots_list_experiences_result *out)
{
    struct standing pilot;
    struct page page = {.place = PAGE_YOUNGEST, .limit = LIMIT(in, PAGE_LIMIT)};
    int rc = begin(call, in->pilot_id, PARTY_READER, &pilot);
    if (!rc)
        rc = page_begin(call, in->after, &page);
    if (!rc)
        rc = find_experiences(call->store, call->arena, in->pilot_id, &page, &out->experiences);
    out->next = page_next(call, &page);
    return rc;
}

int pilots_ask_question(struct call *call, const struct pilots_ask_question *in, struct pilots_ask_question_result *out)
{
    struct standing pilot;
    struct text_list audience;
    int rc = begin_told(call, in->pilot_id, PARTY_READER, &pilot, &audience);
    if (rc)
        return rc;
    rc = in->experience_id ? find_experience(call->store, in->pilot_id, in->experience_id) : 0;
    if (rc)
        return rc == PROBLEM_NOT_FOUND ? fail_field(call, PROBLEM_NOT_FOUND, "experience_id") : rc;
    struct pilots_question_asked event = {ABOUT(call, &pilot, audience), .question_id = call_new_id(call)};
    message_assign(&pilots_question_asked_type, &event, &pilots_ask_question_type, in);
    out->question_id = event.question_id;
    return emit_pilots_question_asked(call, &event);
}

int pilots_answer_question(struct call *call, const struct pilots_answer_question *in,
                           struct pilots_answer_question_result *out)
{
    struct standing pilot;
    struct text_list audience;
    const char *pilot_id;
    int64_t answers;
    int rc = find_question(call->store, call->arena, in->question_id, &pilot_id, &answers);
    if (!rc)
        rc = begin_told(call, pilot_id, PARTY_READER, &pilot, &audience);
    if (rc)
        return rc;
    if (answers >= ANSWERS_MAX)
        return PROBLEM_PILOT_FULL;
    struct pilots_question_answered event = {ABOUT(call, &pilot, audience), .answer_id = call_new_id(call)};
    message_assign(&pilots_question_answered_type, &event, &pilots_answer_question_type, in);
    *out = (struct pilots_answer_question_result){in->question_id, event.answer_id};
    return emit_pilots_question_answered(call, &event);
}

int pilots_list_questions(struct call *call, const struct pilots_list_questions *in,
                          struct pilots_list_questions_result *out)
{
    enum { USUAL = 20 };
    struct standing pilot;
    struct page page = {.place = PAGE_YOUNGEST, .limit = LIMIT(in, USUAL)};
    int rc = begin(call, in->pilot_id, PARTY_READER, &pilot);
    if (!rc)
        rc = page_begin(call, in->after, &page);
    if (!rc)
        rc = find_questions(call->store, call->arena, in, &page, &out->questions);
    out->next = page_next(call, &page);
    return rc;
}

/*
 * Following.
 */
int pilots_follow_pilot(struct call *call, const struct pilots_follow_pilot *in, struct pilots_follow_pilot_result *out)
{
    struct standing pilot;
    struct text_list audience;
    int rc = begin_told(call, in->pilot_id, PARTY_READER, &pilot, &audience);
    if (rc)
        return rc;
    rc = find_follower(call->store, in->pilot_id, call->who->organisation_id);
    if (rc != PROBLEM_NOT_FOUND)
        return rc ? rc : PROBLEM_ALREADY_EXISTS;
    const struct pilots_pilot_followed event = {ABOUT(call, &pilot, audience)};
    *out = (struct pilots_follow_pilot_result){pilot.pilot_id, true};
    return emit_pilots_pilot_followed(call, &event);
}

/* Also of a pilot that is public no more; who is no follower learns nothing. */
int pilots_unfollow_pilot(struct call *call, const struct pilots_unfollow_pilot *in,
                          struct pilots_unfollow_pilot_result *out)
{
    struct standing pilot;
    struct text_list audience;
    int rc = find_follower(call->store, in->pilot_id, call->who->organisation_id);
    if (!rc)
        rc = find_standing(call->store, call->arena, in->pilot_id, call->who->organisation_id, &pilot);
    if (!rc)
        rc = find_audience(call->store, call->arena, &pilot, &audience);
    if (rc)
        return rc;
    const struct pilots_pilot_unfollowed event = {ABOUT(call, &pilot, audience)};
    *out = (struct pilots_unfollow_pilot_result){pilot.pilot_id, false};
    return emit_pilots_pilot_unfollowed(call, &event);
}

/*
 * Citing.
 */

/* Those of both, each once, as far as the list reaches. */
static struct text_list united(struct arena *arena, const struct text_list *first, const struct text_list *second)
{
    struct text_list all = {.items = ARENA_ARRAY(arena, const char *, AUDIENCE_MAX), .count = first->count};
    memcpy(all.items, first->items, first->count * sizeof *all.items);
    for (size_t i = 0; i < second->count && all.count < AUDIENCE_MAX; i++)
        if (!takes_part(first, second->items[i]))
            all.items[all.count++] = second->items[i];
    return all;
}

int pilots_cite_pilot(struct call *call, const struct pilots_cite_pilot *in, struct pilots_cite_pilot_result *out)
{
    struct standing cited, citing;
    struct text_list theirs, ours;
    int rc = begin(call, in->pilot_id, PARTY_READER, &cited);
    if (rc)
        return rc;
    rc = begin(call, in->citing_id, PARTY_PARTICIPANT, &citing);
    if (rc > 0)
        return fail_field(call, (enum problem) rc, "citing_id");
    if (!rc && strcmp(in->pilot_id, in->citing_id) == 0)
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "citing_id");
    if (!rc)
        rc = find_citation(call->store, in->pilot_id, in->citing_id);
    if (rc != PROBLEM_NOT_FOUND)
        return rc ? rc : PROBLEM_ALREADY_EXISTS;
    /* While one of them is not public, it is between the organisations of both. */
    cited.published = citing.published = cited.published && citing.published;
    rc = find_audience(call->store, call->arena, &cited, &theirs);
    if (!rc)
        rc = find_audience(call->store, call->arena, &citing, &ours);
    if (rc)
        return rc;
    const struct pilots_pilot_cited event = {
        ABOUT(call, &cited, united(call->arena, &theirs, &ours)),
        .citing_id = citing.pilot_id,
        .text = in->text,
    };
    *out = (struct pilots_cite_pilot_result){cited.pilot_id, citing.pilot_id};
    return emit_pilots_pilot_cited(call, &event);
}
