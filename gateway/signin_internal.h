/* SPDX-License-Identifier: EUPL-1.2 */
/* What signin.c (signing in) and signout.c both know. */
#pragma once

#include "provider.h"
#include "request.h"
#include "revocation.h"
#include "signin.h"
#include "signin_page.h"

struct signin {
    struct gateway *gateway;
    struct openid_client client;
    char redirect_uri[ORIGIN_SIZE + 32], signed_out_uri[ORIGIN_SIZE + 1];
    struct fetcher *fetcher;
    struct provider *provider;       /* NULL: people sign in here, or not at all */
    struct revocations *revocations; /* NULL: nobody signs in with a browser */
};

/* NULL: there is no provider, or it is not known. */
const struct openid_provider *signin_endpoints(const struct signin *signin);

/* The arena of a request's answer, empty. */
struct arena *signin_arena(struct request *request);
/* cookies: header lines, in the arena. */
void signin_redirect(struct request *request, const char *to, const char *cookies, struct arena *arena);
/* With a page that names a reference, under which the log has the reason: nothing that came from outside. */
void signin_refuse(struct request *request, int status, const char *reason, const struct signin_refusal *refusal,
                   const char *cookies, struct arena *arena);

/* POST /signout, at the beginning and when its body has come. */
void signout_begin(struct request *request);
void signout_body(struct request *request);
