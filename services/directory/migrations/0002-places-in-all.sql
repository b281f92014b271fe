-- SPDX-License-Identifier: EUPL-1.2
-- What was taken on while no capacity was stated holds a place too, under no statement (0), and who is put on the waiting
-- list after that waits on. REFERRALS is followed anew from its beginning, into empty tables.

DELETE FROM place; -- and with it place_count
DELETE FROM waiting;
DELETE FROM wait;
DELETE FROM runtime_position WHERE stream = 'REFERRALS';
