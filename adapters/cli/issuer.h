/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The local issuer: for trying things out, for tests and for the administration of an installation without an identity
 * provider. Whoever can read DIR/keys/issuer.jwk can be anybody.
 */
#pragma once

#include <stdint.h>

#define ISSUER_NAME "samspil-local"
#define ISSUER_AUDIENCE "samspil"

/* Makes DIR/keys/issuer.jwk (private, mode 0600) and DIR/keys/jwks.json (its public half), unless there is a key
 * already: then only a missing jwks.json is written. 0 or negative after saying why on stderr. */
int issuer_init(const char *state);

/* A token (JWT, ES256) for the subject, valid from now_ms for ttl seconds; malloced. 0, or negative after saying why on
 * stderr. */
int issuer_token(const char *state, const char *subject, int64_t now_ms, int64_t ttl, char **token);
