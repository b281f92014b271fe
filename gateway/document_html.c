/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The page: itself only, with nothing loaded and nothing run; to be read, printed and kept. What things are called in
 * the reader's language text.h knows; what it has no words for goes by the name that the contract gives it.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cursor.h"
#include "document.h"
#include "html.h"
#include "identity.h"

/* Of a field, a value of an enum, a query or an id. */
#define NAME_SIZE 96

static const char style[] =
    "body{font:16px/1.5 system-ui,sans-serif;color:#1b1b1b;max-width:50rem;margin:2rem auto;padding:0 1rem}"
    "h1{font-size:1.8rem}h2{margin-top:3rem;border-bottom:2px solid #1b1b1b}h3{margin-top:2rem}"
    "article{border:1px solid #999;border-radius:.3rem;margin:1rem 0;padding:.5rem 1rem;break-inside:avoid}"
    "dl{margin:.25rem 0}dt{font-weight:600;margin-top:.4rem}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}"
    "dd>dl,dd li>dl{border-left:3px solid #ccc;padding-left:.75rem}ul{margin:0;padding-left:1.25rem}"
    ".id{color:#595959;font-size:.85rem}.problem{border:2px solid #a00;padding:.5rem 1rem}"
    "@media print{body{max-width:none;margin:0;font-size:11pt}h2,h3{break-after:avoid}}";

struct writer {
    const struct document *document;
    struct buffer *to;
};

/*
 * Words.
 */

static void say(const struct writer *writer, enum text text)
{
    html_escape_text(writer->to, texts[text][writer->document->language]);
}

/* "in_progress" as "in progress". */
static void say_plain(const struct writer *writer, const char *name)
{
    struct buffer *to = writer->to;
    size_t at = to->size;
    html_escape_text(to, name);
    for (; at < to->size; at++) {
        if (to->data[at] == '_')
            to->data[at] = ' ';
    }
}

/* kind: as text_named has it. */
static void say_named(const struct writer *writer, const char *kind, const char *name)
{
    const char *words = text_named(writer->document->language, kind, name);
    if (words)
        html_escape_text(writer->to, words);
    else
        say_plain(writer, name);
}

/* What a token says, where that is a name. */
static void name_of(const struct token *token, char name[static NAME_SIZE])
{
    (void) snprintf(name, NAME_SIZE, "%.*s", (int) token->count, (const char *) token->data);
}

static const struct message_field *find_field(const struct message_type *type, const char *name)
{
    for (size_t i = 0; type && i < type->count; i++) {
        if (strcmp(type->fields[i].name, name) == 0)
            return &type->fields[i];
    }
    return NULL;
}

/*
 * Values.
 */

/* "2026-11-24T09:30:00.000Z" as "2026-11-24 09:30 UTC". */
static void say_time(struct buffer *to, const uint8_t *text, size_t size)
{
    if (size != TIME_TEXT_SIZE - 1) {
        html_escape(to, text, size);
        return;
    }
    html_escape(to, text, 10);
    html_say(to, " ");
    html_escape(to, text + 11, 5);
    html_say(to, " UTC");
}

/* An organisation by its name; of all else there is only the id. */
static void say_id(const struct writer *writer, const struct token *text)
{
    char id[NAME_SIZE];
    name_of(text, id);
    const char *name = principals_organisation_name(writer->document->principals, id);
    html_say(writer->to, name ? "<span>" : "<span class=\"id\">");
    html_escape_text(writer->to, name ? name : id);
    html_say(writer->to, "</span>");
}

static void say_text(const struct writer *writer, const struct message_field *field, const struct token *text)
{
    char value[NAME_SIZE];
    if (field && field->format == FORMAT_DATE_TIME) {
        say_time(writer->to, text->data, text->count);
    } else if (field && field->format == FORMAT_UUID) {
        say_id(writer, text);
    } else if (field && (field->kind == MESSAGE_ENUM || field->kind == MESSAGE_SET)) {
        name_of(text, value);
        say_named(writer, field->values->name, value);
    } else {
        html_escape(writer->to, text->data, text->count);
    }
}

static void say_value(const struct writer *writer, const struct message_type *type, const struct message_field *field,
                      struct cursor *cursor);

static void say_map(const struct writer *writer, const struct message_type *type, size_t count, struct cursor *cursor)
{
    html_say(writer->to, "<dl>");
    for (size_t i = 0; i < count; i++) {
        struct token token;
        char name[NAME_SIZE];
        if (!cursor_next(cursor, &token))
            break; /* cannot be: the answer was scanned */
        name_of(&token, name);
        const struct message_field *field = find_field(type, name);
        html_say(writer->to, "<dt>");
        say_named(writer, "field", name);
        html_say(writer->to, "</dt><dd>");
        say_value(writer, field ? field->type : NULL, field, cursor);
        html_say(writer->to, "</dd>");
    }
    html_say(writer->to, "</dl>");
}

