/* SPDX-License-Identifier: EUPL-1.2 */
#include "web.h"

#include <errno.h>
#include <fts.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "route.h"
#include "table.h"

#define ETAG_BYTES 16
#define ETAG_SIZE (2 * ETAG_BYTES + 3) /* quoted, and NUL */
#define ASSETS "/assets/"

/* In the order they are preferred in; the last one is the file itself. */
static const struct {
    const char *coding, *suffix, *header;
} codings[] = {
    {"br", ".br", "content-encoding: br\r\n"},
    {"gzip", ".gz", "content-encoding: gzip\r\n"},
    {"identity", "", ""},
};
#define CODINGS (sizeof(codings) / sizeof(codings[0]))
#define PLAIN (CODINGS - 1)

static const struct {
    const char *suffix, *type;
} types[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".txt", "text/plain; charset=utf-8"},
    {".ftl", "text/plain; charset=utf-8"}, /* texts of the app (Fluent) */
};

struct variant {
    uint8_t *data; /* NULL: not there */
    size_t size;
    char etag[ETAG_SIZE];
};

struct file {
    struct table_link link; /* by path */
    struct variant variants[CODINGS];
};

struct web {
    struct table files;
    size_t count, bytes;
};

static bool ends_with(const char *text, const char *suffix)
{
    size_t length = strlen(text), suffix_length = strlen(suffix);
    return length >= suffix_length && strcmp(text + length - suffix_length, suffix) == 0;
}

static int read_file(const char *path, size_t size, struct variant *variant)
{
    unsigned char hash[ETAG_BYTES];
    FILE *file = fopen(path, "re");
    if (!file)
        return -errno;
    variant->data = malloc(size + 1);
    if (!variant->data)
        abort();
    variant->size = fread(variant->data, 1, size, file);
    (void) fclose(file);
    if (variant->size != size)
        return -EIO;
    (void) crypto_generichash(hash, sizeof(hash), variant->data, size, NULL, 0);
    variant->etag[0] = '"';
    (void) sodium_bin2hex(variant->etag + 1, ETAG_SIZE - 1, hash, sizeof(hash));
    memcpy(variant->etag + ETAG_SIZE - 2, "\"", 2);
    return 0;
}

static int add_file(struct web *web, const FTSENT *entry, size_t root_length)
{
    char name[4096];
    size_t coding = 0, size = (size_t) entry->fts_statp->st_size;
    if (entry->fts_pathlen - root_length >= sizeof(name))
        return -ENAMETOOLONG;
    if (++web->count > WEB_FILES || size > WEB_BYTES || (web->bytes += size) > WEB_BYTES)
        return -EFBIG;
    (void) snprintf(name, sizeof(name), "%s", entry->fts_path + root_length);
    while (!ends_with(name, codings[coding].suffix))
        coding++;
    name[strlen(name) - strlen(codings[coding].suffix)] = '\0';
    struct file *file = TABLE_AT(&web->files, name, struct file);
    return read_file(entry->fts_accpath, size, &file->variants[coding]);
}

static int add_files(struct web *web, FTS *tree, size_t root_length)
{
    int rc = 0;
    errno = 0;
    for (FTSENT *entry; rc == 0 && (entry = fts_read(tree)); errno = 0) {
        if (entry->fts_info == FTS_F)
            rc = add_file(web, entry, root_length);
        else if (entry->fts_info == FTS_DNR || entry->fts_info == FTS_ERR || entry->fts_info == FTS_NS)
            rc = -entry->fts_errno;
    }
    return rc < 0 ? rc : -errno;
}

static const struct file *find_file(const struct web *web, const char *path)
{
    const struct file *file = TABLE_FIND(&web->files, path, struct file);
    return file && file->variants[PLAIN].data ? file : NULL;
}

int web_load(const char *directory, struct web **loaded)
{
    char root[4096];
    char *const roots[] = {root, NULL};
    size_t length = strlen(directory);
    while (length > 1 && directory[length - 1] == '/')
        length--;
    if (length >= sizeof(root))
        return -ENAMETOOLONG;
    memcpy(root, directory, length);
    root[length] = '\0';
    FTS *tree = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    struct web *web = calloc(1, sizeof(*web));
    if (!tree || !web)
        abort();
    int rc = add_files(web, tree, length);
    (void) fts_close(tree);
    if (rc == 0 && !find_file(web, "/index.html"))
        rc = -ENOENT;
    if (rc < 0)
        web_free(web);
    else
        *loaded = web;
    return rc;
}

static void free_file(struct table_link *link, void *closure)
{
    struct file *file = TABLE_ENTRY(link, struct file);
    (void) closure;
    for (size_t i = 0; i < CODINGS; i++)
        free(file->variants[i].data);
}

void web_free(struct web *web)
{
    if (!web)
        return;
    table_each(&web->files, free_file, NULL);
    table_free_entries(&web->files);
    free(web);
}

bool web_accepts(const char *accept_encoding, const char *coding)
{
    size_t length = strlen(coding);
    while (*accept_encoding != '\0') {
        accept_encoding += strspn(accept_encoding, " \t,");
        size_t whole = strcspn(accept_encoding, ","), name = strcspn(accept_encoding, " \t,;");
        const char *weight = memmem(accept_encoding, whole, "q=", 2);
        if (name == length && strncasecmp(accept_encoding, coding, length) == 0)
            return !weight || strtod(weight + 2, NULL) > 0;
        accept_encoding += whole;
    }
    return false;
}

static const struct variant *choose(const struct file *file, const char *accept_encoding, size_t *coding)
{
    *coding = 0;
    while (*coding < PLAIN && (!file->variants[*coding].data || !web_accepts(accept_encoding, codings[*coding].coding)))
        ++*coding;
    return &file->variants[*coding];
}

static const char *type_of(const char *path)
{
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        if (ends_with(path, types[i].suffix))
            return types[i].type;
    }
    return "application/octet-stream";
}

struct frame *web_response(const struct web *web, const struct web_request *request)
{
    char headers[1024];
    size_t coding;
    bool is_asset = strncmp(request->path, ASSETS, sizeof(ASSETS) - 1) == 0;
    const struct file *file = find_file(web, request->path);
    if (!file && is_asset)
        return NULL;
    if (!file)
        file = find_file(web, "/index.html");
    const struct variant *variant = choose(file, request->accept_encoding, &coding);
    bool is_known = strstr(request->if_none_match, variant->etag);
    (void) snprintf(headers, sizeof(headers),
                    "etag: %s\r\nvary: accept-encoding\r\n%s"
                    "content-security-policy: default-src 'self'; connect-src 'self'; img-src 'self' data:; "
                    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'%s%s\r\n"
                    "referrer-policy: no-referrer\r\ncross-origin-opener-policy: same-origin\r\n",
                    variant->etag, is_known ? "" : codings[coding].header, request->form_action ? " " : "",
                    request->form_action ? request->form_action : "");
    return route_frame(&(struct response){
        .status = is_known ? 304 : 200,
        .content_type = is_known ? NULL : type_of(file->link.key),
        .caching = is_asset ? "cache-control: public, max-age=31536000, immutable\r\n" : "cache-control: no-cache\r\n",
        .headers = headers,
        .closes = request->closes,
        .is_head = request->is_head,
        .body = is_known ? (struct bytes){0} : (struct bytes){variant->data, variant->size},
    });
}
