/* SPDX-License-Identifier: EUPL-1.2 */
/* Who signed in: which tokens are taken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bounds.h"
#include "identity.h"
#include "test_tokens.h"
#include "token.h"

static const char *jwks;
static struct test_issuer *issuer;
static struct token_keys *keys;
static const struct token_expected expected = {TEST_ISSUER, TEST_AUDIENCE};

/* Frees the token. */
static const char *verify(char *token, struct identity *who)
{
    const char *fault = token_verify(keys, &expected, token, strlen(token), time_now_ms(), who);
    free(token);
    return fault;
}

static const char *verify_claims(json_t *claims)
{
    struct identity who;
    return verify(test_token(issuer, "ES256", claims), &who);
}

static json_t *with(const char *name, json_t *value)
{
    json_t *claims = test_claims("anna");
    json_object_set_new(claims, name, value);
    return claims;
}

static json_t *without(const char *name)
{
    json_t *claims = test_claims("anna");
    json_object_del(claims, name);
    return claims;
}

static json_int_t seconds_from_now(json_int_t seconds)
{
    return (json_int_t) time(NULL) + seconds;
}

static void each_algorithm(void **state)
{
    static const char *const algorithms[] = {"ES256", "RS256", "EdDSA"};
    struct identity who;
    (void) state;
    for (size_t i = 0; i < 3; i++) {
        assert_null(verify(test_token(issuer, algorithms[i], test_claims("anna@aaby.example")), &who));
        assert_string_equal(who.subject, "anna@aaby.example");
        assert_true(who.expires_ms > time_now_ms() + 3500000);
        char *tampered = test_token(issuer, algorithms[i], test_claims("anna"));
        char *payload = strchr(tampered, '.') + 5;
        *payload = *payload == 'A' ? 'B' : 'A';
        assert_non_null(verify(tampered, &who));
        char *cut = test_token(issuer, algorithms[i], test_claims("anna"));
        cut[strlen(cut) - 4] = '\0';
        assert_non_null(verify(cut, &who));
    }
}

static void claims(void **state)
{
    (void) state;
    assert_null(verify_claims(test_claims("anna")));
    assert_null(verify_claims(with("aud", json_pack("[s,s]", "other", TEST_AUDIENCE))));
    assert_null(verify_claims(with("exp", json_integer(seconds_from_now(-30)))));
    assert_null(verify_claims(with("exp", json_real((double) seconds_from_now(60) + 0.5))));
    assert_null(verify_claims(with("nbf", json_integer(seconds_from_now(30)))));

    assert_non_null(verify_claims(with("exp", json_integer(seconds_from_now(-90)))));
    assert_non_null(verify_claims(with("exp", json_string("tomorrow"))));
    assert_non_null(verify_claims(with("exp", json_real(1e300))));
    assert_non_null(verify_claims(without("exp")));
    assert_non_null(verify_claims(with("nbf", json_integer(seconds_from_now(90)))));
    assert_non_null(verify_claims(with("nbf", json_true())));
    assert_non_null(verify_claims(with("aud", json_string("other"))));
    assert_non_null(verify_claims(with("aud", json_pack("[s]", "other"))));
    assert_non_null(verify_claims(without("aud")));
    assert_non_null(verify_claims(with("iss", json_string("other"))));
    assert_non_null(verify_claims(without("iss")));
    assert_non_null(verify_claims(without("sub")));
    assert_non_null(verify_claims(with("sub", json_string(""))));
    assert_non_null(verify_claims(with("sub", json_string("a\nb"))));
    char longer[SUBJECT_SIZE + 1];
    memset(longer, 'a', sizeof(longer));
    longer[SUBJECT_SIZE] = '\0';
    assert_non_null(verify_claims(with("sub", json_string(longer))));
}

static json_t *header(const char *algorithm, const char *kid)
{
    return json_pack("{s:s, s:s}", "alg", algorithm, "kid", kid);
}

/* A token whose "signature" is a MAC with what everybody knows. */
static char *confused(void)
{
    char *token = test_token_with_header(issuer, header("HS256", "RS256"), test_claims("operator"));
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    char *signature = strrchr(token, '.') + 1;
    crypto_auth_hmacsha256_state hmac;
    const char *secret = test_public_key(issuer);
    crypto_auth_hmacsha256_init(&hmac, (const unsigned char *) secret, strlen(secret));
    crypto_auth_hmacsha256_update(&hmac, (const unsigned char *) token, (size_t) (signature - token) - 1);
    crypto_auth_hmacsha256_final(&hmac, mac);
    sodium_bin2base64(signature, sodium_base64_ENCODED_LEN(sizeof(mac), sodium_base64_VARIANT_URLSAFE_NO_PADDING), mac,
                      sizeof(mac), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return token;
}

static void tokens_that_choose_how_they_are_checked(void **state)
{
    struct identity who;
    (void) state;
    assert_non_null(verify(test_token_with_header(issuer, header("none", "EdDSA"), test_claims("operator")), &who));
    assert_non_null(verify(test_token_with_header(issuer, header("ES256", "EdDSA"), test_claims("operator")), &who));
    assert_non_null(verify(test_token_with_header(issuer, header("EdDSA", "ES256"), test_claims("operator")), &who));
    assert_non_null(verify(test_token_with_header(issuer, header("EdDSA", "unknown"), test_claims("operator")), &who));
    assert_non_null(verify(test_token_with_header(issuer, json_pack("{s:s}", "alg", "EdDSA"), test_claims("a")), &who));
    json_t *critical = header("EdDSA", "EdDSA");
    json_object_set_new(critical, "crit", json_pack("[s]", "b64"));
    assert_non_null(verify(test_token_with_header(issuer, critical, test_claims("operator")), &who));
    assert_non_null(verify(confused(), &who));
    char *unsigned_token = test_token_with_header(issuer, header("none", "EdDSA"), test_claims("operator"));
    strrchr(unsigned_token, '.')[1] = '\0';
    assert_non_null(verify(unsigned_token, &who));
}

static void what_is_no_token(void **state)
{
    static const char *const texts[] = {"", ".", "..", "...", "a.b", "a.b.c", "e30.e30.e30", "{}.{}.{}", "W10.W10.AA"};
    static char huge[LIMIT_TOKEN_BYTES + 2];
    struct identity who;
    (void) state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        assert_non_null(token_verify(keys, &expected, texts[i], strlen(texts[i]), time_now_ms(), &who));
    memset(huge, 'a', sizeof(huge));
    assert_non_null(token_verify(keys, &expected, huge, sizeof(huge), time_now_ms(), &who));
    struct token_keys *none = NULL;
    assert_int_equal(token_keys_load("/nowhere/keys", &none), -ENOENT);
    assert_int_equal(token_keys_load("/dev/null", &none), -EBADMSG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_algorithm),
        cmocka_unit_test(claims),
        cmocka_unit_test(what_is_no_token),
        cmocka_unit_test(tokens_that_choose_how_they_are_checked),
    };
    char path[] = "/tmp/samspil-jwks-XXXXXX";
    if (mkstemp(path) < 0)
        return EXIT_FAILURE;
    jwks = path;
    issuer = test_issuer_new(jwks);
    int failed = token_keys_load(jwks, &keys) < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
    token_keys_free(keys);
    test_issuer_free(issuer);
    (void) remove(path);
    return failed;
}
