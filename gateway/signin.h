/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Signing in with a browser: at an OpenID provider, or, in a demonstration, by choosing who one is. Its requests are
 * answered through request.h (signin_begin, signin_body).
 */
#pragma once

#include "gateway.h"

struct signin;

extern const struct setting signin_settings[];

/* What is wrong with the settings, in static words; NULL when nothing is. */
const char *signin_check_settings(const char *jwks);
/* Makes a new key for sessions, which gateways use once told to (SIGHUP). 0 or a negative errno value. */
int signin_rotate(void);

/* Fills the gateway's origin, services.jar and services.provider. 0, a negative errno value of the file of keys, or as
 * stream_ensure. */
int signin_open(struct gateway *gateway, struct signin **opened);
void signin_close(struct signin *signin);
/* Whether it is known which sessions have been signed out. */
bool signin_is_ready(const struct signin *signin);
void signin_receive(struct signin *signin, const struct bus_message *message);
/* Reads the keys of sessions again. */
int signin_reload(struct gateway *gateway);
void signin_tick(struct signin *signin, int64_t now_ns);

/* Whether forms of our pages may lead to the provider, and its origin then. */
bool signin_form_action(const struct signin *signin, char origin[static ORIGIN_SIZE]);
