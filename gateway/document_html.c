/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The page: itself only, with nothing loaded and nothing run; to be read, printed and kept. What things are called is
 * what the contracts say of them.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cursor.h"
#include "document.h"
#include "html.h"

static const char style[] =
    "body{font:16px/1.5 system-ui,sans-serif;color:#1b1b1b;max-width:50rem;margin:2rem auto;padding:0 1rem}"
    "h1{font-size:1.8rem}h2{margin-top:3rem;border-bottom:2px solid #1b1b1b}h3{margin-top:2rem}"
    "article{border:1px solid #999;border-radius:.3rem;margin:1rem 0;padding:.5rem 1rem;break-inside:avoid}"
    "dl{margin:.25rem 0}dt{font-weight:600;margin-top:.4rem}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}"
    "dd>dl,dd li>dl{border-left:3px solid #ccc;padding-left:.75rem}ul{margin:0;padding-left:1.25rem}"
    ".id{color:#595959;font-size:.85rem}.problem{border:2px solid #a00;padding:.5rem 1rem}"
    "@media print{body{max-width:none;margin:0;font-size:11pt}h2,h3{break-after:avoid}}";

/*
 * Words.
 */

static const char *words_of_procedure(const struct procedure *procedure)
{
    size_t i = 0;
    while (procedure_descriptions[i].procedure != procedure)
        i++;
    return procedure_descriptions[i].text;
}

static const char *words_of_field(const struct message_type *type, const struct message_field *field)
{
    size_t i = 0;
    while (type_descriptions[i].type != type)
        i++;
    return type_descriptions[i].fields[field - type->fields];
}

static const struct message_field *find_field(const struct message_type *type, const struct token *name)
{
    for (size_t i = 0; type && i < type->count; i++) {
        const struct message_field *field = &type->fields[i];
        if (field->name_length == name->count && memcmp(field->name, name->data, name->count) == 0)
            return field;
    }
    return NULL;
}

static const struct contract *contract_of(const struct procedure *procedure)
{
    const struct contract *const *contract = contracts;
    while (strcmp((*contract)->service, procedure->service) != 0)
        contract++;
    return *contract;
}

/* "in_progress" as "in progress". */
static void say_plain(struct buffer *to, const struct token *text)
{
    size_t at = to->size;
    html_escape(to, text->data, text->count);
    for (; at < to->size; at++) {
        if (to->data[at] == '_')
            to->data[at] = ' ';
    }
}

/* The description of the field without its full stop; of what no contract describes, its name. */
static void say_label(struct buffer *to, const struct message_type *type, const struct message_field *field,
                      const struct token *name)
{
    if (!field) {
        say_plain(to, name);
        return;
    }
    const char *words = words_of_field(type, field);
    size_t length = strlen(words);
    html_escape(to, words, length - (length > 0 && words[length - 1] == '.'));
}

/*
 * Values.
 */

/* "2026-11-24T09:30:00.000Z" as "2026-11-24 09:30 UTC". */
static void say_time(struct buffer *to, const struct token *text)
{
    if (text->count != 24) {
        html_escape(to, text->data, text->count);
        return;
    }
    html_escape(to, text->data, 10);
    html_say(to, " ");
    html_escape(to, text->data + 11, 5);
    html_say(to, " UTC");
}

static void say_text(struct buffer *to, const struct message_field *field, const struct token *text)
{
    if (field && field->format == FORMAT_DATE_TIME) {
        say_time(to, text);
    } else if (field && field->format == FORMAT_UUID) {
        html_say(to, "<span class=\"id\">");
        html_escape(to, text->data, text->count);
        html_say(to, "</span>");
    } else if (field && (field->kind == MESSAGE_ENUM || field->kind == MESSAGE_SET)) {
        say_plain(to, text);
    } else {
        html_escape(to, text->data, text->count);
    }
}

static void say_value(struct buffer *to, const struct message_type *type, const struct message_field *field,
                      struct cursor *cursor);

static void say_map(struct buffer *to, const struct message_type *type, size_t count, struct cursor *cursor)
{
    html_say(to, "<dl>");
    for (size_t i = 0; i < count; i++) {
        struct token name;
        if (!cursor_next(cursor, &name))
            break; /* cannot be: the answer was scanned */
        const struct message_field *field = find_field(type, &name);
        html_say(to, "<dt>");
        say_label(to, type, field, &name);
        html_say(to, "</dt><dd>");
        say_value(to, field ? field->type : NULL, field, cursor);
        html_say(to, "</dd>");
    }
    html_say(to, "</dl>");
}

