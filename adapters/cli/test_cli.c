/* SPDX-License-Identifier: EUPL-1.2 */
/* Arguments become what the contract says; tokens are what the gateway checks; server-sent events; the command itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "../../gateway/token.h"
#include "arguments.h"
#include "directory_contract.h"
#include "identity.h"
#include "issuer.h"
#include "scratch.h"
#include "sse.h"

static void procedures_are_found(void **state)
{
    (void) state;
    assert_ptr_equal(procedure_find("samspil.directory.get_offer"), &directory_get_offer_procedure);
    assert_ptr_equal(procedure_find("directory.get_offer"), &directory_get_offer_procedure);
    assert_null(procedure_find("directory.get_offers"));
    assert_null(procedure_find("directory"));
    assert_null(procedure_find("get_offer"));
    assert_null(procedure_find("samspil.get_offer"));
    assert_null(procedure_find(""));
}

/* Arguments, ended by NULL, as JSON with sorted keys. */
static void expect_json(const struct message_type *type, const char *const *arguments, const char *expected)
{
    struct arena arena = {0};
    json_t *object = json_object();
    for (; *arguments; arguments++)
        assert_null(argument_add(object, type, *arguments, &arena));
    char *text = json_dumps(object, JSON_COMPACT | JSON_SORT_KEYS);
    assert_string_equal(text, expected);
    free(text);
    json_decref(object);
    arena_free(&arena);
}
#define EXPECT(type, expected, ...) expect_json(&(type), (const char *const[]){__VA_ARGS__, NULL}, expected)

static void values_are_what_the_contract_says(void **state)
{
    (void) state;
    EXPECT(directory_search_offers_type, "{\"limit\":10,\"text\":\"10\",\"with_capacity\":true}", "limit=10", "text=10",
           "with_capacity=true");
    EXPECT(directory_publish_offer_type, "{\"name\":\"{\\\"a\\\": 1}\",\"status\":\"temporarily closed\"}",
           "name={\"a\": 1}", "status=temporarily closed");
    EXPECT(directory_publish_offer_type, "{\"description\":\"a=b\",\"languages\":[\"da\",\"se\"]}", "description=a=b",
           "languages=da,se");
    EXPECT(directory_publish_offer_type, "{\"categories\":[\"a, b\"],\"languages\":[]}", "categories=[\"a, b\"]",
           "languages=");
    EXPECT(directory_publish_offer_type, "{\"source\":{\"identifier\":\"17\",\"system\":\"aaby\"}}",
           "source.system=aaby", "source.identifier=17");
    EXPECT(directory_publish_offer_type, "{\"locations\":[{\"name\":\"Huset\"}]}", "locations=[{\"name\": \"Huset\"}]");
    EXPECT(directory_add_member_type, "{\"roles\":[\"leader\",\"coordinator\"]}", "roles=leader,coordinator");
    EXPECT(directory_set_capacity_type, "{\"maximum\":3}", "maximum=2", "maximum=3");
}

static void expect_reason(const struct message_type *type, const char *argument, const char *expected)
{
    struct arena arena = {0};
    json_t *object = json_object();
    const char *reason = argument_add(object, type, argument, &arena);
    assert_non_null(reason);
    assert_string_equal(reason, expected);
    assert_int_equal(json_object_size(object), 0);
    json_decref(object);
    arena_free(&arena);
}

static void wrong_arguments_are_explained(void **state)
{
    (void) state;
    expect_reason(&directory_get_offer_type, "offer=1", "there is no field offer; there are: offer_id");
    expect_reason(&directory_get_offer_type, "offer_id", "offer_id: must be name=value");
    expect_reason(&directory_search_offers_type, "limit=ten", "limit: must be a number");
    expect_reason(&directory_search_offers_type, "with_capacity=maybe", "with_capacity: must be true or false");
    expect_reason(&directory_search_offers_type, "text.more=1", "text: has no fields of its own");
    expect_reason(&directory_search_offers_type, "text=\xff", "text: must be UTF-8");
    expect_reason(&directory_publish_offer_type, "locations=Huset", "locations: must be a JSON array");
}

