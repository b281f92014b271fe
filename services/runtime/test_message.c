/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The codec on a type of its own that has every kind of field. What the contracts make of it is tested in tests/contracts.
 */
#include "test_sample.h"

static void test_every_kind_round_trips(void **state)
{
    struct test *test = *state;
    put_everything(test);
    accepts(test);
    check_everything(&test->sample);

    struct buffer again = {0};
    message_encode(&sample_type, &test->sample, &again);
    assert_int_equal(message_scan((struct bytes){again.data, again.size}), again.size);
    assert_int_equal(decode_bytes(test, again.data, again.size), 0);
    check_everything(&test->sample);
    buffer_free(&again);
}

static void test_what_is_optional_may_be_absent(void **state)
{
    struct test *test = *state;
    put_required(test);
    accepts(test);
    assert_null(test->sample.name);
    assert_false(test->sample.has_small);
    assert_false(test->sample.has_open);
    assert_int_equal(test->sample.colour, COLOUR_NONE);
    assert_int_equal(test->sample.colours, 0);
    assert_null(test->sample.away);
    assert_null(test->sample.picture.data);
    assert_null(test->sample.free.data);
    struct buffer again = {0};
    message_encode(&sample_type, &test->sample, &again);
    assert_int_equal(again.data[0], 0x83); /* the three required ones and nothing else */
    buffer_free(&again);
}

static void test_nil_and_extensions_count_as_absent(void **state)
{
    struct test *test = *state;
    put_required(test);
    msgpack_pack_nil(put_key(test, "name"));
    msgpack_pack_ext(put_key(test, "small"), 1, 0);
    msgpack_pack_ext_body(&test->packer, "", 1);
    msgpack_pack_nil(put_key(test, "away"));
    accepts(test);
    assert_null(test->sample.name);
    assert_false(test->sample.has_small);
}

static void test_integers_of_any_width_and_sign(void **state)
{
    struct test *test = *state;
    static const struct {
        int value;
        size_t size;
        uint8_t bytes[9];
    } forms[] = {
        {5, 1, {0x05}},
        {5, 2, {0xcc, 5}},
        {5, 3, {0xcd, 0, 5}},
        {5, 5, {0xce, 0, 0, 0, 5}},
        {5, 9, {0xcf, 0, 0, 0, 0, 0, 0, 0, 5}},
        {5, 2, {0xd0, 5}},
        {5, 3, {0xd1, 0, 5}},
        {5, 5, {0xd2, 0, 0, 0, 5}},
        {5, 9, {0xd3, 0, 0, 0, 0, 0, 0, 0, 5}},
        {5, 5, {0xca, 0x40, 0xa0, 0, 0}},
        {5, 9, {0xcb, 0x40, 0x14, 0, 0, 0, 0, 0, 0}},
        {-1, 1, {0xff}},
        {-1, 2, {0xd0, 0xff}},
        {-1, 3, {0xd1, 0xff, 0xff}},
        {-1, 5, {0xd2, 0xff, 0xff, 0xff, 0xff}},
        {-1, 9, {0xd3, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}},
    };
    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
        put_required(test);
        put_key(test, "small");
        buffer_append(&test->pairs, forms[i].bytes, forms[i].size);
        accepts(test);
        assert_int_equal(test->sample.small, forms[i].value);
        sample_reset(test);
    }
}

static void test_integers_at_the_ends_of_64_bits(void **state)
{
    struct test *test = *state;
    static const int64_t ends[] = {INT64_MIN, INT64_MAX};
    for (size_t i = 0; i < 2; i++) {
        put_key(test, "id");
        put_text(test, SAMPLE_ID);
        msgpack_pack_int64(put_key(test, "count"), ends[i]);
        put_key(test, "home");
        put_place(test, "home", "1");
        accepts(test);
        assert_true(test->sample.count == ends[i]);
        sample_reset(test);
    }
}

static void test_five_characters_of_two_bytes_fit(void **state)
{
    struct test *test = *state;
    put_required(test);
    put_key(test, "name");
    put_text(test, "ÅØÆÅØ");
    accepts(test);
}

