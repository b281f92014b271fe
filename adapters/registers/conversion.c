/* SPDX-License-Identifier: EUPL-1.2 */
/* Single values; lists are in conversion_list.c. */
#include "conversion.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "cell.h"
#include "format.h"

static const char *const is_list = "is a list and should be a text";

/* Where a column's field is. */
struct target {
    const struct message_type *type;
    void *message;
    const char *field;
};

static struct target target_of(const struct register_column *column, struct register_entry *entry)
{
    static const char supplier[] = "supplier.";
    size_t length = sizeof(supplier) - 1;
    if (strncmp(column->field, supplier, length) == 0)
        return (struct target){&pilots_supplier_type, &entry->supplier, column->field + length};
    return (struct target){&pilots_record_type, &entry->record, column->field};
}

/* Sets a text, or makes it absent. NULL or why not; then it stays as it was. */
static const char *set_text(struct register_source *source, const struct target *target, const char *text)
{
    const char *before = message_text_at(target->message, cell_field(target->type, target->field)->offset);
    if (!text) {
        cell_clear(target->type, target->message, target->field);
        return NULL;
    }
    const char *reason = cell_take(target->type, target->message, target->field, text, &source->arena);
    if (reason && before)
        (void) cell_take(target->type, target->message, target->field, before, &source->arena);
    return reason;
}

static json_t *text_or_null(const char *text)
{
    return text ? json_string(text) : NULL;
}

static const char *take_text(struct register_source *source, const struct register_row *row,
                             const struct register_column *column, struct register_entry *entry)
{
    const struct register_value *value = register_value(source, row, column);
    struct target target = target_of(column, entry);
    return value->items ? is_list : set_text(source, &target, value->text);
}

static json_t *give_text(const struct register_column *column, const struct register_entry *entry)
{
    struct register_entry *fields = (struct register_entry *) entry; /* only read */
    struct target target = target_of(column, fields);
    return text_or_null(message_text_at(target.message, cell_field(target.type, target.field)->offset));
}

const struct conversion conversion_text = {take_text, give_text};

/* Dates: a day from a day or a time, a month from a month or a day. */

static const char *take_beginning(struct register_source *source, const struct register_row *row,
                                  const struct register_column *column, struct register_entry *entry, size_t length)
{
    const struct register_value *value = register_value(source, row, column);
    struct target target = target_of(column, entry);
    const char *text = value->text;
    if (value->items)
        return is_list;
    if (text && strlen(text) > length && strchr("T-", text[length]))
        text = arena_copy(&source->arena, text, length);
    for (size_t i = 0; text && i <= length; i++)
        if (i == length ? text[i] != '\0' : i == 4 || i == 7 ? text[i] != '-' : !isdigit((unsigned char) text[i]))
            return "is no date";
    return set_text(source, &target, text);
}

static const char *take_day(struct register_source *source, const struct register_row *row,
                            const struct register_column *column, struct register_entry *entry)
{
    return take_beginning(source, row, column, entry, strlen("YYYY-MM-DD"));
}

static const char *take_month(struct register_source *source, const struct register_row *row,
                              const struct register_column *column, struct register_entry *entry)
{
    return take_beginning(source, row, column, entry, strlen("YYYY-MM"));
}

const struct conversion conversion_day = {take_day, give_text};
const struct conversion conversion_month = {take_month, give_text};

/* Words. */

static const struct register_word *word_of_value(const struct register_word *words, int value)
{
    while (words->word && words->value != value)
        words++;
    return words->word ? words : NULL;
}

static const struct register_word *word_of_text(const struct register_word *words, const char *text)
{
    while (words->word && strcasecmp(words->word, text) != 0 && (!words->alias || strcasecmp(words->alias, text) != 0))
        words++;
    return words->word ? words : NULL;
}

static const char *take_stage(struct register_source *source, const struct register_row *row,
                              const struct register_column *column, struct register_entry *entry)
{
    const struct register_value *value = register_value(source, row, column);
    if (value->items)
        return is_list;
    if (!value->text) /* the mapping decides */
        return NULL;
    const struct register_word *said = word_of_text(column->words, value->text);
    const struct register_word *had = word_of_value(column->words, (int) entry->stage);
    if (!said)
        return "is none of the register's words";
    if (!had || strcmp(had->word, said->word) != 0)
        entry->stage = (enum pilots_stage) said->value;
    return NULL;
}

static json_t *give_stage(const struct register_column *column, const struct register_entry *entry)
{
    return json_string(word_of_value(column->words, (int) entry->stage)->word);
}

const struct conversion conversion_stage = {take_stage, give_stage};

static const char *take_assessed(struct register_source *source, const struct register_row *row,
                                 const struct register_column *column, struct register_entry *entry)
{
    const struct register_value *value = register_value(source, row, column);
    const struct register_word *said = value->text ? word_of_text(column->words, value->text) : NULL;
    if (value->items)
        return is_list;
    if (value->text && !said)
        return "is none of the register's words";
    entry->record.has_impact_assessed = said && said->value != CONVERSION_UNKNOWN;
    entry->record.impact_assessed = said && said->value == CONVERSION_YES;
    return NULL;
}

static json_t *give_assessed(const struct register_column *column, const struct register_entry *entry)
{
    int value = !entry->record.has_impact_assessed ? CONVERSION_UNKNOWN
                : entry->record.impact_assessed    ? CONVERSION_YES
                                                   : CONVERSION_NO;
    return json_string(word_of_value(column->words, value)->word);
}

const struct conversion conversion_assessed = {take_assessed, give_assessed};