static void fields_are_listed(void **state)
{
    (void) state;
    char *text = NULL;
    size_t size;
    FILE *to = open_memstream(&text, &size);
    arguments_print(&directory_publish_offer_type, to);
    assert_int_equal(fclose(to), 0);
    assert_non_null(strstr(text, "  name                              text of at most 200 characters; required\n"));
    assert_non_null(strstr(text, "  status                            one of active, inactive, "));
    assert_non_null(strstr(text, "  minimum_age                       whole number from 0 to 150\n"));
    assert_non_null(strstr(text, "  source                            object\n"));
    assert_non_null(strstr(text, "  source.system                     text of at most 100 characters; required\n"));
    free(text);
}

static int set_up(void **state)
{
    struct scratch *installation = calloc(1, sizeof(*installation));
    scratch_make(installation);
    *state = installation;
    return 0;
}

static int tear_down(void **state)
{
    scratch_remove(*state);
    free(*state);
    return 0;
}

/* The gateway's own check, with the keys that were written for it. */
static const char *fault_of(const struct scratch *installation, const char *token, int64_t now_ms, struct identity *who)
{
    struct token_keys *keys;
    assert_int_equal(token_keys_load(scratch_path(installation, "keys/jwks.json"), &keys), 0);
    const struct token_expected expected = {ISSUER_NAME, ISSUER_AUDIENCE};
    const char *fault = token_verify(keys, &expected, token, strlen(token), now_ms, who);
    token_keys_free(keys);
    return fault;
}

static void tokens_are_accepted_until_they_expire(void **state)
{
    const struct scratch *installation = *state;
    int64_t now = time_now_ms();
    struct identity who;
    char *token, *other;
    assert_int_equal(issuer_init(installation->path), 0);
    assert_int_equal(issuer_token(installation->path, "anna@aaby.example", now, 60, &token), 0);
    assert_null(fault_of(installation, token, now, &who));
    assert_string_equal(who.subject, "anna@aaby.example");
    assert_non_null(fault_of(installation, token, now + 60000 + TOKEN_LEEWAY_MS + 1000, &who));
    assert_int_equal(issuer_token(installation->path, "anna@aaby.example", now, 60, &other), 0);
    assert_string_not_equal(token, other);
    token[strlen(token) - 5] ^= 1;
    assert_non_null(fault_of(installation, token, now, &who));
    free(token);
    free(other);
}

