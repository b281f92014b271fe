/* SPDX-License-Identifier: EUPL-1.2 */
#include "bounds.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "table.h"

struct limits limits;

const struct setting limit_settings[] = {
    SETTING_INTEGER("max_message_bytes", limits.message_bytes, 1 << 20, 1024, 8 << 20,
                    "Largest websocket message or request body."),
    SETTING_INTEGER("max_calls", limits.calls, 64, 1, 4096, "Calls in flight on one connection."),
    SETTING_INTEGER("max_subscriptions", limits.subscriptions, 64, 1, 4096, "Subscriptions of one connection."),
    SETTING_INTEGER("call_rate", limits.subject.rate, 2000, 0, 1000000, "Calls a second of one subject; 0: no limit."),
    SETTING_INTEGER("call_burst", limits.subject.burst, 4000, 1, 1000000,
                    "Calls of one subject beyond the rate, at once."),
    SETTING_INTEGER("anonymous_rate", limits.address.rate, 20, 0, 1000000,
                    "Calls a second from one address by those who have not signed in; 0: no limit."),
    SETTING_INTEGER("anonymous_burst", limits.address.burst, 200, 1, 1000000,
                    "Such calls from one address beyond the rate, at once."),
    SETTING_INTEGER("handshake_seconds", limits.handshake_seconds, 10, 1, 300,
                    "Time from the connection to being signed in, and for the headers and the body of a request."),
    SETTING_INTEGER("max_queue_bytes", limits.queue_bytes, 1 << 20, 65536, 256 << 20,
                    "Bytes waiting to be sent on one connection; more, and it is closed."),
    SETTING_INTEGER("stall_seconds", limits.stall_seconds, 30, 1, 300,
                    "How long a connection may take nothing of what waits for it."),
    SETTING_INTEGER(
        "ping_seconds", limits.ping_seconds, 30, 1, 300,
        "How often a websocket is asked whether somebody is there; four times that without an answer end it."),
    SETTING_INTEGER("max_connections", limits.connections, 10000, 1, 1000000, "Connections of this process."),
    SETTING_INTEGER("max_streams", limits.streams, 2000, 0, 1000000, "Open GET /feed streams of this process."),
    SETTING_INTEGER("call_seconds", limits.call_seconds, 10, 1, 600, "How long a call may take."),
    SETTING_INTEGER("max_exports", limits.exports, 16, 0, 100000,
                    "Exports (GET /export) of this process at once; one for each subject."),
    SETTING_INTEGER("max_export_bytes", limits.export_bytes, 256 << 20, 65536, INT64_C(1) << 40, "Largest export."),
    {0},
};

const struct problem_text refusals[] = {
    [REFUSAL_AUTHENTICATION_REQUIRED] = {"authentication_required", "Sign in with a valid token.",
                                         "wamp.error.authentication_required", 401, false},
    [REFUSAL_FOREIGN_ORIGIN] = {"foreign_origin", "This was not sent from a page of this installation.",
                                "samspil.error.foreign_origin", 403, false},
    [REFUSAL_RATE_LIMITED] = {"rate_limited", "Too many calls. Try again later.", "samspil.error.rate_limited", 429,
                              false},
    [REFUSAL_ADDRESS_RATE_LIMITED] = {"address_rate_limited",
                                      "Too many calls from your address without signing in. Try again later, or sign "
                                      "in.",
                                      "samspil.error.address_rate_limited", 429, false},
    [REFUSAL_TOO_MANY_CALLS] = {"too_many_calls", "Too many calls in flight on this connection.",
                                "samspil.error.too_many_calls", 429, false},
    [REFUSAL_TOO_MANY_SUBSCRIPTIONS] = {"too_many_subscriptions", "Too many subscriptions on this connection.",
                                        "samspil.error.too_many_subscriptions", 429, false},
    [REFUSAL_TOO_MANY_STREAMS] = {"too_many_streams", "Too many open feeds. Try again later.",
                                  "samspil.error.too_many_streams", 503, false},
    [REFUSAL_TOO_MANY_EXPORTS] = {"too_many_exports", "Too many exports at once. Try again later.",
                                  "samspil.error.too_many_exports", 503, false},
    [REFUSAL_EXPORT_TOO_LARGE] = {"export_too_large", "The export is larger than this gateway makes.",
                                  "samspil.error.export_too_large", 413, false},
    [REFUSAL_PAYLOAD_TOO_LARGE] = {"payload_too_large", "The message is larger than this gateway takes.",
                                   "wamp.error.payload_size_exceeded", 413, false},
    [REFUSAL_HEADERS_TOO_LARGE] = {"headers_too_large", "The headers are larger than this gateway takes.",
                                   "samspil.error.headers_too_large", 431, false},
    [REFUSAL_LENGTH_REQUIRED] = {"length_required", "Send the body with a Content-Length.",
                                 "samspil.error.length_required", 411, false},
    [REFUSAL_UNSUPPORTED_MEDIA_TYPE] = {"unsupported_media_type", "Send the arguments as application/json.",
                                        "samspil.error.unsupported_media_type", 415, false},
    [REFUSAL_METHOD_NOT_ALLOWED] = {"method_not_allowed", "This method is not for this address.",
                                    "samspil.error.method_not_allowed", 405, false},
    [REFUSAL_PERSONAL_BY_GET] = {"personal_by_get",
                                 "Personal data does not belong into addresses: call this with POST.",
                                 "samspil.error.personal_by_get", 405, false},
    [REFUSAL_NO_SUCH_PAGE] = {"no_such_page", "There is nothing at this address.", "samspil.error.no_such_page", 404,
                              false},
    [REFUSAL_CANCELED] = {"canceled", "You canceled this call. It may have been done nevertheless.",
                          "wamp.error.canceled", 499, false},
    [REFUSAL_INVALID_URI] = {"invalid_uri", "This is no valid URI.", "wamp.error.invalid_uri", 400, false},
    [REFUSAL_NO_SUBPROTOCOL] = {"no_subprotocol", "Offer the sub-protocol wamp.2.msgpack or wamp.2.json, at /ws.",
                                "samspil.error.no_subprotocol", 400, false},
};

