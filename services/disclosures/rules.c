/* SPDX-License-Identifier: EUPL-1.2 */
#include "rules.h"

#include <string.h>

#include "consents_contract.h"
#include "plans_contract.h"
#include "referrals_contract.h"

#define REQUESTED(field) offsetof(struct referrals_requested, field)
#define TRANSFERRED(field) offsetof(struct referrals_transferred, field)

/* Those from whom a goal or an activity was hidden learn that, instead of what it is now. Of a transfer, the organisation
 * that had the referral learns that it has it no more, and the one that gets it that it has one: neither learns of the
 * other. */
static const struct view views[] = {
    {
        .event = &plans_goal_changed_event,
        .concern = offsetof(struct plans_goal_changed, former_ids),
        .as = &plans_goal_hidden_event,
    },
    {
        .event = &plans_activity_changed_event,
        .concern = offsetof(struct plans_activity_changed, former_ids),
        .as = &plans_activity_hidden_event,
    },
    {
        .event = &referrals_transferred_event,
        .concern = TRANSFERRED(performer_id),
        .as = &referrals_cancelled_event,
    },
    {
        .event = &referrals_transferred_event,
        .concern = TRANSFERRED(new_performer_id),
        .as = &referrals_requested_event,
        .renamed_count = 3,
        .renamed =
            {
                {REQUESTED(referral_id), TRANSFERRED(replaced_by)},
                {REQUESTED(offer_id), TRANSFERRED(new_offer_id)},
                {REQUESTED(performer_id), TRANSFERRED(new_performer_id)},
            },
    },
};

const struct view *view_find(const struct event_contract *event, uint16_t concern)
{
    for (size_t i = 0; i < sizeof views / sizeof *views; i++)
        if (views[i].event == event && views[i].concern == concern)
            return &views[i];
    return NULL;
}

const void *view_data(struct arena *arena, const struct view *view, const void *data)
{
    char *seen = arena_zero(arena, view->as->data->size);
    message_assign(view->as->data, seen, view->event->data, data);
    for (size_t i = 0; i < view->renamed_count; i++) {
        const char *text = message_text_at(data, view->renamed[i].from);
        memcpy(seen + view->renamed[i].to, &text, sizeof(text));
    }
    return seen;
}

static bool listed(const struct concerned *one, const struct concerned *concerned, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(concerned[i].id, one->id) == 0 && concerned[i].view == one->view)
            return true;
    return false;
}

struct named {
    const char *const *ids;
    size_t count;
};

static struct named named_by(const struct concern *concern, const void *data)
{
    const void *field = (const char *) data + concern->offset;
    if (concern->list) {
        const struct text_list *list = field;
        return (struct named){list->items, list->count};
    }
    const char *const *text = field;
    return (struct named){text, *text ? 1 : 0};
}

size_t organisations_concerned(struct arena *arena, const struct event_contract *contract, const void *data,
                               const struct concerned **concerned)
{
    const char *home_id = message_text_at(data, contract->home_id);
    size_t most = 0, count = 0;
    for (size_t i = 0; i < contract->concern_count; i++)
        most += named_by(&contract->concerns[i], data).count;
    struct concerned *found = ARENA_ARRAY(arena, struct concerned, most);
    for (size_t i = 0; i < contract->concern_count; i++) {
        const struct concern *concern = &contract->concerns[i];
        const struct named named = named_by(concern, data);
        for (size_t k = 0; k < named.count; k++) {
            const struct concerned one = {named.ids[k], view_find(contract, concern->offset)};
            if ((!home_id || strcmp(one.id, home_id) != 0) && !listed(&one, found, count))
                found[count++] = one;
        }
    }
    *concerned = found;
    return count;
}

bool is_public(const struct event_contract *contract, const void *data)
{
    return contract->feed == FEED_PUBLIC ||
           (contract->public_if != NO_OFFSET && *(const bool *) ((const char *) data + contract->public_if));
}

const char *consent_ended_by(const struct event_contract *contract, const void *data)
{
    if (contract == &consents_withdrawn_event)
        return ((const struct consents_withdrawn *) data)->consent_id;
    if (contract == &consents_expired_event)
        return ((const struct consents_expired *) data)->consent_id;
    return NULL;
}

/* What says something of a goal or an activity. */
static const struct {
    const struct event_contract *event;
    uint16_t item; /* offset of its id */
    bool hides;
} items[] = {
    {&plans_goal_changed_event, offsetof(struct plans_goal_changed, goal_id), false},
    {&plans_goal_hidden_event, offsetof(struct plans_goal_hidden, goal_id), true},
    {&plans_activity_changed_event, offsetof(struct plans_activity_changed, activity_id), false},
    {&plans_activity_hidden_event, offsetof(struct plans_activity_hidden, activity_id), true},
    {&plans_commented_event, offsetof(struct plans_commented, goal_id), false},
    {&plans_commented_event, offsetof(struct plans_commented, activity_id), false},
    {&plans_checked_in_event, offsetof(struct plans_checked_in, goal_id), false},
};

const char *item_told(struct arena *arena, const struct event_contract *contract, struct bytes data, bool *hides)
{
    struct message_error error;
    const char *item = NULL;
    void *message = NULL;
    *hides = false;
    for (size_t i = 0; i < sizeof items / sizeof *items && !item; i++) {
        if (items[i].event != contract)
            continue;
        if (!message) {
            message = arena_alloc(arena, contract->data->size);
            if (message_decode(contract->data, data, MESSAGE_TOLERANT, arena, message, NULL, &error))
                return NULL;
        }
        item = message_text_at(message, items[i].item);
        *hides = items[i].hides;
    }
    return item;
}

const struct event_contract *event_contract_find(const char *type)
{
    for (size_t i = 0; contracts[i]; i++)
        for (size_t k = 0; k < contracts[i]->event_count; k++)
            if (strcmp(contracts[i]->events[k]->type, type) == 0)
                return contracts[i]->events[k];
    return NULL;
}

bool may_be_told(const struct event_contract *contract, uint32_t permitted)
{
    return contract->needs ? (permitted & 1u << (contract->needs - 1)) != 0 : permitted != 0;
}

bool withhold_data(struct arena *arena, const struct event_contract *contract, uint32_t permitted, struct bytes *data,
                   uint32_t *categories)
{
    struct message_error error;
    struct buffer left = {0};
    void *message = arena_alloc(arena, contract->data->size);
    if (message_decode(contract->data, *data, MESSAGE_TOLERANT, arena, message, NULL, &error))
        return false;
    message_withhold(contract->data, message, permitted);
    *categories = message_categories(contract->data, message);
    message_encode(contract->data, message, &left);
    *data = arena_take(arena, &left);
    return true;
}
