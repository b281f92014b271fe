/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The whole product, running for a test: a state directory, ports and processes of its own, started by deploy/up.
 *
 *     struct instance *product = instance_start(0);
 *     struct client *anna = client_new(product, "anna", NULL);               // client.h
 *     …
 *     instance_kill(product, "referrals", SIGKILL);                          // its supervisor starts it again
 *     instance_wait_ready(product);
 *     instance_stop(product);
 *
 * What goes wrong fails the running test and says why. When the test itself dies, a guardian takes the product down.
 */
#pragma once

#include <sys/types.h>

struct instance;

enum { INSTANCE_DEMO = 1 /* with the demo's data; without it there is only one operator */ };

/* Takes the programs of the build in SAMSPIL_BUILD and deploy/ of the checkout in SAMSPIL_SOURCE. */
struct instance *instance_start(int flags);
/* Takes it down and removes it. Fails when a process had ended other than with status 0 or by instance_kill's SIGKILL:
 * a crash, a sanitizer's finding, a leak. */
void instance_stop(struct instance *instance);

/* deploy/down, and deploy/up on what it left. */
void instance_down(struct instance *instance);
void instance_up(struct instance *instance);

/* Sends a signal to a process: nats, gateway or a service. */
void instance_kill(struct instance *instance, const char *process, int signal);
pid_t instance_process(const struct instance *instance, const char *process);
void instance_wait_ready(const struct instance *instance);

const char *instance_url(const struct instance *instance);
const char *instance_state(const struct instance *instance);
/* A token for this subject; the caller frees it. */
char *instance_token(const struct instance *instance, const char *subject);

/* Runs a command, which must succeed. Returns what it printed; the caller frees it. */
char *run_command(const char *const *arguments);
#define RUN(...) run_command((const char *const[]){__VA_ARGS__, NULL})
