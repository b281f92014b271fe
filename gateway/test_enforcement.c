/* SPDX-License-Identifier: EUPL-1.2 */
/* The consent gate, against a real stream and a lease giver whose answers the test chooses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "service.h"

#include <cmocka.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "consent.h"
#include "consents_contract.h"
#include "enforcement.h"
#include "identity.h"
#include "nats_server.h"

#define ORGANISATION "01a00000-0000-7000-8000-00000000000a"
#define OTHER "01a00000-0000-7000-8000-00000000000b"
#define CITIZEN_ID "01a00000-0000-7000-8000-0000000000c1"
#define CITIZEN_2 "01a00000-0000-7000-8000-0000000000c2"
#define SOME_ID "01a00000-0000-7000-8000-0000000000d1"
#define PATIENCE_MS 10000

enum { TAG_CONSENTS, TAG_LEASE, TAG_REPORT };

static struct nats_server *server;
static struct bus *bus;
static struct mailbox *box;
static struct enforcement *enforcement;

static struct giver {
    bool gives;       /* leases */
    int64_t ended;    /* what its answers name */
    int64_t position; /* last reported */
    size_t reports;
} giver;
static bool kernel_is_full;
static size_t cuts;

static bool unsent(void *closure, const char *organisation_id)
{
    (void) closure;
    (void) organisation_id;
    return kernel_is_full;
}

static void cut(void *closure, const char *organisation_id)
{
    (void) closure;
    (void) organisation_id;
    cuts++;
}

static void answer_report(const struct bus_message *message)
{
    struct arena arena = {0};
    struct buffer reply = {0};
    struct common_call call;
    struct consents_report_position report;
    struct message_error error;
    size_t used;
    assert_int_equal(message_decode(&common_call_type, message->data, MESSAGE_STRICT, &arena, &call, &used, &error), 0);
    assert_int_equal(message_decode(&consents_report_position_type,
                                    (struct bytes){message->data.data + used, message->data.size - used},
                                    MESSAGE_STRICT, &arena, &report, NULL, &error),
                     0);
    assert_int_equal(call.principal.roles, SYSTEM);
    assert_string_equal(report.service, "gateway");
    giver.position = report.sequence;
    giver.reports++;
    if (giver.gives) {
        message_encode(&common_reply_type, &(struct common_reply){0}, &reply);
        message_encode(
            &consents_report_position_result_type,
            &(struct consents_report_position_result){.lease_ms = CONSENT_LEASE_MS, .ended_sequence = giver.ended},
            &reply);
        assert_int_equal(bus_publish(bus, message->reply, NULL, (struct bytes){reply.data, reply.size}), 0);
    }
    arena_free(&arena);
    buffer_free(&reply);
}

/* Runs everything until what is wanted is so. */
static void run_until(bool (*is_so)(void))
{
    int64_t until = time_boottime_ms() + PATIENCE_MS;
    while (!is_so()) {
        assert_true(time_boottime_ms() < until);
        for (struct bus_message *message = mailbox_take(box, 5), *next; message; message = next) {
            next = message->next;
            if (message->tag == TAG_REPORT)
                answer_report(message);
            else
                enforcement_receive(enforcement, message);
            bus_release(message);
        }
        enforcement_tick(enforcement);
    }
}

static bool has_lease(void)
{
    return enforcement_has_lease(enforcement);
}

static bool has_no_lease(void)
{
    return !enforcement_has_lease(enforcement);
}

static uint64_t wanted;

static bool is_reported(void)
{
    return giver.position >= (int64_t) wanted;
}

static bool is_draining(void)
{
    return enforcement_is_draining(enforcement);
}

static bool has_cut(void)
{
    return cuts > 0;
}

static size_t reports_before;

static bool has_reported_twice(void)
{
    return giver.reports >= reports_before + 2;
}

