/* SPDX-License-Identifier: EUPL-1.2 */
/* The writer's own state (writer.c), and what stands beside it: put-off answers, kept events. */
#pragma once

#include "running.h"

/* One command or signal of the batch. */
struct work {
    struct bus_message *message;
    const struct endpoint *endpoint;
    struct bytes reply;   /* in the batch's arena */
    const char *deferred; /* answered later, under this key */
    bool abandoned;       /* not run, not answered: its caller's time was over */
};

/* Callers whose answer was put off, by key. */
struct waiting {
    struct waiting_caller *first;
};
void waiting_add(struct waiting *waiting, const char *key, const char *reply_subject);
void waiting_answer(struct waiting *waiting, struct bus *bus, const char *key, struct bytes reply);
void waiting_free(struct waiting *waiting);

/* Kept events may go once they are known safe: healing_seconds after they were recorded. */
#define KEPT_MARKS 64
struct kept {
    struct kept_mark {
        int64_t at_ms; /* CLOCK_BOOTTIME */
        uint64_t sequence;
    } marks[KEPT_MARKS]; /* a ring, oldest first */
    size_t first, count;
    uint64_t safe;   /* up to here they may go */
    uint64_t pruned; /* up to here they are gone */
};
/* In the open transaction: deletes some that are safe, not many more than most. sql is static: of the table they stand
 * in. */
int kept_prune(struct store *store, struct kept *kept, uint64_t position, size_t most, const char *sql);

struct writer {
    struct runtime *runtime;
    struct recorder *recorder;
    struct arena arena;                           /* of the batch */
    struct bus_message *commands, **commands_end; /* oldest first; those of the batch are in its work */
    struct work *work;
    size_t work_count, batch_size;
    size_t followed;           /* events of others in the batch */
    struct bus_message *unfit; /* the command that broke the batch, or NULL */
    size_t recorded;           /* events of the batch */
    struct deferred_answer *answers;
    struct waiting waiting;
    struct kept kept, kept_log; /* own events; those of a log that is kept for others */
    int64_t committed_ms;       /* CLOCK_BOOTTIME, of the last batch */
    uint64_t reconnects;        /* of the bus, when the file was last brought to the same point as the stream */
    int64_t now_ms, due_ms;
    uint64_t moved;  /* counts whatever was done, to see when nothing can be */
    bool stalled;    /* what is there waits for events still on their way */
    bool in_doubt;   /* the stream may hold more than the file: catch up first */
    bool rebuilding; /* apply only: nothing is decided */
};

/* Registered once, at start. */
void writer_metrics(void);
void commands_metrics(void);
int writer_open(struct writer *writer, struct runtime *runtime);
void writer_close(struct writer *writer);
/* Waits up to wait_ms for something to do, and does it. 0, or negative when the process must end. */
int writer_turn(struct writer *writer, int64_t wait_ms);

/* Makes the emissions of one call the next events: applies them and sends them on their way. done and origin: what they
 * answer, if anything; origin->last is set here. 0 or negative. */
int record_emissions(struct writer *writer, struct context *context, struct common_answered *done,
                     struct common_origin *origin, const char *traceparent);

/*
 * Commands (commands.c).
 */
/* Runs one into the batch, unless it has to wait for what its caller has seen. 0, or negative when the batch is doomed. */
int command_take(struct writer *writer, struct bus_message *message, bool *taken);
void work_refuse(struct work *work, enum problem problem, const struct message_error *error, struct arena *arena);

/* For readers too. */
const struct endpoint *endpoint_find(const struct service *service, const char *subject);
int64_t requests_answered(const struct procedure *procedure);
int64_t queries_answered(const struct procedure *procedure);