static void say_list(const struct writer *writer, const struct message_type *type, const struct message_field *field,
                     size_t count, struct cursor *cursor)
{
    if (count == 0) {
        say(writer, TEXT_EXPORT_NONE);
        return;
    }
    html_say(writer->to, "<ul>");
    for (size_t i = 0; i < count; i++) {
        html_say(writer->to, "<li>");
        say_value(writer, type, field, cursor);
        html_say(writer->to, "</li>");
    }
    html_say(writer->to, "</ul>");
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
static void say_value(const struct writer *writer, const struct message_type *type, const struct message_field *field,
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
        say(writer, token.boolean ? TEXT_EXPORT_YES : TEXT_EXPORT_NO);
        return;
    case TOKEN_INTEGER:
        say_integer(writer->to, token.integer);
        return;
    case TOKEN_UNSIGNED:
        say_number(writer->to, (double) token.natural);
        return;
    case TOKEN_NUMBER:
        say_number(writer->to, token.number);
        return;
    case TOKEN_TEXT:
        say_text(writer, field, &token);
        return;
    case TOKEN_ARRAY:
        say_list(writer, type, field, token.count, cursor);
        return;
    case TOKEN_MAP:
        say_map(writer, type, token.count, cursor);
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

static void say_label(const struct writer *writer, enum text label)
{
    html_say(writer->to, "<dt>");
    say(writer, label);
    html_say(writer->to, "</dt>");
}

/* What a query is called: "<service>.<name>" among the texts. */
static void say_procedure(const struct writer *writer, const struct procedure *procedure)
{
    char name[NAME_SIZE];
    (void) snprintf(name, sizeof(name), "%s.%s", procedure->service, procedure->name);
    say_named(writer, "procedure", name);
}

void html_begin(const struct document *document, const struct document_about *about, struct buffer *to)
{
    const struct writer writer = {document, to};
    const char *title = texts[TEXT_EXPORT_TITLE][document->language];
    struct arena arena = {0};
    html_say(to, "<!doctype html>\n<html lang=\"");
    html_say(to, language_tags[document->language]);
    html_say(to, "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n"
                 "<meta http-equiv=\"Content-Security-Policy\" content=\"");
    html_say(to, html_security_policy(&arena));
    html_say(to, "\">\n");
    html_element(to, "title", title);
    html_say(to, "<style>");
    html_say(to, style);
    html_say(to, "</style>\n</head>\n<body>\n<main>\n");
    html_element(to, "h1", title);
    html_element(to, "p", texts[TEXT_EXPORT_ABOUT][document->language]);
    html_say(to, "<dl>");
    say_label(&writer, TEXT_EXPORT_MADE_AT);
    html_say(to, "<dd>");
    say_time(to, (const uint8_t *) about->generated_at, strlen(about->generated_at));
    html_say(to, "</dd>");
    say_label(&writer, TEXT_EXPORT_CITIZEN);
    html_element(to, "dd", about->citizen_id);
    say_label(&writer, TEXT_EXPORT_CASE);
    html_element(to, "dd", about->case_id);
    html_say(to, "</dl>\n");
    arena_free(&arena);
}

void html_section(const struct document *document, const struct procedure *procedure, struct buffer *to)
{
    const struct writer writer = {document, to};
    if (!document->section || strcmp(document->section->service, procedure->service) != 0) {
        html_say(to, "<h2>");
        say_named(&writer, "service", procedure->service);
        html_say(to, "</h2>\n");
    }
    html_say(to, "<section>\n<h3>");
    say_procedure(&writer, procedure);
    html_say(to, "</h3>\n");
}

void html_section_end(const struct document *document, struct buffer *to)
{
    if (!document->has_items)
        html_element(to, "p", texts[TEXT_EXPORT_NOTHING][document->language]);
    html_say(to, "</section>\n");
}

void html_item(const struct document *document, const struct message_type *type, struct bytes item, struct buffer *to)
{
    const struct writer writer = {document, to};
    struct cursor cursor = cursor_over(item);
    html_say(to, "<article>");
    say_value(&writer, type, NULL, &cursor);
    html_say(to, "</article>\n");
}

static void begin_left_out(const struct document *document, struct buffer *to)
{
    html_say(to, "<section>\n");
    html_element(to, "h2", texts[TEXT_EXPORT_LEFT_OUT][document->language]);
    html_element(to, "p", texts[TEXT_EXPORT_LEFT_OUT_WHY][document->language]);
    html_say(to, "<ul>");
}

void html_end(const struct document *document, const struct common_principal *who, bool is_partial, struct buffer *to)
{
    const struct writer writer = {document, to};
    bool leaves_out = false;
    for (const struct procedure *one = document_next(NULL); one; one = document_next(one)) {
        if (procedure_permits(one, who))
            continue;
        if (!leaves_out)
            begin_left_out(document, to);
        html_say(to, "<li>");
        say_procedure(&writer, one);
        html_say(to, "</li>");
        leaves_out = true;
    }
    if (leaves_out)
        html_say(to, "</ul>\n</section>\n");
    if (is_partial) {
        html_say(to, "<p class=\"problem\">");
        say(&writer, TEXT_EXPORT_INCOMPLETE);
        html_say(to, "</p>\n");
    }
    html_say(to, "</main>\n</body>\n</html>\n");
}
