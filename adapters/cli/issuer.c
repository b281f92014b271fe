/* SPDX-License-Identifier: EUPL-1.2 */
#include "issuer.h"

#include <cjose/cjose.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arena.h"
#include "error.h"
#include "identity.h"

static int failed(const char *path, int error)
{
    fprintf(stderr, "%s: %s\n", path, strerror(error));
    return -error;
}

/* Puts a file there whole or not at all; never over another one. */
static int write_new(const char *path, const char *text, mode_t mode)
{
    struct arena arena = {0};
    const char *fresh = arena_print(&arena, "%s.new", path);
    int rc = 0, file = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    size_t size = strlen(text);
    if (file < 0) {
        rc = failed(fresh, errno);
    } else {
        if (write(file, text, size) != (ssize_t) size || fsync(file) != 0)
            rc = failed(fresh, errno);
        close(file);
        if (!rc && link(fresh, path) != 0 && errno != EEXIST)
            rc = failed(path, errno);
        unlink(fresh);
    }
    arena_free(&arena);
    return rc;
}

static int load_key(const char *path, cjose_jwk_t **key)
{
    json_error_t error;
    json_t *jwk = json_load_file(path, 0, &error);
    if (!jwk) {
        fprintf(stderr, "%s: %s\n", path,
                access(path, F_OK) == 0 ? "cannot be read, or is no JSON"
                                        : "is not there: `samspil keys init` makes it");
        return -ENOENT;
    }
    char *text = json_dumps(jwk, JSON_COMPACT);
    cjose_err fault = {0};
    *key = cjose_jwk_import(text, strlen(text), &fault);
    free(text);
    json_decref(jwk);
    if (*key)
        return 0;
    fprintf(stderr, "%s: is no key: %s\n", path, fault.message);
    return -EBADMSG;
}

static int make_key(const char *path)
{
    char kid[37];
    cjose_err fault = {0};
    uuid7(time_now_ms(), kid);
    cjose_jwk_t *key = cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, &fault);
    char *text = key && cjose_jwk_set_kid(key, kid, strlen(kid), &fault) ? cjose_jwk_to_json(key, true, &fault) : NULL;
    int rc = 0;
    if (text) {
        rc = write_new(path, text, 0600);
    } else {
        fprintf(stderr, "no key could be made: %s\n", fault.message);
        rc = -EIO;
    }
    cjose_get_dealloc()(text);
    cjose_jwk_release(key);
    return rc;
}

static int write_public(const char *path, const cjose_jwk_t *key)
{
    cjose_err fault = {0};
    char *text = cjose_jwk_to_json(key, false, &fault);
    json_t *jwk = text ? json_loads(text, 0, NULL) : NULL;
    json_t *set = json_pack("{s:[o]}", "keys", jwk);
    char *jwks = set ? json_dumps(set, JSON_INDENT(2)) : NULL;
    int rc = jwks ? write_new(path, jwks, 0644) : -EIO;
    free(jwks);
    json_decref(set);
    cjose_get_dealloc()(text);
    return rc;
}

int issuer_init(const char *state)
{
    struct arena arena = {0};
    const char *folder = arena_print(&arena, "%s/keys", state);
    const char *private = arena_print(&arena, "%s/issuer.jwk", folder);
    const char *public = arena_print(&arena, "%s/jwks.json", folder);
    cjose_jwk_t *key = NULL;
    int rc = 0;
    if (mkdir(state, 0750) != 0 && errno != EEXIST)
        rc = failed(state, errno);
    if (!rc && mkdir(folder, 0700) != 0 && errno != EEXIST)
        rc = failed(folder, errno);
    if (!rc && access(private, F_OK) != 0)
        rc = make_key(private);
    if (!rc)
        rc = load_key(private, &key);
    if (!rc && access(public, F_OK) != 0)
        rc = write_public(public, key);
    cjose_jwk_release(key);
    arena_free(&arena);
    return rc;
}

static char *claims(const char *subject, int64_t now_ms, int64_t ttl)
{
    char jti[37];
    json_int_t issued = now_ms / 1000, expires = issued + ttl;
    uuid7(now_ms, jti);
    json_t *object = json_pack("{s:s, s:s, s:s, s:I, s:I, s:s}", "iss", ISSUER_NAME, "aud", ISSUER_AUDIENCE, "sub",
                               subject, "iat", issued, "exp", expires, "jti", jti);
    char *text = object ? json_dumps(object, JSON_COMPACT) : NULL; /* NULL: the subject is no UTF-8 */
    json_decref(object);
    return text;
}

static char *sign(cjose_jwk_t *key, const char *text)
{
    cjose_err fault = {0};
    cjose_header_t *header = cjose_header_new(&fault);
    const char *kid = cjose_jwk_get_kid(key, &fault), *compact = NULL;
    char *token = NULL;
    bool complete = header && cjose_header_set(header, CJOSE_HDR_ALG, CJOSE_HDR_ALG_ES256, &fault) &&
                    cjose_header_set(header, "typ", "JWT", &fault) &&
                    (!kid || cjose_header_set(header, CJOSE_HDR_KID, kid, &fault));
    cjose_jws_t *jws = complete ? cjose_jws_sign(key, header, (const uint8_t *) text, strlen(text), &fault) : NULL;
    if (jws && cjose_jws_export(jws, &compact, &fault))
        token = strdup(compact);
    else
        fprintf(stderr, "the token could not be signed: %s\n", fault.message);
    cjose_jws_release(jws);
    cjose_header_release(header);
    return token;
}

int issuer_token(const char *state, const char *subject, int64_t now_ms, int64_t ttl, char **token)
{
    struct arena arena = {0};
    cjose_jwk_t *key;
    int rc = load_key(arena_print(&arena, "%s/keys/issuer.jwk", state), &key);
    if (!rc) {
        char *text = claims(subject, now_ms, ttl);
        if (!text)
            fprintf(stderr, "the subject must be UTF-8\n");
        *token = text ? sign(key, text) : NULL;
        rc = *token ? 0 : -EIO;
        free(text);
        cjose_jwk_release(key);
    }
    arena_free(&arena);
    return rc;
}
