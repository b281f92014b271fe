/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cjose checks ES256 and RS256; it has no Ed25519, which is libsodium's. Each algorithm is a row: how its keys are
 * recognised and how a signature is checked. `none` and the symmetric algorithms have no row.
 */
#include "token.h"

#include <cjose/cjose.h>
#include <errno.h>
#include <jansson.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "bounds.h"

struct key;

struct signed_token {
    const char *compact;   /* NUL-terminated */
    const char *signature; /* its last part; before it stand the bytes that are signed and a dot */
};

struct algorithm {
    const char *name, *kty, *crv; /* crv NULL: RSA has none */
    bool (*load)(struct key *key, const json_t *jwk);
    bool (*verify)(const struct key *key, const struct signed_token *token);
};

struct key {
    const struct algorithm *algorithm;
    char *kid; /* NULL: the key has no name */
    cjose_jwk_t *jwk;
    unsigned char ed25519[crypto_sign_PUBLICKEYBYTES];
};

struct token_keys {
    struct key *items;
    size_t count;
};

static bool load_with_cjose(struct key *key, const json_t *jwk)
{
    char *text = json_dumps(jwk, JSON_COMPACT);
    if (!text)
        abort();
    key->jwk = cjose_jwk_import(text, strlen(text), NULL);
    free(text);
    return key->jwk;
}

static bool verify_with_cjose(const struct key *key, const struct signed_token *token)
{
    cjose_jws_t *jws = cjose_jws_import(token->compact, strlen(token->compact), NULL);
    bool valid = jws && cjose_jws_verify(jws, key->jwk, NULL);
    cjose_jws_release(jws);
    return valid;
}

/* base64url without padding; false unless exactly as long. */
static bool decode_exactly(const char *text, size_t length, unsigned char *to, size_t size)
{
    size_t used;
    return sodium_base642bin(to, size, text, length, NULL, &used, NULL, sodium_base64_VARIANT_URLSAFE_NO_PADDING) ==
               0 &&
           used == size;
}

static bool load_ed25519(struct key *key, const json_t *jwk)
{
    const char *x = json_string_value(json_object_get(jwk, "x"));
    return x && decode_exactly(x, strlen(x), key->ed25519, sizeof(key->ed25519));
}

static bool verify_ed25519(const struct key *key, const struct signed_token *token)
{
    unsigned char signature[crypto_sign_BYTES];
    size_t signed_size = (size_t) (token->signature - token->compact) - 1;
    return decode_exactly(token->signature, strlen(token->signature), signature, sizeof(signature)) &&
           crypto_sign_verify_detached(signature, (const unsigned char *) token->compact, signed_size, key->ed25519) ==
               0;
}

static const struct algorithm algorithms[] = {
    {"ES256", "EC", "P-256", load_with_cjose, verify_with_cjose},
    {"RS256", "RSA", NULL, load_with_cjose, verify_with_cjose},
    {"EdDSA", "OKP", "Ed25519", load_ed25519, verify_ed25519},
};

static bool text_is(const json_t *value, const char *text)
{
    const char *string = json_string_value(value);
    return string && strcmp(string, text) == 0;
}

static bool absent_or_text_is(const json_t *value, const char *text)
{
    return !value || text_is(value, text);
}

static const struct algorithm *algorithm_of_key(const json_t *jwk)
{
    for (size_t i = 0; i < sizeof(algorithms) / sizeof(algorithms[0]); i++) {
        const struct algorithm *row = &algorithms[i];
        if (text_is(json_object_get(jwk, "kty"), row->kty) &&
            (!row->crv || text_is(json_object_get(jwk, "crv"), row->crv)))
            return absent_or_text_is(json_object_get(jwk, "alg"), row->name) &&
                           absent_or_text_is(json_object_get(jwk, "use"), "sig")
                       ? row
                       : NULL;
    }
    return NULL;
}

