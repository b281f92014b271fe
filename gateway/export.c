/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * GET /export: what citizens download about themselves. One query after the other as that principal, page by page, the
 * next one when the client has taken what the last one said; so it takes the room of one answer however much there is.
 * The response begins with the first answer, so that a refusal can still be one of HTTP. What fails later is said at the
 * end of the document, and the connection ends without the end of the body: nobody takes it for the whole.
 */
#include <stdlib.h>
#include <string.h>

#include "bounds.h"
#include "cases_contract.h"
#include "identity.h"
#include "log.h"
#include "metrics.h"
#include "request.h"
#include "service.h"

static struct metric exports_now = METRIC_GAUGE("samspil_gateway_exports", "Exports being made.", NULL);

void exports_register_metrics(void)
{
    metrics_register(&exports_now);
}

static struct gateway *gateway_of(struct request *request)
{
    return request->connection.gateway;
}

static void count_exports(struct gateway *gateway, int64_t by)
{
    gateway->open_exports += by;
    metric_set(metric_with(&exports_now, NULL), gateway->open_exports);
}

/* Empties the piece. */
static void put(struct request *request, struct buffer *piece, const struct ground *ground)
{
    struct frame *frame = route_chunk((struct bytes){piece->data, piece->size});
    request->export.bytes += (int64_t) piece->size;
    buffer_free(piece);
    connection_put(&request->connection, frame, ground, 0, 0);
    frame_release(frame);
}

static void put_end(struct request *request, const struct common_problem *problem)
{
    struct buffer piece = {0};
    document_end(&request->export.document, &request->who, problem, &piece);
    put(request, &piece, NULL);
    if (!problem)
        put(request, &piece, NULL);
    request->state = REQUEST_REPLIED;
    request->is_done = true;
}

static void fail_export(struct request *request, const struct common_problem *problem)
{
    if (request->export.has_head)
        put_end(request, problem);
    else
        request_reply(request, route_problem(problem, true), NULL);
}

static void fail_with(struct request *request, const struct problem_text *text)
{
    struct common_problem problem = problem_of(text);
    fail_export(request, &problem);
}

static void call(struct request *request, const struct procedure *procedure, struct bytes arguments,
                 answered_fn *answered)
{
    struct session_services *services = &gateway_of(request)->services;
    struct common_principal now;
    int problem = PROBLEM_NOT_AUTHORIZED;
    if (time_now_ms() < request->identity.expires_ms &&
        session_stands(services, &request->identity, &request->who, &now)) {
        const struct dispatch what = {.procedure = procedure,
                                      .who = &request->who,
                                      .arguments = arguments,
                                      .timeout_ms = limits.call_seconds * 1000,
                                      .traceparent = request->traceparent};
        problem = dispatcher_call(services->dispatcher, &what, answered, request, &request->dispatched);
    }
    if (problem != 0)
        fail_with(request, &problem_table[problem]);
    else if (!request->connection.outbox.first)
        connection_hold(&request->connection);
}

/*
 * Page by page.
 */

static bool has_field(const struct message_type *type, const char *name)
{
    for (size_t i = 0; i < type->count; i++) {
        if (strcmp(type->fields[i].name, name) == 0)
            return true;
    }
    return false;
}

static void receive_page(void *closure, const struct answer *answer)
{
    struct request *request = closure;
    struct export *export = &request->export;
    struct arena *arena = &gateway_of(request)->services.arena;
    struct buffer piece = {0};
    struct bytes item;
    request->dispatched = NULL;
    bool is_nothing = answer->problem && strcmp(answer->problem->code, problem_table[PROBLEM_NOT_FOUND].code) == 0;
    if (answer->problem && !is_nothing) {
        fail_export(request, answer->problem);
        return;
    }
    arena_reset(arena);
    struct page page = is_nothing ? (struct page){0} : page_of(export->procedure, answer->result, arena);
    if (export->document.section != export->procedure)
        document_section(&export->document, export->procedure, &piece);
    while (page_take(&page, &item))
        document_item(&export->document, page.type, item, &piece);
    free(export->after);
    export->after = page.next ? strdup(page.next) : NULL;
    if (!page.next)
        export->procedure = document_next(export->procedure);
    if (export->bytes + (int64_t) piece.size > limits.export_bytes) {
        buffer_free(&piece);
        fail_with(request, &refusals[REFUSAL_EXPORT_TOO_LARGE]);
    } else if (piece.size > 0) {
        put(request, &piece, &answer->ground);
    } else {
        export_turn(request);
    }
}

