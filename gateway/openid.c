/* SPDX-License-Identifier: EUPL-1.2 */
#include "openid.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static char *copy_text(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text ? strdup(text) : NULL;
}

static bool lists(const json_t *list, const char *text)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *item = json_string_value(json_array_get(list, i));
        if (item && strcmp(item, text) == 0)
            return true;
    }
    return false;
}

static const char *check_provider(const json_t *metadata, const struct openid_client *client,
                                  const struct openid_provider *provider)
{
    const char *issuer = json_string_value(json_object_get(metadata, "issuer"));
    const json_t *challenges = json_object_get(metadata, "code_challenge_methods_supported");
    const char *const endpoints[] = {provider->authorization_endpoint, provider->token_endpoint, provider->jwks_uri};
    if (!issuer || strcmp(issuer, client->issuer) != 0)
        return "the metadata is of another issuer";
    for (size_t i = 0; i < sizeof(endpoints) / sizeof(endpoints[0]); i++) {
        if (!endpoints[i] || !url_is_private(endpoints[i]))
            return "an endpoint is missing, or not https";
    }
    if (provider->end_session_endpoint && !url_is_private(provider->end_session_endpoint))
        return "end_session_endpoint is not https";
    if (challenges && !lists(challenges, "S256"))
        return "the provider has no PKCE with S256";
    return NULL;
}

const char *openid_read_provider(struct bytes json, const struct openid_client *client,
                                 struct openid_provider *provider)
{
    json_t *metadata = json_loadb((const char *) json.data, json.size, JSON_REJECT_DUPLICATES, NULL);
    const json_t *methods = json_object_get(metadata, "token_endpoint_auth_methods_supported");
    *provider = (struct openid_provider){
        .authorization_endpoint = copy_text(metadata, "authorization_endpoint"),
        .token_endpoint = copy_text(metadata, "token_endpoint"),
        .jwks_uri = copy_text(metadata, "jwks_uri"),
        .end_session_endpoint = copy_text(metadata, "end_session_endpoint"),
        .takes_secret_in_body = lists(methods, "client_secret_post") && !lists(methods, "client_secret_basic"),
    };
    const char *fault = metadata ? check_provider(metadata, client, provider) : "the metadata is no JSON";
    json_decref(metadata);
    return fault;
}

void openid_free_provider(struct openid_provider *provider)
{
    free(provider->authorization_endpoint);
    free(provider->token_endpoint);
    free(provider->jwks_uri);
    free(provider->end_session_endpoint);
    *provider = (struct openid_provider){0};
}

const char *openid_metadata_url(const char *issuer, struct arena *arena)
{
    size_t length = strlen(issuer);
    return arena_print(arena, "%s%s.well-known/openid-configuration", issuer,
                       length > 0 && issuer[length - 1] == '/' ? "" : "/");
}

struct pair {
    const char *name, *value; /* NULL: left out */
};

/* before: what the pairs are added to; what separates them from it. */
static const char *with_pairs(const char *before, const char *between, const struct pair *pairs, size_t count,
                              struct arena *arena)
{
    struct buffer text = {0};
    buffer_append(&text, before, strlen(before));
    for (size_t i = 0; i < count; i++) {
        if (!pairs[i].value)
            continue;
        url_add(&text, between, pairs[i].name, pairs[i].value);
        between = "&";
    }
    const char *made = arena_copy(arena, text.data, text.size);
    buffer_free(&text);
    return made;
}

static const char *query_of(const char *endpoint, const struct pair *pairs, size_t count, struct arena *arena)
{
    return with_pairs(endpoint, strchr(endpoint, '?') ? "&" : "?", pairs, count, arena);
}

static const char *challenge_of(const char *verifier, struct arena *arena)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    char *challenge = arena_alloc(arena, SECRET_SIZE);
    (void) crypto_hash_sha256(hash, (const unsigned char *) verifier, strlen(verifier));
    return sodium_bin2base64(challenge, SECRET_SIZE, hash, sizeof(hash), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

const char *openid_authorization_url(const struct openid_provider *provider, const struct openid_client *client,
                                     const struct sign_in_attempt *attempt, struct arena *arena)
{
    const struct pair pairs[] = {{"response_type", "code"},
                                 {"scope", "openid"},
                                 {"client_id", client->id},
                                 {"redirect_uri", client->redirect_uri},
                                 {"state", attempt->state},
                                 {"nonce", attempt->nonce},
                                 {"code_challenge", challenge_of(attempt->verifier, arena)},
                                 {"code_challenge_method", "S256"}};
    return query_of(provider->authorization_endpoint, pairs, sizeof(pairs) / sizeof(pairs[0]), arena);
}

const char *openid_end_session_url(const struct openid_provider *provider, const struct openid_client *client,
                                   struct arena *arena)
{
    const struct pair pairs[] = {{"client_id", client->id}, {"post_logout_redirect_uri", client->signed_out_uri}};
    return query_of(provider->end_session_endpoint, pairs, sizeof(pairs) / sizeof(pairs[0]), arena);
}

const char *openid_token_form(const struct openid_provider *provider, const struct openid_client *client,
                              const char *code, const char *verifier, struct arena *arena)
{
    bool names_client = !client->secret || provider->takes_secret_in_body;
    const struct pair pairs[] = {{"grant_type", "authorization_code"},
                                 {"code", code},
                                 {"redirect_uri", client->redirect_uri},
                                 {"code_verifier", verifier},
                                 {"client_id", names_client ? client->id : NULL},
                                 {"client_secret", names_client ? client->secret : NULL}};
    return with_pairs("", "", pairs, sizeof(pairs) / sizeof(pairs[0]), arena);
}

/* RFC 6749, 2.3.1: both are encoded as in a form before they become user and password. */
const char *openid_token_password(const struct openid_provider *provider, const struct openid_client *client,
                                  struct arena *arena)
{
    struct buffer text = {0};
    if (!client->secret || provider->takes_secret_in_body)
        return NULL;
    url_encode(&text, client->id);
    buffer_append(&text, ":", 1);
    url_encode(&text, client->secret);
    const char *password = arena_copy(arena, text.data, text.size);
    buffer_free(&text);
    return password;
}

const char *openid_read_id_token(struct bytes json, struct arena *arena)
{
    json_t *answer = json_loadb((const char *) json.data, json.size, JSON_REJECT_DUPLICATES, NULL);
    const char *token = json_string_value(json_object_get(answer, "id_token"));
    const char *copy = token ? arena_copy(arena, token, strlen(token)) : NULL;
    json_decref(answer);
    return copy;
}
