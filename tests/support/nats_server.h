/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A real nats-server with JetStream for a test: on a free loopback port, with a store of its own under TMPDIR.
 *
 *     struct nats_server *server = nats_server_start(NULL);
 *     … nats_server_url(server) …
 *     nats_server_kill(server);           // as if the power failed, except for what the kernel has
 *     nats_server_restart(server);        // same port, same store
 *     nats_server_stop(server);           // and removes the store
 *
 * When a call returns, the server is ready, or gone. A failure fails the running cmocka test. The server dies with the
 * thread that started it.
 */
#pragma once

struct nats_server;

/* arguments: more of them for the command line, ended by NULL; NULL for none. They must stay. */
struct nats_server *nats_server_start(const char *const *arguments);
void nats_server_stop(struct nats_server *server);

void nats_server_shut_down(struct nats_server *server); /* SIGTERM and its end */
void nats_server_kill(struct nats_server *server);      /* SIGKILL and its end */
void nats_server_restart(struct nats_server *server);   /* after one of the two */

void nats_server_pause(struct nats_server *server); /* SIGSTOP; from then on it does nothing */
void nats_server_resume(struct nats_server *server);

/* Keeps a copy of the store, and puts it back in place of the present one; only while the server is down. */
void nats_server_save_store(struct nats_server *server);
void nats_server_load_store(struct nats_server *server);

const char *nats_server_url(const struct nats_server *server);
