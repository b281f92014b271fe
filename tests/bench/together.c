/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Many people on one plan, each with a websocket of their own. Somebody or other edits one of its activities, all of them
 * together options.rate times a second, as they know it from the plan and the feed; a conflict is an answer like any.
 *
 * Each keeps the plan as a client does: get_plan once, then the feed by version. When all edits have been heard of by
 * everybody, everybody must have the same plan, and it must be what get_plan says. Otherwise there is nothing to measure.
 */
#include "load.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "identity.h"
#include "plans_contract.h"
#include "samples.h"

#define ITEMS_MAX 300
#define PLAN_REQUEST (UINT64_C(1) << 40) /* of get_plan; edits have their numbers */
#define BURST 5                          /* edits at once, so that some meet */
#define WORDS "Step number "

/* What somebody knows of an activity. */
struct known {
    int64_t version, edit; /* by which it came to say what it does; -1: as it was in the beginning */
};

struct person {
    struct wire wire; /* the first member */
    struct known items[ITEMS_MAX];
    bool is_subscribed, has_plan;
};

struct edit {
    int64_t sent_ns, last_ns;
    int64_t heard; /* by how many */
};

static struct together {
    struct person *people;
    size_t count;
    int epoll;
    char (*items)[37];
    size_t item_count;
    struct edit *edits;
    int64_t sent, answered, done, conflicts, heard;
    bool is_over; /* plans that come now are compared */
    struct samples command, event;
} together;

static size_t item_find(const char *activity_id)
{
    size_t i = 0;
    while (i < together.item_count && strcmp(together.items[i], activity_id) != 0)
        i++;
    return i;
}

/* The edit whose words these are. */
static int64_t edit_in(const char *words)
{
    const size_t length = sizeof WORDS - 1;
    return words && strncmp(words, WORDS, length) == 0 ? strtoll(words + length, NULL, 10) : -1;
}

static void take_plan(struct person *person, struct bytes kwargs)
{
    struct plans_get_plan_result plan;
    take(&plans_get_plan_result_type, kwargs, &plan);
    if (together.item_count == 0) {
        together.items = calloc(plan.activities.count, sizeof *together.items);
        if (!together.items || plan.activities.count == 0 || plan.activities.count > ITEMS_MAX)
            die("a plan of %zu activities", plan.activities.count);
        for (size_t i = 0; i < plan.activities.count; i++)
            memcpy(together.items[together.item_count++], plan.activities.items[i].activity_id, 37);
    }
    for (size_t i = 0; i < plan.activities.count; i++) {
        const struct plans_activity *activity = &plan.activities.items[i];
        const struct known now = {activity->version, edit_in(activity->description)};
        size_t item = item_find(activity->activity_id);
        if (item == together.item_count)
            die("not everybody sees the same activities");
        struct known *known = &person->items[item];
        if (together.is_over && (known->version != now.version || known->edit != now.edit))
            die("get_plan has version %" PRId64 " of an activity, the feed made it %" PRId64, now.version,
                known->version);
        *known = now;
    }
    person->has_plan = plan.activities.count == together.item_count;
}

static void hear(struct person *person, struct bytes kwargs)
{
    struct common_cloud_event event;
    struct plans_activity_changed changed;
    int64_t now_ns = time_monotonic_ns();
    take(&common_cloud_event_type, kwargs, &event);
    if (strcmp(event.type, plans_activity_changed_event.type) != 0)
        return;
    take(&plans_activity_changed_type, event.data, &changed);
    int64_t edit = edit_in(changed.description);
    size_t item = item_find(changed.activity_id);
    if (edit < 0 || edit >= together.sent || item == together.item_count)
        die("an edit that nobody made");
    if (changed.version > person->items[item].version)
        person->items[item] = (struct known){changed.version, edit};
    together.edits[edit].heard++;
    together.edits[edit].last_ns = now_ns;
    together.heard++;
    samples_add(&together.event, now_ns - together.edits[edit].sent_ns);
}

static void come(void *closure, struct wire *wire, const struct wire_message *message)
{
    (void) closure;
    struct person *person = (struct person *) (void *) wire;
    arena_reset(&arena);
    if (message->code == WIRE_SUBSCRIBED) {
        person->is_subscribed = true;
    } else if (message->code == WIRE_EVENT) {
        hear(person, message->kwargs);
    } else if (message->code == WIRE_RESULT && message->id == PLAN_REQUEST) {
        take_plan(person, message->kwargs);
    } else {
        static const char conflict[] = "samspil.error.version_conflict";
        bool is_conflict = message->code == WIRE_ERROR && message->uri.size == sizeof conflict - 1 &&
                           memcmp(message->uri.data, conflict, sizeof conflict - 1) == 0;
        if (message->code != WIRE_RESULT && !is_conflict)
            die("refused: %.*s", (int) message->uri.size, (const char *) message->uri.data);
        samples_add(&together.command, time_monotonic_ns() - together.edits[message->id - 1].sent_ns);
        together.answered++;
        together.conflicts += is_conflict;
        together.done += !is_conflict;
    }
}

