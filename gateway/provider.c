/* SPDX-License-Identifier: EUPL-1.2 */
#include "provider.h"

#include <stdlib.h>
#include <string.h>

#include "identity.h"
#include "log.h"

#define SECOND_NS INT64_C(1000000000)
#define FRESH_NS (3600 * SECOND_NS)
#define RETRY_NS (1 * SECOND_NS)
#define RETRY_MOST_NS (60 * SECOND_NS)

struct provider {
    struct fetcher *fetcher;
    const struct openid_client *client;
    struct openid_provider endpoints;
    struct token_keys **keys; /* NULL there: not known */
    struct fetch *fetch;      /* of the metadata, then of the keys */
    int64_t due_ns, retry_ns;
    struct arena arena;
};

struct exchange {
    struct provider *provider;
    struct fetch *fetch; /* of the token, then perhaps of new keys */
    char nonce[SECRET_SIZE];
    char *id_token;
    exchanged_fn *exchanged;
    void *closure;
};

/*
 * What it says of itself.
 */

static void try_again(struct provider *provider, const char *fault)
{
    log_warning("the OpenID provider cannot be used", LOG_TEXT("reason", fault),
                LOG_INTEGER("again_in_s", provider->retry_ns / SECOND_NS));
    provider->due_ns = time_monotonic_ns() + provider->retry_ns;
    provider->retry_ns = provider->retry_ns < RETRY_MOST_NS / 2 ? 2 * provider->retry_ns : RETRY_MOST_NS;
}

/* Keys that cannot be read leave the ones before. */
static bool take_keys(struct provider *provider, int status, struct bytes body)
{
    struct token_keys *keys;
    if (status != 200 || token_keys_read((const char *) body.data, body.size, &keys) != 0)
        return false;
    token_keys_free(*provider->keys);
    *provider->keys = keys;
    return true;
}

static void keys_fetched(void *closure, int status, struct bytes body)
{
    struct provider *provider = closure;
    bool was_known = *provider->keys;
    provider->fetch = NULL;
    if (!take_keys(provider, status, body)) {
        try_again(provider, "its keys cannot be read");
        return;
    }
    if (!was_known)
        log_info("the OpenID provider is known");
    provider->retry_ns = RETRY_NS;
    provider->due_ns = time_monotonic_ns() + FRESH_NS;
}

static void metadata_fetched(void *closure, int status, struct bytes body)
{
    struct provider *provider = closure;
    struct openid_provider endpoints = {0};
    provider->fetch = NULL;
    const char *fault =
        status == 200 ? openid_read_provider(body, provider->client, &endpoints) : "its metadata cannot be fetched";
    if (fault) {
        openid_free_provider(&endpoints);
        try_again(provider, fault);
        return;
    }
    openid_free_provider(&provider->endpoints);
    provider->endpoints = endpoints;
    provider->fetch =
        fetch_start(provider->fetcher, &(struct fetch_request){.url = endpoints.jwks_uri}, keys_fetched, provider);
}

void provider_tick(struct provider *provider, int64_t now_ns)
{
    if (provider->fetch || now_ns < provider->due_ns)
        return;
    arena_reset(&provider->arena);
    const struct fetch_request request = {.url = openid_metadata_url(provider->client->issuer, &provider->arena)};
    provider->fetch = fetch_start(provider->fetcher, &request, metadata_fetched, provider);
}

const struct openid_provider *provider_endpoints(const struct provider *provider)
{
    return *provider->keys ? &provider->endpoints : NULL;
}

struct provider *provider_new(struct fetcher *fetcher, const struct openid_client *client, struct token_keys **keys)
{
    struct provider *provider = calloc(1, sizeof(*provider));
    if (!provider)
        abort();
    provider->fetcher = fetcher;
    provider->client = client;
    provider->keys = keys;
    provider->retry_ns = RETRY_NS;
    return provider;
}

void provider_free(struct provider *provider)
{
    if (provider->fetch)
        fetch_cancel(provider->fetch);
    openid_free_provider(&provider->endpoints);
    token_keys_free(*provider->keys);
    *provider->keys = NULL;
    arena_free(&provider->arena);
    free(provider);
}

/*
 * A code for who this is.
 */

void provider_forget(struct exchange *exchange)
{
    if (exchange->fetch)
        fetch_cancel(exchange->fetch);
    free(exchange->id_token);
    free(exchange);
}

static void end(struct exchange *exchange, const char *fault, const struct identity *identity)
{
    exchange->exchanged(exchange->closure, fault, identity);
    provider_forget(exchange);
}

static void check(struct exchange *exchange)
{
    const struct provider *provider = exchange->provider;
    const struct token_expected expected = {provider->client->issuer, provider->client->id};
    struct identity identity;
    const char *fault =
        token_verify_id(*provider->keys, &expected, exchange->nonce, exchange->id_token, time_now_ms(), &identity);
    end(exchange, fault, fault ? NULL : &identity);
}

static void new_keys_fetched(void *closure, int status, struct bytes body)
{
    struct exchange *exchange = closure;
    exchange->fetch = NULL;
    (void) take_keys(exchange->provider, status, body);
    check(exchange);
}

static void token_fetched(void *closure, int status, struct bytes body)
{
    struct exchange *exchange = closure;
    struct provider *provider = exchange->provider;
    exchange->fetch = NULL;
    arena_reset(&provider->arena);
    const char *id_token = status == 200 ? openid_read_id_token(body, &provider->arena) : NULL;
    if (!id_token || !(exchange->id_token = strdup(id_token)))
        end(exchange, "the provider gave no ID token for the code", NULL);
    else if (token_keys_know(*provider->keys, id_token))
        check(exchange);
    else /* it may sign with a new key */
        exchange->fetch = fetch_start(provider->fetcher, &(struct fetch_request){.url = provider->endpoints.jwks_uri},
                                      new_keys_fetched, exchange);
}

struct exchange *provider_exchange(struct provider *provider, const char *code, const struct sign_in_attempt *attempt,
                                   exchanged_fn *exchanged, void *closure)
{
    struct arena *arena = &provider->arena;
    struct exchange *exchange = calloc(1, sizeof(*exchange));
    if (!exchange)
        abort();
    exchange->provider = provider;
    exchange->exchanged = exchanged;
    exchange->closure = closure;
    memcpy(exchange->nonce, attempt->nonce, sizeof(exchange->nonce));
    arena_reset(arena);
    const struct fetch_request request = {
        .url = provider->endpoints.token_endpoint,
        .form = openid_token_form(&provider->endpoints, provider->client, code, attempt->verifier, arena),
        .password = openid_token_password(&provider->endpoints, provider->client, arena)};
    exchange->fetch = fetch_start(provider->fetcher, &request, token_fetched, exchange);
    return exchange;
}