/* Keys of other types or uses are passed over: a JWKS may hold more than is for us. */
static void add_key(struct token_keys *keys, const json_t *jwk)
{
    struct key *key = &keys->items[keys->count];
    *key = (struct key){.algorithm = algorithm_of_key(jwk)};
    if (!key->algorithm || !key->algorithm->load(key, jwk))
        return;
    const char *kid = json_string_value(json_object_get(jwk, "kid"));
    if (kid && !(key->kid = strdup(kid)))
        abort();
    keys->count++;
}

/* Takes the set over. */
static int read_keys(json_t *set, struct token_keys **loaded)
{
    const json_t *list = json_object_get(set, "keys");
    struct token_keys *keys = calloc(1, sizeof(*keys));
    if (!keys || !(keys->items = calloc(json_array_size(list) + 1, sizeof(*keys->items))))
        abort();
    for (size_t i = 0; i < json_array_size(list); i++)
        add_key(keys, json_array_get(list, i));
    json_decref(set);
    if (keys->count == 0) {
        token_keys_free(keys);
        return -EBADMSG;
    }
    *loaded = keys;
    return 0;
}

int token_keys_load(const char *path, struct token_keys **loaded)
{
    json_error_t error;
    json_t *set = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (!set)
        return json_error_code(&error) == json_error_cannot_open_file ? -ENOENT : -EBADMSG;
    return read_keys(set, loaded);
}

int token_keys_read(const char *json, size_t size, struct token_keys **read)
{
    return read_keys(json_loadb(json, size, JSON_REJECT_DUPLICATES, NULL), read);
}

void token_keys_free(struct token_keys *keys)
{
    for (size_t i = 0; keys && i < keys->count; i++) {
        free(keys->items[i].kid);
        cjose_jwk_release(keys->items[i].jwk);
    }
    free(keys ? keys->items : NULL);
    free(keys);
}

static const struct key *find_key(const struct token_keys *keys, const json_t *header)
{
    const char *kid = json_string_value(json_object_get(header, "kid"));
    for (size_t i = 0; i < keys->count; i++) {
        const struct key *key = &keys->items[i];
        bool is_named = kid ? key->kid && strcmp(kid, key->kid) == 0 : keys->count == 1;
        if (is_named && text_is(json_object_get(header, "alg"), key->algorithm->name))
            return key;
    }
    return NULL;
}

/* One part of the token: a JSON object. NULL if it is none. */
static json_t *decode_part(const char *text, size_t length)
{
    unsigned char bytes[LIMIT_TOKEN_BYTES];
    size_t used;
    if (sodium_base642bin(bytes, sizeof(bytes), text, length, NULL, &used, NULL,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
        return NULL;
    json_t *object = json_loadb((const char *) bytes, used, JSON_REJECT_DUPLICATES, NULL);
    if (!json_is_object(object)) {
        json_decref(object);
        return NULL;
    }
    return object;
}

static bool is_audience(const json_t *aud, const char *audience)
{
    for (size_t i = 0; i < json_array_size(aud); i++) {
        if (text_is(json_array_get(aud, i), audience))
            return true;
    }
    return text_is(aud, audience);
}

static bool subject_is_valid(const char *subject)
{
    size_t length = subject ? strlen(subject) : 0;
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char) subject[i] < ' ' || subject[i] == 0x7f)
            return false;
    }
    return length > 0 && length < SUBJECT_SIZE;
}

/* Seconds since the epoch as milliseconds, bounded so that arithmetic on them is safe. */
static bool time_of(const json_t *value, int64_t *ms)
{
    double seconds = json_number_value(value);
    if (!json_is_number(value) || !(seconds >= 0 && seconds < 1e11))
        return false;
    *ms = (int64_t) (seconds * 1000);
    return true;
}

