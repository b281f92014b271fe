/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Nothing is kept here of a sign-in under way or of a session: both are with the browser, sealed. Only the code a browser
 * brings from the provider makes a request wait.
 */
#include "signin_internal.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bounds.h"
#include "identity.h"
#include "log.h"
#include "message_text.h"
#include "metrics.h"

#define CODE_SIZE 2048
#define SESSION_HOURS_MOST INT64_C(168)

static struct {
    const char *public_url, *oidc_issuer, *oidc_client_id, *oidc_client_secret, *session_keys;
    int64_t session_hours;
    bool local_sign_in;
} settings;

const struct setting signin_settings[] = {
    SETTING_TEXT("public_url", settings.public_url, NULL,
                 "Where browsers find this installation: https://host, without a path."),
    SETTING_TEXT("oidc_issuer", settings.oidc_issuer, NULL,
                 "OpenID provider at which people sign in with a browser; its tokens are taken too."),
    SETTING_TEXT("oidc_client_id", settings.oidc_client_id, NULL, "Who this installation is at the provider."),
    SETTING_SECRET("oidc_client_secret", settings.oidc_client_secret,
                   "Its password there (@/path: from a file); none for a public client."),
    SETTING_TEXT("session_keys", settings.session_keys, NULL,
                 "File with the keys that seal sessions; made when it is not there, read again on SIGHUP."),
    SETTING_INTEGER("session_hours", settings.session_hours, 10, 1, SESSION_HOURS_MOST,
                    "How long a browser stays signed in."),
    SETTING_SWITCH("local_sign_in", settings.local_sign_in,
                   "For demonstrations: whoever comes may be anybody, without a password."),
    {0},
};

static struct metric sign_ins_total =
    METRIC_COUNTER("samspil_gateway_sign_ins_total", "Sign-ins with a browser.", "outcome");

/*
 * Start and end.
 */

static bool is_on(void)
{
    return settings.oidc_issuer || settings.local_sign_in;
}

const char *signin_check_settings(const char *jwks)
{
    char origin[ORIGIN_SIZE];
    if (!jwks && !settings.oidc_issuer)
        return "--jwks names no file, and --oidc-issuer no provider";
    if (settings.oidc_issuer && settings.local_sign_in)
        return "--local-sign-in would let in anybody beside the people of --oidc-issuer";
    if (settings.oidc_issuer && (!settings.oidc_client_id || !url_is_private(settings.oidc_issuer)))
        return "--oidc-issuer has to be https and needs --oidc-client-id";
    if (is_on() && (!settings.public_url || !url_origin(settings.public_url, origin) || !settings.session_keys))
        return "signing in with a browser needs --public-url and --session-keys";
    return NULL;
}

int signin_rotate(void)
{
    return settings.session_keys ? seal_keys_rotate(settings.session_keys) : -ENOENT;
}

int signin_reload(struct gateway *gateway)
{
    struct seal_keys keys;
    int rc = is_on() ? seal_keys_load(settings.session_keys, &keys) : 0;
    if (rc == 0 && is_on())
        gateway->services.jar.keys = keys;
    return rc;
}

static void open_provider(struct signin *signin)
{
    struct gateway *gateway = signin->gateway;
    (void) snprintf(signin->redirect_uri, sizeof(signin->redirect_uri), "%s/signin/callback", gateway->origin);
    (void) snprintf(signin->signed_out_uri, sizeof(signin->signed_out_uri), "%s/", gateway->origin);
    signin->client = (struct openid_client){.id = settings.oidc_client_id,
                                            .secret = settings.oidc_client_secret,
                                            .issuer = settings.oidc_issuer,
                                            .redirect_uri = signin->redirect_uri,
                                            .signed_out_uri = signin->signed_out_uri};
    gateway->services.provider.expected =
        (struct token_expected){settings.oidc_issuer, gateway->services.expected.audience};
    signin->fetcher = fetcher_new(&gateway->loop);
    signin->provider = provider_new(signin->fetcher, &signin->client, &gateway->services.provider.keys);
}

int signin_open(struct gateway *gateway, struct signin **opened)
{
    int rc = signin_reload(gateway);
    if (rc < 0) {
        log_error("keys of sessions cannot be read", LOG_TEXT("session_keys", settings.session_keys), LOG_ERROR(rc));
        return rc;
    }
    struct signin *signin = calloc(1, sizeof(*signin));
    if (!signin)
        abort();
    *opened = signin;
    metrics_register(&sign_ins_total);
    signin->gateway = gateway;
    if (is_on()) {
        (void) url_origin(settings.public_url, gateway->origin);
        rc = revocations_new(gateway->bus, gateway->box, TAG_SESSIONS, &gateway->services.jar,
                             SESSION_HOURS_MOST * 3600, &signin->revocations);
    }
    gateway->services.jar.is_secure = strncmp(gateway->origin, "https:", 6) == 0;
    if (settings.oidc_issuer)
        open_provider(signin);
    return rc;
}

