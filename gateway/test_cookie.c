/* SPDX-License-Identifier: EUPL-1.2 */
/* What browsers keep for us: sealed text, and the cookies that are made of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cookie.h"

#define NOW_MS INT64_C(1800000000000)

static struct arena arena;
static char folder[] = "/tmp/samspil-cookie-XXXXXX";
static char key_file[64];

/*
 * Sealing.
 */

static void sealed_text_is_opened_only_as_it_was_sealed(void **state)
{
    struct seal_keys own, other;
    char to[64];
    (void) state;
    assert_int_equal(seal_keys_load(key_file, &own), 0);
    other = own;
    other.items[0][7] ^= 1;
    char *sealed = seal(&own, "a purpose", "a secret", &arena);
    assert_null(strstr(sealed, "secret"));
    assert_true(unseal(&own, "a purpose", sealed, to, sizeof(to)));
    assert_string_equal(to, "a secret");
    assert_false(unseal(&own, "another purpose", sealed, to, sizeof(to)));
    assert_false(unseal(&other, "a purpose", sealed, to, sizeof(to)));
    assert_false(unseal(&own, "a purpose", sealed, to, strlen("a secret")));
    for (size_t i = 0; i < strlen(sealed); i++) {
        char *tampered = arena_copy(&arena, sealed, strlen(sealed));
        tampered[i] = tampered[i] == 'A' ? 'B' : 'A';
        assert_false(unseal(&own, "a purpose", tampered, to, sizeof(to)));
        tampered[i] = '\0';
        assert_false(unseal(&own, "a purpose", tampered, to, sizeof(to)));
    }
    assert_string_not_equal(sealed, seal(&own, "a purpose", "a secret", &arena));
}

