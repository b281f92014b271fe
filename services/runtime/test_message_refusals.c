/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the codec refuses, and how it says so: messages that break their contract, and bytes that lie.
 */
#include "test_sample.h"

static void test_nil_does_not_fill_a_required_field(void **state)
{
    struct test *test = *state;
    msgpack_pack_nil(put_key(test, "id"));
    refuses(test, "id", "is required");
}

static void test_required_inside_of_lists_names_the_path(void **state)
{
    struct test *test = *state;
    put_required(test);
    msgpack_pack_array(put_key(test, "places"), 2);
    put_place(test, "one", "1");
    msgpack_pack_map(&test->packer, 0);
    refuses(test, "places[1].name", "is required");
}

static void test_duplicates_are_refused(void **state)
{
    struct test *test = *state;
    put_required(test);
    msgpack_pack_nil(put_key(test, "name"));
    put_key(test, "name");
    put_text(test, "abc");
    refuses(test, "name", "stands twice in the same object");
}

static void test_a_value_twice_in_a_set_is_refused(void **state)
{
    struct test *test = *state;
    put_required(test);
    msgpack_pack_array(put_key(test, "colours"), 2);
    put_text(test, "red");
    put_text(test, "red");
    refuses(test, "colours[1]", "stands twice in the list");
}

static void test_unknown_fields(void **state)
{
    struct test *test = *state;
    put_required(test);
    msgpack_pack_map(put_key(test, "surprise"), 1);
    put_text(test, "x");
    msgpack_pack_int(&test->packer, 1);
    put_key(test, "name");
    put_text(test, "abc");
    refuses(test, "surprise", "is not a field of this message");
    assert_int_equal(decode(test, MESSAGE_TOLERANT), 0);
    assert_string_equal(test->sample.name, "abc");
}

static void test_unknown_names_are_not_repeated_unless_they_are_names(void **state)
{
    struct test *test = *state;
    put_required(test);
    msgpack_pack_int(put_key(test, "Åse Hansen, 010190-1234"), 1);
    refuses(test, "?", "is not a field of this message");
}

static void test_keys_must_be_text(void **state)
{
    struct test *test = *state;
    put_required(test);
    test->count++;
    msgpack_pack_int(&test->packer, 1);
    msgpack_pack_int(&test->packer, 1);
    refuses(test, "", "must have names of fields as its keys");
}

static void test_what_is_no_integer(void **state)
{
    struct test *test = *state;
    msgpack_pack_double(put_key(test, "count"), 0.5);
    refuses(test, "count", "must be an integer");
    sample_reset(test);
    msgpack_pack_double(put_key(test, "count"), 0x1p63);
    refuses(test, "count", "must be an integer");
    sample_reset(test);
    msgpack_pack_double(put_key(test, "count"), __builtin_nan(""));
    refuses(test, "count", "must be an integer");
    sample_reset(test);
    msgpack_pack_uint64(put_key(test, "count"), UINT64_MAX);
    refuses(test, "count", "must be below 2^63");
    sample_reset(test);
    msgpack_pack_true(put_key(test, "count"));
    refuses(test, "count", "must be an integer");
}

static void test_bounds(void **state)
{
    struct test *test = *state;
    msgpack_pack_int(put_key(test, "small"), 6);
    refuses(test, "small", "must be at most 5");
    sample_reset(test);
    msgpack_pack_int(put_key(test, "small"), -6);
    refuses(test, "small", "must be at least -5");
    sample_reset(test);
    msgpack_pack_double(put_key(test, "weight"), __builtin_nan(""));
    refuses(test, "weight", "must be at least -0.5");
    sample_reset(test);
    put_key(test, "name");
    put_text(test, "ÅØÆÅØÆ");
    refuses(test, "name", "must be at most 5 characters");
    sample_reset(test);
    msgpack_pack_array(put_key(test, "words"), 0);
    refuses(test, "words", "must be at least 1 items");
    sample_reset(test);
    msgpack_pack_array(put_key(test, "words"), 1);
    put_text(test, "abcde");
    refuses(test, "words[0]", "must be at most 4 characters");
    sample_reset(test);
    msgpack_pack_bin(put_key(test, "picture"), 5);
    msgpack_pack_bin_body(&test->packer, "12345", 5);
    refuses(test, "picture", "must be at most 4 bytes");
}

