/* SPDX-License-Identifier: EUPL-1.2 */
#include "client.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include <cmocka.h>
#include <curl/curl.h>

enum { CALL_TIMEOUT_MS = 30000, FEED_TIMEOUT_MS = 10000, RECONNECT_MS = 50 };

struct text {
    char *bytes;
    size_t size;
};

struct client {
    CURL *curl;
    const char *url;
    char *subject;
    struct curl_slist *headers;
    struct text answer;
};

struct feed {
    CURLM *multi;
    CURL *curl;
    const struct client *client;
    struct curl_slist *headers;
    struct text text; /* received, not yet taken out */
    char last_id[24]; /* cursor of the last event taken out */
};

static size_t receive(char *bytes, size_t one, size_t size, void *closure)
{
    struct text *text = closure;
    text->bytes = realloc(text->bytes, text->size + size + 1);
    assert_non_null(text->bytes);
    memcpy(text->bytes + text->size, bytes, size);
    text->size += size;
    text->bytes[text->size] = '\0';
    return one * size;
}

static struct curl_slist *header(struct curl_slist *headers, const char *name, const char *value)
{
    char *line = NULL;
    assert_true(asprintf(&line, "%s: %s", name, value) > 0);
    headers = curl_slist_append(headers, line);
    free(line);
    assert_non_null(headers);
    return headers;
}

struct client *client_new(const struct instance *instance, const char *subject, const char *organisation_id)
{
    struct client *client = calloc(1, sizeof *client);
    assert_non_null(client);
    client->url = instance_url(instance);
    client->subject = strdup(subject);
    client->curl = curl_easy_init();
    assert_non_null(client->curl);
    char *token = instance_token(instance, subject), *bearer = NULL;
    assert_true(asprintf(&bearer, "Bearer %s", token) > 0);
    client->headers = header(NULL, "Authorization", bearer);
    free(bearer);
    free(token);
    client->headers = header(client->headers, "Content-Type", "application/json");
    if (organisation_id)
        client->headers = header(client->headers, "Samspil-Organisation", organisation_id);
    return client;
}

void client_free(struct client *client)
{
    curl_easy_cleanup(client->curl);
    curl_slist_free_all(client->headers);
    free(client->answer.bytes);
    free(client->subject);
    free(client);
}

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

#define COMMAND_ID_SIZE 33

static void new_command_id(char to[static COMMAND_ID_SIZE])
{
    uint8_t random[16];
    assert_int_equal(getrandom(random, sizeof random, 0), sizeof random);
    for (size_t i = 0; i < sizeof random; i++)
        snprintf(to + 2 * i, 3, "%02x", random[i]);
}

