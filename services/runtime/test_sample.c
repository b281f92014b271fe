/* SPDX-License-Identifier: EUPL-1.2 */
#include "test_sample.h"

static const char *const colour_names[] = {"red", "green", "light blue"};
const struct message_enum colours = {"colour", 3, colour_names};

static const struct message_field place_fields[] = {
    {FIELD(struct place, name, TEXT), HAS_NOT, .required = true, .minimum = 1, .maximum = 10},
    {FIELD(struct place, phone, TEXT), HAS_NOT, .category = SECRET, .maximum = 10},
};
const struct message_type place_type = {"place", sizeof(struct place), place_fields, 2};

#define HAS(n) .has_offset = offsetof(struct sample, has_##n)
static const struct message_field sample_fields[] = {
    {FIELD(struct sample, id, TEXT), HAS_NOT, .required = true, .format = FORMAT_UUID, .maximum = 36},
    {FIELD(struct sample, name, TEXT), HAS_NOT, .category = SECRET, .minimum = 2, .maximum = 5},
    {FIELD(struct sample, time, TEXT), HAS_NOT, .format = FORMAT_DATE_TIME, .maximum = 40},
    {FIELD(struct sample, count, INTEGER), HAS_NOT, .required = true, .minimum = -0x1p63, .maximum = 0x1p63},
    {FIELD(struct sample, small, INTEGER), HAS(small), .category = PRIVATE, .minimum = -5, .maximum = 5},
    {FIELD(struct sample, weight, NUMBER), HAS(weight), .minimum = -0.5, .maximum = 1e6},
    {FIELD(struct sample, open, BOOLEAN), HAS(open), .category = PRIVATE},
    {FIELD(struct sample, colour, ENUM), HAS_NOT, .category = SECRET, .values = &colours},
    {FIELD(struct sample, colours, SET), HAS_NOT, .category = SECRET, .maximum = 3, .values = &colours},
    {FIELD(struct sample, home, OBJECT), HAS_NOT, .required = true, .type = &place_type},
    {FIELD(struct sample, away, OBJECT), HAS_NOT, .category = PRIVATE, .type = &place_type},
    {FIELD(struct sample, places, OBJECTS), HAS_NOT, .maximum = 3, .type = &place_type},
    {FIELD(struct sample, words, TEXTS), HAS_NOT, .category = SECRET, .minimum = 1, .maximum = 3, .item_minimum = 1,
     .item_maximum = 4},
    {FIELD(struct sample, picture, BINARY), HAS_NOT, .category = SECRET, .maximum = 4},
    {FIELD(struct sample, free, RAW), HAS_NOT, .category = PRIVATE},
};
const struct message_type sample_type = {"sample", sizeof(struct sample), sample_fields,
                                         sizeof(sample_fields) / sizeof(sample_fields[0])};

static int append(void *buffer, const char *data, size_t size)
{
    buffer_append(buffer, data, size);
    return 0;
}

int sample_setup(void **state)
{
    static struct test test;
    test = (struct test){0};
    msgpack_packer_init(&test.packer, &test.pairs, append);
    *state = &test;
    return 0;
}

int sample_teardown(void **state)
{
    struct test *test = *state;
    arena_free(&test->arena);
    buffer_free(&test->pairs);
    buffer_free(&test->message);
    return 0;
}

void sample_reset(struct test *test)
{
    buffer_clear(&test->pairs);
    test->count = 0;
    test->error = (struct message_error){0};
}

void put_text(struct test *test, const char *value)
{
    msgpack_pack_str(&test->packer, strlen(value));
    msgpack_pack_str_body(&test->packer, value, strlen(value));
}

msgpack_packer *put_key(struct test *test, const char *name)
{
    test->count++;
    put_text(test, name);
    return &test->packer;
}

void put_place(struct test *test, const char *name, const char *phone)
{
    msgpack_pack_map(&test->packer, 2);
    put_text(test, "name");
    put_text(test, name);
    put_text(test, "phone");
    put_text(test, phone);
}

