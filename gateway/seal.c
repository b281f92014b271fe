/* SPDX-License-Identifier: EUPL-1.2 */
#include "seal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING
#define KEY_SIZE crypto_aead_xchacha20poly1305_ietf_KEYBYTES
#define NONCE_SIZE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_SIZE crypto_aead_xchacha20poly1305_ietf_ABYTES
#define KEY_TEXT_SIZE sodium_base64_ENCODED_LEN(KEY_SIZE, VARIANT)
#define SEALED_MAX 4096 /* of the text and what is added to it */

static bool read_key(FILE *file, unsigned char key[static KEY_SIZE])
{
    char line[KEY_TEXT_SIZE + 1];
    size_t used;
    return fgets(line, sizeof(line), file) &&
           sodium_base642bin(key, KEY_SIZE, line, strcspn(line, "\n"), NULL, &used, NULL, VARIANT) == 0 &&
           used == KEY_SIZE;
}

static int read_keys(const char *path, struct seal_keys *keys)
{
    FILE *file = fopen(path, "re");
    if (!file)
        return -errno;
    keys->count = 0;
    while (keys->count < SEAL_KEYS && read_key(file, keys->items[keys->count]))
        keys->count++;
    bool is_whole = fgetc(file) == EOF;
    (void) fclose(file);
    return keys->count > 0 && is_whole ? 0 : -EBADMSG;
}

static bool write_keys(int fd, const struct seal_keys *keys)
{
    char text[SEAL_KEYS * KEY_TEXT_SIZE];
    size_t length = 0;
    for (size_t i = 0; i < keys->count; i++) {
        (void) sodium_bin2base64(text + length, KEY_TEXT_SIZE, keys->items[i], KEY_SIZE, VARIANT);
        length += KEY_TEXT_SIZE;
        text[length - 1] = '\n';
    }
    bool is_written = write(fd, text, length) == (ssize_t) length && fsync(fd) == 0;
    sodium_memzero(text, sizeof(text));
    return is_written;
}

/* Puts the file there whole: in place of the one before, or only where there is none (-EEXIST). */
static int put_keys(const char *path, const struct seal_keys *keys, bool replaces)
{
    char fresh[4096];
    if (snprintf(fresh, sizeof(fresh), "%s.XXXXXX", path) >= (int) sizeof(fresh))
        return -ENAMETOOLONG;
    int fd = mkostemp(fresh, O_CLOEXEC); /* for nobody else to read */
    if (fd < 0)
        return -errno;
    int rc = write_keys(fd, keys) && (replaces ? rename(fresh, path) : link(fresh, path)) == 0 ? 0 : -errno;
    (void) close(fd);
    (void) unlink(fresh);
    return rc;
}

int seal_keys_load(const char *path, struct seal_keys *keys)
{
    int rc = read_keys(path, keys);
    if (rc != -ENOENT)
        return rc;
    keys->count = 1;
    randombytes_buf(keys->items[0], KEY_SIZE);
    rc = put_keys(path, keys, false);
    return rc == -EEXIST ? read_keys(path, keys) : rc; /* another process was first */
}

int seal_keys_rotate(const char *path)
{
    struct seal_keys keys;
    int rc = seal_keys_load(path, &keys);
    if (rc < 0)
        return rc;
    memcpy(keys.items[1], keys.items[0], KEY_SIZE);
    randombytes_buf(keys.items[0], KEY_SIZE);
    keys.count = SEAL_KEYS;
    rc = put_keys(path, &keys, true);
    sodium_memzero(&keys, sizeof(keys));
    return rc;
}

char *seal(const struct seal_keys *keys, const char *purpose, const char *text, struct arena *arena)
{
    size_t length = strlen(text), size = NONCE_SIZE + length + TAG_SIZE;
    unsigned char *bytes = arena_alloc(arena, size);
    char *sealed = arena_alloc(arena, sodium_base64_encoded_len(size, VARIANT));
    randombytes_buf(bytes, NONCE_SIZE);
    (void) crypto_aead_xchacha20poly1305_ietf_encrypt(bytes + NONCE_SIZE, NULL, (const unsigned char *) text, length,
                                                      (const unsigned char *) purpose, strlen(purpose), NULL, bytes,
                                                      keys->items[0]);
    return sodium_bin2base64(sealed, sodium_base64_encoded_len(size, VARIANT), bytes, size, VARIANT);
}

bool unseal(const struct seal_keys *keys, const char *purpose, const char *sealed, char *to, size_t size)
{
    unsigned char bytes[SEALED_MAX];
    size_t used;
    if (sodium_base642bin(bytes, sizeof(bytes), sealed, strlen(sealed), NULL, &used, NULL, VARIANT) != 0 ||
        used < NONCE_SIZE + TAG_SIZE || used - NONCE_SIZE - TAG_SIZE >= size)
        return false;
    for (size_t i = 0; i < keys->count; i++) {
        if (crypto_aead_xchacha20poly1305_ietf_decrypt((unsigned char *) to, NULL, NULL, bytes + NONCE_SIZE,
                                                       used - NONCE_SIZE, (const unsigned char *) purpose,
                                                       strlen(purpose), bytes, keys->items[i]) == 0) {
            to[used - NONCE_SIZE - TAG_SIZE] = '\0';
            return true;
        }
    }
    return false;
}
