/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "cases_contract.h"
#include "consents_contract.h"
#include "plans_contract.h"
#include "referrals_contract.h"
#include "rules.h"

#include <cmocka.h>

#define HOME "00000000-0000-7000-8000-0000000000a1"
#define HELPERS "00000000-0000-7000-8000-0000000000b1"
#define CATEGORY(c) (1u << (COMMON_CATEGORY_##c - 1))

/* What is told rests on this alone: an event about a case says whose it is, and one that needs a consent is about a case. */
static void test_every_contract(void **state)
{
    (void) state;
    size_t concerned = 0;
    for (size_t i = 0; contracts[i]; i++)
        for (size_t k = 0; k < contracts[i]->event_count; k++) {
            const struct event_contract *event = contracts[i]->events[k];
            assert_ptr_equal(event_contract_find(event->type), event);
            assert_int_equal(strncmp(event->type, "samspil.", 8), 0);
            if (event->feed != FEED_CONCERNED)
                continue;
            concerned++;
            assert_int_equal(event->case_id == NO_OFFSET, event->citizen_id == NO_OFFSET);
            assert_int_equal(event->case_id == NO_OFFSET, event->home_id == NO_OFFSET);
            assert_true(event->case_id != NO_OFFSET || (!event->needs && event->concern_count > 0));
        }
    assert_true(concerned > 0);
    assert_null(event_contract_find("samspil.referrals.no_such_thing"));
}

static void test_organisations(void **state)
{
    (void) state;
    struct arena arena = {0};
    const struct concerned *concerned;
    struct cases_contact_logged logged = {.home_id = HOME, .organisation_id = HELPERS};
    assert_int_equal(organisations_concerned(&arena, &cases_contact_logged_event, &logged, &concerned), 1);
    assert_string_equal(concerned[0].id, HELPERS);
    assert_null(concerned[0].view);
    logged.organisation_id = HOME; /* the home municipality's own contact */
    assert_int_equal(organisations_concerned(&arena, &cases_contact_logged_event, &logged, &concerned), 0);

    /* Twice the same organisation is one. */
    static const struct concern twice[] = {{offsetof(struct cases_contact_logged, organisation_id), false},
                                           {offsetof(struct cases_contact_logged, organisation_id), false}};
    struct event_contract contract = cases_contact_logged_event;
    contract.concerns = twice;
    contract.concern_count = 2;
    logged.organisation_id = HELPERS;
    assert_int_equal(organisations_concerned(&arena, &contract, &logged, &concerned), 1);

    /* Twice with a view each is two. */
    struct referrals_transferred transferred = {.home_id = HOME, .performer_id = HELPERS, .new_performer_id = HELPERS};
    assert_int_equal(organisations_concerned(&arena, &referrals_transferred_event, &transferred, &concerned), 2);
    assert_string_equal(concerned[1].id, HELPERS);
    assert_ptr_equal(concerned[0].view->as, &referrals_cancelled_event);
    assert_ptr_equal(concerned[1].view->as, &referrals_requested_event);
    transferred.performer_id = HOME;
    assert_int_equal(organisations_concerned(&arena, &referrals_transferred_event, &transferred, &concerned), 1);
    assert_ptr_equal(concerned[0].view->as, &referrals_requested_event);
    arena_free(&arena);
}

/* No organisation learns from an event which other it concerns. */
static void test_several_organisations(void **state)
{
    (void) state;
    size_t several = 0;
    for (size_t i = 0; contracts[i]; i++)
        for (size_t k = 0; k < contracts[i]->event_count; k++) {
            const struct event_contract *event = contracts[i]->events[k];
            if (event->concern_count < 2)
                continue;
            several++;
            /* Those of one list who work together on what the event is about hear the event itself. */
            for (size_t c = 0; c < event->concern_count; c++) {
                const struct view *view = view_find(event, event->concerns[c].offset);
                if (!view) {
                    assert_true(c == 0 && event->concerns[c].list);
                    continue;
                }
                assert_int_equal(view->as->feed, FEED_CONCERNED);
                assert_int_equal(view->as->concern_count, 1);
            }
        }
    assert_true(several > 0);
}

static void test_views(void **state)
{
    (void) state;
    struct arena arena = {0};
    const struct referrals_status_reason reason = {REFERRALS_REASON_CODE_TRANSFERRED, "Closer to home."};
    const struct referrals_transferred transferred = {.referral_id = "old",
                                                      .case_id = "case",
                                                      .citizen_id = "citizen",
                                                      .home_id = HOME,
                                                      .offer_id = "old offer",
                                                      .performer_id = HELPERS,
                                                      .status_reason = &reason,
                                                      .replaced_by = "new",
                                                      .new_offer_id = "new offer",
                                                      .new_performer_id = "new helpers",
                                                      .has_capacity_sequence = true,
                                                      .capacity_sequence = 7,
                                                      .offer_name = "Walks",
                                                      .priority = REFERRALS_PRIORITY_URGENT,
                                                      .reason = "lonely",
                                                      .note = "dog",
                                                      .health_note = "hip",
                                                      .citizen_name = "Asta",
                                                      .phone = "12345678",
                                                      .email = "asta@example.org"};
    const struct referrals_cancelled cancelled = {.referral_id = "old",
                                                  .case_id = "case",
                                                  .citizen_id = "citizen",
                                                  .home_id = HOME,
                                                  .offer_id = "old offer",
                                                  .performer_id = HELPERS,
                                                  .status_reason = &reason};
    const struct referrals_requested requested = {.referral_id = "new",
                                                  .case_id = "case",
                                                  .citizen_id = "citizen",
                                                  .home_id = HOME,
                                                  .offer_id = "new offer",
                                                  .performer_id = "new helpers",
                                                  .has_capacity_sequence = true,
                                                  .capacity_sequence = 7,
                                                  .offer_name = "Walks",
                                                  .priority = REFERRALS_PRIORITY_URGENT,
                                                  .reason = "lonely",
                                                  .note = "dog",
                                                  .health_note = "hip",
                                                  .citizen_name = "Asta",
                                                  .phone = "12345678",
                                                  .email = "asta@example.org"};
    const struct event_contract *event = &referrals_transferred_event;
    const struct view *old = view_find(event, offsetof(struct referrals_transferred, performer_id));
    const struct view *new = view_find(event, offsetof(struct referrals_transferred, new_performer_id));
    assert_true(message_equal(old->as->data, view_data(&arena, old, &transferred), &cancelled));
    assert_true(message_equal(new->as->data, view_data(&arena, new, &transferred), &requested));
    assert_null(view_find(event, offsetof(struct referrals_transferred, home_id)));
    arena_free(&arena);
}

