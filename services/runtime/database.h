/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A store as the runtime sees it: the file, its transactions, its migrations, its backup. Services see store.h only.
 *
 *     struct store *store;
 *     rc = store_open("/var/lib/samspil/referrals.db", false, &store);
 *     rc = store_migrate(store, "runtime", runtime_migrations);
 *     rc = store_migrate(store, "referrals", service->migrations);
 *     rc = store_begin(store);
 *     rc = store_commit(store);
 *     store_close(store);
 *
 * Errors: -ENOSPC full, -EIO the disk or the program, -EUCLEAN the file is damaged, -ENOMEM, -EINVAL a
 * constraint of a table. What SQLite says is logged
 * where it happens (codes and SQL, never values), because the number alone would not tell which statement it was.
 * One thread uses a store.
 */
#pragma once

#include "store.h"

/* Creates the file if it is not there, unless read_only. WAL with fsync at each commit. A read-only store cannot write,
 * whatever SQL it is given; the file must have been opened for writing once before. */
int store_open(const char *path, bool read_only, struct store **store);
void store_close(struct store *store);

/* A transaction: of a read-only store a snapshot, the same until its end. Rolling back never fails: SQLite itself rolls
 * back where the disk failed, and closing does at the latest. */
int store_begin(struct store *store);
int store_commit(struct store *store);
void store_rollback(struct store *store);

/* Applies what is new of an append-only list, ended by {0}, in one transaction and notes each in runtime_migration.
 * part: the list's name; its numbers are its own. -EPROTO: the file was written by a newer program, or a migration
 * that it has was changed since (logged). */
int store_migrate(struct store *store, const char *part, const struct migration *migrations);

/* A consistent copy of the committed state, at path when it is complete; replaces what is there. Not within a
 * transaction. */
int store_backup(struct store *store, const char *path);

/* SQLite's own integrity check. 0 or -EUCLEAN. */
int store_check(struct store *store);
/* Removes a file with what SQLite keeps beside it; puts one that is closed in the place of another. 0 or -errno. */
int store_remove(const char *path);
int store_replace(const char *from, const char *path);
