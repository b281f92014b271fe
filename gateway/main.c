/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Start and stop of the gateway, and the loop in between. It holds no state that matters: killed, its clients reconnect
 * and resume elsewhere. Stopped, it lets go of them with "try again later", never with a GOODBYE, after which clients
 * would stay away.
 */
#include <errno.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <systemd/sd-daemon.h>

#include "bounds.h"
#include "discovery.h"
#include "gateway.h"
#include "identity.h"
#include "log.h"
#include "metrics.h"
#include "signin.h"
#include "web.h"

#define TICK_MS 50
#define SLOW_TICK_MS 250
#define DRAIN_MS 4
#define SWEEP_NS 5000000000
#define STOP_WITHIN_NS 3000000000
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

bool gateway_is_ready(const struct gateway *g)
{
    return !g->is_stopping && bus_connected(g->bus) && principals_caught_up(g->services.principals);
}

static bool services_ready(void *closure)
{
    return gateway_is_ready(closure);
}

static bool may_pass(void *closure, const struct passing *passing)
{
    const struct gateway *g = closure;
    return principals_followed(g->services.principals, passing);
}

/*
 * The loop.
 */

void gateway_recheck(struct gateway *g, const char *subject)
{
    for (struct connection *connection = g->connections; connection; connection = connection->next)
        connection->kind->recheck(connection, subject);
}

static void follow_principals(struct gateway *g, const struct bus_message *message)
{
    const char *subject = principals_receive(g->services.principals, message);
    if (subject)
        gateway_recheck(g, subject);
    dispatcher_resume(g->services.dispatcher);
}

static void expire_representations(struct gateway *g)
{
    const char *subject;
    while ((subject = principals_expire(g->services.principals, time_now_ms())))
        gateway_recheck(g, subject);
}

static void keep_draining(struct gateway *g)
{
    if (enforcement_is_draining(g->enforcement) && !uv_is_active((uv_handle_t *) &g->drain))
        (void) uv_timer_again(&g->drain);
}

/* Takes the message over. */
static void deal_with(struct gateway *g, struct bus_message *message)
{
    switch ((enum tag) message->tag) {
    case TAG_ANSWER:
        dispatcher_receive(g->services.dispatcher, message);
        return;
    case TAG_LIVE:
    case TAG_FEED_STATE:
        expire_representations(g);
        feed_receive(g->services.feed, message);
        break;
    case TAG_PRINCIPALS:
        follow_principals(g, message);
        break;
    case TAG_CONSENTS:
    case TAG_LEASE:
        enforcement_receive(g->enforcement, message);
        keep_draining(g);
        break;
    case TAG_DISCOVERY:
        discovery_answer(g->discovery, message);
        break;
    }
    bus_release(message);
}

static void on_wake(uv_async_t *wake)
{
    struct gateway *g = wake->data;
    for (struct bus_message *message = mailbox_take(g->box, 0), *next; message; message = next) {
        next = message->next;
        deal_with(g, message);
    }
}

static void on_drain(uv_timer_t *timer)
{
    struct gateway *g = timer->data;
    enforcement_tick(g->enforcement);
    if (!enforcement_is_draining(g->enforcement))
        (void) uv_timer_stop(timer);
}

static void announce_readiness(struct gateway *g)
{
    bool is_ready = gateway_is_ready(g);
    if (is_ready == g->was_ready)
        return;
    g->was_ready = is_ready;
    log_info(is_ready ? "ready" : "not ready", LOG_INTEGER("port", g->settings.port));
    if (is_ready)
        (void) sd_notify(0, "READY=1");
}

static void slow_tick(struct gateway *g, int64_t now_ns)
{
    principals_tick(g->services.principals, now_ns);
    feed_tick(g->services.feed, now_ns);
    enforcement_tick(g->enforcement);
    signin_tick(g->signin, now_ns);
    keep_draining(g);
    for (struct connection *connection = g->connections, *next; connection; connection = next) {
        next = connection->next;
        connection->kind->tick(connection, now_ns);
        connection_tick(connection, now_ns);
    }
    if (now_ns - g->swept_ns > SWEEP_NS) {
        g->swept_ns = now_ns;
        rate_sweep(g->services.rate, now_ns);
        rate_sweep(g->services.address_rate, now_ns);
        jar_sweep(&g->services.jar, time_now_ms());
    }
}

static void stop(struct gateway *g)
{
    if (g->is_stopping)
        return;
    log_info("stopping");
    (void) sd_notify(0, "STOPPING=1");
    g->is_stopping = true;
    g->stopping_ns = time_monotonic_ns();
    listener_close(&g->clients);
    for (struct connection *connection = g->connections; connection; connection = connection->next)
        connection_end(connection, CLOSE_TRY_AGAIN);
}

