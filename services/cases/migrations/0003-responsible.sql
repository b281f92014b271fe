-- SPDX-License-Identifier: EUPL-1.2
-- Who is responsible for a case, from CASES, and who can be, from DIRECTORY. What was recorded before tells it too: all of
-- both streams is applied anew to empty tables when the service starts. (runtime_outgoing stays: it completes CASES, should
-- that have lost its tail.)

ALTER TABLE case_file ADD COLUMN responsible TEXT; -- a caseworker's sign-in
CREATE INDEX case_file_by_responsible ON case_file (responsible, home_id, case_id) WHERE responsible IS NOT NULL;

CREATE TABLE caseworker (
    organisation_id TEXT NOT NULL,
    subject         TEXT NOT NULL,
    name            TEXT,
    PRIMARY KEY (organisation_id, subject)
) STRICT, WITHOUT ROWID;

DELETE FROM case_file;
DELETE FROM invitation;
DELETE FROM contact;
DELETE FROM representation;
DELETE FROM message;
DELETE FROM course;
DELETE FROM inquiry;
DELETE FROM runtime_command;
DELETE FROM municipality;
DELETE FROM offer;
DELETE FROM offer_category;
DELETE FROM offer_language;
DELETE FROM offer_text;
DELETE FROM runtime_position WHERE stream IN ('CASES', 'DIRECTORY');
