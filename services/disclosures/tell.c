/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Telling: each event of another stream is answered with one `told` for each recipient.
 *
 * Its contract says whose business it is. Of an event about a citizen, the home municipality (public task) and the
 * citizen learn everything, each other organisation that it concerns what its consents permit at this moment; the event
 * that ends a consent is the last they hear by it, as bare ids. What is decided here rests on the consents followed so
 * far and says so (told.consents); a decision that is late is caught where the data leaves: by the gateways and by
 * read_feed, which check again.
 *
 * An event that nobody is told leaves a `told` as well, so that the record shows the decision.
 */
#include "tell.h"

#include <string.h>

#include "disclosures_dispatch.h"
#include "rules.h"
#include "store.h"

#define EVERYTHING UINT32_MAX

struct recipient {
    enum disclosures_recipient kind;
    const char *id; /* NULL for public and nobody */
    enum common_basis basis;
    uint32_t permitted;
    const char *consent_id;
    bool marker, final; /* see told.final */
};

/* An event, taken apart by its contract. */
struct source {
    const struct event *event;
    const void *message;
    struct subject_of_care about; /* NULLs for what is not about a citizen */
    struct bytes data;            /* all of it */
    uint32_t categories;
};

/* An organisation that the event concerns; *to is filled only if it may know. */
static int add_organisation(struct call *call, const struct source *source, const char *id, struct recipient *to,
                            size_t *count)
{
    struct consent_state state;
    int rc = find_permitted(call->store, call->arena, source->about.citizen_id, id, call->now, &state);
    const char *ended = consent_ended_by(source->event->contract, source->message);
    if (rc || (!ended && state.categories == 0))
        return rc;
    to[(*count)++] = (struct recipient){
        .kind = DISCLOSURES_RECIPIENT_ORGANISATION,
        .id = id,
        .basis = COMMON_BASIS_CONSENT,
        .permitted = ended ? 0 : state.categories,
        .consent_id = ended ? ended : state.consent_id,
        .marker = ended != NULL,
        .final = ended && state.categories == 0,
    };
    return 0;
}

static int add_concerned(struct call *call, const struct source *source, struct recipient *to, size_t *count)
{
    const struct event_contract *contract = source->event->contract;
    const char **ids = ARENA_ARRAY(call->arena, const char *, contract->concern_count);
    size_t organisations = organisations_concerned(contract, source->message, ids);
    to[(*count)++] = (struct recipient){.kind = DISCLOSURES_RECIPIENT_ORGANISATION,
                                        .id = source->about.home_id,
                                        .basis = COMMON_BASIS_PUBLIC_TASK,
                                        .permitted = EVERYTHING};
    to[(*count)++] = (struct recipient){.kind = DISCLOSURES_RECIPIENT_CITIZEN,
                                        .id = source->about.citizen_id,
                                        .basis = COMMON_BASIS_OWN_DATA,
                                        .permitted = EVERYTHING};
    int rc = 0;
    for (size_t i = 0; !rc && i < organisations; i++)
        rc = add_organisation(call, source, ids[i], to, count);
    return rc;
}

/* to holds two more than the contract has concerns. */
static int find_recipients(struct call *call, const struct source *source, struct recipient *to, size_t *count)
{
    *count = 0;
    switch (source->event->contract->feed) {
    case FEED_CONCERNED:
        return add_concerned(call, source, to, count);
    case FEED_PUBLIC:
        to[(*count)++] = (struct recipient){.kind = DISCLOSURES_RECIPIENT_PUBLIC, .permitted = EVERYTHING};
        return 0;
    case FEED_NONE:
        to[(*count)++] = (struct recipient){.kind = DISCLOSURES_RECIPIENT_NOBODY};
        return 0;
    }
    return 0;
}

static int tell(struct call *call, const struct source *source, const struct recipient *to)
{
    const struct event *event = source->event;
    const struct event_contract *contract = event->contract;
    struct disclosures_told told = {
        .recipient_id = to->id,
        .recipient = to->kind,
        .stream = event->stream,
        .sequence = (int64_t) event->sequence,
        .type = contract->type,
        .consents = (int64_t) consent_position(call),
        .basis = to->basis,
        .consent_id = to->consent_id,
        .has_final = to->marker,
        .final = to->final,
        .case_id = source->about.case_id,
        .citizen_id = source->about.citizen_id,
        .home_id = source->about.home_id,
    };
    if (to->kind == DISCLOSURES_RECIPIENT_NOBODY)
        return emit_disclosures_told(call, &told);

    struct bytes data = source->data;
    told.categories = source->categories;
    if (to->permitted != EVERYTHING && !withhold_data(call->arena, contract, to->permitted, &data, &told.categories))
        return -EBADMSG;
    struct common_cloud_event entry = {
        .specversion = "1.0",
        .id = event->head.id,
        .source = arena_print(call->arena, "/samspil/%s", contract->service),
        .type = contract->type,
        .subject = told.case_id ? told.case_id : message_text_at(source->message, contract->subject),
        .time = event->head.time,
        .datacontenttype = "application/json",
        .traceparent = event->head.traceparent,
        .data = data,
    };
    told.entry = &entry;
    return emit_disclosures_told(call, &told);
}

int disclosures_tell(struct call *call, const struct event *event, const void *message)
{
    const struct event_contract *contract = event->contract;
    struct buffer data = {0};
    message_encode(contract->data, message, &data);
    const struct source source = {
        .event = event,
        .message = message,
        .about = {message_text_at(message, contract->case_id), message_text_at(message, contract->citizen_id),
                  message_text_at(message, contract->home_id)},
        .data = {(const uint8_t *) arena_copy(call->arena, data.data, data.size), data.size},
        .categories = message_categories(contract->data, message),
    };
    buffer_free(&data);

    struct recipient *to = ARENA_ARRAY(call->arena, struct recipient, contract->concern_count + 2);
    size_t count;
    const char *answered;
    int rc = find_answered(call->store, call->arena, event->stream, event->sequence, &answered);
    if (!rc)
        rc = find_recipients(call, &source, to, &count);
    for (size_t i = 0; !rc && i < count; i++) {
        const char *name = to[i].id ? to[i].id : message_enum_text(&disclosures_recipient_enum, (int) to[i].kind);
        if (!strstr(answered, name))
            rc = tell(call, &source, &to[i]);
    }
    return rc;
}

const char *disclosures_subject(struct call *call, const struct event_contract *event, const void *data)
{
    if (event != &disclosures_told_event)
        return NULL;
    const struct disclosures_told *told = data;
    return arena_print(call->arena, "samspil.feed.%s.%s.%s",
                       told->recipient_id ? told->recipient_id
                                          : message_enum_text(&disclosures_recipient_enum, (int) told->recipient),
                       told->entry ? told->entry->subject : "-", told->type + strlen("samspil."));
}
