/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * libcurl's multi interface on libuv: curl says which sockets and which time it waits for, the loop tells it what has
 * come.
 */
#include "fetch.h"

#include <curl/curl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "url.h"

#define CONNECT_MS 5000L
#define WHOLE_MS 10000L

struct fetcher {
    uv_loop_t *loop;
    uv_timer_t timer;
    CURLM *multi;
    struct fetch *fetches;
};

struct fetch {
    struct fetch *next, **place;
    struct fetcher *fetcher;
    CURL *easy;
    struct buffer body;
    fetched_fn *fetched;
    void *closure;
};

/* One for each socket that curl waits for. */
struct watch {
    uv_poll_t poll;
    struct fetcher *fetcher;
    curl_socket_t socket;
};

void fetch_cancel(struct fetch *fetch)
{
    *fetch->place = fetch->next;
    if (fetch->next)
        fetch->next->place = fetch->place;
    (void) curl_multi_remove_handle(fetch->fetcher->multi, fetch->easy);
    curl_easy_cleanup(fetch->easy);
    buffer_free(&fetch->body);
    free(fetch);
}

static void finish(struct fetch *fetch, CURLcode result)
{
    long status = 0;
    struct buffer body = fetch->body;
    fetched_fn *fetched = fetch->fetched;
    void *closure = fetch->closure;
    if (result == CURLE_OK)
        (void) curl_easy_getinfo(fetch->easy, CURLINFO_RESPONSE_CODE, &status);
    fetch->body = (struct buffer){0};
    fetch_cancel(fetch);
    fetched(closure, (int) status, (struct bytes){body.data, body.size});
    buffer_free(&body);
}

static void finish_done(struct fetcher *fetcher)
{
    int left;
    for (CURLMsg *message; (message = curl_multi_info_read(fetcher->multi, &left));) {
        struct fetch *fetch;
        if (message->msg != CURLMSG_DONE)
            continue;
        (void) curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &fetch);
        finish(fetch, message->data.result);
    }
}

static void on_socket(uv_poll_t *poll, int status, int events)
{
    struct watch *watch = poll->data;
    struct fetcher *fetcher = watch->fetcher;
    int running, flags = (events & UV_READABLE ? CURL_CSELECT_IN : 0) | (events & UV_WRITABLE ? CURL_CSELECT_OUT : 0) |
                         (status < 0 ? CURL_CSELECT_ERR : 0);
    (void) curl_multi_socket_action(fetcher->multi, watch->socket, flags, &running);
    finish_done(fetcher);
}

static void on_timer(uv_timer_t *timer)
{
    struct fetcher *fetcher = timer->data;
    int running;
    (void) curl_multi_socket_action(fetcher->multi, CURL_SOCKET_TIMEOUT, 0, &running);
    finish_done(fetcher);
}

static void free_watch(uv_handle_t *handle)
{
    free(handle->data);
}

static struct watch *new_watch(struct fetcher *fetcher, curl_socket_t socket)
{
    struct watch *watch = calloc(1, sizeof(*watch));
    if (!watch)
        abort();
    watch->fetcher = fetcher;
    watch->socket = socket;
    watch->poll.data = watch;
    (void) uv_poll_init_socket(fetcher->loop, &watch->poll, socket);
    (void) curl_multi_assign(fetcher->multi, socket, watch);
    return watch;
}

static int watch_socket(CURL *easy, curl_socket_t socket, int what, void *closure, void *socket_closure)
{
    struct fetcher *fetcher = closure;
    struct watch *watch = socket_closure;
    (void) easy;
    if (what == CURL_POLL_REMOVE) {
        if (watch)
            uv_close((uv_handle_t *) &watch->poll, free_watch);
        (void) curl_multi_assign(fetcher->multi, socket, NULL);
        return 0;
    }
    if (!watch)
        watch = new_watch(fetcher, socket);
    int events = (what & CURL_POLL_IN ? UV_READABLE : 0) | (what & CURL_POLL_OUT ? UV_WRITABLE : 0);
    return uv_poll_start(&watch->poll, events, on_socket) == 0 ? 0 : -1;
}

