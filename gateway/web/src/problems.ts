// SPDX-License-Identifier: EUPL-1.2
/* What a call answers instead of its result, and how it is worded for people. */
import {t, wordList} from './i18n';

export interface Details {
    code: string;
    field?: string;
    retry_after_ms?: number;
    missing?: string[];
    seen?: Record<string, unknown>;
    current?: Record<string, unknown>;
}

export class Problem extends Error {
    readonly code: string;
    readonly details: Details;
    /* What support can find it by. */
    readonly reference: string;

    constructor(details: Details, reference: string) {
        super(details.code);
        this.code = details.code;
        this.details = details;
        this.reference = reference.slice(0, 8).toUpperCase();
    }
}

/* Several codes mean the same to the person who reads it. */
const TEXTS: Record<string, string> = {
    invalid_argument: 'problem-invalid',
    payload_too_large: 'problem-invalid',
    not_authorized: 'problem-not-allowed',
    not_found: 'problem-not-found',
    unavailable: 'problem-again',
    not_caught_up: 'problem-again',
    consent_unverifiable: 'problem-again',
    consent_changed: 'problem-again',
    timeout: 'problem-again',
    disconnected: 'problem-again',
    answer_too_large: 'problem-other',
    too_many_calls: 'problem-again',
    rate_limited: 'problem-again',
    address_rate_limited: 'problem-again',
    already_exists: 'problem-exists',
    consent_missing: 'problem-consent-missing',
    illegal_transition: 'problem-moved-on',
    version_conflict: 'problem-conflict',
    no_capacity: 'problem-no-capacity',
    offer_paused: 'problem-offer-closed',
    offer_withdrawn: 'problem-offer-closed',
    case_closed: 'problem-case-closed',
    challenge_closed: 'problem-case-closed',
    invitation_invalid: 'problem-code',
    already_linked: 'problem-linked',
    organisation_required: 'problem-organisation',
    validity_over: 'problem-validity',
    not_the_citizens_word: 'problem-citizens-word',
    follows_referral: 'problem-follows-referral',
    assessment_required: 'problem-assessment',
    too_many_inquiries: 'problem-inquiries',
    plan_full: 'problem-full',
    pilot_full: 'problem-full',
    too_many_reports: 'problem-full',
    too_many_imports: 'problem-imports',
    withdrawal_unconfirmed: 'problem-withdrawal',
    gate_not_met: 'problem-gate',
};

/* Of what is missing, the family of its words. */
const MISSING: Record<string, string> = {consent_missing: 'category', gate_not_met: 'gate'};

export function wording({code, details}: {code: string; details?: Problem['details']}): string {
    const sentence = t(TEXTS[code] ?? 'problem-other');
    const family = MISSING[code];
    if (!family || !details?.missing?.length) return sentence;
    return `${sentence} ${t('problem-missing', {what: wordList(family, details.missing)})}`;
}
