/* SPDX-License-Identifier: EUPL-1.2 */
/* The organisations and people of the tests, on a real SQLite file. Include it instead of <cmocka.h>. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include "directory.h"
#include "identity.h"
#include "test_service.h"

#include <cmocka.h>

#define CASE "01890a5d-ac96-774b-bcce-b302099a8051"
#define CITIZEN_ID "01890a5d-ac96-774b-bcce-b302099a8052"
#define HOME "01890a5d-ac96-774b-bcce-b302099a8053"
#define NOBODY "01890a5d-ac96-774b-bcce-b302099a8054"

static const struct common_principal operator_ = {.subject = "operator", .roles = OPERATOR};
static struct test_service *test;
static struct arena arena;
static struct common_principal administrator, coordinator, citizen = {.subject = "citizen", .roles = CITIZEN};
static const char *red_cross, *town;

/* CALL(who, procedure, &out, .field = value, …) */
#define CALL(who, p, out, ...)                                                                                         \
    test_run(test, (who), &p##_procedure, &(const struct p){.command_id = "c", __VA_ARGS__}, (out))
#define ASK(who, p, out, ...) test_run(test, (who), &p##_procedure, &(const struct p){__VA_ARGS__}, (out))

static inline const char *register_organisation(const char *name, enum common_organisation_type type)
{
    struct directory_register_organisation_result out;
    assert_int_equal(CALL(&operator_, directory_register_organisation, &out, .name = name, .type = type), 0);
    return out.organisation_id;
}

static inline const char *publish(const char *name)
{
    struct directory_publish_offer_result out;
    assert_int_equal(CALL(&coordinator, directory_publish_offer, &out, .name = name), 0);
    return out.offer_id;
}

static inline struct directory_offer get_offer(const char *offer_id)
{
    struct directory_get_offer_result out;
    assert_int_equal(ASK(&citizen, directory_get_offer, &out, .offer_id = offer_id), 0);
    return out.offer;
}

/* The names found, in order, joined by commas. */
static inline const char *names(struct directory_search_offers in)
{
    struct directory_search_offers_result out;
    const char *joined = "";
    assert_int_equal(test_run(test, &citizen, &directory_search_offers_procedure, &in, &out), 0);
    for (size_t i = 0; i < out.offers.count; i++)
        joined = arena_print(&arena, "%s%s%s", joined, i ? "," : "", out.offers.items[i].name);
    return joined;
}
#define SEARCH(...) names((struct directory_search_offers){__VA_ARGS__})

#define MEMBER_OF(id, kind) .organisation_id = (id), .organisation_type = COMMON_ORGANISATION_TYPE_##kind

static inline int people_set_up(const char *path)
{
    test = test_open(&directory, path);
    red_cross = register_organisation("Red Cross", COMMON_ORGANISATION_TYPE_VOLUNTARY);
    town = register_organisation("Town", COMMON_ORGANISATION_TYPE_MUNICIPALITY);
    administrator = (struct common_principal){"admin", ADMINISTRATOR, MEMBER_OF(red_cross, VOLUNTARY)};
    coordinator = (struct common_principal){"cora", COORDINATOR, MEMBER_OF(red_cross, VOLUNTARY)};
    return 0;
}

static inline int people_tear_down(void **state)
{
    (void) state;
    test_close_as_rebuilt(test);
    arena_free(&arena);
    return 0;
}
