/* SPDX-License-Identifier: EUPL-1.2 */
#include <sodium.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "identity.h"

/*
 * The upper 64 bits that ids are ordered by: milliseconds and a counter of 16 bits. The counter's carry goes into the
 * milliseconds, and a clock that goes back does not take them along, so they ascend whatever happens.
 */
static uint64_t next_instant(int64_t now_ms)
{
    static _Atomic uint64_t last;
    uint64_t before = atomic_load_explicit(&last, memory_order_relaxed), now = (uint64_t) now_ms << 16, next;
    do
        next = now > before ? now : before + 1;
    while (!atomic_compare_exchange_weak_explicit(&last, &before, next, memory_order_relaxed, memory_order_relaxed));
    return next;
}

static void uuid_text(const unsigned char *bytes, char *to)
{
    static const char digits[] = "0123456789abcdef";
    for (int i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            *to++ = '-';
        *to++ = digits[bytes[i] >> 4];
        *to++ = digits[bytes[i] & 15];
    }
    *to = '\0';
}

/* Eight random bytes: from the kernel for many ids at once, since each asking costs as much as making one. */
static void random_part(unsigned char *to)
{
    enum { PART = 8, PARTS = 64 };
    static _Thread_local unsigned char parts[PARTS * PART];
    static _Thread_local size_t left;
    if (left == 0) {
        randombytes_buf(parts, sizeof(parts));
        left = PARTS;
    }
    memcpy(to, parts + --left * PART, PART);
}

void uuid7(int64_t now_ms, char *to)
{
    uint64_t instant = next_instant(now_ms);
    unsigned char bytes[16];
    random_part(bytes + 8);
    for (int i = 0; i < 6; i++)
        bytes[i] = (unsigned char) (instant >> (56 - 8 * i));
    bytes[6] = (unsigned char) (0x70 | (instant >> 12 & 0x0f));                 /* version, counter */
    bytes[7] = (unsigned char) (instant >> 4);                                  /* counter */
    bytes[8] = (unsigned char) (0x80 | (instant & 0x0f) << 2 | (bytes[8] & 3)); /* variant, counter, random */
    uuid_text(bytes, to);
}

void uuid8(const char *id, const char *name, char *to)
{
    unsigned char bytes[16];
    crypto_generichash_state hash;
    crypto_generichash_init(&hash, NULL, 0, sizeof(bytes));
    crypto_generichash_update(&hash, (const unsigned char *) id, strlen(id) + 1);
    crypto_generichash_update(&hash, (const unsigned char *) name, strlen(name));
    crypto_generichash_final(&hash, bytes, sizeof(bytes));
    bytes[6] = (unsigned char) (0x80 | (bytes[6] & 0x0f)); /* version */
    bytes[8] = (unsigned char) (0x80 | (bytes[8] & 0x3f)); /* variant */
    uuid_text(bytes, to);
}

static int64_t clock_ns(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t) now.tv_sec * 1000000000 + now.tv_nsec;
}

int64_t time_now_ms(void)
{
    return clock_ns(CLOCK_REALTIME) / 1000000;
}

int64_t time_monotonic_ns(void)
{
    return clock_ns(CLOCK_MONOTONIC);
}

int64_t time_boottime_ms(void)
{
    return clock_ns(CLOCK_BOOTTIME) / 1000000;
}

/* Years beyond 9999 and before 0 have no text of this form; such a time is a bug of the caller, cut to the edge. */
void time_text(int64_t ms, char *to)
{
    const int64_t first = INT64_C(-62167219200000), last = INT64_C(253402300799999);
    ms = ms < first ? first : ms > last ? last : ms;
    int64_t rest = ms % 1000;
    time_t seconds = ms / 1000;
    if (rest < 0) {
        rest += 1000;
        seconds--;
    }
    struct tm tm;
    gmtime_r(&seconds, &tm);
    char text[TIME_TEXT_SIZE + 48]; /* what the compiler thinks an int may need */
    snprintf(text, sizeof(text), "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday,
             tm.tm_hour, tm.tm_min, tm.tm_sec, (int) rest);
    memcpy(to, text, TIME_TEXT_SIZE);
}

static int number(const char *text, int digits)
{
    int value = 0;
    for (int i = 0; i < digits; i++)
        value = 10 * value + (text[i] - '0');
    return value;
}

int64_t time_parse(const char *text)
{
    static const char form[] = "dddd-dd-ddTdd:dd:dd.dddZ";
    if (strnlen(text, TIME_TEXT_SIZE) != sizeof(form) - 1)
        return -1;
    for (size_t i = 0; form[i]; i++)
        if (form[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != form[i])
            return -1;

    struct tm tm = {
        .tm_year = number(text, 4) - 1900,
        .tm_mon = number(text + 5, 2) - 1,
        .tm_mday = number(text + 8, 2),
        .tm_hour = number(text + 11, 2),
        .tm_min = number(text + 14, 2),
        .tm_sec = number(text + 17, 2),
    };
    int64_t ms = (int64_t) timegm(&tm) * 1000 + number(text + 20, 3);
    char again[TIME_TEXT_SIZE]; /* a day or hour that does not exist comes back as another one */
    time_text(ms, again);
    return strcmp(again, text) == 0 ? ms : -1;
}

bool time_has_been(const char *text, int64_t now_ms)
{
    const int64_t clocks_differ_ms = INT64_C(5) * 60 * 1000;
    return time_parse(text) <= now_ms + clocks_differ_ms;
}

uint64_t fingerprint(const void *data, uint64_t size)
{
    static const unsigned char key[crypto_shorthash_KEYBYTES] = "samspil";
    uint64_t hash;
    _Static_assert(sizeof(hash) == crypto_shorthash_BYTES, "SipHash gives 64 bits");
    crypto_shorthash((unsigned char *) &hash, data, size, key);
    return hash;
}