/* Never at once: curl forbids to call it from here. */
static int watch_time(CURLM *multi, long after_ms, void *closure)
{
    struct fetcher *fetcher = closure;
    (void) multi;
    if (after_ms < 0)
        return uv_timer_stop(&fetcher->timer);
    return uv_timer_start(&fetcher->timer, on_timer, (uint64_t) after_ms, 0);
}

struct fetcher *fetcher_new(uv_loop_t *loop)
{
    struct fetcher *fetcher = calloc(1, sizeof(*fetcher));
    if (!fetcher || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK || !(fetcher->multi = curl_multi_init()))
        abort();
    fetcher->loop = loop;
    (void) uv_timer_init(loop, &fetcher->timer);
    fetcher->timer.data = fetcher;
    (void) curl_multi_setopt(fetcher->multi, CURLMOPT_SOCKETFUNCTION, watch_socket);
    (void) curl_multi_setopt(fetcher->multi, CURLMOPT_SOCKETDATA, fetcher);
    (void) curl_multi_setopt(fetcher->multi, CURLMOPT_TIMERFUNCTION, watch_time);
    (void) curl_multi_setopt(fetcher->multi, CURLMOPT_TIMERDATA, fetcher);
    return fetcher;
}

static void free_fetcher(uv_handle_t *handle)
{
    free(handle->data);
    curl_global_cleanup();
}

void fetcher_free(struct fetcher *fetcher)
{
    for (struct fetch *fetch = fetcher->fetches, *next; fetch; fetch = next) {
        next = fetch->next;
        fetch_cancel(fetch);
    }
    (void) curl_multi_cleanup(fetcher->multi);
    uv_close((uv_handle_t *) &fetcher->timer, free_fetcher);
}

static size_t take_body(char *data, size_t size, size_t count, void *closure)
{
    struct fetch *fetch = closure;
    if (fetch->body.size + size * count > FETCH_BYTES)
        return 0; /* ends it */
    buffer_append(&fetch->body, data, size * count);
    return size * count;
}

static void set_request(CURL *easy, const struct fetch_request *request)
{
    (void) curl_easy_setopt(easy, CURLOPT_URL, request->url);
    if (request->form)
        (void) curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, request->form);
    if (request->password) {
        (void) curl_easy_setopt(easy, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
        (void) curl_easy_setopt(easy, CURLOPT_USERPWD, request->password);
    }
    (void) curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, url_is_private(request->url) ? "http,https" : "https");
    (void) curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    (void) curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    (void) curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, CONNECT_MS);
    (void) curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, WHOLE_MS);
    (void) curl_easy_setopt(easy, CURLOPT_USERAGENT, "samspil-gateway");
}

struct fetch *fetch_start(struct fetcher *fetcher, const struct fetch_request *request, fetched_fn *fetched,
                          void *closure)
{
    struct fetch *fetch = calloc(1, sizeof(*fetch));
    if (!fetch || !(fetch->easy = curl_easy_init()))
        abort();
    fetch->fetcher = fetcher;
    fetch->fetched = fetched;
    fetch->closure = closure;
    fetch->next = fetcher->fetches;
    fetch->place = &fetcher->fetches;
    if (fetch->next)
        fetch->next->place = &fetch->next;
    fetcher->fetches = fetch;
    set_request(fetch->easy, request);
    (void) curl_easy_setopt(fetch->easy, CURLOPT_PRIVATE, fetch);
    (void) curl_easy_setopt(fetch->easy, CURLOPT_WRITEFUNCTION, take_body);
    (void) curl_easy_setopt(fetch->easy, CURLOPT_WRITEDATA, fetch);
    (void) curl_multi_add_handle(fetcher->multi, fetch->easy);
    return fetch;
}
