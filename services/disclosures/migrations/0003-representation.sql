-- SPDX-License-Identifier: EUPL-1.2
-- Of what was read for a citizen: by which representation.

ALTER TABLE disclosure ADD COLUMN representation_id TEXT;
