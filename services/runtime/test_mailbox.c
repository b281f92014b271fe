/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>
#include <stdlib.h>

#include "bus.h"

static void *interrupt(void *closure)
{
    mailbox_interrupt(closure);
    return NULL;
}

static void count_wake(void *closure)
{
    ++*(int *) closure;
}

static void test_mailbox(void **state)
{
    (void) state;
    int woken = 0;
    struct mailbox *box = mailbox_new(count_wake, &woken);
    assert_null(mailbox_take(box, 0));
    assert_null(mailbox_take(box, 5));

    struct bus_message *list[3];
    for (int i = 0; i < 3; i++) {
        list[i] = calloc(1, sizeof(struct bus_message));
        list[i]->tag = i;
    }
    list[0]->next = list[1];
    mailbox_put(box, list[0]);
    mailbox_put(box, list[2]);
    assert_int_equal(woken, 1);
    struct bus_message *taken = mailbox_take(box, -1);
    for (int i = 0; i < 3; i++) {
        assert_ptr_equal(taken, list[i]);
        taken = taken->next;
        bus_release(list[i]);
    }
    assert_null(taken);

    pthread_t thread;
    assert_int_equal(0, pthread_create(&thread, NULL, interrupt, box));
    assert_null(mailbox_take(box, -1));
    pthread_join(thread, NULL);
    assert_int_equal(woken, 2);
    mailbox_put(box, calloc(1, sizeof(struct bus_message))); /* mailbox_free releases it */
    mailbox_free(box);
}

static struct bus_message *message_of(int tag)
{
    struct bus_message *message = calloc(1, sizeof *message);
    message->tag = tag;
    return message;
}

static void *put_two(void *closure)
{
    mailbox_put(closure, message_of(3));
    mailbox_put(closure, message_of(1));
    return NULL;
}

/* What is dull is not waited for, and comes along. */
static void test_dull(void **state)
{
    (void) state;
    const uint64_t dull = 1 << 3;
    struct mailbox *box = mailbox_new(NULL, NULL);
    pthread_t thread;
    assert_int_equal(0, pthread_create(&thread, NULL, put_two, box));
    int found = 0;
    do
        for (struct bus_message *message = mailbox_take_but(box, dull, -1), *next; message; message = next) {
            next = message->next;
            found |= 1 << message->tag;
            bus_release(message);
        }
    while (!(found & 1 << 1));
    assert_int_equal(found, 1 << 1 | dull);
    pthread_join(thread, NULL);

    mailbox_put(box, message_of(3)); /* it was there before */
    struct bus_message *message = mailbox_take_but(box, dull, -1);
    assert_int_equal(message->tag, 3);
    bus_release(message);
    mailbox_free(box);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_mailbox), cmocka_unit_test(test_dull)};
    return cmocka_run_group_tests_name("mailbox", tests, NULL, NULL);
}
