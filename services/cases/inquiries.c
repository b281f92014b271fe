/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Inquiries: somebody asks for help and is answered at once with offers that they can begin with; what is more than that
 * waits for a caseworker. Who asks for themself for the first time gets a case by it, to which they are linked; the case
 * of a relative or of somebody that staff asks for is opened for the municipality.
 *
 * An inquiry is one event. The case it begins is in the tables with it; what tells the other services, `opened` and
 * `citizen_linked`, follows from settle, and the answer is put off until both are recorded. After a crash settle finds in
 * the tables what an inquiry still owes.
 */
#include "cases.h"

#include "identity.h"
#include "store.h"

/* Inquiries of who asks for themself or a relative: those that wait or have been taken, and those that began a case not
 * long ago, lest somebody floods a municipality with people who do not exist. */
#define OPEN_MOST 5
#define LATELY_MS (30 * DAY_MS)

/* About whom somebody asks. */
struct asked {
    const char *case_id, *citizen_id, *home_id;
    bool opens, links, closed;
    bool shown; /* whether the asker may know the case */
};

static int use_case(struct call *call, const char *named, const struct cases_case *file, struct asked *asked)
{
    if (named && strcmp(named, file->case_id) != 0)
        return fail_field(call, PROBLEM_NOT_FOUND, "case_id");
    *asked = (struct asked){
        .case_id = file->case_id,
        .citizen_id = file->citizen_id,
        .home_id = file->home_id,
        .closed = file->status == CASES_CASE_STATUS_CLOSED,
        .shown = true,
    };
    return 0;
}

static int use_new_case(struct call *call, const struct cases_inquire *in, const char *home_id, struct asked *asked)
{
    if (in->case_id)
        return fail_field(call, PROBLEM_NOT_FOUND, "case_id");
    if (!home_id)
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "municipality_id");
    if (!in->citizen_name)
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "citizen_name");
    int rc = check_municipality(call->store, home_id);
    *asked = (struct asked){
        .case_id = call_new_id(call),
        .citizen_id = call_new_id(call),
        .home_id = home_id,
        .opens = true,
        .shown = call_for(call, home_id),
    };
    return rc == PROBLEM_NOT_FOUND ? fail_field(call, PROBLEM_NOT_FOUND, "municipality_id") : rc;
}

static int find_their_own(struct call *call, const struct cases_inquire *in, struct asked *asked)
{
    struct cases_case file = {0};
    const struct common_principal *who = call->who;
    int rc = call_is(call, CITIZEN) ? find_case_of_citizen(call->store, call->arena, who->citizen_id, &file)
                                    : find_case_of(call->store, call->arena, who->subject, &file);
    if (!rc)
        return use_case(call, in->case_id, &file, asked);
    if (rc < 0 || call_is(call, CITIZEN))
        return rc;
    rc = use_new_case(call, in, in->municipality_id, asked);
    asked->links = asked->shown = true;
    return rc;
}

static int find_of_municipality(struct call *call, const struct cases_inquire *in, struct asked *asked)
{
    struct cases_case file = {0};
    const char *own = call->who->organisation_id;
    if (in->municipality_id && strcmp(in->municipality_id, own) != 0)
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "municipality_id");
    if (in->case_id) {
        int rc = find_home_case(call, in->case_id, &file);
        if (!rc)
            rc = use_case(call, NULL, &file, asked);
        return !rc && asked->closed ? PROBLEM_CASE_CLOSED : rc; /* who may open it again */
    }
    return use_new_case(call, in, own, asked);
}

static int find_asked(struct call *call, const struct cases_inquire *in, struct asked *asked)
{
    switch (inquiry_concerns(call->who, in->by)) {
    case THEIR_OWN:
        return find_their_own(call, in, asked);
    case OF_MUNICIPALITY:
        return find_of_municipality(call, in, asked);
    case OF_SOMEBODY_ELSE:
        return use_new_case(call, in, in->municipality_id, asked);
    case NOBODYS:
        break;
    }
    return fail_field(call, PROBLEM_NOT_AUTHORIZED, "by");
}

/* For whom it is work to ask, asks for many. */
static int check_open_inquiries(struct call *call, enum cases_inquirer by)
{
    int64_t count = 0;
    char since[TIME_TEXT_SIZE];
    time_text(call->now_ms - LATELY_MS, since);
    int rc = by == CASES_INQUIRER_STAFF ? 0 : count_open_inquiries(call->store, call->who->subject, since, &count);
    return rc || count < OPEN_MOST ? rc : PROBLEM_TOO_MANY_INQUIRIES;
}

static int find_answer(struct call *call, const struct cases_inquire *in, const struct asked *asked,
                       struct cases_match_list *offers)
{
    const struct offer_need need = {
        .match = need_expression(call->arena, in->need),
        .category = in->category,
        .language = in->language,
        .home_id = asked->home_id,
        .now = call->now,
    };
    return find_offers(call->store, call->arena, &need, offers);
}

