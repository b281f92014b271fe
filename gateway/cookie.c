/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is sealed are lines: none of the values holds a line end (subjects and paths have no control characters).
 */
#include "cookie.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "identity.h"

#define VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING
#define LINES_MAX 2048

struct cookie {
    const char *name, *purpose;
};

static const struct cookie session_cookie = {"samspil-session", "samspil session 1"};
static const struct cookie attempt_cookie = {"samspil-signin", "samspil sign-in 1"};

/* Where browsers come by https: they see to it themselves that no other host, path or plain http has set it. */
static const char *prefix_of(const struct cookie_jar *jar)
{
    return jar->is_secure ? "__Host-" : "";
}

static const char *set(const struct cookie_jar *jar, const struct cookie *cookie, const char *value, int64_t seconds,
                       struct arena *arena)
{
    return arena_print(arena, "set-cookie: %s%s=%s; Path=/; Max-Age=%" PRId64 "; HttpOnly; SameSite=Lax%s\r\n",
                       prefix_of(jar), cookie->name, value, seconds, jar->is_secure ? "; Secure" : "");
}

static const char *set_sealed(const struct cookie_jar *jar, const struct cookie *cookie, const char *lines,
                              int64_t seconds, struct arena *arena)
{
    return set(jar, cookie, seal(&jar->keys, cookie->purpose, lines, arena), seconds, arena);
}

bool cookie_find(const char *cookies, const char *name, char *to, size_t size)
{
    size_t name_length = strlen(name);
    while (*cookies != '\0') {
        cookies += strspn(cookies, " \t;");
        size_t length = strcspn(cookies, ";");
        if (length > name_length && strncmp(cookies, name, name_length) == 0 && cookies[name_length] == '=') {
            size_t value_length = length - name_length - 1;
            if (value_length >= size)
                return false;
            memcpy(to, cookies + name_length + 1, value_length);
            to[value_length] = '\0';
            return true;
        }
        cookies += length;
    }
    return false;
}

static bool open_cookie(const struct cookie_jar *jar, const char *cookies, const struct cookie *cookie,
                        char lines[static LINES_MAX])
{
    char sealed[COOKIE_HEADER_BYTES], name[64];
    (void) snprintf(name, sizeof(name), "%s%s", prefix_of(jar), cookie->name);
    return cookie_find(cookies, name, sealed, sizeof(sealed)) &&
           unseal(&jar->keys, cookie->purpose, sealed, lines, LINES_MAX);
}

/* Takes the next line. False when there is none, or one that does not fit. */
static bool take_line(char **lines, char *to, size_t size)
{
    const char *line = strsep(lines, "\n");
    size_t length = line ? strlen(line) : size;
    if (length >= size)
        return false;
    memcpy(to, line, length + 1);
    return true;
}

static bool take_time(char **lines, int64_t *ms)
{
    char text[24];
    if (!take_line(lines, text, sizeof(text)))
        return false;
    *ms = strtoll(text, NULL, 10);
    return true;
}

bool session_of_cookies(const struct cookie_jar *jar, const char *cookies, int64_t now_ms, struct identity *identity)
{
    char text[LINES_MAX], *lines = text;
    *identity = (struct identity){0};
    return open_cookie(jar, cookies, &session_cookie, text) && take_time(&lines, &identity->expires_ms) &&
           take_line(&lines, identity->session, sizeof(identity->session)) &&
           take_line(&lines, identity->acts_as, sizeof(identity->acts_as)) &&
           take_line(&lines, identity->subject, sizeof(identity->subject)) && now_ms < identity->expires_ms &&
           !jar_has_ended(jar, identity->session);
}

const char *cookie_of_session(const struct cookie_jar *jar, const struct identity *identity, int64_t now_ms,
                              struct arena *arena)
{
    const char *lines = arena_print(arena, "%" PRId64 "\n%s\n%s\n%s", identity->expires_ms, identity->session,
                                    identity->acts_as, identity->subject);
    return set_sealed(jar, &session_cookie, lines, (identity->expires_ms - now_ms) / 1000, arena);
}

bool attempt_of_cookies(const struct cookie_jar *jar, const char *cookies, int64_t now_ms,
                        struct sign_in_attempt *attempt)
{
    char text[LINES_MAX], *lines = text;
    return open_cookie(jar, cookies, &attempt_cookie, text) && take_time(&lines, &attempt->expires_ms) &&
           take_line(&lines, attempt->state, sizeof(attempt->state)) &&
           take_line(&lines, attempt->nonce, sizeof(attempt->nonce)) &&
           take_line(&lines, attempt->verifier, sizeof(attempt->verifier)) &&
           take_line(&lines, attempt->back, sizeof(attempt->back)) && now_ms < attempt->expires_ms;
}

const char *cookie_of_attempt(const struct cookie_jar *jar, const struct sign_in_attempt *attempt, struct arena *arena)
{
    const char *lines = arena_print(arena, "%" PRId64 "\n%s\n%s\n%s\n%s", attempt->expires_ms, attempt->state,
                                    attempt->nonce, attempt->verifier, attempt->back);
    return set_sealed(jar, &attempt_cookie, lines, ATTEMPT_SECONDS, arena);
}

const char *cookie_without_session(const struct cookie_jar *jar, struct arena *arena)
{
    return set(jar, &session_cookie, "", 0, arena);
}

const char *cookie_without_attempt(const struct cookie_jar *jar, struct arena *arena)
{
    return set(jar, &attempt_cookie, "", 0, arena);
}

static void make_secret(char to[static SECRET_SIZE])
{
    unsigned char random[32];
    randombytes_buf(random, sizeof(random));
    (void) sodium_bin2base64(to, SECRET_SIZE, random, sizeof(random), VARIANT);
}

void attempt_begin(struct sign_in_attempt *attempt, const char *back, int64_t now_ms)
{
    *attempt = (struct sign_in_attempt){.expires_ms = now_ms + ATTEMPT_SECONDS * 1000};
    make_secret(attempt->state);
    make_secret(attempt->nonce);
    make_secret(attempt->verifier);
    (void) snprintf(attempt->back, sizeof(attempt->back), "%s", url_is_local_path(back) ? back : "/");
}

void session_begin(struct identity *identity, const char *subject, int64_t now_ms, int64_t seconds)
{
    *identity = (struct identity){.expires_ms = now_ms + seconds * 1000};
    (void) snprintf(identity->subject, sizeof(identity->subject), "%s", subject);
    uuid7(now_ms, identity->session);
}

struct ended_session {
    struct table_link link; /* by name */
    int64_t expires_ms;
};

void jar_end_session(struct cookie_jar *jar, const char *session, int64_t expires_ms)
{
    struct ended_session *ended = TABLE_AT(&jar->ended, session, struct ended_session);
    ended->expires_ms = expires_ms;
}

bool jar_has_ended(const struct cookie_jar *jar, const char *session)
{
    return table_find(&jar->ended, session);
}

struct jar_sweep {
    struct cookie_jar *jar;
    int64_t now_ms;
};

static void sweep_session(struct table_link *link, void *closure)
{
    const struct jar_sweep *sweep = closure;
    struct ended_session *ended = TABLE_ENTRY(link, struct ended_session);
    if (sweep->now_ms < ended->expires_ms)
        return;
    table_remove(&sweep->jar->ended, link);
    free(ended);
}

void jar_sweep(struct cookie_jar *jar, int64_t now_ms)
{
    table_each(&jar->ended, sweep_session, &(struct jar_sweep){jar, now_ms});
}

void jar_free(struct cookie_jar *jar)
{
    table_free_entries(&jar->ended);
}
