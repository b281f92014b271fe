// SPDX-License-Identifier: EUPL-1.2
/* One-time codes: whoever has one links their own sign-in with it. */
import {useState} from 'preact/hooks';
import {dateTime} from '../format';
import {text} from '../forms/fields';
import {Form} from '../forms/form';
import {t} from '../i18n';
import type {Problem} from '../problems';
import {acceptInvitation} from '../session';
import {Failure} from './page';

interface Code {
    code: string;
    expires_at: string;
}

export function MakeCode({make, name}: {make: () => Promise<Code>; name?: string}) {
    const [made, setMade] = useState<Code>();
    const [problem, setProblem] = useState<Problem>();
    return (
        <div class="stack" role="status">
            {problem && <Failure problem={problem} />}
            {made ? (
                <p class="ds-paragraph">{t('invitation-code', {code: made.code, day: dateTime(made.expires_at)})}</p>
            ) : (
                <div>
                    <button
                        class="ds-button"
                        data-variant="secondary"
                        type="button"
                        onClick={() => make().then(setMade, setProblem)}
                        aria-label={name && `${t('make-code')}: ${name}`}
                    >
                        {t('make-code')}
                    </button>
                </div>
            )}
        </div>
    );
}

export const UseCode = () => (
    <Form
        draft="code"
        fields={[{name: 'code', label: t('start-code'), hint: t('start-code-hint'), required: true, max: 40}]}
        submit={t('start-code-send')}
        onSubmit={(values, commandId) => acceptInvitation(text(values, 'code'), commandId)}
    />
);
