/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Every source ends in assign(): it parses by the row's kind and says where a bad value stands, never the value itself,
 * which may be a secret. What an INI file or a secret's file held is kept until settings_free; flags and variables are
 * used where they lie.
 */
#include <ctype.h>
#include <errno.h>
#include <ini.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "settings.h"

struct kept_text {
    struct kept_text *next;
    char text[];
};

static struct kept_text *kept;

static const char *keep(const char *text)
{
    size_t size = strlen(text) + 1;
    struct kept_text *copy = malloc(sizeof(*copy) + size);
    if (!copy)
        abort();
    memcpy(copy->text, text, size);
    copy->next = kept;
    kept = copy;
    return copy->text;
}

void settings_free(void)
{
    for (struct kept_text *next; kept; kept = next) {
        next = kept->next;
        free(kept);
    }
}

/* The names that a row has elsewhere: nats_url is --nats-url and SAMSPIL_NATS_URL. */
enum { NAME_SIZE = 64 };

static void flag_name(const struct setting *row, char *to)
{
    snprintf(to, NAME_SIZE, "--%s", row->name);
    for (char *at = to; *at; at++)
        if (*at == '_')
            *at = '-';
}

static void variable_name(const struct setting *row, char *to)
{
    snprintf(to, NAME_SIZE, "SAMSPIL_%s", row->name);
    for (char *at = to; *at; at++)
        *at = (char) toupper((unsigned char) *at);
}

static const struct setting *find(const struct setting *const *tables, const char *name)
{
    for (; *tables; tables++)
        for (const struct setting *row = *tables; row->name; row++)
            if (strcmp(row->name, name) == 0)
                return row;
    return NULL;
}

/*
 * Values.
 */
static const char *assign_integer(const struct setting *row, const char *text)
{
    static char reason[96];
    char *end;
    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (errno || end == text || *end || value < row->minimum || value > row->maximum) {
        snprintf(reason, sizeof(reason), "must be a number from %lld to %lld", (long long) row->minimum,
                 (long long) row->maximum);
        return reason;
    }
    *(int64_t *) row->value = value;
    return NULL;
}

static const char *assign_switch(const struct setting *row, const char *text)
{
    static const char *const yes[] = {"true", "yes", "on", "1"}, *const no[] = {"false", "no", "off", "0"};
    for (size_t i = 0; i < sizeof(yes) / sizeof(*yes); i++) {
        if (strcmp(text, yes[i]) == 0 || strcmp(text, no[i]) == 0) {
            *(bool *) row->value = strcmp(text, yes[i]) == 0;
            return NULL;
        }
    }
    return "must be true or false";
}

/* "@/path" stands for the first line of that file. */
static const char *assign_secret(const struct setting *row, const char *text)
{
    if (text[0] != '@') {
        *(const char **) row->value = text;
        return NULL;
    }
    FILE *file = fopen(text + 1, "re");
    if (!file)
        return "names a file that cannot be opened";
    char *line = NULL;
    size_t capacity = 0;
    ssize_t length = getline(&line, &capacity, file);
    fclose(file);
    if (length > 0) {
        line[strcspn(line, "\r\n")] = '\0';
        *(const char **) row->value = keep(line);
    }
    free(line);
    return length > 0 ? NULL : "names a file that is empty";
}

/* NULL, or what is wrong with it. The text must stay. */
static const char *assign(const struct setting *row, const char *text)
{
    switch (row->kind) {
    case SETTING_KIND_INTEGER:
        return assign_integer(row, text);
    case SETTING_KIND_SWITCH:
        return assign_switch(row, text);
    case SETTING_KIND_SECRET:
        return assign_secret(row, text);
    case SETTING_KIND_TEXT:
        *(const char **) row->value = text;
        return NULL;
    }
    abort();
}

static void assign_defaults(const struct setting *const *tables)
{
    for (; *tables; tables++) {
        for (const struct setting *row = *tables; row->name; row++) {
            if (row->kind == SETTING_KIND_INTEGER)
                *(int64_t *) row->value = row->integer_default;
            else if (row->kind == SETTING_KIND_SWITCH)
                *(bool *) row->value = false;
            else
                *(const char **) row->value = row->text_default;
        }
    }
}

/*
 * Sources.
 */
struct source {
    const char *program;
    const struct setting *const *tables;
    const char *key, *reason; /* the first that is wrong in the file */
};

__attribute__((format(printf, 2, 3))) static int wrong(const char *program, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "%s: ", program);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    return -EINVAL;
}

