/* SPDX-License-Identifier: EUPL-1.2 */
/* Who changed what when. A version is shown to who sees the item now and saw that version; what it says, and which fields
 * changed, within the categories that they see now. */
#include "access.h"
#include "plans.h"
#include "plans_dispatch.h"

#include <inttypes.h>

/* What every change changes. */
static bool is_bookkeeping(const char *field)
{
    static const char *const names[] = {"version", "updated_at", "since"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(field, names[i]) == 0)
            return true;
    return false;
}

/* Without a version before: whether it is there, and says more than whose the item is. */
static bool differs(const struct message_type *type, const struct message_field *field, const void *now,
                    const void *before, const void *nothing)
{
    const struct message_type alone = {type->name, type->size, field, 1};
    if (!before && field->required && field->kind != MESSAGE_TEXTS)
        return field->kind != MESSAGE_TEXT;
    return !message_equal(&alone, now, before ? before : nothing);
}

static struct text_list changed_fields(struct arena *arena, const struct message_type *type, const void *now,
                                       const void *before)
{
    const void *nothing = arena_zero(arena, type->size);
    const char **names = ARENA_ARRAY(arena, const char *, type->count);
    struct text_list fields = {names, 0};
    for (size_t i = 0; i < type->count; i++) {
        const struct message_field *field = &type->fields[i];
        if (!is_bookkeeping(field->name) && differs(type, field, now, before, nothing))
            names[fields.count++] = field->name;
    }
    return fields;
}

static int tell(struct call *call, const struct access *access, struct past *past)
{
    struct plans_history_entry *entry = &past->entry;
    const struct message_type *type = item_type(entry->item);
    int rc = access_trim(call, access, entry->item, past->item);
    if (!rc && past->before)
        rc = access_trim(call, access, entry->item, past->before);
    if (rc)
        return rc;
    entry->fields = changed_fields(call->arena, type, past->item, past->before);
    if (entry->item == PLANS_ITEM_KIND_GOAL)
        entry->goal = past->item;
    else if (entry->item == PLANS_ITEM_KIND_ACTIVITY)
        entry->activity = past->item;
    else if (entry->item == PLANS_ITEM_KIND_PLAN)
        entry->plan = past->item;
    return 0;
}

int plans_list_history(struct call *call, const struct plans_list_history *in, struct plans_list_history_result *out)
{
    size_t limit = in->has_limit ? (size_t) in->limit : PAGE;
    struct access access;
    struct past_list list;
    struct past_filter filter = {.case_id = in->case_id,
                                 .item_id = in->item_id,
                                 .before = INT64_MAX,
                                 .limit = (int64_t) limit + 1}; /* the one more says whether there is a next page */
    int rc = access_plan(call, in->case_id, &access);
    if (rc)
        return rc;
    if (in->after && !sequence_read(in->after, &filter.before))
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "after");
    filter.viewer = access.viewer;
    rc = find_history(call->store, call->arena, &filter, &list);
    if (rc)
        return rc;
    if (list.count > limit) {
        list.count = limit;
        out->next = arena_print(call->arena, "%" PRId64, list.items[limit - 1].entry.sequence);
    }
    struct plans_history_entry *entries = ARENA_ARRAY(call->arena, struct plans_history_entry, list.count);
    for (size_t i = 0; i < list.count && !rc; i++) {
        rc = tell(call, &access, &list.items[i]);
        entries[i] = list.items[i].entry;
    }
    out->changes = (struct plans_history_entry_list){entries, list.count};
    return rc ? rc : consent_disclose(call, &access.about, &plans_list_history_result_type, out);
}