void signin_close(struct signin *signin)
{
    if (signin->provider)
        provider_free(signin->provider);
    if (signin->fetcher)
        fetcher_free(signin->fetcher);
    if (signin->revocations)
        revocations_free(signin->revocations);
    jar_free(&signin->gateway->services.jar);
    free(signin);
}

bool signin_is_ready(const struct signin *signin)
{
    return !signin->revocations || revocations_caught_up(signin->revocations);
}

void signin_receive(struct signin *signin, const struct bus_message *message)
{
    const char *session = revocations_receive(signin->revocations, message);
    if (session)
        gateway_recheck(signin->gateway, session);
}

void signin_tick(struct signin *signin, int64_t now_ns)
{
    if (signin->revocations)
        revocations_tick(signin->revocations, now_ns);
    if (signin->provider)
        provider_tick(signin->provider, now_ns);
}

const struct openid_provider *signin_endpoints(const struct signin *signin)
{
    return signin->provider ? provider_endpoints(signin->provider) : NULL;
}

bool signin_form_action(const struct signin *signin, char origin[static ORIGIN_SIZE])
{
    const struct openid_provider *endpoints = signin_endpoints(signin);
    return endpoints && endpoints->end_session_endpoint && url_origin(endpoints->end_session_endpoint, origin);
}

/*
 * Answers.
 */

static struct gateway *gateway_of(const struct request *request)
{
    return request->connection.gateway;
}

struct arena *signin_arena(struct request *request)
{
    struct arena *arena = &gateway_of(request)->services.arena;
    arena_reset(arena);
    return arena;
}

static void reply_page(struct request *request, int status, const char *headers, struct buffer *page)
{
    request_reply_early(request, route_response(status, "text/html; charset=utf-8", headers, request->closes,
                                                (struct bytes){page->data, page->size}));
    buffer_free(page);
}

void signin_redirect(struct request *request, const char *to, const char *cookies, struct arena *arena)
{
    const char *headers = arena_print(arena, "location: %s\r\nreferrer-policy: no-referrer\r\n%s", to, cookies);
    request_reply_early(request, route_response(303, NULL, headers, request->closes, (struct bytes){0}));
}

void signin_refuse(struct request *request, int status, const char *reason, const struct signin_refusal *refusal,
                   const char *cookies, struct arena *arena)
{
    struct buffer page = {0};
    unsigned char random[5];
    char reference[2 * sizeof(random) + 1];
    randombytes_buf(random, sizeof(random));
    (void) sodium_bin2hex(reference, sizeof(reference), random, sizeof(random));
    log_warning("signing in or out was refused", LOG_TEXT("reference", reference), LOG_TEXT("reason", reason));
    signin_page_refused(refusal, request->language, reference, &page);
    reply_page(request, status, arena_print(arena, "%s%s", signin_page_headers(arena), cookies), &page);
}

/* Where a sign-in that leads to where this one would have led begins. */
static const char *again(const struct request *request, struct arena *arena)
{
    struct buffer path = {0};
    buffer_append(&path, "/signin", strlen("/signin"));
    if (request->attempt.back[0] != '\0')
        url_add(&path, "?", "return", request->attempt.back);
    const char *made = arena_copy(arena, path.data, path.size);
    buffer_free(&path);
    return made;
}

static void refuse_sign_in(struct request *request, int status, const char *reason, enum text words)
{
    struct arena *arena = signin_arena(request);
    const struct signin_refusal refusal = {TEXT_REFUSED_TITLE, words, again(request, arena)};
    metric_add(metric_with(&sign_ins_total, "refused"), 1);
    signin_refuse(request, status, reason, &refusal, cookie_without_attempt(&gateway_of(request)->services.jar, arena),
                  arena);
}

/* To where the attempt wants. */
static void let_in(struct request *request, const char *subject)
{
    struct cookie_jar *jar = &gateway_of(request)->services.jar;
    struct arena *arena = signin_arena(request);
    struct identity identity;
    int64_t now_ms = time_now_ms();
    session_begin(&identity, subject, now_ms, settings.session_hours * 3600);
    metric_add(metric_with(&sign_ins_total, "done"), 1);
    signin_redirect(request, request->attempt.back,
                    arena_print(arena, "%s%s", cookie_of_session(jar, &identity, now_ms, arena),
                                cookie_without_attempt(jar, arena)),
                    arena);
}

