/* SPDX-License-Identifier: EUPL-1.2 */
/* samspil keys init, samspil token: see issuer.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "http.h"
#include "identity.h"
#include "issuer.h"

char *cli_token(const char *fallback)
{
    const char *subject = cli.as ? cli.as : fallback;
    char *token = NULL;
    if (cli.token)
        return strdup(cli.token);
    if (!subject || !subject[0])
        fprintf(stderr, "as whom? --as SUBJECT or --token TOKEN\n");
    else
        issuer_token(cli.state, subject, time_now_ms(), cli.ttl, &token);
    return token;
}

struct http *cli_open(const char *fallback)
{
    char *token = cli_token(fallback);
    struct http *http = token ? http_open(cli.url, token, cli.organisation) : NULL;
    free(token);
    return http;
}

static int make_keys(int argc, char **argv)
{
    (void) argc;
    (void) argv;
    return issuer_init(cli.state) ? STATUS_FAILED : STATUS_DONE;
}

static int print_token(int argc, char **argv)
{
    (void) argc;
    (void) argv;
    if (!cli.as) {
        fprintf(stderr, "say for whom: --as SUBJECT\n");
        return STATUS_USAGE;
    }
    char *token = cli_token(NULL);
    if (!token)
        return STATUS_FAILED;
    puts(token);
    free(token);
    return STATUS_DONE;
}

const struct verb verb_keys_init = {
    .name = "keys init",
    .arguments = "",
    .summary = "Makes the local issuer's keys in DIR/keys.",
    .run = make_keys,
};

const struct verb verb_token = {
    .name = "token",
    .arguments = "--as SUBJECT",
    .summary = "Prints a token of the local issuer: whoever holds it is the subject until it expires.",
    .run = print_token,
};