static void read_page(struct request *request)
{
    struct export *export = &request->export;
    const struct {
        const char *name, *text;
    } known[] = {{"case_id", export->case_id}, {"after", export->after}};
    const char *pairs[2];
    size_t count = 0;
    struct arena arena = {0};
    struct buffer arguments = {0};
    for (size_t i = 0; i < 2; i++) {
        if (known[i].text && has_field(export->procedure->input, known[i].name))
            pairs[count++] = arena_print(&arena, "%s=%s", known[i].name, known[i].text);
    }
    (void) query_arguments(export->procedure->input, pairs, count, &arguments);
    call(request, export->procedure, (struct bytes){arguments.data, arguments.size}, receive_page);
    arena_free(&arena);
    buffer_free(&arguments);
}

void export_turn(struct request *request)
{
    struct export *export = &request->export;
    if (request->dispatched)
        return;
    while (export->procedure && !procedure_permits(export->procedure, &request->who))
        export->procedure = document_next(export->procedure);
    if (export->procedure)
        read_page(request);
    else
        put_end(request, NULL);
}

/*
 * From the beginning.
 */

static void put_head(struct request *request)
{
    struct export *export = &request->export;
    struct arena *arena = &gateway_of(request)->services.arena;
    struct frame *head =
        route_chunked_head(document_content_type(&export->document), document_headers(&export->document, arena));
    export->has_head = true;
    (void) lws_http_headers_detach(request->connection.wsi);
    lws_set_timeout(request->connection.wsi, NO_PENDING_TIMEOUT, 0);
    connection_put(&request->connection, head, NULL, 0, 0);
    frame_release(head);
}

static void receive_case(void *closure, const struct answer *answer)
{
    struct request *request = closure;
    struct export *export = &request->export;
    struct arena *arena = &gateway_of(request)->services.arena;
    struct cases_list_cases_result result;
    struct message_error error;
    char now[TIME_TEXT_SIZE];
    struct buffer piece = {0};
    request->dispatched = NULL;
    arena_reset(arena);
    if (answer->problem) {
        fail_export(request, answer->problem);
        return;
    }
    if (message_decode(&cases_list_cases_result_type, answer->result, MESSAGE_TOLERANT, arena, &result, NULL, &error) !=
            0 ||
        result.cases.count != 1) {
        log_error("case of a citizen cannot be read", LOG_INTEGER("cases", (int64_t) result.cases.count));
        fail_with(request, &problem_table[PROBLEM_UNAVAILABLE]);
        return;
    }
    (void) snprintf(export->case_id, sizeof(export->case_id), "%s", result.cases.items[0].case_id);
    export->procedure = document_next(NULL);
    time_text(time_now_ms(), now);
    const struct document_about about = {now, request->who.citizen_id, export->case_id};
    put_head(request);
    document_begin(&export->document, &about, &piece);
    put(request, &piece, NULL);
}

static bool is_exporting(const struct request *request)
{
    const char *subject = request->identity.subject;
    for (const struct connection *other = request->connection.gateway->connections; other; other = other->next) {
        const struct request *one = request_of(other);
        if (other->kind == request->connection.kind && one->export.is_open &&
            strcmp(one->identity.subject, subject) == 0)
            return true;
    }
    return false;
}

void export_begin(struct request *request, bool is_html, bool is_head)
{
    static const uint8_t nothing[] = {0x80};
    struct gateway *gateway = gateway_of(request);
    struct export *export = &request->export;
    export->document.is_html = is_html;
    export->document.language = request_language(request->connection.wsi);
    export->document.principals = gateway->services.principals;
    request->closes = true;
    if ((request->who.roles & CITIZEN) == 0 || !procedure_permits(&cases_list_cases_procedure, &request->who)) {
        request_refuse(request, &problem_table[PROBLEM_NOT_AUTHORIZED]);
    } else if (is_head) {
        arena_reset(&gateway->services.arena);
        request_reply(request,
                      route_chunked_head(document_content_type(&export->document),
                                         document_headers(&export->document, &gateway->services.arena)),
                      NULL);
    } else if (gateway->open_exports >= limits.exports || is_exporting(request)) {
        request_refuse(request, &refusals[REFUSAL_TOO_MANY_EXPORTS]);
    } else {
        export->is_open = true;
        count_exports(gateway, 1);
        request->state = REQUEST_EXPORT;
        call(request, &cases_list_cases_procedure, (struct bytes){nothing, sizeof(nothing)}, receive_case);
    }
}

void export_tick(struct request *request)
{
    if (request_is_abandoned(request))
        connection_end(&request->connection, CLOSE_TRY_AGAIN);
}

void export_end(struct request *request)
{
    struct export *export = &request->export;
    if (!export->is_open)
        return;
    export->is_open = false;
    free(export->after);
    export->after = NULL;
    count_exports(gateway_of(request), -1);
}
