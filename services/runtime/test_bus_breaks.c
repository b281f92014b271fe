/* SPDX-License-Identifier: EUPL-1.2 */
/* Connections that break: what the bus tells of it, and what it makes good by itself. */
#include <arpa/inet.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "test_peers.h"

/* What a bus tells of its connection, on a thread of libnats. */
struct changes {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int lost, found;
};

static void note_change(void *closure, bool connected)
{
    struct changes *changes = closure;
    pthread_mutex_lock(&changes->lock);
    if (connected)
        changes->found++;
    else
        changes->lost++;
    pthread_cond_broadcast(&changes->changed);
    pthread_mutex_unlock(&changes->lock);
}

static void wait_for(struct changes *changes, const int *count, int least)
{
    pthread_mutex_lock(&changes->lock);
    while (*count < least)
        pthread_cond_wait(&changes->changed, &changes->lock);
    pthread_mutex_unlock(&changes->lock);
}

static void test_server_killed_and_restarted(void **state)
{
    (void) state;
    struct changes changes = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};
    struct bus *bus = open_bus_telling(note_change, &changes);
    struct mailbox *box = mailbox_new(NULL, NULL);
    struct bus_subscription *subscription;
    assert_int_equal(0, bus_subscribe(bus, "again", NULL, box, 0, &subscription));
    assert_true(bus_connected(bus));

    for (int round = 1; round <= 3; round++) {
        nats_server_kill(server);
        wait_for(&changes, &changes.lost, round);
        assert_false(bus_connected(bus));
        struct bus_message *answer;
        assert_int_equal(-ENOTCONN, bus_publish(bus, "again", NULL, text("lost")));
        assert_int_equal(-ENOTCONN, bus_request(bus, "again", text("lost"), WAIT_MS, &answer));

        nats_server_restart(server);
        wait_for(&changes, &changes.found, round);
        assert_true(bus_connected(bus));
        assert_int_equal(bus_reconnects(bus), round);
        assert_int_equal(0, bus_publish(bus, "again", NULL, text("found")));
        struct bus_message *message = take_one(box);
        assert_says(message, "found");
        bus_release(message);
    }
    bus_close(bus);
    mailbox_free(box);
    pthread_cond_destroy(&changes.changed);
    pthread_mutex_destroy(&changes.lock);
}

/* Killed in the middle of a flood, so that half a message is in the connection's buffer. */
static void test_server_killed_under_load(void **state)
{
    (void) state;
    struct changes changes = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};
    struct bus *bus = open_bus_telling(note_change, &changes);
    static uint8_t much[64 * 1024];
    for (int round = 1; round <= 3; round++) {
        for (int i = 0; i < 500; i++)
            assert_int_equal(0, bus_publish(bus, "flood", NULL, (struct bytes){much, sizeof(much)}));
        nats_server_kill(server);
        int rc;
        while ((rc = bus_publish(bus, "flood", NULL, (struct bytes){much, sizeof(much)})) == 0)
            continue;
        assert_int_equal(rc, -ENOTCONN);
        nats_server_restart(server);
        wait_for(&changes, &changes.found, round);
        struct bus_message *answer;
        assert_int_equal(-EHOSTUNREACH, bus_request(bus, "nobody.listens", text(""), WAIT_MS, &answer));
    }
    bus_close(bus);
    pthread_cond_destroy(&changes.changed);
    pthread_mutex_destroy(&changes.lock);
}

/*
 * A server that breaks off in the middle of a message, which the real one does too rarely for a test: the first client
 * gets half a message and a reset connection, the second a whole one.
 */
enum { HALF = 1024 * 1024 };

struct breaking_server {
    int listener;
    int port;
    pthread_t thread;
};

/* Reads until a line with this beginning; its last word is the subscription's number. */
static int read_line(FILE *client, const char *beginning)
{
    char line[1024];
    do {
        if (!fgets(line, sizeof(line), client))
            return -1;
    } while (strncmp(line, beginning, strlen(beginning)) != 0);
    return (int) strtol(strrchr(line, ' ') ? strrchr(line, ' ') : "", NULL, 10);
}

static FILE *accept_client(const struct breaking_server *breaking, int *sid)
{
    FILE *client = fdopen(accept(breaking->listener, NULL, NULL), "r+");
    setvbuf(client, NULL, _IONBF, 0);
    fputs("INFO {\"server_id\":\"test\",\"version\":\"2.9.10\",\"headers\":true,\"max_payload\":8388608}\r\n", client);
    read_line(client, "PING");
    fputs("PONG\r\n", client);
    *sid = read_line(client, "SUB word");
    return client;
}

static void *break_off(void *closure)
{
    const struct breaking_server *breaking = closure;
    static char half[HALF];
    memset(half, 'x', sizeof(half));
    int sid;
    FILE *client = accept_client(breaking, &sid);
    fprintf(client, "MSG word %d %d\r\n", sid, 2 * HALF);
    fwrite(half, 1, sizeof(half), client);
    setsockopt(fileno(client), SOL_SOCKET, SO_LINGER, &(struct linger){.l_onoff = 1}, sizeof(struct linger));
    fclose(client);

    client = accept_client(breaking, &sid);
    fprintf(client, "MSG word %d 6\r\nand on\r\n", sid);
    while (read_line(client, "PING") >= 0)
        fputs("PONG\r\n", client);
    fclose(client);
    return NULL;
}

static void start_breaking(struct breaking_server *breaking)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof(address);
    breaking->listener = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(0, bind(breaking->listener, (struct sockaddr *) &address, size));
    assert_int_equal(0, listen(breaking->listener, 2));
    assert_int_equal(0, getsockname(breaking->listener, (struct sockaddr *) &address, &size));
    breaking->port = ntohs(address.sin_port);
    assert_int_equal(0, pthread_create(&breaking->thread, NULL, break_off, breaking));
}

static void test_half_a_message(void **state)
{
    (void) state;
    struct breaking_server breaking;
    start_breaking(&breaking);
    char url[64];
    snprintf(url, sizeof(url), "nats://127.0.0.1:%d", breaking.port);
    struct bus *bus;
    struct mailbox *box = mailbox_new(NULL, NULL);
    struct bus_subscription *subscription;
    assert_int_equal(0,
                     bus_open(&(struct bus_options){.url = url, .name = "test", .connect_timeout_ms = WAIT_MS}, &bus));
    assert_int_equal(0, bus_subscribe(bus, "word", NULL, box, 0, &subscription));
    struct bus_message *message = take_one(box);
    assert_says(message, "and on");
    bus_release(message);
    bus_close(bus);
    pthread_join(breaking.thread, NULL);
    close(breaking.listener);
    mailbox_free(box);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_server_killed_and_restarted),
        cmocka_unit_test(test_server_killed_under_load),
        cmocka_unit_test(test_half_a_message),
    };
    return cmocka_run_group_tests_name("bus_breaks", tests, start_server, stop_server);
}
