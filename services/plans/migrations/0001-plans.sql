-- SPDX-License-Identifier: EUPL-1.2
-- Each table is filled by the events of one stream only. Enums are kept as the numbers of the contract.

-- From PLANS: everything that ever stood in a plan. The sequence is the position of the event that says so, the content
-- that event. An item is a goal, an activity, the plan's own fields (its id is the case's) or a participant (the
-- organisation's); its versions have no holes. What stands now is the change that the tables below name. What belongs to
-- one plan lies together: it is read together.
CREATE TABLE change (
    case_id TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    kind INTEGER NOT NULL,        -- enum plans_item_kind
    item_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    at TEXT NOT NULL,
    visibility INTEGER NOT NULL,  -- enum plans_visibility: who saw this version
    responsible_id TEXT,          -- which organisation, with 2 (responsible)
    content BLOB NOT NULL,
    PRIMARY KEY (case_id, sequence)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX change_by_item ON change (case_id, kind, item_id, version);

-- From PLANS: goals and activities, in the order in which they were added.
CREATE TABLE item (
    added INTEGER PRIMARY KEY,    -- sequence of the first change
    item_id TEXT NOT NULL UNIQUE,
    case_id TEXT NOT NULL,
    kind INTEGER NOT NULL,
    added_at TEXT NOT NULL,
    sequence INTEGER NOT NULL,    -- of the last change, from which all that follows is
    version INTEGER NOT NULL,
    status INTEGER NOT NULL,      -- enum plans_goal_status or plans_activity_status
    visibility INTEGER NOT NULL,
    responsible_id TEXT,
    due_date TEXT,
    referral_id TEXT
) STRICT;

CREATE INDEX item_by_case ON item (case_id, kind, added);
CREATE INDEX item_by_referral ON item (referral_id) WHERE referral_id IS NOT NULL;

-- From PLANS: plans in which anything stands.
CREATE TABLE plan (
    case_id TEXT PRIMARY KEY,
    home_id TEXT NOT NULL,
    sequence INTEGER,             -- of the last change of its own fields
    version INTEGER NOT NULL,     -- of these
    rhythm INTEGER,               -- days between check-ins
    rhythm_since TEXT             -- when this was chosen
) STRICT, WITHOUT ROWID;

CREATE INDEX plan_by_home ON plan (home_id, case_id);

-- From PLANS.
CREATE TABLE participant (
    case_id TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    status INTEGER NOT NULL,      -- enum plans_participant_status
    source INTEGER,               -- enum plans_participant_source
    referral_id TEXT,
    edits_goals INTEGER NOT NULL,
    since TEXT NOT NULL,
    removed INTEGER NOT NULL,     -- whether somebody took it out, and not the end of a consent
    PRIMARY KEY (case_id, organisation_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX participant_by_organisation ON participant (organisation_id, status, case_id);

-- From PLANS: comments and check-ins. Who saw what it is about when it was said: visibility and responsible_id.
CREATE TABLE comment (
    comment_id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL,
    at TEXT NOT NULL,
    item_id TEXT,
    visibility INTEGER NOT NULL,
    responsible_id TEXT,
    content BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX comment_by_case ON comment (case_id, at, comment_id);

CREATE TABLE check_in (
    check_in_id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL,
    at TEXT NOT NULL,
    item_id TEXT,
    visibility INTEGER NOT NULL,
    responsible_id TEXT,
    score INTEGER,
    content BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX check_in_by_case ON check_in (case_id, at, check_in_id);
CREATE INDEX check_in_by_goal ON check_in (item_id, at) WHERE score IS NOT NULL;

-- From CASES.
CREATE TABLE citizen_case (
    case_id TEXT PRIMARY KEY,
    citizen_id TEXT NOT NULL,
    home_id TEXT NOT NULL,
    closed INTEGER NOT NULL,
    citizen_name TEXT
) STRICT, WITHOUT ROWID;

-- From DIRECTORY.
CREATE TABLE organisation (
    organisation_id TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE offer (
    offer_id TEXT PRIMARY KEY,
    name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- From REFERRALS. The sequence is that of the last event about it.
CREATE TABLE referral (
    referral_id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL,
    performer_id TEXT NOT NULL,
    offer_id TEXT NOT NULL,
    status INTEGER NOT NULL,      -- enum referrals_status
    sequence INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX referral_by_sequence ON referral (sequence);
CREATE INDEX referral_by_performer ON referral (case_id, performer_id);