/* What an ID token says beyond other tokens. */
static const char *check_id_claims(const json_t *claims, const struct token_expected *expected, const char *nonce,
                                   int64_t now_ms)
{
    const json_t *azp = json_object_get(claims, "azp");
    int64_t issued_ms;
    if (!text_is(json_object_get(claims, "nonce"), nonce))
        return "the token answers another sign-in";
    if (!(azp ? text_is(azp, expected->audience) : json_array_size(json_object_get(claims, "aud")) <= 1))
        return "the token was made for another client";
    if (!time_of(json_object_get(claims, "iat"), &issued_ms))
        return "the token does not say when it was made";
    if (issued_ms - TOKEN_LEEWAY_MS > now_ms || issued_ms + ID_TOKEN_AGE_MS < now_ms)
        return "the token was not made just now";
    return NULL;
}

static const char *check_claims(const json_t *claims, const struct token_expected *expected, int64_t now_ms,
                                struct identity *who)
{
    const char *subject = json_string_value(json_object_get(claims, "sub"));
    const json_t *not_before = json_object_get(claims, "nbf");
    int64_t expires_ms, not_before_ms = 0;
    if (!text_is(json_object_get(claims, "iss"), expected->issuer))
        return "the token is of another issuer";
    if (!is_audience(json_object_get(claims, "aud"), expected->audience))
        return "the token is for another audience";
    if (!subject_is_valid(subject))
        return "the token names no usable subject";
    if (!time_of(json_object_get(claims, "exp"), &expires_ms) || (not_before && !time_of(not_before, &not_before_ms)))
        return "the token does not say until when it is valid";
    if (expires_ms + TOKEN_LEEWAY_MS <= now_ms)
        return "the token has expired";
    if (not_before_ms - TOKEN_LEEWAY_MS > now_ms)
        return "the token is not yet valid";
    *who = (struct identity){.expires_ms = expires_ms + TOKEN_LEEWAY_MS};
    memcpy(who->subject, subject, strlen(subject) + 1);
    return NULL;
}

/* copy holds the token NUL-terminated. */
static const char *verify_compact(const struct token_keys *keys, const struct token_expected *expected,
                                  const char *nonce, const char *copy, int64_t now_ms, struct identity *who)
{
    const char *payload = strchr(copy, '.');
    const char *signature = payload ? strchr(payload + 1, '.') : NULL;
    if (!signature || strchr(signature + 1, '.'))
        return "this is no signed token";
    payload++;
    signature++;

    json_t *header = decode_part(copy, (size_t) (payload - copy) - 1);
    const struct key *key = header && !json_object_get(header, "crit") ? find_key(keys, header) : NULL;
    json_decref(header);
    if (!key)
        return "the token is not signed with a known key and its algorithm";
    if (!key->algorithm->verify(key, &(struct signed_token){copy, signature}))
        return "the signature is not valid";

    json_t *claims = decode_part(payload, (size_t) (signature - payload) - 1);
    const char *fault = claims ? check_claims(claims, expected, now_ms, who) : "the token has no claims";
    if (!fault && nonce)
        fault = check_id_claims(claims, expected, nonce, now_ms);
    json_decref(claims);
    return fault;
}

const char *token_verify(const struct token_keys *keys, const struct token_expected *expected, const char *token,
                         size_t length, int64_t now_ms, struct identity *who)
{
    char copy[LIMIT_TOKEN_BYTES + 1];
    if (length > LIMIT_TOKEN_BYTES || memchr(token, '\0', length))
        return "the token is too long";
    memcpy(copy, token, length);
    copy[length] = '\0';
    return verify_compact(keys, expected, NULL, copy, now_ms, who);
}

const char *token_verify_id(const struct token_keys *keys, const struct token_expected *expected, const char *nonce,
                            const char *token, int64_t now_ms, struct identity *who)
{
    if (strlen(token) > LIMIT_TOKEN_BYTES)
        return "the token is too long";
    return verify_compact(keys, expected, nonce, token, now_ms, who);
}

bool token_keys_know(const struct token_keys *keys, const char *token)
{
    size_t length = strcspn(token, ".");
    json_t *header = length <= LIMIT_TOKEN_BYTES ? decode_part(token, length) : NULL;
    bool is_known = header && find_key(keys, header);
    json_decref(header);
    return is_known;
}
