-- SPDX-License-Identifier: EUPL-1.2
-- Citizens send referrals themselves, to offers that need no assessment.

ALTER TABLE offer ADD COLUMN assessment_required INTEGER NOT NULL DEFAULT 0;
ALTER TABLE referral ADD COLUMN requester INTEGER NOT NULL DEFAULT 1; -- enum referrals_requester: the municipality
