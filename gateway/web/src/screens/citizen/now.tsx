// SPDX-License-Identifier: EUPL-1.2
/* What happens now: in plain words, what others will do, and what is asked of the citizen. */
import {useState} from 'preact/hooks';
import type {referrals} from 'samspil';
import {tell} from '../../connection';
import {date, daysFrom, isPast, weekday} from '../../format';
import {Form} from '../../forms/form';
import {t, word} from '../../i18n';
import {organisationName} from '../../names';
import {Dialog} from '../../parts/dialog';
import {Words} from '../../parts/facts';
import {Answer, Empty, LinkButton, Page, Section} from '../../parts/page';
import {about, useQuery} from '../../query';
import {acting, isRepresentative, may, nameOf} from '../../session';
import {OwnInquiries, useOwnInquiries} from './inquiries';
import {useOwnCase} from './own_case';

export function plainly(referral: referrals.Referral): string {
    const who = organisationName(referral.performer_id);
    const {status, due, contact_date, expected_wait_days, status_reason, outcome} = referral;
    switch (status) {
        case 'requested':
            return t('now-requested', {who, day: date(due)});
        case 'accepted':
            return t(isPast(contact_date) ? 'now-accepted-late' : 'now-accepted', {who, day: weekday(contact_date)});
        case 'on-hold':
            return t('now-on-hold', {who, count: expected_wait_days ?? 0});
        case 'in-progress':
            return t('now-in-progress', {who});
        case 'rejected':
            return t('now-rejected', {who, why: status_reason ? word('reason', status_reason.code) : ''});
        case 'completed':
            return t('now-completed', {who, how: outcome ? word('outcome', outcome) : ''});
        default:
            return t('now-ended', {who});
    }
}

const OPEN: referrals.Status[] = ['requested', 'accepted', 'on-hold', 'in-progress'];
const RECENT_DAYS = 30;
const isCurrent = (referral: referrals.Referral) =>
    OPEN.includes(referral.status) || !isPast(daysFrom(referral.updated_at, RECENT_DAYS));

function Asked() {
    const query = useQuery(
        'consents.list_consents',
        {status: 'requested', limit: 20},
        {concerns: about(['consents.']), as: 'refresh'},
    );
    const asked = query.data?.consents ?? [];
    if (asked.length === 0) return null;
    return (
        <div class="ds-alert stack" data-color="warning">
            <p class="ds-paragraph">{t('now-asked', {count: asked.length})}</p>
            {may('consent') && (
                <div>
                    <LinkButton href="/consents">{t('now-answer')}</LinkButton>
                </div>
            )}
        </div>
    );
}

function NextAction({caseId}: {caseId: string}) {
    const query = useQuery('plans.get_plan', {case_id: caseId}, {concerns: about(['plans.'], caseId), as: 'refresh'});
    const next = query.data?.plan.next_action;
    if (!next) return null;
    return (
        <Section title={t('next-step')}>
            <Words text={next.text} />
            {next.due_date && <p class="subtle">{t('until-day', {day: weekday(next.due_date)})}</p>}
            <p>
                <a class="ds-link" href="/plan">
                    {t('nav-plan')}
                </a>
            </p>
        </Section>
    );
}

/* Help that was arranged can be declined at any time: whoever gives it is told, and the place is free for others. */
function TakeBack({referral, refresh}: {referral: referrals.Referral; refresh: () => Promise<void>}) {
    const [open, setOpen] = useState(false);
    const who = organisationName(referral.performer_id);
    const close = () => setOpen(false);
    return (
        <>
            <div class="actions">
                <button
                    class="ds-button"
                    data-variant="tertiary"
                    data-size="sm"
                    type="button"
                    onClick={() => setOpen(true)}
                    aria-label={`${t('decline-help')}: ${referral.offer_name}`}
                >
                    {t('decline-help')}
                </button>
            </div>
            {open && (
                <Dialog title={t('decline-help')} close={close}>
                    <p class="ds-paragraph">{t('decline-help-lead', {who})}</p>
                    <Form
                        draft={`decline ${referral.referral_id}`}
                        fields={[]}
                        submit={t('decline-help-confirm')}
                        danger
                        cancel={close}
                        onSubmit={async (_, commandId) => {
                            const args = {referral_id: referral.referral_id, code: 'citizen_declined' as const};
                            await tell('referrals.cancel_referral', args, commandId);
                            close();
                            await refresh();
                        }}
                    />
                </Dialog>
            )}
        </>
    );
}

export function Now() {
    const own = useOwnCase();
    const asked = useOwnInquiries(['waiting', 'taken']);
    const nothingAsked = asked.data?.inquiries.length === 0;
    const query = useQuery(
        'referrals.list_referrals',
        {box: 'mine', limit: 50},
        {concerns: about(['referrals.']), as: 'refresh'},
    );
    return (
        <Page
            title={t('nav-now')}
            lead={isRepresentative.value ? t('acting-for-lead', {name: nameOf(acting.value!) ?? ''}) : undefined}
        >
            <Asked />
            <Answer query={query}>
                {({referrals}) => {
                    const current = referrals.filter(isCurrent);
                    if (current.length === 0)
                        return nothingAsked ? (
                            <Empty text={t('now-none')}>
                                {may('referral') && <LinkButton href="/ask">{t('nav-ask')}</LinkButton>}
                            </Empty>
                        ) : null;
                    return (
                        <ul class="cards">
                            {current.map(referral => (
                                <li class="ds-card" key={referral.referral_id}>
                                    <h2 class="ds-heading" data-size="xs">
                                        {referral.offer_name}
                                    </h2>
                                    <p class="ds-paragraph" role="status">
                                        {plainly(referral)}
                                    </p>
                                    <Words text={referral.status_reason?.text} />
                                    {may('referral') && OPEN.includes(referral.status) && (
                                        <TakeBack referral={referral} refresh={query.refresh} />
                                    )}
                                </li>
                            ))}
                        </ul>
                    );
                }}
            </Answer>
            <OwnInquiries query={asked} />
            {own && may('plan') && <NextAction caseId={own} />}
        </Page>
    );
}