/* Puts an event into CONSENTS; returns its sequence. */
static uint64_t happen(const struct event_contract *event, const void *data)
{
    static unsigned number;
    struct buffer bytes = {0};
    struct bus_message *answer;
    uint64_t first, last;
    char id[37], subject[120];
    uuid7(time_now_ms(), id);
    const struct common_event head = {.id = id, .type = event->type, .version = 1, .time = "2026-01-01T00:00:00.000Z"};
    message_encode(&common_event_type, &head, &bytes);
    message_encode(event->data, data, &bytes);
    (void) snprintf(subject, sizeof(subject), "samspil.event.consents.%u.%s", ++number, event->name);
    assert_int_equal(bus_request(bus, subject, (struct bytes){bytes.data, bytes.size}, 5000, &answer), 0);
    bus_release(answer);
    buffer_free(&bytes);
    assert_int_equal(stream_state(bus, "CONSENTS", &first, &last), 0);
    return last;
}

static uint64_t withdraw(const char *organisation_id, const char *citizen_id)
{
    return happen(&consents_withdrawn_event, &(struct consents_withdrawn){.consent_id = SOME_ID,
                                                                          .case_id = SOME_ID,
                                                                          .citizen_id = citizen_id,
                                                                          .home_id = OTHER,
                                                                          .organisation_id = organisation_id,
                                                                          .purpose = 1,
                                                                          .categories = 1,
                                                                          .given_by = 1});
}

static uint64_t expire(const char *organisation_id, const char *citizen_id)
{
    return happen(&consents_expired_event, &(struct consents_expired){.consent_id = SOME_ID,
                                                                      .case_id = SOME_ID,
                                                                      .citizen_id = citizen_id,
                                                                      .home_id = OTHER,
                                                                      .organisation_id = organisation_id,
                                                                      .purpose = 1,
                                                                      .categories = 1});
}

static enum verdict check(const char *organisation_id, const char *citizen_id, uint64_t consents)
{
    struct ground ground = {.by_consent = true, .consents = consents};
    (void) snprintf(ground.citizen_id, sizeof(ground.citizen_id), "%s", citizen_id);
    return enforcement_check(enforcement, organisation_id, &ground);
}

static int begin(void **state)
{
    static const char *const subjects[] = {"samspil.event.consents.>", NULL};
    struct bus_subscription *reports;
    const struct enforcement_sockets sockets = {unsent, cut, NULL};
    (void) state;
    giver = (struct giver){.gives = true};
    kernel_is_full = false;
    cuts = 0;
    server = nats_server_start(NULL);
    assert_int_equal(bus_open(&(struct bus_options){.url = nats_server_url(server), .name = "test"}, &bus), 0);
    box = mailbox_new(NULL, NULL);
    const struct stream_options options = {
        .name = "CONSENTS", .subjects = subjects, .replicas = 1, .duplicate_window_ms = 1000};
    assert_int_equal(stream_ensure(bus, &options), 0);
    assert_int_equal(bus_subscribe(bus, "samspil.consents.report_position", NULL, box, TAG_REPORT, &reports), 0);
    giver.ended = (int64_t) withdraw(ORGANISATION, CITIZEN_ID); /* before it began */
    assert_int_equal(enforcement_new(bus, box, TAG_CONSENTS, TAG_LEASE, &sockets, &enforcement), 0);
    return 0;
}

static int end(void **state)
{
    (void) state;
    enforcement_free(enforcement);
    bus_close(bus);
    mailbox_free(box);
    nats_server_stop(server);
    return 0;
}

static void what_needs_no_consent_passes(void **state)
{
    (void) state;
    assert_int_equal(enforcement_check(enforcement, ORGANISATION, &(struct ground){0}), VERDICT_PASSES);
    assert_int_equal(enforcement_check(enforcement, NULL, &(struct ground){0}), VERDICT_PASSES);
}

