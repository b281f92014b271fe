/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "identity.h"
#include "log.h"

/* What a piece of code writes to stderr. */
static char written[65536];

#define CAPTURE(code)                                                                                                  \
    do {                                                                                                               \
        int kept = capture_begin();                                                                                    \
        code;                                                                                                          \
        capture_end(kept);                                                                                             \
    } while (0)

static FILE *captured;

static int capture_begin(void)
{
    captured = tmpfile();
    assert_non_null(captured);
    int kept = dup(STDERR_FILENO);
    dup2(fileno(captured), STDERR_FILENO);
    return kept;
}

static void capture_end(int kept)
{
    dup2(kept, STDERR_FILENO);
    close(kept);
    rewind(captured);
    written[fread(written, 1, sizeof(written) - 1, captured)] = '\0';
    fclose(captured);
}

/* The one line that was written, as JSON. */
static json_t *line(void)
{
    size_t length = strlen(written);
    assert_true(length > 0 && strchr(written, '\n') == written + length - 1);
    json_error_t error;
    json_t *object = json_loads(written, JSON_REJECT_DUPLICATES, &error);
    if (!object)
        fail_msg("%s in %s", error.text, written);
    return object;
}

static const char *text_of(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

static void test_line(void **state)
{
    (void) state;
    log_open("referrals", LOG_LEVEL_INFO);
    log_trace("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    CAPTURE(
        log_warning("stream created", LOG_TEXT("stream", "THINGS"), LOG_INTEGER("sequence", 42), LOG_ERROR(-ENOSPC)));
    log_trace(NULL);
    json_t *object = line();
    assert_true(time_parse(text_of(object, "time")) > 0);
    assert_string_equal(text_of(object, "level"), "warning");
    assert_string_equal(text_of(object, "service"), "referrals");
    assert_string_equal(text_of(object, "message"), "stream created");
    assert_string_equal(text_of(object, "traceparent"), "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    assert_string_equal(text_of(object, "stream"), "THINGS");
    assert_int_equal(json_integer_value(json_object_get(object, "sequence")), 42);
    assert_string_equal(text_of(object, "error"), "ENOSPC");
    json_decref(object);
}

static void test_levels(void **state)
{
    (void) state;
    log_open("referrals", LOG_LEVEL_WARNING);
    CAPTURE(log_debug("no"); log_info("no"));
    assert_string_equal(written, "");
    CAPTURE(log_error("yes"));
    json_decref(line());
    log_open("referrals", LOG_LEVEL_DEBUG);
    CAPTURE(log_debug("yes"));
    json_decref(line());
}

static void test_escapes(void **state)
{
    (void) state;
    static const char hard[] = "quote\" back\\ line\n tab\t bell\x07 Ærø €";
    CAPTURE(log_info(hard,
                     LOG_TEXT("bad", "a\xff"
                                     "b\xc3"),
                     LOG_INTEGER("least", INT64_MIN)));
    json_t *object = line();
    assert_string_equal(text_of(object, "message"), hard);
    assert_string_equal(text_of(object, "bad"), "a\xef\xbf\xbd"
                                                "b\xef\xbf\xbd");
    assert_true(json_integer_value(json_object_get(object, "least")) == INT64_MIN);
    json_decref(object);
}

/* Whatever its length, a line is whole JSON of at most 4096 bytes, and a cut shows. */
static void test_long_lines(void **state)
{
    (void) state;
    static char longest[8192];
    for (size_t length = 3900; length < 4200; length++) {
        memset(longest, 0, sizeof(longest));
        for (size_t i = 0; i + 2 <= length; i += 2)
            memcpy(longest + i, length % 3 ? "\xc3\xa6" : "\n\"", 2);
        CAPTURE(log_info("long", LOG_TEXT("text", longest), LOG_INTEGER("after", 1), LOG_TEXT("more", longest)));
        json_t *object = line();
        assert_true(strlen(written) <= 4096);
        const char *text = text_of(object, "text");
        if (strcmp(text, longest) != 0)
            assert_string_equal(text + strlen(text) - 3, "\xe2\x80\xa6");
        json_decref(object);
    }
}

static void test_error_text(void **state)
{
    (void) state;
    assert_string_equal(log_error_text(-ENOTCONN), "ENOTCONN");
    assert_string_equal(log_error_text(-99999), "unknown error");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_line),       cmocka_unit_test(test_levels),     cmocka_unit_test(test_escapes),
        cmocka_unit_test(test_long_lines), cmocka_unit_test(test_error_text),
    };
    return cmocka_run_group_tests_name("log", tests, NULL, NULL);
}
