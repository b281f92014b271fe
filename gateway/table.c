/* SPDX-License-Identifier: EUPL-1.2 */
#include "table.h"

#include <stdlib.h>
#include <string.h>

#include "identity.h"

#define FIRST_SIZE 64

static struct table_link **bucket_of(const struct table *table, uint64_t hash)
{
    return &table->buckets[hash & (table->size - 1)];
}

static struct table_link **find_place(const struct table *table, const char *key, uint64_t hash)
{
    struct table_link **place = bucket_of(table, hash);
    while (*place && ((*place)->hash != hash || strcmp((*place)->key, key) != 0))
        place = &(*place)->next;
    return place;
}

static void grow(struct table *table)
{
    struct table old = *table;
    table->size = old.size > 0 ? 2 * old.size : FIRST_SIZE;
    table->buckets = calloc(table->size, sizeof(struct table_link *));
    if (!table->buckets)
        abort();
    for (size_t i = 0; i < old.size; i++) {
        for (struct table_link *link = old.buckets[i], *next; link; link = next) {
            next = link->next;
            struct table_link **place = bucket_of(table, link->hash);
            link->next = *place;
            *place = link;
        }
    }
    free(old.buckets);
}

struct table_link *table_find(const struct table *table, const char *key)
{
    return table->size > 0 ? *find_place(table, key, fingerprint(key, strlen(key))) : NULL;
}

void table_remove(struct table *table, struct table_link *link)
{
    struct table_link **place = bucket_of(table, link->hash);
    while (*place != link)
        place = &(*place)->next;
    *place = link->next;
    table->count--;
}

void table_each(struct table *table, void (*visit)(struct table_link *link, void *closure), void *closure)
{
    for (size_t i = 0; i < table->size; i++) {
        for (struct table_link *link = table->buckets[i], *next; link; link = next) {
            next = link->next;
            visit(link, closure);
        }
    }
}

void table_free(struct table *table)
{
    free(table->buckets);
    *table = (struct table){0};
}

/* The key outlives the entry, and stands in the table once. */
static void insert(struct table *table, struct table_link *link, const char *key)
{
    if (table->count >= table->size)
        grow(table);
    link->key = key;
    link->hash = fingerprint(key, strlen(key));
    struct table_link **place = bucket_of(table, link->hash);
    link->next = *place;
    *place = link;
    table->count++;
}

void *table_at(struct table *table, const char *key, size_t size)
{
    struct table_link *link = table_find(table, key);
    if (link)
        return link;
    size_t key_size = strlen(key) + 1;
    char *entry = calloc(1, size + key_size);
    if (!entry)
        abort();
    memcpy(entry + size, key, key_size);
    insert(table, (struct table_link *) (void *) entry, entry + size);
    return entry;
}

static void free_entry(struct table_link *link, void *closure)
{
    (void) closure;
    free(link);
}

void table_free_entries(struct table *table)
{
    table_each(table, free_entry, NULL);
    table_free(table);
}
