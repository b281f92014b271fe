/* SPDX-License-Identifier: EUPL-1.2 */
#include "test_tokens.h"

#include <assert.h>
#include <cjose/cjose.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define URLSAFE sodium_base64_VARIANT_URLSAFE_NO_PADDING

struct test_issuer {
    cjose_jwk_t *ec, *rsa;
    char *rsa_public;
    unsigned char ed25519_public[crypto_sign_PUBLICKEYBYTES], ed25519[crypto_sign_SECRETKEYBYTES];
};

static char *base64(const void *bytes, size_t size)
{
    size_t room = sodium_base64_encoded_len(size, URLSAFE);
    char *text = malloc(room);
    assert(text);
    (void) sodium_bin2base64(text, room, bytes, size, URLSAFE);
    return text;
}

static json_t *public_jwk(cjose_jwk_t *jwk, const char *kid)
{
    char *text = cjose_jwk_to_json(jwk, false, NULL);
    json_t *json = json_loads(text, 0, NULL);
    assert(json);
    json_object_set_new(json, "kid", json_string(kid));
    cjose_get_dealloc()(text);
    return json;
}

struct test_issuer *test_issuer_new(const char *path)
{
    struct test_issuer *issuer = calloc(1, sizeof(*issuer));
    static const uint8_t exponent[] = {1, 0, 1};
    assert(issuer && sodium_init() >= 0);
    issuer->ec = cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, NULL);
    issuer->rsa = cjose_jwk_create_RSA_random(2048, exponent, sizeof(exponent), NULL);
    crypto_sign_keypair(issuer->ed25519_public, issuer->ed25519);
    json_t *rsa = public_jwk(issuer->rsa, "RS256");
    issuer->rsa_public = json_dumps(rsa, JSON_COMPACT);
    char *x = base64(issuer->ed25519_public, sizeof(issuer->ed25519_public));
    json_t *okp = json_pack("{s:s, s:s, s:s, s:s}", "kty", "OKP", "crv", "Ed25519", "x", x, "kid", "EdDSA");
    /* One that is not for us. */
    json_t *secret = json_pack("{s:s, s:s, s:s}", "kty", "oct", "k", "AAAA", "kid", "HS256");
    json_t *set = json_pack("{s:[o,o,o,o]}", "keys", public_jwk(issuer->ec, "ES256"), rsa, okp, secret);
    int rc = json_dump_file(set, path, 0);
    assert(rc == 0);
    json_decref(set);
    free(x);
    return issuer;
}

void test_issuer_free(struct test_issuer *issuer)
{
    cjose_jwk_release(issuer->ec);
    cjose_jwk_release(issuer->rsa);
    free(issuer->rsa_public);
    free(issuer);
}

const char *test_public_key(const struct test_issuer *issuer)
{
    return issuer->rsa_public;
}

json_t *test_claims(const char *subject)
{
    return json_pack("{s:s, s:s, s:s, s:I}", "iss", TEST_ISSUER, "aud", TEST_AUDIENCE, "sub", subject, "exp",
                     (json_int_t) time(NULL) + 3600);
}

char *test_token_with_header(const struct test_issuer *issuer, json_t *header, json_t *claims)
{
    char *head = json_dumps(header, JSON_COMPACT), *body = json_dumps(claims, JSON_COMPACT);
    char *head64 = base64(head, strlen(head)), *body64 = base64(body, strlen(body));
    size_t size = strlen(head64) + strlen(body64) + 128;
    char *token = malloc(size);
    unsigned char signature[crypto_sign_BYTES];
    assert(token);
    int length = snprintf(token, size, "%s.%s", head64, body64);
    crypto_sign_detached(signature, NULL, (const unsigned char *) token, (unsigned long long) length, issuer->ed25519);
    char *signature64 = base64(signature, sizeof(signature));
    (void) snprintf(token + length, size - (size_t) length, ".%s", signature64);
    free(head), free(body), free(head64), free(body64), free(signature64);
    json_decref(header);
    json_decref(claims);
    return token;
}

static char *sign_with_cjose(const cjose_jwk_t *jwk, const char *algorithm, json_t *claims)
{
    char *body = json_dumps(claims, JSON_COMPACT);
    cjose_header_t *header = cjose_header_new(NULL);
    const char *compact;
    cjose_header_set(header, CJOSE_HDR_ALG, algorithm, NULL);
    cjose_header_set(header, CJOSE_HDR_KID, algorithm, NULL);
    cjose_jws_t *jws = cjose_jws_sign((cjose_jwk_t *) jwk, header, (const uint8_t *) body, strlen(body), NULL);
    assert(jws);
    bool exported = cjose_jws_export(jws, &compact, NULL);
    assert(exported);
    char *token = strdup(compact);
    cjose_jws_release(jws);
    cjose_header_release(header);
    free(body);
    json_decref(claims);
    return token;
}

char *test_token(const struct test_issuer *issuer, const char *algorithm, json_t *claims)
{
    if (strcmp(algorithm, "EdDSA") == 0)
        return test_token_with_header(issuer, json_pack("{s:s, s:s}", "alg", "EdDSA", "kid", "EdDSA"), claims);
    return sign_with_cjose(strcmp(algorithm, "ES256") == 0 ? issuer->ec : issuer->rsa, algorithm, claims);
}

char *test_token_of(const struct test_issuer *issuer, const char *subject)
{
    return test_token(issuer, "ES256", test_claims(subject));
}
