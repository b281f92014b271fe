/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bounds.h"
#include "table.h"

#define SECOND 1000000000LL

static void burst_then_rate(void **state)
{
    struct rate *rate = rate_new(&limits.subject);
    int64_t now = 5 * SECOND, retry_ms = 0;
    (void) state;
    limits.subject.rate = 100;
    limits.subject.burst = 10;
    for (int i = 0; i < 10; i++)
        assert_true(rate_take(rate, "anna", now, &retry_ms));
    assert_false(rate_take(rate, "anna", now, &retry_ms));
    assert_int_equal(retry_ms, 10);
    assert_true(rate_take(rate, "bo", now, &retry_ms));
    assert_true(rate_take(rate, "anna", now + SECOND / 100, &retry_ms));
    assert_false(rate_take(rate, "anna", now + SECOND / 100, &retry_ms));
    /* What is told is enough. */
    assert_true(rate_take(rate, "anna", now + SECOND / 100 + retry_ms * 1000000, &retry_ms));
    /* A bucket that is full is forgotten, one that is not is kept. */
    rate_sweep(rate, now + SECOND / 50);
    assert_false(rate_take(rate, "anna", now + SECOND / 50, &retry_ms));
    rate_sweep(rate, now + SECOND);
    for (int i = 0; i < 10; i++)
        assert_true(rate_take(rate, "anna", now + SECOND, &retry_ms));
    assert_false(rate_take(rate, "anna", now + SECOND, &retry_ms));
    rate_free(rate);
}

static void no_limit(void **state)
{
    struct rate *rate = rate_new(&limits.subject);
    int64_t retry_ms;
    (void) state;
    limits.subject.rate = 0;
    for (int i = 0; i < 100000; i++)
        assert_true(rate_take(rate, "anna", 1, &retry_ms));
    rate_free(rate);
}

static void each_rate_has_its_limit(void **state)
{
    struct rate *subjects = rate_new(&limits.subject), *addresses = rate_new(&limits.address);
    int64_t retry_ms;
    (void) state;
    limits.subject = (struct rate_limit){.rate = 1, .burst = 2};
    limits.address = (struct rate_limit){.rate = 1, .burst = 1};
    assert_true(rate_take(subjects, "x", 1, &retry_ms));
    assert_true(rate_take(addresses, "x", 1, &retry_ms));
    assert_true(rate_take(subjects, "x", 1, &retry_ms));
    assert_false(rate_take(addresses, "x", 1, &retry_ms));
    struct common_problem problem = problem_until(&refusals[REFUSAL_ADDRESS_RATE_LIMITED], retry_ms);
    assert_int_equal(problem.retry_after_ms, 1000);
    rate_free(subjects);
    rate_free(addresses);
}

static void addresses(void **state)
{
    static const struct {
        const char *peer, *forwarded, *key;
    } rows[] = {
        {"192.0.2.1", "", "192.0.2.1"},
        {"192.0.2.1", NULL, "192.0.2.1"},
        {"127.0.0.1", "198.51.100.7", "198.51.100.7"},
        {"127.0.0.1", "203.0.113.9, 198.51.100.7", "198.51.100.7"}, /* the client may claim what it likes in front */
        {"127.0.0.1", "203.0.113.9, ", "127.0.0.1"},
        {"2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::"},
        {"127.0.0.1", "x,\t2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::"},
        {"::ffff:192.0.2.1", "", "::ffff:192.0.2.1"},
        {"127.0.0.1", "no address but far longer than any address could ever be",
         "no address but far longer than any address co"},
    };
    (void) state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char key[ADDRESS_SIZE];
        address_key(rows[i].peer, rows[i].forwarded, key);
        assert_string_equal(key, rows[i].key);
    }
}

static void problems_by_code(void **state)
{
    (void) state;
    assert_ptr_equal(problem_text_find("not_found"), &problem_table[PROBLEM_NOT_FOUND]);
    assert_ptr_equal(problem_text_find("rate_limited"), &refusals[REFUSAL_RATE_LIMITED]);
    assert_null(problem_text_find("unheard_of"));
    for (int i = 0; i <= REFUSAL_NO_SUBPROTOCOL; i++)
        assert_ptr_equal(problem_text_find(refusals[i].code), &refusals[i]);
}

struct entry {
    struct table_link link;
    int number;
};

static void remove_odd(struct table_link *link, void *closure)
{
    const struct entry *entry = TABLE_ENTRY(link, struct entry);
    if (entry->number % 2 == 0)
        return;
    table_remove(closure, link);
    free(link);
}

static void tables(void **state)
{
    struct table table = {0};
    char key[16];
    (void) state;
    assert_null(table_find(&table, "0"));
    for (int i = 0; i < 1000; i++) {
        (void) snprintf(key, sizeof(key), "%d", i);
        struct entry *made = TABLE_AT(&table, key, struct entry); /* which has a copy of the key */
        assert_int_equal(made->number, 0);
        made->number = i;
    }
    assert_int_equal(TABLE_FIND(&table, "777", struct entry)->number, 777);
    assert_int_equal(TABLE_AT(&table, "777", struct entry)->number, 777);
    assert_string_equal(TABLE_FIND(&table, "777", struct entry)->link.key, "777");
    assert_int_equal(table.count, 1000);
    table_each(&table, remove_odd, &table);
    assert_int_equal(table.count, 500);
    assert_null(table_find(&table, "777"));
    assert_non_null(table_find(&table, "778"));
    table_free_entries(&table);
    assert_int_equal(table.count, 0);
    assert_null(table_find(&table, "778"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(burst_then_rate),         cmocka_unit_test(no_limit),
        cmocka_unit_test(each_rate_has_its_limit), cmocka_unit_test(addresses),
        cmocka_unit_test(problems_by_code),        cmocka_unit_test(tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
