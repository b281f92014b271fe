/* SPDX-License-Identifier: EUPL-1.2 */
#include "packer.h"
#include "wamp.h"

static void pack_entry(msgpack_packer *packer, const char *name, const char *text)
{
    pack_text(packer, name);
    pack_text(packer, text);
}

static void begin(msgpack_packer *packer, size_t elements, enum wamp_code code)
{
    (void) msgpack_pack_array(packer, elements);
    (void) msgpack_pack_int(packer, (int) code);
}

/* args are always empty: everything has a name. */
static void pack_kwargs(msgpack_packer *packer, struct buffer *to, struct bytes kwargs)
{
    if (!kwargs.data)
        return;
    (void) msgpack_pack_array(packer, 0);
    buffer_append(to, kwargs.data, kwargs.size);
}

static size_t kwargs_elements(struct bytes kwargs)
{
    return kwargs.data ? 2 : 0;
}

static void pack_features(msgpack_packer *packer, const char *role, const char *const *features, size_t count)
{
    pack_text(packer, role);
    (void) msgpack_pack_map(packer, 1);
    pack_text(packer, "features");
    (void) msgpack_pack_map(packer, count);
    for (size_t i = 0; i < count; i++) {
        pack_text(packer, features[i]);
        (void) msgpack_pack_true(packer);
    }
}

void wamp_welcome(struct buffer *to, const struct wamp_welcome *welcome)
{
    static const char *const broker[] = {"pattern_based_subscription"};
    static const char *const dealer[] = {"progressive_call_results", "call_canceling", "call_timeout"};
    msgpack_packer packer = packer_to(to);
    begin(&packer, 3, WAMP_WELCOME);
    (void) msgpack_pack_uint64(&packer, welcome->session);
    (void) msgpack_pack_map(&packer, 8);
    pack_entry(&packer, "realm", welcome->realm);
    pack_entry(&packer, "authid", welcome->authid);
    pack_entry(&packer, "authrole", welcome->authrole);
    pack_entry(&packer, "authmethod", welcome->authmethod);
    pack_entry(&packer, "authprovider", welcome->authprovider);
    pack_entry(&packer, "agent", "samspil-gateway");
    pack_text(&packer, "roles");
    (void) msgpack_pack_map(&packer, 2);
    pack_features(&packer, "broker", broker, sizeof(broker) / sizeof(broker[0]));
    pack_features(&packer, "dealer", dealer, sizeof(dealer) / sizeof(dealer[0]));
    pack_text(&packer, "authextra");
    const struct {
        const char *name, *text;
    } extra[] = {{"organisation_id", welcome->organisation_id},
                 {"citizen_id", welcome->citizen_id},
                 {"representation_id", welcome->representation_id}};
    size_t count = sizeof(extra) / sizeof(extra[0]), present = 0;
    for (size_t i = 0; i < count; i++)
        present += extra[i].text != NULL;
    (void) msgpack_pack_map(&packer, present);
    for (size_t i = 0; i < count; i++) {
        if (extra[i].text)
            pack_entry(&packer, extra[i].name, extra[i].text);
    }
}

void wamp_abort(struct buffer *to, const char *reason, const char *message)
{
    msgpack_packer packer = packer_to(to);
    begin(&packer, 3, WAMP_ABORT);
    (void) msgpack_pack_map(&packer, 1);
    pack_entry(&packer, "message", message);
    pack_text(&packer, reason);
}

void wamp_challenge(struct buffer *to)
{
    msgpack_packer packer = packer_to(to);
    begin(&packer, 3, WAMP_CHALLENGE);
    pack_text(&packer, "ticket");
    (void) msgpack_pack_map(&packer, 0);
}

void wamp_goodbye(struct buffer *to)
{
    msgpack_packer packer = packer_to(to);
    begin(&packer, 3, WAMP_GOODBYE);
    (void) msgpack_pack_map(&packer, 0);
    pack_text(&packer, "wamp.close.goodbye_and_out");
}

void wamp_result(struct buffer *to, uint64_t request, struct bytes kwargs)
{
    msgpack_packer packer = packer_to(to);
    begin(&packer, 3 + kwargs_elements(kwargs), WAMP_RESULT);
    (void) msgpack_pack_uint64(&packer, request);
    (void) msgpack_pack_map(&packer, 0);
    pack_kwargs(&packer, to, kwargs);
}

void wamp_error(struct buffer *to, enum wamp_code answered, uint64_t request, const char *uri, struct bytes kwargs)
{
    msgpack_packer packer = packer_to(to);
    begin(&packer, 5 + kwargs_elements(kwargs), WAMP_ERROR);
    (void) msgpack_pack_int(&packer, (int) answered);
    (void) msgpack_pack_uint64(&packer, request);
    (void) msgpack_pack_map(&packer, 0);
    pack_text(&packer, uri);
    pack_kwargs(&packer, to, kwargs);
}

void wamp_subscribed(struct buffer *to, uint64_t request, uint64_t subscription)
{
    msgpack_packer packer = packer_to(to);
    begin(&packer, 3, WAMP_SUBSCRIBED);
    (void) msgpack_pack_uint64(&packer, request);
    (void) msgpack_pack_uint64(&packer, subscription);
}

void wamp_unsubscribed(struct buffer *to, uint64_t request)
{
    msgpack_packer packer = packer_to(to);
    begin(&packer, 2, WAMP_UNSUBSCRIBED);
    (void) msgpack_pack_uint64(&packer, request);
}

void wamp_event(struct buffer *to, uint64_t subscription, uint64_t publication, const char *topic, struct bytes kwargs)
{
    msgpack_packer packer = packer_to(to);
    begin(&packer, 4 + kwargs_elements(kwargs), WAMP_EVENT);
    (void) msgpack_pack_uint64(&packer, subscription);
    (void) msgpack_pack_uint64(&packer, publication);
    (void) msgpack_pack_map(&packer, topic ? 1 : 0);
    if (topic)
        pack_entry(&packer, "topic", topic);
    pack_kwargs(&packer, to, kwargs);
}
