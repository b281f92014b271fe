-- SPDX-License-Identifier: EUPL-1.2
-- A plan looks for referrals that were taken on. Those that are only requested need no page of this index, which are
-- as many pages as there are cases.

DROP INDEX referral_by_performer;
CREATE INDEX referral_answered ON referral (case_id, performer_id) WHERE status > 1; -- beyond requested
