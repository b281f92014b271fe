/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a search over the pilots costs, beside bare FTS5 over the same words.
 *
 *     bench_search DIRECTORY RECORDS SECONDS         → a JSON object on stdout
 *
 * The product's side is the handler itself on the service's own tables, read-only as in a reader thread, its answer
 * encoded: what a search costs the server without the bus. The bare side is one FTS5 table with the same columns, its
 * best 51 by bm25 with name and summary. Both on this one thread, taking turns, asked the same.
 *
 * Words are made up and as frequent as words are: the n-th in order occurs 1/n as often as the first. Searches are of
 * one to three words of the name of some record, without the 20 most frequent of all; half end within a word, a third
 * have a filter.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "database.h"
#include "identity.h"
#include "log.h"
#include "pilots_dispatch.h"
#include "samples.h"
#include "service.h"
#include "text_search.h"

enum { VOCABULARY = 20000, TOO_FREQUENT = 20, WORD_SIZE = 16, TEXT_SIZE = 4096 };

static void must(const char *what, int rc)
{
    if (rc) {
        log_error(what, LOG_ERROR(rc));
        exit(1);
    }
}

/*
 * Chance, the same in each run (xorshift64).
 */
static uint64_t chance_state = 88172645463325252u;

static double chance(void)
{
    chance_state ^= chance_state << 13;
    chance_state ^= chance_state >> 7;
    chance_state ^= chance_state << 17;
    return (double) (chance_state >> 11) / (double) (UINT64_C(1) << 53);
}

static unsigned choose(unsigned count)
{
    return (unsigned) (chance() * count);
}

/* The rank of a word, from 0. */
static unsigned draw(void)
{
    return (unsigned) exp(chance() * log(VOCABULARY)) - 1;
}

/* Two to five syllables, others for each rank. */
static size_t spell(unsigned rank, char *word)
{
    static const char consonants[] = "bdfghjklmnprstvz", vowels[] = "aeiou";
    size_t length = 0;
    for (unsigned left = rank + 80; left > 0; left /= 80) {
        word[length++] = consonants[left % 80 % 16];
        word[length++] = vowels[left % 80 / 16];
    }
    word[length] = '\0';
    return length;
}

static const char *prose(struct arena *arena, unsigned words)
{
    char text[TEXT_SIZE];
    size_t size = 0;
    while (words-- > 0) {
        size += spell(draw(), text + size);
        text[size++] = ' ';
    }
    return arena_copy(arena, text, size - 1);
}

/*
 * Records: about 240 words each.
 */
static const char *const countries[] = {"DK", "SE", "NO", "NL", "GB"};
#define ORGANISATION "01900000-0000-7000-8000-000000000004"

static void make_pilot(struct arena *arena, unsigned number, struct pilots_pilot_registered *made)
{
    struct pilots_supplier *supplier = ARENA_ARRAY(arena, struct pilots_supplier, 1);
    const char **organisation = ARENA_ARRAY(arena, const char *, 1);
    supplier->name = arena_print(arena, "Supplier %u", choose(200));
    *organisation = ORGANISATION;
    *made = (struct pilots_pilot_registered){
        .pilot_id = arena_print(arena, "01900000-0000-7000-8000-%012x", number),
        .organisation_id = ORGANISATION,
        .organisations = {organisation, 1},
        .published = true,
        .stage = (enum pilots_stage)(1 + choose(PILOTS_STAGE_STOPPED)),
        .record = {.country = countries[choose(5)],
                   .domains = 1u << choose(PILOTS_DOMAIN_HEALTH),
                   .supplier = supplier},
    };
    struct pilots_record *record = &made->record;
    record->name = prose(arena, 6);
    record->summary = prose(arena, 30);
    record->purpose = prose(arena, 100);
    record->legal_basis = prose(arena, 40);
    record->methods = prose(arena, 60);
}

static const struct migration bare_migrations[] = {
    {"0001-bench", "CREATE VIRTUAL TABLE record USING fts5 (name, summary, supplier, tags, body,"
                   " tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')"},
    {0},
};

static int write_bare(struct store *store, const struct pilots_record *record)
{
    struct arena arena = {0};
    struct query q = store_query(store, "INSERT INTO record (name, summary, supplier, body) VALUES (?, ?, ?, ?)");
    bind_text(&q, record->name);
    bind_text(&q, record->summary);
    bind_text(&q, record->supplier->name);
    bind_text(&q, arena_print(&arena, "%s %s %s", record->purpose, record->legal_basis, record->methods));
    int rc = store_run(&q);
    arena_free(&arena);
    return rc;
}

static struct store *create(const char *path, const char *part, const struct migration *migrations)
{
    struct store *store;
    must("cannot open", store_open(path, false, &store));
    must("cannot migrate", store_migrate(store, part, migrations));
    must("cannot begin", store_begin(store));
    return store;
}

static struct store *finish(struct store *store, const char *path)
{
    must("cannot commit", store_commit(store));
    store_close(store);
    must("cannot open again", store_open(path, true, &store));
    return store;
}

/*
 * Searches.
 */