/* Sends a call once. Returns the HTTP status, 0 when there was no answer (then *body is NULL). */
static int call_once(struct client *client, const char *command_id, const char *procedure, json_t *arguments,
                     json_t **body)
{
    char url[256];
    snprintf(url, sizeof url, "%s/call/samspil.%s", client->url, procedure);
    char *sent = json_dumps(arguments, JSON_COMPACT);
    assert_non_null(sent);
    json_decref(arguments);
    /* The gateway takes it as the command_id of a command that names none. */
    struct curl_slist key = {.data = (char[64]){0}, .next = client->headers};
    snprintf(key.data, 64, "Idempotency-Key: %s", command_id);

    client->answer.size = 0;
    curl_easy_setopt(client->curl, CURLOPT_URL, url);
    curl_easy_setopt(client->curl, CURLOPT_HTTPHEADER, &key);
    curl_easy_setopt(client->curl, CURLOPT_POSTFIELDS, sent);
    curl_easy_setopt(client->curl, CURLOPT_WRITEFUNCTION, receive);
    curl_easy_setopt(client->curl, CURLOPT_WRITEDATA, &client->answer);
    curl_easy_setopt(client->curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(client->curl, CURLOPT_TIMEOUT_MS, (long) CALL_TIMEOUT_MS);
    CURLcode done = curl_easy_perform(client->curl);
    free(sent);
    *body = NULL;
    if (done != CURLE_OK)
        return 0;
    long status = 0;
    curl_easy_getinfo(client->curl, CURLINFO_RESPONSE_CODE, &status);
    *body = json_loadb(client->answer.bytes, client->answer.size, 0, NULL);
    return (int) status;
}

json_t *client_call(struct client *client, int status, const char *procedure, json_t *arguments)
{
    char id[COMMAND_ID_SIZE];
    new_command_id(id);
    json_t *body = NULL;
    int answered;
    int64_t deadline = now_ms() + CALL_TIMEOUT_MS;
    do {
        json_decref(body);
        answered = call_once(client, id, procedure, json_incref(arguments), &body);
    } while (answered == 503 && status != 503 && now_ms() < deadline);
    json_decref(arguments);
    if (answered != status || !body)
        fail_msg("%s by %s was answered %d, not %d: %.*s", procedure, client->subject, answered, status,
                 (int) client->answer.size, client->answer.bytes);
    return body;
}

const char *text_of(const json_t *object, const char *field)
{
    const char *text = json_string_value(json_object_get(object, field));
    if (!text)
        fail_msg("the answer has no text \"%s\"", field);
    return text;
}

/* As a browser's EventSource: goes on after the last event that came. */
static void connect_feed(struct feed *feed)
{
    curl_multi_remove_handle(feed->multi, feed->curl);
    curl_slist_free_all(feed->headers);
    feed->headers = feed->last_id[0] ? header(NULL, "Last-Event-ID", feed->last_id) : NULL;
    for (const struct curl_slist *line = feed->client->headers; line; line = line->next)
        feed->headers = curl_slist_append(feed->headers, line->data);
    feed->text.size = 0;
    curl_easy_setopt(feed->curl, CURLOPT_HTTPHEADER, feed->headers);
    curl_multi_add_handle(feed->multi, feed->curl);
}

struct feed *feed_open(const struct client *client, const char *after)
{
    struct feed *feed = calloc(1, sizeof *feed);
    assert_non_null(feed);
    feed->client = client;
    feed->curl = curl_easy_init();
    feed->multi = curl_multi_init();
    assert_true(feed->curl && feed->multi);
    char url[256];
    snprintf(url, sizeof url, "%s/feed%s%s", client->url, after ? "?after=" : "", after ? after : "");
    curl_easy_setopt(feed->curl, CURLOPT_URL, url);
    curl_easy_setopt(feed->curl, CURLOPT_WRITEFUNCTION, receive);
    curl_easy_setopt(feed->curl, CURLOPT_WRITEDATA, &feed->text);
    curl_easy_setopt(feed->curl, CURLOPT_NOSIGNAL, 1L);
    connect_feed(feed);
    return feed;
}

void feed_close(struct feed *feed)
{
    curl_multi_remove_handle(feed->multi, feed->curl);
    curl_easy_cleanup(feed->curl);
    curl_multi_cleanup(feed->multi);
    curl_slist_free_all(feed->headers);
    free(feed->text.bytes);
    free(feed);
}

/* Takes the first complete block (lines up to an empty one) out of what was received; false when there is none. A
 * block without data is a heartbeat, *event is NULL then. */
static bool take_block(struct feed *feed, json_t **event)
{
    struct text *text = &feed->text;
    char *end = text->size ? strstr(text->bytes, "\n\n") : NULL;
    if (!end)
        return false;
    end[1] = '\0';
    *event = NULL;
    for (char *line = text->bytes; *line; line += strcspn(line, "\n") + 1) {
        if (strncmp(line, "data:", 5) == 0)
            *event = json_loads(line + 5, JSON_DISABLE_EOF_CHECK, NULL);
        else
            sscanf(line, "id: %23[0-9]", feed->last_id);
    }
    size_t taken = (size_t) (end + 2 - text->bytes);
    text->size -= taken;
    memmove(text->bytes, end + 2, text->size + 1);
    return true;
}

/* The stream has ended, or could not be had: connects again after a moment, unless it was refused for good. */
static void reconnect_feed(struct feed *feed)
{
    long status = 0;
    curl_easy_getinfo(feed->curl, CURLINFO_RESPONSE_CODE, &status);
    if (status != 0 && status != 200 && status != 503)
        fail_msg("the feed of %s was answered %ld: %s", feed->client->subject, status,
                 feed->text.size ? feed->text.bytes : "");
    curl_multi_poll(feed->multi, NULL, 0, RECONNECT_MS, NULL);
    connect_feed(feed);
}

/* The next event, NULL when none comes within this time. */
static json_t *next_event(struct feed *feed, int timeout_ms)
{
    int64_t deadline = now_ms() + timeout_ms;
    for (;;) {
        int running = 0;
        curl_multi_perform(feed->multi, &running);
        json_t *event;
        while (take_block(feed, &event))
            if (event)
                return event;
        int64_t left = deadline - now_ms();
        if (left <= 0)
            return NULL;
        if (running)
            curl_multi_poll(feed->multi, NULL, 0, (int) left, NULL);
        else
            reconnect_feed(feed);
    }
}

json_t *feed_expect(struct feed *feed, const char *type)
{
    for (json_t *event; (event = next_event(feed, FEED_TIMEOUT_MS)); json_decref(event))
        if (strcmp(text_of(event, "type"), type) == 0)
            return event;
    fail_msg("the feed of %s did not bring %s within %d ms", feed->client->subject, type, FEED_TIMEOUT_MS);
    return NULL;
}
