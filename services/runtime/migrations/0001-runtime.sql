-- SPDX-License-Identifier: EUPL-1.2
-- What the runtime keeps in every service's file.

-- How far each stream has been applied, and up to where no reaction is due.
CREATE TABLE runtime_position (
    stream TEXT PRIMARY KEY,
    sequence INTEGER NOT NULL,
    reacted INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Commands that have happened, with the answer given. One caller's stand together: their ids ascend where they are
-- UUIDv7, so that a batch touches few pages.
CREATE TABLE runtime_command (
    caller INTEGER NOT NULL, -- hash of the subject
    command_id TEXT NOT NULL,
    procedure TEXT NOT NULL,
    fingerprint INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    result BLOB,
    PRIMARY KEY (caller, command_id)
) STRICT, WITHOUT ROWID;

-- Own events until they are known safe in the stream (see catch_up.c).
CREATE TABLE runtime_outgoing (
    sequence INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,
    event_id TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT;

-- The same of a log with several writers that this service keeps for them (ACCESS).
CREATE TABLE runtime_kept (
    sequence INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,
    event_id TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT;

-- Consents in force, as far as CONSENTS has been followed; empty where the service does not enforce them.
CREATE TABLE runtime_consent (
    consent_id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL,
    citizen_id TEXT NOT NULL,
    home_id TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    purpose INTEGER NOT NULL,
    categories INTEGER NOT NULL,
    valid_until TEXT NOT NULL,
    given_sequence INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX runtime_consent_organisation ON runtime_consent (organisation_id, citizen_id);
CREATE INDEX runtime_consent_citizen ON runtime_consent (citizen_id);
