/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What an edit costs where few plans are stored, and where many are:
 *
 *     bench_plans FOLDER FEW MANY ITEMS ROUNDS
 *
 * Both files are filled through the service's own apply, so everything else that a stored plan costs is there. Then the
 * citizen of one plan or another changes an activity: handler, event, apply and COMMIT, in turns on both files, so that
 * what else the machine does hits both. Prints a JSON object; the bus and the gateway have no part in it.
 */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "database.h"
#include "identity.h"
#include "plans.h"
#include "plans_dispatch.h"
#include "samples.h"
#include "test_service.h"

#include <cmocka.h>

#define EDITS 150 /* of each round; a test_service holds 4,096 events */
#define MEMBERS 3
#define GOALS_SHARE 4  /* every fourth item is a goal */
#define FILLED 1000000 /* sequences from here on: below is room for what is measured */
#define BATCH 5000

#define HOME "01900000-0000-7000-8000-000000000001"
#define TIME "2026-11-22T09:00:00.000Z"

struct stored {
    struct test_service *test;
    int64_t plans, items, sequence;
    int64_t *versions; /* of each item */
    struct samples wall, cpu;
};

static void id_of(char to[37], char kind, int64_t number)
{
    snprintf(to, 37, "0190000%c-0000-7000-8000-%012" PRIx32, kind, (uint32_t) number);
}

static void expect(int rc)
{
    if (rc) {
        fprintf(stderr, "bench_plans: %d\n", rc);
        exit(1);
    }
}

static struct event next_event(struct stored *stored, const struct event_contract *contract)
{
    static const struct common_principal citizen = {.subject = "citizen", .roles = CITIZEN};
    return (struct event){
        .contract = contract,
        .stream = "PLANS",
        .sequence = (uint64_t) (FILLED + stored->sequence++),
        .head = {.id = HOME, .type = contract->type, .version = 1, .time = TIME, .actor = &citizen},
    };
}

static struct text_list members(void)
{
    static char ids[MEMBERS][37];
    static const char *items[MEMBERS];
    for (int i = 0; i < MEMBERS; i++) {
        id_of(ids[i], 'b', i);
        items[i] = ids[i];
    }
    return (struct text_list){items, MEMBERS};
}

static void add_plan(struct stored *stored, struct store *store, const char *case_id, const char *citizen_id)
{
    const struct text_list organisations = members();
    struct event opened = next_event(stored, &cases_opened_event);
    expect(apply_cases_opened(
        store, &opened,
        &(struct cases_opened){
            .case_id = case_id, .citizen_id = citizen_id, .home_id = HOME, .citizen_name = "Invented for measuring"}));
    for (size_t i = 0; i < organisations.count; i++) {
        struct event joined = next_event(stored, &plans_participant_changed_event);
        expect(apply_plans_participant_changed(store, &joined,
                                               &(struct plans_participant_changed){
                                                   .case_id = case_id,
                                                   .citizen_id = citizen_id,
                                                   .home_id = HOME,
                                                   .organisation_id = organisations.items[i],
                                                   .status = PLANS_PARTICIPANT_STATUS_JOINED,
                                                   .source = PLANS_PARTICIPANT_SOURCE_INVITATION,
                                                   .participant_ids = organisations,
                                                   .change = PLANS_CHANGE_JOINED,
                                                   .editor = {.kind = PLANS_EDITOR_KIND_CITIZEN},
                                               }));
    }
}

static void add_goal(struct stored *stored, struct store *store, const char *goal_id, const char *case_id,
                     const char *citizen_id)
{
    struct event event = next_event(stored, &plans_goal_changed_event);
    expect(apply_plans_goal_changed(store, &event,
                                    &(struct plans_goal_changed){
                                        .goal_id = goal_id,
                                        .case_id = case_id,
                                        .citizen_id = citizen_id,
                                        .home_id = HOME,
                                        .status = PLANS_GOAL_STATUS_ACTIVE,
                                        .description = "To go out on my own again, at least to the shop and back.",
                                        .visibility = PLANS_VISIBILITY_PARTICIPANTS,
                                        .version = 1,
                                        .participant_ids = members(),
                                        .change = PLANS_CHANGE_ADDED,
                                        .editor = {.kind = PLANS_EDITOR_KIND_CITIZEN},
                                    }));
}

static void change_activity(struct stored *stored, struct store *store, const char *activity_id, const char *case_id,
                            const char *citizen_id, int64_t version)
{
    static const struct plans_responsible citizen = {.party = PLANS_PARTY_CITIZEN};
    struct event event = next_event(stored, &plans_activity_changed_event);
    expect(apply_plans_activity_changed(store, &event,
                                        &(struct plans_activity_changed){
                                            .activity_id = activity_id,
                                            .case_id = case_id,
                                            .citizen_id = citizen_id,
                                            .home_id = HOME,
                                            .kind = PLANS_ACTIVITY_KIND_TRAINING,
                                            .status = PLANS_ACTIVITY_STATUS_IN_PROGRESS,
                                            .description = "A walk around the lake on Tuesdays, slowly.",
                                            .responsible = &citizen,
                                            .visibility = PLANS_VISIBILITY_PARTICIPANTS,
                                            .version = version,
                                            .participant_ids = members(),
                                            .change = PLANS_CHANGE_ADDED,
                                            .editor = {.kind = PLANS_EDITOR_KIND_CITIZEN},
                                        }));
}

static bool is_goal(int64_t item)
{
    return item % GOALS_SHARE == 0;
}

