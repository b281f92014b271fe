/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The people and organisations of the tests, on a real SQLite file, and what they decide. Include it instead of
 * <cmocka.h>. Each test ends with a rebuild that must give the same tables.
 */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cases_contract.h"
#include "consent.h"
#include "consents.h"
#include "consents_contract.h"
#include "directory_contract.h"
#include "identity.h"
#include "test_service.h"

#include <cmocka.h>

#define CASE "00000000-0000-7000-8000-0000000000c1"
#define CITIZEN_ID "00000000-0000-7000-8000-0000000000f1"
#define HOME "00000000-0000-7000-8000-0000000000a1"
#define OTHER_TOWN "00000000-0000-7000-8000-0000000000a2"
#define HELPERS "00000000-0000-7000-8000-0000000000b1"
#define REPRESENTATION "00000000-0000-7000-8000-0000000000d1"
#define NOBODY_KNOWS "00000000-0000-7000-8000-0000000000ff"
#define CATEGORY(c) (1u << (COMMON_CATEGORY_##c - 1))
#define HOUR_MS (3600 * INT64_C(1000))

static const struct common_principal citizen = {.subject = "citizen", .roles = CITIZEN, .citizen_id = CITIZEN_ID};
static const struct common_representation representation = {REPRESENTATION, 1u << (COMMON_SCOPE_CONSENT - 1)};
static const struct common_principal guardian = {
    .subject = "gerda", .roles = CITIZEN, .citizen_id = CITIZEN_ID, .representation = &representation};
static const struct common_principal somebody = {.subject = "else", .roles = CITIZEN, .citizen_id = NOBODY_KNOWS};
static const struct common_principal caseworker = {.subject = "anna", .roles = CASEWORKER, .organisation_id = HOME};
static const struct common_principal stranger = {.subject = "bo", .roles = CASEWORKER, .organisation_id = OTHER_TOWN};
static const struct common_principal helper = {.subject = "cai", .roles = COORDINATOR, .organisation_id = HELPERS};
static const struct common_principal enforcer = {.subject = "referrals", .roles = SYSTEM};

static struct test_service *test;
static int64_t now_ms;
static char before[TIME_TEXT_SIZE]; /* an hour ago */

static inline void register_organisation(const char *id, const char *name, enum common_organisation_type type)
{
    struct directory_organisation_registered data = {
        .organisation_id = id, .name = name, .type = type, .country = "DK"};
    test_follow(test, &directory_organisation_registered_event, &data);
}

static inline int people_set_up(const char *path)
{
    now_ms = time_now_ms();
    time_text(now_ms - HOUR_MS, before);
    test = test_open(&consents, path);
    test_clock(test, now_ms);
    register_organisation(HOME, "Invented Town", COMMON_ORGANISATION_TYPE_MUNICIPALITY);
    register_organisation(OTHER_TOWN, "Another Invented Town", COMMON_ORGANISATION_TYPE_MUNICIPALITY);
    register_organisation(HELPERS, "Invented Helpers", COMMON_ORGANISATION_TYPE_VOLUNTARY);
    struct cases_opened opened = {.case_id = CASE, .citizen_id = CITIZEN_ID, .home_id = HOME};
    test_follow(test, &cases_opened_event, &opened);
    return 0;
}

static inline int people_tear_down(void **state)
{
    (void) state;
    test_close_as_rebuilt(test);
    return 0;
}

static const struct consents_request_consent asked = {
    .command_id = "1",
    .case_id = CASE,
    .organisation_id = HELPERS,
    .purpose = CONSENTS_PURPOSE_SOCIALWELFAREPROVISION,
    .categories = CATEGORY(CONTACT) | CATEGORY(REFERRAL) | CATEGORY(HEALTH),
    .text = "May Invented Helpers know of you?",
    .language = "en",
};

static inline const char *request(void)
{
    struct consents_request_consent_result result;
    assert_int_equal(test_run(test, &caseworker, &consents_request_consent_procedure, &asked, &result), 0);
    assert_int_equal(result.status, CONSENTS_STATUS_REQUESTED);
    return result.consent_id;
}

static inline int give(const struct common_principal *who, const struct consents_give_consent *in)
{
    struct consents_give_consent_result result;
    return test_run(test, who, &consents_give_consent_procedure, in, &result);
}

static inline const char *given(void)
{
    const char *consent_id = request();
    assert_int_equal(give(&citizen, &(struct consents_give_consent){.command_id = "2", .consent_id = consent_id}), 0);
    return consent_id;
}

static inline int withdraw(const struct common_principal *who, const char *consent_id,
                           struct consents_withdraw_consent_result *result)
{
    struct consents_withdraw_consent in = {.command_id = "3", .consent_id = consent_id};
    return test_run(test, who, &consents_withdraw_consent_procedure, &in, result);
}

static inline void report(const char *instance, int64_t sequence, int64_t lease_ms, int64_t ended_sequence)
{
    struct consents_report_position in = {.instance = instance, .service = "referrals", .sequence = sequence};
    struct consents_report_position_result result;
    assert_int_equal(test_run(test, &enforcer, &consents_report_position_procedure, &in, &result), 0);
    assert_int_equal(result.lease_ms, lease_ms);
    assert_int_equal(result.ended_sequence, ended_sequence);
}

static inline size_t list(const struct common_principal *who, struct consents_list_consents_result *result)
{
    struct consents_list_consents in = {0};
    assert_int_equal(test_run(test, who, &consents_list_consents_procedure, &in, result), 0);
    return result->consents.count;
}

static inline void assert_refused(int rc, enum problem problem, const char *field)
{
    assert_int_equal(rc, problem);
    if (field)
        assert_string_equal(test_problem(test)->field, field);
    else
        assert_null(test_problem(test)->field);
}