static void keys_are_made_once_and_kept_secret(void **state)
{
    const struct scratch *installation = *state;
    char *token;
    struct stat status;
    struct identity who;
    int64_t now = time_now_ms();
    assert_true(issuer_token(installation->path, "anna", now, 60, &token) < 0); /* no key yet */
    assert_int_equal(issuer_init(installation->path), 0);
    assert_int_equal(stat(scratch_path(installation, "keys/issuer.jwk"), &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_int_equal(issuer_token(installation->path, "anna", now, 60, &token), 0);
    const char *path = scratch_path(installation, "keys/jwks.json");
    json_t *public = json_load_file(path, 0, NULL);
    assert_null(json_object_get(json_array_get(json_object_get(public, "keys"), 0), "d"));
    json_decref(public);
    assert_int_equal(remove(path), 0);
    assert_int_equal(issuer_init(installation->path), 0); /* writes it again, of the same key */
    assert_null(fault_of(installation, token, now, &who));
    free(token);
}

static void events_are_read_from_lines(void **state)
{
    (void) state;
    struct sse sse = {0};
    assert_false(sse_line(&sse, ""));
    assert_false(sse_line(&sse, ": a comment"));
    assert_false(sse_line(&sse, "retry: 250"));
    assert_false(sse_line(&sse, "retry: soon"));
    assert_int_equal(sse.retry_ms, 250);
    assert_false(sse_line(&sse, "id: 41"));
    assert_false(sse_line(&sse, "data: {\"a\":"));
    assert_false(sse_line(&sse, "data:1}"));
    assert_true(sse_line(&sse, ""));
    assert_string_equal((const char *) sse.data.data, "{\"a\":\n1}");
    assert_string_equal((const char *) sse.id.data, "41");
    assert_false(sse_line(&sse, ""));
    assert_false(sse_line(&sse, "database: x"));
    assert_false(sse_line(&sse, "data: 2"));
    assert_true(sse_line(&sse, ""));
    assert_string_equal((const char *) sse.data.data, "2");
    assert_string_equal((const char *) sse.id.data, "41");
    sse_free(&sse);
}

static const char *program; /* `samspil`: the first argument of this test */

/* Runs it with arguments; what it says goes into said. */
#define RUN(...)                                                                                                       \
    (free(said), command_run((const char *const[]){program, __VA_ARGS__, NULL}, COMMAND_OUTPUT_AND_ERRORS, &said))

static void the_command_says_what_is_wrong(void **state)
{
    const struct scratch *installation = *state;
    const char *directory = installation->path;
    char *said = NULL;
    struct arena arena = {0};
    struct identity who;
    assert_int_equal(RUN("help"), 0);
    assert_non_null(strstr(said, "samspil import hsds PATH"));
    assert_non_null(strstr(said, "SAMSPIL_STATE"));
    assert_int_equal(RUN("--version"), 0);
    assert_int_equal(RUN("referee"), 2);
    assert_int_equal(RUN("import"), 2);
    assert_non_null(strstr(said, "samspil import registers nl|uk FILE"));
    assert_int_equal(RUN("import", "hsds"), 2);
    assert_int_equal(RUN("import", "hsds", "one", "two"), 2);
    assert_non_null(strstr(said, "two: one argument too many\nusage: samspil import hsds PATH"));
    assert_int_equal(RUN("feed", "--help"), 0);
    assert_non_null(strstr(said, "--follow"));
    assert_int_equal(RUN("call", "directory.get_offer", "--help"), 0);
    assert_non_null(strstr(said, "offer_id"));
    assert_int_equal(RUN("call", "directory.get_offers", "--help"), 2);
    assert_int_equal(RUN("call", "directory.get_offers", "--as", "x"), 2);
    assert_non_null(strstr(said, "directory.get_offer\n"));
    assert_null(strstr(said, "referrals."));
    assert_int_equal(RUN("call", "directory.get_offer", "id=1", "--as", "x"), 2);
    assert_non_null(strstr(said, "there are: offer_id"));
    assert_int_equal(RUN("token", "--state", directory, "--as", "anna"), 1);
    assert_non_null(strstr(said, "samspil keys init"));
    assert_int_equal(RUN("keys", "init", "--state", directory), 0);
    assert_string_equal(said, "");
    assert_int_equal(RUN("token", "--ttl", "60", "--as=anna", "--state", directory), 0);
    said[strcspn(said, "\n")] = '\0';
    assert_null(fault_of(installation, said, time_now_ms(), &who));
    assert_int_equal(RUN("token", "--as", "anna", "--ttl", "0"), 2);
    assert_int_equal(RUN("import", "hsds", "/nonexistent", "--state", directory), 1);
    assert_int_equal(RUN("token", "--as", "", "--state", directory), 1);
    const char *full = arena_print(&arena, "%s token --as anna --state %s > /dev/full", program, directory);
    free(said);
    assert_int_equal(command_run((const char *const[]){"sh", "-c", full, NULL}, COMMAND_OUTPUT_AND_ERRORS, &said), 1);
    assert_string_equal(said, "stdout: not everything could be written\n");
    arena_free(&arena);
    free(said);
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return EXIT_FAILURE;
    program = argv[1];
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(procedures_are_found),
        cmocka_unit_test(values_are_what_the_contract_says),
        cmocka_unit_test(wrong_arguments_are_explained),
        cmocka_unit_test(fields_are_listed),
        cmocka_unit_test_setup_teardown(tokens_are_accepted_until_they_expire, set_up, tear_down),
        cmocka_unit_test_setup_teardown(keys_are_made_once_and_kept_secret, set_up, tear_down),
        cmocka_unit_test(events_are_read_from_lines),
        cmocka_unit_test_setup_teardown(the_command_says_what_is_wrong, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
