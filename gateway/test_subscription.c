/* SPDX-License-Identifier: EUPL-1.2 */
/* Topics: what of a feed reaches a session, and whose feed it is. */
#include <stdio.h>

#include "cases_contract.h"
#include "directory_contract.h"
#include "disclosures_contract.h"
#include "identity.h"
#include "test_peer.h"

static struct disclosures_content content_of(const char *type)
{
    static const uint8_t data[] = {0x80};
    return (struct disclosures_content){.entry = {.specversion = "1.0",
                                                  .id = SOME_ID,
                                                  .source = "/samspil/x",
                                                  .type = type,
                                                  .subject = "s",
                                                  .time = "2026-01-01T00:00:00.000Z",
                                                  .datacontenttype = "application/json",
                                                  .data = {data, sizeof(data)}}};
}

/* As disclosures and the stream's republishing do it; the sequence has no header here, so it is 0. */
static void announce(const struct disclosures_announced *announced)
{
    const struct common_event head = {
        .id = SOME_ID, .type = "samspil.disclosures.announced", .version = 1, .time = "2026-01-01T00:00:00.000Z"};
    struct buffer bytes = {0};
    char subject[160];
    message_encode(&common_event_type, &head, &bytes);
    message_encode(&disclosures_announced_type, announced, &bytes);
    (void) snprintf(subject, sizeof(subject), "samspil.live%s", strchr(announced->type, '.'));
    assert_int_equal(bus_publish(service_bus, subject, NULL, (struct bytes){bytes.data, bytes.size}), 0);
    buffer_free(&bytes);
}

static void tell_about(const char *recipient_id, const char *name, enum common_basis basis, const char *citizen_id)
{
    char type[80];
    (void) snprintf(type, sizeof(type), "samspil.%s", name);
    const struct disclosures_content content = content_of(type);
    bool public = strcmp(recipient_id, FEED_PUBLIC_ID) == 0;
    const struct disclosures_addressee to = {.recipient = public ? DISCLOSURES_RECIPIENT_PUBLIC
                                                                 : DISCLOSURES_RECIPIENT_ORGANISATION,
                                             .recipient_id = public ? NULL : recipient_id,
                                             .basis = basis};
    announce(&(struct disclosures_announced){.type = type,
                                             .stream = "REFERRALS",
                                             .sequence = 1,
                                             .citizen_id = citizen_id,
                                             .consents = 5,
                                             .contents = {&content, 1},
                                             .addressees = {&to, 1}});
}

static void tell(const char *recipient_id, const char *name, enum common_basis basis)
{
    tell_about(recipient_id, name, basis, CITIZEN_ID);
}

static void tell_of_nobody(const char *recipient_id, const char *name)
{
    tell_about(recipient_id, name, COMMON_BASIS_NONE, NULL);
}

static void feeds(void **state)
{
    (void) state;
    sign_in("bo");
    receive("[32,1,{},\"samspil.feed\"]");
    run_until(3, 0);
    expect_last("[33,1,1]");
    receive("[32,2,{},\"samspil.feed\"]");
    expect_last("[33,2,1]");
    tell(ORGANISATION, "referrals.requested", COMMON_BASIS_CONSENT);
    run_until(5, 0);
    expect_in_last("[36,1,0,{},[],{\"specversion\":\"1.0\"");
    expect_in_last("\"cursor\":\"0\"");
    assert_true(sent.grounds[4].by_consent);
    assert_int_equal(sent.grounds[4].consents, 5);
    assert_string_equal(sent.grounds[4].citizen_id, CITIZEN_ID);
    /* The last word about a citizen needs no consent any more. */
    tell(ORGANISATION, "consents.withdrawn", COMMON_BASIS_CONSENT);
    run_until(6, 0);
    assert_false(sent.grounds[5].by_consent);

    receive("[34,3,1]");
    expect_last("[35,3]");
    receive("[32,4,{\"match\":\"prefix\"},\"samspil.feed.referrals.\"]");
    run_until(8, 0);
    receive("[32,5,{\"match\":\"wildcard\"},\"samspil.feed..requested\"]");
    expect_last("[33,5,3]");
    tell(SOME_ID, "referrals.requested", COMMON_BASIS_CONSENT); /* somebody else's */
    tell(ORGANISATION, "cases.opened", COMMON_BASIS_PUBLIC_TASK);
    tell(ORGANISATION, "referrals.requested", COMMON_BASIS_PUBLIC_TASK);
    run_until(11, 0);
    expect_in_last("[36,2,0,{\"topic\":\"samspil.feed.referrals.requested\"}");
    assert_int_equal(json_integer_value(json_array_get(sent.frames[9], 1)), 3);

    receive("[32,6,{\"match\":\"prefix\"},\"samspil.public\"]");
    run_until(12, 0);
    tell(FEED_PUBLIC_ID, "directory.offer_published", COMMON_BASIS_NONE);
    run_until(13, 0);
    expect_in_last("\"topic\":\"samspil.public.directory.offer_published\"");
    receive("[32,7,{},\"samspil.feed.a.b\"]");
    expect_in_last("[33,7,");
    receive("[32,8,{},\"samspil.feed.a.c\"]");
    expect_in_last("samspil.error.too_many_subscriptions");
    losses++;
    feed_tick(services.feed, time_monotonic_ns());
    assert_int_equal(sent.closed, CLOSE_TRY_AGAIN);
}

