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

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_mailbox)};
    return cmocka_run_group_tests_name("mailbox", tests, NULL, NULL);
}
