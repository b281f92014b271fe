/* SPDX-License-Identifier: EUPL-1.2 */
#include "document.h"

#include <string.h>

#include "cursor.h"
#include "packer.h"
#include "transcode.h"
#include "wamp.h"

const struct procedure *document_next(const struct procedure *procedure)
{
    bool is_behind = !procedure;
    for (const struct contract *const *contract = contracts; *contract; contract++) {
        for (size_t i = 0; i < (*contract)->procedure_count; i++) {
            const struct procedure *one = (*contract)->procedures[i];
            if (is_behind && one->exported)
                return one;
            is_behind |= one == procedure;
        }
    }
    return NULL;
}

/*
 * Pages.
 */

/* The field of an answer that is all it says, besides where the next page begins; NULL when there are several. */
static const struct message_field *only_content(const struct message_type *output)
{
    const struct message_field *content = NULL;
    for (size_t i = 0; i < output->count; i++) {
        const struct message_field *field = &output->fields[i];
        if (strcmp(field->name, "next") == 0)
            continue;
        if (content || (field->kind != MESSAGE_OBJECT && field->kind != MESSAGE_OBJECTS))
            return NULL;
        content = field;
    }
    return content;
}

struct page page_of(const struct procedure *procedure, struct bytes result, struct arena *arena)
{
    const struct message_field *content = only_content(procedure->output);
    struct page page = {.type = procedure->output, .left = result, .count = 1};
    page.next = wamp_option_text(result, "next", arena);
    if (!content)
        return page;
    page.type = content->type;
    page.left = wamp_option(result, content->name);
    page.count = page.left.data ? 1 : 0;
    if (page.left.data && content->kind == MESSAGE_OBJECTS) {
        struct cursor cursor = cursor_over(page.left);
        struct token head;
        page.count = cursor_next(&cursor, &head) && head.kind == TOKEN_ARRAY ? head.count : 0;
        page.left = (struct bytes){cursor.at, cursor_left(&cursor)};
    }
    return page;
}

bool page_take(struct page *page, struct bytes *item)
{
    struct cursor cursor = cursor_over(page->left);
    if (page->count == 0 || !cursor_skip(&cursor, MESSAGE_DEPTH))
        return false;
    *item = (struct bytes){page->left.data, (size_t) (cursor.at - page->left.data)};
    page->left = (struct bytes){cursor.at, cursor_left(&cursor)};
    page->count--;
    return true;
}

/*
 * JSON. Values are transcoded; what stands between them is our own and needs no escaping.
 */

static void say(struct buffer *to, const char *text)
{
    buffer_append(to, text, strlen(text));
}

static void say_value(struct buffer *to, const char *text)
{
    struct buffer value = {0};
    msgpack_packer packer = packer_to(&value);
    pack_text(&packer, text);
    transcode_to_json((struct bytes){value.data, value.size}, to);
    buffer_free(&value);
}

static void say_name(struct buffer *to, const struct procedure *procedure)
{
    const char *const parts[] = {"\"", procedure->service, ".", procedure->name, "\""};
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
        say(to, parts[i]);
}

static void json_begin(const struct document *document, const struct document_about *about, struct buffer *to)
{
    const struct {
        const char *before, *text;
    } parts[] = {
        {"{\"generated_at\":", about->generated_at},
        {",\n\"citizen_id\":", about->citizen_id},
        {",\n\"case_id\":", about->case_id},
        {",\n\"about\":", texts[TEXT_EXPORT_ABOUT][document->language]},
    };
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        say(to, parts[i].before);
        say_value(to, parts[i].text);
    }
    say(to, ",\n\"data\":{");
}

static void json_end(const struct common_principal *who, const struct common_problem *problem, struct buffer *to)
{
    const char *before = "";
    say(to, "},\n\"left_out\":[");
    for (const struct procedure *one = document_next(NULL); one; one = document_next(one)) {
        if (procedure_permits(one, who))
            continue;
        say(to, before);
        say_name(to, one);
        before = ",";
    }
    say(to, "]");
    if (problem) {
        struct buffer map = {0};
        message_encode(&common_problem_type, problem, &map);
        say(to, ",\n\"problem\":");
        transcode_to_json((struct bytes){map.data, map.size}, to);
        buffer_free(&map);
    }
    say(to, "\n}\n");
}

/*
 * Either.
 */

void document_begin(struct document *document, const struct document_about *about, struct buffer *to)
{
    if (document->is_html)
        html_begin(document, about, to);
    else
        json_begin(document, about, to);
}

static void end_section(const struct document *document, struct buffer *to)
{
    if (!document->section)
        return;
    if (document->is_html)
        html_section_end(document, to);
    else
        say(to, "\n]");
}

void document_section(struct document *document, const struct procedure *procedure, struct buffer *to)
{
    end_section(document, to);
    if (document->is_html) {
        html_section(document, procedure, to);
    } else {
        say(to, document->section ? ",\n" : "\n");
        say_name(to, procedure);
        say(to, ":[");
    }
    document->section = procedure;
    document->has_items = false;
}

void document_item(struct document *document, const struct message_type *type, struct bytes item, struct buffer *to)
{
    if (document->is_html) {
        html_item(document, type, item, to);
    } else {
        say(to, document->has_items ? ",\n" : "\n");
        transcode_to_json(item, to);
    }
    document->has_items = true;
}

void document_end(struct document *document, const struct common_principal *who, const struct common_problem *problem,
                  struct buffer *to)
{
    end_section(document, to);
    if (document->is_html)
        html_end(document, who, problem != NULL, to);
    else
        json_end(who, problem, to);
}

const char *document_content_type(const struct document *document)
{
    return document->is_html ? "text/html; charset=utf-8" : "application/json";
}

const char *document_headers(const struct document *document, struct arena *arena)
{
    if (!document->is_html)
        return "content-disposition: attachment; filename=\"samspil-export.json\"\r\n";
    return arena_print(arena,
                       "content-disposition: attachment; filename=\"samspil-export.html\"\r\n"
                       "content-security-policy: %s; frame-ancestors 'none'\r\n"
                       "referrer-policy: no-referrer\r\n",
                       html_security_policy(arena));
}
