-- SPDX-License-Identifier: EUPL-1.2
-- What a recipient was told about one citizen is read as a timeline, and removed when a consent ends. All that one event
-- is told about stands together in the index, so that it costs one page.

DROP INDEX feed_by_consent;
CREATE INDEX feed_by_citizen ON feed (citizen_id, recipient, sequence) WHERE citizen_id IS NOT NULL;

-- A citizen's own feed is found by the other one.
DROP INDEX feed_recipient;
CREATE INDEX feed_by_recipient ON feed (recipient, sequence) WHERE citizen_id IS NOT recipient;