static void on_tick(uv_timer_t *timer)
{
    static int turn;
    struct gateway *g = timer->data;
    int64_t now_ns = time_monotonic_ns();
    dispatcher_tick(g->services.dispatcher, now_ns);
    expire_representations(g);
    announce_readiness(g);
    if (++turn % (SLOW_TICK_MS / TICK_MS) == 0)
        slow_tick(g, now_ns);
    if (g->is_stopping && (!g->connections || now_ns - g->stopping_ns > STOP_WITHIN_NS))
        uv_stop(&g->loop);
}

static void on_stop_signal(uv_signal_t *signal, int number)
{
    (void) number;
    stop(signal->data);
}

static void on_reload_signal(uv_signal_t *signal, int number)
{
    struct gateway *g = signal->data;
    struct token_keys *keys = NULL;
    (void) number;
    int rc = g->settings.jwks ? token_keys_load(g->settings.jwks, &keys) : 0;
    if (rc == 0)
        rc = signin_reload(g);
    if (rc < 0) {
        token_keys_free(keys);
        log_error("keys cannot be read, the old ones stay", LOG_ERROR(rc));
        return;
    }
    token_keys_free(g->services.keys);
    g->services.keys = keys;
    log_info("keys read again");
}

/* On a thread of the bus. */
static void wake_loop(void *closure)
{
    struct gateway *g = closure;
    (void) uv_async_send(&g->wake);
}

static void bus_changed(void *closure, bool connected)
{
    struct gateway *g = closure;
    if (!connected)
        g->losses++;
}

/*
 * Start and end.
 */

static void init_handles(struct gateway *g)
{
    static const struct {
        size_t offset;
        int number;
        uv_signal_cb callback;
    } signals[] = {{offsetof(struct gateway, terminate), SIGTERM, on_stop_signal},
                   {offsetof(struct gateway, interrupt), SIGINT, on_stop_signal},
                   {offsetof(struct gateway, reload), SIGHUP, on_reload_signal}};
    (void) uv_loop_init(&g->loop);
    (void) uv_async_init(&g->loop, &g->wake, on_wake);
    (void) uv_timer_init(&g->loop, &g->tick);
    (void) uv_timer_init(&g->loop, &g->drain);
    g->wake.data = g->tick.data = g->drain.data = g;
    for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
        uv_signal_t *handle = (uv_signal_t *) (void *) ((char *) g + signals[i].offset);
        (void) uv_signal_init(&g->loop, handle);
        handle->data = g;
        (void) uv_signal_start(handle, signals[i].callback, signals[i].number);
    }
}

static int open_bus(struct gateway *g)
{
    const struct bus_options options = {.url = g->settings.nats_url,
                                        .name = "gateway",
                                        .user = g->settings.nats_user,
                                        .password = g->settings.nats_password,
                                        .changed = bus_changed,
                                        .closure = g};
    g->box = mailbox_new(wake_loop, g);
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

static void close_handle(uv_handle_t *handle, void *closure)
{
    (void) closure;
    if (!uv_is_closing(handle))
        uv_close(handle, NULL);
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

/* Once the bus is closed nobody wakes the loop any more. */
static void close_loop(struct gateway *g)
{
    uv_walk(&g->loop, close_handle, NULL);
    (void) uv_run(&g->loop, UV_RUN_DEFAULT);
    (void) uv_loop_close(&g->loop);
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
    init_handles(g);
    if (rc == 0)
        rc = open_services(g);
    if (rc == 0)
        rc = signin_open(g, &g->signin);
    if (rc == 0)
        rc = open_discovery(g);
    if (rc == 0)
        rc = open_server(g);
    if (rc == 0) {
        (void) uv_timer_start(&g->tick, on_tick, TICK_MS, TICK_MS);
        (void) uv_timer_start(&g->drain, on_drain, DRAIN_MS, DRAIN_MS);
        (void) uv_run(&g->loop, UV_RUN_DEFAULT);
    }
    close_server(g);
    close_services(g);
    if (g->bus)
        bus_close(g->bus);
    close_loop(g);
    mailbox_free(g->box);
    token_keys_free(g->services.keys);
    return rc;
}

static enum log_level log_level_of(const char *name)
{
    static const char *const names[] = {"debug", "info", "warning", "error"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (strcmp(name, names[i]) == 0)
            return (enum log_level) i;
    }
    return LOG_LEVEL_INFO;
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