/* What has come, or until then. */
static void notice_until(int64_t due_ns)
{
    struct epoll_event events[MANY];
    int64_t wait_ns = due_ns - time_monotonic_ns();
    int ready = due_ns == INT64_MAX
                    ? wait_for_wires(together.epoll, events)
                    : epoll_wait(together.epoll, events, MANY, wait_ns > 0 ? (int) ((wait_ns + 999999) / 1000000) : 0);
    for (int i = 0; i < ready; i++)
        wire_read(events[i].data.ptr, come, NULL);
}

static void ask_for_plan(struct person *person)
{
    person->has_plan = false;
    wire_call(&person->wire, &plans_get_plan_procedure, PLAN_REQUEST,
              &(struct plans_get_plan){.case_id = options.plan});
    wire_flush(&person->wire);
}

static void everybody_gets_the_plan(void)
{
    for (size_t i = 0; i < together.count; i++) {
        ask_for_plan(&together.people[i]);
        while (!together.people[i].has_plan)
            notice_until(INT64_MAX);
    }
}

static void open_people(void)
{
    FILE *file = options.people ? fopen(options.people, "r") : NULL;
    char *token;
    if (!file)
        die("nobody to begin with");
    together.epoll = epoll_create1(0);
    together.people = calloc(MANY, sizeof *together.people);
    if (!together.people)
        abort();
    while (together.count < MANY && fscanf(file, "%ms", &token) == 1) {
        struct person *person = &together.people[together.count++];
        wire_open(&person->wire, (int) options.port, token);
        watch(together.epoll, &person->wire);
        wire_subscribe(&person->wire, 1, "samspil.feed.plans.");
        wire_flush(&person->wire);
        while (!person->is_subscribed)
            notice_until(INT64_MAX);
        free(token);
    }
    fclose(file);
}

static void edit_something(int64_t number)
{
    struct person *person = &together.people[(size_t) random() % together.count];
    size_t item = (size_t) random() % together.item_count;
    arena_reset(&arena);
    const struct plans_update_activity in = {
        .command_id = arena_print(&arena, "%s-%" PRId64, options.plan, number),
        .activity_id = together.items[item],
        .version = person->items[item].version,
        .description = arena_print(&arena, WORDS "%" PRId64, number),
    };
    together.edits[number].sent_ns = time_monotonic_ns();
    together.sent++;
    wire_call(&person->wire, &plans_update_activity_procedure, (uint64_t) number + 1, &in);
    wire_flush(&person->wire);
}

static void print_results(void)
{
    struct samples last = {0};
    for (int64_t i = 0; i < together.sent; i++)
        if (together.edits[i].heard > 0)
            samples_add(&last, together.edits[i].last_ns - together.edits[i].sent_ns);
    printf("{\"people\": %zu, \"edits\": %" PRId64 ", \"conflicts\": %" PRId64 ", ", together.count, together.sent,
           together.conflicts);
    samples_print(&together.command, "command");
    printf(", ");
    samples_print(&together.event, "event");
    printf(", ");
    samples_print(&last, "last");
    printf("}\n");
    samples_free(&last);
}

void run_together(void)
{
    open_people();
    everybody_gets_the_plan();
    int64_t count = options.rate * options.seconds, due_ns = time_monotonic_ns();
    together.edits = calloc((size_t) count, sizeof *together.edits);
    if (!together.edits)
        abort();
    for (int64_t i = 0; i < count; i++) {
        while (i % BURST == 0 && time_monotonic_ns() < due_ns)
            notice_until(due_ns);
        if (i % BURST == 0)
            due_ns += BURST * INT64_C(1000000000) / options.rate;
        edit_something(i);
    }
    while (together.answered < together.sent || together.heard < together.done * (int64_t) together.count)
        notice_until(INT64_MAX);
    together.is_over = true;
    everybody_gets_the_plan();
    print_results();

    for (size_t i = 0; i < together.count; i++)
        wire_close(&together.people[i].wire);
    samples_free(&together.command);
    samples_free(&together.event);
    free(together.people);
    free(together.items);
    free(together.edits);
}
