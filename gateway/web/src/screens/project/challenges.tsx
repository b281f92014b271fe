// SPDX-License-Identifier: EUPL-1.2
/* Problems for which partners are sought, and the answers to them. */
import {useState} from 'preact/hooks';
import {tell} from '../../connection';
import {date} from '../../format';
import {type Field, text} from '../../forms/fields';
import {Form} from '../../forms/form';
import {language, t, word} from '../../i18n';
import {Dialog} from '../../parts/dialog';
import {Facts, Words} from '../../parts/facts';
import {Answer, Empty, Failure, Page, Section} from '../../parts/page';
import type {Problem} from '../../problems';
import {useQuery} from '../../query';
import type {Parameters} from '../../routes';
import {acting} from '../../session';
import {isTeam} from './register';

const area = (name: string, label: string, required = false): Field => ({
    name,
    label,
    kind: 'area',
    required,
    max: 5000,
});

function Post({done}: {done: () => void}) {
    const fields: Field[] = [
        {name: 'title', label: t('title'), required: true, max: 200},
        area('problem', t('challenge-problem'), true),
        area('affected', t('record-affected')),
        area('success', t('challenge-success')),
    ];
    return (
        <Dialog title={t('challenge-new')} close={done}>
            <Form
                draft="challenge"
                fields={fields}
                submit={t('challenge-new')}
                cancel={done}
                onSubmit={async (values, commandId) => {
                    await tell(
                        'pilots.post_challenge',
                        {
                            title: text(values, 'title'),
                            problem: text(values, 'problem'),
                            affected: text(values, 'affected'),
                            success: text(values, 'success'),
                            language: language.value,
                        },
                        commandId,
                    );
                    done();
                }}
            />
        </Dialog>
    );
}

export function Challenges() {
    const query = useQuery('pilots.search_challenges', {limit: 20});
    const [posting, setPosting] = useState(false);
    const done = () => {
        setPosting(false);
        void query.refresh();
    };
    return (
        <Page title={t('nav-challenges')} lead={t('challenges-lead')}>
            {isTeam() && (
                <div class="actions">
                    <button class="ds-button" type="button" onClick={() => setPosting(true)}>
                        {t('challenge-new')}
                    </button>
                </div>
            )}
            {posting && <Post done={done} />}
            <Answer query={query}>
                {({challenges}) =>
                    challenges.length === 0 ? (
                        <Empty text={t('challenges-none')} />
                    ) : (
                        <ul class="rows">
                            {challenges.map(each => (
                                <li key={each.challenge_id}>
                                    <a class="ds-link" href={`/challenges/${each.challenge_id}`} lang={each.language}>
                                        {each.title}
                                    </a>
                                    <span>{each.organisation_name}</span>
                                    <span class="ds-tag" data-color="neutral">
                                        {word('challenge', each.status)}
                                    </span>
                                </li>
                            ))}
                        </ul>
                    )
                }
            </Answer>
        </Page>
    );
}

function Proposals({challengeId, ours, round}: {challengeId: string; ours: boolean; round: number}) {
    const query = useQuery('pilots.list_proposals', {challenge_id: challengeId, limit: 20 + round});
    const [problem, setProblem] = useState<Problem>();
    const answer = (proposalId: string, accept: boolean) => () =>
        void tell('pilots.answer_proposal', {proposal_id: proposalId, accept}).then(query.refresh, setProblem);
    return (
        <Section title={t('proposals')}>
            {problem && <Failure problem={problem} />}
            <Answer query={query}>
                {({proposals}) =>
                    proposals.length === 0 ? (
                        <Empty text={t('proposals-none')} />
                    ) : (
                        <ul class="cards">
                            {proposals.map(each => (
                                <li class="ds-card" key={each.proposal_id}>
                                    <p class="subtle">
                                        {each.organisation_name} · {word('proposal', each.status)}
                                    </p>
                                    <Words text={each.text} />
                                    {ours && each.status === 'proposed' && (
                                        <div class="actions">
                                            <button
                                                class="ds-button"
                                                type="button"
                                                onClick={answer(each.proposal_id, true)}
                                            >
                                                {t('move-accept')}
                                            </button>
                                            <button
                                                class="ds-button"
                                                data-variant="secondary"
                                                type="button"
                                                onClick={answer(each.proposal_id, false)}
                                            >
                                                {t('move-decline')}
                                            </button>
                                        </div>
                                    )}
                                </li>
                            ))}
                        </ul>
                    )
                }
            </Answer>
        </Section>
    );
}

export function Challenge({params}: Parameters) {
    const query = useQuery('pilots.get_challenge', {challenge_id: params.id!});
    const [round, setRound] = useState(0);
    const back: [string, string] = ['/challenges', t('nav-challenges')];
    if (!query.data)
        return (
            <Page title={t('nav-challenges')} back={back}>
                <Answer query={query}>{() => null}</Answer>
            </Page>
        );
    const {challenge} = query.data;
    const ours = challenge.organisation_id === acting.value?.organisation_id;
    return (
        <Page title={challenge.title} back={back}>
            <p class="subtle">
                {[challenge.organisation_name, challenge.country, word('challenge', challenge.status)]
                    .filter(Boolean)
                    .join(' · ')}
            </p>
            <div lang={challenge.language}>
                <Words text={challenge.problem} />
            </div>
            <Facts
                rows={[
                    [t('record-affected'), challenge.affected],
                    [t('challenge-success'), challenge.success],
                    [t('goal-due'), date(challenge.deadline)],
                ]}
            />
            {isTeam() && <Proposals challengeId={challenge.challenge_id} ours={ours} round={round} />}
            {isTeam() && !ours && challenge.status === 'open' && (
                <Section title={t('propose')}>
                    <Form
                        draft={`propose ${challenge.challenge_id}`}
                        fields={[area('text', t('propose-text'), true)]}
                        submit={t('propose')}
                        onSubmit={async (values, commandId) => {
                            await tell(
                                'pilots.propose_partnership',
                                {challenge_id: challenge.challenge_id, text: text(values, 'text')},
                                commandId,
                            );
                            setRound(round + 1);
                        }}
                    />
                </Section>
            )}
        </Page>
    );
}
