/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The pages of signing in, without script: whom to be in a demonstration, and that signing in was refused. Pure: no
 * sockets.
 */
#pragma once

#include "principal.h"
#include "text.h"

/* Those who are known, to be chosen from; at most SIGNIN_PEOPLE of them. back: where to go afterwards. */
#define SIGNIN_PEOPLE 200
void signin_page_people(struct principals *principals, enum language language, const char *back, struct buffer *to);

/* Why somebody is not where they wanted to be. */
struct signin_refusal {
    enum text title, words;
    const char *again; /* where they try again: a local path */
};
/* reference: under which the log says why. */
void signin_page_refused(const struct signin_refusal *refusal, enum language language, const char *reference,
                         struct buffer *to);
/* Response headers that go with them, in the arena. */
const char *signin_page_headers(struct arena *arena);

/* Who this is and what they may act as, as GET /session says it. */
void signin_describe(const struct principals *principals, const struct identity *identity, struct buffer *json);
