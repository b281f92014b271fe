/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Which files make up a source. Of CSV, the tables with one prefix, around a services table that is HSDS (has id and
 * name); several such prefixes in a folder are refused rather than mixed, one that is not HSDS is passed over.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "error.h"
#include "file.h"
#include "layout.h"

static int name_order(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name); /* not alphasort: the same in every locale */
}

struct folder {
    const char *path;
    struct dirent **entries;
    int count;
};

static int open_folder(struct hsds_source *source, const char *path, struct folder *folder)
{
    *folder = (struct folder){.path = path};
    folder->count = scandir(path, &folder->entries, NULL, name_order);
    if (folder->count < 0)
        return source_fault(source, -errno, "%s: %s", path, strerror(errno));
    return 0;
}

static void close_folder(struct folder *folder)
{
    for (int i = 0; i < folder->count; i++)
        free(folder->entries[i]);
    free(folder->entries);
}

static const char *path_of(struct hsds_source *source, const struct folder *folder, const char *name)
{
    return arena_print(&source->arena, "%s/%s", folder->path, name);
}

/* The table a CSV file is called after. */
static enum hsds_table csv_table(struct hsds_source *source, const char *name, size_t *prefix)
{
    *prefix = 0;
    if (!file_has_extension(name, ".csv"))
        return HSDS_NO_TABLE;
    return layout_table(arena_copy(&source->arena, name, strlen(name) - strlen(".csv")), prefix);
}

static int read_csv_file(struct hsds_source *source, enum hsds_table table, const char *path)
{
    char *text;
    size_t size;
    int rc = file_read(path, &text, &size, &source->arena, &source->fault);
    if (!rc)
        rc = source_read_csv(source, table, file_name(path), text, size);
    free(text);
    return rc;
}

static int read_json_file(struct hsds_source *source, const char *path)
{
    char *text;
    size_t size;
    int rc = file_read(path, &text, &size, &source->arena, &source->fault);
    if (!rc)
        rc = source_read_json(source, file_name(path), text, size);
    free(text);
    return rc;
}

/* Reads the tables whose names begin with this prefix of this length, and no longer one. */
static int read_csv_tables(struct hsds_source *source, const struct folder *folder, const char *prefix, size_t length)
{
    int rc = 0;
    for (int i = 0; i < folder->count && !rc; i++) {
        const char *name = folder->entries[i]->d_name;
        size_t own;
        enum hsds_table table = csv_table(source, name, &own);
        if (table != HSDS_NO_TABLE && own == length && strncmp(name, prefix, length) == 0)
            rc = read_csv_file(source, table, path_of(source, folder, name));
    }
    return rc;
}

/* Finds the services table of a folder: its name, or NULL when there is none. */
static int find_services(struct hsds_source *source, const struct folder *folder, const char **found, size_t *prefix)
{
    *found = NULL;
    for (int i = 0; i < folder->count; i++) {
        const char *name = folder->entries[i]->d_name;
        size_t length;
        if (csv_table(source, name, &length) != HSDS_SERVICE)
            continue;
        struct hsds_source trial;
        source_begin(&trial);
        int rc = read_csv_file(&trial, HSDS_SERVICE, path_of(source, folder, name));
        if (rc && rc != -ENOTSUP)
            source_fault(source, rc, "%s", trial.fault);
        source_free(&trial);
        if (rc == -ENOTSUP)
            continue;
        if (!rc && *found)
            rc = source_fault(source, -EBADMSG, "%s: both %s and %s are there; name the one to import", folder->path,
                              *found, name);
        if (rc)
            return rc;
        *found = name;
        *prefix = length;
    }
    return 0;
}

static int read_folder(struct hsds_source *source, const struct folder *folder)
{
    const char *services;
    size_t prefix = 0;
    int documents = 0, rc = find_services(source, folder, &services, &prefix);
    if (rc)
        return rc;
    if (services)
        return read_csv_tables(source, folder, services, prefix);
    for (int i = 0; i < folder->count && !rc; i++) {
        if (!file_has_extension(folder->entries[i]->d_name, ".json"))
            continue;
        documents++;
        rc = read_json_file(source, path_of(source, folder, folder->entries[i]->d_name));
    }
    if (!rc && documents == 0)
        rc = source_fault(source, -EBADMSG,
                          "%s: neither a services table of HSDS (services.csv with the columns id and name) "
                          "nor JSON files",
                          folder->path);
    return rc;
}

/* A services table stands for all tables with its prefix. */
static int read_csv_of(struct hsds_source *source, const char *path)
{
    size_t prefix;
    const char *name = file_name(path);
    if (csv_table(source, name, &prefix) != HSDS_SERVICE)
        return source_fault(source, -EBADMSG, "%s: name a services table (…services.csv), a folder or a JSON file",
                            path);
    struct folder folder;
    int rc =
        open_folder(source, name == path ? "." : arena_copy(&source->arena, path, (size_t) (name - path)), &folder);
    if (rc)
        return rc;
    rc = read_csv_tables(source, &folder, name, prefix);
    close_folder(&folder);
    return rc;
}

int source_read(struct hsds_source *source, const char *path)
{
    source_begin(source);
    struct stat status;
    if (stat(path, &status) < 0)
        return source_fault(source, -errno, "%s: %s", path, strerror(errno));
    int rc;
    if (S_ISDIR(status.st_mode)) {
        struct folder folder;
        rc = open_folder(source, path, &folder);
        if (rc)
            return rc;
        rc = read_folder(source, &folder);
        close_folder(&folder);
    } else if (file_has_extension(path, ".csv")) {
        rc = read_csv_of(source, path);
    } else {
        rc = read_json_file(source, path);
    }
    if (!rc && source->tables[HSDS_SERVICE].count == 0)
        rc = source_fault(source, -EBADMSG, "%s: there is no service in it", path);
    if (!rc)
        source_settle(source);
    return rc;
}
