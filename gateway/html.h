/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Pages that this process writes itself: text, safely within markup, and the policy under which a browser shows them.
 */
#pragma once

#include "arena.h"

/* Markup as it stands. */
void html_say(struct buffer *to, const char *markup);
/* Text, of which nothing becomes markup. */
void html_escape(struct buffer *to, const void *text, size_t size);
void html_escape_text(struct buffer *to, const char *text);
/* An element without attributes that holds this text, and a line end. */
void html_element(struct buffer *to, const char *name, const char *text);

/* A Content-Security-Policy that permits this one style, and forms to be sent to form_action ("'none'"), in the arena. */
const char *html_policy(const char *style, const char *form_action, struct arena *arena);
