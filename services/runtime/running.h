/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the files of the runtime know of a running service; services never see it.
 *
 *   service.c   settings and verbs
 *   serve.c     start and stop
 *   writer.c    the loop that changes state: batches of followed events and commands (commands.c)
 *   reader.c    the threads that answer queries
 *   context.c   what a handler is given and says
 *   event.c     from a handler's emit to bytes in the stream, and from there to apply
 *   catch_up.c  the own stream and the SQLite file brought to the same point: healing, catching up, rebuild
 *   consent.c   followed consents and the lease
 *   work.c      the thread of a service that has long work to do
 */
#pragma once

#include <pthread.h>
#include <stdatomic.h>

#include "bus.h"
#include "consent.h"
#include "database.h"
#include "discovery.h"
#include "follow.h"
#include "identity.h"
#include "log.h"
#include "metrics.h"
#include "record.h"
#include "service.h"
#include "settings.h"

#define MAX_STREAMS 16 /* followed by one service, its own included */
#define MAX_READERS 16
#define TRACK_WAITING_MAX 16384 /* followed events kept in memory */

/* How far one stream has been applied. Own stream: track 0. */
struct track {
    const char *stream;
    const struct contract *contract;
    bool reacts;       /* its events go to react() */
    bool kept;         /* a log of several writers: its events are kept here until they are known safe there */
    uint64_t position; /* applied, the open transaction included */
    uint64_t reacted;  /* no reaction is due up to here */
    uint64_t committed, committed_reacted;
    _Atomic uint64_t visible; /* committed, for the readers */
    struct follower *follower;
    struct bus_message *waiting, **waiting_end; /* received, not yet committed; oldest first */
    struct bus_message *next;                   /* the first of them not applied in the open transaction */
    size_t waiting_count;
    bool overrun; /* some were dropped: start over when the rest is applied */
};

struct lease {
    _Atomic int64_t until_ms; /* CLOCK_BOOTTIME; 0: none */
    int64_t next_report_ms;   /* CLOCK_BOOTTIME */
    bool report_now;          /* a consent ended */
};

struct runtime {
    const struct service *service;
    const char *stream; /* own */
    struct bus *bus;
    struct store *store; /* the writer's */
    struct track tracks[MAX_STREAMS];
    size_t track_count;
    struct track *consents; /* the track that is CONSENTS, NULL if not followed */
    struct lease lease;
    struct mailbox *box; /* the writer's */
    char instance[37];
    atomic_bool stopping, ready;
    struct reader *readers;
    size_t reader_count;
    struct discovery *discovery;
    struct work_thread *work; /* NULL: none */
};

/* Settings of every service. */
struct runtime_settings {
    const char *nats_url, *nats_user, *nats_password, *state, *log_level;
    int64_t readers, metrics_port, replicas, batch, healing_seconds;
};
extern struct runtime_settings runtime_settings;

/* For this service, nothing opened yet. */
void runtime_init(struct runtime *runtime, const struct service *service);
/* Closes file, bus and mailbox, those that are open. */
void runtime_close(struct runtime *runtime);
/* A connection to the bus as this process. timeout_ms: how long it is tried, 0: for ever. 0 or negative. */
int bus_connect(const struct runtime *runtime, int64_t timeout_ms, struct bus **bus);
/* Opens and migrates the file, and loads the positions. 0 or negative. */
int store_prepare(struct runtime *runtime, const char *path);
/* From connected to asked to stop; rebuilding: until all streams are followed to their end. 0 or negative. */
int runtime_run(struct runtime *runtime, const char *path, bool rebuilding);
/* Opens everything and runs, until a signal comes. 0 or negative. */
int runtime_serve(struct runtime *runtime, const char *path);

/*
 * A call being handled. Handlers see .call only; it is the first member, so the runtime finds the rest.
 */
struct emission {
    const struct event_contract *event;
    const char *subject;
    struct bytes data; /* encoded */
    struct emission *next;
};

struct disclosed {
    struct subject_of_care about;
    uint32_t categories;
    enum common_basis basis;
    const char *consent_id;
    struct disclosed *next;
};

struct context {
    struct call call;
    struct runtime *runtime;
    const struct procedure *procedure; /* NULL in react and settle */
    bool may_emit;
    struct emission *emissions, **emissions_end;
    size_t emission_count;
    struct common_problem problem; /* what fail() said; code NULL when nothing */
    struct disclosed *disclosed;
    bool by_consent;      /* something only a consent permits was disclosed */
    uint64_t consents;    /* position in CONSENTS of what this call sees */
    uint64_t access;      /* position in ACCESS by which its reads are on record, 0 for none */
    const char *deferred; /* key, or NULL */
    struct deferred_answer *answers;
};

struct deferred_answer {
    const char *key;
    struct bytes reply;
    struct deferred_answer *next;
};

/* who and now live as long as the arena. */
void context_begin(struct context *context, struct runtime *runtime, struct store *store, struct arena *arena,
                   const struct common_principal *who, int64_t now_ms);
struct context *context_of(struct call *call);
/* The problem as it is answered, for a procedure (its own problems are checked against the contract). */
const struct common_problem *context_problem(struct context *context, int problem);

/*
 * Replies.
 */
