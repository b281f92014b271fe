/* SPDX-License-Identifier: EUPL-1.2 */
/* What citizens download about themselves, as JSON and as a page. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "service.h"

#include <cmocka.h>
#include <jansson.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "cases_contract.h"
#include "directory_contract.h"
#include "document.h"
#include "plans_contract.h"
#include "transcode.h"

#define CASE_ID "01a00000-0000-7000-8000-0000000000d1"
#define CITIZEN_ID "01a00000-0000-7000-8000-0000000000c1"
#define ORGANISATION_ID "01a00000-0000-7000-8000-0000000000a1"
#define HOSTILE "<script>alert('\\\"1\\\"')</script> & \\u00e6"

static const struct document_about about = {"2026-11-24T09:30:00.000Z", CITIZEN_ID, CASE_ID};
static const struct common_principal citizen = {.subject = "ida", .roles = CITIZEN, .citizen_id = CITIZEN_ID};
static struct principals *principals; /* who know one organisation */
static enum language language;
static struct arena arena;
static struct buffer result; /* of the last from_json */

static struct bytes from_json(const char *text)
{
    buffer_clear(&result);
    assert_true(transcode_from_json((struct bytes){(const uint8_t *) text, strlen(text)}, &result));
    return (struct bytes){result.data, result.size};
}

/* The gateway knows of the caller only the citizen and the case. */
static void every_export_needs_nothing_else(void **state)
{
    size_t count = 0;
    (void) state;
    for (const struct procedure *one = document_next(NULL); one; one = document_next(one), count++) {
        assert_true(one->exported && one->personal);
        assert_int_equal(one->kind, PROCEDURE_QUERY);
        assert_true(procedure_permits(one, &citizen));
        for (size_t i = 0; i < one->input->count; i++) {
            const struct message_field *field = &one->input->fields[i];
            assert_true(!field->required || strcmp(field->name, "case_id") == 0);
        }
    }
    assert_true(count > 10);
}

static void pages(void **state)
{
    struct bytes item;
    (void) state;
    struct page page = page_of(&cases_list_contacts_procedure,
                               from_json("{\"next\":\"17|x\",\"contacts\":[{\"minutes\":1},{\"minutes\":2}]}"), &arena);
    assert_string_equal(page.next, "17|x");
    assert_ptr_equal(page.type, &cases_contact_type);
    assert_true(page_take(&page, &item));
    assert_true(page_take(&page, &item));
    assert_int_equal(item.data[item.size - 1], 2);
    assert_false(page_take(&page, &item));

    page = page_of(&cases_list_contacts_procedure, from_json("{\"contacts\":[]}"), &arena);
    assert_null(page.next);
    assert_false(page_take(&page, &item));
    page = page_of(&cases_list_contacts_procedure, from_json("{\"contacts\":7}"), &arena);
    assert_false(page_take(&page, &item));

    page = page_of(&cases_get_case_procedure, from_json("{\"case\":{\"status\":\"open\"}}"), &arena);
    assert_ptr_equal(page.type, &cases_case_type);
    assert_true(page_take(&page, &item));
    assert_false(page_take(&page, &item));
    page = page_of(&cases_get_case_procedure, from_json("{}"), &arena);
    assert_false(page_take(&page, &item));

    /* What says more than one thing is one item. */
    struct bytes plan = from_json("{\"plan\":{\"version\":3},\"goals\":[],\"activities\":[],\"participants\":[]}");
    page = page_of(&plans_get_plan_procedure, plan, &arena);
    assert_ptr_equal(page.type, plans_get_plan_procedure.output);
    assert_true(page_take(&page, &item));
    assert_int_equal(item.size, plan.size);
}

static void add(struct document *document, const struct procedure *procedure, const char *json, struct buffer *to)
{
    struct bytes item;
    struct page page = page_of(procedure, from_json(json), &arena);
    if (document->section != procedure)
        document_section(document, procedure, to);
    while (page_take(&page, &item))
        document_item(document, page.type, item, to);
}

