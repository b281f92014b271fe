/* SPDX-License-Identifier: EUPL-1.2 */
/* The gateway as a process: its settings and verbs, what it is made of, and how that is taken down again. */
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bounds.h"
#include "discovery.h"
#include "gateway.h"
#include "identity.h"
#include "log.h"
#include "loop.h"
#include "metrics.h"
#include "signin.h"
#include "web.h"

#define WRITE_SIZE (1 << 20) /* what libwebsockets may give to the kernel at once */
#define READ_SIZE 32768

static struct gateway gateway;

static const struct setting rows[] = {
    SETTING_TEXT("host", gateway.settings.host, "127.0.0.1", "Address to listen on."),
    SETTING_INTEGER("port", gateway.settings.port, 8080, 1, 65535, "Port for clients."),
    SETTING_INTEGER("monitor_port", gateway.settings.monitor_port, 8081, 1, 65535,
                    "Port for /livez, /readyz and /metrics, always on 127.0.0.1."),
    SETTING_SWITCH("share_port", gateway.settings.share_port, "Let other gateway processes listen on the same port."),
    SETTING_SWITCH("behind_proxy", gateway.settings.behind_proxy,
                   "A proxy in front names the client's address: the last one in X-Forwarded-For."),
    SETTING_TEXT("nats_url", gateway.settings.nats_url, "nats://127.0.0.1:4222", "Where the bus is."),
    SETTING_TEXT("nats_user", gateway.settings.nats_user, NULL, "User at the bus."),
    SETTING_SECRET("nats_password", gateway.settings.nats_password, "Password at the bus."),
    SETTING_TEXT("jwks", gateway.settings.jwks, NULL,
                 "File with the keys that sign tokens (JWKS); read again on SIGHUP."),
    SETTING_TEXT("issuer", gateway.settings.issuer, "samspil-local", "Issuer of tokens (iss)."),
    SETTING_TEXT("audience", gateway.settings.audience, "samspil", "Audience of tokens (aud)."),
    SETTING_TEXT("operator", gateway.settings.operator_subject, "operator",
                 "Subject (sub) of who runs this installation."),
    SETTING_TEXT("web", gateway.settings.web, NULL, "Directory with the app's files, served at /."),
    SETTING_TEXT("log_level", gateway.settings.log_level, "info", "debug, info, warning or error."),
    {0},
};
static const struct setting *const tables[] = {rows, signin_settings, limit_settings, NULL};

const struct lws_protocols client_protocols[] = {
    {.name = "http", .callback = http_callback, .tx_packet_size = WRITE_SIZE},
    {.name = "wamp.2.msgpack", .callback = websocket_callback, .tx_packet_size = WRITE_SIZE},
    {.name = "wamp.2.json", .callback = websocket_callback, .tx_packet_size = WRITE_SIZE},
    {0},
};

static bool services_ready(void *closure)
{
    return gateway_is_ready(closure);
}

static bool may_pass(void *closure, const struct passing *passing)
{
    const struct gateway *g = closure;
    return principals_followed(g->services.principals, passing);
}

static void bus_changed(void *closure, bool connected)
{
    struct gateway *g = closure;
    if (!connected)
        g->losses++;
}

static int open_bus(struct gateway *g)
{
    const struct bus_options options = {.url = g->settings.nats_url,
                                        .name = "gateway",
                                        .user = g->settings.nats_user,
                                        .password = g->settings.nats_password,
                                        .changed = bus_changed,
                                        .closure = g};
    g->box = mailbox_new(loop_wake, g);
    return bus_open(&options, &g->bus);
}

