-- SPDX-License-Identifier: EUPL-1.2
-- What organisations, members and offers are, from DIRECTORY.

CREATE TABLE organisation (
    organisation_id   TEXT NOT NULL PRIMARY KEY,
    name              TEXT NOT NULL COLLATE NOCASE,
    type              INTEGER NOT NULL,
    source_system     TEXT,
    source_identifier TEXT,
    updated_at        TEXT NOT NULL,
    content           BLOB NOT NULL -- directory.organisation_updated
) STRICT, WITHOUT ROWID;
CREATE INDEX organisation_by_name ON organisation (name, organisation_id);
CREATE UNIQUE INDEX organisation_by_source ON organisation (source_system, source_identifier)
    WHERE source_system IS NOT NULL;

CREATE TABLE member (
    organisation_id TEXT NOT NULL,
    subject         TEXT NOT NULL,
    name            TEXT,
    roles           INTEGER NOT NULL, -- set of common.role
    PRIMARY KEY (organisation_id, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_by_subject ON member (subject, organisation_id);

CREATE TABLE offer (
    key               INTEGER NOT NULL PRIMARY KEY, -- the sequence of its publication: the same in every rebuild
    offer_id          TEXT NOT NULL UNIQUE,
    organisation_id   TEXT NOT NULL,
    name              TEXT NOT NULL COLLATE NOCASE,
    status            INTEGER NOT NULL,
    source_system     TEXT,
    source_identifier TEXT,
    version           INTEGER NOT NULL,
    updated_at        TEXT NOT NULL,
    withdrawn_at      TEXT,
    capacity_sequence INTEGER, -- the latest statement of its capacity; NULL: never stated
    capacity_at       TEXT,
    maximum           INTEGER,
    available         INTEGER, -- as stated; NULL: not limited
    paused_until      TEXT,
    content           BLOB NOT NULL -- directory.offer_updated
) STRICT;
-- With what searches filter by, so that passing over an offer does not read its row.
CREATE INDEX offer_by_name ON offer (name, key, status, withdrawn_at, organisation_id, source_system);
CREATE UNIQUE INDEX offer_by_source ON offer (source_system, source_identifier) WHERE source_system IS NOT NULL;

CREATE TABLE offer_category (
    key      INTEGER NOT NULL,
    category TEXT NOT NULL, -- folded
    PRIMARY KEY (key, category)
) STRICT, WITHOUT ROWID;

CREATE TABLE offer_language (
    key      INTEGER NOT NULL,
    language TEXT NOT NULL COLLATE NOCASE,
    PRIMARY KEY (key, language)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE offer_text USING fts5 (
    name, alternate_name, description, categories, eligibility,
    tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);

-- Places and waiting times, from REFERRALS.

CREATE TABLE place (
    referral_id       TEXT NOT NULL PRIMARY KEY,
    offer_id          TEXT NOT NULL,
    capacity_sequence INTEGER NOT NULL -- the statement of capacity whose place it holds
) STRICT, WITHOUT ROWID;

CREATE TABLE place_count (
    offer_id          TEXT NOT NULL,
    capacity_sequence INTEGER NOT NULL,
    held              INTEGER NOT NULL,
    PRIMARY KEY (offer_id, capacity_sequence)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER place_held AFTER INSERT ON place BEGIN
    INSERT INTO place_count (offer_id, capacity_sequence, held) VALUES (new.offer_id, new.capacity_sequence, 1)
        ON CONFLICT DO UPDATE SET held = held + 1;
END;
CREATE TRIGGER place_released AFTER DELETE ON place BEGIN
    UPDATE place_count SET held = held - 1
        WHERE offer_id = old.offer_id AND capacity_sequence = old.capacity_sequence;
    DELETE FROM place_count
        WHERE offer_id = old.offer_id AND capacity_sequence = old.capacity_sequence AND held = 0;
END;

CREATE TABLE waiting ( -- referrals whose wait is not over
    referral_id  TEXT NOT NULL PRIMARY KEY,
    offer_id     TEXT NOT NULL,
    requested_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE wait ( -- the last waits of each offer
    offer_id    TEXT NOT NULL,
    ended_at    TEXT NOT NULL,
    referral_id TEXT NOT NULL,
    seconds     INTEGER NOT NULL,
    PRIMARY KEY (offer_id, ended_at, referral_id)
) STRICT, WITHOUT ROWID;

-- Offers as they are now. What comes from different streams meets here, when it is read: the tables stay independent of
-- the order in which the streams are followed. Free are the places stated, less those held under that statement; and never
-- more than the maximum less those held under any.
CREATE VIEW offer_now AS
SELECT offer.*,
       max(0, min(available - coalesce((SELECT held FROM place_count
                                         WHERE place_count.offer_id = offer.offer_id
                                           AND place_count.capacity_sequence = offer.capacity_sequence), 0),
                  coalesce(maximum, available) - coalesce((SELECT sum(held) FROM place_count
                                                            WHERE place_count.offer_id = offer.offer_id
                                                              AND maximum IS NOT NULL), 0))) AS free,
       (SELECT avg(seconds) / 86400
          FROM (SELECT seconds, row_number() OVER (ORDER BY seconds) AS place, count(*) OVER () AS waits
                  FROM wait WHERE wait.offer_id = offer.offer_id)
         WHERE place IN ((waits + 1) / 2, (waits + 2) / 2)) AS median_wait_days
  FROM offer;
