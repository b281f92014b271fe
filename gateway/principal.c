/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Organisations, citizens and representations, once known, stay (principals point to them); memberships come and go.
 */
#include "principal_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cases_contract.h"
#include "directory_contract.h"
#include "follow.h"
#include "identity.h"
#include "log.h"
#include "service.h"

/* What is followed. Of cases only what is needed: a filter is one subject. */
static const struct {
    const struct contract *contract;
    const char *filter;
} followed[PRINCIPALS_FOLLOWED] = {
    {&directory_contract, NULL},
    {&cases_contract, "samspil.event.cases.*.citizen_linked"},
    {&cases_contract, "samspil.event.cases.*.representative_linked"},
    {&cases_contract, "samspil.event.cases.*.representation_ended"},
};

struct principals *principals_new(struct bus *bus, struct mailbox *box, int tag, const char *operator_subject)
{
    struct principals *principals = calloc(1, sizeof(*principals));
    if (!principals || !(principals->operator_subject = strdup(operator_subject)))
        abort();
    principals->next_end_ms = INT64_MAX;
    for (size_t i = 0; i < PRINCIPALS_FOLLOWED && bus; i++)
        principals->followers[i] = follower_new(bus, followed[i].contract->stream, followed[i].filter, 0, box, tag);
    return principals;
}

static void free_person(struct table_link *link, void *closure)
{
    (void) closure;
    struct person *person = TABLE_ENTRY(link, struct person);
    for (struct membership *membership = person->memberships, *next; membership; membership = next) {
        next = membership->next;
        free(membership);
    }
    free(person);
}

static void free_organisation(struct table_link *link, void *closure)
{
    (void) closure;
    free(TABLE_ENTRY(link, struct organisation)->name);
}

void principals_free(struct principals *principals)
{
    for (size_t i = 0; i < PRINCIPALS_FOLLOWED; i++)
        follower_free(principals->followers[i]);
    table_each(&principals->organisations, free_organisation, NULL);
    table_free_entries(&principals->organisations);
    table_each(&principals->people, free_person, NULL);
    table_free(&principals->people);
    table_free_entries(&principals->representations);
    arena_free(&principals->arena);
    free(principals->operator_subject);
    free(principals);
}

static struct organisation *organisation_at(struct principals *principals, const char *id)
{
    return TABLE_AT(&principals->organisations, id, struct organisation);
}

static struct person *person_at(struct principals *principals, const char *subject)
{
    return TABLE_AT(&principals->people, subject, struct person);
}

static struct representation *representation_at(struct principals *principals, const char *id)
{
    struct representation *representation = TABLE_AT(&principals->representations, id, struct representation);
    representation->told.representation_id = representation->link.key;
    return representation;
}

/* Where the membership stands, or where it would be added. */
static struct membership **membership_place(struct person *person, const char *organisation_id)
{
    struct membership **place = &person->memberships;
    while (*place && strcmp((*place)->organisation->link.key, organisation_id) != 0)
        place = &(*place)->next;
    return place;
}

static const char *set_organisation(struct principals *principals, const char *id, enum common_organisation_type type,
                                    const char *name)
{
    struct organisation *organisation = organisation_at(principals, id);
    organisation->type = type;
    free(organisation->name);
    if (!(organisation->name = strdup(name)))
        abort();
    return NULL;
}

static const char *organisation_registered(struct principals *principals, const void *data)
{
    const struct directory_organisation_registered *registered = data;
    return set_organisation(principals, registered->organisation_id, registered->type, registered->name);
}

static const char *organisation_updated(struct principals *principals, const void *data)
{
    const struct directory_organisation_updated *updated = data;
    return set_organisation(principals, updated->organisation_id, updated->type, updated->name);
}

static const char *member_added(struct principals *principals, const void *data)
{
    const struct directory_member_added *added = data;
    struct person *person = person_at(principals, added->subject);
    struct membership **place = membership_place(person, added->organisation_id);
    if (!*place) {
        *place = calloc(1, sizeof(**place));
        if (!*place)
            abort();
        (*place)->organisation = organisation_at(principals, added->organisation_id);
    }
    (*place)->roles = added->roles;
    return person->link.key;
}