/* The text of a document about somebody with a case, and contacts on two pages. */
static const char *written(bool is_html, const struct common_principal *who, const struct common_problem *problem)
{
    static struct buffer text;
    struct document document = {.is_html = is_html, .language = language, .principals = principals};
    buffer_clear(&text);
    document_begin(&document, &about, &text);
    add(&document, &cases_get_case_procedure,
        "{\"case\":{\"case_id\":\"" CASE_ID "\",\"citizen_name\":\"" HOSTILE "\",\"linked\":true,"
        "\"address\":{\"city\":\"Aaby\"},\"opened_at\":\"2026-11-20T08:15:30.000Z\"}}",
        &text);
    add(&document, &cases_list_contacts_procedure,
        "{\"contacts\":[{\"minutes\":30,\"channel\":\"home_visit\",\"organisation_id\":\"" ORGANISATION_ID "\"}]}",
        &text);
    add(&document, &cases_list_contacts_procedure, "{\"contacts\":[{\"minutes\":31}]}", &text);
    add(&document, &cases_list_messages_procedure, "{\"messages\":[]}", &text);
    add(&document, &plans_list_history_procedure,
        "{\"changes\":[{\"content\":{\"new_thing\":[1,-2.5,null,{\"x\":[]}]}}]}", &text);
    document_end(&document, who, problem, &text);
    buffer_append(&text, "", 1);
    return (const char *) text.data;
}