static void keys_are_made_once_and_rotate_by_two(void **state)
{
    struct seal_keys first, again, rotated;
    struct stat status;
    char to[64];
    (void) state;
    assert_int_equal(seal_keys_load(key_file, &first), 0);
    assert_int_equal(stat(key_file, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_int_equal(seal_keys_load(key_file, &again), 0);
    assert_memory_equal(first.items[0], again.items[0], sizeof(first.items[0]));
    char *sealed = seal(&first, "a purpose", "a secret", &arena);
    assert_int_equal(seal_keys_rotate(key_file), 0);
    assert_int_equal(seal_keys_load(key_file, &rotated), 0);
    assert_memory_not_equal(first.items[0], rotated.items[0], sizeof(first.items[0]));
    assert_true(unseal(&rotated, "a purpose", sealed, to, sizeof(to)));
    assert_false(unseal(&first, "a purpose", seal(&rotated, "a purpose", "x", &arena), to, sizeof(to)));
    assert_int_equal(seal_keys_rotate(key_file), 0);
    assert_int_equal(seal_keys_load(key_file, &rotated), 0);
    assert_false(unseal(&rotated, "a purpose", sealed, to, sizeof(to)));

    FILE *file = fopen(key_file, "w");
    assert_non_null(file);
    (void) fputs("no key\n", file);
    (void) fclose(file);
    assert_int_equal(seal_keys_load(key_file, &again), -EBADMSG);
    assert_int_equal(remove(key_file), 0);
    assert_int_equal(seal_keys_load("/nowhere/session.keys", &again), -ENOENT);
}

/*
 * Cookies.
 */

static void cookies_are_found_by_their_whole_name(void **state)
{
    char to[8];
    (void) state;
    assert_true(cookie_find("a=1; session=abc; b=2", "session", to, sizeof(to)));
    assert_string_equal(to, "abc");
    assert_true(cookie_find("session=", "session", to, sizeof(to)));
    assert_string_equal(to, "");
    assert_false(cookie_find("", "session", to, sizeof(to)));
    assert_false(cookie_find("session", "session", to, sizeof(to)));
    assert_false(cookie_find("xsession=1; sessions=2; a=session=3", "session", to, sizeof(to)));
    assert_false(cookie_find("session=12345678", "session", to, sizeof(to)));
}

static struct cookie_jar new_jar(bool is_secure)
{
    struct cookie_jar jar = {.is_secure = is_secure};
    assert_int_equal(seal_keys_load(key_file, &jar.keys), 0);
    return jar;
}

/* What a browser sends back for a Set-Cookie header line. */
static const char *sent_back(const char *line)
{
    const char *value = line + strlen("set-cookie: ");
    assert_memory_equal(line, "set-cookie: ", strlen("set-cookie: "));
    return arena_copy(&arena, value, strcspn(value, ";"));
}

static void sessions(void **state)
{
    struct cookie_jar jar = new_jar(true), plain = new_jar(false);
    struct identity identity, found;
    (void) state;
    session_begin(&identity, "anna@aaby.example", NOW_MS, 3600);
    (void) snprintf(identity.acts_as, sizeof(identity.acts_as), "citizen");
    const char *line = cookie_of_session(&jar, &identity, NOW_MS, &arena);
    assert_non_null(strstr(line, "__Host-samspil-session="));
    assert_non_null(strstr(line, "; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax; Secure\r\n"));
    assert_null(strstr(line, "anna"));
    const char *cookie = sent_back(line);
    assert_true(session_of_cookies(&jar, cookie, NOW_MS, &found));
    assert_string_equal(found.subject, "anna@aaby.example");
    assert_string_equal(found.acts_as, "citizen");
    assert_string_equal(found.session, identity.session);
    assert_int_equal(found.expires_ms, NOW_MS + 3600000);
    assert_false(found.is_anonymous);

    assert_false(session_of_cookies(&jar, cookie, NOW_MS + 3600000, &found));
    assert_false(session_of_cookies(&plain, cookie, NOW_MS, &found));
    line = cookie_of_session(&plain, &identity, NOW_MS, &arena);
    assert_null(strstr(line, "__Host-"));
    assert_null(strstr(line, "Secure"));

    jar_end_session(&jar, identity.session, identity.expires_ms);
    assert_false(session_of_cookies(&jar, cookie, NOW_MS, &found));
    jar_sweep(&jar, NOW_MS + 3599999);
    assert_true(jar_has_ended(&jar, identity.session));
    jar_sweep(&jar, NOW_MS + 3600000);
    assert_false(jar_has_ended(&jar, identity.session));
    jar_free(&jar);
}

static void a_sign_in_under_way_is_no_session(void **state)
{
    struct cookie_jar jar = new_jar(false);
    struct sign_in_attempt attempt, found;
    struct identity identity;
    (void) state;
    attempt_begin(&attempt, "/cases?open=1", NOW_MS);
    const char *cookie = sent_back(cookie_of_attempt(&jar, &attempt, &arena));
    assert_true(attempt_of_cookies(&jar, cookie, NOW_MS, &found));
    assert_string_equal(found.state, attempt.state);
    assert_string_equal(found.nonce, attempt.nonce);
    assert_string_equal(found.verifier, attempt.verifier);
    assert_string_equal(found.back, "/cases?open=1");
    assert_false(attempt_of_cookies(&jar, cookie, NOW_MS + ATTEMPT_SECONDS * 1000, &found));
    const char *renamed = arena_print(&arena, "samspil-session=%s", strchr(cookie, '=') + 1);
    assert_false(session_of_cookies(&jar, renamed, NOW_MS, &identity));
    attempt_begin(&found, "https://other.example/", NOW_MS);
    assert_string_equal(found.back, "/");
    assert_string_not_equal(found.state, attempt.state);
    assert_false(session_of_cookies(&(struct cookie_jar){0}, cookie, NOW_MS, &identity));
}

static int forget(void **state)
{
    (void) state;
    arena_reset(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(sealed_text_is_opened_only_as_it_was_sealed, forget),
        cmocka_unit_test_teardown(keys_are_made_once_and_rotate_by_two, forget),
        cmocka_unit_test(cookies_are_found_by_their_whole_name),
        cmocka_unit_test_teardown(sessions, forget),
        cmocka_unit_test_teardown(a_sign_in_under_way_is_no_session, forget),
    };
    if (sodium_init() < 0 || !mkdtemp(folder))
        return EXIT_FAILURE;
    (void) snprintf(key_file, sizeof(key_file), "%s/session.keys", folder);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(&arena);
    (void) remove(key_file);
    (void) rmdir(folder);
    return failed;
}
