/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A message type that has every kind of field, and a message of it under construction, for the tests of the codec.
 *
 *     struct test *test = *state;
 *     put_required(test);
 *     msgpack_pack_int(put_key(test, "small"), 6);
 *     refuses(test, "small", "must be at most 5");
 */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <msgpack/pack.h>

#include "message.h"

enum colour { COLOUR_NONE, COLOUR_RED, COLOUR_GREEN, COLOUR_BLUE };
enum { SECRET = 1u << 0, PRIVATE = 1u << 1 };

struct place {
    const char *name, *phone;
};

struct sample {
    const char *id, *name, *time;
    int64_t count;
    bool has_small;
    int64_t small;
    bool has_weight;
    double weight;
    bool has_open;
    bool open;
    enum colour colour;
    uint32_t colours;
    struct place home;
    const struct place *away;
    struct {
        const struct place *items;
        size_t count;
    } places;
    struct text_list words;
    struct bytes picture, free;
};

extern const struct message_enum colours;
extern const struct message_type place_type, sample_type;

#define SAMPLE_ID "018f3c5e-0000-7000-8000-0123456789ab"

#define FIELD(type, n, k) .name = #n, .name_length = sizeof(#n) - 1, .kind = MESSAGE_##k, .offset = offsetof(type, n)
#define HAS_NOT .has_offset = UINT16_MAX

/*
 * A message under construction: pairs are written behind each other, and the map's head is put before them at the end.
 */
struct test {
    struct arena arena;
    struct buffer pairs, message;
    uint8_t count;
    msgpack_packer packer;
    struct sample sample;
    struct message_error error;
};

/* Each test begins with an empty message; CASE is its row in main's table. */
int sample_setup(void **state);
int sample_teardown(void **state);
void sample_reset(struct test *test);
#define CASE(name) cmocka_unit_test_setup_teardown(name, sample_setup, sample_teardown)

void put_text(struct test *test, const char *value);
/* The name of a field; its value is put next, with the packer that is returned or one of these functions. */
msgpack_packer *put_key(struct test *test, const char *name);
void put_place(struct test *test, const char *name, const char *phone);
/* The fields every sample needs, or all there are. */
void put_required(struct test *test);
void put_everything(struct test *test);
void check_everything(const struct sample *sample);

/* Decodes what was put, or other bytes, into test->sample. */
int decode(struct test *test, enum message_mode mode);
int decode_bytes(struct test *test, const void *data, size_t size);
void accepts(struct test *test);
void refuses(struct test *test, const char *path, const char *reason);
