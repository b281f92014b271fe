/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Tokens for tests: an issuer with a key of each algorithm, made anew.
 *
 *     struct test_issuer *issuer = test_issuer_new("test.jwks");
 *     char *token = test_token(issuer, "ES256", claims);       // claims: jansson, taken over
 *     free(token);
 */
#pragma once

#include <jansson.h>

struct test_issuer;

#define TEST_ISSUER "samspil-test"
#define TEST_AUDIENCE "samspil"

/* Writes the public keys to the file. */
struct test_issuer *test_issuer_new(const char *path);
void test_issuer_free(struct test_issuer *issuer);

/* Valid for an hour. */
json_t *test_claims(const char *subject);
/* algorithm: ES256, RS256 or EdDSA, each with the key id of its name. */
char *test_token(const struct test_issuer *issuer, const char *algorithm, json_t *claims);
char *test_token_of(const struct test_issuer *issuer, const char *subject);
/* Signed with the Ed25519 key, whatever the header says (taken over). */
char *test_token_with_header(const struct test_issuer *issuer, json_t *header, json_t *claims);
/* The public half of the RSA key, as text. */
const char *test_public_key(const struct test_issuer *issuer);
