/* SPDX-License-Identifier: EUPL-1.2 */
/* The WAMP codec: its own cases, and the conformance set of ../shared/data/wamp-testsuite where that is present. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glob.h>
#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "transcode.h"
#include "wamp.h"

static struct arena arena;
static struct buffer input, output;

static const char *parse_json(const char *text, struct wamp_message *message)
{
    buffer_clear(&input);
    arena_reset(&arena);
    assert_true(transcode_from_json((struct bytes){(const uint8_t *) text, strlen(text)}, &input));
    return wamp_parse((struct bytes){input.data, input.size}, &arena, message);
}

static const char *parse_hex(const char *hex, struct wamp_message *message)
{
    size_t size = 0;
    buffer_clear(&input);
    arena_reset(&arena);
    uint8_t *bytes = arena_alloc(&arena, strlen(hex) / 2 + 1);
    assert_int_equal(sodium_hex2bin(bytes, strlen(hex) / 2 + 1, hex, strlen(hex), NULL, &size, NULL), 0);
    buffer_append(&input, bytes, size);
    return wamp_parse((struct bytes){input.data, input.size}, &arena, message);
}

static void messages_that_are_none(void **state)
{
    static const char *const texts[] = {
        "{}",
        "[]",
        "1",
        "[\"1\"]",
        "[48]",
        "[48,1]",
        "[48,1,{}]",
        "[48,0,{},\"a\"]",
        "[48,-1,{},\"a\"]",
        "[48,1.5,{},\"a\"]",
        "[48,9007199254740993,{},\"a\"]",
        "[48,1,[],\"a\"]",
        "[48,1,{},2]",
        "[48,1,{},\"a\",{}]",
        "[48,1,{},\"a\",[],[]]",
        "[48,1,{},\"a\",[],{},1]",
        "[1,\"samspil\"]",
        "[99,1]",
        "[33,1]",
        "[49,1,{\"mode\":\"x\"}]",
        "[48,1,{\"timeout\":-1},\"a\"]",
        "[48,1,{\"receive_progress\":1},\"a\"]",
        "[1,\"samspil\",{\"authmethods\":\"ticket\"}]",
        "[8,9999,1,{},\"a\"]",
    };
    struct wamp_message message;
    (void) state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        if (!parse_json(texts[i], &message))
            fail_msg("accepted: %s", texts[i]);
    }
}

static void bytes_that_are_none(void **state)
{
    static const char *const hexes[] = {
        "",                 /* nothing */
        "dd03ffffff",       /* announces more than there is */
        "df7fffffff",       /* the same of a map */
        "9530",             /* ends early */
        "9430018081a1",     /* within a text */
        "93300180a161c0",   /* something behind */
        "94300180a1ff",     /* no UTF-8 */
        "94300181c0c0a161", /* a key that is no text */
        "c1",
    };
    struct wamp_message message;
    char nested[2 * 64 + 1];
    (void) state;
    for (size_t i = 0; i < sizeof(hexes) / sizeof(hexes[0]); i++) {
        if (!parse_hex(hexes[i], &message))
            fail_msg("accepted: %s", hexes[i]);
    }
    for (size_t i = 0; i < 64; i++)
        memcpy(nested + 2 * i, "91", 3);
    assert_non_null(parse_hex(nested, &message));
}

static void what_real_clients_send(void **state)
{
    struct wamp_message message;
    (void) state;
    /* SUBSCRIBE of wampy: an option undefined as extension 0, the id as float64. */
    assert_null(parse_hex("9420cb41dfffffffc0000081a56d61746368d40000ac73616d7370696c2e66656564", &message));
    assert_int_equal(message.code, WAMP_SUBSCRIBE);
    assert_int_equal(message.request, 2147483647);
    assert_string_equal(message.uri, "samspil.feed");
    assert_int_equal(wamp_match_of(&message, &arena), WAMP_MATCH_EXACT);
    /* CALL of nexus: signed ids, map16 and array16 headers. */
    assert_null(parse_hex("dc000630d30000000000000007de0000a161dc0000de0000", &message));
    assert_int_equal(message.request, 7);
    assert_int_equal(wamp_count(message.args), 0);
    assert_int_equal(wamp_count(message.kwargs), 0);
    /* nil where an option is absent */
    assert_null(parse_json("[48,1,{\"timeout\":null,\"traceparent\":null},\"a\"]", &message));
    assert_int_equal(wamp_option_natural(message.options, "timeout"), -1);
    assert_null(wamp_option_text(message.options, "traceparent", &arena));
}

