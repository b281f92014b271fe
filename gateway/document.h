/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a citizen downloads about themselves, as JSON or as a page to read, written piece by piece as the answers come
 * in. Pure: no sockets.
 *
 *     struct document document = {.is_html = true, .language = LANGUAGE_DA, .principals = principals};
 *     document_begin(&document, &about, &buffer);
 *     for each procedure = document_next(NULL), document_next(procedure), …:
 *         document_section(&document, procedure, &buffer);
 *         for each answer:
 *             struct page page = page_of(procedure, result, &arena);
 *             while (page_take(&page, &item))
 *                 document_item(&document, page.type, item, &buffer);
 *     document_end(&document, &who, NULL, &buffer);
 *
 * It is made of all queries whose contract says that they belong to it ("export"), and needs nothing but the contracts.
 */
#pragma once

#include <stdbool.h>

#include "contract.h"
#include "principal.h"
#include "text.h"

/* The queries in it, one after another: after NULL the first, after the last NULL. */
const struct procedure *document_next(const struct procedure *procedure);

struct page {
    const struct message_type *type; /* of its items */
    const char *next;                /* where the following page begins, in the arena; NULL on the last one */
    struct bytes left;               /* items not yet taken */
    size_t count;                    /* of these */
};

/* An answer: its list, or its only object; where it has more than that, itself. result: one MessagePack map. */
struct page page_of(const struct procedure *procedure, struct bytes result, struct arena *arena);
/* The next item; false when there is none more. */
bool page_take(struct page *page, struct bytes *item);

struct document_about {
    const char *generated_at, *citizen_id, *case_id;
};

struct document {
    bool is_html;
    enum language language;              /* of the page */
    const struct principals *principals; /* who know organisations' names */
    const struct procedure *section;     /* begun */
    bool has_items;                      /* in it */
};

/* Each appends a piece. */
void document_begin(struct document *document, const struct document_about *about, struct buffer *to);
void document_section(struct document *document, const struct procedure *procedure, struct buffer *to);
void document_item(struct document *document, const struct message_type *type, struct bytes item, struct buffer *to);
/* Says what this principal may not read for the citizen, and why the document is not complete (NULL: it is). */
void document_end(struct document *document, const struct common_principal *who, const struct common_problem *problem,
                  struct buffer *to);

const char *document_content_type(const struct document *document);
/* Response headers that go with it, in the arena. */
const char *document_headers(const struct document *document, struct arena *arena);

/* What document.c and document_html.c both know. */
void html_begin(const struct document *document, const struct document_about *about, struct buffer *to);
void html_section(const struct document *document, const struct procedure *procedure, struct buffer *to);
void html_section_end(const struct document *document, struct buffer *to);
void html_item(const struct document *document, const struct message_type *type, struct bytes item, struct buffer *to);
/* is_partial: something is missing because it could not be completed. */
void html_end(const struct document *document, const struct common_principal *who, bool is_partial, struct buffer *to);
const char *html_security_policy(struct arena *arena);