/* One message is for several: each hears what it is told, and nothing of what the others are. */
static void told_apart(void **state)
{
    (void) state;
    const struct disclosures_content contents[] = {content_of("samspil.referrals.transferred"),
                                                   content_of("samspil.referrals.cancelled"),
                                                   content_of("samspil.referrals.requested")};
    const struct disclosures_addressee to[] = {
        {.recipient = DISCLOSURES_RECIPIENT_CITIZEN, .recipient_id = CITIZEN_ID, .content = 0},
        {.recipient = DISCLOSURES_RECIPIENT_ORGANISATION, .recipient_id = ORGANISATION, .content = 2},
        {.recipient = DISCLOSURES_RECIPIENT_ORGANISATION, .recipient_id = SOME_ID, .content = 1},
        {.recipient = DISCLOSURES_RECIPIENT_ORGANISATION,
         .recipient_id = ORGANISATION,
         .content = 3}, /* is not there */
    };
    sign_in("bo");
    receive("[32,1,{},\"samspil.feed\"]");
    run_until(3, 0);
    announce(&(struct disclosures_announced){.type = "samspil.referrals.transferred",
                                             .stream = "REFERRALS",
                                             .sequence = 1,
                                             .citizen_id = CITIZEN_ID,
                                             .contents = {contents, 3},
                                             .addressees = {to, 4}});
    tell(ORGANISATION, "cases.opened", COMMON_BASIS_PUBLIC_TASK);
    run_until(5, 0);
    assert_int_equal(sent.count, 5);
    char *first = json_dumps(sent.frames[3], 0);
    assert_non_null(strstr(first, "samspil.referrals.requested"));
    assert_null(strstr(first, "transferred"));
    assert_null(strstr(first, "cancelled"));
    free(first);
    expect_in_last("samspil.cases.opened");
}

static void a_topic_asked_for_twice_while_it_waits(void **state)
{
    (void) state;
    sign_in("bo");
    receive("[32,1,{},\"samspil.feed\"]");
    receive("[32,2,{},\"samspil.feed\"]");
    assert_int_equal(sent.count, 2); /* neither is answered before the feed is live */
    run_until(4, 0);
    assert_int_equal(json_integer_value(json_array_get(sent.frames[2], 2)), 1);
    assert_int_equal(json_integer_value(json_array_get(sent.frames[3], 2)), 1);
    tell(ORGANISATION, "referrals.requested", COMMON_BASIS_PUBLIC_TASK);
    run_until(5, 0);
    assert_int_equal(sent.count, 5); /* one subscription, one event */
}

static void feeds_are_for_whom_they_are_for(void **state)
{
    (void) state;
    sign_in("somebody");
    receive("[32,1,{},\"samspil.feed\"]");
    expect_in_last("[8,32,1,{},\"wamp.error.not_authorized\"");
    receive("[32,2,{},\"samspil.public\"]");
    run_until(4, 0);
    expect_in_last("[33,2,");
    /* Whoever becomes a citizen may, without signing in again. */
    happen(&cases_citizen_linked_event,
           &(struct cases_citizen_linked){
               .case_id = SOME_ID, .citizen_id = CITIZEN_ID, .home_id = ORGANISATION, .subject = "somebody"});
    receive("[32,3,{},\"samspil.feed\"]");
    run_until(5, 0);
    tell(CITIZEN_ID, "cases.opened", COMMON_BASIS_OWN_DATA);
    run_until(6, 0);
    expect_in_last("[36,");
}

static void who_may_see_less_is_let_go(void **state)
{
    const struct directory_member_removed gone = {.organisation_id = ORGANISATION, .subject = "bo"};
    (void) state;
    sign_in("bo");
    happen(&directory_member_removed_event,
           &(struct directory_member_removed){.organisation_id = ORGANISATION, .subject = "other"});
    assert_int_equal(sent.closed, 0);
    happen(&directory_member_removed_event, &gone);
    assert_int_equal(sent.closed, CLOSE_TRY_AGAIN);
}

/* A project team hears of its organisation's pilots, and of nobody's case. */
static void feeds_without_citizens(void **state)
{
    (void) state;
    happen(&directory_member_added_event,
           &(struct directory_member_added){.organisation_id = ORGANISATION, .subject = "petra", .roles = PROJECT});
    sign_in("petra");
    receive("[32,1,{},\"samspil.feed\"]");
    run_until(3, 0);
    expect_last("[33,1,1]");
    tell(ORGANISATION, "cases.opened", COMMON_BASIS_PUBLIC_TASK);
    tell_of_nobody(ORGANISATION, "pilots.evidence_logged");
    run_until(4, 0);
    expect_in_last("samspil.pilots.evidence_logged");
    assert_int_equal(sent.count, 4);
}

