/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A hash table by text. An entry begins with its link and is one piece of memory, which the table makes with the key
 * behind it (link.key).
 *
 *     struct recipient { struct table_link link; … };
 *     struct recipient *one = TABLE_AT(&recipients, id, struct recipient);         // made if there is none
 *     struct recipient *found = TABLE_FIND(&recipients, id, struct recipient);     // or NULL
 *     table_each(&recipients, visit, closure);                                     // may remove the entry it is given
 *     table_remove(&recipients, &found->link);                                     // and then free(found)
 *     table_free_entries(&recipients);                                             // all that are left
 *
 * Zero-initialise. Making an entry never fails: the process ends when memory does.
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
/* The entry with this key; when there is none a new one of so many bytes, zeroed. */
void *table_at(struct table *table, const char *key, size_t size);
void table_remove(struct table *table, struct table_link *link);
void table_each(struct table *table, void (*visit)(struct table_link *link, void *closure), void *closure);
void table_free_entries(struct table *table);
/* Of a table whose entries have been freed. */
void table_free(struct table *table);

#define TABLE_ENTRY(link, type) ((type *) (link))
#define TABLE_FIND(table, key, type) TABLE_ENTRY(table_find((table), (key)), type)
#define TABLE_AT(table, key, type) ((type *) table_at((table), (key), sizeof(type)))