/* Of a goal that is hidden from them, those who saw it learn that it is, nothing of what it is now, and not who still
 * sees it. */
static void test_hidden(void **state)
{
    (void) state;
    struct arena arena = {0};
    const char *seeing[] = {"still there"}, *former[] = {HELPERS, HOME};
    const struct plans_goal_changed changed = {.goal_id = "goal",
                                               .case_id = "case",
                                               .citizen_id = "citizen",
                                               .home_id = HOME,
                                               .status = PLANS_GOAL_STATUS_ACTIVE,
                                               .description = "To sleep",
                                               .visibility = PLANS_VISIBILITY_PRIVATE,
                                               .version = 3,
                                               .participant_ids = {seeing, 1},
                                               .former_ids = {former, 2},
                                               .change = PLANS_CHANGE_VISIBILITY_CHANGED,
                                               .editor = {PLANS_EDITOR_KIND_CITIZEN, NULL}};
    const struct plans_goal_hidden hidden = {.goal_id = "goal",
                                             .case_id = "case",
                                             .citizen_id = "citizen",
                                             .home_id = HOME,
                                             .version = 3,
                                             .former_ids = {former, 2}};
    const struct concerned *concerned;
    assert_int_equal(organisations_concerned(&arena, &plans_goal_changed_event, &changed, &concerned), 2);
    assert_string_equal(concerned[0].id, "still there");
    assert_null(concerned[0].view);
    assert_string_equal(concerned[1].id, HELPERS); /* the home municipality sees the goal itself */
    assert_ptr_equal(concerned[1].view->as, &plans_goal_hidden_event);
    assert_true(message_equal(&plans_goal_hidden_type, view_data(&arena, concerned[1].view, &changed), &hidden));

    const struct view *view =
        view_find(&plans_activity_changed_event, offsetof(struct plans_activity_changed, former_ids));
    assert_ptr_equal(view->as, &plans_activity_hidden_event);
    assert_true(may_be_told(view->as, CATEGORY(PLAN)));
    assert_false(may_be_told(view->as, UINT32_MAX & ~CATEGORY(PLAN)));
    arena_free(&arena);
}

static void test_ends(void **state)
{
    (void) state;
    struct consents_withdrawn withdrawn = {.consent_id = "withdrawn"};
    struct consents_expired expired = {.consent_id = "expired"};
    struct consents_given given = {.consent_id = "given"};
    assert_string_equal(consent_ended_by(&consents_withdrawn_event, &withdrawn), "withdrawn");
    assert_string_equal(consent_ended_by(&consents_expired_event, &expired), "expired");
    assert_null(consent_ended_by(&consents_given_event, &given));
}

static void test_withhold(void **state)
{
    (void) state;
    struct arena arena = {0};
    struct message_error error;
    struct buffer encoded = {0};
    uint32_t categories;
    struct referrals_requested left, full = {.referral_id = HOME,
                                             .case_id = HOME,
                                             .citizen_id = HOME,
                                             .home_id = HOME,
                                             .offer_id = HOME,
                                             .performer_id = HELPERS,
                                             .reason = "lonely",
                                             .note = "dog",
                                             .health_note = "hip",
                                             .phone = "12345678"};
    message_encode(&referrals_requested_type, &full, &encoded);
    struct bytes data = {encoded.data, encoded.size};
    assert_true(withhold_data(&arena, &referrals_requested_event,
                              CATEGORY(REFERRAL) | CATEGORY(PLAN) | CATEGORY(CONTACT), &data, &categories));
    assert_int_equal(categories, CATEGORY(REFERRAL) | CATEGORY(CONTACT));
    assert_int_equal(message_decode(&referrals_requested_type, data, MESSAGE_STRICT, &arena, &left, NULL, &error), 0);
    assert_string_equal(left.reason, "lonely");
    assert_string_equal(left.phone, "12345678");
    assert_null(left.note);
    assert_null(left.health_note);
    assert_string_equal(left.performer_id, HELPERS);

    data = (struct bytes){(const uint8_t *) "\x80", 1}; /* a message, but not this one */
    assert_false(withhold_data(&arena, &referrals_requested_event, UINT32_MAX, &data, &categories));
    buffer_free(&encoded);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_contract), cmocka_unit_test(test_organisations),
        cmocka_unit_test(test_ends),           cmocka_unit_test(test_several_organisations),
        cmocka_unit_test(test_views),          cmocka_unit_test(test_hidden),
        cmocka_unit_test(test_withhold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