/*
 * At a provider.
 */

static void exchanged(void *closure, const char *fault, const struct identity *identity)
{
    struct request *request = closure;
    request->exchange = NULL;
    if (fault)
        refuse_sign_in(request, 403, fault, TEXT_REFUSED_UNCONFIRMED);
    else
        let_in(request, identity->subject);
}

void signin_forget(struct request *request)
{
    if (request->exchange)
        provider_forget(request->exchange);
    if (request->question)
        fetch_cancel(request->question);
    free(request->leaves_to);
}

/* Nothing is read from the browser meanwhile; questions to the provider have a timeout of their own. */
static void wait_for_provider(struct request *request)
{
    request->state = REQUEST_SIGN_IN;
    lws_set_timeout(request->connection.wsi, NO_PENDING_TIMEOUT, 0);
    connection_hold(&request->connection);
}

static void provider_answered(void *closure, int status, struct bytes body)
{
    struct request *request = closure;
    const struct signin *signin = gateway_of(request)->signin;
    (void) body;
    request->question = NULL;
    if (status != 200) {
        refuse_sign_in(request, 503, "the provider does not answer", TEXT_REFUSED_AWAY);
        return;
    }
    struct arena *arena = signin_arena(request);
    signin_redirect(request,
                    openid_authorization_url(signin_endpoints(signin), &signin->client, &request->attempt, arena),
                    cookie_of_attempt(&gateway_of(request)->services.jar, &request->attempt, arena), arena);
}

/* Who is sent to a provider that is away sees the browser's words and does not come back: so it is asked first. */
static void send_to_provider(struct request *request, const char *back)
{
    const struct signin *signin = gateway_of(request)->signin;
    attempt_begin(&request->attempt, back, time_now_ms());
    if (!signin_endpoints(signin)) {
        refuse_sign_in(request, 503, "the provider is not known", TEXT_REFUSED_AWAY);
        return;
    }
    const struct fetch_request question = {.url = openid_metadata_url(signin->client.issuer, signin_arena(request))};
    request->question = fetch_start(signin->fetcher, &question, provider_answered, request);
    wait_for_provider(request);
}

/* Why the answer of the provider cannot be one to a sign-in that this browser has begun; NULL when it can. */
static const char *check_answer(struct request *request, char code[static CODE_SIZE])
{
    struct lws *wsi = request->connection.wsi;
    const struct signin *signin = gateway_of(request)->signin;
    struct sign_in_attempt *attempt = &request->attempt;
    char cookies[COOKIE_HEADER_BYTES], state[2 * SECRET_SIZE], issuer[512], error[64];
    const char *from = request_argument(wsi, "iss=", issuer, sizeof(issuer));
    if (!request_header(wsi, WSI_TOKEN_HTTP_COOKIE, cookies, sizeof(cookies)) ||
        !attempt_of_cookies(&gateway_of(request)->services.jar, cookies, time_now_ms(), attempt))
        return "no sign-in is under way in this browser";
    if (strcmp(request_argument(wsi, "state=", state, sizeof(state)), attempt->state) != 0)
        return "the answer is to another sign-in";
    if (from[0] != '\0' && strcmp(from, signin->client.issuer) != 0)
        return "the answer is from another provider";
    if (request_argument(wsi, "error=", error, sizeof(error))[0] != '\0')
        return "the provider refused";
    if (request_argument(wsi, "code=", code, CODE_SIZE)[0] == '\0')
        return "the answer brings no code";
    return signin_endpoints(signin) ? NULL : "the provider is not known";
}

static void take_answer(struct request *request)
{
    char code[CODE_SIZE];
    const char *fault = check_answer(request, code);
    if (fault) {
        refuse_sign_in(request, 403, fault, TEXT_REFUSED_BROKEN_OFF);
        return;
    }
    request->exchange =
        provider_exchange(gateway_of(request)->signin->provider, code, &request->attempt, exchanged, request);
    wait_for_provider(request);
}

/*
 * Here.
 */

static void show_people(struct request *request, const char *back)
{
    struct arena *arena = signin_arena(request);
    struct buffer page = {0};
    signin_page_people(gateway_of(request)->services.principals, request->language,
                       url_is_local_path(back) ? back : "/", &page);
    reply_page(request, 200, signin_page_headers(arena), &page);
}

