/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "free_port.h"
#include "metrics.h"

static struct metric calls = METRIC_COUNTER("test_calls_total", "Calls answered.", "procedure");
static struct metric depth = METRIC_GAUGE("test_depth", "How deep.", NULL);
static struct metric took = METRIC_HISTOGRAM("test_seconds", "How long.");
static atomic_bool ready;
static int port;

static bool is_ready(void *closure)
{
    return atomic_load((atomic_bool *) closure);
}

static int begin(void **state)
{
    (void) state;
    metrics_register(&calls);
    metrics_register(&depth);
    metrics_register(&took);
    port = free_port();
    return metrics_listen(port, is_ready, &ready);
}

static int finish(void **state)
{
    (void) state;
    metrics_close();
    metrics_close();
    return 0;
}

static int dial(void)
{
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t) port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(0, connect(fd, (struct sockaddr *) &address, sizeof(address)));
    return fd;
}

static char answer[65536];

/* Everything until the other side closes. */
static void read_answer(int fd)
{
    size_t size = 0;
    ssize_t got;
    while ((got = recv(fd, answer + size, sizeof(answer) - 1 - size, 0)) > 0)
        size += (size_t) got;
    answer[size] = '\0';
    close(fd);
}

static void ask(const char *request)
{
    int fd = dial();
    assert_int_equal(send(fd, request, strlen(request), MSG_NOSIGNAL), strlen(request));
    read_answer(fd);
}

static void assert_status(const char *status)
{
    char line[64];
    snprintf(line, sizeof(line), "HTTP/1.1 %s\r\n", status);
    if (strncmp(answer, line, strlen(line)) != 0)
        fail_msg("not %s: %.100s", status, answer);
}

static void test_render(void **state)
{
    (void) state;
    metric_add(metric_with(&calls, "send_referral"), 2);
    metric_add(metric_with(&calls, "a\"b\\c\nd"), 1);
    metric_add(metric_with(&calls, "send_referral"), 1);
    metric_set(metric_with(&depth, NULL), -7);
    metric_observe(metric_with(&took, NULL), 0.0001); /* a bound belongs to its bucket */
    metric_observe(metric_with(&took, NULL), 0.003);
    metric_observe(metric_with(&took, NULL), 20);
    struct buffer text = {0};
    metrics_render(&text);
    buffer_append(&text, "", 1);
    static const char *const expected[] = {
        "# HELP test_calls_total Calls answered.\n# TYPE test_calls_total counter\n",
        "counter\ntest_calls_total{procedure=\"send_referral\"} 3\n",
        "test_calls_total{procedure=\"a\\\"b\\\\c\\nd\"} 1\n",
        "# TYPE test_depth gauge\ntest_depth -7\n",
        "# TYPE test_seconds histogram\ntest_seconds_bucket{le=\"0.0001\"} 1\n",
        "test_seconds_bucket{le=\"0.002\"} 1\ntest_seconds_bucket{le=\"0.005\"} 2\n",
        "test_seconds_bucket{le=\"10\"} 2\ntest_seconds_bucket{le=\"+Inf\"} 3\n",
        "test_seconds_sum 20.0031\ntest_seconds_count 3\n",
    };
    for (size_t i = 0; i < sizeof(expected) / sizeof(*expected); i++)
        if (!strstr((const char *) text.data, expected[i]))
            fail_msg("%s\nis not in\n%s", expected[i], (const char *) text.data);
    buffer_free(&text);
}

static void *count(void *closure)
{
    for (int i = 0; i < 10000; i++)
        metric_add(metric_with(closure, i % 2 ? "odd" : "even"), 1);
    return NULL;
}

static void test_counting_on_many_threads(void **state)
{
    (void) state;
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        assert_int_equal(0, pthread_create(&threads[i], NULL, count, &calls));
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    ask("GET /metrics HTTP/1.1\r\n\r\n");
    assert_non_null(strstr(answer, "{procedure=\"odd\"} 20000\n"));
    assert_non_null(strstr(answer, "{procedure=\"even\"} 20000\n"));
}

static void test_routes(void **state)
{
    (void) state;
    ask("GET /metrics HTTP/1.1\r\nHost: here\r\n\r\n");
    assert_status("200 OK");
    const char *length = strstr(answer, "Content-Length: "), *body = strstr(answer, "\r\n\r\n");
    assert_true(length && body);
    assert_int_equal(strtol(length + 16, NULL, 10), strlen(body + 4));
    assert_non_null(strstr(body, "# TYPE test_calls_total counter\n"));
    ask("GET /livez?verbose HTTP/1.1\r\n\r\n");
    assert_status("200 OK");
    atomic_store(&ready, false);
    ask("GET /readyz HTTP/1.1\r\n\r\n");
    assert_status("503 Service Unavailable");
    atomic_store(&ready, true);
    ask("GET /readyz HTTP/1.1\r\n\r\n");
    assert_status("200 OK");
    ask("GET /metricsandmore HTTP/1.1\r\n\r\n");
    assert_status("404 Not Found");
    ask("POST /metrics HTTP/1.1\r\n\r\n");
    assert_status("405 Method Not Allowed");
    ask("\r\n\r\n");
    assert_status("405 Method Not Allowed");
}

static void test_a_request_in_pieces(void **state)
{
    (void) state;
    int fd = dial();
    for (const char *at = "GET /livez HTTP/1.1\r\n\r\n"; *at; at++)
        assert_int_equal(send(fd, at, 1, MSG_NOSIGNAL), 1);
    read_answer(fd);
    assert_status("200 OK");
}

static void test_too_large(void **state)
{
    (void) state;
    static char request[4095];
    memset(request, 'x', sizeof(request));
    int fd = dial();
    assert_int_equal(send(fd, request, sizeof(request), MSG_NOSIGNAL), sizeof(request));
    read_answer(fd);
    assert_status("431 Request Header Fields Too Large");
}

/* More idle connections than it takes: one too many is closed at once, and when they go the next is served. */
static void test_idle_connections(void **state)
{
    (void) state;
    int idle[16];
    for (int i = 0; i < 16; i++)
        idle[i] = dial();
    read_answer(dial());
    assert_string_equal(answer, "");
    for (int i = 0; i < 16; i++) {
        send(idle[i], "GET /livez HTTP/1.1\r\n\r\n", 23, MSG_NOSIGNAL);
        read_answer(idle[i]);
        assert_status("200 OK");
    }
    ask("GET /livez HTTP/1.1\r\n\r\n");
    assert_status("200 OK");
}

static void test_port_in_use(void **state)
{
    (void) state;
    int taken = port;
    metrics_close();
    assert_int_equal(0, metrics_listen(0, is_ready, &ready)); /* none */
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t) taken), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));
    assert_int_equal(0, bind(fd, (struct sockaddr *) &address, sizeof(address)));
    assert_int_equal(0, listen(fd, 1));
    assert_int_equal(-EADDRINUSE, metrics_listen(taken, is_ready, &ready));
    close(fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_render),      cmocka_unit_test(test_counting_on_many_threads),
        cmocka_unit_test(test_routes),      cmocka_unit_test(test_a_request_in_pieces),
        cmocka_unit_test(test_too_large),   cmocka_unit_test(test_idle_connections),
        cmocka_unit_test(test_port_in_use),
    };
    return cmocka_run_group_tests_name("metrics", tests, begin, finish);
}
