/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The OpenID provider people sign in at: what it says of itself and its keys, fetched at the start and again every hour,
 * and the exchange of the code a browser brings for who this is.
 *
 *     struct provider *provider = provider_new(fetcher, &client, &issuer.keys);
 *     every 250 ms: provider_tick(provider, now_ns);
 *     if (provider_endpoints(provider))
 *         exchange = provider_exchange(provider, code, &attempt, exchanged, closure);
 */
#pragma once

#include "fetch.h"
#include "openid.h"

struct provider;
struct exchange;

/* client: outlives it, with its texts. keys: where the keys stand that it signs tokens with, for others to read; NULL
 * until they are known. */
struct provider *provider_new(struct fetcher *fetcher, const struct openid_client *client, struct token_keys **keys);
void provider_free(struct provider *provider);
void provider_tick(struct provider *provider, int64_t now_ns);

/* NULL until it is known. */
const struct openid_provider *provider_endpoints(const struct provider *provider);

/* fault NULL: identity says who; else why it was refused, in static words. Called once, never before
 * provider_exchange returns. The provider's endpoints must be known. */
typedef void exchanged_fn(void *closure, const char *fault, const struct identity *identity);

struct exchange *provider_exchange(struct provider *provider, const char *code, const struct sign_in_attempt *attempt,
                                   exchanged_fn *exchanged, void *closure);
void provider_forget(struct exchange *exchange);
