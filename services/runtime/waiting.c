/* SPDX-License-Identifier: EUPL-1.2 */
/* Put-off answers: who waits for what. In memory only: a caller that is forgotten by a crash repeats its command. */
#include "writer.h"

#include <stdlib.h>
#include <string.h>

struct waiting_caller {
    struct waiting_caller *next;
    const char *reply; /* behind the key */
    char key[];
};

void waiting_add(struct waiting *waiting, const char *key, const char *reply_subject)
{
    if (!reply_subject)
        return;
    size_t key_size = strlen(key) + 1, reply_size = strlen(reply_subject) + 1;
    struct waiting_caller *caller = malloc(sizeof *caller + key_size + reply_size);
    if (!caller)
        abort(); /* as everywhere: the end of memory is the end of the process */
    memcpy(caller->key, key, key_size);
    memcpy(caller->key + key_size, reply_subject, reply_size);
    caller->reply = caller->key + key_size;
    caller->next = waiting->first;
    waiting->first = caller;
}

void waiting_answer(struct waiting *waiting, struct bus *bus, const char *key, struct bytes reply)
{
    struct waiting_caller **link = &waiting->first;
    while (*link) {
        struct waiting_caller *caller = *link;
        if (strcmp(caller->key, key) != 0) {
            link = &caller->next;
            continue;
        }
        (void) bus_post(bus, caller->reply, NULL, reply); /* unreachable: it will repeat its command */
        *link = caller->next;
        free(caller);
    }
}

void waiting_free(struct waiting *waiting)
{
    while (waiting->first) {
        struct waiting_caller *caller = waiting->first;
        waiting->first = caller->next;
        free(caller);
    }
}
