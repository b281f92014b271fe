/* SPDX-License-Identifier: EUPL-1.2 */
/* The query of an address as arguments, by what the contract says of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "cases_contract.h"
#include "directory_contract.h"
#include "query.h"
#include "transcode.h"

#define PAIRS_OF(...) (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *)

static void expect(const struct message_type *type, const char *const *pairs, size_t count, const char *json)
{
    struct buffer map = {0}, text = {0};
    assert_true(query_arguments(type, pairs, count, &map));
    transcode_to_json((struct bytes){map.data, map.size}, &text);
    buffer_append(&text, "", 1);
    assert_string_equal((const char *) text.data, json);
    buffer_free(&map);
    buffer_free(&text);
}

static void values_of_each_type(void **state)
{
    const struct message_type *offers = &directory_search_offers_type;
    (void) state;
    expect(offers, NULL, 0, "{}");
    expect(offers, PAIRS_OF("text=visit", "limit=10", "with_capacity=true"),
           "{\"text\":\"visit\",\"limit\":10,\"with_capacity\":true}");
    expect(offers, PAIRS_OF("with_capacity=false", "text=a=b&c"), "{\"with_capacity\":false,\"text\":\"a=b&c\"}");
    expect(offers, PAIRS_OF("limit=-1"), "{\"limit\":-1}");
    expect(&directory_location_type, PAIRS_OF("latitude=-17.5"), "{\"latitude\":-17.5}");
    expect(&directory_list_organisations_type, PAIRS_OF("type=municipality"), "{\"type\":\"municipality\"}");
}

static void lists_by_repetition(void **state)
{
    (void) state;
    expect(&cases_list_inquiries_type, PAIRS_OF("status=waiting", "limit=1", "status=", "status=taken"),
           "{\"status\":[\"waiting\",\"taken\"],\"limit\":1}");
    expect(&cases_list_inquiries_type, PAIRS_OF("status=waiting"), "{\"status\":[\"waiting\"]}");
}

static void empty_values_are_none(void **state)
{
    (void) state;
    expect(&directory_search_offers_type, PAIRS_OF("text=", "limit", "", "=", "=x", "language=da"),
           "{\"\":\"x\",\"language\":\"da\"}");
}

/* The service refuses them by their names. */
static void what_does_not_fit_goes_on_as_text(void **state)
{
    const struct message_type *offers = &directory_search_offers_type;
    static const char *const integers[] = {
        "limit=ten", "limit=1e3", "limit= 1", "limit=1x", "limit=99999999999999999999", "limit=0x10"};
    struct buffer map = {0};
    struct arena arena = {0};
    struct directory_search_offers in;
    struct message_error error;
    (void) state;
    for (size_t i = 0; i < sizeof(integers) / sizeof(integers[0]); i++) {
        buffer_clear(&map);
        assert_true(query_arguments(offers, &integers[i], 1, &map));
        assert_int_equal(
            message_decode(offers, (struct bytes){map.data, map.size}, MESSAGE_STRICT, &arena, &in, NULL, &error), 1);
        assert_string_equal(error.path, "limit");
    }
    expect(&directory_location_type, PAIRS_OF("latitude=nan"), "{\"latitude\":\"nan\"}");
    expect(&directory_location_type, PAIRS_OF("latitude=1e999"), "{\"latitude\":\"1e999\"}");
    expect(offers, PAIRS_OF("with_capacity=yes"), "{\"with_capacity\":\"yes\"}");
    expect(offers, PAIRS_OF("nonsense=1"), "{\"nonsense\":\"1\"}");
    buffer_clear(&map);
    assert_true(query_arguments(offers, PAIRS_OF("text=a", "text=b"), &map));
    assert_int_equal(
        message_decode(offers, (struct bytes){map.data, map.size}, MESSAGE_STRICT, &arena, &in, NULL, &error), 1);
    assert_string_equal(error.path, "text");
    buffer_free(&map);
    arena_free(&arena);
}

static void what_is_no_text(void **state)
{
    const char *many[QUERY_PAIRS + 1];
    struct buffer map = {0};
    (void) state;
    assert_false(query_arguments(&directory_search_offers_type, PAIRS_OF("text=\xc3("), &map));
    assert_false(query_arguments(&directory_search_offers_type, PAIRS_OF("\xff=a"), &map));
    for (size_t i = 0; i <= QUERY_PAIRS; i++)
        many[i] = "text=a";
    assert_false(query_arguments(&directory_search_offers_type, many, QUERY_PAIRS + 1, &map));
    assert_int_equal(map.size, 0);
    assert_true(query_arguments(&directory_search_offers_type, many, QUERY_PAIRS, &map));
    buffer_free(&map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_of_each_type),   cmocka_unit_test(lists_by_repetition),
        cmocka_unit_test(empty_values_are_none), cmocka_unit_test(what_does_not_fit_goes_on_as_text),
        cmocka_unit_test(what_is_no_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
