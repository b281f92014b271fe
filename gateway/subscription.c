/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Subscriptions of a session to feeds. A topic has the same subscription id in all sessions, so that an event is
 * encoded once for all of them.
 *
 *     samspil.feed                         everything of the own feed
 *     samspil.feed.referrals.requested     one type of event; prefixes and wildcards of such
 *     samspil.public …                     the same of what everybody may know
 */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "disclosures_contract.h"
#include "session_internal.h"
#include "table.h"

#define OWN_FEED "samspil.feed"
#define PUBLIC_FEED "samspil.public"

struct topic {
    struct table_link link; /* by its match and its text */
    struct topics *topics;
    uint64_t id;
    size_t references;
    enum wamp_match match;
    const char *text, *base; /* base: the feed it is of */
};

struct topics {
    struct table table;
    uint32_t last_id;
};

struct topics *topics_new(void)
{
    struct topics *topics = calloc(1, sizeof(*topics));
    if (!topics)
        abort();
    return topics;
}

void topics_free(struct topics *topics)
{
    table_free(&topics->table);
    free(topics);
}

/* The feed that a topic is of, NULL for none: the feed itself, or something behind its name and a dot. */
static const char *base_of(const char *text)
{
    static const char *const bases[] = {OWN_FEED, PUBLIC_FEED};
    for (size_t i = 0; i < sizeof(bases) / sizeof(bases[0]); i++) {
        size_t length = strlen(bases[i]);
        if (strncmp(text, bases[i], length) == 0 && (text[length] == '\0' || text[length] == '.'))
            return bases[i];
    }
    return NULL;
}

static struct topic *topic_hold(struct topics *topics, enum wamp_match match, const char *text, struct arena *arena)
{
    const char *key = arena_print(arena, "%d %s", match, text);
    struct topic *topic = TABLE_AT(&topics->table, key, struct topic);
    if (topic->references++ == 0) {
        topic->topics = topics;
        topic->id = ++topics->last_id;
        topic->match = match;
        topic->text = strchr(topic->link.key, ' ') + 1;
        topic->base = base_of(text);
    }
    return topic;
}

static void topic_release(struct topic *topic)
{
    if (--topic->references > 0)
        return;
    table_remove(&topic->topics->table, &topic->link);
    free(topic);
}

static bool is_whole_feed(const struct topic *topic)
{
    return topic->match == WAMP_MATCH_EXACT && strcmp(topic->text, topic->base) == 0;
}

/* What a frame is made for; feed_entry_frame's key is the topic's id and the serializer. */
struct making {
    struct session *session;
    const struct topic *topic;
    const char *uri;
};

static struct frame *make_event(const struct feed_entry *entry, uint64_t key, void *closure)
{
    (void) key;
    const struct making *making = closure;
    struct session_services *services = making->session->services;
    uint64_t publication;
    randombytes_buf(&publication, sizeof(publication));
    buffer_clear(&services->message);
    wamp_event(&services->message, making->topic->id, 1 + publication % WAMP_MAX_ID,
               making->topic->match == WAMP_MATCH_EXACT ? NULL : making->uri, entry->event);
    return session_frame(services, making->session->is_json,
                         (struct bytes){services->message.data, services->message.size});
}

static void receive_entry(struct feed_listener *listener, struct feed_entry *entry)
{
    struct listening *listening = (struct listening *) listener;
    struct session *session = listening->session;
    if (!feed_entry_is_for(entry, session->who.roles))
        return;
    arena_reset(&session->services->arena);
    for (struct subscription *subscription = listening->subscriptions; subscription && session->state != SESSION_OVER;
         subscription = subscription->next) {
        const struct topic *topic = subscription->topic;
        const char *uri = arena_print(&session->services->arena, "%s.%s", topic->base, entry->name);
        if (subscription->request != 0 || (!is_whole_feed(topic) && !wamp_matches(topic->match, topic->text, uri)))
            continue;
        struct making making = {session, topic, uri};
        struct frame *frame = feed_entry_frame(entry, topic->id << 1 | session->is_json, make_event, &making);
        session->output.send(session->output.closure, frame, &entry->ground, 0);
    }
}

static void confirm(struct session *session, const struct topic *topic, uint64_t request)
{
    buffer_clear(&session->services->message);
    wamp_subscribed(&session->services->message, request, topic->id);
    session_send(session, NULL, 0);
}

static void drop(struct session *session, struct subscription **place)
{
    struct subscription *gone = *place;
    *place = gone->next;
    topic_release(gone->topic);
    free(gone);
    session->subscription_count--;
}

static struct subscription *find_topic(struct listening *listening, const struct topic *topic)
{
    struct subscription *subscription = listening->subscriptions;
    while (subscription && subscription->topic != topic)
        subscription = subscription->next;
    return subscription;
}

