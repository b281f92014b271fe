// SPDX-License-Identifier: EUPL-1.2
/* Who acts for the citizen of a case, and in what. The citizen and the home municipality decide it, no representative. */
import {useState} from 'preact/hooks';
import type {cases} from 'samspil';
import {tell} from '../connection';
import {date} from '../format';
import {day, type Field, list, text} from '../forms/fields';
import {Form} from '../forms/form';
import {t, word, words} from '../i18n';
import {about, useQuery} from '../query';
import {is, isRepresentative, type Scope} from '../session';
import {MakeCode} from './code';
import {Dialog} from './dialog';
import {Facts} from './facts';
import {Answer, Empty, Section} from './page';

type Representation = cases.Representation;

const RELATIONS = ['relative', 'friend', 'guardian', 'attorney', 'other'];
const SCOPES: Scope[] = ['case', 'messages', 'plan', 'referral', 'consent'];

export const scopeWords = (scopes: Scope[]) =>
    SCOPES.filter(scope => scopes.includes(scope))
        .map(scope => word('scope', scope))
        .join(', ');

/* A representation ends when its last day is over. */
const endOf = (lastDay?: string) => lastDay && new Date(`${lastDay}T23:59:59`).toISOString();

const isInForce = ({ended_at, valid_until}: Representation) =>
    !ended_at && !(valid_until && Date.parse(valid_until) <= Date.now());

function Add({caseId, done}: {caseId: string; done: () => void}) {
    const byCitizen = is('citizen');
    const fields: Field[] = [
        {name: 'name', label: t('representative-name'), required: true, max: 200},
        {
            name: 'relation',
            label: t(byCitizen ? 'representative-relation-own' : 'representative-relation'),
            kind: 'select',
            required: true,
            options: words('relation', RELATIONS),
        },
        {
            name: 'scopes',
            label: t('representative-scopes'),
            hint: t('representative-scopes-hint'),
            kind: 'checks',
            required: true,
            options: words('scope', SCOPES),
        },
        {
            name: 'ground',
            label: t('representative-ground'),
            hint: t('representative-ground-hint'),
            kind: 'area',
            required: !byCitizen,
            max: 2000,
            when: () => !byCitizen,
        },
        {
            name: 'valid_until',
            label: t('representative-until'),
            hint: t('representative-until-hint'),
            kind: 'date',
        },
    ];
    return (
        <Dialog title={t('representative-add')} close={done}>
            <Form
                draft={`representative ${caseId}`}
                fields={fields}
                initial={{scopes: ['case']}}
                submit={t('representative-save')}
                cancel={done}
                onSubmit={async (values, commandId) => {
                    await tell(
                        'cases.add_representative',
                        {
                            case_id: caseId,
                            name: text(values, 'name'),
                            relation: text(values, 'relation') as cases.Relation,
                            scopes: list(values, 'scopes') as Scope[],
                            ground: text(values, 'ground'),
                            valid_until: endOf(day(values, 'valid_until')),
                        },
                        commandId,
                    );
                    done();
                }}
            />
        </Dialog>
    );
}

function End({representation, close, done}: {representation: Representation; close: () => void; done: () => void}) {
    const name = representation.name ?? '';
    return (
        <Dialog title={t('representative-end-title', {name})} close={close}>
            <p class="ds-paragraph">{t('withdraw-follows')}</p>
            <ul class="ds-list">
                <li>{t('representative-end-sees', {name})}</li>
                <li>{t('representative-end-done', {name})}</li>
                <li>{t('representative-end-again')}</li>
            </ul>
            <Form
                draft={`end ${representation.representation_id}`}
                fields={[]}
                submit={t('representative-end')}
                danger
                cancel={close}
                onSubmit={async (_, commandId) => {
                    await tell(
                        'cases.end_representation',
                        {representation_id: representation.representation_id},
                        commandId,
                    );
                    done();
                }}
            />
        </Dialog>
    );
}

function Card({representation, end}: {representation: Representation; end?: () => void}) {
    const {representation_id, name, relation, scopes, ground, valid_until, linked} = representation;
    return (
        <li class="ds-card">
            <h3 class="ds-heading" data-size="xs">
                {name ?? t('name-withheld')}
            </h3>
            <Facts
                rows={[
                    [t('representative-who'), relation && word('relation', relation)],
                    [t('representative-may'), scopeWords(scopes)],
                    [t('representative-ground'), ground],
                    [t('consent-until'), valid_until ? date(valid_until) : t('until-ended')],
                    [t('representative-signed-in'), t(linked ? 'yes' : 'representative-not-yet')],
                ]}
            />
            {end && !linked && (
                <MakeCode name={name} make={() => tell('cases.invite_representative', {representation_id})} />
            )}
            {end && (
                <div class="actions">
                    <button
                        class="ds-button"
                        data-variant="secondary"
                        data-color="danger"
                        type="button"
                        onClick={end}
                        aria-label={`${t('representative-end')}: ${name ?? ''}`}
                    >
                        {t('representative-end')}
                    </button>
                </div>
            )}
        </li>
    );
}

const Ended = ({people}: {people: Representation[]}) => (
    <Section title={t('representatives-ended')}>
        <ul class="rows">
            {people.map(({representation_id, name, ended_at, valid_until}) => (
                <li key={representation_id}>
                    <span>{name ?? t('name-withheld')}</span>
                    <span class="subtle">{date(ended_at ?? valid_until)}</span>
                </li>
            ))}
        </ul>
    </Section>
);

/* open: the case is, so that somebody can be added. */
export function Representatives({caseId, open}: {caseId: string; open: boolean}) {
    const query = useQuery(
        'cases.list_representations',
        {case_id: caseId},
        {concerns: about(['cases.represent'], caseId), as: 'refresh'},
    );
    const [adding, setAdding] = useState(false);
    const [ending, setEnding] = useState<Representation>();
    const decides = !isRepresentative.value;
    const done = () => {
        setAdding(false);
        setEnding(undefined);
        void query.refresh();
    };
    return (
        <Section
            title={t('representatives')}
            action={
                decides &&
                open && (
                    <button
                        class="ds-button"
                        data-variant="secondary"
                        data-size="sm"
                        type="button"
                        onClick={() => setAdding(true)}
                    >
                        {t('representative-add')}
                    </button>
                )
            }
        >
            {adding && <Add caseId={caseId} done={done} />}
            {ending && <End representation={ending} close={() => setEnding(undefined)} done={done} />}
            <Answer query={query}>
                {({representations}) => {
                    const inForce = representations.filter(isInForce);
                    const over = representations.filter(each => !isInForce(each));
                    return (
                        <>
                            {inForce.length === 0 ? (
                                <Empty text={t(is('citizen') ? 'representatives-none-own' : 'representatives-none')} />
                            ) : (
                                <ul class="cards">
                                    {inForce.map(each => (
                                        <Card
                                            key={each.representation_id}
                                            representation={each}
                                            end={decides ? () => setEnding(each) : undefined}
                                        />
                                    ))}
                                </ul>
                            )}
                            {over.length > 0 && <Ended people={over} />}
                        </>
                    );
                }}
            </Answer>
        </Section>
    );
}
