/* SPDX-License-Identifier: EUPL-1.2 */
#include "rules.h"

#include <ctype.h>
#include <string.h>

#include "service.h"
#include "text_search.h"

#define ID_SIZE 36

static const char alphabet[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
_Static_assert(sizeof alphabet - 1 == 32, "five bits a letter");

/* Puts a letter at its place among the groups. */
static void code_put(char *code, size_t index, char letter)
{
    code[index + index / 4] = letter;
}

static void code_blank(char *code)
{
    memset(code, '-', CODE_SIZE - 1);
    code[CODE_SIZE - 1] = '\0';
}

void code_from(const unsigned char numbers[CODE_LETTERS], char *to)
{
    code_blank(to);
    for (size_t i = 0; i < CODE_LETTERS; i++)
        code_put(to, i, alphabet[numbers[i] % 32]);
}

void code_normalise(const char *typed, char *to)
{
    size_t count = 0;
    bool legal = true;
    code_blank(to);
    for (; *typed; typed++) {
        char letter = (char) toupper((unsigned char) *typed);
        if (letter == '-' || letter == ' ')
            continue;
        legal = legal && count < CODE_LETTERS && strchr(alphabet, letter);
        if (legal)
            code_put(to, count++, letter);
    }
    if (!legal || count < CODE_LETTERS)
        to[0] = '\0';
}

const char *inquiry_place_write(struct arena *arena, const struct inquiry_place *place)
{
    return arena_print(arena, "%d|%s", place->behind, place->id);
}

bool inquiry_place_read(const char *cursor, struct inquiry_place *place)
{
    if (strlen(cursor) != 2 + ID_SIZE || cursor[1] != '|' || (cursor[0] != '0' && cursor[0] != '1'))
        return false;
    *place = (struct inquiry_place){.behind = cursor[0] == '1', .id = cursor + 2};
    return true;
}

bool representation_in_force(const struct cases_representation *representation, const char *now)
{
    return !representation->ended_at && (!representation->valid_until || strcmp(representation->valid_until, now) > 0);
}

/*
 * Inquiries.
 */

/* The first row that fits counts. */
enum concern_of inquiry_concerns(const struct common_principal *who, enum cases_inquirer by)
{
    const bool represents = who->representation != NULL;
    const bool municipal = who->organisation_type == COMMON_ORGANISATION_TYPE_MUNICIPALITY;
    const struct {
        enum cases_inquirer by;
        uint32_t roles;
        bool allowed;
        enum concern_of concern;
    } rows[] = {
        {CASES_INQUIRER_SELF, CITIZEN | PERSON, !represents, THEIR_OWN},
        {CASES_INQUIRER_RELATIVE, CITIZEN, represents, THEIR_OWN},
        {CASES_INQUIRER_RELATIVE, CITIZEN | PERSON, !represents, OF_SOMEBODY_ELSE},
        {CASES_INQUIRER_STAFF, CASEWORKER, municipal, OF_MUNICIPALITY},
        {CASES_INQUIRER_STAFF, COORDINATOR, true, OF_SOMEBODY_ELSE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].by == by && (rows[i].roles & who->roles) && rows[i].allowed)
            return rows[i].concern;
    return NOBODYS;
}

#define SIGNAL_BIT(s) (1u << (CASES_SIGNAL_##s - 1))
#define WHY_BIT(w) (1u << (CASES_WHY_##w - 1))

/* A need with any of these is more than an offer can answer by itself. */
static const struct {
    uint32_t signal, why;
} routing[] = {
    {SIGNAL_BIT(URGENT), WHY_BIT(URGENT)},
    {SIGNAL_BIT(HEALTH), WHY_BIT(HEALTH)},
    {SIGNAL_BIT(SAFETY), WHY_BIT(SAFETY)},
    {SIGNAL_BIT(CHILDREN), WHY_BIT(CHILDREN)},
    {SIGNAL_BIT(HOUSING), WHY_BIT(HOUSING)},
    {SIGNAL_BIT(DEBT), WHY_BIT(DEBT)},
    {SIGNAL_BIT(SEVERAL_NEEDS), WHY_BIT(SEVERAL_NEEDS)},
    {SIGNAL_BIT(UNSURE), WHY_BIT(UNSURE)},
    {SIGNAL_BIT(WANTS_CASEWORKER), WHY_BIT(WANTS_CASEWORKER)},
};

uint32_t inquiry_why(uint32_t signals, bool has_offers, bool case_closed)
{
    uint32_t why = case_closed ? WHY_BIT(CASE_CLOSED) : has_offers ? 0 : WHY_BIT(NO_MATCHING_OFFER);
    for (size_t i = 0; i < sizeof routing / sizeof *routing; i++)
        if (signals & routing[i].signal)
            why |= routing[i].why;
    return why;
}

bool inquiry_may_become(enum cases_inquiry_status from, enum cases_inquiry_status to)
{
    static const struct {
        enum cases_inquiry_status from, to;
    } moves[] = {
        {CASES_INQUIRY_STATUS_WAITING, CASES_INQUIRY_STATUS_TAKEN},
        {CASES_INQUIRY_STATUS_ANSWERED, CASES_INQUIRY_STATUS_CLOSED},
        {CASES_INQUIRY_STATUS_WAITING, CASES_INQUIRY_STATUS_CLOSED},
        {CASES_INQUIRY_STATUS_TAKEN, CASES_INQUIRY_STATUS_CLOSED},
    };
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
        if (moves[i].from == from && moves[i].to == to)
            return true;
    return false;
}

/*
 * Words.
 */

#define WORD_SHORTEST 4 /* letters: what is shorter says too little */
#define STEM_LETTERS 5  /* of a longer word: endings differ, in every language spoken here */
#define STEMS_MOST 40   /* what is written behind them does not change what is meant */

/* Longer ones that say as little, folded. */
/* clang-format off */
static const char *const empty_words[] = {
    /* English */
    "about", "after", "also", "always", "anything", "because", "been", "before", "cannot", "could", "does", "doing",
    "down", "every", "feel", "find", "from", "getting", "give", "have", "having", "help", "here", "into", "just",
    "know", "like", "long", "look", "made", "make", "more", "most", "much", "myself", "need", "needs", "never",
    "often", "only", "other", "over", "people", "please", "really", "some", "somebody", "someone", "something",
    "somewhere", "still", "such", "than", "thank", "that", "their", "them", "then", "there", "these", "they", "thing",
    "things", "this", "time", "very", "want", "wants", "well", "were", "what", "when", "where", "which", "while",
    "will", "wish", "with", "without", "would", "your",
    /* Danish, Norwegian, Swedish */
    "aldrig", "alle", "alltid", "altid", "andet", "andre", "behov", "behöver", "blev", "blive", "brug", "bruger",
    "burde", "dette", "disse", "efter", "eller", "ellers", "fordi", "från", "gern", "gerne", "göra", "gøre", "hans",
    "hedder", "hende", "hendes", "hjelp", "hjälp", "hjælp", "hvad", "hvem", "hvis", "hvor", "hvordan", "igen", "ikke",
    "ingen", "inte", "kunde", "kunne", "lige", "mange", "meget", "mellem", "mere", "mine", "måske", "noen", "nogen",
    "noget", "nogle", "någon", "något", "också", "også", "omkring", "siden", "skal", "skulle", "sådan", "trenger",
    "uden", "under", "vara", "ville", "vores", "være", "været", "vært",
    /* German */
    "brauche", "dass", "eine", "einen", "haben", "hilfe", "jemand", "nicht", "oder", "sich", "sind", "suche",
};
/* clang-format on */

static bool is_empty_word(const char *word)
{
    for (size_t i = 0; i < sizeof empty_words / sizeof *empty_words; i++)
        if (strcmp(empty_words[i], word) == 0)
            return true;
    return false;
}

/* What is beyond ASCII counts as letters; the index itself passes over the punctuation marks among it. */
static bool in_word(char c)
{
    return (c & 0x80) || isalnum((unsigned char) c);
}

/* Bytes of at most so many characters at the beginning of text; *characters: how many there are. */
static size_t prefix_size(const char *text, size_t most, size_t *characters)
{
    size_t size = 0;
    for (*characters = 0; text[size] && *characters < most; (*characters)++)
        do
            size++;
        while ((text[size] & 0xC0) == 0x80);
    return size;
}

const char *text_beginning(struct arena *arena, const char *text, size_t characters)
{
    size_t counted;
    return text ? arena_copy(arena, text, prefix_size(text, characters, &counted)) : NULL;
}

static bool is_listed(const char *const *stems, size_t count, const char *stem)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(stems[i], stem) == 0)
            return true;
    return false;
}

const char *need_expression(struct arena *arena, const char *need)
{
    const char *stems[STEMS_MOST], *expression = NULL;
    size_t count = 0;
    for (const char *at = text_folded(arena, need); *at && count < STEMS_MOST;) {
        size_t size = 0, letters;
        while (in_word(at[size]))
            size++;
        const char *word = arena_copy(arena, at, size);
        const char *stem = arena_copy(arena, word, prefix_size(word, STEM_LETTERS, &letters));
        if (letters >= WORD_SHORTEST && !is_empty_word(word) && !is_listed(stems, count, stem))
            stems[count++] = stem;
        at += size ? size : 1;
    }
    for (size_t i = 0; i < count; i++) {
        const char *match = match_expression(arena, stems[i]);
        expression = expression ? arena_print(arena, "%s OR %s", expression, match) : match;
    }
    return expression;
}

const char *day_of(struct arena *arena, const char *time)
{
    return arena_copy(arena, time, strlen("2026-11-24"));
}
