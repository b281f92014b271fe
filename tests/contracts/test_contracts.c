/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Walks the messages in valid/ and invalid/: each file is a test. A new case is a new file; tests/support/fixture.h says
 * what stands in it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"

static void test_valid(void **state)
{
    struct fixture fixture = fixture_load(*state);
    const struct message_type *type = fixture.known.type;
    struct arena arena = {0};
    struct buffer first = {0}, second = {0};
    struct message_error error;
    void *message = arena_alloc(&arena, type->size);

    if (message_decode(type, (struct bytes){fixture.bytes.data, fixture.bytes.size}, fixture.known.mode, &arena,
                       message, NULL, &error))
        fail_msg("refused: %s %s", error.path, error.reason);
    message_encode(type, message, &first);
    assert_int_equal(message_scan((struct bytes){first.data, first.size}), first.size);

    json_t *expected = json_object_get(fixture.file, "becomes");
    if (!expected)
        expected = json_object_get(fixture.file, "message");
    json_t *json = fixture_json((struct bytes){first.data, first.size});
    if (!json_equal(json, expected))
        fail_msg("becomes %s", json_dumps(json, JSON_COMPACT));

    void *again = arena_alloc(&arena, type->size);
    assert_int_equal(
        message_decode(type, (struct bytes){first.data, first.size}, MESSAGE_STRICT, &arena, again, NULL, &error), 0);
    message_encode(type, again, &second);
    assert_int_equal(first.size, second.size);
    assert_memory_equal(first.data, second.data, first.size);

    json_decref(json);
    buffer_free(&first);
    buffer_free(&second);
    arena_free(&arena);
    fixture_free(&fixture);
}

static void test_invalid(void **state)
{
    struct fixture fixture = fixture_load(*state);
    struct arena arena = {0};
    struct message_error error;
    void *message = arena_alloc(&arena, fixture.known.type->size);
    if (!message_decode(fixture.known.type, (struct bytes){fixture.bytes.data, fixture.bytes.size}, fixture.known.mode,
                        &arena, message, NULL, &error))
        fail_msg("%s was accepted", (const char *) *state);
    assert_string_equal(error.path, json_string_value(json_object_get(fixture.file, "path")));
    const char *reason = json_string_value(json_object_get(fixture.file, "reason"));
    if (!strstr(error.reason, reason))
        fail_msg("the reason is: %s", error.reason);
    arena_free(&arena);
    fixture_free(&fixture);
}

static const char *name_of(const char *path)
{
    return strrchr(path, '/') + 1;
}

static bool is_about(const char *path, const char *type)
{
    size_t length = strlen(type);
    return strncmp(name_of(path), type, length) == 0 && name_of(path)[length] == '.';
}

static void needs_one(const glob_t *files, const char *type, const char *what)
{
    for (size_t i = 0; i < files->gl_pathc; i++) {
        if (is_about(files->gl_pathv[i], type))
            return;
    }
    fail_msg("%s has no %s message in the fixtures", type, what);
}

static glob_t valid, invalid;

static void test_every_message_has_fixtures(void **state)
{
    (void) state;
    for (const struct known_type *known = known_types(); known->type; known++)
        needs_one(&valid, known->type->name, "valid");
    for (size_t i = 0; contracts[i]; i++) {
        for (size_t j = 0; j < contracts[i]->procedure_count; j++) {
            if (contracts[i]->procedures[j]->kind == PROCEDURE_COMMAND)
                needs_one(&invalid, contracts[i]->procedures[j]->input->name, "invalid");
        }
    }
}

static void list(glob_t *files, const char *folder, const char *kind)
{
    char pattern[4096];
    snprintf(pattern, sizeof(pattern), "%s/%s/*.json", folder, kind);
    if (glob(pattern, 0, NULL, files) != 0) {
        fprintf(stderr, "no fixtures: %s\n", pattern);
        exit(EXIT_FAILURE);
    }
}

static struct CMUnitTest *add(struct CMUnitTest *test, const glob_t *files, CMUnitTestFunction function)
{
    for (size_t i = 0; i < files->gl_pathc; i++) {
        *test++ = (struct CMUnitTest){
            .name = name_of(files->gl_pathv[i]), .test_func = function, .initial_state = files->gl_pathv[i]};
    }
    return test;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
        return EXIT_FAILURE;
    }
    list(&valid, argv[1], "valid");
    list(&invalid, argv[1], "invalid");
    size_t count = valid.gl_pathc + invalid.gl_pathc + 1;
    struct CMUnitTest *tests = calloc(count, sizeof(*tests));
    if (!tests)
        return EXIT_FAILURE;
    struct CMUnitTest *end = add(add(tests, &valid, test_valid), &invalid, test_invalid);
    *end = (struct CMUnitTest) cmocka_unit_test(test_every_message_has_fixtures);
    int failed = _cmocka_run_group_tests("contracts", tests, count, NULL, NULL);
    free(tests);
    globfree(&valid);
    globfree(&invalid);
    return failed;
}