/* position: of the own stream, 0 for none. result may be NULL for a problem. */
void reply_encode(const struct context *context, uint64_t position, const struct common_problem *problem,
                  struct bytes result, struct buffer *to);
/* One more call was answered with this problem. */
void problem_count(int problem);
/* Posts it to who waits for it, or says that it is too large to be sent: bus_flush sends it. A caller that cannot be
 * reached asks again. */
void reply_post(struct bus *bus, const struct bus_message *request, struct bytes reply);
/* A problem without any context: for what cannot be decoded or not be dealt with. */
void reply_problem(enum problem problem, const struct message_error *error, struct buffer *to);

/* Decodes the envelope and finds out whether this procedure may be called so. in gets procedure->input->size bytes. 0 or
 * a problem, with *error filled for PROBLEM_INVALID_ARGUMENT. */
int call_decode(const struct procedure *procedure, struct bytes message, struct arena *arena, struct common_call *call,
                void *in, struct bytes *arguments, struct message_error *error);

/*
 * Events (event.c).
 */
struct pending { /* an event that was applied in the open transaction and is not yet in the stream */
    const char *subject;
    char id[37];
    uint64_t sequence;
    struct bytes body;
};

/* Decodes the envelope of an event of a track; an unknown type gives contract NULL. 0 or -EBADMSG. */
int event_decode(const struct track *track, struct bytes body, struct arena *arena, struct event *event,
                 struct bytes *data);
/* Applies an event of a track in the open transaction: tables, remembered commands, positions. One that was applied
 * before changes nothing. *decoded, where given, gets the data. 0 or negative. */
int event_apply(struct runtime *runtime, struct track *track, struct event *event, struct bytes data, struct bytes body,
                const char *subject, struct arena *arena, void **decoded);
/* Makes the context's emission number n the next event of the own stream, encodes and applies it. 0 or negative. */
int event_append(struct context *context, const struct emission *emission, const struct common_answered *answered,
                 const struct common_origin *origin, const char *traceparent, struct pending *pending);

/* A command that has happened. */
struct remembered {
    const char *procedure; /* NULL: none */
    int64_t fingerprint;
    uint64_t sequence;   /* of its event */
    struct bytes result; /* data NULL: the answer was put off */
};
int command_find(struct store *store, struct arena *arena, const char *subject, const char *command_id,
                 struct remembered *found);

/* Positions in the open transaction. */
int tracks_load(struct runtime *runtime);
int tracks_save(struct runtime *runtime);
void tracks_committed(struct runtime *runtime);
/* Ends the open transaction: with what was applied when rc is 0, else without. Returns rc, or why it could not. */
int tracks_commit(struct runtime *runtime, int rc);
void tracks_rolled_back(struct runtime *runtime);
void tracks_forget(struct runtime *runtime); /* releases what is waiting */
void track_receive(struct track *track, struct bus_message *message);
void track_tick(struct track *track, int64_t now_ns);
/* Follows again from its position; what was received is forgotten. */
void track_restart(struct track *track);
/* Up to where nothing is left to do. A rebuild applies without reacting; what is due is followed again for that. */
uint64_t track_done(const struct track *track);
/* What every snapshot that begins from now on holds; for each track. On any thread. */
void tracks_visible(struct runtime *runtime, uint64_t *positions);
/* Whether everything named has been applied, as far as it is followed: up to these positions, or in the open
 * transaction when they are NULL. */
bool tracks_reached(struct runtime *runtime, const struct common_position_list *after, const uint64_t *positions);

/*
 * Catching up (catch_up.c): brings SQLite and the own stream to the same point. -ENOTCONN and -ETIMEDOUT mean: later.
 */
int catch_up(struct runtime *runtime);
/* The same for a log of several writers that this service keeps (log_heal.c). */
int log_heal(struct runtime *runtime, struct track *track);

/*
 * Access records (access.c). Puts on record what a call has disclosed; the answer must not leave before the recorder's
 * wait is over.
 */
void access_record(struct recorder *recorder, const struct context *context);
void access_metrics(void);

/*
 * The writer (writer.c) and readers (reader.c).
 */
/* path: of the SQLite file. */
int readers_start(struct runtime *runtime, const char *path);
void readers_stop(struct runtime *runtime);
void readers_wake(struct runtime *runtime);         /* after a commit: parked queries may go on */
bool readers_parked(const struct runtime *runtime); /* whether a query waits for what has not been applied yet */

/* Work (work.c). Starts the service's, if it has any. 0 or negative. */
int work_start(struct runtime *runtime);
void work_ring(const struct runtime *runtime); /* after a commit */
void work_stop(struct runtime *runtime);       /* runtime->stopping is set */

/* Consents (consent.c). */
extern const struct migration runtime_migrations[];
/* Keeps runtime_consent; for whoever enforces. 0 or negative. */
int consent_apply(struct runtime *runtime, const struct event *event, const void *data);
void lease_tick(struct runtime *runtime);
void lease_answered(struct runtime *runtime, const struct bus_message *message);
bool lease_valid(const struct runtime *runtime);

enum mailbox_tag { TAG_COMMAND, TAG_LEASE, TAG_DISCOVERY, TAG_FOLLOW /* + track number */ };
