/* SPDX-License-Identifier: EUPL-1.2 */
/* As what somebody acts, of all that they are. */
#include <string.h>

#include "identity.h"
#include "principal_internal.h"
#include "service.h"

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

static int act_for(const struct representation *representation, struct common_principal *who)
{
    who->roles = CITIZEN;
    who->citizen_id = representation->citizen_id;
    who->representation = &representation->told;
    return 0;
}

static bool is_in_force(const struct representation *representation)
{
    return !representation->has_ended && representation->until_ms > time_now_ms();
}

/* The youngest representation in force, of a citizen or (NULL) of any; NULL for none. */
static const struct representation *find_representation(const struct person *person, const char *citizen_id)
{
    const struct representation *found = person->representations;
    while (found && (!is_in_force(found) || (citizen_id && strcmp(found->citizen_id, citizen_id) != 0)))
        found = found->next;
    return found;
}

static int act_as_named(const struct person *person, const char *name, struct common_principal *who)
{
    if (strcmp(name, "person") == 0)
        return 0;
    if (strcmp(name, "citizen") == 0 || strcmp(name, person->citizen_id) == 0)
        return person->citizen_id[0] != '\0' ? act_as_citizen(person, who) : PROBLEM_NOT_AUTHORIZED;
    for (const struct membership *membership = person->memberships; membership; membership = membership->next) {
        if (strcmp(membership->organisation->link.key, name) == 0)
            return act_as_member(membership, who);
    }
    const struct representation *representation = find_representation(person, name);
    return representation ? act_for(representation, who) : PROBLEM_NOT_AUTHORIZED;
}

/* Whom they act for when they represent one citizen and are nothing else; who represents several has to name one. */
static const struct representation *only_representation(const struct person *person)
{
    const struct representation *first = find_representation(person, NULL);
    for (const struct representation *other = first; other; other = other->next) {
        if (is_in_force(other) && strcmp(other->citizen_id, first->citizen_id) != 0)
            return NULL;
    }
    return first;
}

/* Nobody becomes somebody else without a word of theirs, least of all by what others enter them for. */
static int act_by_default(const struct person *person, struct common_principal *who)
{
    bool is_citizen = person->citizen_id[0] != '\0';
    if (person->memberships)
        return person->memberships->next || is_citizen ? PROBLEM_ORGANISATION_REQUIRED
                                                       : act_as_member(person->memberships, who);
    if (is_citizen)
        return act_as_citizen(person, who);
    const struct representation *representation = only_representation(person);
    return representation ? act_for(representation, who) : 0;
}

int principal_resolve(const struct principals *principals, const struct identity *identity,
                      struct common_principal *who)
{
    static const struct person nobody;
    *who = (struct common_principal){.subject = identity->subject, .roles = PERSON};
    if (identity->is_anonymous) {
        *who = (struct common_principal){.subject = ANONYMOUS_SUBJECT, .roles = ANONYMOUS};
        return 0;
    }
    const struct person *person = TABLE_FIND(&principals->people, identity->subject, struct person);
    if (!person)
        person = &nobody;
    if (identity->acts_as[0] != '\0')
        return act_as_named(person, identity->acts_as, who);
    if (strcmp(identity->subject, principals->operator_subject) == 0) {
        who->roles = OPERATOR;
        return 0;
    }
    return act_by_default(person, who);
}

/*
 * All that somebody may act as.
 */

struct standing_visit {
    void (*visit)(const struct standing *standing, void *closure);
    void *closure;
};

static void visit_standing(const struct standing_visit *visit, const struct person *person, const char *subject,
                           const char *acts_as, const char *organisation_name)
{
    struct standing standing = {
        .acts_as = acts_as, .who = {.subject = subject}, .organisation_name = organisation_name};
    if (act_as_named(person, acts_as, &standing.who) == 0)
        visit->visit(&standing, visit->closure);
}

/* Whether there is no younger one in force for the same citizen. */
static bool is_found_first(const struct person *person, const struct representation *representation)
{
    return find_representation(person, representation->citizen_id) == representation;
}

void principals_each_standing(const struct principals *principals, const char *subject,
                              void (*visit)(const struct standing *standing, void *closure), void *closure)
{
    const struct standing_visit each = {visit, closure};
    const struct person *person = TABLE_FIND(&principals->people, subject, struct person);
    if (strcmp(subject, principals->operator_subject) == 0)
        visit(&(struct standing){.acts_as = "", .who = {.subject = subject, .roles = OPERATOR}}, closure);
    if (!person)
        return;
    for (const struct membership *membership = person->memberships; membership; membership = membership->next)
        visit_standing(&each, person, subject, membership->organisation->link.key, membership->organisation->name);
    if (person->citizen_id[0] != '\0')
        visit_standing(&each, person, subject, person->citizen_id, NULL);
    for (const struct representation *one = person->representations; one; one = one->next) {
        if (is_found_first(person, one))
            visit_standing(&each, person, subject, one->citizen_id, NULL);
    }
}

struct subject_visit {
    void (*visit)(const char *subject, void *closure);
    void *closure;
    const char *except;
};

static void visit_subject(struct table_link *link, void *closure)
{
    const struct subject_visit *each = closure;
    if (strcmp(link->key, each->except) != 0)
        each->visit(link->key, each->closure);
}

void principals_each_subject(struct principals *principals, void (*visit)(const char *subject, void *closure),
                             void *closure)
{
    visit(principals->operator_subject, closure);
    table_each(&principals->people, visit_subject,
               &(struct subject_visit){visit, closure, principals->operator_subject});
}

static bool is_kept(const char *before, const char *now)
{
    return !before || (now && strcmp(before, now) == 0);
}

/* Who represents nobody but themself may do everything for that citizen. */
static uint32_t scopes_of(const struct common_principal *who)
{
    return who->representation ? who->representation->scopes : UINT32_MAX;
}

bool principal_sees_less(const struct common_principal *before, const struct common_principal *now)
{
    return (before->roles & ~PERSON & ~now->roles) != 0 || !is_kept(before->organisation_id, now->organisation_id) ||
           !is_kept(before->citizen_id, now->citizen_id) || (scopes_of(before) & ~scopes_of(now)) != 0;
}
