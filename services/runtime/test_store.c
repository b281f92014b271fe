/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "database.h"

static char folder[64], path[96], copy_path[96];
static struct store *store;
static struct arena arena;

static const struct migration migrations[] = {
    {"0001-thing",
     "CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT, size INTEGER, weight REAL, body BLOB) STRICT;"
     "CREATE TABLE part (thing INTEGER NOT NULL REFERENCES thing (id)) STRICT"},
    {"0002-index", "CREATE INDEX thing_name ON thing (name)"},
    {0},
};

static int begin(void **state)
{
    (void) state;
    strcpy(folder, "/tmp/samspil-store-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof(path), "%s/test.db", folder);
    snprintf(copy_path, sizeof(copy_path), "%s/copy.db", folder);
    assert_int_equal(0, store_open(path, false, &store));
    assert_int_equal(0, store_migrate(store, "test", migrations));
    return 0;
}

static int finish(void **state)
{
    (void) state;
    store_close(store);
    arena_free(&arena);
    unlink(path);
    unlink(copy_path);
    return rmdir(folder); /* fails when anything else was left behind */
}

static int insert(struct store *to, int64_t id, const char *name)
{
    struct query q = store_query(to, "INSERT INTO thing (id, name) VALUES (?, ?)");
    bind_integer(&q, id);
    bind_text(&q, name);
    return store_run(&q);
}

static int64_t count(struct store *in)
{
    struct query q = store_query(in, "SELECT count(*) FROM thing");
    assert_true(store_next(&q));
    int64_t number = column_integer(&q);
    assert_int_equal(0, store_end(&q));
    return number;
}

static void test_values(void **state)
{
    (void) state;
    static const uint8_t raw[] = {0, 1, 2};
    struct query q = store_query(store, "INSERT INTO thing (id, name, size, weight, body) VALUES (?, ?, ?, ?, ?)");
    bind_integer(&q, INT64_MIN);
    bind_text(&q, "Æble");
    bind_optional(&q, true, 5);
    bind_real(&q, 0.5);
    bind_bytes(&q, (struct bytes){raw, sizeof(raw)});
    assert_int_equal(0, store_run(&q));
    assert_int_equal(store_changes(store), 1);
    q = store_query(store, "INSERT INTO thing (id, name, size, weight, body) VALUES (?, ?, ?, ?, ?)");
    bind_integer(&q, 2);
    bind_text(&q, NULL);
    bind_optional(&q, false, 5);
    bind_optional_real(&q, false, 1);
    bind_bytes(&q, (struct bytes){0});
    assert_int_equal(0, store_run(&q));

    q = store_query(store, "SELECT id, name, size, weight, body FROM thing ORDER BY id");
    int64_t size;
    double weight;
    assert_true(store_next(&q));
    assert_true(column_integer(&q) == INT64_MIN);
    assert_string_equal(column_text(&q, &arena), "Æble");
    assert_true(column_optional(&q, &size));
    assert_int_equal(size, 5);
    assert_true(column_real(&q) == 0.5);
    struct bytes body = column_bytes(&q, &arena);
    assert_int_equal(body.size, sizeof(raw));
    assert_memory_equal(body.data, raw, sizeof(raw));
    assert_true(store_next(&q));
    assert_int_equal(column_integer(&q), 2);
    assert_null(column_text(&q, &arena));
    assert_false(column_optional(&q, &size));
    assert_false(column_optional_real(&q, &weight));
    assert_null(column_bytes(&q, &arena).data);
    assert_false(store_next(&q));
    assert_int_equal(0, store_end(&q));
}

struct thing {
    const char *name;
    bool has_size;
    int64_t size;
};

static const struct message_field thing_fields[] = {
    {.name = "name",
     .name_length = 4,
     .kind = MESSAGE_TEXT,
     .required = true,
     .offset = offsetof(struct thing, name),
     .has_offset = UINT16_MAX,
     .maximum = 50},
    {.name = "size",
     .name_length = 4,
     .kind = MESSAGE_INTEGER,
     .offset = offsetof(struct thing, size),
     .has_offset = offsetof(struct thing, has_size),
     .maximum = 1000},
};
static const struct message_type thing_type = {
    .name = "test.thing", .size = sizeof(struct thing), .fields = thing_fields, .count = 2};

static int insert_message(int64_t id, const struct thing *thing)
{
    struct query q = store_query(store, "INSERT INTO thing (id, body) VALUES (?, ?)");
    bind_integer(&q, id);
    bind_message(&q, &thing_type, thing);
    return store_run(&q);
}

static int find_message(int64_t id, struct thing *thing)
{
    struct query q = store_query(store, "SELECT body FROM thing WHERE id = ?");
    bind_integer(&q, id);
    assert_true(store_next(&q));
    column_message(&q, &thing_type, &arena, thing);
    return store_end(&q);
}

static void test_messages(void **state)
{
    (void) state;
    struct thing thing = {.name = "lamp", .has_size = true, .size = 3};
    assert_int_equal(0, insert_message(1, &thing));
    memset(&thing, 0xff, sizeof(thing));
    assert_int_equal(0, find_message(1, &thing));
    assert_string_equal(thing.name, "lamp");
    assert_true(thing.has_size);
    assert_int_equal(thing.size, 3);

    assert_int_equal(0, insert(store, 2, "without a message"));
    assert_int_equal(0, find_message(2, &thing));
    assert_null(thing.name);

    struct query q = store_query(store, "UPDATE thing SET body = x'c1' WHERE id = 1");
    assert_int_equal(0, store_run(&q));
    assert_int_equal(-EUCLEAN, find_message(1, &thing));
}

static void test_transactions(void **state)
{
    (void) state;
    assert_int_equal(0, store_begin(store));
    assert_int_equal(0, insert(store, 1, "stays"));
    assert_int_equal(0, store_commit(store));

    assert_int_equal(0, store_begin(store));
    assert_int_equal(0, insert(store, 4, "goes"));
    store_rollback(store);
    store_rollback(store); /* nothing left to roll back */
    assert_int_equal(count(store), 1);
}

static void test_errors_are_kept(void **state)
{
    (void) state;
    assert_int_equal(0, insert(store, 1, "one"));
    assert_int_equal(-EINVAL, insert(store, 1, "again"));
    assert_int_equal(0, insert(store, 2, "two")); /* the statement is usable */

    struct query q = store_query(store, "INSERT INTO part (thing) VALUES (?)");
    bind_integer(&q, 99); /* no such thing */
    assert_int_equal(-EINVAL, store_run(&q));

    q = store_query(store, "SELECT * FROM nothing_like_it");
    bind_integer(&q, 1);
    assert_false(store_next(&q));
    assert_int_equal(-EIO, store_end(&q));
}

static void test_many_statements(void **state)
{
    (void) state;
    enum { MANY = 500 };
    static char sql[MANY][32]; /* as literals of a large service would be: each with its address */
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < MANY; i++) {
            snprintf(sql[i], sizeof(sql[i]), "SELECT %d", i);
            struct query q = store_query(store, sql[i]);
            assert_true(store_next(&q));
            assert_int_equal(column_integer(&q), i);
            assert_int_equal(0, store_end(&q));
        }
    }
}