static int open_services(struct gateway *g)
{
    struct session_services *services = &g->services;
    const struct enforcement_sockets sockets = {connections_unsent, connections_cut, g};
    connections_register_metrics();
    websockets_register_metrics();
    requests_register_metrics();
    streams_register_metrics();
    exports_register_metrics();
    services->expected = (struct token_expected){g->settings.issuer, g->settings.audience};
    services->ready = services_ready;
    services->closure = g;
    services->rate = rate_new(&limits.subject);
    services->address_rate = rate_new(&limits.address);
    services->topics = topics_new();
    services->principals = principals_new(g->bus, g->box, TAG_PRINCIPALS, g->settings.operator_subject);
    int rc = dispatcher_new(g->bus, g->box, TAG_ANSWER, may_pass, g, &services->dispatcher);
    if (rc == 0)
        rc = feed_new(g->bus, g->box, TAG_LIVE, TAG_FEED_STATE, services->dispatcher, &g->losses, &services->feed);
    if (rc == 0)
        rc = enforcement_new(g->bus, g->box, TAG_CONSENTS, TAG_LEASE, &sockets, &g->enforcement);
    return rc;
}

/* In the form that `samspil status` reads. */
static json_t *describe(void *closure)
{
    const struct gateway *g = closure;
    return json_pack("{s:b, s:b, s:[], s:I, s:I}", "ready",
                     (int) (gateway_is_ready(g) && enforcement_has_lease(g->enforcement)), "enforces_consent", 1,
                     "positions", "connections", (json_int_t) g->open_sockets, "calls",
                     (json_int_t) dispatcher_in_flight(g->services.dispatcher));
}

static int open_discovery(struct gateway *g)
{
    uuid7(time_now_ms(), g->instance);
    const struct discovery_identity identity = {
        .name = "gateway", .id = g->instance, .description = "The gateway of clients", .state = describe, .closure = g};
    return discovery_new(g->bus, &identity, g->box, TAG_DISCOVERY, &g->discovery);
}

/* How it is found out that the other side of a websocket is gone. Proxies in between see that it is in use. */
static const lws_retry_bo_t *ping_policy(void)
{
    static lws_retry_bo_t policy;
    policy.secs_since_valid_ping = (uint16_t) limits.ping_seconds;
    policy.secs_since_valid_hangup = (uint16_t) (4 * limits.ping_seconds);
    return &policy;
}

/* Of the vhosts with a connection's port, the request's Host chooses; so that it has no choice, each has another of the
 * two ports that mean none. */
static struct lws_vhost *new_vhost(struct gateway *g, const char *name, int port, const struct lws_protocols *protocols)
{
    const struct lws_context_creation_info info = {
        .vhost_name = name,
        .port = port,
        .protocols = protocols,
        .options = LWS_SERVER_OPTION_VALIDATE_UTF8,
        .keepalive_timeout = 60,
        .timeout_secs_ah_idle = (unsigned int) limits.handshake_seconds,
        .retry_and_idle_policy = ping_policy(),
    };
    return lws_create_vhost(g->context, &info);
}

static void log_of_lws(int level, const char *line)
{
    (void) level;
    log_warning("libwebsockets", LOG_TEXT("said", line));
}

static int open_server(struct gateway *g)
{
    void *loops[] = {&g->loop};
    limits.connections = listener_bound_connections(limits.connections);
    const struct lws_context_creation_info info = {
        .port = CONTEXT_PORT_NO_LISTEN,
        .options = LWS_SERVER_OPTION_LIBUV | LWS_SERVER_OPTION_EXPLICIT_VHOSTS | LWS_SERVER_OPTION_VALIDATE_UTF8,
        .foreign_loops = loops,
        .pcontext = &g->context,
        .user = g,
        .max_http_header_data = LIMIT_HEADER_BYTES,
        .max_http_header_data2 = LIMIT_HEADER_BYTES,
        .token_limits = request_header_limits(),
        .pt_serv_buf_size = READ_SIZE,
        .timeout_secs = (unsigned int) limits.handshake_seconds,
    };
    lws_set_log_level(LLL_ERR, log_of_lws);
    g->context = lws_create_context(&info);
    struct lws_vhost *clients =
        g->context ? new_vhost(g, "clients", CONTEXT_PORT_NO_LISTEN_SERVER, client_protocols) : NULL;
    struct lws_vhost *monitor = g->context ? new_vhost(g, "monitor", CONTEXT_PORT_NO_LISTEN, monitor_protocols) : NULL;
    if (!clients || !monitor)
        return -ENOMEM;
    int rc = listener_open(&g->monitor, g, monitor, "127.0.0.1", g->settings.monitor_port, false);
    if (rc == 0)
        rc = listener_open(&g->clients, g, clients, g->settings.host, g->settings.port, g->settings.share_port);
    if (rc < 0)
        log_error("cannot listen", LOG_INTEGER("port", g->settings.port), LOG_ERROR(rc));
    return rc;
}

