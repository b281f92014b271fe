/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * All SQL of the pilots; the apply_* are declared in pilots_dispatch.h. find_* fill *out, which lives in the arena, and
 * return 0, negative, or PROBLEM_NOT_FOUND where one thing was asked for.
 */
#pragma once

#include "pilots_dispatch.h"
#include "rules.h"
#include "text_search.h"

/* Who asks: what is not public is found for the organisations that take part, and for who sees everything. */
struct viewer {
    const char *organisation_id; /* NULL: of none */
    bool everything;
    const char *stale_before; /* a pilot without activity since then is stale */
};

/* Where a page begins, then that of its last row; how many rows it has, and whether there are more. Lists that are not
 * ranked go by key alone. */
struct page {
    struct text_place place;
    int64_t limit;
    bool more;
};

/* A pilot as far as decisions need it. */
struct standing {
    int64_t key;
    const char *pilot_id, *organisation_id;
    enum pilots_stage stage;
    bool published;
    bool mirrored; /* the record of another register */
    int64_t version;
    bool participates; /* the viewer's organisation */
};

/*
 * store_pilots.c: pilots, who takes part, and their stages.
 */
/* *country is NULL where the directory does not say. */
int find_organisation_country(struct store *store, struct arena *arena, const char *organisation_id,
                              const char **country);
int find_standing(struct store *store, struct arena *arena, const char *pilot_id, const char *organisation_id,
                  struct standing *out);
/* 0, PROBLEM_ALREADY_EXISTS or negative; true of no source. */
int check_source(struct store *store, const struct common_source *source);
int find_record(struct store *store, struct arena *arena, int64_t key, int64_t version, struct pilots_record *out);
/* But the record: sets of what there is. except: a responsibility that does not count, an organisation whose
 * responsibilities do not count; NULL: all do. */
int find_facts(struct store *store, const char *pilot_id, const char *except_responsibility,
               const char *except_organisation, struct facts *out);
/* Who hears of a pilot's events: those who take part, in the order of their joining; of a public one then those who
 * follow it. At most AUDIENCE_MAX. */
int find_audience(struct store *store, struct arena *arena, const struct standing *pilot, struct text_list *out);
int find_participants(struct store *store, struct arena *arena, const char *pilot_id,
                      struct pilots_participant_list *out);
int find_responsibilities(struct store *store, struct arena *arena, const char *pilot_id,
                          struct pilots_responsibility_list *out);
int find_moves(struct store *store, struct arena *arena, const char *pilot_id, struct pilots_move_list *out);

/*
 * store_search.c: pilots as others find them.
 */
int find_pilot(struct store *store, struct arena *arena, const char *pilot_id, const struct viewer *viewer,
               struct pilots_pilot *out);
/* match: NULL for all, youngest first. supplier: folded. */
int find_hits(struct store *store, struct arena *arena, const struct pilots_search_pilots *in, const char *match,
              const char *supplier, const struct viewer *viewer, struct page *page, struct pilots_hit_list *out);
/* Oldest first. A page ends early when it has grown large. */
int find_records(struct store *store, struct arena *arena, const struct pilots_list_records *in,
                 const struct viewer *viewer, struct page *page, struct pilots_pilot_list *out);
/* In how many records a word (folded) occurs, counted no further than most. */
int find_word_count(struct store *store, const char *match, int64_t most, int64_t *count);
/* Public ones but the excepted, best match first. */
int find_similar(struct store *store, struct arena *arena, const char *match, int64_t except,
                 const struct viewer *viewer, int64_t limit, struct pilots_hit_list *out);

/*
 * store_evidence.c: the evidence log and the indicators.
 */
int find_evidence(struct store *store, const char *pilot_id, const char *evidence_id, enum pilots_evidence_kind *kind,
                  bool *replaced);
int find_evidence_log(struct store *store, struct arena *arena, const char *pilot_id, enum pilots_evidence_kind kind,
                      struct page *page, struct pilots_evidence_list *out);
/* Its unit. */
int find_indicator_unit(struct store *store, struct arena *arena, const char *pilot_id, const char *indicator_id,
                        const char **unit);
int find_indicators(struct store *store, struct arena *arena, const char *pilot_id, struct pilots_indicator_list *out);
int count_indicators(struct store *store, const char *pilot_id, int64_t *count);

/*
 * store_experience.c: notes, questions, followers, citations, error reports.
 */
int find_experience(struct store *store, const char *pilot_id, const char *experience_id);
int find_experiences(struct store *store, struct arena *arena, const char *pilot_id, struct page *page,
                     struct pilots_experience_list *out);
/* The pilot it is about, and how many answers it has. */
int find_question(struct store *store, struct arena *arena, const char *question_id, const char **pilot_id,
                  int64_t *answers);
int find_questions(struct store *store, struct arena *arena, const struct pilots_list_questions *in, struct page *page,
                   struct pilots_question_list *out);
int find_follower(struct store *store, const char *pilot_id, const char *organisation_id);
int find_citation(struct store *store, const char *pilot_id, const char *citing_id);
int find_cited(struct store *store, struct arena *arena, const char *citing_id, const struct viewer *viewer,
               struct pilots_citation_list *out);
int find_citing(struct store *store, struct arena *arena, const char *pilot_id, const struct viewer *viewer,
                struct pilots_citation_list *out);
int find_error_report(struct store *store, struct arena *arena, const char *report_id, struct pilots_error_report *out);
int find_error_reports(struct store *store, struct arena *arena, const struct pilots_list_error_reports *in,
                       const char *organisation_id, struct page *page, struct pilots_error_report_list *out);
int count_open_reports(struct store *store, const char *pilot_id, int64_t *count);

/*
 * store_challenges.c: challenges and proposals.
 */
int find_challenge(struct store *store, struct arena *arena, const char *challenge_id, const struct viewer *viewer,
                   struct pilots_challenge *out);
/* As its text was at an earlier version; the rest stays as it is in *challenge. */
int find_challenge_version(struct store *store, struct arena *arena, int64_t version,
                           struct pilots_challenge *challenge);
int find_challenges(struct store *store, struct arena *arena, const struct pilots_search_challenges *in,
                    const char *match, const struct viewer *viewer, struct page *page,
                    struct pilots_challenge_list *out);
struct proposal {
    struct pilots_proposal content;
    const char *owner_id; /* who posted the challenge */
};
int find_proposal(struct store *store, struct arena *arena, const char *proposal_id, struct proposal *out);
/* Whether the organisation has a proposal to the challenge that is not declined or withdrawn. */
int find_live_proposal(struct store *store, const char *challenge_id, const char *organisation_id);
/* Accepted ones that have become no pilot yet: ids, and who made them. */
int find_accepted(struct store *store, struct arena *arena, const char *challenge_id, struct text_list *proposals,
                  struct text_list *organisations);
int find_proposals(struct store *store, struct arena *arena, const struct pilots_list_proposals *in,
                   const char *organisation_id, struct page *page, struct pilots_proposal_list *out);