static void test_read_only(void **state)
{
    (void) state;
    struct store *reader;
    assert_int_equal(0, insert(store, 1, "one"));
    assert_int_equal(0, store_open(path, true, &reader));
    assert_int_equal(count(reader), 1);

    /* A snapshot stays what it was. */
    assert_int_equal(0, store_begin(reader));
    assert_int_equal(0, insert(store, 2, "two"));
    assert_int_equal(count(reader), 1);
    assert_int_equal(0, store_commit(reader));
    assert_int_equal(count(reader), 2);

    assert_int_equal(-EIO, insert(reader, 3, "three"));
    struct query q = store_query(reader, "DROP TABLE thing");
    assert_int_equal(-EIO, store_run(&q));
    assert_int_equal(count(store), 2);
    store_close(reader);
    assert_int_equal(-EIO, store_open("/nowhere/at/all.db", true, &reader));
}

static void test_migrations(void **state)
{
    (void) state;
    assert_int_equal(0, store_migrate(store, "test", migrations)); /* nothing to do */
    static const struct migration others[] = {{"0001-other", "CREATE TABLE other (x)"}, {0}};
    assert_int_equal(0, store_migrate(store, "other", others)); /* a list of its own */

    struct migration more[] = {
        migrations[0], migrations[1], {"0003-bad", "CREATE TABLE a (x); CREATE TABLE a (x)"}, {0}};
    assert_int_equal(-EIO, store_migrate(store, "test", more));
    more[2] = (struct migration){"0003-good", "CREATE TABLE a (x)"}; /* the bad one left nothing */
    assert_int_equal(0, store_migrate(store, "test", more));
    assert_int_equal(-EPROTO, store_migrate(store, "test", migrations)); /* an older program */
    more[1].sql = "CREATE INDEX thing_name ON thing (name, size)";
    assert_int_equal(-EPROTO, store_migrate(store, "test", more)); /* rewritten history */

    struct query q = store_query(store, "SELECT group_concat(part || number || name, ' ') FROM"
                                        " (SELECT * FROM runtime_migration ORDER BY part, number)");
    assert_true(store_next(&q));
    assert_string_equal(column_text(&q, &arena), "other10001-other test10001-thing test20002-index test30003-good");
    assert_int_equal(0, store_end(&q));
}

