/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What browsers and a provider send: a line of cookies, a path to return to, a header Accept-Encoding, an address, a
 * form, and behind them JSON of the provider.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "openid.h"
#include "text.h"
#include "web.h"

#define LINES 5

static const struct openid_client client = {.id = "samspil", .issuer = "https://id.example"};

static void use_cookies(const char *cookies)
{
    static struct cookie_jar jar = {.keys.count = 1};
    struct sign_in_attempt attempt;
    struct identity identity;
    char value[64];
    /* Nobody can seal with this key: nothing is opened. */
    assert(!session_of_cookies(&jar, cookies, 0, &identity));
    assert(!attempt_of_cookies(&jar, cookies, 0, &attempt));
    assert(language_of(cookies, cookies) < LANGUAGES);
    assert(!cookie_find(cookies, "a", value, sizeof(value)) || strstr(cookies, value));
}

static void use_addresses(const char *path, const char *url)
{
    char origin[ORIGIN_SIZE];
    assert(!url_is_local_path(path) || (path[0] == '/' && path[1] != '/' && !strpbrk(path, "\r\n \\")));
    if (url_origin(url, origin))
        assert(strncmp(origin, "http", 4) == 0 && !strchr(origin + 8, '/'));
    (void) url_is_private(url);
    (void) origin_is_ours("https://samspil.example", url, path);
}

static void use_form(const char *text)
{
    char value[32];
    const struct bytes form = {(const uint8_t *) text, strlen(text)};
    if (!form_value(form, "subject", value, sizeof(value)))
        return;
    for (const char *at = value; *at != '\0'; at++)
        assert((unsigned char) *at >= ' ' && *at != 0x7f);
}

static void use_json(struct bytes json)
{
    static struct arena arena;
    struct openid_provider provider;
    if (!openid_read_provider(json, &client, &provider))
        assert(url_is_private(provider.authorization_endpoint) && url_is_private(provider.token_endpoint));
    openid_free_provider(&provider);
    (void) openid_read_id_token(json, &arena);
    arena_reset(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *lines[LINES];
    struct bytes rest;
    char *copy = fuzz_lines((struct bytes){data, size}, LINES, lines, &rest);
    use_cookies(lines[0]);
    use_addresses(lines[1], lines[3]);
    (void) web_accepts(lines[2], "br");
    use_form(lines[4]);
    use_json(rest);
    free(copy);
    return 0;
}
