// SPDX-License-Identifier: EUPL-1.2
/* Where a pilot stands, what the next stages ask, and how complete its record is for the public registers. */
import type {pilots} from 'samspil';
import {date} from '../../format';
import {t, word, wordList} from '../../i18n';
import {Words} from '../../parts/facts';
import {Section, SmallButton} from '../../parts/page';
import {isOurs} from './register';

export const Stage = ({whole, move}: {whole: pilots.GetPilotResult; move: () => void}) => (
    <Section
        title={t('pilot-stage')}
        action={isOurs(whole.pilot) && <SmallButton label={t('stage-move')} press={move} />}
    >
        <h3 class="ds-heading" data-size="2xs">
            {t('stage-next')}
        </h3>
        <ul class="rows">
            {whole.next_stages.map(next => (
                <li key={next.stage}>
                    <span>{word('stage', next.stage)}</span>
                    <span class="subtle">
                        {next.missing.length === 0
                            ? t('stage-open')
                            : t('stage-missing', {what: wordList('gate', next.missing)})}
                    </span>
                </li>
            ))}
        </ul>
        <h3 class="ds-heading" data-size="2xs">
            {t('stage-so-far')}
        </h3>
        <ol class="timeline">
            {whole.moves.map(each => (
                <li key={each.moved_at}>
                    <time class="subtle" dateTime={each.moved_at}>
                        {date(each.moved_at)}
                    </time>
                    <p class="ds-paragraph">{word('stage', each.to_stage)}</p>
                    <Words text={each.why} />
                </li>
            ))}
        </ol>
    </Section>
);

export const Completeness = ({whole}: {whole: pilots.GetPilotResult}) => (
    <Section title={t('registers')}>
        <ul class="rows">
            {whole.completeness.map(each => (
                <li key={each.register}>
                    <span>{word('register', each.register)}</span>{' '}
                    <span class="subtle">{t('register-given', {given: each.given, asked: each.asked})}</span>
                </li>
            ))}
        </ul>
    </Section>
);