static void test_backup(void **state)
{
    (void) state;
    for (int i = 0; i < 1000; i++)
        assert_int_equal(0, insert(store, i, "thing"));
    for (int round = 0; round < 2; round++) { /* the second replaces the first */
        assert_int_equal(0, store_backup(store, copy_path));
        struct store *copied;
        assert_int_equal(0, store_open(copy_path, false, &copied));
        assert_int_equal(count(copied), 1000 + round);
        assert_int_equal(0, store_migrate(copied, "test", migrations));
        store_close(copied);
        assert_int_equal(0, insert(store, 1000 + round, "one more"));
    }
    assert_int_equal(-EIO, store_backup(store, "/nowhere/at/all.db"));
}

/* SQLite 3.40 misjudges in its quick check a key whose columns stand in another order than in the table. */
static void test_sound_file(void **state)
{
    (void) state;
    static const struct migration more[] = {
        {"0001-word",
         "CREATE TABLE word (n INTEGER NOT NULL, t TEXT NOT NULL, PRIMARY KEY (t, n)) STRICT, WITHOUT ROWID;"
         "INSERT INTO word VALUES (1, 'a')"},
        {0},
    };
    assert_int_equal(0, store_migrate(store, "words", more));
    assert_int_equal(0, store_check(store));
}

static void test_damaged_file(void **state)
{
    (void) state;
    FILE *file = fopen(copy_path, "w");
    assert_non_null(file);
    for (int i = 0; i < 1000; i++)
        fputs("this is no database", file);
    fclose(file);
    struct store *damaged;
    assert_int_equal(-EUCLEAN, store_open(copy_path, false, &damaged));
}

static void test_full_disk(void **state)
{
    (void) state;
    struct query q = store_query(store, "PRAGMA max_page_count = 20");
    assert_true(store_next(&q));
    assert_int_equal(0, store_end(&q));
    static const uint8_t much[256 * 1024];
    assert_int_equal(0, store_begin(store));
    assert_int_equal(0, insert(store, 1, "fits"));
    q = store_query(store, "INSERT INTO thing (body) VALUES (?)");
    bind_bytes(&q, (struct bytes){much, sizeof(much)});
    assert_int_equal(-ENOSPC, store_run(&q));
    store_rollback(store);
    assert_int_equal(count(store), 0);
    assert_int_equal(0, insert(store, 1, "fits"));
}

/* Misuse ends the process: what each of these does in a child. */
static void bind_too_much(void)
{
    struct query q = store_query(store, "SELECT 1");
    bind_integer(&q, 1);
}

static void bind_too_little(void)
{
    struct query q = store_query(store, "SELECT ?");
    store_next(&q);
}

static void read_too_much(void)
{
    struct query q = store_query(store, "SELECT 1");
    store_next(&q);
    column_integer(&q);
    column_integer(&q);
}

static void use_twice(void)
{
    static const char sql[] = "SELECT 1";
    struct query q = store_query(store, sql);
    store_next(&q);
    store_query(store, sql);
}

static void run_rows(void)
{
    struct query q = store_query(store, "SELECT 1");
    store_run(&q);
}

static void test_misuse_ends_the_process(void **state)
{
    (void) state;
    static void (*const misuses[])(void) = {bind_too_much, bind_too_little, read_too_much, use_twice, run_rows};
    for (size_t i = 0; i < sizeof(misuses) / sizeof(*misuses); i++) {
        pid_t child = fork();
        if (child == 0) {
            setrlimit(RLIMIT_CORE, &(struct rlimit){0});
            signal(SIGABRT, SIG_DFL);
            misuses[i]();
            _exit(0);
        }
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_values, begin, finish),
        cmocka_unit_test_setup_teardown(test_messages, begin, finish),
        cmocka_unit_test_setup_teardown(test_transactions, begin, finish),
        cmocka_unit_test_setup_teardown(test_errors_are_kept, begin, finish),
        cmocka_unit_test_setup_teardown(test_many_statements, begin, finish),
        cmocka_unit_test_setup_teardown(test_read_only, begin, finish),
        cmocka_unit_test_setup_teardown(test_migrations, begin, finish),
        cmocka_unit_test_setup_teardown(test_backup, begin, finish),
        cmocka_unit_test_setup_teardown(test_sound_file, begin, finish),
        cmocka_unit_test_setup_teardown(test_damaged_file, begin, finish),
        cmocka_unit_test_setup_teardown(test_full_disk, begin, finish),
        cmocka_unit_test_setup_teardown(test_misuse_ends_the_process, begin, finish),
    };
    return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}
