/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A gateway on ports of its own, and a client that can say anything to it. What fails fails the test.
 *
 *     issuer = test_issuer_new(jwks);
 *     gateway_start(program, jwks, nats_url);
 *     int fd = connected();
 *     say(fd, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
 *     expect(fd, "</html>");
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "test_tokens.h"

extern struct test_issuer *issuer; /* whose tokens the gateway takes */
extern pid_t process;              /* of the gateway */
extern int monitor_port;
extern char answer[]; /* heard since the last expect */

/* Returns when it is alive. With a handshake of 1 s, messages of 32 KiB, pings each second, 20 connections, behind a proxy, and of
 * those who have not signed in 1 call a second, 2 at once. */
void gateway_start(const char *program, const char *jwks, const char *nats_url);

int connected(void);
/* False when the other side has ended it. */
bool say_bytes(int fd, const void *bytes, size_t size);
bool say(int fd, const char *text);
/* Reads on until the text has come, or the end of the connection; returns whether it has come. */
bool hear(int fd, const char *text);
/* The end of the connection comes; closes it. */
void hear_end(int fd);
/* The text comes; what has been heard is forgotten. */
void expect(int fd, const char *text);

/* The header of this subject's token, and the rest behind it; valid until the next call. */
char *authorized(const char *subject, const char *rest);

/* Whether GET of a path at this port is answered with the text; waits until it is. */
bool answers(int to, const char *path, const char *text);
void wait_for(int to, const char *path, const char *text);

/* One frame of a client, and one of text. */
bool say_frame(int fd, uint8_t head, const void *payload, size_t size);
bool say_text(int fd, const char *text);
/* A connection that asks for an upgrade to this sub-protocol; headers: more of them, each with its line end. */
int websocket_with(const char *protocol, const char *headers);
int websocket(const char *protocol);
/* Upgraded, for JSON. */
int json_websocket(void);
/* As the operator. */
void sign_in(int fd);
