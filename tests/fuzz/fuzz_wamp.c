/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * WAMP messages: the first byte chooses the serializer ('j': JSON, else MessagePack), the rest is one message. Whatever
 * is accepted must be usable, and say the same when JSON is made of it and read again.
 */
#include <assert.h>
#include <string.h>

#include "fuzz.h"
#include "transcode.h"
#include "wamp.h"

static struct arena arena;

static void use(const struct wamp_message *message)
{
    static const char *const names[] = {"match", "timeout", "authmethods", "authextra", "acknowledge", ""};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        struct bytes value = wamp_option(message->options, names[i]);
        assert(!value.data || value.size > 0);
        (void) wamp_option_text(message->options, names[i], &arena);
        (void) wamp_option_natural(message->options, names[i]);
        (void) wamp_option_true(message->options, names[i]);
        (void) wamp_option_lists(value, names[i], "ticket");
        (void) wamp_option_lists(message->options, names[i], "ticket");
    }
    assert(message->request <= WAMP_MAX_ID && message->other <= WAMP_MAX_ID);
    (void) wamp_count(message->kwargs);
    if (wamp_count(message->args) > 0)
        (void) wamp_only_map(message->args);
    enum wamp_match match = wamp_match_of(message, &arena);
    if (message->uri) {
        (void) wamp_uri_is_valid(message->uri, match != WAMP_MATCH_EXACT);
        assert(wamp_matches(WAMP_MATCH_EXACT, message->uri, message->uri));
        assert(wamp_matches(WAMP_MATCH_PREFIX, message->uri, message->uri));
        assert(wamp_matches(WAMP_MATCH_WILDCARD, message->uri, message->uri));
    }
}

static void same(const struct wamp_message *message, struct bytes bytes)
{
    static struct buffer text, again;
    struct wamp_message other;
    buffer_clear(&text);
    buffer_clear(&again);
    transcode_to_json(bytes, &text);
    if (!transcode_from_json((struct bytes){text.data, text.size}, &again))
        return; /* it has keys that stand twice, or integers that only MessagePack can say */
    const char *fault = wamp_parse((struct bytes){again.data, again.size}, &arena, &other);
    if (fault)
        return; /* an id was a huge integer */
    assert(message->code == other.code && message->request == other.request && message->other == other.other);
    assert(!message->uri == !other.uri && (!message->uri || strcmp(message->uri, other.uri) == 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct buffer packed;
    struct wamp_message message;
    if (size == 0)
        return 0;
    struct bytes bytes = {data + 1, size - 1};
    arena_reset(&arena);
    buffer_clear(&packed);
    if (data[0] == 'j') {
        if (!transcode_from_json(bytes, &packed))
            return 0;
        bytes = (struct bytes){packed.data, packed.size};
    }
    if (!wamp_parse(bytes, &arena, &message)) {
        use(&message);
        same(&message, bytes);
    }
    return 0;
}
