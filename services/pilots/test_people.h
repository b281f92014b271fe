/* SPDX-License-Identifier: EUPL-1.2 */
/* The organisations and people of the tests, and a service that knows them. Include it instead of <cmocka.h>. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include "identity.h"
#include "pilots.h"
#include "test_service.h"

#include <cmocka.h>

#define TOWN "01890a5d-ac96-774b-bcce-b302099a8051"
#define CITY "01890a5d-ac96-774b-bcce-b302099a8052"
#define LAB "01890a5d-ac96-774b-bcce-b302099a8053"
#define NOBODY "01890a5d-ac96-774b-bcce-b302099a8054"
#define SHA "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

#define PERSON_OF(subject_, roles_, organisation, kind)                                                                \
    {                                                                                                                  \
        .subject = (subject_), .roles = (roles_), .organisation_id = (organisation),                                   \
        .organisation_type = COMMON_ORGANISATION_TYPE_##kind                                                           \
    }
static const struct common_principal tom = PERSON_OF("tom", PROJECT, TOWN, MUNICIPALITY);
static const struct common_principal cleo = PERSON_OF("cleo", LEADER, CITY, MUNICIPALITY);
static const struct common_principal lea = PERSON_OF("lea", PROJECT, LAB, TECHNOLOGY_PARTNER);
static const struct common_principal importer = {.subject = "operator", .roles = OPERATOR};
static const struct common_principal anybody = {.subject = "anonymous", .roles = ANONYMOUS};

static struct test_service *test;
static struct arena arena;

/* CALL(who, procedure, &out, .field = value, …) */
#define CALL(who, p, out, ...)                                                                                         \
    test_run(test, (who), &p##_procedure, &(const struct p){.command_id = "c", __VA_ARGS__}, (out))
#define ASK(who, p, out, ...) test_run(test, (who), &p##_procedure, &(const struct p){__VA_ARGS__}, (out))
/* The same where it must be done. */
#define DO(who, p, out, ...) assert_int_equal(CALL(who, p, out, __VA_ARGS__), 0)
#define GET(who, p, out, ...) assert_int_equal(ASK(who, p, out, __VA_ARGS__), 0)

static inline void organisation_registered(const char *id, const char *name, const char *country,
                                           enum common_organisation_type type)
{
    test_follow(test, &directory_organisation_registered_event,
                &(const struct directory_organisation_registered){
                    .organisation_id = id, .name = name, .country = country, .type = type});
}

static inline int people_set_up(const char *path)
{
    test = test_open(&pilots, path);
    organisation_registered(TOWN, "Town", "DK", COMMON_ORGANISATION_TYPE_MUNICIPALITY);
    organisation_registered(CITY, "City", "NL", COMMON_ORGANISATION_TYPE_MUNICIPALITY);
    organisation_registered(LAB, "Lab", NULL, COMMON_ORGANISATION_TYPE_TECHNOLOGY_PARTNER);
    return 0;
}

static inline int people_tear_down(void **state)
{
    (void) state;
    test_close_as_rebuilt(test);
    arena_free(&arena);
    return 0;
}

/* A record with which a pilot can be published. */
#define RECORD(name_, ...)                                                                                             \
    {                                                                                                                  \
        .name = name_, .summary = "Sorts letters.", .purpose = "So that nobody waits.",                                \
        .contact_email = "pilot@town.example", __VA_ARGS__                                                             \
    }

static inline const char *register_record(const struct common_principal *who, struct pilots_record record,
                                          bool published)
{
    struct pilots_register_pilot_result out;
    DO(who, pilots_register_pilot, &out, .record = record, .has_published = true, .published = published);
    return out.pilot_id;
}

static inline struct pilots_get_pilot_result get_pilot(const struct common_principal *who, const char *pilot_id)
{
    struct pilots_get_pilot_result out;
    GET(who, pilots_get_pilot, &out, .pilot_id = pilot_id);
    return out;
}

/* What the last refusal said is missing, separated by spaces. */
static inline const char *missing(void)
{
    const char *all = "";
    const struct text_list *names = &test_problem(test)->missing;
    for (size_t i = 0; i < names->count; i++)
        all = arena_print(&arena, "%s%s%s", all, i ? " " : "", names->items[i]);
    return all;
}
