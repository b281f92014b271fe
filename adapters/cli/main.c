/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "cli.h"

struct cli cli;

/* The first that fits is taken: "export registers" stands before "export". */
static const struct verb *const verbs[] = {
    &verb_token,
    &verb_call,
    &verb_feed,
    &verb_import_hsds,
    &verb_import_registers,
    &verb_export_registers,
    &verb_export,
    &verb_status,
    &verb_wait_ready,
    &verb_keys_init,
    NULL,
};

static const struct setting common[] = {
    SETTING_TEXT("state", cli.state, NULL, "Directory of the installation; that of deploy/up when absent."),
    SETTING_TEXT("url", cli.url, "http://127.0.0.1:7700", "Where the gateway is."),
    SETTING_TEXT("ready_url", cli.ready_url, NULL, "Its readiness page; on the port after its own when absent."),
    SETTING_TEXT("nats_url", cli.nats_url, "nats://127.0.0.1:7702", "Where the bus is."),
    SETTING_TEXT("nats_user", cli.nats_user, NULL, "User of the bus."),
    SETTING_SECRET("nats_password", cli.nats_password, "Password of that user."),
    SETTING_TEXT("as", cli.as, NULL, "Who calls: subject of a token that the local issuer makes."),
    SETTING_SECRET("token", cli.token, "Who calls: a token, instead."),
    SETTING_TEXT("organisation", cli.organisation, NULL,
                 "As what to act: id of an organisation, of who is represented, \"citizen\" or \"person\"."),
    SETTING_INTEGER("ttl", cli.ttl, 3600, 1, 31536000, "Seconds that a token is valid."),
    SETTING_SWITCH("help", cli.help, "Says what the verb does and takes."),
    {0},
};

static void print_verb(const struct verb *verb, FILE *to)
{
    fprintf(to, "  samspil %s%s%s\n      %s\n", verb->name, verb->arguments[0] ? " " : "", verb->arguments,
            verb->summary);
}

static void print_flags(const struct verb *verb)
{
    if (!verb->settings)
        return;
    printf("\nFlags of samspil %s.\n\n", verb->name);
    settings_print((const struct setting *const[]){verb->settings, NULL}, stdout);
}

static void print_common_flags(void)
{
    printf("\nFlags of all verbs; DIR/config/samspil.ini of the installation gives the addresses.\n\n");
    settings_print((const struct setting *const[]){common, NULL}, stdout);
}

static int help(FILE *to)
{
    fprintf(to, "samspil VERB [ARGUMENTS] [--FLAG VALUE]…          samspil VERB --help says more of one\n\n");
    for (const struct verb *const *verb = verbs; *verb; verb++)
        print_verb(*verb, to);
    fprintf(to,
            "\nExit status: 0 done; 1 not done, stderr says why; 2 called wrongly; 3 imported, but for some rows.\n");
    if (to != stdout)
        return STATUS_USAGE;
    print_common_flags();
    for (const struct verb *const *verb = verbs; *verb; verb++)
        print_flags(*verb);
    return STATUS_DONE;
}

static int help_verb(const struct verb *verb, int argc, char **argv)
{
    print_verb(verb, stdout);
    if (verb->explain && argc > 0)
        return verb->explain(argc, argv);
    print_flags(verb);
    print_common_flags();
    return STATUS_DONE;
}

/* With those of the same first word, if there are. */
static int no_such_verb(const char *word)
{
    fprintf(stderr, "samspil: there is no verb %s; `samspil help` names all\n", word);
    for (const struct verb *const *verb = verbs; *verb; verb++)
        if (strncmp((*verb)->name, word, strlen(word)) == 0 && (*verb)->name[strlen(word)] == ' ')
            print_verb(*verb, stderr);
    return STATUS_USAGE;
}

/* Of the verb's name: "import hsds" has two. */
static int words_of(const struct verb *verb)
{
    return strchr(verb->name, ' ') ? 2 : 1;
}

/* The verb whose words the arguments begin with. */
static const struct verb *find_verb(int argc, char **argv)
{
    for (const struct verb *const *verb = verbs; *verb && argc > 1; verb++) {
        const char *name = (*verb)->name, *second = strchr(name, ' ');
        size_t first = strcspn(name, " ");
        if (strlen(argv[1]) != first || strncmp(argv[1], name, first) != 0)
            continue;
        if (second && (argc < 3 || strcmp(argv[2], second + 1) != 0))
            continue;
        return *verb;
    }
    return NULL;
}

/* Whether the argument is a flag whose value is the next argument. */
static bool takes_next(const struct setting *const *tables, const char *argument)
{
    if (strchr(argument, '='))
        return false;
    for (; *tables; tables++)
        for (const struct setting *row = *tables; row->name; row++) {
            bool same = strlen(row->name) == strlen(argument + 2);
            for (size_t i = 0; same && row->name[i]; i++)
                same = row->name[i] == (argument[2 + i] == '-' ? '_' : argument[2 + i]);
            if (same)
                return row->kind != SETTING_KIND_SWITCH;
        }
    return true;
}

