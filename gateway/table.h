/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A hash table by text. What is in it embeds a link and owns itself; the key is the owner's and outlives its entry.
 *
 *     struct recipient { struct table_link link; char id[37]; … };
 *     table_insert(&recipients, &recipient->link, recipient->id);
 *     struct recipient *found = TABLE_FIND(&recipients, id, struct recipient, link);
 *     table_remove(&recipients, &found->link);
 *     table_each(&recipients, free_recipient, NULL);            // may remove the entry it is given
 *     table_free(&recipients);                                  // the buckets, not what was in them
 *
 * Zero-initialise. A key stands in it once: find before inserting. Entries that begin with their link and are one piece of
 * memory can be made by the table, which keeps the key behind them (link.key):
 *
 *     struct organisation { struct table_link link; … };
 *     struct organisation *one = TABLE_AT(&organisations, id, struct organisation);     // free() after table_remove
 *     table_free_entries(&organisations);                                               // all that are left
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

struct table_link {
    struct table_link *next;
    const char *key;
    uint64_t hash;
};

struct table {
    struct table_link **buckets;
    size_t size, count; /* size is a power of two, or 0 */
};

struct table_link *table_find(const struct table *table, const char *key);
void table_insert(struct table *table, struct table_link *link, const char *key);
void table_remove(struct table *table, struct table_link *link);
void table_each(struct table *table, void (*visit)(struct table_link *link, void *closure), void *closure);
void table_free(struct table *table);

/* The entry with this key; when there is none a new one of so many bytes, zeroed. */
void *table_at(struct table *table, const char *key, size_t size);
void table_free_entries(struct table *table);

/* The entry around a link; the link's own NULL stays NULL. */
#define TABLE_ENTRY(link_, type, member) ((type *) table_entry((link_), offsetof(type, member)))
#define TABLE_FIND(table, key, type, member) TABLE_ENTRY(table_find((table), (key)), type, member)
#define TABLE_AT(table, key, type) ((type *) table_at((table), (key), sizeof(type)))

static inline void *table_entry(struct table_link *link, size_t offset)
{
    return link ? (char *) link - offset : NULL;
}
