/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A service without a bus, for the tests beside its code: its real SQLite file, its real handlers and applies, and the
 * streams imagined. Fails the test (cmocka) on whatever is fatal.
 *
 *     struct test_service *test = test_open(&referrals, "test_referrals.db");
 *     test_follow(test, &cases_opened_event, &opened);                       // another service's event happens
 *     assert_int_equal(test_run(test, &caseworker, &referrals_send_referral_procedure, &in, &out), 0);
 *     assert_int_equal(test_emitted(test), 1);                               // events in all
 *     test_close(test);
 *
 * Results, and what they point to, live until test_close. Consents are enforced as in the real runtime, with a lease
 * that test_lease takes away and gives. Include this before <cmocka.h>, whose macro fail() is not ours.
 */
#pragma once

#include "service.h"

struct test_service;

/* Removes an older file first. */
struct test_service *test_open(const struct service *service, const char *path);
void test_close(struct test_service *test);
/* The same, after a rebuild (below) gave the same rows in every table of the service. */
void test_close_as_rebuilt(struct test_service *test);

/* Runs a command (in its transaction), query or signal as this principal. Returns 0 or the problem. */
int test_run(struct test_service *test, const struct common_principal *who, const struct procedure *procedure,
             const void *in, void *out);
/* What the last test_run that was refused said. */
const struct common_problem *test_problem(const struct test_service *test);
/* Cases that the last query put on record. */
size_t test_disclosed(const struct test_service *test);

/* The next event of another service's stream is applied, and reacted to. */
void test_follow(struct test_service *test, const struct event_contract *contract, const void *data);
/* The same, by whom. */
void test_follow_by(struct test_service *test, const struct common_principal *who,
                    const struct event_contract *contract, const void *data);
/* The last event that is reacted to comes once more, as after a crash before all reactions to it were known recorded. */
void test_react_again(struct test_service *test);
/* Runs settle until it has nothing more to do; returns when it wants to be called again. */
int64_t test_settle(struct test_service *test);

void test_clock(struct test_service *test, int64_t now_ms); /* real time until set */
void test_lease(struct test_service *test, bool valid);     /* valid from the start */

/* Own events so far, and the data of the youngest one of a kind (NULL: none). */
size_t test_emitted(const struct test_service *test);
const void *test_last(const struct test_service *test, const struct event_contract *event);
struct store *test_store(struct test_service *test);
/* Applies all events again, own and followed, to a new file at path, streams one after another instead of interleaved:
 * a rebuild. */
struct test_service *test_rebuild(struct test_service *test, const char *path);