/* Where deploy/up puts an installation when nobody says where. */
static const char *default_state(struct arena *arena)
{
    const char *home = getenv("HOME"), *data = getenv("XDG_STATE_HOME");
    if (geteuid() == 0)
        return "/var/lib/samspil";
    return data && data[0] ? arena_print(arena, "%s/samspil", data)
                           : arena_print(arena, "%s/.local/state/samspil", home ? home : "");
}

/*
 * People write flags anywhere; the settings want them first. They are sorted so, and the installation's file is put
 * before them when there is one and none was named.
 */
struct command_line {
    char **flags, **rest;
    int flag_count, rest_count;
    const char *state; /* what --state says, or NULL */
    bool has_config;
};

static bool is_flag(const char *argument, const char *flag)
{
    return strncmp(argument, flag, strlen(flag)) == 0 && strchr("=", argument[strlen(flag)]);
}

static void sort_arguments(struct command_line *line, const struct setting *const *tables, int argc, char **argv)
{
    bool only_rest = false;
    for (int i = 0; i < argc; i++) {
        const char *flag = argv[i], *equals = strchr(flag, '='), *value = equals ? equals + 1 : NULL;
        if (!only_rest && strcmp(flag, "--") == 0) {
            only_rest = true;
            continue;
        }
        if (only_rest || strncmp(flag, "--", 2) != 0) {
            line->rest[line->rest_count++] = argv[i];
            continue;
        }
        line->flags[line->flag_count++] = argv[i];
        if (takes_next(tables, flag) && i + 1 < argc)
            value = line->flags[line->flag_count++] = argv[++i];
        if (is_flag(flag, "--state"))
            line->state = value;
        line->has_config |= is_flag(flag, "--config");
    }
}

static int load_settings(const struct verb *verb, struct command_line *line, struct arena *arena)
{
    static char program[] = "samspil", config_flag[] = "--config"; /* settings_load takes them as main's */
    const struct setting *const tables[] = {common, verb->settings, NULL};
    const char *variable = getenv("SAMSPIL_STATE");
    const char *state = line->state ? line->state : variable ? variable : default_state(arena);
    char *config = arena_print(arena, "%s/config/samspil.ini", state);
    char **argv = ARENA_ARRAY(arena, char *, (size_t) line->flag_count + 4);
    int argc = 0, rest;
    argv[argc++] = program;
    if (!line->has_config && !getenv("SAMSPIL_CONFIG") && access(config, F_OK) == 0) {
        argv[argc++] = config_flag;
        argv[argc++] = config;
    }
    memcpy(argv + argc, line->flags, sizeof(*argv) * (size_t) line->flag_count);
    int rc = settings_load("cli", tables, argc + line->flag_count, argv, &rest);
    if (!cli.state)
        cli.state = state;
    cli.is_installed = argc > 1 || line->has_config || getenv("SAMSPIL_CONFIG");
    return rc;
}

static int run_verb(const struct verb *verb, const struct command_line *line)
{
    if (cli.help)
        return help_verb(verb, line->rest_count, line->rest);
    if (line->rest_count >= verb->least && line->rest_count <= verb->most)
        return verb->run(line->rest_count, line->rest);
    if (line->rest_count > verb->most)
        fprintf(stderr, "%s: one argument too many\n", line->rest[verb->most]);
    else
        fprintf(stderr, "an argument is missing\n");
    return STATUS_USAGE;
}

static bool is_one_of(const char *word, const char *const *words)
{
    while (*words && strcmp(word, *words) != 0)
        words++;
    return *words;
}

static int run(int argc, char **argv)
{
    static const char *const help_words[] = {"help", "--help", "-h", NULL}, *const version_words[] = {"--version",
                                                                                                      NULL};
    int status = STATUS_USAGE;
    if (argc < 2)
        return help(stderr);
    if (is_one_of(argv[1], help_words))
        return help(stdout);
    if (is_one_of(argv[1], version_words))
        return printf("samspil %s\n", SAMSPIL_VERSION) < 0;
    const struct verb *verb = find_verb(argc, argv);
    if (!verb)
        return no_such_verb(argv[1]);
    int words = words_of(verb);
    struct arena arena = {0};
    struct command_line line = {
        .flags = ARENA_ARRAY(&arena, char *, (size_t) argc),
        .rest = ARENA_ARRAY(&arena, char *, (size_t) argc),
    };
    sort_arguments(&line, (const struct setting *const[]){common, verb->settings, NULL}, argc - 1 - words,
                   argv + 1 + words);
    if (load_settings(verb, &line, &arena) == 0)
        status = run_verb(verb, &line);
    if (status == STATUS_USAGE)
        fprintf(stderr, "usage: samspil %s %s\n", verb->name, verb->arguments);
    settings_free();
    arena_free(&arena);
    return status;
}

int main(int argc, char **argv)
{
    int status = run(argc, argv);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "stdout: not everything could be written\n");
        return STATUS_FAILED;
    }
    return status;
}