static void answer(const struct cases_inquired *inquired, bool shown, struct cases_inquire_result *out)
{
    *out = (struct cases_inquire_result){
        .inquiry_id = inquired->inquiry_id,
        .route = inquired->route,
        .why = inquired->why,
        .offers = inquired->offers,
        .case_id = shown ? inquired->case_id : NULL,
    };
}

/* The answer to an inquiry that began a case. */
static void answer_recorded(const struct inquiry *inquiry, struct cases_inquire_result *out)
{
    const struct cases_inquired *inquired = &inquiry->content;
    bool home = inquiry->asker_organisation_id && strcmp(inquiry->asker_organisation_id, inquired->home_id) == 0;
    answer(inquired, home || inquired->links, out);
}

static bool is_unfinished(const struct inquiry *inquiry)
{
    return inquiry->owes_opened || inquiry->owes_linked;
}

/* The command comes again, and its answer was put off the first time. */
static int answer_again(struct call *call, const struct inquiry *inquiry, struct cases_inquire_result *out)
{
    if (is_unfinished(inquiry))
        call_defer(call, inquiry->content.inquiry_id);
    answer_recorded(inquiry, out);
    return 0;
}

int cases_inquire(struct call *call, const struct cases_inquire *in, struct cases_inquire_result *out)
{
    struct inquiry earlier = {0};
    int rc = find_inquiry_of(call->store, call->arena, call->who->subject, in->command_id, &earlier);
    if (rc != PROBLEM_NOT_FOUND)
        return rc ? rc : answer_again(call, &earlier, out);

    struct asked asked = {0};
    struct cases_match_list offers = {0};
    rc = find_asked(call, in, &asked);
    if (!rc)
        rc = check_begun(call, in->birth_date, "birth_date");
    if (!rc)
        rc = check_open_inquiries(call, in->by);
    if (!rc && !asked.closed)
        rc = find_answer(call, in, &asked, &offers);
    if (rc)
        return rc;

    struct cases_inquired event = {0};
    message_assign(&cases_inquired_type, &event, &cases_inquire_type, in);
    if (!asked.opens) /* what is known of the citizen stays as it is */
        event.citizen_name = event.phone = event.email = event.birth_date = event.language = NULL;
    event.inquiry_id = call_new_id(call);
    event.case_id = asked.case_id;
    event.citizen_id = asked.citizen_id;
    event.home_id = asked.home_id;
    event.opens_case = asked.opens;
    event.links = asked.links;
    event.offers = offers;
    event.why = inquiry_why(in->signals, offers.count > 0, asked.closed);
    event.route = event.why ? CASES_ROUTE_CASEWORKER : CASES_ROUTE_OFFERS;
    answer(&event, asked.shown, out);
    if (asked.opens)
        call_defer(call, event.inquiry_id);
    return emit_cases_inquired(call, &event);
}

/* The inquiry whose last event was emitted just now, while its asker waits for the answer; "" for none. */
static char finished[37];

/* Its events are in the tables by now, unless that batch was given up: then it is still unfinished and will come again. */
static int answer_finished(struct call *call)
{
    struct inquiry inquiry = {0};
    if (!*finished)
        return 0;
    int rc = find_inquiry(call->store, call->arena, finished, &inquiry);
    *finished = '\0';
    if (rc || is_unfinished(&inquiry))
        return rc == PROBLEM_NOT_FOUND ? 0 : rc;
    struct cases_inquire_result result;
    answer_recorded(&inquiry, &result);
    call_answer(call, inquiry.content.inquiry_id, &cases_inquire_procedure, &result);
    return 0;
}

int settle_inquiries(struct call *call)
{
    struct inquiry inquiry = {0};
    int rc = answer_finished(call);
    if (!rc)
        rc = find_unfinished_inquiry(call->store, call->arena, &inquiry);
    if (rc)
        return rc == PROBLEM_NOT_FOUND ? 0 : rc;
    if (inquiry.owes_opened) {
        struct cases_opened event = {0};
        message_assign(&cases_opened_type, &event, &cases_inquired_type, &inquiry.content);
        rc = emit_cases_opened(call, &event);
    } else {
        struct cases_citizen_linked event = {.subject = inquiry.asker};
        message_assign(&cases_citizen_linked_type, &event, &cases_inquired_type, &inquiry.content);
        rc = emit_cases_citizen_linked(call, &event);
    }
    if (!inquiry.owes_opened || !inquiry.owes_linked)
        memcpy(finished, inquiry.content.inquiry_id, sizeof finished);
    return rc ? rc : 1;
}