static void options(void **state)
{
    struct wamp_message message;
    (void) state;
    assert_null(parse_json("[1,\"samspil\",{\"authmethods\":[\"wampcra\",\"ticket\"],\"authid\":\"x\",\"authextra\":"
                           "{\"organisation\":\"o\"}}]",
                           &message));
    assert_true(wamp_option_lists(message.options, "authmethods", "ticket"));
    assert_false(wamp_option_lists(message.options, "authmethods", "tick"));
    struct bytes extra = wamp_option(message.options, "authextra");
    assert_string_equal(wamp_option_text(extra, "organisation", &arena), "o");
    assert_null(wamp_option(message.options, "auth").data);
    assert_null(parse_json("[16,1,{\"acknowledge\":true},\"a\"]", &message));
    assert_true(wamp_option_true(message.options, "acknowledge"));
    assert_false(wamp_option_true(message.options, "exclude_me"));
    assert_null(parse_json("[48,1,{\"timeout\":250.0},\"a\",[{\"b\":1}]]", &message));
    assert_int_equal(wamp_option_natural(message.options, "timeout"), 250);
    assert_int_equal(wamp_count(wamp_only_map(message.args)), 1);
    assert_null(parse_json("[48,1,{},\"a\",[{},{}]]", &message));
    assert_null(wamp_only_map(message.args).data);
}

static void topics(void **state)
{
    static const struct {
        enum wamp_match match;
        const char *pattern, *topic;
        bool matches;
    } rows[] = {
        {WAMP_MATCH_EXACT, "a.b", "a.b", true},       {WAMP_MATCH_EXACT, "a.b", "a.b.c", false},
        {WAMP_MATCH_PREFIX, "a.b", "a.bc", true},     {WAMP_MATCH_PREFIX, "a.b.", "a.b", false},
        {WAMP_MATCH_WILDCARD, "a..c", "a.b.c", true}, {WAMP_MATCH_WILDCARD, "a..c", "a.b.d", false},
        {WAMP_MATCH_WILDCARD, "a..", "a.b.c", true},  {WAMP_MATCH_WILDCARD, "a..", "a.b", false},
        {WAMP_MATCH_WILDCARD, "a.b", "a.b.c", false}, {WAMP_MATCH_WILDCARD, "..", "x.y.z", true},
        {WAMP_MATCH_WILDCARD, "a.b.", "a.b", false},  {WAMP_MATCH_WILDCARD, "ab.c", "a.c", false},
    };
    (void) state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        if (wamp_matches(rows[i].match, rows[i].pattern, rows[i].topic) != rows[i].matches)
            fail_msg("%s and %s", rows[i].pattern, rows[i].topic);
    }
    assert_true(wamp_uri_is_valid("a.b_c.d", false));
    assert_false(wamp_uri_is_valid("a..b", false));
    assert_true(wamp_uri_is_valid("a..b", true));
    assert_false(wamp_uri_is_valid("a.b.", false));
    assert_false(wamp_uri_is_valid("a b", true));
    assert_false(wamp_uri_is_valid("", false));
}

static void parse_output(struct wamp_message *message)
{
    assert_null(wamp_parse((struct bytes){output.data, output.size}, &arena, message));
    buffer_clear(&output);
}

