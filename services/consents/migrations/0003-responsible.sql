-- SPDX-License-Identifier: EUPL-1.2
-- Which caseworker is responsible for a case. What was recorded before tells it too: CASES is followed anew from its
-- beginning, into empty tables.

ALTER TABLE citizen_case ADD COLUMN responsible TEXT; -- a caseworker's sign-in
CREATE INDEX citizen_case_by_responsible ON citizen_case (responsible, home_id) WHERE responsible IS NOT NULL;
DELETE FROM citizen_case;
DELETE FROM representative;
DELETE FROM runtime_position WHERE stream = 'CASES';
