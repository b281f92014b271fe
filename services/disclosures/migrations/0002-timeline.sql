-- SPDX-License-Identifier: EUPL-1.2
-- What a recipient was told about one citizen is read as a timeline, and removed when a consent ends.

DROP INDEX feed_by_consent;
CREATE INDEX feed_by_citizen ON feed (recipient, citizen_id, sequence) WHERE citizen_id IS NOT NULL;
