/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The people and organisations of the tests, on a real SQLite file; what happens elsewhere, and what they read of it.
 * Include it instead of <cmocka.h>.
 */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "access_contract.h"
#include "cases_contract.h"
#include "consents_contract.h"
#include "directory_contract.h"
#include "disclosures.h"
#include "disclosures_contract.h"
#include "identity.h"
#include "referrals_contract.h"
#include "test_service.h"

#include <cmocka.h>

#define CASE "00000000-0000-7000-8000-0000000000c1"
#define CITIZEN_ID "00000000-0000-7000-8000-0000000000f1"
#define OTHER_CITIZEN "00000000-0000-7000-8000-0000000000f2"
#define HOME "00000000-0000-7000-8000-0000000000a1"
#define OTHER_TOWN "00000000-0000-7000-8000-0000000000a2"
#define HELPERS "00000000-0000-7000-8000-0000000000b1"
#define NEW_HELPERS "00000000-0000-7000-8000-0000000000b2"
#define CONSENT "00000000-0000-7000-8000-0000000000e1"
#define CONSENT_2 "00000000-0000-7000-8000-0000000000e2"
#define CONSENT_3 "00000000-0000-7000-8000-0000000000e3"
#define REFERRAL "00000000-0000-7000-8000-0000000000d1"
#define NEW_REFERRAL "00000000-0000-7000-8000-0000000000d2"
#define OFFER "00000000-0000-7000-8000-0000000000d3"
#define NEW_OFFER "00000000-0000-7000-8000-0000000000d4"
#define CATEGORY(c) (1u << (COMMON_CATEGORY_##c - 1))
#define HOUR_MS (3600 * INT64_C(1000))

static const struct common_principal citizen = {.subject = "citizen", .roles = CITIZEN, .citizen_id = CITIZEN_ID};
static const struct common_principal somebody = {.subject = "else", .roles = CITIZEN, .citizen_id = OTHER_CITIZEN};
static const struct common_principal caseworker = {.subject = "anna", .roles = CASEWORKER, .organisation_id = HOME};
static const struct common_principal stranger = {.subject = "bo", .roles = CASEWORKER, .organisation_id = OTHER_TOWN};
static const struct common_principal helper = {.subject = "cai", .roles = COORDINATOR, .organisation_id = HELPERS};
static const struct common_principal new_helper = {
    .subject = "dea", .roles = COORDINATOR, .organisation_id = NEW_HELPERS};

static struct test_service *test;
static struct arena arena;
static int64_t now_ms;
static char in_an_hour[TIME_TEXT_SIZE];

static inline int people_set_up(const char *path)
{
    now_ms = time_now_ms();
    time_text(now_ms + HOUR_MS, in_an_hour);
    test = test_open(&disclosures, path);
    test_clock(test, now_ms);
    struct cases_opened opened = {.case_id = CASE, .citizen_id = CITIZEN_ID, .home_id = HOME, .phone = "12345678"};
    test_follow(test, &cases_opened_event, &opened);
    return 0;
}

static inline int people_tear_down(void **state)
{
    (void) state;
    test_close_as_rebuilt(test);
    arena_free(&arena);
    return 0;
}

/* After a test that wrote to the tables what no stream says. */
static inline int people_close(void **state)
{
    (void) state;
    test_close(test);
    arena_free(&arena);
    return 0;
}

static inline void give_to(const char *organisation_id, const char *consent_id, uint32_t categories)
{
    struct consents_given given = {.consent_id = consent_id,
                                   .case_id = CASE,
                                   .citizen_id = CITIZEN_ID,
                                   .home_id = HOME,
                                   .organisation_id = organisation_id,
                                   .purpose = CONSENTS_PURPOSE_SERVICEPROVISION,
                                   .categories = categories,
                                   .valid_until = in_an_hour,
                                   .text = "Yes?",
                                   .language = "en",
                                   .given_by = CONSENTS_GIVEN_BY_CITIZEN};
    test_follow(test, &consents_given_event, &given);
}

static inline void give(const char *consent_id, uint32_t categories)
{
    give_to(HELPERS, consent_id, categories);
}

