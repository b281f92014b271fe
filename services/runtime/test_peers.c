/* SPDX-License-Identifier: EUPL-1.2 */
#include "test_peers.h"

#include <string.h>

struct nats_server *server;

int start_server(void **state)
{
    (void) state;
    server = nats_server_start(NULL);
    return 0;
}

int stop_server(void **state)
{
    (void) state;
    nats_server_stop(server);
    return 0;
}

struct bus *open_bus_telling(void (*changed)(void *closure, bool connected), void *closure)
{
    const struct bus_options options = {
        .url = nats_server_url(server),
        .name = "test",
        .connect_timeout_ms = WAIT_MS,
        .changed = changed,
        .closure = closure,
    };
    struct bus *bus;
    assert_int_equal(0, bus_open(&options, &bus));
    return bus;
}

struct bus *open_bus(void)
{
    return open_bus_telling(NULL, NULL);
}

struct bytes text(const char *words)
{
    return (struct bytes){(const uint8_t *) words, strlen(words)};
}

struct bus_message *take_one(struct mailbox *box)
{
    struct bus_message *message = mailbox_take(box, WAIT_MS);
    assert_non_null(message);
    assert_null(message->next);
    return message;
}

void assert_says(const struct bus_message *message, const char *words)
{
    assert_int_equal(message->data.size, strlen(words));
    assert_memory_equal(message->data.data, words, strlen(words));
}