/* The register's name of a language, or a language tag. */
static const char *take_language(struct register_source *source, const struct register_row *row,
                                 const struct register_column *column, struct register_entry *entry)
{
    const struct register_value *value = register_value(source, row, column);
    const struct register_word *said = value->text ? word_of_text(column->words, value->text) : NULL;
    struct target target = target_of(column, entry);
    return value->items ? is_list : set_text(source, &target, said ? said->alias : value->text);
}

static json_t *give_language(const struct register_column *column, const struct register_entry *entry)
{
    const struct register_word *word =
        entry->record.language ? word_of_text(column->words, entry->record.language) : NULL;
    return text_or_null(word ? word->word : entry->record.language);
}

const struct conversion conversion_language = {take_language, give_language};

/* The Dutch register's three categories. */

static const char *category_of(const struct pilots_record *record)
{
    if (record->risk == PILOTS_RISK_HIGH)
        return "Hoog-risico AI-systeem";
    if (!record->has_impactful)
        return NULL;
    return record->impactful ? "Impactvolle algoritmes" : "Overige algoritmes";
}

static const char *take_category(struct register_source *source, const struct register_row *row,
                                 const struct register_column *column, struct register_entry *entry)
{
    static const struct {
        enum pilots_risk risk;
        bool has_impactful, impactful;
    } meanings[] = {
        {.risk = PILOTS_RISK_HIGH}, {.has_impactful = true, .impactful = true}, {.has_impactful = true}, {0}};
    const struct register_value *value = register_value(source, row, column);
    const char *had = category_of(&entry->record), *said = value->text;
    if (value->items)
        return is_list;
    if (had == said || (had && said && strcasecmp(had, said) == 0))
        return NULL;
    for (size_t i = 0; i < sizeof(meanings) / sizeof(*meanings); i++) {
        struct pilots_record record = entry->record;
        if (meanings[i].risk || record.risk == PILOTS_RISK_HIGH)
            record.risk = meanings[i].risk;
        if (!meanings[i].risk) {
            record.has_impactful = meanings[i].has_impactful;
            record.impactful = meanings[i].impactful;
        }
        const char *category = category_of(&record);
        if (category == said || (category && said && strcasecmp(category, said) == 0)) {
            entry->record = record;
            return NULL;
        }
    }
    return "is none of the register's words";
}

static json_t *give_category(const struct register_column *column, const struct register_entry *entry)
{
    (void) column;
    return text_or_null(category_of(&entry->record));
}

const struct conversion conversion_category = {take_category, give_category};

/* Where to ask: the record has a field for either kind of address. */

static const char *take_contact(struct register_source *source, const struct register_row *row,
                                const struct register_column *column, struct register_entry *entry)
{
    const struct register_value *value = register_value(source, row, column);
    struct target email = {&pilots_record_type, &entry->record, "contact_email"};
    struct target url = {&pilots_record_type, &entry->record, "contact_url"};
    bool is_url = value->text && strstr(value->text, "://");
    if (value->items)
        return is_list;
    if (is_url && entry->record.contact_email) /* or else the export would tell that again */
        cell_clear(email.type, email.message, email.field);
    if (!value->text)
        cell_clear(url.type, url.message, url.field);
    return set_text(source, is_url ? &url : &email, value->text);
}

static json_t *give_contact(const struct register_column *column, const struct register_entry *entry)
{
    (void) column;
    return text_or_null(entry->record.contact_email ? entry->record.contact_email : entry->record.contact_url);
}

const struct conversion conversion_contact = {take_contact, give_contact};

/* Always the same. */

static const char *take_constant(struct register_source *source, const struct register_row *row,
                                 const struct register_column *column, struct register_entry *entry)
{
    const char *text = register_value(source, row, column)->text;
    (void) entry;
    return text && strcmp(text, column->field) != 0 ? "is another version; what the two share is taken" : NULL;
}

static json_t *give_constant(const struct register_column *column, const struct register_entry *entry)
{
    (void) entry;
    return json_string(column->field);
}

const struct conversion conversion_constant = {take_constant, give_constant};

/* Whose record it is, and which. */

static const char *take_organisation(struct register_source *source, const struct register_row *row,
                                     const struct register_column *column, struct register_entry *entry)
{
    const struct register_value *value = register_value(source, row, column);
    if (value->items)
        return is_list;
    entry->organisation = value->text;
    return NULL;
}

static json_t *give_organisation(const struct register_column *column, const struct register_entry *entry)
{
    (void) column;
    return text_or_null(entry->organisation);
}

const struct conversion conversion_organisation = {take_organisation, give_organisation};

static const char *take_identifier(struct register_source *source, const struct register_row *row,
                                   const struct register_column *column, struct register_entry *entry)
{
    const struct register_value *value = register_value(source, row, column);
    if (value->items)
        return is_list;
    if (!entry->identifier)
        entry->identifier = value->text;
    return NULL;
}

static bool is_number(const char *text)
{
    return text[strspn(text, "0123456789")] == '\0';
}

/* A record that is called after its address there needs no other name. */
static bool is_address(const struct register_entry *entry)
{
    return entry->record.register_url && strcmp(entry->identifier, entry->record.register_url) == 0;
}

static json_t *give_identifier(const struct register_column *column, const struct register_entry *entry)
{
    (void) column;
    return is_address(entry) ? NULL : json_string(entry->identifier);
}

static json_t *give_assigned(const struct register_column *column, const struct register_entry *entry)
{
    (void) column;
    return is_number(entry->identifier) ? json_string(entry->identifier) : NULL;
}

static json_t *give_own(const struct register_column *column, const struct register_entry *entry)
{
    return is_number(entry->identifier) ? NULL : give_identifier(column, entry);
}

const struct conversion conversion_identifier = {take_identifier, give_identifier};
const struct conversion conversion_assigned = {take_identifier, give_assigned};
const struct conversion conversion_own = {take_identifier, give_own};
