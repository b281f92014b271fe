/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The codec: the first two bytes choose a message type, the rest is the message. Whatever is accepted must say the same
 * after being written and read again, and must be without personal data once all of it is withheld.
 */
#include <assert.h>
#include <string.h>

#include "fuzz.h"
#include "known_types.h"

static void check_error(const struct message_error *error)
{
    assert(memchr(error->path, '\0', sizeof(error->path)));
    assert(error->reason && error->reason[0]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena;
    static struct buffer first, second;
    if (size < 2)
        return 0;
    const struct known_type *known = &known_types()[(size_t) (data[0] << 8 | data[1]) % known_type_count()];
    const struct message_type *type = known->type;
    struct message_error error;
    void *message = arena_alloc(&arena, type->size), *again = arena_alloc(&arena, type->size);

    if (message_decode(type, (struct bytes){data + 2, size - 2}, known->mode, &arena, message, NULL, &error)) {
        check_error(&error);
    } else {
        message_encode(type, message, &first);
        int rc =
            message_decode(type, (struct bytes){first.data, first.size}, MESSAGE_STRICT, &arena, again, NULL, &error);
        assert(rc == 0);
        message_encode(type, again, &second);
        assert(first.size == second.size && memcmp(first.data, second.data, first.size) == 0);
        if (known->mode == MESSAGE_TOLERANT) { /* an input may require what is personal; it is never withheld */
            message_withhold(type, again, 0);
            assert(message_categories(type, again) == 0);
        }
    }
    buffer_clear(&first);
    buffer_clear(&second);
    arena_reset(&arena);
    return 0;
}
