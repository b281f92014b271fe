/* SPDX-License-Identifier: EUPL-1.2 */
/* Free places and waiting times, which referrals change. */
#include "test_people.h"

static int set_up(void **state)
{
    (void) state;
    return people_set_up("test_capacity.db");
}

/*
 * What referrals do. REFERRAL(requested, id, offer, …) makes that event happen.
 */
#define REFERRAL(kind, id, offer, ...)                                                                                 \
    test_follow(test, &referrals_##kind##_event,                                                                       \
                &(const struct referrals_##kind){.referral_id = (id),                                                  \
                                                 .case_id = CASE,                                                      \
                                                 .citizen_id = CITIZEN_ID,                                             \
                                                 .home_id = HOME,                                                      \
                                                 .offer_id = (offer),                                                  \
                                                 .performer_id = red_cross,                                            \
                                                 __VA_ARGS__})
#define PLACE(k) .has_capacity_sequence = true, .capacity_sequence = (k)

static const char *new_id(void)
{
    static char ids[256][37];
    static size_t next;
    uuid7(time_now_ms(), ids[next % 256]);
    return ids[next++ % 256];
}

static int64_t state_capacity(const char *offer_id, int64_t maximum, int64_t available)
{
    struct directory_set_capacity_result out;
    assert_int_equal(CALL(&coordinator, directory_set_capacity, &out, .offer_id = offer_id, .has_maximum = maximum >= 0,
                          .maximum = maximum, .has_available = available >= 0, .available = available),
                     0);
    return (int64_t) test_emitted(test); /* nothing else writes this stream, so that is its sequence */
}

static int64_t free_places(const char *offer_id)
{
    struct directory_offer offer = get_offer(offer_id);
    assert_true(offer.capacity->has_available);
    return offer.capacity->available;
}

static void test_capacity_is_stated(void **state)
{
    (void) state;
    const char *offer = publish("Meals");
    struct directory_set_capacity_result out;
    assert_int_equal(CALL(&coordinator, directory_set_capacity, &out, .offer_id = offer, .has_maximum = true,
                          .maximum = 3, .has_available = true, .available = 4),
                     PROBLEM_INVALID_ARGUMENT);
    assert_string_equal(test_problem(test)->field, "available");
    assert_int_equal(
        CALL(&coordinator, directory_set_capacity, &out, .offer_id = offer, .has_maximum = true, .maximum = 3), 0);
    assert_true(out.has_available && out.available == 3 && out.maximum == 3);
    assert_int_equal(free_places(offer), 3);

    assert_int_equal(
        CALL(&coordinator, directory_set_capacity, &out, .offer_id = offer, .paused_until = "2999-01-01T00:00:00.000Z"),
        0);
    assert_true(!out.has_available && !out.has_maximum);
    struct directory_offer got = get_offer(offer);
    assert_true(!got.capacity->has_available && !got.capacity->has_maximum);
    assert_string_equal(got.capacity->paused_until, "2999-01-01T00:00:00.000Z");
    assert_string_equal(SEARCH(.has_with_capacity = true, .with_capacity = true), "");
    assert_string_equal(SEARCH(.has_with_capacity = true, .with_capacity = false), "Meals");
    assert_int_equal(
        CALL(&coordinator, directory_set_capacity, &out, .offer_id = offer, .paused_until = "2001-01-01T00:00:00.000Z"),
        0);
    assert_string_equal(SEARCH(.has_with_capacity = true, .with_capacity = true), "Meals");

    struct directory_withdraw_offer_result withdrawn;
    assert_int_equal(CALL(&coordinator, directory_withdraw_offer, &withdrawn, .offer_id = offer), 0);
    assert_int_equal(CALL(&coordinator, directory_set_capacity, &out, .offer_id = offer), PROBLEM_OFFER_WITHDRAWN);
}

