/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Telling: each event of another stream is answered with one `announced` for all who are told of it.
 *
 * Its contract says whose business it is. Of an event about a citizen, the home municipality (public task) and the
 * citizen (unless it is the municipality's own affair) learn everything, each other organisation that it concerns what
 * its consents permit at this moment, of an event that concerns several in a view of its own (rules.h); the event that
 * ends a consent is the last they hear by it, as bare ids. What is decided here rests on the consents followed so far and
 * says so (announced.consents); a decision that is late is caught where the data leaves: by the gateways and by
 * read_feed, which check again.
 *
 * An event that nobody is told leaves an `announced` as well, so that the record shows the decision. Who is told two
 * things of one event (both referrals of a transfer) is told by two: a cursor is one entry of a feed.
 */
#include "tell.h"

#include <string.h>

#include "disclosures_dispatch.h"
#include "identity.h"
#include "rules.h"
#include "store.h"

#define EVERYTHING UINT32_MAX

/* What can be told: the event, or a view of it. */
struct content {
    const struct event_contract *contract;
    const void *message;
    struct bytes data; /* all of it, encoded */
    uint32_t categories;
};

struct recipient {
    const struct content *content;
    enum disclosures_recipient kind;
    const char *id; /* NULL for public */
    enum common_basis basis;
    uint32_t permitted;
    const char *consent_id;
    bool marker, final; /* see addressee.final */
    bool told;
};

/* An event, taken apart by its contract. */
struct source {
    const struct event *event;
    struct subject_of_care about; /* NULLs for what is not about a citizen */
    const struct content *whole;
};

static const struct content *content_make(struct arena *arena, const struct event_contract *contract,
                                          const void *message)
{
    struct buffer data = {0};
    message_encode(contract->data, message, &data);
    struct content *content = ARENA_ARRAY(arena, struct content, 1);
    *content = (struct content){
        .contract = contract,
        .message = message,
        .data = arena_take(arena, &data),
        .categories = message_categories(contract->data, message),
    };
    return content;
}

/* What a view shows is the same for all who get it: made once. */
static const struct content *content_of(struct call *call, const struct source *source, const struct view *view,
                                        const struct recipient *earlier, size_t count)
{
    if (!view)
        return source->whole;
    for (size_t i = 0; i < count; i++)
        if (earlier[i].content->contract == view->as)
            return earlier[i].content;
    return content_make(call->arena, view->as, view_data(call->arena, view, source->whole->message));
}

/* An organisation that the event concerns; *to is filled only if it may know. */
static int add_organisation(struct call *call, const struct source *source, const struct concerned *concerned,
                            struct recipient *to, size_t *count)
{
    const struct view *view = concerned->view;
    const void *message = source->whole->message;
    struct consent_state state;
    int rc = find_permitted(call->store, call->arena, source->about.citizen_id, concerned->id, call->now, &state);
    const char *ended = consent_ended_by(source->event->contract, message);
    const struct event_contract *told = view ? view->as : source->event->contract;
    if (rc || (!ended && !may_be_told(told, state.categories)))
        return rc;
    to[*count] = (struct recipient){
        .content = content_of(call, source, view, to, *count),
        .kind = DISCLOSURES_RECIPIENT_ORGANISATION,
        .id = concerned->id,
        .basis = COMMON_BASIS_CONSENT,
        .permitted = ended ? 0 : state.categories,
        .consent_id = ended ? ended : state.consent_id,
        .marker = ended != NULL,
        .final = ended && state.categories == 0,
    };
    ++*count;
    return 0;
}

/* Of an event that is about nobody in particular, the organisations learn everything. */
static void add_unconditionally(const struct source *source, const struct concerned *concerned, size_t organisations,
                                struct recipient *to, size_t *count)
{
    for (size_t i = 0; i < organisations; i++)
        to[(*count)++] = (struct recipient){.content = source->whole,
                                            .kind = DISCLOSURES_RECIPIENT_ORGANISATION,
                                            .id = concerned[i].id,
                                            .permitted = EVERYTHING};
}

static void add_home(const struct source *source, struct recipient *to, size_t *count)
{
    to[(*count)++] = (struct recipient){.content = source->whole,
                                        .kind = DISCLOSURES_RECIPIENT_ORGANISATION,
                                        .id = source->about.home_id,
                                        .basis = COMMON_BASIS_PUBLIC_TASK,
                                        .permitted = EVERYTHING};
}

static int add_by_consent(struct call *call, const struct source *source, const struct concerned *concerned,
                          size_t organisations, struct recipient *to, size_t *count)
{
    add_home(source, to, count);
    to[(*count)++] = (struct recipient){.content = source->whole,
                                        .kind = DISCLOSURES_RECIPIENT_CITIZEN,
                                        .id = source->about.citizen_id,
                                        .basis = COMMON_BASIS_OWN_DATA,
                                        .permitted = EVERYTHING};
    int rc = 0;
    for (size_t i = 0; !rc && i < organisations; i++)
        rc = add_organisation(call, source, &concerned[i], to, count);
    return rc;
}

static int find_recipients(struct call *call, const struct source *source, struct recipient **recipients, size_t *count)
{
    const struct event_contract *contract = source->event->contract;
    const void *data = source->whole->message;
    const struct concerned *concerned;
    size_t organisations = organisations_concerned(call->arena, contract, data, &concerned);
    struct recipient *to = *recipients = ARENA_ARRAY(call->arena, struct recipient, organisations + 2);
    *count = 0;
    /* What is public is of everybody's concern, and still of theirs whom it names. */
    if (is_public(contract, data))
        to[(*count)++] =
            (struct recipient){.content = source->whole, .kind = DISCLOSURES_RECIPIENT_PUBLIC, .permitted = EVERYTHING};
    if (contract->feed == FEED_HOME)
        add_home(source, to, count);
    if (contract->feed == FEED_CONCERNED && source->about.citizen_id)
        return add_by_consent(call, source, concerned, organisations, to, count);
    if (contract->feed == FEED_CONCERNED)
        add_unconditionally(source, concerned, organisations, to, count);
    return 0;
}

/* A view is an event of its own to who hears it, and that may be two of one event: its id is made of both. */
static const char *entry_id(struct arena *arena, const struct event *event, const struct event_contract *told)
{
    if (told == event->contract)
        return event->head.id;
    char *id = arena_alloc(arena, sizeof "00000000-0000-0000-0000-000000000000");
    uuid8(event->head.id, told->type, id);
    return id;
}

static struct common_cloud_event entry_make(struct call *call, const struct source *source,
                                            const struct content *content, struct bytes data)
{
    const struct event *event = source->event;
    const struct event_contract *contract = content->contract;
    return (struct common_cloud_event){
        .specversion = "1.0",
        .id = entry_id(call->arena, event, contract),
        .source = arena_print(call->arena, "/samspil/%s", contract->service),
        .type = contract->type,
        .subject = source->about.case_id ? source->about.case_id : message_text_at(content->message, contract->subject),
        .time = event->head.time,
        .datacontenttype = "application/json",
        .traceparent = event->head.traceparent,
        .data = data,
    };
}

/* An announcement while it is made: what is told, each once however many are told it. */
struct announcement {
    struct disclosures_content *contents;
    struct {
        const struct content *whole;
        uint32_t left; /* what is in it of its categories */
    } * of;
    struct disclosures_addressee *addressees;
    size_t content_count, addressee_count;
};

/* Which of the contents this recipient is told; it is added if nobody is yet. 0 or -EBADMSG. */
static int find_content(struct call *call, const struct source *source, const struct recipient *to,
                        struct announcement *announcement, size_t *found)
{
    const struct content *whole = to->content;
    uint32_t left = whole->categories & to->permitted;
    for (*found = 0; *found < announcement->content_count; ++*found)
        if (announcement->of[*found].whole == whole && announcement->of[*found].left == left)
            return 0;
    struct bytes data = whole->data;
    uint32_t categories = whole->categories;
    if (left != categories && !withhold_data(call->arena, whole->contract, to->permitted, &data, &categories))
        return -EBADMSG;
    announcement->of[*found].whole = whole;
    announcement->of[*found].left = left;
    announcement->contents[*found] = (struct disclosures_content){entry_make(call, source, whole, data), categories};
    announcement->content_count++;
    return 0;
}

static bool is_addressed(const struct announcement *announcement, const struct recipient *to)
{
    for (size_t i = 0; i < announcement->addressee_count; i++) {
        const struct disclosures_addressee *one = &announcement->addressees[i];
        if (one->recipient == to->kind && (!to->id || strcmp(one->recipient_id, to->id) == 0))
            return true;
    }
    return false;
}

/* One announcement to everybody who is still to be told, one thing each. */
static int announce(struct call *call, const struct source *source, struct recipient *to, size_t count)
{
    const struct event *event = source->event;
    struct announcement made = {
        .contents = ARENA_ARRAY(call->arena, struct disclosures_content, count),
        .of = arena_zero(call->arena, count * sizeof *made.of),
        .addressees = ARENA_ARRAY(call->arena, struct disclosures_addressee, count),
    };
    for (size_t i = 0; i < count; i++) {
        size_t content;
        if (to[i].told || is_addressed(&made, &to[i]))
            continue;
        int rc = find_content(call, source, &to[i], &made, &content);
        if (rc)
            return rc;
        made.addressees[made.addressee_count++] = (struct disclosures_addressee){
            .recipient = to[i].kind,
            .recipient_id = to[i].id,
            .content = (int64_t) content,
            .basis = to[i].basis,
            .consent_id = to[i].consent_id,
            .has_final = to[i].marker,
            .final = to[i].final,
        };
        to[i].told = true;
    }
    struct disclosures_announced announced = {
        .stream = event->stream,
        .sequence = (int64_t) event->sequence,
        .type = event->contract->type,
        .case_id = source->about.case_id,
        .citizen_id = source->about.citizen_id,
        .home_id = source->about.home_id,
        .consents = (int64_t) consent_position(call),
        .contents = {made.contents, made.content_count},
        .addressees = {made.addressees, made.addressee_count},
    };
    return emit_disclosures_announced(call, &announced);
}

static bool anybody_left(const struct recipient *to, size_t count)
{
    size_t told = 0;
    while (told < count && to[told].told)
        told++;
    return told < count;
}

/* After a crash an event may have been announced to some only. */
static bool was_told(struct call *call, const char *answered, const struct recipient *to)
{
    const char *name = recipient_name(to->kind, to->id);
    return strstr(answered, arena_print(call->arena, "%s:%s", to->content->contract->type, name)) != NULL;
}

int disclosures_tell(struct call *call, const struct event *event, const void *message)
{
    const struct event_contract *contract = event->contract;
    const struct source source = {
        .event = event,
        .about = {message_text_at(message, contract->case_id), message_text_at(message, contract->citizen_id),
                  message_text_at(message, contract->home_id)},
        .whole = content_make(call->arena, contract, message),
    };

    struct recipient *to = NULL;
    size_t count = 0;
    const char *answered;
    int rc = find_answered(call->store, call->arena, event->stream, event->sequence, &answered);
    if (!rc)
        rc = find_recipients(call, &source, &to, &count);
    for (size_t i = 0; !rc && i < count; i++)
        to[i].told = answered && was_told(call, answered, &to[i]);
    if (!rc && !answered && count == 0)
        return announce(call, &source, to, count);
    while (!rc && anybody_left(to, count))
        rc = announce(call, &source, to, count);
    return rc;
}

const char *disclosures_subject(struct call *call, const struct event_contract *event, const void *data)
{
    if (event != &disclosures_announced_event)
        return NULL;
    const struct disclosures_announced *announced = data;
    return arena_print(call->arena, "samspil.feed.%s", announced->type + strlen("samspil."));
}