const struct problem_text *problem_text_find(const char *code)
{
    for (int problem = PROBLEM_NONE + 1; problem < PROBLEM_COUNT; problem++) {
        if (strcmp(problem_table[problem].code, code) == 0)
            return &problem_table[problem];
    }
    for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
        if (strcmp(refusals[i].code, code) == 0)
            return &refusals[i];
    }
    return NULL;
}

struct common_problem problem_of(const struct problem_text *text)
{
    return (struct common_problem){.code = text->code, .message = text->message};
}

struct common_problem problem_until(const struct problem_text *text, int64_t retry_ms)
{
    struct common_problem problem = problem_of(text);
    problem.has_retry_after_ms = true;
    problem.retry_after_ms = retry_ms;
    return problem;
}

void address_key(const char *peer, const char *forwarded, char key[static ADDRESS_SIZE])
{
    struct in6_addr address;
    const char *last = forwarded ? strrchr(forwarded, ',') : NULL;
    last = last ? last + 1 : forwarded;
    if (last)
        last += strspn(last, " \t");
    (void) snprintf(key, ADDRESS_SIZE, "%s", last && *last != '\0' ? last : peer);
    if (inet_pton(AF_INET6, key, &address) != 1 || IN6_IS_ADDR_V4MAPPED(&address))
        return;
    memset(address.s6_addr + 8, 0, 8);
    (void) inet_ntop(AF_INET6, &address, key, ADDRESS_SIZE);
}

/*
 * The bucket holds time, not tokens: `full_at` is when it will be full again, and each call moves that on by the time
 * one call takes.
 */
struct bucket {
    struct table_link link; /* by subject, or address */
    int64_t full_at_ns;
};

struct rate {
    struct table buckets;
    const struct rate_limit *limit;
};

struct rate *rate_new(const struct rate_limit *limit)
{
    struct rate *rate = calloc(1, sizeof(*rate));
    if (!rate)
        abort();
    rate->limit = limit;
    return rate;
}

bool rate_take(struct rate *rate, const char *key, int64_t now_ns, int64_t *retry_ms)
{
    if (rate->limit->rate == 0)
        return true;
    struct bucket *bucket = TABLE_AT(&rate->buckets, key, struct bucket);
    int64_t each_ns = 1000000000 / rate->limit->rate;
    int64_t full_at = (bucket->full_at_ns > now_ns ? bucket->full_at_ns : now_ns) + each_ns;
    int64_t over_ns = full_at - now_ns - rate->limit->burst * each_ns;
    if (over_ns > 0) {
        *retry_ms = (over_ns + 999999) / 1000000;
        return false;
    }
    bucket->full_at_ns = full_at;
    return true;
}

struct sweep {
    struct rate *rate;
    int64_t now_ns;
};

static void sweep_bucket(struct table_link *link, void *closure)
{
    struct sweep *sweep = closure;
    struct bucket *bucket = TABLE_ENTRY(link, struct bucket);
    if (bucket->full_at_ns > sweep->now_ns)
        return;
    table_remove(&sweep->rate->buckets, link);
    free(bucket);
}

void rate_sweep(struct rate *rate, int64_t now_ns)
{
    table_each(&rate->buckets, sweep_bucket, &(struct sweep){rate, now_ns});
}

void rate_free(struct rate *rate)
{
    table_free_entries(&rate->buckets);
    free(rate);
}
