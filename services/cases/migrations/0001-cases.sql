-- SPDX-License-Identifier: EUPL-1.2
-- All of it from CASES. Ids are UUIDv7: their order is the order in which cases were opened.

CREATE TABLE case_file (
    case_id    TEXT NOT NULL PRIMARY KEY,
    citizen_id TEXT NOT NULL UNIQUE,
    home_id    TEXT NOT NULL,
    status     INTEGER NOT NULL, -- cases.case_status
    subject    TEXT,             -- the citizen's sign-in, once linked
    opened_at  TEXT NOT NULL,
    closed_at  TEXT,
    outcome    INTEGER,          -- cases.outcome
    content    BLOB NOT NULL     -- cases.opened
) STRICT, WITHOUT ROWID;
CREATE INDEX case_file_by_home ON case_file (home_id, case_id, status);
CREATE UNIQUE INDEX case_file_by_subject ON case_file (subject) WHERE subject IS NOT NULL;

CREATE TABLE invitation ( -- at most one for each case; gone when it was accepted
    case_id    TEXT NOT NULL PRIMARY KEY,
    code       TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX invitation_by_code ON invitation (code);

CREATE TABLE contact (
    contact_id TEXT NOT NULL PRIMARY KEY,
    case_id    TEXT NOT NULL,
    at         TEXT NOT NULL,
    organisation_id TEXT NOT NULL, -- whose contact it was
    content    BLOB NOT NULL -- cases.contact_logged
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_by_case ON contact (case_id, at, contact_id);