/* libwebsockets takes itself down in several steps, between which the loop must close its handles. */
static void close_server(struct gateway *g)
{
    listener_close(&g->clients);
    listener_close(&g->monitor);
    while (g->context) {
        lws_context_destroy(g->context);
        (void) uv_run(&g->loop, UV_RUN_NOWAIT);
        (void) uv_run(&g->loop, UV_RUN_NOWAIT);
    }
}

static void close_services(struct gateway *g)
{
    struct session_services *services = &g->services;
    if (g->discovery)
        discovery_free(g->discovery);
    if (g->enforcement)
        enforcement_free(g->enforcement);
    if (g->signin)
        signin_close(g->signin);
    web_free(g->web);
    if (services->feed)
        feed_free(services->feed);
    if (services->dispatcher)
        dispatcher_free(services->dispatcher);
    if (services->principals)
        principals_free(services->principals);
    if (services->rate)
        rate_free(services->rate);
    if (services->address_rate)
        rate_free(services->address_rate);
    if (services->topics)
        topics_free(services->topics);
    arena_free(&services->arena);
    buffer_free(&services->input);
    buffer_free(&services->message);
    buffer_free(&services->other);
    buffer_free(&g->output);
}

static int open_files(struct gateway *g)
{
    int rc = g->settings.jwks ? token_keys_load(g->settings.jwks, &g->services.keys) : 0;
    if (rc < 0) {
        log_error("keys cannot be read", LOG_TEXT("jwks", g->settings.jwks), LOG_ERROR(rc));
        return rc;
    }
    rc = g->settings.web ? web_load(g->settings.web, &g->web) : 0;
    if (rc < 0)
        log_error("the app cannot be read", LOG_TEXT("web", g->settings.web), LOG_ERROR(rc));
    return rc;
}

static int serve(struct gateway *g)
{
    int rc = open_files(g);
    if (rc < 0)
        return rc;
    rc = open_bus(g);
    loop_init(g);
    if (rc == 0)
        rc = open_services(g);
    if (rc == 0)
        rc = signin_open(g, &g->signin);
    if (rc == 0)
        rc = open_discovery(g);
    if (rc == 0)
        rc = open_server(g);
    if (rc == 0)
        loop_run(g);
    close_server(g);
    close_services(g);
    if (g->bus)
        bus_close(g->bus);
    loop_close(g);
    mailbox_free(g->box);
    token_keys_free(g->services.keys);
    return rc;
}

static bool is_verb(const char *text)
{
    return strcmp(text, "serve") == 0 || strcmp(text, "check") == 0 || strcmp(text, "rotate-session-keys") == 0;
}

int main(int argc, char **argv)
{
    int rest, rc = settings_load("gateway", tables, argc, argv, &rest);
    const char *verb = rest < argc ? argv[rest] : "serve";
    if (rc < 0)
        return EXIT_FAILURE;
    if (!is_verb(verb)) {
        (void) printf("samspil-gateway [serve | check | rotate-session-keys | help] [settings]\n\n");
        settings_print(tables, stdout);
        settings_free();
        return strcmp(verb, "help") == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
    }
    const char *fault = signin_check_settings(gateway.settings.jwks);
    if (fault) {
        (void) fprintf(stderr, "samspil-gateway: %s\n", fault);
        rc = -EINVAL;
    }
    log_open("gateway", log_level_of(gateway.settings.log_level));
    if (rc == 0 && sodium_init() < 0)
        rc = -ENOSYS;
    if (rc == 0 && strcmp(verb, "rotate-session-keys") == 0)
        rc = signin_rotate();
    if (rc == 0 && strcmp(verb, "serve") == 0)
        rc = serve(&gateway);
    settings_free();
    return rc == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