struct search {
    struct pilots_search_pilots in;
    const char *match;
};

/* From the words of a name: those that are not too frequent. NULL where there are none. */
static const char *search_words(struct arena *arena, const char *name)
{
    char frequent[TOO_FREQUENT][WORD_SIZE];
    for (unsigned i = 0; i < TOO_FREQUENT; i++)
        spell(i, frequent[i]);
    const char *text = NULL;
    unsigned wanted = 1 + choose(3);
    for (char *rest = arena_copy(arena, name, strlen(name)), *word;
         wanted > 0 && (word = strtok_r(rest, " ", &rest));) {
        unsigned rank = 0;
        while (rank < TOO_FREQUENT && strcmp(frequent[rank], word) != 0)
            rank++;
        if (rank < TOO_FREQUENT)
            continue;
        text = text ? arena_print(arena, "%s %s", text, word) : word;
        wanted--;
    }
    return text;
}

static struct search make_search(struct arena *arena, const char *const *names, unsigned records)
{
    const char *text = NULL;
    while (!text)
        text = search_words(arena, names[choose(records)]);
    if (choose(2))
        text = arena_copy(arena, text, strlen(text) - 1);
    struct search search = {.in = {.text = text}, .match = match_expression(arena, text)};
    if (choose(3) == 0)
        search.in.country = countries[choose(5)];
    return search;
}

static size_t ask_product(struct store *store, const struct search *search, struct buffer *answer)
{
    static const struct common_principal anybody = {.subject = "anonymous", .roles = ANONYMOUS};
    struct arena arena = {0};
    struct pilots_search_pilots_result out = {0};
    struct call call = {.store = store, .arena = &arena, .who = &anybody, .now_ms = time_now_ms()};
    must("cannot begin", store_begin(store));
    must("cannot search", pilots_search_pilots(&call, &search->in, &out));
    must("cannot end", store_commit(store));
    buffer_clear(answer);
    message_encode(&pilots_search_pilots_result_type, &out, answer);
    arena_free(&arena);
    return out.pilots.count;
}

static size_t ask_bare(struct store *store, const struct search *search)
{
    struct arena arena = {0};
    size_t count = 0;
    struct query q = store_query(store, "SELECT name, summary FROM record WHERE record MATCH ?"
                                        " ORDER BY bm25(record, 10, 4, 4, 4, 1) LIMIT 51");
    bind_text(&q, search->match);
    while (store_next(&q)) {
        column_text(&q, &arena);
        column_text(&q, &arena);
        count++;
    }
    must("cannot search bare", store_end(&q));
    arena_free(&arena);
    return count;
}

static void measure(struct store *product, struct store *bare, const char *const *names, unsigned records,
                    int64_t until_ns)
{
    struct samples product_ns = {0}, bare_ns = {0};
    struct buffer answer = {0};
    size_t hits = 0;
    while (time_monotonic_ns() < until_ns) {
        struct arena arena = {0};
        const struct search search = make_search(&arena, names, records);
        int64_t begun = time_monotonic_ns();
        hits += ask_product(product, &search, &answer);
        int64_t between = time_monotonic_ns();
        ask_bare(bare, &search);
        samples_add(&product_ns, between - begun);
        samples_add(&bare_ns, time_monotonic_ns() - between);
        arena_free(&arena);
    }
    printf("{\"records\": %u, \"searches\": %zu, \"hits_a_page\": %.1f, ", records, product_ns.count,
           (double) hits / (double) product_ns.count);
    samples_print(&product_ns, "search");
    printf(", ");
    samples_print(&bare_ns, "bare");
    printf("}\n");
    samples_free(&product_ns);
    samples_free(&bare_ns);
    buffer_free(&answer);
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: %s DIRECTORY RECORDS SECONDS\n", argv[0]);
        return EXIT_FAILURE;
    }
    struct arena arena = {0};
    const char *product_path = arena_print(&arena, "%s/search.db", argv[1]),
               *bare_path = arena_print(&arena, "%s/search_bare.db", argv[1]);
    unsigned records = (unsigned) strtoul(argv[2], NULL, 10);
    const char **names = ARENA_ARRAY(&arena, const char *, records);
    struct store *product = create(product_path, "pilots", pilots_migrations),
                 *bare = create(bare_path, "bench", bare_migrations);
    for (unsigned i = 0; i < records; i++) {
        struct pilots_pilot_registered pilot;
        const struct event event = {.sequence = i + 1, .head.time = "2026-01-01T00:00:00.000Z"};
        make_pilot(&arena, i, &pilot);
        must("cannot write", apply_pilots_pilot_registered(product, &event, &pilot));
        must("cannot write bare", write_bare(bare, &pilot.record));
        names[i] = pilot.record.name;
    }
    product = finish(product, product_path);
    bare = finish(bare, bare_path);
    measure(product, bare, names, records, time_monotonic_ns() + strtoll(argv[3], NULL, 10) * 1000000000);
    store_close(product);
    store_close(bare);
    arena_free(&arena);
    return EXIT_SUCCESS;
}
