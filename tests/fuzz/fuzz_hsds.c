/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The HSDS reader. What begins like JSON is read as that; anything else as CSV tables, separated by the byte 0x1e, each
 * one after a line "@services" that names it (without such a line: services). Whatever comes out of the mapping must be
 * acceptable to the directory.
 */
#include <assert.h>
#include <string.h>

#include "fuzz.h"
#include "layout.h"
#include "mapping.h"

static int read_tables(struct hsds_source *source, const char *text, size_t size)
{
    for (const char *end = text + size; text < end;) {
        const char *part = text, *stop = memchr(text, 0x1e, (size_t) (end - text));
        enum hsds_table table = HSDS_SERVICE;
        char name[32] = "services";
        stop = stop ? stop : end;
        text = stop < end ? stop + 1 : end;
        const char *line = *part == '@' ? memchr(part, '\n', (size_t) (stop - part)) : NULL;
        if (line && (size_t) (line - part) <= sizeof(name)) {
            size_t length = (size_t) (line - part) - 1, prefix;
            memcpy(name, part + 1, length);
            name[length] = '\0';
            table = layout_table(name, &prefix);
            part = line + 1;
        }
        int rc = table == HSDS_NO_TABLE ? 0 : source_read_csv(source, table, name, part, (size_t) (stop - part));
        if (rc)
            return rc;
    }
    return 0;
}

static void check_accepted(const struct message_type *type, const void *message)
{
    struct arena arena = {0};
    struct buffer buffer = {0};
    struct message_error error;
    message_encode(type, message, &buffer);
    int rc = message_decode(type, (struct bytes){buffer.data, buffer.size}, MESSAGE_STRICT, &arena,
                            arena_alloc(&arena, type->size), NULL, &error);
    assert(rc == 0);
    buffer_free(&buffer);
    arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char id[] = "01930000-0000-7000-8000-000000000000";
    struct hsds_source source;
    struct hsds_listing listing;
    const char *text = (const char *) data;
    source_begin(&source);
    int rc = size > 0 && strchr("{[ \r\n\t", *text) ? source_read_json(&source, "source.json", text, size)
                                                    : read_tables(&source, text, size);
    if (rc) {
        assert(source.fault);
    } else {
        source_settle(&source);
        source_map(&source, "fuzz", &listing);
        for (size_t i = 0; i < listing.organisation_count; i++) {
            listing.organisations[i].text.organisation_id = id;
            check_accepted(&directory_organisation_updated_type, &listing.organisations[i].text);
        }
        for (size_t i = 0; i < listing.offer_count; i++) {
            listing.offers[i].text.offer_id = listing.offers[i].text.organisation_id = id;
            check_accepted(&directory_offer_updated_type, &listing.offers[i].text);
        }
    }
    source_free(&source);
    return 0;
}
