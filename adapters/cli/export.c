/* SPDX-License-Identifier: EUPL-1.2 */
/* samspil export: everything that is kept about the citizen who asks, or whom they represent. */
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "http.h"

static bool html;

static const struct setting settings[] = {
    SETTING_SWITCH("html", html, "A page to read and print, instead of JSON."),
    {0},
};

struct document {
    bool is_complete; /* its last line has come */
    bool has_problem; /* it says itself that it is not everything */
};

/* The gateway begins no line of somebody's data so: of JSON they are objects, on the page no < comes from them. */
static bool begins(const char *line, const char *with)
{
    return strncmp(line, with, strlen(with)) == 0;
}

static bool take_line(void *closure, const char *line)
{
    struct document *document = closure;
    document->is_complete = strcmp(line, html ? "</html>" : "}") == 0;
    document->has_problem |= begins(line, html ? "<p class=\"problem\">" : "\"problem\":");
    return puts(line) >= 0;
}

static int print_export(struct http *http)
{
    static const char *const no_headers[] = {NULL};
    struct document document = {0};
    int status = http_lines(http, html ? "/export?format=html" : "/export", no_headers, take_line, &document);
    if (fflush(stdout) != 0)
        return STATUS_FAILED;
    if (status == 200 && document.is_complete && !document.has_problem)
        return STATUS_DONE;
    if (status == 200)
        fprintf(stderr, "the export broke off: this is not everything, try again\n");
    else if (status == 0)
        fprintf(stderr, "%s: no answer\n", cli.url);
    else
        fprintf(stderr, "the export is refused: status %d%s\n", status,
                status == 403 ? ", it is for citizens and who represents them with the scope case" : "");
    return STATUS_FAILED;
}

static int run(int argc, char **argv)
{
    (void) argc;
    (void) argv;
    struct http *http = cli_open(NULL);
    if (!http)
        return STATUS_FAILED;
    int status = print_export(http);
    http_close(http);
    return status;
}

const struct verb verb_export = {
    .name = "export",
    .arguments = "--as SUBJECT [--html] > FILE",
    .summary = "Prints everything that is kept about the citizen who asks, or whom they represent (--organisation).",
    .settings = settings,
    .run = run,
};
