/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The page: itself only, with nothing loaded and nothing run; to be read, printed and kept. What things are called is
 * what the contracts say of them.
 */
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "cursor.h"
#include "document.h"

static const char style[] =
    "body{font:16px/1.5 system-ui,sans-serif;color:#1b1b1b;max-width:50rem;margin:2rem auto;padding:0 1rem}"
    "h1{font-size:1.8rem}h2{margin-top:3rem;border-bottom:2px solid #1b1b1b}h3{margin-top:2rem}"
    "article{border:1px solid #999;border-radius:.3rem;margin:1rem 0;padding:.5rem 1rem;break-inside:avoid}"
    "dl{margin:.25rem 0}dt{font-weight:600;margin-top:.4rem}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}"
    "dd>dl,dd li>dl{border-left:3px solid #ccc;padding-left:.75rem}ul{margin:0;padding-left:1.25rem}"
    ".id{color:#595959;font-size:.85rem}.problem{border:2px solid #a00;padding:.5rem 1rem}"
    "@media print{body{max-width:none;margin:0;font-size:11pt}h2,h3{break-after:avoid}}";

static void say(struct buffer *to, const char *text)
{
    buffer_append(to, text, strlen(text));
}

static void escape(struct buffer *to, const void *text, size_t size)
{
    const char *bytes = text;
    for (size_t i = 0; i < size; i++) {
        switch (bytes[i]) {
        case '&':
            say(to, "&amp;");
            break;
        case '<':
            say(to, "&lt;");
            break;
        case '>':
            say(to, "&gt;");
            break;
        case '"':
            say(to, "&quot;");
            break;
        case '\'':
            say(to, "&#39;");
            break;
        default:
            buffer_append(to, &bytes[i], 1);
        }
    }
}

static void escape_text(struct buffer *to, const char *text)
{
    escape(to, text, strlen(text));
}

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
    escape(to, text->data, text->count);
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
    escape(to, words, length - (length > 0 && words[length - 1] == '.'));
}

/*
 * Values.
 */

/* "2026-11-24T09:30:00.000Z" as "2026-11-24 09:30 UTC". */
static void say_time(struct buffer *to, const struct token *text)
{
    if (text->count != 24) {
        escape(to, text->data, text->count);
        return;
    }
    escape(to, text->data, 10);
    say(to, " ");
    escape(to, text->data + 11, 5);
    say(to, " UTC");
}

static void say_text(struct buffer *to, const struct message_field *field, const struct token *text)
{
    if (field && field->format == FORMAT_DATE_TIME) {
        say_time(to, text);
    } else if (field && field->format == FORMAT_UUID) {
        say(to, "<span class=\"id\">");
        escape(to, text->data, text->count);
        say(to, "</span>");
    } else if (field && (field->kind == MESSAGE_ENUM || field->kind == MESSAGE_SET)) {
        say_plain(to, text);
    } else {
        escape(to, text->data, text->count);
    }
}

static void say_value(struct buffer *to, const struct message_type *type, const struct message_field *field,
                      struct cursor *cursor);

static void say_map(struct buffer *to, const struct message_type *type, size_t count, struct cursor *cursor)
{
    say(to, "<dl>");
    for (size_t i = 0; i < count; i++) {
        struct token name;
        if (!cursor_next(cursor, &name))
            break; /* cannot be: the answer was scanned */
        const struct message_field *field = find_field(type, &name);
        say(to, "<dt>");
        say_label(to, type, field, &name);
        say(to, "</dt><dd>");
        say_value(to, field ? field->type : NULL, field, cursor);
        say(to, "</dd>");
    }
    say(to, "</dl>");
}

static void say_list(struct buffer *to, const struct message_type *type, const struct message_field *field,
                     size_t count, struct cursor *cursor)
{
    if (count == 0) {
        say(to, "none");
        return;
    }
    say(to, "<ul>");
    for (size_t i = 0; i < count; i++) {
        say(to, "<li>");
        say_value(to, type, field, cursor);
        say(to, "</li>");
    }
    say(to, "</ul>");
}

static void say_integer(struct buffer *to, int64_t integer)
{
    char text[24];
    (void) snprintf(text, sizeof(text), "%" PRId64, integer);
    say(to, text);
}

static void say_number(struct buffer *to, double number)
{
    char text[32];
    (void) snprintf(text, sizeof(text), "%.15g", number);
    say(to, text);
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
        say(to, token.boolean ? "yes" : "no");
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
    unsigned char hash[crypto_hash_sha256_BYTES];
    char text[sodium_base64_ENCODED_LEN(sizeof(hash), sodium_base64_VARIANT_ORIGINAL)];
    (void) crypto_hash_sha256(hash, (const unsigned char *) style, sizeof(style) - 1);
    (void) sodium_bin2base64(text, sizeof(text), hash, sizeof(hash), sodium_base64_VARIANT_ORIGINAL);
    return arena_print(arena, "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'", text);
}

static void say_fact(struct buffer *to, const char *label, const char *text)
{
    say(to, "<dt>");
    say(to, label);
    say(to, "</dt><dd>");
    escape_text(to, text);
    say(to, "</dd>");
}

void html_begin(const struct document_about *about, struct buffer *to)
{
    struct arena arena = {0};
    say(to, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"");
    say(to, html_security_policy(&arena));
    say(to, "\">\n<title>Everything about you in Samspil</title>\n<style>");
    say(to, style);
    say(to, "</style>\n</head>\n<body>\n<h1>Everything about you in Samspil</h1>\n<p>");
    escape_text(to, document_words);
    say(to, "</p>\n<dl>");
    say_fact(to, "Made at", about->generated_at);
    say_fact(to, "You are called here", about->citizen_id);
    say_fact(to, "Your case", about->case_id);
    say(to, "</dl>\n");
    arena_free(&arena);
}

void html_section(const struct procedure *before, const struct procedure *procedure, struct buffer *to)
{
    if (!before || strcmp(before->service, procedure->service) != 0) {
        say(to, "<h2>");
        escape_text(to, contract_of(procedure)->title);
        say(to, "</h2>\n");
    }
    say(to, "<section>\n<h3>");
    escape_text(to, words_of_procedure(procedure));
    say(to, "</h3>\n");
}

void html_section_end(bool has_items, struct buffer *to)
{
    say(to, has_items ? "</section>\n" : "<p>Nothing.</p>\n</section>\n");
}

void html_item(const struct message_type *type, struct bytes item, struct buffer *to)
{
    struct cursor cursor = cursor_over(item);
    say(to, "<article>");
    say_value(to, type, NULL, &cursor);
    say(to, "</article>\n");
}

void html_end(const struct common_principal *who, const struct common_problem *problem, struct buffer *to)
{
    const char *before =
        "<section>\n<h2>Not in here</h2>\n<p>Who asked for this may not see these for the citizen.</p>\n<ul>";
    bool is_partial = false;
    for (const struct procedure *one = document_next(NULL); one; one = document_next(one)) {
        if (procedure_permits(one, who))
            continue;
        say(to, before);
        say(to, "<li>");
        escape_text(to, words_of_procedure(one));
        say(to, "</li>");
        before = "";
        is_partial = true;
    }
    if (is_partial)
        say(to, "</ul>\n</section>\n");
    if (problem) {
        say(to, "<p class=\"problem\">This is not everything, because it could not be completed: ");
        escape_text(to, problem->message);
        say(to, " Try again.</p>\n");
    }
    say(to, "</body>\n</html>\n");
}
