/* SPDX-License-Identifier: EUPL-1.2 */
#include "signin_page.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "html.h"
#include "identity.h"
#include "service.h"
#include "transcode.h"

static const char style[] =
    "body{font:1.125rem/1.5 system-ui,sans-serif;color:#1b1b1b;background:#fff;max-width:45rem;margin:2rem auto;"
    "padding:0 1rem;overflow-wrap:anywhere}h1{font-weight:400;line-height:1.3}a{color:#0b5c68}"
    "ul{list-style:none;padding:0}li{margin:.75rem 0}"
    "button{font:inherit;text-align:left;width:100%;padding:.6rem .9rem;border:1px solid #595959;border-radius:.3rem;"
    "background:#fff;color:#1b1b1b;cursor:pointer;overflow-wrap:anywhere}"
    "button:hover{background:#eef4f7}button:focus-visible,input:focus-visible,a:focus-visible{outline:3px solid "
    "#00529b;"
    "outline-offset:2px}button span{display:block;color:#444}"
    "input{font:inherit;width:100%;box-sizing:border-box;padding:.5rem;border:1px solid #595959;border-radius:.3rem;"
    "margin:.25rem 0 .75rem}.note{border-left:.3rem solid #b25000;padding:.25rem 1rem;background:#fff6ec}";

static void begin_page(enum language language, enum text title, struct buffer *to)
{
    html_say(to, "<!doctype html>\n<html lang=\"");
    html_say(to, language_tags[language]);
    html_say(to, "\">\n<head>\n<meta charset=\"utf-8\">\n"
                 "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    html_escape_text(to, texts[title][language]);
    html_say(to, " - Samspil</title>\n<style>");
    html_say(to, style);
    html_say(to, "</style>\n</head>\n<body>\n<main>\n");
    html_element(to, "h1", texts[title][language]);
}

static void end_page(struct buffer *to)
{
    html_say(to, "</main>\n</body>\n</html>\n");
}

const char *signin_page_headers(struct arena *arena)
{
    return arena_print(arena,
                       "content-security-policy: %s; frame-ancestors 'none'\r\nreferrer-policy: same-origin\r\n"
                       "cross-origin-opener-policy: same-origin\r\n",
                       html_policy(style, "'self'", arena));
}

static void say_link(const char *to_path, const char *words, struct buffer *to)
{
    html_say(to, "<p><a href=\"");
    html_escape_text(to, to_path);
    html_say(to, "\">");
    html_escape_text(to, words);
    html_say(to, "</a></p>\n");
}

void signin_page_refused(const struct signin_refusal *refusal, enum language language, const char *reference,
                         struct buffer *to)
{
    begin_page(language, refusal->title, to);
    html_element(to, "p", texts[refusal->words][language]);
    say_link(refusal->again, texts[TEXT_TRY_AGAIN][language], to);
    say_link("/", texts[TEXT_TO_START][language], to);
    html_say(to, "<p>");
    html_escape_text(to, texts[TEXT_REFERENCE][language]);
    html_say(to, " <strong>");
    html_escape_text(to, reference);
    html_say(to, "</strong></p>\n");
    end_page(to);
}

/*
 * Whom to be.
 */

struct subjects {
    const char *items[SIGNIN_PEOPLE];
    size_t count;
};

static void collect(const char *subject, void *closure)
{
    struct subjects *subjects = closure;
    if (subjects->count < SIGNIN_PEOPLE)
        subjects->items[subjects->count++] = subject;
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *) a, *(const char *const *) b);
}

static void say_roles(uint32_t roles, enum language language, struct buffer *to)
{
    const char *before = "";
    for (; roles != 0; roles &= roles - 1, before = ", ") {
        const char *role = message_enum_text(&common_role_enum, __builtin_ctz(roles) + 1);
        const char *words = text_named(language, common_role_enum.name, role);
        html_say(to, before);
        html_escape_text(to, words ? words : role);
    }
}

struct people_page {
    struct buffer *to;
    enum language language;
};