static bool asked_after(const char *stream, int64_t sequence)
{
    bool named = false;
    for (size_t i = 0; i < asked.call.after.count; i++)
        named |=
            strcmp(asked.call.after.items[i].stream, stream) == 0 && asked.call.after.items[i].sequence == sequence;
    return named;
}

/* Who asks about what they have just heard of is answered by who knows of it. */
static void hearing_is_seeing(void **state)
{
    (void) state;
    sign_in("bo");
    receive("[32,1,{},\"samspil.feed\"]");
    run_until(3, 0);
    tell(ORGANISATION, "referrals.requested", COMMON_BASIS_PUBLIC_TASK);
    run_until(4, 0);
    receive("[48,1,{},\"samspil.directory.list_organisations\"]");
    run_until(5, 1);
    assert_true(asked_after("REFERRALS", 1));
}

/* Whoever comes here after the end of another gateway may have heard there of all that is stored. */
static void what_another_gateway_told(void **state)
{
    const char *const subjects[] = {"samspil.feed.>", NULL};
    const struct stream_options feeds = {
        .name = "FEEDS", .subjects = subjects, .replicas = 1, .duplicate_window_ms = 1000};
    struct bus_message *stored;
    (void) state;
    assert_int_equal(stream_ensure(service_bus, &feeds), 0);
    assert_int_equal(bus_request(service_bus, "samspil.feed.referrals.requested", (struct bytes){0}, 5000, &stored), 0);
    bus_release(stored);
    begin_elsewhere();
    sign_in("bo");
    receive("[48,1,{},\"samspil.directory.list_organisations\"]");
    run_until(3, 1);
    assert_true(asked_after("FEEDS", 1));
}

static void represent(const char *subject, uint32_t scopes)
{
    happen(&cases_representative_linked_event, &(struct cases_representative_linked){.representation_id = SOME_ID,
                                                                                     .case_id = SOME_ID,
                                                                                     .citizen_id = CITIZEN_ID,
                                                                                     .home_id = ORGANISATION,
                                                                                     .subject = subject,
                                                                                     .scopes = scopes});
}

static void representatives(void **state)
{
    const struct cases_representation_ended over = {
        .representation_id = SOME_ID, .case_id = SOME_ID, .citizen_id = CITIZEN_ID, .home_id = ORGANISATION};
    char text[2048];
    (void) state;
    represent("bo", 1u << (COMMON_SCOPE_CASE - 1));
    receive("[1,\"samspil\",{\"authmethods\":[\"ticket\"],\"authextra\":{\"citizen\":\"" CITIZEN_ID "\"}}]");
    char *token = test_token_of(issuer, "bo");
    (void) snprintf(text, sizeof(text), "[5,\"%s\",{}]", token);
    receive(text);
    free(token);
    expect_in_last("\"authrole\":\"citizen\"");
    expect_in_last("\"authextra\":{\"citizen_id\":\"" CITIZEN_ID "\",\"representation_id\":\"" SOME_ID "\"}");
    receive("[48,1,{},\"samspil.directory.list_organisations\"]");
    run_until(3, 1);
    assert_string_equal(asked.call.principal.citizen_id, CITIZEN_ID);
    assert_string_equal(asked.call.principal.representation->representation_id, SOME_ID);
    assert_int_equal(asked.call.principal.representation->scopes, 1u << (COMMON_SCOPE_CASE - 1));
    receive("[32,1,{},\"samspil.feed\"]");
    run_until(4, 1);
    tell(CITIZEN_ID, "cases.opened", COMMON_BASIS_OWN_DATA);
    run_until(5, 1);
    expect_in_last("[36,");
    happen(&cases_representation_ended_event, &over);
    assert_int_equal(sent.closed, CLOSE_TRY_AGAIN);
}

static void a_feed_is_for_who_may_see_the_case(void **state)
{
    (void) state;
    represent("somebody", 1u << (COMMON_SCOPE_PLAN - 1));
    sign_in("somebody");
    expect_in_last("\"authrole\":\"citizen\"");
    receive("[32,1,{},\"samspil.feed\"]");
    expect_in_last("[8,32,1,{},\"wamp.error.not_authorized\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(feeds),
        TEST(told_apart),
        TEST(a_topic_asked_for_twice_while_it_waits),
        TEST(feeds_are_for_whom_they_are_for),
        TEST(who_may_see_less_is_let_go),
        TEST(feeds_without_citizens),
        TEST(hearing_is_seeing),
        TEST(what_another_gateway_told),
        TEST(representatives),
        TEST(a_feed_is_for_who_may_see_the_case),
    };
    return cmocka_run_group_tests(tests, issuer_begin, issuer_end);
}