static void nothing_by_consent_without_a_lease(void **state)
{
    (void) state;
    assert_int_equal(check(ORGANISATION, "", 1), VERDICT_UNVERIFIABLE);
    run_until(has_lease);
    assert_int_equal(check(ORGANISATION, "", 1), VERDICT_PASSES);
    assert_int_equal(check(ORGANISATION, CITIZEN_ID, 1), VERDICT_PASSES);
    assert_int_equal(check(NULL, CITIZEN_ID, 1), VERDICT_UNVERIFIABLE);
    giver.gives = false;
    run_until(has_no_lease);
    assert_int_equal(check(ORGANISATION, "", 1), VERDICT_UNVERIFIABLE);
    giver.gives = true;
    run_until(has_lease);
}

static void nothing_decided_before_it_followed(void **state)
{
    (void) state;
    run_until(has_lease);
    assert_int_equal(check(ORGANISATION, "", 0), VERDICT_UNVERIFIABLE);
    assert_int_equal(check(OTHER, CITIZEN_2, 0), VERDICT_UNVERIFIABLE);
}

static void a_withdrawal_stops_what_was_decided_before_it(void **state)
{
    (void) state;
    run_until(has_lease);
    wanted = withdraw(ORGANISATION, CITIZEN_ID);
    run_until(is_reported);
    assert_int_equal(check(ORGANISATION, CITIZEN_ID, wanted - 1), VERDICT_WITHDRAWN);
    assert_int_equal(check(ORGANISATION, "", wanted - 1), VERDICT_WITHDRAWN);
    assert_int_equal(check(ORGANISATION, CITIZEN_2, wanted - 1), VERDICT_PASSES);
    assert_int_equal(check(OTHER, CITIZEN_ID, wanted - 1), VERDICT_PASSES);
    assert_int_equal(check(OTHER, "", wanted - 1), VERDICT_PASSES);
    /* What was decided after it knew of it. */
    assert_int_equal(check(ORGANISATION, CITIZEN_ID, wanted), VERDICT_PASSES);
    wanted = expire(OTHER, CITIZEN_2);
    run_until(is_reported);
    assert_int_equal(check(OTHER, CITIZEN_2, wanted - 1), VERDICT_WITHDRAWN);
}

static void no_lease_for_who_is_behind(void **state)
{
    (void) state;
    run_until(has_lease);
    giver.ended = 1000;
    run_until(has_no_lease);
    reports_before = giver.reports;
    run_until(has_reported_twice);
    assert_true(has_no_lease());
}

static void not_enforced_while_bytes_are_on_their_way(void **state)
{
    (void) state;
    run_until(has_lease);
    kernel_is_full = true;
    wanted = withdraw(ORGANISATION, CITIZEN_ID);
    run_until(is_draining);
    assert_int_equal(check(ORGANISATION, CITIZEN_ID, wanted - 1), VERDICT_WITHDRAWN);
    assert_true(giver.position < (int64_t) wanted);
    kernel_is_full = false;
    run_until(is_reported);
    assert_int_equal(cuts, 0);
}

static void who_takes_nothing_is_cut(void **state)
{
    (void) state;
    run_until(has_lease);
    kernel_is_full = true;
    wanted = withdraw(ORGANISATION, CITIZEN_ID);
    int64_t began = time_boottime_ms();
    run_until(has_cut);
    assert_true(time_boottime_ms() - began >= 450);
    run_until(is_reported);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_needs_no_consent_passes, begin, end),
        cmocka_unit_test_setup_teardown(nothing_by_consent_without_a_lease, begin, end),
        cmocka_unit_test_setup_teardown(nothing_decided_before_it_followed, begin, end),
        cmocka_unit_test_setup_teardown(a_withdrawal_stops_what_was_decided_before_it, begin, end),
        cmocka_unit_test_setup_teardown(no_lease_for_who_is_behind, begin, end),
        cmocka_unit_test_setup_teardown(not_enforced_while_bytes_are_on_their_way, begin, end),
        cmocka_unit_test_setup_teardown(who_takes_nothing_is_cut, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
