/* SPDX-License-Identifier: EUPL-1.2 */
#include "message_text.h"

#include <string.h>

#define ASCII_BITS 0x8080808080808080u

/* Whether one of eight bytes is zero or not ASCII. */
static bool is_plain(uint64_t word)
{
    return !((word | ((word - 0x0101010101010101u) & ~word)) & ASCII_BITS);
}

/* Bytes of the sequence that begins here, or 0 when it is none. The ranges of the second byte exclude longer forms than
 * needed, surrogates, and what lies beyond U+10FFFF (table 3-7 of the Unicode standard). */
static size_t sequence_length(const uint8_t *at, size_t left)
{
    if (at[0] != 0 && at[0] < 0x80)
        return 1;
    size_t length = at[0] < 0xc2 ? 0 : at[0] < 0xe0 ? 2 : at[0] < 0xf0 ? 3 : at[0] < 0xf5 ? 4 : 0;
    if (length == 0 || left < length)
        return 0;
    uint8_t low = at[0] == 0xe0 ? 0xa0 : at[0] == 0xf0 ? 0x90 : 0x80;
    uint8_t high = at[0] == 0xed ? 0x9f : at[0] == 0xf4 ? 0x8f : 0xbf;
    if (at[1] < low || at[1] > high)
        return 0;
    for (size_t i = 2; i < length; i++) {
        if ((at[i] & 0xc0) != 0x80)
            return 0;
    }
    return length;
}

bool text_is_valid(const uint8_t *bytes, size_t size, size_t *characters)
{
    size_t at = 0, count = 0;
    while (at < size) {
        uint64_t word;
        if (size - at >= sizeof(word) && (memcpy(&word, bytes + at, sizeof(word)), is_plain(word))) {
            at += sizeof(word);
            count += sizeof(word);
            continue;
        }
        size_t length = sequence_length(bytes + at, size - at);
        if (length == 0)
            return false;
        at += length;
        count++;
    }
    if (characters)
        *characters = count;
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_letter(char c)
{
    return is_lower((char) (c | 0x20));
}

/* Whether text looks like the pattern: '9' a digit, anything else itself. */
static bool matches(const char *text, const char *pattern)
{
    for (; *pattern; text++, pattern++) {
        if (*pattern == '9' ? !is_digit(*text) : *text != *pattern)
            return false;
    }
    return true;
}

static int two_digits(const char *text)
{
    return (text[0] - '0') * 10 + (text[1] - '0');
}

/* The format of most fields there are, so it goes over the bytes without a branch. */
static bool is_uuid(const char *text, size_t size)
{
    if (size != 36)
        return false;
    unsigned int hyphens = 0, others = 0;
    for (size_t i = 0; i < 36; i++) {
        hyphens += text[i] == '-';
        others += !((unsigned char) (text[i] - '0') < 10 || (unsigned char) (text[i] - 'a') < 6 || text[i] == '-');
    }
    return others == 0 && hyphens == 4 && text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-';
}

static bool is_date(const char *text, size_t size)
{
    static const int days_of_month[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (size != 10 || !matches(text, "9999-99-99"))
        return false;
    int century = two_digits(text), year = two_digits(text + 2);
    int month = two_digits(text + 5), day = two_digits(text + 8);
    if (month < 1 || month > 12)
        return false;
    bool leap = year != 0 ? year % 4 == 0 : century % 4 == 0;
    return day >= 1 && day <= days_of_month[month - 1] + (month == 2 && leap);
}

/* YYYY-MM-DDTHH:MM:SS[.fraction]Z. A leap second has no place in time that is counted without them. */
static bool is_date_time(const char *text, size_t size)
{
    if (size < 20 || !is_date(text, 10) || !matches(text + 10, "T99:99:99") || text[size - 1] != 'Z')
        return false;
    if (two_digits(text + 11) > 23 || two_digits(text + 14) > 59 || two_digits(text + 17) > 59)
        return false;
    if (size == 20)
        return true;
    if (size < 22 || text[19] != '.')
        return false;
    for (size_t i = 20; i < size - 1; i++) {
        if (!is_digit(text[i]))
            return false;
    }
    return true;
}

static bool has_space_or_control(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if ((unsigned char) text[i] <= ' ' || text[i] == 0x7f)
            return true;
    }
    return false;
}

static bool is_email(const char *text, size_t size)
{
    const char *at = memchr(text, '@', size);
    return at && at > text && at < text + size - 1 && !memchr(at + 1, '@', (size_t) (text + size - at - 1)) &&
           !has_space_or_control(text, size);
}

static bool is_uri(const char *text, size_t size)
{
    static const char *const schemes[] = {"https://", "http://", "mailto:", "tel:"};
    for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
        size_t length = strlen(schemes[i]);
        if (size > length && memcmp(text, schemes[i], length) == 0)
            return !has_space_or_control(text, size);
    }
    return false;
}

/* Subtags of one to eight letters and digits, the first of letters only. */
static bool is_language(const char *text, size_t size)
{
    size_t subtag = 0, length = 0;
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '-' && length > 0) {
            subtag++;
            length = 0;
        } else if ((is_letter(text[i]) || (is_digit(text[i]) && subtag > 0)) && length < 8) {
            length++;
        } else {
            return false;
        }
    }
    return length > 0;
}

static bool is_name(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (!is_lower(text[i]) && !(i > 0 && (is_digit(text[i]) || text[i] == '_')))
            return false;
    }
    return size > 0;
}

static const struct {
    bool (*is)(const char *text, size_t size);
    const char *reason;
} formats[] = {
    [FORMAT_UUID] = {is_uuid, "must be a UUID in lower case"},
    [FORMAT_DATE_TIME] = {is_date_time, "must be a time in UTC such as 2026-01-31T12:00:00Z"},
    [FORMAT_DATE] = {is_date, "must be a date such as 2026-01-31"},
    [FORMAT_EMAIL] = {is_email, "must be an e-mail address"},
    [FORMAT_URI] = {is_uri, "must be an http, https, mailto or tel URI"},
    [FORMAT_LANGUAGE] = {is_language, "must be a language tag such as da or en-GB"},
    [FORMAT_NAME] = {is_name, "must be lower case letters, digits and _"},
};

const char *text_take(enum message_format format, const char *bytes, size_t size, struct arena *arena,
                      const char **text)
{
    if (format != FORMAT_NONE && !formats[format].is(bytes, size))
        return formats[format].reason;
    if (format != FORMAT_DATE_TIME) {
        *text = arena_copy(arena, bytes, size);
        return NULL;
    }
    char normal[] = "YYYY-MM-DDTHH:MM:SS.000Z";
    size_t digits = size > 20 ? size - 1 : 19;
    memcpy(normal, bytes, digits < 23 ? digits : 23);
    *text = arena_copy(arena, normal, sizeof(normal) - 1);
    return NULL;
}
