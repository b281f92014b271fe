/* SPDX-License-Identifier: EUPL-1.2 */
/* Signing in with a browser, what of it is pure: addresses, the provider's words, ID tokens, pages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cookie.h"
#include "identity.h"
#include "openid.h"
#include "signin_page.h"
#include "test_tokens.h"

#define NOW_MS INT64_C(1800000000000)
#define CLIENT "samspil-app"

static struct arena arena;
static char folder[] = "/tmp/samspil-signin-XXXXXX";
static struct test_issuer *issuer;
static struct token_keys *keys;

static struct bytes bytes_of(const char *text)
{
    return (struct bytes){(const uint8_t *) text, strlen(text)};
}

/*
 * Addresses and forms.
 */

static void only_local_paths_are_returned_to(void **state)
{
    static const char *const others[] = {"",     "cases",      "//other.example", "/\\other.example", "/a\r\nb",
                                         "/a b", "https://x/", "javascript:x",    "/\xc3\xa6",        "\\/x",
                                         "/\tx"};
    char longer[LOCAL_PATH_SIZE + 1];
    (void) state;
    assert_true(url_is_local_path("/"));
    assert_true(url_is_local_path("/cases/1?tab=plan&x=%2F#top"));
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
        assert_false(url_is_local_path(others[i]));
    memset(longer, 'a', sizeof(longer));
    longer[0] = '/';
    longer[LOCAL_PATH_SIZE] = '\0';
    assert_false(url_is_local_path(longer));
    longer[LOCAL_PATH_SIZE - 1] = '\0';
    assert_true(url_is_local_path(longer));
}

static void origins(void **state)
{
    char origin[ORIGIN_SIZE];
    (void) state;
    assert_true(url_origin("HTTPS://Samspil.Example:443/x?y", origin));
    assert_string_equal(origin, "https://samspil.example");
    assert_true(url_origin("http://127.0.0.1:7700", origin));
    assert_string_equal(origin, "http://127.0.0.1:7700");
    assert_false(url_origin("ftp://samspil.example", origin));
    assert_false(url_origin("samspil", origin));
    assert_false(url_origin("https://anna@samspil.example", origin));

    assert_true(url_is_private("https://samspil.example/x"));
    assert_true(url_is_private("http://localhost:1/x"));
    assert_true(url_is_private("http://[::1]:1/"));
    assert_false(url_is_private("http://samspil.example/"));
    assert_false(url_is_private("http://127.0.0.1.example/"));
    assert_false(url_is_private("file:///etc/passwd"));
    assert_false(url_is_private("https://a:b@samspil.example/"));

    assert_true(origin_is_ours("https://x", "https://x", ""));
    assert_true(origin_is_ours("https://x", "null", "same-origin"));
    assert_true(origin_is_ours("https://x", "", "same-origin"));
    assert_false(origin_is_ours("https://x", "https://y", "same-origin"));
    assert_false(origin_is_ours("https://x", "https://x.example", ""));
    assert_false(origin_is_ours("https://x", "null", "cross-site"));
    assert_false(origin_is_ours("https://x", "", "same-site"));
    assert_false(origin_is_ours("https://x", "", ""));
    assert_false(origin_is_ours("", "", ""));
}

static void forms(void **state)
{
    char to[16];
    struct bytes form =
        bytes_of("subjects=no&subject=anna%40aaby+x&subject=bo&return=%2F&bad=%4&odd=%zz&line=a%0Ab&nul=%00");
    (void) state;
    assert_true(form_value(form, "subject", to, sizeof(to)));
    assert_string_equal(to, "anna@aaby x");
    assert_true(form_value(form, "return", to, sizeof(to)));
    assert_string_equal(to, "/");
    assert_false(form_value(form, "subject", to, 8));
    assert_false(form_value(form, "bad", to, sizeof(to)));
    assert_false(form_value(form, "odd", to, sizeof(to)));
    assert_false(form_value(form, "line", to, sizeof(to)));
    assert_false(form_value(form, "nul", to, sizeof(to)));
    assert_false(form_value(form, "absent", to, sizeof(to)));
    assert_false(form_value((struct bytes){0}, "subject", to, sizeof(to)));
}

/*
 * The provider.
 */

static const struct openid_client client = {.id = CLIENT,
                                            .secret = "a secret/+",
                                            .issuer = "https://id.example",
                                            .redirect_uri = "https://samspil.example/signin/callback",
                                            .signed_out_uri = "https://samspil.example/"};

#define ENDPOINTS                                                                                                      \
    "\"authorization_endpoint\":\"https://id.example/auth?x=1\",\"token_endpoint\":\"https://id.example/token\","      \
    "\"jwks_uri\":\"https://id.example/jwks\""

static const char *fault_of(const char *json)
{
    struct openid_provider provider;
    const char *fault = openid_read_provider(bytes_of(json), &client, &provider);
    openid_free_provider(&provider);
    return fault;
}

