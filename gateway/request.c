/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What requests of every kind need: their headers, the answer, the body, and who asks.
 */
#include "request.h"

#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "bounds.h"
#include "identity.h"
#include "service.h"

bool request_header(struct lws *wsi, enum lws_token_indexes token, char *to, size_t size)
{
    to[0] = '\0';
    return lws_hdr_total_length(wsi, token) == 0 || lws_hdr_copy(wsi, to, (int) size, token) >= 0;
}

bool request_other_header(struct lws *wsi, const char *name, char *to, size_t size)
{
    int length = (int) strlen(name);
    to[0] = '\0';
    return lws_hdr_custom_length(wsi, name, length) <= 0 || lws_hdr_custom_copy(wsi, to, (int) size, name, length) >= 0;
}

/* Cookies beyond the limit are as none: a browser may send any, of whatever else is on this host. */
static unsigned short limit_of(int token)
{
    return token == WSI_TOKEN_HTTP_COOKIE          ? COOKIE_HEADER_BYTES
           : token == WSI_TOKEN_HTTP_AUTHORIZATION ? LIMIT_TOKEN_BYTES + sizeof("Bearer ")
                                                   : LIMIT_ONE_HEADER_BYTES;
}

const struct lws_token_limits *request_header_limits(void)
{
    static struct lws_token_limits header_limits;
    for (int token = 0; token < WSI_TOKEN_COUNT; token++)
        header_limits.token_limit[token] = limit_of(token);
    return &header_limits;
}

bool request_is_cut(struct lws *wsi)
{
    for (int token = 0; token < WSI_TOKEN_COUNT; token++)
        if (token != WSI_TOKEN_HTTP_COOKIE &&
            lws_hdr_total_length(wsi, (enum lws_token_indexes) token) >= limit_of(token))
            return true;
    return false;
}

enum language request_language(struct lws *wsi)
{
    char cookies[COOKIE_HEADER_BYTES], accept_language[LIMIT_ONE_HEADER_BYTES + 1];
    (void) request_header(wsi, WSI_TOKEN_HTTP_COOKIE, cookies, sizeof(cookies));
    (void) request_header(wsi, WSI_TOKEN_HTTP_ACCEPT_LANGUAGE, accept_language, sizeof(accept_language));
    return language_of(cookies, accept_language);
}

void request_reply(struct request *request, struct frame *frame, const struct ground *ground)
{
    request->state = REQUEST_REPLIED;
    request->is_done = true;
    connection_put(&request->connection, frame, ground, 1, 0);
    frame_release(frame);
}

void request_refuse(struct request *request, const struct problem_text *text)
{
    struct common_problem problem = problem_of(text);
    request_reply(request, route_problem(&problem, request->closes), NULL);
}

bool request_is_abandoned(const struct request *request)
{
    char end;
    return recv(lws_get_socket_fd(request->connection.wsi), &end, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

void request_reply_early(struct request *request, struct frame *frame)
{
    if (request->has_unread_body && !request->closes)
        request->early = frame;
    else
        request_reply(request, frame, NULL);
}

static void refuse_early(struct request *request, const struct common_problem *problem)
{
    request_reply_early(request, route_problem(problem, request->closes));
}

void request_refuse_early(struct request *request, const struct problem_text *text)
{
    struct common_problem problem = problem_of(text);
    refuse_early(request, &problem);
}

/*
 * The body.
 */

/* Whether the client waits for a word before it sends the body. */
static bool holds_back(struct lws *wsi)
{
    char version[16], expect[16];
    return request_header(wsi, WSI_TOKEN_HTTP, version, sizeof(version)) && strcmp(version, "HTTP/1.1") == 0 &&
           request_header(wsi, WSI_TOKEN_HTTP_EXPECT, expect, sizeof(expect)) &&
           strcasecmp(expect, "100-continue") == 0;
}

/* libwebsockets tells of the end of a body: of the announced length, be it 0 for a POST, or, of some methods, until the
 * end of time. One beyond the limit is not waited for, and the connection ends after the answer; so it does after the
 * refusal of one that the client holds back (Expect), and of one in chunks, which ends elsewhere. */
void request_measure_body(struct request *request)
{
    struct lws *wsi = request->connection.wsi;
    char text[24];
    bool is_announced = lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_CONTENT_LENGTH) > 0;
    bool has_length = request_header(wsi, WSI_TOKEN_HTTP_CONTENT_LENGTH, text, sizeof(text)) &&
                      lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_TRANSFER_ENCODING) == 0;
    request->body_length = is_announced && has_length ? route_natural(text) : -1;
    request->has_unread_body = lws_hdr_total_length(wsi, WSI_TOKEN_POST_URI) > 0 ||
                               (is_announced ? request->body_length != 0
                                             : lws_hdr_total_length(wsi, WSI_TOKEN_PUT_URI) > 0 ||
                                                   lws_hdr_total_length(wsi, WSI_TOKEN_PATCH_URI) > 0);
    request->closes = request->has_unread_body &&
                      (request->body_length < 0 || request->body_length > limits.message_bytes || holds_back(wsi));
}

/* What waits for a body asks for it. */
void request_invite_body(struct request *request)
{
    char go_on[] = "HTTP/1.1 100 Continue\r\n\r\n";
    if (request->state != REQUEST_BODY || !holds_back(request->connection.wsi))
        return;
    request->closes = false;
    /* A connection that is gone is noticed when it is read from. */
    (void) lws_write(request->connection.wsi, (unsigned char *) go_on, sizeof(go_on) - 1, LWS_WRITE_HTTP);
}

