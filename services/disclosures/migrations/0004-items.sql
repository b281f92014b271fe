-- SPDX-License-Identifier: EUPL-1.2
-- What a recipient was told of a goal or an activity is removed when that is hidden from them.

ALTER TABLE feed ADD COLUMN item_id TEXT;
CREATE INDEX feed_by_item ON feed (recipient, item_id) WHERE item_id IS NOT NULL;
