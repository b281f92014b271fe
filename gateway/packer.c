/* SPDX-License-Identifier: EUPL-1.2 */
#include "packer.h"

#include <string.h>

static int append(void *buffer, const char *data, size_t size)
{
    buffer_append(buffer, data, size);
    return 0;
}

msgpack_packer packer_to(struct buffer *to)
{
    msgpack_packer packer;
    msgpack_packer_init(&packer, to, append);
    return packer;
}

void pack_text(msgpack_packer *packer, const char *text)
{
    pack_text_of(packer, text, strlen(text));
}

void pack_text_of(msgpack_packer *packer, const char *text, size_t size)
{
    (void) msgpack_pack_str(packer, size);
    (void) msgpack_pack_str_body(packer, text, size);
}
