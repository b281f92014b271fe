-- SPDX-License-Identifier: EUPL-1.2
-- Who acts for citizens, from CASES.

CREATE TABLE representative (
    representation_id TEXT NOT NULL PRIMARY KEY,
    name TEXT,
    relation TEXT
) STRICT, WITHOUT ROWID;
