/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * OpenID Connect, what of it is pure: what a provider says of itself (Discovery 1.0), and the requests of a sign-in with
 * authorization code and PKCE (RFC 7636). ID tokens are checked in token.h.
 */
#pragma once

#include "cookie.h"

struct openid_client {
    const char *id, *secret; /* secret NULL: a public client */
    const char *issuer;
    const char *redirect_uri;   /* …/signin/callback */
    const char *signed_out_uri; /* where the provider sends back after signing out */
};

struct openid_provider {
    char *authorization_endpoint, *token_endpoint, *jwks_uri;
    char *end_session_endpoint; /* NULL: it has none */
    bool takes_secret_in_body;  /* the client's, where it does not take it as the user's password */
};

/* NULL when the metadata can be used; else what is wrong, in static words. provider is to be freed in both cases. */
const char *openid_read_provider(struct bytes json, const struct openid_client *client,
                                 struct openid_provider *provider);
void openid_free_provider(struct openid_provider *provider);

/* The address of the metadata of an issuer, in the arena. */
const char *openid_metadata_url(const char *issuer, struct arena *arena);
/* Where the browser is sent to sign in, and to sign out (only with an end_session_endpoint). The latter has no
 * id_token_hint, which would put who signs out into an address: the provider asks them instead. */
const char *openid_authorization_url(const struct openid_provider *provider, const struct openid_client *client,
                                     const struct sign_in_attempt *attempt, struct arena *arena);
const char *openid_end_session_url(const struct openid_provider *provider, const struct openid_client *client,
                                   struct arena *arena);

/* The request for the tokens: its form; and the user and password to send with it, NULL for none. */
const char *openid_token_form(const struct openid_provider *provider, const struct openid_client *client,
                              const char *code, const char *verifier, struct arena *arena);
const char *openid_token_password(const struct openid_provider *provider, const struct openid_client *client,
                                  struct arena *arena);
/* The ID token of the answer, in the arena; NULL when there is none. */
const char *openid_read_id_token(struct bytes json, struct arena *arena);
