/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the tests of the handlers of cases share: people, a case, consents. Each test ends with a rebuild, which must give
 * the same tables. Included last, after TEST_FILE is defined: the name of the SQLite file.
 */
#pragma once

#include "consents_contract.h"

#define TOWN "01890a5d-ac96-774b-bcce-b302099a8051"
#define VILLAGE "01890a5d-ac96-774b-bcce-b302099a8052"
#define RED_CROSS "01890a5d-ac96-774b-bcce-b302099a8053"
#define CONSENT "01890a5d-ac96-774b-bcce-b302099a8054"
#define NOWHERE "01890a5d-ac96-774b-bcce-b302099a8055"

#define CATEGORY(c) (1u << (COMMON_CATEGORY_##c - 1))

#define MEMBER_OF(id, kind) .organisation_id = (id), .organisation_type = COMMON_ORGANISATION_TYPE_##kind

static const struct common_principal caseworker = {"cilla", CASEWORKER, MEMBER_OF(TOWN, MUNICIPALITY)},
                                     neighbour = {"nils", CASEWORKER, MEMBER_OF(VILLAGE, MUNICIPALITY)},
                                     coordinator = {"cora", COORDINATOR, MEMBER_OF(RED_CROSS, VOLUNTARY)},
                                     person = {.subject = "pia", .roles = PERSON};
static struct test_service *test;
static struct common_principal citizen;      /* of the case that every test begins with */
static struct cases_open_case_result opened; /* that case */

#define CALL(who, p, out, ...)                                                                                         \
    test_run(test, (who), &p##_procedure, &(const struct p){.command_id = "c", __VA_ARGS__}, (out))
#define ASK(who, p, out, ...) test_run(test, (who), &p##_procedure, &(const struct p){__VA_ARGS__}, (out))

static int set_up(void **state)
{
    (void) state;
    test = test_open(&cases, TEST_FILE ".db");
    assert_int_equal(
        CALL(&caseworker, cases_open_case, &opened, .citizen_name = "Åse Ny", .phone = "123", .language = "da"), 0);
    citizen = (struct common_principal){.subject = "pia", .roles = CITIZEN, .citizen_id = opened.citizen_id};
    return 0;
}

static int tear_down(void **state)
{
    (void) state;
    test_close_as_rebuilt(test);
    return 0;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

static inline void give_consent_for(const struct cases_open_case_result *file, const char *consent_id,
                                    uint32_t categories)
{
    test_follow(test, &consents_given_event,
                &(struct consents_given){.consent_id = consent_id,
                                         .case_id = file->case_id,
                                         .citizen_id = file->citizen_id,
                                         .home_id = TOWN,
                                         .organisation_id = RED_CROSS,
                                         .purpose = CONSENTS_PURPOSE_SOCIALWELFAREPROVISION,
                                         .categories = categories,
                                         .valid_until = "2999-01-01T00:00:00.000Z",
                                         .text = "Yes",
                                         .language = "da",
                                         .given_by = CONSENTS_GIVEN_BY_CITIZEN});
}

static inline void give_consent(uint32_t categories)
{
    give_consent_for(&opened, CONSENT, categories);
}

static inline void withdraw_consent(void)
{
    test_follow(test, &consents_withdrawn_event,
                &(struct consents_withdrawn){.consent_id = CONSENT,
                                             .case_id = opened.case_id,
                                             .citizen_id = opened.citizen_id,
                                             .home_id = TOWN,
                                             .organisation_id = RED_CROSS,
                                             .purpose = CONSENTS_PURPOSE_SOCIALWELFAREPROVISION,
                                             .categories = CATEGORY(CONTACT),
                                             .given_by = CONSENTS_GIVEN_BY_CITIZEN});
}

static inline void close_case(void)
{
    struct cases_close_case_result out;
    assert_int_equal(
        CALL(&caseworker, cases_close_case, &out, .case_id = opened.case_id, .outcome = CASES_OUTCOME_MOVED), 0);
}
