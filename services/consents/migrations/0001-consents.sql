-- SPDX-License-Identifier: EUPL-1.2
-- What consents remembers of its own stream, and of CASES and DIRECTORY. Enums are kept as the numbers of the contract;
-- status: 1 requested, 2 given, 3 refused, 4 withdrawn, 5 expired.

CREATE TABLE organisation (
    organisation_id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    type INTEGER NOT NULL,
    url TEXT,
    email TEXT,
    country TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE citizen_case (
    case_id TEXT NOT NULL PRIMARY KEY,
    citizen_id TEXT NOT NULL,
    home_id TEXT NOT NULL,
    closed_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE consent (
    consent_id TEXT NOT NULL PRIMARY KEY, -- ascends with time
    case_id TEXT NOT NULL,
    citizen_id TEXT NOT NULL,
    home_id TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    purpose INTEGER NOT NULL,
    categories INTEGER NOT NULL,
    valid_until TEXT, -- always there once it is given
    text TEXT NOT NULL,
    language TEXT NOT NULL,
    status INTEGER NOT NULL,
    given_by INTEGER NOT NULL DEFAULT 0,
    ended_by INTEGER NOT NULL DEFAULT 0,
    recorded_method INTEGER NOT NULL DEFAULT 0,
    recorded_at TEXT,
    recorded_note TEXT,
    representative_name TEXT,
    representative_relation TEXT,
    requested_at TEXT NOT NULL,
    given_at TEXT,
    ended_at TEXT,
    ended_sequence INTEGER, -- of the event that ended a given consent: enforcers must have followed so far
    effective_at TEXT
) STRICT;

CREATE INDEX consent_case ON consent (case_id, consent_id);
CREATE INDEX consent_citizen ON consent (citizen_id, consent_id);
-- With what a municipality may ask for, so that rows it does not ask for cost no look at the table.
CREATE INDEX consent_home ON consent (home_id, consent_id, status, organisation_id);
CREATE INDEX consent_recipient ON consent (organisation_id, consent_id) WHERE status = 2;
CREATE INDEX consent_in_force ON consent (valid_until) WHERE status = 2;
CREATE INDEX consent_ended ON consent (ended_sequence) WHERE ended_sequence IS NOT NULL;
CREATE INDEX consent_pending ON consent (ended_sequence) WHERE status = 4 AND effective_at IS NULL;
