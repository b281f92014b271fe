/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Our cookies: who signed in ("session"), a sign-in that is under way ("signin"), and, for signing out at the provider
 * as well, the ID token that it gave ("provider"). All are sealed (seal.h). Pure: no sockets.
 *
 *     char *header = cookie_of_session(&jar, &identity, now_ms, &arena);        // "set-cookie: …\r\n"
 *     if (session_of_cookies(&jar, cookies, now_ms, &identity)) …               // cookies: the header Cookie
 */
#pragma once

#include "seal.h"
#include "table.h"
#include "token.h"
#include "url.h"

#define ATTEMPT_SECONDS INT64_C(900) /* how long a sign-in may be under way */
#define COOKIE_HEADER_BYTES 4096
#define SECRET_SIZE 44 /* 32 random bytes in base64url, and NUL */

/* Zero: no cookie is taken. */
struct cookie_jar {
    struct seal_keys keys;
    bool is_secure;     /* the browser comes by https */
    struct table ended; /* sessions ended before their time */
};

/* A sign-in under way: what its answer must bring again, and what only this browser and we know. */
struct sign_in_attempt {
    char state[SECRET_SIZE], nonce[SECRET_SIZE], verifier[SECRET_SIZE];
    char back[LOCAL_PATH_SIZE]; /* where the person wants to be afterwards */
    int64_t expires_ms;
};

/* The value of a cookie; false when there is none, or one that does not fit. */
bool cookie_find(const char *cookies, const char *name, char *to, size_t size);

/* Of a session that goes on; identity.session gets the name under which it can be ended. */
bool session_of_cookies(const struct cookie_jar *jar, const char *cookies, int64_t now_ms, struct identity *identity);
bool attempt_of_cookies(const struct cookie_jar *jar, const char *cookies, int64_t now_ms,
                        struct sign_in_attempt *attempt);

/* Header lines, in the arena. */
const char *cookie_of_session(const struct cookie_jar *jar, const struct identity *identity, int64_t now_ms,
                              struct arena *arena);
const char *cookie_of_attempt(const struct cookie_jar *jar, const struct sign_in_attempt *attempt, struct arena *arena);
const char *cookie_without_session(const struct cookie_jar *jar, struct arena *arena);
const char *cookie_without_attempt(const struct cookie_jar *jar, struct arena *arena);

/* A new one. back: "" or no local path: the start page. */
void attempt_begin(struct sign_in_attempt *attempt, const char *back, int64_t now_ms);
/* A new session of this subject. */
void session_begin(struct identity *identity, const char *subject, int64_t now_ms, int64_t seconds);

/* A session has ended before its time (revocation.h): its cookie is taken no more. */
void jar_end_session(struct cookie_jar *jar, const char *session, int64_t expires_ms);
bool jar_has_ended(const struct cookie_jar *jar, const char *session);
/* Forgets those whose time is over; to be called every few seconds. */
void jar_sweep(struct cookie_jar *jar, int64_t now_ms);
void jar_free(struct cookie_jar *jar);
