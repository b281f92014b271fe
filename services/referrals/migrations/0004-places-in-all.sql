-- SPDX-License-Identifier: EUPL-1.2
-- What was taken on while no capacity was stated holds a place too, under no statement (0): so a maximum that is stated
-- later counts it. Accepted is 2, in-progress 5; who was taken on and holds none was so then.

UPDATE referral SET place = 0 WHERE status IN (2, 5) AND place IS NULL;
INSERT INTO place_count (offer_id, capacity_sequence, held)
    SELECT offer_id, 0, count(*) FROM referral WHERE place = 0 GROUP BY offer_id;