static void feed_is_ready(struct feed_listener *listener, bool usable)
{
    struct listening *listening = (struct listening *) listener;
    struct session *session = listening->session;
    while (!usable && listening->subscriptions) {
        session_error(session, WAMP_SUBSCRIBE, listening->subscriptions->request, &problem_table[PROBLEM_UNAVAILABLE]);
        drop(session, &listening->subscriptions);
    }
    struct subscription **place = &listening->subscriptions;
    while (*place) {
        struct subscription *waiting = *place;
        confirm(session, waiting->topic, waiting->request);
        waiting->request = 0;
        /* The same topic, asked for again while it waited, is one subscription with two answers. */
        if (find_topic(listening, waiting->topic) != waiting)
            drop(session, place);
        else
            place = &waiting->next;
    }
}

static void feed_is_lost(struct feed_listener *listener)
{
    struct session *session = ((struct listening *) listener)->session;
    if (session->state != SESSION_OVER)
        session_end(session, CLOSE_TRY_AGAIN);
}

void subscriptions_begin(struct session *session)
{
    const struct feed_listener listener = {.ready = feed_is_ready, .receive = receive_entry, .lost = feed_is_lost};
    session->own = session->everybody = (struct listening){.listener = listener, .session = session};
}

static void end_listening(struct session *session, struct listening *listening)
{
    feed_unlisten(session->services->feed, &listening->listener);
    while (listening->subscriptions)
        drop(session, &listening->subscriptions);
}

void subscriptions_end(struct session *session)
{
    end_listening(session, &session->own);
    end_listening(session, &session->everybody);
}

/* Whose feed a session hears under a base; NULL when it may hear none. */
static const char *recipient_of(struct session *session, const char *base)
{
    if (session->identity.is_anonymous)
        return NULL;
    if (strcmp(base, PUBLIC_FEED) == 0)
        return FEED_PUBLIC_ID;
    int problem = principal_resolve(session->services->principals, &session->identity, &session->who);
    if (problem != 0 || !procedure_permits(&disclosures_read_feed_procedure, &session->who))
        return NULL;
    return session->who.organisation_id ? session->who.organisation_id : session->who.citizen_id;
}

static void add(struct session *session, struct listening *listening, const char *recipient_id, struct topic *topic,
                uint64_t request)
{
    struct subscription *known = find_topic(listening, topic);
    if (known && known->request == 0) {
        confirm(session, topic, request);
        topic_release(topic);
        return;
    }
    struct subscription *subscription = calloc(1, sizeof(*subscription));
    if (!subscription)
        abort();
    bool is_ready = listening->listener.recipient && listening->listener.told;
    *subscription = (struct subscription){listening->subscriptions, topic, is_ready ? 0 : request};
    listening->subscriptions = subscription;
    session->subscription_count++;
    if (is_ready)
        confirm(session, topic, request);
    else if (!listening->listener.recipient)
        feed_listen(session->services->feed, recipient_id, &listening->listener);
}

void subscription_add(struct session *session, const struct wamp_message *message)
{
    struct session_services *services = session->services;
    enum wamp_match match = wamp_match_of(message, &services->arena);
    const char *base = base_of(message->uri), *recipient_id = base ? recipient_of(session, base) : NULL;
    const struct problem_text *refusal = NULL;
    if (!wamp_uri_is_valid(message->uri, match != WAMP_MATCH_EXACT))
        refusal = &refusals[REFUSAL_INVALID_URI];
    else if (!recipient_id)
        refusal = &problem_table[PROBLEM_NOT_AUTHORIZED];
    else if (session->subscription_count >= (size_t) limits.subscriptions)
        refusal = &refusals[REFUSAL_TOO_MANY_SUBSCRIPTIONS];
    if (refusal) {
        session_error(session, WAMP_SUBSCRIBE, message->request, refusal);
        return;
    }
    if (!session_count(session, WAMP_SUBSCRIBE, message->request))
        return;
    struct listening *listening = strcmp(base, PUBLIC_FEED) == 0 ? &session->everybody : &session->own;
    struct topic *topic = topic_hold(services->topics, match, message->uri, &services->arena);
    add(session, listening, recipient_id, topic, message->request);
}

static bool remove_from(struct session *session, struct listening *listening, uint64_t id)
{
    struct subscription **place = &listening->subscriptions;
    while (*place && (*place)->topic->id != id)
        place = &(*place)->next;
    if (!*place)
        return false;
    drop(session, place);
    if (!listening->subscriptions)
        feed_unlisten(session->services->feed, &listening->listener);
    return true;
}

void subscription_remove(struct session *session, const struct wamp_message *message)
{
    if (!remove_from(session, &session->own, message->other) &&
        !remove_from(session, &session->everybody, message->other)) {
        session_error_uri(session, WAMP_UNSUBSCRIBE, message->request, "wamp.error.no_such_subscription");
        return;
    }
    buffer_clear(&session->services->message);
    wamp_unsubscribed(&session->services->message, message->request);
    session_send(session, NULL, 0);
}
