/* SPDX-License-Identifier: EUPL-1.2 */
#include "words.h"

#include "message_field.h"
#include "text_search.h"

static void add_text(struct buffer *to, const char *text)
{
    if (to->size > 0)
        buffer_append(to, " ", 1);
    buffer_append(to, text, strlen(text));
}

static const char *taken(struct arena *arena, struct buffer *text)
{
    const char *copy = text->size > 0 ? arena_copy(arena, text->data, text->size) : NULL;
    buffer_free(text);
    return copy;
}

/* Codes, hashes and months have less room than this. */
#define PROSE 100

static void add_field(struct buffer *to, const struct message_field *field, const void *message);

static void add_message(struct buffer *to, const struct message_type *type, const void *message)
{
    for (size_t i = 0; i < type->count; i++)
        add_field(to, &type->fields[i], message);
}

static void add_field(struct buffer *to, const struct message_field *field, const void *message)
{
    if (!field_is_present(field, message) || field->format != FORMAT_NONE)
        return;
    struct list list;
    switch (field->kind) {
    case MESSAGE_TEXT:
        if (field->maximum >= PROSE) {
            const char *text;
            field_load(field, message, &text, sizeof text);
            add_text(to, text);
        }
        break;
    case MESSAGE_TEXTS:
        field_load(field, message, &list, sizeof list);
        for (size_t i = 0; i < list.count; i++)
            add_text(to, ((const char **) list.items)[i]);
        break;
    case MESSAGE_OBJECT:
        add_message(to, field->type, field_object(field, message));
        break;
    case MESSAGE_OBJECTS:
        field_load(field, message, &list, sizeof list);
        for (size_t i = 0; i < list.count; i++)
            add_message(to, field->type, list_object(&list, field->type, i));
        break;
    default:
        break;
    }
}

static const char *joined(struct arena *arena, const struct text_list *texts)
{
    struct buffer text = {0};
    for (size_t i = 0; i < texts->count; i++)
        add_text(&text, texts->items[i]);
    return taken(arena, &text);
}

struct record_words record_words(struct arena *arena, const struct pilots_record *record)
{
    struct pilots_record rest = *record;
    rest.name = "";
    rest.summary = NULL;
    rest.tags = (struct text_list){0};
    struct buffer body = {0};
    add_message(&body, &pilots_record_type, &rest);
    return (struct record_words){
        .name = record->name,
        .summary = record->summary,
        .supplier = record->supplier ? record->supplier->name : NULL,
        .tags = joined(arena, &record->tags),
        .body = taken(arena, &body),
    };
}

/* Letters and digits, and whatever is not ASCII: near enough to FTS5's tokens, which the words are looked up as. */
static bool is_letter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c & 0x80);
}

static bool has_word(const struct text_list *words, const char *word)
{
    for (size_t i = 0; i < words->count; i++)
        if (strcmp(words->items[i], word) == 0)
            return true;
    return false;
}

struct text_list record_telling_words(struct arena *arena, const struct pilots_record *record)
{
    enum { SHORTEST = 4 };
    const char *tags = joined(arena, &record->tags);
    const char *const texts[] = {record->name, tags, record->summary, record->purpose};
    struct text_list words = {.items = ARENA_ARRAY(arena, const char *, TELLING_WORDS)};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        for (const char *at = texts[i] ? text_folded(arena, texts[i]) : ""; *at && words.count < TELLING_WORDS;) {
            size_t length = 0;
            while (is_letter(at[length]))
                length++;
            const char *word = arena_copy(arena, at, length);
            if (length >= SHORTEST && !has_word(&words, word))
                words.items[words.count++] = word;
            at += length ? length : 1;
        }
    }
    return words;
}

const char *match_any(struct arena *arena, const struct text_list *words)
{
    struct buffer text = {0};
    for (size_t i = 0; i < words->count; i++) {
        if (i > 0)
            add_text(&text, "OR");
        add_text(&text, arena_print(arena, "\"%s\"", words->items[i]));
    }
    return taken(arena, &text);
}
