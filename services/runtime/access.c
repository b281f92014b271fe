/* SPDX-License-Identifier: EUPL-1.2 */
/* What leaves of citizens' data is put on record before it does, in the stream ACCESS. */
#include "access_contract.h"
#include "running.h"

static struct metric reads =
    METRIC_COUNTER("samspil_access_records_total", "Reads of citizens' data put on record.", NULL);

void access_metrics(void)
{
    metrics_register(&reads);
}

void access_record(struct recorder *recorder, const struct context *context)
{
    struct arena *arena = context->call.arena;
    const char *service = context->runtime->service->contract->service;
    size_t count = 0;
    for (const struct disclosed *item = context->disclosed; item; item = item->next)
        count++;
    struct access_item *items = ARENA_ARRAY(arena, struct access_item, count);
    size_t n = 0;
    for (const struct disclosed *item = context->disclosed; item; item = item->next)
        items[n++] = (struct access_item){
            .case_id = item->about.case_id,
            .citizen_id = item->about.citizen_id,
            .home_id = item->about.home_id,
            .categories = item->categories,
            .basis = item->basis,
            .consent_id = item->consent_id,
        };
    struct access_read data = {
        .service = service, .procedure = context->procedure->name, .items = {.items = items, .count = count}};
    char id[37];
    uuid7(context->call.now_ms, id);
    struct common_event head = {
        .id = id,
        .type = access_read_event.type,
        .version = access_read_event.version,
        .time = context->call.now,
        .actor = context->call.who,
    };
    struct buffer body = {0};
    message_encode(&common_event_type, &head, &body);
    message_encode(&access_read_type, &data, &body);
    recorder_add(recorder, arena_print(arena, "samspil.event.access.%s.read", service), id, UINT64_MAX,
                 (struct bytes){body.data, body.size});
    buffer_free(&body);
    metric_add(metric_with(&reads, NULL), 1);
}
