/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Settings: one row each says its flag, environment variable and INI key (all made from its name), default and help.
 *
 *     static struct { const char *nats_url; int64_t readers; bool demo; } settings;
 *     static const struct setting rows[] = {
 *         SETTING_TEXT   ("nats_url", settings.nats_url, "nats://127.0.0.1:4222", "Where the bus is."),
 *         SETTING_INTEGER("readers",  settings.readers,  2, 1, 64,               "Threads that answer queries."),
 *         {0}
 *     };
 *     rc = settings_load(tables, argc, argv);        // --nats-url, SAMSPIL_NATS_URL, nats_url = … in [samspil] or [<program>]
 *
 * Later sources win: default, INI file (--config FILE or SAMSPIL_CONFIG), environment, flag. An unknown flag or key, or a
 * value that is no number or out of bounds, is an error that names where it stands. A value that is a secret
 * (SETTING_SECRET) may be given as a file ("@/path") and is never printed.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum setting_kind { SETTING_KIND_TEXT, SETTING_KIND_SECRET, SETTING_KIND_INTEGER, SETTING_KIND_SWITCH };

struct setting {
    const char *name;
    enum setting_kind kind;
    void *value;              /* const char **, int64_t *, bool * */
    const char *text_default; /* NULL: none */
    int64_t integer_default, minimum, maximum;
    const char *help;
};

#define SETTING_TEXT(n, v, d, h)                                                                                       \
    {                                                                                                                  \
        .name = (n), .kind = SETTING_KIND_TEXT, .value = &(v), .text_default = (d), .help = (h)                        \
    }
#define SETTING_SECRET(n, v, h)                                                                                        \
    {                                                                                                                  \
        .name = (n), .kind = SETTING_KIND_SECRET, .value = &(v), .help = (h)                                           \
    }
#define SETTING_INTEGER(n, v, d, lo, hi, h)                                                                            \
    {                                                                                                                  \
        .name = (n), .kind = SETTING_KIND_INTEGER, .value = &(v), .integer_default = (d), .minimum = (lo),             \
        .maximum = (hi), .help = (h)                                                                                   \
    }
#define SETTING_SWITCH(n, v, h)                                                                                        \
    {                                                                                                                  \
        .name = (n), .kind = SETTING_KIND_SWITCH, .value = &(v), .help = (h)                                           \
    }

/* tables: ended by NULL, each ended by a row without name. program: INI section of its own ("referrals").
 * *rest gets the index of the first argument that is no flag (argc when there is none). 0, or -EINVAL after saying on
 * stderr what is wrong. Texts live until settings_free. */
int settings_load(const char *program, const struct setting *const *tables, int argc, char **argv, int *rest);
/* The rows with flag, variable, default and help, for `help` and the README; secrets without value. */
void settings_print(const struct setting *const *tables, FILE *to);
void settings_free(void);
