/* SPDX-License-Identifier: EUPL-1.2 */
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

#include "web.h"

static char folder[] = "/tmp/samspil-web-XXXXXX";
static struct web *web;
static char answer[4096];

static const struct {
    const char *path, *text;
} files[] = {
    {"index.html", "<!doctype html>the app"}, {"assets/app-1a.js", "plain"}, {"assets/app-1a.js.br", "as br"},
    {"assets/app-1a.js.gz", "as gzip"},       {"logo.svg", "<svg/>"},        {"only.txt.gz", "without the file itself"},
};
#define FILES (sizeof(files) / sizeof(files[0]))

static const char *path_of(const char *name)
{
    static char path[128];
    (void) snprintf(path, sizeof(path), "%s/%s", folder, name);
    return path;
}

/* The whole response, "" for none. */
static const char *get(const struct web_request *request)
{
    struct frame *frame = web_response(web, request);
    answer[0] = '\0';
    if (!frame)
        return answer;
    assert_true(frame->size < sizeof(answer));
    memcpy(answer, frame->data, frame->size);
    answer[frame->size] = '\0';
    frame_release(frame);
    return answer;
}

static const char *get_path(const char *path, const char *accept_encoding, const char *if_none_match)
{
    return get(&(struct web_request){.path = path, .accept_encoding = accept_encoding, .if_none_match = if_none_match});
}

static void assert_has(const char *text)
{
    if (!strstr(answer, text))
        fail_msg("\"%s\" is not in \"%s\"", text, answer);
}

static void places_in_the_app_are_its_page(void **state)
{
    static const char *const paths[] = {"/", "/index.html", "/cases/1", "/../../etc/passwd", "/..", "", "/only.txt"};
    (void) state;
    for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        (void) get_path(paths[i], "", "");
        assert_has("HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\n");
        assert_has("cache-control: no-cache\r\n");
        assert_has("content-security-policy: default-src 'self'; connect-src 'self'; img-src 'self' data:; "
                   "frame-ancestors 'none'; base-uri 'none'; form-action 'self'\r\n");
        assert_has("referrer-policy: no-referrer\r\ncross-origin-opener-policy: same-origin\r\n");
        assert_has("x-content-type-options: nosniff\r\n");
        assert_has("\r\n\r\n<!doctype html>the app");
    }
    (void) get(&(struct web_request){
        .path = "/", .accept_encoding = "", .if_none_match = "", .form_action = "https://id.example"});
    assert_has("form-action 'self' https://id.example\r\n");
}

static void assets_are_themselves_or_nothing(void **state)
{
    static const char *const nothing[] = {"/assets/app-2b.js", "/assets/", "/assets/../index.html",
                                          "/assets/app-1a.js.br", "/assets/%2e%2e/index.html"};
    (void) state;
    (void) get_path("/assets/app-1a.js", "", "");
    assert_has("content-type: text/javascript; charset=utf-8\r\ncontent-length: 5\r\n");
    assert_has("cache-control: public, max-age=31536000, immutable\r\n");
    assert_has("\r\n\r\nplain");
    for (size_t i = 0; i < sizeof(nothing) / sizeof(nothing[0]); i++)
        assert_string_equal(get_path(nothing[i], "", ""), "");
    (void) get_path("/logo.svg", "gzip, br", "");
    assert_has("content-type: image/svg+xml\r\n");
    assert_null(strstr(answer, "content-encoding"));
}

static void compressed_for_who_takes_it(void **state)
{
    (void) state;
    (void) get_path("/assets/app-1a.js", "gzip, deflate, br", "");
    assert_has("content-encoding: br\r\n");
    assert_has("vary: accept-encoding\r\n");
    assert_has("\r\n\r\nas br");
    (void) get_path("/assets/app-1a.js", "GZIP;q=0.5, br;q=0", "");
    assert_has("\r\n\r\nas gzip");
    (void) get_path("/assets/app-1a.js", "br ; q=0.0, xgzip, *;q=0", "");
    assert_has("\r\n\r\nplain");
}

static void unchanged_is_not_sent_again(void **state)
{
    char etag[64], given[128];
    (void) state;
    const char *line = strstr(get_path("/assets/app-1a.js", "br", ""), "etag: ");
    assert_non_null(line);
    (void) snprintf(etag, sizeof(etag), "%.*s", (int) strcspn(line + 6, "\r"), line + 6);
    (void) snprintf(given, sizeof(given), "\"other\", W/%s", etag);
    (void) get_path("/assets/app-1a.js", "br", given);
    assert_has("HTTP/1.1 304 Not Modified\r\n");
    assert_null(strstr(answer, "as br"));
    assert_null(strstr(answer, "content-length"));
    (void) get_path("/assets/app-1a.js", "gzip", given);
    assert_has("HTTP/1.1 200 OK\r\n");
    (void) get(&(struct web_request){.path = "/", .accept_encoding = "", .if_none_match = "", .is_head = true});
    assert_has("content-length: 22\r\n");
    assert_null(strstr(answer, "<!doctype"));
}

static void a_folder_without_a_page_is_refused(void **state)
{
    struct web *none;
    (void) state;
    assert_int_equal(web_load(path_of("assets"), &none), -ENOENT);
    assert_int_equal(web_load("/nowhere", &none), -ENOENT);
}

static bool write_files(void)
{
    if (!mkdtemp(folder) || mkdir(path_of("assets"), 0700) < 0)
        return false;
    for (size_t i = 0; i < FILES; i++) {
        FILE *file = fopen(path_of(files[i].path), "w");
        if (!file || fputs(files[i].text, file) < 0 || fclose(file) != 0)
            return false;
    }
    /* What is behind a link is not served. */
    return symlink("/etc/passwd", path_of("assets/link.txt")) == 0;
}

static void links_are_not_followed(void **state)
{
    (void) state;
    assert_string_equal(get_path("/assets/link.txt", "", ""), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_in_the_app_are_its_page), cmocka_unit_test(assets_are_themselves_or_nothing),
        cmocka_unit_test(compressed_for_who_takes_it),    cmocka_unit_test(unchanged_is_not_sent_again),
        cmocka_unit_test(links_are_not_followed),         cmocka_unit_test(a_folder_without_a_page_is_refused),
    };
    if (!write_files() || web_load(folder, &web) != 0)
        return EXIT_FAILURE;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    web_free(web);
    for (size_t i = 0; i < FILES; i++)
        (void) remove(path_of(files[i].path));
    (void) remove(path_of("assets/link.txt"));
    (void) rmdir(path_of("assets"));
    (void) rmdir(folder);
    return failed;
}
