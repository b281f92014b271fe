/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The consent check and the lease (consent.h says what they promise).
 *
 * runtime_consent holds the consents in force as far as CONSENTS has been followed; a row goes when its consent ends.
 * Expiry is checked against the clock as well, so it is on time even when nobody is there to say so.
 */
#include "consents_contract.h"
#include "running.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define ALL_CATEGORIES UINT32_MAX

static int consent_given(struct store *store, const struct event *event, const struct consents_given *given)
{
    struct query q = store_query(store, "INSERT OR REPLACE INTO runtime_consent (consent_id, case_id, citizen_id,"
                                        " home_id, organisation_id, purpose, categories, valid_until, given_sequence)"
                                        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    bind_text(&q, given->consent_id);
    bind_text(&q, given->case_id);
    bind_text(&q, given->citizen_id);
    bind_text(&q, given->home_id);
    bind_text(&q, given->organisation_id);
    bind_integer(&q, given->purpose);
    bind_integer(&q, given->categories);
    bind_text(&q, given->valid_until);
    bind_integer(&q, (int64_t) event->sequence);
    return store_run(&q);
}

static int consent_ended(struct store *store, const char *consent_id)
{
    struct query q = store_query(store, "DELETE FROM runtime_consent WHERE consent_id = ?");
    bind_text(&q, consent_id);
    return store_run(&q);
}

int consent_apply(struct runtime *runtime, const struct event *event, const void *data)
{
    if (event->contract == &consents_given_event)
        return consent_given(runtime->store, event, data);
    const char *ended = NULL;
    if (event->contract == &consents_withdrawn_event)
        ended = ((const struct consents_withdrawn *) data)->consent_id;
    else if (event->contract == &consents_expired_event)
        ended = ((const struct consents_expired *) data)->consent_id;
    if (!ended)
        return 0;
    runtime->lease.report_now = true;
    return consent_ended(runtime->store, ended);
}

uint64_t consent_position(struct call *call)
{
    return context_of(call)->consents;
}

void consent_told(struct call *call)
{
    if (call->who->organisation_id)
        context_of(call)->by_consent = true;
}

int consent_check(struct call *call, const char *citizen_id, const char *organisation_id, struct consent_state *state)
{
    *state = (struct consent_state){0};
    if (!lease_valid(context_of(call)->runtime))
        return fail(call, PROBLEM_CONSENT_UNVERIFIABLE);
    struct query q = store_query(call->store, "SELECT categories, consent_id FROM runtime_consent"
                                              " WHERE organisation_id = ? AND citizen_id = ? AND valid_until > ?"
                                              " ORDER BY given_sequence");
    bind_text(&q, organisation_id);
    bind_text(&q, citizen_id);
    bind_text(&q, call->now);
    while (store_next(&q)) {
        state->categories |= (uint32_t) column_integer(&q);
        state->consent_id = column_text(&q, call->arena);
    }
    if (state->categories != 0)
        consent_told(call);
    return store_end(&q);
}

/* One record for each case that a query touches, whatever number of its items do. */
static void disclosure_note(struct call *call, const struct subject_of_care *about, enum common_basis basis,
                            const char *consent_id, uint32_t categories)
{
    struct context *context = context_of(call);
    for (struct disclosed *known = context->disclosed; known; known = known->next)
        if (known->basis == basis && strcmp(known->about.case_id, about->case_id) == 0) {
            known->categories |= categories;
            return;
        }
    struct disclosed *disclosed = arena_zero(call->arena, sizeof *disclosed);
    *disclosed = (struct disclosed){*about, categories, basis, consent_id, context->disclosed};
    context->disclosed = disclosed;
}

void consent_shown(struct call *call, const struct subject_of_care *about, const char *consent_id,
                   const struct message_type *type, const void *item)
{
    disclosure_note(call, about, COMMON_BASIS_CONSENT, consent_id, message_categories(type, item));
    consent_told(call);
}

int consent_disclose(struct call *call, const struct subject_of_care *about, const struct message_type *type,
                     void *item)
{
    const struct common_principal *who = call->who;
    if (call_of(call, about->citizen_id)) {
        if (who->representation && item)
            disclosure_note(call, about, COMMON_BASIS_OWN_DATA, NULL, message_categories(type, item));
        return 0;
    }

    struct consent_state state = {.categories = ALL_CATEGORIES};
    enum common_basis basis = COMMON_BASIS_PUBLIC_TASK;
    if (!call_is(call, MEMBER) || !who->organisation_id)
        return fail(call, PROBLEM_NOT_FOUND);
    if (strcmp(who->organisation_id, about->home_id) != 0) {
        if (!context_of(call)->runtime->consents)
            return fail(call, PROBLEM_NOT_FOUND);
        int rc = consent_check(call, about->citizen_id, who->organisation_id, &state);
        if (rc)
            return rc;
        if (state.categories == 0)
            return fail(call, PROBLEM_NOT_FOUND);
        basis = COMMON_BASIS_CONSENT;
    }
    if (item) {
        message_withhold(type, item, state.categories);
        disclosure_note(call, about, basis, state.consent_id, message_categories(type, item));
    }
    return 0;
}

/*
 * The lease.
 */
bool lease_valid(const struct runtime *runtime)
{
    return time_boottime_ms() < atomic_load(&runtime->lease.until_ms);
}

void lease_tick(struct runtime *runtime)
{
    struct lease *lease = &runtime->lease;
    int64_t now_ms = time_boottime_ms();
    if (!runtime->consents || (now_ms < lease->next_report_ms && !lease->report_now))
        return;
    lease->report_now = false;
    lease->next_report_ms = now_ms + (lease_valid(runtime) ? CONSENT_REPORT_MS : CONSENT_RETRY_MS);

    struct common_call call = {.principal = {.subject = runtime->service->contract->service, .roles = SYSTEM}};
    struct consents_report_position report = {
        .instance = runtime->instance,
        .service = runtime->service->contract->service,
        .sequence = (int64_t) runtime->consents->committed,
    };
    struct buffer message = {0};
    message_encode(&common_call_type, &call, &message);
    message_encode(&consents_report_position_type, &report, &message);
    /* The reply's subject brings back when the report was sent: the lease counts from then. */
    struct arena arena = {0};
    const char *reply = arena_print(&arena, "%s.lease.%" PRId64, bus_inbox(runtime->bus), now_ms);
    /* A report that cannot be sent is the next one's business: without answers the lease just ends. */
    (void) bus_publish(runtime->bus, "samspil.consents.report_position", reply,
                       (struct bytes){message.data, message.size});
    arena_free(&arena);
    buffer_free(&message);
}

void lease_answered(struct runtime *runtime, const struct bus_message *message)
{
    struct arena arena = {0};
    struct message_error error;
    struct common_reply reply;
    struct consents_report_position_result result;
    size_t used;
    if (message->status == 0 &&
        !message_decode(&common_reply_type, message->data, MESSAGE_TOLERANT, &arena, &reply, &used, &error) &&
        !reply.problem &&
        !message_decode(&consents_report_position_result_type,
                        (struct bytes){message->data.data + used, message->data.size - used}, MESSAGE_TOLERANT, &arena,
                        &result, NULL, &error)) {
        int64_t sent_ms = strtoll(strrchr(message->subject, '.') + 1, NULL, 10);
        int64_t until_ms = sent_ms + result.lease_ms;
        if (runtime->consents->committed >= (uint64_t) result.ended_sequence &&
            until_ms > atomic_load(&runtime->lease.until_ms))
            atomic_store(&runtime->lease.until_ms, until_ms);
    }
    arena_free(&arena);
}
