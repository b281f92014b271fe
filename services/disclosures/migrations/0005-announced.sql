-- SPDX-License-Identifier: EUPL-1.2
-- What several are told alike is kept once. All that one event is told about a citizen stands together.

CREATE TABLE content (
    id INTEGER NOT NULL PRIMARY KEY, -- sequence in FEEDS * 256 + which of its contents
    readers INTEGER NOT NULL,        -- rows of told
    entry BLOB NOT NULL              -- common.cloud_event
) STRICT;

-- What stands in the feeds, until the consent it rests on is over.
CREATE TABLE told (
    citizen_id TEXT NOT NULL, -- '' for what is about nobody
    recipient TEXT NOT NULL,  -- organisation_id, citizen_id or 'public'
    sequence INTEGER NOT NULL, -- in FEEDS
    content INTEGER NOT NULL,
    basis INTEGER NOT NULL,
    categories INTEGER NOT NULL,
    marker INTEGER NOT NULL, -- says that a consent is over
    item_id TEXT,            -- goal or activity of a plan
    PRIMARY KEY (citizen_id, recipient, sequence)
) STRICT, WITHOUT ROWID;

INSERT INTO content (id, readers, entry) SELECT sequence * 256, 1, entry FROM feed;
INSERT INTO told (citizen_id, recipient, sequence, content, basis, categories, marker, item_id)
    SELECT coalesce(citizen_id, ''), recipient, sequence, sequence * 256, basis, categories, marker, item_id FROM feed;
DROP TABLE feed;

-- A citizen's own feed is found by the key.
CREATE INDEX told_by_recipient ON told (recipient, sequence) WHERE citizen_id <> recipient;
CREATE INDEX told_by_item ON told (recipient, item_id) WHERE item_id IS NOT NULL;

CREATE TRIGGER told_removed AFTER DELETE ON told BEGIN
    UPDATE content SET readers = readers - 1 WHERE id = old.content;
    DELETE FROM content WHERE id = old.content AND readers = 0;
END;
