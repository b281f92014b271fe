/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Organisations and citizens, once known, stay (principals point to them); memberships come and go.
 */
#include "principal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cases_contract.h"
#include "directory_contract.h"
#include "follow.h"
#include "log.h"
#include "service.h"
#include "table.h"

struct organisation {
    struct table_link link; /* by id */
    enum common_organisation_type type;
};

struct membership {
    struct membership *next;
    const struct organisation *organisation;
    uint32_t roles;
};

struct person {
    struct table_link link; /* by subject */
    struct membership *memberships;
    char citizen_id[37]; /* "" for none */
};

struct principals {
    struct table organisations, people;
    struct follower *directory, *cases;
    int directory_tag, cases_tag;
    struct arena arena;
    char *operator_subject;
};

struct principals *principals_new(struct bus *bus, struct mailbox *box, int directory_tag, int cases_tag,
                                  const char *operator_subject)
{
    struct principals *principals = calloc(1, sizeof(*principals));
    if (!principals || !(principals->operator_subject = strdup(operator_subject)))
        abort();
    principals->directory_tag = directory_tag;
    principals->cases_tag = cases_tag;
    if (bus) {
        principals->directory = follower_new(bus, directory_contract.stream, NULL, 0, box, directory_tag);
        principals->cases =
            follower_new(bus, cases_contract.stream, "samspil.event.cases.*.citizen_linked", 0, box, cases_tag);
    }
    return principals;
}

static void free_person(struct table_link *link, void *closure)
{
    (void) closure;
    struct person *person = TABLE_ENTRY(link, struct person, link);
    for (struct membership *membership = person->memberships, *next; membership; membership = next) {
        next = membership->next;
        free(membership);
    }
    free(person);
}

void principals_free(struct principals *principals)
{
    if (principals->directory)
        follower_free(principals->directory);
    if (principals->cases)
        follower_free(principals->cases);
    table_free_entries(&principals->organisations);
    table_each(&principals->people, free_person, NULL);
    table_free(&principals->people);
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

/* Where the membership stands, or where it would be added. */
static struct membership **membership_place(struct person *person, const char *organisation_id)
{
    struct membership **place = &person->memberships;
    while (*place && strcmp((*place)->organisation->link.key, organisation_id) != 0)
        place = &(*place)->next;
    return place;
}

static const char *organisation_registered(struct principals *principals, const void *data)
{
    const struct directory_organisation_registered *registered = data;
    organisation_at(principals, registered->organisation_id)->type = registered->type;
    return NULL;
}

static const char *organisation_updated(struct principals *principals, const void *data)
{
    const struct directory_organisation_updated *updated = data;
    organisation_at(principals, updated->organisation_id)->type = updated->type;
    return NULL;
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

static const struct {
    const struct event_contract *event;
    const char *(*apply)(struct principals *principals, const void *data);
} applied[] = {
    {&directory_organisation_registered_event, organisation_registered},
    {&directory_organisation_updated_event, organisation_updated},
    {&directory_member_added_event, member_added},
    {&directory_member_removed_event, member_removed},
    {&cases_citizen_linked_event, citizen_linked},
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
    struct follower *follower = message->tag == principals->directory_tag ? principals->directory : principals->cases;
    uint64_t sequence;
    return follower_receive(follower, message, &sequence) ? principals_apply(principals, message->data) : NULL;
}

void principals_tick(struct principals *principals, int64_t now_ns)
{
    follower_tick(principals->directory, now_ns);
    follower_tick(principals->cases, now_ns);
}

bool principals_caught_up(const struct principals *principals)
{
    return follower_caught_up(principals->directory) && follower_caught_up(principals->cases);
}

static int act_as_member(const struct membership *membership, struct common_principal *who)
{
    who->roles = membership->roles;
    who->organisation_id = membership->organisation->link.key;
    who->organisation_type = membership->organisation->type;
    return 0;
}

static int act_as_citizen(const struct person *person, struct common_principal *who)
{
    who->roles = CITIZEN;
    who->citizen_id = person->citizen_id;
    return 0;
}

static int act_as_named(const struct person *person, const char *name, struct common_principal *who)
{
    if (strcmp(name, "citizen") == 0)
        return person->citizen_id[0] != '\0' ? act_as_citizen(person, who) : PROBLEM_NOT_AUTHORIZED;
    for (const struct membership *membership = person->memberships; membership; membership = membership->next) {
        if (strcmp(membership->organisation->link.key, name) == 0)
            return act_as_member(membership, who);
    }
    return PROBLEM_NOT_AUTHORIZED;
}

int principal_resolve(const struct principals *principals, const struct identity *identity,
                      struct common_principal *who)
{
    static const struct person nobody;
    const struct person *person = TABLE_FIND(&principals->people, identity->subject, struct person, link);
    *who = (struct common_principal){.subject = identity->subject, .roles = PERSON};
    if (!person)
        person = &nobody;
    if (identity->acts_as[0] != '\0')
        return act_as_named(person, identity->acts_as, who);
    if (strcmp(identity->subject, principals->operator_subject) == 0) {
        who->roles = OPERATOR;
        return 0;
    }
    if (person->memberships && person->memberships->next)
        return PROBLEM_ORGANISATION_REQUIRED;
    if (person->memberships)
        return act_as_member(person->memberships, who);
    return person->citizen_id[0] != '\0' ? act_as_citizen(person, who) : 0;
}

static bool is_kept(const char *before, const char *now)
{
    return !before || (now && strcmp(before, now) == 0);
}

bool principal_sees_less(const struct common_principal *before, const struct common_principal *now)
{
    return (before->roles & ~PERSON & ~now->roles) != 0 || !is_kept(before->organisation_id, now->organisation_id) ||
           !is_kept(before->citizen_id, now->citizen_id);
}

/* The procedures that change what the tables above hold, and the stream in which they do. */
static const struct {
    const struct procedure *procedure;
    bool in_directory;
} changing[] = {
    {&directory_register_organisation_procedure, true},
    {&directory_update_organisation_procedure, true},
    {&directory_add_member_procedure, true},
    {&directory_remove_member_procedure, true},
    {&cases_accept_invitation_procedure, false},
};

bool principals_followed(const struct principals *principals, const struct procedure *procedure,
                         const struct common_position_list *positions)
{
    for (size_t i = 0; i < sizeof(changing) / sizeof(changing[0]); i++) {
        if (changing[i].procedure != procedure)
            continue;
        const char *stream = changing[i].in_directory ? directory_contract.stream : cases_contract.stream;
        uint64_t position = follower_position(changing[i].in_directory ? principals->directory : principals->cases);
        for (size_t p = 0; p < positions->count; p++) {
            if (strcmp(positions->items[p].stream, stream) == 0)
                return position >= (uint64_t) positions->items[p].sequence;
        }
    }
    return true;
}
