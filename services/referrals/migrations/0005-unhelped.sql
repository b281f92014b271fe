-- SPDX-License-Identifier: EUPL-1.2
-- What came to nothing stays with the home municipality until somebody else has been asked: found without reading all
-- that has ever ended.

ALTER TABLE referral ADD COLUMN unhelped INTEGER NOT NULL DEFAULT 0; -- rejected or failed, and the last one of its case
UPDATE referral SET unhelped = 1 WHERE status IN (3, 7) AND NOT EXISTS (SELECT 1 FROM referral AS later
    WHERE later.citizen_id = referral.citizen_id AND later.case_id = referral.case_id
    AND later.sequence > referral.sequence);
CREATE INDEX referral_unhelped ON referral (home_id, ended) WHERE unhelped = 1;