static void what_is_sent_is_valid(void **state)
{
    static const uint8_t one[] = {0x81, 0xa1, 'a', 0x01};
    const struct bytes kwargs = {one, sizeof(one)};
    struct wamp_message message;
    (void) state;
    arena_reset(&arena);
    buffer_clear(&output);
    wamp_welcome(&output, &(struct wamp_welcome){.session = 9,
                                                 .realm = "r",
                                                 .authid = "i",
                                                 .authrole = "citizen",
                                                 .authmethod = "ticket",
                                                 .authprovider = "p",
                                                 .citizen_id = "c"});
    parse_output(&message);
    assert_int_equal(message.request, 9);
    struct bytes roles = wamp_option(message.options, "roles");
    assert_non_null(wamp_option(wamp_option(roles, "broker"), "features").data);
    assert_non_null(wamp_option(wamp_option(roles, "dealer"), "features").data);
    wamp_abort(&output, "wamp.error.x", "words");
    parse_output(&message);
    assert_string_equal(message.uri, "wamp.error.x");
    wamp_challenge(&output);
    parse_output(&message);
    assert_string_equal(message.uri, "ticket");
    wamp_goodbye(&output);
    parse_output(&message);
    wamp_result(&output, 5, (struct bytes){0});
    parse_output(&message);
    assert_null(message.args.data);
    wamp_result(&output, 5, kwargs);
    parse_output(&message);
    assert_int_equal(wamp_option_natural(message.kwargs, "a"), 1);
    wamp_error(&output, WAMP_CALL, 6, "u", kwargs);
    parse_output(&message);
    assert_int_equal(message.answered, WAMP_CALL);
    assert_int_equal(message.request, 6);
    wamp_subscribed(&output, 7, 8);
    parse_output(&message);
    assert_int_equal(message.other, 8);
    wamp_unsubscribed(&output, 7);
    parse_output(&message);
    wamp_event(&output, 1, 2, "t.u", kwargs);
    parse_output(&message);
    assert_string_equal(wamp_option_text(message.options, "topic", &arena), "t.u");
}

/*
 * The conformance set.
 */

static size_t samples;

static void check_bytes(const json_t *sample, const json_t *expected, bool is_json, const char *path)
{
    struct wamp_message message;
    const char *text = json_string_value(json_object_get(sample, "bytes"));
    const char *fault = is_json ? parse_json(text, &message)
                                : parse_hex(json_string_value(json_object_get(sample, "bytes_hex")), &message);
    if (fault)
        fail_msg("%s: %s", path, fault);
    assert_int_equal(message.code, json_integer_value(json_object_get(expected, "message_type")));
    static const char *const ids[] = {"request_id", "session_id"};
    for (size_t i = 0; i < 2; i++) {
        const json_t *id = json_object_get(expected, ids[i]);
        if (id && message.code != WAMP_ERROR)
            assert_int_equal(message.request, json_integer_value(id));
    }
    const json_t *procedure = json_object_get(expected, "procedure");
    if (procedure)
        assert_string_equal(message.uri, json_string_value(procedure));
    samples++;
}

static void check_rule(const json_t *sample, const char *path)
{
    struct wamp_message message;
    const json_t *expected = json_object_get(sample, "expected_error");
    const char *contains = json_string_value(json_object_get(expected, "contains"));
    char *text = json_dumps(json_object_get(sample, "wmsg"), JSON_COMPACT);
    const char *fault = parse_json(text, &message);
    if (!expected != !fault || (fault && !strstr(fault, contains)))
        fail_msg("%s: %s: %s", path, text, fault ? fault : "accepted");
    free(text);
    samples++;
}

static void check_file(const char *path)
{
    json_t *file = json_load_file(path, 0, NULL), *sample, *bytes;
    size_t i, j;
    assert_non_null(file);
    json_array_foreach(json_object_get(file, "samples"), i, sample)
    {
        const json_t *serializers = json_object_get(sample, "serializers");
        const json_t *expected = json_object_get(sample, "expected_attributes");
        json_array_foreach(json_object_get(serializers, "json"), j, bytes) check_bytes(bytes, expected, true, path);
        json_array_foreach(json_object_get(serializers, "msgpack"), j, bytes) check_bytes(bytes, expected, false, path);
        if (json_object_get(sample, "wmsg"))
            check_rule(sample, path);
    }
    json_decref(file);
}

static void conformance_set(void **state)
{
    char pattern[512];
    glob_t files;
    (void) state;
    (void) snprintf(pattern, sizeof(pattern), "%s/wamp-testsuite/singlemessage/*/*.json", getenv("SAMSPIL_DATA"));
    if (glob(pattern, 0, NULL, &files) != 0) {
        print_message("../shared/data/wamp-testsuite is not here: skipped\n");
        skip();
    }
    for (size_t i = 0; i < files.gl_pathc; i++)
        check_file(files.gl_pathv[i]);
    globfree(&files);
    print_message("%zu samples\n", samples);
    assert_true(samples > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages_that_are_none),
        cmocka_unit_test(bytes_that_are_none),
        cmocka_unit_test(what_real_clients_send),
        cmocka_unit_test(options),
        cmocka_unit_test(topics),
        cmocka_unit_test(what_is_sent_is_valid),
        cmocka_unit_test(conformance_set),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(&arena);
    buffer_free(&input);
    buffer_free(&output);
    return failed;
}