static inline void withdraw_from(const char *organisation_id, const char *consent_id)
{
    const struct consents_recorded recorded = {CONSENTS_METHOD_TELEPHONE, in_an_hour, "Was upset."};
    struct consents_withdrawn withdrawn = {.consent_id = consent_id,
                                           .case_id = CASE,
                                           .citizen_id = CITIZEN_ID,
                                           .home_id = HOME,
                                           .organisation_id = organisation_id,
                                           .purpose = CONSENTS_PURPOSE_SERVICEPROVISION,
                                           .categories = CATEGORY(REFERRAL),
                                           .given_by = CONSENTS_GIVEN_BY_CITIZEN,
                                           .recorded = &recorded};
    test_follow(test, &consents_withdrawn_event, &withdrawn);
}

static inline void withdraw(const char *consent_id)
{
    withdraw_from(HELPERS, consent_id);
}

static const struct referrals_requested referral = {.referral_id = REFERRAL,
                                                    .case_id = CASE,
                                                    .citizen_id = CITIZEN_ID,
                                                    .home_id = HOME,
                                                    .offer_id = REFERRAL,
                                                    .performer_id = HELPERS,
                                                    .reason = "Company on walks.",
                                                    .note = "Has a dog.",
                                                    .health_note = "Walks slowly."};

static inline void refer(void)
{
    test_follow(test, &referrals_requested_event, &referral);
}

static inline void transfer(const char *old_performer, const char *new_performer)
{
    const struct referrals_status_reason reason = {REFERRALS_REASON_CODE_TRANSFERRED, "They never came."};
    const struct referrals_transferred transferred = {.referral_id = REFERRAL,
                                                      .case_id = CASE,
                                                      .citizen_id = CITIZEN_ID,
                                                      .home_id = HOME,
                                                      .offer_id = OFFER,
                                                      .performer_id = old_performer,
                                                      .status_reason = &reason,
                                                      .replaced_by = NEW_REFERRAL,
                                                      .new_offer_id = NEW_OFFER,
                                                      .new_performer_id = new_performer,
                                                      .offer_name = "Walks",
                                                      .reason = "Company on walks.",
                                                      .note = "Has a dog.",
                                                      .health_note = "Walks slowly."};
    test_follow(test, &referrals_transferred_event, &transferred);
}

static inline struct disclosures_read_feed_result read_feed(const struct common_principal *who,
                                                            struct disclosures_read_feed in)
{
    struct disclosures_read_feed_result result;
    assert_int_equal(test_run(test, who, &disclosures_read_feed_procedure, &in, &result), 0);
    assert_int_equal(test_disclosed(test), 0);
    return result;
}

static inline size_t entries(const struct common_principal *who)
{
    return read_feed(who, (struct disclosures_read_feed){0}).events.count;
}

/* The youngest entry as a referral. */
static inline const struct referrals_requested *told_referral(const struct common_principal *who)
{
    struct disclosures_read_feed_result feed = read_feed(who, (struct disclosures_read_feed){0});
    assert_true(feed.events.count > 0);
    const struct common_cloud_event *entry = &feed.events.items[feed.events.count - 1];
    assert_string_equal(entry->type, "samspil.referrals.requested");
    assert_string_equal(entry->source, "/samspil/referrals");
    assert_string_equal(entry->subject, CASE);
    assert_string_equal(entry->cursor, feed.cursor);
    struct referrals_requested *data = arena_alloc(&arena, sizeof *data);
    struct message_error error;
    assert_int_equal(message_decode(&referrals_requested_type, entry->data, MESSAGE_STRICT, &arena, data, NULL, &error),
                     0);
    return data;
}

/* What somebody was told by the youngest announcement, which must be to them too. */
static inline const struct disclosures_addressee *last_told(const char *recipient_id,
                                                            const struct disclosures_content **content)
{
    const struct disclosures_announced *announced = test_last(test, &disclosures_announced_event);
    for (size_t i = 0; i < announced->addressees.count; i++) {
        const struct disclosures_addressee *to = &announced->addressees.items[i];
        if (!to->recipient_id || strcmp(to->recipient_id, recipient_id) != 0)
            continue;
        *content = &announced->contents.items[to->content];
        return to;
    }
    fail_msg("not told: %s", recipient_id);
    abort();
}

static inline struct disclosures_list_disclosures_result list(const struct common_principal *who, const char *case_id)
{
    struct disclosures_list_disclosures in = {.case_id = case_id};
    struct disclosures_list_disclosures_result result;
    assert_int_equal(test_run(test, who, &disclosures_list_disclosures_procedure, &in, &result), 0);
    return result;
}
