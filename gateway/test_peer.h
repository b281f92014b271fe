/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A session without a socket: messages in, frames out; behind it the real dispatcher and feed on a real bus, on which the
 * test plays the service.
 */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "service.h"

#include <cmocka.h>
#include <jansson.h>

#include "session.h"
#include "test_tokens.h"

#define ORGANISATION "01a00000-0000-7000-8000-00000000000a"
#define CITIZEN_ID "01a00000-0000-7000-8000-0000000000c1"
#define SOME_ID "01a00000-0000-7000-8000-0000000000d1"
#define HELLO "[1,\"samspil\",{\"roles\":{},\"authmethods\":[\"ticket\"],\"authid\":\"x\"}]"

/* Of a group of tests: who signs tokens. Of each test: a bus, and a session of which "bo" is a coordinator. */
int issuer_begin(void **state);
int issuer_end(void **state);
int begin(void **state);
int end(void **state);
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

extern struct test_issuer *issuer;
extern struct session_services services;
extern struct session *session;
extern struct bus *service_bus;
extern bool is_ready;
extern _Atomic uint64_t losses;

/* What the session sent. */
extern struct sent {
    json_t *frames[64];
    struct ground grounds[64];
    uint64_t requests[64];
    size_t count;
    int closed;
} sent;

/* What the service was asked last, and what it answers with. */
extern struct asked {
    struct arena arena;
    struct common_call call;
    char subject[128];
    char *arguments;
    size_t count;
    struct common_reply reply;
    const char *result; /* JSON */
    bool is_silent;
} asked;

void begin_again(bool is_json);
/* At a gateway that begins only now. */
void begin_elsewhere(void);
void sign_in(const char *subject);
void receive(const char *json);
void capture(void *closure, struct frame *frame, const struct ground *ground, uint64_t request);
/* Until so many frames were sent, and the service was asked so often. */
void run_until(size_t frames, size_t calls);
/* In directory or cases. */
void happen(const struct event_contract *event, const void *data);

/* The text of the last frame, without the ids that are random. */
const char *last(void);
void expect_last(const char *text);
void expect_in_last(const char *part);
