-- SPDX-License-Identifier: EUPL-1.2
-- Enums and sets are kept as the numbers of the contract; basis: 1 public_task, 2 consent, 3 own_data.

CREATE TABLE citizen_case (
    case_id TEXT NOT NULL PRIMARY KEY,
    citizen_id TEXT NOT NULL,
    home_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Who has been told of the last event of each stream: an event that was only half answered is answered to its end.
CREATE TABLE answered (
    stream TEXT NOT NULL PRIMARY KEY,
    sequence INTEGER NOT NULL,
    recipients TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What stands in the feeds, until the consent it rests on is over.
CREATE TABLE feed (
    sequence INTEGER NOT NULL PRIMARY KEY, -- in FEEDS
    recipient TEXT NOT NULL,               -- organisation_id, citizen_id or 'public'
    citizen_id TEXT,
    basis INTEGER NOT NULL,
    categories INTEGER NOT NULL,
    marker INTEGER NOT NULL,               -- says that a consent is over
    entry BLOB NOT NULL                    -- common.cloud_event
) STRICT;

CREATE INDEX feed_recipient ON feed (recipient, sequence);
CREATE INDEX feed_by_consent ON feed (recipient, citizen_id) WHERE basis = 2 AND marker = 0;

-- Places that readers keep.
CREATE TABLE place (
    owner_id TEXT NOT NULL,
    name TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    PRIMARY KEY (owner_id, name)
) STRICT, WITHOUT ROWID;

-- Each disclosure of a citizen's data to somebody else, for ever.
CREATE TABLE disclosure (
    citizen_id TEXT NOT NULL,
    at TEXT NOT NULL,
    id TEXT NOT NULL, -- of the event that says so; its item where there are several
    case_id TEXT NOT NULL,
    kind INTEGER NOT NULL,
    organisation_id TEXT,
    what TEXT NOT NULL,
    categories INTEGER NOT NULL,
    basis INTEGER NOT NULL,
    consent_id TEXT,
    PRIMARY KEY (citizen_id, at, id)
) STRICT, WITHOUT ROWID;
