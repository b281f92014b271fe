/* SPDX-License-Identifier: EUPL-1.2 */
/* samspil feed: what the caller's organisation (or the citizen) was told, one CloudEvent a line. */
#include <jansson.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "disclosures_contract.h"
#include "http.h"
#include "sse.h"

#define RETRY_MS 1000 /* unless the server says otherwise */
#define RETRY_MAXIMUM_MS 60000

static const char *after;
static bool follow, is_public;

static const struct setting settings[] = {
    SETTING_TEXT("after", after, NULL, "Cursor of the last entry seen; from the beginning when absent."),
    SETTING_SWITCH("public", is_public, "What everybody may know, instead of the own."),
    SETTING_SWITCH("follow", follow, "Stays, and prints what comes, until it is ended."),
    {0},
};

/* Prints a page. The cursor of the next one, or NULL at the end; *rc is not 0 when there was no page. */
static char *print_page(struct http *http, const char *cursor, int *rc)
{
    struct buffer body = {0};
    int status;
    char *next = NULL;
    json_t *arguments = json_pack("{s:b, s:s*}", "public", is_public, "after", cursor);
    char *text = json_dumps(arguments, JSON_COMPACT);
    *rc = http_call(http, &disclosures_read_feed_procedure, text, &body, &status);
    json_t *page = *rc ? NULL : json_loadb((const char *) body.data, body.size, JSON_ALLOW_NUL, NULL);
    if (!*rc && status != 200) {
        *rc = cli_problem(page, status);
    } else if (!*rc) {
        size_t i;
        json_t *event;
        json_array_foreach(json_object_get(page, "events"), i, event)
        {
            json_dumpf(event, stdout, JSON_COMPACT);
            putchar('\n');
        }
        if (json_is_true(json_object_get(page, "more")))
            next = strdup(json_string_value(json_object_get(page, "cursor")));
    }
    json_decref(page);
    json_decref(arguments);
    free(text);
    buffer_free(&body);
    return next;
}

static int print_feed(struct http *http)
{
    int rc;
    char *cursor = after ? strdup(after) : NULL;
    do {
        char *next = print_page(http, cursor, &rc);
        free(cursor);
        cursor = next;
    } while (!rc && cursor);
    return rc ? STATUS_FAILED : STATUS_DONE;
}

/* Prints an event when its last line has come. False when nobody reads any more. */
static bool take_line(void *closure, const char *line)
{
    struct sse *sse = closure;
    if (!sse_line(sse, line))
        return true;
    puts((const char *) sse->data.data);
    return fflush(stdout) == 0;
}

static bool is_lasting(int status)
{
    return status >= 400 && status < 500 && status != 401 && status != 429;
}

/* Follows the feed over any number of connections. Ends when the feed is refused, or nobody reads. */
static int follow_feed(struct http *http)
{
    struct sse sse = {.retry_ms = RETRY_MS};
    int status = 200, refused = 0;
    if (after)
        buffer_append(&sse.id, after, strlen(after) + 1);
    while (!ferror(stdout) && !is_lasting(status) && refused < 2) {
        struct arena arena = {0};
        const char *const headers[] = {
            "Accept: text/event-stream",
            sse.id.size > 0 ? arena_print(&arena, "Last-Event-ID: %s", (const char *) sse.id.data) : NULL,
            NULL,
        };
        sse.has_data = false;
        bool was_there = status == 200;
        status = http_lines(http, is_public ? "/feed?public=true" : "/feed", headers, take_line, &sse);
        arena_free(&arena);
        refused = status == 401 ? refused + 1 : 0;
        if (was_there && status != 200 && !refused && !is_lasting(status))
            fprintf(stderr, "%s: the feed does not come, trying again\n", cli.url);
        char *token = cli_token(NULL); /* the last one may have expired */
        if (!token)
            break;
        http_set_token(http, token);
        free(token);
        if (status != 401)
            poll(NULL, 0, (int) (sse.retry_ms < RETRY_MAXIMUM_MS ? sse.retry_ms : RETRY_MAXIMUM_MS));
    }
    if (is_lasting(status) || refused)
        fprintf(stderr, "the feed is refused: status %d\n", status);
    sse_free(&sse);
    return STATUS_FAILED;
}

static int run(int argc, char **argv)
{
    (void) argc;
    (void) argv;
    struct http *http = cli_open(NULL);
    if (!http)
        return STATUS_FAILED;
    int status = follow ? follow_feed(http) : print_feed(http);
    http_close(http);
    return status;
}

const struct verb verb_feed = {
    .name = "feed",
    .arguments = "--as SUBJECT [--follow]",
    .summary = "Prints the feed of the caller's organisation, or of the citizen: one CloudEvent a line.",
    .settings = settings,
    .run = run,
};