static void say_standing(const struct standing *standing, void *closure)
{
    const struct people_page *page = closure;
    struct buffer *to = page->to;
    html_say(to, "<span>");
    if (standing->who.representation)
        html_escape_text(to, texts[TEXT_PEOPLE_REPRESENTS][page->language]);
    else
        say_roles(standing->who.roles, page->language, to);
    if (standing->organisation_name) {
        html_say(to, " &#8211; ");
        html_escape_text(to, standing->organisation_name);
    }
    html_say(to, "</span>");
}

static void say_form(const char *back, struct buffer *to)
{
    html_say(to, "<form method=\"post\" action=\"/signin\">\n<input type=\"hidden\" name=\"return\" value=\"");
    html_escape_text(to, back);
    html_say(to, "\">\n");
}

static void say_somebody_else(enum language language, const char *back, struct buffer *to)
{
    html_element(to, "h2", texts[TEXT_PEOPLE_OTHER][language]);
    say_form(back, to);
    html_say(to, "<label for=\"subject\">");
    html_escape_text(to, texts[TEXT_PEOPLE_OTHER_LABEL][language]);
    html_say(to, "</label>\n<input id=\"subject\" name=\"subject\" required maxlength=\"200\" autocomplete=\"off\">\n");
    html_element(to, "button", texts[TEXT_PEOPLE_SIGN_IN][language]);
    html_say(to, "</form>\n");
}

void signin_page_people(struct principals *principals, enum language language, const char *back, struct buffer *to)
{
    struct subjects subjects = {.count = 0};
    struct people_page page = {to, language};
    principals_each_subject(principals, collect, &subjects);
    qsort(subjects.items, subjects.count, sizeof(subjects.items[0]), compare);
    begin_page(language, TEXT_PEOPLE_TITLE, to);
    html_say(to, "<p class=\"note\">");
    html_escape_text(to, texts[TEXT_PEOPLE_NOTE][language]);
    html_say(to, "</p>\n");
    say_form(back, to);
    html_say(to, "<ul>\n");
    for (size_t i = 0; i < subjects.count; i++) {
        html_say(to, "<li><button name=\"subject\" value=\"");
        html_escape_text(to, subjects.items[i]);
        html_say(to, "\">");
        html_escape_text(to, subjects.items[i]);
        principals_each_standing(principals, subjects.items[i], say_standing, &page);
        html_say(to, "</button></li>\n");
    }
    html_say(to, "</ul>\n</form>\n");
    say_somebody_else(language, back, to);
    end_page(to);
}

/*
 * Who this is.
 */

/* A principal as JSON, with the names that /session gives it. */
static json_t *principal_json(const struct common_principal *who)
{
    struct buffer map = {0}, text = {0};
    message_encode(&common_principal_type, who, &map);
    transcode_to_json((struct bytes){map.data, map.size}, &text);
    json_t *json = json_loadb((const char *) text.data, text.size, 0, NULL);
    (void) json_object_update(json, json_object_get(json, "representation"));
    (void) json_object_del(json, "representation");
    (void) json_object_del(json, "subject");
    buffer_free(&map);
    buffer_free(&text);
    return json;
}

static void add_choice(const struct standing *standing, void *closure)
{
    json_t *choice = principal_json(&standing->who);
    (void) json_object_set_new(choice, "acts_as", json_string(standing->acts_as));
    if (standing->organisation_name)
        (void) json_object_set_new(choice, "organisation_name", json_string(standing->organisation_name));
    (void) json_array_append_new(closure, choice);
}

void signin_describe(const struct principals *principals, const struct identity *identity, struct buffer *json)
{
    char until[TIME_TEXT_SIZE];
    struct common_principal who;
    json_t *choices = json_array();
    principals_each_standing(principals, identity->subject, add_choice, choices);
    int problem = principal_resolve(principals, identity, &who);
    time_text(identity->expires_ms, until);
    json_t *session = json_pack("{s:s, s:s, s:s, s:o}", "subject", identity->subject, "expires_at", until, "acts_as",
                                identity->acts_as, "choices", choices);
    (void) (problem == 0 ? json_object_set_new(session, "acting", principal_json(&who))
                         : json_object_set_new(session, "problem", json_string(problem_table[problem].code)));
    char *text = json_dumps(session, JSON_COMPACT);
    if (!text)
        abort();
    buffer_append(json, text, strlen(text));
    free(text);
    json_decref(session);
}