static void test_wrong_kinds(void **state)
{
    struct test *test = *state;
    static const struct {
        const char *name, *reason;
    } cases[] = {
        {"id", "must be text"},
        {"small", "must be an integer"},
        {"weight", "must be a number"},
        {"open", "must be true or false"},
        {"colour", "must be one of red, green, light blue"},
        {"colours", "must be a list"},
        {"home", "must be an object"},
        {"away", "must be an object"},
        {"places", "must be a list"},
        {"words", "must be a list"},
        {"picture", "must be bytes"},
        {"free", "must be an object"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        put_key(test, cases[i].name);
        if (strcmp(cases[i].name, "picture") == 0 || strcmp(cases[i].name, "id") == 0)
            msgpack_pack_int(&test->packer, 1);
        else
            put_text(test, "text");
        refuses(test, cases[i].name, cases[i].reason);
        sample_reset(test);
    }
}

static void test_announced_counts_beyond_the_bytes(void **state)
{
    /* Each announces some 2^32 elements or bytes and has none. */
    static const struct {
        const char *bytes;
        size_t size;
        const char *path;
    } cases[] = {
        {"", 0, ""},
        {"\xdf\xff\xff\xff\xff", 5, ""},
        {"\x81", 1, ""},
        {"\x81\xdb\xff\xff\xff\xff", 6, ""},
        {"\x81\xa6places\xdd\xff\xff\xff\xff", 13, "places"},
        {"\x81\xa6places\x93\x80", 10, "places"},
        {"\x81\xa4name\xdb\xff\xff\xff\xff", 11, "name"},
        {"\x81\xa7picture\xc6\xff\xff\xff\xff", 14, "picture"},
        {"\x81\xa4"
         "free\xdf\x7f\xff\xff\xff",
         11, "free"},
        {"\x81\xa5"
         "count\xcf\x00\x00",
         10, "count"},
        {"\x81\xa5"
         "count\xc1",
         8, "count"},
        {"\x81\xa4name\xc9\xff\xff\xff\xff\x01", 12, "name"},
    };
    struct test *test = *state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(decode_bytes(test, cases[i].bytes, cases[i].size), 1);
        assert_string_equal(test->error.path, cases[i].path);
    }
}

static void test_every_shorter_message_is_refused(void **state)
{
    struct test *test = *state;
    put_everything(test);
    accepts(test);
    for (size_t size = 0; size < test->message.size; size++)
        assert_int_equal(decode_bytes(test, test->message.data, size), 1);
}

static void test_bytes_left_over(void **state)
{
    struct test *test = *state;
    put_required(test);
    accepts(test);
    size_t size = test->message.size, used = 0;
    buffer_append(&test->message, "\x80", 1);
    assert_int_equal(decode_bytes(test, test->message.data, size + 1), 1);
    assert_string_equal(test->error.reason, "is followed by something else");
    assert_int_equal(message_decode(&sample_type, (struct bytes){test->message.data, size + 1}, MESSAGE_STRICT,
                                    &test->arena, &test->sample, &used, &test->error),
                     0);
    assert_int_equal(used, size);
}

static void nest(struct test *test, int depth)
{
    put_key(test, "free");
    for (int i = 0; i < depth; i++) {
        msgpack_pack_map(&test->packer, 1);
        put_text(test, "x");
    }
    msgpack_pack_nil(&test->packer);
}

static void test_depth_is_bounded(void **state)
{
    struct test *test = *state;
    put_required(test);
    nest(test, MESSAGE_DEPTH);
    accepts(test);
    sample_reset(test);
    put_required(test);
    nest(test, MESSAGE_DEPTH + 1);
    refuses(test, "free", "is cut short, too deep, or no valid MessagePack");
    sample_reset(test);
    put_required(test);
    nest(test, 100000);
    refuses(test, "free", "is cut short, too deep, or no valid MessagePack");
}

