/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Somebody who talks to the product over HTTP: POST /call and the live feed.
 *
 *     struct client *anna = client_new(product, "anna.caseworker@aaby.example", NULL);
 *     json_t *opened = client_call(anna, 200, "cases.open_case", json_pack("{s:s}", "citizen_name", "Ida"));
 *     struct feed *feed = feed_open(anna, NULL);
 *     json_t *event = feed_expect(feed, "samspil.cases.opened");
 *     feed_close(feed); json_decref(event); json_decref(opened); client_free(anna);
 *
 * One thread uses a client and its feeds. Each call is a command of its own: its id is made here.
 */
#pragma once

#include <jansson.h>

#include "instance.h"

struct client;
struct feed;

/* organisation_id: for which of several organisations they act; NULL where they have one. */
struct client *client_new(const struct instance *instance, const char *subject, const char *organisation_id);
void client_free(struct client *client);

/* The procedure without "samspil."; takes the arguments over. Fails the test unless it is answered with this HTTP
 * status; returns the answer's body. "Not now" (503) is sent again, as every client does. */
json_t *client_call(struct client *client, int status, const char *procedure, json_t *arguments);

/* The text at a field of an answer, which must be there. */
const char *text_of(const json_t *object, const char *field);

/* The live feed after a cursor, NULL for from its beginning. Connects again when it ends, as a browser's EventSource. */
struct feed *feed_open(const struct client *client, const char *after);
void feed_close(struct feed *feed);
/* The next event of this type, passing over others; fails the test when it does not come within 10 s. */
json_t *feed_expect(struct feed *feed, const char *type);