/* libinih goes on after a failure and reports the first line that had one. */
static int take_key(void *closure, const char *section, const char *key, const char *value)
{
    struct source *source = closure;
    if (strcmp(section, "samspil") != 0 && strcmp(section, source->program) != 0)
        return 1;
    const struct setting *row = find(source->tables, key);
    const char *reason = row ? assign(row, keep(value)) : "there is no such setting";
    if (reason && !source->reason) {
        source->key = keep(key);
        source->reason = keep(reason);
    }
    return !reason;
}

static int load_file(const char *program, const struct setting *const *tables, const char *path)
{
    struct source source = {.program = program, .tables = tables};
    int line = ini_parse(path, take_key, &source);
    if (line < 0)
        return wrong(program, "%s: cannot be read", path);
    if (line > 0)
        return wrong(program, "%s:%d: %s%s%s", path, line, source.key ? source.key : "", source.key ? ": " : "",
                     source.reason ? source.reason : "is no line of an INI file");
    return 0;
}

static int load_environment(const char *program, const struct setting *const *tables)
{
    for (; *tables; tables++) {
        for (const struct setting *row = *tables; row->name; row++) {
            char name[NAME_SIZE];
            variable_name(row, name);
            const char *value = getenv(name), *reason = value ? assign(row, value) : NULL;
            if (reason)
                return wrong(program, "%s: %s", name, reason);
        }
    }
    return 0;
}

/*
 * Flags: --name VALUE, --name=VALUE, and for a switch --name alone.
 */
struct flag {
    char name[NAME_SIZE]; /* as the row's */
    const char *value;    /* NULL: in the next argument, if it takes one */
};

static bool split_flag(const char *argument, struct flag *flag)
{
    if (strncmp(argument, "--", 2) != 0 || !argument[2])
        return false;
    const char *name = argument + 2;
    size_t length = strcspn(name, "=");
    flag->value = name[length] ? name + length + 1 : NULL;
    if (length >= NAME_SIZE)
        length = NAME_SIZE - 1; /* as long as no row's, so unknown */
    for (size_t i = 0; i < length; i++)
        flag->name[i] = (char) (name[i] == '-' ? '_' : name[i]);
    flag->name[length] = '\0';
    return true;
}

static int load_flags(const char *program, const struct setting *const *tables, int argc, char **argv,
                      const char **config, int *rest)
{
    int at = 1;
    struct flag flag;
    for (; at < argc && split_flag(argv[at], &flag); at++) {
        const struct setting *row = find(tables, flag.name);
        bool is_config = strcmp(flag.name, "config") == 0;
        if (!row && !is_config)
            return wrong(program, "%s: there is no such flag", argv[at]);
        const char *shown = argv[at];
        if (!flag.value && row && row->kind == SETTING_KIND_SWITCH)
            flag.value = "true";
        else if (!flag.value && at + 1 < argc)
            flag.value = argv[++at];
        if (!flag.value)
            return wrong(program, "%s: needs a value", shown);
        if (is_config) {
            *config = flag.value;
            continue;
        }
        const char *reason = assign(row, flag.value);
        if (reason) {
            flag_name(row, flag.name);
            return wrong(program, "%s: %s", flag.name, reason);
        }
    }
    if (at < argc && strcmp(argv[at], "--") == 0)
        at++;
    *rest = at;
    return 0;
}

/* The flags are gone through twice: first for the file they name, at the end because they win. */
int settings_load(const char *program, const struct setting *const *tables, int argc, char **argv, int *rest)
{
    const char *config = getenv("SAMSPIL_CONFIG");
    int rc = load_flags(program, tables, argc, argv, &config, rest);
    if (rc)
        return rc;
    assign_defaults(tables);
    if (config)
        rc = load_file(program, tables, config);
    if (!rc)
        rc = load_environment(program, tables);
    if (!rc)
        rc = load_flags(program, tables, argc, argv, &config, rest);
    return rc;
}

void settings_print(const struct setting *const *tables, FILE *to)
{
    fprintf(to, "%-24s %-28s %-28s %s\n", "flag", "variable", "default", "meaning");
    for (; *tables; tables++) {
        for (const struct setting *row = *tables; row->name; row++) {
            char flag[NAME_SIZE], variable[NAME_SIZE], number[24];
            flag_name(row, flag);
            variable_name(row, variable);
            snprintf(number, sizeof(number), "%lld", (long long) row->integer_default);
            const char *value = row->kind == SETTING_KIND_INTEGER  ? number
                                : row->kind == SETTING_KIND_SWITCH ? "false"
                                : row->text_default                ? row->text_default
                                                                   : "-";
            fprintf(to, "%-24s %-28s %-28s %s\n", flag, variable, value, row->help);
        }
    }
}
