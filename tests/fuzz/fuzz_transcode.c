/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * JSON and MessagePack: the first byte chooses what the rest is ('j': JSON, else MessagePack). What is valid JSON is
 * valid MessagePack and comes back as the same; of what is valid MessagePack, valid JSON can be made.
 */
#include <assert.h>
#include <jansson.h>
#include <string.h>

#include "fuzz.h"
#include "message.h"
#include "transcode.h"

static struct buffer packed, text, again;

static struct bytes bytes_of(const struct buffer *buffer)
{
    return (struct bytes){buffer->data, buffer->size};
}

static void from_json(struct bytes json)
{
    if (!transcode_from_json(json, &packed)) {
        assert(packed.size == 0);
        return;
    }
    assert(message_scan(bytes_of(&packed)) == packed.size);
    transcode_to_json(bytes_of(&packed), &text);
    bool valid = transcode_from_json(bytes_of(&text), &again);
    assert(valid && packed.size == again.size && memcmp(packed.data, again.data, again.size) == 0);
}

static void from_message_pack(struct bytes value)
{
    if (value.size == 0 || message_scan(value) != value.size)
        return;
    transcode_to_json(value, &text);
    json_t *json = json_loadb((const char *) text.data, text.size, JSON_ALLOW_NUL | JSON_DECODE_ANY, NULL);
    assert(json && !memchr(text.data, '\n', text.size));
    json_decref(json);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    buffer_clear(&packed);
    buffer_clear(&text);
    buffer_clear(&again);
    if (size > 0 && data[0] == 'j')
        from_json((struct bytes){data + 1, size - 1});
    else if (size > 0)
        from_message_pack((struct bytes){data + 1, size - 1});
    return 0;
}
