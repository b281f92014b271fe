/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a client may use up, and the answers of the gateway's own: those that no contract has, because no service gave
 * them.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "contract.h"
#include "settings.h"

struct rate_limit {
    int64_t rate, burst; /* calls a second, and those beyond it at once; rate 0: no limit */
};

struct limits {
    int64_t message_bytes;        /* of a websocket message or a request's body */
    int64_t calls;                /* in flight for one connection */
    int64_t subscriptions;        /* of one connection */
    struct rate_limit subject;    /* of one who signed in */
    struct rate_limit address;    /* of all who did not, from one address */
    int64_t handshake_seconds;    /* from the connection to the WELCOME; for a request's headers and its body */
    int64_t queue_bytes;          /* waiting to be sent on one connection */
    int64_t stall_seconds;        /* how long a connection may take nothing of what waits */
    int64_t ping_seconds;         /* between two questions on a websocket whether somebody is there */
    int64_t connections, streams; /* of this process; streams: those of them that are SSE */
    int64_t call_seconds;         /* how long a call may take when the caller names nothing shorter */
    int64_t exports;              /* of this process at once */
    int64_t export_bytes;         /* of one */
};

extern struct limits limits;
extern const struct setting limit_settings[];

#define LIMIT_HEADER_BYTES 16384 /* a request's line and headers */
#define LIMIT_ONE_HEADER_BYTES 2048
#define LIMIT_TOKEN_BYTES 8192
#define LIMIT_PAGE 50 /* entries read at a time for one SSE stream */

/* Rows of the gateway's own problems, in the form of problem_table. */
enum refusal {
    REFUSAL_AUTHENTICATION_REQUIRED,
    REFUSAL_FOREIGN_ORIGIN,
    REFUSAL_RATE_LIMITED,
    REFUSAL_ADDRESS_RATE_LIMITED,
    REFUSAL_TOO_MANY_CALLS,
    REFUSAL_TOO_MANY_SUBSCRIPTIONS,
    REFUSAL_TOO_MANY_STREAMS,
    REFUSAL_TOO_MANY_EXPORTS,
    REFUSAL_EXPORT_TOO_LARGE,
    REFUSAL_PAYLOAD_TOO_LARGE,
    REFUSAL_HEADERS_TOO_LARGE,
    REFUSAL_LENGTH_REQUIRED,
    REFUSAL_UNSUPPORTED_MEDIA_TYPE,
    REFUSAL_METHOD_NOT_ALLOWED,
    REFUSAL_PERSONAL_BY_GET,
    REFUSAL_NO_SUCH_PAGE,
    REFUSAL_CANCELED,
    REFUSAL_INVALID_URI,
    REFUSAL_NO_SUBPROTOCOL,
};
extern const struct problem_text refusals[];

/* By code, among the contracts' and the gateway's own; NULL for a code that neither knows. */
const struct problem_text *problem_text_find(const char *code);
/* As it is answered, without field or other detail. */
struct common_problem problem_of(const struct problem_text *text);

/* The same that says when trying again makes sense. */
struct common_problem problem_until(const struct problem_text *text, int64_t retry_ms);

/*
 * Calls a second, a bucket of tokens for each key (a subject, an address). A bucket that has filled up again is
 * forgotten.
 */
struct rate;

/* limit: outlives the rate; what it says at the moment counts. */
struct rate *rate_new(const struct rate_limit *limit);
void rate_free(struct rate *rate);
/* Whether one more call is within the rate; if not, *retry_ms says when it will be. now_ns: CLOCK_MONOTONIC. */
bool rate_take(struct rate *rate, const char *key, int64_t now_ns, int64_t *retry_ms);
/* Forgets full buckets; to be called every few seconds. */
void rate_sweep(struct rate *rate, int64_t now_ns);

#define ADDRESS_SIZE 46 /* INET6_ADDRSTRLEN */

/* What of a client's address stands for one client: of IPv6 the network (its first 64 bits), since one client has all of
 * it; anything else as it is, cut where it is no address. forwarded: the header X-Forwarded-For, of which the last entry
 * is the proxy's own word; "" or NULL for none. */
void address_key(const char *peer, const char *forwarded, char key[static ADDRESS_SIZE]);
