/* SPDX-License-Identifier: EUPL-1.2 */
#include "url.h"

#include <ctype.h>
#include <curl/curl.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

void url_encode(struct buffer *to, const char *text)
{
    static const char digits[] = "0123456789ABCDEF";
    for (; *text != '\0'; text++) {
        unsigned char byte = (unsigned char) *text;
        const char encoded[] = {'%', digits[byte >> 4], digits[byte & 15]};
        bool is_plain = byte < 0x80 && (isalnum(byte) || strchr("-._~", byte));
        buffer_append(to, is_plain ? text : encoded, is_plain ? 1 : sizeof(encoded));
    }
}

void url_add(struct buffer *to, const char *between, const char *name, const char *value)
{
    buffer_append(to, between, strlen(between));
    buffer_append(to, name, strlen(name));
    buffer_append(to, "=", 1);
    url_encode(to, value);
}

struct parts {
    char *scheme, *host, *port, *user, *fragment;
};

static char *part(CURLU *url, CURLUPart which)
{
    char *text = NULL;
    return curl_url_get(url, which, &text, CURLU_NO_DEFAULT_PORT) == CURLUE_OK ? text : NULL;
}

static bool split(const char *text, struct parts *parts)
{
    CURLU *url = curl_url();
    bool is_url = curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK;
    *parts = (struct parts){0};
    if (is_url)
        *parts = (struct parts){part(url, CURLUPART_SCHEME), part(url, CURLUPART_HOST), part(url, CURLUPART_PORT),
                                part(url, CURLUPART_USER), part(url, CURLUPART_FRAGMENT)};
    curl_url_cleanup(url);
    return is_url && parts->scheme && parts->host;
}

static void free_parts(struct parts *parts)
{
    curl_free(parts->scheme);
    curl_free(parts->host);
    curl_free(parts->port);
    curl_free(parts->user);
    curl_free(parts->fragment);
}

static bool is_http(const struct parts *parts)
{
    return strcasecmp(parts->scheme, "http") == 0 || strcasecmp(parts->scheme, "https") == 0;
}

bool url_origin(const char *url, char origin[static ORIGIN_SIZE])
{
    struct parts parts;
    bool is_one = split(url, &parts) && is_http(&parts) && !parts.user;
    if (is_one) {
        int length = snprintf(origin, ORIGIN_SIZE, "%s://%s%s%s", parts.scheme, parts.host, parts.port ? ":" : "",
                              parts.port ? parts.port : "");
        is_one = length < ORIGIN_SIZE;
    }
    for (char *at = origin; is_one && *at != '\0'; at++)
        *at = (char) tolower((unsigned char) *at);
    free_parts(&parts);
    return is_one;
}

static bool is_this_machine(const char *host)
{
    return strcasecmp(host, "localhost") == 0 || strcmp(host, "127.0.0.1") == 0 || strcmp(host, "[::1]") == 0;
}

bool url_is_private(const char *url)
{
    struct parts parts;
    bool is_private = split(url, &parts) && !parts.user && !parts.fragment &&
                      (strcasecmp(parts.scheme, "https") == 0 ||
                       (strcasecmp(parts.scheme, "http") == 0 && is_this_machine(parts.host)));
    free_parts(&parts);
    return is_private;
}

bool url_is_local_path(const char *path)
{
    const char *at = path;
    if (path[0] != '/' || path[1] == '/')
        return false;
    while (*at > ' ' && *at <= '~' && *at != '\\')
        at++;
    return *at == '\0' && at - path < LOCAL_PATH_SIZE;
}

static int hex_digit(uint8_t byte)
{
    static const char digits[] = "0123456789abcdef";
    const char *found = byte != '\0' ? strchr(digits, tolower(byte)) : NULL;
    return found ? (int) (found - digits) : -1;
}

/* The byte at the place, which moves on behind it; -1 when it is none. */
static int decode_byte(const uint8_t **at, const uint8_t *end)
{
    uint8_t byte = *(*at)++;
    if (byte == '+')
        return ' ';
    if (byte != '%')
        return byte;
    if (end - *at < 2)
        return -1;
    int high = hex_digit((*at)[0]), low = hex_digit((*at)[1]);
    *at += 2;
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

static bool decode(const uint8_t *at, const uint8_t *end, char *to, size_t size)
{
    size_t length = 0;
    while (at < end && length + 1 < size) {
        int byte = decode_byte(&at, end);
        if (byte < ' ' || byte == 0x7f)
            return false;
        to[length++] = (char) byte;
    }
    to[length] = '\0';
    return at == end;
}

bool form_value(struct bytes form, const char *name, char *to, size_t size)
{
    size_t length = strlen(name);
    if (form.size == 0)
        return false;
    const uint8_t *end = form.data + form.size;
    for (const uint8_t *at = form.data; at < end;) {
        const uint8_t *next = memchr(at, '&', (size_t) (end - at));
        const uint8_t *last = next ? next : end;
        if ((size_t) (last - at) > length && memcmp(at, name, length) == 0 && at[length] == '=')
            return decode(at + length + 1, last, to, size);
        at = next ? next + 1 : end;
    }
    return false;
}

bool origin_is_ours(const char *ours, const char *origin, const char *fetch_site)
{
    if (origin[0] == '\0' || strcmp(origin, "null") == 0)
        return strcmp(fetch_site, "same-origin") == 0;
    return strcmp(origin, ours) == 0;
}
