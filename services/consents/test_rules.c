/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "identity.h"
#include "rules.h"

#include <cmocka.h>

#define NOW "2026-11-24T09:30:00.000Z"

/* Each state against each: what stands here may happen, and nothing else. */
static void test_life_cycle(void **state)
{
    (void) state;
    static const bool may[6][6] = {
        [CONSENTS_STATUS_NONE] = {[CONSENTS_STATUS_REQUESTED] = true, [CONSENTS_STATUS_GIVEN] = true},
        [CONSENTS_STATUS_REQUESTED] = {[CONSENTS_STATUS_GIVEN] = true, [CONSENTS_STATUS_REFUSED] = true},
        [CONSENTS_STATUS_GIVEN] = {[CONSENTS_STATUS_WITHDRAWN] = true, [CONSENTS_STATUS_EXPIRED] = true},
    };
    for (int from = CONSENTS_STATUS_NONE; from <= CONSENTS_STATUS_EXPIRED; from++)
        for (int to = CONSENTS_STATUS_NONE; to <= CONSENTS_STATUS_EXPIRED; to++)
            assert_int_equal(consent_may_become((enum consents_status) from, (enum consents_status) to), may[from][to]);
}

static void test_years(void **state)
{
    (void) state;
    static const struct {
        const char *from;
        int years;
        const char *to;
    } rows[] = {
        {NOW, 1, "2027-11-24T09:30:00.000Z"},
        {"2028-02-29T23:59:59.999Z", 1, "2029-02-28T23:59:59.999Z"},
        {"2028-02-29T00:00:00.000Z", 4, "2032-02-29T00:00:00.000Z"},
        {"2098-12-31T00:00:00.000Z", 5, "2103-12-31T00:00:00.000Z"},
        {"9998-01-01T00:00:00.000Z", 5, "9999-01-01T00:00:00.000Z"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char to[TIME_TEXT_SIZE];
        years_after(rows[i].from, rows[i].years, to);
        assert_string_equal(to, rows[i].to);
    }
}

static void assert_fault(struct decision decision, enum teller teller, const char *fault)
{
    const char *found = decision_fault(&decision, teller, time_parse(NOW));
    if (fault)
        assert_string_equal(found, fault);
    else
        assert_null(found);
}

static void test_decision(void **state)
{
    (void) state;
    /* By the clock of whoever records it, which may be some minutes ahead. */
    const struct consents_recorded before = {CONSENTS_METHOD_PAPER, "2026-11-24T09:34:00.000Z", NULL};
    const struct consents_recorded later = {CONSENTS_METHOD_PAPER, "2026-11-24T09:40:00.000Z", NULL};
    const struct consents_representative guardian = {"Invented Guardian", "guardian"}, nameless = {NULL, "guardian"};
    const enum consents_given_by unsaid = CONSENTS_GIVEN_BY_NONE, citizen = CONSENTS_GIVEN_BY_CITIZEN,
                                 other = CONSENTS_GIVEN_BY_REPRESENTATIVE;

    assert_fault((struct decision){unsaid, NULL, NULL}, TELLER_CITIZEN, NULL);
    assert_fault((struct decision){citizen, NULL, NULL}, TELLER_CITIZEN, NULL);
    assert_fault((struct decision){other, NULL, &guardian}, TELLER_CITIZEN, "given_by");
    assert_fault((struct decision){unsaid, &before, NULL}, TELLER_CITIZEN, "recorded");
    assert_fault((struct decision){unsaid, NULL, &guardian}, TELLER_CITIZEN, "representative");

    assert_fault((struct decision){unsaid, NULL, NULL}, TELLER_REPRESENTATIVE, NULL);
    assert_fault((struct decision){other, NULL, NULL}, TELLER_REPRESENTATIVE, NULL);
    assert_fault((struct decision){citizen, NULL, NULL}, TELLER_REPRESENTATIVE, "given_by");
    assert_fault((struct decision){unsaid, &before, NULL}, TELLER_REPRESENTATIVE, "recorded");
    assert_fault((struct decision){unsaid, NULL, &guardian}, TELLER_REPRESENTATIVE, "representative");

    assert_fault((struct decision){unsaid, &before, NULL}, TELLER_CASEWORKER, NULL);
    assert_fault((struct decision){unsaid, NULL, NULL}, TELLER_CASEWORKER, "recorded");
    assert_fault((struct decision){unsaid, &later, NULL}, TELLER_CASEWORKER, "recorded.at");
    assert_fault((struct decision){other, &before, &guardian}, TELLER_CASEWORKER, NULL);
    assert_fault((struct decision){other, &before, NULL}, TELLER_CASEWORKER, "representative");
    assert_fault((struct decision){other, &before, &nameless}, TELLER_CASEWORKER, "representative.name");
    assert_fault((struct decision){citizen, &before, &guardian}, TELLER_CASEWORKER, "representative");

    struct decision decision = {unsaid, NULL, NULL};
    assert_null(decision_fault(&decision, TELLER_CITIZEN, time_parse(NOW)));
    assert_int_equal(decision.given_by, citizen);
    decision.given_by = unsaid;
    assert_null(decision_fault(&decision, TELLER_REPRESENTATIVE, time_parse(NOW)));
    assert_int_equal(decision.given_by, other);
}

static void test_terms(void **state)
{
    (void) state;
    const struct consents_give_consent all = {.case_id = "case",
                                              .organisation_id = "organisation",
                                              .purpose = CONSENTS_PURPOSE_SERVICEPROVISION,
                                              .categories = 1,
                                              .text = "text",
                                              .language = "da"};
    struct consents_give_consent in = all;
    assert_null(terms_fault(&in));
    in.valid_until = NOW;
    assert_null(terms_fault(&in));
    in = all, in.case_id = NULL;
    assert_string_equal(terms_fault(&in), "case_id");
    in = all, in.organisation_id = NULL;
    assert_string_equal(terms_fault(&in), "organisation_id");
    in = all, in.purpose = CONSENTS_PURPOSE_NONE;
    assert_string_equal(terms_fault(&in), "purpose");
    in = all, in.categories = 0;
    assert_string_equal(terms_fault(&in), "categories");
    in = all, in.text = NULL;
    assert_string_equal(terms_fault(&in), "text");
    in = all, in.language = NULL;
    assert_string_equal(terms_fault(&in), "language");

    in = (struct consents_give_consent){.consent_id = "consent"};
    assert_null(terms_fault(&in));
    in.valid_until = NOW;
    assert_string_equal(terms_fault(&in), "valid_until");
    in = all, in.consent_id = "consent";
    assert_string_equal(terms_fault(&in), "case_id");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_life_cycle),
        cmocka_unit_test(test_years),
        cmocka_unit_test(test_decision),
        cmocka_unit_test(test_terms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
