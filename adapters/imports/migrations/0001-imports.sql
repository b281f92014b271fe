-- SPDX-License-Identifier: EUPL-1.2
-- From IMPORTS. Keys are the sequence of the event that made a row: the same in every rebuild, and in the order of time.

CREATE TABLE import (
    key             INTEGER NOT NULL PRIMARY KEY,
    import_id       TEXT NOT NULL UNIQUE,
    organisation_id TEXT, -- NULL: an operator's
    register        INTEGER NOT NULL,
    file_name       TEXT NOT NULL,
    size_bytes      INTEGER NOT NULL,
    source          TEXT NOT NULL,
    received_bytes  INTEGER NOT NULL,
    state           INTEGER NOT NULL,
    begun_at        TEXT NOT NULL,
    updated_at      TEXT NOT NULL,
    -- The check or run that was asked for last.
    asked           INTEGER, -- sequence of the event
    principal       BLOB, -- common.principal, who asked
    run_at          TEXT, -- NULL: it was a check
    withdraw_many   INTEGER NOT NULL,
    attempt         INTEGER NOT NULL, -- how often work on it was begun
    cancelling      INTEGER NOT NULL,
    done            INTEGER, -- steps
    count           INTEGER,
    -- What came of it.
    counts          BLOB, -- imports.counts; while it runs, those of the check
    drastic         INTEGER NOT NULL,
    fault           INTEGER NOT NULL, -- 0: none
    detail          TEXT
) STRICT;
CREATE INDEX import_by_organisation ON import (organisation_id, key);
CREATE INDEX import_open ON import (state, asked, updated_at) WHERE state IN (1, 2, 3, 4); -- receiving to running

CREATE TABLE content ( -- of open imports
    key      INTEGER NOT NULL, -- of the import
    position INTEGER NOT NULL, -- in the file
    bytes    BLOB NOT NULL,
    UNIQUE (key, position)
) STRICT;

CREATE TABLE import_row (
    key     INTEGER NOT NULL, -- of the import
    running INTEGER NOT NULL, -- whether the run found it, not the check
    number  INTEGER NOT NULL,
    kind    INTEGER NOT NULL,
    content BLOB NOT NULL, -- imports.row
    PRIMARY KEY (key, running, number)
) STRICT, WITHOUT ROWID;