static void test_times_get_their_normal_form(void **state)
{
    struct test *test = *state;
    static const char *const times[][2] = {
        {"2026-01-31T00:00:00Z", "2026-01-31T00:00:00.000Z"},
        {"2024-02-29T23:59:59.9Z", "2024-02-29T23:59:59.900Z"},
        {"2024-02-29T23:59:59.123456789Z", "2024-02-29T23:59:59.123Z"},
        {"2000-02-29T23:59:59.123Z", "2000-02-29T23:59:59.123Z"},
        {"2026-01-31T00:00:00", NULL},
        {"2026-01-31T00:00:00+00:00", NULL},
        {"2026-01-31 00:00:00Z", NULL},
        {"2026-01-31T24:00:00Z", NULL},
        {"2026-01-31T00:60:00Z", NULL},
        {"2026-01-31T00:00:60Z", NULL},
        {"2026-01-31T00:00:00.Z", NULL},
        {"2026-01-31T00:00:00.1x3Z", NULL},
        {"2026-01-31T00:00:001Z", NULL},
        {"2026-02-29T00:00:00Z", NULL},
        {"1900-02-29T00:00:00Z", NULL},
        {"2026-13-01T00:00:00Z", NULL},
        {"2026-00-01T00:00:00Z", NULL},
        {"2026-01-32T00:00:00Z", NULL},
        {"2026-01-00T00:00:00Z", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
        put_required(test);
        put_key(test, "time");
        put_text(test, times[i][0]);
        if (times[i][1]) {
            accepts(test);
            assert_string_equal(test->sample.time, times[i][1]);
        } else {
            refuses(test, "time", "must be a time in UTC such as 2026-01-31T12:00:00Z");
        }
        sample_reset(test);
    }
}

static void test_withholding(void **state)
{
    struct test *test = *state;
    put_everything(test);
    accepts(test);
    assert_int_equal(message_categories(&sample_type, &test->sample), SECRET | PRIVATE);

    message_withhold(&sample_type, &test->sample, SECRET | PRIVATE);
    check_everything(&test->sample);

    message_withhold(&sample_type, &test->sample, SECRET);
    assert_int_equal(message_categories(&sample_type, &test->sample), SECRET);
    assert_non_null(test->sample.name);
    assert_false(test->sample.has_small);
    assert_int_equal(test->sample.small, 0);
    assert_false(test->sample.has_open);
    assert_null(test->sample.away);
    assert_null(test->sample.free.data);

    message_withhold(&sample_type, &test->sample, 0);
    assert_int_equal(message_categories(&sample_type, &test->sample), 0);
    assert_null(test->sample.name);
    assert_int_equal(test->sample.colour, COLOUR_NONE);
    assert_int_equal(test->sample.colours, 0);
    assert_int_equal(test->sample.words.count, 0);
    assert_null(test->sample.picture.data);
    assert_string_equal(test->sample.home.name, "home");
    assert_null(test->sample.home.phone);
    assert_int_equal(test->sample.places.count, 2);
    assert_null(test->sample.places.items[0].phone);
    assert_null(test->sample.places.items[1].phone);
    assert_string_equal(test->sample.time, "2026-02-28T23:59:59.120Z");
    assert_true(test->sample.has_weight);
}

static void test_categories_deep_in_lists(void **state)
{
    struct test *test = *state;
    const struct place places[] = {{.name = "one"}, {.name = "two", .phone = "2"}};
    test->sample = (struct sample){.home = {.name = "home"}, .places = {places, 1}};
    assert_int_equal(message_categories(&sample_type, &test->sample), 0);
    test->sample.places.count = 2;
    assert_int_equal(message_categories(&sample_type, &test->sample), SECRET);
}

static void test_assigning_by_name(void **state)
{
    struct test *test = *state;
    put_everything(test);
    accepts(test);
    struct sample copy = {.has_small = true, .small = 1};
    message_assign(&sample_type, &copy, &sample_type, &test->sample);
    check_everything(&copy);
    assert_true(message_equal(&sample_type, &copy, &test->sample));
    struct place named = {.phone = "0"};
    message_assign(&place_type, &named, &sample_type, &test->sample);
    assert_string_equal(named.name, "Åse");
    assert_string_equal(named.phone, "0");
    copy.small = 4;
    assert_false(message_equal(&sample_type, &copy, &test->sample));
}

static void test_enum_texts(void **state)
{
    (void) state;
    assert_string_equal(message_enum_text(&colours, COLOUR_BLUE), "light blue");
    assert_null(message_enum_text(&colours, COLOUR_NONE));
    assert_null(message_enum_text(&colours, 4));
    assert_null(message_enum_text(&colours, -1));
    assert_int_equal(message_enum_value(&colours, "green"), COLOUR_GREEN);
    assert_int_equal(message_enum_value(&colours, "gree"), COLOUR_NONE);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        CASE(test_every_kind_round_trips),
        CASE(test_what_is_optional_may_be_absent),
        CASE(test_nil_and_extensions_count_as_absent),
        CASE(test_integers_of_any_width_and_sign),
        CASE(test_integers_at_the_ends_of_64_bits),
        CASE(test_five_characters_of_two_bytes_fit),
        CASE(test_times_get_their_normal_form),
        CASE(test_withholding),
        CASE(test_categories_deep_in_lists),
        CASE(test_assigning_by_name),
        CASE(test_enum_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
