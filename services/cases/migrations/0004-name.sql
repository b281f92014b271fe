-- SPDX-License-Identifier: EUPL-1.2
-- Cases are found by the citizen's name. It stands in what was recorded: CASES is applied anew to empty tables when the
-- service starts. (runtime_outgoing stays: it completes CASES, should that have lost its tail.)

ALTER TABLE case_file ADD COLUMN name TEXT NOT NULL DEFAULT ''; -- as text_folded makes it

DELETE FROM case_file;
DELETE FROM invitation;
DELETE FROM contact;
DELETE FROM representation;
DELETE FROM message;
DELETE FROM course;
DELETE FROM inquiry;
DELETE FROM runtime_command;
DELETE FROM runtime_position WHERE stream = 'CASES';
