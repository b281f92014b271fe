// SPDX-License-Identifier: EUPL-1.2
/* What others learned from a pilot, and what they ask about it. */
import {date} from '../../format';
import {t, word} from '../../i18n';
import {organisationName} from '../../names';
import {Facts, Words} from '../../parts/facts';
import {Answer, Empty, Section, SmallButton} from '../../parts/page';
import {useQuery} from '../../query';

export function Experiences({pilotId, add}: {pilotId: string; add?: () => void}) {
    const query = useQuery('pilots.list_experiences', {pilot_id: pilotId, limit: 20});
    return (
        <Section title={t('experiences')} action={add && <SmallButton label={t('experience-add')} press={add} />}>
            <Answer query={query}>
                {({experiences}) =>
                    experiences.length === 0 ? (
                        <Empty text={t('experiences-none')} />
                    ) : (
                        <ul class="cards">
                            {experiences.map(each => (
                                <li class="ds-card" key={each.experience_id}>
                                    <h3 class="ds-heading" data-size="xs">
                                        {each.organisation_name ?? organisationName(each.organisation_id)}
                                    </h3>
                                    <div lang={each.language}>
                                        <Facts
                                            rows={[
                                                [t('experience-worked'), each.worked],
                                                [t('experience-did-not'), each.did_not],
                                            ]}
                                        />
                                    </div>
                                    <Facts
                                        rows={[
                                            [t('experience-again'), word('again', each.again)],
                                            [t('day'), date(each.shared_at)],
                                        ]}
                                    />
                                </li>
                            ))}
                        </ul>
                    )
                }
            </Answer>
        </Section>
    );
}

export function Questions({pilotId, add}: {pilotId: string; add?: () => void}) {
    const query = useQuery('pilots.list_questions', {pilot_id: pilotId, limit: 20});
    return (
        <Section title={t('questions')} action={add && <SmallButton label={t('question-ask')} press={add} />}>
            <Answer query={query}>
                {({questions}) =>
                    questions.length === 0 ? (
                        <Empty text={t('questions-none')} />
                    ) : (
                        <ul class="cards">
                            {questions.map(each => (
                                <li class="ds-card" key={each.question_id}>
                                    <p class="subtle">
                                        {each.organisation_name} · {date(each.asked_at)}
                                    </p>
                                    <p class="ds-paragraph" lang={each.language}>
                                        {each.text}
                                    </p>
                                    {each.answers.map(answer => (
                                        <div key={answer.answer_id} lang={answer.language}>
                                            <Words text={`${answer.organisation_name ?? ''}: ${answer.text}`} />
                                        </div>
                                    ))}
                                </li>
                            ))}
                        </ul>
                    )
                }
            </Answer>
        </Section>
    );
}
