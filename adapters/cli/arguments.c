/* SPDX-License-Identifier: EUPL-1.2 */
#include "arguments.h"

#include <string.h>

#define PREFIX "samspil."

const struct procedure *procedure_find(const char *name)
{
    if (strncmp(name, PREFIX, strlen(PREFIX)) == 0)
        name += strlen(PREFIX);
    size_t service = strcspn(name, ".");
    for (const struct contract *const *contract = contracts; *contract; contract++)
        for (size_t i = 0; i < (*contract)->procedure_count; i++) {
            const struct procedure *procedure = (*contract)->procedures[i];
            if (strlen(procedure->service) == service && strncmp(name, procedure->service, service) == 0 &&
                name[service] == '.' && strcmp(name + service + 1, procedure->name) == 0)
                return procedure;
        }
    return NULL;
}

static const struct message_field *find_field(const struct message_type *type, const char *name, size_t length)
{
    for (size_t i = 0; i < type->count; i++)
        if (type->fields[i].name_length == length && memcmp(type->fields[i].name, name, length) == 0)
            return &type->fields[i];
    return NULL;
}

static const char *unknown_field(const struct message_type *type, const char *name, size_t length, struct arena *arena)
{
    const char *fields = "";
    for (size_t i = 0; i < type->count; i++)
        fields = arena_print(arena, "%s%s%s", fields, i > 0 ? ", " : "", type->fields[i].name);
    return arena_print(arena, "there is no field %.*s; there are: %s", (int) length, name, fields);
}

static const char *const kinds[] = {
    [MESSAGE_TEXT] = "text",           [MESSAGE_BINARY] = "bytes in base64",
    [MESSAGE_RAW] = "any JSON object", [MESSAGE_INTEGER] = "whole number",
    [MESSAGE_NUMBER] = "number",       [MESSAGE_BOOLEAN] = "true or false",
    [MESSAGE_ENUM] = "one of",         [MESSAGE_SET] = "list of",
    [MESSAGE_OBJECT] = "object",       [MESSAGE_OBJECTS] = "list of objects, in JSON",
    [MESSAGE_TEXTS] = "list of text",
};

static const char *const formats[] = {
    [FORMAT_UUID] = ", UUID",         [FORMAT_DATE_TIME] = ", date and time in UTC",
    [FORMAT_DATE] = ", YYYY-MM-DD",   [FORMAT_EMAIL] = ", e-mail address",
    [FORMAT_URI] = ", address (URI)", [FORMAT_LANGUAGE] = ", language (BCP 47)",
    [FORMAT_NAME] = ", name",
};

static void print_bounds(const struct message_field *field, FILE *to)
{
    if (field->kind == MESSAGE_INTEGER || field->kind == MESSAGE_NUMBER)
        fprintf(to, " from %.15g to %.15g", field->minimum, field->maximum);
    else if (field->kind == MESSAGE_TEXT && !field->format)
        fprintf(to, " of at most %.15g characters", field->maximum);
    else if (field->kind == MESSAGE_TEXT || field->kind == MESSAGE_TEXTS)
        fputs(field->format ? formats[field->format] : "", to);
    for (size_t i = 0; field->values && i < field->values->count; i++)
        fprintf(to, "%s %s", i > 0 ? "," : "", field->values->names[i]);
}

static void print_fields(const struct message_type *type, const char *prefix, struct arena *arena, FILE *to)
{
    for (size_t i = 0; i < type->count; i++) {
        const struct message_field *field = &type->fields[i];
        const char *name = arena_print(arena, "%s%s", prefix, field->name);
        fprintf(to, "  %-32s  %s", name, kinds[field->kind]);
        print_bounds(field, to);
        fputs(field->required ? "; required\n" : "\n", to);
        if (field->kind == MESSAGE_OBJECT)
            print_fields(field->type, arena_print(arena, "%s.", name), arena, to);
    }
}

void arguments_print(const struct message_type *type, FILE *to)
{
    struct arena arena = {0};
    print_fields(type, "", &arena, to);
    arena_free(&arena);
}

/* "a,b" as a list of text. */
static json_t *split_list(const char *value)
{
    json_t *list = json_array();
    for (size_t length; *value; value += length + (value[length] == ',')) {
        length = strcspn(value, ",");
        json_array_append_new(list, json_stringn(value, length));
    }
    return list;
}

static const char *read_value(const struct message_field *field, const char *value, json_t **read)
{
    bool is_text = field->kind == MESSAGE_TEXT || field->kind == MESSAGE_ENUM;
    bool is_list = field->kind == MESSAGE_SET || field->kind == MESSAGE_TEXTS;
    if (is_text)
        *read = json_string(value);
    else if (is_list && value[0] != '[')
        *read = split_list(value);
    else
        *read = json_loads(value, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, NULL);
    if (*read)
        return NULL;
    switch (field->kind) {
    case MESSAGE_TEXT:
    case MESSAGE_ENUM:
        return "must be UTF-8";
    case MESSAGE_INTEGER:
    case MESSAGE_NUMBER:
        return "must be a number";
    case MESSAGE_BOOLEAN:
        return "must be true or false";
    case MESSAGE_OBJECT:
    case MESSAGE_RAW:
        return "must be a JSON object; or give its fields, as in name.field=value";
    default:
        return "must be a JSON array";
    }
}

const char *argument_add(json_t *arguments, const struct message_type *type, const char *argument, struct arena *arena)
{
    const char *equals = strchr(argument, '=');
    if (!equals)
        return arena_print(arena, "%s: must be name=value", argument);
    for (const char *name = argument;;) {
        size_t length = (size_t) (equals - name);
        const char *dot = memchr(name, '.', length);
        if (dot)
            length = (size_t) (dot - name);
        const struct message_field *field = find_field(type, name, length);
        if (!field)
            return unknown_field(type, name, length, arena);
        if (!dot) {
            json_t *value;
            const char *reason = read_value(field, equals + 1, &value);
            if (reason)
                return arena_print(arena, "%.*s: %s", (int) (equals - argument), argument, reason);
            json_object_set_new(arguments, field->name, value);
            return NULL;
        }
        if (field->kind != MESSAGE_OBJECT)
            return arena_print(arena, "%s: has no fields of its own", field->name);
        json_t *inner = json_object_get(arguments, field->name);
        if (!json_is_object(inner)) {
            inner = json_object();
            json_object_set_new(arguments, field->name, inner);
        }
        arguments = inner;
        type = field->type;
        name = dot + 1;
    }
}
