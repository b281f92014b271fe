/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Signing out. The answer waits until the end of the session has come back from the bus: then every gateway hears of
 * it.
 */
#include <stdlib.h>
#include <string.h>

#include "bounds.h"
#include "signin_internal.h"

static void leave(struct request *request)
{
    const struct cookie_jar *jar = &request->connection.gateway->services.jar;
    struct arena *arena = signin_arena(request);
    signin_redirect(request, request->leaves_to, cookie_without_session(jar, arena), arena);
}

static void refuse_sign_out(struct request *request, const char *reason)
{
    static const struct signin_refusal refusal = {TEXT_STILL_IN_TITLE, TEXT_STILL_IN, "/account"};
    signin_refuse(request, 503, reason, &refusal, "", signin_arena(request));
}

/* What the headers say of it, which are gone when the body has been read. */
void signout_begin(struct request *request)
{
    struct gateway *gateway = request->connection.gateway;
    const struct openid_provider *endpoints = signin_endpoints(gateway->signin);
    const char *to = "/";
    (void) request_came_as(gateway, request->connection.wsi, &request->identity);
    if (endpoints && endpoints->end_session_endpoint)
        to = openid_end_session_url(endpoints, &gateway->signin->client, signin_arena(request));
    if (!(request->leaves_to = strdup(to)))
        abort();
    request->state = REQUEST_BODY;
}

void signout_body(struct request *request)
{
    const struct signin *signin = request->connection.gateway->signin;
    if (request->identity.session[0] == '\0') {
        leave(request);
    } else if (revocations_tell(signin->revocations, &request->identity) < 0) {
        refuse_sign_out(request, "the bus takes nothing");
    } else {
        request->state = REQUEST_SIGN_OUT;
        lws_set_timeout(request->connection.wsi, NO_PENDING_TIMEOUT, 0);
        connection_hold(&request->connection);
    }
}

void signout_recheck(struct request *request)
{
    if (jar_has_ended(&request->connection.gateway->services.jar, request->identity.session))
        leave(request);
}

void signout_wait(struct request *request, int64_t now_ns)
{
    if (now_ns - request->began_ns > limits.call_seconds * 1000000000)
        refuse_sign_out(request, "the end of the session was not stored in time");
}
