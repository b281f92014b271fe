/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What citizens download: the first byte chooses the query and the form, the rest is its answer. Whatever it says must
 * come out as JSON, or as a page with no element of its own.
 */
#include <assert.h>
#include <jansson.h>
#include <string.h>

#include "document.h"
#include "fuzz.h"

static const struct procedure *exported(size_t number)
{
    const struct procedure *one = document_next(NULL);
    for (; number > 0 && document_next(one); number--)
        one = document_next(one);
    return one;
}

static void write_document(struct document *document, const struct procedure *procedure, struct bytes answer,
                           struct arena *arena, struct buffer *to)
{
    static const struct document_about about = {"now", "citizen", "case"};
    static const struct common_principal who = {.subject = "ida", .roles = UINT32_MAX, .citizen_id = "citizen"};
    struct bytes item;
    struct page page = page_of(procedure, answer, arena);
    document_begin(document, &about, to);
    document_section(document, procedure, to);
    while (page_take(&page, &item))
        document_item(document, page.type, item, to);
    document_end(document, &who, NULL, to);
}

static void check_html(const struct buffer *text)
{
    static const char *const elements[] = {"<script", "<img", "<a ", "<svg", "<iframe"};
    for (size_t i = 0; i < sizeof(elements) / sizeof(elements[0]); i++)
        assert(!memmem(text->data, text->size, elements[i], strlen(elements[i])));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena;
    static struct buffer text;
    static struct principals *principals;
    struct bytes answer = {data + 1, size - 1};
    if (size < 2 || message_scan(answer) != answer.size || (data[1] & 0xf0) != 0x80)
        return 0;
    if (!principals)
        principals = principals_new(NULL, NULL, 0, "operator");
    struct document document = {
        .is_html = data[0] & 1, .language = (data[0] >> 1) % LANGUAGES, .principals = principals};
    arena_reset(&arena);
    buffer_clear(&text);
    write_document(&document, exported(data[0] / 2), answer, &arena, &text);
    if (document.is_html) {
        check_html(&text);
    } else {
        json_t *json =
            json_loadb((const char *) text.data, text.size, JSON_ALLOW_NUL, NULL); /* as binary data begins */
        assert(json);
        json_decref(json);
    }
    return 0;
}
