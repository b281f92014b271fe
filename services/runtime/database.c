/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "error.h"
#include "identity.h"
#include "log.h"
#include "store_internal.h"

enum { BUSY_MS = 5000 };

/* Rows of events are long and are appended: of larger pages a COMMIT writes fewer. query_only is the second lock of a
 * read-only store, beside how its file is opened. */
static const char writer_pragmas[] =
    "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
    "PRAGMA cache_size = -16384; PRAGMA mmap_size = 67108864;"
    "PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;"
    "PRAGMA wal_autocheckpoint = 8192; PRAGMA journal_size_limit = 67108864;";
static const char reader_pragmas[] = "PRAGMA query_only = ON; PRAGMA cache_size = -4096; PRAGMA mmap_size = 67108864;"
                                     "PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;";

static int execute(struct store *store, const char *sql)
{
    int code = sqlite3_exec(store->database, sql, NULL, NULL, NULL);
    return code ? store_failed(store, code, sql) : 0;
}

int store_open(const char *path, bool read_only, struct store **store_out)
{
    struct store *store = calloc(1, sizeof(*store));
    if (!store)
        abort();
    store->read_only = read_only;
    int flags = read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    int code = sqlite3_open_v2(path, &store->database, flags | SQLITE_OPEN_NOMUTEX, NULL);
    int rc;
    if (code) {
        rc = store_failed(store, code, "open");
    } else {
        sqlite3_busy_timeout(store->database, BUSY_MS);
        sqlite3_db_config(store->database, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
        sqlite3_db_config(store->database, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
        rc = execute(store, read_only ? reader_pragmas : writer_pragmas);
    }
    if (rc)
        store_close(store);
    else
        *store_out = store;
    return rc;
}

void store_close(struct store *store)
{
    if (!store)
        return;
    for (size_t i = 0; i < store->capacity; i++)
        sqlite3_finalize(store->statements[i].statement);
    sqlite3_close(store->database);
    free(store->statements);
    buffer_free(&store->encoded);
    free(store);
}

/*
 * Transactions.
 */
static int run(struct store *store, const char *sql)
{
    struct query query = store_query(store, sql);
    return store_run(&query);
}

int store_begin(struct store *store)
{
    if (!store->read_only)
        return run(store, "BEGIN IMMEDIATE");
    int rc = run(store, "BEGIN");
    if (rc)
        return rc;
    /* The snapshot is of the first read, not of BEGIN. */
    struct query query = store_query(store, "SELECT count(*) FROM sqlite_schema");
    store_next(&query);
    rc = store_end(&query);
    if (rc)
        store_rollback(store);
    return rc;
}

int store_commit(struct store *store)
{
    return run(store, "COMMIT");
}

void store_rollback(struct store *store)
{
    if (!sqlite3_get_autocommit(store->database))
        run(store, "ROLLBACK");
}

/*
 * Migrations.
 */
static int refuse(const char *part, int number, const char *why)
{
    log_error("database is not of this program", LOG_TEXT("part", part), LOG_INTEGER("migration", number),
              LOG_TEXT("reason", why));
    return -EPROTO;
}

static int64_t hash_of(const struct migration *migration)
{
    return (int64_t) fingerprint(migration->sql, strlen(migration->sql));
}

/* Compares what the file has with the list; *applied gets their number. */
static int check_applied(struct store *store, const char *part, const struct migration *migrations, int *applied)
{
    int count = 0, rc = 0;
    struct query query = store_query(store, "SELECT hash FROM runtime_migration WHERE part = ? ORDER BY number");
    bind_text(&query, part);
    while (!rc && store_next(&query)) {
        const struct migration *migration = &migrations[count++];
        if (!migration->sql)
            rc = refuse(part, count, "it is unknown here: the file is of a newer version");
        else if (column_integer(&query) != hash_of(migration))
            rc = refuse(part, count, "it was changed after it had been applied");
    }
    int failed = store_end(&query);
    *applied = count;
    return rc ? rc : failed;
}

static int apply_migration(struct store *store, const char *part, int number, const struct migration *migration)
{
    char now[TIME_TEXT_SIZE];
    time_text(time_now_ms(), now);
    int rc = execute(store, migration->sql);
    if (rc)
        return rc;
    struct query query = store_query(store, "INSERT INTO runtime_migration (part, number, name, hash, applied_at)"
                                            " VALUES (?, ?, ?, ?, ?)");
    bind_text(&query, part);
    bind_integer(&query, number);
    bind_text(&query, migration->name);
    bind_integer(&query, hash_of(migration));
    bind_text(&query, now);
    rc = store_run(&query);
    if (!rc)
        log_info("migrated", LOG_TEXT("part", part), LOG_TEXT("migration", migration->name));
    return rc;
}

static int migrate(struct store *store, const char *part, const struct migration *migrations)
{
    int applied = 0;
    int rc = execute(store, "CREATE TABLE IF NOT EXISTS runtime_migration (part TEXT NOT NULL, number INTEGER NOT NULL,"
                            " name TEXT NOT NULL, hash INTEGER NOT NULL, applied_at TEXT NOT NULL,"
                            " PRIMARY KEY (part, number)) STRICT, WITHOUT ROWID");
    if (!rc)
        rc = check_applied(store, part, migrations, &applied);
    for (int i = applied; !rc && migrations[i].sql; i++)
        rc = apply_migration(store, part, i + 1, &migrations[i]);
    return rc;
}

int store_migrate(struct store *store, const char *part, const struct migration *migrations)
{
    int rc = store_begin(store);
    if (rc)
        return rc;
    rc = migrate(store, part, migrations);
    if (!rc)
        rc = store_commit(store);
    if (rc)
        store_rollback(store);
    return rc;
}

/*
 * Backup.
 */
static int copy_to(struct store *store, const char *path)
{
    sqlite3 *to;
    int code = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    sqlite3_backup *backup = code ? NULL : sqlite3_backup_init(to, "main", store->database, "main");
    if (backup) {
        sqlite3_backup_step(backup, -1);
        code = sqlite3_backup_finish(backup);
    } else if (!code) {
        code = sqlite3_errcode(to);
    }
    if (code)
        log_error("backup failed", LOG_TEXT("reason", sqlite3_errstr(code)));
    sqlite3_close(to);
    return store_error(code);
}

int store_backup(struct store *store, const char *path)
{
    char *partial;
    if (asprintf(&partial, "%s.partial", path) < 0)
        abort();
    unlink(partial);
    int rc = copy_to(store, partial);
    if (!rc && rename(partial, path))
        rc = -errno;
    if (rc)
        unlink(partial);
    free(partial);
    return rc;
}

/*
 * Whole files.
 */
int store_check(struct store *store)
{
    /* Not quick_check: of SQLite 3.40 it takes keys for NULL where their columns stand in another order than in the key. */
    struct query q = store_query(store, "PRAGMA integrity_check(1)");
    struct arena arena = {0};
    const char *found = store_next(&q) ? column_text(&q, &arena) : NULL;
    bool sound = found && strcmp(found, "ok") == 0;
    arena_free(&arena);
    int rc = store_end(&q);
    if (rc)
        return rc;
    return sound ? 0 : -EUCLEAN;
}

static const char *const beside[] = {"", "-wal", "-shm"}; /* what SQLite keeps for one file */

int store_remove(const char *path)
{
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
        char *file;
        if (asprintf(&file, "%s%s", path, beside[i]) < 0)
            abort();
        int rc = unlink(file) && errno != ENOENT ? -errno : 0;
        free(file);
        if (rc)
            return rc;
    }
    return 0;
}

int store_replace(const char *from, const char *path)
{
    /* Closing has brought the log into the file itself; what is beside the old one must not be taken for the new one's. */
    int rc = store_remove(path);
    return !rc && rename(from, path) ? -errno : rc;
}
