-- SPDX-License-Identifier: EUPL-1.2
-- Keys are the sequence of the event that made a row: the same in every rebuild, and in the order of time.

-- From DIRECTORY.

CREATE TABLE organisation (
    organisation_id TEXT NOT NULL PRIMARY KEY,
    name            TEXT NOT NULL,
    country         TEXT
) STRICT, WITHOUT ROWID;

-- From PILOTS. A pilot's row holds what searches filter by and stays small; what is written about it is elsewhere.

CREATE TABLE pilot (
    key               INTEGER NOT NULL PRIMARY KEY,
    pilot_id          TEXT NOT NULL UNIQUE,
    organisation_id   TEXT NOT NULL,
    published         INTEGER NOT NULL,
    stage             INTEGER NOT NULL,
    risk              INTEGER NOT NULL, -- 0: not assessed
    domains           INTEGER NOT NULL, -- set of pilots.domain
    outcome           INTEGER NOT NULL, -- of the youngest evaluation; 0: none
    country           TEXT,
    supplier          TEXT, -- folded
    active_at         TEXT NOT NULL, -- registered, evidence logged or confirmed
    source_system     TEXT,
    source_identifier TEXT,
    challenge_id      TEXT,
    version           INTEGER NOT NULL,
    registered_at     TEXT NOT NULL,
    updated_at        TEXT NOT NULL,
    evidence_at       TEXT,
    confirmed_at      TEXT,
    evidence_count    INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX pilot_by_source ON pilot (source_system, source_identifier) WHERE source_system IS NOT NULL;
CREATE INDEX pilot_by_challenge ON pilot (challenge_id) WHERE challenge_id IS NOT NULL;

CREATE TABLE pilot_version ( -- every record that a pilot ever had
    key     INTEGER NOT NULL,
    version INTEGER NOT NULL,
    content BLOB NOT NULL, -- pilots.record
    UNIQUE (key, version)
) STRICT;

-- The words of the record as it is: what lists show of it, and what the index is made of (and taken out of again by).
CREATE TABLE pilot_words (
    key      INTEGER NOT NULL PRIMARY KEY,
    name     TEXT NOT NULL,
    summary  TEXT,
    supplier TEXT,
    tags     TEXT,
    body     TEXT
) STRICT;
CREATE VIRTUAL TABLE pilot_text USING fts5 (
    name, summary, supplier, tags, body,
    content = 'pilot_words', content_rowid = 'key', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);

CREATE TABLE participant (
    organisation_id TEXT NOT NULL,
    pilot_id        TEXT NOT NULL,
    key             INTEGER NOT NULL,
    place           INTEGER NOT NULL, -- among those of the same event
    PRIMARY KEY (organisation_id, pilot_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX participant_by_pilot ON participant (pilot_id, key, place, organisation_id);

CREATE TABLE responsibility (
    responsibility_id TEXT NOT NULL PRIMARY KEY,
    pilot_id          TEXT NOT NULL,
    organisation_id   TEXT NOT NULL,
    kind              INTEGER NOT NULL,
    holder            TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX responsibility_by_pilot ON responsibility (pilot_id, kind, responsibility_id);

CREATE TABLE stage_move (
    key             INTEGER NOT NULL PRIMARY KEY,
    pilot_id        TEXT NOT NULL,
    from_stage      INTEGER NOT NULL, -- 0: it began with this
    to_stage        INTEGER NOT NULL,
    why             TEXT, -- NULL: registered so, or the register that it mirrors says so
    decided_by      TEXT,
    organisation_id TEXT NOT NULL,
    moved_at        TEXT NOT NULL
) STRICT;
CREATE INDEX stage_move_by_pilot ON stage_move (pilot_id, key);

CREATE TABLE follower (
    pilot_id        TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    key             INTEGER NOT NULL,
    PRIMARY KEY (pilot_id, organisation_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE citation ( -- citing is based on pilot
    pilot_id  TEXT NOT NULL,
    citing_id TEXT NOT NULL,
    key       INTEGER NOT NULL,
    text      TEXT,
    cited_at  TEXT NOT NULL,
    PRIMARY KEY (pilot_id, citing_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX citation_by_citing ON citation (citing_id, key, pilot_id);

CREATE TABLE evidence (
    key         INTEGER NOT NULL PRIMARY KEY,
    evidence_id TEXT NOT NULL UNIQUE,
    pilot_id    TEXT NOT NULL,
    kind        INTEGER NOT NULL,
    outcome     INTEGER NOT NULL, -- 0: none
    replaced_by TEXT,
    logged_at   TEXT NOT NULL,
    content     BLOB NOT NULL -- pilots.evidence_logged
) STRICT;
CREATE INDEX evidence_by_pilot ON evidence (pilot_id, key, kind, replaced_by, outcome);

CREATE TABLE indicator (
    key          INTEGER NOT NULL PRIMARY KEY,
    indicator_id TEXT NOT NULL UNIQUE,
    pilot_id     TEXT NOT NULL,
    unit         TEXT NOT NULL,
    content      BLOB NOT NULL -- pilots.indicator_defined
) STRICT;
CREATE INDEX indicator_by_pilot ON indicator (pilot_id, key);

CREATE TABLE point ( -- numbers of evidence that was not corrected
    indicator_id TEXT NOT NULL,
    date         TEXT NOT NULL,
    key          INTEGER NOT NULL, -- of the evidence
    place        INTEGER NOT NULL, -- among its numbers
    evidence_id  TEXT NOT NULL,
    kind         INTEGER NOT NULL,
    value        REAL NOT NULL,
    low          REAL,
    high         REAL,
    n            INTEGER,
    PRIMARY KEY (indicator_id, date, key, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX point_by_evidence ON point (evidence_id);

CREATE TABLE experience (
    key             INTEGER NOT NULL PRIMARY KEY,
    experience_id   TEXT NOT NULL UNIQUE,
    pilot_id        TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    shared_at       TEXT NOT NULL,
    content         BLOB NOT NULL -- pilots.experience_shared
) STRICT;
CREATE INDEX experience_by_pilot ON experience (pilot_id, key);

CREATE TABLE question (
    key             INTEGER NOT NULL PRIMARY KEY,
    question_id     TEXT NOT NULL UNIQUE,
    pilot_id        TEXT NOT NULL,
    experience_id   TEXT,
    organisation_id TEXT NOT NULL,
    language        TEXT NOT NULL,
    text            TEXT NOT NULL,
    asked_at        TEXT NOT NULL
) STRICT;
CREATE INDEX question_by_pilot ON question (pilot_id, key, experience_id);

CREATE TABLE answer (
    key             INTEGER NOT NULL PRIMARY KEY,
    answer_id       TEXT NOT NULL,
    question_id     TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    language        TEXT NOT NULL,
    text            TEXT NOT NULL,
    answered_at     TEXT NOT NULL
) STRICT;
CREATE INDEX answer_by_question ON answer (question_id, key);

CREATE TABLE error_report (
    key         INTEGER NOT NULL PRIMARY KEY,
    report_id   TEXT NOT NULL UNIQUE,
    pilot_id    TEXT NOT NULL,
    text        TEXT NOT NULL,
    field       TEXT,
    status      INTEGER NOT NULL,
    answer      TEXT,
    reported_at TEXT NOT NULL,
    answered_at TEXT
) STRICT;
CREATE INDEX error_report_by_pilot ON error_report (pilot_id, status, key);

-- Challenges and proposals.

CREATE TABLE challenge (
    key             INTEGER NOT NULL PRIMARY KEY,
    challenge_id    TEXT NOT NULL UNIQUE,
    organisation_id TEXT NOT NULL,
    status          INTEGER NOT NULL,
    domains         INTEGER NOT NULL,
    country         TEXT,
    close_reason    INTEGER NOT NULL, -- 0: open
    version         INTEGER NOT NULL,
    posted_at       TEXT NOT NULL,
    updated_at      TEXT NOT NULL
) STRICT;

CREATE TABLE challenge_version (
    key     INTEGER NOT NULL,
    version INTEGER NOT NULL,
    content BLOB NOT NULL, -- pilots.challenge_updated
    UNIQUE (key, version)
) STRICT;

CREATE VIRTUAL TABLE challenge_text USING fts5 (
    title, problem, affected, success, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);

CREATE TABLE proposal (
    key             INTEGER NOT NULL PRIMARY KEY,
    proposal_id     TEXT NOT NULL UNIQUE,
    challenge_id    TEXT NOT NULL,
    owner_id        TEXT NOT NULL, -- who posted the challenge
    organisation_id TEXT NOT NULL, -- who proposes
    text            TEXT NOT NULL,
    kinds           INTEGER NOT NULL,
    status          INTEGER NOT NULL,
    answer          TEXT,
    pilot_id        TEXT,
    proposed_at     TEXT NOT NULL,
    answered_at     TEXT
) STRICT;
CREATE INDEX proposal_by_challenge ON proposal (challenge_id, key);
CREATE INDEX proposal_by_owner ON proposal (owner_id, key);
CREATE INDEX proposal_by_organisation ON proposal (organisation_id, key);
