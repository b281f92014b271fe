/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The command `samspil`: what its verbs share. main.c has the table of verbs.
 *
 * A verb returns the exit status: 0 done; 1 it could not be done, and stderr says why; 2 it was called wrongly;
 * 3 (import) done, but for rows that were rejected.
 */
#pragma once

#include <jansson.h>
#include <stdint.h>

#include "settings.h"

#define CLI_OPERATOR "operator" /* the subject that deploy/up makes one */

enum status { STATUS_DONE, STATUS_FAILED, STATUS_USAGE, STATUS_REJECTED };

struct cli {
    const char *state; /* directory of the installation */
    const char *url, *ready_url;
    const char *nats_url, *nats_user, *nats_password;
    const char *as, *token, *organisation; /* who calls, and as what */
    bool help;
    bool is_installed; /* there is a file of settings */
    int64_t ttl;
};
extern struct cli cli; /* filled before a verb runs */

struct verb {
    const char *name;                      /* one or two words */
    int least, most;                       /* how many arguments it takes that are no flags */
    const char *arguments, *summary;       /* for help */
    const struct setting *settings;        /* of its own, ended by a row without name; may be NULL */
    int (*run)(int argc, char **argv);     /* the arguments that are no flags */
    int (*explain)(int argc, char **argv); /* more help about these arguments; may be NULL */
};
extern const struct verb verb_keys_init, verb_token, verb_call, verb_feed, verb_export, verb_import_hsds,
    verb_import_registers, verb_export_registers, verb_status, verb_wait_ready;

/* A token for whom the settings name (--token, or --as and the local issuer's key), malloced; NULL after saying on
 * stderr what is missing. fallback: the subject when neither is given; may be NULL. */
char *cli_token(const char *fallback);

/* Says on stderr what the gateway answered instead of a result (NULL: nothing that can be read). STATUS_FAILED. */
int cli_problem(const json_t *problem, int status);

struct http;
/* The way to the services in that person's name (http.h), to be closed; NULL after saying on stderr why not. */
struct http *cli_open(const char *fallback);
