// SPDX-License-Identifier: EUPL-1.2
import {useLocation} from 'preact-iso/router';
import {t} from '../i18n';

/* Leads to where people sign in, and back to where they are now. */
export const SignIn = ({small}: {small?: boolean}) => (
    <a
        class="ds-button"
        data-size={small && 'sm'}
        href={`/signin?return=${encodeURIComponent(useLocation().url)}`}
        target="_top"
    >
        {t('sign-in')}
    </a>
);