static void metadata(void **state)
{
    static const char *const refused[] = {
        "",
        "[]",
        "{" ENDPOINTS "}",
        "{\"issuer\":\"https://other.example\"," ENDPOINTS "}",
        "{\"issuer\":\"https://id.example\"}",
        "{\"issuer\":\"https://id.example\",\"authorization_endpoint\":\"http://id.example/\",\"token_endpoint\":"
        "\"https://id.example/token\",\"jwks_uri\":\"https://id.example/jwks\"}",
        "{\"issuer\":\"https://id.example\"," ENDPOINTS ",\"end_session_endpoint\":\"javascript:x\"}",
        "{\"issuer\":\"https://id.example\"," ENDPOINTS ",\"code_challenge_methods_supported\":[\"plain\"]}",
    };
    (void) state;
    assert_null(fault_of("{\"issuer\":\"https://id.example\"," ENDPOINTS "}"));
    assert_null(fault_of("{\"issuer\":\"https://id.example\"," ENDPOINTS
                         ",\"code_challenge_methods_supported\":[\"plain\",\"S256\"]}"));
    for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
        assert_non_null(fault_of(refused[i]));
    assert_string_equal(openid_metadata_url("https://id.example/realm", &arena),
                        "https://id.example/realm/.well-known/openid-configuration");
    assert_string_equal(openid_metadata_url("https://id.example/", &arena),
                        "https://id.example/.well-known/openid-configuration");
}

