// SPDX-License-Identifier: EUPL-1.2
/* One pilot: its record, where it stands and what the next stage asks, its evidence, what others learned from it. */
import {useState} from 'preact/hooks';
import {Form} from '../../forms/form';
import {t} from '../../i18n';
import {organisationName} from '../../names';
import {Dialog} from '../../parts/dialog';
import {Tag} from '../../parts/facts';
import {Answer, LinkButton, Page} from '../../parts/page';
import {useQuery} from '../../query';
import type {Parameters} from '../../routes';
import {Evidence} from './evidence';
import {Experiences, Questions} from './learned';
import {type Dialogs, FORMS} from './pilot_forms';
import {Record} from './record';
import {isOurs, isTeam} from './register';
import {Completeness, Stage} from './stage';

export function Pilot({params}: Parameters) {
    const pilotId = params.id!;
    const query = useQuery('pilots.get_pilot', {pilot_id: pilotId});
    const [open, setOpen] = useState<Dialogs>();
    const [round, setRound] = useState(0);
    const [thanked, setThanked] = useState(false);
    const back: [string, string] = ['/pilots', t('nav-pilots')];
    if (!query.data)
        return (
            <Page title={t('pilot')} back={back}>
                <Answer query={query}>{() => null}</Answer>
            </Page>
        );
    const whole = query.data;
    const {pilot} = whole;
    const done = () => {
        setThanked(open === 'error');
        setOpen(undefined);
        setRound(round + 1);
        void query.refresh();
    };
    const opener = (which: Dialogs, allowed: boolean) => (allowed ? () => setOpen(which) : undefined);
    return (
        <Page title={pilot.record.name} lead={pilot.record.summary} back={back}>
            <p class="tags">
                <Tag family="stage" value={pilot.stage} />{' '}
                {pilot.record.risk && <Tag family="risk" value={pilot.record.risk} />}{' '}
                {pilot.outcome && <Tag family="pilot-outcome" value={pilot.outcome} />}
                {!pilot.published && (
                    <span class="ds-tag" data-color="warning">
                        {t('unpublished')}
                    </span>
                )}
            </p>
            <p class="subtle">
                {pilot.organisations.map(each => each.name ?? organisationName(each.organisation_id)).join(', ')}
            </p>
            {isOurs(pilot) && !pilot.source && (
                <div class="actions">
                    <LinkButton plain href={`/pilots/${pilotId}/edit`}>
                        {t('edit')}
                    </LinkButton>
                </div>
            )}
            <div role="status">
                {thanked && (
                    <p class="ds-alert" data-color="success">
                        {t('error-thanks')}
                    </p>
                )}
            </div>
            {open && (
                <Dialog title={t(FORMS[open].title)} close={() => setOpen(undefined)}>
                    <Form
                        draft={`${open} ${pilotId}`}
                        fields={FORMS[open].fields(whole)}
                        submit={t('save')}
                        cancel={() => setOpen(undefined)}
                        onSubmit={async (values, commandId) => {
                            await FORMS[open].send(pilotId, values, commandId);
                            done();
                        }}
                    />
                </Dialog>
            )}
            <Record pilot={pilot} />
            <Stage whole={whole} move={() => setOpen('stage')} />
            <Evidence key={`evidence ${round}`} pilotId={pilotId} add={opener('evidence', isOurs(pilot))} />
            <Experiences key={`experience ${round}`} pilotId={pilotId} add={opener('experience', isTeam())} />
            <Questions key={`question ${round}`} pilotId={pilotId} add={opener('question', isTeam())} />
            <Completeness whole={whole} />
            {pilot.published && (
                <div class="actions">
                    <button class="ds-button" data-variant="tertiary" type="button" onClick={() => setOpen('error')}>
                        {t('error-report')}
                    </button>
                </div>
            )}
        </Page>
    );
}
