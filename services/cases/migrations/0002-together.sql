-- SPDX-License-Identifier: EUPL-1.2
-- Who acts for a citizen, messages, courses and inquiries, from CASES; offers that answer inquiries, from DIRECTORY.

CREATE TABLE representation (
    representation_id TEXT NOT NULL PRIMARY KEY,
    case_id         TEXT NOT NULL,
    subject         TEXT,          -- the representative's sign-in, once linked
    code            TEXT,          -- of their invitation; gone when it was accepted
    code_expires_at TEXT,
    valid_until     TEXT,
    added_at        TEXT NOT NULL,
    ended_at        TEXT,
    content         BLOB NOT NULL -- cases.representative_added
) STRICT, WITHOUT ROWID;
CREATE INDEX representation_by_case ON representation (case_id, representation_id);
CREATE INDEX representation_by_subject ON representation (subject) WHERE subject IS NOT NULL AND ended_at IS NULL;
CREATE INDEX representation_by_code ON representation (code) WHERE code IS NOT NULL;
CREATE INDEX representation_by_end ON representation (valid_until) WHERE valid_until IS NOT NULL AND ended_at IS NULL;

CREATE TABLE message (
    message_id      TEXT NOT NULL PRIMARY KEY,
    case_id         TEXT NOT NULL,
    organisation_id TEXT,          -- with which it is shared besides the citizen and the home municipality
    at              TEXT NOT NULL,
    content         BLOB NOT NULL -- cases.message_sent
) STRICT, WITHOUT ROWID;
CREATE INDEX message_by_case ON message (case_id, at, message_id);
CREATE INDEX message_by_thread ON message (case_id, organisation_id, at, message_id) WHERE organisation_id IS NOT NULL;

CREATE TABLE course (
    course_id  TEXT NOT NULL PRIMARY KEY,
    case_id    TEXT NOT NULL,
    started_on TEXT NOT NULL,
    ended_on   TEXT,
    outcome    INTEGER,       -- cases.outcome
    content    BLOB NOT NULL -- cases.course_started
) STRICT, WITHOUT ROWID;
CREATE INDEX course_by_case ON course (case_id, started_on, course_id);
CREATE UNIQUE INDEX course_running ON course (case_id) WHERE ended_on IS NULL;

CREATE TABLE inquiry (
    inquiry_id TEXT NOT NULL PRIMARY KEY,
    case_id    TEXT NOT NULL,
    home_id    TEXT NOT NULL,
    citizen_id TEXT NOT NULL,
    asker      TEXT NOT NULL,    -- who signed in and asked
    asker_organisation_id TEXT,  -- for which organisation
    command_id TEXT,             -- with what, where the answer was put off
    status     INTEGER NOT NULL, -- cases.inquiry_status
    behind     INTEGER NOT NULL AS (status <> 2) STORED, -- in lists: those that wait are before the others
    owes       INTEGER NOT NULL, -- events that are still to follow it: 1 opened, 2 citizen_linked
    at         TEXT NOT NULL,
    answer     TEXT,
    content    BLOB NOT NULL     -- cases.inquired
) STRICT, WITHOUT ROWID;
CREATE INDEX inquiry_by_home ON inquiry (home_id, behind, inquiry_id, status);
CREATE INDEX inquiry_by_citizen ON inquiry (citizen_id, behind, inquiry_id);
CREATE INDEX inquiry_by_case ON inquiry (case_id, behind, inquiry_id);
CREATE INDEX inquiry_open ON inquiry (asker) WHERE status IN (2, 3);
CREATE INDEX inquiry_by_command ON inquiry (asker, command_id) WHERE command_id IS NOT NULL;
CREATE INDEX inquiry_unfinished ON inquiry (inquiry_id) WHERE owes <> 0;

CREATE TABLE municipality (
    organisation_id TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE offer (
    key             INTEGER NOT NULL PRIMARY KEY, -- the sequence of its publication: the same in every rebuild
    offer_id        TEXT NOT NULL UNIQUE,
    organisation_id TEXT NOT NULL,
    startable       INTEGER NOT NULL, -- active, and without an assessment
    withdrawn       INTEGER NOT NULL,
    available       INTEGER, -- free places as stated; NULL: not limited, or not said
    paused_until    TEXT,
    content         BLOB NOT NULL -- directory.offer_updated
) STRICT;

CREATE TABLE offer_category (
    key      INTEGER NOT NULL,
    category TEXT NOT NULL, -- folded
    PRIMARY KEY (category, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX offer_category_by_key ON offer_category (key);

CREATE TABLE offer_language (
    key      INTEGER NOT NULL,
    language TEXT NOT NULL, -- folded
    PRIMARY KEY (key, language)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE offer_text USING fts5 (
    name, alternate_name, description, categories, eligibility,
    tokenize = 'unicode61 remove_diacritics 2', prefix = '4 5'
);
