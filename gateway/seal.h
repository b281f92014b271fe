/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Sealed text: what a browser keeps for us and can neither read nor change (XChaCha20-Poly1305).
 *
 *     int rc = seal_keys_load("/var/lib/samspil/keys/session.keys", &keys);     // made when there is none
 *     char *sealed = seal(&keys, "session", text, &arena);
 *     if (unseal(&keys, "session", sealed, to, sizeof(to))) …
 *
 * The file holds a key a line. The first one seals, all of them open: seal_keys_rotate puts a new one in front and keeps
 * the one before, so that what was sealed with it stays good until the next time.
 */
#pragma once

#include <sodium.h>
#include <stdbool.h>
#include <stddef.h>

#include "arena.h"

#define SEAL_KEYS 2

struct seal_keys {
    size_t count;
    unsigned char items[SEAL_KEYS][crypto_aead_xchacha20poly1305_ietf_KEYBYTES];
};

/* 0; a negative errno value of the file; -EBADMSG when it holds something else. */
int seal_keys_load(const char *path, struct seal_keys *keys);
int seal_keys_rotate(const char *path);

/* In characters that a cookie may hold. purpose: what is sealed for one cannot be opened for another. */
char *seal(const struct seal_keys *keys, const char *purpose, const char *text, struct arena *arena);
/* False when it was not sealed with one of the keys for this purpose, or is not shorter than size. */
bool unseal(const struct seal_keys *keys, const char *purpose, const char *sealed, char *to, size_t size);