static void requests_to_the_provider(void **state)
{
    struct openid_provider provider = {.authorization_endpoint = (char *) "https://id.example/auth?x=1",
                                       .end_session_endpoint = (char *) "https://id.example/out"};
    /* The pair that RFC 7636 gives in its appendix B. */
    const struct sign_in_attempt attempt = {
        .state = "st", .nonce = "no", .verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"};
    (void) state;
    assert_string_equal(openid_authorization_url(&provider, &client, &attempt, &arena),
                        "https://id.example/auth?x=1&response_type=code&scope=openid&client_id=" CLIENT
                        "&redirect_uri=https%3A%2F%2Fsamspil.example%2Fsignin%2Fcallback&state=st&nonce=no"
                        "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256");
    assert_string_equal(openid_end_session_url(&provider, &client, &arena),
                        "https://id.example/out?client_id=" CLIENT
                        "&post_logout_redirect_uri=https%3A%2F%2Fsamspil.example%2F");
    assert_string_equal(openid_token_form(&provider, &client, "c&d", "v", &arena),
                        "grant_type=authorization_code&code=c%26d"
                        "&redirect_uri=https%3A%2F%2Fsamspil.example%2Fsignin%2Fcallback&code_verifier=v");
    assert_string_equal(openid_token_password(&provider, &client, &arena), CLIENT ":a%20secret%2F%2B");
    provider.takes_secret_in_body = true;
    assert_null(openid_token_password(&provider, &client, &arena));
    assert_non_null(strstr(openid_token_form(&provider, &client, "c", "v", &arena),
                           "&client_id=" CLIENT "&client_secret=a%20secret%2F%2B"));
    assert_string_equal(openid_read_id_token(bytes_of("{\"id_token\":\"a.b.c\",\"x\":1}"), &arena), "a.b.c");
    assert_null(openid_read_id_token(bytes_of("{\"id_token\":1}"), &arena));
    assert_null(openid_read_id_token(bytes_of("nothing"), &arena));
}

/*
 * ID tokens.
 */

static json_t *id_claims(void)
{
    json_t *claims = test_claims("anna");
    json_object_set_new(claims, "aud", json_string(CLIENT));
    json_object_set_new(claims, "iat", json_integer((json_int_t) time(NULL)));
    json_object_set_new(claims, "nonce", json_string("a nonce"));
    return claims;
}

static json_t *id_claims_with(const char *name, json_t *value)
{
    json_t *claims = id_claims();
    json_object_set_new(claims, name, value);
    return claims;
}

static json_t *id_claims_without(const char *name)
{
    json_t *claims = id_claims();
    json_object_del(claims, name);
    return claims;
}

static const char *verify_id(json_t *claims, const char *algorithm)
{
    const struct token_expected expected = {TEST_ISSUER, CLIENT};
    struct identity who;
    char *token = test_token(issuer, algorithm, claims);
    const char *fault = token_verify_id(keys, &expected, "a nonce", token, time_now_ms(), &who);
    assert_true(fault || strcmp(who.subject, "anna") == 0);
    free(token);
    return fault;
}

static void id_tokens(void **state)
{
    json_int_t now = (json_int_t) time(NULL);
    (void) state;
    assert_null(verify_id(id_claims(), "ES256"));
    assert_null(verify_id(id_claims(), "RS256"));
    assert_null(verify_id(id_claims(), "EdDSA"));
    assert_null(verify_id(id_claims_with("azp", json_string(CLIENT)), "ES256"));
    assert_null(verify_id(id_claims_with("aud", json_pack("[s]", CLIENT)), "ES256"));

    assert_non_null(verify_id(id_claims_with("nonce", json_string("another")), "ES256"));
    assert_non_null(verify_id(id_claims_without("nonce"), "ES256"));
    assert_non_null(verify_id(id_claims_with("iss", json_string("another")), "ES256"));
    assert_non_null(verify_id(id_claims_with("aud", json_string(TEST_AUDIENCE)), "ES256"));
    assert_non_null(verify_id(id_claims_with("aud", json_pack("[s,s]", CLIENT, "other")), "ES256"));
    assert_non_null(verify_id(id_claims_with("azp", json_string("other")), "ES256"));
    assert_non_null(verify_id(id_claims_with("exp", json_integer(now - 90)), "ES256"));
    assert_non_null(verify_id(id_claims_with("iat", json_integer(now + 90)), "ES256"));
    assert_non_null(verify_id(id_claims_with("iat", json_integer(now - 900)), "ES256"));
    assert_non_null(verify_id(id_claims_without("iat"), "ES256"));
}

static void keys_by_their_text(void **state)
{
    struct token_keys *read;
    char *token = test_token_of(issuer, "anna");
    char *unknown =
        test_token_with_header(issuer, json_pack("{s:s, s:s}", "alg", "ES256", "kid", "other"), id_claims());
    (void) state;
    assert_true(token_keys_know(keys, token));
    assert_false(token_keys_know(keys, unknown));
    assert_false(token_keys_know(keys, "nothing"));
    assert_int_equal(token_keys_read("{}", 2, &read), -EBADMSG);
    assert_int_equal(token_keys_read("[", 1, &read), -EBADMSG);
    free(token);
    free(unknown);
}

/*
 * Pages.
 */

static void pages_say_what_they_were_given_as_text(void **state)
{
    struct buffer page = {0};
    struct principals *principals = principals_new(NULL, NULL, 0, "<operator>");
    (void) state;
    signin_page_people(principals, LANGUAGE_EN, "/a\"b", &page);
    buffer_append(&page, "", 1);
    assert_non_null(strstr((const char *) page.data, "value=\"&lt;operator&gt;\""));
    assert_non_null(strstr((const char *) page.data, "value=\"/a&quot;b\""));
    assert_non_null(strstr((const char *) page.data, "demonstration"));
    assert_null(strstr((const char *) page.data, "<script"));
    buffer_clear(&page);
    const struct signin_refusal refusal = {TEXT_REFUSED_TITLE, TEXT_REFUSED_AWAY, "/signin?return=%2F<x>"};
    signin_page_refused(&refusal, LANGUAGE_DA, "abc123", &page);
    buffer_append(&page, "", 1);
    assert_non_null(strstr((const char *) page.data, "<html lang=\"da\">"));
    assert_non_null(strstr((const char *) page.data, "<h1>Du er ikke logget ind</h1>"));
    assert_non_null(strstr((const char *) page.data, "href=\"/signin?return=%2F&lt;x&gt;\">Prøv igen</a>"));
    assert_non_null(strstr((const char *) page.data, "<strong>abc123</strong>"));
    assert_non_null(strstr(signin_page_headers(&arena), "frame-ancestors 'none'"));
    buffer_free(&page);
    principals_free(principals);
}

static void who_this_is(void **state)
{
    struct buffer json = {0};
    struct principals *principals = principals_new(NULL, NULL, 0, "operator");
    struct identity identity;
    (void) state;
    session_begin(&identity, "operator", NOW_MS - 3600000, 3600);
    signin_describe(principals, &identity, &json);
    buffer_append(&json, "", 1);
    assert_string_equal(
        (const char *) json.data,
        "{\"subject\":\"operator\",\"expires_at\":\"2027-01-15T08:00:00.000Z\",\"acts_as\":\"\","
        "\"choices\":[{\"roles\":[\"operator\"],\"acts_as\":\"\"}],\"acting\":{\"roles\":[\"operator\"]}}");
    buffer_clear(&json);
    (void) snprintf(identity.acts_as, sizeof(identity.acts_as), "citizen");
    signin_describe(principals, &identity, &json);
    buffer_append(&json, "", 1);
    assert_non_null(strstr((const char *) json.data, "\"problem\":\"not_authorized\""));
    buffer_free(&json);
    principals_free(principals);
}

static int forget(void **state)
{
    (void) state;
    arena_reset(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_local_paths_are_returned_to),
        cmocka_unit_test(origins),
        cmocka_unit_test(forms),
        cmocka_unit_test_teardown(metadata, forget),
        cmocka_unit_test_teardown(requests_to_the_provider, forget),
        cmocka_unit_test(id_tokens),
        cmocka_unit_test(keys_by_their_text),
        cmocka_unit_test_teardown(pages_say_what_they_were_given_as_text, forget),
        cmocka_unit_test(who_this_is),
    };
    char jwks[64];
    if (!mkdtemp(folder))
        return EXIT_FAILURE;
    (void) snprintf(jwks, sizeof(jwks), "%s/jwks.json", folder);
    issuer = test_issuer_new(jwks);
    int failed = token_keys_load(jwks, &keys) == 0 ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
    token_keys_free(keys);
    test_issuer_free(issuer);
    arena_free(&arena);
    (void) remove(jwks);
    (void) rmdir(folder);
    return failed;
}
