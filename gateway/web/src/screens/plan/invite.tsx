// SPDX-License-Identifier: EUPL-1.2
/* Inviting an organisation into the plan: which one, and what follows. The consent that it needs is the next step. */
import {useState} from 'preact/hooks';
import {useLocation} from 'preact-iso/router';
import type {directory} from 'samspil';
import {tell} from '../../connection';
import {Form} from '../../forms/form';
import {t} from '../../i18n';
import {Dialog} from '../../parts/dialog';
import {NameFilter} from '../../parts/name_filter';
import {Answer, Empty} from '../../parts/page';
import {useQuery, useWhole} from '../../query';
import type {Parameters} from '../../routes';
import {is} from '../../session';
import {address, PlanPage} from './page';
import type {Whole} from './rules';

type Organisation = directory.Organisation;

function Invitation({organisation, caseId, close}: {organisation: Organisation; caseId: string; close: () => void}) {
    const {route} = useLocation();
    const {organisation_id: id, name: who} = organisation;
    return (
        <Dialog title={t('invite-title', {who})} close={close}>
            <p class="ds-paragraph">{t('people-sees-plan')}</p>
            <p class="ds-paragraph">{t(is('citizen') ? 'invite-lead-own' : 'invite-lead', {who})}</p>
            <Form
                draft={`invite ${caseId} ${id}`}
                fields={[]}
                submit={t('invite')}
                cancel={close}
                onSubmit={async (_, commandId) => {
                    await tell('plans.invite_participant', {case_id: caseId, organisation_id: id}, commandId);
                    route(address(caseId, '/people'));
                }}
            />
        </Dialog>
    );
}

/* Those that are not in the plan already. */
const isOutside =
    ({plan, participants}: Whole) =>
    ({organisation_id: id}: Organisation) =>
        id !== plan.home_id && !participants.some(each => each.organisation_id === id && each.status !== 'left');

function Choose({whole}: {whole: Whole}) {
    const query = useWhole(useQuery('directory.list_organisations', {limit: 200}));
    const [wanted, setWanted] = useState('');
    const [chosen, setChosen] = useState<Organisation>();
    const fits = ({name}: Organisation) => name.toLowerCase().includes(wanted.trim().toLowerCase());
    return (
        <div class="stack">
            <NameFilter wanted={wanted} change={setWanted} />
            <Answer query={query}>
                {({organisations}) => {
                    const found = organisations.filter(isOutside(whole)).filter(fits);
                    return (
                        <>
                            <p class="ds-sr-only" role="status">
                                {t('found', {count: found.length})}
                            </p>
                            {found.length === 0 ? (
                                <Empty text={t('invite-none')} />
                            ) : (
                                <ul class="rows">
                                    {found.map(each => (
                                        <li key={each.organisation_id}>
                                            <span class="grow">
                                                <strong>{each.name}</strong>
                                                <br />
                                                <span class="subtle">{each.description}</span>
                                            </span>
                                            <button
                                                class="ds-button"
                                                data-variant="secondary"
                                                data-size="sm"
                                                type="button"
                                                aria-label={t('invite-title', {who: each.name})}
                                                onClick={() => setChosen(each)}
                                            >
                                                {t('invite')}
                                            </button>
                                        </li>
                                    ))}
                                </ul>
                            )}
                        </>
                    );
                }}
            </Answer>
            {chosen && (
                <Invitation organisation={chosen} caseId={whole.plan.case_id} close={() => setChosen(undefined)} />
            )}
        </div>
    );
}

export const InviteScreen = ({params}: Parameters) => (
    <PlanPage
        caseId={params.id!}
        head={() => ({title: t('people-invite'), back: [address(params.id!, '/people'), t('who-takes-part')]})}
    >
        {whole => <Choose whole={whole} />}
    </PlanPage>
);