/* libwebsockets 4.1 looks for the body of a request that it has read behind another one where that request begins, and
 * goes round there for ever. Whether it has read ahead it says of all connections at once: so another one may cost this
 * one a refusal, after which it tries again. */
bool request_is_read_ahead(const struct request *request)
{
    return request->has_unread_body && request->body_length != 0 &&
           lws_service_adjust_timeout(lws_get_context(request->connection.wsi), 1, 0) == 0;
}

const struct problem_text *request_check_body(struct request *request, bool (*is_type)(const char *content_type))
{
    struct lws *wsi = request->connection.wsi;
    char content_type[128];
    if (request->body_length < 0)
        return &refusals[REFUSAL_LENGTH_REQUIRED];
    if (request->body_length > limits.message_bytes) {
        connection_count_too_big();
        return &refusals[REFUSAL_PAYLOAD_TOO_LARGE];
    }
    if (request->body_length > 0 &&
        (!request_header(wsi, WSI_TOKEN_HTTP_CONTENT_TYPE, content_type, sizeof(content_type)) ||
         !is_type(content_type)))
        return &refusals[REFUSAL_UNSUPPORTED_MEDIA_TYPE];
    return NULL;
}

/*
 * Who asks.
 */

bool request_is_ours(const struct gateway *gateway, struct lws *wsi)
{
    char origin[ORIGIN_SIZE], fetch_site[16];
    return request_header(wsi, WSI_TOKEN_ORIGIN, origin, sizeof(origin)) &&
           request_other_header(wsi, "sec-fetch-site:", fetch_site, sizeof(fetch_site)) &&
           origin_is_ours(gateway->origin, origin, fetch_site);
}

bool request_came_as(const struct gateway *gateway, struct lws *wsi, struct identity *identity)
{
    char cookies[COOKIE_HEADER_BYTES];
    return request_header(wsi, WSI_TOKEN_HTTP_COOKIE, cookies, sizeof(cookies)) &&
           session_of_cookies(&gateway->services.jar, cookies, time_now_ms(), identity);
}

static bool has_token(struct request *request)
{
    char authorization[LIMIT_TOKEN_BYTES + 16];
    (void) request_header(request->connection.wsi, WSI_TOKEN_HTTP_AUTHORIZATION, authorization,
                          sizeof(authorization)); /* not cut: it fits */
    const char *token = route_bearer(authorization);
    return token && !session_verify(&request->connection.gateway->services, token, strlen(token), &request->identity);
}

bool request_identify(struct request *request, const struct procedure *procedure)
{
    struct gateway *gateway = request->connection.gateway;
    struct lws *wsi = request->connection.wsi;
    bool is_named = lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_AUTHORIZATION) > 0;
    bool changes = lws_hdr_total_length(wsi, WSI_TOKEN_POST_URI) > 0;
    if (is_named ? has_token(request) : request_came_as(gateway, wsi, &request->identity)) {
        if (is_named || !changes || request_is_ours(gateway, wsi))
            return true;
        request->identity = (struct identity){0};
        request_refuse_early(request, &refusals[REFUSAL_FOREIGN_ORIGIN]);
        return false;
    }
    if (!is_named && procedure && (procedure->roles & ANONYMOUS)) {
        request->identity = (struct identity){.subject = ANONYMOUS_SUBJECT, .is_anonymous = true};
        return true;
    }
    request_refuse_early(request, &refusals[REFUSAL_AUTHENTICATION_REQUIRED]);
    return false;
}

bool request_count(struct request *request)
{
    struct session_services *services = &request->connection.gateway->services;
    char address[ADDRESS_SIZE];
    bool is_anonymous = request->identity.is_anonymous;
    int64_t retry_ms;
    connection_address(request->connection.gateway, request->connection.wsi, address);
    if (rate_take(is_anonymous ? services->address_rate : services->rate,
                  is_anonymous ? address : request->identity.subject, time_monotonic_ns(), &retry_ms))
        return true;
    struct common_problem problem =
        problem_until(&refusals[is_anonymous ? REFUSAL_ADDRESS_RATE_LIMITED : REFUSAL_RATE_LIMITED], retry_ms);
    refuse_early(request, &problem);
    return false;
}

/* As what they want to act, instead of what the session has chosen: an organisation or a citizen may be named, under
 * either header. */
static int take_acts_as(struct request *request)
{
    static const char *const names[] = {"samspil-organisation:", "samspil-citizen:"};
    char acts_as[sizeof(request->identity.acts_as)];
    bool is_named = false;
    for (size_t i = 0; i < 2; i++) {
        if (!request_other_header(request->connection.wsi, names[i], acts_as, sizeof(acts_as)))
            return PROBLEM_NOT_AUTHORIZED;
        if (acts_as[0] == '\0')
            continue;
        if (is_named)
            return PROBLEM_INVALID_ARGUMENT;
        is_named = true;
        memcpy(request->identity.acts_as, acts_as, sizeof(acts_as));
    }
    return 0;
}

bool request_sign_in(struct request *request, const struct procedure *procedure)
{
    if (!request_identify(request, procedure) || !request_count(request))
        return false;
    int problem = take_acts_as(request);
    if (problem == 0)
        problem =
            principal_resolve(request->connection.gateway->services.principals, &request->identity, &request->who);
    if (problem != 0)
        request_refuse_early(request, &problem_table[problem]);
    return problem == 0;
}