static void test_scan_knows_the_size_of_one_value(void **state)
{
    (void) state;
    static const struct {
        const char *bytes;
        size_t size, expected;
    } cases[] = {
        {"\x80\x80", 2, 1},
        {"\x93\x01\xa1x\xc0", 5, 5},
        {"\x93\x01\xa1x", 4, 0},
        {"\x81\x01\x01", 3, 0},     /* a key that is no text */
        {"\x81\xa1\xff\x01", 4, 0}, /* a key that is no UTF-8 */
        {"\xa2\xc3\x28", 3, 0},
        {"\xc7\x03\x05"
         "abc",
         6, 6},
        {"\xd8\x05"
         "0123456789abcdef",
         18, 18},
        {"\xc1", 1, 0},
        {"", 0, 0},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_int_equal(message_scan((struct bytes){(const uint8_t *) cases[i].bytes, cases[i].size}),
                         cases[i].expected);
}

static void test_utf8(void **state)
{
    struct test *test = *state;
    static const struct {
        const char *bytes;
        bool valid;
    } cases[] = {
        {"plain", true},
        {"æø€😀", true},
        {"12345678ø", true},
        {"\xef\xbf\xbf", true},     /* U+FFFF */
        {"\xed\x9f\xbf", true},     /* last before the surrogates */
        {"\xf4\x8f\xbf\xbf", true}, /* U+10FFFF */
        {"\xc0\x80", false},        /* NUL, too long */
        {"\xc1\xbf", false},
        {"\xe0\x9f\xbf", false}, /* too long */
        {"\xf0\x8f\xbf\xbf", false},
        {"\xed\xa0\x80", false},     /* surrogate */
        {"\xf4\x90\x80\x80", false}, /* beyond the end */
        {"\xf5\x80\x80\x80", false},
        {"\xff", false},
        {"\x80", false},
        {"\xc3", false},
        {"a\xe2\x82", false},
        {"\xe2\x28\xa1", false},
        {"\xf0\x9f\x98\x28", false},
        {"12345678\xff", false},
        {"1234567\xff", false},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        put_required(test);
        msgpack_pack_array(put_key(test, "words"), 1);
        /* an item of at most four characters: so long as it is valid, only its length may be refused */
        put_text(test, cases[i].bytes);
        decode(test, MESSAGE_STRICT);
        bool refused = test->error.reason && strcmp(test->error.reason, "must be valid UTF-8 without NUL") == 0;
        assert_int_equal(refused, !cases[i].valid);
        sample_reset(test);
    }
}

static void test_nul_inside_of_text(void **state)
{
    struct test *test = *state;
    static const char *const texts[] = {"\0bc", "a\0c", "ab\0"};
    for (size_t i = 0; i < 3; i++) {
        put_required(test);
        msgpack_pack_str(put_key(test, "name"), 3);
        msgpack_pack_str_body(&test->packer, texts[i], 3);
        refuses(test, "name", "must be valid UTF-8 without NUL");
        sample_reset(test);
    }
}

/* A chain of types whose path is longer than an error holds. */
struct long_path {
    const void *next_with_a_rather_long_name_of_some_fifty_characters;
};
extern const struct message_type long_path_types[4];
#define LONG_PATH_FIELDS(next)                                                                                         \
    (const struct message_field[])                                                                                     \
    {                                                                                                                  \
        {                                                                                                              \
            FIELD(struct long_path, next_with_a_rather_long_name_of_some_fifty_characters, OBJECT), HAS_NOT,           \
                .type = &long_path_types[next]                                                                         \
        }                                                                                                              \
    }
const struct message_type long_path_types[4] = {
    {"0", sizeof(struct long_path), LONG_PATH_FIELDS(1), 1},
    {"1", sizeof(struct long_path), LONG_PATH_FIELDS(2), 1},
    {"2", sizeof(struct long_path), LONG_PATH_FIELDS(3), 1},
    {"3", sizeof(struct long_path), NULL, 0},
};

static void test_long_paths_are_cut(void **state)
{
    struct test *test = *state;
    for (int i = 0; i < 3; i++) {
        msgpack_pack_map(&test->packer, 1);
        put_text(test, "next_with_a_rather_long_name_of_some_fifty_characters");
    }
    msgpack_pack_map(&test->packer, 1);
    put_text(test, "unknown");
    msgpack_pack_nil(&test->packer);
    struct long_path out;
    assert_int_equal(message_decode(&long_path_types[0], (struct bytes){test->pairs.data, test->pairs.size},
                                    MESSAGE_STRICT, &test->arena, &out, NULL, &test->error),
                     1);
    assert_string_equal(test->error.path, "next_with_a_rather_long_name_of_some_fifty_characters."
                                          "next_with_a_rather_long_name_of_some_fifty_characters.…");
    assert_string_equal(test->error.reason, "is not a field of this message");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        CASE(test_nil_does_not_fill_a_required_field),
        CASE(test_required_inside_of_lists_names_the_path),
        CASE(test_duplicates_are_refused),
        CASE(test_a_value_twice_in_a_set_is_refused),
        CASE(test_unknown_fields),
        CASE(test_unknown_names_are_not_repeated_unless_they_are_names),
        CASE(test_keys_must_be_text),
        CASE(test_what_is_no_integer),
        CASE(test_bounds),
        CASE(test_wrong_kinds),
        CASE(test_announced_counts_beyond_the_bytes),
        CASE(test_every_shorter_message_is_refused),
        CASE(test_bytes_left_over),
        CASE(test_depth_is_bounded),
        CASE(test_scan_knows_the_size_of_one_value),
        CASE(test_utf8),
        CASE(test_nul_inside_of_text),
        CASE(test_long_paths_are_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
