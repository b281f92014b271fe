/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What of HTTP is ours: lines of method, path, Authorization, Content-Type, a number, a cursor and Idempotency-Key, and
 * behind them the body.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "message.h"
#include "route.h"
#include "wamp.h"

#define LINES 7

static void use_lines(char *const *lines)
{
    struct route route = route_of((enum http_method)((unsigned char) lines[0][0] % (HTTP_OTHER + 1)), lines[1]);
    assert((route.kind == ROUTE_CALL) == (route.procedure != NULL));
    assert(route.kind != ROUTE_NONE || !route.allowed);
    const char *token = route_bearer(lines[2]);
    assert(!token || (*token != '\0' && *token != ' '));
    (void) route_is_json(lines[3]);
    assert(route_natural(lines[4]) <= (int64_t) WAMP_MAX_ID);
    assert(!route_cursor_is_valid(lines[5]) || strlen(lines[5]) == 0 || route_natural(lines[5]) >= 0);
}

static void use_body(struct bytes body, const char *command_id)
{
    static struct buffer arguments;
    buffer_clear(&arguments);
    if (!route_arguments(body, command_id, &arguments)) {
        assert(arguments.size == 0);
        return;
    }
    struct bytes map = {arguments.data, arguments.size};
    assert(message_scan(map) == map.size);
    assert(!command_id || wamp_option(map, "command_id").data);
    struct frame *frame = route_result(map, false);
    assert(frame->size > map.size / 4);
    frame_release(frame);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *lines[LINES];
    struct bytes rest;
    char *copy = fuzz_lines((struct bytes){data, size}, LINES, lines, &rest);
    use_lines(lines);
    use_body(rest, lines[6][0] ? lines[6] : NULL);
    free(copy);
    return 0;
}