static void test_referrals_hold_places(void **state)
{
    (void) state;
    const char *offer = publish("Meals"), *r[] = {new_id(), new_id(), new_id(), new_id()};
    int64_t k = state_capacity(offer, 3, 2);
    REFERRAL(requested, r[0], offer, PLACE(k));
    assert_int_equal(free_places(offer), 1);
    REFERRAL(accepted, r[0], offer, PLACE(k));
    assert_int_equal(free_places(offer), 1);
    REFERRAL(requested, r[1], offer); /* no place yet */
    assert_int_equal(free_places(offer), 1);
    REFERRAL(accepted, r[1], offer, PLACE(k));
    assert_int_equal(free_places(offer), 0);
    assert_string_equal(SEARCH(.text = "meals", .has_with_capacity = true, .with_capacity = true), "");
    REFERRAL(started, r[1], offer);
    assert_int_equal(free_places(offer), 0);
    REFERRAL(completed, r[1], offer);
    assert_int_equal(free_places(offer), 1);
    assert_string_equal(SEARCH(.text = "meals", .has_with_capacity = true, .with_capacity = true), "Meals");
    REFERRAL(completed, r[1], offer); /* nothing is given back twice */
    assert_int_equal(free_places(offer), 1);

    /* A place under an older statement neither lessens the new one nor comes back to it. */
    int64_t later = state_capacity(offer, 3, 2);
    assert_int_equal(free_places(offer), 2);
    REFERRAL(requested, r[2], offer, PLACE(later));
    assert_int_equal(free_places(offer), 1);
    REFERRAL(failed, r[0], offer);
    assert_int_equal(free_places(offer), 1);

    REFERRAL(waitlisted, r[2], offer);
    assert_int_equal(free_places(offer), 2);
    REFERRAL(started, r[2], offer, PLACE(later));
    assert_int_equal(free_places(offer), 1);

    const char *other = publish("Company");
    int64_t there = state_capacity(other, -1, 1);
    REFERRAL(transferred, r[2], offer, .replaced_by = r[3], .new_offer_id = other, .new_performer_id = red_cross,
             PLACE(there));
    assert_int_equal(free_places(offer), 2);
    assert_int_equal(free_places(other), 0);
    REFERRAL(cancelled, r[3], other);
    assert_int_equal(free_places(other), 1);
    struct directory_offer got = get_offer(other);
    assert_false(got.capacity->has_maximum);
}

static void test_maximum_bounds_free_places(void **state)
{
    (void) state;
    const char *offer = publish("Meals"), *r[] = {new_id(), new_id()};
    int64_t k = state_capacity(offer, 2, 2);
    REFERRAL(requested, r[0], offer, PLACE(k));
    REFERRAL(requested, r[1], offer, PLACE(k));
    state_capacity(offer, 3, 3); /* although two are held */
    assert_int_equal(free_places(offer), 1);
    state_capacity(offer, 1, 1);
    assert_int_equal(free_places(offer), 0);
    state_capacity(offer, -1, 5);
    assert_int_equal(free_places(offer), 5);
}

static void test_maximum_counts_what_was_there_before(void **state)
{
    (void) state;
    const char *offer = publish("Meals"), *r[] = {new_id(), new_id(), new_id()};
    for (int i = 0; i < 3; i++)
        REFERRAL(requested, r[i], offer);
    REFERRAL(accepted, r[0], offer);
    REFERRAL(started, r[0], offer);
    REFERRAL(started, r[1], offer);
    int64_t k = state_capacity(offer, 4, 4);
    assert_int_equal(free_places(offer), 2);
    REFERRAL(accepted, r[2], offer, PLACE(k));
    assert_int_equal(free_places(offer), 1);
    REFERRAL(completed, r[0], offer);
    assert_int_equal(free_places(offer), 2);
    REFERRAL(waitlisted, r[1], offer);
    assert_int_equal(free_places(offer), 3);
}

/* Ms of day 0 of these waits. */
#define BEGIN INT64_C(1790000000000)
#define DAY INT64_C(86400000)

static void wait_days(const char *offer, int64_t from, int64_t days)
{
    const char *id = new_id();
    test_clock(test, BEGIN + from * DAY);
    REFERRAL(requested, id, offer);
    test_clock(test, BEGIN + (from + days) * DAY);
    REFERRAL(accepted, id, offer);
    test_clock(test, BEGIN + (from + days + 100) * DAY);
    REFERRAL(started, id, offer);
    REFERRAL(completed, id, offer);
}

