/* SPDX-License-Identifier: EUPL-1.2 */
#include "loop.h"

#include <signal.h>
#include <systemd/sd-daemon.h>

#include "bounds.h"
#include "discovery.h"
#include "identity.h"
#include "log.h"
#include "signin.h"

#define TICK_MS 50
#define SLOW_TICK_MS 250
#define DRAIN_MS 4
#define SWEEP_NS 5000000000
#define ANSWER_WITHIN_NS 5000000000 /* what is in flight when the process is told to stop */
#define STOP_WITHIN_NS 6000000000

bool gateway_is_ready(const struct gateway *g)
{
    return !g->is_stopping && bus_connected(g->bus) && principals_caught_up(g->services.principals) &&
           signin_is_ready(g->signin);
}

void gateway_recheck(struct gateway *g, const char *whose)
{
    for (struct connection *connection = g->connections; connection; connection = connection->next)
        connection->kind->recheck(connection, whose);
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
    case TAG_SESSIONS:
        signin_receive(g->signin, message);
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
}

/* Nothing new is begun any more; who waits for no answer, or has got it, is told to come back. */
static void end_answered(struct gateway *g, int64_t now_ns)
{
    bool is_over = now_ns - g->stopping_ns > ANSWER_WITHIN_NS;
    for (struct connection *connection = g->connections; connection; connection = connection->next) {
        if (is_over || !connection->kind->is_answering(connection))
            connection_end(connection, CLOSE_TRY_AGAIN);
    }
    if (!g->connections || now_ns - g->stopping_ns > STOP_WITHIN_NS)
        uv_stop(&g->loop);
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
    if (g->is_stopping)
        end_answered(g, now_ns);
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

void loop_init(struct gateway *g)
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

void loop_wake(void *closure)
{
    struct gateway *g = closure;
    (void) uv_async_send(&g->wake);
}

void loop_run(struct gateway *g)
{
    (void) uv_timer_start(&g->tick, on_tick, TICK_MS, TICK_MS);
    (void) uv_timer_start(&g->drain, on_drain, DRAIN_MS, DRAIN_MS);
    (void) uv_run(&g->loop, UV_RUN_DEFAULT);
}

static void close_handle(uv_handle_t *handle, void *closure)
{
    (void) closure;
    if (!uv_is_closing(handle))
        uv_close(handle, NULL);
}

void loop_close(struct gateway *g)
{
    uv_walk(&g->loop, close_handle, NULL);
    (void) uv_run(&g->loop, UV_RUN_DEFAULT);
    (void) uv_loop_close(&g->loop);
}
