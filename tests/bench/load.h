/* SPDX-License-Identifier: EUPL-1.2 */
/* What the parts of bench_load share: load.c has what is called and how often, events.c when others hear of it. */
#pragma once

#include <sys/epoll.h>

#include "referrals_contract.h"
#include "wire.h"

#define MANY 1024 /* wires that are looked at in one turn */

struct options {
    const char *token, *listener, *cases, *referrals, *offer, *organisation, *write, *people, *plan;
    int64_t port, in_flight, connections, count, seconds, rate, sockets, stall_seconds;
};
extern struct options options;

/* Ids from a file, one a line. */
struct ids {
    char (*items)[37];
    size_t count;
};
extern struct ids ids;

extern struct arena arena; /* of what is being sent, or taken apart */

void read_ids(const char *path);
/* The caller frees it. */
char *read_token(const char *path);

void fill_send_referral(int64_t number, void *to);
/* Decodes a result or an event's data; what it points to lives until the arena is reset. */
void take(const struct message_type *type, struct bytes from, void *to);

void watch(int epoll, struct wire *wire);
/* How many have something; dies when nothing comes for options.stall_seconds. */
int wait_for_wires(int epoll, struct epoll_event events[MANY]);

/* One referral after another, options.rate a second; when it is answered, and when its event arrives. */
void run_events(void);
/* Each event of one referral after another to options.sockets connections. */
void run_fan_out(void);
/* options.rate edits a second of one plan, by those whose tokens are in the file options.people. */
void run_together(void);
