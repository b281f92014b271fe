/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Who signed in: JSON Web Tokens (RFC 7519) signed with ES256, RS256 or EdDSA (Ed25519) by a key of a JWKS.
 *
 *     struct token_keys *keys;
 *     int rc = token_keys_load("/etc/samspil/jwks.json", &keys);
 *     struct identity who;
 *     const char *fault = token_verify(keys, &expected, token, length, now_ms, &who);
 *
 * A key is used with one algorithm only, the one its type stands for, so a token cannot choose how it is checked.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define TOKEN_LEEWAY_MS 60000
#define SUBJECT_SIZE 201 /* common.json: principal.subject, and NUL */
#define SESSION_ID_SIZE 37
#define ID_TOKEN_AGE_MS 600000 /* how old an ID token may be when it comes */

struct token_keys;

struct token_expected {
    const char *issuer, *audience;
};

/* Somebody whose tokens are taken. */
struct token_issuer {
    struct token_keys *keys; /* NULL: not known */
    struct token_expected expected;
};

struct identity {
    char subject[SUBJECT_SIZE];
    char acts_as[37];              /* as what they said they want to act (principal.h); "": they said nothing */
    int64_t expires_ms;            /* since the epoch, leeway included */
    bool is_anonymous;             /* nobody signed in */
    char session[SESSION_ID_SIZE]; /* by which cookie they come (cookie.h); "": by token, or as nobody */
};

/* whose: a subject, or a session. */
static inline bool identity_is(const struct identity *identity, const char *whose)
{
    return strcmp(identity->subject, whose) == 0 || strcmp(identity->session, whose) == 0;
}

/* 0; -ENOENT and other negative errno values of the file; -EBADMSG when it holds no usable key. */
int token_keys_load(const char *path, struct token_keys **loaded);
/* The same from the text of a JWKS: 0 or -EBADMSG. */
int token_keys_read(const char *json, size_t size, struct token_keys **read);
/* Whether the token says that it is signed with one of these. */
bool token_keys_know(const struct token_keys *keys, const char *token);
void token_keys_free(struct token_keys *keys);

/* NULL when the token is valid: *who is filled but for acts_as. Else what is wrong, in static words for the developer. */
const char *token_verify(const struct token_keys *keys, const struct token_expected *expected, const char *token,
                         size_t length, int64_t now_ms, struct identity *who);

/* The same of an ID token (OpenID Connect Core 1.0, 3.1.3.7), which answers a sign-in of this client, the audience, that
 * was begun with this nonce. */
const char *token_verify_id(const struct token_keys *keys, const struct token_expected *expected, const char *nonce,
                            const char *token, int64_t now_ms, struct identity *who);