static const char *member_removed(struct principals *principals, const void *data)
{
    const struct directory_member_removed *removed = data;
    struct person *person = person_at(principals, removed->subject);
    struct membership **place = membership_place(person, removed->organisation_id);
    struct membership *gone = *place;
    if (!gone)
        return NULL;
    *place = gone->next;
    free(gone);
    return person->link.key;
}

static const char *citizen_linked(struct principals *principals, const void *data)
{
    const struct cases_citizen_linked *linked = data;
    struct person *person = person_at(principals, linked->subject);
    (void) snprintf(person->citizen_id, sizeof(person->citizen_id), "%s", linked->citizen_id);
    return person->link.key;
}

static const char *representative_linked(struct principals *principals, const void *data)
{
    const struct cases_representative_linked *linked = data;
    struct representation *representation = representation_at(principals, linked->representation_id);
    if (representation->person)
        return NULL;
    struct person *person = person_at(principals, linked->subject);
    (void) snprintf(representation->citizen_id, sizeof(representation->citizen_id), "%s", linked->citizen_id);
    representation->told.scopes = linked->scopes;
    representation->until_ms = linked->valid_until ? time_parse(linked->valid_until) : INT64_MAX;
    representation->person = person;
    representation->next = person->representations;
    person->representations = representation;
    if (representation->until_ms < principals->next_end_ms)
        principals->next_end_ms = representation->until_ms;
    return person->link.key;
}

static const char *representation_ended(struct principals *principals, const void *data)
{
    const struct cases_representation_ended *ended = data;
    struct representation *representation = representation_at(principals, ended->representation_id);
    representation->has_ended = true;
    return representation->person ? representation->person->link.key : NULL;
}

static const struct {
    const struct event_contract *event;
    const char *(*apply)(struct principals *principals, const void *data);
} applied[] = {
    {&directory_organisation_registered_event, organisation_registered},
    {&directory_organisation_updated_event, organisation_updated},
    {&directory_member_added_event, member_added},
    {&directory_member_removed_event, member_removed},
    {&cases_citizen_linked_event, citizen_linked},
    {&cases_representative_linked_event, representative_linked},
    {&cases_representation_ended_event, representation_ended},
};

const char *principals_apply(struct principals *principals, struct bytes event)
{
    struct common_event head;
    struct message_error error;
    size_t used;
    arena_reset(&principals->arena);
    if (message_decode(&common_event_type, event, MESSAGE_TOLERANT, &principals->arena, &head, &used, &error) != 0) {
        log_error("event cannot be read", LOG_TEXT("reason", error.reason));
        return NULL;
    }
    struct bytes body = {event.data + used, event.size - used};
    for (size_t i = 0; i < sizeof(applied) / sizeof(applied[0]); i++) {
        if (strcmp(applied[i].event->type, head.type) != 0)
            continue;
        void *data = arena_alloc(&principals->arena, applied[i].event->data->size);
        if (message_decode(applied[i].event->data, body, MESSAGE_TOLERANT, &principals->arena, data, NULL, &error) == 0)
            return applied[i].apply(principals, data);
        log_error("event cannot be read", LOG_TEXT("type", applied[i].event->type), LOG_TEXT("path", error.path));
    }
    return NULL;
}

const char *principals_receive(struct principals *principals, const struct bus_message *message)
{
    uint64_t sequence;
    for (size_t i = 0; i < PRINCIPALS_FOLLOWED; i++) {
        if (follower_receive(principals->followers[i], message, &sequence))
            return principals_apply(principals, message->data);
    }
    return NULL;
}

void principals_tick(struct principals *principals, int64_t now_ns)
{
    for (size_t i = 0; i < PRINCIPALS_FOLLOWED; i++)
        follower_tick(principals->followers[i], now_ns);
}

bool principals_caught_up(const struct principals *principals)
{
    size_t i = 0;
    while (i < PRINCIPALS_FOLLOWED && follower_caught_up(principals->followers[i]))
        i++;
    return i == PRINCIPALS_FOLLOWED;
}

struct expiry {
    int64_t now_ms, next_end_ms;
    struct representation *over;
};