static void take_choice(struct request *request)
{
    const struct bytes form = {request->body.data, request->body.size};
    char subject[SUBJECT_SIZE], back[LOCAL_PATH_SIZE];
    size_t characters;
    attempt_begin(&request->attempt, form_value(form, "return", back, sizeof(back)) ? back : "", time_now_ms());
    if (!form_value(form, "subject", subject, sizeof(subject)) || subject[0] == '\0' ||
        !text_is_valid((const uint8_t *) subject, strlen(subject), &characters)) {
        refuse_sign_in(request, 400, "the form names nobody", TEXT_REFUSED_NOBODY);
        return;
    }
    let_in(request, subject);
}

/*
 * Sessions.
 */

/* cookie: a header line, or "". */
static void describe(struct request *request, const char *cookie)
{
    struct buffer json = {0};
    signin_describe(gateway_of(request)->services.principals, &request->identity, &json);
    request_reply(
        request, route_response(200, "application/json", cookie, request->closes, (struct bytes){json.data, json.size}),
        NULL);
    buffer_free(&json);
}

/* Takes {"acts_as": …} from the body into the identity. 0, or why not. */
static int take_acts_as(struct request *request)
{
    struct common_principal who;
    json_t *body = json_loadb((const char *) request->body.data, request->body.size, JSON_REJECT_DUPLICATES, NULL);
    const char *acts_as = json_string_value(json_object_get(body, "acts_as"));
    int problem = PROBLEM_INVALID_ARGUMENT;
    if (acts_as && strlen(acts_as) < sizeof(request->identity.acts_as)) {
        (void) snprintf(request->identity.acts_as, sizeof(request->identity.acts_as), "%s", acts_as);
        problem = principal_resolve(gateway_of(request)->services.principals, &request->identity, &who);
    }
    json_decref(body);
    return problem == PROBLEM_ORGANISATION_REQUIRED ? 0 : problem;
}

static void choose(struct request *request)
{
    struct arena *arena = signin_arena(request);
    int problem = take_acts_as(request);
    if (problem != 0)
        request_refuse(request, &problem_table[problem]);
    else
        describe(request,
                 cookie_of_session(&gateway_of(request)->services.jar, &request->identity, time_now_ms(), arena));
}

/*
 * Requests.
 */

static void begin_session(struct request *request, bool is_post)
{
    const struct problem_text *refusal = is_post ? request_check_body(request, route_is_json) : NULL;
    if (refusal)
        request_refuse_early(request, refusal);
    if (refusal || !request_identify(request, NULL) || !request_count(request))
        return;
    if (is_post && request->identity.session[0] == '\0')
        request_refuse_early(request, &refusals[REFUSAL_AUTHENTICATION_REQUIRED]);
    else if (is_post)
        request->state = REQUEST_BODY;
    else
        describe(request, "");
}

/* A form from one of our own pages. */
static void begin_form(struct request *request)
{
    const struct problem_text *refusal = request_check_body(request, route_is_form);
    if (!refusal && !request_is_ours(gateway_of(request), request->connection.wsi))
        refusal = &refusals[REFUSAL_FOREIGN_ORIGIN];
    if (refusal)
        request_refuse_early(request, refusal);
    else if (request->route == ROUTE_SIGN_OUT)
        signout_begin(request);
    else
        request->state = REQUEST_BODY;
}

static void begin_page(struct request *request)
{
    char back[LOCAL_PATH_SIZE];
    const char *wanted = request_argument(request->connection.wsi, "return=", back, sizeof(back));
    if (request->route == ROUTE_SIGNED_IN)
        take_answer(request);
    else if (settings.local_sign_in)
        show_people(request, wanted);
    else
        send_to_provider(request, wanted);
}

static bool is_there(enum route_kind route, bool is_post)
{
    if (route == ROUTE_SIGNED_IN)
        return settings.oidc_issuer;
    return route == ROUTE_SIGN_IN && is_post ? settings.local_sign_in : is_on();
}

void signin_begin(struct request *request)
{
    bool is_post = lws_hdr_total_length(request->connection.wsi, WSI_TOKEN_POST_URI) > 0;
    if (!is_post && request->has_unread_body) {
        request_refuse_early(request, &problem_table[PROBLEM_INVALID_ARGUMENT]);
    } else if (request->route == ROUTE_SESSION) {
        begin_session(request, is_post);
    } else if (!is_there(request->route, is_post)) {
        request_refuse_early(request, &refusals[REFUSAL_NO_SUCH_PAGE]);
    } else {
        request->identity = (struct identity){.subject = ANONYMOUS_SUBJECT, .is_anonymous = true};
        request->language = request_language(request->connection.wsi);
        if (request_count(request))
            (is_post ? begin_form : begin_page)(request);
    }
}

void signin_body(struct request *request)
{
    if (request->route == ROUTE_SESSION)
        choose(request);
    else if (request->route == ROUTE_SIGN_OUT)
        signout_body(request);
    else
        take_choice(request);
}