static void commit_now_and_then(struct stored *stored, struct store *store)
{
    if (stored->sequence % BATCH == 0) {
        expect(store_commit(store));
        expect(store_begin(store));
    }
}

static void fill_plan(struct stored *stored, struct store *store, int64_t plan)
{
    char case_id[37], citizen_id[37], item_id[37];
    id_of(case_id, 'c', plan);
    id_of(citizen_id, 'f', plan);
    add_plan(stored, store, case_id, citizen_id);
    for (int64_t item = 0; item < stored->items; item++) {
        id_of(item_id, 'a', plan * stored->items + item);
        if (is_goal(item))
            add_goal(stored, store, item_id, case_id, citizen_id);
        else
            change_activity(stored, store, item_id, case_id, citizen_id, 1);
        commit_now_and_then(stored, store);
    }
}

/* What will be edited has been edited before: by then its pages, full from filling in order, have the room of grown ones.
 * Without that the first edit of each plan pays for the split. */
static void edit_before(struct stored *stored, struct store *store, int64_t plan)
{
    char case_id[37], citizen_id[37], activity_id[37];
    id_of(case_id, 'c', plan);
    id_of(citizen_id, 'f', plan);
    for (int64_t item = 1; item < GOALS_SHARE; item++) {
        id_of(activity_id, 'a', plan * stored->items + item);
        change_activity(stored, store, activity_id, case_id, citizen_id, 2);
        commit_now_and_then(stored, store);
    }
}

static void fill(struct stored *stored)
{
    struct store *store = test_store(stored->test);
    expect(store_begin(store));
    for (int64_t plan = 0; plan < stored->plans; plan++)
        fill_plan(stored, store, plan);
    for (int64_t plan = 0; plan < stored->plans; plan++)
        edit_before(stored, store, plan);
    expect(store_commit(store));
}

static int64_t clock_ns(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

static void edit(struct stored *stored, int64_t number)
{
    /* Spread over all plans, never a goal. */
    int64_t plan = (int64_t) ((uint64_t) number * 2654435761u % (uint64_t) stored->plans);
    int64_t item = plan * stored->items + 1 + number % (GOALS_SHARE - 1);
    char activity_id[37], citizen_id[37], words[80], command_id[32];
    id_of(activity_id, 'a', item);
    id_of(citizen_id, 'f', plan);
    snprintf(words, sizeof words, "A walk around the lake on Tuesdays, the %" PRId64 "th time.", number);
    snprintf(command_id, sizeof command_id, "edit-%" PRId64, number);
    const struct common_principal citizen = {.subject = "citizen", .roles = CITIZEN, .citizen_id = citizen_id};
    const struct plans_update_activity in = {
        .command_id = command_id, .activity_id = activity_id, .version = stored->versions[item], .description = words};
    struct plans_update_activity_result out;

    int64_t wall_ns = clock_ns(CLOCK_MONOTONIC), cpu_ns = clock_ns(CLOCK_PROCESS_CPUTIME_ID);
    expect(test_run(stored->test, &citizen, &plans_update_activity_procedure, &in, &out));
    samples_add(&stored->cpu, clock_ns(CLOCK_PROCESS_CPUTIME_ID) - cpu_ns);
    samples_add(&stored->wall, clock_ns(CLOCK_MONOTONIC) - wall_ns);
    stored->versions[item] = out.version;
}

static void make(struct stored *stored, const char *folder, int64_t plans_stored, int64_t items)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/plans-%" PRId64 ".db", folder, plans_stored);
    *stored = (struct stored){.test = test_open(&plans, path), .plans = plans_stored, .items = items};
    stored->versions = calloc((size_t) (plans_stored * items), sizeof *stored->versions);
    if (!stored->versions)
        abort();
    for (int64_t i = 0; i < plans_stored * items; i++)
        stored->versions[i] = 2;
    fill(stored);
}

static void print(const char *name, struct stored *stored)
{
    printf("\"%s\": {\"plans\": %" PRId64 ", ", name, stored->plans);
    samples_print(&stored->wall, "edit");
    printf(", ");
    samples_print(&stored->cpu, "cpu");
    printf("}, ");
}

static void end(struct stored *stored)
{
    test_close(stored->test);
    samples_free(&stored->wall);
    samples_free(&stored->cpu);
    free(stored->versions);
}

int main(int argc, char **argv)
{
    if (argc != 6) {
        fprintf(stderr, "usage: %s FOLDER FEW MANY ITEMS ROUNDS\n", argv[0]);
        return EXIT_FAILURE;
    }
    struct stored few, many;
    int64_t items = strtoll(argv[4], NULL, 10), rounds = strtoll(argv[5], NULL, 10);
    make(&few, argv[1], strtoll(argv[2], NULL, 10), items);
    make(&many, argv[1], strtoll(argv[3], NULL, 10), items);
    for (int64_t i = 0; i < (rounds + 1) * EDITS; i++) {
        if (i == EDITS) { /* the first round warms up */
            samples_free(&few.wall), samples_free(&few.cpu);
            samples_free(&many.wall), samples_free(&many.cpu);
        }
        edit(i / EDITS % 2 ? &few : &many, i);
        edit(i / EDITS % 2 ? &many : &few, i);
    }
    printf("{");
    print("few", &few);
    print("many", &many);
    printf("\"ratio\": %.3f, \"cpu_ratio\": %.3f}\n",
           (double) samples_quantile(&many.wall, 0.5) / (double) samples_quantile(&few.wall, 0.5),
           (double) samples_quantile(&many.cpu, 0.5) / (double) samples_quantile(&few.cpu, 0.5));
    end(&few);
    end(&many);
    return EXIT_SUCCESS;
}