static void test_median_wait(void **state)
{
    (void) state;
    const char *offer = publish("Meals");
    wait_days(offer, 0, 3);
    assert_true(get_offer(offer).median_wait_days == 3);
    wait_days(offer, 1, 10);
    assert_true(get_offer(offer).median_wait_days == 6.5);
    wait_days(offer, 2, 1);
    assert_true(get_offer(offer).median_wait_days == 3);

    const char *straight = new_id(), *rejected = new_id();
    const char *other = publish("Company");
    test_clock(test, BEGIN);
    REFERRAL(requested, rejected, other);
    REFERRAL(requested, straight, other);
    test_clock(test, BEGIN + DAY / 2);
    REFERRAL(rejected, rejected, other);
    assert_false(get_offer(other).has_median_wait_days);
    REFERRAL(started, straight, other); /* from the waiting list, never accepted */
    assert_true(get_offer(other).median_wait_days == 0.5);

    const char *back = new_id(); /* accepted, and then put on the waiting list */
    const char *third = publish("Walks");
    test_clock(test, BEGIN);
    REFERRAL(requested, back, third);
    test_clock(test, BEGIN + DAY);
    REFERRAL(accepted, back, third);
    assert_true(get_offer(third).median_wait_days == 1);
    test_clock(test, BEGIN + 2 * DAY);
    REFERRAL(waitlisted, back, third);
    assert_false(get_offer(third).has_median_wait_days);
    REFERRAL(waitlisted, back, third);
    test_clock(test, BEGIN + 30 * DAY);
    REFERRAL(started, back, third);
    assert_true(get_offer(third).median_wait_days == 30);

    for (int i = 0; i < 50; i++)
        wait_days(offer, 1000 + i, 20);
    assert_true(get_offer(offer).median_wait_days == 20);
    struct query q = store_query(test_store(test), "SELECT count(*), max(seconds) FROM wait WHERE offer_id = ?");
    bind_text(&q, offer);
    assert_true(store_next(&q));
    assert_int_equal(column_integer(&q), 50);
    assert_int_equal(column_integer(&q), 20 * DAY / 1000);
    assert_int_equal(store_end(&q), 0);
    q = store_query(test_store(test), "SELECT count(*) FROM waiting");
    assert_true(store_next(&q));
    assert_int_equal(column_integer(&q), 0);
    assert_int_equal(store_end(&q), 0);
}

/* Something in every table; whether a rebuild gives the same, the tear-down asks. */
static void test_rebuild_gives_the_same(void **state)
{
    (void) state;
    const char *offer = publish("Meals"), *r[] = {new_id(), new_id(), new_id()};
    const char *categories[] = {"Food", "food", "Ældre"};
    struct directory_update_offer_result updated;
    struct directory_add_member_result added;
    int64_t k = state_capacity(offer, 3, 3);
    REFERRAL(requested, r[0], offer, PLACE(k));
    REFERRAL(requested, r[1], offer, PLACE(k));
    REFERRAL(accepted, r[0], offer);
    assert_int_equal(CALL(&coordinator, directory_update_offer, &updated, .offer_id = offer, .name = "Hot meals",
                          .categories = {categories, 3}),
                     0);
    assert_int_equal(
        CALL(&operator_, directory_add_member, &added, .organisation_id = town, .subject = "eva", .roles = LEADER), 0);
    k = state_capacity(offer, 3, 1);
    REFERRAL(requested, r[2], offer, PLACE(k));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, people_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_capacity_is_stated),
        TEST(test_referrals_hold_places),
        TEST(test_maximum_bounds_free_places),
        TEST(test_maximum_counts_what_was_there_before),
        TEST(test_median_wait),
        TEST(test_rebuild_gives_the_same),
    };
    return cmocka_run_group_tests_name("capacity", tests, NULL, NULL);
}
