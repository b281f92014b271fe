/* SPDX-License-Identifier: EUPL-1.2 */
#include "html.h"

#include <sodium.h>
#include <string.h>

void html_say(struct buffer *to, const char *markup)
{
    buffer_append(to, markup, strlen(markup));
}

void html_escape(struct buffer *to, const void *text, size_t size)
{
    const char *bytes = text;
    for (size_t i = 0; i < size; i++) {
        switch (bytes[i]) {
        case '&':
            html_say(to, "&amp;");
            break;
        case '<':
            html_say(to, "&lt;");
            break;
        case '>':
            html_say(to, "&gt;");
            break;
        case '"':
            html_say(to, "&quot;");
            break;
        case '\'':
            html_say(to, "&#39;");
            break;
        default:
            buffer_append(to, &bytes[i], 1);
        }
    }
}

void html_escape_text(struct buffer *to, const char *text)
{
    html_escape(to, text, strlen(text));
}

void html_element(struct buffer *to, const char *name, const char *text)
{
    const char *const before[] = {"<", name, ">"}, *const after[] = {"</", name, ">\n"};
    for (size_t i = 0; i < 3; i++)
        html_say(to, before[i]);
    html_escape_text(to, text);
    for (size_t i = 0; i < 3; i++)
        html_say(to, after[i]);
}

const char *html_policy(const char *style, const char *form_action, struct arena *arena)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    char text[sodium_base64_ENCODED_LEN(sizeof(hash), sodium_base64_VARIANT_ORIGINAL)];
    (void) crypto_hash_sha256(hash, (const unsigned char *) style, strlen(style));
    (void) sodium_bin2base64(text, sizeof(text), hash, sizeof(hash), sodium_base64_VARIANT_ORIGINAL);
    return arena_print(arena, "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action %s", text,
                       form_action);
}