/* What every sample needs. */
void put_required(struct test *test)
{
    put_key(test, "id");
    put_text(test, SAMPLE_ID);
    msgpack_pack_int(put_key(test, "count"), 7);
    put_key(test, "home");
    put_place(test, "home", "1234");
}

int decode_bytes(struct test *test, const void *data, size_t size)
{
    return message_decode(&sample_type, (struct bytes){data, size}, MESSAGE_STRICT, &test->arena, &test->sample, NULL,
                          &test->error);
}

int decode(struct test *test, enum message_mode mode)
{
    uint8_t head[3] = {0xde, 0, test->count};
    buffer_clear(&test->message);
    buffer_append(&test->message, head, sizeof(head));
    buffer_append(&test->message, test->pairs.data, test->pairs.size);
    return message_decode(&sample_type, (struct bytes){test->message.data, test->message.size}, mode, &test->arena,
                          &test->sample, NULL, &test->error);
}

void accepts(struct test *test)
{
    if (decode(test, MESSAGE_STRICT) != 0)
        fail_msg("refused: %s %s", test->error.path, test->error.reason);
}

void refuses(struct test *test, const char *path, const char *reason)
{
    assert_int_equal(decode(test, MESSAGE_STRICT), 1);
    assert_string_equal(test->error.path, path);
    assert_string_equal(test->error.reason, reason);
}

void put_everything(struct test *test)
{
    put_required(test);
    put_key(test, "name");
    put_text(test, "Åse");
    put_key(test, "time");
    put_text(test, "2026-02-28T23:59:59.12Z");
    msgpack_pack_int(put_key(test, "small"), -5);
    msgpack_pack_double(put_key(test, "weight"), 0.25);
    msgpack_pack_false(put_key(test, "open"));
    put_key(test, "colour");
    put_text(test, "light blue");
    msgpack_pack_array(put_key(test, "colours"), 2);
    put_text(test, "light blue");
    put_text(test, "red");
    put_key(test, "away");
    put_place(test, "away", "5678");
    msgpack_pack_array(put_key(test, "places"), 2);
    put_place(test, "one", "1");
    put_place(test, "two", "2");
    msgpack_pack_array(put_key(test, "words"), 2);
    put_text(test, "a");
    put_text(test, "b");
    msgpack_pack_bin(put_key(test, "picture"), 3);
    msgpack_pack_bin_body(&test->packer, "\0\1\2", 3);
    msgpack_pack_map(put_key(test, "free"), 1);
    put_text(test, "x");
    msgpack_pack_array(&test->packer, 1);
    msgpack_pack_nil(&test->packer);
}

void check_everything(const struct sample *sample)
{
    assert_string_equal(sample->id, SAMPLE_ID);
    assert_string_equal(sample->name, "Åse");
    assert_string_equal(sample->time, "2026-02-28T23:59:59.120Z");
    assert_int_equal(sample->count, 7);
    assert_true(sample->has_small);
    assert_int_equal(sample->small, -5);
    assert_true(sample->has_weight);
    assert_true(sample->weight == 0.25);
    assert_true(sample->has_open);
    assert_false(sample->open);
    assert_int_equal(sample->colour, COLOUR_BLUE);
    assert_int_equal(sample->colours, 1u << (COLOUR_RED - 1) | 1u << (COLOUR_BLUE - 1));
    assert_string_equal(sample->home.name, "home");
    assert_string_equal(sample->away->phone, "5678");
    assert_int_equal(sample->places.count, 2);
    assert_string_equal(sample->places.items[1].name, "two");
    assert_int_equal(sample->words.count, 2);
    assert_string_equal(sample->words.items[1], "b");
    assert_int_equal(sample->picture.size, 3);
    assert_memory_equal(sample->picture.data, "\0\1\2", 3);
    assert_int_equal(sample->free.size, 5);
    assert_memory_equal(sample->free.data, "\x81\xa1x\x91\xc0", 5);
}