static void say_list(struct buffer *to, const struct message_type *type, const struct message_field *field,
                     size_t count, struct cursor *cursor)
{
    if (count == 0) {
        html_say(to, "none");
        return;
    }
    html_say(to, "<ul>");
    for (size_t i = 0; i < count; i++) {
        html_say(to, "<li>");
        say_value(to, type, field, cursor);
        html_say(to, "</li>");
    }
    html_say(to, "</ul>");
}

static void say_integer(struct buffer *to, int64_t integer)
{
    char text[24];
    (void) snprintf(text, sizeof(text), "%" PRId64, integer);
    html_say(to, text);
}

static void say_number(struct buffer *to, double number)
{
    char text[32];
    (void) snprintf(text, sizeof(text), "%.15g", number);
    html_say(to, text);
}

/* type: of the value, or of the elements of the list that it is; field: in which it stands. Both may be NULL. */
static void say_value(struct buffer *to, const struct message_type *type, const struct message_field *field,
                      struct cursor *cursor)
{
    struct token token;
    if (!cursor_next(cursor, &token))
        return; /* cannot be: the answer was scanned */
    switch (token.kind) {
    case TOKEN_NIL:
    case TOKEN_EXTENSION:
    case TOKEN_BINARY:
        return;
    case TOKEN_BOOLEAN:
        html_say(to, token.boolean ? "yes" : "no");
        return;
    case TOKEN_INTEGER:
        say_integer(to, token.integer);
        return;
    case TOKEN_UNSIGNED:
        say_number(to, (double) token.natural);
        return;
    case TOKEN_NUMBER:
        say_number(to, token.number);
        return;
    case TOKEN_TEXT:
        say_text(to, field, &token);
        return;
    case TOKEN_ARRAY:
        say_list(to, type, field, token.count, cursor);
        return;
    case TOKEN_MAP:
        say_map(to, type, token.count, cursor);
        return;
    }
}

/*
 * The page.
 */

const char *html_security_policy(struct arena *arena)
{
    return html_policy(style, "'none'", arena);
}

static void say_fact(struct buffer *to, const char *label, const char *text)
{
    html_say(to, "<dt>");
    html_say(to, label);
    html_say(to, "</dt><dd>");
    html_escape_text(to, text);
    html_say(to, "</dd>");
}

void html_begin(const struct document_about *about, struct buffer *to)
{
    struct arena arena = {0};
    html_say(to, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                 "<meta name=\"viewport\" content=\"width=device-width\">\n"
                 "<meta http-equiv=\"Content-Security-Policy\" content=\"");
    html_say(to, html_security_policy(&arena));
    html_say(to, "\">\n<title>Everything about you in Samspil</title>\n<style>");
    html_say(to, style);
    html_say(to, "</style>\n</head>\n<body>\n<h1>Everything about you in Samspil</h1>\n<p>");
    html_escape_text(to, document_words);
    html_say(to, "</p>\n<dl>");
    say_fact(to, "Made at", about->generated_at);
    say_fact(to, "You are called here", about->citizen_id);
    say_fact(to, "Your case", about->case_id);
    html_say(to, "</dl>\n");
    arena_free(&arena);
}

void html_section(const struct procedure *before, const struct procedure *procedure, struct buffer *to)
{
    if (!before || strcmp(before->service, procedure->service) != 0) {
        html_say(to, "<h2>");
        html_escape_text(to, contract_of(procedure)->title);
        html_say(to, "</h2>\n");
    }
    html_say(to, "<section>\n<h3>");
    html_escape_text(to, words_of_procedure(procedure));
    html_say(to, "</h3>\n");
}

void html_section_end(bool has_items, struct buffer *to)
{
    html_say(to, has_items ? "</section>\n" : "<p>Nothing.</p>\n</section>\n");
}

void html_item(const struct message_type *type, struct bytes item, struct buffer *to)
{
    struct cursor cursor = cursor_over(item);
    html_say(to, "<article>");
    say_value(to, type, NULL, &cursor);
    html_say(to, "</article>\n");
}

void html_end(const struct common_principal *who, const struct common_problem *problem, struct buffer *to)
{
    const char *before =
        "<section>\n<h2>Not in here</h2>\n<p>Who asked for this may not see these for the citizen.</p>\n<ul>";
    bool is_partial = false;
    for (const struct procedure *one = document_next(NULL); one; one = document_next(one)) {
        if (procedure_permits(one, who))
            continue;
        html_say(to, before);
        html_say(to, "<li>");
        html_escape_text(to, words_of_procedure(one));
        html_say(to, "</li>");
        before = "";
        is_partial = true;
    }
    if (is_partial)
        html_say(to, "</ul>\n</section>\n");
    if (problem) {
        html_say(to, "<p class=\"problem\">This is not everything, because it could not be completed: ");
        html_escape_text(to, problem->message);
        html_say(to, " Try again.</p>\n");
    }
    html_say(to, "</body>\n</html>\n");
}