static json_t *parsed(const struct common_principal *who, const struct common_problem *problem)
{
    json_t *json = json_loads(written(false, who, problem), JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(json);
    return json;
}

static void as_json(void **state)
{
    (void) state;
    json_t *json = parsed(&citizen, NULL);
    assert_string_equal(json_string_value(json_object_get(json, "generated_at")), about.generated_at);
    assert_string_equal(json_string_value(json_object_get(json, "citizen_id")), CITIZEN_ID);
    assert_string_equal(json_string_value(json_object_get(json, "case_id")), CASE_ID);
    assert_non_null(strstr(json_string_value(json_object_get(json, "about")), "article 20"));
    json_t *data = json_object_get(json, "data");
    assert_int_equal(json_object_size(data), 4);
    assert_string_equal(
        json_string_value(json_object_get(json_array_get(json_object_get(data, "cases.get_case"), 0), "citizen_name")),
        "<script>alert('\"1\"')</script> & \xc3\xa6");
    assert_int_equal(json_array_size(json_object_get(data, "cases.list_contacts")), 2);
    assert_int_equal(json_array_size(json_object_get(data, "cases.list_messages")), 0);
    assert_int_equal(json_array_size(json_object_get(json, "left_out")), 0);
    assert_null(json_object_get(json, "problem"));
    json_decref(json);
}

static const struct common_representation representation = {.representation_id = CASE_ID,
                                                            .scopes = 1u << (COMMON_SCOPE_CASE - 1)};
static const struct common_principal representative = {
    .subject = "rolf", .roles = CITIZEN, .citizen_id = CITIZEN_ID, .representation = &representation};
static const struct common_problem problem = {.code = "unavailable", .message = "Not <now>."};

static void what_is_not_in_it_is_said(void **state)
{
    bool has_plan = false;
    size_t i;
    json_t *name;
    (void) state;
    json_t *json = parsed(&representative, &problem);
    json_array_foreach(json_object_get(json, "left_out"), i, name)
    {
        has_plan |= strcmp(json_string_value(name), "plans.get_plan") == 0;
        assert_string_not_equal(json_string_value(name), "cases.get_case");
    }
    assert_true(has_plan);
    assert_string_equal(json_string_value(json_object_get(json_object_get(json, "problem"), "code")), "unavailable");
    json_decref(json);
    const char *html = written(true, &representative, &problem);
    assert_non_null(strstr(html, "<h2>Not in here</h2>"));
    assert_non_null(strstr(html, "class=\"problem\""));
    assert_null(strstr(written(true, &citizen, NULL), "class=\"problem\""));
}

static void as_a_page(void **state)
{
    const char *html = written(true, &citizen, NULL);
    (void) state;
    assert_ptr_equal(strstr(html, "<!doctype html>\n<html lang=\"en\">"), html);
    assert_non_null(strstr(html, "&lt;script&gt;alert(&#39;&quot;1&quot;&#39;)&lt;/script&gt; &amp; \xc3\xa6"));
    assert_null(strstr(html, "<script"));
    assert_null(strstr(html, "http://"));
    assert_non_null(strstr(html, "<h2>Your case</h2>"));
    assert_non_null(strstr(html, "<dt>Name of the citizen</dt>"));
    assert_non_null(strstr(html, "2026-11-20 08:15 UTC"));
    assert_non_null(strstr(html, "<dd>yes</dd>"));
    assert_non_null(strstr(html, "<dd>Home visit</dd>"));
    assert_non_null(strstr(html, "<dt>Organisation</dt><dd><span>Aaby &lt;Friends&gt;</span></dd>"));
    assert_non_null(strstr(html, "<dd><span class=\"id\">" CASE_ID "</span></dd>"));
    assert_non_null(strstr(html, "<p>Nothing.</p>"));
    assert_non_null(
        strstr(html, "<dt>new thing</dt><dd><ul><li>1</li><li>-2.5</li><li></li><li><dl><dt>x</dt><dd>none"));
    assert_non_null(strstr(html, "</html>\n"));
    assert_null(strstr(html, "Not in here"));
}

static void in_the_language_of_the_reader(void **state)
{
    (void) state;
    language = LANGUAGE_NL;
    const char *html = written(true, &representative, &problem);
    assert_ptr_equal(strstr(html, "<!doctype html>\n<html lang=\"nl\">"), html);
    assert_non_null(strstr(html, "<title>Alles over u in Samspil</title>"));
    assert_non_null(strstr(html, "<h3>Contacten met u, nieuwste eerst</h3>"));
    assert_non_null(strstr(html, "<dt>Geopend op</dt>"));
    assert_non_null(strstr(html, "<dd>ja</dd>"));
    assert_non_null(strstr(html, "<p>Niets.</p>"));
    assert_non_null(strstr(html, "<h2>Niet opgenomen</h2>"));
    assert_non_null(strstr(html, "Dit is niet alles"));
    language = LANGUAGE_EN;
}

/* The style must be the one the policy names, in the page and in the header. */
static void its_policy_permits_its_style_only(void **state)
{
    const struct document document = {.is_html = true};
    const char *html = written(true, &citizen, NULL), *headers = document_headers(&document, &arena);
    const char *style = strstr(html, "<style>") + strlen("<style>"), *end = strstr(html, "</style>");
    unsigned char hash[crypto_hash_sha256_BYTES];
    char text[64], wanted[160];
    (void) state;
    assert_int_equal(crypto_hash_sha256(hash, (const unsigned char *) style, (size_t) (end - style)), 0);
    (void) sodium_bin2base64(text, sizeof(text), hash, sizeof(hash), sodium_base64_VARIANT_ORIGINAL);
    (void) snprintf(wanted, sizeof(wanted), "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'", text);
    assert_non_null(strstr(html, wanted));
    assert_non_null(strstr(headers, wanted));
    assert_non_null(strstr(headers, "frame-ancestors 'none'"));
    assert_null(strstr(headers, CITIZEN_ID));
}

static struct principals *know_organisation(void)
{
    const struct common_event head = {.id = CASE_ID,
                                      .type = directory_organisation_registered_event.type,
                                      .version = directory_organisation_registered_event.version,
                                      .time = "2026-11-24T09:30:00.000Z"};
    const struct directory_organisation_registered registered = {
        .organisation_id = ORGANISATION_ID, .name = "Aaby <Friends>", .type = COMMON_ORGANISATION_TYPE_VOLUNTARY};
    struct principals *made = principals_new(NULL, NULL, 0, "operator");
    struct buffer event = {0};
    message_encode(&common_event_type, &head, &event);
    message_encode(directory_organisation_registered_event.data, &registered, &event);
    (void) principals_apply(made, (struct bytes){event.data, event.size});
    buffer_free(&event);
    return made;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_export_needs_nothing_else),
        cmocka_unit_test(pages),
        cmocka_unit_test(as_json),
        cmocka_unit_test(what_is_not_in_it_is_said),
        cmocka_unit_test(as_a_page),
        cmocka_unit_test(in_the_language_of_the_reader),
        cmocka_unit_test(its_policy_permits_its_style_only),
    };
    if (sodium_init() < 0)
        return EXIT_FAILURE;
    principals = know_organisation();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    principals_free(principals);
    return failed;
}
