/* SPDX-License-Identifier: EUPL-1.2 */
/* samspil call: any procedure of the contracts, with arguments as a person types them. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arguments.h"
#include "cli.h"
#include "http.h"
#include "identity.h"

static const char *json;

static const struct setting settings[] = {
    SETTING_TEXT("json", json, NULL, "All arguments as one JSON object; name=value adds to it."),
    {0},
};

/* Which there are, of the service that was meant or of all. */
static void print_procedures(const char *name)
{
    if (strncmp(name, "samspil.", 8) == 0)
        name += 8;
    size_t service = strcspn(name, ".");
    bool is_service = false;
    for (const struct contract *const *contract = contracts; *contract; contract++)
        is_service |= strlen((*contract)->service) == service && strncmp((*contract)->service, name, service) == 0;
    fprintf(stderr, "%s%s; there are:\n", name[0] ? "there is no procedure " : "name a procedure", name);
    for (const struct contract *const *contract = contracts; *contract; contract++)
        for (size_t i = 0; i < (*contract)->procedure_count; i++)
            if (!is_service || strncmp((*contract)->service, name, service) == 0)
                fprintf(stderr, "  %s.%s\n", (*contract)->service, (*contract)->procedures[i]->name);
}

static int explain(int argc, char **argv)
{
    const struct procedure *procedure = argc > 0 ? procedure_find(argv[0]) : NULL;
    if (!procedure) {
        print_procedures(argc > 0 ? argv[0] : "");
        return STATUS_USAGE;
    }
    printf("\nArguments of %s.%s (a command_id is made when there is none).\n\n", procedure->service, procedure->name);
    arguments_print(procedure->input, stdout);
    return STATUS_DONE;
}

/* The arguments, or NULL after saying what is wrong with them. */
static json_t *read_arguments(const struct procedure *procedure, int argc, char **argv)
{
    struct arena arena = {0};
    json_error_t error;
    const char *reason = NULL;
    json_t *arguments = json ? json_loads(json, JSON_REJECT_DUPLICATES, &error) : json_object();
    if (!json_is_object(arguments))
        reason =
            arena_print(&arena, "--json: must be an object%s%s", arguments ? "" : ": ", arguments ? "" : error.text);
    for (int i = 0; i < argc && !reason; i++)
        reason = argument_add(arguments, procedure->input, argv[i], &arena);
    if (reason) {
        fprintf(stderr, "%s\n", reason);
        json_decref(arguments);
        arguments = NULL;
    } else if (procedure->kind == PROCEDURE_COMMAND && !json_object_get(arguments, "command_id")) {
        char id[37];
        uuid7(time_now_ms(), id);
        json_object_set_new(arguments, "command_id", json_string(id));
    }
    arena_free(&arena);
    return arguments;
}

int cli_problem(const json_t *problem, int status)
{
    const char *code = json_string_value(json_object_get(problem, "code")), *message, *field;
    if (!code) {
        fprintf(stderr, "the gateway answered with status %d\n", status);
        return STATUS_FAILED;
    }
    message = json_string_value(json_object_get(problem, "message"));
    field = json_string_value(json_object_get(problem, "field"));
    fprintf(stderr, "%s: %s\n", code, message ? message : "");
    if (field)
        fprintf(stderr, "  field: %s\n", field);
    size_t i;
    json_t *missing;
    json_array_foreach(json_object_get(problem, "missing"), i, missing)
    {
        fprintf(stderr, "  missing: %s\n", json_string_value(missing));
    }
    return STATUS_FAILED;
}

/* What is for everybody needs no name. */
static struct http *open_for(const struct procedure *procedure)
{
    bool is_public = procedure->roles & 1u << (COMMON_ROLE_ANONYMOUS - 1);
    return is_public && !cli.as && !cli.token ? http_open(cli.url, NULL, NULL) : cli_open(NULL);
}

static int run(int argc, char **argv)
{
    const struct procedure *procedure = argc > 0 ? procedure_find(argv[0]) : NULL;
    if (!procedure) {
        print_procedures(argc > 0 ? argv[0] : "");
        return STATUS_USAGE;
    }
    json_t *arguments = read_arguments(procedure, argc - 1, argv + 1);
    if (!arguments)
        return STATUS_USAGE;
    char *text = json_dumps(arguments, JSON_COMPACT);
    struct http *http = open_for(procedure);
    int result = STATUS_FAILED, status;
    if (http) {
        struct buffer body = {0};
        if (http_call(http, procedure, text, &body, &status) == 0) {
            json_t *answer = json_loadb((const char *) body.data, body.size, JSON_ALLOW_NUL, NULL);
            if (status == 200 && answer) {
                json_dumpf(answer, stdout, JSON_INDENT(2));
                putchar('\n');
                result = STATUS_DONE;
            } else {
                result = cli_problem(answer, status);
            }
            json_decref(answer);
        }
        buffer_free(&body);
        http_close(http);
    }
    free(text);
    json_decref(arguments);
    return result;
}

const struct verb verb_call = {
    .name = "call",
    .arguments = "PROCEDURE [name=value…]",
    .most = INT_MAX,
    .summary = "Calls a procedure and prints its answer, JSON. With --help: its arguments.",
    .explain = explain,
    .settings = settings,
    .run = run,
};