static void find_over(struct table_link *link, void *closure)
{
    struct expiry *expiry = closure;
    struct representation *representation = TABLE_ENTRY(link, struct representation);
    if (!representation->person || representation->has_ended)
        return;
    if (representation->until_ms <= expiry->now_ms)
        expiry->over = representation;
    else if (representation->until_ms < expiry->next_end_ms)
        expiry->next_end_ms = representation->until_ms;
}

const char *principals_expire(struct principals *principals, int64_t now_ms)
{
    struct expiry expiry = {now_ms, INT64_MAX, NULL};
    if (now_ms < principals->next_end_ms)
        return NULL;
    table_each(&principals->representations, find_over, &expiry);
    if (!expiry.over) {
        principals->next_end_ms = expiry.next_end_ms;
        return NULL;
    }
    expiry.over->has_ended = true;
    return expiry.over->person->link.key;
}

const char *principals_organisation_name(const struct principals *principals, const char *organisation_id)
{
    const struct organisation *found = TABLE_FIND(&principals->organisations, organisation_id, struct organisation);
    return found ? found->name : NULL;
}

/*
 * What changes who somebody is. Of directory everything is followed, so a position says how far. Of cases it does not:
 * there the answer says what must be known.
 */
static bool has_followed_directory(const struct principals *principals, const struct passing *passing,
                                   const void *result)
{
    (void) result;
    for (size_t i = 0; i < passing->positions->count; i++) {
        const struct common_position *position = &passing->positions->items[i];
        if (strcmp(position->stream, directory_contract.stream) == 0)
            return follower_position(principals->followers[0]) >= (uint64_t) position->sequence;
    }
    return true;
}

static const struct person *find_person(const struct principals *principals, const char *subject)
{
    return TABLE_FIND(&principals->people, subject, struct person);
}

static const struct representation *find_by_id(const struct principals *principals, const char *representation_id)
{
    return TABLE_FIND(&principals->representations, representation_id, struct representation);
}

static bool has_followed_link(const struct principals *principals, const struct passing *passing, const void *result)
{
    const struct cases_accept_invitation_result *accepted = result;
    if (accepted->representation_id) {
        const struct representation *representation = find_by_id(principals, accepted->representation_id);
        return representation && representation->person;
    }
    const struct person *person = find_person(principals, passing->subject);
    return person && strcmp(person->citizen_id, accepted->citizen_id) == 0;
}

/* Who is told of a case though they came as nobody known has been linked to it. */
static bool has_followed_inquiry(const struct principals *principals, const struct passing *passing, const void *result)
{
    const struct cases_inquire_result *inquired = result;
    if (!inquired->case_id || passing->roles != PERSON)
        return true;
    const struct person *person = find_person(principals, passing->subject);
    return person && person->citizen_id[0] != '\0';
}

static bool has_followed_end(const struct principals *principals, const struct passing *passing, const void *result)
{
    const struct cases_end_representation_result *end = result;
    const struct representation *representation = find_by_id(principals, end->representation_id);
    (void) passing;
    return representation && representation->has_ended;
}

static const struct {
    const struct procedure *procedure;
    bool (*has_followed)(const struct principals *principals, const struct passing *passing, const void *result);
} changing[] = {
    {&directory_register_organisation_procedure, has_followed_directory},
    {&directory_update_organisation_procedure, has_followed_directory},
    {&directory_add_member_procedure, has_followed_directory},
    {&directory_remove_member_procedure, has_followed_directory},
    {&cases_accept_invitation_procedure, has_followed_link},
    {&cases_inquire_procedure, has_followed_inquiry},
    {&cases_end_representation_procedure, has_followed_end},
};

bool principals_followed(struct principals *principals, const struct passing *passing)
{
    const struct procedure *procedure = passing->procedure;
    struct message_error error;
    size_t i = 0, count = sizeof(changing) / sizeof(changing[0]);
    while (i < count && changing[i].procedure != procedure)
        i++;
    if (i == count)
        return true;
    arena_reset(&principals->arena);
    void *result = arena_alloc(&principals->arena, procedure->output->size);
    if (message_decode(procedure->output, passing->result, MESSAGE_TOLERANT, &principals->arena, result, NULL, &error))
        return true; /* it says nothing that could be waited for */
    return changing[i].has_followed(principals, passing, result);
}