/* One that the caller has to do with. */
static int find_visible(struct call *call, const char *inquiry_id, struct inquiry *inquiry)
{
    int rc = find_inquiry(call->store, call->arena, inquiry_id, inquiry);
    if (rc)
        return rc;
    return may_decide(call, inquiry->content.citizen_id, inquiry->content.home_id) ? 0 : PROBLEM_NOT_FOUND;
}

static int find_movable(struct call *call, const char *inquiry_id, enum cases_inquiry_status to,
                        struct inquiry *inquiry)
{
    int rc = find_visible(call, inquiry_id, inquiry);
    if (rc)
        return rc;
    return inquiry_may_become(inquiry->status, to) ? 0 : PROBLEM_ILLEGAL_TRANSITION;
}

int cases_take_inquiry(struct call *call, const struct cases_take_inquiry *in, struct cases_take_inquiry_result *out)
{
    struct inquiry inquiry = {0};
    int rc = find_movable(call, in->inquiry_id, CASES_INQUIRY_STATUS_TAKEN, &inquiry);
    if (rc)
        return rc;
    struct cases_inquiry_taken event = {0};
    message_assign(&cases_inquiry_taken_type, &event, &cases_inquired_type, &inquiry.content);
    *out = (struct cases_take_inquiry_result){in->inquiry_id, CASES_INQUIRY_STATUS_TAKEN};
    return emit_cases_inquiry_taken(call, &event);
}

int cases_close_inquiry(struct call *call, const struct cases_close_inquiry *in, struct cases_close_inquiry_result *out)
{
    struct inquiry inquiry = {0};
    int rc = find_movable(call, in->inquiry_id, CASES_INQUIRY_STATUS_CLOSED, &inquiry);
    if (rc)
        return rc;
    struct cases_inquiry_closed event = {.answer = in->answer};
    message_assign(&cases_inquiry_closed_type, &event, &cases_inquired_type, &inquiry.content);
    *out = (struct cases_close_inquiry_result){in->inquiry_id, CASES_INQUIRY_STATUS_CLOSED};
    return emit_cases_inquiry_closed(call, &event);
}

/* An inquiry as the caller may see it. */
static int show(struct call *call, const struct inquiry *inquiry, struct cases_inquiry *out)
{
    message_assign(&cases_inquiry_type, out, &cases_inquired_type, &inquiry->content);
    out->status = inquiry->status;
    out->at = inquiry->at;
    out->answer = inquiry->answer;
    struct subject_of_care about = {out->case_id, out->citizen_id, out->home_id};
    return consent_disclose(call, &about, &cases_inquiry_type, out);
}

int cases_get_inquiry(struct call *call, const struct cases_get_inquiry *in, struct cases_get_inquiry_result *out)
{
    struct inquiry inquiry = {0};
    int rc = find_visible(call, in->inquiry_id, &inquiry);
    return rc ? rc : show(call, &inquiry, &out->inquiry);
}

/* Of whom the caller gets the inquiries. */
static int find_list(struct call *call, const struct cases_list_inquiries *in, struct inquiry_list *list)
{
    struct cases_case file = {0};
    if (call_is(call, CITIZEN)) {
        list->citizen_id = call->who->citizen_id;
    } else {
        list->home_id = call->who->organisation_id;
        list->caseworker = in->mine ? call->who->subject : NULL;
    }
    list->case_id = in->case_id;
    return in->case_id ? find_own_case(call, in->case_id, &file) : 0;
}

int cases_list_inquiries(struct call *call, const struct cases_list_inquiries *in,
                         struct cases_list_inquiries_result *out)
{
    struct inquiry_place place;
    if (in->after && !inquiry_place_read(in->after, &place))
        return fail_field(call, PROBLEM_INVALID_ARGUMENT, "after");
    size_t limit = in->has_limit ? (size_t) in->limit : PAGE_LIMIT, found = 0;
    struct inquiry_list list = {.statuses = in->status, .after = in->after ? &place : NULL, .limit = limit + 1};
    struct inquiry *inquiries = ARENA_ARRAY(call->arena, struct inquiry, limit + 1);
    int rc = find_list(call, in, &list);
    if (!rc)
        rc = find_inquiries(call->store, call->arena, &list, inquiries, &found);
    if (found > limit) {
        const struct inquiry *last = &inquiries[limit - 1];
        place = (struct inquiry_place){last->status != CASES_INQUIRY_STATUS_WAITING, last->content.inquiry_id};
        out->next = inquiry_place_write(call->arena, &place);
        found = limit;
    }
    struct cases_inquiry *items = ARENA_ARRAY(call->arena, struct cases_inquiry, found);
    for (size_t i = 0; !rc && i < found; i++)
        rc = show(call, &inquiries[i], &items[i]);
    out->inquiries = (struct cases_inquiry_list){.items = items, .count = found};
    return rc;
}
