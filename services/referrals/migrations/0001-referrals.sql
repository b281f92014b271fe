-- SPDX-License-Identifier: EUPL-1.2
-- Each table is filled by the events of one stream only.

-- From REFERRALS. The sequence is the position of the event that made the referral, so rows are appended in the order
-- in which citizens wait, and lists and cursors need no other order.
CREATE TABLE referral (
    sequence INTEGER PRIMARY KEY,
    referral_id TEXT NOT NULL UNIQUE,
    case_id TEXT NOT NULL,
    citizen_id TEXT NOT NULL,
    home_id TEXT NOT NULL,
    offer_id TEXT NOT NULL,
    performer_id TEXT NOT NULL,
    sender TEXT,                -- subject of the caseworker
    status INTEGER NOT NULL,    -- enum referrals_status
    ended INTEGER NOT NULL,     -- whether the status is one that is never left
    place INTEGER,              -- the capacity statement under which it holds a place
    version INTEGER NOT NULL,
    requested_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    accepted_at TEXT,
    offer_name TEXT,
    priority INTEGER NOT NULL,
    reason TEXT,
    note TEXT,
    health_note TEXT,
    citizen_name TEXT,
    phone TEXT,
    email TEXT,
    contact_date TEXT,
    expected_wait_days INTEGER,
    reason_code INTEGER,
    reason_text TEXT,
    outcome INTEGER,
    outcome_text TEXT,
    replaces TEXT,
    replaced_by TEXT
) STRICT;

-- Lists ask for what is open far more often than for what has ended, which only grows.
CREATE INDEX referral_by_performer ON referral (performer_id, ended);
CREATE INDEX referral_by_home ON referral (home_id, ended);
CREATE INDEX referral_by_sender ON referral (sender, ended);
CREATE INDEX referral_by_citizen ON referral (citizen_id, ended);

-- From REFERRALS. Places held under each capacity statement; no row where none is.
CREATE TABLE place_count (
    offer_id TEXT NOT NULL,
    capacity_sequence INTEGER NOT NULL,
    held INTEGER NOT NULL CHECK (held >= 0),
    PRIMARY KEY (offer_id, capacity_sequence)
) STRICT, WITHOUT ROWID;

-- From DIRECTORY, with the last capacity statement about the offer: its position, and what it says.
CREATE TABLE offer (
    offer_id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    name TEXT NOT NULL,
    status INTEGER NOT NULL,    -- enum directory_offer_status
    withdrawn INTEGER NOT NULL,
    capacity_sequence INTEGER,
    maximum INTEGER,
    available INTEGER,
    paused_until TEXT
) STRICT, WITHOUT ROWID;

-- From CASES.
CREATE TABLE citizen_case (
    case_id TEXT PRIMARY KEY,
    citizen_id TEXT NOT NULL,
    home_id TEXT NOT NULL,
    closed INTEGER NOT NULL,
    citizen_name TEXT,
    phone TEXT,
    email TEXT
) STRICT, WITHOUT ROWID;
